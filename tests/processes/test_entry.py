"""Job entry: who people are, times what their state does to them, each part by hand."""

from __future__ import annotations

from math import exp
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lawful import NOW, law, lawful
from tiny import Tiny, tiny

from welfsim.awards.gain import gain_to_work
from welfsim.processes.employment import unsupported_hazard
from welfsim.rules.entry import (
    activity_ratio,
    age_ratio,
    condition_ratio,
    gain_response,
    has_group_to_lose,
    ill_health_ratio,
    local_demand,
    meetings_ratio,
    months_out,
    personal_entry,
    readiness_ratio,
    requirement_ratio,
    time_out_shape,
)
from welfsim.rules.standing import work_status
from welfsim.vocabulary.codes import (
    Activity,
    Condition,
    EsaGroup,
    EsaKind,
    HealthGroup,
    PipRate,
    Readiness,
    Regime,
    Severity,
)

ADULT = {"birth_month": NOW - 40 * 12, "hourly_pay": 1_500, "activity": Activity.SEEKING, "last_work": NOW - 2}
LIMITED = (Severity.WORK_LIMITING, Severity.SEVERE)

EMPLOYMENT = lawful("employment")
EMPLOYABILITY = st.floats(-4.0, 4.0, width=32)
PEOPLE = st.fixed_dictionaries(
    {
        "birth_month": st.integers(NOW - 66 * 12, NOW - 16 * 12),
        "last_work": st.one_of(st.just(0), st.integers(NOW - 120, NOW)),
        "activity": st.sampled_from(Activity),
        "severity": st.sampled_from(Severity),
        "condition": st.sampled_from(Condition),
        "readiness": st.sampled_from(Readiness),
        "employability": EMPLOYABILITY,
        "hourly_pay": st.just(1_500),
    }
)
STATES = st.fixed_dictionaries(
    {
        "health_group": st.sampled_from(HealthGroup),
        "regime": st.sampled_from(Regime),
        "esa_kind": st.sampled_from(EsaKind),
        "esa_group": st.sampled_from(EsaGroup),
        "daily_living": st.sampled_from(PipRate),
        "carer": st.booleans(),
        "lost_income": st.integers(0, 50_000),
    }
)


def known(**differs: float) -> Any:
    """Return parameters with whose numbers the worked values below are made."""
    ours = {
        "entry": 0.2,
        "entry_ratio_studying": 0.3,
        "entry_ratio_caring": 0.1,
        "entry_ratio_retired": 0.04,
        "entry_ratio_other": 0.5,
        "entry_ratio_under_20": 0.6,
        "entry_ratio_20_to_24": 1.2,
        "entry_ratio_50_to_59": 0.8,
        "entry_ratio_60_and_over": 0.4,
        "entry_ratio_work_limiting": 0.4,
        "entry_ratio_severe": 0.1,
        "entry_ratio_mental_health": 0.9,
        "entry_ratio_musculoskeletal": 1.1,
        "entry_ratio_neurological": 0.7,
        "entry_ratio_other_physical": 1.3,
        "entry_ratio_ready_now": 4.0,
        "entry_ratio_not_ready": 0.7,
        "home_working": 1.0,
        "time_out": 0.9,
        "requirement_limited": 1.1,
        "requirement_others": 1.5,
        "requirement_preparation": 0.33,
        "meetings_reference": 0.9,
        "meetings_elasticity": 0.085,
        "gain_elasticity": 0.2,
    }
    return law("employment", **{**ours, **differs})


def alone(person: dict[str, Any], **home: Any) -> Tiny:
    """Return one person of a unit on Universal Credit whose searchers all have the meetings that they are due."""
    run = tiny(NOW, [{"uc_since": NOW - 24, **home}, person])
    run.state.district.search_share[:] = 1.0
    return run


def own_part(p: Any, **person: Any) -> float:
    return float(personal_entry(alone({**ADULT, **person}).state.person, 0, p, NOW))


def hazard(person: dict[str, Any], **employment: float) -> float:
    """Return the whole hazard of a person under the law but for some parameters."""
    run = alone(person)
    for name, value in employment.items():
        setattr(run.policy.employment, name, value)
    return float(unsupported_hazard(run.state, 0, work_status(run.state.person, 0), run.policy, run.clock))


# --------------------------------------------------------------------------------------------- who they are


def test_what_people_do_tilts_entry_and_being_sick_does_not_by_itself() -> None:
    ratios = {activity: activity_ratio(activity, known()) for activity in Activity}
    assert ratios == {
        Activity.SEEKING: 1.0,
        Activity.STUDYING: 0.3,
        Activity.CARING: 0.1,
        Activity.SICK: 1.0,
        Activity.RETIRED: 0.04,
        Activity.OTHER: 0.5,
    }


def test_entry_by_age_has_steps_at_20_25_50_and_60() -> None:
    years = (16, 19, 20, 24, 25, 49, 50, 59, 60, 65)
    assert [age_ratio(y * 12, known()) for y in years] == [0.6, 0.6, 1.2, 1.2, 1.0, 1.0, 0.8, 0.8, 0.4, 0.4]
    assert age_ratio(20 * 12 - 1, known()) == 0.6


def test_main_condition_and_readiness_tilt_entry() -> None:
    p = known()
    assert [condition_ratio(condition, p) for condition in Condition] == [1.0, 0.9, 1.1, 0.7, 1.3]
    assert [readiness_ratio(answer, p) for answer in Readiness] == [4.0, 1.0, 1.0, 0.7]
    assert readiness_ratio(Readiness.IF_HOME_WORKING, known(home_working=1.3)) == 1.3


@pytest.mark.parametrize(
    ("severity", "ratio"),
    [
        (Severity.NONE, 1.0),
        (Severity.MILD, 1.0),
        (Severity.WORK_LIMITING, 0.4 * 0.7 * 0.7),
        (Severity.SEVERE, 0.1 * 0.7 * 0.7),
    ],
)
def test_ill_health_holds_back_those_whose_work_it_limits(severity: Severity, ratio: float) -> None:
    found = ill_health_ratio(severity, Condition.NEUROLOGICAL, Readiness.NOT, known())
    assert found == pytest.approx(ratio)


def test_time_out_has_steps_at_4_7_13_25_and_61_months() -> None:
    months = (0, 3, 4, 6, 7, 12, 13, 24, 25, 60, 61, 300)
    shape = [0.0, 0.0, 0.2, 0.2, 0.45, 0.45, 0.7, 0.7, 1.0, 1.0, 1.3, 1.3]
    assert [time_out_shape(m) for m in months] == shape


def test_who_never_worked_has_been_out_of_work_since_16() -> None:
    assert months_out(NOW - 5, NOW - 40 * 12, NOW) == 5
    assert months_out(0, NOW - 20 * 12, NOW) == 4 * 12
    assert months_out(0, NOW - 16 * 12, NOW) == 0


def test_the_own_part_of_entry_by_hand() -> None:
    """A seeker of mean employability lately out of work enters at the base; a woman of 52 far from work seldom."""
    assert own_part(known()) == pytest.approx(0.2)
    far = {
        "birth_month": NOW - 52 * 12,
        "activity": Activity.CARING,
        "severity": Severity.SEVERE,
        "condition": Condition.MUSCULOSKELETAL,
        "readiness": Readiness.NOT,
        "last_work": NOW - 30,
        "employability": -1.0,
    }
    assert own_part(known(), **far) == pytest.approx(0.2 * 0.1 * 0.8 * (0.1 * 1.1 * 0.7) * exp(-1.0 - 0.9 * 1.0))


@given(PEOPLE, st.sampled_from(Severity), st.sampled_from(Severity))
def test_entry_never_rises_with_severity_but_for_those_ready_now(
    person: dict[str, Any], a: Severity, b: Severity
) -> None:
    """Of the limited 5% are ready now; what they enter more often, as a group, may outweigh a limiting condition."""
    p = law("employment")
    less, more = sorted((a, b))
    lowers = own_part(p, **{**person, "severity": more}) <= own_part(p, **{**person, "severity": less}) * (1 + 1e-12)
    assert lowers or (person["readiness"] == Readiness.READY_NOW and less < Severity.WORK_LIMITING <= more)


@pytest.mark.parametrize("condition", Condition)
def test_over_the_mix_of_answers_worse_health_lowers_entry(condition: Condition) -> None:
    """5% ready now, 27% and 19% might work, 49% never (NatCen, RR1102)."""
    p, mix = law("employment"), {Readiness.READY_NOW: 0.05, Readiness.IF_HEALTH_IMPROVES: 0.46, Readiness.NOT: 0.49}
    limited, severe = (
        sum(part * ill_health_ratio(severity, condition, answer, p) for answer, part in mix.items())
        for severity in LIMITED
    )
    assert severe < limited < 1.0


@given(PEOPLE, st.integers(0, 120), st.integers(0, 120), EMPLOYMENT)
def test_entry_never_rises_with_time_out_of_work(person: dict[str, Any], a: int, b: int, p: Any) -> None:
    person["birth_month"] = NOW - 40 * 12
    less, more = (own_part(p, **{**person, "last_work": NOW - months}) for months in sorted((a, b)))
    assert 0.0 <= more <= less


@given(PEOPLE, EMPLOYABILITY, EMPLOYABILITY, EMPLOYMENT)
def test_entry_rises_with_employability_by_its_exponential(person: dict[str, Any], a: float, b: float, p: Any) -> None:
    first, second = (own_part(p, **{**person, "employability": e}) for e in (a, b))
    assert second == pytest.approx(first * exp(b - a), rel=1e-9)
    assert first <= second or a > b


@given(PEOPLE, STATES, EMPLOYMENT)
def test_no_benefit_regime_or_award_enters_what_is_the_person_s_own(
    person: dict[str, Any], state: dict[str, Any], p: Any
) -> None:
    assert own_part(p, **{**person, **state}) == own_part(p, **person)


# ------------------------------------------------------------------------------------ what their state does


@pytest.mark.parametrize(
    ("regime", "limited", "others"),
    [
        (Regime.NOT_ON_UC, 1.0, 1.0),
        (Regime.NO_REQUIREMENTS, 1.0, 1.0),
        (Regime.LIGHT_TOUCH, 1.0, 1.0),
        (Regime.INTERVIEW, 1.1**0.33, 1.5**0.33),
        (Regime.PREPARATION, 1.1**0.33, 1.5**0.33),
        (Regime.INTENSIVE_SEARCH, 1.1, 1.5),
    ],
)
def test_a_requirement_moves_the_ill_less_and_preparation_a_third_of_search(
    regime: Regime, limited: float, others: float
) -> None:
    found = [requirement_ratio(regime, is_limited, known()) for is_limited in (True, False)]
    assert found == pytest.approx([limited, others])


def test_meetings_held_act_relative_to_the_reference_from_a_quarter_to_twice_of_it() -> None:
    p = known()
    assert meetings_ratio(0.9, p) == 1.0
    assert meetings_ratio(0.45, p) == pytest.approx(0.5**0.085) == pytest.approx(0.943, abs=5e-4)
    assert meetings_ratio(0.0, p) == meetings_ratio(0.2, p) == pytest.approx(0.25**0.085)
    assert meetings_ratio(1.0, known(meetings_reference=0.4)) == pytest.approx(2.0**0.085)


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0), EMPLOYMENT)
def test_more_meetings_never_lower_searchers_entry(a: float, b: float, p: Any) -> None:
    low, high = (meetings_ratio(share, p) for share in sorted((a, b)))
    assert 0.0 < low <= high


def test_half_the_gain_to_work_lowers_entry_by_an_eighth_and_below_50_pounds_no_more() -> None:
    p = known()
    assert gain_response(90_000.0, 90_000.0, p) == 1.0
    assert gain_response(45_000.0, 90_000.0, p) == pytest.approx(0.5**0.2) == pytest.approx(0.871, abs=5e-4)
    assert gain_response(-3_000.0, 90_000.0, p) == gain_response(5_000.0, 90_000.0, p)


@pytest.mark.parametrize(("hours_part_time", "loses"), [(False, True), (True, False)])
def test_a_full_time_job_ends_care_and_with_it_the_carer_element(hours_part_time: bool, loses: bool) -> None:
    """Both jobs are paid alike, at the most that a carer earns; the one out of work has the element before."""
    job = {**ADULT, "hourly_pay": 1, "hours_part_time": hours_part_time}
    run = tiny(NOW, [{"uc_since": NOW - 20}, job], [{"uc_since": NOW - 20}, {**job, "carer": True}])
    run.policy.pay.minimum_wage, run.policy.pay.hours_part_time = 100, run.policy.pay.hours_full_time
    alone, carer = (gain_to_work(run.state, i, run.policy, NOW) for i in range(2))
    assert alone - carer == (run.policy.universal_credit.carer if loses else 0)


@given(st.floats(-1e5, 5e5), st.floats(-1e5, 5e5), EMPLOYMENT)
def test_a_larger_gain_to_work_never_lowers_entry(a: float, b: float, p: Any) -> None:
    low, high = (gain_response(gain, p.gain_reference, p) for gain in sorted((a, b)))
    assert 0.0 < low <= high


@pytest.mark.parametrize(
    ("state", "has"),
    [
        ({}, False),
        ({"health_group": HealthGroup.PRE_WCA}, False),
        ({"health_group": HealthGroup.LCW}, True),
        ({"health_group": HealthGroup.LCWRA}, True),
        ({"esa_group": EsaGroup.ASSESSMENT}, False),
        ({"esa_group": EsaGroup.INSURED}, False),
        ({"esa_group": EsaGroup.WRAG}, True),
        ({"esa_group": EsaGroup.SUPPORT}, True),
        ({"daily_living": PipRate.ENHANCED}, False),
    ],
)
def test_the_right_to_try_matters_to_those_with_a_group_to_lose(state: dict[str, int], has: bool) -> None:
    person = {**ADULT, "severity": Severity.WORK_LIMITING, **state}
    assert has_group_to_lose(alone(person).state.person, 0) == has
    feared, tried = (hazard(person, right_to_try=value) for value in (1.0, 1.05))
    assert tried / feared == pytest.approx(1.05 if has else 1.0)


def test_the_whole_hazard_is_the_own_part_times_the_state_s() -> None:
    person = {**ADULT, "severity": Severity.WORK_LIMITING, "regime": Regime.INTENSIVE_SEARCH, "search_since": NOW - 4}
    run = alone(person)
    p = run.policy.employment
    run.policy.economy.labour_demand = 1.5
    gain = gain_to_work(run.state, 0, run.policy, NOW)
    reference = p.gain_reference * run.policy.economy.earnings_index
    money = gain_response(float(gain), reference, p)
    expected = own_part(p, severity=Severity.WORK_LIMITING) * 1.5 * p.requirement_limited * meetings_ratio(1.0, p)
    found = unsupported_hazard(run.state, 0, work_status(run.state.person, 0), run.policy, run.clock)
    assert found == pytest.approx(expected * money)


def test_an_incentive_to_employers_is_for_people_on_health_benefits() -> None:
    for state, ratio in (({"health_group": HealthGroup.PRE_WCA}, 1.2), ({}, 1.0)):
        person = {**ADULT, "severity": Severity.WORK_LIMITING, **state}
        assert hazard(person, hiring_incentive=1.2) / hazard(person) == pytest.approx(ratio)


@given(PEOPLE, st.sampled_from(LIMITED), st.sampled_from(list(Regime)[1:]), st.integers(0, 60))
def test_the_same_person_without_lcwra_enters_at_most_1_3_times_as_often(
    person: dict[str, Any], severity: Severity, regime: Regime, searching: int
) -> None:
    """The label alone, money aside: an award that ends makes nobody a searcher of another kind."""
    same = {**person, "severity": severity}
    with_it = {**same, "health_group": HealthGroup.LCWRA, "regime": Regime.NO_REQUIREMENTS}
    without = {**same, "regime": regime, "search_since": NOW - searching}
    ratio = hazard(without, gain_elasticity=0.0) / hazard(with_it, gain_elasticity=0.0)
    assert 0.8 < ratio <= 1.3


# --------------------------------------------------------------------------------------------- local demand


def two_districts(rate: float, other: float, share: float) -> Any:
    """Return two districts with their employment rates and shares of people out of work."""
    districts = alone(ADULT).state.district.repeat(2)
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
