"""Child Benefit, by the month."""

from __future__ import annotations

from welfsim.awards.money import monthly
from welfsim.compiled import rule
from welfsim.vocabulary.parameters import ChildBenefit


@rule
def child_benefit(children: int, p: ChildBenefit) -> int:
    """Return Child Benefit: more for the eldest child (SSCBA 1992 s.141, SI 2006/965 reg 2).

    Every family is taken to claim. The tax charge on high incomes is left out.
    """
    if children == 0:
        return 0
    return monthly(p.eldest + (children - 1) * p.other)
