"""The budget of a unit: its income as things are, and the award in it.

Entitlement, take-up, migration and job entry share these rules, so that a person weighs a job by the same award
that would be paid.
"""

from __future__ import annotations

from typing import NamedTuple

from welfsim.awards.brought import as_found, awaited, has_limited_capability, limited_elements
from welfsim.awards.child_benefit import child_benefit, high_income_charge
from welfsim.awards.disability import (
    Components,
    adult_disability_components,
    adult_disability_payment,
    independence_components,
    independence_payment,
)
from welfsim.awards.employment_support import (
    housing_benefit,
    weekly_income_related,
)
from welfsim.awards.household import (
    Adult,
    Household,
    has_disability_benefit,
    is_claimable,
    is_claimant,
    is_counted,
    is_couple,
    is_joint,
    is_young,
)
from welfsim.awards.income_related import income_related_claim, on_universal_credit
from welfsim.awards.means import (
    Means,
    adult_means,
    capped_means,
    has_carers_entitlement,
    household_means,
    pension_contribution,
    unearned_means,
)
from welfsim.awards.money import monthly
from welfsim.awards.paid_care import household_childcare_element
from welfsim.awards.scotland import scottish_child_payment
from welfsim.awards.tax import income_tax
from welfsim.awards.transitional import LimitedElements, transitional_element
from welfsim.awards.universal_credit import (
    Deductions,
    Elements,
    cap_deduction,
    cap_limit,
    capital_deduction,
    child_elements,
    disabled_child_addition,
    earnings_deduction,
    earns_cap_exemption,
    exceeds_capital_limit,
    excess,
    maximum_amount,
    payable,
    standard_allowance,
    work_allowance,
)
from welfsim.compiled import rule
from welfsim.months import MONTHS_A_YEAR
from welfsim.vocabulary.codes import EsaGroup, EsaKind
from welfsim.vocabulary.parameters import Policy


class Claim(NamedTuple):
    """What a Universal Credit award is made of, before any income, in pence; `child_benefit` counts towards the cap.

    `limited` are the elements whose rise erodes the transitional one. `awaited` is what an LCWRA element would add to
    the award, were it not for the relevant period.
    """

    elements: Elements
    limited: LimitedElements
    transitional: int
    awaited: int
    work_allowance: int
    assumed_income: int
    capped: bool
    cap: int
    child_benefit: int


class Income(NamedTuple):
    """All that a unit has to live on in a month, before rent, in pence.

    `tax_charges`, 0 or negative, are the taxes on other income than pay, and the High Income Child Benefit Charge.
    """

    net_pay: int
    universal_credit: int
    new_style_esa: int
    new_style_jsa: int
    income_related_esa: int
    housing_benefit: int
    disability_benefit: int
    maternity_allowance: int
    carers_allowance: int
    carer_supplement: int
    child_benefit: int
    scottish_child_payment: int
    pension: int
    occupational_pension: int
    other: int
    tax_charges: int


class Award(NamedTuple):
    """A Universal Credit award part by part, in pence: elements and transitional less deductions is `paid`."""

    elements: Elements
    transitional: int
    deductions: Deductions
    paid: int


@rule(inlined=True)
def household_income_related_esa(household: Household, policy: Policy) -> int:
    """Return a unit's income-related ESA in a month: its parts, less all income that is not pay (ESA Regs 2008 reg 90).

    Savings above their limits lower or end it.
    """
    a, b = household.first, household.second
    carers = int(has_carers_entitlement(a, policy)) + int(has_carers_entitlement(b, policy))
    weekly = weekly_income_related(income_related_claim(household, carers, policy))
    if weekly == 0:
        return 0
    return max(0, monthly(weekly) - unearned_means(household_means(household, policy)))


@rule(inlined=True)
def disability_benefit(adult: Adult, policy: Policy) -> int:
    """Return an adult's Personal Independence Payment or, in Scotland, Adult Disability Payment; none in hospital."""
    if not adult.disability.is_paid:
        return 0
    if adult.is_scottish:
        return adult_disability_payment(
            adult.disability.daily_living, adult.disability.mobility, policy.disability_rates
        )
    return independence_payment(adult.disability.daily_living, adult.disability.mobility, policy.disability_rates)


@rule(inlined=True)
def disability_components(adult: Adult, policy: Policy) -> Components:
    """Return the weekly components of an adult's Personal Independence Payment or Adult Disability Payment."""
    rates, p = adult.disability, policy.disability_rates
    if adult.is_scottish:
        return adult_disability_components(rates.daily_living, rates.mobility, p)
    return independence_components(rates.daily_living, rates.mobility, p)


@rule(inlined=True)
def exempts_from_cap(adult: Adult) -> bool:
    """Say whether an adult makes the unit exempt from the benefit cap (UC Regs regs 82 and 83).

    Benefits exempt a claimant alone; the earnings behind the months of grace are those of a couple, joint or not.
    """
    in_support = adult.incapacity.esa_kind != EsaKind.NONE and adult.incapacity.esa_group == EsaGroup.SUPPORT
    unfit = in_support or adult.incapacity.lcwra_paid or has_disability_benefit(adult) or adult.means.spares_cap
    return (is_claimant(adult) and (unfit or adult.care.is_carer)) or (is_counted(adult) and adult.work.has_cap_grace)


@rule(inlined=True)
def is_capped(household: Household) -> bool:
    """Say whether the benefit cap may apply, earnings aside: no adult and no disabled child makes the unit exempt."""
    children = household.children
    has_disabled = children.number > 0 and children.disabled_lower + children.disabled_higher > 0
    return not has_disabled and not exempts_from_cap(household.first) and not exempts_from_cap(household.second)


@rule(inlined=True)
def household_child_benefit(household: Household, policy: Policy) -> int:
    """Return the Child Benefit of a unit."""
    return child_benefit(household.children.number, policy.child_benefit)


@rule(inlined=True)
def household_claim(household: Household, policy: Policy) -> Claim:
    """Return what a unit's award is made of, whether or not it has claimed.

    Where a partner may not claim, the elements are those of a single person (UC Regs regs 3(3) and 36(3)); the
    partner's means and savings count (regs 18(2) and 22(3)). Nothing is due when nobody may claim, or savings are above
    their limit.
    """
    p = policy.universal_credit
    if not is_claimable(household) or exceeds_capital_limit(household.capital, p):
        nothing = LimitedElements(0, 0, 0, 0, 0, 0, 0, 0)
        return Claim(Elements(0, 0, 0, 0, 0, 0, 0, 0, 0), nothing, 0, 0, 0, 0, False, 0, 0)

    a, b, couple = household.first, household.second, is_joint(household)
    children, home, own = household.children, household.home, as_found(a, b, p)

    elements = Elements(
        standard_allowance(couple, is_young(household), p),
        child_elements(children.number, children.before_limit, children.excepted, p),
        disabled_child_addition(children.disabled_lower, children.disabled_higher, children.number, p),
        0 if home.is_temporary else home.rent,
        own.first_carer + own.second_carer,
        own.lcw,
        own.lcwra_protected,
        own.lcwra_new,
        household_childcare_element(household, policy),
    )
    limited = limited_elements(elements, own)
    transitional = transitional_element(household.transitional_element, household.last_month, limited)
    return Claim(
        elements,
        limited,
        transitional,
        max(0, awaited(a, b, p) - transitional),
        work_allowance(
            children.number,
            has_limited_capability(a) or has_limited_capability(b),
            home.is_temporary or home.rent > 0,
            p,
        ),
        capital_deduction(household.capital, p),
        is_capped(household),
        cap_limit(couple or children.number > 0, home.in_london, policy.benefit_cap),
        household_child_benefit(household, policy),
    )


@rule(inlined=True)
def assessed_award(claim: Claim, means: Means, policy: Policy) -> Award:
    """Return the award on a claim with given means, part by part and never below zero (WRA 2012 s.8)."""
    p = policy.universal_credit
    total = maximum_amount(claim.elements) + claim.transitional
    earnings = earnings_deduction(means.net_pay + means.assumed_pay, claim.work_allowance, p)
    unearned = unearned_means(means)
    taken = earnings + unearned + claim.assumed_income
    beyond = excess(total, taken, claim.awaited)
    before_cap = total - taken - beyond
    cap = 0
    if claim.capped and not earns_cap_exemption(means.net_pay, policy.benefit_cap, policy.pay):
        others = capped_means(means) + claim.child_benefit
        cap = cap_deduction(before_cap, others, claim.elements.childcare, claim.cap)
    return Award(
        claim.elements,
        claim.transitional,
        Deductions(earnings, unearned, claim.assumed_income, cap, beyond),
        payable(before_cap - cap),
    )


@rule(inlined=True)
def award(claim: Claim, means: Means, policy: Policy) -> int:
    """Return the Universal Credit payable on a claim with given means."""
    return assessed_award(claim, means, policy).paid


@rule(inlined=True)
def household_housing_benefit(household: Household, esa: int, credit: int, policy: Policy) -> int:
    """Return the Housing Benefit of a unit with some income-related ESA, after the benefit cap, and Universal Credit.

    In temporary accommodation Universal Credit of any amount brings all of it (SI 2006/213 Schs 5 and 6). Without
    either benefit it depends on income, and is left out.
    """
    rent, over = household.home.rent, 0
    if household.home.is_temporary and credit > 0:
        return rent
    if esa == 0:
        return 0
    if is_capped(household):
        family = is_couple(household) or household.children.number > 0
        others = capped_means(household_means(household, policy)) + household_child_benefit(household, policy)
        over = max(0, esa + rent + others - cap_limit(family, household.home.in_london, policy.benefit_cap))
    return housing_benefit(rent, over)


@rule(inlined=True)
def household_child_payment(household: Household, qualifying: int, policy: Policy) -> int:
    """Return a unit's Scottish Child Payment: with some Universal Credit or income-related ESA, in Scotland."""
    if qualifying == 0 or not household.first.is_scottish:
        return 0
    return scottish_child_payment(household.children.young, policy.scottish_child_payment)


@rule(inlined=True)
def taxed_income(adult: Adult, means: Means) -> int:
    """Return an adult's taxable income of a month other than pay: pensions and taxable benefits (ITEPA 2003 s.660)."""
    benefits = means.new_style_esa + means.new_style_jsa + means.carers_allowance + means.carer_supplement
    return benefits + means.pension + means.occupational_pension


@rule(inlined=True)
def benefit_tax(adult: Adult, policy: Policy) -> int:
    """Return the income tax on an adult's pensions and taxable benefits, on top of the tax on pay."""
    pay = adult.work.gross_pay - pension_contribution(adult)
    other = taxed_income(adult, adult_means(adult, policy))
    return income_tax(pay + other, adult.is_scottish, policy.tax) - income_tax(pay, adult.is_scottish, policy.tax)


@rule(inlined=True)
def net_adjusted_income(adult: Adult, policy: Policy) -> int:
    """Return an adult's adjusted net income of a year of such months (ITA 2007 s.58)."""
    pay = adult.work.gross_pay - pension_contribution(adult)
    return (pay + taxed_income(adult, adult_means(adult, policy))) * MONTHS_A_YEAR


@rule(inlined=True)
def child_benefit_charge(household: Household, policy: Policy) -> int:
    """Return a unit's High Income Child Benefit Charge, on the partner with the higher income."""
    income = max(net_adjusted_income(household.first, policy), net_adjusted_income(household.second, policy))
    return high_income_charge(household_child_benefit(household, policy), income, policy.child_benefit)


@rule(inlined=True)
def income_with_credit(household: Household, esa: int, credit: int, policy: Policy) -> Income:
    """Return all that a unit has in a month with some income-related ESA and some Universal Credit."""
    means = household_means(household, policy)
    taxes = benefit_tax(household.first, policy) + benefit_tax(household.second, policy)
    return Income(
        means.net_pay,
        credit,
        means.new_style_esa,
        means.new_style_jsa,
        esa,
        household_housing_benefit(household, esa, credit, policy),
        disability_benefit(household.first, policy) + disability_benefit(household.second, policy),
        means.maternity_allowance,
        means.carers_allowance,
        means.carer_supplement,
        household_child_benefit(household, policy),
        household_child_payment(household, credit + esa, policy),
        means.pension,
        means.occupational_pension,
        means.other,
        -taxes - child_benefit_charge(household, policy),
    )


@rule(inlined=True)
def household_income(household: Household, on_uc: bool, policy: Policy) -> Income:
    """Return all that a unit has in a month: on Universal Credit or not, unless on income-related ESA instead.

    Where work has ended a claim of income-related ESA, the claimant moves to Universal Credit with the group found.
    """
    esa = household_income_related_esa(household, policy)
    credit = 0
    if on_uc and esa == 0:
        means = household_means(household, policy)
        credit = award(household_claim(on_universal_credit(household), policy), means, policy)
    return income_with_credit(household, esa, credit, policy)
