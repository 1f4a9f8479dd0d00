"""The month: every process in the order in which it happens.

A process is one kernel, `step`, that walks whole districts. ``docs/month.md`` gives the
reason for the order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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

FIRST_OF_DISTRICTS, JOB_ENTRY = "job loss", "job entry"
"""From the first to the last of these people meet who share what a district has; before and after, nobody does."""

OF_DISTRICTS_ALONE = ("costs", "wca_disputes", "pip", "adp", "points", "coaching", "programme", "employment")
"""Groups of parameters that only these processes read."""


class Stage(NamedTuple):
    """Some processes of the month in one call: their names, what plays them, and whether homes do not meet in it.

    Where homes do not meet, what becomes of each depends on its own people, luck and parameters alone.
    """

    processes: tuple[str, ...]
    play: Callable[[State, Policy, Clock, NDArray[np.uint32], Accounts, NDArray[np.int64]], None]
    by_home: bool


def stages_of(month: Sequence[Process]) -> tuple[Stage, ...]:
    """Return the stages of a month: before the processes of districts, these but for job entry, that, and the rest."""
    names = [process.name for process in month]
    first, entry = names.index(FIRST_OF_DISTRICTS), names.index(JOB_ENTRY)
    parts = {"begin": (0, first), "share": (first, entry), "enter": (entry, entry + 1), "settle": (entry + 1, None)}
    return tuple(
        Stage(
            tuple(names[begin:stop]),
            one_after_another(f"{name}_month", [process.step for process in month[begin:stop]]),
            by_home=name in ("begin", "settle"),
        )
        for name, (begin, stop) in parts.items()
    )


STAGES = stages_of(MONTH)
"""The month in four calls."""
