"""Carer's Allowance, and Carer Support Payment in Scotland, by the month."""

from __future__ import annotations

from welfsim.awards.money import WEEKS_A_YEAR, monthly
from welfsim.compiled import rule
from welfsim.months import MONTHS_A_YEAR
from welfsim.vocabulary.parameters import Carers


@rule
def carers_allowance(net_pay: int, new_style_esa: int, p: Carers) -> int:
    """Return a carer's allowance: all of it up to the earnings limit, nothing above (SSCBA 1992 s.70).

    New-style ESA and other contributory benefits overlap: only the excess of the allowance over them is paid (SI
    1979/597 reg 4). Study is left out.
    """
    if net_pay * MONTHS_A_YEAR > p.earnings_limit * WEEKS_A_YEAR:
        return 0
    return max(0, monthly(p.allowance) - new_style_esa)
