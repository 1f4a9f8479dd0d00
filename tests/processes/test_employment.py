"""Job loss and the month of entry: who leaves, additional jobs and deadweight, displacement, ESA after a job."""

from __future__ import annotations

from math import exp
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lawful import NOW, law, lawful
from tiny import Tiny, tiny

from welfsim.awards.budget import household_income
from welfsim.awards.gain import council_tax_reduction, gain_to_work
from welfsim.awards.reading import read_household
from welfsim.draws import LAST, TWO_32, Domain
from welfsim.processes import employment
from welfsim.processes.employment import (
    activity_after,
    entry_hazards,
    unsupported_hazard,
)
from welfsim.rules.job_loss import exit_hazard, mean_exit
from welfsim.rules.standing import work_status
from welfsim.rules.support_effects import contact_multiplier
from welfsim.vocabulary.codes import (
    Activity,
    EsaGroup,
    EsaKind,
    HealthGroup,
    Job,
    LcwraRoute,
    Presence,
    Programme,
    Severity,
    Tenure,
    WorkStatus,
)

LUCKY, MIDDLE, UNLUCKY = 0, LAST // 2, LAST
ADULT = {"birth_month": NOW - 40 * 12, "hourly_pay": 1_500, "activity": Activity.SEEKING}
SICK = {**ADULT, "activity": Activity.SICK}
RENTED = {"tenure": Tenure.SOCIAL_RENT, "rent": 50_000}
RELATED = {"esa_kind": EsaKind.INCOME_RELATED, "esa_since": NOW - 100, "severity": Severity.SEVERE}
COACHED = {"contact_stock": 4.0, "contact_month": NOW, "course_since": NOW - 6}

EMPLOYMENT = lawful("employment")
MONTHS = st.integers(0, 120)
EMPLOYABILITY = st.floats(-4.0, 4.0)


def entered(*people: dict[str, Any], luck: int = MIDDLE) -> Tiny:
    """Take one month's job entry in a district where nothing has been displaced."""
    run = tiny(NOW, *([{}, person] for person in people), luck=luck)
    run.state.district.job_multiplier[0] = run.state.district.search_share[0] = 1.0
    return run


def unsupported(run: Tiny, i: int = 0) -> float:
    """Return the hazard of a person of a run, without support."""
    return float(unsupported_hazard(run.state, i, work_status(run.state.person, i), run.policy, run.clock))


@pytest.mark.parametrize(("tenure", "hazard"), [(0, 0.07), (5, 0.07), (6, 0.035), (11, 0.035), (12, 0.004)])
def test_jobs_end_by_tenure_and_through_illness_on_top(tenure: int, hazard: float) -> None:
    p = law("employment", exit_to_month_6=0.07, exit_months_7_to_12=0.035, exit_settled=0.004, exit_employability=0.22)
    assert exit_hazard(tenure, 0.0, 0.0, p) == pytest.approx(hazard)
    assert exit_hazard(tenure, 0.05, 0.0, p) == pytest.approx(hazard + 0.05)
    assert exit_hazard(tenure, 0.05, -1.0, p) == pytest.approx((hazard + 0.05) * exp(0.22))


@pytest.mark.parametrize(
    ("severity", "months_limited", "before"),
    [
        (Severity.MILD, 0, 0.0042),
        (Severity.WORK_LIMITING, 24, 0.008),
        (Severity.SEVERE, 24, 0.0134),
        (Severity.WORK_LIMITING, 0, 0.012),
    ],
)
def test_sick_leave_costs_the_ill_as_many_settled_jobs_as_a_hazard_of_their_own_did(
    severity: Severity, months_limited: int, before: float
) -> None:
    policy = tiny(NOW, [{}, ADULT]).policy
    assert mean_exit(24, severity, months_limited, 0.0, policy) == pytest.approx(before, rel=0.04)


@given(MONTHS, st.floats(0.0, 1.0), EMPLOYABILITY, EMPLOYABILITY, EMPLOYMENT)
def test_the_more_employable_never_leave_jobs_more_often(
    tenure: int, of_illness: float, a: float, b: float, p: Any
) -> None:
    less, more = (exit_hazard(tenure, of_illness, e, p) for e in sorted((a, b)))
    assert 0.0 <= more <= less


def test_a_draw_between_the_hazards_of_two_people_ends_the_job_of_the_less_employable() -> None:
    worker = {**ADULT, "job": Job.FULL_TIME, "job_since": NOW - 24}
    run = tiny(NOW, *([{}, {**worker, "employability": e}] for e in (1.0, -1.0)))
    run.luck[:] = int(LAST - run.policy.employment.exit_settled * TWO_32)
    employment.lose(*run)
    assert run.state.person.job.tolist() == [Job.FULL_TIME, Job.OUT]


def test_a_draw_between_two_demands_takes_a_job_in_the_better_district_alone() -> None:
    took = []
    for rates in ((0.788, 0.690), (0.690, 0.788)):
        run = entered(SICK)
        hazard = unsupported(run)
        districts = run.state.district.repeat(2)
        districts.employment_rate[:], districts.share_of_jobless[:] = rates, (0.5, 0.5)
        state = run.state._replace(district=districts)
        run.luck[:] = int(hazard * TWO_32)
        employment.enter(*run._replace(state=state))
        took.append(state.person.job[0] != Job.OUT)
    assert took == [True, False]


def test_the_hazards_that_are_shown_are_those_of_the_month_for_people_out_of_work_and_here() -> None:
    run = entered(ADULT, {**SICK, "health_group": HealthGroup.LCWRA}, {**ADULT, "job": Job.FULL_TIME})
    run.state.person.presence[0] = Presence.PENSION_AGE
    found = entry_hazards(run.state, run.policy, run.clock)
    assert found.tolist() == [-1.0, unsupported(run, 1), -1.0]


@pytest.mark.parametrize(
    ("since", "until", "is_kept"), [(NOW, NOW + 1, True), (NOW + 1, NOW + 9, False), (0, NOW, False)]
)
def test_a_grant_that_has_begun_keeps_a_job_that_would_have_ended(since: int, until: int, is_kept: bool) -> None:
    grant = {"programme": Programme.ACCESS_TO_WORK, "programme_since": since, "programme_until": until}
    run = entered({**ADULT, "job": Job.FULL_TIME, "job_since": NOW, **grant}, luck=int(LAST - 0.065 * TWO_32))
    employment.lose(*run)
    assert (run.state.person.job[0] == Job.FULL_TIME) == is_kept


def test_an_employer_is_paid_for_hires_from_health_benefits_alone() -> None:
    run = entered({**SICK, "health_group": HealthGroup.LCWRA}, ADULT, luck=LUCKY)
    run.policy.costs.hiring_incentive = 50_000
    employment.enter(*run)
    assert run.line.jobs_started.sum() == 2
    assert run.line.employer_support_cost[0] == 50_000


def test_occupational_health_is_paid_for_each_limited_worker() -> None:
    job = {"job": Job.FULL_TIME, "severity": Severity.WORK_LIMITING}
    run = entered({**ADULT, **job}, {**ADULT, "job": Job.FULL_TIME}, luck=LUCKY)
    run.policy.costs.occupational_health = 12_000
    employment.lose(*run)
    assert run.line.employer_support_cost[0] == 1_000


def test_the_lowest_draw_takes_a_job_and_gives_up_esa() -> None:
    run = entered({**SICK, "esa_kind": EsaKind.NEW_STYLE, "esa_group": EsaGroup.SUPPORT}, luck=LUCKY)
    employment.enter(*run)
    person = run.state.person
    assert (person.job[0], person.job_since[0], person.last_work[0]) == (Job.FULL_TIME, NOW, NOW)
    assert person.esa_kind[0] == EsaKind.NONE
    assert run.line.jobs_started[0, WorkStatus.ESA_SUPPORT] == 1


@pytest.mark.parametrize(
    ("esa", "group", "route"),
    [
        (EsaGroup.SUPPORT, HealthGroup.LCWRA, 1),
        (EsaGroup.WRAG, HealthGroup.LCW, 0),
        (EsaGroup.ASSESSMENT, HealthGroup.PRE_WCA, 0),
    ],
)
def test_a_job_takes_income_related_esa_to_universal_credit_with_its_group(
    esa: EsaGroup, group: HealthGroup, route: int
) -> None:
    """Universal Credit (Transitional Provisions) Regulations 2014 regs 19 and 20: claimed while entitled to ESA."""
    run = tiny(NOW, [RENTED, {**SICK, **RELATED, "esa_group": esa, "hours_part_time": True}], luck=LUCKY)
    run.state.district.job_multiplier[0] = 1.0
    employment.enter(*run)
    person, unit = run.state.person, run.state.unit
    assert (person.job[0], person.esa_kind[0], person.health_group[0]) == (Job.PART_TIME, EsaKind.NONE, group)
    assert (unit.uc_since[0], unit.transitional_element[0]) == (NOW, 0)
    assert (person.from_esa[0], person.fit_note_since[0]) == (esa == EsaGroup.SUPPORT, RELATED["esa_since"])
    assert person.element_from[0] == (NOW if route else 0)
    assert run.line.lcwra_found[0, LcwraRoute.ESA] == route
    assert (run.line.uc_claims[0], run.line.esa_migrated[0], run.line.esa_moved_with_job[0]) == (1, 0, 1)


def test_the_credit_paid_after_esa_is_the_one_by_which_the_job_was_weighed() -> None:
    run = entered({**SICK, **RELATED, "esa_group": EsaGroup.SUPPORT, "hours_part_time": True}, luck=LUCKY)
    weighed = gain_to_work(run.state, 0, run.policy, NOW)
    household = read_household(run.state.person, run.state.unit, run.state.district, 0, run.policy, NOW)
    before = sum(household_income(household, False, run.policy)) + council_tax_reduction(household, False, run.policy)
    employment.enter(*run)
    household = read_household(run.state.person, run.state.unit, run.state.district, 0, run.policy, NOW)
    on_uc = run.state.unit.uc_since[0] > 0
    after = household_income(household, on_uc, run.policy)
    assert after.universal_credit > 0
    assert sum(after) + council_tax_reduction(household, on_uc, run.policy) - before == weighed


def test_an_award_not_worth_claiming_leaves_esa_without_universal_credit() -> None:
    rich = {"capital": 2_000_000}
    run = tiny(NOW, [rich, {**SICK, **RELATED, "esa_group": EsaGroup.SUPPORT}], luck=LUCKY)
    run.state.district.job_multiplier[0] = 1.0
    employment.enter(*run)
    person = run.state.person
    assert (person.esa_kind[0], person.health_group[0]) == (EsaKind.NONE, HealthGroup.NONE)
    assert run.state.unit.uc_since[0] == 0


def test_a_couple_goes_to_universal_credit_together() -> None:
    """TP Regs 2014 reg 19: each claimant of a joint award keeps what was found of them."""
    partners = ({**SICK, **RELATED, "esa_group": group} for group in (EsaGroup.SUPPORT, EsaGroup.WRAG))
    run = tiny(NOW, [{}, *partners], luck=LUCKY)
    run.state.district.job_multiplier[0] = 1.0
    run.luck[:, 1] = UNLUCKY
    employment.enter(*run)
    assert run.state.person.health_group.tolist() == [HealthGroup.LCWRA, HealthGroup.LCW]
    assert run.state.person.esa_kind.tolist() == [EsaKind.NONE, EsaKind.NONE]
    assert run.line.uc_claims[0] == 1


def test_nobody_loses_and_takes_a_job_in_one_month() -> None:
    run = entered({**ADULT, "job": Job.FULL_TIME}, luck=UNLUCKY)
    employment.lose(*run)
    assert run.state.person.job[0] == Job.OUT
    run.luck[:] = LUCKY
    employment.enter(*run)
    assert run.state.person.job[0] == Job.OUT
    assert run.line.jobs_lost[0] == 1


LEAVERS = law(
    "employment",
    sick_share_of_limited_leavers=0.4,
    study_share_under_20=0.8,
    study_share_from_20=0.4,
    retired_share_50_to_54=0.2,
    retired_share_55_to_59=0.5,
    retired_share_from_60=0.7,
    caring_share_of_parents=0.2,
    caring_share_of_others=0.1,
    other_share=0.3,
)


def after(before: Activity, years: float, rank: float, is_limited: bool = False, is_parent: bool = False) -> Activity:
    """Return what somebody does after a job, under round shares; study ends at 23."""
    policy = tiny(NOW, [{}, ADULT]).policy
    policy.employment = LEAVERS
    assert policy.ageing.study_ends == 23 * 12
    return Activity(activity_after(before, is_limited, int(years * 12), is_parent, rank, policy))


@pytest.mark.parametrize(
    ("is_limited", "is_parent", "years", "rank", "activity"),
    [
        (True, False, 40, 0.39, Activity.SICK),
        (True, False, 40, 0.41, Activity.SEEKING),
        (True, False, 19, 0.41, Activity.STUDYING),
        (False, False, 19, 0.79, Activity.STUDYING),
        (False, False, 19, 0.81, Activity.CARING),
        (False, False, 19, 0.83, Activity.OTHER),
        (False, False, 19, 0.89, Activity.SEEKING),
        (False, False, 22, 0.39, Activity.STUDYING),
        (False, False, 22, 0.41, Activity.CARING),
        (False, False, 23, 0.39, Activity.OTHER),
        (False, False, 40, 0.09, Activity.CARING),
        (False, False, 40, 0.11, Activity.OTHER),
        (False, True, 40, 0.19, Activity.CARING),
        (False, True, 40, 0.21, Activity.OTHER),
        (False, False, 40, 0.41, Activity.SEEKING),
        (False, False, 52, 0.19, Activity.RETIRED),
        (False, False, 57, 0.49, Activity.RETIRED),
        (False, False, 57, 0.54, Activity.CARING),
        (False, False, 57, 0.69, Activity.OTHER),
        (False, False, 57, 0.71, Activity.SEEKING),
        (False, False, 65, 0.69, Activity.RETIRED),
        (False, False, 65, 0.83, Activity.SEEKING),
    ],
)
def test_what_leavers_who_sought_work_do_depends_on_health_age_children_and_a_lasting_rank(
    is_limited: bool, is_parent: bool, years: int, rank: float, activity: Activity
) -> None:
    """Of those who neither study nor retire 0.1 (of parents 0.2) care and 0.3 are inactive otherwise."""
    assert after(Activity.SEEKING, years, rank, is_limited, is_parent) == activity


@pytest.mark.parametrize("before", [Activity.CARING, Activity.RETIRED, Activity.OTHER])
def test_who_cared_or_was_retired_or_inactive_before_a_job_is_so_after_it(before: Activity) -> None:
    assert {after(before, years, rank) for years in (20, 40, 60) for rank in (0.01, 0.99)} == {before}
    assert after(before, 40, 0.39, is_limited=True) == Activity.SICK


def test_nobody_is_long_term_sick_after_a_job_whom_health_does_not_limit() -> None:
    found = {after(before, 40, rank) for before in Activity for rank in (0.01, 0.25, 0.5, 0.99)}
    assert Activity.SICK not in found
    assert after(Activity.SICK, 40, 0.99, is_limited=True) == Activity.SICK


def test_a_leaver_does_the_same_at_every_loss_and_whatever_the_benefit() -> None:
    """The rank is the person's: it is not drawn again in another month, and no benefit enters."""
    worker = {**ADULT, "job": Job.FULL_TIME}
    benefits = ({}, {"uc_since": NOW - 9}), ({"health_group": HealthGroup.LCWRA}, {"esa_kind": EsaKind.NEW_STYLE})
    seen = set()
    for month in (NOW, NOW + 7, NOW + 31):
        for home in benefits[0]:
            for held in benefits[1]:
                run = tiny(month, *([home, {**worker, **held}] for _ in range(40)), luck=UNLUCKY)
                employment.lose(*run)
                seen.add(tuple(run.state.person.activity.tolist()))
    assert len(seen) == 1
    assert len(set(seen.pop())) == 3


def test_the_parent_responsible_for_children_cares_more_often() -> None:
    """The first adult of a unit; grown children do not count."""
    worker = {**ADULT, "job": Job.FULL_TIME}
    carers = []
    for birth in (NOW - 60, NOW - 25 * 12):
        run = tiny(NOW, *([{"child_1_birth": birth}, worker, worker] for _ in range(300)), luck=UNLUCKY)
        run.policy.employment.caring_share_of_parents, run.policy.employment.caring_share_of_others = 0.5, 0.0
        employment.lose(*run)
        cares = run.state.person.activity == Activity.CARING
        assert not cares[1::2].any()
        carers.append(int(cares[::2].sum()))
    assert 110 < carers[0] < 190
    assert carers[1] == 0


def test_a_job_that_the_same_draw_gave_without_support_is_deadweight_else_additional() -> None:
    lcwra = {**SICK, "health_group": HealthGroup.LCWRA, **COACHED}
    run = entered(lcwra, lcwra, lcwra)
    run.policy.employment.contact_site_spread = 0.0
    hazard = unsupported(run)
    supported = hazard * contact_multiplier(4.0, 0, 6, 0.0, run.policy.employment)
    for i, chance in enumerate((0.99 * hazard, (hazard + supported) / 2.0, 1.01 * supported)):
        run.luck[Domain.WORK, i] = int(chance * TWO_32)
    employment.enter(*run)
    assert run.state.person.job.tolist() == [Job.FULL_TIME, Job.FULL_TIME, Job.OUT]
    assert run.line.jobs_deadweight[0, WorkStatus.LCWRA] == 1
    assert run.line.jobs_additional[0, WorkStatus.LCWRA] == 1


def test_a_displaced_job_is_one_that_the_draw_would_have_given() -> None:
    run = entered(SICK, SICK)
    run.state.district.job_multiplier[0] = 0.5
    hazard = unsupported(run)
    for i, chance in enumerate((0.49 * hazard, 0.51 * hazard)):
        run.luck[Domain.WORK, i] = int(chance * TWO_32)
    employment.enter(*run)
    assert run.state.person.job.tolist() == [Job.FULL_TIME, Job.OUT]
    assert run.line.jobs_displaced[0, WorkStatus.OFF_BENEFIT] == 1


def test_a_job_in_the_place_of_a_prevented_one_counts_as_displacement_below_nought() -> None:
    run = entered(SICK, SICK, SICK)
    run.state.district.job_multiplier[0] = 1.5
    hazard = unsupported(run)
    for i, chance in enumerate((0.99 * hazard, 1.49 * hazard, 1.51 * hazard)):
        run.luck[Domain.WORK, i] = int(chance * TWO_32)
    employment.enter(*run)
    assert run.state.person.job.tolist() == [Job.FULL_TIME, Job.FULL_TIME, Job.OUT]
    assert run.line.jobs_displaced[0, WorkStatus.OFF_BENEFIT] == -1


def test_losing_a_job_strains_mental_health_and_entering_one_relieves_it() -> None:
    """2.1 points lost and 1.5 gained (UKHLS and SimPaths), at 0.022 problems a point."""
    run = tiny(NOW, [{}, {**ADULT, "job": Job.FULL_TIME, "job_since": NOW - 1}], luck=UNLUCKY)
    employment.lose(*run)
    assert run.state.person.strain[0] == pytest.approx(2.1 * 0.022)
    run = entered(ADULT, luck=LUCKY)
    employment.enter(*run)
    assert run.state.person.strain[0] == pytest.approx(-1.5 * 0.022)
