"""The lines of a statement: what each is called, its amount and working, the rule and the source behind it.

The amounts come from the rules that pay every unit of a simulation; nothing here knows the law.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from welfsim.advice.adult import CaseAdult
from welfsim.advice.case import Case
from welfsim.advice.working import Working
from welfsim.awards.household import Adult, Household

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


def people_of(case: Case, household: Household) -> list[tuple[str, CaseAdult, Adult]]:
    """Return the adults as described and as the rules see them, each named if there are two."""
    return [
        (f"adult {number}" if len(case.adults) > 1 else "", described, adult)
        for number, (described, adult) in enumerate(
            zip(case.adults, (household.first, household.second), strict=False), 1
        )
    ]
