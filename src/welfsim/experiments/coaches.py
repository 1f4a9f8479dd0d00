"""What coaches do: their supply, their minutes, whom they help and what it costs, beside a baseline.

``coaches(comparison)`` reads one page from two paired runs; ``marginal(scenario, more)`` runs the scenario again with
more coaches on health and with more on search, and gives what one more coach a year brings with its standard error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfsim.errors import ScenarioError
from welfsim.months import MONTHS_A_YEAR, financial_year, show_month
from welfsim.policy import current_law, path, resolve
from welfsim.policy.coaches import IN_POST, a_month
from welfsim.results import NET_COST, Comparison, Results, Table, categories, compared, standard_error
from welfsim.scenario import Scenario, read_scenario
from welfsim.simulation import compare

Floats = NDArray[np.float64]
Progress = Callable[[float], None]

MILLION, PENCE_A_POUND = 1e6, 100.0
HEALTH_GROUPS = ("LCWRA", "ESA support", "LCW", "WRAG", "Fit note", "PIP only")
SEARCHING = "Searching"
EXTRA, TO_HEALTH = "coaching.coaches_extra", "coaching.coaches_to_health"


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
        return [compared(table, other) for table, other in zip(_tables(reform), _tables(baseline), strict=True)]

    def totals(self) -> pd.DataFrame:
        """Return the differences over the whole run, a row each, with the standard error if there are replications."""
        reform, baseline = _totals(self.comparison.reform), _totals(self.comparison.baseline)
        rows = {name: reform[name] - baseline[name] for name in reform}
        found = pd.DataFrame({"difference": {name: float(values.mean()) for name, values in rows.items()}})
        if self.comparison.reform.scenario.replications > 1:
            found["standard error"] = [float(standard_error(values)) for values in rows.values()]
        return found

    def cost_per_net_job(self) -> float | None:
        """Return pounds of coach time on health for each additional job net of displaced ones, or None below one."""
        totals = self.totals()["difference"]
        jobs = totals[NET_JOBS]
        return float(totals[HEALTH_TIME] * MILLION / jobs) if jobs >= 1.0 else None


NET_JOBS = "Additional jobs less those prevented and displaced"
HEALTH_TIME = "Coach time on health, £ million"
SEARCHERS_JOBS = "Jobs started by searchers (below nought: lost)"
ALL_JOBS = "Jobs started by everyone"
NET_PUBLIC = "Net public finances, £ million (below nought: saved)"


def _tables(run: Results) -> Iterator[Table]:
    yield _table(run, "Coaches", _supply(run))
    yield _table(run, "Million coach minutes", _minutes(run))
    yield _table(run, "People, intensive health support", _support(run))
    yield _table(run, "Jobs, people with support", _jobs(run))
    yield run.fiscal()


def _table(run: Results, unit: str, rows: dict[str, Floats]) -> Table:
    """Return rows of values by replication and year as a table."""
    index = pd.Index(list(rows), name="line")
    return Table(index, run.years, np.stack(list(rows.values()), axis=-1), unit)


def _law(scenario: Scenario) -> NDArray[Any]:
    """Return the parameters of a scenario by month."""
    return resolve(current_law(), scenario.changes(), scenario.start, scenario.months)


def supply(scenario: Scenario) -> pd.DataFrame:
    """Return coaches by month, Great Britain: in post, those who left and those who came since the month before.

    In the first month those who came replace those who left.
    """
    law = _law(scenario)
    in_post, leaving = path(law, IN_POST), a_month(path(law, "coaching.leavers_a_year"))
    before = np.concatenate([in_post[:1], in_post[:-1]])
    left = before * leaving
    months = [show_month(scenario.start + i) for i in range(scenario.months)]
    return pd.DataFrame({"in post": in_post, "left": left, "came": in_post - before + left}, index=months)


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
        "Districts that stop parts of their support": districts,
        "People whom they stop seeing, month by month": run.yearly("coach_people_stopped"),
    }


def _minutes(run: Results) -> dict[str, Floats]:
    rows = {"Supplied": run.yearly("minutes_supplied") / MILLION}
    for use in categories("minutes_asked"):
        for what in ("asked", "given", "refused"):
            values = run.yearly(f"minutes_{what}", (use,)) / MILLION
            rows[f"{use}: {what}"] = values
    return rows


def _support(run: Results) -> dict[str, Floats]:
    starts = run.yearly("coach_starts")
    on_health = _coach_years_on_health(run)
    rows = {"Offers": run.yearly("offers"), "Offers accepted": run.yearly("offers_accepted"), "Starts": starts}
    rows |= {f"Starts: {group}": run.yearly("coach_starts", (group,)) for group in HEALTH_GROUPS}
    rows |= {
        "Starts per coach and year on health": _ratio(starts, on_health),
        "Courses finished": run.yearly("coach_completions"),
        "Waiting, mean of the year": run.yearly("volunteers_waiting"),
        "Months waited by those who start": _ratio(run.yearly("coach_start_wait"), starts),
        "Gave up waiting": run.yearly("volunteers_lapsed"),
        "Starts on programmes that a coach referred": run.yearly("programme_starts_by_route", _by_coach(run)),
    }
    return rows


def _by_coach(run: Results) -> list[str]:
    """Return the names of starts on programmes through a coach."""
    return [name for name in run.categories("programme_starts_by_route") if name.endswith("/ Coach")]


def coaches_on_health(scenario: Scenario) -> Floats:
    """Return coaches on health by plan, as far as they are in post, by month."""
    law = _law(scenario)
    planned = path(law, "coaching.coaches_on_health") + path(law, TO_HEALTH)
    return np.asarray(np.minimum(planned, path(law, IN_POST)), np.float64)


def _coach_years_on_health(run: Results) -> Floats:
    """Return coaches on health by plan, in years of work, by replication and year."""
    scenario = run.scenario
    here = coaches_on_health(scenario) / MONTHS_A_YEAR
    years = [financial_year(scenario.start + i) for i in range(scenario.months)]
    summed = pd.Series(here).groupby(years).sum().to_numpy()
    return np.ones((scenario.replications, 1)) * summed


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
        "Deadweight, per cent": 100.0 * _ratio(deadweight, started),
        ALL_JOBS: run.yearly("jobs_started"),
        SEARCHERS_JOBS.partition(" (")[0]: run.yearly("jobs_started", (SEARCHING,)),
    }


def _ratio(above: Floats, below: Floats) -> Floats:
    """Return a ratio, nought where nothing is below."""
    return np.divide(above, below, out=np.zeros_like(above, dtype=np.float64), where=below > 0)


def _health_time(run: Results) -> Floats:
    """Return the cost of the minutes given to health courses, in pounds, by replication and year."""
    health = [name for name in categories("minutes_given") if name.startswith("Health")]
    share = _ratio(run.yearly("minutes_given", health), run.yearly("minutes_supplied"))
    return np.asarray(share * run.yearly("coach_cost") / PENCE_A_POUND)


def _totals(run: Results) -> dict[str, Floats]:
    """Return sums over the whole run by replication."""
    jobs, fiscal = _jobs(run), run.fiscal()
    searchers = SEARCHERS_JOBS.partition(" (")[0]
    return {
        "Starts of intensive health support": run.yearly("coach_starts").sum(axis=1),
        "Courses finished": run.yearly("coach_completions").sum(axis=1),
        "Additional jobs": jobs["of which additional"].sum(axis=1),
        "Displaced jobs": jobs["Displaced, people without support"].sum(axis=1),
        NET_JOBS: jobs[NET_JOBS].sum(axis=1),
        "Jobs started by people in health groups": run.yearly("jobs_started", HEALTH_GROUPS).sum(axis=1),
        SEARCHERS_JOBS: jobs[searchers].sum(axis=1),
        ALL_JOBS: jobs[ALL_JOBS].sum(axis=1),
        HEALTH_TIME: _health_time(run).sum(axis=1) / MILLION,
        NET_PUBLIC: fiscal.values[:, :, list(fiscal.rows).index(NET_COST)].sum(axis=1),
    }


# ---------------------------------------------------------------------------------------- one more coach


def with_more(scenario: Scenario, more: float, on_health: bool) -> Scenario:
    """Return a scenario with more coaches in post from its first month, on health or for everyone else."""
    names = (EXTRA, TO_HEALTH) if on_health else (EXTRA,)
    raised: dict[str, dict[int, float | None]] = {}
    law = _law(scenario)
    for name in names:
        values = path(law, name) + more
        steps = [0, *(np.flatnonzero(np.diff(values)) + 1).tolist()]
        raised[name] = {scenario.start + step: float(values[step]) for step in steps}
    where = f"{more:g} more coaches on {'health' if on_health else 'search'}"
    return scenario.laid_over(raised, dict.fromkeys(names, where))


def marginal(
    scenario: Scenario | str | Path,
    more: float,
    threads: int | None = None,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Return what one more coach brings a year, by what the coach does, with the standard error.

    The scenario is run again with `more` coaches on health and with `more` for everyone else, from its first month,
    replication by replication with the same people and luck; differences are divided by `more` and the years.

    Raises
    ------
    ScenarioError
        If `more` is not above nought, or the scenario has fewer than two replications, so no standard error.
    """
    read = scenario if isinstance(scenario, Scenario) else read_scenario(scenario)
    if more <= 0 or read.replications < 2:
        raise ScenarioError(
            "--marginal\n  The value of one more coach is a small difference: it needs some more coaches to be seen,\n"
            "  and two replications or more to say how sure it is. Write for example --marginal 1000 --replications 8"
        )
    share = None if progress is None else (lambda done: progress(done / 2))
    parts = {}
    for name, on_health in (("on health", True), ("on search", False)):
        found = compare(with_more(read, more, on_health), read, threads=threads, progress=share)
        coach_years = more * read.months / MONTHS_A_YEAR
        totals = Coaches(found).totals() / coach_years
        totals.loc[[HEALTH_TIME, NET_PUBLIC]] *= MILLION
        totals.index = totals.index.str.replace("£ million", "£")
        parts[name] = totals
    return pd.concat(parts, axis=1)
