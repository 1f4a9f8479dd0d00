"""A reform next to its baseline: played where its people differ, taken over from the baseline where they do not.

Outside the processes of districts, what becomes of a home depends on its own people, luck and parameters alone. Where
these are the baseline's, so is what becomes of it. A reform whose parameters there are the baseline's plays only the
homes that differ, and takes over the rows of all others. Its accounts are those of the baseline, with what the homes
that differ bring in the reform and without what they bring in the baseline, for which they are played once more. All
sums are whole numbers, so nothing is lost.
"""

from __future__ import annotations

from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from welfsim.processes import JOB_ENTRY, OF_DISTRICTS_ALONE, Stage
from welfsim.vocabulary.accounts import Accounts, empty_accounts
from welfsim.vocabulary.arms import unwritten_like
from welfsim.vocabulary.codes import Response
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.state import KNOWN, Clock, Effects, Span, State

Rows = NDArray[np.int64]
Luck = NDArray[np.uint32]
Words = NDArray[np.uint32]

MOST_APART = 0.25
"""The share of homes that differ above which a reform is played whole: to play homes twice would not be faster."""
CHANCE = "entry_chance"
"""The one column that differs for all out of work as soon as one person does; no process reads it."""


class Homes(NamedTuple):
    """The first person and the first unit of each home of a group, and those behind the last.

    A home is the least that no unit, couple or couple to come reaches out of. It is one or a few neighbouring rows.
    """

    person: Rows
    unit: Rows

    def spans(self, chosen: Rows) -> Rows:
        """Return the spans of some homes, a row for each; of no district, since only districts walk by district."""
        none = np.zeros_like(chosen)
        ends = (self.person[chosen], self.person[chosen + 1], self.unit[chosen], self.unit[chosen + 1])
        return np.stack([*ends, none, none], axis=1)


class Side(NamedTuple):
    """One of the two in the month that they go through: parameters, accounts, and the cells of the group in these."""

    policy: Policy
    line: Accounts
    cells: NDArray[np.int64]


class Alike(NamedTuple):
    """What of a month's parameters is the same in reform and baseline: all that is read at home, and those of work."""

    at_home: bool
    in_work: bool


class Table(NamedTuple):
    """The people or units of the group: where homes begin, and the rows of each side as words of four bytes.

    `once_more` are the rows of the baseline's homes that are played a second time.
    """

    firsts: Rows
    reform: Words
    baseline: Words
    once_more: Words


class Pair:
    """A reform and its baseline in one group of districts, stage by stage.

    Parameters
    ----------
    reform, baseline
        Their states, from now on. The baseline writes responses down, which the reform has as its reference.
    """

    def __init__(self, reform: State, baseline: State, span: Span) -> None:
        self.follows = False
        self._state, self._baseline, self._span, self._homes = reform, baseline, span, homes_of(baseline, span)
        self._once_more = baseline._replace(
            person=unwritten_like(baseline.person),
            unit=unwritten_like(baseline.unit),
            responses=unwritten_like(baseline.responses),
        )
        self._tables = [
            Table(firsts, *(words_of(getattr(state, name), firsts) for state in (reform, baseline, self._once_more)))
            for name, firsts in zip(("person", "unit"), self._homes, strict=True)
        ]
        self._chance = word_of_chance(baseline)
        self._apart = np.empty(0, np.int64)
        self._is_known = self._is_whole = True
        self._part = empty_accounts(1, baseline.district.nation.size)[0]
        self._part_cells = cells_of(self._part, span)
        self._before = np.empty_like(self._part_cells)

    def before(self, stage: Stage, alike: Alike, baseline: Side) -> None:
        """Choose whether the reform follows its baseline through a stage, at whose beginning both stand."""
        may_follow, enters = stage.by_home and alike.at_home, JOB_ENTRY in stage.processes
        if alike.at_home and (enters or (may_follow and not self._is_known)):
            self._apart = self._homes_apart()
        self.follows = may_follow and self._apart.size <= MOST_APART * (self._homes.unit.size - 1)
        self._is_known = alike.at_home and (self.follows or not stage.by_home)
        if self.follows:
            self._before[:] = baseline.cells
            for table in self._tables:
                rows = rows_within(table.firsts, self._apart)
                table.once_more[rows] = table.baseline[rows]
        else:
            self.make_whole()

    def after(self, stage: Stage, alike: Alike, reform: Side, baseline: Side, clock: Clock, luck: Luck) -> None:
        """Take the reform through a stage, after the baseline."""
        if self.follows:
            self._follow(stage, reform, baseline, clock, luck)
        elif JOB_ENTRY in stage.processes and alike.at_home:
            self._enter(stage, alike.in_work, reform, clock, luck)
        else:
            self._play_all(stage, reform, clock, luck)

    def _play_all(self, stage: Stage, reform: Side, clock: Clock, luck: Luck) -> None:
        """Take all homes through a stage."""
        stage.play(self._state, reform.policy, clock, luck[None], reform.line, np.array([self._span]))

    def _follow(self, stage: Stage, reform: Side, baseline: Side, clock: Clock, luck: Luck) -> None:
        """Take the homes that differ through a stage, and the baseline's once more to take away what they bring."""
        spans = self._homes.spans(self._apart)
        own_luck = luck_of_spans(luck, spans, self._span.first_person)
        reform.cells[:] += baseline.cells - self._before
        for state, policy, add in (
            (self._once_more, baseline.policy, np.subtract),
            (self._state, reform.policy, np.add),
        ):
            self._part_cells[:] = 0
            stage.play(state, policy, clock, own_luck, self._part, spans)
            add(reform.cells, self._part_cells, out=reform.cells)
        self._is_whole = False

    def _enter(self, stage: Stage, knows: bool, reform: Side, clock: Clock, luck: Luck) -> None:
        """Let people enter work; who `knows`, takes the baseline's answer to money where a home does not differ.

        Then homes in which somebody began a job may differ too.
        """
        if knows:
            number: Any = self._baseline.responses.number
            rows = self._span.first_person + rows_within(self._homes.person, self._apart)
            kept = number[rows, Response.GAIN_TO_WORK]
            number[rows, Response.GAIN_TO_WORK] = np.nan
            self._play_all(stage, reform, clock._replace(held=clock.held | KNOWN), luck)
            number[rows, Response.GAIN_TO_WORK] = kept
        else:
            self._play_all(stage, reform, clock, luck)
        began = self._homes_of_new_jobs(clock.month)
        self._apart = self._that_differ(np.union1d(self._apart, began))

    def _homes_of_new_jobs(self, month: int) -> Rows:
        """Return the homes in which somebody has a job of this month, in the reform or the baseline."""
        first, end = self._span.first_person, self._span.end_person
        people: list[Any] = [self._state.person, self._baseline.person]
        one, other = (of["job_since"][first:end] == month for of in people)
        return home_of(self._homes.person, np.flatnonzero(one | other))

    def make_whole(self) -> None:
        """Let the rows of homes that do not differ be the baseline's, but for the chance that no process reads."""
        if self._is_whole:
            return
        self._is_whole = True
        chance = self._tables[0].reform[:, self._chance].copy()
        for table in self._tables:
            rows = rows_within(table.firsts, self._apart)
            kept = table.reform[rows]
            table.reform[:] = table.baseline
            table.reform[rows] = kept
        self._tables[0].reform[:, self._chance] = chance

    def tell(self, effects: Effects) -> None:
        """Say which rows of the reform hold at the end of a month; those of all others are the baseline's."""
        of_group: Any = effects.is_own[self._span.first_person : self._span.end_person]
        of_group[:] = self._is_whole
        of_group[rows_within(self._homes.person, self._apart)] = True

    def _homes_apart(self) -> Rows:
        """Return the homes in which anything differs, but for a chance that no process reads."""
        found = []
        for table in self._tables:
            rows, words = np.divmod(np.flatnonzero(table.reform != table.baseline), table.reform.shape[1])
            found.append(home_of(table.firsts, rows[self._counts(table, words)]))
        return np.unique(np.concatenate(found))

    def _that_differ(self, homes: Rows) -> Rows:
        """Return those of some homes in which anything differs, as in `_homes_apart`."""
        found = []
        for table in self._tables:
            near = rows_within(table.firsts, homes)
            rows, words = np.nonzero(table.reform[near] != table.baseline[near])
            found.append(home_of(table.firsts, near[rows[self._counts(table, words)]]))
        return np.unique(np.concatenate(found))

    def _counts(self, table: Table, words: Rows) -> NDArray[np.bool_]:
        """Say of words of a table's rows whether a difference in them counts: not in the chance of a job."""
        return np.asarray((words != self._chance) | (table is not self._tables[0]))


def home_of(firsts: Rows, rows: Rows) -> Rows:
    """Return the home of each of some rows, counted from the first of all."""
    return np.asarray(np.searchsorted(firsts, rows + firsts[0], "right") - 1)


def homes_of(state: State, span: Span) -> Homes:
    """Return the homes of a group.

    Rows are bound together where a unit has two adults, where a couple is to form, and where somebody will go to a unit
    that stands empty until then. A home begins at each row that is bound to none before it.
    """
    person, unit = cast("Any", state.person), cast("Any", state.unit)
    first, end = span.first_person, span.end_person
    units = unit[span.first_unit : span.end_unit]
    lives_at = units["first_person"].astype(np.int64)
    goes_to = np.where(units["leaves_to"] > 0, units["leaves_to"], np.arange(span.first_unit, span.end_unit))
    bound = (
        (lives_at, lives_at + np.maximum(units["adults"], 1) - 1),
        (lives_at, lives_at + units["joins"]),
        (lives_at, unit["first_person"][goes_to]),
        (np.arange(first, end), unit["first_person"][person["unit"][first:end]]),
    )
    opens = np.zeros(end - first + 1, np.int64)
    for one, other in bound:
        np.add.at(opens, np.minimum(one, other) - first + 1, 1)
        np.add.at(opens, np.maximum(one, other) - first + 1, -1)
    people = np.flatnonzero(np.cumsum(opens)[:-1] == 0) + first
    home_of_unit = np.searchsorted(people, lives_at, "right") - 1
    first_units = np.searchsorted(home_of_unit, np.arange(people.size)) + span.first_unit
    return Homes(np.append(people, end), np.append(first_units, span.end_unit))


def alike(policies: NDArray[np.void], others: NDArray[np.void]) -> list[Alike]:
    """Say of each month what of the parameters of two scenarios is the same."""
    names = policies.dtype.names or ()
    found = []
    for own, other in zip(policies, others, strict=True):
        unlike = {name for name in names if own[name].tobytes() != other[name].tobytes()}
        found.append(Alike(unlike <= set(OF_DISTRICTS_ALONE), "employment" not in unlike))
    return found


def rows_within(firsts: Rows, chosen: Rows) -> Rows:
    """Return the rows of some homes, counted from the first of all."""
    sizes = firsts[chosen + 1] - firsts[chosen]
    before = np.cumsum(sizes) - sizes
    return np.asarray(np.arange(int(sizes.sum())) + np.repeat(firsts[chosen] - firsts[0] - before, sizes), np.int64)


def luck_of_spans(luck: Luck, spans: Rows, first_person: int) -> Luck:
    """Return the luck of each span, from that of the whole group; all are as wide as the widest."""
    widest = int((spans[:, 1] - spans[:, 0]).max(initial=0))
    people = spans[:, :1] - first_person + np.arange(widest)
    return np.ascontiguousarray(luck[:, np.minimum(people, luck.shape[1] - 1)].swapaxes(0, 1))


def cells_of(accounts: Any, span: Span) -> NDArray[np.int64]:
    """Return the cells of a group in the accounts of a month, or of each month: a row of plain numbers a district."""
    numbers = accounts.dtype.itemsize // np.dtype(np.int64).itemsize
    plain: NDArray[np.int64] = np.asarray(accounts).view(np.int64).reshape(*accounts.shape, numbers)
    return np.asarray(plain[..., span.first_district : span.end_district, :])


def words_of(table: Any, firsts: Rows) -> Words:
    """Return the rows of homes of a table as words of four bytes: a row of words for each."""
    return np.asarray(table)[firsts[0] : firsts[-1]].view(np.uint32).reshape(firsts[-1] - firsts[0], -1)


def word_of_chance(state: State) -> int:
    """Return which word of a person's row is the chance that no process reads."""
    return int(cast("Any", state.person).dtype.fields[CHANCE][1]) // np.dtype(np.uint32).itemsize
