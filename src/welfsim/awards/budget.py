"""The budget of a unit: its income as things are, and as they would be with one adult in a job.

Entitlement, take-up, migration and job entry share these rules, so that a person weighs a job by the same award
that would be paid.
"""

from __future__ import annotations

from typing import NamedTuple

from welfsim.awards.brought import as_found, awaited, has_limited_capability, limited_elements
from welfsim.awards.carers import carers_allowance
from welfsim.awards.child_benefit import child_benefit
from welfsim.awards.disability import (
    Components,
    adult_disability_components,
    adult_disability_payment,
    independence_components,
    independence_payment,
)
from welfsim.awards.employment_support import (
    IncomeRelated,
    group_after_esa,
    housing_benefit,
    income_related_parts,
    is_permitted_work,
    new_style_award,
)
from welfsim.awards.household import (
    Adult,
    Home,
    Household,
    Incapacity,
    at_work,
    has_disability_benefit,
    is_counted,
    is_couple,
    is_young,
    read_household,
    whole,
    with_adults,
    with_incapacity,
)
from welfsim.awards.money import monthly
from welfsim.awards.pay import monthly_pay, weekly_hours
from welfsim.awards.tax import net_pay
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
    limited_amount,
    payable,
    standard_allowance,
    work_allowance,
)
from welfsim.compiled import rule
from welfsim.vocabulary.codes import EsaGroup, EsaKind, HealthGroup, Job, PipRate
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.state import BenefitUnits, Districts, Persons


class Means(NamedTuple):
    """What adults have in a month apart from means-tested benefits, in pence."""

    net_pay: int
    new_style_esa: int
    carers_allowance: int
    pension: int
    other: int


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
    other: int


class Award(NamedTuple):
    """A Universal Credit award part by part, in pence: elements and transitional less deductions is `paid`."""

    elements: Elements
    transitional: int
    deductions: Deductions
    paid: int


@rule
def new_style_esa(adult: Adult, policy: Policy) -> int:
    """Return an adult's new-style ESA: nothing beyond permitted work.

    Where a scenario brings Unemployment Insurance, that is paid in its place: a weekly rate, and nothing in work.
    """
    p, held, job = policy.employment_support_allowance, adult.incapacity, adult.work
    if held.esa_kind == EsaKind.INSURANCE:
        return monthly(policy.unemployment_insurance.rate) if job.gross_pay == 0 else 0
    if held.esa_kind != EsaKind.NEW_STYLE or not is_permitted_work(job.gross_pay, job.weekly_hours, p):
        return 0
    in_support, in_wrag = held.esa_group == EsaGroup.SUPPORT, held.esa_group == EsaGroup.WRAG
    return new_style_award(adult.is_under_25, in_support, in_wrag, held.esa_since, p)


@rule
def claims_income_related(adult: Adult) -> bool:
    """Say whether an adult has a claim of income-related ESA, in payment or given up for work."""
    return adult.is_present and adult.incapacity.esa_kind == EsaKind.INCOME_RELATED


@rule
def holds_income_related(adult: Adult, policy: Policy) -> bool:
    """Say whether an adult's claim of income-related ESA goes on: without work, or with permitted work alone."""
    p = policy.employment_support_allowance
    return claims_income_related(adult) and is_permitted_work(adult.work.gross_pay, adult.work.weekly_hours, p)


@rule
def has_enhanced_living(adult: Adult) -> bool:
    """Say whether an adult under pension age has daily living of PIP or ADP at the enhanced rate."""
    return adult.is_present and adult.disability.daily_living == PipRate.ENHANCED


@rule
def income_related_claim(household: Household, policy: Policy) -> IncomeRelated:
    """Return the weekly parts of a unit's income-related ESA: one claim for a couple, the first adult's of two.

    Earnings from permitted work are disregarded in full (ESA Regs 2008 Sch 7); a partner's work is left out.
    """
    if holds_income_related(household.first, policy):
        group, since = household.first.incapacity.esa_group, household.first.incapacity.esa_since
    elif holds_income_related(household.second, policy):
        group, since = household.second.incapacity.esa_group, household.second.incapacity.esa_since
    else:
        return IncomeRelated(0, 0, 0)
    return income_related_parts(
        is_couple(household),
        group == EsaGroup.SUPPORT,
        group == EsaGroup.WRAG,
        since,
        has_enhanced_living(household.first) or has_enhanced_living(household.second),
        policy.employment_support_allowance,
    )


@rule
def household_income_related_esa(household: Household, policy: Policy) -> int:
    """Return a unit's income-related ESA in a month."""
    weekly = income_related_claim(household, policy)
    return monthly(weekly.allowance + weekly.component + weekly.premium)


@rule
def after_esa(adult: Adult) -> Adult:
    """Return an adult as moved to Universal Credit: a claimant of income-related ESA keeps the group found there.

    The support group becomes LCWRA, paid at once at the protected rate, the work-related activity group LCW, each from
    the month in which ESA began (TP Regs 2014 reg 19).
    """
    if not claims_income_related(adult):
        return adult
    group = group_after_esa(adult.incapacity.esa_group)
    return with_incapacity(
        adult,
        Incapacity(
            esa_kind=EsaKind.NONE.value,
            esa_group=EsaGroup.NONE.value,
            esa_since=0,
            health_group=group,
            fit_note_since=adult.incapacity.esa_since,
            lcwra_paid=group == HealthGroup.LCWRA,
            lcwra_protected=True,
            awaits_element=False,
        ),
    )


@rule
def on_universal_credit(household: Household) -> Household:
    """Return a unit as moved to Universal Credit, whoever had income-related ESA."""
    return with_adults(household, after_esa(household.first), after_esa(household.second))


@rule
def rent_met_elsewhere(home: Home, esa: int, credit: int) -> int:
    """Return the Housing Benefit of a unit with some income-related ESA and Universal Credit.

    In temporary accommodation Universal Credit of any amount brings all of it (SI 2006/213 Schs 5 and 6). Without
    either benefit it depends on income, and is left out.
    """
    if home.is_temporary and credit > 0:
        return home.rent
    return housing_benefit(esa, home.rent)


@rule
def carers_income(adult: Adult, net: int, esa: int, policy: Policy) -> int:
    """Return an adult's Carer's Allowance with some net pay and new-style ESA.

    With income-related ESA it is left out, since that ESA would fall by the same amount.
    """
    if not (adult.care.is_carer and adult.care.claims_allowance) or holds_income_related(adult, policy):
        return 0
    return carers_allowance(net, esa, policy.carers)


@rule
def disability_benefit(adult: Adult, policy: Policy) -> int:
    """Return an adult's Personal Independence Payment or, in Scotland, Adult Disability Payment."""
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
def adult_means(adult: Adult, policy: Policy) -> Means:
    """Return an adult's means."""
    if adult.is_pensioner:
        return Means(0, 0, 0, adult.means.pension, adult.means.income)
    if not adult.is_present:
        return Means(0, 0, 0, 0, 0)
    net = net_pay(adult.work.gross_pay, adult.is_scottish, policy.tax) if adult.work.gross_pay > 0 else 0
    esa = new_style_esa(adult, policy)
    return Means(net, esa, carers_income(adult, net, esa, policy), 0, adult.means.income)


@rule
def together(a: Means, b: Means) -> Means:
    """Return the means of two adults together."""
    return Means(
        a.net_pay + b.net_pay,
        a.new_style_esa + b.new_style_esa,
        a.carers_allowance + b.carers_allowance,
        a.pension + b.pension,
        a.other + b.other,
    )


@rule
def unearned_means(means: Means) -> int:
    """Return what Universal Credit takes in full (UC Regs reg 66)."""
    return means.new_style_esa + means.carers_allowance + means.pension + means.other


@rule
def total_means(means: Means) -> int:
    """Return the sum of means."""
    return means.net_pay + unearned_means(means)


@rule
def household_means(household: Household, policy: Policy) -> Means:
    """Return the means of a unit as things are."""
    return together(adult_means(household.first, policy), adult_means(household.second, policy))


@rule
def exempts_from_cap(adult: Adult) -> bool:
    """Say whether an adult makes the unit exempt from the benefit cap (UC Regs regs 82 and 83)."""
    in_support = adult.incapacity.esa_kind == EsaKind.NEW_STYLE and adult.incapacity.esa_group == EsaGroup.SUPPORT
    unfit = in_support or adult.incapacity.lcwra_paid or has_disability_benefit(adult)
    return is_counted(adult) and (unfit or adult.care.is_carer or adult.work.has_cap_grace)


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
def household_claim(household: Household, policy: Policy) -> Claim:
    """Return what a unit's award is made of, whether or not it has claimed.

    Nothing is due when savings are above their limit.
    """
    p = policy.universal_credit
    if exceeds_capital_limit(household.capital, p):
        nothing = LimitedElements(0, 0, 0, 0, 0, 0, 0, 0)
        return Claim(Elements(0, 0, 0, 0, 0, 0, 0, 0), nothing, 0, 0, 0, 0, False, 0, 0)

    a, b, couple = household.first, household.second, is_couple(household)
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


@rule
def assessed_award(claim: Claim, means: Means, policy: Policy) -> Award:
    """Return the award on a claim with given means, part by part and never below zero (WRA 2012 s.8)."""
    p = policy.universal_credit
    total = limited_amount(claim.elements) + claim.transitional
    earnings = earnings_deduction(means.net_pay, claim.work_allowance, p)
    unearned = unearned_means(means)
    taken = earnings + unearned + claim.assumed_income
    beyond = excess(total, taken, claim.awaited)
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
def household_income(household: Household, on_uc: bool, policy: Policy) -> Income:
    """Return all that a unit has in a month: on Universal Credit or not, unless on income-related ESA instead.

    Where work has ended a claim of income-related ESA, the claimant moves to Universal Credit with the group found.
    """
    means = household_means(household, policy)
    esa = household_income_related_esa(household, policy)
    credit = 0
    if on_uc and esa == 0:
        credit = award(household_claim(on_universal_credit(household), policy), means, policy)
    return Income(
        means.net_pay,
        credit,
        means.new_style_esa,
        esa,
        rent_met_elsewhere(household.home, esa, credit),
        disability_benefit(household.first, policy) + disability_benefit(household.second, policy),
        means.carers_allowance,
        household_child_benefit(household, policy),
        means.pension,
        means.other,
    )


@rule
def household_gain(household: Household, is_first: bool, gross: int, hours: float, on_uc: bool, policy: Policy) -> int:
    """Return by how much a month a unit's net income would rise with one adult, the first or the second, in a job.

    The job's pay less tax and National Insurance, less ESA, its Housing Benefit and Carer's Allowance lost, less the
    fall in the award. A unit off Universal Credit is taken to stay off. One on income-related ESA keeps it with the
    claimant's permitted work and moves to Universal Credit with a larger job, or with a partner's. Travel, childcare,
    Council Tax Reduction and passported help are left out. The gain may be negative.
    """
    first, second = household.first, household.second
    if is_first:
        first = at_work(first, gross, hours)
    else:
        second = at_work(second, gross, hours)
    working = with_adults(household, first, second)
    before, esa = household_means(household, policy), household_income_related_esa(household, policy)
    keeps = esa > 0 and holds_income_related(first if is_first else second, policy)
    if keeps or (esa == 0 and not on_uc):
        return total_means(household_means(working, policy)) - total_means(before)
    moved = on_universal_credit(working)
    claim, after = household_claim(moved, policy), household_means(moved, policy)
    lost = esa + housing_benefit(esa, household.home.rent) if esa > 0 else award(claim, before, policy)
    return total_means(after) + award(claim, after, policy) - total_means(before) - lost


@rule
def gain_to_work(person: Persons, unit: BenefitUnits, place: Districts, i: int, policy: Policy, month: int) -> int:
    """Return by how much a month person `i`, out of work, would raise the unit's net income with a job.

    The job is full-time or part-time as the person would take it, at the pay of its first month.
    """
    j = whole(person.unit[i])
    household = read_household(person, unit, place, j, policy, month)
    job = Job.PART_TIME.value if person.hours_part_time[i] else Job.FULL_TIME.value
    gross = monthly_pay(int(person.hourly_pay[i]), job, 0, policy.economy.earnings_index, policy.pay)
    hours = weekly_hours(job, policy.pay)
    return household_gain(household, i == unit.first_person[j], gross, hours, unit.uc_since[j] > 0, policy)
