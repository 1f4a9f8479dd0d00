"""Child Benefit, by the month."""

from __future__ import annotations

from typing import NamedTuple

from welfsim.awards.money import monthly, pence
from welfsim.compiled import rule
from welfsim.vocabulary.parameters import ChildBenefit


class WeeklyChildBenefit(NamedTuple):
    """Child Benefit a week, in pence: for the eldest child, and for the others together."""

    eldest: int
    others: int


@rule
def weekly_child_benefit(children: int, p: ChildBenefit) -> WeeklyChildBenefit:
    """Return a week's Child Benefit: more for the eldest child (SI 2006/965 reg 2)."""
    if children == 0:
        return WeeklyChildBenefit(0, 0)
    return WeeklyChildBenefit(p.eldest, (children - 1) * p.other)


@rule
def child_benefit(children: int, p: ChildBenefit) -> int:
    """Return a month's Child Benefit (SSCBA 1992 s.141, SI 2006/965 reg 2).

    Every family is taken to claim.
    """
    weekly = weekly_child_benefit(children, p)
    return monthly(weekly.eldest + weekly.others)


@rule
def charge_percent(income: int, p: ChildBenefit) -> int:
    """Return the whole per cent of Child Benefit that a year's income brings in charge (ITEPA 2003 s.681C)."""
    if income <= p.charge_from:
        return 0
    return min(100, (income - p.charge_from) * 100 // max(1, p.charge_full - p.charge_from))


@rule
def high_income_charge(benefit: int, income: int, p: ChildBenefit) -> int:
    """Return a month's High Income Child Benefit Charge on the partner with the higher income (ITEPA 2003 s.681B).

    The law rounds a year's charge down to a pound, which is left out of a month.
    """
    return pence(benefit * charge_percent(income, p) / 100)
