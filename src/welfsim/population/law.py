"""The law that the build reads: that of the start month, and for amounts that of the month in whose prices they are."""

from __future__ import annotations

from functools import cache
from typing import cast

from welfsim.months import month
from welfsim.policy import current_law, resolve
from welfsim.vocabulary.parameters import Policy

PRICES = month(2025, 4)
"""Pay and rent are built at the level of this month, whatever the start; the run moves them by its indices."""


@cache
def law_at(at: int) -> Policy:
    """Return the law of a month, as the processes read it."""
    return cast("Policy", resolve(current_law(), (), at, 1)[0])
