"""The budget of a unit: its income as things are, and as they would be with one adult in a job.

Entitlement, take-up, migration and job entry share these rules, so that a person weighs a job with the very award
that would be paid.
"""

from __future__ import annotations

from typing import NamedTuple

from welfsim.awards.carers import carers_allowance
from welfsim.awards.employment_support import component, income_related_award, new_style_award
from welfsim.awards.household import NOBODY as NOBODY
from welfsim.awards.household import Adult, Household, is_counted, is_couple, read_household
from welfsim.awards.household import current_pay as current_pay
from welfsim.awards.money import monthly
from welfsim.awards.pay import eligible_rent, monthly_pay
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
    earnings_deduction,
    earns_cap_exemption,
    exceeds_capital_limit,
    excess,
    is_dependent,
    limited_amount,
    standard_allowance,
    transitional_element,
    work_allowance,
)
from welfsim.compiled import rule
from welfsim.vocabulary.codes import EsaGroup, EsaKind, HealthGroup, Job, Presence
from welfsim.vocabulary.parameters import Economy, Policy
from welfsim.vocabulary.state import BenefitUnits, Persons

_PART_TIME = int(Job.PART_TIME)
_FULL_TIME = int(Job.FULL_TIME)


class Means(NamedTuple):
    """What adults have in a month besides means-tested benefits, in pence."""

    net_pay: int
    new_style_esa: int
    carers_allowance: int
    pension: int


class Claim(NamedTuple):
    """What a Universal Credit award is made of, before any income, in pence."""

    elements: Elements
    transitional: int
    work_allowance: int
    assumed_income: int
    capped: bool
    cap: int


class Award(NamedTuple):
    """A Universal Credit award part by part, in pence: elements and transitional less deductions is `paid`."""

    elements: Elements
    transitional: int
    deductions: Deductions
    paid: int


@rule
def new_style_esa(adult: Adult, gross: int, policy: Policy) -> int:
    """Return an adult's new-style ESA with some gross pay: nothing in work."""
    if adult.esa_kind != EsaKind.NEW_STYLE or gross > 0:
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
def carers_income(adult: Adult, net: int, policy: Policy) -> int:
    """Return an adult's Carer's Allowance with some net pay."""
    if not adult.is_carer:
        return 0
    return carers_allowance(net, adult.esa_kind != EsaKind.NONE and net == 0, policy.carers)


@rule
def adult_means(adult: Adult, gross: int, policy: Policy) -> Means:
    """Return an adult's means with some gross pay."""
    if adult.is_pensioner:
        return Means(0, 0, 0, monthly(policy.pay.state_pension))
    if not adult.is_present:
        return Means(0, 0, 0, 0)
    net = net_pay(gross, policy.tax) if gross > 0 else 0
    return Means(net, new_style_esa(adult, gross, policy), carers_income(adult, net, policy), 0)


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
    """Say whether an adult spares the unit the benefit cap (UC Regs reg 83)."""
    in_support = adult.esa_kind == EsaKind.NEW_STYLE and adult.esa_group == EsaGroup.SUPPORT
    return is_counted(adult) and (adult.is_carer or adult.has_disability_benefit or in_support or adult.lcwra_paid)


@rule
def has_limited_capability(adult: Adult) -> bool:
    """Say whether an adult has been found to have limited capability for work."""
    in_group = adult.health_group == HealthGroup.LCW or adult.health_group == HealthGroup.LCWRA
    return adult.is_present and in_group


@rule
def brings_lcw(adult: Adult, policy: Policy) -> bool:
    """Say whether an adult brings the LCW element."""
    in_lcw = adult.is_present and adult.health_group == HealthGroup.LCW
    return in_lcw and brings_lcw_element(adult.fit_note_since, policy.universal_credit)


@rule
def household_claim(household: Household, policy: Policy, month: int) -> Claim:
    """Return what a unit's award is made of, whether or not it has claimed.

    A couple brings one health element, the protected rate before the new one and LCWRA before LCW (UC Regs reg 27).
    The benefit cap is that outside London, since a unit's region is not known here. Nothing is due when savings are
    above their limit.
    """
    p = policy.universal_credit
    if exceeds_capital_limit(household.capital, p):
        return Claim(Elements(0, 0, 0, 0, 0, 0, 0), 0, 0, 0, False, 0)

    a, b, couple = household.first, household.second, is_couple(household)
    young = (a.is_under_25 or not is_counted(a)) and (b.is_under_25 or not is_counted(b))
    carers = int(is_counted(a) and a.is_carer) + int(is_counted(b) and b.is_carer)
    lcwra = int(a.lcwra_paid) + int(b.lcwra_paid)
    lcwra_carers = int(a.lcwra_paid and a.is_carer) + int(b.lcwra_paid and b.is_carer)
    protected = (a.lcwra_paid and a.lcwra_protected) or (b.lcwra_paid and b.lcwra_protected)

    children, child = 0, 0
    for birth in (
        household.child_1_birth,
        household.child_2_birth,
        household.child_3_birth,
        household.child_4_birth,
    ):
        if is_dependent(birth, month, policy.ageing.dependent_until):
            child += child_element(birth, children, p)
            children += 1

    elements = Elements(
        standard_allowance(couple, young, p),
        child,
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
        not spares_cap(a) and not spares_cap(b),
        cap_limit(couple or children > 0, False, policy.benefit_cap),
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
        cap = cap_deduction(before_cap, means.new_style_esa, claim.cap)
    return Award(
        claim.elements,
        claim.transitional,
        Deductions(earnings, unearned, claim.assumed_income, cap, beyond),
        before_cap - cap,
    )


@rule
def award(claim: Claim, means: Means, policy: Policy) -> int:
    """Return the Universal Credit payable on a claim with given means."""
    return assessed_award(claim, means, policy).paid


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
    lost = esa + household.rent if esa > 0 else award(claim, now, policy)
    return gain + award(claim, then, policy) - lost


@rule
def gain_to_work(person: Persons, unit: BenefitUnits, i: int, policy: Policy, month: int) -> int:
    """Return by how much a month person `i`, out of work, would raise the unit's net income with a job.

    The job is full-time or part-time as the person would take it.
    """
    j = int(person.unit[i])
    household = read_household(person, unit, j, policy, month)
    taker = household.first if i == unit.first_person[j] else household.second
    job = _PART_TIME if person.hours_part_time[i] else _FULL_TIME
    gross = monthly_pay(int(person.hourly_pay[i]), job, policy.economy.earnings_index, policy.pay)
    return household_gain(household, taker, gross, unit.uc_since[j] > 0, policy, month)


@rule
def unit_claim(person: Persons, unit: BenefitUnits, j: int, policy: Policy, month: int) -> Claim:
    """Return what the award of unit `j` is made of, read from the columns."""
    return household_claim(read_household(person, unit, j, policy, month), policy, month)


@rule
def unit_means(person: Persons, unit: BenefitUnits, j: int, policy: Policy, month: int, who: int, gross: int) -> Means:
    """Return the means of unit `j` as they are, but with row `who` in a job at `gross` pay unless NOBODY."""
    household, i = read_household(person, unit, j, policy, month), int(unit.first_person[j])
    return together(
        adult_means(household.first, gross if who == i else household.first.gross_pay, policy),
        adult_means(household.second, gross if who == i + 1 else household.second.gross_pay, policy),
    )


@rule
def income_related_esa(person: Persons, unit: BenefitUnits, i: int, gross: int, policy: Policy) -> int:
    """Return the income-related ESA that person `i`'s unit gets if the person has some gross pay."""
    if gross > 0:
        return 0
    return household_income_related_esa(read_household(person, unit, int(person.unit[i]), policy, 0), policy)


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


@rule
def rent_met(unit: BenefitUnits, j: int, p: Economy) -> int:
    """Return the rent of a unit that the housing element or Housing Benefit meets."""
    return eligible_rent(int(unit.tenure[j]), int(unit.rent[j]), p.rent_index)
