"""Awards and taxes of the month, pound by pound into the accounts.

There is no new-style JSA, and Child Benefit counts in the benefit cap alone. Benefits are paid by
the month for which they are due, without waits for a first payment, underpayments or fraud; arrears of late decisions
are paid where the decision is made.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.budget import (
    Award,
    assessed_award,
    disability_benefit,
    household_child_payment,
    household_claim,
    household_housing_benefit,
    household_income_related_esa,
)
from welfsim.awards.household import Adult, Household, Incapacity
from welfsim.awards.means import carers_income, household_means, new_style_esa
from welfsim.awards.own_law import household_of, law_of, law_of_unit
from welfsim.awards.pay import sick_pay_of
from welfsim.awards.reading import read_adult
from welfsim.awards.requirements import THREE_YEARS
from welfsim.awards.scotland import scottish_carer_supplement
from welfsim.awards.self_employment import employers_share, own_insurance
from welfsim.awards.tax import income_tax
from welfsim.awards.universal_credit import health_amount
from welfsim.compiled import kernel, move, rule
from welfsim.rules.credit_claims import keep_award, keep_no_award
from welfsim.rules.losses import note_lower_award
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.codes import Deduction, DisabilityBenefit, Element, EsaKind, Presence
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock, Span, State


@move
def record_elements(line: Accounts, d: int, award: Award) -> None:
    """Account for the elements of an award."""
    line.uc_elements[d, Element.STANDARD_ALLOWANCE] += award.elements.standard_allowance
    line.uc_elements[d, Element.CHILD] += award.elements.child
    line.uc_elements[d, Element.DISABLED_CHILD] += award.elements.disabled_child
    line.uc_elements[d, Element.HOUSING] += award.elements.housing
    line.uc_elements[d, Element.CARER] += award.elements.carer
    line.uc_elements[d, Element.LCW] += award.elements.lcw
    line.uc_elements[d, Element.LCWRA_PROTECTED] += award.elements.lcwra_protected
    line.uc_elements[d, Element.LCWRA_NEW] += award.elements.lcwra_new
    line.uc_elements[d, Element.CHILDCARE] += award.elements.childcare
    line.uc_elements[d, Element.TRANSITIONAL] += award.transitional


@move
def record_deductions(line: Accounts, d: int, award: Award) -> None:
    """Account for the deductions from an award; elements less deductions are what is paid."""
    line.uc_deductions[d, Deduction.EARNINGS] += award.deductions.earnings
    line.uc_deductions[d, Deduction.UNEARNED_INCOME] += award.deductions.unearned_income
    line.uc_deductions[d, Deduction.CAPITAL] += award.deductions.capital
    line.uc_deductions[d, Deduction.BENEFIT_CAP] += award.deductions.benefit_cap
    line.uc_deductions[d, Deduction.EXCESS] += award.deductions.excess


@move
def record_sick_pay(person: Persons, i: int, policy: Policy, month: int, line: Accounts) -> None:
    """Account for the part of person `i`'s pay that is sick pay."""
    if person.leave_since[i] != 0:
        paid = sick_pay_of(person, i, policy, month)
        line.statutory_sick_pay[person.counted_in[i]] += paid.statutory
        line.employer_sick_pay[person.counted_in[i]] += paid.on_top


@rule
def may_hold_income_related(person: Persons, unit: BenefitUnits, j: int) -> bool:
    """Say whether either adult of a unit off Universal Credit is on income-related ESA."""
    first = int(unit.first_person[j])
    last = first + int(unit.adults[j]) - 1
    return bool(person.esa_kind[first] == EsaKind.INCOME_RELATED or person.esa_kind[last] == EsaKind.INCOME_RELATED)


@rule(inlined=True)
def has_lcwra_at(adult: Adult, protected: bool) -> bool:
    """Say whether an adult of working age has LCWRA payable at the protected, or at the new, rate."""
    held = adult.incapacity
    return adult.is_present and held.lcwra_paid and held.lcwra_protected == protected


@rule(inlined=True)
def lcwra_adults(household: Household, protected: bool) -> int:
    """Return how many adults of working age have LCWRA payable at the protected, or at the new, rate."""
    return int(has_lcwra_at(household.first, protected)) + int(has_lcwra_at(household.second, protected))


@rule
def income_for_incapacity(held: Incapacity, esa: int, policy: Policy) -> int:
    """Return an adult's benefits for incapacity before earnings: LCWRA element and new-style ESA."""
    if not held.lcwra_paid:
        return esa
    p = policy.universal_credit
    return esa + (p.lcwra_protected if held.lcwra_protected else p.lcwra_new)


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Pay every person's and unit's benefits and take the taxes on pay.

    Where both adults of a couple have LCWRA both count in its rate, though the award brings one element; one past
    pension age is in the award and not in the count.
    """
    person, unit, place, month = state.person, state.unit, state.district, clock.month

    for i in range(span.first_person, span.end_person):
        if person.presence[i] != Presence.PRESENT:
            continue
        d = person.counted_in[i]
        law = law_of(state, i, policy)
        adult = read_adult(person, i, place, True, THREE_YEARS, law, month)
        gross, net = adult.work.gross_pay, 0
        if gross > 0:
            tax = income_tax(gross, adult.is_scottish, law.tax)
            own = adult.work.terms.is_self_employed
            insurance = own_insurance(gross, own, law.tax)
            net = gross - tax - insurance
            record_sick_pay(person, i, law, month, line)
            line.gross_pay[d] += gross
            line.income_tax[d] += tax
            line.employee_insurance[d] += 0 if own else insurance
            line.self_employed_insurance[d] += insurance if own else 0
            line.employer_insurance[d] += employers_share(gross, own, law.tax)
        esa = new_style_esa(adult, law)
        if esa > 0:
            line.esa_paid[d, adult.incapacity.esa_kind] += esa
        if adult.care.is_carer:
            allowance = carers_income(adult, net, esa, law)
            supplement = scottish_carer_supplement(allowance, adult.is_scottish, law.carers)
            line.carers_paid[d] += allowance + supplement
        disability = disability_benefit(adult, law)
        if disability > 0:
            benefit = DisabilityBenefit.ADP if adult.is_scottish else DisabilityBenefit.PIP
            line.disability_paid[d, benefit] += disability
        note_lower_award(
            person, i, income_for_incapacity(adult.incapacity, esa, law), disability, month, law.health, line
        )

    for j in range(span.first_unit, span.end_unit):
        if unit.adults[j] == 0:
            continue
        d, law = unit.counted_in[j], law_of_unit(state, j, policy)
        if unit.uc_since[j] == 0:
            keep_no_award(unit, j)
            if may_hold_income_related(person, unit, j):
                household = household_of(state, j, law, month)
                amount = household_income_related_esa(household, law)
                line.esa_paid[d, EsaKind.INCOME_RELATED] += amount
                line.esa_housing[d] += household_housing_benefit(household, amount, 0, law)
                line.scottish_child_paid[d] += household_child_payment(household, amount, law)
            continue
        household = household_of(state, j, law, month)
        claim = household_claim(household, law)
        means = household_means(household, law)
        award = assessed_award(claim, means, law)
        transitional = award.transitional if award.paid > 0 else 0
        keep_award(unit, j, award.paid, transitional, claim.limited)
        record_elements(line, d, award)
        record_deductions(line, d, award)
        line.uc_health_paid[d] += health_amount(award.elements)
        line.uc_paid[d] += award.paid
        line.uc_floor[d] += int(means.assumed_pay > 0)
        line.uc_floor_pay[d] += means.assumed_pay
        line.scottish_child_paid[d] += household_child_payment(household, award.paid, law)
        if award.paid > 0:
            line.uc_childcare[d] += int(award.elements.childcare > 0)
            line.uc_protected[d] += lcwra_adults(household, True)
            line.uc_new_rate[d] += lcwra_adults(household, False)
