"""The fit: factors at which the model is nearest to what was published and to the priors, by least squares.

A residual is a miss over all that leaves it open: rounding, the sample of a survey, bridges, the luck of the run, and
what is allowed for a model that is never right. The same people live with the same luck at every trial, so that
differences between trials are of the factors alone. Derivatives are differences of runs side by side, one factor moved
in each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from welfsim.experiments.calibration.factors import Factor, limits
from welfsim.experiments.targets.target import Against
from welfsim.results.luck import standard_error

LEAST_SPREAD = 0.001
"""No figure is held to more than this, as a share of it: few replications can come out alike."""
FAR_OFF = 2.0
"""From about so many standard deviations on a miss pulls the factors no harder: what they cannot mend bends none."""
STEP = 0.5
"""How far a factor is moved for a derivative, in standard deviations of its prior."""
MOST_TRIALS, NEAR_ENOUGH = 8, 0.003
"""Trials of a fit, and how little the sum of squares or the factors may change at its end."""
DECIMALS = 4
"""Places of a fitted factor: far fewer than luck leaves open, so that every machine writes the same package."""

Floats = NDArray[np.float64]
Runs = Callable[[Floats], Floats]
"""Given factors, arms × factors, returns what the model has for each target, arms × replications × targets."""


def softened(misses: Floats) -> tuple[Floats, Floats]:
    """Return misses as they pull, and how much of a small change of each comes through: large ones are drawn in.

    The square of what is returned is that of the miss where this is small, and grows with its size alone where it is
    large (Charbonnier's loss).
    """
    bent = np.sqrt(1.0 + (misses / FAR_OFF) ** 2)
    shrunk = np.sqrt(2.0 / (1.0 + bent))
    return misses * shrunk, 1.0 / (bent * shrunk)


@dataclass(frozen=True)
class Problem:
    """What is fitted to what.

    Parameters
    ----------
    factors
        The factors.
    targets
        The figures, each as it is held against the run.
    start
        The first month of the run.
    grossing
        Real people for whom one row stands: no luck is taken to be less than a row in each replication.
    """

    factors: tuple[Factor, ...]
    targets: tuple[Against, ...]
    start: int
    grossing: float = 0.0

    @cached_property
    def values(self) -> Floats:
        """The figures as the model counts."""
        return np.array([target.value for target in self.targets])

    @cached_property
    def prior_sd(self) -> Floats:
        """Standard deviations of the priors."""
        return np.array([factor.prior_sd for factor in self.factors])

    def spread(self, first: Floats) -> Floats:
        """Return one standard deviation of what leaves each miss open, given the first run, replications × targets."""
        known = [(each.rounding, each.sampling, each.bridging, each.model_error) for each in self.targets]
        row = np.array([each.of_a_row(self.grossing) for each in self.targets]) * np.sqrt(len(first))
        luck = standard_error(first, row) if len(first) > 1 else row
        open_ = np.sqrt((np.array(known) ** 2).sum(axis=1) + luck**2)
        return np.asarray(np.maximum(open_, LEAST_SPREAD * np.abs(self.values)))


@dataclass(frozen=True, eq=False)
class Fit:
    """A fit and all that is said of it.

    Parameters
    ----------
    problem
        What was fitted to what.
    logs
        The factors, in logarithms.
    before, after
        What the model has for each target without factors and with them, the mean over replications.
    spread
        One standard deviation of what leaves each miss open.
    slopes
        How much each target moves with each factor at the end, targets × factors.
    visits
        How often the model was run, with all its arms side by side.
    """

    problem: Problem
    logs: Floats
    before: Floats
    after: Floats
    spread: Floats
    slopes: Floats
    visits: int

    @property
    def misses(self) -> Floats:
        """How far the model is from each figure, in standard deviations of what leaves it open."""
        return np.asarray((self.after - self.problem.values) / self.spread)

    @property
    def scaled(self) -> Floats:
        """The slopes in standard deviations of the targets, as far as these pull."""
        return np.asarray(self.slopes * (softened(self.misses)[1] / self.spread)[:, None])

    @property
    def _in_spread(self) -> Floats:
        return np.asarray(self.slopes / self.spread[:, None])

    @cached_property
    def covariance(self) -> Floats:
        """The covariance of the factors given the figures, from the curvature at the end (Laplace)."""
        return np.asarray(np.linalg.inv(self._curvature))

    @property
    def errors(self) -> Floats:
        """Standard errors of the factors."""
        return np.asarray(np.sqrt(np.diag(self.covariance)))

    @property
    def _curvature(self) -> Floats:
        return np.asarray(self.scaled.T @ self.scaled + np.diag(self.problem.prior_sd**-2.0))

    @property
    def correlations(self) -> Floats:
        """Correlations of the factors given the figures."""
        return np.asarray(self.covariance / np.outer(self.errors, self.errors))

    @property
    def beyond(self) -> Floats:
        """How far each factor is from its prior, in standard deviations of that."""
        return np.asarray(self.logs / self.problem.prior_sd)

    def directions(self) -> list[tuple[float, Floats]]:
        """Return directions of the factors, least known first: how much of each is known from the figures, and what.

        The share is 0 where the prior alone speaks, 1 where it does not matter. A direction is of unit length, in
        standard deviations of the priors.
        """
        in_priors = self.scaled * self.problem.prior_sd
        known, vectors = np.linalg.eigh(in_priors.T @ in_priors)
        return [(float(each / (1.0 + each)), vectors[:, place]) for place, each in enumerate(np.maximum(known, 0.0))]

    def without(self, target: int) -> tuple[Floats, float]:
        """Return what the fit would be without one target: how far each factor moves, and how well it is foretold.

        The first is in standard errors of the factors. The second is the miss of the target when nothing is fitted to
        it, over what then leaves it open. Both from the slopes at the end.
        """
        pull, (slope, whole) = softened(self.misses)[0][target], (self.scaled[target], self._in_spread[target])
        others = np.linalg.inv(self._curvature - np.outer(slope, slope))
        moved = others @ slope * pull
        foretold = (self.misses[target] + whole @ moved) / np.sqrt(1.0 + whole @ others @ whole)
        return np.asarray(moved / self.errors), float(foretold)


class _Trials:
    """The trials of a fit, each run once."""

    def __init__(self, problem: Problem, runs: Runs) -> None:
        self._problem, self._runs = problem, runs
        self._bounds = limits(problem.factors, problem.start)
        self._steps = STEP * problem.prior_sd
        self._found: dict[bytes, Floats] = {}
        self._slopes: dict[bytes, Floats] = {}
        self.visits = 0
        self.first = self._visit(self._around(np.zeros(len(problem.factors))))
        self.spread = problem.spread(self.first)

    def residuals(self, logs: Floats) -> Floats:
        """Return the misses at some factors, and how far these are from their priors."""
        return np.concatenate([softened(self._misses(logs))[0], logs / self._problem.prior_sd])

    def derivative(self, logs: Floats) -> Floats:
        """Return how the residuals change with each factor."""
        felt = softened(self._misses(logs))[1] / self.spread
        return np.concatenate([self.slopes(logs) * felt[:, None], np.diag(1.0 / self._problem.prior_sd)])

    def _misses(self, logs: Floats) -> Floats:
        return np.asarray((self.at(logs) - self._problem.values) / self.spread)

    def at(self, logs: Floats) -> Floats:
        """Return what the model has for each target."""
        if logs.tobytes() not in self._found:
            self._visit(logs[None])
        return self._found[logs.tobytes()]

    def slopes(self, logs: Floats) -> Floats:
        """Return how much each target moves with each factor, targets × factors."""
        if logs.tobytes() not in self._slopes:
            self._visit(self._around(logs))
        return self._slopes[logs.tobytes()]

    def _around(self, logs: Floats) -> Floats:
        """Return the factors of a visit: as they are, then one moved in each arm, away from its nearer limit."""
        towards = np.where(logs <= self._bounds.mean(axis=1), self._steps, -self._steps)
        return np.concatenate([logs[None], logs + np.diag(towards)])

    def _visit(self, arms: Floats) -> Floats:
        """Run some arms, keep what they show, and return the replications of the first."""
        found = self._runs(arms)
        self.visits += 1
        means = found.mean(axis=1)
        key = arms[0].tobytes()
        self._found[key] = means[0]
        if len(arms) > 1:
            moved = np.diag(arms[1:] - arms[0])
            self._slopes[key] = ((means[1:] - means[0]) / moved[:, None]).T
        return np.asarray(found[0])

    @property
    def bounds(self) -> tuple[Floats, Floats]:
        """The lowest and the highest value of each factor."""
        return self._bounds[:, 0], self._bounds[:, 1]


def fit(problem: Problem, runs: Runs) -> Fit:
    """Fit factors to figures.

    Parameters
    ----------
    problem
        What is fitted to what.
    runs
        Runs the model, with the same people and luck each time.
    """
    from scipy.optimize import least_squares

    trials = _Trials(problem, runs)
    begin = np.zeros(len(problem.factors))
    found = least_squares(
        trials.residuals,
        begin,
        trials.derivative,
        bounds=trials.bounds,
        x_scale=problem.prior_sd,
        ftol=NEAR_ENOUGH,
        xtol=NEAR_ENOUGH,
        gtol=NEAR_ENOUGH,
        max_nfev=MOST_TRIALS,
    )
    logs, slopes = found.x, trials.slopes(found.x)
    return Fit(
        problem, np.round(logs, DECIMALS) + 0.0, trials.at(begin), trials.at(logs), trials.spread, slopes, trials.visits
    )
