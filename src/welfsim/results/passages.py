"""What a run shows of the pipelines: moves between stages, who is in each stage, and for how long they were in it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfsim.errors import ResultsError
from welfsim.months import financial_year, show_financial_year, show_month
from welfsim.results.pipelines import mean_months, pipeline_named, quantile
from welfsim.results.table import frame_of
from welfsim.scenario import Scenario
from welfsim.vocabulary.codes import Wait
from welfsim.wording.values import words

Counts = NDArray[np.int64]


def months_of(scenario: Scenario) -> list[str]:
    """Return the months of a scenario, as ``2025-04``."""
    return [show_month(scenario.start + i) for i in range(scenario.months)]


class Passages:
    """The tables of pipelines, read from the accounts of a run."""

    scenario: Scenario
    accounts: Mapping[str, Counts]

    @cached_property
    def months(self) -> list[str]:
        """The months of the run, as ``2025-04``."""
        return months_of(self.scenario)

    @cached_property
    def _year_of_month(self) -> Counts:
        return np.array([financial_year(self.scenario.start + i) for i in range(self.scenario.months)])

    def line(self, line: str) -> Counts:
        """Return one line: replications × months × districts × its codes."""
        if line not in self.accounts:
            raise ResultsError(f"{line} is not an account line.\n  All lines: welfsim columns")
        return self.accounts[line]

    def flow_table(self, pipeline: str, when: str | None = None) -> pd.DataFrame:
        """Return the moves between the stages of a pipeline, month's end to month's end.

        Parameters
        ----------
        pipeline
            Its name, as ``work-capability``; see ``welfsim.results.pipelines.PIPELINES``.
        when
            A month as ``2025-04`` or a financial year as ``2025-26``; the whole run unless given.

        Returns
        -------
        DataFrame
            Real people a move, the mean over replications: a row a stage left, a column a stage entered. Whoever moves
            twice counts twice; those who stayed are 0 here and are in `stage_table`.

        Raises
        ------
        ResultsError
            If the pipeline or the time is not known.
        """
        asked = pipeline_named(pipeline)
        moves = self.line(asked.flows)[:, self._when(when)].sum(axis=(1, 2)).mean(axis=0)
        names = asked.labels
        return frame_of(moves, pd.Index(names, name="from"), pd.Index(names, name="to"), "people")

    def stage_table(self, pipeline: str, when: str | None = None) -> pd.DataFrame:
        """Return for each stage of a pipeline who stood in it at the start, came, left, and stands in it at the end.

        Parameters, errors and averaging as in `flow_table`. Start + came − left = end, to the person.
        """
        asked, at = pipeline_named(pipeline), self._when(when)
        moves = self.line(asked.flows)[:, at].sum(axis=(1, 2)).mean(axis=0)
        end = self.line(asked.stock)[:, at][:, -1].sum(axis=1).mean(axis=0)
        came, left = moves.sum(axis=0), moves.sum(axis=1)
        table = np.column_stack([end - came + left, came, left, end])
        columns = pd.Index(["at the start", "came", "left", "at the end"])
        return frame_of(table, pd.Index(asked.labels, name="stage"), columns, "people")

    def waits(self, pipeline: str, when: str | None = None) -> pd.DataFrame:
        """Return for each stage of a pipeline how long those who left it had been in it.

        Parameters and errors as in `flow_table`.

        Returns
        -------
        DataFrame
            A row a stage: who left; how many of them began before the run, it is not known when; and of the others
            the mean (exact), median and 90th percentile of the months in the stage, from month's end to month's end.
            Quantiles are exact to 12 months and interpolated within bands beyond; infinite means over 60 months.
        """
        asked, at = pipeline_named(pipeline), self._when(when)
        bands = self.line(asked.waits)[:, at].sum(axis=(0, 1, 2))
        months = self.line(asked.months)[:, at].sum(axis=(0, 1, 2))
        replications = len(self.line(asked.waits))
        table = [
            [
                by_band.sum() / replications,
                by_band[0] / replications,
                mean_months(float(summed), by_band),
                quantile(by_band, 0.5),
                quantile(by_band, 0.9),
            ]
            for by_band, summed in zip(bands, months, strict=True)
        ]
        columns = pd.Index(["left", "of unknown length", "mean", "median", "90th percentile"])
        return frame_of(np.array(table), pd.Index(asked.labels, name="stage"), columns, "people, months")

    def lengths(self, pipeline: str, when: str | None = None) -> pd.DataFrame:
        """Return for each stage of a pipeline those who left it, by the months they had been in it.

        Parameters, errors and averaging as in `flow_table`.

        Returns
        -------
        DataFrame
            People, a row a stage and a column a band of months as in ``Wait``, those of unknown length first.
        """
        asked = pipeline_named(pipeline)
        people = self.line(asked.waits)[:, self._when(when)].sum(axis=(1, 2)).mean(axis=0)
        bands = pd.Index([words(wait) for wait in Wait], name="months in the stage")
        return frame_of(people, pd.Index(asked.labels, name="stage"), bands, "people")

    def _when(self, when: str | None) -> slice:
        """Return the place of a month or financial year among the months of the run.

        Raises
        ------
        ResultsError
            If the run has no such month or year.
        """
        if when is None:
            return slice(0, self.scenario.months)
        years = [show_financial_year(int(year)) for year in self._year_of_month]
        for known in (self.months, years):
            if when in known:
                first = known.index(when)
                return slice(first, first + known.count(when))
        raise ResultsError(
            f"{when} is not a month or financial year of this run.\n"
            f"  Allowed: {self.months[0]} to {self.months[-1]}, {years[0]} to {years[-1]}"
        )
