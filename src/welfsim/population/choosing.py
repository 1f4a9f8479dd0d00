"""Choose exact numbers of people by latent score, so that a margin is met and who is in it makes sense."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Rows = NDArray[np.int64]
Score = NDArray[np.float32]
Mask = NDArray[np.bool_]
_SCALE = 1 << 20
_WIDTH = 1 << 28


def noise(luck: Generator, size: int) -> Score:
    """Draw standard logistic noise: added to a linear score, the highest scores follow a logit."""
    u = luck.random(size, dtype=np.float32)
    np.clip(u, 1e-7, 1 - 6e-8, out=u)
    return np.asarray(np.log(u / (1 - u)))


def descending(score: Score, cell: NDArray[np.integer]) -> Rows:
    """Return the rows by cell and, within a cell, by falling score; equal scores keep their order."""
    whole = np.clip(score.astype(np.float64), -120, 120) * _SCALE
    return np.argsort(cell.astype(np.int64) * _WIDTH - whole.astype(np.int64), kind="stable")


def highest(score: Score, cell: NDArray[np.integer], counts: NDArray[np.int64]) -> Mask:
    """Mark the ``counts[c]`` rows of highest score in each cell c.

    Where a cell holds too few rows, the shortfall is taken by the highest scores left anywhere, so that the
    total is met whenever there are rows enough.
    """
    order = descending(score, cell)
    held = np.bincount(cell, minlength=counts.size)
    first = np.concatenate([[0], np.cumsum(held)[:-1]])
    place = np.arange(score.size) - np.repeat(first, held)
    chosen = np.zeros(score.size, dtype=np.bool_)
    chosen[order] = place < np.repeat(np.minimum(counts, held), held)
    short = int(np.maximum(counts - held, 0).sum())
    if short > 0:
        left = np.flatnonzero(~chosen)
        chosen[left[np.argsort(-score[left], kind="stable")[:short]]] = True
    return chosen


def top(score: Score, count: int) -> Mask:
    """Mark the `count` rows of highest score; of equal scores the first rows."""
    if count <= 0 or count >= score.size:
        return np.full(score.size, count > 0, dtype=np.bool_)
    edge = np.partition(score, score.size - count)[score.size - count]
    chosen = score > edge
    chosen[np.flatnonzero(score == edge)[: count - int(chosen.sum())]] = True
    return np.asarray(chosen)


def among(eligible: Mask, score: Score, count: int) -> Mask:
    """Mark the `count` eligible rows of highest score; `score` covers all rows."""
    rows = np.flatnonzero(eligible)
    chosen = np.zeros(eligible.size, dtype=np.bool_)
    chosen[rows[top(score[rows], min(max(count, 0), rows.size))]] = True
    return chosen


def among_cells(eligible: Mask, score: Score, cell: NDArray[np.integer], counts: NDArray[np.int64]) -> Mask:
    """Mark ``counts[c]`` eligible rows of highest score in each cell; `score` and `cell` cover all rows."""
    rows = np.flatnonzero(eligible)
    chosen = np.zeros(eligible.size, dtype=np.bool_)
    chosen[rows[highest(score[rows], cell[rows], counts)]] = True
    return chosen
