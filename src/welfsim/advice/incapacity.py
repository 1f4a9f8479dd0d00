"""What a described adult's health brings: the findings of Universal Credit and ESA, their dates and their rate."""

from __future__ import annotations

from welfsim.advice.adult import CaseAdult, is_pensioner, pension_age_month
from welfsim.advice.case import Case
from welfsim.awards.capability import capability_past_pension_age
from welfsim.awards.employment_support import has_reached_time_limit
from welfsim.awards.household import Adult, Incapacity
from welfsim.awards.universal_credit import holds_protected_rate, lcwra_payable_from
from welfsim.months import parse_month
from welfsim.vocabulary.codes import EsaGroup, EsaKind, HealthGroup, PipRate
from welfsim.vocabulary.parameters import Policy

ASSESSMENT_PHASE = 3
NO_CHOICE_FROM = parse_month("2019-05")

HEALTH = {
    "none": HealthGroup.NONE,
    "fit-note": HealthGroup.PRE_WCA,
    "lcw": HealthGroup.LCW,
    "lcwra": HealthGroup.LCWRA,
}
RATES = {"none": PipRate.NONE, "standard": PipRate.STANDARD, "enhanced": PipRate.ENHANCED}
ESA = {"none": EsaKind.NONE, "new-style": EsaKind.NEW_STYLE, "income-related": EsaKind.INCOME_RELATED}
ESA_GROUPS = {"assessment": EsaGroup.ASSESSMENT, "wrag": EsaGroup.WRAG, "support": EsaGroup.SUPPORT}


def incapacity(adult: CaseAdult, case: Case) -> Incapacity:
    """Return what an adult's health brings, past State Pension age too."""
    found = _found(adult, case)
    return _when_older(found, adult, case) if is_pensioner(adult, case.month) else found


def asked_since(adult: CaseAdult, case: Case) -> int:
    """Return the month by which Universal Credit had been claimed and the assessment that found LCWRA asked for.

    An award that earnings ended goes on if it was claimed again within some months (UC Regs regs 27A(2) and 28(4)).
    """
    asked = adult.reassessment_asked_for or adult.fit_note or 0
    if case.uc_claimed is None or adult.from_esa:
        return asked
    gap = None if case.uc_ended is None else case.uc_claimed - case.uc_ended
    goes_on = gap is not None and gap <= case.policy.universal_credit.return_months
    return asked if goes_on else max(asked, case.uc_claimed)


def in_support(adult: CaseAdult) -> bool:
    """Say whether an adult is in the support group of new-style ESA."""
    return adult.esa == "new-style" and adult.esa_group == "support"


def is_protected_by_esa(adult: CaseAdult, case: Case) -> bool:
    """Say whether ESA from before the new rate protects: a support component in payment before it, and since.

    UC Regs Sch 5A para 5 (SI 2026/113): of either kind, whenever Universal Credit is claimed. The component is paid
    from the fourth month, after the assessment phase of 13 weeks. As the Act was passed, new-style ESA does not.
    """
    credit = case.policy.universal_credit
    has_lasted = (adult.esa_since or 0) + ASSESSMENT_PHASE < credit.new_rate_from
    return adult.from_esa or (in_support(adult) and has_lasted and not credit.protection_needs_payment)


def element_from(adult: CaseAdult, case: Case) -> int:
    """Return the month from which an adult's LCWRA element is payable: after LCW without another wait."""
    without_wait = adult.terminally_ill or adult.from_esa or in_support(adult) or adult.lcw_since is not None
    is_first_day = came_on_first_day(adult, case)
    return int(lcwra_payable_from(asked_since(adult, case), is_first_day, without_wait, case.policy.universal_credit))


def came_on_first_day(adult: CaseAdult, case: Case) -> bool:
    """Say whether the wait began on the first day of an assessment period, as a note without a day is taken to have.

    Assessment periods are taken to be calendar months. The day counts where the wait counts from the fit note.
    """
    return adult.fit_note_day in (None, 1) or asked_since(adult, case) != adult.fit_note


def treated_as_ill_since(adult: CaseAdult, case: Case) -> int:
    """Return the month from which an adult past State Pension age may be treated as having LCW or LCWRA.

    Pension age, daily living and the claim of Universal Credit must all have come. Unless given, the claim is taken to
    be of May 2019, from when couples of mixed age could no longer choose Pension Credit.
    """
    claimed = NO_CHOICE_FROM if case.uc_claimed is None else case.uc_claimed
    return max(pension_age_month(adult, case.month), adult.daily_living_since or 0, claimed)


def is_treated_as_ill(described: CaseAdult, adult: Adult) -> bool:
    """Say whether an adult past State Pension age has LCW or LCWRA by a benefit and not by a finding."""
    return adult.is_pensioner and adult.incapacity.health_group != HEALTH[described.health]


def _found(adult: CaseAdult, case: Case) -> Incapacity:
    """Return what a finding brings in ESA and in Universal Credit."""
    month, credit = case.month, case.policy.universal_credit
    asked, payable = asked_since(adult, case), element_from(adult, case)
    is_lifelong = adult.severe_conditions or adult.terminally_ill
    return Incapacity(
        esa_kind=int(_esa_kind(adult, month, case.policy)),
        esa_group=int(ESA_GROUPS[adult.esa_group]) if adult.esa != "none" else int(EsaGroup.NONE),
        esa_since=adult.esa_since or 0,
        health_group=int(HEALTH[adult.health]),
        fit_note_since=asked,
        lcwra_paid=adult.health == "lcwra" and month >= payable and adult.age >= credit.health_element_from_age,
        lcwra_protected=holds_protected_rate(asked, payable, is_lifelong, is_protected_by_esa(adult, case), credit),
        awaits_element=adult.health in ("fit-note", "lcwra") and month < payable,
    )


def _when_older(found: Incapacity, adult: CaseAdult, case: Case) -> Incapacity:
    """Return what a finding brings past State Pension age, or a benefit that is treated as one (UC Regs Sch 8, 9)."""
    credit = case.policy.universal_credit
    living = PipRate.ENHANCED if adult.attendance_allowance != "none" else RATES[adult.daily_living]
    group = capability_past_pension_age(found.health_group, int(living), int(RATES[adult.mobility]))
    if group == found.health_group:
        return found
    since = treated_as_ill_since(adult, case)
    payable = lcwra_payable_from(since, True, False, credit)
    return found._replace(
        health_group=group,
        fit_note_since=since,
        lcwra_paid=group == HealthGroup.LCWRA and case.month >= payable,
        lcwra_protected=holds_protected_rate(since, payable, False, False, credit),
        awaits_element=group == HealthGroup.LCWRA and case.month < payable,
    )


def _esa_kind(adult: CaseAdult, month: int, policy: Policy) -> EsaKind:
    """Return the kind of ESA still in payment: it ends at State Pension age, new-style ESA after its time limit."""
    if is_pensioner(adult, month):
        return EsaKind.NONE
    months = month - (adult.esa_since or month)
    is_unlimited = adult.esa_group == "support"
    if adult.esa == "new-style" and has_reached_time_limit(months, is_unlimited, policy.employment_support_allowance):
        return EsaKind.NONE
    return ESA[adult.esa]
