"""A scenario in, results out: the one place where law, population, luck and months meet."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.draws import stream_key
from welfsim.engine import simulate
from welfsim.journeys import Transitions, cross_tables, window
from welfsim.months import show_month
from welfsim.pipelines import PIPELINES, pipeline_named
from welfsim.policy import current_law, path, resolve
from welfsim.population import Population, synthetic
from welfsim.processes import MONTH, Process
from welfsim.provenance import provenance
from welfsim.results import Comparison, Results
from welfsim.scenario import Scenario, read_scenario
from welfsim.vocabulary.accounts import LINES
from welfsim.vocabulary.state import State

Progress = Callable[[float], None]
Remember = Callable[[State, State], None]


class Run(NamedTuple):
    """How to run, whatever the scenario."""

    threads: int
    month: Sequence[Process]
    progress: Progress | None


def run(
    scenario: Scenario | str | Path,
    *,
    people: int | None = None,
    seed: int | None = None,
    replications: int | None = None,
    threads: int | None = None,
    start: str | int | None = None,
    months: int | None = None,
    set: Sequence[str] = (),
    month: Sequence[Process] | None = None,
    progress: Progress | None = None,
) -> Results:
    """Simulate one scenario.

    Parameters
    ----------
    scenario
        A scenario, the path of its file, or the name of a shipped one.
    people, seed, replications, start, months
        What to take instead of the scenario's own.
    threads
        Threads to run on; as many as there are cores unless given. They change no result.
    set
        Changes laid over the scenario, as ``coaching.coaches=18900``.
    month
        The processes of a month in their order; those of the model unless given.
    progress
        Called with each share of the work that is done; the shares add up to 1.
    """
    asked = _asked(scenario, set, people=people, seed=seed, replications=replications, start=start, months=months)
    return _simulate(asked, _population(asked), _how(threads, month, progress))


def compare(
    scenario: Scenario | str | Path,
    against: Scenario | str | Path | None = None,
    *,
    people: int | None = None,
    seed: int | None = None,
    replications: int | None = None,
    threads: int | None = None,
    start: str | int | None = None,
    months: int | None = None,
    set: Sequence[str] = (),
    assume: Sequence[str] = (),
    month: Sequence[Process] | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Simulate a scenario and its baseline on the same people with the same luck.

    Parameters
    ----------
    against
        The baseline; what the scenario names unless given. It runs with the people, months, seed and replications
        of the scenario, and without its `set`.
    assume
        What both are laid over, as ``employment.contact_effect=0.2``: the same people behave so in both.

    Others as in `run`.
    """
    options = {"people": people, "seed": seed, "replications": replications, "start": start, "months": months}
    reform, baseline = pair(scenario, against, set, assume, **options)
    population = _population(reform)
    how = _how(threads, month, _halved(progress))
    return Comparison(_simulate(reform, population, how), _simulate(baseline, population, how))


def pair(
    scenario: Scenario | str | Path,
    against: Scenario | str | Path | None = None,
    set: Sequence[str] = (),
    assume: Sequence[str] = (),
    **options: Any,
) -> tuple[Scenario, Scenario]:
    """Return a scenario and its baseline as they are compared: the same people, months and seed, the same assumptions.

    What either assumes holds in both, and what the scenario assumes wins. Parameters as in `compare`.
    """
    reform = _asked(scenario, set, assume, **options)
    baseline = _asked(
        against or reform.against,
        people=reform.population.people,
        seed=reform.seed,
        replications=reform.replications,
        start=reform.start,
        months=reform.months,
    )
    assumed = {**baseline.assume, **reform.assume}
    written = {name: reform.where(name) for name in reform.assume}
    return reform.assuming(assumed), baseline.assuming(assumed, written)


def transitions(
    scenario: Scenario | str | Path,
    first: str | None = None,
    last: str | None = None,
    *,
    pipeline: str = "work-capability",
    people: int | None = None,
    seed: int | None = None,
    replications: int | None = None,
    threads: int | None = None,
    set: Sequence[str] = (),
    month: Sequence[Process] | None = None,
    progress: Progress | None = None,
) -> Transitions:
    """Follow people from the end of one month to the end of another, and say from which stage to which they went.

    The run remembers everybody's stages at the end of `first`, so the table is exact: not a product of monthly tables,
    and a stage left and entered again in between does not show.

    Parameters
    ----------
    first, last
        Two months, as ``2025-04``. The first may be the month before the scenario's start, which stands for the
        population as it is built and is taken unless another is named; the last is a year later unless it is named.
    pipeline
        What the result shows unless another is asked for; all pipelines are followed.

    Others as in `run`.

    Raises
    ------
    ResultsError
        If the pipeline is not known, or the months are none, out of order or outside the run.
    """
    asked = _asked(scenario, set, people=people, seed=seed, replications=replications)
    shown = pipeline_named(pipeline)
    begin, end = window(asked, first, last)
    asked = asked.with_options(months=end - asked.start + 1)
    population, how = _population(asked), _how(threads, month, progress)
    found: dict[str, list[NDArray[np.int64]]] = {name: [] for name in PIPELINES}

    def remember(start: State, later: State) -> None:
        for name, table in cross_tables(start, later).items():
            found[name].append(table * population.grossing)

    results = _simulate(asked, population, how, begin - asked.start + 1, remember)
    tables = {name: np.stack(of) for name, of in found.items()}
    return Transitions(results, show_month(begin), show_month(end), tables, shown.name)


def _asked(
    scenario: Scenario | str | Path, settings: Sequence[str] = (), assume: Sequence[str] = (), **options: Any
) -> Scenario:
    """Return the scenario with all options in it."""
    read = scenario if isinstance(scenario, Scenario) else read_scenario(scenario)
    return read.with_options(**options).with_settings(settings, assume)


def _population(scenario: Scenario) -> Population:
    return synthetic(scenario.population.people, scenario.seed, scenario.start)


def _how(threads: int | None, month: Sequence[Process] | None, progress: Progress | None) -> Run:
    return Run(threads or os.cpu_count() or 1, MONTH if month is None else month, progress)


def _halved(progress: Progress | None) -> Progress | None:
    return None if progress is None else lambda share: progress(share / 2)


def _simulate(
    scenario: Scenario, population: Population, how: Run, pause: int = 0, remember: Remember | None = None
) -> Results:
    """Run every replication of one scenario from the same population.

    `remember` is given the state after `pause` months and the last one of each replication.
    """
    law = current_law()
    made_of = provenance(scenario, law.fingerprint, population.merged, how.month)
    policies = resolve(law, scenario.changes(), scenario.start, scenario.months, scenario.own_programmes())
    accounts = []
    for replication in range(scenario.replications):
        state = population.state.copy()
        key = stream_key(scenario.seed, replication)
        if remember is None:
            accounts.append(_advance(state, scenario, policies, range(scenario.months), key, population.grossing, how))
            continue
        before = _advance(state, scenario, policies, range(pause), key, population.grossing, how)
        then = state.copy()
        after = _advance(state, scenario, policies, range(pause, scenario.months), key, population.grossing, how)
        remember(then, state)
        accounts.append({line: np.concatenate([before[line], after[line]]) for line in LINES})
    return Results(
        scenario,
        {line: _grossed(line, [one[line] for one in accounts], population.grossing) for line in LINES},
        tuple(population.district_names),
        path(policies, "economy.cpi_index").astype(np.float64),
        population.grossing,
        made_of,
    )


def _advance(
    state: State,
    scenario: Scenario,
    policies: NDArray[np.void],
    months: range,
    key: int,
    grossing: int,
    how: Run,
) -> dict[str, NDArray[np.int64]]:
    """Advance a state through some months of a scenario and return their accounts."""
    progress, share = how.progress, len(months) / scenario.months / scenario.replications
    return simulate(
        state,
        policies[months.start : months.stop],
        scenario.start + months.start,
        len(months),
        key,
        grossing,
        how.threads,
        how.month,
        None if progress is None else lambda part: progress(part * share),
    )


def _grossed(line: str, replications: list[NDArray[np.int64]], grossing: int) -> NDArray[np.int64]:
    """Return a line of all replications in real people and pence."""
    return np.stack(replications) * (grossing if LINES[line].grossed else 1)
