"""Pay on sick leave by the month: earnings for tax and Universal Credit, and a cost of the employer alone.

Statutory Sick Pay is the law's; many employers pay more for a time.

A working week is taken to have five days. Linked spells, and spells under way when the law of April 2026 came into
force, are left out.
"""

from __future__ import annotations

from typing import NamedTuple

from welfsim.awards.money import WEEKS_A_YEAR, pence
from welfsim.compiled import rule
from welfsim.months import MONTHS_A_YEAR
from welfsim.vocabulary.parameters import Policy, SickLeave, SickPay

WORKING_DAYS = 5


class PaidWeeks(NamedTuple):
    """The part of a month for which sick pay is due, in weeks from the first day of sickness."""

    begins: float
    ends: float


@rule
def weekly_earnings(monthly_pay: int) -> float:
    """Return a month's pay by the week."""
    return monthly_pay * MONTHS_A_YEAR / WEEKS_A_YEAR


@rule
def weekly_sick_pay(weekly_pay: float, p: SickPay) -> float:
    """Return a week's sick pay: the flat rate, but no more than a share of earnings (SSCBA 1992 s.157).

    To March 2026 nothing is due on earnings below the lower earnings limit (Schedule 11).
    """
    if weekly_pay < p.lower_earnings_limit:
        return 0.0
    return min(float(p.rate), weekly_pay * p.earnings_share)


@rule
def paid_weeks(month_of_spell: int, p: SickPay) -> PaidWeeks:
    """Return the weeks paid in a month of sickness, 0 the first: after waiting days, up to 28 (SSCBA 1992 s.155).

    They end before they begin once the 28 weeks have run out.
    """
    weeks_a_month = WEEKS_A_YEAR / MONTHS_A_YEAR
    waiting = p.waiting_days / WORKING_DAYS
    return PaidWeeks(
        max(month_of_spell * weeks_a_month, waiting),
        min((month_of_spell + 1) * weeks_a_month, waiting + p.weeks),
    )


@rule
def sick_pay(usual_pay: int, month_of_spell: int, p: SickPay) -> int:
    """Return Statutory Sick Pay in a month of sickness of someone with some usual monthly pay."""
    weeks = paid_weeks(month_of_spell, p)
    return pence(weekly_sick_pay(weekly_earnings(usual_pay), p) * max(0.0, weeks.ends - weeks.begins))


@rule
def has_run_out(month_of_spell: int, p: SickPay) -> bool:
    """Say whether Statutory Sick Pay has ended before a month of sickness, 0 the first (SSCBA 1992 s.155)."""
    weeks = paid_weeks(month_of_spell, p)
    return weeks.ends <= weeks.begins and month_of_spell > 0


@rule
def employer_share(month_of_spell: int, p: SickLeave) -> float:
    """Return the share of usual pay that an employer who pays more than the law asks pays in a month of sickness."""
    if month_of_spell < p.full_pay_months:
        return 1.0
    return 0.5 if month_of_spell < p.full_pay_months + p.half_pay_months else 0.0


class PayOnLeave(NamedTuple):
    """A month's pay on sick leave in pence: Statutory Sick Pay, and what the employer pays on top of it."""

    statutory: int
    on_top: int


@rule
def pay_on_leave(usual_pay: int, month_of_spell: int, employer_pays_more: bool, policy: Policy) -> PayOnLeave:
    """Return the pay in a month of sick leave of someone with some usual monthly pay.

    An employer's sick pay counts towards Statutory Sick Pay (SSCBA 1992 Sch 12 para 2), so the higher of both is paid.
    """
    statutory = sick_pay(usual_pay, month_of_spell, policy.sick_pay)
    if not employer_pays_more:
        return PayOnLeave(statutory, 0)
    of_employer = pence(usual_pay * employer_share(month_of_spell, policy.sick_leave))
    return PayOnLeave(statutory, max(of_employer - statutory, 0))
