"""Whole numbers from expected ones, so that margins stay met."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array

Float = NDArray[np.float64]
Whole = NDArray[np.int64]


def largest_remainder(expected: Float, total: int) -> Whole:
    """Round `expected`, scaled to `total`, to whole numbers that add up to `total`."""
    flat = np.asarray(expected, dtype=np.float64).ravel()
    scaled = flat * (total / flat.sum()) if flat.sum() > 0 else flat
    whole = np.floor(scaled).astype(np.int64)
    short = total - int(whole.sum()) if flat.sum() > 0 else 0
    order = np.argsort(whole - scaled, kind="stable")
    whole[order[:short]] += 1
    return whole.reshape(np.shape(expected))


def cumulative(expected: Float, total: int) -> Whole:
    """Round so that every run of neighbours, not only the whole, is within one of what is expected."""
    scaled = np.asarray(expected, dtype=np.float64) * (total / np.sum(expected))
    ends = np.floor(np.cumsum(scaled) + 0.5).astype(np.int64)
    ends[-1] = total
    return np.asarray(np.diff(ends, prepend=0))


def controlled(expected: Float, rows: Whole, columns: Whole) -> Whole:
    """Round a table to whole numbers with the given row and column sums.

    Each cell is the floor of its expected value or one above it. Which cells go up is a transport problem
    whose corners are whole; the corner that goes up where fractions are largest is taken.

    Parameters
    ----------
    expected
        Table whose margins are `rows` and `columns` to within rounding.
    rows, columns
        Whole margins, of one and the same total.
    """
    floor = np.floor(expected + 1e-9)
    fraction = (expected - floor).ravel()
    n, m = expected.shape
    cells = np.arange(n * m)
    constraint = csr_array(
        (np.ones(2 * n * m), (np.r_[cells // m, n + cells % m], np.r_[cells, cells])), shape=(n + m, n * m)
    )
    needed = np.r_[rows - floor.sum(1), columns - floor.sum(0)]
    found = linprog(-fraction, A_eq=constraint, b_eq=needed, bounds=(0, 1), method="highs-ds")
    if found.x is None:  # the margins asked are not those of the table; let cells move by more than one
        lowest = -floor.ravel()
        bounds = np.column_stack([np.maximum(lowest, -4), np.full(n * m, 5)])
        found = linprog(-fraction, A_eq=constraint, b_eq=needed, bounds=bounds, method="highs-ds")
    return np.asarray((floor.ravel() + np.rint(found.x)).astype(np.int64).reshape(n, m))
