"""The sum behind a line of a statement, in words and figures that can be repeated by hand.

Every amount in a sum is a part that the rules of awards name, or a rate of the law. A true minus, `×`, `/`, `of` and
brackets are the only signs of a sum; what stands in a note is no part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from welfsim.advice.adult import CaseAdult
from welfsim.advice.case import Case, birth
from welfsim.advice.claimants import grounds
from welfsim.advice.household import earnings_threshold, expected_hours, usual_pay
from welfsim.advice.housing import counted_non_dependants, rent
from welfsim.advice.kinds import POUND
from welfsim.awards.budget import (
    Award,
    Claim,
    Income,
    disability_components,
    household_childcare_element,
    meets_work_condition,
    net_adjusted_income,
    taxed_income,
)
from welfsim.awards.child_benefit import charge_percent, weekly_child_benefit
from welfsim.awards.employment_support import has_closed, new_style_parts
from welfsim.awards.household import Adult, Household, is_joint, is_young
from welfsim.awards.housing import spare_room_share
from welfsim.awards.income_related import income_related_claim
from welfsim.awards.means import Means, has_carers_entitlement, household_means, pension_contribution
from welfsim.awards.money import WEEKS_A_YEAR, monthly
from welfsim.awards.pay import minimum_wage_at
from welfsim.awards.self_employment import self_employed_insurance
from welfsim.awards.sick_pay import WORKING_DAYS, paid_weeks, weekly_earnings, weekly_sick_pay
from welfsim.awards.students import DISREGARD
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
from welfsim.awards.universal_credit import (
    APRIL_2017,
    annual_cap,
    capital_steps,
    child_elements,
    children_counted,
    disabled_children,
    erosion,
    limited_amount,
    maximum_amount,
)
from welfsim.months import MONTHS_A_YEAR, show_month
from welfsim.vocabulary.codes import EsaGroup
from welfsim.vocabulary.parameters import Policy, Tax
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
    "new_style_jsa": "New-style JSA",
    "income_related_esa": "Income-related ESA",
    "housing_benefit": "Housing Benefit",
    "disability_benefit": "PIP",
    "maternity_allowance": "Maternity Allowance",
    "carers_allowance": "Carer's Allowance",
    "carer_supplement": "Scottish Carer Supplement",
    "child_benefit": "Child Benefit",
    "scottish_child_payment": "Scottish Child Payment",
    "pension": "State Pension",
    "occupational_pension": "occupational pension",
    "other": "other income",
    "tax_charges": "tax charges",
}


class Working(NamedTuple):
    """How a line comes about: a sum that gives its amount, where there is one, and what the sum rests on."""

    sum: str = ""
    note: str = ""


AS_GIVEN = Working(note="as given")
NO_HOUSING = Working(note="none for leavers of care under 18 (UC Regs 2013 Sch 4 para 4)")


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


def by_the_month(weekly: Sequence[float], taken: float = 0) -> str:
    """Return the sum that turns weekly amounts, less what is taken from them, into one of the month."""
    parts = [money(amount) for amount in weekly if amount]
    less = f" {MINUS} {money(taken)}" if taken else ""
    return f"{parts[0] if len(parts) == 1 and not less else f'({_plus(parts)}{less})'} {BY_THE_MONTH}"


# ------------------------------------------------------------------------------------ elements of an award


def standard_allowance(household: Household, case: Case) -> Working:
    """Say which allowance it is, and who may claim but for the usual grounds or may not claim."""
    young = is_young(household)
    if is_joint(household):
        which = "a couple, both under 25" if young else "a couple, not both under 25"
    else:
        which = "single, under 25" if young else "single, 25 or over"
    return Working(note=notes(which, *grounds(case)))


def child(household: Household, case: Case, policy: Policy) -> Working:
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
            _month_of_birth(household, case, policy),
        ),
    )


def _month_of_birth(household: Household, case: Case, policy: Policy) -> str:
    """Say which month of birth was taken of a child given by age, where another month would bring more."""
    either = [
        (number, birth(child, case.month))
        for number, child in enumerate(case.children, 1)
        if child.born is None and birth(child, case.month) - MONTHS_A_YEAR < APRIL_2017 - 1 < birth(child, case.month)
    ]
    children, p = household.children, policy.universal_credit
    taken, earlier = (
        child_elements(children.number, before, children.excepted, p)
        for before in (children.before_limit, children.before_limit + len(either))
    )
    if earlier == taken:
        return ""
    named = " and ".join(f"child {number} to be born in {show_month(born)}" for number, born in either)
    more = money(earlier - taken)
    return f"taken by age: {named}; {more} a month more if born before April 2017: give the month of birth"


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


def housing(case: Case) -> Working:
    """Return the rent, less what spare rooms and other adults of the home take."""
    steps, p = rent(case), case.policy.universal_credit
    spare, others = f"{money(steps.spare_rooms)}", f"{counted_non_dependants(case)} × {money(p.non_dependant)}"
    others = others if steps.non_dependants == counted_non_dependants(case) * p.non_dependant else "all of the rest"
    taken = [spare] * bool(steps.spare_rooms) + [others] * bool(steps.non_dependants)
    spared = len(case.non_dependants) - counted_non_dependants(case)
    basis = "rent as given, taken to be what counts after Local Housing Allowance"
    if case.lha is not None:
        above = case.lha < case.rent
        basis = (
            f"Local Housing Allowance, less than the rent of {pounds(100 * case.rent)}" if above else "rent as given"
        )
        basis += "" if above else f", within Local Housing Allowance of {pounds(100 * case.lha)}"
    return Working(
        f" {MINUS} ".join([money(steps.eligible), *taken]) if taken else "",
        notes(
            basis,
            f"{percent(spare_room_share(case.spare_rooms, p))} less for {counted(case.spare_rooms, 'spare room')}"
            if case.spare_rooms
            else "",
            "a housing cost contribution for each other adult of 21 or over (Sch 4 para 14)" if others in taken else "",
            f"none for {spared} of them (Sch 4 paras 15 and 16)" if spared else "",
        ),
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


def earnings(means: Means, claim: Claim, case: Case, policy: Policy) -> Working:
    """Return the taper on net pay above the work allowance; the minimum income floor may stand for some of the pay."""
    pay, allowance = f"net pay {money(means.net_pay)}", f"work allowance {money(claim.work_allowance)}"
    floors = [_floor(each, case, policy) for each in case.adults if each.minimum_income_floor]
    if means.assumed_pay:
        pay = f"{pay} + minimum income floor {money(means.assumed_pay)}"
    why = notes(*floors) if means.assumed_pay else ""
    if means.net_pay + means.assumed_pay <= claim.work_allowance:
        return Working(note=notes(f"{pay} is within the {allowance}", why))
    taper = percent(policy.universal_credit.taper)
    if claim.work_allowance == 0:
        counted_pay = f"({pay})" if means.assumed_pay else pay
        return Working(f"{taper} of {counted_pay}", notes("no work allowance without a child, LCW or LCWRA", why))
    return Working(f"{taper} of ({pay} {MINUS} {allowance})", why)


def _floor(adult: CaseAdult, case: Case, policy: Policy) -> str:
    """Say how the minimum income floor of an adult comes about."""
    gross, tax = int(earnings_threshold(adult, case)), policy.tax
    taxed, insured = month_of_tax(gross, case.region == "scotland", tax), self_employed_insurance(gross, tax)
    return (
        f"minimum income floor: {expected_hours(adult, case):g} hours at "
        f"{money(minimum_wage_at(adult.age, policy.pay))} are {money(gross)} a month, "
        f"less tax {money(taxed)} and National Insurance {money(insured)} "
        f"leaves {money(gross - taxed - insured)}, in place of lower earnings (UC Regs 2013 reg 62)"
    )


def unearned_income(means: Means) -> Working:
    """Return the benefits that are taken in full."""
    amounts = means._replace(net_pay=0, carer_supplement=0, assumed_pay=0)._asdict()
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
        for name, amount in (
            ("New-style ESA", means.new_style_esa),
            ("New-style JSA", means.new_style_jsa),
            ("Maternity Allowance", means.maternity_allowance),
            ("Child Benefit", claim.child_benefit),
        )
        if amount
    ]
    family = is_joint(household) or household.children.number > 0
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


def income_related_esa(household: Household, case: Case, policy: Policy) -> Working:
    """Return the weekly allowance, component and premiums, less savings, and the income that comes off."""
    carers = sum(has_carers_entitlement(each, policy) for each in (household.first, household.second))
    weekly = income_related_claim(household, carers, policy)
    due = weekly._replace(savings=0)
    named = [name.replace("_", " ") for name, amount in due._asdict().items() if amount]
    income = unearned_income(household_means(household, policy)).sum
    p = policy.employment_support_allowance
    has_living = any(each.daily_living != "none" for each in case.adults)
    return Working(
        by_the_month(due, weekly.savings) + (f" {MINUS} ({income})" if income else ""),
        notes(
            f"weekly {' + '.join(named)}",
            "less £1 for each £250 or part of it in savings above £6,000 (reg 118)" if weekly.savings else "",
            "less all income but pay (reg 90)" if income else "",
            "no severe disability premium unless lives_alone is true" if has_living and not case.lives_alone else "",
            f"income-related ESA closed before {show_month(p.income_related_closed)}, when the move to Universal "
            "Credit was complete"
            if has_closed(case.month, p)
            else "",
        ),
    )


def housing_benefit(paid: int, case: Case) -> Working:
    """Return the rent, less what the benefit cap takes."""
    met, basis = rent(case).met, housing(case)
    if paid == met:
        return basis
    over = money(met - paid)
    return Working(
        f"{money(met)} {MINUS} {over}", notes(basis.note, f"the benefit cap takes {over} (SI 2006/213 reg 75A)")
    )


def new_style_jsa(means: Means, adult: Adult, policy: Policy) -> Working:
    """Return the weekly allowance, less net pay above the few pounds that are kept."""
    p = policy.jobseekers_allowance
    weekly = by_the_month([p.personal_allowance_under_25 if adult.is_under_25 else p.personal_allowance])
    kept = int(monthly(p.earnings_kept))
    if means.net_pay <= kept:
        return Working(weekly, "weekly")
    return Working(
        f"{weekly} {MINUS} (net pay {money(means.net_pay)} {MINUS} {money(kept)})",
        f"weekly, less net pay above {pounds(p.earnings_kept)} a week",
    )


def disability_benefit(described: CaseAdult, adult: Adult, policy: Policy) -> Working:
    """Return the weekly components, or the rate of Attendance Allowance."""
    weekly = disability_components(adult, policy)
    if described.attendance_allowance != "none":
        return Working(by_the_month(weekly), f"weekly, {described.attendance_allowance} rate")
    named = [name.replace("_", " ") for name, amount in weekly._asdict().items() if amount]
    return Working(by_the_month(weekly), f"weekly {' + '.join(named)}")


def carers_allowance(means: Means, policy: Policy) -> Working:
    """Return the allowance, and the contributory benefits that overlap it."""
    whole = by_the_month([policy.carers.allowance])
    kinds = ("new_style_esa", "new_style_jsa", "maternity_allowance", "pension")
    overlapping = [f"{NAMES[kind]} {money(getattr(means, kind))}" for kind in kinds if getattr(means, kind)]
    if not overlapping:
        return Working(whole, "weekly rate")
    return Working(f" {MINUS} ".join([whole, *overlapping]), "weekly rate; overlaps (SI 1979/597 reg 4)")


def carer_supplement(policy: Policy) -> Working:
    """Return the weekly supplement."""
    return Working(by_the_month([policy.carers.scottish_supplement]), "weekly; not income in Universal Credit")


def scottish_child_payment(household: Household, policy: Policy) -> Working:
    """Return the weekly payment for each child."""
    p = policy.scottish_child_payment
    return Working(
        f"{household.children.young} × {by_the_month([p.rate])}",
        f"weekly, for each child under {p.until_age}, while Universal Credit or income-related ESA is paid",
    )


def child_benefit_charge(household: Household, benefit: int, policy: Policy) -> Working:
    """Return the share of Child Benefit that comes back as tax."""
    p = policy.child_benefit
    income = max(net_adjusted_income(each, policy) for each in (household.first, household.second))
    return Working(
        f"{charge_percent(income, p)}% of Child Benefit {money(benefit)}",
        f"income of {pounds(income)} a year, between {pounds(p.charge_from)} and {pounds(p.charge_full)}; "
        "due from the partner with the higher income",
    )


def child_benefit(case: Case, policy: Policy) -> Working:
    """Return the weekly rates of the eldest child and the others."""
    weekly = weekly_child_benefit(len(case.children), policy.child_benefit)
    others = f", {money(policy.child_benefit.other)} for each other child" if weekly.others else ""
    return Working(by_the_month(weekly), f"weekly, the eldest{others} (SI 2006/965 reg 2)")


def pension(described: CaseAdult, policy: Policy) -> Working:
    """Return the weekly pension: as given, or the full new one in its place."""
    if described.state_pension_week is not None:
        return Working(by_the_month([round(described.state_pension_week * POUND)]), "weekly, as given")
    note = "full new State Pension, weekly, taken since state_pension_week is not given"
    return Working(by_the_month([policy.pay.state_pension]), note)


def student_loan(described: CaseAdult) -> Working:
    """Return the share of a year's loan that counts in a month of the course."""
    share = f"{money(described.student_loan_year * POUND)} / {described.student_loan_months}"
    return Working(
        f"{share} {MINUS} {money(DISREGARD)}",
        f"the most that could be had for the year, by the months of the course; {money(DISREGARD)} a month does not "
        "count and is not in the net income below",
    )


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


def arrears(owed: Sequence[tuple[int, int]], found: int) -> Working:
    """Return the element of the months from which it was payable to the one in which it was found."""
    return Working(
        _plus(f"{months} × {money(amount)}" for months, amount in owed),
        f"months before {show_month(found)}, when LCWRA was found, at the rates of each; on top of the month's award, "
        "and before what earnings and other income took in those months",
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
    return parts[0] if len(parts) == 1 else f"({_plus(parts)})"


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
        _plus(f"{percent(rate)} of {money(amount)}" for rate, amount in parts if amount),
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
        f"({_plus(parts) or money(0)}) / {MONTHS_A_YEAR}",
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
    return Working(_plus(f" {MINUS} ".join(map(money, amounts)) for amounts in taxed), "pay less tax and insurance")


def net_income(income: Income, case: Case) -> Working:
    """Return the kinds of income, added up."""
    named = NAMES | ({"disability_benefit": "ADP"} if case.region == "scotland" else {})
    if any(adult.attendance_allowance != "none" for adult in case.adults):
        named["disability_benefit"] = "disability benefits"
    if any(adult.student_loan_year for adult in case.adults):
        named["other"] = "student loan and other income"
    amounts = income._asdict()
    had = _plus(f"{named[kind]} {money(amount)}" for kind, amount in amounts.items() if amount > 0)
    less = [f" {MINUS} {named[kind]} {money(-amount)}" for kind, amount in amounts.items() if amount < 0]
    return Working("".join([had, *less]))
