"""The working of what is taken from the elements of an award."""

from __future__ import annotations

from welfsim.advice.adult import CaseAdult
from welfsim.advice.case import Case
from welfsim.advice.household import earnings_threshold, expected_hours, has_floor
from welfsim.advice.working import (
    Working,
    money,
    notes,
    percent,
    plus,
    pounds,
)
from welfsim.awards.budget import (
    Award,
    Claim,
)
from welfsim.awards.household import Household, is_joint
from welfsim.awards.means import Means
from welfsim.awards.pay import minimum_wage_at
from welfsim.awards.self_employment import self_employed_insurance
from welfsim.awards.tax import (
    income_tax as month_of_tax,
)
from welfsim.awards.universal_credit import (
    annual_cap,
    capital_steps,
    maximum_amount,
)
from welfsim.months import MONTHS_A_YEAR
from welfsim.vocabulary.parameters import Policy
from welfsim.wording.values import MINUS


def earnings(means: Means, claim: Claim, case: Case, policy: Policy) -> Working:
    """Return the taper on net pay above the work allowance; the minimum income floor may stand for some of the pay."""
    pay, allowance = f"net pay {money(means.net_pay)}", f"work allowance {money(claim.work_allowance)}"
    floors = [_floor(each, case, policy) for each in case.adults if has_floor(each, case)]
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
        return Working(f"award {money(before)}", notes("all of it", f"{plus(others)} reach the cap alone", note))
    childcare = claim.elements.childcare
    spared = f" {MINUS} childcare element {money(childcare)}" if childcare else ""
    return Working(f"{plus([f'award {money(before)}', *others])} {MINUS} cap {money(claim.cap)}{spared}", note)


def cap_grace(case: Case) -> Working:
    """Say what the months without a benefit cap rest on."""
    known = all(adult.job_pay is not None or adult.job_ended is None for adult in case.adults)
    return Working(
        note=notes(
            "none in the nine months after a job ended or its pay fell (UC Regs 2013 reg 82(2))",
            "" if known else "the job is taken to have paid enough in each of the 12 months before: give job_pay",
            "pay that fell brings them to who was on Universal Credit then"
            if any(adult.pay_fell_in is not None for adult in case.adults)
            else "",
        )
    )


def excess(award: Award) -> Working:
    """Return the deductions above and the elements that could not bear them."""
    taken = award.deductions.earnings + award.deductions.unearned_income + award.deductions.capital
    elements = maximum_amount(award.elements) + award.transitional
    beyond = f"deductions {money(taken)} {MINUS} elements {money(elements)}"
    left = elements - taken - award.deductions.excess
    if left == 0:
        return Working(beyond, "an award is never below zero")
    return Working(f"{beyond} + {money(left)}", "the least award stays in the wait for LCWRA (UC Regs reg 28(7))")
