"""The job in neworder: a model with a monthly timeline whose step is its own transition of a column of a frame."""

from __future__ import annotations

from importlib.metadata import version

import neworder
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.peers.job import MOVES, STATES, begin, main


class Britain(neworder.Model):
    """People with a state."""

    def __init__(self, people: int, months: int, seed: int) -> None:
        super().__init__(neworder.LinearTimeline(0, months, months), lambda: seed)
        self.people = pd.DataFrame({"state": begin(people)})
        self.states = np.arange(len(STATES))

    def step(self) -> None:
        """Move everyone by a month."""
        neworder.df.transition(self, self.states, MOVES, self.people, "state")

    def finalise(self) -> None:
        """Leave everyone where they are."""


def play(people: int, months: int, seed: int) -> NDArray[np.int64]:
    """Return how many are in each state at the end."""
    model = Britain(people, months, seed)
    neworder.run(model)
    return np.bincount(model.people["state"], minlength=len(STATES))


if __name__ == "__main__":
    main(play, version("neworder"))
