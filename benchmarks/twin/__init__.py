"""A twin of four parts of the month, in plain numpy: health with sick leave, work, awards and stocks.

It is written afresh, a column at a time, from what the law and the relations say; it imports the vocabulary of the
model and nothing else of it. Since it also has the same luck, engine and twin must agree person by person, to the
last digit: ``benchmarks.agreement`` says where they do not.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.twin import entitlement, health, sick_leave, stocks, work
from benchmarks.twin.world import World
from welfsim.vocabulary.accounts import LINES, empty_accounts

MONTH = {
    "health": health.step,
    "sick leave": sick_leave.step,
    "job loss": work.lose,
    "job entry": work.enter,
    "entitlement": entitlement.step,
    "stocks": stocks.step,
}
"""The processes of the twin, by the names that they have in the model's month, in its order."""


def simulate(world: World, policies: NDArray[Any], start: int, months: int) -> dict[str, NDArray[np.int64]]:
    """Advance a world by some months and return its accounts: by line, months × districts × codes."""
    accounts = empty_accounts(months, world.district.nation.size)
    for m in range(months):
        world.turn_to(start + m, policies[m], accounts[m])
        for step in MONTH.values():
            step(world)
    return {name: accounts[name] for name in LINES}
