"""Awards and taxes of many units at once: the arithmetic of ``welfsim.awards``, in whole pence."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from benchmarks.twin.codes import EsaGroup, EsaKind, HealthGroup, Job, Nation, PipRate, Presence, Region, Tenure
from benchmarks.twin.spells import holds_protected_rate
from benchmarks.twin.standing import MONTHS_AT_25, has_disability_benefit
from benchmarks.twin.world import Array, Mask, Rows, World
from welfsim.awards.money import LESS_THAN_ANY_LAW
from welfsim.awards.universal_credit import APRIL_2017, CHILDREN_WITHIN_LIMIT


def pence(amount: Any) -> Array:
    """Return whole pence, half a penny rounded up."""
    return np.asarray(np.floor(amount + (0.5 + LESS_THAN_ANY_LAW)), np.int64)


def pence_down(amount: Array) -> Array:
    """Return whole pence, any part of a penny dropped."""
    return np.floor(amount + LESS_THAN_ANY_LAW).astype(np.int64)


def pence_half_down(amount: Array) -> Array:
    """Return whole pence, half a penny or less dropped."""
    return np.ceil(amount - (0.5 + LESS_THAN_ANY_LAW)).astype(np.int64)


def monthly(weekly: Any) -> Array:
    """Return weekly amounts by the month."""
    return pence(weekly * (52 / 12))


def minimum_wage_earnings(hours: float, pay: SimpleNamespace) -> int:
    """Return a month's earnings at the minimum wage for some hours a week."""
    return int(monthly(float(pay.minimum_wage) * hours))


def hours_of_job(world: World, job: Array) -> Array:
    """Return the usual weekly hours of jobs; nought out of work."""
    p = world.policy.pay
    return np.array([0.0, p.hours_part_time, p.hours_full_time])[job]


def pay_of_job(world: World, rows: Rows, job: Array, months: Array | int) -> Array:
    """Return the gross monthly pay of people after some months in a job; nothing out of work."""
    p = world.policy.pay
    settled = p.entry_share + (1.0 - p.entry_share) * np.minimum(months, p.entry_months) / p.entry_months
    hourly = np.maximum(world.person.hourly_pay[rows] * settled * world.policy.economy.earnings_index, p.minimum_wage)
    return monthly(hourly * hours_of_job(world, job))


def gross_pay(world: World, rows: Rows) -> Array:
    """Return people's gross monthly pay."""
    pay, job = np.zeros(rows.size, np.int64), world.person.job[rows]
    working = np.flatnonzero(job)
    months = world.month - world.person.job_since[rows[working]].astype(np.int64)
    pay[working] = pay_of_job(world, rows[working], job[working], months)
    return pay


def earns_past_gateway(world: World, rows: Rows) -> Mask:
    """Return whether earnings keep people from the UC health journey."""
    p = world.policy
    limit = minimum_wage_earnings(p.universal_credit.assessment_earnings_hours, p.pay)
    works = (world.person.job[rows] != Job.OUT) & ~has_disability_benefit(world, rows)
    return np.asarray(works & (gross_pay(world, rows) >= limit))


def scottish_tax(taxable: Array, p: SimpleNamespace) -> Array:
    """Return a year's income tax by the Scottish bands."""
    limits = (
        0,
        p.scottish_starter_limit,
        p.scottish_basic_limit,
        p.scottish_intermediate_limit,
        p.scottish_higher_limit,
        p.scottish_advanced_limit,
        np.iinfo(np.int64).max,
    )
    rates = (
        p.scottish_starter_rate,
        p.scottish_basic_rate,
        p.scottish_intermediate_rate,
        p.scottish_higher_rate,
        p.scottish_advanced_rate,
        p.scottish_top_rate,
    )
    bands = zip(limits[:-1], limits[1:], rates, strict=True)
    return np.asarray(sum(np.maximum(0, np.minimum(taxable, end) - start) * rate for start, end, rate in bands))


def income_tax(gross: Array, is_scottish: Mask, p: SimpleNamespace) -> Array:
    """Return a month's income tax."""
    income = gross * 12
    allowance = np.maximum(0, p.personal_allowance - np.maximum(0, income - p.allowance_taper_from) // 2)
    taxable = np.maximum(0, income - allowance)
    basic = np.minimum(taxable, p.basic_rate_limit)
    additional = np.maximum(0, taxable - max(p.higher_rate_limit, p.basic_rate_limit))
    higher = taxable - basic - additional
    british = basic * p.basic_rate + higher * p.higher_rate + additional * p.additional_rate
    return pence_down(np.where(is_scottish, scottish_tax(taxable, p), british) / 12)


def employee_insurance(gross: Array, p: SimpleNamespace) -> Array:
    """Return a month's primary Class 1 contribution."""
    main = np.maximum(0, np.minimum(gross, p.ni_upper_limit) - p.ni_primary_threshold)
    upper = np.maximum(0, gross - p.ni_upper_limit)
    return pence_half_down(main * p.ni_main_rate + upper * p.ni_upper_rate)


def employer_insurance(gross: Array, p: SimpleNamespace) -> Array:
    """Return a month's secondary Class 1 contribution."""
    return pence_half_down(np.maximum(0, gross - p.ni_secondary_threshold) * p.ni_employer_rate)


def net_pay(gross: Array, is_scottish: Mask, p: SimpleNamespace) -> Array:
    """Return a month's pay after income tax and National Insurance."""
    net, working = np.zeros_like(gross), np.flatnonzero(gross)
    pay = gross[working]
    net[working] = pay - income_tax(pay, is_scottish[working], p) - employee_insurance(pay, p)
    return net


def pays_scottish_tax(world: World, rows: Rows) -> Mask:
    """Return whether people live in Scotland."""
    return np.asarray(world.district.nation[world.person.district[rows]] == Nation.SCOTLAND)


def has_cap_grace(world: World, rows: Rows) -> Mask:
    """Return whether people's lasting job ended so lately that the benefit cap spares their unit."""
    person, cap = world.person, world.policy.benefit_cap
    began, ended = person.job_since[rows].astype(np.int64), person.last_work[rows].astype(np.int64)
    lasted = (began > 0) & (ended - began >= cap.grace_job_months)
    lately = (world.month >= ended) & (world.month - ended < cap.grace_months)
    is_out = (person.presence[rows] == Presence.PRESENT) & (person.job[rows] == Job.OUT)
    return np.asarray(lasted & lately & is_out)


def read_adults(world: World, rows: Rows, belongs: Any = True) -> SimpleNamespace:
    """Return what awards need to know of people; one who does not belong is neither present nor a pensioner."""
    person, month = world.person, world.month
    present = belongs & (person.presence[rows] == Presence.PRESENT)
    health = person.health_group[rows]
    is_lcwra = present & (health == HealthGroup.LCWRA)
    return SimpleNamespace(
        rows=rows,
        is_present=present,
        is_pensioner=belongs & (person.presence[rows] == Presence.PENSION_AGE),
        is_under_25=month - person.birth_month[rows] < MONTHS_AT_25,
        is_scottish=pays_scottish_tax(world, rows),
        is_carer=person.carer[rows],
        gross_pay=np.where(present, gross_pay(world, rows), 0),
        hours=np.where(present, hours_of_job(world, person.job[rows]), 0.0),
        enhanced_living=present & (person.daily_living[rows] == PipRate.ENHANCED),
        esa_kind=person.esa_kind[rows],
        esa_group=person.esa_group[rows],
        esa_since=person.esa_since[rows],
        health_group=health,
        lcwra_paid=is_lcwra & (month >= person.element_from[rows]),
        lcwra_protected=holds_protected_rate(world, rows),
        fit_note_since=person.fit_note_since[rows],
    )


def read_households(world: World, j: Rows) -> SimpleNamespace:
    """Return the units `j` as the law sees them."""
    unit = world.unit
    first, is_rented = unit.first_person[j], unit.tenure[j] >= Tenure.SOCIAL_RENT
    second = first + (unit.adults[j] - 1)
    a, b = read_adults(world, first), read_adults(world, second, second > first)
    return SimpleNamespace(
        units=j,
        first=a,
        second=b,
        couple=(a.is_present | a.is_pensioner) & (b.is_present | b.is_pensioner),
        in_london=world.district.region[unit.district[j]] == Region.LONDON,
        rent=np.where(is_rented, pence(unit.rent[j] * world.policy.economy.rent_index), 0),
    )


def wrag_component(adults: SimpleNamespace, p: SimpleNamespace) -> Array:
    """Return the weekly component of the work-related activity group, for spells from before it ended."""
    is_old = (adults.esa_group == EsaGroup.WRAG) & (adults.esa_since < p.wrag_component_until)
    return np.where(is_old, p.wrag_component, 0)


def is_permitted_work(world: World, adults: SimpleNamespace) -> Mask:
    """Return whether adults' work, if any, is so little that ESA goes on."""
    limit = world.policy.employment_support_allowance.permitted_work
    return np.asarray((adults.hours < 16) & (adults.gross_pay * 12 <= limit * 52))


def holds_related(world: World, adults: SimpleNamespace) -> Mask:
    """Return whether adults' claims of income-related ESA go on."""
    return np.asarray(
        adults.is_present & (adults.esa_kind == EsaKind.INCOME_RELATED) & is_permitted_work(world, adults)
    )


def new_style_esa(world: World, adults: SimpleNamespace) -> Array:
    """Return adults' new-style ESA: nothing beyond permitted work."""
    p = world.policy.employment_support_allowance
    held = (adults.esa_kind == EsaKind.NEW_STYLE) & is_permitted_work(world, adults)
    assessed = (adults.esa_group == EsaGroup.SUPPORT) | (adults.esa_group == EsaGroup.WRAG)
    weekly = np.where(adults.is_under_25 & ~assessed, p.personal_allowance_under_25, p.personal_allowance)
    weekly += np.where(adults.esa_group == EsaGroup.SUPPORT, p.support_component, wrag_component(adults, p))
    return np.where(held, monthly(weekly), 0)


def income_related_esa(world: World, household: SimpleNamespace) -> Array:
    """Return the income-related ESA of units: one claim for a couple, the first adult's if both hold one."""
    p = world.policy.employment_support_allowance
    allowance = np.where(household.couple, p.income_related_couple, p.income_related_single)
    premium = np.where(household.couple, p.enhanced_disability_premium_couple, p.enhanced_disability_premium)
    enhanced = household.first.enhanced_living | household.second.enhanced_living
    esa = np.zeros(household.units.size, np.int64)
    for adults in (household.second, household.first):
        in_support = adults.esa_group == EsaGroup.SUPPORT
        weekly = allowance + np.where(in_support, p.support_component, wrag_component(adults, p))
        weekly += np.where(in_support | enhanced, premium, 0)
        esa = np.where(holds_related(world, adults), monthly(weekly), esa)
    return esa


def carers_income(world: World, adults: SimpleNamespace, net: Array, esa: Array) -> Array:
    """Return adults' Carer's Allowance with some net pay and new-style ESA."""
    p = world.policy.carers
    paid = adults.is_carer & ~holds_related(world, adults) & (net * 12 <= p.earnings_limit * 52)
    return np.where(paid, np.maximum(0, monthly(p.allowance) - esa), 0)


def adult_means(world: World, adults: SimpleNamespace) -> SimpleNamespace:
    """Return adults' net pay, benefits outside Universal Credit and pension."""
    here, net = adults.is_present, net_pay(adults.gross_pay, adults.is_scottish, world.policy.tax)
    esa = new_style_esa(world, adults)
    return SimpleNamespace(
        net_pay=net,
        new_style_esa=np.where(here, esa, 0),
        carers_allowance=np.where(here, carers_income(world, adults, net, esa), 0),
        pension=np.where(adults.is_pensioner, monthly(world.policy.pay.state_pension), 0),
    )


def added(a: SimpleNamespace, b: SimpleNamespace, sign: int = 1) -> SimpleNamespace:
    """Return the means of two adults together, or with sign −1 their difference."""
    return SimpleNamespace(**{name: value + sign * getattr(b, name) for name, value in vars(a).items()})


def total(means: SimpleNamespace) -> Array:
    """Return the sum of means."""
    return np.asarray(sum(vars(means).values()))


def means(world: World, household: SimpleNamespace) -> SimpleNamespace:
    """Return the means of units as things are."""
    return added(adult_means(world, household.first), adult_means(world, household.second))


def children(world: World, j: Rows) -> tuple[Array, Array]:
    """Return how many dependent children units have, and their child elements."""
    unit, month, p = world.unit, world.month, world.policy.universal_credit
    count, amount = np.zeros(j.size, np.int8), np.zeros(j.size, np.int64)
    for column in (unit.child_1_birth, unit.child_2_birth, unit.child_3_birth, unit.child_4_birth):
        birth = column[j]
        is_child = (birth > 0) & (birth <= month) & (month - birth < world.policy.ageing.dependent_until)
        if p.two_child_limit > 0.0:
            later = np.where(count >= CHILDREN_WITHIN_LIMIT, 0, p.child)
        else:
            later = np.full(j.size, p.child)
        element = np.where((birth < APRIL_2017) & (count == 0), p.child_first_before_2017, p.child)
        amount += np.where(is_child, np.where(birth < APRIL_2017, element, later), 0)
        count += is_child
    return count, amount


def spares_cap(world: World, adults: SimpleNamespace) -> Mask:
    """Return whether adults spare their unit the benefit cap."""
    in_support = (adults.esa_kind == EsaKind.NEW_STYLE) & (adults.esa_group == EsaGroup.SUPPORT)
    spares = adults.is_carer | has_disability_benefit(world, adults.rows) | in_support | adults.lcwra_paid
    spares |= has_cap_grace(world, adults.rows)
    return np.asarray((adults.is_present | adults.is_pensioner) & spares)


def unit_claim(world: World, household: SimpleNamespace) -> SimpleNamespace:
    """Return what the awards of units are made of, whether or not they have claimed."""
    unit, policy, j = world.unit, world.policy, household.units
    p, a, b, couple = policy.universal_credit, household.first, household.second, household.couple
    counted_a, counted_b = a.is_present | a.is_pensioner, b.is_present | b.is_pensioner
    young = (a.is_under_25 | ~counted_a) & (b.is_under_25 | ~counted_b)
    carers = (counted_a & a.is_carer).astype(np.int64) + (counted_b & b.is_carer)
    lcwra = a.lcwra_paid.astype(np.int8) + b.lcwra_paid
    lcwra_carers = (a.lcwra_paid & a.is_carer).astype(np.int8) + (b.lcwra_paid & b.is_carer)
    protected = (a.lcwra_paid & a.lcwra_protected) | (b.lcwra_paid & b.lcwra_protected)
    has_lcw = [x.is_present & (x.health_group == HealthGroup.LCW) for x in (a, b)]
    old_lcw = [has & ~x.is_carer & (x.fit_note_since < p.lcw_until) for has, x in zip(has_lcw, (a, b), strict=True)]
    limited = has_lcw[0] | has_lcw[1]
    for x in (a, b):
        limited |= x.is_present & (x.health_group == HealthGroup.LCWRA)
    count, child = children(world, j)
    higher = np.minimum(unit.disabled_children_higher[j], count).astype(np.int64)
    lower = np.minimum(unit.disabled_children_lower[j], count - higher).astype(np.int64)
    is_disabled = (unit.disabled_children_higher[j] > 0) | (unit.disabled_children_lower[j] > 0)
    family, capital = couple | (count > 0), unit.capital[j].astype(np.int64)
    is_entitled = capital <= p.capital_upper_limit

    elements = {
        "standard_allowance": np.where(
            couple,
            np.where(young, p.standard_couple_under_25, p.standard_couple),
            np.where(young, p.standard_single_under_25, p.standard_single),
        ),
        "child": child,
        "housing": household.rent,
        "carer": (carers - ((lcwra > 0) & (lcwra_carers == lcwra))) * p.carer,
        "lcw": np.where((lcwra == 0) & (old_lcw[0] | old_lcw[1]), p.lcw, 0),
        "lcwra_protected": np.where(protected, p.lcwra_protected, 0),
        "lcwra_new": np.where((lcwra > 0) & ~protected, p.lcwra_new, 0),
        "disabled_child": higher * p.disabled_child_higher + lower * p.disabled_child_lower,
    }
    elements = {name: amount * is_entitled for name, amount in elements.items()}
    limited_amount = np.asarray(sum(elements.values()))
    element, before = unit.transitional_element[j], unit.limited_elements[j]
    eroded = np.maximum(0, element - np.maximum(0, limited_amount - before))
    allowance = np.where(household.rent > 0, p.work_allowance_with_housing, p.work_allowance_without_housing)
    steps = (np.maximum(0, capital - p.capital_lower_limit) + p.capital_step - 1) // p.capital_step
    cap, benefit = policy.benefit_cap, policy.child_benefit
    limits = np.array([[cap.single, cap.single_london], [cap.family, cap.family_london]])
    others = np.maximum(count.astype(np.int64) - 1, 0)
    for_children = np.where(count > 0, monthly(benefit.eldest + others * benefit.other), 0)
    return SimpleNamespace(
        elements=elements,
        limited=limited_amount,
        transitional=np.where(before == 0, element, eroded) * is_entitled,
        work_allowance=np.where((count > 0) | limited, allowance, 0) * is_entitled,
        assumed_income=steps * p.capital_income * is_entitled,
        cap=pence(limits / 12)[family.astype(np.intp), household.in_london.astype(np.intp)],
        capped=~is_disabled & ~spares_cap(world, a) & ~spares_cap(world, b) & is_entitled,
        child_benefit=for_children,
    )


def assess(world: World, claim: SimpleNamespace, income: SimpleNamespace) -> SimpleNamespace:
    """Return the awards on claims with given means, part by part and never below nought."""
    p, cap = world.policy.universal_credit, world.policy.benefit_cap
    whole = claim.limited + claim.transitional
    earnings = pence(np.maximum(0, income.net_pay - claim.work_allowance) * p.taper)
    unearned = income.new_style_esa + income.carers_allowance + income.pension
    taken = earnings + unearned + claim.assumed_income
    beyond = np.minimum(0, whole - taken)
    before_cap = whole - taken - beyond
    exempt_from = minimum_wage_earnings(cap.exempt_hours, world.policy.pay) // 100 * 100
    others = income.new_style_esa + claim.child_benefit
    above = np.minimum(before_cap, np.maximum(0, before_cap + others - claim.cap))
    capped = np.where(claim.capped & (income.net_pay < exempt_from), above, 0)
    return SimpleNamespace(
        paid=before_cap - capped,
        deductions=(earnings, unearned, claim.assumed_income, capped, beyond),
    )


def changed(them: SimpleNamespace, **differs: Any) -> SimpleNamespace:
    """Return adults or households with something else in place."""
    return SimpleNamespace(**{**vars(them), **differs})


def on_universal_credit(adults: SimpleNamespace) -> SimpleNamespace:
    """Return adults as Universal Credit takes them on: income-related ESA leaves its group behind."""
    moves = adults.is_present & (adults.esa_kind == EsaKind.INCOME_RELATED)
    in_support = moves & (adults.esa_group == EsaGroup.SUPPORT)
    group = np.where(in_support, HealthGroup.LCWRA, np.where(moves, HealthGroup.LCW, adults.health_group))
    return changed(
        adults,
        esa_kind=np.where(moves, EsaKind.NONE, adults.esa_kind),
        health_group=group,
        lcwra_paid=np.where(moves, in_support, adults.lcwra_paid),
        lcwra_protected=moves | adults.lcwra_protected,
        fit_note_since=np.where(moves, adults.esa_since, adults.fit_note_since),
    )


def gain_to_work(world: World, rows: Rows) -> Array:
    """Return by how much a month people out of work would each raise their unit's net income with a job."""
    person, unit = world.person, world.unit
    j = person.unit[rows]
    job = np.where(person.hours_part_time[rows], Job.PART_TIME, Job.FULL_TIME)
    gross, hours = pay_of_job(world, rows, job, 0), hours_of_job(world, job)
    household = read_households(world, j)
    is_first = unit.first_person[j] == rows
    first, second = (
        changed(
            adults,
            gross_pay=np.where(takes, gross, adults.gross_pay),
            hours=np.where(takes, hours, adults.hours),
        )
        for adults, takes in ((household.first, is_first), (household.second, ~is_first))
    )
    now, then = means(world, household), added(adult_means(world, first), adult_means(world, second))
    esa = income_related_esa(world, household)
    keeps = (esa > 0) & np.where(is_first, holds_related(world, first), holds_related(world, second))
    credit = assess(world, unit_claim(world, household), now).paid

    at_work = changed(household, first=on_universal_credit(first), second=on_universal_credit(second))
    off_esa = means(world, at_work)
    later = assess(world, unit_claim(world, at_work), off_esa).paid
    moved = total(off_esa) + later - total(now) - esa - household.rent
    gain = total(then) - total(now) + np.where(unit.uc_since[j] > 0, later - credit, 0)
    return np.where((esa == 0) | keeps, gain, moved)
