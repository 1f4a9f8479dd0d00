"""Carers follow the daily living award of those they care for: in a couple at once, elsewhere by chance."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lawful import NOW, lawful
from tiny import Tiny, tiny

from welfsim.awards.pay import current_pay, hours_in_job, most_pay_of_carers
from welfsim.draws import LAST
from welfsim.processes import caring
from welfsim.processes.caring import start_hazard, start_ratio, stop_hazard
from welfsim.vocabulary.codes import Activity, EsaKind, HealthGroup, Job, PipRate, Presence, Severity, Sex

GROWN = {"birth_month": NOW - 40 * 12}
HAS, HAD = {"daily_living": PipRate.STANDARD}, {"had_daily_living": True}
WON, LOST, KEPT = {**GROWN, **HAS}, {**GROWN, **HAD}, {**GROWN, **HAS, **HAD}
CARER = {**GROWN, "carer": True}
NEVER = {"starts": 0.0, "stops": 0.0, "partner_starts": 0.0, "others_start": 0.0, "for_awards": 0.0}


def month(*units: list[dict[str, Any]], luck: int = LAST, **differs: float) -> Tiny:
    """Take a month in which nobody begins or stops but for what `differs`."""
    run = tiny(NOW, *([{}, *adults] for adults in units), luck=luck)
    for name, value in {**NEVER, **differs}.items():
        setattr(run.policy.carers, name, value)
    caring.step(*run)
    return run


def test_a_partner_stops_when_daily_living_ends_and_not_before() -> None:
    run = month([LOST, CARER], [KEPT, CARER], [WON, CARER])
    assert run.state.person.carer.tolist() == [False, False, False, True, False, True]
    assert run.line.carer_stops[0] == 1


@pytest.mark.parametrize(("share", "cares"), [(1.0, True), (0.0, False)])
def test_some_partners_begin_when_daily_living_is_won(share: float, cares: bool) -> None:
    run = month([WON, GROWN], [KEPT, GROWN], partner_starts=share)
    assert run.state.person.carer.tolist() == [False, cares, False, False]
    assert run.line.carer_starts[0] == cares


@pytest.mark.parametrize(
    "bar",
    [
        {"job": Job.FULL_TIME},
        {"health_group": HealthGroup.LCWRA},
        {"esa_kind": EsaKind.NEW_STYLE},
        {"birth_month": NOW - 17 * 12},
        {"presence": Presence.PENSION_AGE},
    ],
)
def test_who_works_full_time_is_on_a_health_benefit_or_is_not_grown_does_not_begin(bar: dict[str, Any]) -> None:
    run = month([WON, {**GROWN, **bar}], partner_starts=1.0, starts=1.0)
    assert not run.state.person.carer[1]


def test_awards_lost_in_the_district_end_the_caring_of_others_by_chance() -> None:
    assert month([LOST], [CARER], for_awards=1.0).line.carer_stops[0] == 1
    assert month([KEPT], [CARER], for_awards=1.0).line.carer_stops[0] == 0
    assert month([LOST], [CARER], for_awards=0.0).line.carer_stops[0] == 0


def test_who_cares_for_a_partner_does_not_follow_the_awards_of_others() -> None:
    assert month([LOST], [KEPT, CARER], for_awards=1.0).line.carer_stops[0] == 0


def test_awards_won_in_the_district_let_others_begin() -> None:
    assert month([WON], [GROWN], others_start=9.0).line.carer_starts[0] == 2
    assert month([KEPT], [GROWN], others_start=9.0).line.carer_starts[0] == 0


def test_what_is_won_or_lost_is_looked_at_once() -> None:
    run = month([WON], [LOST])
    assert run.state.person.had_daily_living.tolist() == [True, False]


@given(st.integers(0, 500), st.integers(0, 500), lawful("carers"))
def test_hazards_are_chances_and_rise_with_what_is_won_or_lost(few: int, many: int, p: Any) -> None:
    for hazard in (start_hazard, stop_hazard):
        assert 0.0 <= hazard(few, many, p) <= hazard(few + 1, many, p) <= 1.0


# ------------------------------------------------------------------------------------------- who, and next to what


def test_caring_ends_with_a_full_time_job_and_goes_on_next_to_a_part_time_one() -> None:
    run = month([{**CARER, "job": Job.FULL_TIME, "claims_allowance": True}], [{**CARER, "job": Job.PART_TIME}])
    assert run.state.person.carer.tolist() == [False, True]
    assert not run.state.person.claims_allowance[0]
    assert run.line.carer_stops[0] == 1


@pytest.mark.parametrize(("hourly", "keeps"), [(5_000, "limit"), (1, "limit")])
def test_part_time_carers_earn_no_more_than_leaves_the_allowance_in_payment(hourly: int, keeps: str) -> None:
    job = {**GROWN, "job": Job.PART_TIME, "job_since": NOW - 99, "hourly_pay": hourly}
    run = month([job], [{**job, "carer": True}])
    person, policy = run.state.person, run.policy
    free, carer = (current_pay(person, i, policy, NOW) for i in (0, 1))
    hours = [hours_in_job(person, i, int(Job.PART_TIME), 99, policy, NOW) for i in (0, 1)]
    assert carer == min(free, most_pay_of_carers(policy.carers)) < free
    assert carer * 12 <= policy.carers.earnings_limit * 52 < (carer + 1) * 12
    assert hours[0] == policy.pay.hours_part_time
    assert hours[1] / hours[0] == pytest.approx(carer / free)


def test_on_universal_credit_some_do_not_claim_the_allowance_until_they_leave_it() -> None:
    def begins(since: int, share: float) -> Tiny:
        run = tiny(NOW, [{"uc_since": since}, GROWN], luck=LAST)
        for name, value in {**NEVER, "starts": 1.0, "claims_on_uc": share}.items():
            setattr(run.policy.carers, name, value)
        caring.step(*run)
        assert run.state.person.carer[0]
        return run

    assert begins(0, 0.0).state.person.claims_allowance[0]
    assert begins(NOW - 5, 1.0).state.person.claims_allowance[0]
    run = begins(NOW - 5, 0.0)
    assert not run.state.person.claims_allowance[0]
    run.state.unit.uc_since[0] = 0
    caring.step(*run._replace(luck=run.luck * 0))
    assert run.state.person.carer[0] and run.state.person.claims_allowance[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [(Activity.SEEKING, Activity.CARING), (Activity.SICK, Activity.SICK), (Activity.STUDYING, Activity.STUDYING)],
)
def test_who_begins_to_care_looks_for_work_no_more(before: Activity, after: Activity) -> None:
    run = month([{**GROWN, "activity": before}], starts=1.0)
    assert run.state.person.carer[0] and run.state.person.activity[0] == after


def test_who_stops_caring_seeks_work_again() -> None:
    run = month([{**CARER, "activity": Activity.CARING}], stops=1.0)
    assert not run.state.person.carer[0] and run.state.person.activity[0] == Activity.SEEKING


def test_who_they_are_sets_how_often_people_begin() -> None:
    p = tiny(NOW, [{}, {}]).policy.carers

    def ratio(age: int = 40, sex: Sex = Sex.MALE, ill: bool = False, work: bool = False, on_uc: bool = False) -> float:
        return start_ratio(age * 12, sex, ill, work, on_uc, p)

    assert ratio() == 1.0
    assert ratio(34) == p.starts_ratio_under_35 < ratio(50) == p.starts_ratio_50_and_over < 1.0
    assert ratio(sex=Sex.FEMALE) == p.starts_ratio_women > 1.0
    assert ratio(ill=True) == p.starts_ratio_severe_partner > 1.0
    assert ratio(work=True) == p.starts_ratio_in_work < 1.0
    assert ratio(sex=Sex.FEMALE, on_uc=True) == p.starts_ratio_women * p.starts_ratio_on_uc


def test_a_severely_ill_partner_raises_the_hazard_unless_dead() -> None:
    severe = {**GROWN, "severity": Severity.SEVERE, "job": Job.FULL_TIME}
    man = {**GROWN, "sex": Sex.MALE}
    run = month([severe, man], [{**severe, "presence": Presence.DEAD}, man])
    assert caring.ratio_of(run.state, 1, run.policy.carers, NOW) == run.policy.carers.starts_ratio_severe_partner
    assert caring.ratio_of(run.state, 3, run.policy.carers, NOW) == 1.0
