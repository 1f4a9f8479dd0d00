"""Ageing: State Pension age by month of birth, deaths, births, and what ends at pension age and death."""

from __future__ import annotations

from enum import IntEnum
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lawful import AGES, law, lawful
from tiny import tiny

from welfsim.draws import LAST
from welfsim.months import month
from welfsim.population import Population
from welfsim.processes import ageing
from welfsim.processes.ageing import (
    OLDEST,
    birth_hazard,
    birth_ratio,
    highest_death_hazard,
    listed,
    severity_ratio,
)
from welfsim.rules.mortality import death_hazard
from welfsim.rules.standing import disability_benefit_of, state_pension_age
from welfsim.vocabulary.codes import (
    Activity,
    AwardEnd,
    Departure,
    DisputeStage,
    EsaGroup,
    EsaKind,
    HealthGroup,
    Job,
    Nation,
    PipRate,
    Presence,
    Programme,
    ProgrammeEnd,
    Referral,
    Regime,
    Severity,
    Sex,
    UcEnd,
    Unassessed,
    Undecided,
    VolunteerEnd,
)

NOW = month(2026, 5)
MIDDLE = LAST // 2
LUCKY, UNLUCKY = 0, LAST


@pytest.mark.parametrize(
    ("born", "years", "months"),
    [
        ((1959, 12), 66, 0),
        ((1960, 3), 66, 0),
        ((1960, 4), 66, 1),
        ((1960, 5), 66, 2),
        ((1960, 12), 66, 9),
        ((1961, 1), 66, 10),
        ((1961, 2), 66, 11),
        ((1961, 3), 67, 0),
        ((1961, 4), 67, 0),
        ((1977, 3), 67, 0),
    ],
)
def test_state_pension_age_is_that_of_the_pensions_act_2014(born: tuple[int, int], years: int, months: int) -> None:
    assert state_pension_age(month(*born)) == years * 12 + months


def test_nobody_reaches_pension_age_in_the_month_after_another_born_later() -> None:
    reached = [born + state_pension_age(born) for born in range(month(1955, 1), month(1980, 1))]
    assert reached == sorted(reached)


@given(AGES, st.booleans(), lawful("ageing"))
def test_hazards_of_birth_are_chances_and_stop_at_45(age: int, single: bool, p: object) -> None:
    unit = tiny(NOW, [{"child_1_birth": NOW - 30}, {}], luck=MIDDLE).state.unit
    assert 0.0 <= birth_hazard(unit, 0, age, single, NOW, p) <= 1.0
    assert age < 45 * 12 or birth_hazard(unit, 0, age, single, NOW, p) == 0.0


def test_births_follow_children_interval_and_partner() -> None:
    """Worked by hand from ratios that no law has: none too soon, few late, by the number of children, fewer alone."""
    p = tiny(NOW, [{}, {}]).policy.ageing
    p.birth_ratio_single, p.birth_ratio_late = 0.5, 0.25
    p.birth_ratio_after_one, p.birth_ratio_after_two, p.birth_ratio_after_three = 2.0, 0.8, 1.5
    p.least_birth_interval, p.usual_birth_interval = 11, 72
    for children, months, single, ratio in (
        (0, 9_999, False, 1.0),
        (0, 9_999, True, 0.5),
        (1, 10, False, 0.0),
        (1, 11, False, 2.0),
        (1, 71, True, 1.0),
        (1, 72, False, 0.5),
        (2, 40, False, 0.8),
        (3, 40, False, 1.5),
        (4, 80, True, 0.1875),
    ):
        assert birth_ratio(children, months, single, p) == pytest.approx(ratio)


def test_a_widow_gives_birth_no_more_often_than_another_single_woman() -> None:
    woman = {"sex": Sex.FEMALE, "birth_month": NOW - 30 * 12}
    homes = [[{}, woman, {"presence": presence}] for presence in (Presence.PRESENT, Presence.DEAD, Presence.ABROAD)]
    run = tiny(NOW, *homes, luck=LUCKY)
    run.policy.ageing.birth_ratio_single = 0.0
    ageing.step(*run)
    assert run.state.unit.child_1_birth.tolist() == [NOW, 0, 0]


def test_a_mother_of_a_child_of_ten_months_has_no_other_yet() -> None:
    woman = {"sex": Sex.FEMALE, "birth_month": NOW - 30 * 12}
    run = tiny(NOW, [{"child_1_birth": NOW - 10}, woman], [{"child_1_birth": NOW - 11}, woman], luck=LUCKY)
    ageing.step(*run)
    assert run.state.unit.child_2_birth.tolist() == [0, NOW]


@given(AGES, lawful("ageing"))
def test_the_hazard_of_death_never_falls_with_age(age: int, p: object) -> None:
    for is_female in (True, False):
        assert 0.0 <= death_hazard(age, is_female, p) <= death_hazard(age + 12, is_female, p)


@given(AGES, lawful("ageing"))
def test_nobody_s_hazard_of_death_exceeds_the_highest(age: int, p: object) -> None:
    for is_female, grade in product((True, False), Severity):
        hazard = death_hazard(min(age, OLDEST), is_female, p)
        assert hazard * max(severity_ratio(grade, p), 1.0) <= highest_death_hazard(p)


def test_the_hazard_of_death_doubles_in_about_eight_years_of_a_woman_s_life() -> None:
    p = law("ageing")
    assert death_hazard(40 * 12, True, p) == p.death_hazard_at_40_female
    assert death_hazard(50 * 12, True, p) == pytest.approx(7.7e-5 * 1.0905**10)
    assert death_hazard(66 * 12, True, p) == pytest.approx(0.00074, abs=1e-5)


def test_mortality_by_severity_keeps_the_national_tables(britain: Population) -> None:
    """Deaths expected of the built population by severity, against those of the tables (ONS 2022-24)."""
    p, person = law("ageing"), britain.state.person
    here = person.presence == Presence.PRESENT
    age, sex, severity = NOW - person.birth_month[here].astype(int), person.sex[here], person.severity[here]
    table = np.array(
        [death_hazard(min(months, 67 * 12), of == Sex.FEMALE, p) for months, of in zip(age, sex, strict=True)]
    )
    ratios = np.array([severity_ratio(grade, p) for grade in Severity])
    assert (table * ratios[severity]).sum() / table.sum() == pytest.approx(1.0, abs=0.03)
    assert list(ratios) == sorted(ratios)


def test_who_leaves_working_age_on_universal_credit_is_counted_by_regime_and_reason() -> None:
    older = {"birth_month": NOW - 67 * 12, "regime": Regime.LIGHT_TOUCH}
    run = tiny(NOW, [{"uc_since": NOW - 9}, older], [{}, older], luck=MIDDLE)
    ageing.step(*run)
    assert run.line.uc_leavers[0, Regime.LIGHT_TOUCH].tolist() == [why == UcEnd.PENSION_AGE for why in UcEnd]
    assert run.line.uc_leavers.sum() == 1


@pytest.mark.parametrize(
    ("found", "living", "mobility", "kept", "payable_from"),
    [
        (HealthGroup.LCWRA, PipRate.NONE, PipRate.NONE, HealthGroup.LCWRA, NOW - 9),
        (HealthGroup.LCWRA, PipRate.ENHANCED, PipRate.NONE, HealthGroup.LCWRA, NOW - 9),
        (HealthGroup.NONE, PipRate.ENHANCED, PipRate.NONE, HealthGroup.LCWRA, NOW + 4),
        (HealthGroup.LCW, PipRate.ENHANCED, PipRate.NONE, HealthGroup.LCWRA, NOW + 4),
        (HealthGroup.PRE_WCA, PipRate.STANDARD, PipRate.NONE, HealthGroup.LCW, 0),
        (HealthGroup.LCW, PipRate.NONE, PipRate.NONE, HealthGroup.LCW, 0),
        (HealthGroup.PRE_WCA, PipRate.NONE, PipRate.NONE, HealthGroup.NONE, 0),
    ],
)
def test_capability_for_work_is_kept_past_pension_age(
    found: int, living: int, mobility: int, kept: int, payable_from: int
) -> None:
    """UC Regs Sch 8 para 6 and Sch 9 para 5; who is treated as having LCWRA waits for the element (reg 28)."""
    held = {
        "birth_month": NOW - 67 * 12,
        "health_group": found,
        "daily_living": living,
        "mobility": mobility,
        "fit_note_since": NOW - 20,
        "element_from": NOW - 9 if found == HealthGroup.LCWRA else 0,
        "from_esa": found == HealthGroup.LCWRA,
        "lifelong": found == HealthGroup.LCWRA,
    }
    run = tiny(NOW, [{}, held], luck=MIDDLE)
    ageing.step(*run)
    person, was_found = run.state.person, found == HealthGroup.LCWRA
    assert (person.health_group[0], person.left_group[0]) == (HealthGroup.NONE, kept)
    assert person.element_from[0] == payable_from
    assert person.fit_note_since[0] == (NOW if payable_from > NOW else NOW - 20)
    assert (person.from_esa[0], person.lifelong[0]) == (was_found, was_found)


def test_the_month_before_pension_age_is_still_working_age() -> None:
    run = tiny(NOW, [{}, {"birth_month": NOW - 66 * 12 + 1}], luck=MIDDLE)
    ageing.step(*run)
    assert run.state.person.presence[0] == Presence.PRESENT


def test_pension_age_ends_a_job_and_working_age_benefits_but_not_pip() -> None:
    older = {
        "birth_month": NOW - 67 * 12,
        "job": Job.FULL_TIME,
        "health_group": HealthGroup.LCWRA,
        "esa_kind": EsaKind.NEW_STYLE,
        "esa_group": EsaGroup.SUPPORT,
        "daily_living": PipRate.ENHANCED,
        "regime": Regime.NO_REQUIREMENTS,
    }
    run = tiny(NOW, [{}, older], luck=MIDDLE)
    ageing.step(*run)
    person = run.state.person
    assert person.presence[0] == Presence.PENSION_AGE
    for column in ("job", "health_group", "esa_kind", "esa_group", "regime"):
        assert person[column][0] == 0, column
    assert person.daily_living[0] == PipRate.ENHANCED
    assert run.line.people_moves[0, Presence.PRESENT, Presence.PENSION_AGE] == 1
    assert run.line.uc_health_moves[0, HealthGroup.LCWRA, HealthGroup.NONE] == 1
    assert run.line.esa_moves[0, EsaGroup.SUPPORT, EsaGroup.NONE] == 1
    assert run.line.disability_off[0].tolist() == [1, 0]
    assert run.line.disability_ends[0, 0].tolist() == [end == AwardEnd.PENSION_AGE for end in AwardEnd]
    assert run.line.jobs_lost[0] == 1


@pytest.mark.parametrize(
    ("since", "until", "line"),
    [
        (NOW, NOW + 6, "programme_not_started"),
        (NOW - 1, NOW + 5, "programme_left"),
        (NOW - 6, NOW, "programme_left"),
        (NOW - 7, NOW - 1, None),
    ],
    ids=["a place that was to begin this month", "a month on", "to end this month", "over"],
)
def test_who_dies_leaves_the_programme_on_which_they_were_at_the_last_month_s_end(
    since: int, until: int, line: str | None
) -> None:
    person = {"birth_month": NOW - 50 * 12, "programme": Programme.WORKWELL}
    run = tiny(NOW, [{}, {**person, "programme_since": since, "programme_until": until}], luck=UNLUCKY)
    ageing.step(*run)
    for name in ("programme_not_started", "programme_left"):
        counted = getattr(run.line, name)
        assert counted[0, Programme.WORKWELL, Departure.DEATH] == counted.sum() == (name == line)


@pytest.mark.parametrize("reasons", [Undecided, Unassessed, AwardEnd, ProgrammeEnd, VolunteerEnd])
def test_reasons_begin_with_pension_age_and_death_and_have_the_third(reasons: type[IntEnum]) -> None:
    assert [(code.name, code) for code in reasons][:2] == [(code.name, code) for code in Departure][:2]
    assert [listed(int(why), int(reasons["ABROAD"])) for why in Departure] == [reasons[why.name] for why in Departure]


def test_the_highest_draw_dies_and_leaves_nothing_behind() -> None:
    run = tiny(NOW, [{}, {"birth_month": NOW - 50 * 12, "mobility": PipRate.STANDARD}], luck=UNLUCKY)
    ageing.step(*run)
    assert run.state.person.presence[0] == Presence.DEAD
    assert run.state.person.mobility[0] == PipRate.NONE
    assert run.line.people_moves[0, Presence.PRESENT, Presence.DEAD] == 1
    assert run.line.disability_off[0, 0] == 1


@pytest.mark.parametrize(
    ("age", "leaves", "luck", "why"),
    [
        (67 * 12, 0, MIDDLE, Undecided.PENSION_AGE),
        (50 * 12, 0, UNLUCKY, Undecided.DEATH),
        (50 * 12, NOW, MIDDLE, Undecided.ABROAD),
    ],
)
@pytest.mark.parametrize("nation", [Nation.ENGLAND, Nation.SCOTLAND])
def test_what_is_undecided_when_people_leave_working_age_is_counted(
    age: int, leaves: int, luck: int, why: int, nation: int
) -> None:
    """In law a claim made before pension age goes on (Social Security (PIP) Regulations 2013 reg 25(b))."""
    born = {"birth_month": NOW - age, "leaves_month": leaves}
    claim = {**born, "pip_claim_month": NOW - 3, "pip_ready_month": NOW + 2}
    award = {**born, "daily_living": PipRate.STANDARD}
    due, not_due = {**award, "pip_review_month": NOW - 1}, {**award, "pip_review_month": NOW}
    dispute = {**born, "pip_dispute_month": NOW, "pip_dispute_stage": DisputeStage.TRIBUNAL, "pip_due_from": NOW - 9}
    run = tiny(NOW, *([{}, person] for person in (claim, due, not_due, dispute)), nation=nation, luck=luck)
    ageing.step(*run)
    person, benefit = run.state.person, disability_benefit_of(nation)
    assert run.line.disability_claims_left[0, benefit, why] == run.line.disability_claims_left.sum() == 1
    assert run.line.disability_reviews_left[0, benefit, why] == run.line.disability_reviews_left.sum() == 1
    disputes = run.line.disability_disputes_left
    assert disputes[0, benefit, DisputeStage.TRIBUNAL, why] == disputes.sum() == 1
    for column in ("claim", "ready", "review", "dispute"):
        assert not person[f"pip_{column}_month"].any(), column
    assert not person.pip_due_from.any()


def test_people_arrive_in_their_month_and_not_before() -> None:
    waiting = {"presence": Presence.WAITING, "birth_month": NOW - 16 * 12}
    run = tiny(NOW, [{}, {**waiting, "entry_month": NOW}], [{}, {**waiting, "entry_month": NOW + 1}], luck=MIDDLE)
    ageing.step(*run)
    assert run.state.person.presence.tolist() == [Presence.PRESENT, Presence.WAITING]


def coming(activity: Activity = Activity.SEEKING, born: int = NOW - 30 * 12) -> dict[str, int]:
    return {"presence": Presence.WAITING, "birth_month": born, "entry_month": NOW, "activity": activity}


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_of_those_who_come_to_seek_work_a_share_has_a_job_at_once(share: float) -> None:
    people = [coming(), coming(Activity.STUDYING), coming(born=NOW - 16 * 12)]
    run = tiny(NOW, *([{}, person] for person in people), luck=MIDDLE)
    run.policy.ageing.arrivals_in_work = share
    ageing.step(*run)
    person = run.state.person
    assert (person.presence == Presence.PRESENT).all()
    assert (person.job != Job.OUT).tolist() == [share == 1.0, False, False]
    assert run.line.jobs_started[0].sum() == run.line.job_moves[0, Job.OUT].sum() == share
    assert person.last_work.tolist() == [NOW if share else NOW - 1, NOW - 1, 0]


LEAVER = {
    "birth_month": NOW - 40 * 12,
    "leaves_month": NOW,
    "job": Job.FULL_TIME,
    "health_group": HealthGroup.LCW,
    "referral": Referral.REASSESSMENT,
    "mobility": PipRate.STANDARD,
    "carer": True,
    "volunteered_month": NOW - 2,
    "programme": Programme.WORKWELL,
    "programme_since": NOW - 2,
    "programme_until": NOW + 2,
    "regime": Regime.PREPARATION,
}


def test_who_goes_abroad_leaves_nothing_behind_and_each_end_is_counted() -> None:
    run = tiny(NOW, [{"uc_since": NOW - 9}, LEAVER], luck=MIDDLE)
    ageing.step(*run)
    person, line = run.state.person, run.line
    assert person.presence[0] == Presence.ABROAD
    for column in ("job", "health_group", "referral", "mobility", "regime", "volunteered_month"):
        assert person[column][0] == 0, column
    for cell in (
        line.people_moves[0, Presence.PRESENT, Presence.ABROAD],
        line.job_moves[0, Job.FULL_TIME, Job.OUT],
        line.uc_health_moves[0, HealthGroup.LCW, HealthGroup.NONE],
        line.wca_left[0, Unassessed.ABROAD],
        line.disability_ends[0, 0, AwardEnd.ABROAD],
        line.mobility_moves[0, 0, PipRate.STANDARD, PipRate.NONE],
        line.carers_left[0, Departure.ABROAD],
        line.volunteers_left[0, VolunteerEnd.ABROAD],
        line.programme_left[0, Programme.WORKWELL, ProgrammeEnd.ABROAD],
        line.uc_leavers[0, Regime.PREPARATION, UcEnd.ABROAD],
    ):
        assert cell == 1


@pytest.mark.parametrize(
    ("person", "presence"),
    [
        ({**LEAVER, "leaves_month": NOW + 1}, Presence.PRESENT),
        ({**LEAVER, "birth_month": NOW - 68 * 12, "presence": Presence.PENSION_AGE}, Presence.PENSION_AGE),
        ({**LEAVER, "presence": Presence.ABROAD}, Presence.ABROAD),
    ],
    ids=["not yet", "past pension age", "gone before"],
)
def test_nobody_else_goes_abroad(person: dict[str, int], presence: Presence) -> None:
    run = tiny(NOW, [{}, person], luck=MIDDLE)
    ageing.step(*run)
    assert run.state.person.presence[0] == presence
    assert not run.line.people_moves.any()


def test_the_lowest_draw_of_a_woman_under_45_gives_birth_to_four_recorded_children() -> None:
    woman = {"sex": Sex.FEMALE, "birth_month": NOW - 30 * 12}
    run = tiny(NOW, [{"child_1_birth": NOW - 50}, woman], [{}, {**woman, "sex": Sex.MALE}], luck=LUCKY)
    ageing.step(*run)
    assert run.line.births[0] == 1
    assert run.state.unit.child_2_birth.tolist() == [NOW, 0]
