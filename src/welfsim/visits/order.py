"""What a worker of a cluster is asked: one visit, with all that decides it, so that any worker can do it at any time.

People are not sent. A worker builds the same ones, or reads them from its cache, and refuses the visit if anything that
decides the accounts is not as the client has it.
"""

from __future__ import annotations

import platform
import socket
from functools import lru_cache
from importlib.metadata import version
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.engine import Arm, simulate_arms, spans
from welfsim.errors import ClusterError, room_for
from welfsim.parts import packed, unpacked
from welfsim.policy import POLICY, current_law
from welfsim.policy.own_laws import OwnLaws
from welfsim.policy.some import Some
from welfsim.population import Population, synthetic
from welfsim.processes import MONTH
from welfsim.provenance import PACKAGES, model_key
from welfsim.shipped import data_key
from welfsim.sources import source_key
from welfsim.vocabulary.arms import written_down
from welfsim.vocabulary.codes import Part
from welfsim.vocabulary.state import Span

_building = Lock()


class PackedLaws(NamedTuple):
    """The laws of groups of people as they are sent: who is in each group, the sets of groups, and the laws packed."""

    groups: tuple[Some, ...]
    sets: tuple[int, ...]
    laws: bytes

    @classmethod
    def of(cls, own: OwnLaws) -> PackedLaws:
        """Return laws packed."""
        return cls(own.groups, own.sets, packed(own.laws))

    def unpacked(self) -> OwnLaws:
        """Return the laws, in memory of their own."""
        laws = unpacked(self.laws, POLICY).reshape(-1, len(self.sets)).copy().view(np.recarray)
        return OwnLaws(self.groups, self.sets, laws)


class Order(NamedTuple):
    """A visit of a group of districts in one replication.

    Attributes
    ----------
    model
        A hash of all that decides the accounts but what follows.
    people, seed, start
        From which the people are built.
    policies
        The parameters of each arm month by month, packed.
    own
        The laws of groups of people in each arm, if there are any: who they are, in which sets, and the laws packed.
    held
        The parts of an answer that each arm holds.
    months
        Months to run.
    key
        The stream of luck.
    group
        The number of the group.
    """

    model: str
    people: int
    seed: int
    start: int
    policies: tuple[bytes, ...]
    own: tuple[PackedLaws | None, ...]
    held: tuple[tuple[Part, ...], ...]
    months: int
    key: int
    group: int


class Collected:
    """The accounts of the one group that is visited, packed."""

    def __init__(self) -> None:
        self.content = b""

    def take(self, span: Span) -> None:
        """Return none: the client has asked for what it does not have."""

    def keep(self, span: Span, accounts: NDArray[np.void]) -> None:
        """Be handed the accounts."""
        self.content = packed(accounts)


def about() -> dict[str, str]:
    """Return what decides results on this machine by name, for the client to hold against its own."""
    return {
        "sources of welfsim": source_key("run")[:12],
        "data of welfsim": data_key()[:12],
        **{name: version(name) for name in ("welfsim", *PACKAGES)},
        "Python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
    }


def visit(order: Order) -> list[bytes]:
    """Carry out an order and return the accounts of each arm in the group, months × districts, packed.

    Raises
    ------
    ClusterError
        If this worker would not find what the client would.
    """
    with room_for(order.people):
        population, model = _people(order.people, order.seed, order.start)
        if model != order.model:
            raise ClusterError(
                f"worker on {socket.gethostname()}\n"
                "  It has other sources, data, packages or people than this machine and might find other results.\n"
                "  Install the same welfsim and the same packages there."
            )
        states = [population.state] * len(order.policies)
        if any(order.held):
            states[0] = written_down(states[0])
        found = [Collected() for _ in states]
        own_laws = [None if laws is None else laws.unpacked() for laws in order.own]
        arms = [
            Arm(state, unpacked(law, POLICY).view(np.recarray), kept, held=of, own=own)
            for state, law, own, kept, of in zip(states, order.policies, own_laws, found, order.held, strict=True)
        ]
        only = spans(population.state)[order.group]
        grossing = population.grossing
        simulate_arms(arms, order.start, order.months, order.key, grossing, in_place=False, only=only)
    return [kept.content for kept in found]


def _people(people: int, seed: int, start: int) -> tuple[Population, str]:
    """Return people and the hash of the model with them; one visit at a time builds them for all of a worker."""
    with _building:
        return _last_people(people, seed, start)


@lru_cache(maxsize=1)
def _last_people(people: int, seed: int, start: int) -> tuple[Population, str]:
    population = synthetic(people, seed, start)
    return population, model_key(current_law().fingerprint, population, MONTH)
