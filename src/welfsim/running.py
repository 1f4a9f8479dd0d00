"""Running scenarios: the one place where law, population, luck and months meet, replication by replication."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.draws import stream_key
from welfsim.engine import Groups
from welfsim.errors import PopulationError, ScenarioError, room_for
from welfsim.months import show_month
from welfsim.parts import Parts
from welfsim.policy import current_law, path, resolve
from welfsim.policy.own_laws import OwnLaws, own_laws
from welfsim.population import Population, synthetic
from welfsim.population.groups import Division, division
from welfsim.population.own import read_people, sum_of
from welfsim.processes import MONTH, Process
from welfsim.provenance import model_key, provenance
from welfsim.results.grouped import LINES_OF_PEOPLE, Grouped
from welfsim.results.run import Results
from welfsim.scenario import Scenario
from welfsim.visits import here
from welfsim.visits.cluster import Cluster
from welfsim.visits.here import Begin, Remember
from welfsim.visits.job import Accounts, Job, Progress
from welfsim.visits.record import Record
from welfsim.visits.recording import Recorder
from welfsim.vocabulary.accounts import LINES
from welfsim.vocabulary.codes import Part
from welfsim.vocabulary.districts import Districts
from welfsim.wording.progress import in_a_notebook


class Run(NamedTuple):
    """How to run, whatever the scenario."""

    threads: int
    month: Sequence[Process]
    progress: Progress | None
    parts: Parts
    far: Cluster | None = None
    by: Division | None = None
    begin: Begin | None = None
    record: Record | None = None


def how_to_run(
    threads: int | None,
    month: Sequence[Process] | None,
    progress: Progress | None,
    parts: Parts,
    far: Cluster | None = None,
    by: Sequence[str] | str = (),
    record: Record | None = None,
    folder: str | None = None,
) -> Run:
    """Return how to run; parts of a month with processes of the user's own are not kept, since no hash knows these.

    Nor are those of a run by groups, which are whole districts without groups. `folder` holds the people, if they are
    the user's own.
    """
    processes = MONTH if month is None else month
    own = all(process in MONTH for process in processes)
    if far is not None and tuple(processes) != MONTH:
        raise ScenarioError("month\n  A cluster plays the model's own month only. Run another month on this machine.")
    if far is not None and folder is not None:
        raise PopulationError(
            f"{folder}\n  A cluster cannot run people of your own: each worker builds its people and is sent none.\n"
            "  Leave out --cluster to run them on this machine, or leave out --population."
        )
    if far is not None and by:
        raise ScenarioError("by\n  A cluster counts no groups of people. Run with groups on this machine.")
    if record is not None and by:
        raise ScenarioError("record\n  A run that counts groups of people records no lives. Ask for one at a time.")
    kept = parts if own and not by else Parts(on=False, tell=parts.tell)
    groups = division(by) if by else None
    return Run(threads or os.cpu_count() or 1, processes, progress, kept, far, groups, None, record)


def population_of(scenario: Scenario, parts: Parts | None = None) -> Population:
    """Return the people of a scenario; say how many were asked for if the memory does not hold them.

    What takes minutes is said as what concerns the parts is.

    Raises
    ------
    PopulationError
        If a folder of people is no longer what it was, or is of another month.
    """
    tell = (Parts(on=False) if parts is None else parts).tell
    with room_for(scenario.population.people):
        if scenario.population.folder is not None:
            return _own_people(scenario)
        return synthetic(scenario.population.people, scenario.seed, scenario.start, tell=tell)


def _own_people(scenario: Scenario) -> Population:
    """Return the people of a folder, as they were when the scenario named it."""
    folder, found = Path(str(scenario.population.folder)), read_people(Path(str(scenario.population.folder)))
    if sum_of(folder) != scenario.population.sum:
        raise PopulationError(
            f"{folder}\n  The people are not those that {scenario.name} was asked for: the files have changed.\n"
            "  Name the folder again: --population DIR"
        )
    if found.start != scenario.start:
        raise PopulationError(
            f"{folder}\n  The people are of {show_month(found.start)}, and {scenario.name} starts in "
            f"{show_month(scenario.start)}.\n  Write --start {show_month(found.start)}, or people of that month."
        )
    return found


def policies_of(scenario: Scenario) -> NDArray[np.void]:
    """Return the parameters of a scenario, month by month."""
    return resolve(current_law(), scenario.changes(), scenario.start, scenario.months, scenario.own_programmes())


def own_laws_of(scenario: Scenario, districts: Districts) -> OwnLaws | None:
    """Return the laws of groups of people in a scenario, where these districts lie; none if one law holds for all.

    Raises
    ------
    PolicyError
        If a change cannot hold for a group in these districts.
    """
    if not scenario.groups:
        return None
    changes, groups, programmes = scenario.changes(), scenario.own_groups(), scenario.own_programmes()
    return own_laws(current_law(), changes, groups, scenario.start, scenario.months, programmes, districts)


def simulated(
    scenarios: Sequence[Scenario],
    population: Population,
    how: Run,
    pause: int = 0,
    remember: Remember | None = None,
    held: Sequence[tuple[Part, ...]] = (),
    first: int = 0,
) -> list[Results]:
    """Run every replication of a baseline and of reforms of it from the same population, month by month together.

    `remember` is given the state after `pause` months and the last one of each replication, of the last scenario.
    `held` are the parts of an answer that each reform holds at the baseline's; none unless given. Replications before
    the `first` are left out.
    """
    held = held or [()] * (len(scenarios) - 1)
    with room_for(scenarios[0].population.people), in_a_notebook(how.progress, scenarios[-1].name) as progress:
        return _found(scenarios, population, how._replace(progress=progress), pause, remember, [(), *held], first)


def _found(
    scenarios: Sequence[Scenario],
    population: Population,
    how: Run,
    pause: int,
    remember: Remember | None,
    held: Sequence[tuple[Part, ...]],
    first: int,
) -> list[Results]:
    """Return the results of some scenarios, see `simulated`."""
    law, policies, asked = current_law(), [policies_of(scenario) for scenario in scenarios], scenarios[0]
    job = Job(
        population,
        asked.population.people,
        policies,
        held,
        asked.months,
        tuple(stream_key(asked.seed, replication) for replication in range(first, asked.replications)),
        model_key(law.fingerprint, population, how.month),
        [own_laws_of(scenario, population.state.district) for scenario in scenarios],
    )
    groups: list[list[Groups]] = []
    if remember is not None:
        replications = here.followed(job, how.threads, how.month, how.progress, pause, remember)
    elif how.far is not None:
        replications = how.far.replicated(job, how.parts, how.progress)
    elif how.record is not None:
        about = {"scenario": scenarios[-1].as_written(), "grossing": population.grossing, "welfsim": version("welfsim")}
        with Recorder(how.record, job, about, how.parts.tell) as recorder:
            replications = here.replicated(job, how.threads, how.month, how.progress, how.parts, recorder)
            recorder.join()
    elif how.by is not None or how.begin is not None:
        replications, groups = here.watched(job, how.threads, how.month, how.progress, how.by, how.begin)
    else:
        replications = here.replicated(job, how.threads, how.month, how.progress, how.parts)
    return [
        Results(
            scenario,
            _grossed([arms[place] for arms in replications], LINES, population.grossing),
            tuple(population.district_names),
            path(policies[place], "economy.cpi_index").astype(np.float64),
            population.grossing,
            provenance(scenario, law.fingerprint, population.merged, how.month),
            None if how.by is None else _grouped(how.by, [arms[place] for arms in groups], population.grossing),
        )
        for place, scenario in enumerate(scenarios)
    ]


def _grossed(replications: Sequence[Any], lines: Iterable[str], grossing: int) -> Accounts:
    """Return some lines of all replications in real people and pence."""
    return {
        line: np.stack([of[line] for of in replications]) * (grossing if LINES[line].grossed else 1) for line in lines
    }


def _grouped(by: Division, replications: Sequence[Groups], grossing: int) -> Grouped:
    """Return the lines of people of all replications by groups."""
    found = _grossed([groups.found for groups in replications], LINES_OF_PEOPLE, grossing)
    return Grouped(by.names, by.labels, found)
