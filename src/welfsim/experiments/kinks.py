"""Whether a series has a kink where the model takes over: a step, a bend or a turn that published months do not have.

All three are differences of straight lines, in per cent of the level. A *step*: the model begins at another level than
the published months lead to. A *bend*: in its first year it grows otherwise than the published two years did. A *turn*:
in its first six months it grows otherwise than in the eighteen that follow. Each is held against what chance, rounding
and the published months themselves would show; two per cent are allowed on top.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import nan, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.experiments.start_series import Point
from welfsim.months import MONTHS_A_YEAR

BEFORE = 24  # published months that count
NEAREST, NEAREST_LINE = 9, 12  # months before the start within which a level, or a line, must have been published
EARLY, FIRST_YEAR = 6, MONTHS_A_YEAR
SLACK = 2.0  # per cent, or per cent a year
SIGMAS = 3.0
FEWEST = 3  # points of a line whose slope is compared
PERCENT = 100.0
OF_MEDIAN = 1.4826  # the standard deviation of normal values over the median of their size
SECOND_DIFFERENCE = 6.0  # the variance of a second difference of independent values, over theirs

Floats = NDArray[np.float64]


class Line(NamedTuple):
    """A straight line through points: its level at a month, its slope a month, and the standard errors of both."""

    level: float
    slope: float
    level_error: float
    slope_error: float


class Part(NamedTuple):
    """A part of a kink: by how much two lines differ, and how much is allowed; not a number where it is not known."""

    found: float
    allowed: float

    @property
    def is_out(self) -> bool:
        """Whether it is larger than allowed."""
        return abs(self.found) > self.allowed


class Kink(NamedTuple):
    """What is known of a series' kink: step in per cent, bend and turn in per cent a year."""

    step: Part
    bend: Part
    turn: Part

    @property
    def names(self) -> list[str]:
        """The parts that are larger than allowed."""
        return [name for name, part in self._asdict().items() if part.is_out]


UNKNOWN = Part(nan, nan)


def line_through(months: Floats, values: Floats, at: float, least: float = 0.0) -> Line:
    """Return the line of least squares; each value is uncertain by what is left around it, and by `least` at least."""
    if len(months) == 1:
        return Line(float(values[0]), nan, least, nan)
    x = months - at
    slope, level = np.polyfit(x, values, 1)
    freedom = len(x) - 2
    left = sqrt(float(((values - level - slope * x) ** 2).sum()) / freedom) if freedom else 0.0
    around = float(((x - x.mean()) ** 2).sum())
    error = max(left, least)
    by_slope = error / sqrt(around)
    return Line(float(level), float(slope), error * sqrt(1 / len(x) + float(x.mean()) ** 2 / around), by_slope)


def kink_of(points: Sequence[Point], model: Floats, start: int, same: bool) -> Kink:
    """Return the kink of a series.

    Parameters
    ----------
    points
        What was published.
    model
        The model's months, from `start`.
    same
        Whether both count the same, so that levels are compared.
    """
    months = start + np.arange(len(model), dtype=np.float64)
    level = abs(float(model[:FIRST_YEAR].mean())) or 1.0
    near = [point for point in points if start - BEFORE < point.middle <= start + EARLY / 2]
    luck = luck_in(model)
    begins = line_through(months[:EARLY], model[:EARLY], start, luck)
    year = line_through(months[:FIRST_YEAR], model[:FIRST_YEAR], start, luck)
    rest = line_through(months[EARLY:], model[EARLY:], start, luck) if len(model) >= EARLY + FEWEST else None
    turn = _apart(begins, rest, 0.0, level) if rest else UNKNOWN
    if not near:
        return Kink(UNKNOWN, UNKNOWN, turn)
    was = _published_line(near, start)
    step = UNKNOWN
    if same and near[-1].last >= start - (NEAREST_LINE if len(near) >= FEWEST else NEAREST):
        base = abs(was.level) or 1.0
        errors = SIGMAS * sqrt(was.level_error**2 + begins.level_error**2)
        step = Part(PERCENT * (begins.level - was.level) / base, SLACK + PERCENT * errors / base)
    own = abs(was.level) if same else abs(float(np.mean([point.value for point in near])))
    scaled = _relative(was, own, level)
    bend = _apart(year, scaled, _own_bend(near, start) / own, level) if len(near) >= FEWEST else UNKNOWN
    return Kink(step, bend, turn)


def luck_in(values: Floats) -> float:
    """Return how far luck throws single months of a series: the usual second difference, which knows no trend."""
    usual = float(np.median(np.abs(np.diff(values, 2)))) if len(values) > FEWEST else 0.0
    return usual * OF_MEDIAN / sqrt(SECOND_DIFFERENCE)


def _published_line(points: Sequence[Point], start: int) -> Line:
    least = max(point.half for point in points) / sqrt(3.0)
    return line_through(_middles(points), _values(points), start, least)


def _relative(line: Line, own: float, level: float) -> Line:
    """Return a line in the units of another level, so that growth can be compared."""
    return Line(*(value * level / own for value in line))


def _own_bend(points: Sequence[Point], start: int) -> float:
    """Return by how much the slope of what was published changed from one year to the next; 0 if that is not known."""
    halves = [[p for p in points if (p.middle <= start - FIRST_YEAR) is early] for early in (True, False)]
    if any(len(half) < FEWEST for half in halves):
        return 0.0
    before, after = (line_through(_middles(half), _values(half), start) for half in halves)
    return abs(after.slope - before.slope)


def _apart(one: Line, other: Line, own: float, level: float) -> Part:
    """Return how two slopes differ in per cent of the level a year; `own` is a share of the level, a month."""
    errors = SIGMAS * sqrt(one.slope_error**2 + other.slope_error**2)
    a_year = PERCENT * MONTHS_A_YEAR
    return Part(a_year * (one.slope - other.slope) / level, SLACK + a_year * (errors / level + own))


def _middles(points: Sequence[Point]) -> Floats:
    return np.array([point.middle for point in points])


def _values(points: Sequence[Point]) -> Floats:
    return np.array([point.value for point in points])
