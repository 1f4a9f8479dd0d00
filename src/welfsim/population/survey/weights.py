"""Grossing weights to whole rows: households taken in turn, as often as their weight asks, with the totals kept."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray


def copies(weights: NDArray[np.float64], grossing: int, luck: Generator) -> NDArray[np.int64]:
    """Return how many rows of equal weight each household has: its weight over the grossing, up or down to whole rows.

    The sums over any run of neighbours are within one row of their weights, so that a total by region holds if
    households stand in the order of regions.
    """
    ends = np.cumsum(weights) / grossing + luck.random()
    whole = np.floor(ends).astype(np.int64)
    return np.asarray(np.diff(whole, prepend=0))
