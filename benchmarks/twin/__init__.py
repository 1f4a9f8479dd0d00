"""A plain numpy twin of the month: the same processes, one column at a time, with numpy's own stream of luck.

Each file holds the process of the same name in ``welfsim.processes``. The twin draws other luck than the engine, so
the two agree on averages and not person by person; nor does it see what happens between people within one process.
It keeps no account of stages and moves of the pipelines: they follow from the state that it shares in kind.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.twin import (
    ageing,
    appeals,
    assessment,
    caring,
    claims,
    coaching,
    disability,
    employment,
    entitlement,
    health,
    review,
    stocks,
    support,
    take_up,
)
from benchmarks.twin.world import World, begin
from welfsim.vocabulary.accounts import LINES, empty_accounts
from welfsim.vocabulary.state import State

MONTH = (
    ageing.step,
    health.step,
    employment.lose,
    claims.step,
    assessment.step,
    appeals.step,
    disability.step,
    review.step,
    caring.step,
    coaching.step,
    support.step,
    employment.enter,
    take_up.step,
    entitlement.step,
    stocks.step,
)


def world(state: State, grossing: int, seed: int) -> World:
    """Return a world that starts as `state`, in columns of its own, with luck of its own."""
    return begin(state, grossing, seed)


def simulate(world: World, policies: NDArray[Any], start: int, months: int) -> dict[str, NDArray[np.int64]]:
    """Advance `world` by some months and return its accounts, in the shapes of ``welfsim.engine.simulate``."""
    accounts = empty_accounts(months, world.districts)
    for m in range(months):
        world.turn(start + m, policies[m], accounts[m])
        for step in MONTH:
            step(world)
    return {name: accounts[name] for name in LINES}
