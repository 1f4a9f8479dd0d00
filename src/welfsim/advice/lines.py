"""The lines of a statement: what each is called, its amount and working, the rule and the source behind it.

The amounts come from the rules that pay every unit of a simulation; nothing here knows the law.
"""

from __future__ import annotations

from calendar import month_name
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from welfsim.advice import findings, working
from welfsim.advice.adult import CaseAdult
from welfsim.advice.arrears import element_arrears
from welfsim.advice.case import Case
from welfsim.advice.claimants import reason_of_none
from welfsim.advice.household import loan_counted
from welfsim.advice.incapacity import is_treated_as_ill
from welfsim.advice.kinds import in_pence
from welfsim.advice.working import AS_GIVEN, Working, notes, pounds
from welfsim.awards.budget import (
    Award,
    Income,
    benefit_tax,
    brings_lcw,
    child_benefit_charge,
    disability_benefit,
    household_claim,
)
from welfsim.awards.gain import council_tax_reduction
from welfsim.awards.household import Adult, Household, cares, has_disability_benefit, has_lcwra_paid, is_claimant
from welfsim.awards.means import Means, adult_means, household_means, pension_contribution
from welfsim.awards.self_employment import self_employed_insurance
from welfsim.awards.tax import employee_insurance, employer_insurance, income_tax
from welfsim.awards.universal_credit import brings_lcw_element, exceeds_capital_limit, lcwra_payable_from
from welfsim.months import month_of_year, show_month, year_of
from welfsim.vocabulary.codes import HealthGroup
from welfsim.vocabulary.parameters import Policy
from welfsim.wording.values import counted

UNIVERSAL_CREDIT = "Universal Credit"
OTHER = "Other benefits"
PAY = "Pay"
TOTAL = "Income"
ARREARS = "Arrears, not of this month"
COSTS = "Not in net income"
EMPLOYER = "Borne by the employer"

REGULATION_36 = "universal_credit.carer"


class Entry(NamedTuple):
    """A kind of line: its words, the rule behind it, and the parameter whose source it shows."""

    label: str
    rule: str
    parameter: str = ""


ENTRIES: Mapping[str, Entry] = {
    "standard_allowance": Entry("Standard allowance", "UC Regs 2013 reg 36", "universal_credit.standard_single"),
    "child": Entry("Child elements", "UC Regs 2013 regs 24, 24A", "universal_credit.child"),
    "disabled_child": Entry(
        "Disabled child additions", "UC Regs 2013 regs 24, 36", "universal_credit.disabled_child_lower"
    ),
    "housing": Entry("Housing element", "UC Regs 2013 reg 25, Sch 4"),
    "carer": Entry("Carer element", "UC Regs 2013 regs 29, 36", "universal_credit.carer"),
    "lcw_before_2026": Entry("LCW element", "UC Regs 2013 reg 27", REGULATION_36),
    "lcw": Entry("LCW element", "SI 2017/204; UC Act 2025 s.3", "universal_credit.lcw"),
    "lcwra_before_2026": Entry("LCWRA element", "UC Regs 2013 regs 27, 28, 36", REGULATION_36),
    "lcwra_protected": Entry(
        "LCWRA element, protected rate", "UC Act 2025 s.4; UC Regs reg 27", "universal_credit.lcwra_protected"
    ),
    "lcwra_new": Entry("LCWRA element, new rate", "UC Act 2025 s.2; UC Regs reg 27", "universal_credit.lcwra_new"),
    "lcwra_to_come": Entry("LCWRA element", "UC Regs 2013 reg 28", "universal_credit.relevant_period"),
    "childcare": Entry("Childcare element", "UC Regs 2013 regs 31 to 36", "universal_credit.childcare_most_one"),
    "transitional": Entry("Transitional element", "TP Regs 2014 reg 55"),
    "earnings": Entry("Earnings taper", "UC Regs 2013 reg 22", "universal_credit.taper"),
    "unearned_income": Entry("Unearned income", "UC Regs 2013 regs 22, 66"),
    "capital": Entry("Income assumed from savings", "UC Regs 2013 reg 72", "universal_credit.capital_income"),
    "benefit_cap": Entry("Benefit cap", "UC Regs 2013 regs 79 to 83", "benefit_cap.family"),
    "excess": Entry("Deductions beyond the elements", "Welfare Reform Act 2012 s.8"),
    "universal_credit": Entry("Universal Credit", "Welfare Reform Act 2012 s.8"),
    "new_style_esa": Entry("New-style ESA", "ESA Regs 2013 reg 62", "employment_support_allowance.personal_allowance"),
    "income_related_esa": Entry(
        "Income-related ESA", "ESA Regs 2008 reg 67, Sch 4", "employment_support_allowance.income_related_single"
    ),
    "housing_benefit": Entry("Housing Benefit", "SI 2006/213 reg 70"),
    "pip": Entry("Personal Independence Payment", "SI 2013/377 reg 24", "disability_rates.pip_daily_living_standard"),
    "adp": Entry("Adult Disability Payment", "SSI 2022/54", "disability_rates.adp_daily_living_standard"),
    "attendance_allowance": Entry(
        "Attendance Allowance", "SSCBA 1992 ss.64 and 65", "disability_rates.pip_daily_living_standard"
    ),
    "carers_allowance": Entry("Carer's Allowance", "SSCBA 1992 s.70", "carers.allowance"),
    "child_benefit": Entry("Child Benefit", "SSCBA 1992 s.141", "child_benefit.eldest"),
    "new_style_jsa": Entry("New-style JSA", "JSA Regs 2013 reg 49", "jobseekers_allowance.personal_allowance"),
    "maternity_allowance": Entry("Maternity Allowance", "SSCBA 1992 s.35"),
    "carer_supplement": Entry("Scottish Carer Supplement", "SSI 2025/340", "carers.scottish_supplement"),
    "scottish_child_payment": Entry(
        "Scottish Child Payment", "SSI 2020/351 regs 18, 20", "scottish_child_payment.rate"
    ),
    "pension": Entry("State Pension", "Pensions Act 2014 s.3", "pay.state_pension"),
    "student_loan": Entry("Student loan, what counts of it", "UC Regs 2013 regs 68 to 71"),
    "occupational_pension": Entry("Occupational pension", "UC Regs 2013 regs 66, 67"),
    "iidb": Entry("Industrial injuries benefit", "UC Regs 2013 regs 66, 83"),
    "other": Entry("Other income", "UC Regs 2013 reg 66"),
    "tax_charges": Entry("Tax on other income", "ITEPA 2003 ss.577, 660", "tax.basic_rate"),
    "child_benefit_charge": Entry(
        "High Income Child Benefit Charge", "ITEPA 2003 ss.681B, 681C", "child_benefit.charge_from"
    ),
    "arrears": Entry("LCWRA element", "UC Regs 2013 reg 28", "universal_credit.relevant_period"),
    "gross_pay": Entry("Gross pay", ""),
    "profit": Entry("Profit", "UC Regs 2013 reg 57"),
    "pension_contribution": Entry("Pension contribution", "UC Regs 2013 reg 55"),
    "self_employed_insurance": Entry(
        "National Insurance of the self-employed", "SSCBA 1992 ss.11, 15", "tax.class_4_main_rate"
    ),
    "sick_pay": Entry("Statutory Sick Pay", "SSCBA 1992 ss.151 to 157", "sick_pay.rate"),
    "income_tax": Entry("Income tax", "ITA 2007 ss.10, 23 and 35", "tax.basic_rate"),
    "scottish_income_tax": Entry("Scottish income tax", "Scotland Act 1998 s.80C", "tax.scottish_basic_rate"),
    "employee_insurance": Entry("National Insurance", "SSCBA 1992 s.8", "tax.ni_main_rate"),
    "net_pay": Entry("Net pay", "UC Regs 2013 reg 55"),
    "employer_insurance": Entry("Employer's National Insurance", "SSCBA 1992 s.9", "tax.ni_employer_rate"),
    "net_income": Entry("Net income before rent", ""),
    "childcare_costs": Entry("Childcare", ""),
    "council_tax": Entry("Council tax (stylised)", "SSI 2021/249; SI 2012/2886", "council_tax.taper"),
}


class Line(NamedTuple):
    """One line of a statement, in pence a month; deductions are negative.

    `working` is a sum that gives the amount, of a deduction what is taken; empty where the amount is a rate or given.
    `note` says what the line rests on.
    """

    section: str
    item: str
    amount: int
    working: str
    note: str
    rule: str
    source: str
    link: str
    status: str


def line(section: str, key: str, amount: int, case: Case, how: Working, whose: str = "", when: str = "") -> Line:
    """Return a line of some kind with its rule and source; its name may say `whose` it is and `when`."""
    entry = ENTRIES[key]
    item = f"{entry.label}{f', {whose}' if whose else ''}{f' ({when})' if when else ''}"
    if not entry.parameter:
        return Line(section, item, int(amount), how.sum, how.note, entry.rule, "", "", "")
    source = case.law.source(key, entry.parameter, case.month)
    return Line(section, item, int(amount), how.sum, how.note, entry.rule, source.title, source.href, source.status)


def _people(case: Case, household: Household) -> list[tuple[str, CaseAdult, Adult]]:
    """Return the adults as described and as the rules see them, each named if there are two."""
    return [
        (f"adult {number}" if len(case.adults) > 1 else "", described, adult)
        for number, (described, adult) in enumerate(
            zip(case.adults, (household.first, household.second), strict=False), 1
        )
    ]


# ------------------------------------------------------------------------------------ Universal Credit


def credit_lines(award: Award, household: Household, case: Case, policy: Policy) -> Iterator[Line]:
    """Yield the elements of an award, what is taken from them, and what is left."""
    p = policy.universal_credit
    note = reason_of_none(case)
    if not note and exceeds_capital_limit(household.capital, p):
        saved, limit = pounds(household.capital), pounds(p.capital_upper_limit)
        note = f"none is due on savings of {saved}, above {limit} (UC Regs 2013 reg 18)"
    if not note:
        note = "the lines above, added up"
        yield from _elements(award, household, case, policy)
        yield from _deductions(award, household, case, policy)
    yield line(UNIVERSAL_CREDIT, "universal_credit", award.paid, case, Working(note=note))


def _elements(award: Award, household: Household, case: Case, policy: Policy) -> Iterator[Line]:
    """Yield the elements, also those that are not paid as yet or give way to another."""
    elements = award.elements
    how = working.standard_allowance(household, case)
    yield line(UNIVERSAL_CREDIT, "standard_allowance", elements.standard_allowance, case, how)
    if case.children:
        yield line(UNIVERSAL_CREDIT, "child", elements.child, case, working.child(household, case, policy))
    if elements.disabled_child:
        how = working.disabled_child(household, case, policy)
        yield line(UNIVERSAL_CREDIT, "disabled_child", elements.disabled_child, case, how)
    if case.rent:
        how = working.housing(case) if elements.housing else working.NO_HOUSING
        yield line(UNIVERSAL_CREDIT, "housing", elements.housing, case, how)
    people = _people(case, household)
    carers = [name for name, _, adult in people if cares(adult)]
    if carers:
        yield line(UNIVERSAL_CREDIT, "carer", elements.carer, case, working.carer(elements.carer, carers, policy))
    yield from _lcw(elements.lcw, people, case, policy)
    yield from _lcwra(award, people, case, policy)
    if case.childcare_costs:
        how = working.childcare(household, policy)
        yield line(UNIVERSAL_CREDIT, "childcare", elements.childcare, case, how)
    if household.transitional_element:
        how = working.transitional(household, award)
        yield line(UNIVERSAL_CREDIT, "transitional", award.transitional, case, how)


def _lcw(amount: int, people: list[tuple[str, CaseAdult, Adult]], case: Case, policy: Policy) -> Iterator[Line]:
    """Yield the LCW element, or why a finding of LCW brings none."""
    p = policy.universal_credit
    key = "lcw" if case.month >= p.new_rate_from else "lcw_before_2026"
    for name, described, adult in people:
        if not is_claimant(adult) or adult.incapacity.health_group != HealthGroup.LCW:
            continue
        note = f"since {show_month(adult.incapacity.fit_note_since)}, before {show_month(p.lcw_until)} (SI 2017/204)"
        if not brings_lcw_element(adult.incapacity.fit_note_since, p):
            note = f"none for a fit note from {show_month(p.lcw_until)} on; LCW still brings the work allowance"
        elif not brings_lcw(adult, policy):
            note = "none for a carer, whose carer element takes its place (UC Regs 2013 reg 29)"
        elif amount == 0:
            note = "none with the LCWRA element"
        treated = findings.treated_as_ill(described, adult) if is_treated_as_ill(described, adult) else ""
        how = Working(note=notes(name, treated, note))
        yield line(UNIVERSAL_CREDIT, key, amount if brings_lcw(adult, policy) else 0, case, how)
        if amount and brings_lcw(adult, policy):
            return


def _lcwra(award: Award, people: list[tuple[str, CaseAdult, Adult]], case: Case, policy: Policy) -> Iterator[Line]:
    """Yield the LCWRA element, or the month from which it will be payable."""
    p = policy.universal_credit
    is_one_rate = case.month < p.new_rate_from
    paid = [(name, described, adult) for name, described, adult in people if has_lcwra_paid(adult)]
    for key in ("lcwra_protected", "lcwra_new"):
        amount = getattr(award.elements, key)
        if amount:
            how = findings.lcwra(paid, is_one_rate, policy)
            yield line(UNIVERSAL_CREDIT, "lcwra_before_2026" if is_one_rate else key, amount, case, how)
    for name, described, adult in people:
        if is_claimant(adult) and adult.incapacity.health_group == HealthGroup.LCWRA and not paid:
            begins = lcwra_payable_from(adult.incapacity.fit_note_since, True, False, p)
            note = f"{counted(p.relevant_period, 'month')} after {findings.beginning_of_wait(described, adult)}"
            when = f"payable from {month_name[month_of_year(begins)]} {year_of(begins)}"
            yield line(UNIVERSAL_CREDIT, "lcwra_to_come", 0, case, Working(note=notes(name, note)), when=when)


def _deductions(award: Award, household: Household, case: Case, policy: Policy) -> Iterator[Line]:
    """Yield what is taken from the elements."""
    claim, means = household_claim(household, policy), household_means(household, policy)
    taken = award.deductions
    if means.net_pay or means.assumed_pay:
        how = working.earnings(means, claim, case, policy)
        yield line(UNIVERSAL_CREDIT, "earnings", -taken.earnings, case, how)
    if taken.unearned_income:
        how = working.unearned_income(means)
        yield line(UNIVERSAL_CREDIT, "unearned_income", -taken.unearned_income, case, how)
    if taken.capital:
        yield line(UNIVERSAL_CREDIT, "capital", -taken.capital, case, working.capital(household, policy))
    if taken.excess:
        yield line(UNIVERSAL_CREDIT, "excess", -taken.excess, case, working.excess(award))
    if taken.benefit_cap:
        how = working.benefit_cap(award, claim, means, household, policy)
        yield line(UNIVERSAL_CREDIT, "benefit_cap", -taken.benefit_cap, case, how)


# ----------------------------------------------------------------------------------------- other benefits


def other_lines(income: Income, household: Household, case: Case, policy: Policy) -> Iterator[Line]:
    """Yield the benefits other than Universal Credit, each adult's own separately, and other income."""
    people = [
        (name, described, adult, adult_means(adult, policy)) for name, described, adult in _people(case, household)
    ]
    for name, _, adult, means in people:
        if means.new_style_esa:
            how = working.new_style_esa(adult, policy)
            yield line(OTHER, "new_style_esa", means.new_style_esa, case, how, name)
        if means.new_style_jsa:
            how = working.new_style_jsa(means, adult, policy)
            yield line(OTHER, "new_style_jsa", means.new_style_jsa, case, how, name)
    if income.income_related_esa:
        how = working.income_related_esa(household, case, policy)
        yield line(OTHER, "income_related_esa", income.income_related_esa, case, how)
    if income.housing_benefit:
        how = working.housing_benefit(income.housing_benefit, case)
        yield line(OTHER, "housing_benefit", income.housing_benefit, case, how)
    for name, described, adult, _ in people:
        yield from _disability(described, adult, case, policy, name)
    for name, _, _, means in people:
        if means.carers_allowance:
            how = working.carers_allowance(means, policy)
            yield line(OTHER, "carers_allowance", means.carers_allowance, case, how, name)
        if means.carer_supplement:
            how = working.carer_supplement(policy)
            yield line(OTHER, "carer_supplement", means.carer_supplement, case, how, name)
    if income.child_benefit:
        yield line(OTHER, "child_benefit", income.child_benefit, case, working.child_benefit(case, policy))
    if income.scottish_child_payment:
        how = working.scottish_child_payment(household, policy)
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
        yield line(OTHER, key, amount, case, working.disability_benefit(described, adult, policy), name)
    elif has_disability_benefit(adult):
        note = "not paid after 28 days in hospital (SI 2013/377 regs 29, 30)"
        yield line(OTHER, key, 0, case, Working(note=note), name)


def _given(described: CaseAdult, means: Means, case: Case, policy: Policy, name: str) -> Iterator[Line]:
    """Yield an adult's pensions, and the income that is taken as given."""
    if means.maternity_allowance:
        yield line(OTHER, "maternity_allowance", means.maternity_allowance, case, AS_GIVEN, name)
    if means.pension:
        yield line(OTHER, "pension", means.pension, case, working.pension(described, policy), name)
    if means.occupational_pension:
        yield line(OTHER, "occupational_pension", means.occupational_pension, case, AS_GIVEN, name)
    if loan_counted(described):
        yield line(OTHER, "student_loan", loan_counted(described), case, working.student_loan(described), name)
    if described.iidb:
        how = Working(note="as given; spares the benefit cap")
        yield line(OTHER, "iidb", in_pence(described.iidb), case, how, name)
    if described.other_income:
        yield line(OTHER, "other", in_pence(described.other_income), case, AS_GIVEN, name)


def _taxes(income: Income, household: Household, case: Case, policy: Policy) -> Iterator[Line]:
    """Yield the tax on pensions and benefits, and the High Income Child Benefit Charge."""
    for name, _, adult in _people(case, household):
        tax = benefit_tax(adult, policy)
        if tax:
            how = working.benefit_tax(adult, adult_means(adult, policy), policy)
            yield line(OTHER, "tax_charges", -tax, case, how, name)
    charge = child_benefit_charge(household, policy)
    if charge:
        how = working.child_benefit_charge(household, income.child_benefit, policy)
        yield line(OTHER, "child_benefit_charge", -charge, case, how)


def pay_lines(household: Household, case: Case, policy: Policy) -> Iterator[Line]:
    """Yield each adult's pay and what comes off it, and the net pay of all."""
    taxed = []
    for name, described, adult in _people(case, household):
        gross, own = adult.work.gross_pay, adult.work.terms.is_self_employed
        if described.sick_since is not None:
            yield line(PAY, "sick_pay", gross, case, working.sick_pay(described, case, policy), name)
        elif gross:
            yield line(PAY, "profit" if own else "gross_pay", gross, case, AS_GIVEN, name)
        if gross:
            taken = list(_taken_from_pay(adult, case, policy, name))
            yield from taken
            taxed.append((gross, *(-each.amount for each in taken)))
    if taxed:
        yield line(PAY, "net_pay", household_means(household, policy).net_pay, case, working.net_pay(taxed))


def _taken_from_pay(adult: Adult, case: Case, policy: Policy, name: str) -> Iterator[Line]:
    """Yield an adult's pension contribution, income tax and National Insurance."""
    gross, contribution = adult.work.gross_pay, pension_contribution(adult)
    if contribution:
        how = Working(note="as given, out of pay before tax (net pay arrangement); National Insurance is due on it")
        yield line(PAY, "pension_contribution", -contribution, case, how, name)
    tax = income_tax(gross - contribution, adult.is_scottish, policy.tax)
    key = "scottish_income_tax" if adult.is_scottish else "income_tax"
    yield line(PAY, key, -tax, case, working.income_tax(adult, policy), name)
    if adult.work.terms.is_self_employed:
        key, insurance = "self_employed_insurance", self_employed_insurance(gross, policy.tax)
        how = working.self_employed_contributions(adult, policy)
    else:
        key, insurance = "employee_insurance", employee_insurance(gross, policy.tax)
        how = working.employee_insurance(adult, policy)
    yield line(PAY, key, 0 if adult.is_pensioner else -insurance, case, how, name)


def arrears_lines(household: Household, case: Case) -> Iterator[Line]:
    """Yield what is owed for the months before a late decision; it is no part of the month's award or income."""
    adults = (household.first, household.second)[: len(case.adults)]
    owed = element_arrears(case, adults) if case.on_universal_credit else []
    if owed:
        amount = sum(months * each for months, each in owed)
        yield line(ARREARS, "arrears", amount, case, working.arrears(owed, case.month))


def income_line(income: Income, case: Case) -> Line:
    """Return the line of all income."""
    return line(TOTAL, "net_income", sum(income), case, working.net_income(income, case))


def cost_lines(household: Household, case: Case, policy: Policy) -> Iterator[Line]:
    """Yield what net income has to meet among other things: childcare as described, and a stylised council tax."""
    if case.childcare_costs:
        yield line(COSTS, "childcare_costs", -household.outgoings.care.full_time, case, AS_GIVEN)
    bill = household.outgoings.council_tax
    reduction = int(council_tax_reduction(household, case.on_universal_credit, policy))
    how = working.council_tax(bill, reduction, case, policy)
    yield line(COSTS, "council_tax", reduction - bill, case, how)


def employer_lines(household: Household, case: Case, policy: Policy) -> Iterator[Line]:
    """Yield what employers bear on top of pay, and the sick pay that no public money meets."""
    for name, described, adult in _people(case, household):
        gross = adult.work.gross_pay
        if gross and described.sick_since is not None:
            yield line(EMPLOYER, "sick_pay", gross, case, Working(note="as above; not public money"), name)
        if gross and not adult.work.terms.is_self_employed:
            amount = employer_insurance(gross, policy.tax)
            yield line(EMPLOYER, "employer_insurance", amount, case, working.employer_insurance(gross, policy), name)
