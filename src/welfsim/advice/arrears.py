"""Arrears of the LCWRA element: the months from which it is payable to the month in which it was found."""

from __future__ import annotations

from itertools import groupby

from welfsim.advice.case import Case
from welfsim.advice.incapacity import element_from
from welfsim.awards.household import Adult, has_lcwra_paid
from welfsim.policy import FIRST_MONTH


def element_arrears(case: Case, adults: tuple[Adult, ...]) -> list[tuple[int, int]]:
    """Return for how many months which amount of the element is owed, in the order of the months.

    Nothing where the other adult of a couple brought the element already, or where nothing was found this month. Months
    before the first with law are left out.
    """
    people = list(zip(case.adults, adults, strict=True))
    found = [(each, adult) for each, adult in people if each.lcwra_found == case.month and has_lcwra_paid(adult)]
    others = [each for each, adult in people if each.lcwra_found != case.month and has_lcwra_paid(adult)]
    begins = [element_from(each, case) for each, _ in found]
    ends = min((element_from(each, case) for each in others), default=case.month)
    owed = []
    for month in range(max(FIRST_MONTH, min(begins, default=case.month)), min(ends, case.month)):
        p = case.law.policy(month).universal_credit
        due = [adult for (_, adult), first in zip(found, begins, strict=True) if first <= month]
        owed.append(max(p.lcwra_protected if adult.incapacity.lcwra_protected else p.lcwra_new for adult in due))
    return [(len(list(months)), int(amount)) for amount, months in groupby(owed)]
