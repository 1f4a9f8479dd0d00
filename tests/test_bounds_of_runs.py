"""Runs at the bounds: whatever lawful numbers say, no count, minute or pound has the wrong sign."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest

from welfsim.draws import stream_key
from welfsim.engine import simulate
from welfsim.months import month
from welfsim.policy import Change, current_law, parameters, resolve
from welfsim.population import Population, synthetic
from welfsim.vocabulary.accounts import LINES
from welfsim.vocabulary.codes import Deduction
from welfsim.vocabulary.fields import Declared, Measure, ParameterValue

START, MONTHS = month(2026, 2), 4
BATCH = 20
MOST_A_MONTH = 100_000_000  # pence that a month of one person may bring a line, see ``fields.CEILINGS``
MAY_BE_NEGATIVE = {"jobs_displaced"}  # less those in place of prevented ones


class Bound(NamedTuple):
    """A parameter at one end of its bounds."""

    name: str
    value: ParameterValue


def ends(name: str, declared: Declared) -> list[Bound]:
    """Return a parameter at its two ends; a list of names with nobody and with everybody in it."""
    if declared.what.codes is not None:
        return [Bound(name, tuple(range(size))) for size in (0, len(declared.what.codes))]
    return [Bound(name, declared.what.low), Bound(name, declared.what.ceiling)]


def batches() -> list[list[Bound]]:
    """Return every parameter at each end, in an order by lot, so many at once; no name twice in one batch."""
    pairs = [ends(name, declared) for name, declared in parameters().items()]
    lots = np.random.default_rng(1)
    first_ends, found = lots.integers(0, 2, len(pairs)), []
    for which in (first_ends, 1 - first_ends):
        bounds = [pairs[i][which[i]] for i in lots.permutation(len(pairs))]
        found += [bounds[first : first + BATCH] for first in range(0, len(bounds), BATCH)]
    return found


@pytest.fixture(scope="module")
def few() -> Population:
    return synthetic(1_000, 1, START)


def unbelievable(population: Population, bounds: list[Bound]) -> list[str]:
    """Run some months with parameters at their bounds from the second month on; return what the accounts cannot mean.

    That is a line of a wrong sign, or more pence in a month than the bounds promise of so many people.
    """
    changes = [Change(bound.name, {START + 1: bound.value}, "at a bound") for bound in bounds]
    policies = resolve(current_law(), changes, START, MONTHS)
    key, grossing = stream_key(1, 0), population.grossing
    accounts = simulate(population.state.copy(), policies, START, MONTHS, key, grossing)
    excess = accounts["uc_deductions"][..., Deduction.EXCESS]  # declared as nought or less
    wrong = ["uc_deductions, excess"] if (excess > 0).any() else []
    excess[:] = 0
    most = MOST_A_MONTH * len(population.state.person)
    for line, cells in accounts.items():
        wrong += [f"{line} below nought"] if line not in MAY_BE_NEGATIVE and (cells * grossing < 0).any() else []
        is_pence = LINES[line].measure is Measure.PENCE and LINES[line].grossed
        wrong += [f"{line} too high"] if is_pence and (cells > most).any() else []
    return wrong


def test_the_batches_hold_every_parameter_at_both_ends() -> None:
    held = {bound for batch in batches() for bound in batch}
    assert held == {bound for name, declared in parameters().items() for bound in ends(name, declared)}


def test_the_accounts_can_be_believed_whatever_stands_at_its_bounds(few: Population) -> None:
    for batch in batches():
        assert unbelievable(few, batch) == [], batch


@pytest.mark.parametrize("end", [0, 1], ids=["lowest", "highest"])
def test_the_accounts_can_be_believed_with_all_money_at_one_end(few: Population, end: int) -> None:
    bounds = [ends(name, field)[end] for name, field in parameters().items() if field.what.unit.startswith("pence")]
    assert unbelievable(few, bounds) == []
