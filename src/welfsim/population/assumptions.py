"""What the build assumes, by name, from ``data/margins/assumptions.csv``: weights of scores, shapes, shares, months.

A weight of unit *log odds* says by how much something raises a latent score, to which logistic noise is added: 0.7
doubles the odds of being among those chosen. Each row has a range and a grade, and says what it means and why.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from welfsim.errors import PopulationError
from welfsim.months import parse_month
from welfsim.population.tables import table, value_of

TABLE = "assumptions"


@dataclass(frozen=True)
class Assumption:
    """One row of the table, as it is written: a value and a range in some unit, a grade, what it means and why."""

    subject: str
    name: str
    value: str
    unit: str
    low: str
    high: str
    grade: str
    meaning: str
    why: str


def assumptions() -> list[Assumption]:
    """Return every assumption of the build, in the order of the table."""
    return [Assumption(*map(str, row)) for row in table(TABLE).itertuples(index=False)]


def assumed(name: str) -> float:
    """Return an assumption by name.

    Raises
    ------
    PopulationError
        If there is none of that name.
    """
    return float(value_of(TABLE, name))


def assumed_each(*names: str) -> NDArray[np.float64]:
    """Return several assumptions."""
    return np.array([assumed(name) for name in names])


def assumed_whole(name: str) -> int:
    """Return an assumption that counts something, as a whole number.

    Raises
    ------
    PopulationError
        If there is none of that name, or it is not whole.
    """
    value = assumed(name)
    if not value.is_integer():
        raise PopulationError(f"data/margins/{TABLE}.csv: {name} is {value}, but counts. Write a whole number.")
    return int(value)


def assumed_month(name: str) -> int:
    """Return an assumption that is a month, written as ``2014-04``."""
    return parse_month(value_of(TABLE, name))
