"""Who of the model's people is like a person of the survey, to lend what the survey does not ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from welfsim.population.draft import Array

NOBODY = -1
FEWEST = 10
"""So many must be alike, where fewer features would find more, so that nobody's accidents are lent to all."""


def alike(
    wanted: Mapping[str, Array], known: Mapping[str, Array], features: Sequence[str], needed: int, luck: Generator
) -> NDArray[np.int64]:
    """Return for each wanted person a row of somebody who is alike, drawn among all who are.

    Parameters
    ----------
    wanted, known
        The features of people, as whole numbers.
    features
        The features in order of weight. Where too few are alike in all, the last ones are left out one by one.
    needed
        So many of the first features are never left out.

    Returns
    -------
    numpy.ndarray
        Rows of the known; ``NOBODY`` where nobody is alike in what is needed. If nothing is, anybody may be drawn.
    """
    size = wanted[features[0]].size
    found, draw = np.full(size, NOBODY, dtype=np.int64), luck.random(size)
    for count in range(len(features), needed - 1, -1):
        cell = np.zeros(known[features[0]].size + size, dtype=np.int64)
        for name in features[:count]:
            part = np.concatenate([known[name], wanted[name]]).astype(np.int64)
            _, cell = np.unique(cell * (int(part.max(initial=0)) + 1) + part, return_inverse=True)
        givers, takers = np.split(cell, [cell.size - size])
        order = np.argsort(givers, kind="stable")
        low, high = (np.searchsorted(givers[order], takers, side) for side in ("left", "right"))
        least = FEWEST if count > needed else 1
        fits = np.flatnonzero((found == NOBODY) & (high - low >= least))
        found[fits] = order[(low + (draw * (high - low)).astype(np.int64))[fits]]
    return found
