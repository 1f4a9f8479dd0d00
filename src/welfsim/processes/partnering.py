"""Couples form and part, and young people leave their parents' home, as was planned when the population was built.

A couple lives in the unit of the woman, which takes the man in; his own is left empty until he comes back to it, or
goes to the one made for him. Adults of a unit stay neighbouring rows. Children stay with their mother. Whoever has
died does not form a couple, and no plan is changed by policy.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.money import whole
from welfsim.awards.own_law import law_of, law_of_unit
from welfsim.awards.reading import read_children
from welfsim.compiled import kernel, move, rule
from welfsim.rules.children import bring_children
from welfsim.rules.claimants import come_to_claim, leave_claim_of_unit
from welfsim.rules.credit_claims import (
    close_credit,
    divide_credit,
    end_transitional_element,
    go_on_with_credit,
    keep_no_award,
    may_claim,
    nil_months,
    potential_award,
    take_over_credit,
    would_claim_middling,
)
from welfsim.rules.esa_groups import carry_esa_group
from welfsim.rules.partners import is_alive
from welfsim.rules.standing import has_public_funds
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.codes import EsaKind, HealthGroup, Sex, UcEnd
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock, Span, State


@rule
def one_to_join(unit: BenefitUnits, j: int) -> int:
    """Return the row of the man whom the woman of unit `j` is to be joined by."""
    return whole(unit.first_person[j]) + whole(unit.joins[j])


@rule
def may_join(person: Persons, unit: BenefitUnits, j: int) -> bool:
    """Say whether the couple planned for unit `j` can form: both are alive and live without a partner."""
    man = one_to_join(unit, j)
    both_single = unit.adults[j] == 1 and unit.adults[person.unit[man]] == 1
    return bool(both_single and is_alive(person, whole(unit.first_person[j])) and is_alive(person, man))


@move
def seat(person: Persons, unit: BenefitUnits, j: int, first: int, adults: int) -> None:
    """Let unit `j` have one or two adults, from row `first` on."""
    unit.first_person[j] = first
    unit.adults[j] = adults
    for i in range(first, first + adults):
        person.unit[i] = j


@move
def leave_empty(unit: BenefitUnits, j: int, home_of: int) -> None:
    """Leave unit `j`, to which the man of unit `home_of` may come back, without adults, savings or award."""
    unit.adults[j] = 0
    unit.leaves_to[home_of] = j
    unit.capital[home_of] += unit.capital[j]
    unit.capital[j] = 0
    keep_no_award(unit, j)


@move
def move_home(unit: BenefitUnits, j: int, tenure: int, rent: int) -> None:
    """Let unit `j` live elsewhere."""
    unit.tenure[j] = tenure
    unit.rent[j] = rent


@move
def go_to_credit(person: Persons, i: int, policy: Policy, month: int, line: Accounts) -> None:
    """End person `i`'s income-related ESA, if there is any, with a claim of the couple; the group is carried over."""
    if person.esa_kind[i] == EsaKind.INCOME_RELATED:
        carry_esa_group(person, i, policy.assessment, month, line)
        line.esa_moved_with_partner[person.counted_in[i]] += 1


@rule
def couple_would_claim(unit: BenefitUnits, j: int, other: int, policy: Policy, month: int) -> bool:
    """Say whether the couple that units `j` and `other` are to form would claim at all, by the rank of unit `j`."""
    children = read_children(unit, j, policy, month).number + read_children(unit, other, policy, month).number
    return would_claim_middling(unit, j, True, children > 0, policy.take_up)


@move
def give_up_claim(
    person: Persons, unit: BenefitUnits, claims: int, i: int, policy: Policy, month: int, line: Accounts
) -> None:
    """End the claim of person `i` in unit `claims`, who forms a couple that would never claim."""
    ceased = month - nil_months(unit, claims, month)
    line.uc_separations[unit.counted_in[claims], UcEnd.PARTNERED] += 1
    close_credit(unit, claims)
    leave_claim_of_unit(person, i, ceased, UcEnd.PARTNERED.value, policy, month, line)


@move
def join_claims(
    state: State, j: int, other: int, woman: int, man: int, policy: Policy, clock: Clock, line: Accounts
) -> None:
    """Make one joint award of the claims of two singles, or let the one without a claim come to that of the other.

    No new claim is made (Claims and Payments Regs 2013 reg 9(7) and (8)); a transitional element ends (TP Regs 2014
    reg 56), and income-related ESA, whose group is carried over. A couple that would never claim jointly gives up the
    claim of one, but for people on a health journey.
    """
    person, unit, month = state.person, state.unit, clock.month
    joins, stays = unit.uc_since[other] > 0, unit.uc_since[j] > 0
    claimant = man if joins else woman
    if not joins and not stays:
        return
    if joins and stays:
        line.uc_separations[unit.counted_in[j], UcEnd.PARTNERED] += 1
        close_credit(unit, other)
    elif person.health_group[claimant] == HealthGroup.NONE and not couple_would_claim(unit, j, other, policy, month):
        law = law_of(state, claimant, policy)
        give_up_claim(person, unit, other if joins else j, claimant, law, month, line)
        return
    elif joins:
        take_over_credit(unit, j, other)
        come_to_claim(person, woman, law_of(state, woman, policy), clock, line)
    else:
        come_to_claim(person, man, law_of(state, man, policy), clock, line)
    end_transitional_element(unit, j)
    go_to_credit(person, woman, law_of(state, woman, policy), month, line)
    go_to_credit(person, man, law_of(state, man, policy), month, line)


@move
def form_couple(state: State, j: int, policy: Policy, clock: Clock, line: Accounts) -> None:
    """Let the woman of unit `j` and the man planned for her live together, with their children and savings."""
    person, unit = state.person, state.unit
    woman, man = whole(unit.first_person[j]), one_to_join(unit, j)
    other = whole(person.unit[man])
    join_claims(state, j, other, woman, man, policy, clock, line)
    bring_children(unit, j, other)
    leave_empty(unit, other, j)
    seat(person, unit, j, min(woman, man), 2)
    move_home(unit, j, int(unit.joint_tenure[j]), int(unit.joint_rent[j]))
    line.couples_formed[unit.counted_in[j]] += 1


@move
def divide_claim(
    state: State, j: int, own: int, woman: int, man: int, policy: Policy, month: int, line: Accounts
) -> None:
    """Leave the award of a couple to the one who stays; the other is treated as claiming, and has an award if due one.

    (Claims and Payments Regs 2013 reg 9(6).) A transitional element ends (TP Regs 2014 reg 56). Whoever is barred from
    public funds keeps no claim: that of the couple then goes with the other, or ends.
    """
    person, unit = state.person, state.unit
    if unit.uc_since[j] == 0:
        return
    ceased, stays = month - nil_months(unit, j, month), has_public_funds(person, woman, month)
    end_transitional_element(unit, j)
    may = may_claim(person, unit, own, law_of_unit(state, own, policy), month)
    award = potential_award(state, own, policy, month) if may else 0
    if award == 0:
        leave_claim_of_unit(person, man, ceased, UcEnd.PARTED.value, law_of(state, man, policy), month, line)
    elif stays:
        divide_credit(unit, j, own, award, line)
    else:
        go_on_with_credit(unit, j, own, award)
    if not stays:
        leave_claim_of_unit(person, woman, ceased, UcEnd.PARTED.value, law_of(state, woman, policy), month, line)
        if award == 0:
            line.uc_separations[unit.counted_in[j], UcEnd.PARTED] += 1
            close_credit(unit, j)


@move
def part_couple(state: State, j: int, policy: Policy, month: int, line: Accounts) -> None:
    """Let the man of unit `j` go to a unit of his own, with half of the savings; a widower stays with the children.

    A late husband takes nothing with him: he makes room for the next.
    """
    person, unit, own = state.person, state.unit, whole(state.unit.leaves_to[j])
    first = whole(unit.first_person[j])
    woman, man = (first, first + 1) if person.sex[first] == Sex.FEMALE else (first + 1, first)
    if not is_alive(person, woman):
        return
    seat(person, unit, j, woman, 1)
    seat(person, unit, own, man, 1)
    if not is_alive(person, man):
        return
    line.couples_parted[unit.counted_in[j]] += 1
    unit.capital[own] = unit.capital[j] // 2
    unit.capital[j] -= unit.capital[own]
    divide_claim(state, j, own, woman, man, policy, month, line)


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Let couples part and form whose month it is, and people leave their parents' home."""
    person, unit, month = state.person, state.unit, clock.month
    for j in range(span.first_unit, span.end_unit):
        if unit.parts_month[j] == month and unit.adults[j] == 2:
            part_couple(state, j, law_of_unit(state, j, policy), clock.month, line)
        if unit.joins_month[j] == month and may_join(person, unit, j):
            form_couple(state, j, law_of_unit(state, j, policy), clock, line)
        if unit.home_month[j] == month and unit.adults[j] == 1:
            move_home(unit, j, int(unit.home_tenure[j]), int(unit.home_rent[j]))
