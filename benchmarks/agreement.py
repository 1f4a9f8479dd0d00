"""Whether the engine and the twin agree: each cell of each account line, in standard errors of the difference.

Both draw their own luck, so they can agree on averages alone. Districts are independent, and the variance of a total
over Great Britain is therefore the sum of the districts' variances between replications: far steadier than the
variance of a handful of totals. A flow of people is given at least the variance of a Poisson count.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.pipelines import PIPELINE_LINES
from welfsim.vocabulary.accounts import LINES
from welfsim.vocabulary.fields import Line, Measure

STANDARD_ERRORS = 5.0

Accounts = dict[str, NDArray[np.int64]]
Array = NDArray[Any]


class Cell(NamedTuple):
    """One cell of one line, summed over months and districts: its average in each model and how far apart they are."""

    name: str
    engine: float
    twin: float
    standard_errors: float


def compare(engine: Sequence[Accounts], twin: Sequence[Accounts]) -> list[Cell]:
    """Return every cell that is not nought in both models, the furthest apart first; lines of pipelines are left out.

    Parameters
    ----------
    engine, twin
        The accounts of two replications or more of each model, from the same start and under the same law.
    """
    lines = {name: line for name, line in LINES.items() if name not in PIPELINE_LINES}
    cells = [cell for name, line in lines.items() for cell in _cells(name, line, engine, twin)]
    return sorted(cells, key=lambda cell: -abs(cell.standard_errors))


def disagreeing(cells: Sequence[Cell], bound: float = STANDARD_ERRORS) -> list[Cell]:
    """Return the cells whose averages are further apart than `bound` standard errors."""
    return [cell for cell in cells if abs(cell.standard_errors) > bound]


def _cells(name: str, line: Line, engine: Sequence[Accounts], twin: Sequence[Accounts]) -> list[Cell]:
    """Return the cells of one line that are not nought in both models."""
    ours, theirs = _by_district(name, engine), _by_district(name, twin)
    mean, other = ours.sum(axis=1).mean(axis=0), theirs.sum(axis=1).mean(axis=0)
    variance = ours.var(axis=0, ddof=1).sum(axis=0) / len(ours) + theirs.var(axis=0, ddof=1).sum(axis=0) / len(theirs)
    if line.measure is Measure.FLOW and line.grossed:
        variance = np.maximum(variance, mean / len(ours) + other / len(theirs))
    apart = np.divide(other - mean, np.sqrt(variance), out=np.zeros_like(mean), where=variance > 0)
    apart[(variance == 0) & (mean != other)] = np.inf
    members = [" ".join(code.name for code in codes) for codes in _codes(line)]
    return [
        Cell(f"{name} {member}".strip(), float(a), float(b), float(z))
        for member, a, b, z in zip(members, mean, other, apart, strict=True)
        if a != 0 or b != 0
    ]


def _by_district(name: str, replications: Sequence[Accounts]) -> Array:
    """Return a line summed over months: replications × districts × cells."""
    sums = [accounts[name].sum(axis=0) for accounts in replications]
    return np.stack([districts.reshape(len(districts), -1) for districts in sums]).astype(np.float64)


def _codes(line: Line) -> list[tuple[Any, ...]]:
    """Return the codes of each cell of a line, in the order of its flattened array."""
    cells: list[tuple[Any, ...]] = [()]
    for code in line.by:
        cells = [(*cell, member) for cell in cells for member in code]
    return cells
