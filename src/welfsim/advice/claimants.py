"""Who of a described household may claim Universal Credit, and why somebody may not."""

from __future__ import annotations

from welfsim.advice.adult import CaseAdult, is_pensioner
from welfsim.advice.case import Case
from welfsim.awards.household import AGE_18, may_claim_at
from welfsim.months import MONTHS_A_YEAR
from welfsim.vocabulary.codes import HealthGroup

SCHOOL_UNTIL = 22
ILL = ("fit-note", "lcw", "lcwra")
FOUND = ("lcw", "lcwra")
NO_AWARD = ("none", "none", "none")


def bar(case: Case, adult: CaseAdult) -> str:
    """Return why an adult of a case may not claim, alone or with a partner; nothing if it may.

    A student may with a partner who does not study (UC Regs reg 3(2)(b)).
    """
    reason = _bar_of_status(case, adult)
    if reason or not _needs_partner(case, adult):
        return reason
    others = [other for other in case.adults if other is not adult]
    if any(not _bar_of_status(case, other) and not _needs_partner(case, other) for other in others):
        return ""
    return "in full-time education without a way in (WRA 2012 s.4(1)(d), UC Regs 2013 reg 14)"


def reason_of_none(case: Case) -> str:
    """Return why no adult of a case may claim; nothing if one may."""
    ages = [is_pensioner(adult, case.month) for adult in case.adults]
    reasons = [
        bar(case, adult) or ("past State Pension age (WRA 2012 s.4(1)(b))" if is_old else "")
        for adult, is_old in zip(case.adults, ages, strict=True)
    ]
    if not all(reasons):
        return ""
    named = reasons if len(reasons) == 1 else [f"adult {number} is {each}" for number, each in enumerate(reasons, 1)]
    instead = ["Pension Credit may be due instead, which welfsim leaves out"] if any(ages) else []
    return f"not entitled: {'; '.join([*named, *instead])}"


def grounds(case: Case) -> list[str]:
    """Return why a claim is single though there is a partner, and who may claim by an exception."""
    barred, found = [], []
    for number, adult in enumerate(case.adults, 1):
        if bar(case, adult):
            barred.append(
                f"adult {number} is {bar(case, adult)}, so the claim is single, but income and savings of both count "
                "(regs 3(3), 18 and 22(3))"
            )
        elif way_in(case, adult):
            found.append(f"{way_in(case, adult)} (reg 14)")
        elif _is_young(adult):
            found.append("16 or 17, in a group that may claim (reg 8)")
    return [*barred, *found]


def has_recourse(case: Case) -> bool:
    """Say whether an adult of a case may have public funds, so that its children may bring benefits."""
    return not all(adult.no_recourse_to_public_funds for adult in case.adults)


def has_own_home(case: Case) -> bool:
    """Say whether rent may be met: not that of leavers of care of 16 and 17 alone (UC Regs Sch 4 para 4)."""
    return any(not (adult.care_leaver and _is_young(adult)) for adult in case.adults if not bar(case, adult))


def way_in(case: Case, adult: CaseAdult) -> str:
    """Return by what an adult who studies may claim all the same (UC Regs reg 14); nothing without a way in."""
    has_award = (adult.daily_living, adult.mobility, adult.attendance_allowance) != NO_AWARD
    ways = {
        "a student with a child": bool(case.children),
        "a student in school or college without support of parents": (
            adult.student == "non-advanced" and adult.cannot_look_to_parents and adult.age < SCHOOL_UNTIL
        ),
        "a disabled student, found to have LCW or LCWRA before the course": has_award and adult.health in FOUND,
        "a student past State Pension age": is_pensioner(adult, case.month) and len(case.adults) > 1,
    }
    return next((way for way, holds in ways.items() if holds), "") if adult.student != "none" else ""


def _is_young(adult: CaseAdult) -> bool:
    return adult.age * MONTHS_A_YEAR < AGE_18


def _bar_of_status(case: Case, adult: CaseAdult) -> str:
    """Return why an adult may not claim for immigration status or age."""
    if adult.no_recourse_to_public_funds:
        return "without recourse to public funds (Immigration and Asylum Act 1999 s.115)"
    if _is_young(adult) and not _may_claim_young(case, adult):
        return "under 18 and in none of the groups that may claim (UC Regs 2013 reg 8)"
    return ""


def _may_claim_young(case: Case, adult: CaseAdult) -> bool:
    """Say whether an adult of 16 or 17 may claim; a leaver of care only when ill or with a child (UC Regs reg 8)."""
    alone = adult.carer or adult.near_birth or adult.cannot_look_to_parents
    health = HealthGroup.PRE_WCA if adult.health in ILL else HealthGroup.NONE
    is_parent_or_ill = may_claim_at(adult.age * MONTHS_A_YEAR, int(health), False, bool(case.children))
    return bool(is_parent_or_ill) or (alone and not adult.care_leaver)


def _needs_partner(case: Case, adult: CaseAdult) -> bool:
    """Say whether an adult studies and may claim with a partner alone."""
    return adult.student != "none" and not way_in(case, adult)
