"""What an LCW or LCWRA element rests on, in words: a finding and its dates, or a benefit past State Pension age."""

from __future__ import annotations

from collections.abc import Sequence

from welfsim.advice.adult import CaseAdult
from welfsim.advice.incapacity import in_support, is_treated_as_ill
from welfsim.advice.working import Working, notes
from welfsim.awards.household import Adult
from welfsim.months import show_month
from welfsim.vocabulary.codes import HealthGroup
from welfsim.vocabulary.parameters import Policy


def lcwra(adults: Sequence[tuple[str, CaseAdult, Adult]], is_one_rate: bool, policy: Policy) -> Working:
    """Say who brings the element, and what the rate rests on."""
    return Working(
        note=notes(
            *(
                ": ".join(filter(None, (name, _found(each, adult, is_one_rate, policy))))
                for name, each, adult in adults
            ),
            "one element for a couple, the higher (UC Regs 2013 reg 27(4))" if len(adults) > 1 else "",
        )
    )


def _found(described: CaseAdult, adult: Adult, is_one_rate: bool, policy: Policy) -> str:
    """Name the facts of a finding of LCWRA."""
    if described.esa == "income-related":
        return f"moved from income-related ESA, since {show_month(described.esa_since or 0)}"
    since, new = adult.incapacity.fit_note_since, policy.universal_credit.new_rate_from
    side = "" if is_one_rate else f", {'before' if since < new else 'not before'} {show_month(new)}"
    if is_treated_as_ill(described, adult):
        return f"{treated_as_ill(described, adult)}, since {show_month(since)}{side}"
    facts = {
        "severe conditions": described.severe_conditions,
        "terminally ill": described.terminally_ill,
        "moved from income-related ESA with the support component": described.from_esa,
        f"support component of ESA since before {show_month(new)}, which protects too": (
            in_support(described) and adult.incapacity.lcwra_protected and since >= new
        ),
    }
    return ", ".join([f"{_beginning(described, since)}{side}", *(fact for fact, holds in facts.items() if holds)])


def _beginning(described: CaseAdult, since: int) -> str:
    """Name the last of the facts from which the wait and the rate are counted."""
    if since == described.reassessment_asked_for:
        return f"new assessment asked for {show_month(since)}"
    fact = "first fit note" if since == described.fit_note else "Universal Credit claimed"
    return f"{fact} {show_month(since)}"


def treated_as_ill(described: CaseAdult, adult: Adult) -> str:
    """Say why someone past State Pension age is treated as having LCW or LCWRA."""
    if adult.incapacity.health_group == HealthGroup.LCW:
        return "past State Pension age with PIP or ADP, so treated as having LCW (UC Regs 2013 Sch 8 para 6)"
    benefit = "enhanced daily living" if described.attendance_allowance == "none" else "Attendance Allowance"
    return f"past State Pension age with {benefit}, so treated as having LCWRA (UC Regs 2013 Sch 9 para 5)"


def beginning_of_wait(described: CaseAdult, adult: Adult) -> str:
    """Name the fact from which the wait for the LCWRA element counts."""
    since = adult.incapacity.fit_note_since
    if is_treated_as_ill(described, adult):
        return f"{show_month(since)}: {treated_as_ill(described, adult)}"
    return f"the first fit note of {show_month(since)}" if since == described.fit_note else _beginning(described, since)
