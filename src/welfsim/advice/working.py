"""The sum behind a line of a statement, in words and figures that can be repeated by hand.

Every amount in a sum is a part that the rules of awards name, or a rate of the law. A true minus, `×`, `/`, `of` and
brackets are the only signs of a sum; what stands in a note is no part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from welfsim.advice.case import POUND, Case, CaseAdult
from welfsim.advice.household import usual_pay
from welfsim.awards.budget import (
    Award,
    Claim,
    Income,
    Means,
    disability_components,
    household_childcare_element,
    income_related_claim,
    meets_work_condition,
)
from welfsim.awards.child_benefit import weekly_child_benefit
from welfsim.awards.employment_support import new_style_parts
from welfsim.awards.household import Adult, Household, is_couple, is_young
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
    children_counted,
    disabled_children,
    erosion,
    limited_amount,
    maximum_amount,
)
from welfsim.months import MONTHS_A_YEAR, show_month
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


def _plus(parts: Iterable[str]) -> str:
    return " + ".join(parts)


def by_the_month(weekly: Sequence[float]) -> str:
    """Return the sum that turns weekly amounts into one of the month."""
    parts = [money(amount) for amount in weekly if amount]
    return f"{parts[0] if len(parts) == 1 else f'({_plus(parts)})'} {BY_THE_MONTH}"


# ------------------------------------------------------------------------------------ elements of an award


def standard_allowance(household: Household) -> Working:
    """Say which allowance it is."""
    young = is_young(household)
    if is_couple(household):
        return Working(note="a couple, both under 25" if young else "a couple, not both under 25")
    return Working(note="single, under 25" if young else "single, 25 or over")


def child(household: Household, policy: Policy) -> Working:
    """Return the elements child by child, from the eldest."""
    p, children = policy.universal_credit, household.children
    counted = children_counted(children.number, children.before_limit, children.excepted, p)
    first = p.child_first_before_2017 if children.before_limit else p.child
    amounts = [first] + [p.child] * (counted - 1)
    return Working(
        _plus(map(money, amounts)),
        notes(
            "from the eldest" if children.number > 1 else "",
            "more for a first child born before April 2017" if first > p.child else "",
            "none for a third or later child born since April 2017" if counted < children.number else "",
        ),
    )


def disabled_child(household: Household, case: Case, policy: Policy) -> Working:
    """Return the additions by their rate."""
    p = policy.universal_credit
    counted = disabled_children(
        household.children.disabled_lower, household.children.disabled_higher, len(case.children)
    )
    rates = [
        (number, rate, name)
        for number, rate, name in (
            (counted.higher, p.disabled_child_higher, "higher"),
            (counted.lower, p.disabled_child_lower, "lower"),
        )
        if number
    ]
    return Working(
        _plus(f"{number} × {money(rate)}" for number, rate, _ in rates),
        f"{' and '.join(name for *_, name in rates)} rate",
    )


def carer(paid: int, carers: Sequence[str], policy: Policy) -> Working:
    """Return how many carers bring the element; one who brings the LCWRA element does not."""
    rate = policy.universal_credit.carer
    number = round(paid / rate)
    return Working(
        f"{number} × {money(rate)}" if number else "",
        notes(
            " and ".join(carers),
            "none for the one who brings the LCWRA element (UC Regs 2013 reg 29)" if number < len(carers) else "",
        ),
    )


def childcare(household: Household, policy: Policy) -> Working:
    """Return the share of the costs that the element meets, its highest amount, or why there is none."""
    p, care = policy.universal_credit, household.outgoings.care
    if not meets_work_condition(household):
        return Working(note="none while no adult works, or one could care for the children (UC Regs 2013 reg 32)")
    share = f"{percent(p.childcare_share)} of {money(care.full_time)}"
    most = p.childcare_most_more if care.children > 1 else p.childcare_most_one
    limit = f"at most {money(most)} for {'one child' if care.children == 1 else 'two or more children'}"
    if household_childcare_element(household, policy) < most:
        return Working(share, limit)
    return Working(money(most), f"{limit}; {share} is more")


def council_tax(bill: int, reduction: int, case: Case, policy: Policy) -> Working:
    """Return a stylised bill less its reduction, and what both rest on."""
    p = policy.council_tax
    nation = {"scotland": "Scotland", "wales": "Wales"}.get(case.region, "England")
    return Working(
        f"bill {money(bill)} {MINUS} reduction {money(reduction)}",
        notes(
            f"the average of {nation} at {percent(p.band_ratio)} of Band D",
            f"{percent(p.single_discount)} less for one adult" if len(case.adults) == 1 else "",
            "no reduction without Universal Credit or income-related ESA" if not reduction else "",
            "your council's bill and scheme differ",
        ),
    )


def transitional(household: Household, award: Award) -> Working:
    """Return the transitional element as given, less what the other elements rose by."""
    before, now = household.limited_elements, limited_amount(award.elements)
    given, rise = money(household.transitional_element), erosion(before, now)
    if rise == 0:
        return Working(given, "as given; no rise of the other elements erodes it")
    rose = f"{money(now)} {MINUS} {money(before)}"
    if award.transitional == 0:
        return Working("", f"{given}, eroded in full by the rise of the other elements: {rose}")
    return Working(f"{given} {MINUS} ({rose})", "eroded by the rise of the other elements")


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
    return Working(_plus(f"{NAMES[kind]} {money(amount)}" for kind, amount in amounts.items() if amount))


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
        return Working(f"award {money(before)}", notes("all of it", f"{_plus(others)} reach the cap alone", note))
    childcare = claim.elements.childcare
    spared = f" {MINUS} childcare element {money(childcare)}" if childcare else ""
    return Working(f"{_plus([f'award {money(before)}', *others])} {MINUS} cap {money(claim.cap)}{spared}", note)


def excess(award: Award) -> Working:
    """Return the deductions above and the elements that could not bear them."""
    taken = award.deductions.earnings + award.deductions.unearned_income + award.deductions.capital
    elements = maximum_amount(award.elements) + award.transitional
    return Working(f"deductions {money(taken)} {MINUS} elements {money(elements)}", "an award is never below zero")


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
        f"{parts[0] if len(parts) == 1 else f'({_plus(parts)})'} / {MONTHS_A_YEAR}",
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
        _plus(f"{percent(rate)} of {money(amount)}" for rate, amount in parts if amount),
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
    return Working(_plus(f" {MINUS} ".join(map(money, amounts)) for amounts in taxed), "pay less tax and insurance")


def net_income(income: Income, case: Case) -> Working:
    """Return the kinds of income, added up."""
    named = NAMES | ({"disability_benefit": "ADP"} if case.region == "scotland" else {})
    return Working(_plus(f"{named[kind]} {money(amount)}" for kind, amount in income._asdict().items() if amount))


# ---------------------------------------------------------------------------------------------- health


def lcwra(adults: Sequence[tuple[str, CaseAdult]], is_one_rate: bool, policy: Policy) -> Working:
    """Say who brings the element, and what the rate rests on."""
    return Working(
        note=notes(
            *(": ".join(filter(None, (name, _found(adult, is_one_rate, policy)))) for name, adult in adults),
            "one element for a couple" if len(adults) > 1 else "",
        )
    )


def _found(adult: CaseAdult, is_one_rate: bool, policy: Policy) -> str:
    """Name the facts of a finding of LCWRA."""
    if adult.esa == "income-related":
        return f"moved from income-related ESA, since {show_month(adult.esa_since or 0)}"
    since, new = adult.fit_note or 0, policy.universal_credit.new_rate_from
    side = "" if is_one_rate else f", {'before' if since < new else 'not before'} {show_month(new)}"
    facts = {"severe conditions": adult.severe_conditions, "terminally ill": adult.terminally_ill}
    facts["moved from ESA"] = adult.from_esa
    return ", ".join([f"first fit note {show_month(since)}{side}", *(fact for fact, holds in facts.items() if holds)])
