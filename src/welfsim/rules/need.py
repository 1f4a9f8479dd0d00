"""People who have nothing to live on, and so must find some income, whatever benefit they have or lack."""

from __future__ import annotations

from welfsim.awards.budget import disability_benefit
from welfsim.awards.gain import left_to_live_on
from welfsim.awards.money import whole
from welfsim.awards.own_law import household_of, law_of_unit
from welfsim.compiled import rule
from welfsim.rules.credit_claims import would_ever_claim
from welfsim.vocabulary.codes import Activity
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.state import State


@rule
def has_nothing_to_live_on(state: State, i: int, policy: Policy, month: int) -> bool:
    """Say whether person `i`'s unit has no income at all, apart from Child Benefit, and few savings.

    No award last month, and now neither pay, benefit nor pension of either adult. Students live on loans and parents,
    the retired on pensions, and who would never claim what is due on means that nobody sees: none of them counts.
    """
    person, unit = state.person, state.unit
    j = whole(person.unit[i])
    policy = law_of_unit(state, j, policy)
    if person.activity[i] == Activity.STUDYING or person.activity[i] == Activity.RETIRED or unit.uc_award[j] > 0:
        return False
    if unit.capital[j] >= policy.employment.need_savings or not would_ever_claim(unit, j, policy, month):
        return False
    household = household_of(state, j, policy, month)
    disability = disability_benefit(household.first, policy) + disability_benefit(household.second, policy)
    return left_to_live_on(household, unit.uc_since[j] > 0, policy) + disability <= 0


@rule
def need_ratio(state: State, i: int, policy: Policy, month: int) -> float:
    """Return job entry of person `i` relative to somebody with something to live on: `need` with nothing, else 1.

    For people out of work, by their unit's money. Source: benefit exhaustion and cuts abroad, `employment.need`.
    """
    return policy.employment.need if has_nothing_to_live_on(state, i, policy, month) else 1.0
