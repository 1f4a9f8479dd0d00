"""What a comparison answers: support started, people in work, searchers' jobs and net pounds, each with its noise.

Every answer is read replication by replication from two paired runs, so that its noise is known from two replications
on, and whether it is a finding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfsim.experiments.coaches import SEARCHING, coaches_on_health, is_fenced
from welfsim.months import MONTHS_A_YEAR, show_month
from welfsim.policy import current_law, resolve
from welfsim.results.comparison import Comparison
from welfsim.results.luck import Row, luck_in, why_not
from welfsim.results.run import Results
from welfsim.results.table import ABOVE, ERROR, HIGH, LOW, NET_COST, REASON, categories
from welfsim.scenario import Promise, Scenario
from welfsim.vocabulary.codes import OWN_PROGRAMMES

Floats = NDArray[np.float64]
Key = tuple[str, str]

AFTER_MONTHS = (12, 24, 60)
IN_WORK = ("Part time", "Full time")
WORK, JOBS, MONEY = "More people in work", "More jobs started", "Net cost, £ million"
LIMITED, PROMISED = "Limited by ill health", "Per cent of the"
STARTED, MORE_STARTED = "Starts with the reform", "Starts more than without it"
COACH_YEARS = "Starts for each coach-year moved"
YEARS_IN_WORK = "Limited, years in work, whole run"
SEARCHERS = "Searchers, reform and its courses"
WHOLE_RUN = "Whole run"


class Answer(NamedTuple):
    """One answer by replication, what one row of the sample makes of it, and the decimals in which it is read."""

    values: Floats
    row: Row
    digits: int = 0

    @property
    def why_not(self) -> str:
        """Say why the answer is no finding; an empty text if it is one."""
        found = float(self.values.mean())
        if len(self.values) == 1:
            return why_not(found, self.row)
        luck = luck_in(self.values, self.row.worth)
        return why_not(found, self.row, float(luck.low), float(luck.high))


@dataclass(frozen=True, eq=False)
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
        """Every answer by section and label; starts of support only if some were promised or they differ."""
        reform, baseline = self.comparison.reform, self.comparison.baseline
        starts = _starts(reform, baseline)
        asked = reform.scenario.promise is not None or starts[MORE_STARTED].values.any()
        sections = {
            f"Support, {self.months_of_starts}": starts if asked else {},
            WORK: _work(reform, baseline),
            JOBS: _jobs(reform, baseline),
            MONEY: _money(reform, baseline),
        }
        return {(title, label): answer for title, rows in sections.items() for label, answer in rows.items()}

    @property
    def months_of_starts(self) -> str:
        """The months over which starts are counted, in words."""
        months = _months_of_starts(self.comparison.reform.scenario, self.comparison.baseline.scenario)
        start = self.comparison.reform.scenario.start
        return f"{show_month(start + months[0])} to {show_month(start + months[-1])}"

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
        frame[REASON] = [answer.why_not for answer in self.found.values()]
        return frame


def promised(promise: Promise) -> str:
    """Return the label of the share of a promise that is kept."""
    return f"{PROMISED} {promise.starts:,} promised"


def months_of_reform(reform: Scenario, baseline: Scenario) -> range:
    """Return the months, from 0, between the first and the last in which two scenarios differ; all if they never do."""
    one, other = _policies(reform), _policies(baseline)
    differs = [month for month in range(reform.months) if one[month].tobytes() != other[month].tobytes()]
    return range(differs[0], differs[-1] + 1) if differs else range(reform.months)


def months_of_courses(reform: Scenario, baseline: Scenario) -> range:
    """Return the months of a reform and, if it changes coaching, those of courses begun in it: a month a contact.

    Courses go on when the coaches have gone back, so searchers lack minutes beyond the reform. One without an end in
    the run has no more months than the run.
    """
    months = months_of_reform(reform, baseline)
    one, other = (_policies(scenario)["coaching"] for scenario in (reform, baseline))
    if np.array_equal(one, other):
        return months
    contacts = int(max(held["contacts_a_start"][list(months)].max() for held in (one, other)))
    return range(months[0], min(months[-1] + 1 + contacts, reform.months))


def _policies(scenario: Scenario) -> NDArray[Any]:
    """Return the parameters of each month, a programme that is added from its first places on."""
    months = resolve(current_law(), scenario.changes(), scenario.start, scenario.months, scenario.own_programmes())
    programmes = months["programme"]
    for code in OWN_PROGRAMMES:
        programmes[np.maximum.accumulate(programmes["places"][:, code]) == 0, code] = 0
    return months


def _months_of_starts(reform: Scenario, baseline: Scenario) -> range:
    """Return the months over which starts are counted: to the month of the promise if there is one."""
    months = months_of_reform(reform, baseline)
    if reform.promise is None:
        return months
    return range(months[0], max(months[0] + 1, min(reform.promise.by - reform.start + 1, reform.months)))


# ------------------------------------------------------------------------------------------------ sections


def _starts(reform: Results, baseline: Results) -> dict[str, Answer]:
    months = _months_of_starts(reform.scenario, baseline.scenario)
    begun, otherwise = (_monthly(run, "coach_starts")[:, list(months)].sum(axis=1) for run in (reform, baseline))
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


def _work(reform: Results, baseline: Results) -> dict[str, Answer]:
    first = months_of_reform(reform.scenario, baseline.scenario)[0]
    rows = {}
    for who, line in ((LIMITED, "working_limited"), ("Everyone", "work")):
        more = _monthly(reform, line, IN_WORK) - _monthly(baseline, line, IN_WORK)
        for after in AFTER_MONTHS:
            if first + after <= reform.scenario.months:
                rows[f"{who}, month {after}"] = Answer(more[:, first + after - 1], reform.row_of(line))
        if line == "working_limited":
            years = Answer(more.sum(axis=1) / MONTHS_A_YEAR, reform.row_of(line))
    return {**rows, YEARS_IN_WORK: years}


def _jobs(reform: Results, baseline: Results) -> dict[str, Answer]:
    months = list(months_of_courses(reform.scenario, baseline.scenario))
    more = _monthly(reform, "jobs_started", (SEARCHING,)) - _monthly(baseline, "jobs_started", (SEARCHING,))
    everyone = _monthly(reform, "jobs_started") - _monthly(baseline, "jobs_started")
    row = reform.row_of("jobs_started")
    return {
        SEARCHERS: Answer(more[:, months].sum(axis=1), row),
        "Searchers, whole run": Answer(more.sum(axis=1), row),
        "Everyone, whole run": Answer(everyone.sum(axis=1), row),
    }


def _money(reform: Results, baseline: Results) -> dict[str, Answer]:
    net = [run.fiscal().values[:, :, list(run.fiscal().rows).index(NET_COST)] for run in (reform, baseline)]
    more = net[0] - net[1]
    money = reform.pounds_of_a_row
    by_year = {year: Answer(more[:, place], money, 1) for place, year in enumerate(reform.years)}
    whole = money._replace(worth=money.worth * reform.scenario.months / MONTHS_A_YEAR)
    return {**by_year, WHOLE_RUN: Answer(more.sum(axis=1), whole, 1)}


def _monthly(run: Results, line: str, only: Sequence[str] = ()) -> Floats:
    """Return a line by replication and month, Great Britain, summed over some categories or over all."""
    cells = run.accounts[line].sum(axis=2)
    flat = cells.reshape(*cells.shape[:2], -1)
    places = [place for place, name in enumerate(categories(line)) if not only or name in only]
    return np.asarray(flat[:, :, places].sum(axis=-1), np.float64)
