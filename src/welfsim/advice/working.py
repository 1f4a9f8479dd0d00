"""The sum behind a line of a statement, in words and figures that can be repeated by hand.

Every amount in a sum is a part that the rules of awards name, or a rate of the law. A true minus, `×`, `/`, `of` and
brackets are the only signs of a sum; what stands in a note is no part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from welfsim.advice.case import POUND, Case, CaseAdult
from welfsim.advice.household import usual_pay
from welfsim.awards.budget import Award, Claim, Income, Means, disability_components, income_related_claim
from welfsim.awards.child_benefit import weekly_child_benefit
from welfsim.awards.employment_support import new_style_parts
from welfsim.awards.household import Adult, Household, is_couple
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
from welfsim.awards.universal_credit import (
    annual_cap,
    capital_steps,
    limited_amount,
)
from welfsim.months import MONTHS_A_YEAR
from welfsim.vocabulary.codes import EsaGroup
from welfsim.vocabulary.parameters import Policy
from welfsim.wording.values import MINUS, counted

BY_THE_MONTH = f"× {WEEKS_A_YEAR} / {MONTHS_A_YEAR}"
GROUPS = {
    EsaGroup.ASSESSMENT: "assessment phase",
    EsaGroup.WRAG: "work-related activity group",
    EsaGroup.SUPPORT: "support group",
}
NAMES = {
    "net_pay": "net pay",
    "universal_credit": "Universal Credit",
    "new_style_esa": "New-style ESA",
    "income_related_esa": "Income-related ESA",
    "housing_benefit": "Housing Benefit",
    "disability_benefit": "PIP",
    "carers_allowance": "Carer's Allowance",
    "child_benefit": "Child Benefit",
    "pension": "State Pension",
    "other": "other income",
}


class Working(NamedTuple):
    """How a line comes about: a sum that gives its amount, where there is one, and what the sum rests on."""

    sum: str = ""
    note: str = ""


AS_GIVEN = Working(note="as given")
RENT = Working(note="rent as given, taken to be what counts after Local Housing Allowance")


def money(pence: float) -> str:
    """Write pence as pounds and pence."""
    return f"£{pence / POUND:,.2f}"


def pounds(pence: float) -> str:
    """Write pence as pounds, whole ones without pence."""
    return money(pence).removesuffix(".00")


def percent(share: float) -> str:
    """Write a share in hundredths."""
    return f"{100 * share:.6g}%"


def notes(*parts: str) -> str:
    """Join what a sum rests on."""
    return "; ".join(part for part in parts if part)


def plus(parts: Iterable[str]) -> str:
    return " + ".join(parts)


def by_the_month(weekly: Sequence[float]) -> str:
    """Return the sum that turns weekly amounts into one of the month."""
    parts = [money(amount) for amount in weekly if amount]
    return f"{parts[0] if len(parts) == 1 else f'({plus(parts)})'} {BY_THE_MONTH}"


# ------------------------------------------------------------------------------------------- deductions


def earnings(net_pay: int, claim: Claim, policy: Policy) -> Working:
    """Return the taper on net pay above the work allowance."""
    pay, allowance = f"net pay {money(net_pay)}", f"work allowance {money(claim.work_allowance)}"
    if net_pay <= claim.work_allowance:
        return Working(note=f"{pay} is within the {allowance}")
    taper = percent(policy.universal_credit.taper)
    if claim.work_allowance == 0:
        return Working(f"{taper} of {pay}", "no work allowance without a child, LCW or LCWRA")
    return Working(f"{taper} of ({pay} {MINUS} {allowance})")


def unearned_income(means: Means) -> Working:
    """Return the benefits that are taken in full."""
    amounts = means._replace(net_pay=0)._asdict()
    return Working(plus(f"{NAMES[kind]} {money(amount)}" for kind, amount in amounts.items() if amount))


def capital(household: Household, policy: Policy) -> Working:
    """Return the steps of savings and what each is taken to bring."""
    p = policy.universal_credit
    steps = capital_steps(household.capital, p)
    return Working(
        f"{steps} {'step' if steps == 1 else 'steps'} of {money(p.capital_income)}",
        f"for each {pounds(p.capital_step)} or part of it in savings of {pounds(household.capital)} "
        f"above {pounds(p.capital_lower_limit)}",
    )


def benefit_cap(award: Award, claim: Claim, means: Means, household: Household, policy: Policy) -> Working:
    """Return by how much the award and the other benefits that count lie above the cap."""
    before = award.paid + award.deductions.benefit_cap
    others = [
        f"{name} {money(amount)}"
        for name, amount in (("New-style ESA", means.new_style_esa), ("Child Benefit", claim.child_benefit))
        if amount
    ]
    family = is_couple(household) or household.children.number > 0
    year = annual_cap(family, household.home.in_london, policy.benefit_cap)
    note = (
        f"cap {pounds(year)} a year / {MONTHS_A_YEAR}, {'a couple or family' if family else 'single'} "
        f"{'in London' if household.home.in_london else 'outside London'}"
    )
    if award.paid == 0:
        return Working(f"award {money(before)}", notes("all of it", f"{plus(others)} reach the cap alone", note))
    return Working(f"{plus([f'award {money(before)}', *others])} {MINUS} cap {money(claim.cap)}", note)


def excess(award: Award) -> Working:
    """Return the deductions above and the elements that could not bear them."""
    taken = award.deductions.earnings + award.deductions.unearned_income + award.deductions.capital
    elements = limited_amount(award.elements) + award.transitional
    beyond = f"deductions {money(taken)} {MINUS} elements {money(elements)}"
    left = elements - taken - award.deductions.excess
    if left == 0:
        return Working(beyond, "an award is never below zero")
    return Working(f"{beyond} + {money(left)}", "the least award stays in the wait for LCWRA (UC Regs reg 28(7))")


# ---------------------------------------------------------------------------------------- other benefits


def new_style_esa(adult: Adult, policy: Policy) -> Working:
    """Return the weekly allowance and component, and the group they come from."""
    weekly = new_style_parts(
        adult.is_under_25,
        adult.incapacity.esa_group == EsaGroup.SUPPORT,
        adult.incapacity.esa_group == EsaGroup.WRAG,
        adult.incapacity.esa_since,
        policy.employment_support_allowance,
    )
    return Working(by_the_month(weekly), f"weekly, {GROUPS[EsaGroup(adult.incapacity.esa_group)]}")


def income_related_esa(household: Household, policy: Policy) -> Working:
    """Return the weekly allowance, component and premium."""
    weekly = income_related_claim(household, policy)
    named = [name for name, amount in weekly._asdict().items() if amount]
    return Working(by_the_month(weekly), f"weekly {' + '.join(named)}")


def disability_benefit(adult: Adult, policy: Policy) -> Working:
    """Return the weekly components."""
    weekly = disability_components(adult, policy)
    named = [name.replace("_", " ") for name, amount in weekly._asdict().items() if amount]
    return Working(by_the_month(weekly), f"weekly {' + '.join(named)}")


def carers_allowance(means: Means, policy: Policy) -> Working:
    """Return the allowance, and the new-style ESA that overlaps it."""
    whole = by_the_month([policy.carers.allowance])
    if means.new_style_esa == 0:
        return Working(whole, "weekly rate")
    return Working(
        f"{whole} {MINUS} New-style ESA {money(means.new_style_esa)}", "weekly rate; overlaps (SI 1979/597 reg 4)"
    )


def child_benefit(case: Case, policy: Policy) -> Working:
    """Return the weekly rates of the eldest child and the others."""
    weekly = weekly_child_benefit(len(case.children), policy.child_benefit)
    others = f", {money(policy.child_benefit.other)} for each other child" if weekly.others else ""
    return Working(by_the_month(weekly), f"weekly, the eldest{others} (SI 2006/965 reg 2)")


def pension(policy: Policy) -> Working:
    """Return the weekly pension."""
    return Working(by_the_month([policy.pay.state_pension]), "full new State Pension, weekly")


# ------------------------------------------------------------------------------------------------- pay


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
    """Return the year's tax band by band, and how the taxable income comes about."""
    p, year = policy.tax, adult.work.gross_pay * MONTHS_A_YEAR
    taxable, allowance = taxable_income(year, p), pounds(personal_allowance(year, p))
    pay = f"{MONTHS_A_YEAR} × {money(adult.work.gross_pay)}"
    if taxable == 0:
        return Working(note=f"{pay} is within the personal allowance {allowance}")
    bands = scottish_tax_bands(taxable, p) if adult.is_scottish else tax_bands(taxable, p)
    nation = "scottish_" if adult.is_scottish else ""
    parts = [
        f"{percent(getattr(p, f'{nation}{name}_rate'))} of {money(amount)}"
        for name, amount in bands._asdict().items()
        if amount
    ]
    return Working(
        f"{parts[0] if len(parts) == 1 else f'({plus(parts)})'} / {MONTHS_A_YEAR}",
        f"taxable in a year {pay} {MINUS} personal allowance {allowance}; rounded down",
    )


def employee_insurance(gross: int, policy: Policy) -> Working:
    """Return the contributions band by band."""
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


def employer_insurance(gross: int, policy: Policy) -> Working:
    """Return the contribution on pay above the threshold."""
    p, above = policy.tax, employers_band(gross, policy.tax)
    threshold = pounds(p.ni_secondary_threshold)
    if above == 0:
        return Working(note=f"pay is within {threshold} a month")
    return Working(f"{percent(p.ni_employer_rate)} of {money(above)}", f"pay above {threshold} a month")


def net_pay(taxed: Iterable[tuple[int, int, int]]) -> Working:
    """Return each adult's pay less income tax and National Insurance."""
    return Working(plus(f" {MINUS} ".join(map(money, amounts)) for amounts in taxed), "pay less tax and insurance")


def net_income(income: Income, case: Case) -> Working:
    """Return the kinds of income, added up."""
    named = NAMES | ({"disability_benefit": "ADP"} if case.region == "scotland" else {})
    return Working(plus(f"{named[kind]} {money(amount)}" for kind, amount in income._asdict().items() if amount))
