"""What a job pays in a month, relative to usual pay: how many paydays fall into it, and hours that vary.

Universal Credit takes earnings of a month as they are paid (UC Regs reg 54), so that awards move with them. Taxes are
worked out over the year and go by usual pay.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.reading import THOUSAND
from welfsim.compiled import kernel, rule
from welfsim.months import MONTHS_A_YEAR
from welfsim.vocabulary.codes import Job, PayPeriod
from welfsim.vocabulary.parameters import Pay


@rule
def paydays(period: int, place: int, month: int) -> int:
    """Return how many paydays of a period fall into a month; `place` says in which months there is one more.

    There are 13 of four weeks in a year, 26 of a fortnight and 52 of a week.
    """
    at = month + place
    if period == PayPeriod.FOUR_WEEKS:
        return 2 if at % MONTHS_A_YEAR == 0 else 1
    if period == PayPeriod.FORTNIGHT:
        return 3 if at % (MONTHS_A_YEAR // 2) == 0 else 2
    if period == PayPeriod.WEEK:
        return 5 if at % (MONTHS_A_YEAR // 4) == 0 else 4
    return 1


@rule
def paydays_a_year(period: int) -> int:
    """Return how many paydays of a period a year has."""
    if period == PayPeriod.FOUR_WEEKS:
        return 13
    if period == PayPeriod.FORTNIGHT:
        return 26
    return 52 if period == PayPeriod.WEEK else MONTHS_A_YEAR


@rule
def by_paydays(period: int, place: int, month: int) -> float:
    """Return the pay of a month relative to usual pay, as its paydays make it."""
    return paydays(period, place, month) * MONTHS_A_YEAR / paydays_a_year(period)


@rule
def by_hours(job: int, chance: float, p: Pay) -> float:
    """Return the pay of a month relative to usual pay, as its hours make it, by a draw from 0 to 1: even on both sides.

    Source: bank accounts of employees in steady jobs, in `pay.variation_*`.
    """
    most = p.variation_part_time if job == Job.PART_TIME else p.variation_full_time
    return 1.0 + most * (2.0 * chance - 1.0)


@rule
def over_usual(period: int, place: int, job: int, chance: float, month: int, p: Pay) -> int:
    """Return the pay of a month over usual pay, in thousandths of it."""
    return round(THOUSAND * (by_paydays(period, place, month) * by_hours(job, chance, p) - 1.0))


@kernel(allocates=True)
def all_over_usual(
    period: NDArray[np.int8],
    place: NDArray[np.uint32],
    job: NDArray[np.int8],
    chance: NDArray[np.float64],
    month: int,
    p: Pay,
) -> NDArray[np.int16]:
    """Return the pay of a month over usual pay of each of some people, in thousandths of it; 0 out of work."""
    found = np.zeros(job.size, np.int16)
    for i in range(job.size):
        if job[i] != Job.OUT:
            found[i] = over_usual(int(period[i]), int(place[i]), int(job[i]), chance[i], month, p)
    return found
