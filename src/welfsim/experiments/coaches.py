"""What coaches do: their supply, their minutes, whom they help and what it costs, against a baseline.

``Coaches(comparison)`` reads one page from two paired runs. Over the whole run jobs and pounds are expected
differences, clear of most luck, with what was counted next to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfsim.errors import ScenarioError
from welfsim.months import MONTHS_A_YEAR, financial_year, show_month
from welfsim.policy import current_law, path, resolve
from welfsim.policy.coaches import IN_POST, a_month
from welfsim.results.comparison import Comparison
from welfsim.results.effects import MILLIONTHS, cost, more_jobs_of
from welfsim.results.luck import NOT_OF_ROWS, Row, interval_of_mean, luck_in, ratio_of_means, standard_error, why_not
from welfsim.results.run import Results
from welfsim.results.table import (
    ABOVE,
    COUNTED,
    COUNTED_ERROR,
    ERROR,
    HEALTH_USES,
    HIGH,
    LOW,
    NET_COST,
    Table,
    categories,
    compared,
)
from welfsim.scenario import Scenario
from welfsim.vocabulary.codes import WorkStatus

Floats = NDArray[np.float64]

MILLION, PENCE_A_POUND = 1e6, 100.0
HEALTH_GROUPS = ("LCWRA", "ESA support", "LCW", "WRAG", "Fit note", "PIP only")
HEALTH_EARMARKS = ("LCWRA", "ESA", "LCW", "Fit note", "PIP only")
SEARCHING = "Searching"
EXTRA, TO_HEALTH = "coaching.coaches_extra", "coaching.coaches_to_health"
RING_FENCE = "coaching.ring_fence"
IN_WORK = ("Part time", "Full time")


class Cost(NamedTuple):
    """Pounds for each net job, and their standard error from two replications on."""

    pounds: float
    error: float | None


@dataclass(frozen=True, eq=False)
class Coaches:
    """One page on coaches: tables of a scenario and its baseline, and their difference over the whole run.

    Parameters
    ----------
    comparison
        The two runs, paired replication by replication.
    """

    comparison: Comparison

    def tables(self) -> list[pd.DataFrame]:
        """Return the page's tables: scenario, baseline, difference and its standard error by financial year."""
        reform, baseline = self.comparison.reform, self.comparison.baseline
        fenced = all(is_fenced(run.scenario) for run in (reform, baseline))
        pairs = zip(_tables(reform, fenced), _tables(baseline, fenced), strict=True)
        return [compared(table, other) for table, other in pairs]

    def totals(self) -> pd.DataFrame:
        """Return the differences over the whole run, a row each, with the luck in them if there are replications.

        Those that are expected have what was counted next to them. ``attrs["made_of"]`` says what one row of the sample
        makes of each.
        """
        return self.scaled({})

    @cached_property
    def _counted(self) -> dict[str, Floats]:
        reform, baseline = _totals(self.comparison.reform), _totals(self.comparison.baseline)
        return {name: reform[name] - baseline[name] for name in reform}

    @cached_property
    def _differences(self) -> dict[str, Floats]:
        return {**self._counted, **_expected(self.comparison)}

    def for_each(self, coach_years: float) -> pd.DataFrame:
        """Return the differences over the whole run for each coach-year, in pounds where they are in £ million."""
        each = {name: (MILLION if "£ million" in name else 1.0) / coach_years for name in self._differences}
        found = self.scaled(each)
        found.index = found.index.str.replace("£ million", "£")
        return found

    def scaled(self, by: Mapping[str, float]) -> pd.DataFrame:
        """Return the differences over the whole run, some of them times a number."""
        values = {name: found * by.get(name, 1.0) for name, found in self._differences.items()}
        counted = {name: self._counted[name] * by.get(name, 1.0) for name in EXPECTED}
        rows = {name: row._replace(worth=row.worth * by.get(name, 1.0)) for name, row in self._made_of.items()}
        return with_luck(values, rows, counted)

    @property
    def _made_of(self) -> dict[str, Row]:
        other = {HEALTH_TIME: NOT_OF_ROWS, NET_PUBLIC: self.row_of_cost}
        return {name: other.get(name, self.comparison.reform.row_of("jobs_started")) for name in self._differences}

    @property
    def row_of_cost(self) -> Row:
        """What one row of the sample makes of net public finances over the whole run."""
        run = self.comparison.reform
        money = run.pounds_of_a_row
        return money._replace(worth=money.worth * run.scenario.months / MONTHS_A_YEAR)

    def net_jobs(self) -> tuple[float, float] | None:
        """Return the 95% interval of additional jobs net of those prevented and displaced; None of one replication."""
        jobs = self._differences[NET_JOBS]
        if jobs.size == 1:
            return None
        low, high = interval_of_mean(jobs)
        return float(low), float(high)

    def cost_per_net_job(self) -> Cost | None:
        """Return pounds of coach time on health for each additional job net of those prevented and displaced.

        None where the 95% interval of such jobs over replications includes zero, and where there are fewer of them than
        of those prevented and displaced.
        """
        jobs, interval = self._differences[NET_JOBS], self.net_jobs()
        if jobs.mean() <= 0.0 or why_not(float(jobs.mean()), NOT_OF_ROWS, *(interval or (None, None))):
            return None
        pounds = self._differences[HEALTH_TIME] * MILLION
        return Cost(float(pounds.mean() / jobs.mean()), None if interval is None else ratio_of_means(pounds, jobs)[1])


def with_luck(
    differences: Mapping[str, Floats], rows: Mapping[str, Row], counted: Mapping[str, Floats]
) -> pd.DataFrame:
    """Return the means of differences by replication, a row each, with the luck in them from two replications on.

    Parameters
    ----------
    rows
        What one row of the sample makes of each difference, were it counted.
    counted
        What was counted in place of those differences that are expected, and so are not made of rows.
    """
    values = np.stack(list(differences.values()), axis=-1)
    heads = np.stack([counted.get(name, np.full(len(values), np.nan)) for name in differences], axis=-1)
    made_of = tuple(NOT_OF_ROWS if name in counted else rows[name] for name in differences)
    found = pd.DataFrame({"difference": values.mean(axis=0)}, index=list(differences))
    if len(values) > 1:
        luck = luck_in(values, np.array([row.worth for row in made_of]))
        found = found.assign(**dict(zip((ERROR, LOW, HIGH, ABOVE), luck, strict=True)))
        found[COUNTED] = heads.mean(axis=0)
        found[COUNTED_ERROR] = standard_error(heads, np.array([rows[name].worth for name in differences]))
    found.attrs["made_of"] = made_of
    return found


ADDITIONAL, DISPLACED = "Additional jobs", "Displaced jobs"
NET_JOBS = "Additional jobs less those prevented and displaced"
HEALTH_TIME = "Coach time on health, £ million"
SEARCHERS_JOBS = "Jobs started by searchers (below zero: lost)"
ALL_JOBS = "Jobs started by everyone"
NET_PUBLIC = "Net public finances, £ million (below zero: saved)"
EXPECTED = (ADDITIONAL, DISPLACED, NET_JOBS, SEARCHERS_JOBS, ALL_JOBS, NET_PUBLIC)
"""Differences over the whole run that are expected ones, clear of most luck."""
STARTS_A_COACH, MONTHS_WAITED = "Starts per coach and year on health", "Months waited by those who start"
DEADWEIGHT = "Deadweight, per cent"
RATIOS = (STARTS_A_COACH, MONTHS_WAITED, DEADWEIGHT)
"""Rows that are no number of people: a row of the sample has no fixed part in them."""


def _tables(run: Results, fenced: bool) -> Iterator[Table]:
    people = run.row_of("coach_starts")
    yield _table(run, "Coaches", _supply(run), NOT_OF_ROWS)
    yield _table(run, "Million coach minutes", _minutes(run), NOT_OF_ROWS)
    yield _table(run, "People, intensive health support", _support(run, fenced), people)
    yield _table(run, "Jobs, people with support", _jobs(run), people)
    yield run.fiscal()


def _table(run: Results, unit: str, rows: dict[str, Floats], row: Row) -> Table:
    """Return rows of values by replication and year as a table; one row of the sample makes `row` of all but ratios."""
    index = pd.Index(list(rows), name="line")
    made_of = tuple(NOT_OF_ROWS if name in RATIOS else row for name in rows)
    return Table(index, run.years, np.stack(list(rows.values()), axis=-1), unit, made_of)


def law_of(scenario: Scenario) -> NDArray[Any]:
    """Return the parameters of a scenario by month."""
    return resolve(current_law(), scenario.changes(), scenario.start, scenario.months)


def refuse_own_coaches(scenario: Scenario) -> None:
    """Refuse to show coach time where coaches of some places alone are changed: it is that of the whole country.

    Raises
    ------
    ScenarioError
        With the change.
    """
    for group in scenario.own_groups():
        for change in group.changes:
            if change.name.startswith("coaching."):
                raise ScenarioError(
                    f"{change.where}\n  {change.name} is changed for {group.some.in_words()} only, and this page is of "
                    "the whole country.\n  See what it does with welfsim compare, --by region for each region."
                )


def supply(scenario: Scenario) -> pd.DataFrame:
    """Return coaches by month, Great Britain: in post, and who left, came and was lent since the month before.

    Coaches lent are those of `coaching.coaches_extra`, negative when taken away; leavers among them are replaced.
    In the first month those who came replace those who left.
    """
    law, start = law_of(scenario), scenario.start
    in_post, leaving = path(law, IN_POST), a_month(path(law, "coaching.leavers_a_year"))
    none_lent = scenario.laid_over({EXTRA: {start: 0.0}}, {EXTRA: "nobody lent"})
    lent = np.diff(in_post - path(law_of(none_lent), IN_POST), prepend=0.0)
    before = np.concatenate([in_post[:1] - lent[:1], in_post[:-1]])
    left = before * leaving
    came = in_post - before - lent + left
    months = [show_month(start + i) for i in range(scenario.months)]
    return pd.DataFrame({"in post": in_post, "left": left, "came": came, "lent": lent}, index=months)


def is_fenced(scenario: Scenario) -> bool:
    """Say whether coaches on health are ring-fenced in every month."""
    return bool(path(law_of(scenario), RING_FENCE).all())


def _supply(run: Results) -> dict[str, Floats]:
    months = supply(run.scenario)
    years = [financial_year(run.scenario.start + i) for i in range(run.scenario.months)]
    by_year = months.groupby(years)
    every = np.ones((run.scenario.replications, 1))
    districts = run.yearly("coach_districts_stopping")
    return {
        "In post, mean of the year": every * by_year["in post"].mean().to_numpy(),
        "Left in the year": every * by_year["left"].sum().to_numpy(),
        "Came in the year": every * by_year["came"].sum().to_numpy(),
        "Lent or taken away at once": every * by_year["lent"].sum().to_numpy(),
        "Districts that stop parts of their support": districts,
        "People whom they see less or not at all, month by month": run.yearly("coach_people_stopped"),
    }


def _minutes(run: Results) -> dict[str, Floats]:
    rows = {"Supplied": run.yearly("minutes_supplied") / MILLION}
    for use in categories("minutes_asked"):
        for what in ("asked", "given", "refused"):
            values = run.yearly(f"minutes_{what}", (use,)) / MILLION
            rows[f"{use}: {what}"] = values
    return rows


def _support(run: Results, fenced: bool) -> dict[str, Floats]:
    starts = run.yearly("coach_starts")
    rows = {"Offers": run.yearly("offers"), "Offers accepted": run.yearly("offers_accepted"), "Starts": starts}
    rows |= {f"Starts: {group}": run.yearly("coach_starts", (group,)) for group in HEALTH_GROUPS}
    if fenced:
        rows[STARTS_A_COACH] = _ratio(starts, _coach_years_on_health(run))
    rows |= {
        "Courses finished": run.yearly("coach_completions"),
        "Waiting, mean of the year": run.yearly("volunteers_waiting"),
        MONTHS_WAITED: _ratio(run.yearly("coach_start_wait"), starts),
        "Gave up waiting": run.yearly("volunteers_lapsed"),
        "Starts on programmes that a coach referred": run.yearly("programme_starts_by_route", _by_coach(run)),
    }
    return rows


def _by_coach(run: Results) -> list[str]:
    """Return the names of starts on programmes through a coach."""
    return [name for name in run.categories("programme_starts_by_route") if name.endswith("/ Coach")]


def coaches_on_health(scenario: Scenario) -> Floats:
    """Return coaches on health by plan, as far as they are in post, by month."""
    law = law_of(scenario)
    planned = path(law, "coaching.coaches_on_health") + path(law, TO_HEALTH)
    return np.asarray(np.minimum(planned, path(law, IN_POST)), np.float64)


def _coach_years_on_health(run: Results) -> Floats:
    """Return coaches on health in years of work, by plan and earmarked ones by what they gave, by replication and year.

    The minutes supplied are those of coaches in post, so they show how many a coach gives in a year.
    """
    scenario = run.scenario
    years = [financial_year(scenario.start + i) for i in range(scenario.months)]
    here = pd.DataFrame({"health": coaches_on_health(scenario), "in post": path(law_of(scenario), IN_POST)})
    coach_years = here.groupby(years).sum() / MONTHS_A_YEAR
    earmarked = _ratio(run.yearly("minutes_earmarked", HEALTH_EARMARKS), run.yearly("minutes_supplied"))
    return np.asarray(coach_years["health"].to_numpy() + earmarked * coach_years["in post"].to_numpy())


def _jobs(run: Results) -> dict[str, Floats]:
    additional, deadweight = run.yearly("jobs_additional"), run.yearly("jobs_deadweight")
    prevented, displaced = run.yearly("jobs_prevented"), run.yearly("jobs_displaced")
    started, net = additional + deadweight, additional - prevented - displaced
    return {
        "Started with support, of coaches or a programme": started,
        "of which deadweight: would have started anyway": deadweight,
        "of which additional": additional,
        "Prevented by support that does harm": prevented,
        "Displaced, people without support": displaced,
        NET_JOBS: net,
        DEADWEIGHT: 100.0 * _ratio(deadweight, started),
        ALL_JOBS: run.yearly("jobs_started"),
        SEARCHERS_JOBS.partition(" (")[0]: run.yearly("jobs_started", (SEARCHING,)),
    }


def _ratio(above: Floats, below: Floats) -> Floats:
    """Return a ratio, or 0 where the denominator is 0."""
    return np.divide(above, below, out=np.zeros_like(above, dtype=np.float64), where=below > 0)


def _health_time(run: Results) -> Floats:
    """Return the cost of the minutes given to health courses, in pounds, by replication and year.

    Coaches in post are paid for what they supply and earmarked ones for what they give, at the same rate a minute.
    """
    given = run.yearly("minutes_given", HEALTH_USES) + run.yearly("minutes_earmarked", HEALTH_EARMARKS)
    paid = run.yearly("minutes_supplied") + run.yearly("minutes_earmarked")
    return np.asarray(_ratio(given, paid) * run.yearly("coach_cost") / PENCE_A_POUND)


def _totals(run: Results) -> dict[str, Floats]:
    """Return sums over the whole run by replication."""
    jobs = _jobs(run)
    searchers = SEARCHERS_JOBS.partition(" (")[0]
    return {
        "Starts of intensive health support": run.yearly("coach_starts").sum(axis=1),
        "Courses finished": run.yearly("coach_completions").sum(axis=1),
        ADDITIONAL: jobs["of which additional"].sum(axis=1),
        DISPLACED: jobs["Displaced, people without support"].sum(axis=1),
        NET_JOBS: jobs[NET_JOBS].sum(axis=1),
        "Jobs started by people in health groups": run.yearly("jobs_started", HEALTH_GROUPS).sum(axis=1),
        SEARCHERS_JOBS: jobs[searchers].sum(axis=1),
        ALL_JOBS: jobs[ALL_JOBS].sum(axis=1),
        HEALTH_TIME: _health_time(run).sum(axis=1) / MILLION,
        NET_PUBLIC: run.fiscal().of(NET_COST).sum(axis=1),
    }


def _expected(comparison: Comparison) -> dict[str, Floats]:
    """Return the expected differences over the whole run by replication."""
    additional, prevented, displaced = (
        MILLIONTHS * (comparison.reform.yearly(line) - comparison.baseline.yearly(line)).sum(axis=1)
        for line in ("additional_chances", "prevented_chances", "displaced_chances")
    )
    return {
        ADDITIONAL: additional,
        DISPLACED: displaced,
        NET_JOBS: additional - prevented - displaced,
        SEARCHERS_JOBS: more_jobs_of(comparison, WorkStatus.SEARCHING).sum(axis=1),
        ALL_JOBS: more_jobs_of(comparison).sum(axis=1),
        NET_PUBLIC: cost(comparison).sum(axis=1),
    }
