"""All that is not known at once: answers at joint draws of parameters, whose shares make them differ, and chances.

One parameter at the end of its range says how far it alone moves an answer, not how likely that is. Here all are drawn
at once, each within its range and most often near its central value (a triangle, since no source gives more than a
range). A smooth surface is laid through the answers at these points, straight and bent in each parameter, and
the shares of its variance are Sobol's. What the surface does not follow, parameters that act together and luck, is
the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import stdtr
from scipy.stats import qmc, sobol_indices, triang

from welfsim.errors import ScenarioError
from welfsim.experiments.answers import Answers, Key
from welfsim.policy import current_law
from welfsim.results.luck import standard_error

Floats = NDArray[np.float64]

POINTS = 64
FEWEST = 16
MOST = 1024
SURFACE_POINTS = 2_048
SEED = 20_250_401
"""Of the joint draws, which are the same in every run: answers of two scenarios are compared at the same points."""
REST = "together, and luck"


@dataclass(frozen=True)
class Range:
    """A parameter whose value is not known: its lowest, central and highest value."""

    name: str
    low: float
    central: float
    high: float

    @property
    def width(self) -> float:
        """The width of the range."""
        return self.high - self.low

    def at(self, share: Floats) -> Floats:
        """Return the values below which some shares of its chances lie."""
        mode = (self.central - self.low) / self.width
        return np.asarray(triang.ppf(share, mode, self.low, self.width))


def ranges(names: Sequence[str], start: int) -> tuple[Range, ...]:
    """Return the ranges of some parameters around their values of a month."""
    law = current_law()
    found = []
    for name in names:
        value = law.values[name]
        at = value.values[max((month for month in value.values if month <= start), default=min(value.values))]
        if isinstance(at, tuple) or value.low is None or value.high is None or value.low >= value.high:
            continue
        found.append(Range(name, value.low, min(max(float(at), value.low), value.high), value.high))
    return tuple(found)


@dataclass(frozen=True, eq=False)
class Joint:
    """Answers at joint draws of parameters.

    Parameters
    ----------
    ranges
        The parameters that were drawn.
    points
        Their values, points × parameters.
    shifts
        How far each answer is moved at each point from the central values on the same luck, answers × points.
    central
        The answers at the central values, answers × replications, and what one row of the sample makes of each.
    keys
        Section and label of each answer.
    """

    ranges: tuple[Range, ...]
    points: Floats
    shifts: Floats
    central: Floats
    rows: Floats
    keys: tuple[Key, ...]

    def chances(self) -> Floats:
        """Return the chance that each answer is above zero, over the joint draws and over luck."""
        means = self.central.mean(axis=1)[:, None] + self.shifts
        n = self.central.shape[1]
        if n == 1:
            return np.asarray((means > 0).mean(axis=1))
        error = standard_error(self.central.T, self.rows)[:, None]
        certain = np.where(means > 0, np.inf, np.where(means < 0, -np.inf, 0.0))
        t = np.divide(means, error, out=certain, where=error > 0)
        return np.asarray(stdtr(n - 1, t).mean(axis=1))

    def interval(self, share: float = 0.9) -> tuple[Floats, Floats]:
        """Return the interval of the joint draws that holds a share of them, in the middle, of each answer."""
        means = self.central.mean(axis=1)[:, None] + self.shifts
        low, high = np.quantile(means, [(1 - share) / 2, (1 + share) / 2], axis=1)
        return np.asarray(low), np.asarray(high)

    def shares(self) -> pd.DataFrame:
        """Return each parameter's share of what the joint draws make of the variance of each answer.

        A row a parameter, in order of the mean share, and a last row for the rest: what the surface does not follow.
        Zero of an answer that does not move.
        """
        found = np.zeros((len(self.ranges) + 1, len(self.keys)))
        for place, values in enumerate(self.shifts):
            if np.ptp(values) > 0:
                found[:-1, place] = self._shares_of(values)
                found[-1, place] = max(1.0 - found[:-1, place].sum(), 0.0)
        index = pd.Index([*(each.name for each in self.ranges), REST], name="parameter")
        frame = pd.DataFrame(found, index, pd.MultiIndex.from_tuples(self.keys, names=["section", "answer"]))
        order = frame.iloc[:-1].mean(axis=1).sort_values(ascending=False, kind="stable").index
        return frame.loc[[*order, REST]]

    def _shares_of(self, values: Floats) -> Floats:
        """Return Sobol's shares of the surface through some values, times the share of the variance that it follows.

        It follows what it would say of each point without having seen it.
        """
        terms = surface(self._scaled(self.points))
        fitted, *_ = np.linalg.lstsq(terms, values, rcond=None)
        hat = np.einsum("ij,ji->i", terms, np.linalg.pinv(terms))
        missed = (values - terms @ fitted) / np.maximum(1.0 - hat, 1e-9)
        followed = max(1.0 - float((missed**2).sum() / ((values - values.mean()) ** 2).sum()), 0.0)

        def answer(x: Floats) -> Floats:
            return np.asarray(surface(self._scaled(x.T)) @ fitted)

        dists = [triang((each.central - each.low) / each.width, each.low, each.width) for each in self.ranges]
        rng = np.random.default_rng(SEED)
        sobol = sobol_indices(func=answer, n=SURFACE_POINTS, dists=dists, rng=rng)
        first = np.clip(np.asarray(sobol.first_order), 0.0, None)
        return np.asarray(followed * first / first.sum()) if first.sum() > 0 else first

    def _scaled(self, points: Floats) -> Floats:
        """Return values as distances from the central ones, in widths of the range."""
        central = np.array([each.central for each in self.ranges])
        return np.asarray((points - central) / np.array([each.width for each in self.ranges]))


def surface(x: Floats) -> Floats:
    """Return the terms of the surface at some points: a constant, and each parameter, straight and squared."""
    return np.hstack([np.ones((len(x), 1)), x, x**2])


def drawn(of: Sequence[Range], points: int) -> Floats:
    """Return joint draws, points × parameters, spread evenly by a sequence of Sobol's."""
    sequence = qmc.Sobol(len(of), rng=np.random.default_rng(SEED))
    shares = sequence.random_base2(int(np.log2(points)))
    return np.stack([each.at(shares[:, place]) for place, each in enumerate(of)], axis=1)


def refuse_points(points: int, parameters: int) -> None:
    """Refuse a number of joint draws that is no power of two, or too few to lay a surface through.

    Raises
    ------
    ScenarioError
        With what is allowed.
    """
    needed = max(FEWEST, 2 ** int(np.ceil(np.log2(3 * parameters))))
    if points not in (2**power for power in range(4, 11)) or points < needed:
        raise ScenarioError(
            f"--joint {points}\n  {parameters} parameters are drawn at once. Write a power of two from\n"
            f"  {needed} to {MOST}."
        )


def joint(
    answers: Callable[[Mapping[str, float], int], Answers], central: Answers, of: Sequence[Range], points: int
) -> Joint:
    """Return the answers at joint draws, each of one replication, next to the same replication at the central values.

    Parameters
    ----------
    answers
        Gives the answers under what is assumed, of so many replications.
    """
    keys = tuple(central.found)
    at_centre = np.array([central.found[key].drawn[0] for key in keys])
    values = drawn(of, points)
    names = [each.name for each in of]
    shifts = []
    for point in values.tolist():
        found = answers(dict(zip(names, point, strict=True)), 1).found
        here = [found[key].values[0] if key in found else 0.0 for key in keys]
        shifts.append(np.array(here) - at_centre)
    rows = np.array([central.found[key].row.worth for key in keys])
    all_replications = np.stack([central.found[key].values for key in keys])
    return Joint(tuple(of), values, np.array(shifts).T, all_replications, rows, keys)
