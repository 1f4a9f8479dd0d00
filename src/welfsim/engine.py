"""Runs the months: groups of districts over a pool of threads, each group through every process in order.

Districts do not touch one another, so a group of them runs from the first month to the last on its own, and any
grouping on any number of threads gives the same accounts to the byte: all sums are integers, one row a district.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from threading import Event, Lock
from typing import NamedTuple, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from welfsim.draws import Domain, fill_luck
from welfsim.pairs import Alike, Pair, Side, alike, cells_of
from welfsim.policy import months_that_differ
from welfsim.policy.own_laws import OwnLaws
from welfsim.population.groups import Division, count_by
from welfsim.population.own_laws import under_own_laws
from welfsim.processes import JOB_ENTRY, MONTH, STAGES, Process, Stage, work_effects
from welfsim.rules.displacement import LEAST_DEMAND, MILLION, compare_with
from welfsim.rules.responses import hold_events
from welfsim.vocabulary.accounts import LINES, Accounts, empty_accounts
from welfsim.vocabulary.arms import block_of, holding, no_effects, noting_responses, parted
from welfsim.vocabulary.codes import Part
from welfsim.vocabulary.districts import Districts
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
    own: OwnLaws | None = None
    """The laws of groups of people, where one law does not hold for all; `policies` are then of who is in none."""


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


class Visit:
    """A group of districts on its way through the months, with all arms.

    Parameters
    ----------
    accounts
        Those of each arm, months × districts.
    clock
        The first month.
    apart
        The month, from 0, in which each reform parts from its baseline; until then it is not run.

    Others as in `simulate_arms`.
    """

    def __init__(
        self,
        arms: Sequence[Arm],
        accounts: Sequence[NDArray[np.void]],
        span: Span,
        stages: Sequence[Stage],
        clock: Clock,
        in_place: bool,
        apart: Sequence[int],
    ) -> None:
        self.arms, self.accounts, self.span, self.stages, self.clock = arms, accounts, span, stages, clock
        self.apart, self.in_place = apart, in_place
        first, people = arms[0].state, arms[0].state.person.person_id
        if not in_place and any(map(self._may_pair, range(1, len(arms)))):
            first = noting_responses(first)
        self.states = [arm.state for arm in arms] if in_place else [block_of(first, span)] * len(arms)
        self.own = [of[:, span.first_district : span.end_district] for of in accounts]
        self._cells = [cells_of(of, span) for of in accounts]
        self._effects = [no_effects(people.size, span.first_person, span.end_person) for _ in arms]
        self._pairs: dict[int, Pair] = {}
        self._alike: dict[int, list[Alike]] = {}
        self._alone: list[int] = []
        self._person_id = np.ascontiguousarray(people[span.first_person : span.end_person])
        self._luck = np.empty((len(Domain), self._person_id.size), np.uint32)

    def play(self, m: int, stop: Event) -> None:
        """Play month `m`, from 0, in all arms, as far as it comes before `stop`."""
        month, span, arms = self.clock.start + m, self.span, self.arms
        fill_luck(self._person_id, self.clock.key, month, self._luck)
        self._part(m)
        self._name_laws(m)
        clocks = [self.clock._replace(month=month, held=holding(arm.held)) for arm in arms]
        lines = [
            self.accounts[place][m]
            if arm.groups is None
            else arm.groups.begin(self.states[place], span, month, arm.policies[m])
            for place, arm in enumerate(arms)
        ]
        sides = [
            Side(cast("Policy", arm.policies[m]), cast("Accounts", line), cells[m])
            for arm, line, cells in zip(arms, lines, self._cells, strict=True)
        ]
        for stage in self.stages:
            for place, pair in self._pairs.items():
                pair.before(stage, self._alike[place][m], sides[0])
            self._play_whole(stage, 0, sides[0], clocks[0])
            for place, pair in self._pairs.items():
                if JOB_ENTRY in stage.processes:
                    self._meet_baseline(place, m)
                pair.after(stage, self._alike[place][m], sides[place], sides[0], clocks[place], self._luck)
            if stop.is_set():
                return
        self._end(0, m, lines[0])
        for place in self._alone:
            self._meet_baseline(place, m)
            for stage in self.stages:
                self._play_whole(stage, place, sides[place], clocks[place])
            if stop.is_set():
                return
        for place, pair in self._pairs.items():
            pair.tell(self._effects[place])
        for place in range(1, len(arms)):
            if m < self.apart[place]:
                self._cells[place][m] = self._cells[0][m]
            self._compare(place, sides[place], clocks[place])
            self._end(place, m, lines[place])

    def _part(self, m: int) -> None:
        """Let reforms begin whose month it is."""
        for place in range(1, len(self.arms)):
            if self.apart[place] != m:
                continue
            if not self.in_place:
                self.states[place] = parted(self.arms[place].state, self.states[0], self.span)
            if self._may_pair(place):
                self._pairs[place] = Pair(self.states[place], self.states[0], self.span)
                self._alike[place] = alike(self.arms[place].policies, self.arms[0].policies)
            else:
                self._alone.append(place)

    def _name_laws(self, m: int) -> None:
        """Let everyone know which law is theirs, in the baseline and in the reforms that have begun."""
        for place, arm in enumerate(self.arms):
            if place == 0 or m >= self.apart[place]:
                month = self.clock.start + m
                self.states[place] = under_own_laws(self.states[place], arm.own, m, self.span, month)

    def _may_pair(self, place: int) -> bool:
        """Say whether a reform may be played where it differs alone: under one law for all, asked for no more."""
        baseline, arm = self.arms[0], self.arms[place]
        own_laws = arm.own is not None or baseline.own is not None
        asks_more = own_laws or arm.held or arm.groups is not None or baseline.groups is not None
        return self.stages is STAGES and not self.in_place and not asks_more and arm.state.responses.number.size == 0

    def make_whole(self) -> None:
        """Let the states of all arms hold in all rows."""
        for pair in self._pairs.values():
            pair.make_whole()

    def _meet_baseline(self, place: int, m: int) -> None:
        """Let a reform know how many look for the jobs of a district in the baseline, whose month is over."""
        if Part.DISPLACEMENT not in self.arms[place].held:
            span = self.span
            before = jobs_looked_for(self.own[0][m], demand_in(self.arms[0], m, self.states[0].district, span))
            compare_with(self.states[place].district, span.first_district, span.end_district, before)

    def _play_whole(self, stage: Stage, place: int, side: Side, clock: Clock) -> None:
        """Take all of the group through a stage."""
        stage.play(self.states[place], side.policy, clock, self._luck[None], side.line, np.array([self.span]))

    def _compare(self, place: int, side: Side, clock: Clock) -> None:
        """Say what a reform does to work in a month that is over, and keep what it holds of the baseline's."""
        reform, baseline = self.states[place], self.states[0]
        work_effects.step(reform, baseline, self._effects[place], side.policy, clock, side.line, self.span)
        if clock.held:
            hold_events(reform, baseline, clock.held, self.span)

    def _end(self, place: int, m: int, line: NDArray[np.void]) -> None:
        """Add the accounts by group of people up, if an arm has them."""
        groups = self.arms[place].groups
        if groups is not None:
            groups.end(m, line, self.own[place][m], self.span)


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
    apart = [0 if whole else month_of_parting(arm, arms[0]) for arm, whole in zip(arms, runs_whole, strict=True)]
    stop = Event()
    stages = stages_played(month_list, stop)

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
        visit = Visit(arms, accounts, span, stages, Clock(start, start, key, grossing), in_place, apart)
        for m in range(months):
            visit.play(m, stop)
            if stop.is_set():
                return
            if watch is not None:
                visit.make_whole()
                watch(visit.states, span, m)
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


def stages_played(month: Sequence[Process], stop: Event) -> tuple[Stage, ...]:
    """Return the stages of a month: those of the model's own, or one whose processes are called singly until `stop`."""
    if tuple(month) == MONTH:
        return STAGES

    def play(
        state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, rows: NDArray[np.int64]
    ) -> None:
        for own, row in zip(luck, rows, strict=True):
            for process in month:
                if stop.is_set():
                    return
                process.step(state, policy, clock, own, line, Span(*row.tolist()))

    return (Stage(tuple(process.name for process in month), play, by_home=False),)


def month_of_parting(arm: Arm, baseline: Arm) -> int:
    """Return the first month in which parameters are not those of the baseline; the number of months if all are.

    Where groups of people have laws of their own, it is the first in which anybody's is not the baseline's.
    """
    months = len(arm.policies)
    if baseline.own is not None:
        return 0
    laws = [arm.policies] if arm.own is None else [arm.policies, *np.moveaxis(np.asarray(arm.own.laws), 1, 0)]
    return min(next(months_that_differ(law, baseline.policies), months) for law in laws)


def demand_in(arm: Arm, month: int, districts: Districts, span: Span) -> NDArray[np.float64]:
    """Return the demand for labour in the districts of a group, at least `LEAST_DEMAND`."""
    here = np.asarray(districts.own_law[span.first_district : span.end_district])
    if arm.own is None:
        demand = np.full(here.size, float(arm.policies[month]["economy"]["labour_demand"]))
    else:
        demand = np.asarray(arm.own.laws[month]["economy"]["labour_demand"][here], np.float64)
    return np.asarray(np.maximum(demand, LEAST_DEMAND))


def jobs_looked_for(line: NDArray[np.void], demand: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the jobs that districts expect to start in a month, in rows at the demand for labour of the start.

    It is what the displacement of another run on the same people is measured by.
    """
    return np.asarray(line["entry_chances"].sum(axis=1) / MILLION / demand)
