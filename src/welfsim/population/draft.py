"""The population while it is being built: one array a column, and the people's common keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np
from numpy.random import Generator, Philox
from numpy.typing import NDArray

from welfsim.population.published import Geography
from welfsim.rules.standing import state_pension_age
from welfsim.vocabulary.codes import Presence
from welfsim.vocabulary.fields import empty_columns

Array = NDArray[Any]
BAND_STARTS = (16, 25, 35, 50)
LFS_STARTS = (16, 18, 25, 35, 50, 65)


@dataclass
class Draft:
    """Columns of persons and units in the making, and what every step of the build needs to know."""

    start: int
    grossing: int
    places: Geography
    zone: Array  # of each district: the district itself, or the region or nation it is merged into
    luck: Generator
    person: dict[str, Array] = field(default_factory=dict)
    unit: dict[str, Array] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """Number of person rows."""
        return int(self.person["birth_month"].size)

    @property
    def age(self) -> Array:
        """Completed years of age at the end of the month before the start, which has birthdays of its own."""
        return ((self.start - 1 - self.person["birth_month"].astype(np.int32)) // 12).astype(np.int16)

    @property
    def present(self) -> NDArray[np.bool_]:
        """Mark adults of working age who are here at the start."""
        return np.asarray(self.person["presence"] == Presence.PRESENT)

    @property
    def region(self) -> Array:
        """Region of each person."""
        return np.asarray(self.places.region[self.person["district"]])

    @property
    def zones(self) -> int:
        """Number of zones."""
        return int(self.zone.max()) + 1

    def band(self, starts: tuple[int, ...] = BAND_STARTS) -> Array:
        """Return each person's age band, numbered from 0, by the first age of each band."""
        return np.clip(np.searchsorted(starts, self.age, side="right") - 1, 0, None).astype(np.int8)

    def rows(self, people: float) -> int:
        """Return how many rows stand for a number of real people."""
        return round(people / self.grossing)

    def luck_apart(self) -> Generator:
        """Return luck of its own, from where the common luck stands and without moving it."""
        return Generator(cast("Philox", self.luck.bit_generator).jumped())

    def put(self, **columns: Array) -> None:
        """Set columns of persons."""
        self.person.update(columns)

    def of_unit(self, values: Array) -> Array:
        """Spread a column of units over their people."""
        return np.asarray(values[self.person["unit"]])


def pension_age_month(birth_month: Array) -> Array:
    """Return the month of State Pension age for each month of birth."""
    born, which = np.unique(birth_month, return_inverse=True)
    ages = np.array([state_pension_age(int(month)) for month in born])
    return np.asarray(birth_month + ages[which])


def typed(table: type, columns: dict[str, Array], rows: int) -> dict[str, Array]:
    """Return a table's columns in their declared types; a column not built is zero: nothing has happened yet."""
    built = empty_columns(table, rows)
    return {name: columns.get(name, zero).astype(zero.dtype, copy=False) for name, zero in built.items()}
