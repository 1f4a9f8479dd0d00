"""What each adult has apart from means-tested benefits: earnings after tax, and benefits and pensions of their own."""

from __future__ import annotations

from typing import NamedTuple

from welfsim.awards.carers import carers_allowance
from welfsim.awards.employment_support import is_permitted_work, new_style_award
from welfsim.awards.household import Adult, Household, is_counted
from welfsim.awards.jobseekers import new_style_jsa
from welfsim.awards.money import monthly, pence
from welfsim.awards.pay import minimum_wage_earnings
from welfsim.awards.requirements import LIMITED_HOURS, is_found_limited
from welfsim.awards.scotland import scottish_carer_supplement
from welfsim.awards.self_employment import floor_of_one, net_profit, own_insurance
from welfsim.awards.tax import income_tax
from welfsim.compiled import rule
from welfsim.vocabulary.codes import EsaGroup, EsaKind, HealthGroup
from welfsim.vocabulary.parameters import Policy


class Means(NamedTuple):
    """What adults have in a month apart from means-tested benefits, in pence.

    `assumed_pay` is what the minimum income floor adds to earnings in Universal Credit: nobody has it.
    """

    net_pay: int
    new_style_esa: int
    new_style_jsa: int
    maternity_allowance: int
    carers_allowance: int
    carer_supplement: int
    pension: int
    occupational_pension: int
    other: int
    assumed_pay: int


@rule(inlined=True)
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


@rule(inlined=True)
def pension_contribution(adult: Adult) -> int:
    """Return what of an adult's gross pay goes into a pension before tax (net pay arrangement, FA 2004 s.193)."""
    return pence(adult.work.gross_pay * adult.work.terms.pension_share)


@rule(inlined=True)
def net_earnings(adult: Adult, policy: Policy) -> int:
    """Return an adult's earnings after tax, National Insurance and pension contributions (UC Regs regs 55 and 57).

    Past pension age no National Insurance is due (SSCBA 1992 ss.6(3) and 15).
    """
    gross = adult.work.gross_pay
    if gross == 0:
        return 0
    taxed = gross - pension_contribution(adult)
    after_tax = taxed - income_tax(taxed, adult.is_scottish, policy.tax)
    if adult.is_pensioner:
        return after_tax
    return after_tax - own_insurance(gross, adult.work.terms.is_self_employed, policy.tax)


@rule(inlined=True)
def jobseekers_income(adult: Adult, net: int, policy: Policy) -> int:
    """Return an adult's new-style JSA with some net pay."""
    if not adult.means.is_jobseeker:
        return 0
    return new_style_jsa(adult.is_under_25, net, adult.work.weekly_hours, policy.jobseekers_allowance)


@rule(inlined=True)
def maternity_income(adult: Adult) -> int:
    """Return an adult's Maternity Allowance: none for days of work (SSCBA 1992 s.35)."""
    return adult.means.maternity_allowance if adult.work.gross_pay == 0 else 0


@rule(inlined=True)
def carers_income(adult: Adult, net: int, overlapping: int, policy: Policy) -> int:
    """Return an adult's Carer's Allowance with some net pay and contributory benefits that overlap."""
    if not (adult.care.is_carer and adult.care.claims_allowance):
        return 0
    return carers_allowance(net, overlapping, policy.carers)


@rule(inlined=True)
def has_carers_entitlement(adult: Adult, policy: Policy) -> bool:
    """Say whether an adult is entitled to Carer's Allowance, be it paid or overlapped."""
    if not (is_counted(adult) and adult.care.is_carer):
        return False
    return carers_income(adult, net_earnings(adult, policy), 0, policy) > 0


@rule(inlined=True)
def adult_means(adult: Adult, policy: Policy) -> Means:
    """Return an adult's means; State Pension overlaps Carer's Allowance (SI 1979/597 reg 4).

    Universal Credit takes what is paid in the month (UC Regs reg 54); Carer's Allowance goes by usual pay.
    """
    held = adult.means
    if not is_counted(adult):
        return Means(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    net, esa, jsa, maternity = net_earnings(adult, policy), 0, 0, 0
    paid = pence(net * adult.work.share_paid)
    if not adult.is_pensioner:
        esa, jsa, maternity = (
            new_style_esa(adult, policy),
            jobseekers_income(adult, net, policy),
            maternity_income(adult),
        )
    allowance = carers_income(adult, net, esa + jsa + maternity + held.pension, policy)
    supplement = scottish_carer_supplement(allowance, adult.is_scottish, policy.carers)
    return Means(
        paid, esa, jsa, maternity, allowance, supplement, held.pension, held.occupational_pension, held.income, 0
    )


@rule(inlined=True)
def net_threshold(adult: Adult, policy: Policy) -> int:
    """Return the earnings that Universal Credit expects of an adult, less notional tax and National Insurance.

    None with LCWRA, and with LCW those of 16 hours at most (UC Regs reg 90(2)).
    """
    group, threshold = adult.incapacity.health_group, adult.work.terms.threshold if is_counted(adult) else 0
    if group == HealthGroup.LCWRA:
        return 0
    if group == HealthGroup.LCW:
        threshold = min(threshold, minimum_wage_earnings(LIMITED_HOURS, policy.pay))
    return net_profit(threshold, adult.is_scottish, policy.tax) if threshold > 0 else 0


@rule(inlined=True)
def is_under_floor(adult: Adult) -> bool:
    """Say whether an adult's work is one whose earnings Universal Credit raises to a floor: never with LCW or LCWRA."""
    works = adult.work.gross_pay > 0 or adult.work.terms.trades_at_nil
    return adult.work.terms.has_floor and works and not is_found_limited(adult.incapacity.health_group)


@rule(inlined=True)
def assumed_pay(household: Household, first_pay: int, second_pay: int, policy: Policy) -> int:
    """Return what the minimum income floor adds to the earnings of a unit (UC Regs reg 62)."""
    a, b = household.first, household.second
    if not (is_under_floor(a) or is_under_floor(b)):
        return 0
    first, second = net_threshold(a, policy), net_threshold(b, policy)
    added = 0
    if is_under_floor(a):
        added += floor_of_one(first, first_pay, second_pay, first + second)
    if is_under_floor(b):
        added += floor_of_one(second, second_pay, first_pay, first + second)
    return added


@rule(inlined=True)
def unearned_means(means: Means) -> int:
    """Return what Universal Credit takes in full (UC Regs reg 66); the Scottish Carer Supplement is none of it."""
    benefits = capped_means(means) + means.carers_allowance
    return benefits + means.pension + means.occupational_pension + means.other


@rule(inlined=True)
def capped_means(means: Means) -> int:
    """Return the benefits outside Universal Credit that count towards the benefit cap (WRA 2012 s.96(10))."""
    return means.new_style_esa + means.new_style_jsa + means.maternity_allowance


@rule(inlined=True)
def total_means(means: Means) -> int:
    """Return the sum of means."""
    return means.net_pay + unearned_means(means) + means.carer_supplement


@rule(inlined=True)
def together(a: Means, b: Means, assumed: int) -> Means:
    """Return the means of two adults together, with what the minimum income floor adds to their pay."""
    return Means(
        a.net_pay + b.net_pay,
        a.new_style_esa + b.new_style_esa,
        a.new_style_jsa + b.new_style_jsa,
        a.maternity_allowance + b.maternity_allowance,
        a.carers_allowance + b.carers_allowance,
        a.carer_supplement + b.carer_supplement,
        a.pension + b.pension,
        a.occupational_pension + b.occupational_pension,
        a.other + b.other,
        assumed,
    )


@rule(inlined=True)
def household_means(household: Household, policy: Policy) -> Means:
    """Return the means of a unit as things are."""
    a, b = adult_means(household.first, policy), adult_means(household.second, policy)
    return together(a, b, assumed_pay(household, a.net_pay, b.net_pay, policy))
