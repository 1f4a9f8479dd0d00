"""The other adult of a person's unit."""

from __future__ import annotations

from welfsim.compiled import rule
from welfsim.vocabulary.codes import Presence
from welfsim.vocabulary.persons import Persons

NOBODY = -1


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
