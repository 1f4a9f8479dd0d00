"""The lines of a statement: what each is called, its amount and working, the rule and the source behind it.

The amounts come from the rules that pay every unit of a simulation; nothing here knows the law.
"""

from __future__ import annotations

from calendar import month_name
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from welfsim.advice import element_working, working
from welfsim.advice.amounts import came_on_first_day
from welfsim.advice.case import Case, CaseAdult
from welfsim.advice.element_working import TEMPORARY
from welfsim.advice.working import AS_GIVEN, RENT, Working, notes, pounds
from welfsim.awards.brought import brings_lcw
from welfsim.awards.budget import (
    Award,
    Income,
    adult_means,
    assessed_award,
    disability_benefit,
    household_claim,
    household_means,
    is_capped,
)
from welfsim.awards.household import Adult, Household, cares
from welfsim.awards.tax import employee_insurance, employer_insurance, income_tax
from welfsim.awards.universal_credit import brings_lcw_element, exceeds_capital_limit, lcwra_payable_from
from welfsim.months import month_of_year, show_month, year_of
from welfsim.policy import current_law
from welfsim.vocabulary.codes import HealthGroup
from welfsim.vocabulary.parameters import Policy
from welfsim.wording.values import counted

UNIVERSAL_CREDIT = "Universal Credit"
OTHER = "Other benefits"
PAY = "Pay"
TOTAL = "Income"
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
    "carers_allowance": Entry("Carer's Allowance", "SSCBA 1992 s.70", "carers.allowance"),
    "child_benefit": Entry("Child Benefit", "SSCBA 1992 s.141", "child_benefit.eldest"),
    "pension": Entry("State Pension", "Pensions Act 2014 s.3", "pay.state_pension"),
    "other": Entry("Other income", "UC Regs 2013 reg 66"),
    "gross_pay": Entry("Gross pay", ""),
    "sick_pay": Entry("Statutory Sick Pay", "SSCBA 1992 ss.151 to 157", "sick_pay.rate"),
    "income_tax": Entry("Income tax", "ITA 2007 ss.10, 23 and 35", "tax.basic_rate"),
    "scottish_income_tax": Entry("Scottish income tax", "Scotland Act 1998 s.80C", "tax.scottish_basic_rate"),
    "employee_insurance": Entry("National Insurance", "SSCBA 1992 s.8", "tax.ni_main_rate"),
    "net_pay": Entry("Net pay", "UC Regs 2013 reg 55"),
    "employer_insurance": Entry("Employer's National Insurance", "SSCBA 1992 s.9", "tax.ni_employer_rate"),
    "net_income": Entry("Net income before rent", ""),
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
    source = current_law().values[entry.parameter]
    status = source.status(case.month)
    return Line(section, item, int(amount), how.sum, how.note, entry.rule, source.title, source.href, status)


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
    note = "the lines above, added up"
    if award.deductions.excess and award.paid:
        note = "a penny, since the award would be more but for the wait for LCWRA: it stays open (UC Regs reg 28(7))"
    if exceeds_capital_limit(household.capital, p):
        saved, limit = pounds(household.capital), pounds(p.capital_upper_limit)
        note = f"none is due on savings of {saved}, above {limit} (UC Regs 2013 reg 18)"
    else:
        yield from _elements(award, household, case, policy)
        yield from _deductions(award, household, case, policy)
    yield line(UNIVERSAL_CREDIT, "universal_credit", award.paid, case, Working(note=note))


def _elements(award: Award, household: Household, case: Case, policy: Policy) -> Iterator[Line]:
    """Yield the elements, also those that are not paid as yet or give way to another."""
    elements = award.elements
    how = element_working.standard_allowance(household)
    yield line(UNIVERSAL_CREDIT, "standard_allowance", elements.standard_allowance, case, how)
    if case.children:
        yield line(UNIVERSAL_CREDIT, "child", elements.child, case, element_working.child(household, case, policy))
    if elements.disabled_child:
        how = element_working.disabled_child(household, case, policy)
        yield line(UNIVERSAL_CREDIT, "disabled_child", elements.disabled_child, case, how)
    if elements.housing:
        yield line(UNIVERSAL_CREDIT, "housing", elements.housing, case, RENT)
    if household.home.is_temporary:
        yield line(UNIVERSAL_CREDIT, "housing", 0, case, TEMPORARY)
    people = _people(case, household)
    carers = [name for name, _, adult in people if cares(adult)]
    if carers:
        how = element_working.carer(elements.carer, carers, case, policy)
        yield line(UNIVERSAL_CREDIT, "carer", elements.carer, case, how)
    yield from _lcw(elements.lcw, people, case, policy)
    yield from _lcwra(award, people, case, policy)
    if household.transitional_element:
        how = element_working.transitional(household, case, policy)
        yield line(UNIVERSAL_CREDIT, "transitional", award.transitional, case, how)


def _lcw(amount: int, people: list[tuple[str, CaseAdult, Adult]], case: Case, policy: Policy) -> Iterator[Line]:
    """Yield the LCW element, or why a finding of LCW brings none."""
    p = policy.universal_credit
    key = "lcw" if case.month >= p.new_rate_from else "lcw_before_2026"
    for name, _, adult in people:
        if not adult.is_present or adult.incapacity.health_group != HealthGroup.LCW:
            continue
        note = f"since {show_month(adult.incapacity.fit_note_since)}, before {show_month(p.lcw_until)} (SI 2017/204)"
        if not brings_lcw_element(adult.incapacity.fit_note_since, p):
            note = f"none for a fit note from {show_month(p.lcw_until)} on; LCW still brings the work allowance"
        elif not brings_lcw(adult, p):
            note = "none for a carer, whose carer element takes its place (UC Regs 2013 reg 29)"
        elif amount == 0:
            note = "none with the LCWRA element"
        how = Working(note=notes(name, note))
        yield line(UNIVERSAL_CREDIT, key, amount if brings_lcw(adult, p) else 0, case, how)
        if amount and brings_lcw(adult, p):
            return


def _lcwra(award: Award, people: list[tuple[str, CaseAdult, Adult]], case: Case, policy: Policy) -> Iterator[Line]:
    """Yield the LCWRA element, or the month from which it will be payable."""
    p = policy.universal_credit
    is_one_rate = case.month < p.new_rate_from
    paid = [(name, described) for name, described, adult in people if adult.incapacity.lcwra_paid]
    for key in ("lcwra_protected", "lcwra_new"):
        amount = getattr(award.elements, key)
        if amount:
            how = element_working.lcwra(paid, is_one_rate, policy)
            yield line(UNIVERSAL_CREDIT, "lcwra_before_2026" if is_one_rate else key, amount, case, how)
    for name, described, adult in people:
        if adult.incapacity.health_group == HealthGroup.LCWRA and not adult.incapacity.lcwra_paid and not paid:
            is_first_day = came_on_first_day(described)
            begins = lcwra_payable_from(adult.incapacity.fit_note_since, is_first_day, False, p)
            since = show_month(adult.incapacity.fit_note_since)
            later = "" if is_first_day else f", day {described.fit_note_day}, and from the next assessment period on"
            note = f"{counted(p.relevant_period, 'month')} after the first fit note of {since}{later}"
            when = f"payable from {month_name[month_of_year(begins)]} {year_of(begins)}"
            yield line(UNIVERSAL_CREDIT, "lcwra_to_come", 0, case, Working(note=notes(name, note)), when=when)


def _deductions(award: Award, household: Household, case: Case, policy: Policy) -> Iterator[Line]:
    """Yield what is taken from the elements."""
    claim, means = household_claim(household, policy), household_means(household, policy)
    taken = award.deductions
    if means.net_pay:
        how = working.earnings(means.net_pay, claim, policy)
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
    elif _has_grace(household) and assessed_award(claim._replace(capped=True), means, policy).deductions.benefit_cap:
        yield line(UNIVERSAL_CREDIT, "benefit_cap", 0, case, element_working.cap_grace(case))


def _has_grace(household: Household) -> bool:
    """Say whether grace after work, and nothing else, keeps the benefit cap off a household."""
    first, second = (
        adult._replace(work=adult.work._replace(has_cap_grace=False)) for adult in (household.first, household.second)
    )
    return bool(is_capped(household._replace(first=first, second=second))) and not is_capped(household)


# ----------------------------------------------------------------------------------------- other benefits


def other_lines(income: Income, household: Household, case: Case, policy: Policy) -> Iterator[Line]:
    """Yield the benefits other than Universal Credit, each adult's own separately."""
    people = [(name, adult, adult_means(adult, policy)) for name, _, adult in _people(case, household)]
    for name, adult, means in people:
        if means.new_style_esa:
            how = working.new_style_esa(adult, policy)
            yield line(OTHER, "new_style_esa", means.new_style_esa, case, how, name)
    if income.income_related_esa:
        how = working.income_related_esa(household, policy)
        yield line(OTHER, "income_related_esa", income.income_related_esa, case, how)
    if income.housing_benefit or (household.home.is_temporary and household.home.rent):
        how = element_working.housing_benefit(income, household)
        yield line(OTHER, "housing_benefit", income.housing_benefit, case, how)
    for name, adult, _ in people:
        amount = disability_benefit(adult, policy)
        if amount:
            how = working.disability_benefit(adult, policy)
            yield line(OTHER, "adp" if adult.is_scottish else "pip", amount, case, how, name)
    for name, _, means in people:
        if means.carers_allowance:
            how = working.carers_allowance(means, policy)
            yield line(OTHER, "carers_allowance", means.carers_allowance, case, how, name)
    if income.child_benefit:
        yield line(OTHER, "child_benefit", income.child_benefit, case, working.child_benefit(case, policy))
    for name, _, means in people:
        if means.pension:
            yield line(OTHER, "pension", means.pension, case, working.pension(policy), name)
        if means.other:
            yield line(OTHER, "other", means.other, case, AS_GIVEN, name)


def pay_lines(household: Household, case: Case, policy: Policy) -> Iterator[Line]:
    """Yield each adult's pay and the taxes on it, and the net pay of all."""
    taxed = []
    for name, described, adult in _people(case, household):
        gross = adult.work.gross_pay
        if described.sick_since is not None:
            yield line(PAY, "sick_pay", gross, case, working.sick_pay(described, case, policy), name)
        elif gross:
            yield line(PAY, "gross_pay", gross, case, AS_GIVEN, name)
        if gross:
            tax, insurance = income_tax(gross, adult.is_scottish, policy.tax), employee_insurance(gross, policy.tax)
            key = "scottish_income_tax" if adult.is_scottish else "income_tax"
            yield line(PAY, key, -tax, case, working.income_tax(adult, policy), name)
            yield line(PAY, "employee_insurance", -insurance, case, working.employee_insurance(gross, policy), name)
            taxed.append((gross, tax, insurance))
    if taxed:
        yield line(PAY, "net_pay", household_means(household, policy).net_pay, case, working.net_pay(taxed))


def income_line(income: Income, case: Case) -> Line:
    """Return the line of all income."""
    return line(TOTAL, "net_income", sum(income), case, working.net_income(income, case))


def employer_lines(household: Household, case: Case, policy: Policy) -> Iterator[Line]:
    """Yield what employers bear on top of pay, and the sick pay that no public money meets."""
    for name, described, adult in _people(case, household):
        gross = adult.work.gross_pay
        if gross and described.sick_since is not None:
            yield line(EMPLOYER, "sick_pay", gross, case, Working(note="as above; not public money"), name)
        if gross:
            amount = employer_insurance(gross, policy.tax)
            yield line(EMPLOYER, "employer_insurance", amount, case, working.employer_insurance(gross, policy), name)
