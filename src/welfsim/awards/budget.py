"""The budget of a unit: its income as things are, and the award in it.

Entitlement, take-up, migration and job entry share these rules, so that a person weighs a job by the same award
that would be paid.
"""

from __future__ import annotations

from typing import NamedTuple

from welfsim.awards.child_benefit import child_benefit, high_income_charge
from welfsim.awards.childcare import care_cost, childcare_element
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
    cares,
    has_disability_benefit,
    has_lcwra_paid,
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
from welfsim.awards.scotland import scottish_child_payment
from welfsim.awards.tax import income_tax
from welfsim.awards.universal_credit import (
    Deductions,
    Elements,
    brings_lcw_element,
    cap_deduction,
    cap_limit,
    capital_deduction,
    carer_element,
    child_elements,
    disabled_child_addition,
    earnings_deduction,
    earns_cap_exemption,
    exceeds_capital_limit,
    excess,
    limited_amount,
    maximum_amount,
    payable,
    standard_allowance,
    transitional_element,
    work_allowance,
)
from welfsim.compiled import rule
from welfsim.months import MONTHS_A_YEAR
from welfsim.vocabulary.codes import EsaGroup, EsaKind, HealthGroup
from welfsim.vocabulary.parameters import Policy


class Claim(NamedTuple):
    """What a Universal Credit award is made of, before any income, in pence; `child_benefit` counts towards the cap."""

    elements: Elements
    transitional: int
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


@rule
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


@rule
def disability_benefit(adult: Adult, policy: Policy) -> int:
    """Return an adult's Personal Independence Payment or, in Scotland, Adult Disability Payment; none in hospital."""
    if not adult.disability.is_paid:
        return 0
    if adult.is_scottish:
        return adult_disability_payment(
            adult.disability.daily_living, adult.disability.mobility, policy.disability_rates
        )
    return independence_payment(adult.disability.daily_living, adult.disability.mobility, policy.disability_rates)


@rule
def disability_components(adult: Adult, policy: Policy) -> Components:
    """Return the weekly components of an adult's Personal Independence Payment or Adult Disability Payment."""
    rates, p = adult.disability, policy.disability_rates
    if adult.is_scottish:
        return adult_disability_components(rates.daily_living, rates.mobility, p)
    return independence_components(rates.daily_living, rates.mobility, p)


@rule
def exempts_from_cap(adult: Adult) -> bool:
    """Say whether an adult makes the unit exempt from the benefit cap (UC Regs regs 82 and 83).

    Benefits exempt a claimant alone; the earnings behind the months of grace are those of a couple, joint or not.
    """
    in_support = adult.incapacity.esa_kind != EsaKind.NONE and adult.incapacity.esa_group == EsaGroup.SUPPORT
    unfit = in_support or adult.incapacity.lcwra_paid or has_disability_benefit(adult) or adult.means.spares_cap
    return (is_claimant(adult) and (unfit or adult.care.is_carer)) or (is_counted(adult) and adult.work.has_cap_grace)


@rule
def is_capped(household: Household) -> bool:
    """Say whether the benefit cap may apply, earnings aside: no adult and no disabled child makes the unit exempt."""
    disabled_children = household.children.disabled_lower + household.children.disabled_higher
    return disabled_children == 0 and not exempts_from_cap(household.first) and not exempts_from_cap(household.second)


@rule
def household_child_benefit(household: Household, policy: Policy) -> int:
    """Return the Child Benefit of a unit."""
    return child_benefit(household.children.number, policy.child_benefit)


@rule
def has_limited_capability(adult: Adult) -> bool:
    """Say whether an adult has been found to have limited capability for work, or is treated so past pension age.

    A partner who may not claim counts too: what is deducted is as if the claim were joint (UC Regs reg 22(3)).
    """
    in_group = adult.incapacity.health_group == HealthGroup.LCW or adult.incapacity.health_group == HealthGroup.LCWRA
    return is_counted(adult) and in_group


@rule
def brings_lcw(adult: Adult, policy: Policy) -> bool:
    """Say whether an adult brings the LCW element; a carer brings the carer element instead (UC Regs reg 29)."""
    in_lcw = is_claimant(adult) and adult.incapacity.health_group == HealthGroup.LCW and not adult.care.is_carer
    return in_lcw and brings_lcw_element(adult.incapacity.fit_note_since, policy.universal_credit)


@rule
def is_in_work(adult: Adult) -> bool:
    """Say whether an adult of the unit is in paid work."""
    return is_counted(adult) and adult.work.gross_pay > 0


@rule
def can_care_for_children(adult: Adult) -> bool:
    """Say whether neither work, limited capability for work nor a disabled person keeps an adult from childcare.

    UC Regs reg 32(1)(b). An adult who is away for a time, and the two months after a job (2)(a), are left out.
    """
    return is_counted(adult) and not (is_in_work(adult) or has_limited_capability(adult) or cares(adult))


@rule
def meets_work_condition(household: Household) -> bool:
    """Say whether a unit needs childcare for work: a claimant works, and the other cannot give it (UC Regs reg 32)."""
    a, b = household.first, household.second
    if not ((is_claimant(a) and is_in_work(a)) or (is_claimant(b) and is_in_work(b))):
        return False
    return not (can_care_for_children(a) or can_care_for_children(b))


@rule
def fewest_hours(a: Adult, b: Adult) -> float:
    """Return the hours a week in which all who work of two adults are at work."""
    if not is_in_work(a):
        return b.work.weekly_hours
    return min(a.work.weekly_hours, b.work.weekly_hours) if is_in_work(b) else a.work.weekly_hours


@rule
def household_childcare_costs(household: Household, policy: Policy) -> int:
    """Return what a unit pays a month for childcare that its work needs."""
    care = household.outgoings.care
    if care.children == 0 or not meets_work_condition(household):
        return 0
    return care_cost(care, fewest_hours(household.first, household.second), policy.pay)


@rule
def household_childcare_element(household: Household, policy: Policy) -> int:
    """Return the childcare element of a unit (UC Regs regs 31 to 36)."""
    costs = household_childcare_costs(household, policy)
    return childcare_element(costs, household.outgoings.care.children, policy.universal_credit)


@rule
def household_claim(household: Household, policy: Policy) -> Claim:
    """Return what a unit's award is made of, whether or not it has claimed.

    A couple brings one health element, the protected rate before the new one and LCWRA before LCW (UC Regs reg 27).
    Where a partner may not claim, the elements are those of a single person (regs 3(3) and 36(3)); the partner's means
    and savings count (regs 18(2) and 22(3)). Nothing is due when nobody may claim, or savings are above their limit.
    """
    p = policy.universal_credit
    if not is_claimable(household) or exceeds_capital_limit(household.capital, p):
        return Claim(Elements(0, 0, 0, 0, 0, 0, 0, 0, 0), 0, 0, 0, False, 0, 0)

    a, b, couple = household.first, household.second, is_joint(household)
    first, second = has_lcwra_paid(a), has_lcwra_paid(b)
    carers = int(cares(a)) + int(cares(b))
    lcwra = int(first) + int(second)
    lcwra_carers = int(first and a.care.is_carer) + int(second and b.care.is_carer)
    protected = (first and a.incapacity.lcwra_protected) or (second and b.incapacity.lcwra_protected)

    children, home = household.children, household.home

    elements = Elements(
        standard_allowance(couple, is_young(household), p),
        child_elements(children.number, children.before_limit, children.excepted, p),
        disabled_child_addition(children.disabled_lower, children.disabled_higher, children.number, p),
        home.rent,
        carer_element(carers, lcwra, lcwra_carers, p),
        p.lcw if lcwra == 0 and (brings_lcw(a, policy) or brings_lcw(b, policy)) else 0,
        p.lcwra_protected if protected else 0,
        p.lcwra_new if lcwra > 0 and not protected else 0,
        household_childcare_element(household, policy),
    )
    return Claim(
        elements,
        transitional_element(household.transitional_element, household.limited_elements, limited_amount(elements)),
        work_allowance(children.number, has_limited_capability(a) or has_limited_capability(b), home.rent, p),
        capital_deduction(household.capital, p),
        is_capped(household),
        cap_limit(couple or children.number > 0, home.in_london, policy.benefit_cap),
        household_child_benefit(household, policy),
    )


@rule
def assessed_award(claim: Claim, means: Means, policy: Policy) -> Award:
    """Return the award on a claim with given means, part by part and never below zero (WRA 2012 s.8)."""
    p = policy.universal_credit
    total = maximum_amount(claim.elements) + claim.transitional
    earnings = earnings_deduction(means.net_pay + means.assumed_pay, claim.work_allowance, p)
    unearned = unearned_means(means)
    taken = earnings + unearned + claim.assumed_income
    beyond = excess(total, taken)
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


@rule
def award(claim: Claim, means: Means, policy: Policy) -> int:
    """Return the Universal Credit payable on a claim with given means."""
    return assessed_award(claim, means, policy).paid


@rule
def household_housing_benefit(household: Household, esa: int, policy: Policy) -> int:
    """Return the Housing Benefit of a unit with some income-related ESA, after the benefit cap."""
    rent, over = household.home.rent, 0
    if esa == 0:
        return 0
    if is_capped(household):
        family = is_couple(household) or household.children.number > 0
        others = capped_means(household_means(household, policy)) + household_child_benefit(household, policy)
        over = max(0, esa + rent + others - cap_limit(family, household.home.in_london, policy.benefit_cap))
    return housing_benefit(rent, over)


@rule
def household_child_payment(household: Household, qualifying: int, policy: Policy) -> int:
    """Return a unit's Scottish Child Payment: with some Universal Credit or income-related ESA, in Scotland."""
    if qualifying == 0 or not household.first.is_scottish:
        return 0
    return scottish_child_payment(household.children.young, policy.scottish_child_payment)


@rule
def taxed_income(adult: Adult, means: Means) -> int:
    """Return an adult's taxable income of a month other than pay: pensions and taxable benefits (ITEPA 2003 s.660)."""
    benefits = means.new_style_esa + means.new_style_jsa + means.carers_allowance + means.carer_supplement
    return benefits + means.pension + means.occupational_pension


@rule
def benefit_tax(adult: Adult, policy: Policy) -> int:
    """Return the income tax on an adult's pensions and taxable benefits, on top of the tax on pay."""
    pay = adult.work.gross_pay - pension_contribution(adult)
    other = taxed_income(adult, adult_means(adult, policy))
    return income_tax(pay + other, adult.is_scottish, policy.tax) - income_tax(pay, adult.is_scottish, policy.tax)


@rule
def net_adjusted_income(adult: Adult, policy: Policy) -> int:
    """Return an adult's adjusted net income of a year of such months (ITA 2007 s.58)."""
    pay = adult.work.gross_pay - pension_contribution(adult)
    return (pay + taxed_income(adult, adult_means(adult, policy))) * MONTHS_A_YEAR


@rule
def child_benefit_charge(household: Household, policy: Policy) -> int:
    """Return a unit's High Income Child Benefit Charge, on the partner with the higher income."""
    income = max(net_adjusted_income(household.first, policy), net_adjusted_income(household.second, policy))
    return high_income_charge(household_child_benefit(household, policy), income, policy.child_benefit)


@rule
def household_income(household: Household, on_uc: bool, policy: Policy) -> Income:
    """Return all that a unit has in a month: on Universal Credit or not, unless on income-related ESA instead.

    Where work has ended a claim of income-related ESA, the claimant moves to Universal Credit with the group found.
    """
    means = household_means(household, policy)
    esa = household_income_related_esa(household, policy)
    credit = 0
    if on_uc and esa == 0:
        credit = award(household_claim(on_universal_credit(household), policy), means, policy)
    taxes = benefit_tax(household.first, policy) + benefit_tax(household.second, policy)
    return Income(
        means.net_pay,
        credit,
        means.new_style_esa,
        means.new_style_jsa,
        esa,
        household_housing_benefit(household, esa, policy),
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
