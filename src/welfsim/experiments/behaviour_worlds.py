"""Worlds for the checks on behaviour: a population with its luck, its baseline, and reforms on the same people.

A replication is another population with other luck. Runs are kept in memory, so that checks share a baseline.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from welfsim.draws import stream_key
from welfsim.engine import Arm, simulate, simulate_arms
from welfsim.experiments.behaviour_nouns import Floats
from welfsim.months import parse_month
from welfsim.policy import Change, current_law, resolve
from welfsim.population import Population, synthetic
from welfsim.processes.employment import entry_hazards
from welfsim.rules.displacement import MILLION
from welfsim.vocabulary.codes import HealthGroup, Job, Presence
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock, State

START, MONTHS = parse_month("2025-04"), 72
FROM = parse_month("2026-04") - START
"""Month of a run in which most reforms of the checks begin."""

Policies = NDArray[np.void]
Accounts = Mapping[str, NDArray[np.int64]]
Chosen = NDArray[np.bool_]


class Size(NamedTuple):
    """How large and how often, the first seed, and on how many threads, which change nothing."""

    people: int = 50_000
    replications: int = 4
    seed: int = 1
    threads: int = 0


class Lived(NamedTuple):
    """What a run left: its accounts in rows, its parameters by month, and its people at the end."""

    accounts: Accounts
    policies: Policies
    end: State


class World:
    """A population and its luck, and what has been run on it."""

    def __init__(self, people: int, seed: int, threads: int = 0, months: int = MONTHS) -> None:
        self.population: Population = synthetic(people, seed, START)
        self.key = stream_key(seed, 0)
        self.months = months
        self._threads = threads or os.cpu_count() or 1

    @property
    def grossing(self) -> int:
        """Real people a row."""
        return self.population.grossing

    def law(self, changes: Sequence[Change] = ()) -> Policies:
        """Return the parameters of each month, with changes laid over the law."""
        return resolve(current_law(), changes, START, self.months)

    @cached_property
    def baseline(self) -> Lived:
        """The law as it is."""
        return self.live(self.law())

    def live(self, policies: Policies, baseline: Lived | None = None) -> Lived:
        """Run parameters from the start, next to those of a baseline if one is given."""
        state = self.population.state.copy()
        arms = [Arm(state, policies)]
        if baseline is not None:
            arms.insert(0, Arm(self.population.state.copy(), baseline.policies))
        *_, accounts = simulate_arms(arms, START, self.months, self.key, self.grossing, self._threads)
        return Lived(accounts, policies, state)

    def advance(self, state: State, policies: Policies, month: int) -> Accounts:
        """Advance a state in place through the months of some parameters, a baseline of its own."""
        return simulate(state, policies, month, policies.size, self.key, self.grossing, self._threads)


def worlds(size: Size, months: int = MONTHS) -> list[World]:
    """Return a world for each replication."""
    return [World(size.people, size.seed + r, size.threads, months) for r in range(size.replications)]


def scaled(policies: Policies, group: str, ratio: float, *names: str, since: int = FROM) -> None:
    """Multiply parameters of a group from some month of the run on; pence stay whole."""
    for name in names:
        values = policies[group][name]
        values[since:] = np.round(values[since:] * ratio) if values.dtype.kind == "i" else values[since:] * ratio


# --------------------------------------------------------------------------------------------------- people


def present(person: Persons) -> Chosen:
    """Mark people of working age."""
    return np.asarray(person.presence == Presence.PRESENT)


def out_of_work(person: Persons) -> Chosen:
    """Mark people of working age without a job."""
    return np.asarray(present(person) & np.asarray(person.job == Job.OUT))


def hazards(state: State, policies: Policies, month: int) -> Floats:
    """Return the chance of a job this month of each person out of work without support, −1 in work."""
    policy = cast("Policy", policies[month - START])
    return np.asarray(np.minimum(entry_hazards(state, policy, Clock(month, START, stream_key(0, 0), 1)), 1.0))


def group_of(policies: Policies, group: str, month: int = 0) -> Any:
    """Return a group of parameters of one month of a run."""
    return getattr(cast("Policy", policies[month]), group)


# --------------------------------------------------------------------------------------------------- accounts


def chances(lived: Lived) -> Floats:
    """Return by month the jobs that a run expects to start before displacement, in rows."""
    return np.asarray(lived.accounts["entry_chances"].sum(axis=(1, 2)) / MILLION, np.float64)


def in_work(lived: Lived) -> Floats:
    """Return by month the people with a job, in rows."""
    work = lived.accounts["work"].sum(axis=1)
    return np.asarray(work[:, Job.PART_TIME] + work[:, Job.FULL_TIME], np.float64)


def on_health(lived: Lived) -> Floats:
    """Return by month the people on the UC health journey, in rows."""
    return np.asarray(lived.accounts["uc_health"].sum(axis=1)[:, HealthGroup.PRE_WCA :].sum(axis=1), np.float64)
