"""The engine: groups of whole districts, progress, faults; and one month with more coaches on the same luck."""

from __future__ import annotations

from itertools import pairwise
from threading import Event
from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from played import MONTHS, START, Policies, Run, difference
from welfsim.draws import Domain, fill_luck, stream_key
from welfsim.engine import simulate, spans
from welfsim.policy import Change, current_law, resolve
from welfsim.population import Population
from welfsim.processes import MONTH, Process, coaching, support
from welfsim.rules.support_effects import contact_multiplier
from welfsim.vocabulary.accounts import LINES, Accounts, empty_accounts
from welfsim.vocabulary.codes import CoachUse, Programme, ReferralRoute
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.state import Clock, Span, State

EVERYBODY = 10**9
KEY = stream_key(1, 0)
COACHES = (0, 500, 1_000, 2_000, 4_000, 8_000, 16_000)


@pytest.mark.parametrize("people_a_group", [1, 1_000, 4_000, EVERYBODY])
def test_groups_are_whole_districts_and_hold_everyone_once(britain: Population, people_a_group: int) -> None:
    state = britain.state
    groups = spans(state, people_a_group)
    for table, first, end in (
        (state.person, "first_person", "end_person"),
        (state.unit, "first_unit", "end_unit"),
        (state.district, "first_district", "end_district"),
    ):
        rows = [row for group in groups for row in range(getattr(group, first), getattr(group, end))]
        assert rows == list(range(len(cast("NDArray[Any]", table))))
    for group in groups:
        districts = range(group.first_district, group.end_district)
        assert set(state.person.district[group.first_person : group.end_person]) <= set(districts)
        assert set(state.unit.district[group.first_unit : group.end_unit]) <= set(districts)


@pytest.mark.parametrize("people_a_group", [1_000, 4_000])
def test_only_the_last_group_is_smaller_than_asked(britain: Population, people_a_group: int) -> None:
    sizes = [group.end_person - group.first_person for group in spans(britain.state, people_a_group)]
    assert len(sizes) > 1
    assert min(sizes[:-1]) >= people_a_group


def test_a_district_without_people_is_walked_too(britain: Population) -> None:
    state = britain.state.copy()
    state.person.district[state.person.district == 1] = 2
    state.unit.district[state.unit.district == 1] = 2
    state.district.end_person[1] = state.district.first_person[2] = state.district.first_person[1]
    ends = [group.end_district for group in spans(state, 1)]
    assert ends == [1, *range(3, state.district.nation.size + 1)]


def test_progress_adds_up_to_the_whole(britain: Population, law: Policies) -> None:
    shares: list[float] = []
    simulate(britain.state.copy(), law, START, 3, KEY, britain.grossing, progress=shares.append)
    assert sum(shares) == pytest.approx(1.0)
    assert len(shares) == 3 * len(spans(britain.state))


def test_no_month_changes_nothing(britain: Population, law: Policies) -> None:
    state = britain.state.copy()
    accounts = simulate(state, law, START, 0, KEY, britain.grossing)
    assert set(accounts) == set(LINES)
    assert all(cells.shape[0] == 0 for cells in accounts.values())
    assert difference(Run({}, [state]), Run({}, [britain.state])) == ""


def test_processes_left_out_write_nothing(britain: Population, law: Policies) -> None:
    health = [process for process in MONTH if process.name == "health"]
    accounts = simulate(britain.state.copy(), law, START, 2, KEY, britain.grossing, month_list=health)
    assert [line for line, cells in accounts.items() if cells.any()] == ["health_moves", "sick_leaves_begun"]


def test_a_fault_in_a_process_ends_the_run_and_is_told(britain: Population, law: Policies) -> None:
    def break_in_june(
        state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span
    ) -> None:
        if clock.month == START + 2:
            raise ZeroDivisionError("June")

    with pytest.raises(ZeroDivisionError, match="June"):
        simulate(britain.state.copy(), law, START, 6, KEY, britain.grossing, 2, [Process("breaks", break_in_june)])


def test_an_interrupted_run_stops_within_a_month_of_a_group(
    britain: Population, law: Policies, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, interrupted, shares = Event(), Event(), []

    def interrupt(*_: Any, **__: Any) -> None:
        begun.wait()
        interrupted.set()
        raise KeyboardInterrupt

    def progress(share: float) -> None:
        shares.append(share)
        begun.set()
        interrupted.wait()

    monkeypatch.setattr("welfsim.engine.wait", interrupt)
    with pytest.raises(KeyboardInterrupt):
        simulate(britain.state.copy(), law, START, MONTHS, KEY, britain.grossing, 2, progress=progress)
    assert 1 <= len(shares) < MONTHS


def coached(run: Run, britain: Population, coaches: int) -> tuple[State, Accounts]:
    """Return the state and accounts after coaching with some coaches moved, from one and the same state and luck."""
    now = START + MONTHS
    state = run.states[-1].copy()
    rows, units, districts = (len(cast("NDArray[Any]", table)) for table in state[:3])
    drawn = np.empty((len(Domain), rows), np.uint32)
    fill_luck(state.person.person_id, KEY, now, drawn)
    change = Change("coaching.coaches_to_health", {now: float(coaches)}, "this test")
    policy = cast("Policy", resolve(current_law(), [change], now, 1)[0])
    line = cast("Accounts", empty_accounts(1, districts)[0])
    coaching.step(
        state, policy, Clock(now, START, KEY, britain.grossing), drawn, line, Span(0, rows, 0, units, 0, districts)
    )
    return state, line


@pytest.fixture(scope="module")
def by_coaches(run: Run, britain: Population) -> list[State]:
    return [coached(run, britain, coaches)[0] for coaches in COACHES]


def test_more_coaches_serve_a_superset_of_people(by_coaches: list[State]) -> None:
    seen = [state.person.contact_month == START + MONTHS for state in by_coaches]
    for fewer, more in pairwise(seen):
        assert (more | ~fewer).all()
    assert seen[0].sum() < seen[-1].sum()


def test_more_coaches_start_a_superset_of_volunteers(by_coaches: list[State]) -> None:
    waiting = [state.person.volunteered_month != 0 for state in by_coaches]
    for fewer, more in pairwise(waiting):
        assert (fewer | ~more).all()


def test_minutes_of_a_month_move_nobody_s_place_on_a_programme(by_coaches: list[State], britain: Population) -> None:
    """A coach refers people seen before this month alone, so more minutes now lower nobody's chance of a place."""
    now = START + MONTHS
    wide = {"connect_to_work.coach_refers": 0.9, "connect_to_work.places": 100_000.0}
    changes = [Change(name, {now: value}, "this test") for name, value in wide.items()]
    policy = cast("Policy", resolve(current_law(), changes, now, 1)[0])
    taken = []
    for seen in by_coaches:
        state = seen.copy()
        rows, units, districts = (len(cast("NDArray[Any]", table)) for table in state[:3])
        drawn, line = np.empty((len(Domain), rows), np.uint32), cast("Accounts", empty_accounts(1, districts)[0])
        fill_luck(state.person.person_id, KEY, now, drawn)
        span = Span(0, rows, 0, units, 0, districts)
        support.step(state, policy, Clock(now, START, KEY, britain.grossing), drawn, line, span)
        assert line.programme_starts_by_route[:, Programme.CONNECT_TO_WORK, ReferralRoute.COACH].sum() > 0
        taken.append((state.person.programme.tobytes(), state.person.programme_route.tobytes()))
    assert taken == [taken[0]] * len(taken)


def test_nobody_has_a_lower_entry_hazard_for_a_contact(by_coaches: list[State], law: Policies) -> None:
    def multipliers(state: State) -> NDArray[np.float64]:
        person = state.person
        since = START + MONTHS - person.contact_month.astype(int)
        p = law[-1].employment
        had = np.flatnonzero(person.contact_month)
        found = np.ones(person.contact_month.size)
        found[had] = [contact_multiplier(float(person.contact_stock[i]), int(since[i]), 12, 0.0, p) for i in had]
        return found

    found = [multipliers(state) for state in by_coaches]
    for fewer, more in pairwise(found):
        assert (more >= fewer).all()


def test_coaches_moved_to_health_are_taken_from_searchers(run: Run, britain: Population) -> None:
    (few, few_line), (many, many_line) = coached(run, britain, 0), coached(run, britain, 8_000)
    assert np.array_equal(few_line.minutes_asked[:, 1:], many_line.minutes_asked[:, 1:])
    shares = [state.district.search_share[:, CoachUse.SEARCH] for state in (few, many)]
    assert (shares[1] <= shares[0] + 1e-6).all()
    assert shares[1].mean() < shares[0].mean()
    assert np.abs(many_line.minutes_supplied - few_line.minutes_supplied).max() <= 1
