"""How much of a number is luck: intervals of means over replications, and errors of ratios of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from welfsim.results.table import standard_error

Floats = NDArray[np.float64]

CONFIDENCE = 0.95


def interval_of_mean(values: Floats) -> tuple[Floats, Floats]:
    """Return the ends of the 95% interval of the mean over the first axis, by Student's t."""
    width = stdtrit(len(values) - 1, (1.0 + CONFIDENCE) / 2.0) * standard_error(values)
    return values.mean(axis=0) - width, values.mean(axis=0) + width


def ratio_of_means(values: Floats, over: Floats) -> tuple[float, float]:
    """Return the mean of some values over the mean of others, replication by replication, and its standard error.

    Not a number where nothing is below.
    """
    if not over.any():
        return float("nan"), float("nan")
    ratio = float(values.mean() / over.mean())
    return ratio, float(standard_error(values - ratio * over)) / abs(float(over.mean()))
