"""Coaches in post by month: leavers go, recruits come some months after they were decided on.

The path that law gives is taken as known. What a scenario plans, or changes about leaving and recruiting, moves the
coaches in post away from it month by month: both paths go through the same recursion, and their difference is added.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from welfsim.months import MONTHS_A_YEAR

Floats = NDArray[np.float64]
Paths = Callable[[str], Floats]

IN_POST = "coaching.coaches_in_post"
PLAN = "coaching.coaches"


def a_month(a_year: Floats) -> Floats:
    """Return the monthly share that makes a yearly one over twelve months."""
    return np.asarray(1.0 - (1.0 - a_year) ** (1.0 / MONTHS_A_YEAR))


def recruited(plan: Floats, leaving: Floats, replaced: Floats, lag: NDArray[np.int64], first: float) -> Floats:
    """Return coaches in post in each month, from `first` just before them.

    Each month some are decided on: as many as bring those decided on so far, less the leavers that recruitment
    expects, to the plan. They arrive `lag` months later. A plan cut is met by leavers alone. Before the first month
    recruitment replaced the leavers that it expected.

    Parameters
    ----------
    plan
        Coaches planned by month.
    leaving, replaced
        Share of those in post who leave, and share of those planned whom recruitment expects to leave, by month.
    lag
        Months from decision to full work.
    first
        Coaches in post and planned before the first month.
    """
    arriving = np.zeros(plan.size + int(np.max(lag, initial=0)))
    arriving[: lag[0]] = first * replaced[0]
    stock, expected, found = first, first, np.empty(plan.size)
    for t in range(plan.size):
        kept = expected - expected * replaced[t]
        decided = max(plan[t] - kept, 0.0)
        expected = kept + decided
        arriving[t + lag[t]] += decided
        stock += arriving[t] - stock * leaving[t]
        found[t] = stock
    return found


def coaches_in_post(law: Paths, changed: Paths) -> Floats:
    """Return coaches in post by month under changed plans, with the law's own plan as known.

    Parameters
    ----------
    law, changed
        The months of a parameter by name, before and after the changes.
    """
    known = law(PLAN)

    def path(read: Paths) -> Floats:
        lag = read("coaching.recruitment_months") + read("coaching.training_months")
        leaving, replaced = a_month(read("coaching.leavers_a_year")), a_month(read("coaching.recruited_a_year"))
        return recruited(read(PLAN), leaving, replaced, lag.astype(np.int64), float(known[0]))

    return np.asarray(np.maximum(known + (path(changed) - path(law)) + changed("coaching.coaches_extra"), 0.0))
