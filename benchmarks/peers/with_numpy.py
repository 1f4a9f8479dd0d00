"""The job in numpy by hand: one array of states, one draw for all, one look into the table of chances."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers.job import MOVES, STATES, begin, main


def play(people: int, months: int, seed: int) -> NDArray[np.int64]:
    """Return how many are in each state at the end."""
    state, luck, up_to = begin(people), np.random.default_rng(seed), np.cumsum(MOVES, axis=1)[:, :-1]
    for _ in range(months):
        state = (luck.random(people)[:, None] >= up_to[state]).sum(axis=1)
    return np.bincount(state, minlength=len(STATES))


if __name__ == "__main__":
    main(play, np.__version__)
