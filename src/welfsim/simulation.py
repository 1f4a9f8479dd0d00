"""A scenario in, results out: one, compared with its baseline, several of them, or split into parts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from welfsim.errors import ScenarioError
from welfsim.months import show_month
from welfsim.parts import Parts, memory
from welfsim.parts import held as held_parts
from welfsim.population import Population
from welfsim.processes import Process
from welfsim.results.comparison import Comparison
from welfsim.results.journeys import Transitions, cross_tables, window
from welfsim.results.pipelines import PIPELINES, pipeline_named
from welfsim.results.run import Results
from welfsim.running import Run, how_to_run, policies_of, population_of, simulated
from welfsim.scenario import Scenario, pair
from welfsim.visits.cluster import Cluster, reached
from welfsim.visits.here import Begin, Remember
from welfsim.visits.job import Progress, shared
from welfsim.visits.record import Record, checked
from welfsim.vocabulary.codes import Part
from welfsim.vocabulary.state import State

__all__ = ["Progress", "compare", "extended", "run", "shared", "split", "transitions"]


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
    population: str | Path | None = None,
    by: Sequence[str] | str = (),
    month: Sequence[Process] | None = None,
    progress: Progress | None = None,
    resume: bool | Parts = True,
    cluster: str | Cluster | None = None,
    record: Record | str | Path | None = None,
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
        Changes laid over the scenario, as ``coaching.coaches=18900``; named as ``--set`` is.
    population
        A folder of people of one's own in place of synthetic ones, see docs/own_people.md.
    by
        Groupings of people, as ``("age", "sex")``: every line of people is then there for each group too, see
        `Results.grouped`. Such a run leaves no finished parts behind. All groupings: ``welfsim run --help``.
    month
        The processes of a month in their order; those of the model unless given.
    progress
        Called with each share of the work that is done; the shares add up to 1.
    resume
        Whether to leave finished parts of a long run behind when it is interrupted, and to go on from those of the same
        run. It changes no result. A run with processes that are not the model's own leaves none. Experiments that ask
        for several runs give the parts of the whole.
    cluster
        The address of the scheduler of a Dask cluster, as ``tcp://10.0.0.1:8786``, whose workers are to do the work
        instead of threads of this machine. It changes no result.
    record
        A Parquet file of people's lives to be made, or a `welfsim.Record` that also says which columns, how many
        people, and whether there is a row a month or one where something changes.

    Raises
    ------
    ScenarioError
        If what is asked cannot be run.
    ResultsError
        If a record cannot be made as asked.
    ClusterError
        If the cluster cannot be reached, has no workers or is lost, or a worker would find something else.
    """
    settings = set
    options: dict[str, Any] = {"people": people, "seed": seed, "replications": replications}
    options |= {"start": start, "months": months, "population": population}
    read, baseline = pair(scenario, None, settings, **options)
    read.warn(stacklevel=2)
    asked = None if record is None else checked(record)
    if asked is not None and cluster is not None:
        raise ScenarioError("record\n  People are recorded on one machine. Leave out the cluster, or the record.")
    with held_parts(resume) as parts, reached(cluster) as far:
        other = _unlike(read, baseline)
        parts.begin(("run", read.as_written()), (1 if other is None else 2) * read.replications)
        how = how_to_run(threads, month, progress, parts, far, by, asked, read.population.folder)
        return _on_its_own(read, other, population_of(read, parts), how)


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
    population: str | Path | None = None,
    by: Sequence[str] | str = (),
    month: Sequence[Process] | None = None,
    progress: Progress | None = None,
    resume: bool | Parts = True,
    cluster: str | Cluster | None = None,
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
    options: dict[str, Any] = {"people": people, "seed": seed, "replications": replications}
    options |= {"start": start, "months": months, "population": population}
    settings = set
    reform, baseline = _pair(scenario, against, settings, assume, **options)
    with held_parts(resume) as parts, reached(cluster) as far:
        parts.begin(("compare", reform.as_written(), baseline.as_written()), 2 * reform.replications)
        how = how_to_run(threads, month, progress, parts, far, by, folder=reform.population.folder)
        found, with_reform = simulated([baseline, reform], population_of(reform, parts), how)
        return Comparison(with_reform, found)


def compare_all(
    reforms: Sequence[Scenario],
    baseline: Scenario,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
    resume: bool | Parts = True,
) -> list[Comparison]:
    """Simulate a baseline once and reforms of it in one visit, and return the comparison of each with it.

    Parameters
    ----------
    reforms
        Scenarios of the people, months, seed and replications of the baseline.

    Others as in `run`.
    """
    with held_parts(resume) as parts:
        asked = (scenario.as_written() for scenario in (baseline, *reforms))
        parts.begin(("compare all", *asked), (1 + len(reforms)) * baseline.replications)
        how = how_to_run(threads, None, progress, parts)
        found, *others = simulated([baseline, *reforms], population_of(baseline), how)
        return [Comparison(each, found) for each in others]


def extended(
    comparison: Comparison,
    replications: int,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
    resume: bool | Parts = True,
    cluster: str | Cluster | None = None,
) -> Comparison:
    """Return a comparison with so many replications in all: those that it has, and further ones.

    It is what a comparison with that many would have been from the beginning, to the last number.

    Parameters
    ----------
    comparison
        One that was just made, of processes of the model's own.
    replications
        More than it has.

    Others as in `run`.
    """
    before = (comparison.baseline, comparison.reform)
    scenarios = [results.scenario.with_options(replications=replications) for results in before]
    begun = before[0].scenario.replications
    with held_parts(resume) as parts, reached(cluster) as far:
        asked = ("extended", begun, *(scenario.as_written() for scenario in scenarios))
        parts.begin(asked, 2 * (replications - begun))
        how = how_to_run(threads, None, progress, parts, far, folder=scenarios[0].population.folder)
        further = simulated(scenarios, population_of(scenarios[0], parts), how, first=begun)
    baseline, reform = (earlier.joined(later) for earlier, later in zip(before, further, strict=True))
    return Comparison(reform, baseline)


def split(
    scenario: Scenario | str | Path,
    against: Scenario | str | Path | None = None,
    *,
    set: Sequence[str] = (),
    assume: Sequence[str] = (),
    threads: int | None = None,
    progress: Progress | None = None,
    resume: bool | Parts = True,
    cluster: str | Cluster | None = None,
    **options: Any,
) -> dict[Part, Comparison]:
    """Simulate a scenario and its baseline, and again with more and more responses held at the baseline's.

    Returns
    -------
    dict
        For each part of an answer, in their order, the comparison in which that part and those before it are let go.
        So the first is the mechanical one, the last the answer as it is, and what a part adds is the difference to the
        one before. All are run in one visit, which takes about five times as long as `compare`.

    Others as in `compare`.
    """
    reform, baseline = _pair(scenario, against, set, assume, **options)
    parts = tuple(Part)
    held = [parts[place + 1 :] for place in range(len(parts))]
    with held_parts(resume) as kept, reached(cluster) as far:
        kept.begin(("split", reform.as_written(), baseline.as_written()), (1 + len(parts)) * reform.replications)
        arms = [baseline, *(reform for _ in parts)]
        how = how_to_run(threads, None, progress, kept, far, folder=reform.population.folder)
        found, *reforms = simulated(arms, population_of(reform, kept), how, held=held)
        return {part: Comparison(each, found) for part, each in zip(parts, reforms, strict=True)}


def watch(
    scenario: Scenario | str | Path,
    against: Scenario | str | Path | None,
    begin: Begin,
    *,
    set: Sequence[str] = (),
    assume: Sequence[str] = (),
    threads: int | None = None,
    progress: Progress | None = None,
    **options: Any,
) -> Comparison:
    """Simulate a scenario and its baseline, and let something see both month by month, person by person.

    Parameters
    ----------
    begin
        Is handed each replication before it runs, and returns what sees its months.

    Others as in `compare`. It leaves no parts behind: one that is interrupted starts again.
    """
    reform, baseline = _pair(scenario, against, set, assume, **options)
    how = how_to_run(threads, None, progress, Parts(on=False))._replace(begin=begin)
    found, with_reform = simulated([baseline, reform], population_of(reform), how)
    return Comparison(with_reform, found)


def side_by_side(
    scenarios: Sequence[Scenario],
    *,
    first: int = 0,
    threads: int | None = None,
    progress: Progress | None = None,
) -> list[Results]:
    """Simulate some scenarios in one visit, the first as the baseline of the others; return the results of each.

    Parameters
    ----------
    scenarios
        With the same people, seed, replications, start and months.
    first
        Replications before this one are left out, so that the results of many need not be held at once.

    Others as in `run`. It leaves no parts behind.
    """
    how = how_to_run(threads, None, progress, Parts(on=False))
    return simulated(scenarios, population_of(scenarios[0]), how, first=first)


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

    Others as in `run`. It leaves no parts behind: one that is interrupted starts again.

    Raises
    ------
    ResultsError
        If the pipeline is not known, or the months are none, out of order or outside the run.
    """
    settings = set
    read, baseline = pair(scenario, None, settings, people=people, seed=seed, replications=replications)
    read.warn(stacklevel=2)
    shown = pipeline_named(pipeline)
    begin, end = window(read, first, last)
    read, baseline = (each.with_options(months=end - read.start + 1) for each in (read, baseline))
    population, how = population_of(read), how_to_run(threads, month, progress, Parts(on=False))
    found: dict[str, list[NDArray[np.int64]]] = {name: [] for name in PIPELINES}

    def remember(start: State, later: State) -> None:
        for name, table in cross_tables(start, later).items():
            found[name].append(table * population.grossing)

    results = _on_its_own(read, _unlike(read, baseline), population, how, begin - read.start + 1, remember)
    tables = {name: np.stack(of) for name, of in found.items()}
    return Transitions(results, show_month(begin), show_month(end), tables, shown.name)


def _pair(
    scenario: Scenario | str | Path,
    against: Scenario | str | Path | None,
    set: Sequence[str],
    assume: Sequence[str],
    **options: Any,
) -> tuple[Scenario, Scenario]:
    """Return a scenario and its baseline, and warn whoever called for them of what is doubtful in either."""
    reform, baseline = pair(scenario, against, set, assume, **options)
    for each in (reform, baseline):
        each.warn(stacklevel=3)
    return reform, baseline


def _unlike(scenario: Scenario, baseline: Scenario) -> Scenario | None:
    """Return a scenario's baseline, or none if that is what it is itself: the same parameters in every month."""
    if scenario.groups or baseline.groups:
        return None if scenario.groups == baseline.groups and _has_law_of(scenario, baseline) else baseline
    return None if _has_law_of(scenario, baseline) else baseline


def _has_law_of(scenario: Scenario, baseline: Scenario) -> bool:
    """Say whether two scenarios have the same parameters for everybody in every month."""
    return bool(memory(policies_of(scenario)) == memory(policies_of(baseline)))


def _on_its_own(
    scenario: Scenario,
    baseline: Scenario | None,
    population: Population,
    how: Run,
    pause: int = 0,
    remember: Remember | None = None,
) -> Results:
    """Run a scenario whose baseline is not asked for: it runs too, since displacement is measured against it.

    A scenario without a baseline, being one itself, is run alone.
    """
    arms = [scenario] if baseline is None else [baseline, scenario]
    return simulated(arms, population, how, pause, remember)[-1]
