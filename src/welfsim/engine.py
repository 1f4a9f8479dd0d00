"""Runs the months: groups of districts over a pool of threads, each group through every process in order.

Districts do not touch one another, so a group of them runs from the first month to the last on its own, and any
grouping on any number of threads gives the same accounts to the byte: all sums are integers, one row a district.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from threading import Event, Lock
from typing import Any, NamedTuple, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from welfsim.draws import Domain, fill_luck
from welfsim.policy import months_that_differ
from welfsim.population.groups import Division, count_by
from welfsim.processes import MONTH, PLAY_MONTH, Process, Step, work_effects
from welfsim.rules.displacement import LEAST_DEMAND, MILLION, compare_with
from welfsim.rules.responses import hold_events
from welfsim.vocabulary.accounts import LINES, Accounts, empty_accounts
from welfsim.vocabulary.arms import block_of, holding, no_effects, parted
from welfsim.vocabulary.codes import Part
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.state import Clock, Span, State

PEOPLE_A_GROUP = 16_000

Progress = Callable[[float], None]
Watch = Callable[[Sequence[State], Span, int], None]
"""Sees the states of all arms in the rows of a group at the end of a month, the first being 0, and writes nothing."""


class Kept(Protocol):
    """What was found before for groups of districts, and a place for what is found now."""

    def take(self, span: Span) -> NDArray[np.void] | None:
        """Return the accounts of a group, months × districts; none if they are not there."""

    def keep(self, span: Span, accounts: NDArray[np.void]) -> None:
        """Be handed the accounts of a group that has come to its last month."""


class Arm(NamedTuple):
    """A scenario in a run: a state that advances, its parameters month by month, and a place for its accounts."""

    state: State
    policies: NDArray[np.void]
    kept: Kept | None = None
    held: tuple[Part, ...] = ()
    """Parts of an answer that a reform holds at the baseline's, whose state must write responses down."""
    groups: Groups | None = None
    """A place for the accounts by groups of people, if they are asked for."""


class Groups:
    """The accounts of an arm by groups of people, Great Britain: a row a month, a column a group, and its lines.

    Each group of districts writes a month into accounts that have a row for each district as a whole and one for each
    district and group. They are added up at once, since those of all months would take much memory.

    Parameters
    ----------
    by
        The groups.
    months
        Months of the run.
    """

    def __init__(self, by: Division, months: int) -> None:
        self.by = by
        self.found = empty_accounts(months, by.size)
        self._lock = Lock()

    def begin(self, state: State, span: Span, month: int, policy: np.void) -> NDArray[np.void]:
        """Return empty accounts of a month, and let people and units of some rows be counted in their groups."""
        count_by(state, span, self.by, month, policy)
        return np.asarray(empty_accounts(1, (1 + self.by.size) * state.district.nation.size)[0]).view(np.recarray)

    def end(self, place: int, line: NDArray[np.void], whole: NDArray[np.void], span: Span) -> None:
        """Add up the accounts of the month in some place: by group, and by district in `whole`, those of the span."""
        cells = line.view(np.int64).reshape(1 + self.by.size, -1, whole.itemsize // 8)
        rows = cells[:, span.first_district : span.end_district]
        whole.view(np.int64).reshape(rows.shape[1:])[:] = rows.sum(axis=0)
        with self._lock:
            self.found[place].view(np.int64).reshape(self.by.size, -1)[:] += rows[1:].sum(axis=1)


def spans(state: State, people_a_group: int = PEOPLE_A_GROUP) -> list[Span]:
    """Cut the population into groups of whole districts with at least `people_a_group` people, as far as it goes."""
    districts = state.district.nation.size
    person_ends = state.district.end_person
    unit_ends = [bisect_right(state.unit.district, d) for d in range(districts)]  # numpy would copy all of the column
    groups: list[Span] = []
    first = Span(0, 0, 0, 0, 0, 0)
    for d in range(districts):
        first = first._replace(end_person=int(person_ends[d]), end_unit=unit_ends[d], end_district=d + 1)
        if first.end_person - first.first_person >= people_a_group or d == districts - 1:
            groups.append(first)
            first = Span(
                first.end_person,
                first.end_person,
                first.end_unit,
                first.end_unit,
                first.end_district,
                first.end_district,
            )
    return groups


def simulate(
    state: State,
    policies: NDArray[np.void],
    start: int,
    months: int,
    key: int,
    grossing: int,
    threads: int = 1,
    month_list: Sequence[Process] = MONTH,
    progress: Progress | None = None,
    kept: Kept | None = None,
    people_a_group: int = PEOPLE_A_GROUP,
) -> dict[str, NDArray[np.int64]]:
    """Advance `state` in place by some months, on its own, and return its accounts.

    Parameters
    ----------
    policies
        One record of parameters a month, as ``welfsim.policy.resolve`` gives them.
    start
        First month; the state is as at its beginning.
    key
        The stream of luck, see ``draws.stream_key``.
    grossing
        Real people a row.
    progress
        Called with the share of the whole that each piece of work adds; the calls add up to 1.
    kept
        Asked for the accounts of each group of districts first, and handed those that it does not have. What it has is
        not simulated again, so the state of that group stays as it was.

    Returns
    -------
    dict
        For each account line an array of months × districts × codes, in rows (or in real units where the line is
        declared so).
    """
    arm = Arm(state, policies, kept)
    return simulate_arms([arm], start, months, key, grossing, threads, month_list, progress, people_a_group)[0]


def simulate_arms(
    arms: Sequence[Arm],
    start: int,
    months: int,
    key: int,
    grossing: int,
    threads: int = 1,
    month_list: Sequence[Process] = MONTH,
    progress: Progress | None = None,
    people_a_group: int = PEOPLE_A_GROUP,
    in_place: bool = True,
    watch: Watch | None = None,
    only: Span | None = None,
) -> list[dict[str, NDArray[np.int64]]]:
    """Advance a baseline and reforms of it month by month in one visit of each group, and return their accounts.

    Parameters
    ----------
    arms
        The baseline, then reforms, from the same people. In a reform others are displaced as more look for work than in
        the baseline, and the accounts say what it does to work, see ``processes.work_effects``.
    in_place
        Whether the state of each arm advances, so that each needs one of its own. If not, arms may share a state, which
        stays as it is: each group runs on a copy of its rows for each arm, dropped after the last month. A reform then
        runs from the first month in which its parameters are not the baseline's; before that it *is* the baseline,
        unless accounts by groups of people are asked for.
    watch
        Sees every month of every group, one group after another or several at a time.
    only
        The one group, as `spans` gives it, that is run; the accounts of all others stay empty.

    Others as in `simulate`. Accounts that are kept are taken only if those of all arms are.
    """
    state = arms[0].state
    districts = state.district.nation.size
    accounts = [empty_accounts(months, districts) for _ in arms]
    groups = spans(state, people_a_group) if only is None else [only]
    people = max(state.person.person_id.size, 1)
    runs_whole = [in_place or bool(arm.held) or arm.groups is not None for arm in arms]
    apart = [
        0 if whole else month_of_parting(arm.policies, arms[0].policies)
        for arm, whole in zip(arms, runs_whole, strict=True)
    ]
    stop = Event()
    play = played_by(month_list, stop)

    def run_group(span: Span) -> None:
        size = span.end_person - span.first_person
        own = [of[:, span.first_district : span.end_district] for of in accounts]
        found = [None if arm.kept is None else arm.kept.take(span) for arm in arms]
        if all(part is not None for part in found):
            for cells, part in zip(own, found, strict=True):
                cells[:] = part
            if progress is not None:
                progress(size / people)
            return
        states = [arm.state for arm in arms] if in_place else [block_of(state, span)] * len(arms)
        effects = [no_effects(people, span.first_person, span.end_person) for _ in arms[1:]]
        person_id = np.ascontiguousarray(state.person.person_id[span.first_person : span.end_person])
        luck = np.empty((len(Domain), size), np.uint32)
        for m in range(months):
            fill_luck(person_id, key, start + m, luck)
            for place, arm in enumerate(arms):
                if place > 0 and apart[place] == m and not in_place:
                    states[place] = parted(arm.state, states[0], span)
            for place, arm in enumerate(arms):
                clock = Clock(start + m, start, key, grossing, holding(arm.held))
                policy, line = cast("Policy", arm.policies[m]), cast("Accounts", accounts[place][m])
                if stop.is_set():
                    return
                if arm.groups is not None:
                    line = cast("Accounts", arm.groups.begin(states[place], span, start + m, arm.policies[m]))
                if place > 0 and m < apart[place]:
                    own[place][m] = own[0][m]
                else:
                    if place > 0 and Part.DISPLACEMENT not in arm.held:
                        before = jobs_looked_for(own[0][m], arms[0].policies[m])
                        compare_with(states[place].district, span.first_district, span.end_district, before)
                    play(states[place], policy, clock, luck, line, span)
                if place > 0:
                    work_effects.step(states[place], states[0], effects[place - 1], policy, clock, line, span)
                if arm.groups is not None:
                    arm.groups.end(m, cast("Any", line), own[place][m], span)
                if arm.held:
                    hold_events(states[place], states[0], clock.held, span)
            if watch is not None:
                watch(states, span, m)
            if progress is not None:
                progress(size / people / months)
        for arm, cells in zip(arms, own, strict=True):
            if arm.kept is not None:
                arm.kept.keep(span, cells)

    with ThreadPoolExecutor(max(threads, 1)) as pool:
        tasks = [pool.submit(run_group, span) for span in groups]
        try:
            done, _ = wait(tasks, return_when=FIRST_EXCEPTION)
            for task in done:
                task.result()
        finally:
            stop.set()
            for task in tasks:
                task.cancel()
    return [{name: of[name] for name in LINES} for of in accounts]


def played_by(processes: Sequence[Process], stop: Event) -> Step:
    """Return what plays some processes in their order: those of the month in one call, others singly until `stop`."""
    if tuple(processes) == MONTH:
        return PLAY_MONTH

    def play(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
        for process in processes:
            if stop.is_set():
                return
            process.step(state, policy, clock, luck, line, span)

    return play


def month_of_parting(policies: NDArray[np.void], baseline: NDArray[np.void]) -> int:
    """Return the first month in which parameters are not those of the baseline; the number of months if all are."""
    return next(months_that_differ(policies, baseline), len(policies))


def jobs_looked_for(line: NDArray[np.void], policy: np.void) -> NDArray[np.float64]:
    """Return the jobs that districts expect to start in a month, in rows at the demand for labour of the start.

    It is what the displacement of another run on the same people is measured by.
    """
    demand = max(float(policy["economy"]["labour_demand"]), LEAST_DEMAND)
    return np.asarray(line["entry_chances"].sum(axis=1) / MILLION / demand)
