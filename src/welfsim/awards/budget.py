"""The budget of a unit: its income as things are, and as they would be with one adult in a job.

Entitlement, take-up, migration and job entry share these rules, so that a person weighs a job with the very award
that would be paid.
"""

from __future__ import annotations

from typing import NamedTuple

from welfsim.awards.carers import carers_allowance
from welfsim.awards.child_benefit import child_benefit
from welfsim.awards.disability import adult_disability_payment, independence_payment
from welfsim.awards.employment_support import (
    component,
    housing_benefit,
    income_related_award,
    is_permitted_work,
    new_style_award,
)
from welfsim.awards.household import NOBODY as NOBODY
from welfsim.awards.household import (
    Adult,
    Household,
    dependent_children,
    has_disability_benefit,
    is_counted,
    is_couple,
    read_household,
)
from welfsim.awards.household import current_pay as current_pay
from welfsim.awards.money import monthly
from welfsim.awards.pay import monthly_pay
from welfsim.awards.tax import net_pay
from welfsim.awards.universal_credit import (
    Deductions,
    Elements,
    brings_lcw_element,
    cap_deduction,
    cap_limit,
    capital_deduction,
    carer_element,
    child_element,
    disabled_child_addition,
    earnings_deduction,
    earns_cap_exemption,
    exceeds_capital_limit,
    excess,
    is_dependent,
    limited_amount,
    payable,
    standard_allowance,
    transitional_element,
    work_allowance,
)
from welfsim.compiled import rule
from welfsim.vocabulary.codes import EsaGroup, EsaKind, HealthGroup, Job, Presence
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.state import BenefitUnits, Districts, Persons

_PART_TIME = int(Job.PART_TIME)
_FULL_TIME = int(Job.FULL_TIME)


class Means(NamedTuple):
    """What adults have in a month besides means-tested benefits, in pence."""

    net_pay: int
    new_style_esa: int
    carers_allowance: int
    pension: int


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
    """All that a unit has to live on in a month, before rent, in pence."""

    net_pay: int
    universal_credit: int
    new_style_esa: int
    income_related_esa: int
    housing_benefit: int
    disability_benefit: int
    carers_allowance: int
    child_benefit: int
    pension: int


class Award(NamedTuple):
    """A Universal Credit award part by part, in pence: elements and transitional less deductions is `paid`."""

    elements: Elements
    transitional: int
    deductions: Deductions
    paid: int


@rule
def new_style_esa(adult: Adult, gross: int, policy: Policy) -> int:
    """Return an adult's new-style ESA with some gross pay: nothing beyond permitted work.

    Unemployment Insurance stands in its place where a scenario brings it: so much a week, and nothing in work.
    """
    if adult.esa_kind == EsaKind.INSURANCE:
        return monthly(policy.unemployment_insurance.rate) if gross == 0 else 0
    if adult.esa_kind != EsaKind.NEW_STYLE or not is_permitted_work(gross, policy.employment_support_allowance):
        return 0
    return new_style_award(
        adult.is_under_25,
        adult.esa_group == EsaGroup.SUPPORT,
        adult.esa_group == EsaGroup.WRAG,
        adult.esa_since,
        policy.employment_support_allowance,
    )


@rule
def holds_income_related(adult: Adult) -> bool:
    """Say whether an adult, out of work, holds a claim of income-related ESA."""
    return adult.is_present and adult.esa_kind == EsaKind.INCOME_RELATED and adult.gross_pay == 0


@rule
def household_income_related_esa(household: Household, policy: Policy) -> int:
    """Return the income-related ESA of a unit: one claim for a couple, the first adult's if both hold one."""
    if holds_income_related(household.first):
        group, since = household.first.esa_group, household.first.esa_since
    elif holds_income_related(household.second):
        group, since = household.second.esa_group, household.second.esa_since
    else:
        return 0
    p = policy.employment_support_allowance
    return income_related_award(group == EsaGroup.SUPPORT, is_couple(household), p) + monthly(
        component(False, group == EsaGroup.WRAG, since, p)
    )


@rule
def carers_income(adult: Adult, net: int, esa: int, policy: Policy) -> int:
    """Return an adult's Carer's Allowance with some net pay and new-style ESA.

    Beside income-related ESA it is left out, since that would fall by the same pound.
    """
    if not adult.is_carer or (adult.esa_kind == EsaKind.INCOME_RELATED and net == 0):
        return 0
    return carers_allowance(net, esa, policy.carers)


@rule
def disability_benefit(adult: Adult, policy: Policy) -> int:
    """Return an adult's Personal Independence Payment or, in Scotland, Adult Disability Payment."""
    if adult.is_scottish:
        return adult_disability_payment(adult.daily_living, adult.mobility, policy.disability_rates)
    return independence_payment(adult.daily_living, adult.mobility, policy.disability_rates)


@rule
def adult_means(adult: Adult, gross: int, policy: Policy) -> Means:
    """Return an adult's means with some gross pay."""
    if adult.is_pensioner:
        return Means(0, 0, 0, monthly(policy.pay.state_pension))
    if not adult.is_present:
        return Means(0, 0, 0, 0)
    net = net_pay(gross, adult.is_scottish, policy.tax) if gross > 0 else 0
    esa = new_style_esa(adult, gross, policy)
    return Means(net, esa, carers_income(adult, net, esa, policy), 0)


@rule
def together(a: Means, b: Means) -> Means:
    """Return the means of two adults together."""
    return Means(
        a.net_pay + b.net_pay,
        a.new_style_esa + b.new_style_esa,
        a.carers_allowance + b.carers_allowance,
        a.pension + b.pension,
    )


@rule
def total_means(means: Means) -> int:
    """Return the sum of means."""
    return means.net_pay + means.new_style_esa + means.carers_allowance + means.pension


@rule
def household_means(household: Household, policy: Policy) -> Means:
    """Return the means of a unit as things are."""
    return together(
        adult_means(household.first, household.first.gross_pay, policy),
        adult_means(household.second, household.second.gross_pay, policy),
    )


@rule
def spares_cap(adult: Adult) -> bool:
    """Say whether an adult spares the unit the benefit cap (UC Regs regs 82 and 83)."""
    in_support = adult.esa_kind == EsaKind.NEW_STYLE and adult.esa_group == EsaGroup.SUPPORT
    unfit = in_support or adult.lcwra_paid or has_disability_benefit(adult)
    return is_counted(adult) and (unfit or adult.is_carer or adult.has_cap_grace)


@rule
def is_capped(household: Household) -> bool:
    """Say whether the benefit cap may apply, earnings aside: nobody and no disabled child spares the unit."""
    disabled_children = household.disabled_lower + household.disabled_higher
    return disabled_children == 0 and not spares_cap(household.first) and not spares_cap(household.second)


@rule
def household_child_benefit(household: Household, policy: Policy, month: int) -> int:
    """Return the Child Benefit of a unit."""
    children = dependent_children(household, month, policy.ageing.dependent_until)
    return child_benefit(children, policy.child_benefit)


@rule
def has_limited_capability(adult: Adult) -> bool:
    """Say whether an adult has been found to have limited capability for work."""
    in_group = adult.health_group == HealthGroup.LCW or adult.health_group == HealthGroup.LCWRA
    return adult.is_present and in_group


@rule
def brings_lcw(adult: Adult, policy: Policy) -> bool:
    """Say whether an adult brings the LCW element; a carer brings the carer element instead (UC Regs reg 29)."""
    in_lcw = adult.is_present and adult.health_group == HealthGroup.LCW and not adult.is_carer
    return in_lcw and brings_lcw_element(adult.fit_note_since, policy.universal_credit)


@rule
def household_claim(household: Household, policy: Policy, month: int) -> Claim:
    """Return what a unit's award is made of, whether or not it has claimed.

    A couple brings one health element, the protected rate before the new one and LCWRA before LCW (UC Regs reg 27).
    Nothing is due when savings are above their limit.
    """
    p = policy.universal_credit
    if exceeds_capital_limit(household.capital, p):
        return Claim(Elements(0, 0, 0, 0, 0, 0, 0, 0), 0, 0, 0, False, 0, 0)

    a, b, couple = household.first, household.second, is_couple(household)
    young = (a.is_under_25 or not is_counted(a)) and (b.is_under_25 or not is_counted(b))
    carers = int(is_counted(a) and a.is_carer) + int(is_counted(b) and b.is_carer)
    lcwra = int(a.lcwra_paid) + int(b.lcwra_paid)
    lcwra_carers = int(a.lcwra_paid and a.is_carer) + int(b.lcwra_paid and b.is_carer)
    protected = (a.lcwra_paid and a.lcwra_protected) or (b.lcwra_paid and b.lcwra_protected)

    children, child = 0, 0
    for birth in (household.child_1_birth, household.child_2_birth, household.child_3_birth, household.child_4_birth):
        if is_dependent(birth, month, policy.ageing.dependent_until):
            child += child_element(birth, children, p)
            children += 1

    elements = Elements(
        standard_allowance(couple, young, p),
        child,
        disabled_child_addition(household.disabled_lower, household.disabled_higher, children, p),
        household.rent,
        carer_element(carers, lcwra, lcwra_carers, p),
        p.lcw if lcwra == 0 and (brings_lcw(a, policy) or brings_lcw(b, policy)) else 0,
        p.lcwra_protected if protected else 0,
        p.lcwra_new if lcwra > 0 and not protected else 0,
    )
    return Claim(
        elements,
        transitional_element(household.transitional_element, household.limited_elements, limited_amount(elements)),
        work_allowance(children, has_limited_capability(a) or has_limited_capability(b), household.rent, p),
        capital_deduction(household.capital, p),
        is_capped(household),
        cap_limit(couple or children > 0, household.in_london, policy.benefit_cap),
        child_benefit(children, policy.child_benefit),
    )


@rule
def assessed_award(claim: Claim, means: Means, policy: Policy) -> Award:
    """Return the award on a claim with given means, part by part and never below nought (WRA 2012 s.8)."""
    p = policy.universal_credit
    total = limited_amount(claim.elements) + claim.transitional
    earnings = earnings_deduction(means.net_pay, claim.work_allowance, p)
    unearned = means.new_style_esa + means.carers_allowance + means.pension
    taken = earnings + unearned + claim.assumed_income
    beyond = excess(total, taken)
    before_cap = total - taken - beyond
    cap = 0
    if claim.capped and not earns_cap_exemption(means.net_pay, policy.benefit_cap, policy.pay):
        cap = cap_deduction(before_cap, means.new_style_esa + claim.child_benefit, claim.cap)
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
def household_income(household: Household, on_uc: bool, policy: Policy, month: int) -> Income:
    """Return all that a unit has in a month: on Universal Credit or not, unless on income-related ESA instead."""
    means = household_means(household, policy)
    esa = household_income_related_esa(household, policy)
    credit = 0
    if on_uc and esa == 0:
        credit = award(household_claim(household, policy, month), means, policy)
    return Income(
        means.net_pay,
        credit,
        means.new_style_esa,
        esa,
        housing_benefit(esa, household.rent),
        disability_benefit(household.first, policy) + disability_benefit(household.second, policy),
        means.carers_allowance,
        household_child_benefit(household, policy, month),
        means.pension,
    )


@rule
def household_gain(household: Household, taker: Adult, gross: int, on_uc: bool, policy: Policy, month: int) -> int:
    """Return by how much a month a unit's net income would rise if one adult, `taker`, took a job at `gross` pay.

    The job's pay less tax and National Insurance, less ESA, its Housing Benefit and Carer's Allowance lost, less the
    fall in the award. A unit off Universal Credit is taken to stay off, one on income-related ESA to claim it.
    Travel, childcare, Council Tax Reduction and passported help are left out. The gain may be negative.
    """
    before, after = adult_means(taker, taker.gross_pay, policy), adult_means(taker, gross, policy)
    gain = total_means(after) - total_means(before)
    esa = household_income_related_esa(household, policy)
    if not on_uc and esa == 0:
        return gain
    now = household_means(household, policy)
    then = Means(
        now.net_pay + after.net_pay - before.net_pay,
        now.new_style_esa + after.new_style_esa - before.new_style_esa,
        now.carers_allowance + after.carers_allowance - before.carers_allowance,
        now.pension,
    )
    claim = household_claim(household, policy, month)
    lost = esa + housing_benefit(esa, household.rent) if esa > 0 else award(claim, now, policy)
    return gain + award(claim, then, policy) - lost


@rule
def gain_to_work(person: Persons, unit: BenefitUnits, place: Districts, i: int, policy: Policy, month: int) -> int:
    """Return by how much a month person `i`, out of work, would raise the unit's net income with a job.

    The job is full-time or part-time as the person would take it.
    """
    j = int(person.unit[i])
    household = read_household(person, unit, place, j, policy, month)
    taker = household.first if i == unit.first_person[j] else household.second
    job = _PART_TIME if person.hours_part_time[i] else _FULL_TIME
    gross = monthly_pay(int(person.hourly_pay[i]), job, policy.economy.earnings_index, policy.pay)
    return household_gain(household, taker, gross, unit.uc_since[j] > 0, policy, month)


@rule
def partner(person: Persons, unit: BenefitUnits, i: int) -> int:
    """Return the row of a person's partner, present or past pension age, or NOBODY."""
    j = int(person.unit[i])
    if unit.adults[j] == 1:
        return NOBODY
    other = 2 * int(unit.first_person[j]) + 1 - i
    if person.presence[other] == Presence.PRESENT or person.presence[other] == Presence.PENSION_AGE:
        return other
    return NOBODY
