"""What may be said of a difference: its error, its interval, the chance above zero, and whether it is a finding.

Every face that prints a difference asks here, from the values of paired replications and from what one row of the
sample makes of such a value. Three rules hold everywhere:

- No width is zero. Replications that came out equal show that luck is small, not that there is none.
- Fewer than ten rows are no finding.
- A difference whose interval includes zero is marked: its sign may be luck.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import isnan
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from welfsim.wording.values import number

Floats = NDArray[np.float64]

CONFIDENCE = 0.95
LEAST_ROWS = 10
FEW_ROWS = "fewer than ten rows of the sample"
SIGN_UNCLEAR = "the sign may be luck"
TOO_FEW, UNCLEAR, CHANCE, INTERVAL = f"< {LEAST_ROWS} rows", "?", "P(> 0)", "95% interval, luck alone"
"""How tables show too few rows, mark an unclear sign, and head the chance of being above zero and the interval."""
NOTHING_OF_LUCK = "One replication, so nothing is known of luck: replications=8 shows how much it makes."
UNKNOWN = 0.5
"""The chance that a difference is above zero when nothing speaks for either sign."""


class Row(NamedTuple):
    """What one row of the sample makes of a value.

    Parameters
    ----------
    worth
        Real people, or pounds, minutes and shares in their place; 0 where a value is not made of rows, such as coaches
        in post or a ratio.
    in_money
        A rate of the law moves many rows by a little each, so money below ten rows' worth is a finding if its
        interval is clear of zero.
    """

    worth: float = 0.0
    in_money: bool = False


NOT_OF_ROWS = Row()


def standard_error(values: Floats, row: float | Floats = 0.0) -> Floats:
    """Return the standard error of the mean over the first axis: at least that of one row in one replication.

    One row in one of n replications has the standard error row ÷ n.
    """
    n = len(values)
    return np.asarray(np.maximum(values.std(axis=0, ddof=1) / np.sqrt(n), np.asarray(row) / n))


def least_width(replications: int) -> float:
    """Return the least half width of a 95% interval, in rows.

    The larger of two: what one row in one replication makes by Student's t, and the bound of a chance that was not
    seen in n trials, 1 − 0.05^(1 ÷ n), about 3 ÷ n, times one row.
    """
    unseen = 1.0 - (1.0 - CONFIDENCE) ** (1.0 / replications)
    return max(student(replications) / replications, float(unseen))


def student(replications: int) -> float:
    """Return how many standard errors a 95% interval of a mean reaches to each side: Student's t."""
    return float(stdtrit(replications - 1, (1.0 + CONFIDENCE) / 2.0))


def interval_of_mean(values: Floats, row: float | Floats = 0.0) -> tuple[Floats, Floats]:
    """Return the ends of the 95% interval of the mean over the first axis, no narrower than rows of the sample allow.

    Parameters
    ----------
    values
        Replications, two or more, along the first axis.
    row
        What one row of the sample makes of a value; with 0 equal replications have an interval without width.
    """
    width = np.maximum(student(len(values)) * standard_error(values, row), least_width(len(values)) * np.asarray(row))
    return values.mean(axis=0) - width, values.mean(axis=0) + width


def chance_above_zero(values: Floats, row: float | Floats = 0.0) -> Floats:
    """Return the chance that the mean over ever more replications is above zero: Student's t of mean ÷ standard error.

    0.5 when nothing speaks for either sign: one replication, or a mean of zero.
    """
    if len(values) == 1:
        return np.full(values.shape[1:], UNKNOWN)
    mean, error = values.mean(axis=0), standard_error(values, row)
    certain = np.where(mean > 0, np.inf, np.where(mean < 0, -np.inf, 0.0))
    t = np.divide(mean, error, out=np.asarray(certain, np.float64), where=error > 0)
    return np.asarray(stdtr(len(values) - 1, t))


class Luck(NamedTuple):
    """What replications say of the luck in a mean: arrays like one replication.

    Not a number where a value is not made of rows and came out the same each time: luck has no part in it.
    """

    error: Floats
    low: Floats
    high: Floats
    above: Floats


def luck_in(values: Floats, row: float | Floats = 0.0) -> Luck:
    """Return the standard error, the 95% interval and the chance above zero of the mean over the first axis.

    Parameters
    ----------
    values
        Replications, two or more, along the first axis.
    row
        What one row of the sample makes of a value.
    """
    error, above = standard_error(values, row), chance_above_zero(values, row)
    low, high = interval_of_mean(values, row)
    drawn = error > 0
    return Luck(*(np.where(drawn, found, np.nan) for found in (error, low, high, above)))


def why_not(found: float, row: Row, low: float | None = None, high: float | None = None) -> str:
    """Say why a difference is no finding; an empty text if it is one.

    Parameters
    ----------
    found
        The mean difference.
    low, high
        Its interval; none of one replication, of which nothing is known about luck.
    """
    unclear = low is not None and high is not None and low <= 0.0 <= high
    is_clear = low is not None and high is not None and not unclear
    if abs(found) < LEAST_ROWS * row.worth and not (row.in_money and is_clear):
        return FEW_ROWS
    return SIGN_UNCLEAR if unclear else ""


def span(low: float, high: float, digits: int = 0) -> str:
    """Write an interval; empty where luck has no part in a number."""
    if isnan(low) or isnan(high):
        return ""
    return f"{number(low, digits)} to {number(high, digits)}"


def cell(text: str, why: str) -> str:
    """Return how a table shows a difference: as it is, marked, or only that it is too small."""
    return TOO_FEW if why == FEW_ROWS else f"{text}{UNCLEAR}" if why else text


def legend(shown: Iterable[str], ten_rows: str) -> list[str]:
    """Explain the marks that stand in some cells, and the chance above zero if it is among them.

    Parameters
    ----------
    ten_rows
        For how many people and pounds ten rows of the sample stand, in words.
    """
    texts = list(shown)
    notes = []
    if TOO_FEW in texts:
        notes.append(f"{TOO_FEW}: {FEW_ROWS} ({ten_rows}), so no finding.")
    if any(text.endswith(UNCLEAR) for text in texts):
        notes.append(f"{UNCLEAR}: the 95% interval includes zero, so {SIGN_UNCLEAR}.")
    if CHANCE in texts:
        notes.append(f"{CHANCE}: chance that the mean difference is above zero, from the replications by Student's t.")
    return notes


def ratios(values: Floats, over: Floats) -> Floats:
    """Return the ratio of two means as each replication has it, to first order; not a number over nothing.

    Their mean is the mean of `values` over the mean of `over`, and the error of their mean is the error of that ratio.
    """
    if not over.any():
        return np.full(values.shape, np.nan)
    ratio = values.mean() / over.mean()
    return np.asarray(ratio + (values - ratio * over) / over.mean())


def ratio_of_means(values: Floats, over: Floats) -> tuple[float, float]:
    """Return the mean of some values over the mean of others, replication by replication, and its standard error.

    Not a number where nothing is below.
    """
    found = ratios(values, over)
    return float(found.mean()), float(standard_error(found))
