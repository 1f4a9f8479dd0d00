"""The state as columns, the month's parameters as plain numbers, and what every process needs: luck, sums, queues."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.random import SFC64, Generator
from numpy.typing import ArrayLike, NDArray

from benchmarks.twin.codes import DisabilityBenefit, Nation
from welfsim.vocabulary import codes
from welfsim.vocabulary.state import State

Array = NDArray[Any]
Mask = NDArray[np.bool_]
Rows = NDArray[np.intp]

MILLI = 1000
PROGRAMMES = len(codes.Programme)
SITE_DRAWS = 4


@dataclass
class World:
    """All that the twin's processes read and write.

    Attributes
    ----------
    person, unit, district
        One array a column, of the dtype in which the engine keeps it.
    benefit
        The disability benefit of each district.
    luck
        The stream of luck.
    lifelong_rank
        A lasting draw of each person: whether a severe condition is lifelong.
    trust_rank
        A lasting draw of each person: whether they trust DWP to help.
    benefit_luck
        This month's draw of people on or near a health benefit, shared by claims and assessment.
    points_rank
        A lasting draw of each person: whether an activity scores four points.
    site
        A standard draw for each programme and district: how well the programme works there.
    month, policy, line
        The present month, its parameters by group, its accounts.
    """

    person: SimpleNamespace
    unit: SimpleNamespace
    district: SimpleNamespace
    grossing: int
    benefit: Array
    luck: Generator
    lifelong_rank: Array
    points_rank: Array
    trust_rank: Array
    benefit_luck: Array
    site: Array
    month: int = 0
    policy: SimpleNamespace = field(default_factory=SimpleNamespace)
    line: Any = None

    @property
    def districts(self) -> int:
        """Return the number of districts."""
        return int(self.district.nation.size)

    def turn(self, month: int, policy: Any, line: Any) -> None:
        """Turn to a month."""
        self.month, self.policy, self.line = month, plain_policy(policy), line

    def draw(self, size: int) -> Array:
        """Return a uniform draw for each of some people."""
        draws: Array = self.luck.random(size, dtype=np.float32)
        return draws

    def here(self, rows: Rows) -> Array:
        """Return the districts of some people."""
        return np.asarray(self.person.district[rows], np.intp)


def begin(state: State, grossing: int, seed: int) -> World:
    """Return a world that starts as `state`."""
    person, unit, district = columns(state.person), columns(state.unit), columns(state.district)
    luck = Generator(SFC64(seed))
    people, districts = person.district.size, district.nation.size
    four = luck.random((PROGRAMMES, districts, SITE_DRAWS))
    return World(
        person,
        unit,
        district,
        grossing,
        np.where(district.nation == Nation.SCOTLAND, DisabilityBenefit.ADP, DisabilityBenefit.PIP),
        luck,
        luck.random(people, dtype=np.float32),
        luck.random(people, dtype=np.float32),
        luck.random(people, dtype=np.float32),
        np.zeros(people, np.float32),
        (four.sum(axis=2) - SITE_DRAWS / 2) / np.sqrt(SITE_DRAWS / 12),
    )


def columns(table: Any) -> SimpleNamespace:
    """Return a table of records as one contiguous array a column."""
    return SimpleNamespace(**{name: np.ascontiguousarray(table[name]) for name in table.dtype.names})


def plain_policy(policy: Any) -> SimpleNamespace:
    """Return a month's parameters by group, as Python numbers; programmes as a list by code."""
    return SimpleNamespace(
        **{
            group: [plain_group(terms) for terms in policy[group]]
            if policy[group].shape
            else plain_group(policy[group])
            for group in policy.dtype.names
        }
    )


def plain_group(record: Any) -> SimpleNamespace:
    """Return one group of parameters as Python numbers."""
    return SimpleNamespace(**dict(zip(record.dtype.names, record.item(), strict=True)))


def tally(cells: Array, *codes: Any, amount: Array | None = None) -> None:
    """Add one, or `amount`, to a line at each of the given codes, the district first."""
    place = codes[0]
    for code, size in zip(codes[1:], cells.shape[1:], strict=True):
        place = place * size + code
    sums = np.bincount(place, amount, cells.size)
    cells += sums.reshape(cells.shape).astype(np.int64)


def whole_rows(supply: Array, carried: Array, size: int) -> Array:
    """Return how many whole units a supply and what was carried over make, in each district."""
    return (supply + carried) // size


def left_over(supply: Array, carried: Array, size: int, served: Array, is_short: Mask) -> Array:
    """Return what each district carries to next month while somebody waits: at most one month and one unit."""
    return np.where(is_short, np.minimum(supply + carried - served * size, supply + size), 0)


def first_in_line(world: World, waiting: Rows, since: Array, slots: Array) -> Rows:
    """Return who is served of those waiting: the longest wait in each district first, then by lot."""
    here = world.here(waiting)
    order = np.lexsort((world.draw(waiting.size), since, here))
    count = np.bincount(here, minlength=slots.size)
    turn = np.arange(waiting.size) - np.repeat(np.cumsum(count) - count, count)
    return waiting[order[turn < np.repeat(slots, count)]]


def per_district(world: World, rows: Rows) -> Array:
    """Return how many of some people are in each district."""
    return np.bincount(world.person.district[rows], minlength=world.districts)


def by_code(values: ArrayLike) -> Array:
    """Return a look-up table of hazards or shares, for draws of single precision."""
    return np.array(values, np.float32)
