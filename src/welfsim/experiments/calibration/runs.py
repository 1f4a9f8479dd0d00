"""The model as a fit sees it: some factors in, what the targets show out, all arms in one visit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from welfsim.errors import TargetsError
from welfsim.experiments.calibration.factors import Factor, changes
from welfsim.experiments.calibration.fit import Floats, Problem, Runs
from welfsim.experiments.targets.target import Against, Target, against, fitted
from welfsim.months import show_month
from welfsim.population.people import working_age_people
from welfsim.results.run import Results
from welfsim.scenario import Dated, Scenario
from welfsim.simulation import Progress, shared, side_by_side
from welfsim.wording.values import counted

DISPLACEMENT = "employment.displacement"
"""It is nothing here: arms are worlds of their own, and what people do in one takes no jobs in another."""


def problem_of(
    scenario: Scenario,
    targets: Sequence[Target],
    factors: Sequence[Factor],
    known_by: int | None = None,
) -> Problem:
    """Return what is fitted to what in a run of a scenario.

    Raises
    ------
    TargetsError
        If no target that is for fitting can be held against the run.
    """
    held, left = against(fitted(targets), scenario.start, scenario.months, known_by)
    if not held:
        span = f"{counted(scenario.months, 'month')} from {show_month(scenario.start)}"
        reasons = "\n".join(f"  {each.target.name}: {each.why}" for each in left[:5])
        raise TargetsError(
            f"{span}\n  There is no target to fit to in such a run. Write rows with use fit, or another --start.\n"
            f"{reasons}".rstrip()
        )
    grossing = working_age_people(scenario.start) / scenario.population.people
    return Problem(tuple(factors), tuple(held), scenario.start, grossing)


def runs_of(scenario: Scenario, problem: Problem, threads: int | None = None, progress: Progress | None = None) -> Runs:
    """Return what runs a scenario with factors laid below it.

    Parameters
    ----------
    progress
        Is called with what each visit adds; how many there will be is not known, so each is half of what was left.
    """
    left = 1.0

    def runs(arms: Floats) -> Floats:
        nonlocal left
        left /= 2.0
        part = shared(progress, left / scenario.replications)
        worlds = [_with(scenario, problem, logs) for logs in arms]
        each = (_replication(number, worlds, problem, threads, part) for number in range(scenario.replications))
        return np.concatenate(list(each), axis=1)

    return runs


def _replication(
    number: int, worlds: Sequence[Scenario], problem: Problem, threads: int | None, progress: Progress | None
) -> Floats:
    """Return what one replication of some worlds shows, arms × 1 × targets: the accounts of one alone are held."""
    asked = [world.with_options(replications=number + 1) for world in worlds]
    found = side_by_side(asked, first=number, threads=threads, progress=progress)
    return np.stack([shown(problem.targets, results) for results in found])


def shown(targets: Sequence[Against], results: Results) -> Floats:
    """Return what a run shows for each target, replications × targets."""
    return np.stack([target.model(results) for target in targets], axis=-1)


def _with(scenario: Scenario, problem: Problem, logs: Floats) -> Scenario:
    """Return the scenario with factors laid below it, and without displacement between the arms."""
    apart: dict[str, Dated] = {DISPLACEMENT: {scenario.start: 0.0}}
    return scenario.assuming({**scenario.assume, **changes(problem.factors, logs, problem.start), **apart})
