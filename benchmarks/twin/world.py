"""What the twin plays on: the columns of the state, each an array of its own, and the month that is played."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from benchmarks.twin.luck import Array, draws_of_month
from welfsim.vocabulary.codes import Nation, Presence, Sex
from welfsim.vocabulary.state import State


class World:
    """The columns of persons, units and districts, and of the month played: its number, law, account lines and luck.

    Whole numbers are held in 64 bits, so that sums and differences of columns are safe; other columns keep their type.
    """

    def __init__(self, state: State, key: int) -> None:
        self.person, self.unit, self.district = columns(state.person), columns(state.unit), columns(state.district)
        self.key = key
        self.month = 0
        self.policy: Any = None
        self.line: Any = None
        self.luck: Array = np.empty((0, 0), np.int64)

    def turn_to(self, month: int, policy: Any, line: Any) -> None:
        """Turn to a month: its law, its lines, its luck."""
        self.month, self.policy, self.line = month, policy, line
        self.luck = draws_of_month(self.person.person_id, self.key, month)

    @property
    def present(self) -> Array:
        """Return who is a living adult of working age."""
        return self.person.presence == Presence.PRESENT

    def in_scotland(self, rows: Any) -> Array:
        """Return which people live in Scotland."""
        return self.district.nation[self.person.district[rows]] == Nation.SCOTLAND


def columns(table: Any) -> SimpleNamespace:
    """Return the columns of a table of records."""
    return SimpleNamespace(**{name: widened(table[name]) for name in table.dtype.names})


def widened(column: Array) -> Array:
    """Return a copy of a column, whole numbers in 64 bits."""
    return column.astype(np.int64 if np.issubdtype(column.dtype, np.integer) else column.dtype)


def tally(cells: Array, *codes: Any, amount: Any = 1) -> None:
    """Add an amount for each person or unit to the cell of a line that their codes name, the district first."""
    np.add.at(cells, codes, amount)


def by_code(values: dict[Any, float], codes: Array) -> Array:
    """Return the value that belongs to each code; every code there is has one."""
    table = np.empty(len(values))
    table[[int(code) for code in values]] = list(values.values())
    return table[codes]


def lead(world: World, units: Array) -> Array:
    """Return the rows of who is taken to look after the children of units: of a woman and a man she, else the first.

    If that one is gone, the other.
    """
    first, sex = world.unit.first_person[units], world.person.sex
    second = first + (world.unit.adults[units] == 2)
    women_second = (sex[first] == Sex.MALE) & (sex[second] == Sex.FEMALE)
    leads, other = np.where(women_second, second, first), np.where(women_second, first, second)
    gone = np.isin(world.person.presence[leads], (Presence.DEAD, Presence.ABROAD))
    return np.where(gone, other, leads)
