"""Awards and taxes of the month, pound by pound into the accounts.

Only employees' pay is known: there is no self-employment, Statutory Sick Pay or new-style JSA. Benefits are paid
by the month for which they are due, without waits for a first payment, underpayments or fraud.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.budget import (
    NOBODY,
    Award,
    assessed_award,
    carers_income,
    current_pay,
    income_related_esa,
    new_style_esa,
    rent_met,
    unit_claim,
    unit_means,
)
from welfsim.awards.disability import adult_disability_payment, independence_payment
from welfsim.awards.tax import employee_insurance, employer_insurance, income_tax
from welfsim.awards.universal_credit import health_amount, holds_protected_rate, limited_amount
from welfsim.compiled import kernel, rule
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import (
    Deduction,
    DisabilityBenefit,
    Element,
    EsaKind,
    HealthGroup,
    Nation,
    PipRate,
    Presence,
)
from welfsim.vocabulary.parameters import Policy, UniversalCredit
from welfsim.vocabulary.state import Clock, Persons, Span, State


@rule
def record_award(line: Accounts, d: int, award: Award) -> None:
    """Account for an award part by part: elements less deductions are what is paid."""
    elements, taken = award.elements, award.deductions
    line.uc_elements[d, Element.STANDARD_ALLOWANCE] += elements.standard_allowance
    line.uc_elements[d, Element.CHILD] += elements.child
    line.uc_elements[d, Element.HOUSING] += elements.housing
    line.uc_elements[d, Element.CARER] += elements.carer
    line.uc_elements[d, Element.LCW] += elements.lcw
    line.uc_elements[d, Element.LCWRA_PROTECTED] += elements.lcwra_protected
    line.uc_elements[d, Element.LCWRA_NEW] += elements.lcwra_new
    line.uc_elements[d, Element.TRANSITIONAL] += award.transitional
    line.uc_deductions[d, Deduction.EARNINGS] += taken.earnings
    line.uc_deductions[d, Deduction.UNEARNED_INCOME] += taken.unearned_income
    line.uc_deductions[d, Deduction.CAPITAL] += taken.capital
    line.uc_deductions[d, Deduction.BENEFIT_CAP] += taken.benefit_cap
    line.uc_deductions[d, Deduction.EXCESS] += taken.excess
    line.uc_health_paid[d] += health_amount(elements)
    line.uc_paid[d] += award.paid


@rule
def record_rate(line: Accounts, person: Persons, i: int, month: int, p: UniversalCredit) -> None:
    """Count person `i`, in a unit whose award is in payment, by rate if LCWRA has become payable.

    Both adults of a couple count, though the award brings one element.
    """
    if (
        person.presence[i] != Presence.PRESENT
        or person.health_group[i] != HealthGroup.LCWRA
        or month < person.element_from[i]
    ):
        return
    since = int(person.fit_note_since[i])
    if holds_protected_rate(since, bool(person.lifelong[i]), bool(person.from_esa[i]), p):
        line.uc_protected[person.district[i]] += 1
    else:
        line.uc_new_rate[person.district[i]] += 1


@rule
def record_disability(line: Accounts, person: Persons, i: int, nation: int, policy: Policy) -> None:
    """Account for person `i`'s PIP, or ADP in Scotland."""
    if person.daily_living[i] == PipRate.NONE and person.mobility[i] == PipRate.NONE:
        return
    d, p = person.district[i], policy.disability_rates
    daily_living, mobility = int(person.daily_living[i]), int(person.mobility[i])
    if nation == Nation.SCOTLAND:
        line.disability_paid[d, DisabilityBenefit.ADP] += adult_disability_payment(daily_living, mobility, p)
    else:
        line.disability_paid[d, DisabilityBenefit.PIP] += independence_payment(daily_living, mobility, p)


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Pay every person's and unit's benefits and take the taxes on pay."""
    person, unit, month = state.person, state.unit, clock.month

    for i in range(span.first_person, span.end_person):
        if person.presence[i] != Presence.PRESENT:
            continue
        d, j = person.district[i], int(person.unit[i])
        gross, net = current_pay(person, i, policy), 0
        if gross > 0:
            tax, insurance = income_tax(gross, policy.tax), employee_insurance(gross, policy.tax)
            net = gross - tax - insurance
            line.gross_pay[d] += gross
            line.income_tax[d] += tax
            line.employee_insurance[d] += insurance
            line.employer_insurance[d] += employer_insurance(gross, policy.tax)
        if person.esa_kind[i] == EsaKind.NEW_STYLE:
            line.esa_paid[d, EsaKind.NEW_STYLE] += new_style_esa(person, i, gross, policy, month)
        elif person.esa_kind[i] == EsaKind.INCOME_RELATED:
            esa = income_related_esa(person, unit, i, gross, policy)
            line.esa_paid[d, EsaKind.INCOME_RELATED] += esa
            if esa > 0:
                line.esa_housing[d] += rent_met(unit, j, policy.economy)
        record_disability(line, person, i, int(state.district.nation[d]), policy)
        line.carers_paid[d] += carers_income(person, i, net, policy)

    for j in range(span.first_unit, span.end_unit):
        if unit.uc_since[j] == 0:
            unit.uc_award[j] = 0
            unit.transitional_element[j] = 0
            unit.limited_elements[j] = 0
            continue
        claim = unit_claim(person, unit, j, policy, month)
        award = assessed_award(claim, unit_means(person, unit, j, policy, month, NOBODY, 0), policy)
        unit.uc_award[j] = award.paid
        unit.transitional_element[j] = award.transitional if award.paid > 0 else 0
        unit.limited_elements[j] = limited_amount(award.elements)
        record_award(line, unit.district[j], award)
        if award.paid > 0:
            first = unit.first_person[j]
            for i in range(first, first + unit.adults[j]):
                record_rate(line, person, i, month, policy.universal_credit)
