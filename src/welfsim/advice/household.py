"""A described household as the rules of awards see it."""

from __future__ import annotations

from welfsim.advice.amounts import came_on_first_day, excepted_children, has_cap_grace, is_carer, last_month, pence
from welfsim.advice.case import Case, CaseAdult, birth, is_pensioner
from welfsim.awards.budget import household_claim, on_universal_credit
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
from welfsim.awards.transitional import LimitedElements
from welfsim.awards.universal_credit import (
    holds_protected_rate,
    is_born_before_limit,
    lcwra_payable_from,
)
from welfsim.vocabulary.codes import EsaGroup, EsaKind, HealthGroup, PipRate
from welfsim.vocabulary.parameters import Policy

YOUNG_UNTIL = 25
NO_ELEMENTS = LimitedElements(0, 0, 0, 0, 0, 0, 0, 0)

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
    first, *others = [_adult(number, case) for number in range(1, len(case.adults) + 1)]
    household = Household(
        first=first,
        second=others[0] if others else NO_ADULT,
        children=_children(case),
        home=Home(in_london=case.region == "london", rent=pence(case.rent), is_temporary=case.temporary_accommodation),
        capital=pence(case.savings),
        transitional_element=pence(case.transitional),
        last_month=NO_ELEMENTS,
    )
    if case.last_month is None and case.elements_last_month == 0:
        return household
    now = household_claim(on_universal_credit(household), case.policy).limited
    return household._replace(last_month=last_month(case, household, now))


def _children(case: Case) -> Children:
    """Return how many children there are, born before the two-child limit and disabled."""
    rates = [child.disability for child in case.children]
    return Children(
        number=len(rates),
        before_limit=sum(bool(is_born_before_limit(birth(child, case.month))) for child in case.children),
        excepted=excepted_children(case),
        disabled_lower=rates.count("lower"),
        disabled_higher=rates.count("higher"),
    )


def usual_pay(adult: CaseAdult) -> int:
    """Return an adult's usual gross pay in pence."""
    return pence(adult.pay)


def earned(adult: CaseAdult, month: int, policy: Policy) -> int:
    """Return an adult's gross earnings in pence: pay, or Statutory Sick Pay in its place."""
    if adult.sick_since is None:
        return usual_pay(adult)
    return sick_pay(usual_pay(adult), max(0, month - adult.sick_since), policy.sick_pay)


def _adult(number: int, case: Case) -> Adult:
    """Return an adult, the first or the second, as the rules of awards see it."""
    adult = case.adults[number - 1]
    retired = is_pensioner(adult, case.month)
    return Adult(
        is_present=not retired,
        is_pensioner=retired,
        may_claim=True,
        is_under_25=adult.age < YOUNG_UNTIL,
        is_scottish=case.region == "scotland",
        care=Care(is_carer=is_carer(number, case), claims_allowance=adult.carers_allowance_claimed),
        disability=Disability(int(RATES[adult.daily_living]), int(RATES[adult.mobility])),
        means=OtherMeans(monthly(case.policy.pay.state_pension) if retired else 0, income=0, spares_cap=False),
        work=NO_ADULT.work if retired else _work(number, case),
        incapacity=NO_ADULT.incapacity if retired else _incapacity(adult, case.month, case.policy),
    )


def _work(number: int, case: Case) -> Work:
    """Return what an adult earns; the hours are not known."""
    return Work(earned(case.adults[number - 1], case.month, case.policy), 0.0, has_cap_grace(number, case))


def _incapacity(adult: CaseAdult, month: int, policy: Policy) -> Incapacity:
    """Return what an adult's health brings in ESA and in Universal Credit."""
    credit, fit_note = policy.universal_credit, adult.fit_note or 0
    in_support = adult.esa == "new-style" and adult.esa_group == "support"
    is_first_day = came_on_first_day(adult)
    payable = lcwra_payable_from(fit_note, is_first_day, adult.terminally_ill or adult.from_esa or in_support, credit)
    is_paid = adult.health == "lcwra" and month >= payable and adult.age >= credit.health_element_from_age
    is_lifelong = adult.severe_conditions or adult.terminally_ill
    return Incapacity(
        esa_kind=int(_esa_kind(adult, month, policy)),
        esa_group=int(ESA_GROUPS[adult.esa_group]) if adult.esa != "none" else int(EsaGroup.NONE),
        esa_since=adult.esa_since or 0,
        health_group=int(HEALTH[adult.health]),
        fit_note_since=fit_note,
        lcwra_paid=is_paid,
        lcwra_protected=holds_protected_rate(fit_note, payable, is_lifelong, adult.from_esa, credit),
        awaits_element=adult.health in ("fit-note", "lcwra") and month < payable,
    )


def _esa_kind(adult: CaseAdult, month: int, policy: Policy) -> EsaKind:
    """Return the kind of ESA still in payment: new-style ESA runs out after its time limit."""
    months = month - (adult.esa_since or month)
    in_support = adult.esa_group == "support"
    if adult.esa == "new-style" and has_reached_time_limit(months, in_support, policy.employment_support_allowance):
        return EsaKind.NONE
    return ESA[adult.esa]
