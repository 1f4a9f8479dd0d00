"""One published figure as a row of a table gives it, and as it is held against a run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod, sqrt
from typing import NamedTuple

import numpy as np

from welfsim.experiments.targets.definitions import PERCENT, POUNDS, Bridge, Definition
from welfsim.experiments.targets.lines import Floats, Held, total
from welfsim.months import MONTHS_A_YEAR, show_month
from welfsim.results.run import Results
from welfsim.vocabulary.accounts import LINES
from welfsim.vocabulary.fields import Measure

FIT, CHECK = "fit", "check"
USES = (FIT, CHECK)
"""What a row is for: the model is fitted to it, or only held against it."""

MODEL_ERROR = 0.05
"""What is allowed for a model that is never right, as a share of a figure, unless its row says otherwise."""

A_MONTH = " a month"
EXPECTED = Measure.EXPECTED
TIME = "time"
HUNDRED = 100.0
UNIFORM = sqrt(12.0)
"""Rounding to hundreds leaves an error from −50 to 50, any alike: its standard deviation is 100 / √12."""


@dataclass(frozen=True)
class Target:
    """A published figure with what it counts, its months, how sure it is, and what of the model it is held against.

    Parameters
    ----------
    name
        What the series is called; with its months it names the row.
    use
        ``fit`` or ``check``.
    definition
        What is published, in words.
    counted
        The same in parts that can be compared.
    first, last
        Its months. A level is of the mean of them, a growth from the end of the first to that of the last.
    unit
        ``people``, ``households``, ``jobs``, each also ``a month``, ``percent``, ``percent a month``, ``£ million``.
    value, rounding, sampling
        The figure, to what it was rounded and its published standard error, all in the unit; 0 where there is none.
    model_error
        What is allowed for a model that is never right, in the unit: 5% of the value unless the row has another. A
        growth is the small rest of large flows, so its row has 5% of the stock a year.
    held, written
        Account lines, and as the row writes them.
    bridges
        From the published definition to that of the lines, one for each part in which they differ.
    published
        The month in which it was published.
    where
        The file and line, as a message names it.
    """

    name: str
    use: str
    definition: str
    counted: Definition
    first: int
    last: int
    unit: str
    value: float
    rounding: float
    sampling: float
    model_error: float
    held: Held
    written: str
    bridges: tuple[Bridge, ...]
    source: str
    publisher: str
    published: int
    url: str
    grade: str
    note: str
    where: str

    @property
    def months(self) -> str:
        """Its months as they are written."""
        return "/".join(dict.fromkeys((show_month(self.first), show_month(self.last))))

    @property
    def is_level(self) -> bool:
        """Whether it is a stock at some months, and neither a flow, nor a growth, a share or money."""
        return self.held.measure is Measure.STOCK and not self.unit.endswith(A_MONTH) and not self.held.over

    @property
    def is_growth(self) -> bool:
        """Whether it is how much a stock changes a month."""
        return self.held.measure is Measure.STOCK and self.unit.endswith(A_MONTH) and not self.held.over

    @property
    def may_be_earlier(self) -> bool:
        """Whether a bridge lets it stand for the first year of a run that begins later."""
        return any(bridge.part == TIME for bridge in self.bridges)


class LeftOut(NamedTuple):
    """A target that cannot be held against a run, and why."""

    target: Target
    why: str


@dataclass(frozen=True)
class Against:
    """A target in a run: the months of the run it is held against, and the figure as the model counts.

    `is_earlier` says that it is of months before the run and stands for the run's first year. `value` has been
    multiplied by the bridges; `rounding`, `sampling` and `bridging` are standard errors in the unit of the value.
    """

    target: Target
    first: int
    last: int
    is_earlier: bool
    bridges: tuple[Bridge, ...]

    @property
    def value(self) -> float:
        """The published figure as the model counts."""
        return self.target.value * self._times

    @property
    def rounding(self) -> float:
        """What rounding leaves open."""
        return self.target.rounding * self._times / UNIFORM

    @property
    def sampling(self) -> float:
        """What the sample of a survey leaves open."""
        return self.target.sampling * self._times

    @property
    def model_error(self) -> float:
        """What is allowed for a model that is never right."""
        return self.target.model_error * self._times

    @property
    def bridging(self) -> float:
        """What the bridges leave open."""
        return abs(self.value) * sqrt(sum(bridge.error**2 for bridge in self.bridges))

    @property
    def _times(self) -> float:
        return prod(bridge.times for bridge in self.bridges)

    def of_a_row(self, grossing: float) -> float:
        """Return what one row of the sample makes of the figure: nothing of shares, money and what is expected."""
        held = self.target.held
        if held.over or self.target.unit == POUNDS or all(LINES[line].measure is EXPECTED for line in held.lines):
            return 0.0
        months = self.last - self.first + 1
        if self.target.is_level:
            return grossing
        return grossing / (months - 1 if self.target.is_growth else months)

    def model(self, results: Results) -> Floats:
        """Return what the model has in its place, by replication.

        Parameters
        ----------
        results
            A run that covers the months.
        """
        start = results.scenario.start
        span = slice(self.first - start, self.last - start + 1)
        above = total(self.target.held.terms, results)[:, span]
        if self.target.held.over:
            below = total(self.target.held.over, results)[:, span]
            return np.asarray(HUNDRED * above.sum(axis=1) / np.maximum(below.sum(axis=1), 1.0))
        if self.target.is_growth:
            return np.asarray((above[:, -1] - above[:, 0]) / (above.shape[1] - 1))
        return np.asarray(above.sum(axis=1) if self.target.unit == POUNDS else above.mean(axis=1))


def against(
    targets: Iterable[Target], start: int, months: int, known_by: int | None = None
) -> tuple[list[Against], list[LeftOut]]:
    """Return the targets that can be held against a run of some months, and those that cannot.

    One of earlier months is held against the first year of the run if a bridge of its row says that it may be.

    Parameters
    ----------
    targets
        As `read_targets` gives them.
    start, months
        The run.
    known_by
        Only what was published until the end of this month; everything unless given.
    """
    held: list[Against] = []
    left: list[LeftOut] = []
    end = start + months - 1
    for target in targets:
        if known_by is not None and target.published > known_by:
            left.append(LeftOut(target, f"published in {show_month(target.published)}, later than was known"))
        elif start <= target.first and target.last <= end:
            timeless = tuple(bridge for bridge in target.bridges if bridge.part != TIME)
            held.append(Against(target, target.first, target.last, False, timeless))
        elif target.first >= start:
            left.append(LeftOut(target, f"of {target.months}, later than the run"))
        elif not target.may_be_earlier:
            left.append(LeftOut(target, f"of {target.months}, earlier than the run, and no bridge of time"))
        elif months < MONTHS_A_YEAR:
            left.append(LeftOut(target, f"of {target.months}, held against a first year, which the run has not"))
        else:
            held.append(Against(target, start, start + MONTHS_A_YEAR - 1, True, target.bridges))
    return held, left


def fitted(targets: Sequence[Target]) -> list[Target]:
    """Return those to which a model is fitted."""
    return [target for target in targets if target.use == FIT]


def unit_fault(held: Held, unit: str, counts: str) -> str:
    """Say why a unit is not one in which these lines can be given; nothing if it is."""
    monthly = unit.endswith(A_MONTH)
    if held.over:
        wanted = PERCENT if _alike(held) else PERCENT + A_MONTH
        return "" if unit == wanted else f"A ratio of these lines is in {wanted}."
    if held.measure is Measure.PENCE:
        return "" if unit == POUNDS else f"Lines of money are in {POUNDS}, summed over the months."
    if held.measure is Measure.FLOW and not monthly:
        return f"A flow is given as its mean month: write {counts}{A_MONTH}, and the value of a month."
    if unit.removesuffix(A_MONTH) in (PERCENT, POUNDS):
        return f"These lines count {counts}: write {counts}, or {counts}{A_MONTH} for how much they change."
    return ""


def _alike(held: Held) -> bool:
    """Say whether both sides of a ratio are flows, or both stocks."""
    return (held.measure is Measure.FLOW) == (Held(held.over).measure is Measure.FLOW)
