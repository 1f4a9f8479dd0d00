"""Groups of people that tables can be divided by: age, sex, region, condition, family and others.

A person belongs to the group that holds at the beginning of a month, so people move between groups of age, condition or
family from month to month. What a benefit unit has or pays counts in the group of its first adult.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise, product
from math import prod
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from welfsim.errors import ScenarioError
from welfsim.months import MONTHS_A_YEAR
from welfsim.text.written import after, question, shortened
from welfsim.vocabulary.codes import Condition, HealthGroup, Nation, PipRate, Region, Severity, Sex, Tenure
from welfsim.vocabulary.state import Span, State
from welfsim.wording.values import words

Codes = NDArray[np.int64]

MOST_GROUPS = 240
"""More cells than that are not read by anybody, and would take much memory."""

AGES = (16, 25, 35, 45, 55, 65)
FAMILIES = ("Single", "Single with children", "Couple", "Couple with children")
BENEFITS = ("Not on UC", "UC, no health journey", "UC, before a decision", "UC, LCW", "UC, LCWRA")
DISABILITY = ("Neither PIP nor ADP", "PIP or ADP")


class Grouping(NamedTuple):
    """One way to divide people: its name, what it means, the names of its groups, and who is in which.

    `of` takes the state, some rows, the month and its parameters, and returns the number of each person's group.
    """

    name: str
    meaning: str
    labels: tuple[str, ...]
    of: Callable[[State, Span, int, np.void], Codes]


def _column(name: str) -> Callable[[State, Span, int, np.void], Codes]:
    """Return what reads a column of codes of people."""
    return lambda state, span, month, policy: np.asarray(_people(state, span)[name], np.int64)


def _of_district(name: str) -> Callable[[State, Span, int, np.void], Codes]:
    """Return what reads a column of codes of people's districts."""

    def read(state: State, span: Span, month: int, policy: np.void) -> Codes:
        districts: Any = state.district
        return np.asarray(districts[name][_people(state, span)["district"]], np.int64)

    return read


def _of_unit(read: Callable[[Any, int, np.void], Codes]) -> Callable[[State, Span, int, np.void], Codes]:
    """Return what reads something of people's benefit units."""

    def of(state: State, span: Span, month: int, policy: np.void) -> Codes:
        units: Any = state.unit
        return read(units[_people(state, span)["unit"]], month, policy)

    return of


def _people(state: State, span: Span) -> Any:
    people: Any = state.person
    return people[span.first_person : span.end_person]


def _age(state: State, span: Span, month: int, policy: np.void) -> Codes:
    years = (month - _people(state, span)["birth_month"].astype(np.int64)) // MONTHS_A_YEAR
    return np.asarray(np.maximum(np.searchsorted(AGES, years, side="right") - 1, 0))


def _family(units: Any, month: int, policy: np.void) -> Codes:
    births = np.stack([units[f"child_{n}_birth"] for n in (1, 2, 3, 4)]).astype(np.int64)
    has_child = ((births > 0) & (births <= month) & (month - births < policy["ageing"]["dependent_until"])).any(axis=0)
    return np.asarray(2 * (units["adults"] > 1).astype(np.int64) + has_child)


def _benefit(state: State, span: Span, month: int, policy: np.void) -> Codes:
    people, units = _people(state, span), cast("Any", state.unit)
    on_uc = units["uc_since"][people["unit"]] != 0
    group = people["health_group"].astype(np.int64)
    return np.asarray(np.where(group != HealthGroup.NONE, group + 1, on_uc.astype(np.int64)))


def _disability(state: State, span: Span, month: int, policy: np.void) -> Codes:
    people = _people(state, span)
    has_award = (people["daily_living"] != PipRate.NONE) | (people["mobility"] != PipRate.NONE)
    return np.asarray(has_award, np.int64)


def _ages() -> tuple[str, ...]:
    return (*(f"{low} to {high - 1}" for low, high in pairwise(AGES)), f"{AGES[-1]} and over")


GROUPINGS = {
    each.name: each
    for each in (
        Grouping("age", "Age in years; those who are not yet 16 are with the youngest", _ages(), _age),
        Grouping("sex", "Sex", tuple(map(words, Sex)), _column("sex")),
        Grouping("region", "Region or nation of the district", tuple(map(words, Region)), _of_district("region")),
        Grouping("nation", "Nation of the district", tuple(map(words, Nation)), _of_district("nation")),
        Grouping("condition", "Main condition", tuple(map(words, Condition)), _column("condition")),
        Grouping("severity", "Severity of ill health", tuple(map(words, Severity)), _column("severity")),
        Grouping("family", "Benefit unit: one adult or two, with dependent children or without", FAMILIES,
                 _of_unit(_family)),
        Grouping("benefit", "Universal Credit, and the stage of its health journey", BENEFITS, _benefit),
        Grouping("disability", "Whether PIP or ADP is in payment", DISABILITY, _disability),
        Grouping("tenure", "Tenure of the home", tuple(map(words, Tenure)),
                 _of_unit(lambda units, month, policy: units["tenure"].astype(np.int64))),
    )
}  # fmt: skip


KNOWN = tuple(GROUPINGS)


class Division(NamedTuple):
    """People divided by one grouping, or by several at once."""

    groupings: tuple[Grouping, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the groupings."""
        return tuple(each.name for each in self.groupings)

    @property
    def size(self) -> int:
        """The number of groups."""
        return prod(len(each.labels) for each in self.groupings)

    @property
    def labels(self) -> tuple[tuple[str, ...], ...]:
        """What each group is called, a text for each grouping."""
        return tuple(product(*(each.labels for each in self.groupings)))

    def of(self, state: State, span: Span, month: int, policy: np.void) -> Codes:
        """Return the number of each person's group, 0 to `size` − 1."""
        codes = tuple(each.of(state, span, month, policy) for each in self.groupings)
        return np.asarray(np.ravel_multi_index(codes, tuple(len(each.labels) for each in self.groupings)))


def division(by: Sequence[str] | str) -> Division:
    """Return the division by some groupings, named as in `GROUPINGS`; a text names them between commas.

    Raises
    ------
    ScenarioError
        If a name is not known or stands twice, or there are more than `MOST_GROUPS` groups.
    """
    by = by.split(",") if isinstance(by, str) else by
    where = f"--by {','.join(by)}"
    faults = [
        f"'{shortened(name)}' is no grouping.{after(' ', question(name, KNOWN))} Known are {', '.join(KNOWN)}."
        for name in by
        if name not in GROUPINGS
    ]
    faults += [f"'{shortened(name)}' stands there twice." for name in dict.fromkeys(by) if list(by).count(name) > 1]
    if not by:
        faults.append(f"No grouping is named. Known are {', '.join(KNOWN)}.")
    if not faults:
        found = Division(tuple(GROUPINGS[name] for name in by))
        if found.size <= MOST_GROUPS:
            return found
        faults.append(f"That makes {found.size} groups; at most {MOST_GROUPS} are counted. Name fewer groupings.")
    raise ScenarioError("\n  ".join([where, *faults]))


def count_by(state: State, span: Span, groups: Division, month: int, policy: np.void) -> None:
    """Let all that people and units of some rows bring to the accounts be written to the rows of their groups.

    The accounts have the districts as a whole in their first rows, and then the districts once for each group.
    """
    people: Any = _people(state, span)
    districts = state.district.nation.size
    people["counted_in"] = (1 + groups.of(state, span, month, policy)) * districts + people["district"]
    whole: Any = state.person
    units: Any = state.unit
    rows = slice(span.first_unit, span.end_unit)
    units["counted_in"][rows] = whole["counted_in"][units["first_person"][rows]]
