"""What the advice leaves out for one household: each matter with the households that it may concern.

A matter that is answered from some day on is one entry to delete.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from welfsim.advice.adult import is_pensioner
from welfsim.advice.case import Case, birth
from welfsim.advice.kinds import POUND
from welfsim.months import MONTHS_A_YEAR

LEFT_OUT_HEAD = "Left out: look at these by hand."
HAS_CHILDCARE = 17


class Matter(NamedTuple):
    """What is left out, in a sentence, and whether it may concern a household."""

    text: str
    concerns: Callable[[Case], bool]


def left_out(case: Case) -> tuple[str, ...]:
    """Return what is left out that may concern a household, and what of its scenario is."""
    elsewhere = case.law.elsewhere
    of_scenario = [f"What the scenario changes in {', '.join(elsewhere)}: no award rests on it."] if elsewhere else []
    return (*of_scenario, *(matter.text for matter in MATTERS if matter.concerns(case)))


def work_left_out(case: Case) -> tuple[str, ...]:
    """Return what is left out when work is compared with no work."""
    return tuple(matter.text for matter in WORK_MATTERS if matter.concerns(case))


def listed(texts: tuple[str, ...]) -> str:
    """Write what is left out as a list under its head."""
    return "\n".join([LEFT_OUT_HEAD, *(f"- {text}" for text in texts)])


def _everyone(case: Case) -> bool:
    return True


def _rents_as_given(case: Case) -> bool:
    return case.rent > 0 and case.lha is None and not (case.spare_rooms or case.non_dependants)


def _has_other_adults(case: Case) -> bool:
    return bool(case.non_dependants)


def _is_self_employed(case: Case) -> bool:
    return any(adult.self_employed for adult in case.adults)


def _is_jobseeker(case: Case) -> bool:
    return any(adult.jsa != "none" for adult in case.adults)


def _is_temporary(case: Case) -> bool:
    return case.temporary_accommodation


def _rents_nothing(case: Case) -> bool:
    return case.rent == 0


def _has_children(case: Case) -> bool:
    return bool(case.children)


def _earns(case: Case) -> bool:
    return any(adult.pay for adult in case.adults)


def _cares(case: Case) -> bool:
    return any(adult.carer for adult in case.adults)


def _has_disability_benefit(case: Case) -> bool:
    return any((adult.daily_living, adult.mobility) != ("none", "none") for adult in case.adults)


def _may_lose_to_hospital(case: Case) -> bool:
    return _cares(case) or _has_disability_benefit(case)


def _has_pensioner(case: Case) -> bool:
    return any(is_pensioner(adult, case.month) for adult in case.adults)


def _has_esa(kind: str) -> Callable[[Case], bool]:
    return lambda case: any(adult.esa == kind for adult in case.adults)


def _lives_in_scotland(case: Case) -> bool:
    return case.region == "scotland"


def _waits_for_lcwra(case: Case) -> bool:
    """Say whether the month in which the element begins is this one or one to come."""
    wait = case.policy.universal_credit.relevant_period
    return any(
        adult.health == "lcwra"
        and not (adult.terminally_ill or adult.from_esa or adult.fit_note_day)
        and case.month - (adult.fit_note or 0) <= wait
        for adult in case.adults
    )


def _has_child_from(least: int, below: int) -> Callable[[Case], bool]:
    """Return whether a household has a child of some years and younger than others."""
    return lambda case: any(
        least <= (case.month - birth(child, case.month)) // MONTHS_A_YEAR < below for child in case.children
    )


def _may_be_capped(case: Case) -> bool:
    """Say whether nothing that is described ends the benefit cap, and there are children or a rent for it to meet."""
    exempt = _cares(case) or _has_disability_benefit(case) or any(adult.health == "lcwra" for adult in case.adults)
    alone = case.rent * POUND + case.policy.universal_credit.standard_single
    high = alone > case.policy.benefit_cap.single / MONTHS_A_YEAR
    return not exempt and (_has_children(case) or high)


def _has_childcare(case: Case) -> bool:
    return case.childcare_costs > 0


def _may_have_childcare(case: Case) -> bool:
    return not _has_childcare(case) and _has_child_from(0, HAS_CHILDCARE)(case)


def _has_student(case: Case) -> bool:
    return any(adult.student != "none" for adult in case.adults)


MATTERS = (
    Matter("Local Housing Allowance, spare rooms and other adults of the home: they count if given.", _rents_as_given),
    Matter("A claimant who is blind, for whom other adults of the home take nothing.", _has_other_adults),
    Matter("Housing Benefit in temporary accommodation without Universal Credit: it depends on income.", _is_temporary),
    Matter("Owners: loans for mortgage interest, and service charges.", _rents_nothing),
    Matter("Sanctions, advances and other deductions from payments.", _everyone),
    Matter("Your own council tax, its reduction and discounts: a stylised bill stands in their place.", _everyone),
    Matter("Help with prescriptions, energy bills and travel, Healthy Start, social tariffs.", _everyone),
    Matter("Student loans to repay, pension contributions not from gross pay, surplus earnings.", _earns),
    Matter("The expenses of the self-employed: pay is their profit.", _is_self_employed),
    Matter("Childcare that ends with a job counts for two months more; Tax-Free Childcare.", _has_childcare),
    Matter("Childcare costs, which count if given.", _may_have_childcare),
    Matter("Free school meals, in England from September 2026 for all on Universal Credit; grants.", _has_children),
    Matter("A child of 16 or 17 is taken to be in education.", _has_child_from(16, 18)),
    Matter("Students' grants and bursaries.", _has_student),
    Matter("War pensions, which end the benefit cap.", _may_be_capped),
    Matter("LCWRA waits as if the fit note opened an assessment period, unless its day is given.", _waits_for_lcwra),
    Matter("In hospital: the stay of a child, of a partner, or of the person cared for.", _may_lose_to_hospital),
    Matter("Pension Credit.", _has_pensioner),
    Matter("In income-related ESA a partner's work.", _has_esa("income-related")),
    Matter("The end of new-style JSA after 182 days.", _is_jobseeker),
    Matter(
        "Carer's Allowance Supplement to March 2026, Young Carer Grant, Best Start, discretionary housing.",
        _lives_in_scotland,
    ),
)
WORK_MATTERS = (
    Matter("What work itself costs: travel, clothes, meals.", _everyone),
    Matter("Childcare costs are taken to be the same at all hours of work.", _has_childcare),
    Matter("The lower minimum wage of apprentices.", _everyone),
)
