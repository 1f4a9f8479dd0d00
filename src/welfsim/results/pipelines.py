"""The pipelines by name: stages, account lines and columns, and how the length of spells is known from bands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfsim.errors import ResultsError
from welfsim.text.written import after, question
from welfsim.vocabulary import codes
from welfsim.vocabulary.codes import Wait
from welfsim.wording.values import number, words

THOUSAND = 1_000
ENDS = frozenset({"AWAY", "PENSION_AGE", "DEAD"})

BAND_ENDS: Mapping[Wait, tuple[int, int]] = {
    **{wait: (int(wait), int(wait)) for wait in Wait if Wait.UNKNOWN < wait <= Wait.MONTHS_12},
    Wait.MONTHS_13_TO_18: (13, 18),
    Wait.MONTHS_19_TO_24: (19, 24),
    Wait.MONTHS_25_TO_36: (25, 36),
    Wait.MONTHS_37_TO_48: (37, 48),
    Wait.MONTHS_49_TO_60: (49, 60),
}


class Pipeline(NamedTuple):
    """One pipeline: the name a user gives it, its title, its code and what is outside.

    `outside` names the stages of people who are not in the pipeline; moves among them say nothing of it.
    """

    name: str
    title: str
    code: codes.Pipeline
    outside: frozenset[str]

    @property
    def stages(self) -> type[IntEnum]:
        """Its stages."""
        return codes.STAGES[self.code]

    @property
    def stem(self) -> str:
        """What the names of its account lines begin with."""
        return self.code.name.lower()

    @property
    def stock(self) -> str:
        """The account line of who stands where."""
        return f"{self.stem}_stages"

    @property
    def flows(self) -> str:
        """The account line of moves."""
        return f"{self.stem}_flows"

    @property
    def waits(self) -> str:
        """The account line of those who left, by months in the stage."""
        return f"{self.stem}_waits"

    @property
    def months(self) -> str:
        """The account line of months in the stage left, summed."""
        return f"{self.stem}_months"

    @property
    def lines(self) -> tuple[str, ...]:
        """All its account lines."""
        return self.stock, self.flows, self.waits, self.months

    @property
    def labels(self) -> list[str]:
        """Its stages in words, in order."""
        return [words(stage) for stage in self.stages]

    def is_outside(self, stage: IntEnum) -> bool:
        """Say whether people in a stage are not in the pipeline."""
        return stage.name in self.outside


OFF_UC = frozenset({"OFF_UC_IN_WORK", "OFF_UC_OUT_OF_WORK"})
NO_HEALTH_CLAIM = OFF_UC | {"UC_IN_WORK", "UC_OUT_OF_WORK"}

PIPELINES: Mapping[str, Pipeline] = {
    pipeline.name: pipeline
    for pipeline in (
        Pipeline("health", "Health", codes.Pipeline.HEALTH, ENDS),
        Pipeline("work-capability", "Universal Credit health", codes.Pipeline.WORK_CAPABILITY, ENDS | NO_HEALTH_CLAIM),
        Pipeline("disability", "PIP and ADP", codes.Pipeline.DISABILITY, ENDS | {"NO_AWARD"}),
        Pipeline(
            "esa",
            "Employment and Support Allowance",
            codes.Pipeline.ESA,
            ENDS | {"IN_WORK", "UC_HEALTH", "OUT_OF_WORK"},
        ),
        Pipeline("universal-credit", "Universal Credit", codes.Pipeline.CREDIT, ENDS | OFF_UC),
    )
}


def pipeline_named(name: str) -> Pipeline:
    """Return a pipeline by its name.

    Raises
    ------
    ResultsError
        If there is none of that name.
    """
    if name not in PIPELINES:
        meant = after(" ", question(name, list(PIPELINES)))
        raise ResultsError(f"{name} is not a pipeline.{meant}\n  Allowed: {', '.join(PIPELINES)}")
    return PIPELINES[name]


def quantile(by_band: NDArray[Any], share: float) -> float:
    """Return the months within which a share of spells ended.

    Within bands of one month it is exact: the first month by whose end at least `share` of the spells are over.
    Within wider bands it is interpolated, as if spells ended evenly over the band.

    Parameters
    ----------
    by_band
        Spells by band of ``Wait``; those of unknown length are passed over.

    Returns
    -------
    float
        Months; not a number if there are no spells, infinite if the share lies beyond 60 months.
    """
    known = np.asarray(by_band, np.float64)[Wait.MONTH_1 :]
    if not known.sum():
        return float("nan")
    target = share * known.sum()
    below = 0.0
    for wait, (first, last) in BAND_ENDS.items():
        inside = float(known[wait - Wait.MONTH_1])
        if inside and below + inside >= target:
            return float(last) if first == last else first - 1 + (target - below) / inside * (last - first + 1)
        below += inside
    return float("inf")


def mean_months(months: float, by_band: NDArray[Any]) -> float:
    """Return the exact mean length of the spells whose start is known; not a number if there are none."""
    known = float(np.asarray(by_band)[Wait.MONTH_1 :].sum())
    return months / known if known else float("nan")


def short_matrix(table: pd.DataFrame) -> list[list[str]]:
    """Return a table of stages by stages as rows of text in thousands, with totals.

    Columns are numbered as the rows; stages with nobody in row and column are left out, and so are zeros.
    """
    values = table.to_numpy(np.float64)
    kept = [int(stage) for stage in np.flatnonzero(values.sum(axis=0) + values.sum(axis=1))]
    numbers = [str(place + 1) for place in range(len(kept))]
    rows = [["", *numbers, "all"]]
    for place, stage in zip(numbers, kept, strict=True):
        rows.append([f"{place:>2} {table.index[stage]}", *_thousands([*values[stage, kept], values[stage].sum()])])
    rows.append(["   All", *_thousands([*values[:, kept].sum(axis=0), float(values.sum())])])
    return rows


def _thousands(values: Sequence[float]) -> list[str]:
    return [number(value / THOUSAND, 1) if value else "" for value in values]
