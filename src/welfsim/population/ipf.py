"""Iterative proportional fitting: the table nearest to a seed that meets given margins."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]
TOLERANCE = 1e-9
MOST_ROUNDS = 200
MOST_CUTS = 60


def fit(seed: Float, margins: Mapping[tuple[int, ...], Float]) -> Float:
    """Scale `seed` until it meets each margin (Deming and Stephan 1940).

    Parameters
    ----------
    seed
        Table of any number of axes; a zero stays a zero.
    margins
        Target sums by the axes they keep, in axis order. Margins that disagree on the total are scaled to
        that of the first.
    """
    table = np.asarray(seed, dtype=np.float64).copy()
    total = next(iter(margins.values())).sum()
    for _ in range(MOST_ROUNDS):
        worst = 0.0
        for kept, target in margins.items():
            others = tuple(axis for axis in range(table.ndim) if axis not in kept)
            now = table.sum(axis=others, keepdims=True)
            wanted = (target * (total / target.sum())).reshape(now.shape)
            factor = np.divide(wanted, now, out=np.ones_like(now), where=now > 0)
            worst = max(worst, float(np.abs(now - wanted).max()))
            table *= factor
        if worst <= TOLERANCE * max(total, 1.0):
            break
    return table


def fit_within(seed: Float, margins: Mapping[tuple[int, ...], Float], ceiling: Float) -> Float:
    """Fit as ``fit`` does, but let no cell pass its ceiling: what is cut off goes to the cells with room.

    Where the margins cannot be met under the ceiling, the total falls short.
    """
    table = fit(seed, margins)
    for _ in range(MOST_CUTS):
        if not (table > ceiling + TOLERANCE).any():
            break
        table = fit(np.minimum(table, ceiling), margins)
    return np.minimum(table, ceiling)
