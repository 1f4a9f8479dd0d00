"""The income of a student that Universal Credit counts."""

from __future__ import annotations

from welfsim.awards.money import pence
from welfsim.compiled import rule

DISREGARD = 11_000


@rule
def student_income(loan: int, months: int) -> int:
    """Return what counts of a year's loan in each assessment period of the course, in pence (UC Regs regs 68 to 71).

    `loan` is the most that could be had for the year, taken up or not (reg 69). `months` are the periods in which the
    course runs, its long vacation left out. £110 of each share is disregarded.
    """
    return max(0, pence(loan / months) - DISREGARD)
