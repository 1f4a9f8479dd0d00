"""New-style Jobseeker's Allowance, by the month."""

from __future__ import annotations

from welfsim.awards.money import monthly
from welfsim.compiled import rule
from welfsim.vocabulary.parameters import JobseekersAllowance

FULL_WORK = 16.0


@rule
def new_style_jsa(under_25: bool, net_pay: int, hours: float, p: JobseekersAllowance) -> int:
    """Return a month's new-style JSA: the allowance less net pay above a few pounds, none from 16 hours of work.

    JSA Regs 2013 regs 42, 49 and 50. Hours not known, given as 0, are taken to be fewer. Its end after 182 days and
    what a pension takes from it are left out.
    """
    if hours >= FULL_WORK:
        return 0
    allowance = p.personal_allowance_under_25 if under_25 else p.personal_allowance
    return max(0, monthly(allowance) - max(0, net_pay - monthly(p.earnings_kept)))
