"""How rates follow prices and earnings each April: formulae of law, and statutory rounding.

A formula takes over in the first April after a rate's last dated value. Rates in force are uprated, rounded, and
uprated again, as section 150 of the Social Security Administration Act 1992 has it; only the standard allowance of
the Universal Credit Act 2025 is calculated from unrounded amounts, as section 1 of that Act requires.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from welfsim.months import APRIL, MONTHS_A_YEAR, month, month_of_year, year_of

CPI = "uprating.cpi"
EARNINGS_GROWTH = "uprating.earnings_growth"
PENSION_EARNINGS = "uprating.pension_earnings"
ALLOWANCE_UPLIFT = "uprating.allowance_uplift"
MINIMUM_WAGE = "pay.minimum_wage"
STANDARD_ALLOWANCE = "universal_credit.standard_single"
PROTECTED_ELEMENT = "universal_credit.lcwra_protected"

DRIVERS = frozenset({CPI, EARNINGS_GROWTH, PENSION_EARNINGS, ALLOWANCE_UPLIFT, MINIMUM_WAGE})
"""What a reform may change so that the rates calculated from it change too."""

LAST_APRIL_BEFORE_ACT = month(2025, APRIL)
LAST_APRIL_OF_ACT = month(2029, APRIL)
LAST_APRIL_OF_TRIPLE_LOCK = month(2029, APRIL)
TRIPLE_LOCK_FLOOR = 0.025
WEEKS_A_MONTH = 52 / 12

_ROUNDING = re.compile(r"^(nearest|up to|down to) ([1-9]\d*)$")
_CRUMB = 6  # decimals of a unit beyond which a remainder is floating-point dust, not money


class Rounding(NamedTuple):
    """How an amount is rounded: to the nearest multiple of `to`, or up or down to one; 0 leaves it alone."""

    way: str
    to: int

    def __call__(self, amount: float) -> float:
        """Return the rounded amount."""
        if not self.to:
            return amount
        multiples = round(amount / self.to, _CRUMB)
        if self.way == "up to":
            return float(math.ceil(multiples) * self.to)
        if self.way == "down to":
            return float(math.floor(multiples) * self.to)
        return float(math.floor(multiples + 0.5) * self.to)


EXACT = Rounding("nearest", 0)
NEAREST_PENNY = Rounding("nearest", 1)


def parse_rounding(text: str) -> Rounding:
    """Read ``nearest 5``, ``up to 1`` or ``down to 100``, in the value's own unit.

    Raises
    ------
    ValueError
        If the text is none of these.
    """
    match = _ROUNDING.match(text)
    if not match:
        raise ValueError(f"{text!r} is not a rounding; write nearest 5, up to 1 or down to 100")
    return Rounding(match[1], int(match[2]))


def next_april(month_number: int) -> int:
    """Return the first April after a month."""
    return month(year_of(month_number) + (month_of_year(month_number) >= APRIL), APRIL)


@dataclass(frozen=True)
class Rate:
    """What a formula knows of the rate it uprates.

    `amounts` are the rate's amounts so far by their first month, rounded; `hours` are the weekly hours of a threshold
    set by the minimum wage.
    """

    amounts: Mapping[int, float]
    hours: float = 0.0

    @property
    def in_force(self) -> float:
        """The amount in force until now."""
        return self.amounts[max(self.amounts)]


Read = Callable[[str, int], float]
Formula = Callable[[Rate, int, Read], float]


def cpi(rate: Rate, april: int, read: Read) -> float:
    """Return the amount in force raised by September's CPI."""
    return rate.in_force * (1 + read(CPI, april))


def earnings(rate: Rate, april: int, read: Read) -> float:
    """Return the amount in force raised by the growth of average earnings."""
    return rate.in_force * (1 + read(EARNINGS_GROWTH, april))


def triple_lock(rate: Rate, april: int, read: Read) -> float:
    """Return the amount in force raised by prices, earnings or 2.5 per cent, whichever is most.

    Earnings are those of May to July (Social Security Administration Act 1992 s.150A). From April 2030 they no longer
    count (announced in September 2026).
    """
    rise = max(read(CPI, april), TRIPLE_LOCK_FLOOR)
    if april <= LAST_APRIL_OF_TRIPLE_LOCK:
        rise = max(rise, read(PENSION_EARNINGS, april))
    return rate.in_force * (1 + rise)


def minimum_wage(rate: Rate, april: int, read: Read) -> float:
    """Return a week's pay for the rate's hours at the minimum wage."""
    return rate.hours * read(MINIMUM_WAGE, april)


def minimum_wage_month(rate: Rate, april: int, read: Read) -> float:
    """Return a month's pay for the rate's weekly hours at the minimum wage."""
    return minimum_wage(rate, april, read) * WEEKS_A_MONTH


def section_1(rate: Rate, april: int, read: Read) -> float:
    """Return the standard allowance of the Universal Credit Act 2025, section 1(2).

    The amount of 2025-26 follows CPI, unrounded (steps 1 and 2), and each year's uplift stands on top of that (step 3);
    it is not compounded. After 2029-30 the uplift stays as it is and the amount follows CPI (assumption).
    """
    aprils = range(next_april(LAST_APRIL_BEFORE_ACT), april + 1, MONTHS_A_YEAR)
    prices = math.prod(1 + read(CPI, each) for each in aprils)
    return rate.amounts[LAST_APRIL_BEFORE_ACT] * prices * (1 + read(ALLOWANCE_UPLIFT, april))


def section_4(rate: Rate, april: int, read: Read) -> float:
    """Return the protected LCWRA element of the Universal Credit Act 2025, section 4.

    Its sum with the standard allowance of a single claimant of 25 or over rises by CPI, no more. After 2029-30 it
    follows CPI by itself (assumption).
    """
    if april > LAST_APRIL_OF_ACT:
        return cpi(rate, april, read)
    together = rate.in_force + read(STANDARD_ALLOWANCE, april - 1)
    return together * (1 + read(CPI, april)) - read(STANDARD_ALLOWANCE, april)


def section_1_under_25(rate: Rate, april: int, read: Read) -> float:
    """Return the standard allowance under 25: section 1, or more where section 4 needs it.

    There is one protected element for all. It is set by the allowance from 25, so that under 25 the sum of
    allowance and element reaches the year before's and CPI only if the allowance is raised, as it was for 2026-27.
    After 2029-30 the amount in force follows CPI (assumption).
    """
    if april > LAST_APRIL_OF_ACT:
        return cpi(rate, april, read) * (1 + read(ALLOWANCE_UPLIFT, april)) / (1 + read(ALLOWANCE_UPLIFT, april - 1))
    together = rate.in_force + read(PROTECTED_ELEMENT, april - 1)
    floor = together * (1 + read(CPI, april)) - read(PROTECTED_ELEMENT, april)
    return max(section_1(rate, april, read), floor)


def frozen(rate: Rate, april: int, read: Read) -> float:
    """Return the amount in force."""
    return rate.in_force


FORMULAE: dict[str, Formula] = {
    formula.__name__: formula
    for formula in (
        cpi,
        earnings,
        triple_lock,
        minimum_wage,
        minimum_wage_month,
        section_1,
        section_1_under_25,
        section_4,
        frozen,
    )
}


def uprated(
    dated: Mapping[int, float], formula: Formula, rounding: Rounding, hours: float, until: int, read: Read
) -> dict[int, float]:
    """Return a rate's amounts by first month: the dated ones, then an amount each April by formula.

    Parameters
    ----------
    dated
        Amounts that law or statistics give, by month; not empty.
    formula, rounding, hours
        How later amounts are calculated.
    until
        The last month that matters.
    read
        Gives another parameter's value in a month.
    """
    amounts = dict(dated)
    for april in range(next_april(max(dated)), until + 1, MONTHS_A_YEAR):
        amounts[april] = rounding(formula(Rate(amounts, hours), april, read))
    return amounts
