"""Visits on threads of this machine, one replication after another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.engine import Arm, Groups, Kept, Watch, simulate_arms
from welfsim.parts import Parts
from welfsim.population import Population
from welfsim.population.groups import Division
from welfsim.processes import Process
from welfsim.visits.job import Accounts, Job, Progress, shared
from welfsim.visits.recording import Recorded, Recorder, Watching
from welfsim.vocabulary.accounts import LINES
from welfsim.vocabulary.arms import written_down
from welfsim.vocabulary.state import State

Remember = Callable[[State, State], None]


class Watched(NamedTuple):
    """A replication that is to be watched: its people, and the parameters of the baseline and its reforms."""

    population: Population
    policies: Sequence[NDArray[np.void]]
    start: int
    key: int


Begin = Callable[[Watched], Watch]
"""Is handed each replication before it runs, and returns what sees its months."""


def replicated(
    job: Job,
    threads: int,
    month: Sequence[Process],
    progress: Progress | None,
    parts: Parts,
    recorder: Recorder | None = None,
) -> list[list[Accounts]]:
    """Return the accounts of each replication and arm; what is found is kept in `parts`, what is kept is not run.

    People of the last arm are written to `recorder`, if there is one.
    """
    found = []
    for replication, key in enumerate(job.keys):
        states = _states(job, [job.population.state] * len(job.policies))
        kept: list[Kept | None] = [*job.kept(parts, key)]
        watching = None if recorder is None else Watching(recorder, replication)
        if watching is not None:
            kept[-1] = Recorded(watching, kept[-1])
        share = shared(progress, 1.0 / len(job.keys))
        months = range(job.months)
        found.append(_advanced(job, states, months, key, kept, threads, month, share, in_place=False, watch=watching))
    return found


def followed(
    job: Job, threads: int, month: Sequence[Process], progress: Progress | None, pause: int, remember: Remember
) -> list[list[Accounts]]:
    """Return the accounts of each replication and arm, and remember the people of the last arm.

    `remember` is given their state after `pause` months and the last one, of each replication.
    """
    found = []
    for key in job.keys:
        states = _states(job, [job.population.state.copy() for _ in job.policies])
        nothing_kept = [None] * len(states)

        def advance(months: range) -> list[Accounts]:
            share = shared(progress, len(months) / job.months / len(job.keys))
            return _advanced(job, states, months, key, nothing_kept, threads, month, share, in_place=True)  # noqa: B023

        begun = advance(range(pause))
        then = states[-1].copy()
        later = advance(range(pause, job.months))
        remember(then, states[-1])
        found.append(
            [
                {line: np.concatenate([one[line], other[line]]) for line in LINES}
                for one, other in zip(begun, later, strict=True)
            ]
        )
    return found


def watched(
    job: Job,
    threads: int,
    month: Sequence[Process],
    progress: Progress | None,
    by: Division | None,
    begin: Begin | None,
) -> tuple[list[list[Accounts]], list[list[Groups]]]:
    """Return the accounts of each replication and arm, and those by groups of people if these are asked for.

    What `begin` returns sees the months of a replication person by person. No parts are kept.
    """
    found, grouped = [], []
    for key in job.keys:
        states = _states(job, [job.population.state] * len(job.policies))
        groups = [None if by is None else Groups(by, job.months) for _ in states]
        seen = None if begin is None else begin(Watched(job.population, job.policies, job.population.start, key))
        nothing_kept, share = [None] * len(states), shared(progress, 1.0 / len(job.keys))
        found.append(
            _advanced(
                job,
                states,
                range(job.months),
                key,
                nothing_kept,
                threads,
                month,
                share,
                in_place=False,
                groups=groups,
                watch=seen,
            )
        )
        grouped.append([each for each in groups if each is not None])
    return found, grouped


def _states(job: Job, states: list[State]) -> list[State]:
    """Return the states of the arms, in which the baseline writes responses down if others hold them."""
    return [written_down(states[0]), *states[1:]] if any(job.held) else states


def _advanced(
    job: Job,
    states: Sequence[State],
    months: range,
    key: int,
    kept: Sequence[Kept | None],
    threads: int,
    month: Sequence[Process],
    progress: Progress | None,
    *,
    in_place: bool,
    groups: Sequence[Groups | None] | None = None,
    watch: Watch | None = None,
) -> list[Accounts]:
    """Advance the states of the arms through some months, or copies of them, and return their accounts."""
    arms = [
        Arm(
            state,
            law[months.start : months.stop],
            parts,
            of,
            group,
            None if own is None else own.of_months(slice(months.start, months.stop)),
        )
        for state, law, parts, of, group, own in zip(
            states, job.policies, kept, job.held, groups or [None] * len(states), job.own, strict=True
        )
    ]
    population = job.population
    return simulate_arms(
        arms,
        population.start + months.start,
        len(months),
        key,
        population.grossing,
        threads,
        month,
        progress,
        in_place=in_place,
        watch=watch,
    )
