"""Rounds of a benchmark: the engine on one thread, on two and with a reform, each process called alone, and the twin.

Times drift on a shared machine, so only ratios formed within one round count. Copies of the start state are made
before the clock starts.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks import twin
from benchmarks.luck import times_as_fast
from benchmarks.twin.world import World
from welfsim.draws import stream_key
from welfsim.engine import Arm, simulate, simulate_arms
from welfsim.months import month
from welfsim.policy import Change, current_law, resolve
from welfsim.population import Population
from welfsim.processes import MONTH, Process

START = month(2025, 4)
SEED = 1
SHARED = [process for process in MONTH if process.name in twin.MONTH]
ONE_BY_ONE = (*MONTH, Process("no more", lambda *_: None))
"""The month as the engine plays a list of processes that is not its own: one call from Python for each."""
NARROW = Change("coaching.coaches_to_health", {START: 1_000.0}, "the benchmark")

Policies = NDArray[Any]
Accounts = Mapping[str, NDArray[np.int64]]


class Time(NamedTuple):
    """Seconds of one piece of work: by the clock on the wall, and of all processors."""

    wall: float
    cpu: float


class Round(NamedTuple):
    """The times of one round, on one thread but where another number is said.

    `one_by_one` is the engine with each process called from Python, `two_arms` the engine with a reform that few people
    meet next to the baseline, `part` the engine with the twin's processes alone. `luck` is how many times as fast as
    its plain definition the luck of a month is drawn.
    """

    one_thread: Time
    two_threads: Time
    one_by_one: Time
    two_arms: Time
    part: Time
    twin: Time
    luck: float


def baseline_law(months: int, *changes: Change) -> Policies:
    """Return the law as it stands, by month, with some changes."""
    return resolve(current_law(), changes, START, months)


def timed(work: Callable[[], Accounts]) -> tuple[Accounts, Time]:
    """Return what some work gives, and the time that it takes."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return result, Time(time.perf_counter() - wall, time.process_time() - cpu)


def play_round(population: Population, policies: Policies, replication: int) -> Round:
    """Time everything once, from the same start and with the same luck.

    Raises
    ------
    AssertionError
        If the engine gives other accounts on two threads, with each process called alone or next to a reform, or others
        than the twin, or luck is not as defined.
    """
    months, key = len(policies), stream_key(SEED, replication)

    def engine(threads: int, processes: Sequence[Process] = MONTH) -> tuple[Accounts, Time]:
        state = population.state.copy()
        return timed(lambda: simulate(state, policies, START, months, key, population.grossing, threads, processes))

    alone, one_thread = engine(1)
    shared, two_threads = engine(2)
    assert is_same(alone, shared), "accounts differ between threads"
    apart, one_by_one = engine(1, ONE_BY_ONE)
    assert is_same(alone, apart), "accounts differ if each process is called alone"
    arms = [Arm(population.state, law) for law in (policies, baseline_law(months, NARROW))]
    grossing = population.grossing
    beside, two_arms = timed(lambda: simulate_arms(arms, START, months, key, grossing, in_place=False)[0])
    assert is_same(alone, beside), "accounts of the baseline differ next to a reform"
    ours, part = engine(1, SHARED)
    world = World(population.state, key)
    theirs, of_twin = timed(lambda: twin.simulate(world, policies, START, months))
    assert is_same(ours, theirs), "accounts differ between engine and twin: see tests/test_twin.py"
    luck = times_as_fast(population.state.person.person_id, key, START)
    return Round(one_thread, two_threads, one_by_one, two_arms, part, of_twin, luck)


def is_same(ours: Accounts, theirs: Accounts) -> bool:
    """Say whether two accounts are the same in every cell."""
    return all(np.array_equal(ours[name], theirs[name]) for name in ours)
