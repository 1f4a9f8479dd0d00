"""The month: every process in the order in which it happens.

A process is one kernel, `step`, that walks whole districts. ``docs/month.md`` gives the
reason for the order.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.compiled import one_after_another
from welfsim.processes import (
    ageing,
    assessment,
    careers,
    caring,
    claims,
    coaching,
    disability,
    disability_reviews,
    disabled_children,
    employment,
    entitlement,
    flows,
    health,
    partnering,
    pay_days,
    sick_leave,
    stocks,
    support,
    take_up,
    wca_disputes,
)
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.state import Clock, Span, State

Step = Callable[[State, Policy, Clock, NDArray[np.uint32], Accounts, Span], None]


class Process(NamedTuple):
    """One process of the month: its name and its kernel."""

    name: str
    step: Step


MONTH: tuple[Process, ...] = (
    Process("ageing", ageing.step),
    Process("partnering", partnering.step),
    Process("careers", careers.step),
    Process("disabled children", disabled_children.step),
    Process("health", health.step),
    Process("sick leave", sick_leave.step),
    Process("job loss", employment.lose),
    Process("claims", claims.step),
    Process("assessment", assessment.step),
    Process("WCA disputes", wca_disputes.step),
    Process("disability", disability.step),
    Process("disability reviews", disability_reviews.step),
    Process("caring", caring.step),
    Process("coaching", coaching.step),
    Process("support", support.step),
    Process("job entry", employment.enter),
    Process("pay days", pay_days.step),
    Process("take-up", take_up.step),
    Process("entitlement", entitlement.step),
    Process("stocks", stocks.step),
    Process("flows", flows.step),
)

PLAY_MONTH: Step = one_after_another("play_month", *(process.step for process in MONTH))
"""All processes of the month in one call."""
