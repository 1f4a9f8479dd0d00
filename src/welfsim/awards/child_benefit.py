"""Child Benefit, by the month."""

from __future__ import annotations

from typing import NamedTuple

from welfsim.awards.money import monthly
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

    Every family is taken to claim. The tax charge on high incomes is left out.
    """
    weekly = weekly_child_benefit(children, p)
    return monthly(weekly.eldest + weekly.others)
