"""What a comparison writes down of each person, month by month: income, work and where their two lives part.

Both lives of a person, without the reform and with it, run on the same luck. So whatever differs between them the
reform has done, to them or to somebody who takes the same place or job.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from welfsim.experiments.poverty_line import size_of_units
from welfsim.months import financial_year
from welfsim.policy import path
from welfsim.population.groups import GROUPINGS
from welfsim.rules.incomes import BENEFITS, PARTS, incomes_of_units
from welfsim.visits.here import Watched
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.codes import Job, Presence
from welfsim.vocabulary.fields import declared
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Span, State

WITHOUT, WITH = range(2)
ARMS = (WITHOUT, WITH)

THROUGH: Mapping[str, tuple[str, ...]] = {
    "Age, couples and children": ("processes.ageing", "processes.partnering", "rules.children"),
    "Health": ("processes.health", "rules.strain"),
    "Pay and hours": ("processes.careers", "processes.pay_days"),
    "Sick leave": ("rules.sick_leave",),
    "UC health journey": ("rules.health_groups", "rules.wca_disputes"),
    "ESA": ("rules.esa_groups",),
    "PIP and ADP": ("rules.disability_claims", "rules.disability_awards", "rules.disability_disputes"),
    "Caring": ("processes.caring",),
    "Requirements": ("rules.regimes",),
    "Coach support": ("rules.coach_courses",),
    "Programmes": ("processes.support",),
    "Jobs": ("rules.jobs",),
    "Universal Credit": ("rules.credit_claims",),
    "Benefits for ill health": ("rules.losses",),
}
"""Through what two lives part, in the order of the month, and the owners of the columns that show it.

Columns of other owners show no event: luck and plans of the build, chances of jobs, and stages counted afterwards.
"""
AMOUNTS = "Amounts alone"
WAYS = (*THROUGH, AMOUNTS)
"""The ways to part; the last is an income that differs while no column does."""


def columns_of_way(table: type, way: str) -> list[str]:
    """Return the columns of a table that are written on one way."""
    return [name for name, field in declared(table).items() if field.what.owner in THROUGH[way]]


class Diary:
    """What one replication writes down, an entry a person and financial year.

    Parameters
    ----------
    of
        The replication that is watched.
    """

    def __init__(self, of: Watched) -> None:
        self._of = of
        months = len(of.policies[WITHOUT])
        self.years = sorted({financial_year(of.start + m) for m in range(months)})
        self._year = [self.years.index(financial_year(of.start + m)) for m in range(months)]
        self._ends = {max(m for m in range(months) if self._year[m] == y) for y in range(len(self.years))}
        people, years = of.population.state.person.person_id.size, len(self.years)
        self.months = np.zeros((years, people), np.int16)
        self.income = np.zeros((len(ARMS), PARTS, years, people), np.int64)
        self.in_work = np.zeros((len(ARMS), years, people), np.bool_)
        self.size = np.ones((len(ARMS), years, people), np.float32)
        self.children = np.zeros((len(ARMS), years, people), np.int8)
        self.heads = np.zeros((years, people), np.bool_)
        self.groups = {name: np.zeros((years, people), np.int8) for name in GROUPINGS}
        self.parted = np.full(people, -1, np.int16)
        self.way = np.full(people, -1, np.int8)
        self.lost_first = np.zeros(people, np.bool_)
        self._apart = np.zeros(people, np.bool_)

    @property
    def grossing(self) -> int:
        """Real people a row."""
        return int(self._of.population.grossing)

    @property
    def prices(self) -> list[float]:
        """Consumer prices of each year relative to April 2025."""
        months = path(self._of.policies[WITHOUT], "economy.cpi_index")
        return [float(months[np.array(self._year) == y].mean()) for y in range(len(self.years))]

    def __call__(self, states: Sequence[State], span: Span, m: int) -> None:
        """Write down a month of the people of some districts."""
        rows, y = slice(span.first_person, span.end_person), self._year[m]
        people = [cast("Any", state.person)[rows] for state in states]
        here = np.logical_and(*(of["presence"] == Presence.PRESENT for of in people))
        had = [self._incomes(arm, states[arm], span, m) for arm in ARMS]
        self.months[y, rows] += here
        for arm in ARMS:
            self.income[arm, :, y, rows] += np.where(here, had[arm], 0)
        works = [of["job"] != Job.OUT for of in people]
        if states[WITH] is not states[WITHOUT]:
            self._look_for_parting(states, people, had, here, rows, m)
            differs = here & ~self._apart[rows] & (had[WITH] != had[WITHOUT]).any(axis=0)
            lower = had[WITH][BENEFITS] < had[WITHOUT][BENEFITS]
            self.lost_first[rows] |= differs & lower & (works[WITH] == works[WITHOUT])
            self._apart[rows] |= differs
        if m in self._ends:
            self._end_year(states, people, here, works, span, m)

    def _incomes(self, arm: int, state: State, span: Span, m: int) -> NDArray[np.int64]:
        """Return what the unit of each person had in a month, parts × people."""
        policy = cast("Policy", self._of.policies[arm][m])
        found = incomes_of_units(state, policy, self._of.start + m, span.first_unit, span.end_unit)
        unit: Any = state.person.unit[span.first_person : span.end_person]
        return np.asarray(found[unit - span.first_unit].T)

    def _look_for_parting(
        self,
        states: Sequence[State],
        people: Sequence[Any],
        had: Sequence[NDArray[np.int64]],
        here: NDArray[np.bool_],
        rows: slice,
        m: int,
    ) -> None:
        """Find those whose two lives differ for the first time, and on which way."""
        ahead = np.flatnonzero((self.parted[rows] < 0) & here)
        one, other = (of[ahead] for of in people)
        homes = [cast("Any", state.unit)[of["unit"]] for state, of in zip(states, (one, other), strict=True)]
        way = np.full(ahead.size, -1, np.int8)
        money = (had[WITH] != had[WITHOUT]).any(axis=0)[ahead]
        for place, name in enumerate(WAYS):
            differs = money if name == AMOUNTS else _differs(name, one, other, *homes)
            way[(way < 0) & differs] = place
        apart = ahead[way >= 0] + rows.start
        self.parted[apart] = m
        self.way[apart] = way[way >= 0]

    def _end_year(
        self,
        states: Sequence[State],
        people: Sequence[Any],
        here: NDArray[np.bool_],
        works: Sequence[NDArray[np.bool_]],
        span: Span,
        m: int,
    ) -> None:
        """Write down how people stand at the end of a year."""
        rows, y, month = slice(span.first_person, span.end_person), self._year[m], self._of.start + m
        numbers = np.arange(span.first_person, span.end_person)
        heads = here.copy()
        for arm in ARMS:
            policy: Any = self._of.policies[arm][m]
            units = cast("Any", states[arm].unit)[people[arm]["unit"]]
            size, children = size_of_units(units, month, int(policy["ageing"]["dependent_until"]))
            self.size[arm, y, rows], self.children[arm, y, rows] = size, children
            self.in_work[arm, y, rows] = works[arm]
            heads &= units["first_person"] == numbers
        self.heads[y, rows] = heads
        for name, grouping in GROUPINGS.items():
            self.groups[name][y, rows] = grouping.of(states[WITHOUT], span, month, self._of.policies[WITHOUT][m])


def _differs(way: str, one: Any, other: Any, home: Any, other_home: Any) -> NDArray[np.bool_]:
    """Say of some people whether a column that is written on one way differs, their own or their unit's."""
    found = np.zeros(one.size, np.bool_)
    for name in columns_of_way(Persons, way):
        found |= (one[name] != other[name]).reshape(one.size, -1).any(axis=1)
    for name in columns_of_way(BenefitUnits, way):
        found |= home[name] != other_home[name]
    return found
