"""A person's luck: the draw of a month in one domain, a draw of its own for a decision, and a lasting trait."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.compiled import rule
from welfsim.draws import share
from welfsim.rules.displacement import MILLION
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock, Span

EVERY_MONTH = 0  # the month of a draw that is the same in all months


@rule
def luck_of(luck: NDArray[np.uint32], domain: int, i: int, span: Span) -> int:
    """Return this month's draw of person `i` in a domain, from 0 to 2**32 - 1, from the luck of a span's people."""
    return int(luck[domain, i - span.first_person])


@rule
def chance_of(person: Persons, i: int, decision: int, clock: Clock) -> float:
    """Return this month's draw of person `i` for a decision, from 0 to 1."""
    return share(clock.key, decision, person.person_id[i], clock.month)


@rule
def chance_since(person: Persons, i: int, decision: int, since: int, clock: Clock) -> float:
    """Return the draw of person `i` for a decision that has been waited for since a month, from 0 to 1.

    It is the same whenever a queue comes to the decision.
    """
    return share(clock.key, decision, person.person_id[i], since)


@rule
def trait_of(person: Persons, i: int, decision: int, key: int) -> float:
    """Return the lasting draw of person `i` for a decision, from 0 to 1, the same in every month."""
    return share(key, decision, person.person_id[i], EVERY_MONTH)


@rule
def millionths_of(chance: float) -> int:
    """Return a chance, at most 1, in whole millionths, as account lines have what is expected."""
    return round(min(chance, 1.0) * MILLION)
