"""The lines of pay, of all income, and of what is no part of it: arrears, costs, and what employers bear."""

from __future__ import annotations

from collections.abc import Iterator

from welfsim.advice import benefit_working, pay_working
from welfsim.advice.arrears import element_arrears
from welfsim.advice.case import Case
from welfsim.advice.lines import ARREARS, COSTS, EMPLOYER, PAY, TOTAL, Line, line, people_of
from welfsim.advice.working import AS_GIVEN, Working
from welfsim.awards.budget import (
    Income,
)
from welfsim.awards.gain import council_tax_reduction
from welfsim.awards.household import Adult, Household
from welfsim.awards.means import household_means, pension_contribution
from welfsim.awards.self_employment import self_employed_insurance
from welfsim.awards.tax import employee_insurance, employer_insurance, income_tax
from welfsim.vocabulary.parameters import Policy


def pay_lines(household: Household, case: Case, policy: Policy) -> Iterator[Line]:
    """Yield each adult's pay and what comes off it, and the net pay of all."""
    taxed = []
    for name, described, adult in people_of(case, household):
        gross, own = adult.work.gross_pay, adult.work.terms.is_self_employed
        if described.sick_since is not None:
            yield line(PAY, "sick_pay", gross, case, pay_working.sick_pay(described, case, policy), name)
        elif gross:
            yield line(PAY, "profit" if own else "gross_pay", gross, case, AS_GIVEN, name)
        if gross:
            taken = list(_taken_from_pay(adult, case, policy, name))
            yield from taken
            taxed.append((gross, *(-each.amount for each in taken)))
    if taxed:
        yield line(PAY, "net_pay", household_means(household, policy).net_pay, case, pay_working.net_pay(taxed))


def _taken_from_pay(adult: Adult, case: Case, policy: Policy, name: str) -> Iterator[Line]:
    """Yield an adult's pension contribution, income tax and National Insurance."""
    gross, contribution = adult.work.gross_pay, pension_contribution(adult)
    if contribution:
        how = Working(note="as given, out of pay before tax (net pay arrangement); National Insurance is due on it")
        yield line(PAY, "pension_contribution", -contribution, case, how, name)
    tax = income_tax(gross - contribution, adult.is_scottish, policy.tax)
    key = "scottish_income_tax" if adult.is_scottish else "income_tax"
    yield line(PAY, key, -tax, case, pay_working.income_tax(adult, policy), name)
    if adult.work.terms.is_self_employed:
        key, insurance = "self_employed_insurance", self_employed_insurance(gross, policy.tax)
        how = pay_working.self_employed_contributions(adult, policy)
    else:
        key, insurance = "employee_insurance", employee_insurance(gross, policy.tax)
        how = pay_working.employee_insurance(adult, policy)
    yield line(PAY, key, 0 if adult.is_pensioner else -insurance, case, how, name)


def income_line(income: Income, case: Case) -> Line:
    """Return the line of all income."""
    return line(TOTAL, "net_income", sum(income), case, benefit_working.net_income(income, case))


def cost_lines(household: Household, case: Case, policy: Policy) -> Iterator[Line]:
    """Yield what net income has to meet among other things: childcare as described, and a stylised council tax."""
    if case.childcare_costs:
        yield line(COSTS, "childcare_costs", -household.outgoings.care.full_time, case, AS_GIVEN)
    bill = household.outgoings.council_tax
    reduction = int(council_tax_reduction(household, case.on_universal_credit, policy))
    how = benefit_working.council_tax(bill, reduction, case, policy)
    yield line(COSTS, "council_tax", reduction - bill, case, how)


def arrears_lines(household: Household, case: Case) -> Iterator[Line]:
    """Yield what is owed for the months before a late decision; it is no part of the month's award or income."""
    adults = (household.first, household.second)[: len(case.adults)]
    owed = element_arrears(case, adults) if case.on_universal_credit else []
    if owed:
        amount = sum(months * each for months, each in owed)
        yield line(ARREARS, "arrears", amount, case, benefit_working.arrears(owed, case.month))


def employer_lines(household: Household, case: Case, policy: Policy) -> Iterator[Line]:
    """Yield what employers bear on top of pay, and the sick pay that no public money meets."""
    for name, described, adult in people_of(case, household):
        gross = adult.work.gross_pay
        if gross and described.sick_since is not None:
            yield line(EMPLOYER, "sick_pay", gross, case, Working(note="as above; not public money"), name)
        if gross and not adult.work.terms.is_self_employed:
            amount = employer_insurance(gross, policy.tax)
            yield line(
                EMPLOYER, "employer_insurance", amount, case, pay_working.employer_insurance(gross, policy), name
            )
