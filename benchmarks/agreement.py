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

    Every column and line is compared, whoever writes it, and exactly: codes, months and pence are whole numbers. Of
    the numbers that are not, `strain` is worked out in double precision and kept in single, which swallows the last
    place that the exponential of numpy and of the C library may differ in; `job_multiplier` is a quotient of whole
    numbers. The place is lost in thresholds too, of which there are 2**32.
    """
    return [*_of_tables(state, world), *_of_lines(ours, theirs, show_month(world.month))]


def _of_tables(state: State, world: World) -> Iterator[str]:
    """Yield the differences of the columns."""
    names = {"person": state.person.person_id, "unit": state.unit.first_person, "district": state.district.first_person}
    for table, rows in state._asdict().items():
        for column, twins in vars(getattr(world, table)).items():
            wrong = rows[column] != twins
            for row in np.flatnonzero(wrong.reshape(len(wrong), -1).any(axis=1)):
                who = f"{table} {row}" if table != "person" else f"person {names[table][row]}"
                yield f"{show_month(world.month)}, {who}, {column}: engine {rows[column][row]}, twin {twins[row]}"


def _of_lines(ours: Accounts, theirs: Accounts, month: str) -> Iterator[str]:
    """Yield the differences of the lines of one month."""
    for line, cells in ours.items():
        codes = [" ".join(code.name for code in cell) for cell in product(*LINES[line].by)]
        for district, cell in np.argwhere((cells != theirs[line]).reshape(cells.shape[1], -1)):
            engine, twin = (one[line].reshape(cells.shape[1], -1)[district, cell] for one in (ours, theirs))
            yield f"{month}, district {district}, line {line} {codes[cell]}: engine {engine}, twin {twin}"
