"""A described household as the rules of awards see it."""

from __future__ import annotations

from welfsim.advice.case import GROWN, Case, CaseAdult, birth, is_pensioner
from welfsim.advice.housing import in_pence, rent_met
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
    Terms,
    Work,
)
from welfsim.awards.money import monthly
from welfsim.awards.pay import minimum_wage_at, pay_for_hours
from welfsim.awards.sick_pay import sick_pay
from welfsim.awards.universal_credit import (
    holds_protected_rate,
    is_born_before_limit,
    is_in_cap_grace,
    lcwra_payable_from,
)
from welfsim.months import MONTHS_A_YEAR
from welfsim.vocabulary.codes import EsaGroup, EsaKind, HealthGroup, PipRate
from welfsim.vocabulary.parameters import Policy

YOUNG_UNTIL = 25
PAID_IN_HOSPITAL = 1  # months: 28 days
CARE_IN_HOSPITAL = 3  # months: 12 weeks
LIMITED_HOURS = 16.0

HEALTH = {
    "none": HealthGroup.NONE,
    "fit-note": HealthGroup.PRE_WCA,
    "lcw": HealthGroup.LCW,
    "lcwra": HealthGroup.LCWRA,
}
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
        home=Home(in_london=case.region == "london", rent=rent_met(case)),
        capital=in_pence(case.savings),
        transitional_element=in_pence(case.transitional),
        limited_elements=in_pence(case.elements_last_month),
    )


def _children(case: Case) -> Children:
    """Return how many children there are, born before the two-child limit and disabled."""
    rates = [child.disability for child in case.children]
    young_until = case.policy.scottish_child_payment.until_age * MONTHS_A_YEAR
    return Children(
        number=len(rates),
        before_limit=sum(bool(is_born_before_limit(birth(child, case.month))) for child in case.children),
        excepted=0,
        disabled_lower=rates.count("lower"),
        disabled_higher=rates.count("higher"),
        young=sum(case.month - birth(child, case.month) < young_until for child in case.children),
    )


def usual_pay(adult: CaseAdult) -> int:
    """Return an adult's usual gross pay in pence."""
    return in_pence(adult.pay)


def earned(adult: CaseAdult, month: int, policy: Policy) -> int:
    """Return an adult's gross earnings in pence: pay, or Statutory Sick Pay in its place."""
    if adult.sick_since is None:
        return usual_pay(adult)
    return sick_pay(usual_pay(adult), max(0, month - adult.sick_since), policy.sick_pay)


def _adult(adult: CaseAdult, case: Case) -> Adult:
    """Return an adult as the rules of awards see it."""
    retired = is_pensioner(adult, case.month)
    return Adult(
        is_present=not retired,
        is_pensioner=retired,
        may_claim=True,
        is_under_25=adult.age < YOUNG_UNTIL,
        is_scottish=case.region == "scotland",
        care=Care(is_carer=adult.carer and not _has_left_care(adult, case.month), claims_allowance=True),
        disability=_disability(adult, case),
        means=_other_means(adult, case, retired),
        work=NO_ADULT.work if retired else _work(adult, case),
        incapacity=NO_ADULT.incapacity if retired else _incapacity(adult, case.month, case.policy),
    )


def months_in_hospital(adult: CaseAdult, month: int) -> int:
    """Return for how many months an adult has been in hospital; 0 in the month of admission, and out of hospital."""
    return month - (month if adult.in_hospital_since is None else adult.in_hospital_since)


def _has_left_care(adult: CaseAdult, month: int) -> bool:
    """Say whether a stay in hospital has ended the care that an adult gives: after 12 weeks (SI 1976/409 reg 4)."""
    return months_in_hospital(adult, month) >= CARE_IN_HOSPITAL


def _disability(adult: CaseAdult, case: Case) -> Disability:
    """Return an adult's PIP or ADP, not paid after 28 days in hospital (SI 2013/377 regs 29 and 30)."""
    is_paid = months_in_hospital(adult, case.month) < PAID_IN_HOSPITAL or adult.age < GROWN
    has_living = is_paid and adult.daily_living != "none"
    return Disability(
        daily_living=int(RATES[adult.daily_living]),
        mobility=int(RATES[adult.mobility]),
        is_paid=is_paid,
        is_severe=has_living and case.lives_alone and not _is_cared_for(adult, case),
    )


def _is_cared_for(adult: CaseAdult, case: Case) -> bool:
    """Say whether somebody is paid to care for an adult: of a couple with one such carer, taken to be the first."""
    carers = int(case.paid_carer) + sum(each.carer for each in case.adults if len(case.adults) > 1)
    return next(number for number, each in enumerate(case.adults) if each is adult) < carers


def _other_means(adult: CaseAdult, case: Case, retired: bool) -> OtherMeans:
    """Return an adult's pensions and other income."""
    return OtherMeans(
        pension=monthly(case.policy.pay.state_pension) if retired else 0,
        income=in_pence(adult.iidb) + in_pence(adult.other_income),
        spares_cap=adult.iidb > 0,
        occupational_pension=in_pence(adult.occupational_pension),
        maternity_allowance=in_pence(adult.maternity_allowance),
        is_jobseeker=adult.jsa == "new-style",
    )


def _work(adult: CaseAdult, case: Case) -> Work:
    """Return what an adult earns; the hours are not known."""
    month, policy = case.month, case.policy
    gross = earned(adult, month, policy)
    in_grace = is_in_cap_grace(adult.job_began or 0, adult.job_ended or 0, month, policy.benefit_cap)
    terms = Terms(
        is_self_employed=adult.self_employed,
        pension_share=adult.pension_contribution / adult.pay if adult.pay else 0.0,
        threshold=earnings_threshold(adult, case),
        has_floor=adult.minimum_income_floor,
    )
    return Work(gross, 0.0, gross == 0 and in_grace, terms)


def expected_hours(adult: CaseAdult, case: Case) -> float:
    """Return the weekly hours on which an adult's earnings threshold rests (UC Regs regs 88 and 90(2)).

    None is expected of carers and with LCWRA, which leaves no threshold; 16 with LCW.
    """
    if adult.health == "lcwra" or adult.carer or is_pensioner(adult, case.month):
        return 0.0
    return min(adult.expected_hours, LIMITED_HOURS) if adult.health == "lcw" else adult.expected_hours


def earnings_threshold(adult: CaseAdult, case: Case) -> int:
    """Return the gross pay of a month that Universal Credit expects of an adult (UC Regs reg 90(2))."""
    return pay_for_hours(float(minimum_wage_at(adult.age, case.policy.pay)), expected_hours(adult, case))


def _incapacity(adult: CaseAdult, month: int, policy: Policy) -> Incapacity:
    """Return what an adult's health brings in ESA and in Universal Credit."""
    credit, fit_note = policy.universal_credit, adult.fit_note or 0
    payable = element_from(adult, policy)
    is_lifelong = adult.severe_conditions or adult.terminally_ill
    return Incapacity(
        esa_kind=int(_esa_kind(adult, month, policy)),
        esa_group=int(ESA_GROUPS[adult.esa_group]) if adult.esa != "none" else int(EsaGroup.NONE),
        esa_since=adult.esa_since or 0,
        health_group=int(HEALTH[adult.health]),
        fit_note_since=fit_note,
        lcwra_paid=adult.health == "lcwra" and month >= payable and adult.age >= credit.health_element_from_age,
        lcwra_protected=holds_protected_rate(fit_note, is_lifelong, adult.from_esa, credit),
    )


def element_from(adult: CaseAdult, policy: Policy) -> int:
    """Return the month from which an adult's LCWRA element is payable."""
    in_support = adult.esa == "new-style" and adult.esa_group == "support"
    without_wait = adult.terminally_ill or adult.from_esa or in_support
    return int(lcwra_payable_from(adult.fit_note or 0, without_wait, policy.universal_credit))


def _esa_kind(adult: CaseAdult, month: int, policy: Policy) -> EsaKind:
    """Return the kind of ESA still in payment: new-style ESA runs out after its time limit."""
    months = month - (adult.esa_since or month)
    in_support = adult.esa_group == "support"
    if adult.esa == "new-style" and has_reached_time_limit(months, in_support, policy.employment_support_allowance):
        return EsaKind.NONE
    return ESA[adult.esa]
