"""Carers follow the daily living award of those they care for: in a couple at once, elsewhere by chance."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lawful import NOW, lawful
from tiny import Tiny, tiny

from welfsim.draws import LAST
from welfsim.processes import caring
from welfsim.processes.caring import start_hazard, stop_hazard
from welfsim.vocabulary.codes import EsaKind, HealthGroup, Job, PipRate, Presence

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
