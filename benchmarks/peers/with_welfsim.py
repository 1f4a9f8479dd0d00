"""The job with what welfsim is made of: its keyed luck, compiled, and a kernel that walks the rows."""

from __future__ import annotations

from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers.job import MOVES, STATES, begin, main
from welfsim.compiled import kernel
from welfsim.draws import Domain, fill_luck, stream_key

BLOCK = 16_000


@kernel
def move_all(state: NDArray[np.int64], luck: NDArray[np.uint32], up_to: NDArray[np.float64]) -> None:
    """Move each person of a block by a month."""
    for i in range(state.size):
        drawn, now, to = luck[i] / 4294967296.0, state[i], 0
        while to < up_to.shape[1] and drawn >= up_to[now, to]:
            to += 1
        state[i] = to


def play(people: int, months: int, seed: int) -> NDArray[np.int64]:
    """Return how many are in each state at the end; a block of people goes through all months, as in the engine."""
    state, key, up_to = begin(people), stream_key(seed, 0), np.cumsum(MOVES, axis=1)[:, :-1].copy()
    person_id = np.arange(1, people + 1, dtype=np.uint32)
    for first in range(0, people, BLOCK):
        block = slice(first, first + BLOCK)
        luck = np.empty((len(Domain), person_id[block].size), np.uint32)
        for month in range(months):
            fill_luck(person_id[block], key, month, luck)
            move_all(state[block], luck[0], up_to)
    return np.bincount(state, minlength=len(STATES))


if __name__ == "__main__":
    main(play, version("welfsim"))
