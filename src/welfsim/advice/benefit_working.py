"""The working of benefits other than Universal Credit, of other income, and of council tax."""

from __future__ import annotations

from collections.abc import Sequence

from welfsim.advice.adult import CaseAdult
from welfsim.advice.case import Case
from welfsim.advice.kinds import POUND
from welfsim.advice.working import (
    GROUPS,
    NAMES,
    Working,
    by_the_month,
    money,
    notes,
    percent,
    plus,
    pounds,
    unearned_income,
)
from welfsim.awards.budget import (
    Income,
    disability_components,
    net_adjusted_income,
)
from welfsim.awards.child_benefit import charge_percent, weekly_child_benefit
from welfsim.awards.employment_support import has_closed, new_style_parts
from welfsim.awards.household import Adult, Household
from welfsim.awards.income_related import income_related_claim
from welfsim.awards.means import Means, has_carers_entitlement, household_means
from welfsim.awards.money import monthly
from welfsim.awards.students import DISREGARD
from welfsim.months import show_month
from welfsim.vocabulary.codes import EsaGroup
from welfsim.vocabulary.parameters import Policy
from welfsim.wording.values import MINUS


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


def child_benefit(case: Case, policy: Policy) -> Working:
    """Return the weekly rates of the eldest child and the others."""
    weekly = weekly_child_benefit(len(case.children), policy.child_benefit)
    others = f", {money(policy.child_benefit.other)} for each other child" if weekly.others else ""
    return Working(by_the_month(weekly), f"weekly, the eldest{others} (SI 2006/965 reg 2)")


def child_benefit_charge(household: Household, benefit: int, policy: Policy) -> Working:
    """Return the share of Child Benefit that comes back as tax."""
    p = policy.child_benefit
    income = max(net_adjusted_income(each, policy) for each in (household.first, household.second))
    return Working(
        f"{charge_percent(income, p)}% of Child Benefit {money(benefit)}",
        f"income of {pounds(income)} a year, between {pounds(p.charge_from)} and {pounds(p.charge_full)}; "
        "due from the partner with the higher income",
    )


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


def arrears(owed: Sequence[tuple[int, int]], found: int) -> Working:
    """Return the element of the months from which it was payable to the one in which it was found."""
    return Working(
        plus(f"{months} × {money(amount)}" for months, amount in owed),
        f"months before {show_month(found)}, when LCWRA was found, at the rates of each; on top of the month's award, "
        "and before what earnings and other income took in those months",
    )


def net_income(income: Income, case: Case) -> Working:
    """Return the kinds of income, added up."""
    named = NAMES | ({"disability_benefit": "ADP"} if case.region == "scotland" else {})
    if any(adult.attendance_allowance != "none" for adult in case.adults):
        named["disability_benefit"] = "disability benefits"
    if any(adult.student_loan_year for adult in case.adults):
        named["other"] = "student loan and other income"
    amounts = income._asdict()
    had = plus(f"{named[kind]} {money(amount)}" for kind, amount in amounts.items() if amount > 0)
    less = [f" {MINUS} {named[kind]} {money(-amount)}" for kind, amount in amounts.items() if amount < 0]
    return Working("".join([had, *less]))
