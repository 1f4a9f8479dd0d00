"""Job loss and entry: hazards, what support does to them, additional jobs and deadweight, displacement."""

from __future__ import annotations

from math import exp
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lawful import NOW, law, lawful
from tiny import Tiny, tiny

from welfsim.awards.budget import household_income
from welfsim.awards.gain import council_tax_reduction, gain_to_work
from welfsim.awards.reading import read_household
from welfsim.draws import LAST, TWO_32, Domain
from welfsim.policy import current_law, resolve
from welfsim.processes import employment
from welfsim.processes.employment import (
    age_ratio,
    condition_ratio,
    contact_multiplier,
    exit_hazard,
    gain_response,
    group_hazard,
    local_demand,
    next_multiplier,
    programme_multiplier,
    readiness_ratio,
    search_hazard,
    search_response,
    site_effect,
    time_out_ratio,
    unsupported_hazard,
    volunteer_selection,
    volunteers_beyond_readiness,
)
from welfsim.rules.coach_time import share_accepting
from welfsim.vocabulary.codes import (
    Activity,
    Condition,
    EsaGroup,
    EsaKind,
    HealthGroup,
    Job,
    LcwraRoute,
    Programme,
    Readiness,
    Regime,
    Severity,
    Tenure,
    WorkStatus,
)
from welfsim.vocabulary.parameters import Policy

LUCKY, MIDDLE, UNLUCKY = 0, LAST // 2, LAST
ADULT = {"birth_month": NOW - 40 * 12, "hourly_pay": 1_500, "activity": Activity.SEEKING}
SICK = {**ADULT, "activity": Activity.SICK}
RENTED = {"tenure": Tenure.SOCIAL_RENT, "rent": 50_000}
RELATED = {"esa_kind": EsaKind.INCOME_RELATED, "esa_since": NOW - 100, "severity": Severity.SEVERE}
COACHED = {"contact_stock": 4.0, "contact_month": NOW}

EMPLOYMENT = lawful("employment")
MONTHS = st.integers(0, 120)
STOCKS = st.floats(0.0, 24.0)


def entered(*people: dict[str, Any], luck: int = MIDDLE) -> Tiny:
    """Take one month's job entry in a district where nothing has been displaced."""
    run = tiny(NOW, *([{}, person] for person in people), luck=luck)
    run.state.district.job_multiplier[0] = run.state.district.search_share[0] = 1.0
    return run


@pytest.mark.parametrize(
    ("status", "hazard"),
    [
        (WorkStatus.LCWRA, 0.006),
        (WorkStatus.ESA_SUPPORT, 0.004),
        (WorkStatus.LCW, 0.012),
        (WorkStatus.WRAG, 0.010),
        (WorkStatus.FIT_NOTE, 0.015),
        (WorkStatus.PIP_ONLY, 0.010),
        (WorkStatus.SEARCHING, 0.184),
        (WorkStatus.UC_OTHER, 0.02),
        (WorkStatus.OFF_BENEFIT, 0.0021),
    ],
)
def test_central_hazards_of_entry(status: WorkStatus, hazard: float) -> None:
    assert group_hazard(status, 0, Activity.SICK, law("employment")) == hazard


@pytest.mark.parametrize(("months", "hazard"), [(0, 0.184), (2, 0.184), (3, 0.103), (5, 0.103), (6, 0.047)])
def test_search_wears_off(months: int, hazard: float) -> None:
    assert search_hazard(months, law("employment")) == hazard


@pytest.mark.parametrize(
    ("tenure", "is_limited", "months_limited", "hazard"),
    [
        (0, False, 0, 0.07),
        (5, False, 0, 0.07),
        (6, False, 0, 0.035),
        (11, False, 0, 0.035),
        (12, False, 0, 0.0042),
        (12, True, 12, 0.008),
        (12, True, 11, 0.008 * 1.5),
        (0, True, 0, 0.07 * 1.5),
    ],
)
def test_jobs_end_by_tenure_and_health(tenure: int, is_limited: bool, months_limited: int, hazard: float) -> None:
    assert exit_hazard(tenure, is_limited, months_limited, law("employment")) == pytest.approx(hazard)


def test_occupational_health_keeps_the_limited_in_work_alone() -> None:
    p = law("employment", occupational_health=0.9)
    assert exit_hazard(12, True, 12, p) == pytest.approx(0.008 * 0.9)
    assert exit_hazard(12, False, 12, p) == pytest.approx(0.0042)


def test_six_monthly_contacts_multiply_entry_by_about_one_and_a_half_when_fresh() -> None:
    stock = sum(exp(-m / 6.0) for m in range(6))
    assert stock == pytest.approx(4.118, abs=1e-3)
    assert contact_multiplier(stock, 0, law("employment")) == pytest.approx(exp(0.105 * stock))


def test_the_effect_of_six_contacts_is_1_30_over_the_year_from_the_first() -> None:
    p = law("employment")
    stocks = [sum(exp(-(t - m) / 6.0) for m in range(min(t + 1, 6))) for t in range(12)]
    mean = sum(contact_multiplier(stock, 0, p) for stock in stocks) / len(stocks)
    assert mean == pytest.approx(1.30, abs=0.03)


def test_support_is_capped_and_a_faded_contact_is_none() -> None:
    p = law("employment")
    assert contact_multiplier(24.0, 0, p) == p.effect_cap == 1.6
    assert contact_multiplier(1.0, 60, p) == 1.0


@given(STOCKS, STOCKS, MONTHS, EMPLOYMENT)
def test_more_contact_never_lowers_entry(a: float, b: float, months: int, p: Any) -> None:
    low, high = (contact_multiplier(stock, months, p) for stock in sorted((a, b)))
    assert 1.0 <= low <= high <= p.effect_cap


@given(STOCKS, MONTHS, MONTHS, EMPLOYMENT)
def test_the_effect_of_contact_only_fades(stock: float, a: int, b: int, p: Any) -> None:
    sooner, later = (contact_multiplier(stock, months, p) for months in sorted((a, b)))
    assert later <= sooner


def test_a_programme_works_after_its_lag_and_fades_after_its_end() -> None:
    lag, fade, cap = 2, 24, 1.6
    assert programme_multiplier(1.4, 1, -11, lag, fade, cap) == 1.0
    assert programme_multiplier(1.4, 2, -10, lag, fade, cap) == pytest.approx(1.4)
    assert programme_multiplier(1.4, 12, 0, lag, fade, cap) == pytest.approx(1.4)
    assert programme_multiplier(1.4, 24, 12, lag, fade, cap) == pytest.approx(1.4**0.5)
    assert programme_multiplier(1.4, 36, 24, lag, fade, cap) == pytest.approx(1.0)
    assert programme_multiplier(3.0, 12, 0, lag, fade, cap) == 1.6


@given(st.floats(1.0, 5.0), MONTHS, MONTHS, MONTHS, st.integers(0, 12), st.integers(1, 60), st.floats(1.0, 3.0))
def test_a_programme_that_helps_never_hurts(
    ratio: float, months: int, a: int, b: int, lag: int, fade: int, cap: float
) -> None:
    sooner, later = (programme_multiplier(ratio, months, since_end, lag, fade, cap) for since_end in sorted((a, b)))
    assert 1.0 <= later <= sooner <= cap


def test_sites_differ_by_a_quarter_around_one() -> None:
    effects = [site_effect(key, d, Programme.CONNECT_TO_WORK, 0.25) for key in range(40) for d in range(37)]
    logs = [float(x) for x in effects]
    assert min(logs) > exp(-0.25 * 2 * 3**0.5)
    assert max(logs) < exp(0.25 * 2 * 3**0.5)
    assert sum(logs) / len(logs) == pytest.approx(exp(0.25**2 / 2), abs=0.02)
    assert site_effect(7, 3, Programme.WORKWELL, 0.0) == 1.0


@pytest.mark.parametrize(
    ("status", "months_out", "hazard"),
    [
        (WorkStatus.FIT_NOTE, 11, 0.0329),
        (WorkStatus.FIT_NOTE, 12, 0.0179),
        (WorkStatus.FIT_NOTE, 24, 0.0097),
        (WorkStatus.LCWRA, 0, 0.0164),
        (WorkStatus.LCWRA, 23, 0.0089),
        (WorkStatus.LCWRA, NOW, 0.0048),
    ],
)
def test_time_out_of_work_tilts_entry_from_health_groups(status: int, months_out: int, hazard: float) -> None:
    """An ESA cohort: 0.031 a month if last in work, 0.009 if not (DWP RR774); the group's own mean stays."""
    p = law("employment")
    assert group_hazard(status, 0, 0, p) * time_out_ratio(status, months_out, p) == pytest.approx(hazard, rel=0.01)


@given(st.sampled_from(WorkStatus), st.floats(0.0, 1.0), st.floats(0.0, 1.0), EMPLOYMENT)
def test_any_ratios_of_time_out_of_work_leave_the_group_s_mean(status: int, a: float, b: float, p: Any) -> None:
    first, second = a, (1.0 - a) * b
    p.share_out_under_1_year = p.share_out_under_1_year_fit_note = first
    p.share_out_1_to_2_years = p.share_out_1_to_2_years_fit_note = second
    ratios = [time_out_ratio(status, months, p) for months in (0, 12, 24)]
    assert first * ratios[0] + second * ratios[1] + (1.0 - first - second) * ratios[2] == pytest.approx(1.0)
    assert min(ratios) >= 0.0


def test_main_condition_tilts_entry_from_health_groups() -> None:
    p = law("employment")
    assert [condition_ratio(condition, p) for condition in Condition] == [1.0, 0.97, 1.02, 0.72, 1.28]


def test_neither_touches_people_outside_the_health_groups() -> None:
    searching = {**ADULT, "regime": Regime.INTENSIVE_SEARCH, "search_since": NOW - 12}
    recent = {"last_work": NOW - 1, "condition": Condition.NEUROLOGICAL}
    lcwra = {**SICK, "health_group": HealthGroup.LCWRA}
    run = entered(searching, {**searching, **recent}, lcwra, {**lcwra, **recent})
    hazards = [
        unsupported_hazard(run.state, i, WorkStatus.SEARCHING if i < 2 else WorkStatus.LCWRA, run.policy, run.clock)
        for i in range(4)
    ]
    assert hazards[0] == hazards[1]
    assert hazards[3] / hazards[2] == pytest.approx(3.4 * 0.72)


def two_districts(rate: float, other: float, share: float) -> Any:
    """Return two districts with their employment rates and shares of people out of work."""
    districts = tiny(NOW, [{}, SICK]).state.district.repeat(2)
    districts.employment_rate[:], districts.share_of_jobless[:] = (rate, other), (share, 1.0 - share)
    return districts


@given(st.floats(0.5, 0.9), st.floats(0.5, 0.9), st.floats(0.0, 1.0), EMPLOYMENT)
def test_local_demand_has_mean_one_and_rises_with_the_employment_rate(
    rate: float, other: float, share: float, p: Any
) -> None:
    districts = two_districts(rate, other, share)
    here, there = (local_demand(districts, d, p) for d in range(2))
    assert share * here + (1.0 - share) * there == pytest.approx(1.0)
    assert (here - there) * (rate - other) >= 0.0


def test_a_point_of_the_employment_rate_is_seven_per_cent_of_entry() -> None:
    """Odds 1.07 (1.05 to 1.10) a point from health-related inactivity (Curnock and others, 2014)."""
    districts = two_districts(0.755, 0.745, 0.5)
    p = law("employment")
    assert local_demand(districts, 0, p) / local_demand(districts, 1, p) == pytest.approx(1.07, abs=0.01)
    p = law("employment", local_demand_elasticity=0.0)
    assert [local_demand(districts, d, p) for d in range(2)] == [1.0, 1.0]


def test_a_draw_between_two_demands_takes_a_job_in_the_better_district_alone() -> None:
    took = []
    for rates in ((0.788, 0.690), (0.690, 0.788)):
        run = entered(SICK)
        state = run.state._replace(district=two_districts(*rates, 0.5))
        state.district.job_multiplier[:] = 1.0
        run.luck[:] = int(law("employment").entry_sick * TWO_32)
        employment.enter(*run._replace(state=state))
        took.append(state.person.job[0] != Job.OUT)
    assert took == [True, False]


@given(st.floats(0.0, 0.99), st.floats(0.0, 10.0))
def test_volunteers_enter_more_and_the_group_s_mean_stays(share: float, ratio: float) -> None:
    willing, others = (volunteer_selection(is_willing, share, ratio) for is_willing in (True, False))
    assert share * willing + (1.0 - share) * others == pytest.approx(1.0)
    assert 0.0 <= willing <= max(ratio, 1.0 / max(share, 0.01)) and others >= 0.0


@pytest.mark.parametrize(
    ("status", "ready", "never"),
    [(WorkStatus.LCWRA, 0.047, 0.45), (WorkStatus.LCW, 0.06, 0.391), (WorkStatus.PIP_ONLY, 0.078, 0.365)],
)
def test_volunteers_of_a_mixed_group_enter_1_65_times_as_often_as_all_of_it(
    status: WorkStatus, ready: float, never: float
) -> None:
    """By hand over readiness, trust and willingness; the mix is that of the built population."""
    policy = cast("Policy", resolve(current_law(), [], NOW, 1)[0])
    mix = {Readiness.READY_NOW: ready, Readiness.IF_HEALTH_IMPROVES: 1 - ready - never, Readiness.NOT: never}
    ratio, all_of, volunteers, accepting = volunteers_beyond_readiness(status, policy), 0.0, 0.0, 0.0
    for answer, part in mix.items():
        for is_distrustful, weight in ((True, 0.44 * part), (False, 0.56 * part)):
            share = share_accepting(status, answer, is_distrustful, policy.coaching)
            entry = readiness_ratio(answer, policy.employment)
            willing, others = (entry * volunteer_selection(is_willing, share, ratio) for is_willing in (True, False))
            all_of += weight * (share * willing + (1 - share) * others)
            volunteers += weight * share * willing
            accepting += weight * share
    assert volunteers / accepting / all_of == pytest.approx(1.65)
    assert all_of == pytest.approx(
        sum(part * readiness_ratio(answer, policy.employment) for answer, part in mix.items())
    )


@given(st.floats(-1e5, 5e5), st.floats(-1e5, 5e5), EMPLOYMENT)
def test_a_larger_gain_to_work_never_lowers_entry(a: float, b: float, p: Any) -> None:
    low, high = (gain_response(gain, p.gain_reference, p) for gain in sorted((a, b)))
    assert 0.0 < low <= high


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0), EMPLOYMENT)
def test_more_minutes_never_lower_searchers_entry(a: float, b: float, p: Any) -> None:
    low, high = (search_response(share, p) for share in sorted((a, b)))
    assert 0.0 < low <= high


def test_a_tenth_fewer_minutes_lower_searchers_entry_by_a_hundredth() -> None:
    p = law("employment")
    assert search_response(p.search_share_reference, p) == 1.0
    assert search_response(0.9 * p.search_share_reference, p) == pytest.approx(0.9**0.1)


def test_age_and_readiness_tilt_entry() -> None:
    p = law("employment")
    assert [age_ratio(years * 12, p) for years in (24, 25, 49, 50)] == [1.15, 1.0, 1.0, 0.7]
    assert [readiness_ratio(answer, p) for answer in Readiness] == [4.0, 1.0, 1.0, 0.7]
    assert readiness_ratio(Readiness.IF_HOME_WORKING, law("employment", home_working=1.3)) == 1.3


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


@given(st.integers(0, 10**6), st.integers(0, 10**15), EMPLOYMENT)
def test_displacement_lowers_entry_but_never_below_nought(additional: int, expected: int, p: Any) -> None:
    multiplier = next_multiplier(additional, expected, p)
    assert 0.0 <= multiplier <= 1.0
    assert next_multiplier(0, expected, p) == 1.0


def test_ten_additional_jobs_displace_two_of_a_hundred() -> None:
    assert next_multiplier(10, int(100 * TWO_32), law("employment")) == pytest.approx(0.98)


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
    weighed = gain_to_work(run.state.person, run.state.unit, run.state.district, 0, run.policy, NOW)
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


def test_what_leavers_do_depends_on_health_and_age() -> None:
    worker = {**ADULT, "job": Job.FULL_TIME}
    leavers = [
        {**worker, "severity": Severity.SEVERE},
        {**worker, "birth_month": NOW - 20 * 12},
        worker,
        {**worker, "birth_month": NOW - 60 * 12},
    ]
    run = tiny(NOW, *([{}, person] for person in leavers), luck=UNLUCKY)
    p = run.policy.employment
    p.sick_share_of_limited_leavers = p.study_share_of_young_leavers = p.inactive_share_of_leavers = 1.0
    employment.lose(*run)
    assert run.state.person.activity.tolist() == [Activity.SICK, Activity.STUDYING, Activity.CARING, Activity.RETIRED]


def test_a_job_that_the_same_draw_gave_without_support_is_deadweight_else_additional() -> None:
    lcwra = {**SICK, "health_group": HealthGroup.LCWRA, **COACHED}
    run = entered(lcwra, lcwra, lcwra)
    hazard = unsupported_hazard(run.state, 0, WorkStatus.LCWRA, run.policy, run.clock)
    supported = hazard * contact_multiplier(4.0, 0, run.policy.employment)
    for i, chance in enumerate((0.99 * hazard, (hazard + supported) / 2.0, 1.01 * supported)):
        run.luck[Domain.WORK, i] = int(chance * TWO_32)
    employment.enter(*run)
    assert run.state.person.job.tolist() == [Job.FULL_TIME, Job.FULL_TIME, Job.OUT]
    assert run.line.jobs_deadweight[0, WorkStatus.LCWRA] == 1
    assert run.line.jobs_additional[0, WorkStatus.LCWRA] == 1


def test_a_displaced_job_is_one_that_the_draw_would_have_given() -> None:
    run = entered(SICK, SICK)
    run.state.district.job_multiplier[0] = 0.5
    hazard = law("employment").entry_sick
    for i, chance in enumerate((0.49 * hazard, 0.51 * hazard)):
        run.luck[Domain.WORK, i] = int(chance * TWO_32)
    employment.enter(*run)
    assert run.state.person.job.tolist() == [Job.FULL_TIME, Job.OUT]
    assert run.line.jobs_displaced[0, WorkStatus.OFF_BENEFIT] == 1


def test_a_job_in_the_place_of_a_prevented_one_counts_as_displacement_below_nought() -> None:
    run = entered(SICK, SICK, SICK)
    run.state.district.job_multiplier[0] = 1.5
    hazard = law("employment").entry_sick
    for i, chance in enumerate((0.99 * hazard, 1.49 * hazard, 1.51 * hazard)):
        run.luck[Domain.WORK, i] = int(chance * TWO_32)
    employment.enter(*run)
    assert run.state.person.job.tolist() == [Job.FULL_TIME, Job.FULL_TIME, Job.OUT]
    assert run.line.jobs_displaced[0, WorkStatus.OFF_BENEFIT] == -1


def test_severe_illness_age_and_labour_demand_multiply() -> None:
    lcwra = {**SICK, "health_group": HealthGroup.LCWRA}
    run = entered(lcwra, {**lcwra, "severity": Severity.SEVERE}, {**lcwra, "birth_month": NOW - 55 * 12})
    plain, severe, older = (unsupported_hazard(run.state, i, WorkStatus.LCWRA, run.policy, run.clock) for i in range(3))
    assert severe == pytest.approx(0.8 * plain)
    assert older == pytest.approx(0.7 * plain)
    run.policy.economy.labour_demand = 1.5
    assert unsupported_hazard(run.state, 0, WorkStatus.LCWRA, run.policy, run.clock) == pytest.approx(1.5 * plain)


def test_losing_a_job_strains_mental_health_and_entering_one_relieves_it() -> None:
    """2.1 points lost and 1.5 gained (UKHLS and SimPaths), at 0.022 problems a point."""
    run = tiny(NOW, [{}, {**ADULT, "job": Job.FULL_TIME, "job_since": NOW - 1}], luck=UNLUCKY)
    employment.lose(*run)
    assert run.state.person.strain[0] == pytest.approx(2.1 * 0.022)
    run = entered(ADULT, luck=LUCKY)
    employment.enter(*run)
    assert run.state.person.strain[0] == pytest.approx(-1.5 * 0.022)
