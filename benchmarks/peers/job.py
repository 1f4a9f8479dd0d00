"""The job: five states, one draw a person and month, and where everyone should be at the end.

Only numpy is imported here, since every tool reads this, in an environment of its own.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

STATES = ("in work, well", "in work, ill", "searching", "out of work, ill", "out of work, other")
BEGINS = (0.62, 0.13, 0.04, 0.09, 0.12)
"""Shares at the start."""
MOVES = np.array(
    [
        [0.980, 0.008, 0.007, 0.000, 0.005],
        [0.020, 0.955, 0.005, 0.015, 0.005],
        [0.080, 0.010, 0.880, 0.015, 0.015],
        [0.002, 0.010, 0.004, 0.979, 0.005],
        [0.012, 0.002, 0.008, 0.006, 0.972],
    ]
)
"""Chances of a month, from and to; numbers of this benchmark and of nothing else."""
ERRORS = 5.0
"""A share further than so many standard errors from what it should be is a fault of the tool, or of how it is used."""


def begin(people: int) -> NDArray[np.int64]:
    """Return the states of some people at the start."""
    return np.repeat(np.arange(len(STATES)), np.diff(np.round(np.cumsum((0.0, *BEGINS)) * people).astype(np.int64)))


def expected(people: int, months: int) -> NDArray[np.float64]:
    """Return the shares of the states after some months, without luck."""
    shares = np.bincount(begin(people), minlength=len(STATES)) / people
    return np.asarray(shares @ np.linalg.matrix_power(MOVES, months))


def are_as_expected(shares: NDArray[np.float64], people: int, months: int) -> bool:
    """Say whether shares are what the job gives, but for luck."""
    due = expected(people, months)
    return bool((np.abs(shares - due) <= ERRORS * np.sqrt(due * (1 - due) / people)).all())


def main(play: Callable[[int, int, int], NDArray[np.int64]], version: str) -> None:
    """Play the job for people, months and seed of the command line, and print what came of it and the time it took.

    It is played once before, on few people, so that nothing is loaded or compiled within the time.
    """
    people, months, seed = (int(word) for word in sys.argv[1:])
    play(1_000, 2, seed)
    wall, cpu = time.perf_counter(), time.process_time()
    counts = play(people, months, seed)
    found: dict[str, Any] = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall, "version": version}
    print(json.dumps({**found, "shares": (counts / people).tolist()}))
