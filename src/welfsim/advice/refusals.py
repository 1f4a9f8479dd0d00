"""What welfsim cannot hold of a household: its own limits and not the law's, each with what to do by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from welfsim.months import show_month
from welfsim.policy import FIRST_MONTH, LAST_MONTH


class Refusal(NamedTuple):
    """What cannot be held, why, and what to do by hand."""

    what: str
    why: str
    by_hand: str


REFUSALS: Mapping[str, Refusal] = {
    "month": Refusal(
        f"a month outside {show_month(FIRST_MONTH)} to {show_month(LAST_MONTH)}",
        "it has the law of these months alone",
        "take the rates of that month from gov.uk",
    ),
    "claimant": Refusal(
        "a household in which no adult is 18 or over and under State Pension age",
        "it has no claims at 16 or 17 and no Pension Credit",
        "look at UC Regs reg 8 for those who may claim at 16 or 17, at Pension Credit for pensioners",
    ),
    "pensioner": Refusal(
        "pay, health or ESA of an adult past State Pension age",
        "it gives such an adult the full new State Pension and nothing else",
        "leave them out, and take what else the adult has from the award",
    ),
    "parent": Refusal(
        "a child less than twelve years younger than the eldest adult",
        "it takes the adults for the child's parents",
        "give the adult a higher age; if that is 25 or over, take off the difference of the standard allowances",
    ),
    "esa_savings": Refusal(
        "savings above £6,000 with income-related ESA",
        "it does not reduce income-related ESA for savings",
        "take £1 a week from it for each £250 or part above £6,000 (ESA Regs 2008 reg 118)",
    ),
    "esa_partner": Refusal(
        "a partner's pension, Carer's Allowance or ESA with income-related ESA",
        "it does not reduce income-related ESA for a partner's income",
        "leave the income out, and take it from income-related ESA",
    ),
}


def cannot_hold(kind: str, found: str = "") -> str:
    """Return the message of a refusal: what was found, and that it is welfsim's limit."""
    refusal = REFUSALS[kind]
    return (
        f"{f'{found}: ' if found else ''}welfsim cannot hold {refusal.what}, since {refusal.why}. "
        f"By hand: {refusal.by_hand}"
    )
