"""A described household as the rules of awards see it."""

from __future__ import annotations

from welfsim.advice.adult import CaseAdult, is_pensioner
from welfsim.advice.amounts import excepted_children, has_cap_grace, is_carer, last_month
from welfsim.advice.case import GROWN, Case, birth, is_lone_parent_of_young
from welfsim.advice.claimants import FOUND, bar, has_recourse
from welfsim.advice.housing import rent_met
from welfsim.advice.incapacity import RATES, incapacity
from welfsim.advice.kinds import in_pence
from welfsim.awards.budget import household_claim
from welfsim.awards.childcare import PaidCare, may_be_in_care
from welfsim.awards.household import (
    NO_ADULT,
    Adult,
    Care,
    Children,
    Disability,
    Home,
    Household,
    OtherMeans,
    Outgoings,
    Terms,
    Work,
    outgoings_of,
)
from welfsim.awards.income_related import on_universal_credit
from welfsim.awards.money import monthly
from welfsim.awards.pay import minimum_wage_at, pay_for_hours
from welfsim.awards.requirements import LIMITED_HOURS
from welfsim.awards.self_employment import is_past_start_up
from welfsim.awards.sick_pay import sick_pay
from welfsim.awards.students import student_income
from welfsim.awards.transitional import LimitedElements
from welfsim.awards.universal_credit import is_born_before_limit
from welfsim.months import MONTHS_A_YEAR
from welfsim.vocabulary.codes import Nation, PipRate
from welfsim.vocabulary.parameters import Policy

YOUNG_UNTIL = 25
NO_ELEMENTS = LimitedElements(0, 0, 0, 0, 0, 0, 0, 0)
PAID_IN_HOSPITAL = 1  # months: 28 days
CARE_IN_HOSPITAL = 3  # months: 12 weeks

ATTENDANCE_ALLOWANCE = {"lower": PipRate.STANDARD, "higher": PipRate.ENHANCED}
"""The rates of PIP's daily living that are those of Attendance Allowance too."""
NATIONS = {"scotland": Nation.SCOTLAND, "wales": Nation.WALES}


def as_household(case: Case) -> Household:
    """Return a case as the rules of awards see it."""
    first, *others = [_adult(number, case) for number in range(1, len(case.adults) + 1)]
    household = Household(
        first=first,
        second=others[0] if others else NO_ADULT,
        children=_children(case),
        home=Home(case.region == "london", rent_met(case), is_temporary=case.temporary_accommodation),
        capital=in_pence(case.savings),
        transitional_element=in_pence(case.transitional),
        last_month=NO_ELEMENTS,
        outgoings=_outgoings(case),
    )
    if case.last_month is None and case.elements_last_month == 0:
        return household
    now = household_claim(on_universal_credit(household), case.policy).limited
    return household._replace(last_month=last_month(case, household, now))


def _outgoings(case: Case) -> Outgoings:
    """Return what a case pays: childcare as described, whatever the hours of work, and a stylised council tax."""
    costs = in_pence(case.childcare_costs)
    in_care = case.childcare_children or sum(
        bool(may_be_in_care(birth(child, case.month), case.month)) for child in case.children
    )
    care = PaidCare(in_care if costs else 0, part_time=costs, full_time=costs)
    nation = NATIONS.get(case.region, Nation.ENGLAND)
    return outgoings_of(care, int(nation), len(case.adults) > 1, case.policy)


def _children(case: Case) -> Children:
    """Return how many children there are, born before the two-child limit, disabled, and so on.

    To parents without recourse to public funds they bring nothing, Child Benefit included.
    """
    children = case.children if has_recourse(case) else ()
    rates = [child.disability for child in children]
    young_until = case.policy.scottish_child_payment.until_age * MONTHS_A_YEAR
    return Children(
        number=len(rates),
        before_limit=sum(bool(is_born_before_limit(birth(child, case.month))) for child in children),
        excepted=excepted_children(case) if children else 0,
        disabled_lower=rates.count("lower"),
        disabled_higher=rates.count("higher"),
        young=sum(case.month - birth(child, case.month) < young_until for child in children),
    )


def _adult(number: int, case: Case) -> Adult:
    """Return an adult, the first or the second, as the rules of awards see it."""
    adult = case.adults[number - 1]
    retired = is_pensioner(adult, case.month)
    return Adult(
        is_present=not retired,
        is_pensioner=retired,
        may_claim=not bar(case, adult),
        is_under_25=adult.age < YOUNG_UNTIL,
        is_scottish=case.region == "scotland",
        care=Care(
            is_carer=is_carer(number, case) and not _has_left_care(adult, case.month),
            claims_allowance=adult.carers_allowance_claimed,
        ),
        disability=_disability(adult, case),
        means=_other_means(adult, case),
        work=_work(number, case),
        incapacity=incapacity(adult, case),
        rates=case.rates_of(number),
    )


# --------------------------------------------------------------------------------------- disability and care


def months_in_hospital(adult: CaseAdult, month: int) -> int:
    """Return for how many months an adult has been in hospital; 0 in the month of admission, and out of hospital."""
    return month - (month if adult.in_hospital_since is None else adult.in_hospital_since)


def _has_left_care(adult: CaseAdult, month: int) -> bool:
    """Say whether a stay in hospital has ended the care that an adult gives: after 12 weeks (SI 1976/409 reg 4)."""
    return months_in_hospital(adult, month) >= CARE_IN_HOSPITAL


def _disability(adult: CaseAdult, case: Case) -> Disability:
    """Return an adult's PIP, ADP or Attendance Allowance, not paid after 28 days in hospital (SI 2013/377 reg 29)."""
    living, mobility = RATES[adult.daily_living], RATES[adult.mobility]
    if adult.attendance_allowance != "none":
        living, mobility = ATTENDANCE_ALLOWANCE[adult.attendance_allowance], PipRate.NONE
    is_paid = months_in_hospital(adult, case.month) < PAID_IN_HOSPITAL or adult.age < GROWN
    has_living = is_paid and living != PipRate.NONE
    return Disability(
        daily_living=int(living),
        mobility=int(mobility),
        is_paid=is_paid,
        is_severe=has_living and case.lives_alone and not _is_cared_for(adult, case),
    )


def _is_cared_for(adult: CaseAdult, case: Case) -> bool:
    """Say whether somebody is paid to care for an adult: of a couple with one such carer, taken to be the first."""
    carers = int(case.paid_carer) + sum(each.carer for each in case.adults if len(case.adults) > 1)
    return next(number for number, each in enumerate(case.adults) if each is adult) < carers


# ------------------------------------------------------------------------------------------- work and income


def usual_pay(adult: CaseAdult) -> int:
    """Return an adult's usual gross pay in pence."""
    return in_pence(adult.pay)


def earned(adult: CaseAdult, month: int, policy: Policy) -> int:
    """Return an adult's gross earnings in pence: pay, or Statutory Sick Pay in its place."""
    if adult.sick_since is None:
        return usual_pay(adult)
    return sick_pay(usual_pay(adult), max(0, month - adult.sick_since), policy.sick_pay)


def state_pension(adult: CaseAdult, case: Case) -> int:
    """Return an adult's State Pension in pence a month: as given, or else the full new one."""
    if not is_pensioner(adult, case.month):
        return 0
    given = adult.state_pension_week
    return int(monthly(case.policy.pay.state_pension if given is None else in_pence(given)))


def loan_counted(adult: CaseAdult) -> int:
    """Return what counts of an adult's student loan in a month, in pence."""
    months = adult.student_loan_months
    return int(student_income(in_pence(adult.student_loan_year), months)) if months else 0


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


def has_floor(adult: CaseAdult, case: Case) -> bool:
    """Say whether Universal Credit raises an adult's profit to the minimum income floor (UC Regs regs 62 and 63).

    As given, or else once a start-up period is over, of those of whom all is required: neither LCW nor LCWRA, no
    carer, nobody past State Pension age, no lone parent of a child under 3.
    """
    if adult.start_up_since is None:
        return adult.minimum_income_floor
    is_spared = adult.health in FOUND or adult.carer or is_pensioner(adult, case.month) or is_lone_parent_of_young(case)
    return not is_spared and bool(is_past_start_up(adult.start_up_since, case.month, case.policy.universal_credit))


def _other_means(adult: CaseAdult, case: Case) -> OtherMeans:
    """Return an adult's pensions and other income."""
    return OtherMeans(
        pension=state_pension(adult, case),
        income=loan_counted(adult) + in_pence(adult.iidb) + in_pence(adult.other_income),
        spares_cap=adult.iidb > 0,
        occupational_pension=in_pence(adult.occupational_pension),
        maternity_allowance=in_pence(adult.maternity_allowance),
        is_jobseeker=adult.jsa == "new-style",
    )


def _work(number: int, case: Case) -> Work:
    """Return what an adult earns, and on what terms; the hours are not known."""
    adult = case.adults[number - 1]
    terms = Terms(
        is_self_employed=adult.self_employed,
        pension_share=adult.pension_contribution / adult.pay if adult.pay else 0.0,
        threshold=earnings_threshold(adult, case),
        has_floor=has_floor(adult, case),
        trades_at_nil=True,
    )
    has_grace = has_cap_grace(number, case) and not is_pensioner(adult, case.month)
    return Work(earned(adult, case.month, case.policy), 0.0, has_grace, terms, 1.0)
