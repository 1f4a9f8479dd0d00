"""The budget of a unit: its income as things are, and as they would be with one adult in a job.

These rules read the columns of one unit. Entitlement, take-up and job entry share them, so that a person
weighs a job with the very award that would be paid. Only adults who are present or past pension age count; a
partner past pension age has the State Pension and nothing else.
"""

from __future__ import annotations

from typing import NamedTuple

from welfsim.awards.carers import carers_allowance
from welfsim.awards.employment_support import component, income_related_award, new_style_award
from welfsim.awards.money import MONTHS_A_YEAR, monthly
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
    holds_protected_rate,
    is_dependent,
    limited_amount,
    standard_allowance,
    transitional_element,
    work_allowance,
)
from welfsim.compiled import rule
from welfsim.vocabulary.codes import EsaGroup, EsaKind, HealthGroup, Job, PipRate, Presence
from welfsim.vocabulary.parameters import Economy, Policy
from welfsim.vocabulary.state import BenefitUnits, Persons

AGE_25 = 25 * MONTHS_A_YEAR
NOBODY = -1

_PART_TIME = int(Job.PART_TIME)
_FULL_TIME = int(Job.FULL_TIME)


class Means(NamedTuple):
    """What the adults of a unit have in a month besides means-tested benefits, in pence."""

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
def is_counted(presence: int) -> bool:
    """Say whether an adult belongs to the unit today."""
    return presence == Presence.PRESENT or presence == Presence.PENSION_AGE


@rule
def partner(person: Persons, unit: BenefitUnits, i: int) -> int:
    """Return the row of a person's partner, or NOBODY."""
    j = int(person.unit[i])
    if unit.adults[j] == 1:
        return NOBODY
    other = 2 * int(unit.first_person[j]) + 1 - i
    return other if is_counted(int(person.presence[other])) else NOBODY


@rule
def current_pay(person: Persons, i: int, policy: Policy) -> int:
    """Return a person's gross monthly pay; nothing when out of work."""
    return monthly_pay(int(person.hourly_pay[i]), int(person.job[i]), policy.economy.earnings_index, policy.pay)


@rule
def offered_pay(person: Persons, i: int, policy: Policy) -> int:
    """Return the gross monthly pay of the job that a person would take."""
    job = _PART_TIME if person.hours_part_time[i] else _FULL_TIME
    return monthly_pay(int(person.hourly_pay[i]), job, policy.economy.earnings_index, policy.pay)


@rule
def new_style_esa(person: Persons, i: int, gross: int, policy: Policy, month: int) -> int:
    """Return the new-style ESA of a person present, nothing with gross pay."""
    if person.esa_kind[i] != EsaKind.NEW_STYLE or gross > 0:
        return 0
    return new_style_award(
        month - int(person.birth_month[i]) < AGE_25,
        person.esa_group[i] == EsaGroup.SUPPORT,
        person.esa_group[i] == EsaGroup.WRAG,
        int(person.esa_since[i]),
        policy.employment_support_allowance,
    )


@rule
def income_related_esa(person: Persons, unit: BenefitUnits, i: int, gross: int, policy: Policy) -> int:
    """Return the income-related ESA of a person present, nothing with gross pay.

    It is one claim for a couple: where both adults hold it, the first is paid for both.
    """
    if person.esa_kind[i] != EsaKind.INCOME_RELATED or gross > 0:
        return 0
    other = partner(person, unit, i)
    if other != NOBODY and other < i and person.esa_kind[other] == EsaKind.INCOME_RELATED:
        return 0
    p = policy.employment_support_allowance
    in_wrag = person.esa_group[i] == EsaGroup.WRAG
    return income_related_award(person.esa_group[i] == EsaGroup.SUPPORT, other != NOBODY, p) + monthly(
        component(False, in_wrag, int(person.esa_since[i]), p)
    )


@rule
def rent_met(unit: BenefitUnits, j: int, p: Economy) -> int:
    """Return the rent of a unit that the housing element or Housing Benefit meets."""
    return eligible_rent(int(unit.tenure[j]), int(unit.rent[j]), p.rent_index)


@rule
def carers_income(person: Persons, i: int, net: int, policy: Policy) -> int:
    """Return the Carer's Allowance of a person present with some net pay."""
    if not person.carer[i]:
        return 0
    return carers_allowance(net, person.esa_kind[i] != EsaKind.NONE and net == 0, policy.carers)


@rule
def unit_means(person: Persons, unit: BenefitUnits, j: int, policy: Policy, month: int, who: int, gross: int) -> Means:
    """Return the means of a unit as they are, but with `who` in a job at `gross` pay unless NOBODY."""
    pay, esa, carers, pension = 0, 0, 0, 0
    first = int(unit.first_person[j])
    for i in range(first, first + int(unit.adults[j])):
        if person.presence[i] == Presence.PENSION_AGE:
            pension += monthly(policy.pay.state_pension)
        elif person.presence[i] == Presence.PRESENT:
            earned = gross if i == who else current_pay(person, i, policy)
            net = net_pay(earned, policy.tax) if earned > 0 else 0
            pay += net
            esa += new_style_esa(person, i, earned, policy, month)
            carers += carers_income(person, i, net, policy)
    return Means(pay, esa, carers, pension)


@rule
def total_means(means: Means) -> int:
    """Return the sum of a unit's means."""
    return means.net_pay + means.new_style_esa + means.carers_allowance + means.pension


@rule
def is_spared_cap(person: Persons, i: int) -> bool:
    """Say whether an adult spares the unit the benefit cap, LCWRA apart (UC Regs reg 83)."""
    return (
        bool(person.carer[i])
        or person.daily_living[i] != PipRate.NONE
        or person.mobility[i] != PipRate.NONE
        or (person.esa_kind[i] == EsaKind.NEW_STYLE and person.esa_group[i] == EsaGroup.SUPPORT)
    )


@rule
def unit_claim(person: Persons, unit: BenefitUnits, j: int, policy: Policy, month: int) -> Claim:
    """Return what a unit's award is made of, whether or not it has claimed.

    A couple brings one health element, the protected rate before the new one and LCWRA before LCW (UC Regs
    reg 27). The benefit cap spares LCWRA, carers, PIP, ADP and the ESA support group (reg 83); it is that outside
    London, since a unit's region is not known here. Nothing is due when savings are above their limit.
    """
    p = policy.universal_credit
    if exceeds_capital_limit(int(unit.capital[j]), p):
        return Claim(Elements(0, 0, 0, 0, 0, 0, 0), 0, 0, 0, False, 0)

    adults, carers, lcwra_people, lcwra_carers = 0, 0, 0, 0
    under_25, limited_capability, spared = True, False, False
    lcw, protected, new = False, False, False
    first = int(unit.first_person[j])
    for i in range(first, first + int(unit.adults[j])):
        if not is_counted(int(person.presence[i])):
            continue
        adults += 1
        carers += int(person.carer[i])
        under_25 = under_25 and month - int(person.birth_month[i]) < AGE_25
        spared = spared or is_spared_cap(person, i)
        if person.presence[i] != Presence.PRESENT:
            continue
        since = int(person.fit_note_since[i])
        if person.health_group[i] == HealthGroup.LCW:
            limited_capability = True
            lcw = lcw or brings_lcw_element(since, p)
        elif person.health_group[i] == HealthGroup.LCWRA:
            limited_capability = True
            if month >= person.element_from[i]:
                lcwra_people += 1
                lcwra_carers += int(person.carer[i])
                if holds_protected_rate(since, bool(person.lifelong[i]), bool(person.from_esa[i]), p):
                    protected = True
                else:
                    new = True

    children, child = 0, 0
    for birth in (unit.child_1_birth[j], unit.child_2_birth[j], unit.child_3_birth[j], unit.child_4_birth[j]):
        if is_dependent(int(birth), month, policy.ageing.dependent_until):
            child += child_element(int(birth), children, p)
            children += 1

    elements = Elements(
        standard_allowance(adults == 2, under_25, p),
        child,
        rent_met(unit, j, policy.economy),
        carer_element(carers, lcwra_people, lcwra_carers, p),
        p.lcw if lcw and lcwra_people == 0 else 0,
        p.lcwra_protected if protected else 0,
        p.lcwra_new if new and not protected else 0,
    )
    return Claim(
        elements,
        transitional_element(
            int(unit.transitional_element[j]), int(unit.limited_elements[j]), limited_amount(elements)
        ),
        work_allowance(children, limited_capability, elements.housing, p),
        capital_deduction(int(unit.capital[j]), p),
        not spared and lcwra_people == 0,
        cap_limit(adults == 2 or children > 0, False, policy.benefit_cap),
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
def gain_to_work(person: Persons, unit: BenefitUnits, i: int, policy: Policy, month: int) -> int:
    """Return by how much a month person `i`, out of work, would raise the unit's net income with a job.

    The job's pay less tax and National Insurance, less ESA, its Housing Benefit and Carer's Allowance lost,
    less the fall in the award. A unit off Universal Credit is taken to stay off, one on income-related ESA to
    claim it. Travel, childcare, Council Tax Reduction and passported help are left out. The gain may be negative.
    """
    j = int(person.unit[i])
    now = unit_means(person, unit, j, policy, month, NOBODY, 0)
    then = unit_means(person, unit, j, policy, month, i, offered_pay(person, i, policy))
    gain = total_means(then) - total_means(now)
    esa = income_related_esa(person, unit, i, current_pay(person, i, policy), policy)
    if unit.uc_since[j] == 0 and esa == 0:
        return gain
    claim = unit_claim(person, unit, j, policy, month)
    lost = esa + rent_met(unit, j, policy.economy) if esa > 0 else award(claim, now, policy)
    return gain + award(claim, then, policy) - lost
