"""Income-related ESA of a unit, and what it becomes when the unit moves to Universal Credit."""

from __future__ import annotations

from welfsim.awards.employment_support import (
    IncomeRelated,
    Premiums,
    group_after_esa,
    income_related_parts,
    is_permitted_work,
)
from welfsim.awards.household import Adult, Household, Incapacity, is_counted, is_couple, with_adults, with_incapacity
from welfsim.compiled import rule
from welfsim.vocabulary.codes import EsaGroup, EsaKind, HealthGroup, PipRate
from welfsim.vocabulary.parameters import Policy


@rule(inlined=True)
def claims_income_related(adult: Adult) -> bool:
    """Say whether an adult has a claim of income-related ESA, in payment or given up for work."""
    return adult.is_present and adult.incapacity.esa_kind == EsaKind.INCOME_RELATED


@rule(inlined=True)
def holds_income_related(adult: Adult, policy: Policy) -> bool:
    """Say whether an adult's claim of income-related ESA goes on: without work, or with permitted work alone."""
    p = policy.employment_support_allowance
    return claims_income_related(adult) and is_permitted_work(adult.work.gross_pay, adult.work.weekly_hours, p)


@rule(inlined=True)
def has_enhanced_living(adult: Adult) -> bool:
    """Say whether an adult under pension age has daily living of PIP or ADP at the enhanced rate."""
    return adult.is_present and adult.disability.daily_living == PipRate.ENHANCED


@rule(inlined=True)
def severely_disabled(household: Household) -> int:
    """Return how many severe disability premiums a unit brings (ESA Regs 2008 Sch 4 paras 6 and 11).

    Both adults of a couple must have daily living; each brings one whom nobody is paid to care for.
    """
    a, b = household.first, household.second
    both = a.disability.daily_living != PipRate.NONE and b.disability.daily_living != PipRate.NONE
    if is_couple(household) and not both:
        return 0
    return int(is_counted(a) and a.disability.is_severe) + int(is_counted(b) and b.disability.is_severe)


@rule(inlined=True)
def income_related_claim(household: Household, carers: int, policy: Policy) -> IncomeRelated:
    """Return the weekly parts of a unit's income-related ESA: one claim for a couple, the first adult's of two.

    `carers` are those with Carer's Allowance. Earnings from permitted work are disregarded in full (ESA Regs 2008
    Sch 7); a partner's work is left out.
    """
    if holds_income_related(household.first, policy):
        group, since = household.first.incapacity.esa_group, household.first.incapacity.esa_since
    elif holds_income_related(household.second, policy):
        group, since = household.second.incapacity.esa_group, household.second.incapacity.esa_since
    else:
        return IncomeRelated(0, 0, 0, 0, 0, 0, 0)
    premiums = Premiums(
        has_enhanced_living(household.first) or has_enhanced_living(household.second),
        severely_disabled(household),
        carers,
        household.first.is_pensioner or household.second.is_pensioner,
    )
    return income_related_parts(
        is_couple(household),
        group == EsaGroup.SUPPORT,
        group == EsaGroup.WRAG,
        since,
        premiums,
        household.capital,
        policy.employment_support_allowance,
    )


@rule(inlined=True)
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


@rule(inlined=True)
def on_universal_credit(household: Household) -> Household:
    """Return a unit as moved to Universal Credit, whoever had income-related ESA."""
    return with_adults(household, after_esa(household.first), after_esa(household.second))
