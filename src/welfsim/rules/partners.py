"""The other adult of a person's unit."""

from __future__ import annotations

from welfsim.compiled import rule
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.codes import Presence, Sex
from welfsim.vocabulary.persons import Persons

NOBODY = -1


@rule
def is_couple_alive(person: Persons, unit: BenefitUnits, j: int) -> bool:
    """Say whether unit `j` is a couple of whom both are alive."""
    first = int(unit.first_person[j])
    return bool(
        unit.adults[j] == 2 and person.presence[first] != Presence.DEAD and person.presence[first + 1] != Presence.DEAD
    )


@rule
def lead(person: Persons, unit: BenefitUnits, j: int) -> int:
    """Return the row of the adult of unit `j` who is taken to be responsible for its children: of a couple the woman.

    Of two women or two men the first. Which of the two rows of a couple comes first says nothing.
    """
    first = int(unit.first_person[j]) + 0
    if unit.adults[j] == 2 and person.sex[first] == Sex.MALE and person.sex[first + 1] == Sex.FEMALE:
        return first + 1
    return first


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
    if other == NOBODY:
        return NOBODY
    if person.presence[other] == Presence.PRESENT or person.presence[other] == Presence.PENSION_AGE:
        return other
    return NOBODY
