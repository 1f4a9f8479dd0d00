"""Claims of Universal Credit: opened and closed, the run of nil awards, and what was awarded."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.budget import assessed_award, award, household_claim
from welfsim.awards.household import may_claim_at
from welfsim.awards.means import household_means
from welfsim.awards.own_law import household_of, law_of_unit
from welfsim.awards.reading import read_children
from welfsim.awards.transitional import LimitedElements
from welfsim.compiled import move, rule
from welfsim.rules.odds import with_odds
from welfsim.rules.standing import has_public_funds
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.codes import Activity, EsaKind, Job, Presence
from welfsim.vocabulary.parameters import Policy, TakeUp
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import State


@rule
def may_claim(person: Persons, unit: BenefitUnits, j: int, policy: Policy, month: int) -> bool:
    """Say whether a unit may claim: an adult of working age, and none on income-related ESA (WRA 2012 ss.3, 4).

    One adult must be old enough, free to have public funds (UC Regs reg 3(3)) and, unless there are children, not a
    student (UC Regs regs 8, 13 and 14). The way in of disabled students is left out, and that of students in school or
    college without support of parents.
    """
    eligible, has_child = False, read_children(unit, j, policy, month).number > 0
    first = int(unit.first_person[j])
    for i in range(first, first + int(unit.adults[j])):
        if person.presence[i] != Presence.PRESENT:
            continue
        if person.esa_kind[i] == EsaKind.INCOME_RELATED:
            return False
        studies = person.job[i] == Job.OUT and person.activity[i] == Activity.STUDYING
        age = month - int(person.birth_month[i])
        old_enough = may_claim_at(age, int(person.health_group[i]), bool(person.carer[i]), has_child)
        may = has_public_funds(person, i, month) and (not studies or has_child)
        eligible = eligible or (old_enough and may)
    return eligible


@rule
def potential_award(state: State, j: int, policy: Policy, month: int) -> int:
    """Return what the law awards unit `j` in a month if it claims, in pence."""
    policy = law_of_unit(state, j, policy)
    household = household_of(state, j, policy, month)
    return award(household_claim(household, policy), household_means(household, policy), policy)


@rule(allocates=True)
def potential_awards(state: State, units: NDArray[np.int64], policy: Policy, month: int) -> NDArray[np.int64]:
    """Return what the law awards each of some units if it claims, in pence; nothing where it may not claim."""
    awards = np.zeros(units.size, np.int64)
    for k in range(units.size):
        if may_claim(state.person, state.unit, units[k], policy, month):
            awards[k] = potential_award(state, units[k], policy, month)
    return awards


@rule(allocates=True)
def cap_deductions(state: State, units: NDArray[np.int64], policy: Policy, month: int) -> NDArray[np.int64]:
    """Return what the benefit cap takes in a month from the award of each of some units on the credit, in pence."""
    taken = np.zeros(units.size, np.int64)
    for k in range(units.size):
        own = law_of_unit(state, units[k], policy)
        household = household_of(state, units[k], own, month)
        claim = household_claim(household, own)
        taken[k] = assessed_award(claim, household_means(household, own), own).deductions.benefit_cap
    return taken


RANKS = 65536


@rule
def ever_claims_middling(couple: bool, is_parent: bool, p: TakeUp) -> float:
    """Return the share of units of a type of family that would claim a middling award at all.

    One share a type. Source: households on Universal Credit over those that the law entitles, `take_up.ever_claims_*`.
    """
    if couple:
        return p.ever_claims_parents if is_parent else p.ever_claims_couple
    return p.ever_claims_lone_parent if is_parent else p.ever_claims_single


@rule
def ever_claims(couple: bool, is_parent: bool, award: int, policy: Policy) -> float:
    """Return the share of units of a type of family that would claim an award of some pence a month at all.

    The odds grow with the award: whoever is due little, and expects to be due less soon, asks for it seldom.
    """
    p = policy.take_up
    middling = p.ever_claims_award * policy.economy.cpi_index
    return with_odds(ever_claims_middling(couple, is_parent, p), (award / middling) ** p.ever_claims_elasticity)


@rule(allocates=True)
def all_ever_claims(
    couple: NDArray[np.bool_], is_parent: NDArray[np.bool_], award: NDArray[np.int64], policy: Policy
) -> NDArray[np.float64]:
    """Return `ever_claims` of each of some units."""
    found = np.zeros(award.size, np.float64)
    for k in range(award.size):
        found[k] = ever_claims(bool(couple[k]), bool(is_parent[k]), int(award[k]), policy)
    return found


@rule
def would_claim_middling(unit: BenefitUnits, j: int, couple: bool, is_parent: bool, p: TakeUp) -> bool:
    """Say whether unit `j` would claim a middling award at all as a family of some type, by its latent rank."""
    return int(unit.take_up[j]) < ever_claims_middling(couple, is_parent, p) * RANKS


@rule
def would_ever_claim(unit: BenefitUnits, j: int, policy: Policy, month: int) -> bool:
    """Say whether unit `j` would claim a middling award at all, as the type of family that it now is."""
    is_parent = read_children(unit, j, policy, month).number > 0
    return would_claim_middling(unit, j, unit.adults[j] == 2, is_parent, policy.take_up)


@rule
def would_claim_award(unit: BenefitUnits, j: int, award: int, policy: Policy, month: int) -> bool:
    """Say whether unit `j` would claim an award of some pence a month, as the type of family that it now is."""
    if award < max(policy.take_up.worth_claiming, 1):
        return False
    is_parent = read_children(unit, j, policy, month).number > 0
    return int(unit.take_up[j]) < ever_claims(unit.adults[j] == 2, is_parent, award, policy) * RANKS


@move
def open_credit(unit: BenefitUnits, j: int, month: int, line: Accounts) -> None:
    """Open the claim of unit `j`."""
    unit.uc_since[j] = month
    line.uc_claims[unit.counted_in[j]] += 1


@move
def open_after_esa(unit: BenefitUnits, j: int, month: int, line: Accounts) -> None:
    """Open the Universal Credit of unit `j`, whose income-related ESA ends, unless it is open."""
    if unit.uc_since[j] == 0:
        unit.uc_nil_since[j] = 0
        open_credit(unit, j, month, line)


@move
def close_credit(unit: BenefitUnits, j: int) -> None:
    """Close the claim of unit `j`."""
    unit.uc_since[j] = 0
    unit.uc_nil_since[j] = 0


@move
def take_over_credit(unit: BenefitUnits, j: int, other: int) -> None:
    """Let unit `j` have the open claim of unit `other`, which has none then."""
    unit.uc_since[j] = unit.uc_since[other]
    unit.uc_nil_since[j] = unit.uc_nil_since[other]
    unit.uc_award[j] = unit.uc_award[other]
    close_credit(unit, other)


@move
def divide_credit(unit: BenefitUnits, j: int, own: int, award: int, line: Accounts) -> None:
    """Let unit `own` have an award too, as old as the claim of unit `j`: whoever left is treated as claiming."""
    unit.uc_since[own] = unit.uc_since[j]
    unit.uc_nil_since[own] = 0
    unit.uc_award[own] = award
    line.uc_claims[unit.counted_in[own]] += 1


@move
def go_on_with_credit(unit: BenefitUnits, j: int, own: int, award: int) -> None:
    """Let the claim of unit `j` go on as that of unit `own`, with an award of its own, where `j` may not keep it."""
    take_over_credit(unit, own, j)
    unit.uc_nil_since[own] = 0
    unit.uc_award[own] = award


@move
def follow_nil_awards(unit: BenefitUnits, j: int, month: int) -> None:
    """Begin or end unit `j`'s run of nil awards by the award of last month."""
    if unit.uc_award[j] > 0:
        unit.uc_nil_since[j] = 0
    elif unit.uc_nil_since[j] == 0:
        unit.uc_nil_since[j] = month - 1


@rule
def nil_months(unit: BenefitUnits, j: int, month: int) -> int:
    """Return for how many months up to last month an open claim has had a nil award."""
    return month - int(unit.uc_nil_since[j]) if unit.uc_nil_since[j] > 0 else 0


@move
def protect_amount(unit: BenefitUnits, j: int, element: int) -> None:
    """Give unit `j` a transitional element of some pence a month."""
    unit.transitional_element[j] = element


@move
def end_transitional_element(unit: BenefitUnits, j: int) -> None:
    """End unit `j`'s transitional element."""
    protect_amount(unit, j, 0)


@move
def keep_award(unit: BenefitUnits, j: int, paid: int, transitional: int, elements: LimitedElements) -> None:
    """Keep unit `j`'s award of the month: what is paid, what is left of the transitional element, what may erode it."""
    unit.uc_award[j] = paid
    unit.transitional_element[j] = transitional
    unit.last_standard_allowance[j] = elements.standard_allowance
    unit.last_child[j] = elements.child
    unit.last_disabled_child[j] = elements.disabled_child
    unit.last_housing[j] = elements.housing
    unit.last_first_carer[j] = elements.first_carer
    unit.last_second_carer[j] = elements.second_carer
    unit.last_first_health[j] = elements.first_health
    unit.last_second_health[j] = elements.second_health


@move
def keep_no_award(unit: BenefitUnits, j: int) -> None:
    """Keep that unit `j`, off Universal Credit, has no award this month."""
    keep_award(unit, j, 0, 0, LimitedElements(0, 0, 0, 0, 0, 0, 0, 0))
