"""A known world: the model with moved factors, fitted to what it would publish, and which factors come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp

import numpy as np

from welfsim.experiments.calibration.factors import limits
from welfsim.experiments.calibration.fit import Fit, Floats, Problem, Runs, fit
from welfsim.experiments.calibration.report import interval
from welfsim.experiments.targets.target import Against
from welfsim.results.luck import standard_error
from welfsim.wording.values import number

HALF = 0.5
COMES_BACK = 2.0
"""A factor comes back if the fit is within so many of its errors."""


@dataclass(frozen=True, eq=False)
class Recovered:
    """A fit to a world whose factors are known.

    Parameters
    ----------
    truth
        The factors of that world, in logarithms.
    fit
        The fit to what it would publish.
    """

    truth: Floats
    fit: Fit

    @property
    def off(self) -> Floats:
        """How far each factor is from the truth, in its errors."""
        return np.asarray((self.fit.logs - self.truth) / self.fit.errors)

    @property
    def known(self) -> Floats:
        """How much of each factor the figures say: 0 where the prior alone speaks, to 1."""
        return np.asarray(1.0 - (self.fit.errors / self.fit.problem.prior_sd) ** 2)

    @property
    def come_back(self) -> list[bool]:
        """Which factors come back."""
        return [bool(abs(off) <= COMES_BACK) for off in self.off]


def recovered(problem: Problem, world: Runs, runs: Runs, truth: Sequence[float] | None = None) -> Recovered:
    """Run a world with moved factors, fit to its figures, and say which factors come back.

    Parameters
    ----------
    problem
        Which factors are fitted to which figures; their published values play no part.
    world
        Runs the world that publishes: other people with other luck than those of the fit.
    runs
        Runs the model that is fitted.
    truth
        The factors of the world; unless given one standard deviation of the prior up and down in turn, within limits.
    """
    moved = np.asarray(moved_in_turn(problem) if truth is None else truth, np.float64)
    publishes = world(moved[None])[0]
    errors = standard_error(publishes) if len(publishes) > 1 else np.zeros(publishes.shape[1])
    parts = zip(problem.targets, publishes.mean(axis=0), errors, strict=True)
    figures = tuple(_published(target, float(value), float(error)) for target, value, error in parts)
    return Recovered(moved, fit(replace(problem, targets=figures), runs))


def moved_in_turn(problem: Problem) -> Floats:
    """Return factors one standard deviation of their priors up and down in turn, within their limits."""
    turns = np.where(np.arange(len(problem.factors)) % 2 == 0, 1.0, -1.0)
    bounds = limits(problem.factors, problem.start)
    return np.asarray(np.clip(turns * problem.prior_sd, bounds[:, 0], bounds[:, 1]))


def _published(target: Against, value: float, error: float) -> Against:
    """Return a target with a figure of the known world: counted as the model counts, open by the luck of that alone."""
    figure = replace(target.target, value=value, rounding=0.0, sampling=error, model_error=0.0)
    return replace(target, target=figure, bridges=())


def known_rows(found: Recovered) -> list[list[str]]:
    """Return each factor as it is in the known world and as it is fitted."""
    rows = [["factor", "true", "fitted", "95%", "off, errors", "known %"]]
    parts = zip(
        found.fit.problem.factors, found.truth, found.fit.logs, found.fit.errors, found.off, found.known, strict=True
    )
    for factor, true, value, error, off, known in parts:
        shown = (number(exp(true), 2), number(exp(value), 2), interval(value, error), number(float(off), 1))
        rows.append([factor.name, *shown, number(100.0 * float(known))])
    return rows


def known_sentence(found: Recovered) -> str:
    """Say how many factors come back, and how many of them the figures and not the prior bring back."""
    back, seen = found.come_back, [bool(known > HALF) for known in found.known]
    both = sum(one and other for one, other in zip(back, seen, strict=True))
    return (
        f"{sum(back)} of {len(back)} factors come back within {COMES_BACK:g} errors. "
        f"Of the {sum(seen)} of which the figures say more than half, {both} do."
    )
