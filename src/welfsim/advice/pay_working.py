"""The working of pay: sick pay, tax, National Insurance and what is left."""

from __future__ import annotations

from collections.abc import Iterable

from welfsim.advice.adult import CaseAdult
from welfsim.advice.case import Case
from welfsim.advice.household import usual_pay
from welfsim.advice.working import (
    Working,
    money,
    notes,
    percent,
    plus,
    pounds,
)
from welfsim.awards.budget import (
    taxed_income,
)
from welfsim.awards.household import Adult
from welfsim.awards.means import Means, pension_contribution
from welfsim.awards.money import WEEKS_A_YEAR
from welfsim.awards.sick_pay import WORKING_DAYS, paid_weeks, weekly_earnings, weekly_sick_pay
from welfsim.awards.tax import (
    employers_band,
    insured_bands,
    personal_allowance,
    scottish_tax_bands,
    tax_bands,
    taxable_income,
)
from welfsim.awards.tax import (
    income_tax as month_of_tax,
)
from welfsim.months import MONTHS_A_YEAR
from welfsim.vocabulary.parameters import Policy, Tax
from welfsim.wording.values import MINUS, counted


def sick_pay(described: CaseAdult, case: Case, policy: Policy) -> Working:
    """Return the weekly rate and the weeks paid in the month, from the first day of sickness."""
    p, usual = policy.sick_pay, usual_pay(described)
    weekly = weekly_sick_pay(weekly_earnings(usual), p)
    weeks = paid_weeks(case.month - (described.sick_since or case.month), p)
    pay = f"usual pay {money(usual)} × {MONTHS_A_YEAR} / {WEEKS_A_YEAR}"
    if weekly == 0:
        return Working(note=f"{pay} a week is below the lower earnings limit {money(p.lower_earnings_limit)}")
    if weeks.ends <= weeks.begins:
        return Working(note=f"{counted(p.weeks, 'week is', 'weeks are')} over")
    share = weekly < p.rate
    begins, ends = _weeks(weeks.begins), _weeks(weeks.ends)
    paid = f"({ends} {MINUS} {begins})" if weeks.begins else ends
    return Working(
        f"{f'{percent(p.earnings_share)} of {pay}' if share else money(p.rate)} × {paid}",
        notes(
            f"{'a share of weekly pay' if share else 'weekly rate'} × weeks, counted from the first day of sickness",
            f"{counted(p.waiting_days, 'waiting day')} of a week of {WORKING_DAYS}" if p.waiting_days else "",
            f"{counted(p.weeks, 'week')} at most",
            "paid by the employer",
        ),
    )


def _weeks(weeks: float) -> str:
    """Write weeks as a fraction: of months, 52 / 12 each, or of working days."""
    for parts in (1, MONTHS_A_YEAR, WORKING_DAYS):
        if abs(weeks * parts - round(weeks * parts)) < 1e-9:
            return f"{round(weeks * parts)} / {parts}" if parts > 1 else f"{round(weeks)}"
    return f"{weeks:.9f}"


def income_tax(adult: Adult, policy: Policy) -> Working:
    """Return the year's tax on pay band by band, and how the taxable income comes about."""
    p, contribution = policy.tax, pension_contribution(adult)
    gross = adult.work.gross_pay - contribution
    pay = (
        money(adult.work.gross_pay)
        if not contribution
        else f"({money(adult.work.gross_pay)} {MINUS} {money(contribution)})"
    )
    pay = f"{MONTHS_A_YEAR} × {pay}"
    taxable, allowance = _taxable(gross, policy)
    if taxable == 0:
        return Working(note=f"{pay} is within the personal allowance {allowance}")
    return Working(
        f"{_tax_bands(taxable, adult.is_scottish, p)} / {MONTHS_A_YEAR}",
        f"taxable in a year {pay} {MINUS} personal allowance {allowance}; rounded down",
    )


def benefit_tax(adult: Adult, means: Means, policy: Policy) -> Working:
    """Return the tax on pay, pensions and benefits together, less the tax on pay."""
    pay, other = adult.work.gross_pay - pension_contribution(adult), taxed_income(adult, means)
    taxable, allowance = _taxable(pay + other, policy)
    on_pay = month_of_tax(pay, adult.is_scottish, policy.tax)
    return Working(
        f"{_tax_bands(taxable, adult.is_scottish, policy.tax)} / {MONTHS_A_YEAR}"
        + (f" {MINUS} tax on pay {money(on_pay)}" if on_pay else ""),
        f"pensions and benefits {money(other)} on top of pay {money(pay)}; personal allowance {allowance} a year; "
        "rounded down",
    )


def _taxable(month: int, policy: Policy) -> tuple[int, str]:
    """Return the taxable income of a year of such months, and the personal allowance in words."""
    year = month * MONTHS_A_YEAR
    return taxable_income(year, policy.tax), pounds(personal_allowance(year, policy.tax))


def _tax_bands(taxable: int, is_scottish: bool, p: Tax) -> str:
    """Return the sum of a year's tax band by band."""
    bands = scottish_tax_bands(taxable, p) if is_scottish else tax_bands(taxable, p)
    nation = "scottish_" if is_scottish else ""
    parts = [
        f"{percent(getattr(p, f'{nation}{name}_rate'))} of {money(amount)}"
        for name, amount in bands._asdict().items()
        if amount
    ]
    return parts[0] if len(parts) == 1 else f"({plus(parts)})"


def employee_insurance(adult: Adult, policy: Policy) -> Working:
    """Return the contributions band by band."""
    if adult.is_pensioner:
        return Working(note="none past State Pension age (SSCBA 1992 s.6(3))")
    gross = adult.work.gross_pay
    p, bands = policy.tax, insured_bands(gross, policy.tax)
    threshold = pounds(p.ni_primary_threshold)
    if bands.main == 0:
        return Working(note=f"pay is within {threshold} a month")
    parts = [(p.ni_main_rate, bands.main), (p.ni_upper_rate, bands.upper)]
    upper = f", {percent(p.ni_upper_rate)} above {pounds(p.ni_upper_limit)}" if bands.upper else ""
    return Working(
        plus(f"{percent(rate)} of {money(amount)}" for rate, amount in parts if amount),
        f"pay above {threshold} a month{upper}",
    )


def self_employed_contributions(adult: Adult, policy: Policy) -> Working:
    """Return the year's Class 4 contribution band by band, and Class 2 while it was due."""
    if adult.is_pensioner:
        return Working(note="none past State Pension age (SI 2001/1004 reg 91)")
    p, year = policy.tax, adult.work.gross_pay * MONTHS_A_YEAR
    if year < p.class_4_lower_limit:
        return Working(note=f"profits are within {pounds(p.class_4_lower_limit)} a year")
    main = min(year, p.class_4_upper_limit) - p.class_4_lower_limit
    upper = max(0, year - p.class_4_upper_limit)
    rates = [(p.class_4_main_rate, main), (p.class_4_upper_rate, upper)]
    parts = [f"{percent(rate)} of {money(amount)}" for rate, amount in rates if amount]
    parts += [f"{money(p.class_2)} × {WEEKS_A_YEAR}"] if p.class_2 else []
    classes = "Class 4 and Class 2" if p.class_2 else "Class 4"
    return Working(
        f"({plus(parts) or money(0)}) / {MONTHS_A_YEAR}",
        f"{classes} on a year's profits above {pounds(p.class_4_lower_limit)}; rounded down",
    )


def employer_insurance(gross: int, policy: Policy) -> Working:
    """Return the contribution on pay above the threshold."""
    p, above = policy.tax, employers_band(gross, policy.tax)
    threshold = pounds(p.ni_secondary_threshold)
    if above == 0:
        return Working(note=f"pay is within {threshold} a month")
    return Working(f"{percent(p.ni_employer_rate)} of {money(above)}", f"pay above {threshold} a month")


def net_pay(taxed: Iterable[tuple[int, ...]]) -> Working:
    """Return each adult's pay less income tax, National Insurance and pension contributions."""
    return Working(plus(f" {MINUS} ".join(map(money, amounts)) for amounts in taxed), "pay less tax and insurance")
