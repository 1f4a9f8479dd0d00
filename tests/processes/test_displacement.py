"""Displacement, both ways, against how much the baseline's people look for work."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lawful import NOW, law, lawful
from tiny import Tiny, tiny

from welfsim.draws import LAST, TWO_32
from welfsim.processes import employment
from welfsim.processes.employment import unsupported_hazard
from welfsim.rules.displacement import MILLION, next_multiplier
from welfsim.rules.standing import work_status
from welfsim.rules.support_effects import contact_multiplier
from welfsim.vocabulary.codes import Activity, HealthGroup, Readiness, Severity, WorkStatus

JOBS = st.floats(0.0, 1e6)
EMPLOYMENT = lawful("employment")
SEEKER = {"birth_month": NOW - 40 * 12, "hourly_pay": 1_500, "activity": Activity.SEEKING, "last_work": NOW - 2}
COACHED = {
    **SEEKER,
    "severity": Severity.WORK_LIMITING,
    "readiness": Readiness.NOT,
    "health_group": HealthGroup.LCWRA,
    "contact_stock": 4.0,
    "contact_month": NOW,
    "course_since": NOW - 6,
}


def test_ten_jobs_more_that_are_looked_for_displace_two_and_a_half_of_a_hundred() -> None:
    p = law("employment", displacement=0.25)
    assert next_multiplier(130.0, 120.0, 100.0, p) == pytest.approx(0.975)
    assert next_multiplier(110.0, 120.0, 100.0, p) == pytest.approx(1.025)


def test_nothing_is_displaced_in_a_baseline_nor_without_one_nor_where_nobody_is_left_to_displace() -> None:
    p = law("employment")
    assert next_multiplier(120.0, 120.0, 100.0, p) == 1.0
    assert next_multiplier(120.0, -1.0, 100.0, p) == 1.0
    assert next_multiplier(120.0, 60.0, 0.0, p) == 1.0


@given(JOBS, st.floats(0.0, 100.0), st.floats(1.0, 1e6), EMPLOYMENT)
def test_more_and_fewer_displace_alike_with_opposite_sign(before: float, more: float, own: float, p: Any) -> None:
    up, down = (next_multiplier(before + change, before, own, p) for change in (more, -more))
    assert 0.0 <= up <= 1.0 <= down
    assert up == 0.0 or (1.0 - up) == pytest.approx(down - 1.0, abs=1e-6)


def entered(*people: dict[str, Any], before: float, demand: float = 1.0) -> Tiny:
    """Take a month of job entry at unlucky draws, next to a baseline that expects some jobs."""
    run = tiny(NOW, *([{}, person] for person in people), luck=LAST)
    run.state.district.job_multiplier[0], run.state.district.chances_before[0] = 1.0, before
    run.policy.economy.labour_demand, run.policy.employment.contact_site_spread = demand, 0.0
    employment.enter(*run)
    return run


def chance(run: Tiny, i: int) -> float:
    return float(unsupported_hazard(run.state, i, work_status(run.state.person, i), run.policy, run.clock))


@pytest.mark.parametrize("demand", [1.0, 1.5])
def test_what_people_look_for_is_the_sum_of_their_chances_at_the_demand_of_the_month(demand: float) -> None:
    run = entered(COACHED, SEEKER, before=0.0, demand=demand)
    p = run.policy.employment
    own = [chance(run, 0) * contact_multiplier(4.0, 0, 6, 0.0, p), chance(run, 1)]
    seen = [run.line.entry_chances[0, group] for group in (WorkStatus.LCWRA, WorkStatus.OFF_BENEFIT)]
    assert seen == pytest.approx([MILLION * each for each in own], abs=1.0)
    multiplier = run.state.district.job_multiplier[0]
    assert multiplier == pytest.approx(max(1.0 - p.displacement * sum(own) / own[1], 0.0), abs=1e-4)


def test_more_demand_for_labour_by_itself_displaces_nobody() -> None:
    looked_for = entered(SEEKER, COACHED, before=0.0).line.entry_chances[0].sum() / MILLION
    run = entered(SEEKER, COACHED, before=looked_for, demand=1.5)
    assert run.state.district.job_multiplier[0] == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize(("multiplier", "places", "displaced"), [(0.5, (0.49, 0.51), 1), (1.5, (0.99, 1.49), -1)])
def test_a_job_displaced_is_one_that_the_draw_would_have_given_and_one_gained_counts_below_nought(
    multiplier: float, places: tuple[float, ...], displaced: int
) -> None:
    run = tiny(NOW, [{}, SEEKER], [{}, SEEKER])
    run.state.district.job_multiplier[0] = multiplier
    hazard = chance(run, 0)
    run.luck[:] = [int(place * hazard * TWO_32) for place in places]
    employment.enter(*run)
    assert run.line.jobs_displaced[0, WorkStatus.OFF_BENEFIT] == displaced
