"""What a baseline and its reforms keep next to their states: responses written down and held, effects on work."""

from __future__ import annotations

import numpy as np

from welfsim.vocabulary.codes import Part, Response, WorkStatus
from welfsim.vocabulary.fields import as_table, empty_columns
from welfsim.vocabulary.state import Effects, Responses, State


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


def no_effects(people: int) -> Effects:
    """Return the effects on some people before the first month: none."""
    columns = empty_columns(Effects, people)
    columns["group"][:] = WorkStatus.OFF_BENEFIT
    return as_table(Effects, columns)
