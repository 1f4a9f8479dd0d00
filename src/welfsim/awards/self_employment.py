"""Self-employment: profits, the contributions on them, and the minimum income floor of Universal Credit.

Profits are net of expenses, and taxed as if each month were a twelfth of the year. Universal Credit takes what was
received and paid within the period, which a steady month stands for here.
"""

from __future__ import annotations

from welfsim.awards.money import WEEKS_A_YEAR, pence, pence_down
from welfsim.awards.tax import employee_insurance, employer_insurance, income_tax
from welfsim.compiled import rule
from welfsim.months import MONTHS_A_YEAR
from welfsim.vocabulary.codes import Job
from welfsim.vocabulary.parameters import Tax, UniversalCredit
from welfsim.vocabulary.persons import Persons


@rule
def is_trading(person: Persons, i: int) -> bool:
    """Say whether person `i` is in work and self-employed."""
    return bool(person.self_employed[i] and person.job[i] != Job.OUT)


@rule
def pay_or_profit(person: Persons, i: int, pay: int) -> int:
    """Return what person `i` earns where an employee would have some pay: of the self-employed a share of it."""
    return pence(pay * float(person.profit_ratio[i])) if person.self_employed[i] else pay


@rule
def self_employed_insurance(profit: int, p: Tax) -> int:
    """Return a month's Class 4 and Class 2 contributions: a twelfth of the year's (SSCBA 1992 ss.11 and 15)."""
    year = profit * MONTHS_A_YEAR
    if year < p.class_4_lower_limit:
        return 0
    main = max(0, min(year, p.class_4_upper_limit) - p.class_4_lower_limit)
    upper = max(0, year - p.class_4_upper_limit)
    class_4 = main * p.class_4_main_rate + upper * p.class_4_upper_rate
    return pence_down((class_4 + p.class_2 * WEEKS_A_YEAR) / MONTHS_A_YEAR)


@rule
def own_insurance(gross: int, is_self_employed: bool, p: Tax) -> int:
    """Return the contributions that whoever works pays on a month's pay or profit."""
    return self_employed_insurance(gross, p) if is_self_employed else employee_insurance(gross, p)


@rule
def employers_share(gross: int, is_self_employed: bool, p: Tax) -> int:
    """Return the contributions of whoever employs, which nobody pays for the self-employed."""
    return 0 if is_self_employed else employer_insurance(gross, p)


@rule
def net_profit(profit: int, is_scottish: bool, p: Tax) -> int:
    """Return a month's profit after income tax and the contributions of the self-employed."""
    return profit - income_tax(profit, is_scottish, p) - self_employed_insurance(profit, p)


@rule
def floor_of_one(threshold: int, earned: int, partner_earned: int, together: int) -> int:
    """Return by how much the floor raises one adult's earnings: to the own threshold, less what the couple has beyond.

    All amounts are net; `together` is the couple's threshold, of a single person the own one (UC Regs reg 62(2) and
    (3)).
    """
    if earned >= threshold or earned + partner_earned >= together:
        return 0
    return max(0, threshold - max(0, threshold + partner_earned - together) - earned)


@rule
def is_past_start_up(since: int, month: int, p: UniversalCredit) -> bool:
    """Say whether the start-up period that began in some month is over; 0 is no month (UC Regs reg 63(1))."""
    return since > 0 and month - since >= p.start_up_months


@rule
def may_start_up(since: int, began: int, p: UniversalCredit) -> bool:
    """Say whether a trade begun in a month brings a start-up period (UC Regs reg 63(2)).

    `since` is the month in which an earlier one began, 0 if none did; only once in five years, and of another trade.
    """
    return since == 0 or began - since > p.start_up_again
