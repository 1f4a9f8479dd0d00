"""What one adult has in a month: pay, the taxes on it, and the benefits outside Universal Credit, in pence.

Each function takes whole columns of adults; the law that it puts into words is that of ``docs/awards.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.twin.luck import Array
from benchmarks.twin.sick_leave import share_of_employer, statutory
from benchmarks.twin.world import World
from welfsim.vocabulary.codes import EsaGroup, EsaKind, HealthGroup, Job, PipRate, Presence

HAIR = 1e-6  # of a penny, by which a half stays a half when a rate has no exact binary form
AGE_18, AGE_25 = 18 * 12, 25 * 12
PERMITTED_HOURS = 16.0
HOURS_WITHOUT_SEARCH = 16.0
CHARGE_MONTHS = 3 * 12  # of a child, up to which whoever is responsible for it need not search
NO_CHARGE = CHARGE_MONTHS
POUND = 100


@dataclass(frozen=True)
class Adults:
    """What the law asks of some adults, a column a question; one past pension age counts, but has a pension alone."""

    is_here: Array
    is_retired: Array
    may_claim: Array
    is_young: Array
    in_scotland: Array
    is_carer: Array
    claims_allowance: Array
    daily_living: Array
    mobility: Array
    pay: Array
    hours: Array
    share_paid: Array
    has_grace: Array
    esa_kind: Array
    esa_group: Array
    esa_since: Array
    health_group: Array
    spell_since: Array
    has_lcwra_paid: Array
    is_protected: Array
    awaits_element: Array
    is_own: Array
    threshold: Array
    has_floor: Array

    @property
    def counts(self) -> Array:
        """Return who belongs to the unit today."""
        return self.is_here | self.is_retired

    @property
    def claims(self) -> Array:
        """Return who belongs to the unit and may claim."""
        return self.counts & self.may_claim


def pence(amount: Any) -> Array:
    """Return whole pence, half a penny up (UC Regs reg 6)."""
    return np.asarray(np.floor(amount + 0.5 + HAIR), np.int64)


def pence_half_down(amount: Any) -> Array:
    """Return whole pence, half a penny down (SI 2001/1004 reg 12)."""
    return np.asarray(np.ceil(amount - 0.5 - HAIR), np.int64)


def monthly(weekly: Any) -> Array:
    """Return weekly amounts by the month, 52 weeks to 12 months (UC Regs reg 73)."""
    return pence(weekly * 52 / 12)


def weekly_hours(world: World, job: Array) -> Array:
    """Return the usual hours of jobs."""
    p = world.policy.pay
    return np.array([0.0, p.hours_part_time, p.hours_full_time])[job]


def pay_in_job(world: World, rows: Array, job: Array, months: Any) -> Array:
    """Return the monthly pay of people after some months in a job: entry pay rising to settled pay in four steps.

    Each step lies in the middle of an even rise. Part-time work pays less an hour. Pay follows earnings, and nobody has
    less than the minimum wage of their age, which lifts pay above it halfway to its reach; out of work there is none.
    Whoever is self-employed has a share of it as profit.
    """
    p, index = world.policy.pay, world.policy.economy.earnings_index
    quarter = np.maximum(months, 0) * 4 // p.entry_months
    settled = np.where(quarter >= 4, 1.0, p.entry_share + (1.0 - p.entry_share) * (quarter + 0.5) / 4)
    of_hours = np.where(job == Job.PART_TIME, p.part_time_pay, 1.0)
    earned = world.person.hourly_pay[rows] * of_hours * settled * index
    least = minimum_wage_at(world, (world.month - world.person.birth_month[rows]) // 12)
    reach = least * p.spill_over
    lifted = least + np.maximum(earned - least + reach, 0.0) / 2.0
    hourly = np.where(earned >= least + reach, earned, lifted)
    pay = np.where(job == Job.OUT, 0, monthly(hourly * weekly_hours(world, job)))
    profit = pence(pay * world.person.profit_ratio[rows].astype(np.float64))
    return np.where(world.person.self_employed[rows], profit, pay)


def minimum_wage_at(world: World, age: Array) -> Array:
    """Return the least pay an hour by age in years (SI 2015/621 regs 4 and 4A)."""
    p = world.policy.pay
    rates = [p.minimum_wage, p.minimum_wage_21_to_22, p.minimum_wage_18_to_20]
    return np.select([age >= p.living_wage_age, age >= 21, age >= 18], rates, p.minimum_wage_under_18)


def job_with_care(world: World, rows: Array, job: Array, months: Any) -> tuple[Array, Array]:
    """Return monthly pay and weekly hours in jobs: part-time carers earn no more than the limit, by fewer hours."""
    pay, hours = pay_in_job(world, rows, job, months), weekly_hours(world, job)
    limit = int(world.policy.carers.earnings_limit * 52 / 12)
    least = np.where(world.person.carer[rows] & (job == Job.PART_TIME), np.minimum(pay, limit), pay)
    return least, np.where(pay > 0, hours * least / np.maximum(pay, 1), hours)


def sick_pay(world: World, rows: Array, usual: Array) -> tuple[Array, Array]:
    """Return the Statutory Sick Pay of people on sick leave, and what their employers pay on top of it.

    Nobody pays the self-employed.
    """
    person, months = world.person, world.month - world.person.leave_since[rows]
    least = pence(statutory(world, usual, months))
    more = np.maximum(pence(usual * share_of_employer(world, months)) - least, 0)
    hired = ~person.self_employed[rows]
    return np.where(hired, least, 0), np.where(hired & person.employer_sick_pay[rows], more, 0)


def minimum_wage_for(world: World, hours: float) -> int:
    """Return a month's earnings at the National Living Wage for some hours a week."""
    return int(monthly(world.policy.pay.minimum_wage * hours))


def cap_exemption(world: World) -> int:
    """Return the earnings that lift the benefit cap: some hours at the minimum wage, to the pound below (reg 82)."""
    return minimum_wage_for(world, world.policy.benefit_cap.exempt_hours) // POUND * POUND


def hours_expected(world: World, rows: Array, youngest: Any) -> Array:
    """Return the weekly hours that Universal Credit expects of people in health (UC Regs regs 88 and 90(2)).

    None of carers and those in charge of a child under one, few with a child under three.
    """
    few = np.where(youngest < CHARGE_MONTHS, HOURS_WITHOUT_SEARCH, world.policy.universal_credit.expected_hours)
    return np.where(world.person.carer[rows] | (youngest < 12), 0.0, few)


def has_used_start_up(world: World, rows: Array) -> Array:
    """Return whose start-up period is over, with none to come for the present or the next trade (UC Regs reg 63)."""
    person, p, since = world.person, world.policy.universal_credit, world.person.start_up_since[rows].astype(np.int64)
    began = np.where(person.job[rows] == Job.OUT, world.month, person.job_since[rows])
    return (since > 0) & (world.month - since >= p.start_up_months) & (began - since <= p.start_up_again)


def read_adults(world: World, rows: Array, belongs: Any = True, youngest: Any = NO_CHARGE) -> Adults:
    """Return what the law asks of people; one who does not belong to the unit is neither here nor retired.

    At 16 and 17 the ill and carers may claim (UC Regs reg 8). Past pension age the group kept then counts. `youngest`
    is the age in months of the youngest child in the own charge.
    """
    person, month, p = world.person, world.month, world.policy.universal_credit
    is_here, job, born = belongs & world.present[rows], person.job[rows], person.birth_month[rows]
    months = month - person.job_since[rows]
    usual, hours = job_with_care(world, rows, job, months)
    paid = np.where(person.leave_since[rows] != 0, sum(sick_pay(world, rows, usual)), usual)
    pay, hours = np.where(is_here, paid, 0), np.where(is_here & (paid > 0), hours, 0)
    is_retired = belongs & (person.presence[rows] == Presence.PENSION_AGE)
    spell_since, group = person.fit_note_since[rows], person.health_group[rows]
    group = np.where(is_retired, person.left_group[rows], group)
    is_grown = month - born >= AGE_18
    old_enough = born + 12 * p.health_element_from_age
    payable_from = np.maximum(person.element_from[rows], old_enough)
    has_lcwra_paid = (is_here | is_retired) & (group == HealthGroup.LCWRA) & (month >= payable_from)
    may_have_lcwra = (group == HealthGroup.PRE_WCA) | (group == HealthGroup.LCWRA)
    expected, is_own = hours_expected(world, rows, youngest), person.self_employed[rows]
    may_search = ~person.carer[rows] & (youngest >= CHARGE_MONTHS)
    in_wait = month < spell_since + p.relevant_period + p.months_to_next_period
    return Adults(
        is_here=is_here,
        is_retired=is_retired,
        may_claim=is_grown | person.carer[rows] | (person.health_group[rows] != HealthGroup.NONE),
        is_young=month - born < AGE_25,
        in_scotland=world.in_scotland(rows),
        is_carer=person.carer[rows],
        claims_allowance=person.claims_allowance[rows],
        daily_living=person.daily_living[rows],
        mobility=person.mobility[rows],
        pay=pay,
        hours=hours,
        share_paid=np.where(is_here & (person.leave_since[rows] == 0), 1.0 + person.pay_over_usual[rows] / 1000, 1.0),
        has_grace=is_here & (pay == 0) & is_after_lasting_job(world, rows),
        esa_kind=person.esa_kind[rows],
        esa_group=person.esa_group[rows],
        esa_since=person.esa_since[rows],
        health_group=group,
        spell_since=spell_since,
        has_lcwra_paid=has_lcwra_paid,
        is_protected=is_protected(world, rows),
        awaits_element=(is_here | is_retired) & may_have_lcwra & in_wait & ~has_lcwra_paid,
        is_own=is_here & is_own,
        threshold=np.where(is_here, monthly(world.policy.pay.minimum_wage * expected), 0),
        has_floor=is_here & is_own & may_search & has_used_start_up(world, rows),
    )


def is_protected(world: World, rows: Array) -> Array:
    """Return who has LCWRA at the protected rate: begun before the new one, lifelong, or from ESA (UC Regs reg 27A).

    It is begun with the request of the assessment or, if protection needs payment, with the first month of the element.
    """
    person, p = world.person, world.policy.universal_credit
    begun = np.where(p.protection_needs_payment, person.element_from[rows], person.fit_note_since[rows])
    return (begun < p.new_rate_from) | person.lifelong[rows] | person.from_esa[rows]


def is_after_lasting_job(world: World, rows: Array) -> Array:
    """Return whose job ended within the months of grace from the benefit cap, and paid enough (UC Regs reg 82).

    It must have brought the earnings that lift the cap in each of its last 12 months; pay only rises in a job, so the
    first of these decides, taken at today's earnings and minimum wage.
    """
    p, began, ended = world.policy.benefit_cap, world.person.job_since[rows], world.person.last_work[rows]
    before = ended - began - p.grace_job_months
    since = world.month - ended
    job = np.where(world.person.hours_part_time[rows], Job.PART_TIME, Job.FULL_TIME)
    pay = pay_in_job(world, rows, job, before)
    net = pay - taxes(world, pay, world.in_scotland(rows), world.person.self_employed[rows])
    enough = net >= cap_exemption(world)
    return (began > 0) & (before >= 0) & (since >= 0) & (since < p.grace_months) & enough


def slices(amount: Array, limits: list[Any], rates: list[Any]) -> Array:
    """Return what an amount bears when each slice of it, up to the next limit, has a rate of its own."""
    ends, starts = [*limits, np.iinfo(np.int64).max], [0, *limits]
    bands = zip(starts, ends, rates, strict=True)
    return sum(np.clip(amount - start, 0, end - start) * rate for start, end, rate in bands)


def income_tax(world: World, pay: Array, in_scotland: Array) -> Array:
    """Return a twelfth of the tax on a year of such months, pence dropped (ITA 2007 ss.10 and 35, Scotland Act s.80C).

    A pound of the allowance goes for every two above its limit.
    """
    p, year = world.policy.tax, pay * 12
    allowance = np.maximum(p.personal_allowance - np.maximum(year - p.allowance_taper_from, 0) // 2, 0)
    taxable = np.maximum(year - allowance, 0)
    additional_from = max(p.basic_rate_limit, p.higher_rate_limit)
    rates = [p.basic_rate, p.higher_rate, p.additional_rate]
    british = slices(taxable, [p.basic_rate_limit, additional_from], rates)
    bands = ("starter", "basic", "intermediate", "higher", "advanced")
    limits = [p[f"scottish_{name}_limit"] for name in bands]
    rates = [p[f"scottish_{name}_rate"] for name in (*bands, "top")]
    return np.floor(np.where(in_scotland, slices(taxable, limits, rates), british) / 12 + HAIR).astype(np.int64)


def employee_insurance(world: World, pay: Array) -> Array:
    """Return primary contributions: the main rate from the threshold, the upper rate above the limit (SSCBA s.8)."""
    p = world.policy.tax
    return pence_half_down(
        slices(pay, [p.ni_primary_threshold, p.ni_upper_limit], [0.0, p.ni_main_rate, p.ni_upper_rate])
    )


def self_employed_insurance(world: World, profit: Array) -> Array:
    """Return a twelfth of a year's Class 4, and of Class 2 where it is due, pence dropped (SSCBA ss.11 and 15)."""
    p, year = world.policy.tax, profit * 12
    limits, rates = [p.class_4_lower_limit, p.class_4_upper_limit], [0.0, p.class_4_main_rate, p.class_4_upper_rate]
    due = np.where(year >= p.class_4_lower_limit, slices(year, limits, rates) + p.class_2 * 52, 0.0)
    return np.floor(due / 12 + HAIR).astype(np.int64)


def own_insurance(world: World, pay: Array, is_own: Array) -> Array:
    """Return what those in work pay of National Insurance themselves."""
    return np.where(is_own, self_employed_insurance(world, pay), employee_insurance(world, pay))


def employer_insurance(world: World, pay: Array) -> Array:
    """Return secondary contributions on pay above their threshold (SSCBA s.9)."""
    p = world.policy.tax
    return pence_half_down(np.maximum(pay - p.ni_secondary_threshold, 0) * p.ni_employer_rate)


def taxes(world: World, pay: Array, in_scotland: Array, is_own: Any) -> Array:
    """Return the income tax and National Insurance on monthly pay or profit."""
    return income_tax(world, pay, in_scotland) + own_insurance(world, pay, is_own)


def net_pay(world: World, adults: Adults) -> Array:
    """Return pay after tax and insurance."""
    return np.where(adults.pay > 0, adults.pay - taxes(world, adults.pay, adults.in_scotland, adults.is_own), 0)


def is_permitted(world: World, adults: Adults) -> Array:
    """Return whose work, if any, leaves ESA alone: under 16 hours, pay up to the weekly limit (ESA Regs reg 45)."""
    limit = world.policy.employment_support_allowance.permitted_work
    return (adults.hours < PERMITTED_HOURS) & (adults.pay * 12 <= limit * 52)


def component(world: World, adults: Adults, support: int) -> Array:
    """Return the weekly component of the support group, or of the other group in a spell from before it ended."""
    p = world.policy.employment_support_allowance
    is_old = (adults.esa_group == EsaGroup.WRAG) & (adults.esa_since < p.wrag_component_until)
    in_support = adults.esa_group == EsaGroup.SUPPORT
    return np.where(in_support, support, np.where(is_old, p.wrag_component, 0))


def new_style_esa(world: World, adults: Adults) -> Array:
    """Return new-style ESA: allowance, lower under 25 until assessed, and component (ESA Regs 2013 reg 62).

    Unemployment Insurance, where a scenario has it, is paid to those without pay.
    """
    p = world.policy.employment_support_allowance
    is_assessed = (adults.esa_group == EsaGroup.SUPPORT) | (adults.esa_group == EsaGroup.WRAG)
    allowance = np.where(adults.is_young & ~is_assessed, p.personal_allowance_under_25, p.personal_allowance)
    is_paid = (adults.esa_kind == EsaKind.NEW_STYLE) & is_permitted(world, adults)
    esa = np.where(is_paid, monthly(allowance + component(world, adults, p.support_component)), 0)
    is_insured = (adults.esa_kind == EsaKind.INSURANCE) & (adults.pay == 0)
    return np.where(is_insured, monthly(world.policy.unemployment_insurance.rate), esa)


def claims_related(adults: Adults) -> Array:
    """Return who has a claim of income-related ESA, in payment or given up for work."""
    return adults.is_here & (adults.esa_kind == EsaKind.INCOME_RELATED)


def holds_related(world: World, adults: Adults) -> Array:
    """Return whose claim of income-related ESA goes on."""
    return claims_related(adults) & is_permitted(world, adults)


def carers_allowance(world: World, adults: Adults, net: Array, esa: Array) -> Array:
    """Return Carer's Allowance: all up to the limit of net earnings, less overlapping ESA (SSCBA s.70, SI 1979/597)."""
    p = world.policy.carers
    is_due = adults.is_carer & adults.claims_allowance & (net * 12 <= p.earnings_limit * 52)
    return np.where(is_due, np.maximum(monthly(p.allowance) - esa, 0), 0)


def carer_supplement(world: World, adults: Adults, allowance: Array) -> Array:
    """Return the Scottish Carer Supplement of those whose allowance is paid in part at least (SSI 2025/340)."""
    return np.where(adults.in_scotland & (allowance > 0), monthly(world.policy.carers.scottish_supplement), 0)


def disability_benefit(world: World, adults: Adults) -> Array:
    """Return PIP, or ADP in Scotland: both components at their rates (SI 2013/377 reg 24, SSI 2022/54)."""
    p = world.policy.disability_rates
    assert list(PipRate) == [PipRate.NONE, PipRate.STANDARD, PipRate.ENHANCED]

    def weekly(benefit: str) -> Array:
        living = np.array([0, p[f"{benefit}_daily_living_standard"], p[f"{benefit}_daily_living_enhanced"]])
        moving = np.array([0, p[f"{benefit}_mobility_standard"], p[f"{benefit}_mobility_enhanced"]])
        return living[adults.daily_living] + moving[adults.mobility]

    return monthly(np.where(adults.in_scotland, weekly("adp"), weekly("pip")))


def has_disability_benefit(who: Any, rows: Any = slice(None)) -> Array:
    """Return who has either component of PIP or ADP, among persons or adults."""
    return (who.daily_living[rows] != PipRate.NONE) | (who.mobility[rows] != PipRate.NONE)
