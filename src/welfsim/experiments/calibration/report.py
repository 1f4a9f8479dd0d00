"""A fit in tables: figures and misses, factors before and after, what the figures leave open, each figure left out."""

from __future__ import annotations

from collections.abc import Iterator
from math import exp
from typing import Any

import numpy as np

from welfsim.experiments.calibration.fit import Fit, Floats
from welfsim.experiments.targets.definitions import PERCENT
from welfsim.experiments.targets.target import Against
from welfsim.wording.values import number

TWO_SIDED = 1.96
CORRELATED, UNKNOWN, LOADS = 0.9, 0.25, 0.4
"""Correlations that are shown, how little of a direction is known if it counts as open, and what of it is named."""
FAR = 2.0
"""A factor this many standard deviations from its prior is a fault of the model, to be explained."""
WITHIN = 0.02

Rows = list[list[str]]


def shown_names(targets: tuple[Against, ...]) -> list[str]:
    """Return the names of targets, with their months where a name stands more than once."""
    names = [each.target.name for each in targets]
    return [
        f"{name} {each.target.months}" if names.count(name) > 1 else name
        for name, each in zip(names, targets, strict=True)
    ]


def target_rows(fit: Fit) -> Rows:
    """Return each figure with what the model has before and after, and how far it is off."""
    rows = [["figure", "published", "before", "fitted", "miss %", "sd"]]
    parts = zip(shown_names(fit.problem.targets), fit.problem.targets, fit.before, fit.after, fit.misses, strict=True)
    for name, target, before, after, miss in parts:
        digits = (1 if abs(target.value) >= 10.0 else 2) if target.target.unit.startswith(PERCENT) else 0
        shown = [number(float(value), digits) for value in (target.value, before, after)]
        rows.append([name, *shown, number(100.0 * (after / target.value - 1.0), 1), number(float(miss), 1)])
    return rows


def factor_rows(fit: Fit) -> Rows:
    """Return each factor with its interval, that of its prior, how much is known of it, and how far it went."""
    rows = [["factor", "fitted", "95%", "prior 95%", "known %", "prior sd"]]
    parts = zip(fit.problem.factors, fit.logs, fit.errors, fit.beyond, strict=True)
    for factor, value, error, beyond in parts:
        known = 100.0 * (1.0 - (error / factor.prior_sd) ** 2)
        intervals = (interval(value, error), interval(0.0, factor.prior_sd))
        rows.append([factor.name, number(exp(value), 3), *intervals, number(known), number(float(beyond), 1)])
    return rows


def interval(value: float, error: float) -> str:
    """Write the 95% interval of a factor, not of its logarithm."""
    low, high = (exp(value + side * TWO_SIDED * error) for side in (-1, 1))
    return f"{low:.2f} to {high:.2f}"


def correlated_rows(fit: Fit) -> Rows:
    """Return the pairs of factors whose correlation is above 0.9 either way."""
    names = [factor.name for factor in fit.problem.factors]
    rows = [["factor", "and", "correlation"]]
    for one, other in zip(*np.triu_indices(len(names), 1), strict=True):
        if abs(fit.correlations[one, other]) > CORRELATED:
            rows.append([names[one], names[other], number(float(fit.correlations[one, other]), 2)])
    return rows


def open_rows(fit: Fit) -> Rows:
    """Return the directions of the factors of which the figures say less than a quarter of what can be known."""
    rows = [["known %", "direction: parts of one standard deviation of the prior"]]
    for known, direction in fit.directions():
        if known < UNKNOWN:
            rows.append([number(100.0 * known), _parts(fit, direction)])
    return rows


def _parts(fit: Fit, direction: Floats) -> str:
    named = [(factor.name, float(part)) for factor, part in zip(fit.problem.factors, direction, strict=True)]
    large = sorted((each for each in named if abs(each[1]) >= LOADS), key=lambda each: -abs(each[1]))
    sign = 1.0 if not large or large[0][1] >= 0 else -1.0
    return ", ".join(f"{number(sign * part, 1)} {name}" for name, part in large)


def without_rows(fit: Fit) -> Rows:
    """Return how each figure is met by a fit to the others, and which factor it moves most."""
    rows = [["left out", "miss, sd", "then, sd", "moves most", "by, errors"]]
    names = [factor.name for factor in fit.problem.factors]
    for place, name in enumerate(shown_names(fit.problem.targets)):
        moved, foretold = fit.without(place)
        most = int(np.abs(moved).argmax())
        shown = (number(float(fit.misses[place]), 1), number(foretold, 1))
        rows.append([name, *shown, names[most], number(float(moved[most]), 1)])
    return rows


def sentences(fit: Fit) -> Iterator[str]:
    """Yield what is to be said of a fit: how near it is, and every factor that went too far."""
    near = [is_near(target, after) for target, after in zip(fit.problem.targets, fit.after, strict=True)]
    yield (
        f"{sum(near)} of {len(near)} figures are met within their rounding or 2%; "
        f"{int((np.abs(fit.misses) <= FAR).sum())} within two standard deviations of what leaves them open."
    )
    for factor, beyond in zip(fit.problem.factors, fit.beyond, strict=True):
        if abs(beyond) > FAR:
            yield (
                f"{factor.name} is {number(abs(float(beyond)), 1)} standard deviations from its prior: the model lacks "
                f"something that this factor stands in for ({factor.what[0].lower()}{factor.what[1:]})."
            )


def is_near(target: Against, model: float) -> bool:
    """Say whether the model is within the rounding of a figure, or 2% of it."""
    rounding = target.target.rounding / 2.0 * (target.value / target.target.value if target.target.value else 1.0)
    return bool(abs(model - target.value) <= max(rounding, WITHIN * abs(target.value)))


def records(fit: Fit) -> Iterator[dict[str, Any]]:
    """Yield figures and factors as plain values in rows of one shape."""
    parts = zip(shown_names(fit.problem.targets), fit.problem.targets, fit.before, fit.after, fit.spread, strict=True)
    for name, target, before, after, spread in parts:
        values = (target.value, float(before), float(after), float(spread))
        yield _record("figure", name, target.target.months, values)
    for factor, value, error in zip(fit.problem.factors, fit.logs, fit.errors, strict=True):
        yield _record("factor", factor.name, None, (0.0, 0.0, float(value), float(error)), factor.prior_sd)


def _record(
    kind: str, name: str, months: str | None, values: tuple[float, ...], prior_sd: float | None = None
) -> dict[str, Any]:
    """Return one row: of a factor all in logarithms, its prior as what was expected."""
    expected, before, fitted, error = values
    shown = {"expected": expected, "before": before, "fitted": fitted, "error": error}
    return {"kind": kind, "name": name, "months": months, **shown, "prior_sd": prior_sd}
