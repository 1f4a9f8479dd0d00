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
    "esa_other_adults": Refusal(
        "other adults in the home with income-related ESA",
        "the Housing Benefit that goes with it takes amounts by their pay (SI 2006/213 reg 74)",
        "leave them out, and take from Housing Benefit the amount of that regulation for each",
    ),
}


def cannot_hold(kind: str, found: str = "") -> str:
    """Return the message of a refusal: what was found, and that it is welfsim's limit."""
    refusal = REFUSALS[kind]
    return (
        f"{f'{found}: ' if found else ''}welfsim cannot hold {refusal.what}, since {refusal.why}. "
        f"By hand: {refusal.by_hand}"
    )
