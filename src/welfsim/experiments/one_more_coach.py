"""What one more coach a year brings, and one more hour of a coach given to each group.

``one_more(scenario, more)`` runs a scenario next to itself with more coaches: on health, on search, and earmarked for
one group after another, all in one visit of the same people with the same luck. Jobs, months in work and pounds are
expected differences, clear of most luck, with what was counted next to them.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from welfsim.errors import ScenarioError
from welfsim.experiments.coaches import (
    EXTRA,
    IN_WORK,
    MILLION,
    TO_HEALTH,
    Coaches,
    Floats,
    law_of,
    with_luck,
)
from welfsim.months import MONTHS_A_YEAR
from welfsim.parts import Parts
from welfsim.policy import parameters, path
from welfsim.results.comparison import Comparison
from welfsim.results.effects import cost, counted_cost, more_in_work, more_jobs_of
from welfsim.results.luck import NOT_OF_ROWS, ratios
from welfsim.results.table import categories
from welfsim.scenario import Dated, Scenario
from welfsim.simulation import Progress, compare_all
from welfsim.wording.lists import read_list

EARMARKED, FOR = "coaching.coaches_earmarked", "coaching.earmarked_for"
USES = {"on health": True, "on search": False}
GROUPS: dict[str, str] = {
    "LCWRA": "lcwra",
    "ESA": "esa",
    "LCW": "lcw",
    "Fit note": "fit note",
    "PIP alone": "pip only",
    "Searching, under 25": "search under 25",
    "Searching, over a year": "search over a year",
    "Searching, others": "search other",
}
RUNS = 1 + len(USES) + len(GROUPS)
"""Scenarios that are run: as it is, and with more coaches for each use and each group."""

JOBS_AN_HOUR = "jobs started, 1,000 hours"
MONTHS_AN_HOUR = "months in work, 1,000 hours"
COST_AN_HOUR = "net cost, £ an hour"
HOURS = "hours given, thousand"
MINUTES_AN_HOUR, THOUSAND = 60.0, 1e3


class OneMore(NamedTuple):
    """What one more coach brings, as `Coaches.totals` has its rows.

    Parameters
    ----------
    coach
        By use, on health or on search: what one more coach brings a year.
    hour
        By group: hours given, and the jobs, months in work and pounds that one more hour brings. The last three are not
        numbers of a group to whom no hour could be given.
    """

    coach: dict[str, pd.DataFrame]
    hour: dict[str, pd.DataFrame]


def one_more(
    scenario: Scenario,
    more: float,
    threads: int | None = None,
    progress: Progress | None = None,
    resume: bool | Parts = True,
) -> OneMore:
    """Return what one more coach brings a year by use, and what one more hour brings by group, with the luck in them.

    The scenario is run next to itself with `more` coaches, from its first month. Others are displaced as more people
    look for work than in the scenario itself. Of a coach, differences are divided by `more` and the years. Coaches for
    a group come on top of those in post, whose own minutes do not change with them, and differences are divided by the
    hours given to the group, whatever they were given for and whoever found work by it: jobs and work are everyone's,
    displaced jobs taken off, and pounds are the net cost to the public purse with the coach's pay.

    Parameters
    ----------
    scenario
        Of two replications or more.
    resume
        As in ``welfsim.run``.

    Raises
    ------
    ScenarioError
        If `more` is not above 0, or there are fewer than two replications, so no standard error.
    """
    refuse_marginal(scenario, more)
    asked = [with_more(scenario, more, on_health) for on_health in USES.values()]
    asked += [with_earmarked(scenario, more, group) for group in GROUPS]
    found = compare_all(asked, scenario, threads=threads, progress=progress, resume=resume)
    coach_years = more * scenario.months / MONTHS_A_YEAR
    return OneMore(
        {use: Coaches(each).for_each(coach_years) for use, each in zip(USES, found, strict=False)},
        {group: for_each_hour(each) for group, each in zip(GROUPS, found[len(USES) :], strict=True)},
    )


def refuse_marginal(scenario: Scenario, more: float) -> None:
    """Refuse to ask for the value of one more coach where its standard error cannot be known.

    Raises
    ------
    ScenarioError
        If `more` is not above 0, or the scenario has fewer than two replications.
    """
    if more <= 0 or scenario.replications < 2:
        raise ScenarioError(
            "--marginal\n  The value of one more coach is a small difference: it needs some more coaches to be seen,\n"
            "  and two replications or more to say how sure it is. Write for example --marginal 1000 --replications 8"
        )


def with_more(scenario: Scenario, more: float, on_health: bool) -> Scenario:
    """Return a scenario with more coaches in post from its first month, on health or for everyone else."""
    names = (EXTRA, TO_HEALTH) if on_health else (EXTRA,)
    raised: dict[str, Dated] = {}
    law = law_of(scenario)
    for name in names:
        values = path(law, name) + more
        steps = [0, *(np.flatnonzero(np.diff(values)) + 1).tolist()]
        raised[name] = {scenario.start + step: float(values[step]) for step in steps}
    where = f"{more:g} more coaches on {'health' if on_health else 'search'}"
    return scenario.laid_over(raised, dict.fromkeys(names, where))


def with_earmarked(scenario: Scenario, more: float, group: str) -> Scenario:
    """Return a scenario with coaches on top of those in post, from its first month, who work for one group alone."""
    declared = parameters()[FOR].what
    raised: dict[str, Dated] = {
        EARMARKED: {scenario.start: more},
        FOR: {scenario.start: read_list([GROUPS[group]], declared)},
    }
    return scenario.laid_over(raised, dict.fromkeys(raised, f"{more:g} coaches earmarked for {group}"))


def for_each_hour(found: Comparison) -> pd.DataFrame:
    """Return the differences of a comparison over the earmarked hours given in it, a row a gain."""
    hours = found.reform.yearly("minutes_earmarked").sum(axis=1) / MINUTES_AN_HOUR
    a_row, money = found.reform.row_of("jobs_started"), Coaches(found).row_of_cost
    counted_jobs = found.reform.yearly("jobs_started") - found.baseline.yearly("jobs_started")
    gains = {
        JOBS_AN_HOUR: (THOUSAND, more_jobs_of(found), counted_jobs, a_row),
        MONTHS_AN_HOUR: (THOUSAND, more_in_work(found), _counted_in_work(found), a_row),
        COST_AN_HOUR: (MILLION, cost(found), counted_cost(found), money),
    }
    values, rows, counted = {HOURS: hours / THOUSAND}, {HOURS: NOT_OF_ROWS}, {}
    for name, (scale, expected, heads, row) in gains.items():
        values[name] = ratios(scale * expected.sum(axis=1), hours)
        counted[name] = ratios(scale * heads.sum(axis=1), hours)
        rows[name] = row._replace(worth=scale * row.worth / max(float(hours.mean()), 1.0))
    return with_luck(values, rows, counted)


def _counted_in_work(found: Comparison) -> Floats:
    """Return how many more people are counted in work than in the baseline, by replication and month."""
    places = [place for place, name in enumerate(categories("work")) if name in IN_WORK]
    reform, baseline = (run.accounts["work"].sum(axis=2)[:, :, places] for run in (found.reform, found.baseline))
    return np.asarray((reform - baseline).sum(axis=2), np.float64)
