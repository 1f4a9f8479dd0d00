"""Statutory Sick Pay by the month: earnings for tax and Universal Credit, and a cost of the employer alone.

A working week is taken to have five days. Linked spells, and spells under way when the law of April 2026 came into
force, are left out.
"""

from __future__ import annotations

from welfsim.awards.money import MONTHS_A_YEAR, WEEKS_A_YEAR, pence
from welfsim.compiled import rule
from welfsim.vocabulary.parameters import SickPay

WORKING_DAYS = 5


@rule
def weekly_sick_pay(weekly_pay: float, p: SickPay) -> float:
    """Return a week's sick pay: the flat rate, but no more than a share of earnings (SSCBA 1992 s.157).

    To March 2026 nothing is due on earnings below the lower earnings limit (Schedule 11).
    """
    if weekly_pay < p.lower_earnings_limit:
        return 0.0
    return min(float(p.rate), weekly_pay * p.earnings_share)


@rule
def weeks_of_sick_pay(month_of_spell: int, p: SickPay) -> float:
    """Return the weeks paid in a month of sickness, 0 the first: after waiting days, up to 28 (SSCBA 1992 s.155)."""
    weeks_a_month = WEEKS_A_YEAR / MONTHS_A_YEAR
    waiting = p.waiting_days / WORKING_DAYS
    begins = max(month_of_spell * weeks_a_month, waiting)
    ends = min((month_of_spell + 1) * weeks_a_month, waiting + p.weeks)
    return max(0.0, ends - begins)


@rule
def sick_pay(usual_pay: int, month_of_spell: int, p: SickPay) -> int:
    """Return Statutory Sick Pay in a month of sickness of someone with some usual monthly pay."""
    weekly_pay = usual_pay * MONTHS_A_YEAR / WEEKS_A_YEAR
    return pence(weekly_sick_pay(weekly_pay, p) * weeks_of_sick_pay(month_of_spell, p))
