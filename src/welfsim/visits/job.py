"""What is to be visited: replications of a baseline and its reforms on the same people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.engine import spans
from welfsim.parts import Parts, PartsOfRun, digest, memory
from welfsim.policy.own_laws import OwnLaws
from welfsim.population import Population
from welfsim.vocabulary.codes import Part

Progress = Callable[[float], None]
Accounts = dict[str, NDArray[np.int64]]


class Job(NamedTuple):
    """Replications of a baseline and its reforms.

    Attributes
    ----------
    population
        The people at the start.
    people
        How many were asked for, from which the same are built elsewhere.
    policies
        The parameters of each arm, month by month; the baseline's first.
    held
        The parts of an answer that each arm holds at the baseline's.
    months
        Months to run.
    keys
        The stream of luck of each replication.
    own
        The laws of groups of people in each arm, None where one law holds for all.
    model
        A hash of all else that decides the accounts, see `welfsim.provenance.model_key`.
    """

    population: Population
    people: int
    policies: Sequence[NDArray[np.void]]
    held: Sequence[tuple[Part, ...]]
    months: int
    keys: Sequence[int]
    model: str
    own: Sequence[OwnLaws | None]

    def law_of(self, arm: int) -> Iterator[memoryview | str]:
        """Yield all that decides the accounts of an arm by its law."""
        yield memory(self.policies[arm])
        own = self.own[arm]
        if own is not None:
            yield from (f"{own.groups} {own.sets}", memory(own.laws))

    def kept(self, parts: Parts, key: int) -> list[PartsOfRun | None]:
        """Return the finished parts of each arm in one replication."""
        first, groups = tuple(self.law_of(0)), len(spans(self.population.state))
        decides = (
            digest(*self.law_of(arm), self.population.start, key, *first, of) for arm, of in enumerate(self.held)
        )
        return [parts.of(self.model, each, groups) for each in decides]


def shared(progress: Progress | None, share: float) -> Progress | None:
    """Return the progress of one part of some work: all of the part advances the whole by its share, 0 to 1."""
    return None if progress is None else lambda done: progress(done * share)
