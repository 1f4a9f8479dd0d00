"""A model held against published figures: the miss of each, and what two rules would have said that know no model.

``welfsim validate TARGETS.csv`` reads any table of targets. The *last value* is the last figure of the same name that
is of a month before the run, and the *last trend* goes on as the last two of these. Some were published after the run
begins; so were some from which the people of its first month are built.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.experiments.priors import draws
from welfsim.experiments.targets.target import Against, LeftOut, Target, against
from welfsim.results.run import Results
from welfsim.scenario import Scenario
from welfsim.simulation import Progress, run, shared
from welfsim.wording.values import MINUS, counted, number

Floats = NDArray[np.float64]

NINETEEN_OF_TWENTY = 1.96
HUNDRED = 100.0
LEAST_ROUNDING = 1e-3
"""A figure that is rounded to a smaller share of itself is as good as counted: its miss is not shown in roundings."""
QUARTER_WORSE = 1.25


@dataclass(frozen=True)
class Judged:
    """A published figure in a run: what the model has in each of some runs, and what the two rules say.

    The rules' figures are as the model counts, as is `value`; none where too few figures were known at the start.
    """

    of: Against
    runs: Floats
    last_value: float | None
    last_trend: float | None

    @property
    def target(self) -> Target:
        """The row of the table."""
        return self.of.target

    @property
    def value(self) -> float:
        """The published figure as the model counts."""
        return self.of.value

    @property
    def model(self) -> float:
        """The model's figure, the mean of its runs."""
        return float(self.runs.mean())

    @property
    def miss(self) -> float:
        """What the model has more than was published."""
        return self.model - self.value

    @property
    def percent(self) -> float:
        """The miss in per cent of what was published; not a number if that is zero."""
        return HUNDRED * self.miss / abs(self.value) if self.value else float("nan")

    @property
    def roundings(self) -> float | None:
        """The miss in units of what the figure was rounded to; none if it is published as counted."""
        step = self.of.rounding * sqrt(12.0)
        return self.miss / step if step > LEAST_ROUNDING * abs(self.value) else None

    @property
    def interval(self) -> tuple[float, float]:
        """Where the published figure should be, 19 times in 20, if the model is right.

        It is as wide as the runs differ, and as rounding, sampling and bridges of the figure leave open.
        """
        spread = float(self.runs.std(ddof=1)) if self.runs.size > 1 else 0.0
        parts = (spread, self.of.rounding, self.of.sampling, self.of.bridging)
        half = NINETEEN_OF_TWENTY * sqrt(sum(part**2 for part in parts))
        return self.model - half, self.model + half

    @property
    def is_covered(self) -> bool:
        """Whether the published figure lies in the interval."""
        low, high = self.interval
        return low <= self.value <= high

    def record(self) -> dict[str, Any]:
        """Return the figure in one row of plain values, numbers as the model counts."""
        low, high = self.interval
        target = self.target
        return {
            "name": target.name,
            "months": target.months,
            "definition": target.definition,
            "unit": target.unit,
            "as published": target.value,
            "published": self.value,
            "model": self.model,
            "low": low,
            "high": high,
            "miss": self.miss,
            "miss percent": None if self.percent != self.percent else self.percent,
            "miss in roundings": self.roundings,
            "within": self.is_covered,
            "last value": self.last_value,
            "last trend": self.last_trend,
            "earlier year": self.of.is_earlier,
            "bridges": " ".join(bridge.name for bridge in self.of.bridges),
            "source": target.source,
            "where": target.where,
        }


class Score(NamedTuple):
    """A line over all its figures: the mean distance of the model and of the two rules, as the model counts.

    The rules have none where nothing was known of the line at the start.
    """

    name: str
    unit: str
    figures: int
    published: float
    model: float
    last_value: float | None
    last_trend: float | None

    @property
    def better_rule(self) -> float | None:
        """The distance of whichever rule comes nearer."""
        known = [rule for rule in (self.last_value, self.last_trend) if rule is not None]
        return min(known) if known else None

    @property
    def beats_both(self) -> bool:
        """Whether the model comes nearer than either rule."""
        return self.better_rule is not None and self.model < self.better_rule

    @property
    def is_close(self) -> bool:
        """Whether the model is no more than a quarter worse than the better rule."""
        return self.better_rule is not None and self.model <= QUARTER_WORSE * self.better_rule


@dataclass(frozen=True)
class Validation:
    """Figures held against a run, rows of the table that could not be, and how many draws made the intervals."""

    results: Results
    judged: tuple[Judged, ...]
    left_out: tuple[LeftOut, ...]
    draws: int

    @property
    def covered(self) -> int:
        """How many figures lie in their interval."""
        return sum(each.is_covered for each in self.judged)

    def scores(self) -> list[Score]:
        """Return each line over its figures, in the order of the table."""
        return [_score([each for each in self.judged if each.target.name == name]) for name in self._names]

    @property
    def _names(self) -> list[str]:
        return list(dict.fromkeys(each.target.name for each in self.judged))


def validate(
    scenario: Scenario,
    targets: Sequence[Target],
    *,
    times: int = 0,
    threads: int | None = None,
    progress: Progress | None = None,
    simulate: Callable[..., Results] = run,
    **options: Any,
) -> Validation:
    """Run a scenario and hold it against targets.

    Parameters
    ----------
    scenario
        Its start, months, people and replications are those of the run; a draw has one replication.
    targets
        As `read_targets` gives them.
    times
        Draws of all parameters with a range from it. With draws the interval has what is not known in it, without them
        luck alone, from the replications of the scenario.
    simulate
        What runs a scenario; `welfsim.run` unless given.
    """
    work = scenario.replications + times
    part = shared(progress, scenario.replications / work)
    central = simulate(scenario, threads=threads, progress=part, resume=False, **options)
    once = scenario.with_options(replications=1)
    found = [
        simulate(
            once.assuming({**scenario.assume, **assumed}),
            threads=threads,
            progress=shared(progress, 1 / work),
            resume=False,
            **options,
        )
        for assumed in draws(times, scenario.seed, scenario.start, scenario.months)
    ]
    return judge(central, targets, found)


def judge(results: Results, targets: Sequence[Target], drawn: Sequence[Results] = ()) -> Validation:
    """Hold a run against targets; the figure of the model is the mean of its replications.

    Parameters
    ----------
    drawn
        Runs with parameters drawn from their ranges, whose spread stands for that of the replications.
    """
    of = results.scenario
    held, left = against(targets, of.start, of.months)
    judged = []
    for each in held:
        runs = each.model(results)
        if drawn:
            spread = np.concatenate([each.model(one) for one in drawn])
            runs = spread - spread.mean() + runs.mean()
        judged.append(Judged(each, runs, *rules(each, targets, of.start)))
    return Validation(results, tuple(judged), tuple(left), len(drawn))


def rules(each: Against, targets: Iterable[Target], start: int) -> tuple[float | None, float | None]:
    """Return what the last value and the last trend before the start say of a figure, as the model counts."""
    times = each.value / each.target.value if each.target.value else 1.0
    known = sorted(
        (_middle(target.first, target.last), target.value * times)
        for target in targets
        if target.name == each.target.name and target.unit == each.target.unit and target.last < start
    )
    if not known or each.is_earlier:
        return None, None
    last = known[-1][1]
    if len(known) < 2:
        return last, None
    (before, one), (then, other) = known[-2:]
    at = _middle(each.target.first, each.target.last)
    return last, other + (other - one) * (at - then) / (then - before)


def _middle(first: int, last: int) -> float:
    return (first + last) / 2


def _score(judged: Sequence[Judged]) -> Score:
    """Return one line over its figures; a rule is judged on all of them or not at all."""
    target = judged[0].target

    def distance(figures: Sequence[float | None]) -> float | None:
        if any(figure is None for figure in figures):
            return None
        return float(
            np.mean(
                [abs(figure - each.value) for figure, each in zip(figures, judged, strict=True) if figure is not None]
            )
        )

    model = distance([each.model for each in judged])
    assert model is not None
    return Score(
        target.name,
        target.unit,
        len(judged),
        float(np.mean([abs(each.value) for each in judged])),
        model,
        distance([each.last_value for each in judged]),
        distance([each.last_trend for each in judged]),
    )


def months_held(targets: Sequence[Target], start: int, most: int) -> int:
    """Return the months of a run that covers every target it can: a year at least, and no more than `most`."""
    ahead = [target.last - start + 1 for target in targets if target.first >= start]
    return min(most, max([12, *ahead]))


# ---------------------------------------------------------------------------------------------- as it is printed


def printed_rows(judged: Sequence[Judged]) -> list[list[str]]:
    """Return the rows of a table: a head, then one for each figure."""
    head = ["", "months", "published", "model", "low", "high", "miss, %", "roundings", "last value", "last trend", ""]
    return [head, *map(_printed, judged)]


def _printed(each: Judged) -> list[str]:
    low, high = each.interval
    shown = [each.value, each.model, low, high]
    rule = [f"{each.target.name}, {each.target.unit}", each.target.months, *(figure(value) for value in shown)]
    misses = [signed(each.percent), "" if each.roundings is None else signed(each.roundings)]
    naive = ["" if value is None else figure(value) for value in (each.last_value, each.last_trend)]
    return [*rule, *misses, *naive, "" if each.is_covered else "outside"]


def figure(value: float) -> str:
    """Write a figure: whole from a hundred on, else with two digits."""
    return number(value, 0 if abs(value) >= HUNDRED else 2)


def signed(value: float) -> str:
    """Write a miss with its sign and one digit; nothing if it is not a number."""
    if value != value:
        return ""
    text = number(value, 1)
    return text if text.startswith(MINUS) or text.strip("0.") == "" else f"+{text}"


def summary(found: Validation) -> list[str]:
    """Say in some sentences how many figures lie in their interval, and how the model does against the rules."""
    scores = [score for score in found.scores() if score.better_rule is not None]
    beats, close = sum(score.beats_both for score in scores), sum(score.is_close for score in scores)
    made_of = "what ranges of parameters leave open, luck" if found.draws else "luck"
    lines = [
        f"{found.covered} of {len(found.judged)} figures lie in their interval of 19 times in 20, which is made of "
        f"{made_of} and the errors of the figure.",
    ]
    if scores:
        lines.append(
            f"Of {len(scores)} lines with earlier figures the model comes nearer than both rules on {beats}, and is no "
            f"more than a quarter worse than the better rule on {close}."
        )
    else:
        lines.append("No line has figures from before the run, so no rule says anything.")
    return [*lines, *_left_out(found.left_out)]


def _left_out(left: Sequence[LeftOut]) -> Iterator[str]:
    """Say which rows are not held against the run, by reason, each name once."""
    if left:
        yield f"{counted(len(left), 'row')} of the table {'is' if len(left) == 1 else 'are'} not held against this run:"
    reasons = [one.why.partition(", ")[2] for one in left]
    for reason in dict.fromkeys(reasons):
        names = [one.target.name for one, why in zip(left, reasons, strict=True) if why == reason]
        listed = ", ".join(f"{name} ({names.count(name)})" for name in dict.fromkeys(names))
        yield f"  {reason}: {listed}."
