"""Where the engine and the twin differ after a month, by name: person, column and month, or line and cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import numpy as np
from numpy.typing import NDArray

from benchmarks.twin.world import World
from welfsim.months import show_month
from welfsim.vocabulary.accounts import LINES
from welfsim.vocabulary.state import State

Accounts = Mapping[str, NDArray[np.int64]]


def differences(state: State, ours: Accounts, world: World, theirs: Accounts) -> list[str]:
    """Return every difference after one month: columns first, then account lines of that month alone.

    Every column and line is compared, whoever writes it, and exactly: codes, months and pence are whole numbers. The
    exponentials and powers of numpy may differ in the last place from those of the C library, but what is kept of them
    is coarser: thresholds are one of 2**32, and `strain` is in single precision, so that not one in ten million shows
    it. `job_multiplier`, the one column in double precision, is a quotient of whole numbers.
    """
    return [*_of_tables(state, world), *_of_lines(ours, theirs, show_month(world.month))]


def _of_tables(state: State, world: World) -> Iterator[str]:
    """Yield the differences of the columns."""
    month = show_month(world.month)
    for table in ("person", "unit", "district"):
        rows = getattr(state, table)
        for column, twins in vars(getattr(world, table)).items():
            wrong = rows[column] != twins
            for row in np.flatnonzero(wrong.reshape(len(wrong), -1).any(axis=1)):
                who = _named(state, table, int(row))
                yield f"{month}, {who}, {column}: engine {rows[column][row]}, twin {twins[row]}"


def _named(state: State, table: str, row: int) -> str:
    """Name a person, a unit by its first adult, or a district."""
    if table == "district":
        return f"district {row}"
    first = row if table == "person" else state.unit.first_person[row]
    return f"{'unit of ' if table == 'unit' else ''}person {state.person.person_id[first]}"


def _of_lines(ours: Accounts, theirs: Accounts, month: str) -> Iterator[str]:
    """Yield the differences of the lines of one month."""
    for line, cells in ours.items():
        codes = [" ".join(code.name for code in cell) for cell in product(*LINES[line].by)]
        for district, cell in np.argwhere((cells != theirs[line]).reshape(cells.shape[1], -1)):
            engine, twin = (one[line].reshape(cells.shape[1], -1)[district, cell] for one in (ours, theirs))
            yield f"{month}, district {district}, line {line} {codes[cell]}: engine {engine}, twin {twin}"
