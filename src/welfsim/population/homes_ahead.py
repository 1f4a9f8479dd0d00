"""The homes that units will move to: of couples that form, of men who leave one, of the young who leave their parents.

Each takes tenure and rent of a unit of the start, drawn among those in the same region, at the age of the move, on
Universal Credit or not: so homes by age and kind of family go on as they are.
"""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from welfsim.months import MONTHS_A_YEAR
from welfsim.population.assumptions import assumed
from welfsim.population.choosing import Mask, Rows, noise
from welfsim.population.draft import Array
from welfsim.population.partnering import YEARS, Plan
from welfsim.vocabulary.codes import Presence, Tenure
from welfsim.vocabulary.state import State

BANDS = (16, 25, 30, 35, 45, 55)
HOME_OF_OWN_AT = 18  # years, at which those leave their parents who do so before most
ON_UC, REGIONS, AGES = 2, 16, 8  # sizes of the parts of a cell

Homes = tuple[Array, Array]


def homes_of_couples(state: State, plan: Plan, women: Rows, luck: Generator, start: int) -> Homes:
    """Return tenure and rent of the homes of couples that will form, each by its woman."""
    unit = state.unit
    parent = (unit.child_1_birth > 0).astype(np.int64)
    theirs, his = state.person.unit[women], state.person.unit[plan.second[women]]
    on_uc = (unit.uc_since[theirs] > 0) | (unit.uc_since[his] > 0)
    age = (plan.joins[women] - state.person.birth_month[women]) // MONTHS_A_YEAR
    wanted = _cells(parent[theirs] * ON_UC + on_uc, _region(state)[theirs], age)
    return _taken(state, unit.adults == 2, parent * ON_UC + (unit.uc_since > 0), wanted, luck, start)


def homes_at_parting(state: State, plan: Plan, men: Rows, luck: Generator, start: int) -> Homes:
    """Return tenure and rent of the homes that men go to who leave the couple of the start."""
    unit, theirs = state.unit, state.person.unit[men]
    age = (plan.parts[men] - state.person.birth_month[men]) // MONTHS_A_YEAR
    wanted = _cells((unit.uc_since[theirs] > 0).astype(np.int64), _region(state)[theirs], age)
    return _taken(state, _alone(state), (unit.uc_since > 0).astype(np.int64), wanted, luck, start)


def homes_of_the_young(state: State, luck: Generator, start: int) -> tuple[Array, Array, Array]:
    """Return for each unit the month in which its adult leaves the parents' home, and tenure and rent of the next.

    It is the age from which single people are householders; of those yet to turn 16 some leave before it, as many as
    have left at the start. Month 0 for others.
    """
    unit, person = state.unit, state.person
    waits = person.presence[unit.first_person] == Presence.WAITING
    at_home = (unit.adults == 1) & (unit.tenure == Tenure.OWNED) & (unit.child_1_birth == 0)
    early = waits & (noise(luck, unit.adults.size) > assumed("own_home_noise"))
    age = np.where(early, HOME_OF_OWN_AT, int(assumed("own_home_from_age")))
    month = person.birth_month[unit.first_person].astype(np.int64) + age * MONTHS_A_YEAR
    moves = at_home & (month >= start) & (month < start + YEARS * MONTHS_A_YEAR)
    rows = np.flatnonzero(moves)
    owns = _alone(state) & ~((_age(state, start) < int(assumed("own_home_from_age"))) & (unit.tenure == Tenure.OWNED))
    none = np.zeros(unit.adults.size, dtype=np.int64)
    tenure, rent = none.copy(), none.copy()
    tenure[rows], rent[rows] = _taken(
        state, owns, none, _cells(none[rows], _region(state)[rows], age[rows]), luck, start
    )
    return np.where(moves, month, 0), tenure, rent


def _region(state: State) -> Array:
    return np.asarray(state.district.region[state.unit.district].astype(np.int64))


def _age(state: State, start: int) -> Array:
    """Return the age in years of each unit's first adult."""
    return np.asarray((start - state.person.birth_month[state.unit.first_person]) // MONTHS_A_YEAR)


def _alone(state: State) -> Mask:
    """Mark units of one adult of working age without children."""
    unit = state.unit
    is_present = state.person.presence[unit.first_person] == Presence.PRESENT
    return np.asarray((unit.adults == 1) & is_present & (unit.child_1_birth == 0))


def _cells(kind: Array, region: Array, age: Array) -> Array:
    """Return cells of kind, region and band of age; a coarser cell is one with the last parts taken off."""
    band = np.clip(np.searchsorted(BANDS, age, side="right") - 1, 0, None)
    return np.asarray((kind * AGES + band) * REGIONS + region)


def _taken(state: State, gives: Mask, kind: Array, wanted: Array, luck: Generator, start: int) -> Homes:
    """Return tenure and rent of a unit drawn for each wanted cell; if the region has none, of any, then of any age."""
    givers = np.flatnonzero(gives)
    cells = _cells(kind[givers], _region(state)[givers], _age(state, start)[givers])
    found = np.full(wanted.size, -1)
    draw = luck.random(wanted.size)
    for width in (1, REGIONS, REGIONS * AGES, REGIONS * AGES * 2 * ON_UC):
        order = np.argsort(cells // width, kind="stable")
        sorted_cells = (cells // width)[order]
        low, high = (np.searchsorted(sorted_cells, wanted // width, side) for side in ("left", "right"))
        fits = (found < 0) & (high > low)
        found[fits] = givers[order[(low + (draw * (high - low)).astype(np.int64))[fits]]]
    unit = state.unit
    rent = np.where(found >= 0, unit.rent[found], 0)
    return np.where(found >= 0, unit.tenure[found], Tenure.OWNED), rent
