"""What a benefit unit is awarded: Universal Credit, income-related ESA, and what a job would add.

Each function takes whole columns of units; "UC Regs" are SI 2013/376, "TP Regs" SI 2014/1230.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from benchmarks.twin.benefits import (
    HOURS_WITHOUT_SEARCH,
    NO_CHARGE,
    Adults,
    cap_exemption,
    carer_supplement,
    carers_allowance,
    claims_related,
    component,
    has_disability_benefit,
    holds_related,
    job_with_care,
    monthly,
    net_pay,
    new_style_esa,
    pence,
    read_adults,
    taxes,
)
from benchmarks.twin.brought import FAMILY_AND_HOME, LIMITED, as_found, awaited, eroded
from benchmarks.twin.costs import Costs, costs_of
from benchmarks.twin.luck import Array
from benchmarks.twin.world import World, lead
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
    """Some benefit units: their rows, their adults, their eligible rent today, and what a job may cost them."""

    rows: Array
    first: Adults
    second: Adults
    rent: Array
    costs: Costs

    @property
    def adults(self) -> tuple[Adults, Adults]:
        """Return both adults, the first one first."""
        return self.first, self.second

    @property
    def is_couple(self) -> Array:
        """Return where both adults belong to the unit today."""
        return self.first.counts & self.second.counts

    @property
    def is_joint(self) -> Array:
        """Return where both adults claim; else one is the single claimant, whatever the other has (UC Regs reg 3)."""
        return self.first.claims & self.second.claims

    @property
    def is_claimable(self) -> Array:
        """Return where an adult below pension age may claim."""
        return (self.first.is_here & self.first.may_claim) | (self.second.is_here & self.second.may_claim)


@dataclass(frozen=True)
class Means:
    """What units have next to means-tested benefits: net pay, and other income that Universal Credit takes in full.

    The supplement of carers in Scotland is not taken. `assumed` is pay that nobody has, from the minimum income floor.
    """

    net_pay: Array
    esa: Array
    allowance: Array
    supplement: Array
    pension: Array
    assumed: Array

    @property
    def unearned(self) -> Array:
        """Return new-style ESA, Carer's Allowance and State Pension together."""
        return self.esa + self.allowance + self.pension

    @property
    def total(self) -> Array:
        """Return all of it."""
        return self.net_pay + self.unearned + self.supplement


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
    """Return units as the law sees them this month; a tenant's rent follows the index (UC Regs Sch 4).

    Adults with children may claim at any age (reg 8).
    """
    first, last = seats(world, units)
    is_parent = children_of(world, units)[0] > 0

    def read(rows: Array, belongs: Any = True, youngest: Any = NO_CHARGE) -> Adults:
        adults = read_adults(world, rows, belongs, youngest)
        return replace(adults, may_claim=adults.may_claim | is_parent)

    tenure, rent = world.unit.tenure[units], world.unit.rent[units]
    is_tenant = (tenure == Tenure.SOCIAL_RENT) | (tenure == Tenure.PRIVATE_RENT)
    births = [getattr(world.unit, f"child_{n}_birth")[units] for n in (1, 2, 3, 4)]
    youngest, leads = world.month - np.maximum.reduce(births), lead(world, units) == first
    a = read(first, youngest=np.where(leads, youngest, NO_CHARGE))
    b = read(last, last > first, youngest=np.where(leads, NO_CHARGE, youngest))
    rents = np.where(is_tenant, pence(rent * world.policy.economy.rent_index), 0)
    return Units(units, a, b, rents, costs_of(world, units, a.counts & b.counts))


def means_of(world: World, units: Units) -> Means:
    """Return the means of units: those of each adult here, and of one past pension age the pension.

    Pay is what the paydays and hours of the month bring.

    The pension overlaps Carer's Allowance, of which it leaves what is above it.
    """
    parts = []
    for adults in units.adults:
        net, esa = net_pay(world, adults), np.where(adults.is_here, new_style_esa(world, adults), 0)
        pension = np.where(adults.is_retired, monthly(world.policy.pay.state_pension), 0)
        allowance = carers_allowance(world, adults, net, esa + pension)
        supplement = carer_supplement(world, adults, allowance)
        own = [np.where(adults.counts, amount, 0) for amount in (allowance, supplement)]
        parts.append([np.where(adults.is_here, pence(net * adults.share_paid), 0), esa, *own, pension])
    assumed = assumed_pay(world, units, parts[0][0], parts[1][0])
    return Means(*(a + b for a, b in zip(*parts, strict=True)), assumed)


def assumed_pay(world: World, units: Units, first_pay: Array, second_pay: Array) -> Array:
    """Return what the minimum income floor adds: up to the own threshold, less what a couple has above both (reg 62).

    Thresholds are net of the tax and contributions that as much profit would bear.
    """
    net = []
    for adults in units.adults:
        few = np.minimum(adults.threshold, monthly(world.policy.pay.minimum_wage * HOURS_WITHOUT_SEARCH))
        gross = np.where(adults.health_group == HealthGroup.LCW, few, adults.threshold)
        gross = np.where(adults.counts & (adults.health_group != HealthGroup.LCWRA), gross, 0)
        net.append(gross - taxes(world, gross, adults.in_scotland, np.ones_like(adults.is_own)))
    both, added = net[0] + net[1], np.zeros(units.rows.size, np.int64)
    for adults, own, pay, other in zip(
        units.adults, net, (first_pay, second_pay), (second_pay, first_pay), strict=True
    ):
        is_found = np.isin(adults.health_group, (HealthGroup.LCW, HealthGroup.LCWRA))
        is_low = adults.has_floor & ~is_found & (adults.pay > 0) & (pay < own) & (pay + other < both)
        floor = own - np.maximum(own + other - both, 0)
        added += np.where(is_low, np.maximum(floor - pay, 0), 0)
    return added


def income_related_esa(world: World, units: Units) -> Array:
    """Return income-related ESA: one claim for a couple, the first adult's of two (ESA Regs 2008 reg 67, Sch 4).

    The enhanced premium goes with the support group, or with enhanced daily living of either adult of working age. A
    partner past pension age brings a premium that takes the component's place, carers one each. What savings are
    taken to bring, and all income but pay, comes off (regs 90, 118).
    """
    p, couple = world.policy.employment_support_allowance, units.is_couple
    allowance = np.where(couple, p.income_related_couple, p.income_related_single)
    premium = np.where(couple, p.enhanced_disability_premium_couple, p.enhanced_disability_premium)
    is_enhanced, is_retired = (np.zeros(units.rows.size, bool) for _ in range(2))
    carers = np.zeros(units.rows.size, np.int64)
    for adults in units.adults:
        is_enhanced |= adults.is_here & (adults.daily_living == PipRate.ENHANCED)
        is_retired |= adults.is_retired
        carers += adults.counts & (carers_allowance(world, adults, net_pay(world, adults), 0) > 0)
    capital = world.unit.capital[units.rows]
    steps = -(-np.maximum(capital - p.capital_lower_limit, 0) // p.capital_step)
    income = means_of(world, units).unearned
    esa = np.zeros(units.rows.size, np.int64)
    for adults in reversed(units.adults):
        of_group = component(world, adults, p.income_related_support_component)
        weekly = allowance + of_group + carers * p.carer_premium - steps * p.capital_income
        weekly += np.where(is_enhanced | (adults.esa_group == EsaGroup.SUPPORT), premium, 0)
        weekly += np.where(is_retired, np.maximum(p.pensioner_premium_couple - of_group, 0), 0)
        due = np.where(capital <= p.capital_upper_limit, monthly(np.maximum(weekly, 0)) - income, 0)
        esa = np.where(holds_related(world, adults), np.maximum(due, 0), esa)
    return esa


def housing_benefit(world: World, units: Units, esa: Array) -> Array:
    """Return the Housing Benefit of units with income-related ESA: their rent, less what the cap takes (reg 75A)."""
    children, _ = children_of(world, units.rows)
    over = esa + units.rent + means_of(world, units).esa + child_benefit_of(world, children)
    over = np.maximum(over - cap_of(world, units.rows, units.is_couple | (children > 0)), 0)
    left = np.where(
        is_spared(world, units), units.rent, np.maximum(units.rent - over, np.minimum(units.rent, monthly(50)))
    )
    return np.where(esa > 0, left, 0)


def is_spared(world: World, units: Units) -> Array:
    """Return which units the benefit cap spares, earnings aside: by an adult or by a disabled child."""
    unit, rows = world.unit, units.rows
    disabled = unit.disabled_children_lower[rows] + unit.disabled_children_higher[rows]
    has_disabled = (disabled > 0) & (children_of(world, rows)[0] > 0)
    return has_disabled | spares_cap(units.first) | spares_cap(units.second)


def child_benefit_of(world: World, children: Array) -> Array:
    """Return Child Benefit by the number of children."""
    p = world.policy.child_benefit
    return np.where(children > 0, monthly(p.eldest + np.maximum(children - 1, 0) * p.other), 0)


def child_payment(world: World, units: Units, qualifying: Array) -> Array:
    """Return Scottish Child Payment, for each young child while a qualifying benefit is paid (SSI 2020/351)."""
    p, young = world.policy.scottish_child_payment, np.zeros(units.rows.size, np.int64)
    grown = world.policy.ageing.dependent_until
    for name in ("child_1_birth", "child_2_birth", "child_3_birth", "child_4_birth"):
        birth = getattr(world.unit, name)[units.rows]
        young += (birth > 0) & (birth <= world.month) & (world.month < birth + min(p.until_age * 12, grown))
    return np.where(units.first.in_scotland & (qualifying > 0), monthly(young * p.rate), 0)


def children_of(world: World, units: Array) -> tuple[Array, Array]:
    """Return how many dependent children units have and their child elements, the eldest first (UC Regs regs 24, 24A).

    A first child born before April 2017 brings more; under the two-child limit a third one born since brings nothing,
    but for a twin of the child before (Schedule 12).
    """
    p, grown = world.policy.universal_credit, world.policy.ageing.dependent_until
    count, amount, before = (np.zeros(units.size, np.int64) for _ in range(3))
    for name in ("child_1_birth", "child_2_birth", "child_3_birth", "child_4_birth"):
        birth = getattr(world.unit, name)[units]
        is_child = (birth > 0) & (birth <= world.month) & (world.month < birth + grown)
        is_old, is_first, is_later = birth < APRIL_2017, count == 0, count >= CHILDREN_WITHIN_LIMIT
        is_barred = ~is_old & is_later & (birth != before) & p.two_child_limit
        element = np.where(is_old & is_first, p.child_first_before_2017, np.where(is_barred, 0, p.child))
        amount += np.where(is_child, element, 0)
        count += is_child
        before = np.where(is_child, birth, before)
    return count, amount


def spares_cap(adults: Adults) -> Array:
    """Return who spares the unit the cap: claimants unfit, disabled or carers (reg 83), or who lately lost a job."""
    in_support = (adults.esa_kind != EsaKind.NONE) & (adults.esa_group == EsaGroup.SUPPORT)
    is_unfit = in_support | adults.has_lcwra_paid | has_disability_benefit(adults)
    return (adults.claims & (is_unfit | adults.is_carer)) | (adults.counts & adults.has_grace)


def standard_allowance(world: World, units: Units) -> Array:
    """Return the standard allowance: single or joint, lower where all who claim are under 25 (UC Regs reg 36)."""
    p = world.policy.universal_credit
    young = np.ones(units.rows.size, bool)
    for adults in units.adults:
        young &= adults.is_young | ~adults.claims
    single = np.where(young, p.standard_single_under_25, p.standard_single)
    return np.where(units.is_joint, np.where(young, p.standard_couple_under_25, p.standard_couple), single)


def has_limited_capability(units: Units) -> Array:
    """Return where an adult has been found to have limited capability for work, of either kind."""
    found = np.zeros(units.rows.size, bool)
    for adults in units.adults:
        group = adults.health_group
        found |= adults.counts & ((group == HealthGroup.LCW) | (group == HealthGroup.LCWRA))
    return found


def childcare_costs(world: World, units: Units) -> Array:
    """Return what care costs: nothing unless a claimant works and nobody here is free to care (UC Regs reg 32).

    The parent with the fewest hours in work decides how long children are in care.
    """
    works, one_is_free = np.zeros(units.rows.size, bool), np.zeros(units.rows.size, bool)
    hours = np.full(units.rows.size, np.inf)
    for adults in units.adults:
        at_work = adults.counts & (adults.pay > 0)
        is_limited = adults.counts & np.isin(adults.health_group, (HealthGroup.LCW, HealthGroup.LCWRA))
        works |= at_work & adults.claims
        one_is_free |= adults.counts & ~(at_work | is_limited | adults.is_carer)
        hours = np.where(at_work, np.minimum(hours, adults.hours), hours)
    is_short = hours <= world.policy.pay.hours_part_time
    care = np.where(is_short, units.costs.part_time, units.costs.full_time)
    return np.where(works & ~one_is_free, care, 0)


def childcare_element(world: World, units: Units) -> Array:
    """Return the childcare element: 85% of costs, up to an amount for one child or for more (UC Regs regs 34, 36)."""
    p = world.policy.universal_credit
    most = np.where(units.costs.children > 1, p.childcare_most_more, p.childcare_most_one)
    return np.minimum(pence(childcare_costs(world, units) * p.childcare_share), most)


def claim_of(world: World, units: Units) -> Claim:
    """Return what the awards of units are made of, whether or not they have claimed."""
    unit, p, rows = world.unit, world.policy.universal_credit, units.rows
    children, child_element = children_of(world, rows)
    lower, higher = unit.disabled_children_lower[rows], unit.disabled_children_higher[rows]
    at_higher = np.minimum(higher, children)
    at_lower = np.minimum(lower, children - at_higher)
    capital = unit.capital[rows]
    is_entitled = units.is_claimable & (capital <= p.capital_upper_limit)
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
        Element.CHILDCARE: childcare_element(world, units),
    }
    elements = {element: amount * is_entitled for element, amount in elements.items()}
    of_family_and_home = [*elements.values()][: len(FAMILY_AND_HOME)]
    of_adults = [amount * is_entitled for amount in (*own.carer, *own.health)]
    limited = dict(zip(LIMITED, [*of_family_and_home, *of_adults], strict=True))
    transitional = eroded(world, rows, limited) * is_entitled
    allowance = np.where(units.rent > 0, p.work_allowance_with_housing, p.work_allowance_without_housing)
    has_allowance = (children > 0) | has_limited_capability(units)
    steps = -(-np.maximum(capital - p.capital_lower_limit, 0) // p.capital_step)
    return Claim(
        elements,
        limited,
        transitional,
        np.maximum(awaited(world, *units.adults) - transitional, 0) * is_entitled,
        allowance * has_allowance * is_entitled,
        steps * p.capital_income * is_entitled,
        ~is_spared(world, units) & is_entitled,
        cap_of(world, rows, units.is_joint | (children > 0)),
        child_benefit_of(world, children) * is_entitled,
    )


def cap_of(world: World, rows: Array, is_family: Array) -> Array:
    """Return a twelfth of the benefit cap, by family and by London (UC Regs reg 80A)."""
    p, in_london = world.policy.benefit_cap, world.district.region[world.unit.district[rows]] == Region.LONDON
    of_family = np.where(in_london, p.family_london, p.family)
    return pence(np.where(is_family, of_family, np.where(in_london, p.single_london, p.single)) / 12)


def assess(world: World, claim: Claim, means: Means) -> Award:
    """Return awards: elements less the taper on earnings, other income and the cap, never below zero (WRA 2012 s.8).

    A penny is left where the award is nil for want of an LCWRA element that is awaited (UC Regs reg 28). Earnings of
    some hours at the minimum wage lift the cap (reg 82); the childcare element lessens what it takes (reg 81).
    """
    p = world.policy.universal_credit
    whole = claim.total + claim.transitional
    counted = means.net_pay + means.assumed
    earnings = pence(np.maximum(counted - claim.work_allowance, 0) * p.taper)
    taken = earnings + means.unearned + claim.assumed_income
    keeps_penny = (whole <= taken) & (whole + claim.awaited > taken)
    left = np.where(keeps_penny, 1, np.maximum(whole - taken, 0))
    benefits = left + means.esa + claim.child_benefit - claim.elements[Element.CHILDCARE]
    above = np.clip(benefits - claim.cap, 0, left)
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


def reduction_of(world: World, units: Units, claim: Claim, means: Means, paid: Array) -> Array:
    """Return Council Tax Reduction on Universal Credit: less a share of what a unit has above its maximum amount.

    Savings above the limit, which leave no standard allowance, bar it.
    """
    above = np.maximum(means.total + claim.assumed_income + paid - claim.total - claim.transitional, 0)
    left = np.maximum(units.costs.most_reduction - pence(above * world.policy.council_tax.taper), 0)
    return np.where(claim.elements[Element.STANDARD_ALLOWANCE] > 0, left, 0)


def gain_to_work(world: World, rows: Array) -> Array:
    """Return what a job, at the pay of its first month, would leave each person's unit after what the job costs it.

    Off Universal Credit a unit stays off. On income-related ESA it keeps that next to the person's permitted work, and
    with a larger job goes to Universal Credit, which takes it on with the groups found. Childcare and a lower Council
    Tax Reduction are costs of the job. A full-time job ends care.
    """
    job = np.where(world.person.hours_part_time[rows], Job.PART_TIME, Job.FULL_TIME)
    pay, hours = job_with_care(world, rows, job, 0)
    units = read_units(world, world.person.unit[rows])
    is_first = world.unit.first_person[units.rows] == rows

    def hired(adults: Adults, takes: Any) -> Adults:
        pay_then, hours_then = np.where(takes, pay, adults.pay), np.where(takes, hours, adults.hours)
        cares = ~(takes & (job == Job.FULL_TIME))
        return replace(
            adults,
            pay=pay_then,
            hours=hours_then,
            share_paid=np.where(takes, 1.0, adults.share_paid),
            is_carer=adults.is_carer & cares,
            claims_allowance=adults.claims_allowance & cares,
        )

    working = replace(units, first=hired(units.first, is_first), second=hired(units.second, ~is_first))
    on_uc, esa = world.unit.uc_since[units.rows] != 0, income_related_esa(world, units)
    keeps = np.where(is_first, holds_related(world, working.first), holds_related(world, working.second))
    moves = ~on_uc & ~keeps & (esa > 0)
    before, kept = left_to_live_on(world, units, on_uc), left_to_live_on(world, working, on_uc)
    moved = left_to_live_on(world, on_universal_credit(working), np.ones_like(on_uc))
    return np.where(moves, moved, kept) - before


def left_to_live_on(world: World, units: Units, on_uc: Array) -> Array:
    """Return what units have, less childcare, with Council Tax Reduction and Universal Credit or income-related ESA."""
    means, esa, claim = means_of(world, units), income_related_esa(world, units), claim_of(world, units)
    credit = assess(world, claim, means).paid
    tested = np.where(on_uc, credit, esa + housing_benefit(world, units, esa))
    on_esa = np.where(esa > 0, units.costs.most_reduction, 0)
    tested += np.where(on_uc, reduction_of(world, units, claim, means, credit), on_esa)
    tested += child_payment(world, units, np.where(on_uc, credit, esa))
    return means.total + tested - childcare_costs(world, units)
