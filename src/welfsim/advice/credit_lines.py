"""The lines of a Universal Credit award: its elements, what is taken from them, and what is left."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Iterator

from welfsim.advice import deduction_working, element_working, findings
from welfsim.advice.adult import CaseAdult
from welfsim.advice.case import Case
from welfsim.advice.claimants import reason_of_none
from welfsim.advice.incapacity import came_on_first_day, is_treated_as_ill
from welfsim.advice.lines import UNIVERSAL_CREDIT, Line, line, people_of
from welfsim.advice.working import Working, notes, pounds, unearned_income
from welfsim.awards.brought import brings_lcw
from welfsim.awards.budget import (
    Award,
    assessed_award,
    household_claim,
    is_capped,
)
from welfsim.awards.household import Adult, Household, cares, has_lcwra_paid, is_claimant
from welfsim.awards.means import household_means
from welfsim.awards.universal_credit import brings_lcw_element, exceeds_capital_limit, lcwra_payable_from
from welfsim.months import month_of_year, show_month, year_of
from welfsim.vocabulary.codes import HealthGroup
from welfsim.vocabulary.parameters import Policy
from welfsim.wording.values import counted


def credit_lines(award: Award, household: Household, case: Case, policy: Policy) -> Iterator[Line]:
    """Yield the elements of an award, what is taken from them, and what is left."""
    p = policy.universal_credit
    note = reason_of_none(case)
    if not note and exceeds_capital_limit(household.capital, p):
        saved, limit = pounds(household.capital), pounds(p.capital_upper_limit)
        note = f"none is due on savings of {saved}, above {limit} (UC Regs 2013 reg 18)"
    if not note:
        note = "the lines above, added up"
        if award.deductions.excess and award.paid:
            note = "a penny, since the award would be more but for the wait for LCWRA, so it stays (UC Regs reg 28(7))"
        yield from _elements(award, household, case, policy)
        yield from _deductions(award, household, case, policy)
    yield line(UNIVERSAL_CREDIT, "universal_credit", award.paid, case, Working(note=note))


def _elements(award: Award, household: Household, case: Case, policy: Policy) -> Iterator[Line]:
    """Yield the elements, also those that are not paid as yet or give way to another."""
    elements = award.elements
    how = element_working.standard_allowance(household, case)
    yield line(UNIVERSAL_CREDIT, "standard_allowance", elements.standard_allowance, case, how)
    if case.children:
        yield line(UNIVERSAL_CREDIT, "child", elements.child, case, element_working.child(household, case, policy))
    if elements.disabled_child:
        how = element_working.disabled_child(household, case, policy)
        yield line(UNIVERSAL_CREDIT, "disabled_child", elements.disabled_child, case, how)
    if household.home.is_temporary:
        yield line(UNIVERSAL_CREDIT, "housing", 0, case, element_working.TEMPORARY)
    elif case.rent:
        how = element_working.housing(case) if elements.housing else element_working.NO_HOUSING
        yield line(UNIVERSAL_CREDIT, "housing", elements.housing, case, how)
    people = people_of(case, household)
    carers = [name for name, _, adult in people if cares(adult)]
    if carers:
        yield line(
            UNIVERSAL_CREDIT, "carer", elements.carer, case, element_working.carer(elements.carer, carers, case, policy)
        )
    yield from _lcw(elements.lcw, people, case, policy)
    yield from _lcwra(award, people, case, policy)
    if case.childcare_costs:
        how = element_working.childcare(household, policy)
        yield line(UNIVERSAL_CREDIT, "childcare", elements.childcare, case, how)
    if household.transitional_element:
        how = element_working.transitional(household, case, policy)
        yield line(UNIVERSAL_CREDIT, "transitional", award.transitional, case, how)


def _lcw(amount: int, people: list[tuple[str, CaseAdult, Adult]], case: Case, policy: Policy) -> Iterator[Line]:
    """Yield the LCW element, or why a finding of LCW brings none."""
    p = policy.universal_credit
    key = "lcw" if case.month >= p.new_rate_from else "lcw_before_2026"
    for name, described, adult in people:
        if not is_claimant(adult) or adult.incapacity.health_group != HealthGroup.LCW:
            continue
        note = f"since {show_month(adult.incapacity.fit_note_since)}, before {show_month(p.lcw_until)} (SI 2017/204)"
        if not brings_lcw_element(adult.incapacity.fit_note_since, p):
            note = f"none for a fit note from {show_month(p.lcw_until)} on; LCW still brings the work allowance"
        elif not brings_lcw(adult, p):
            note = "none for a carer, whose carer element takes its place (UC Regs 2013 reg 29)"
        elif amount == 0:
            note = "none with the LCWRA element"
        treated = findings.treated_as_ill(described, adult) if is_treated_as_ill(described, adult) else ""
        how = Working(note=notes(name, treated, note))
        yield line(UNIVERSAL_CREDIT, key, amount if brings_lcw(adult, p) else 0, case, how)
        if amount and brings_lcw(adult, p):
            return


def _lcwra(award: Award, people: list[tuple[str, CaseAdult, Adult]], case: Case, policy: Policy) -> Iterator[Line]:
    """Yield the LCWRA element, or the month from which it will be payable."""
    p = policy.universal_credit
    is_one_rate = case.month < p.new_rate_from
    paid = [(name, described, adult) for name, described, adult in people if has_lcwra_paid(adult)]
    for key in ("lcwra_protected", "lcwra_new"):
        amount = getattr(award.elements, key)
        if amount:
            how = findings.lcwra(paid, is_one_rate, policy)
            yield line(UNIVERSAL_CREDIT, "lcwra_before_2026" if is_one_rate else key, amount, case, how)
    for name, described, adult in people:
        if is_claimant(adult) and adult.incapacity.health_group == HealthGroup.LCWRA and not paid:
            is_first_day = came_on_first_day(described, case)
            begins = lcwra_payable_from(adult.incapacity.fit_note_since, is_first_day, False, p)
            later = "" if is_first_day else f", day {described.fit_note_day}, and from the next assessment period on"
            note = f"{counted(p.relevant_period, 'month')} after {findings.beginning_of_wait(described, adult)}{later}"
            when = f"payable from {month_name[month_of_year(begins)]} {year_of(begins)}"
            yield line(UNIVERSAL_CREDIT, "lcwra_to_come", 0, case, Working(note=notes(name, note)), when=when)


def _deductions(award: Award, household: Household, case: Case, policy: Policy) -> Iterator[Line]:
    """Yield what is taken from the elements."""
    claim, means = household_claim(household, policy), household_means(household, policy)
    taken = award.deductions
    if means.net_pay or means.assumed_pay:
        how = deduction_working.earnings(means, claim, case, policy)
        yield line(UNIVERSAL_CREDIT, "earnings", -taken.earnings, case, how)
    if taken.unearned_income:
        how = unearned_income(means)
        yield line(UNIVERSAL_CREDIT, "unearned_income", -taken.unearned_income, case, how)
    if taken.capital:
        yield line(UNIVERSAL_CREDIT, "capital", -taken.capital, case, deduction_working.capital(household, policy))
    if taken.excess:
        yield line(UNIVERSAL_CREDIT, "excess", -taken.excess, case, deduction_working.excess(award))
    if taken.benefit_cap:
        how = deduction_working.benefit_cap(award, claim, means, household, policy)
        yield line(UNIVERSAL_CREDIT, "benefit_cap", -taken.benefit_cap, case, how)
    elif _has_grace(household) and assessed_award(claim._replace(capped=True), means, policy).deductions.benefit_cap:
        yield line(UNIVERSAL_CREDIT, "benefit_cap", 0, case, deduction_working.cap_grace(case))


def _has_grace(household: Household) -> bool:
    """Say whether grace after work, and nothing else, keeps the benefit cap off a household."""
    first, second = (
        adult._replace(work=adult.work._replace(has_cap_grace=False)) for adult in (household.first, household.second)
    )
    return bool(is_capped(household._replace(first=first, second=second))) and not is_capped(household)
