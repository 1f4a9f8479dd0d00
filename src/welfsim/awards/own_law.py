"""Whose law: the parameters of a month that hold for a person, a benefit unit or a district.

A scenario may change the law for some people only. Then there is a law for each group, and everyone knows which is
theirs. That of a unit is the law of its first adult; what an adult brings to the award by health or care is at the
rates of that adult's own law. Where one law holds for all there is no other, and nothing is looked up.
"""

from __future__ import annotations

from welfsim.awards.household import Household, OwnRates, at_own_rates
from welfsim.awards.reading import read_household
from welfsim.compiled import rule
from welfsim.vocabulary.parameters import Policy, UniversalCredit
from welfsim.vocabulary.state import State


@rule
def law_of(state: State, i: int, policy: Policy) -> Policy:
    """Return the parameters that hold for person `i`; `policy` if one law holds for all."""
    return state.laws[state.person.own_law[i]] if len(state.laws) > 0 else policy


@rule
def law_of_unit(state: State, j: int, policy: Policy) -> Policy:
    """Return the parameters that hold for unit `j`, those of its first adult; `policy` if one law holds for all."""
    return law_of(state, state.unit.first_person[j], policy)


@rule
def law_of_district(state: State, d: int, policy: Policy) -> Policy:
    """Return the parameters that hold for district `d`; `policy` if one law holds for all."""
    return state.laws[state.district.own_law[d]] if len(state.laws) > 0 else policy


@rule
def rates_above(own: UniversalCredit, of_unit: UniversalCredit) -> OwnRates:
    """Return by how much the elements of an adult are above those of the unit's law, in pence."""
    return OwnRates(
        own.carer - of_unit.carer,
        own.lcw - of_unit.lcw,
        own.lcwra_protected - of_unit.lcwra_protected,
        own.lcwra_new - of_unit.lcwra_new,
    )


@rule
def household_of(state: State, j: int, policy: Policy, month: int) -> Household:
    """Read unit `j` and its adults, each at the rates of their own law; `policy` is the law of the unit."""
    household = read_household(state.person, state.unit, state.district, j, policy, month)
    if len(state.laws) == 0:
        return household
    first = int(state.unit.first_person[j])
    second = first + int(state.unit.adults[j]) - 1
    return at_own_rates(
        household,
        rates_above(law_of(state, first, policy).universal_credit, policy.universal_credit),
        rates_above(law_of(state, second, policy).universal_credit, policy.universal_credit),
    )
