"""What a benefit unit is awarded: Universal Credit, income-related ESA, and what a job would add.

Each function takes whole columns of units; "UC Regs" are SI 2013/376, "TP Regs" SI 2014/1230.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from benchmarks.twin.benefits import (
    Adults,
    cap_exemption,
    carers_allowance,
    claims_related,
    component,
    has_disability_benefit,
    holds_related,
    monthly,
    net_pay,
    new_style_esa,
    pay_in_job,
    pence,
    read_adults,
    weekly_hours,
)
from benchmarks.twin.brought import FAMILY_AND_HOME, LIMITED, as_found, awaited, eroded
from benchmarks.twin.luck import Array
from benchmarks.twin.world import World
from welfsim.vocabulary.codes import (
    Deduction,
    Element,
    EsaGroup,
    EsaKind,
    HealthGroup,
    Job,
    PipRate,
    Region,
    Tenure,
)

APRIL_2017 = 2017 * 12 + 3
CHILDREN_WITHIN_LIMIT = 2


@dataclass(frozen=True)
class Units:
    """Some benefit units: their rows, their adults and their eligible rent today."""

    rows: Array
    first: Adults
    second: Adults
    rent: Array

    @property
    def adults(self) -> tuple[Adults, Adults]:
        """Return both adults, the first one first."""
        return self.first, self.second

    @property
    def is_couple(self) -> Array:
        """Return where both adults belong to the unit today."""
        return self.first.counts & self.second.counts


@dataclass(frozen=True)
class Means:
    """What units have next to means-tested benefits: net pay, and other income that Universal Credit takes in full."""

    net_pay: Array
    esa: Array
    allowance: Array
    pension: Array

    @property
    def unearned(self) -> Array:
        """Return new-style ESA, Carer's Allowance and State Pension together."""
        return self.esa + self.allowance + self.pension

    @property
    def total(self) -> Array:
        """Return all of it."""
        return self.net_pay + self.unearned


@dataclass(frozen=True)
class Claim:
    """What awards are made of before any income; where savings are too high all of it is zero."""

    elements: dict[Element, Array]
    limited: dict[str, Array]
    transitional: Array
    awaited: Array
    work_allowance: Array
    assumed_income: Array
    is_capped: Array
    cap: Array
    child_benefit: Array

    @property
    def total(self) -> Array:
        """Return all elements but the transitional one."""
        return sum(self.elements.values())


@dataclass(frozen=True)
class Award:
    """What is taken from the elements, and what is paid."""

    deductions: dict[Deduction, Array]
    paid: Array


def seats(world: World, units: Array) -> tuple[Array, Array]:
    """Return the rows of the first and the last adult of units; in a unit of one they are the same."""
    first = world.unit.first_person[units]
    return first, first + world.unit.adults[units] - 1


def read_units(world: World, units: Array) -> Units:
    """Return units as the law sees them this month; a tenant's rent follows the index (UC Regs Sch 4)."""
    first, last = seats(world, units)
    tenure, rent = world.unit.tenure[units], world.unit.rent[units]
    is_tenant = (tenure == Tenure.SOCIAL_RENT) | (tenure == Tenure.PRIVATE_RENT)
    return Units(
        units,
        read_adults(world, first),
        read_adults(world, last, last > first),
        np.where(is_tenant, pence(rent * world.policy.economy.rent_index), 0),
    )


def means_of(world: World, units: Units) -> Means:
    """Return the means of units: those of each adult here, and the pension of one past pension age."""
    parts = []
    for adults in units.adults:
        net, esa = net_pay(world, adults), new_style_esa(world, adults)
        allowance = carers_allowance(world, adults, net, esa)
        pension = np.where(adults.is_retired, monthly(world.policy.pay.state_pension), 0)
        parts.append([*(np.where(adults.is_here, amount, 0) for amount in (net, esa, allowance)), pension])
    return Means(*(a + b for a, b in zip(*parts, strict=True)))


def income_related_esa(world: World, units: Units) -> Array:
    """Return income-related ESA: one claim for a couple, the first adult's of two (ESA Regs 2008 reg 67, Sch 4).

    The enhanced premium goes with the support group, or with enhanced daily living of either adult of working age.
    """
    p, couple = world.policy.employment_support_allowance, units.is_couple
    allowance = np.where(couple, p.income_related_couple, p.income_related_single)
    premium = np.where(couple, p.enhanced_disability_premium_couple, p.enhanced_disability_premium)
    is_enhanced = np.zeros(units.rows.size, bool)
    for adults in units.adults:
        is_enhanced |= adults.is_here & (adults.daily_living == PipRate.ENHANCED)
    esa = np.zeros(units.rows.size, np.int64)
    for adults in reversed(units.adults):
        has_premium = is_enhanced | (adults.esa_group == EsaGroup.SUPPORT)
        weekly = allowance + component(world, adults) + np.where(has_premium, premium, 0)
        esa = np.where(holds_related(world, adults), monthly(weekly), esa)
    return esa


def children_of(world: World, units: Array) -> tuple[Array, Array]:
    """Return how many dependent children units have and their child elements, the eldest first (UC Regs regs 24, 24A).

    A first child born before April 2017 brings more; under the two-child limit a third one born since brings nothing.
    """
    p, grown = world.policy.universal_credit, world.policy.ageing.dependent_until
    count, amount = np.zeros(units.size, np.int64), np.zeros(units.size, np.int64)
    for name in ("child_1_birth", "child_2_birth", "child_3_birth", "child_4_birth"):
        birth = getattr(world.unit, name)[units]
        is_child = (birth > 0) & (birth <= world.month) & (world.month < birth + grown)
        is_old, is_first, is_later = birth < APRIL_2017, count == 0, count >= CHILDREN_WITHIN_LIMIT
        is_barred = ~is_old & is_later & p.two_child_limit
        element = np.where(is_old & is_first, p.child_first_before_2017, np.where(is_barred, 0, p.child))
        amount += np.where(is_child, element, 0)
        count += is_child
    return count, amount


def spares_cap(adults: Adults) -> Array:
    """Return who spares the unit the cap: unfit, disabled, a carer, or recently out of a lasting job (reg 83)."""
    in_support = (adults.esa_kind == EsaKind.NEW_STYLE) & (adults.esa_group == EsaGroup.SUPPORT)
    is_unfit = in_support | adults.has_lcwra_paid | has_disability_benefit(adults)
    return adults.counts & (is_unfit | adults.is_carer | adults.has_grace)


def standard_allowance(world: World, units: Units) -> Array:
    """Return the standard allowance: single or couple, lower where all adults are under 25 (UC Regs reg 36)."""
    p = world.policy.universal_credit
    young = np.ones(units.rows.size, bool)
    for adults in units.adults:
        young &= adults.is_young | ~adults.counts
    single = np.where(young, p.standard_single_under_25, p.standard_single)
    return np.where(units.is_couple, np.where(young, p.standard_couple_under_25, p.standard_couple), single)


def has_limited_capability(units: Units) -> Array:
    """Return where an adult has been found to have limited capability for work, of either kind."""
    found = np.zeros(units.rows.size, bool)
    for adults in units.adults:
        group = adults.health_group
        found |= adults.is_here & ((group == HealthGroup.LCW) | (group == HealthGroup.LCWRA))
    return found


def claim_of(world: World, units: Units) -> Claim:
    """Return what the awards of units are made of, whether or not they have claimed."""
    unit, p, rows = world.unit, world.policy.universal_credit, units.rows
    children, child_element = children_of(world, rows)
    lower, higher = unit.disabled_children_lower[rows], unit.disabled_children_higher[rows]
    at_higher = np.minimum(higher, children)
    at_lower = np.minimum(lower, children - at_higher)
    capital = unit.capital[rows]
    is_entitled = capital <= p.capital_upper_limit
    own = as_found(world, *units.adults)
    elements = {
        Element.STANDARD_ALLOWANCE: standard_allowance(world, units),
        Element.CHILD: child_element,
        Element.DISABLED_CHILD: at_higher * p.disabled_child_higher + at_lower * p.disabled_child_lower,
        Element.HOUSING: units.rent,
        Element.CARER: sum(own.carer),
        Element.LCW: sum(own.lcw),
        Element.LCWRA_PROTECTED: sum(own.protected),
        Element.LCWRA_NEW: sum(own.new),
    }
    elements = {element: amount * is_entitled for element, amount in elements.items()}
    of_family_and_home = [*elements.values()][: len(FAMILY_AND_HOME)]
    of_adults = [amount * is_entitled for amount in (*own.carer, *own.health)]
    limited = dict(zip(LIMITED, [*of_family_and_home, *of_adults], strict=True))
    transitional = eroded(world, rows, limited) * is_entitled
    allowance = np.where(units.rent > 0, p.work_allowance_with_housing, p.work_allowance_without_housing)
    has_allowance = (children > 0) | has_limited_capability(units)
    steps = -(-np.maximum(capital - p.capital_lower_limit, 0) // p.capital_step)
    is_spared = (lower + higher > 0) | spares_cap(units.first) | spares_cap(units.second)
    others, benefit = np.maximum(children - 1, 0), world.policy.child_benefit
    child_benefit = np.where(children > 0, monthly(benefit.eldest + others * benefit.other), 0)
    return Claim(
        elements,
        limited,
        transitional,
        np.maximum(awaited(world, *units.adults) - transitional, 0) * is_entitled,
        allowance * has_allowance * is_entitled,
        steps * p.capital_income * is_entitled,
        ~is_spared & is_entitled,
        cap_of(world, rows, units.is_couple | (children > 0)),
        child_benefit * is_entitled,
    )


def cap_of(world: World, rows: Array, is_family: Array) -> Array:
    """Return a twelfth of the benefit cap, by family and by London (UC Regs reg 80A)."""
    p, in_london = world.policy.benefit_cap, world.district.region[world.unit.district[rows]] == Region.LONDON
    of_family = np.where(in_london, p.family_london, p.family)
    return pence(np.where(is_family, of_family, np.where(in_london, p.single_london, p.single)) / 12)


def assess(world: World, claim: Claim, means: Means) -> Award:
    """Return awards: elements less the taper on earnings, other income and the cap, never below zero (WRA 2012 s.8).

    A penny is left where the award is nil for want of an LCWRA element that is awaited (UC Regs reg 28).
    """
    p = world.policy.universal_credit
    whole = claim.total + claim.transitional
    earnings = pence(np.maximum(means.net_pay - claim.work_allowance, 0) * p.taper)
    taken = earnings + means.unearned + claim.assumed_income
    keeps_penny = (whole <= taken) & (whole + claim.awaited > taken)
    left = np.where(keeps_penny, 1, np.maximum(whole - taken, 0))
    above = np.clip(left + means.esa + claim.child_benefit - claim.cap, 0, left)
    over_cap = np.where(claim.is_capped & (means.net_pay < cap_exemption(world)), above, 0)
    return Award(
        {
            Deduction.EARNINGS: earnings,
            Deduction.UNEARNED_INCOME: means.unearned,
            Deduction.CAPITAL: claim.assumed_income,
            Deduction.BENEFIT_CAP: over_cap,
            Deduction.EXCESS: whole - taken - left,
        },
        left - over_cap,
    )


def group_after_esa(esa_group: Array) -> Array:
    """Return the health group that income-related ESA leaves: LCWRA, LCW, or still to be assessed (TP Regs reg 19)."""
    return np.select(
        [esa_group == EsaGroup.SUPPORT, esa_group == EsaGroup.WRAG],
        [HealthGroup.LCWRA, HealthGroup.LCW],
        HealthGroup.PRE_WCA,
    )


def on_universal_credit(units: Units) -> Units:
    """Return units as Universal Credit takes them on: LCWRA of the support group is paid at once and protected."""

    def moved(adults: Adults) -> Adults:
        moves = claims_related(adults)
        group = np.where(moves, group_after_esa(adults.esa_group), adults.health_group)
        return replace(
            adults,
            esa_kind=np.where(moves, EsaKind.NONE, adults.esa_kind),
            esa_group=np.where(moves, EsaGroup.NONE, adults.esa_group),
            health_group=group,
            spell_since=np.where(moves, adults.esa_since, adults.spell_since),
            has_lcwra_paid=np.where(moves, group == HealthGroup.LCWRA, adults.has_lcwra_paid),
            is_protected=moves | adults.is_protected,
            awaits_element=~moves & adults.awaits_element,
        )

    return replace(units, first=moved(units.first), second=moved(units.second))


def gain_to_work(world: World, rows: Array) -> Array:
    """Return what a job, at the pay of its first month, would add to the net income of each person's unit.

    Off Universal Credit a unit stays off. On income-related ESA it keeps that next to the person's permitted work, and
    with a larger job goes to Universal Credit, which takes it on with the groups found; its rent was met in full.
    """
    job = np.where(world.person.hours_part_time[rows], Job.PART_TIME, Job.FULL_TIME)
    pay, hours = pay_in_job(world, rows, job, 0), weekly_hours(world, job)
    units = read_units(world, world.person.unit[rows])
    is_first = world.unit.first_person[units.rows] == rows

    def hired(adults: Adults, takes: Any) -> Adults:
        return replace(adults, pay=np.where(takes, pay, adults.pay), hours=np.where(takes, hours, adults.hours))

    working = replace(units, first=hired(units.first, is_first), second=hired(units.second, ~is_first))
    now, then, esa = means_of(world, units), means_of(world, working), income_related_esa(world, units)
    moved = on_universal_credit(working)
    claim, moved_means = claim_of(world, moved), means_of(world, moved)
    lost = np.where(esa > 0, esa + units.rent, assess(world, claim, now).paid)
    with_credit = moved_means.total + assess(world, claim, moved_means).paid - now.total - lost
    keeps = np.where(is_first, holds_related(world, working.first), holds_related(world, working.second))
    stays_off = np.where(esa > 0, keeps, world.unit.uc_since[units.rows] == 0)
    return np.where(stays_off, then.total - now.total, with_credit)
