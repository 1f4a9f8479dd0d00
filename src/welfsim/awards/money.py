"""Pence, and weeks turned into months."""

from __future__ import annotations

import math

from welfsim.compiled import rule
from welfsim.months import MONTHS_A_YEAR

WEEKS_A_YEAR = 52
LESS_THAN_ANY_LAW = 1e-6


@rule
def pence(amount: float) -> int:
    """Return whole pence, half a penny rounded up (UC Regs 2013 reg 6(1)).

    A millionth of a penny keeps a half a half when a rate such as 0.55 has no exact binary form.
    """
    return math.floor(amount + 0.5 + LESS_THAN_ANY_LAW)


@rule
def pence_down(amount: float) -> int:
    """Return whole pence, any part of a penny dropped."""
    return math.floor(amount + LESS_THAN_ANY_LAW)


@rule
def pence_half_down(amount: float) -> int:
    """Return whole pence, half a penny or less dropped (SI 2001/1004 reg 12)."""
    return math.ceil(amount - 0.5 - LESS_THAN_ANY_LAW)


@rule
def monthly(weekly: float) -> int:
    """Return a weekly amount by the month: times 52, over 12 (UC Regs 2013 reg 73).

    Benefits outside Universal Credit are paid every four weeks; their lines use the same average month.
    """
    return pence(weekly * WEEKS_A_YEAR / MONTHS_A_YEAR)


@rule
def whole(number: int) -> int:
    """Return a number in 64 bits, so that all who read a household compile to one version of each rule."""
    return int(number) + 0
