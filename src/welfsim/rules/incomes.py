"""The income that units had in a month, from the state at its end and the award that was paid."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.budget import household_income_related_esa, income_with_credit
from welfsim.awards.own_law import household_of, law_of_unit
from welfsim.compiled import kernel, rule
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.state import State

PARTS = 2
EARNED, BENEFITS = range(PARTS)


@rule
def income_of_unit(state: State, j: int, policy: Policy, month: int) -> tuple[int, int]:
    """Return what unit `j` had in the month now at its end: earnings after tax and other own means; benefits.

    Benefits are less the taxes on them and the High Income Child Benefit Charge.
    """
    unit, policy = state.unit, law_of_unit(state, j, policy)
    household = household_of(state, j, policy, month)
    esa = household_income_related_esa(household, policy) if unit.uc_since[j] == 0 else 0
    had = income_with_credit(household, esa, int(unit.uc_award[j]), policy)
    earned = had.net_pay + had.pension + had.occupational_pension + had.other
    own = had.new_style_esa + had.new_style_jsa + had.disability_benefit + had.maternity_allowance
    care = had.carers_allowance + had.carer_supplement + had.child_benefit + had.scottish_child_payment
    tested = had.universal_credit + had.income_related_esa + had.housing_benefit
    return earned, own + care + tested + had.tax_charges


@kernel(allocates=True)
def incomes_of_units(state: State, policy: Policy, month: int, first: int, end: int) -> NDArray[np.int64]:
    """Return the income of units in rows `first` to `end`, in pence: a row a unit, columns `EARNED` and `BENEFITS`."""
    found = np.zeros((end - first, PARTS), np.int64)
    for j in range(first, end):
        if state.unit.adults[j] > 0:
            earned, benefits = income_of_unit(state, j, policy, month)
            found[j - first, EARNED] = earned
            found[j - first, BENEFITS] = benefits
    return found
