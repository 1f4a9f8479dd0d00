"""The other adult of a person's unit."""

from __future__ import annotations

from welfsim.compiled import rule
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.codes import Presence
from welfsim.vocabulary.persons import Persons

NOBODY = -1


@rule
def is_alive(person: Persons, i: int) -> bool:
    """Say whether person `i` is here, below or past pension age."""
    return bool(person.presence[i] == Presence.PRESENT or person.presence[i] == Presence.PENSION_AGE)


@rule
def is_couple_alive(person: Persons, unit: BenefitUnits, j: int) -> bool:
    """Say whether unit `j` is a couple of whom both are here."""
    first = int(unit.first_person[j])
    return bool(unit.adults[j] == 2 and is_alive(person, first) and is_alive(person, first + 1))


@rule
def other_adult(person: Persons, i: int) -> int:
    """Return the row of the other adult of person `i`'s unit, alive or not, a neighbour; or NOBODY."""
    if i > 0 and person.unit[i - 1] == person.unit[i]:
        return i - 1
    if i + 1 < person.unit.size and person.unit[i + 1] == person.unit[i]:
        return i + 1
    return NOBODY


@rule
def partner(person: Persons, i: int) -> int:
    """Return the row of a person's partner, present or past pension age, or NOBODY."""
    other = other_adult(person, i)
    return other if other != NOBODY and is_alive(person, other) else NOBODY
