"""Capability for work that the law reads from age and benefits, without an assessment."""

from __future__ import annotations

from welfsim.compiled import rule
from welfsim.vocabulary.codes import HealthGroup, PipRate


@rule
def capability_past_pension_age(found: int, daily_living: int, mobility: int) -> int:
    """Return the health group of someone past State Pension age, who has a partner below it, by rates of PIP or ADP.

    A finding from before does not end at that age (UC Regs regs 39 and 40). Enhanced daily living counts as LCWRA (Sch
    9 para 5), any other award as LCW (Sch 8 para 6); without either there is no group.
    """
    if found == HealthGroup.LCWRA or daily_living == PipRate.ENHANCED:
        return HealthGroup.LCWRA.value
    if found == HealthGroup.LCW or daily_living != PipRate.NONE or mobility != PipRate.NONE:
        return HealthGroup.LCW.value
    return HealthGroup.NONE.value
