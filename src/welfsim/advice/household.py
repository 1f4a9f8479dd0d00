"""A described household as the rules of awards see it."""

from __future__ import annotations

from welfsim.advice.case import POUND, Case, CaseAdult, birth, is_pensioner
from welfsim.awards.childcare import PaidCare, may_be_in_care
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
    Outgoings,
    Work,
    outgoings_of,
)
from welfsim.awards.money import monthly
from welfsim.awards.sick_pay import sick_pay
from welfsim.awards.universal_credit import (
    holds_protected_rate,
    is_born_before_limit,
    is_in_cap_grace,
    lcwra_payable_from,
)
from welfsim.vocabulary.codes import EsaGroup, EsaKind, HealthGroup, Nation, PipRate
from welfsim.vocabulary.parameters import Policy

YOUNG_UNTIL = 25

HEALTH = {
    "none": HealthGroup.NONE,
    "fit-note": HealthGroup.PRE_WCA,
    "lcw": HealthGroup.LCW,
    "lcwra": HealthGroup.LCWRA,
}
RATES = {"none": PipRate.NONE, "standard": PipRate.STANDARD, "enhanced": PipRate.ENHANCED}
ESA = {"none": EsaKind.NONE, "new-style": EsaKind.NEW_STYLE, "income-related": EsaKind.INCOME_RELATED}
NATIONS = {"scotland": Nation.SCOTLAND, "wales": Nation.WALES}
ESA_GROUPS = {"assessment": EsaGroup.ASSESSMENT, "wrag": EsaGroup.WRAG, "support": EsaGroup.SUPPORT}


def as_household(case: Case) -> Household:
    """Return a case as the rules of awards see it."""
    first, *others = [_adult(each, case) for each in case.adults]
    return Household(
        first=first,
        second=others[0] if others else NO_ADULT,
        children=_children(case),
        home=Home(in_london=case.region == "london", rent=_pence(case.rent)),
        capital=_pence(case.savings),
        transitional_element=_pence(case.transitional),
        limited_elements=_pence(case.elements_last_month),
        outgoings=_outgoings(case),
    )


def _outgoings(case: Case) -> Outgoings:
    """Return what a case pays: childcare as described, whatever the hours of work, and a stylised council tax."""
    costs = _pence(case.childcare_costs)
    in_care = case.childcare_children or sum(
        bool(may_be_in_care(birth(child, case.month), case.month)) for child in case.children
    )
    care = PaidCare(in_care if costs else 0, part_time=costs, full_time=costs)
    nation = NATIONS.get(case.region, Nation.ENGLAND)
    return outgoings_of(care, int(nation), len(case.adults) > 1, case.policy)


def _pence(pounds: float) -> int:
    return round(pounds * POUND)


def _children(case: Case) -> Children:
    """Return how many children there are, born before the two-child limit and disabled."""
    rates = [child.disability for child in case.children]
    return Children(
        number=len(rates),
        before_limit=sum(bool(is_born_before_limit(birth(child, case.month))) for child in case.children),
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
    return Adult(
        is_present=not retired,
        is_pensioner=retired,
        may_claim=True,
        is_under_25=adult.age < YOUNG_UNTIL,
        is_scottish=case.region == "scotland",
        care=Care(is_carer=adult.carer, claims_allowance=True),
        disability=Disability(int(RATES[adult.daily_living]), int(RATES[adult.mobility])),
        means=OtherMeans(monthly(case.policy.pay.state_pension) if retired else 0, income=0, spares_cap=False),
        work=NO_ADULT.work if retired else _work(adult, case.month, case.policy),
        incapacity=NO_ADULT.incapacity if retired else _incapacity(adult, case.month, case.policy),
    )


def _work(adult: CaseAdult, month: int, policy: Policy) -> Work:
    """Return what an adult earns; the hours are not known."""
    gross = earned(adult, month, policy)
    in_grace = is_in_cap_grace(adult.job_began or 0, adult.job_ended or 0, month, policy.benefit_cap)
    return Work(gross, 0.0, gross == 0 and in_grace)


def _incapacity(adult: CaseAdult, month: int, policy: Policy) -> Incapacity:
    """Return what an adult's health brings in ESA and in Universal Credit."""
    credit, fit_note = policy.universal_credit, adult.fit_note or 0
    in_support = adult.esa == "new-style" and adult.esa_group == "support"
    payable = lcwra_payable_from(fit_note, adult.terminally_ill or adult.from_esa or in_support, credit)
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


def _esa_kind(adult: CaseAdult, month: int, policy: Policy) -> EsaKind:
    """Return the kind of ESA still in payment: new-style ESA runs out after its time limit."""
    months = month - (adult.esa_since or month)
    in_support = adult.esa_group == "support"
    if adult.esa == "new-style" and has_reached_time_limit(months, in_support, policy.employment_support_allowance):
        return EsaKind.NONE
    return ESA[adult.esa]
