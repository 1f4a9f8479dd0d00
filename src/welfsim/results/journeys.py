"""The same people at two months: from which stage of a pipeline to which they went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfsim.errors import ResultsError, together
from welfsim.months import MONTHS_A_YEAR, parse_month, show_month
from welfsim.results.pipelines import PIPELINES, pipeline_named, short_matrix
from welfsim.results.run import Results
from welfsim.results.sankey import Move, Stage, sankey, shown_people
from welfsim.results.table import CAVEAT
from welfsim.scenario import Scenario
from welfsim.vocabulary.state import State
from welfsim.wording.pictures import Picture
from welfsim.wording.tables import aligned, html_table, in_notebook
from welfsim.wording.values import words

HOW_TO_READ = "A row is the stage in the first month, a column with the same number the stage in the second."


@dataclass(frozen=True, eq=False, repr=False)
class Transitions:
    """The stages of the same people at the end of one month and at the end of a later one.

    Parameters
    ----------
    results
        The run up to the later month.
    first, last
        The two months, as ``2025-04``.
    tables
        For each pipeline, real people by replication, stage at the first month's end and stage at the last's.
    pipeline
        The pipeline that is shown unless another is asked for.
    """

    results: Results
    first: str
    last: str
    tables: Mapping[str, NDArray[np.int64]]
    pipeline: str

    def to_frame(self, pipeline: str | None = None) -> pd.DataFrame:
        """Return one pipeline's people, a row a stage then and a column a stage later, the mean over replications.

        Raises
        ------
        ResultsError
            If the pipeline is not known.
        """
        asked = pipeline_named(pipeline or self.pipeline)
        rows, columns = pd.Index(asked.labels, name=self.first), pd.Index(asked.labels, name=self.last)
        frame = pd.DataFrame(self.tables[asked.name].mean(axis=0), index=rows, columns=columns)
        frame.attrs["unit"] = "people"
        return frame

    def svg(self, pipeline: str | None = None) -> str:
        """Return a picture of one pipeline as SVG: who moved from which stage to which between the two months.

        People who were outside the pipeline at both times are left out.

        Raises
        ------
        ResultsError
            If the pipeline is not known.
        """
        asked = pipeline_named(pipeline or self.pipeline)
        people = self.to_frame(asked.name).to_numpy(np.float64)
        codes = list(asked.stages)
        stages = [
            Stage(words(code), asked.is_outside(code), 0.0 if asked.is_outside(code) else float(people[code, code]))
            for code in codes
        ]
        moves = [
            Move(int(left), int(entered), float(people[left, entered]))
            for left, entered in product(codes, codes)
            if left != entered and not (asked.is_outside(left) and asked.is_outside(entered))
        ]
        moved = sum(move.people for move in moves)
        notes = (
            f"{shown_people(moved)} people were in another stage at the end of {self.last} than at the end of "
            f"{self.first}. Ribbons are as wide as their people.",
            "Grey stages are outside the pipeline: moves between them, and people who stayed in them, are left out.",
        )
        heads = f"End of {self.first}", f"End of {self.last}"
        return sankey(f"{asked.title}: {self.results.scenario.name}", notes, heads, stages, moves)

    def plot(self) -> Picture:
        """Return the picture of `svg`, of the pipeline that is shown, as a notebook shows it."""
        return Picture(self.svg(), repr(self))

    @property
    def heading(self) -> str:
        """The pipeline that is shown, its two months and the unit."""
        return f"{pipeline_named(self.pipeline).title}, {self.first} to {self.last}, thousand"

    def __repr__(self) -> str:
        return f"{self.heading}\n\n{aligned(short_matrix(self.to_frame()))}"

    def _repr_html_(self) -> str:
        rows = [row if any(row[1:]) else [*row[:-1], "0"] for row in short_matrix(self.to_frame())]
        return in_notebook([html_table(self.heading, rows)], [HOW_TO_READ, CAVEAT])


def window(scenario: Scenario, first: str | None, last: str | None) -> tuple[int, int]:
    """Return two months as numbers: the month before the start and a year later, as far as they are not named.

    Raises
    ------
    ResultsError
        If they are no months, out of order or outside the run; all that is wrong at once.
    """
    lowest, highest = scenario.start - 1, scenario.start + scenario.months - 1
    faults: list[str] = []

    def read(what: str, written: str) -> int:
        try:
            at = parse_month(written)
        except ValueError as error:
            faults.append(f"{what}: {error}.")
            return lowest
        if not lowest <= at <= highest:
            faults.append(
                f"{what}: {show_month(at)} is outside the run.\n"
                f"  Allowed: {show_month(lowest)}, the people at the start, to {show_month(highest)}"
            )
        return at

    begin = lowest if first is None else read("from", first)
    end = min(begin + MONTHS_A_YEAR, highest) if last is None else read("to", last)
    if not faults and begin >= end:
        faults.append(f"from {show_month(begin)} to {show_month(end)}: the second month must be the later one.")
    if faults:
        raise ResultsError(together(faults))
    return begin, end


def cross_tables(start: State, later: State) -> dict[str, NDArray[np.int64]]:
    """Count the same people by their stage in one state and in another, for every pipeline, in rows."""
    tables = {}
    for name, pipeline in PIPELINES.items():
        size = len(pipeline.stages)
        then, now = (state.person.stage[:, pipeline.code].astype(np.int64) for state in (start, later))
        tables[name] = np.bincount(then * size + now, minlength=size * size).reshape(size, size)
    return tables
