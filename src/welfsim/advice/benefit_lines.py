"""The lines of benefits other than Universal Credit, of other income, and of the taxes on them."""

from __future__ import annotations

from collections.abc import Iterator

from welfsim.advice import benefit_working, element_working, pay_working
from welfsim.advice.adult import CaseAdult
from welfsim.advice.case import Case
from welfsim.advice.household import loan_counted
from welfsim.advice.kinds import in_pence
from welfsim.advice.lines import OTHER, Line, line, people_of
from welfsim.advice.working import AS_GIVEN, Working
from welfsim.awards.budget import (
    Income,
    benefit_tax,
    child_benefit_charge,
    disability_benefit,
)
from welfsim.awards.household import Adult, Household, has_disability_benefit
from welfsim.awards.means import Means, adult_means
from welfsim.vocabulary.parameters import Policy


def other_lines(income: Income, household: Household, case: Case, policy: Policy) -> Iterator[Line]:
    """Yield the benefits other than Universal Credit, each adult's own separately, and other income."""
    people = [
        (name, described, adult, adult_means(adult, policy)) for name, described, adult in people_of(case, household)
    ]
    for name, _, adult, means in people:
        if means.new_style_esa:
            how = benefit_working.new_style_esa(adult, policy)
            yield line(OTHER, "new_style_esa", means.new_style_esa, case, how, name)
        if means.new_style_jsa:
            how = benefit_working.new_style_jsa(means, adult, policy)
            yield line(OTHER, "new_style_jsa", means.new_style_jsa, case, how, name)
    if income.income_related_esa:
        how = benefit_working.income_related_esa(household, case, policy)
        yield line(OTHER, "income_related_esa", income.income_related_esa, case, how)
    if income.housing_benefit or (household.home.is_temporary and household.home.rent):
        how = element_working.housing_benefit(income, household, case)
        yield line(OTHER, "housing_benefit", income.housing_benefit, case, how)
    for name, described, adult, _ in people:
        yield from _disability(described, adult, case, policy, name)
    for name, _, _, means in people:
        if means.carers_allowance:
            how = benefit_working.carers_allowance(means, policy)
            yield line(OTHER, "carers_allowance", means.carers_allowance, case, how, name)
        if means.carer_supplement:
            how = benefit_working.carer_supplement(policy)
            yield line(OTHER, "carer_supplement", means.carer_supplement, case, how, name)
    if income.child_benefit:
        yield line(OTHER, "child_benefit", income.child_benefit, case, benefit_working.child_benefit(case, policy))
    if income.scottish_child_payment:
        how = benefit_working.scottish_child_payment(household, policy)
        yield line(OTHER, "scottish_child_payment", income.scottish_child_payment, case, how)
    for name, described, _, means in people:
        yield from _given(described, means, case, policy, name)
    yield from _taxes(income, household, case, policy)


def _disability(described: CaseAdult, adult: Adult, case: Case, policy: Policy, name: str) -> Iterator[Line]:
    """Yield PIP, ADP or Attendance Allowance, or that it is not paid in hospital."""
    key, amount = "adp" if adult.is_scottish else "pip", disability_benefit(adult, policy)
    if described.attendance_allowance != "none":
        key = "attendance_allowance"
    if amount:
        yield line(OTHER, key, amount, case, benefit_working.disability_benefit(described, adult, policy), name)
    elif has_disability_benefit(adult):
        note = "not paid after 28 days in hospital (SI 2013/377 regs 29, 30)"
        yield line(OTHER, key, 0, case, Working(note=note), name)


def _given(described: CaseAdult, means: Means, case: Case, policy: Policy, name: str) -> Iterator[Line]:
    """Yield an adult's pensions, and the income that is taken as given."""
    if means.maternity_allowance:
        yield line(OTHER, "maternity_allowance", means.maternity_allowance, case, AS_GIVEN, name)
    if means.pension:
        yield line(OTHER, "pension", means.pension, case, benefit_working.pension(described, policy), name)
    if means.occupational_pension:
        yield line(OTHER, "occupational_pension", means.occupational_pension, case, AS_GIVEN, name)
    if loan_counted(described):
        yield line(OTHER, "student_loan", loan_counted(described), case, benefit_working.student_loan(described), name)
    if described.iidb:
        how = Working(note="as given; spares the benefit cap")
        yield line(OTHER, "iidb", in_pence(described.iidb), case, how, name)
    if described.other_income:
        yield line(OTHER, "other", in_pence(described.other_income), case, AS_GIVEN, name)


def _taxes(income: Income, household: Household, case: Case, policy: Policy) -> Iterator[Line]:
    """Yield the tax on pensions and benefits, and the High Income Child Benefit Charge."""
    for name, _, adult in people_of(case, household):
        tax = benefit_tax(adult, policy)
        if tax:
            how = pay_working.benefit_tax(adult, adult_means(adult, policy), policy)
            yield line(OTHER, "tax_charges", -tax, case, how, name)
    charge = child_benefit_charge(household, policy)
    if charge:
        how = benefit_working.child_benefit_charge(household, income.child_benefit, policy)
        yield line(OTHER, "child_benefit_charge", -charge, case, how)
