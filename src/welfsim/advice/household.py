"""A described household as the rules of awards see it."""

from __future__ import annotations

from welfsim.advice.adult import CaseAdult, is_pensioner, pension_age_month
from welfsim.advice.case import Case, birth
from welfsim.advice.claimants import bar, has_own_home, has_recourse
from welfsim.advice.kinds import POUND
from welfsim.awards.capability import capability_past_pension_age
from welfsim.awards.employment_support import has_reached_time_limit
from welfsim.awards.household import (
    NO_ADULT,
    Adult,
    Care,
    Children,
    Disability,
    Home,
    Household,
    Incapacity,
    OtherMeans,
    Work,
)
from welfsim.awards.money import monthly
from welfsim.awards.sick_pay import sick_pay
from welfsim.awards.students import student_income
from welfsim.awards.universal_credit import (
    holds_protected_rate,
    is_born_before_limit,
    is_in_cap_grace,
    lcwra_payable_from,
)
from welfsim.months import parse_month
from welfsim.vocabulary.codes import EsaGroup, EsaKind, HealthGroup, PipRate
from welfsim.vocabulary.parameters import Policy

YOUNG_UNTIL = 25
ASSESSMENT_PHASE = 3
NO_CHOICE_FROM = parse_month("2019-05")

HEALTH = {
    "none": HealthGroup.NONE,
    "fit-note": HealthGroup.PRE_WCA,
    "lcw": HealthGroup.LCW,
    "lcwra": HealthGroup.LCWRA,
}
ATTENDANCE_ALLOWANCE = {"lower": PipRate.STANDARD, "higher": PipRate.ENHANCED}
"""The rates of PIP's daily living that are those of Attendance Allowance too."""
RATES = {"none": PipRate.NONE, "standard": PipRate.STANDARD, "enhanced": PipRate.ENHANCED}
ESA = {"none": EsaKind.NONE, "new-style": EsaKind.NEW_STYLE, "income-related": EsaKind.INCOME_RELATED}
ESA_GROUPS = {"assessment": EsaGroup.ASSESSMENT, "wrag": EsaGroup.WRAG, "support": EsaGroup.SUPPORT}


def as_household(case: Case) -> Household:
    """Return a case as the rules of awards see it."""
    first, *others = [_adult(each, case) for each in case.adults]
    return Household(
        first=first,
        second=others[0] if others else NO_ADULT,
        children=_children(case),
        home=Home(in_london=case.region == "london", rent=_pence(case.rent) if has_own_home(case) else 0),
        capital=_pence(case.savings),
        transitional_element=_pence(case.transitional),
        limited_elements=_pence(case.elements_last_month),
    )


def _pence(pounds: float) -> int:
    return round(pounds * POUND)


def _children(case: Case) -> Children:
    """Return how many children there are, born before the two-child limit and disabled.

    To parents without recourse to public funds they bring nothing, Child Benefit included.
    """
    children = case.children if has_recourse(case) else ()
    rates = [child.disability for child in children]
    return Children(
        number=len(rates),
        before_limit=sum(bool(is_born_before_limit(birth(child, case.month))) for child in children),
        excepted=0,
        disabled_lower=rates.count("lower"),
        disabled_higher=rates.count("higher"),
    )


def usual_pay(adult: CaseAdult) -> int:
    """Return an adult's usual gross pay in pence."""
    return _pence(adult.pay)


def earned(adult: CaseAdult, month: int, policy: Policy) -> int:
    """Return an adult's gross earnings in pence: pay, or Statutory Sick Pay in its place."""
    if adult.sick_since is None:
        return usual_pay(adult)
    return sick_pay(usual_pay(adult), max(0, month - adult.sick_since), policy.sick_pay)


def _adult(adult: CaseAdult, case: Case) -> Adult:
    """Return an adult as the rules of awards see it."""
    retired = is_pensioner(adult, case.month)
    rates = RATES[adult.daily_living], RATES[adult.mobility]
    if adult.attendance_allowance != "none":
        rates = ATTENDANCE_ALLOWANCE[adult.attendance_allowance], PipRate.NONE
    return Adult(
        is_present=not retired,
        is_pensioner=retired,
        may_claim=not bar(case, adult),
        is_under_25=adult.age < YOUNG_UNTIL,
        is_scottish=case.region == "scotland",
        care=Care(is_carer=adult.carer, claims_allowance=True),
        disability=Disability(*map(int, rates)),
        means=OtherMeans(state_pension(adult, case), income=loan_counted(adult), spares_cap=False),
        work=_work(adult, case.month, case.policy),
        incapacity=_incapacity_when_older(adult, case) if retired else _incapacity(adult, case),
    )


def state_pension(adult: CaseAdult, case: Case) -> int:
    """Return an adult's State Pension in pence a month: as given, or else the full new one."""
    if not is_pensioner(adult, case.month):
        return 0
    given = adult.state_pension_week
    return int(monthly(case.policy.pay.state_pension if given is None else _pence(given)))


def loan_counted(adult: CaseAdult) -> int:
    """Return what counts of an adult's student loan in a month, in pence."""
    months = adult.student_loan_months
    return int(student_income(_pence(adult.student_loan_year), months)) if months else 0


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


def _incapacity_when_older(adult: CaseAdult, case: Case) -> Incapacity:
    """Return what a finding brings past State Pension age, or a benefit that is treated as one (UC Regs Sch 8, 9)."""
    found, credit = _incapacity(adult, case), case.policy.universal_credit
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
    )


def _work(adult: CaseAdult, month: int, policy: Policy) -> Work:
    """Return what an adult earns; the hours are not known."""
    gross = earned(adult, month, policy)
    in_grace = is_in_cap_grace(adult.job_began or 0, adult.job_ended or 0, month, policy.benefit_cap)
    return Work(gross, 0.0, gross == 0 and in_grace and not is_pensioner(adult, month))


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
    from the fourth month, after the assessment phase of 13 weeks.
    """
    credit = case.policy.universal_credit
    component_from = (adult.esa_since or 0) + ASSESSMENT_PHASE
    return adult.from_esa or (in_support(adult) and component_from < credit.new_rate_from)


def _incapacity(adult: CaseAdult, case: Case) -> Incapacity:
    """Return what an adult's health brings in ESA and in Universal Credit."""
    month, policy, credit = case.month, case.policy, case.policy.universal_credit
    asked = asked_since(adult, case)
    without_wait = adult.terminally_ill or adult.from_esa or in_support(adult) or adult.lcw_since is not None
    payable = lcwra_payable_from(asked, True, without_wait, credit)
    is_lifelong = adult.severe_conditions or adult.terminally_ill
    return Incapacity(
        esa_kind=int(_esa_kind(adult, month, policy)),
        esa_group=int(ESA_GROUPS[adult.esa_group]) if adult.esa != "none" else int(EsaGroup.NONE),
        esa_since=adult.esa_since or 0,
        health_group=int(HEALTH[adult.health]),
        fit_note_since=asked,
        lcwra_paid=adult.health == "lcwra" and month >= payable and adult.age >= credit.health_element_from_age,
        lcwra_protected=holds_protected_rate(asked, payable, is_lifelong, is_protected_by_esa(adult, case), credit),
    )


def _esa_kind(adult: CaseAdult, month: int, policy: Policy) -> EsaKind:
    """Return the kind of ESA still in payment: it ends at State Pension age, new-style ESA after its time limit."""
    if is_pensioner(adult, month):
        return EsaKind.NONE
    months = month - (adult.esa_since or month)
    in_support = adult.esa_group == "support"
    if adult.esa == "new-style" and has_reached_time_limit(months, in_support, policy.employment_support_allowance):
        return EsaKind.NONE
    return ESA[adult.esa]
