"""What a baseline and its reforms keep next to their states: responses written down and held, effects on work.

Also the state of a group of districts alone. Its rows stand where they stand in the whole population, so that the
number of each stays true. The rows of all others are there too, but the machine gives no memory to what is never
written.
"""

from __future__ import annotations

import mmap as maps
import platform
from mmap import mmap
from typing import Any, TypeVar, cast

import numpy as np

from welfsim.vocabulary.codes import Part, Response, WorkStatus
from welfsim.vocabulary.fields import as_table, copy_table, empty_columns
from welfsim.vocabulary.state import Effects, Responses, Span, State

Table = TypeVar("Table")

NO_RESERVE = 0x4000
"""Linux's flag; Python's own name for it is younger than some Pythons that are supported."""


def written_down(state: State) -> State:
    """Return a state whose responses are written down from now on."""
    rows = np.full((state.person.person_id.size, len(Response)), np.nan)
    return state._replace(responses=as_table(Responses, {"number": rows}))


def held_to(state: State, baseline: State) -> State:
    """Return a state whose responses can be held at those that a baseline writes down, month by month."""
    return state._replace(reference=baseline.responses)


def holding(parts: tuple[Part, ...]) -> int:
    """Return the bits of some parts of an answer, as `Clock.held` has them."""
    return sum(1 << part for part in parts)


def no_effects(people: int, first: int = 0, end: int | None = None) -> Effects:
    """Return the effects on people before the first month: none. Only the rows from `first` to `end` are made ready."""
    effects = _rows_never_written(as_table(Effects, empty_columns(Effects, 0)), people)
    effects.group[first:end] = WorkStatus.OFF_BENEFIT
    return effects


def block_of(state: State, span: Span) -> State:
    """Return a copy of the people and units of a group, and of all districts, since they share."""
    return State(
        _rows_of(state.person, span.first_person, span.end_person),
        _rows_of(state.unit, span.first_unit, span.end_unit),
        copy_table(state.district),
        _rows_of(state.responses, span.first_person, span.end_person),
        state.reference,
    )


def parted(reform: State, baseline: State, span: Span) -> State:
    """Return the state of a group in a reform that was its baseline until now: a copy of the baseline's.

    Responses alone are as in `reform`; what is held are those of `baseline`.
    """
    return held_to(block_of(baseline._replace(responses=reform.responses), span), baseline)


def _rows_of(table: Table, first: int, end: int) -> Table:
    """Return a table in which some rows are filled, and one to either side: whose unit that is, a partner may ask."""
    rows: Any = table
    copy: Any = _rows_never_written(table, rows.size)
    near = slice(max(first - 1, 0), end + 1)
    copy[near] = rows[near]
    return cast("Table", copy)


def _rows_never_written(table: Table, rows: int) -> Table:
    """Return a table like another with rows of zeros, which take no memory before they are written.

    They are asked from the system itself: what Python and numpy had before and gave back is cleared, hence written.
    """
    kind = cast("Any", table).dtype
    memory = _memory_never_written(max(rows * kind.itemsize, 1))
    return cast("Table", np.frombuffer(memory, kind, rows).view(np.recarray))


def _memory_never_written(size: int) -> mmap:
    """Return memory of which nothing is set aside before it is written, even if all of it would not fit.

    Linux has to be asked for that: a population one-to-one has more rows than a small machine has memory.
    """
    if platform.system() == "Linux":
        return mmap(-1, size, flags=maps.MAP_PRIVATE | maps.MAP_ANONYMOUS | NO_RESERVE)
    return mmap(-1, size)
