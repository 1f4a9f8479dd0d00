"""The trend of ill health: growth in a year, month by month, becomes an index that is 1 in April 2025."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.months import APRIL, MONTHS_A_YEAR, month

Floats = NDArray[np.float64]

TRENDS = {
    "health.onset_trend_under_35": "health.onset_growth_under_35",
    "health.onset_trend_35_to_49": "health.onset_growth_35_to_49",
    "health.onset_trend_50_and_over": "health.onset_growth_50_and_over",
    "health.mental_odds_trend": "health.mental_odds_growth",
}
"""Each index of ill health, and the growth in a year from which it is made."""

BASE = month(2025, APRIL)


def index_from_growth(growth: Floats, base: int) -> Floats:
    """Return an index by month from growth in a year by month; it is 1 in the month in place `base`.

    The growth of a month makes the step to the next one: a twelfth of a year, compounded. Before the base the same
    growth is taken off. Without growth the index is exactly 1.
    """
    steps = (1.0 + growth[:-1]) ** (1.0 / MONTHS_A_YEAR)
    level = np.concatenate([[1.0], np.cumprod(steps)])
    return np.asarray(level / level[base])
