"""The standard charts of a run and of a comparison: people in work, caseloads, queues, coach time, money by year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfsim.months import month_of_year, year_of
from welfsim.results.comparison import Comparison
from welfsim.results.effects import cost, more_in_work_by_group
from welfsim.results.luck import luck_in
from welfsim.results.run import Results
from welfsim.results.table import HEALTH_USES
from welfsim.wording.charts import HIGH, LOW, MONTH, SERIES, VALUE, Chart
from welfsim.wording.values import number

Floats = NDArray[np.float64]

REFORM, BASELINE = "Reform", "Baseline"
THOUSAND, MILLION = 1e3, 1e6
LEVELS: tuple[tuple[str, str, str, tuple[str, ...], float], ...] = (
    ("People with LCWRA", "Thousand people", "uc_health", ("LCWRA",), THOUSAND),
    ("People on PIP or ADP", "Thousand people", "disability", ("PIP", "ADP"), THOUSAND),
    ("Families on Universal Credit", "Thousand families", "uc_units", (), THOUSAND),
    ("Waiting for a Work Capability Assessment", "Thousand people", "wca_queue", (), THOUSAND),
    ("Waiting for a coach after accepting an offer", "Thousand people", "volunteers_waiting", (), THOUSAND),
    ("Coach time given to health support", "Million minutes a month", "minutes_given", HEALTH_USES, MILLION),
)
"""Levels that are drawn of both runs: title, unit, account line, categories (all if none) and scale."""


def charts(comparison: Comparison) -> Iterator[Chart]:
    """Yield the charts of a comparison: jobs, money by year, then levels of both runs where they differ."""
    yield in_work(comparison)
    yield money(comparison)
    runs = {REFORM: comparison.reform, BASELINE: comparison.baseline}
    for title, unit, line, only, scale in LEVELS:
        series = {name: run.by_month(line, only) / scale for name, run in runs.items()}
        if np.any(series[REFORM] != series[BASELINE]):
            yield _levels(comparison.reform, title, unit, series)


def charts_of_run(results: Results) -> Iterator[Chart]:
    """Yield the levels of one run, month by month."""
    for title, unit, line, only, scale in LEVELS:
        yield _levels(results, title, unit, {"Level": results.by_month(line, only) / scale})


def in_work(comparison: Comparison) -> Chart:
    """Return how many more people work with the reform, month by month, expected differences with their luck."""
    series = more_in_work_by_group(comparison)
    days = _days(comparison.reform)
    frame = pd.concat([with_luck(days, name, values) for name, values in series.items()], ignore_index=True)
    ends = ", ".join(f"{name.lower()} {number(float(values[:, -1].mean()))}" for name, values in series.items())
    says = f"More people in work with the reform than without it, by month. In the last month: {ends}."
    return Chart("More people in work than in the baseline", "People", says, frame)


def money(comparison: Comparison) -> Chart:
    """Return what the reform costs more in each financial year, with its luck."""
    years, more = comparison.reform.years, cost(comparison)
    frame = with_luck(years, "Net cost", more)
    told = "; ".join(f"{year} {number(float(value), 1)}" for year, value in zip(years, more.mean(axis=0), strict=True))
    says = f"Net cost of the reform to the public purse by financial year, in £ million; below zero it saves: {told}."
    return Chart("Net cost by financial year", "£ million, below zero: saved", says, frame, "bars")


def _levels(run: Results, title: str, unit: str, series: Mapping[str, Floats]) -> Chart:
    days = _days(run)
    frames = [pd.DataFrame({MONTH: days, SERIES: name, VALUE: values.mean(axis=0)}) for name, values in series.items()]
    ends = ", ".join(f"{name.lower()} {number(float(values[:, -1].mean()), 1)}" for name, values in series.items())
    says = f"{title}, {unit.lower()}, by month. In the last month: {ends}."
    return Chart(title, unit, says, pd.concat(frames, ignore_index=True))


def with_luck(places: Sequence[object], name: str, values: Floats) -> pd.DataFrame:
    """Return means over replications with the ends of their intervals, without these of one replication."""
    frame = pd.DataFrame({MONTH: places, SERIES: name, VALUE: values.mean(axis=0)})
    if len(values) == 1:
        return frame
    luck = luck_in(values)
    ends = {LOW: luck.low, HIGH: luck.high}
    return frame.assign(**{name: np.where(np.isnan(end), frame[VALUE], end) for name, end in ends.items()})


def _days(run: Results) -> list[pd.Timestamp]:
    """Return the first day of each month of a run."""
    months = range(run.scenario.start, run.scenario.start + run.scenario.months)
    return [pd.Timestamp(year_of(month), month_of_year(month), 1) for month in months]
