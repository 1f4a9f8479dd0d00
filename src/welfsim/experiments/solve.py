"""Inverse questions: which value of a parameter brings an answer to a target, or that none does, and why.

Every value that is tried is a comparison on the same people with the same luck, so an answer moves with the value and
hardly with chance. Five values across the range find where the answer crosses the target, Brent's method closes in on
it, and what luck leaves open of the answer there is carried over to the value by the slope.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf, isfinite
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from welfsim.errors import ScenarioError
from welfsim.experiments.answers import Answer, Answers
from welfsim.experiments.precision import answer_named
from welfsim.months import show_month
from welfsim.policy import current_law, parameters
from welfsim.results.comparison import Comparison
from welfsim.results.effects import more_in_work
from welfsim.results.luck import Row, luck_in
from welfsim.scenario import Scenario, pair
from welfsim.simulation import Progress, compare
from welfsim.text.written import nearest, shortened
from welfsim.vocabulary.codes import Job
from welfsim.vocabulary.fields import Kind, Unit
from welfsim.wording.values import number, plain

Floats = NDArray[np.float64]

REPLICATIONS = 4
ACROSS = 5
"""Values tried across the range before Brent's method."""
MOST_STEPS = 12
NEAR = 0.005
"""Brent's method stops when the value is known to this share of the range."""
VALUE, PLUS, TIMES = "value", "plus", "times"
WAYS = (VALUE, PLUS, TIMES)
RATE = "Employment rate"
_RATE = re.compile(rf"{RATE}(?: 16 to 64)?, month (\d+)", re.IGNORECASE)
UNDER_65 = 5
"""The first groups of age: 16 to 64."""


@dataclass(frozen=True)
class Lever:
    """What may be moved: a parameter, from a month on, to a value, by so much more, or so many times.

    Parameters
    ----------
    name
        The parameter.
    way
        ``value``, ``plus`` or ``times``.
    since
        The month from which it holds; from the first unless given.
    """

    name: str
    way: str = VALUE
    since: int | None = None

    @property
    def in_both(self) -> bool:
        """Whether it is behaviour, so assumed in the baseline too."""
        return current_law().values[self.name].declared.kind == Kind.BEHAVIOUR

    @property
    def is_whole(self) -> bool:
        """Whether it is moved by whole numbers."""
        return parameters()[self.name].type is int and self.way != TIMES

    def setting(self, value: float, start: int) -> str:
        """Return the change as ``--set`` and ``--assume`` have it."""
        amount = f"{value:.10g}"
        change = amount if self.way == VALUE else f"{{{self.way}: {amount}}}"
        return f"{self.name}={show_month(self.since or start)}:{change}"

    def __str__(self) -> str:
        return self.name if self.way == VALUE else f"{self.name}, {self.way}"


class Tried(NamedTuple):
    """A value that was tried, and the answer by replication."""

    value: float
    answer: Answer

    @property
    def mean(self) -> float:
        """The answer, the mean over replications."""
        return float(self.answer.values.mean())


@dataclass(frozen=True, eq=False)
class Solution:
    """The value that reaches a target, or why none does.

    Parameters
    ----------
    lever
        What was moved.
    of
        The answer that was to reach the target.
    target
        The target, in the answer's unit.
    tried
        Every value that was tried, in order of value.
    value
        The value that reaches it; not a number if none does.
    low, high
        What luck leaves open of the value, 95%.
    """

    lever: Lever
    of: str
    target: float
    tried: tuple[Tried, ...]
    value: float = float("nan")
    low: float = float("nan")
    high: float = float("nan")
    scenario: Scenario | None = field(default=None, repr=False)

    @property
    def is_reached(self) -> bool:
        """Whether a value within the range reaches the target."""
        return isfinite(self.value)

    @property
    def why_not(self) -> str:
        """Say why no value reaches the target; nothing if one does."""
        if self.is_reached:
            return ""
        first, last = self.tried[0], self.tried[-1]
        best = min(self.tried, key=lambda each: abs(each.mean - self.target))
        digits = best.answer.digits
        ends = (
            f"From {plain(first.value)} to {plain(last.value)} the answer goes from {number(first.mean, digits)} to "
            f"{number(last.mean, digits)}"
        )
        lowest, highest = (of(self.tried, key=lambda each: each.mean) for of in (min, max))
        if highest.mean - lowest.mean <= _width(lowest) + _width(highest):
            return (
                f"{ends}, no more than luck may make it: if it hangs on this lever, more --replications would show it."
            )
        nearest_to = f"nearest to the target is {number(best.mean, digits)} at {plain(best.value)}"
        level = self._level_from()
        if level.value < last.value and best.value >= level.value:
            return f"{ends}; {nearest_to}. Beyond {plain(level.value)} more of the lever changes no more than luck may."
        if best.value in (first.value, last.value):
            return f"{ends}; {nearest_to}, the end of the range. {self._beyond(best.value == last.value)}"
        return f"{ends}; {nearest_to}, where it turns. Beyond that more of the lever leads away from it."

    def _level_from(self) -> Tried:
        """Return the first value tried from which on the answer stays where it is at the end, within luck."""
        last = found = self.tried[-1]
        for each in reversed(self.tried):
            if abs(each.mean - last.mean) > _width(each) + _width(last):
                break
            found = each
        return found

    def _beyond(self, at_the_top: bool) -> str:
        """Say what lies beyond the end of the range."""
        declared = current_law().values[self.lever.name].declared
        bound = declared.ceiling if at_the_top else declared.low
        end = self.tried[-1 if at_the_top else 0].value
        if self.lever.way == VALUE and end == bound:
            return "The parameter can be no higher." if at_the_top else "The parameter can be no lower."
        return "Try a wider range: --between."

    def __str__(self) -> str:
        digits = self.tried[0].answer.digits
        asked = f"{self.of} = {number(self.target, digits)}"
        if not self.is_reached:
            return f"No value of {self.lever} reaches {asked}.\n{self.why_not}"
        luck = ""
        if isfinite(self.low):
            luck = f" (95% through luck {plain(rounded(self.low))} to {plain(rounded(self.high))})"
        return f"{self.lever} = {plain(rounded(self.value))}{luck} reaches {asked}."


def rounded(value: float) -> float:
    """Return a value with four digits that count."""
    return float(f"{value:.4g}")


def _width(of: Tried) -> float:
    """Return the half width of the 95% interval of an answer; 0 of one replication."""
    if len(of.answer.values) < 2:
        return 0.0
    luck = luck_in(of.answer.values, of.answer.row.worth)
    return 0.0 if np.isnan(luck.error) else float(luck.high - luck.low) / 2


def solve(
    scenario: Scenario | str | Path,
    lever: str,
    *,
    of: str,
    to: float,
    between: tuple[float, float],
    way: str = VALUE,
    since: int | None = None,
    against: Scenario | str | Path | None = None,
    set: Sequence[str] = (),
    assume: Sequence[str] = (),
    replications: int | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
    **options: Any,
) -> Solution:
    """Find the value of a parameter that brings an answer of a comparison to a target.

    Parameters
    ----------
    lever
        The parameter that is moved, on top of the scenario. One of behaviour is assumed in the baseline too.
    of
        An answer as tables name it, as ``"Limited by ill health, month 60"`` or ``"Whole run"`` for the net cost; or
        ``"Employment rate, month 60"``, the level with the reform in per cent of people of 16 to 64.
    to
        The target in the answer's unit: people, £ million, or per cent.
    between
        The lowest and the highest value that may be tried.
    way
        ``value``, ``plus`` or ``times``: what the value of the lever is, next to what the scenario has.
    since
        The month from which it holds, as its number; the first of the run unless given.
    replications
        4 unless given, or what the scenario has if that is more than one.

    Others as in `compare`.

    Raises
    ------
    ScenarioError
        If there is no such parameter or answer, or the range is empty or outside the law's bounds.
    """
    moved = _checked(lever, way, since, between)
    settings = set
    reform, _ = pair(scenario, against, settings, assume, **options)
    times = replications or (reform.replications if reform.replications > 1 else REPLICATIONS)
    tried: dict[float, Tried] = {}

    def ask(value: float) -> Tried:
        value = float(round(value)) if moved.is_whole else value
        if value not in tried:
            change = (moved.setting(value, reform.start),)
            found = compare(
                scenario,
                against,
                set=settings if moved.in_both else (*settings, *change),
                assume=(*assume, *change) if moved.in_both else assume,
                by=["age"] if _RATE.fullmatch(of.strip()) else (),
                replications=times,
                threads=threads,
                progress=None if progress is None else (lambda share: progress(share / (ACROSS + MOST_STEPS))),
                resume=False,
                **options,
            )
            tried[value] = Tried(value, _answer(of, found))
        return tried[value]

    found = _search(ask, to, [float(value) for value in np.linspace(*between, ACROSS)])
    in_order = tuple(sorted(tried.values()))
    if found is None:
        return Solution(moved, of, to, in_order, scenario=reform)
    low, high = _interval(found, in_order, to)
    return Solution(moved, of, to, in_order, found.value, low, high, reform)


def _checked(lever: str, way: str, since: int | None, between: tuple[float, float]) -> Lever:
    """Return the lever as it may be moved."""
    law = current_law()
    if lever not in law.values:
        meant = nearest(lever, tuple(law.values)).replace("\n", "\n  ")
        raise ScenarioError(
            f"--lever {shortened(lever)}\n  There is no such parameter.{meant}\n  All parameters: welfsim parameters"
        )
    declared, (low, high) = law.values[lever].declared, between
    if declared.codes is not None or declared.unit in (Unit.SWITCH, Unit.MONTH):
        raise ScenarioError(f"--lever {lever}\n  It is no number, so no value lies between two of its values.")
    if way not in WAYS:
        raise ScenarioError(f"--way {shortened(way)}\n  Allowed: {', '.join(WAYS)}.")
    if not -inf < low < high < inf:
        raise ScenarioError(
            f"--between {low:g} {high:g}\n  The first has to be below the second, and both are numbers."
        )
    if way == VALUE and not declared.low <= low <= high <= declared.ceiling:
        raise ScenarioError(
            f"--between {low:g} {high:g}\n  {lever} lies between {plain(declared.low)} and {plain(declared.ceiling)}."
        )
    return Lever(lever, way, since)


def _search(ask: Callable[[float], Tried], target: float, grid: Sequence[float]) -> Tried | None:
    """Return the lowest value in the range at which the answer crosses the target; none if it never does."""
    across = [ask(value) for value in grid]
    for one, other in pairwise(across):
        if one.mean == target:
            return one
        if (one.mean - target) * (other.mean - target) < 0:
            width = NEAR * (grid[-1] - grid[0])
            root = brentq(
                lambda value: ask(float(value)).mean - target,
                one.value,
                other.value,
                xtol=width,
                maxiter=MOST_STEPS,
                disp=False,
            )
            return ask(float(root))
    return across[-1] if across[-1].mean == target else None


def _interval(found: Tried, tried: Sequence[Tried], target: float) -> tuple[float, float]:
    """Return what luck leaves open of the value: the interval of the answer there over the slope around it.

    Not a number of one replication.
    """
    width = _width(found)
    place = [each.value for each in tried].index(found.value)
    one, other = tried[max(place - 1, 0)], tried[min(place + 1, len(tried) - 1)]
    slope = (other.mean - one.mean) / (other.value - one.value)
    if len(found.answer.values) < 2 or slope == 0.0:
        return float("nan"), float("nan")
    off = abs(width / slope)
    return found.value - off, found.value + off


def _answer(of: str, comparison: Comparison) -> Answer:
    """Return the answer that is asked for."""
    asked = _RATE.fullmatch(of.strip())
    if not asked:
        answers = Answers(comparison)
        return answers.found[answer_named(of, answers)]
    month, months = int(asked[1]), comparison.reform.scenario.months
    if not 1 <= month <= months:
        raise ScenarioError(f"--of {of}\n  The run has the months 1 to {months}.")
    return Answer(employment_rate(comparison, month - 1), Row(), 2)


def employment_rate(comparison: Comparison, month: int) -> Floats:
    """Return how many per cent of people of 16 to 64 work with the reform at the end of a month, by replication.

    Those who work without it, as counted, and how many more work with it, as expected: a count of the difference would
    be of few rows. The comparison has to be by age. The few of 65 and over whom the reform brings to work count too.
    """
    groups: Any = comparison.baseline.groups
    people = groups.accounts["work"][:, month, :UNDER_65].sum(axis=1).astype(np.float64)
    in_work = people[:, [Job.PART_TIME, Job.FULL_TIME]].sum(axis=1) + more_in_work(comparison)[:, month]
    return np.asarray(100 * in_work / people.sum(axis=1))
