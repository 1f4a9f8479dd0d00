"""What Scotland pays on top: Scottish Child Payment and the Scottish Carer Supplement, by the month.

The Carer's Allowance Supplement of the years to March 2026 and the Young Carer Grant are left out.
"""

from __future__ import annotations

from welfsim.awards.money import monthly
from welfsim.compiled import rule
from welfsim.vocabulary.parameters import Carers, ScottishChildPayment


@rule
def scottish_child_payment(children: int, p: ScottishChildPayment) -> int:
    """Return a month's Scottish Child Payment for children young enough (SSI 2020/351 regs 18 and 20)."""
    return monthly(children * p.rate)


@rule
def scottish_carer_supplement(allowance: int, is_scottish: bool, p: Carers) -> int:
    """Return a month's supplement to a carer whose Carer Support Payment is above nothing (SSI 2025/340)."""
    return monthly(p.scottish_supplement) if is_scottish and allowance > 0 else 0
