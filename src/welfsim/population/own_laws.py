"""Which of a scenario's laws holds for whom: found at the beginning of each month, for people and for districts."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from welfsim.months import MONTHS_A_YEAR
from welfsim.policy.own_laws import OwnLaws
from welfsim.policy.shares import lies_in
from welfsim.policy.some import Some
from welfsim.population.groups import GROUPINGS
from welfsim.vocabulary.state import Span, State, no_laws


def under_own_laws(state: State, own: OwnLaws | None, place: int, span: Span, month: int) -> State:
    """Return the state of a month in which everyone in some rows knows which law is theirs.

    People are in the groups that fit them at the beginning of the month. A unit has the law of its first adult, a
    district that of the groups that are places alone.

    Parameters
    ----------
    own
        The laws; None if one law holds for all.
    place
        The number of the month among those of the laws, from 0.
    """
    if own is None:
        return state if len(state.laws) == 0 else state._replace(laws=no_laws())
    laws: Any = own.laws[place]
    people: Any = state.person
    districts: Any = state.district
    rows = slice(span.first_person, span.end_person)
    fits = np.zeros(span.end_person - span.first_person, np.int64)
    of_district = np.zeros(districts.size, np.int64)
    for number, some in enumerate(own.groups):
        fits |= _fit(some, state, span, month, laws[0]).astype(np.int64) << number
        if some.is_place:
            of_district |= lies_in(state.district, some).astype(np.int64) << number
    people["own_law"][rows] = np.searchsorted(own.sets, fits)
    districts["own_law"] = np.searchsorted(own.sets, of_district)
    return state._replace(laws=laws)


def _fit(some: Some, state: State, span: Span, month: int, policy: np.void) -> NDArray[np.bool_]:
    """Say of each person in some rows whether they are meant."""
    people: Any = state.person
    fits = np.ones(span.end_person - span.first_person, bool)
    if some.ages is not None:
        born = people["birth_month"][span.first_person : span.end_person].astype(np.int64)
        years = (month - born) // MONTHS_A_YEAR
        fits &= (years >= some.ages[0]) & (years < some.ages[1])
    for name, codes in some.of:
        fits &= np.isin(GROUPINGS[name].of(state, span, month, policy), codes)
    return fits
