"""The job in starsim: a module with a state of each agent and random numbers of its own."""

from __future__ import annotations

from importlib.metadata import version

import numpy as np
import starsim
from numpy.typing import NDArray

from benchmarks.peers.job import MOVES, STATES, begin, main


class Moves(starsim.Module):  # type: ignore[misc, unused-ignore]
    """Moves of everyone between the states."""

    def __init__(self) -> None:
        super().__init__()
        self.define_states(starsim.FloatArr("state", default=0.0))
        self.luck = starsim.random(name="luck")
        self.up_to = np.cumsum(MOVES, axis=1)[:, :-1]

    def init_post(self) -> None:
        """Give everyone the state of the start."""
        super().init_post()
        self.state[:] = begin(len(self.sim.people)).astype(float)

    def step(self) -> None:
        """Move everyone by a month."""
        who = self.sim.people.auids
        now = np.asarray(self.state[who]).astype(int)
        self.state[who] = (np.asarray(self.luck.rvs(who))[:, None] >= self.up_to[now]).sum(axis=1)


def play(people: int, months: int, seed: int) -> NDArray[np.int64]:
    """Return how many are in each state at the end."""
    moves = Moves()
    sim = starsim.Sim(n_agents=people, modules=moves, start=1, stop=months, dt=1, rand_seed=seed, verbose=0)
    sim.run()
    last = next(module for module in sim.modules if isinstance(module, Moves))
    return np.bincount(np.asarray(last.state.values).astype(int), minlength=len(STATES))


if __name__ == "__main__":
    main(play, version("starsim"))
