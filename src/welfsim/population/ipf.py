"""Iterative proportional fitting: the table nearest to a seed that meets given margins."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]
TOLERANCE = 1e-9
MOST_ROUNDS = 200


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
