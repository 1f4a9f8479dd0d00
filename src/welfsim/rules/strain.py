"""Strain: the mental health problems still to come from what happened to a person."""

from __future__ import annotations

from math import exp

from welfsim.compiled import move, rule
from welfsim.vocabulary.parameters import Health
from welfsim.vocabulary.persons import Persons


@rule
def strain_now(strain: float, months_since: int, decay: float) -> float:
    """Return the mental health problems still to come some months after an event.

    strain × exp(−months ÷ decay). For everyone; months from 0. Source: `health.strain_decay`, after SimPaths.
    """
    return strain * exp(-months_since / decay)


@move
def add_strain(person: Persons, i: int, cases: float, month: int, p: Health) -> None:
    """Add the mental health problems that an event causes, or prevents, to what is left of earlier events."""
    since = month - int(person.strain_month[i])
    person.strain[i] = strain_now(float(person.strain[i]), since, p.strain_decay) + cases
    person.strain_month[i] = month


@move
def hold_strain(person: Persons, before: Persons, i: int) -> None:
    """Let person `i` have the strain of the baseline."""
    person.strain[i] = before.strain[i]
    person.strain_month[i] = before.strain_month[i]
