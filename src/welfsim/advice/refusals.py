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
