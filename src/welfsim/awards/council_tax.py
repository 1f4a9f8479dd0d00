"""Council tax of a stylised home, and its reduction for people of working age by one rule a nation.

In Scotland and Wales the whole bill is met where income is no more than needs, in England most of it, as councils do on
average. Needs are the maximum amount of Universal Credit. Councils with bands of income, disregards of earnings, and
people who do not count as residents are left out, as is a reduction without Universal Credit or income-related ESA.
"""

from __future__ import annotations

from welfsim.awards.money import pence
from welfsim.compiled import rule
from welfsim.months import MONTHS_A_YEAR
from welfsim.vocabulary.codes import Nation
from welfsim.vocabulary.parameters import CouncilTax


@rule
def council_tax(nation: int, couple: bool, p: CouncilTax) -> int:
    """Return the bill of a month, less the discount of one adult alone (Local Government Finance Act 1992 s.11)."""
    band_d = p.band_d_england
    if nation == Nation.SCOTLAND:
        band_d = p.band_d_scotland
    elif nation == Nation.WALES:
        band_d = p.band_d_wales
    due = 1.0 if couple else 1.0 - p.single_discount
    return pence(band_d * p.band_ratio * due / MONTHS_A_YEAR)


@rule
def most_reduction(bill: int, nation: int, p: CouncilTax) -> int:
    """Return what a reduction meets of a bill at most."""
    most = p.most_england
    if nation == Nation.SCOTLAND:
        most = p.most_scotland
    elif nation == Nation.WALES:
        most = p.most_wales
    return pence(bill * most)


@rule
def tapered_reduction(most: int, above_needs: int, p: CouncilTax) -> int:
    """Return the reduction with some income a month above needs (SSI 2021/249; SI 2013/3029; SI 2012/2886)."""
    return max(0, most - pence(max(0, above_needs) * p.taper))
