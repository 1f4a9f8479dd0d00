"""What a comparison answers: support started, people in work, searchers' jobs and net pounds, each with its noise.

Every answer is read replication by replication from two paired runs, so that its noise is known from two replications
on, and whether it is a finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfsim.experiments.coaches import SEARCHING, coaches_on_health, is_fenced
from welfsim.experiments.sites import LEAST_REPLICATIONS, luck_of_sites, without
from welfsim.months import MONTHS_A_YEAR, show_month
from welfsim.policy import months_that_differ
from welfsim.results.comparison import Comparison
from welfsim.results.effects import (
    cost,
    counted_cost,
    more_in_work,
    more_in_work_of,
    more_jobs_of,
    more_limited_in_work,
)
from welfsim.results.luck import (
    INTERVAL,
    NOT_OF_ROWS,
    NOTHING_OF_LUCK,
    Row,
    cell,
    legend,
    luck_in,
    span,
    standard_error,
    why_not,
)
from welfsim.results.run import Results
from welfsim.results.standard_charts import with_luck
from welfsim.results.table import ABOVE, CAVEAT, COUNTED, COUNTED_ERROR, ERROR, HIGH, LOW, REASON
from welfsim.scenario import Promise, Scenario
from welfsim.scenario.laws import laws_of
from welfsim.text.characters import visible
from welfsim.vocabulary.codes import OWN_PROGRAMMES, WorkStatus
from welfsim.wording.charts import Chart, Charts
from welfsim.wording.tables import aligned, html_table, in_notebook
from welfsim.wording.values import number

Floats = NDArray[np.float64]
Key = tuple[str, str]

AFTER_MONTHS = (12, 24, 60)
IN_WORK = ("Part time", "Full time")
WORK, JOBS, CASELOADS, MONEY = (
    "More people in work",
    "More jobs started",
    "More people on benefits, counted",
    "Net cost, £ million",
)
ON_BENEFIT = (
    ("UC health", "uc_health", ("Pre-WCA", "LCW", "LCWRA")),
    ("LCWRA", "uc_health", ("LCWRA",)),
    ("ESA", "esa", ()),
    ("PIP or ADP", "disability", ()),
    ("UC, families", "uc_units", ()),
)
LIMITED, SEARCHED, EVERYONE = "Limited by ill health", "Searchers before", "Everyone"
PROMISED = "Per cent of the"
STARTED, MORE_STARTED = "Starts with the reform", "Starts more than without it"
COACH_YEARS = "Starts for each coach-year moved"
YEARS_IN_WORK = "Limited, years in work, whole run"
SEARCHERS = "Searchers, reform and its courses"
WHOLE_RUN = "Whole run"


class Answer(NamedTuple):
    """One answer by replication, what one row of the sample makes of it, and the decimals in which it is read.

    Where it is an expected difference, `counted` is what heads and pounds were counted in its place, which is made of
    rows though the answer is not. Where the luck of sites is taken out of `values`, `with_sites` are those with it.
    """

    values: Floats
    row: Row
    digits: int = 0
    counted: Floats | None = None
    row_of_counted: Row = NOT_OF_ROWS
    with_sites: Floats | None = None

    @property
    def drawn(self) -> Floats:
        """The values as they came out, to be held against single replications of other runs."""
        return self.values if self.with_sites is None else self.with_sites

    def without(self, luck: Floats) -> Answer:
        """Return the answer less what the luck of sites explains of it, if it is an expected difference."""
        if self.row != NOT_OF_ROWS:
            return self
        return self._replace(values=without(luck, self.values), with_sites=self.values)

    @property
    def why_not(self) -> str:
        """Say why the answer is no finding; an empty text if it is one."""
        found = float(self.values.mean())
        if len(self.values) == 1:
            return why_not(found, self.row)
        luck = luck_in(self.values, self.row.worth)
        return why_not(found, self.row, float(luck.low), float(luck.high))


@dataclass(frozen=True, eq=False, repr=False)
class Answers:
    """The answers of a comparison, reform less baseline.

    Parameters
    ----------
    comparison
        The two runs, paired replication by replication.
    """

    comparison: Comparison

    @cached_property
    def found(self) -> dict[Key, Answer]:
        """Every answer by section and label; starts of support only if some were promised or they differ.

        If they differ, expected differences are without the luck of sites from `LEAST_REPLICATIONS` on.
        """
        reform, baseline = self.comparison.reform, self.comparison.baseline
        starts = _starts(reform, baseline)
        differ = bool(starts[MORE_STARTED].values.any())
        asked = reform.scenario.promise is not None or differ
        sections = {
            f"Support, {self.months_of_starts}": starts if asked else {},
            WORK: _work(self.comparison),
            JOBS: _jobs(self.comparison),
            CASELOADS: _caseloads(self.comparison),
            MONEY: _money(self.comparison),
        }
        found = {(title, label): answer for title, rows in sections.items() for label, answer in rows.items()}
        if not differ or reform.scenario.replications < LEAST_REPLICATIONS:
            return found
        luck = luck_of_sites(baseline)
        return {key: answer.without(luck) for key, answer in found.items()}

    @property
    def is_without_sites(self) -> bool:
        """Whether the luck of sites is taken out of expected differences."""
        return any(answer.with_sites is not None for answer in self.found.values())

    @property
    def months_of_starts(self) -> str:
        """The months over which starts are counted, in words."""
        months = _months_of_starts(self.comparison.reform.scenario, self.comparison.baseline.scenario)
        start = self.comparison.reform.scenario.start
        return f"{show_month(start + months[0])} to {show_month(start + months[-1])}"

    def plot(self) -> Charts:
        """Return the charts of more people in work and of net cost by year, with the ends of their intervals."""
        return Charts(self._charts())

    def _charts(self) -> Iterator[Chart]:
        """Yield two sections as bars, but for the answers in another unit or over all years."""
        for section, unit, but in ((WORK, "People", YEARS_IN_WORK), (MONEY, "£ million", WHOLE_RUN)):
            shown = {label: answer for (of, label), answer in self.found.items() if of == section and label != but}
            if shown:
                frame = with_luck([*shown], section, np.stack([answer.values for answer in shown.values()], axis=-1))
                means = (f"{label} {number(answer.values.mean(), answer.digits)}" for label, answer in shown.items())
                says = f"{section}, reform less baseline: {'; '.join(means)}."
                yield Chart(section, unit, says, frame, "bars")

    def rows(self) -> list[list[str]]:
        """Return the answers as rows of text under their sections, each with its interval if luck is known."""
        has_luck = self.comparison.reform.scenario.replications > 1
        rows, above = [["Reform less baseline", "found", *[INTERVAL] * has_luck]], ""
        for (section, label), answer in self.found.items():
            if section == CASELOADS and not answer.values.any():
                continue
            if section != above:
                rows.append([section, "", *[""] * has_luck])
                above = section
            rows.append([label, cell(number(answer.values.mean(), answer.digits), answer.why_not)])
            if has_luck:
                luck = luck_in(answer.values, answer.row.worth)
                rows[-1].append(span(float(luck.low), float(luck.high), answer.digits))
        return rows

    def _notes(self) -> list[str]:
        run = self.comparison.reform
        unknown = [] if run.scenario.replications > 1 else [NOTHING_OF_LUCK]
        return [*unknown, *legend((text for row in self.rows() for text in row), run.ten_rows), CAVEAT]

    def __repr__(self) -> str:
        notes = "\n".join(self._notes())
        return visible(f"{self.comparison.heading}\n\n{aligned(self.rows())}\n\n{notes}")

    def _repr_html_(self) -> str:
        caption = self.comparison.heading.replace("\n", ". ")
        return in_notebook([html_table(caption, self.rows())], self._notes())

    def one(self, label: str) -> Answer:
        """Return the first answer of a label."""
        return next(answer for (_, name), answer in self.found.items() if name == label)

    def share_of_promise(self) -> float | None:
        """Return starts beyond the baseline's over those promised.

        None without a promise, in a run too short, or where the starts are no finding.
        """
        promise = self.comparison.reform.scenario.promise
        if promise is None or promised(promise) not in (label for _, label in self.found):
            return None
        share = self.one(promised(promise))
        return None if share.why_not else float(share.values.mean() / 100.0)

    def to_frame(self) -> pd.DataFrame:
        """Return a row an answer: the mean and, from two replications on, the luck in it.

        Luck is the standard error, the 95% interval, and the chance that the mean is above zero. The last column says
        of a mean that is no finding why it is none.
        """
        index: pd.MultiIndex = pd.MultiIndex.from_tuples(list(self.found), names=["section", "answer"])
        values = np.stack([answer.values for answer in self.found.values()], axis=-1)
        frame = pd.DataFrame({"found": values.mean(axis=0)}, index=index)
        if len(values) > 1:
            luck = luck_in(values, np.array([answer.row.worth for answer in self.found.values()]))
            frame = frame.assign(**dict(zip((ERROR, LOW, HIGH, ABOVE), luck, strict=True)))
        if len(values) > 1 and any(answer.counted is not None for answer in self.found.values()):
            told = [answer.values if answer.counted is None else answer.counted for answer in self.found.values()]
            is_told = np.array([answer.counted is not None for answer in self.found.values()])
            counted = np.stack(told, axis=-1)
            frame[COUNTED] = np.where(is_told, counted.mean(axis=0), np.nan)
            rows = np.array([answer.row_of_counted.worth for answer in self.found.values()])
            frame[COUNTED_ERROR] = np.where(is_told, standard_error(counted, rows), np.nan)
        frame[REASON] = [answer.why_not for answer in self.found.values()]
        return frame


def promised(promise: Promise) -> str:
    """Return the label of the share of a promise that is kept."""
    return f"{PROMISED} {promise.starts:,} promised"


def months_of_reform(reform: Scenario, baseline: Scenario) -> range:
    """Return the months, from 0, between the first and the last in which two scenarios differ; all if they never do."""
    found = {
        month
        for law in _policies(reform)
        for other in _policies(baseline)
        for month in months_that_differ(law, other[: reform.months])
    }
    return range(min(found), max(found) + 1) if found else range(reform.months)


def months_of_courses(reform: Scenario, baseline: Scenario) -> range:
    """Return the months of a reform and, if it changes coaching, those of courses begun in it: a month a contact.

    Courses go on when the coaches have gone back, so searchers lack minutes beyond the reform. One without an end in
    the run has no more months than the run.
    """
    months = months_of_reform(reform, baseline)
    held = [law["coaching"] for scenario in (reform, baseline) for law in _policies(scenario)]
    if all(np.array_equal(one, held[-1]) for one in held):
        return months
    contacts = int(max(one["contacts_a_start"][list(months)].max() for one in held))
    return range(months[0], min(months[-1] + 1 + contacts, reform.months))


def _policies(scenario: Scenario) -> list[NDArray[Any]]:
    """Return the parameters of each month, for everybody and each group; an added programme from its first places."""
    found = list(laws_of(scenario))
    for months in found:
        programmes = months["programme"]
        for code in OWN_PROGRAMMES:
            programmes[np.maximum.accumulate(programmes["places"][:, code]) == 0, code] = 0
    return [*found]


def _months_of_starts(reform: Scenario, baseline: Scenario) -> range:
    """Return the months over which starts are counted: to the month of the promise if there is one."""
    months = months_of_reform(reform, baseline)
    if reform.promise is None:
        return months
    return range(months[0], max(months[0] + 1, min(reform.promise.by - reform.start + 1, reform.months)))


# ------------------------------------------------------------------------------------------------ sections


def _starts(reform: Results, baseline: Results) -> dict[str, Answer]:
    months = _months_of_starts(reform.scenario, baseline.scenario)
    begun, otherwise = (run.by_month("coach_starts")[:, list(months)].sum(axis=1) for run in (reform, baseline))
    row = reform.row_of("coach_starts")
    rows = {STARTED: Answer(begun, row), MORE_STARTED: Answer(begun - otherwise, row)}
    promise = reform.scenario.promise
    if promise is not None and promise.by < reform.scenario.start + reform.scenario.months:
        share = 100.0 * (begun - otherwise) / promise.starts
        rows[promised(promise)] = Answer(share, reform.row_of("coach_starts", promise.starts / 100.0), 1)
    moved = coaches_on_health(reform.scenario) - coaches_on_health(baseline.scenario)
    coach_years = moved[list(months)].sum() / MONTHS_A_YEAR
    if coach_years > 0 and is_fenced(reform.scenario):
        rows[COACH_YEARS] = Answer((begun - otherwise) / coach_years, reform.row_of("coach_starts", coach_years), 1)
    return rows


def _work(comparison: Comparison) -> dict[str, Answer]:
    """Return the people more in work: expected differences, next to the counted ones."""
    reform, baseline = comparison.reform, comparison.baseline
    first = months_of_reform(reform.scenario, baseline.scenario)[0]
    limited, work = (
        reform.by_month(line, IN_WORK) - baseline.by_month(line, IN_WORK) for line in ("working_limited", "work")
    )
    row = reform.row_of("work")
    groups: tuple[tuple[str, Floats, Floats | None], ...] = (
        (LIMITED, more_limited_in_work(comparison), limited),
        (SEARCHED, more_in_work_of(comparison, WorkStatus.SEARCHING), None),
        (EVERYONE, more_in_work(comparison), work),
    )
    rows = {}
    for who, more, counted in groups:
        for after in AFTER_MONTHS:
            if first + after <= reform.scenario.months:
                month = first + after - 1
                heads = None if counted is None else counted[:, month]
                rows[f"{who}, month {after}"] = Answer(more[:, month], NOT_OF_ROWS, 0, heads, row)
    years, heads = (each.sum(axis=1) / MONTHS_A_YEAR for each in (groups[0][1], limited))
    return {**rows, YEARS_IN_WORK: Answer(years, NOT_OF_ROWS, 0, heads, reform.row_of("work", MONTHS_A_YEAR))}


def _jobs(comparison: Comparison) -> dict[str, Answer]:
    """Return the jobs more started: expected differences, next to the counted ones."""
    reform, baseline = comparison.reform, comparison.baseline
    months = list(months_of_courses(reform.scenario, baseline.scenario))
    more, everyone = more_jobs_of(comparison, WorkStatus.SEARCHING), more_jobs_of(comparison)
    searchers, heads = (
        reform.by_month("jobs_started", only) - baseline.by_month("jobs_started", only) for only in ((SEARCHING,), ())
    )
    told = {
        SEARCHERS: (more[:, months], searchers[:, months]),
        "Searchers, whole run": (more, searchers),
        "Everyone, whole run": (everyone, heads),
    }
    row = reform.row_of("jobs_started")
    return {
        label: Answer(found.sum(axis=1), NOT_OF_ROWS, 0, counted.sum(axis=1), row)
        for label, (found, counted) in told.items()
    }


def _caseloads(comparison: Comparison) -> dict[str, Answer]:
    """Return the people more on benefits for ill health, counted, at the last month that is asked for."""
    reform, baseline = comparison.reform, comparison.baseline
    first = months_of_reform(reform.scenario, baseline.scenario)[0]
    asked = [after for after in AFTER_MONTHS if first + after <= reform.scenario.months]
    rows = {}
    for after in asked[-1:]:
        for label, line, only in ON_BENEFIT:
            month = first + after - 1
            more = (reform.by_month(line, only) - baseline.by_month(line, only))[:, month]
            rows[f"{label}, month {after}"] = Answer(more, reform.row_of(line))
    return rows


def _money(comparison: Comparison) -> dict[str, Answer]:
    """Return the net cost, work as expected, next to the counted one."""
    more, counted, row = cost(comparison), counted_cost(comparison), comparison.reform.pounds_of_a_row
    by_year = {
        year: Answer(more[:, place], NOT_OF_ROWS, 1, counted[:, place], row)
        for place, year in enumerate(comparison.reform.years)
    }
    return {**by_year, WHOLE_RUN: Answer(more.sum(axis=1), NOT_OF_ROWS, 1, counted.sum(axis=1), row)}
