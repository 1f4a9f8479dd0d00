"""A run kept month by month, so that a test can say when two runs part.

As a script it plays a few months of the smallest Britain and writes what came of it, for a run under other flags:
``python tests/played.py RESULT [PROCESS…]``.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from welfsim.draws import stream_key
from welfsim.engine import PEOPLE_A_GROUP, simulate
from welfsim.months import month, show_month
from welfsim.policy import current_law, resolve
from welfsim.population import Population, synthetic
from welfsim.processes import MONTH, PLAY_MONTH, Process
from welfsim.vocabulary.fields import names_of
from welfsim.vocabulary.state import State

START = month(2025, 4)
MONTHS = 18
FEW_PEOPLE, FEW_MONTHS = 1_000, 4
ONE_BY_ONE = (*MONTH, Process("no more", lambda *_: None))
"""The month, each process called from Python, as the engine calls all but the model's own list."""

Policies = np.recarray[Any, Any]


@dataclass(frozen=True, repr=False)
class Run:
    """Accounts by line (months × districts × codes), and the state before the first month and after each."""

    accounts: dict[str, NDArray[np.int64]]
    states: list[State]

    def of(self, line: str) -> NDArray[np.int64]:
        """Return a line without its first month, as changes of stocks have none."""
        return self.accounts[line][1:]

    def first(self, months: int) -> Run:
        """Return the run's first months."""
        accounts = {line: cells[:months] for line, cells in self.accounts.items()}
        return Run(accounts, self.states[: months + 1])

    def change(self, line: str) -> NDArray[np.int64]:
        """Return the change of a stock from one month's end to the next."""
        return np.diff(self.accounts[line], axis=0)


def play(
    population: Population,
    policies: Policies,
    seed: int = 1,
    threads: int = 1,
    people_a_group: int = PEOPLE_A_GROUP,
    processes: Sequence[Process] = MONTH,
) -> Run:
    """Run a population through the months of some policies, one call of the engine a month."""
    states, months = [population.state.copy()], []
    for m in range(policies.size):
        state = states[-1].copy()
        months.append(
            simulate(
                state,
                policies[m : m + 1],
                population.start + m,
                1,
                stream_key(seed, 0),
                population.grossing,
                threads,
                processes,
                people_a_group=people_a_group,
            )
        )
        states.append(state)
    return Run({line: np.concatenate([one[line] for one in months]) for line in months[0]}, states)


def difference(a: Run, b: Run) -> str:
    """Say where two runs first differ, to the byte: month and line, or month, column and person; empty if nowhere."""
    for m, (one, other) in enumerate(zip(a.states, b.states, strict=True)):
        when = f"after {m} months from {show_month(START)}"
        for table in State._fields:
            rows, twins = getattr(one, table), getattr(other, table)
            for column in names_of(rows):
                x, y = rows[column], twins[column]
                if x.tobytes() != y.tobytes():
                    row = int(np.argwhere((x != y).reshape(len(x), -1).any(axis=1))[0, 0])
                    return f"{when}, {table}.{column}, row {row}: {x[row]} and {y[row]}"
        for line in a.accounts if m > 0 else ():
            if a.accounts[line][m - 1].tobytes() != b.accounts[line][m - 1].tobytes():
                return f"{when}, line {line}"
    return ""


def few_months(processes: Sequence[Process] = MONTH) -> Run:
    """Play a few months of the smallest Britain."""
    britain = synthetic(FEW_PEOPLE, 1, START)
    return play(britain, resolve(current_law(), [], START, FEW_MONTHS), processes=processes)


def save(run: Run, path: Path) -> None:
    """Write a run to a file, with the number of compiled forms of the month."""
    arrays = {f"line {name}": cells for name, cells in run.accounts.items()}
    for m, state in enumerate(run.states):
        arrays |= {f"{m} {table}": np.asarray(getattr(state, table)) for table in State._fields}
    arrays["forms"] = np.array(len(getattr(getattr(PLAY_MONTH, "called", None), "signatures", ())))
    np.savez(path, allow_pickle=False, **arrays)


def read(path: Path) -> tuple[Run, int]:
    """Read a run and the number of compiled forms of the month from a file."""
    with np.load(path, max_header_size=100_000) as file:  # the parameters of a law have many names
        states = [State(*(file[f"{m} {table}"] for table in State._fields)) for m in range(FEW_MONTHS + 1)]
        accounts = {name.removeprefix("line "): file[name] for name in file.files if name.startswith("line ")}
        return Run(accounts, states), int(file["forms"])


if __name__ == "__main__":
    chosen = set(sys.argv[2:])
    save(few_months([process for process in MONTH if not chosen or process.name in chosen]), Path(sys.argv[1]))
