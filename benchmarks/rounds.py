"""Rounds of a benchmark: in each, the floor of luck, the engine on one thread and on two, and the twin, in turn.

Times drift on a shared machine, so only ratios formed within one round count. Copies of the start state are made
before the clock starts.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks import twin
from benchmarks.agreement import Accounts
from welfsim.draws import Domain, fill_luck, stream_key
from welfsim.engine import simulate, spans
from welfsim.months import month
from welfsim.policy import current_law, resolve
from welfsim.population import Population
from welfsim.vocabulary.state import State

START = month(2025, 4)
SEED = 1

Policies = NDArray[Any]


class Time(NamedTuple):
    """Seconds of one piece of work: by the clock on the wall, and of all processors."""

    wall: float
    cpu: float


class Round(NamedTuple):
    """The times of one round, and the accounts of both models."""

    luck: Time
    one_thread: Time
    two_threads: Time
    twin: Time
    engine_accounts: Accounts
    twin_accounts: Accounts


def baseline_law(months: int) -> Policies:
    """Return the law as it stands, by month."""
    return resolve(current_law(), [], START, months)


def run_engine(population: Population, policies: Policies, replication: int, threads: int) -> Accounts:
    """Run the engine on the population itself, which it changes."""
    key = stream_key(SEED, replication)
    return simulate(population.state, policies, START, len(policies), key, population.grossing, threads)


def timed(work: Callable[[], Any]) -> tuple[Any, Time]:
    """Return what some work gives, and the time that it takes."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return result, Time(time.perf_counter() - wall, time.process_time() - cpu)


def draw_luck(state: State, key: int, months: int) -> None:
    """Draw all the luck that the engine draws, group by group, and nothing more."""
    for span in spans(state):
        person_id = state.person.person_id[span.first_person : span.end_person]
        luck = np.empty((len(Domain), person_id.size), np.uint32)
        for m in range(months):
            fill_luck(person_id, key, START + m, luck)


def play_round(population: Population, policies: Policies, replication: int) -> Round:
    """Time everything once, from the same start.

    Raises
    ------
    AssertionError
        If one thread and two give different accounts.
    """
    months, grossing, key = len(policies), population.grossing, stream_key(SEED, replication)

    def engine(threads: int) -> tuple[Accounts, Time]:
        state = population.state.copy()
        return timed(lambda: simulate(state, policies, START, months, key, grossing, threads))

    _, luck = timed(lambda: draw_luck(population.state, key, months))
    alone, one_thread = engine(1)
    shared, two_threads = engine(2)
    world = twin.world(population.state, grossing, replication)
    twin_accounts, twin_time = timed(lambda: twin.simulate(world, policies, START, months))
    assert all(np.array_equal(alone[name], shared[name]) for name in alone), "accounts differ between threads"
    return Round(luck, one_thread, two_threads, twin_time, alone, twin_accounts)
