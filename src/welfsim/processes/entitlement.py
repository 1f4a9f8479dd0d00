"""Awards and taxes of the month, pound by pound into the accounts.

Only employees' pay is known: there is no self-employment, Statutory Sick Pay or new-style JSA, and Child Benefit
counts in the benefit cap alone. Benefits are paid by the month for which they are due, without waits for a first
payment, underpayments or fraud; arrears of late decisions are paid where the decision is made.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.budget import (
    Award,
    assessed_award,
    carers_income,
    disability_benefit,
    household_claim,
    household_income_related_esa,
    household_means,
    new_style_esa,
)
from welfsim.awards.employment_support import housing_benefit
from welfsim.awards.household import Adult, read_adult, read_household
from welfsim.awards.tax import employee_insurance, employer_insurance, income_tax
from welfsim.awards.universal_credit import health_amount, limited_amount
from welfsim.compiled import kernel, rule
from welfsim.months import MONTHS_A_YEAR
from welfsim.spells import add_strain
from welfsim.vocabulary.accounts import Accounts, Count
from welfsim.vocabulary.codes import Deduction, DisabilityBenefit, Element, EsaKind, HealthLoss, Job, Presence
from welfsim.vocabulary.parameters import Health, Policy
from welfsim.vocabulary.state import BenefitUnits, Clock, Persons, Span, State

LOSS_OF_THE_EVIDENCE = 150_000  # pence a year, to which `health.cases_lost_income` belongs

_INCAPACITY = int(HealthLoss.INCAPACITY)
_DISABILITY = int(HealthLoss.DISABILITY)


@rule
def record_elements(elements: Count, d: int, award: Award) -> None:
    """Account for the elements of an award."""
    elements[d, Element.STANDARD_ALLOWANCE] += award.elements.standard_allowance
    elements[d, Element.CHILD] += award.elements.child
    elements[d, Element.DISABLED_CHILD] += award.elements.disabled_child
    elements[d, Element.HOUSING] += award.elements.housing
    elements[d, Element.CARER] += award.elements.carer
    elements[d, Element.LCW] += award.elements.lcw
    elements[d, Element.LCWRA_PROTECTED] += award.elements.lcwra_protected
    elements[d, Element.LCWRA_NEW] += award.elements.lcwra_new
    elements[d, Element.TRANSITIONAL] += award.transitional


@rule
def record_deductions(deductions: Count, d: int, award: Award) -> None:
    """Account for the deductions from an award; elements less deductions are what is paid."""
    deductions[d, Deduction.EARNINGS] += award.deductions.earnings
    deductions[d, Deduction.UNEARNED_INCOME] += award.deductions.unearned_income
    deductions[d, Deduction.CAPITAL] += award.deductions.capital
    deductions[d, Deduction.BENEFIT_CAP] += award.deductions.benefit_cap
    deductions[d, Deduction.EXCESS] += award.deductions.excess


@rule
def may_hold_income_related(person: Persons, unit: BenefitUnits, j: int) -> bool:
    """Say whether either adult of a unit off Universal Credit is on income-related ESA."""
    first = int(unit.first_person[j])
    last = first + int(unit.adults[j]) - 1
    return bool(person.esa_kind[first] == EsaKind.INCOME_RELATED or person.esa_kind[last] == EsaKind.INCOME_RELATED)


@rule
def lcwra_adults(a: Adult, b: Adult, protected: bool) -> int:
    """Return how many of two adults have LCWRA payable at the protected, or at the new, rate."""
    return int(a.lcwra_paid and a.lcwra_protected == protected) + int(b.lcwra_paid and b.lcwra_protected == protected)


@rule
def income_for_incapacity(adult: Adult, esa: int, policy: Policy) -> int:
    """Return an adult's benefits for incapacity before earnings: LCWRA element and new-style ESA."""
    if not adult.lcwra_paid:
        return esa
    p = policy.universal_credit
    return esa + (p.lcwra_protected if adult.lcwra_protected else p.lcwra_new)


@rule
def loss_of(lost: int, lost_disability: int) -> int:
    """Return which benefit makes up most of a loss, of which some is PIP or ADP."""
    return _DISABILITY if 2 * lost_disability > lost else _INCAPACITY


@rule
def note_lower_award(
    person: Persons, i: int, incapacity: int, disability: int, month: int, p: Health, line: Accounts
) -> None:
    """Note that benefits for illness of person `i`, out of work, fell: what and how much, and the strain of it.

    Strain is in proportion to the year's loss.
    """
    income = incapacity + disability
    lost = int(person.health_income[i]) - income
    if lost > 0 and person.job[i] == Job.OUT:
        add_strain(person, i, p.cases_lost_income * lost * MONTHS_A_YEAR / LOSS_OF_THE_EVIDENCE, month, p)
        person.lost_benefit[i] = loss_of(lost, int(person.disability_income[i]) - disability)
        person.lost_income[i] = lost
        person.lost_month[i] = month
        line.health_income_lost[person.district[i], person.lost_benefit[i]] += lost
    person.health_income[i] = income
    person.disability_income[i] = disability


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Pay every person's and unit's benefits and take the taxes on pay.

    Where both adults of a couple have LCWRA both count in its rate, though the award brings one element.
    """
    person, unit, place, month = state.person, state.unit, state.district, clock.month

    for i in range(span.first_person, span.end_person):
        if person.presence[i] != Presence.PRESENT:
            continue
        d = person.district[i]
        adult = read_adult(person, i, place, True, policy, month)
        gross, net = adult.gross_pay, 0
        if gross > 0:
            tax = income_tax(gross, adult.is_scottish, policy.tax)
            insurance = employee_insurance(gross, policy.tax)
            net = gross - tax - insurance
            line.gross_pay[d] += gross
            line.income_tax[d] += tax
            line.employee_insurance[d] += insurance
            line.employer_insurance[d] += employer_insurance(gross, policy.tax)
        esa = new_style_esa(adult, policy)
        if esa > 0:
            line.esa_paid[d, adult.esa_kind] += esa
        if adult.is_carer:
            line.carers_paid[d] += carers_income(adult, net, esa, policy)
        disability = disability_benefit(adult, policy)
        if disability > 0:
            benefit = DisabilityBenefit.ADP if adult.is_scottish else DisabilityBenefit.PIP
            line.disability_paid[d, benefit] += disability
        note_lower_award(person, i, income_for_incapacity(adult, esa, policy), disability, month, policy.health, line)

    for j in range(span.first_unit, span.end_unit):
        d = unit.district[j]
        if unit.uc_since[j] == 0:
            unit.uc_award[j] = 0
            unit.transitional_element[j] = 0
            unit.limited_elements[j] = 0
            if may_hold_income_related(person, unit, j):
                household = read_household(person, unit, place, j, policy, month)
                amount = household_income_related_esa(household, policy)
                line.esa_paid[d, EsaKind.INCOME_RELATED] += amount
                line.esa_housing[d] += housing_benefit(amount, household.rent)
            continue
        household = read_household(person, unit, place, j, policy, month)
        award = assessed_award(household_claim(household, policy, month), household_means(household, policy), policy)
        unit.uc_award[j] = award.paid
        unit.transitional_element[j] = award.transitional if award.paid > 0 else 0
        unit.limited_elements[j] = limited_amount(award.elements)
        record_elements(line.uc_elements, d, award)
        record_deductions(line.uc_deductions, d, award)
        line.uc_health_paid[d] += health_amount(award.elements)
        line.uc_paid[d] += award.paid
        if award.paid > 0:
            line.uc_protected[d] += lcwra_adults(household.first, household.second, True)
            line.uc_new_rate[d] += lcwra_adults(household.first, household.second, False)
