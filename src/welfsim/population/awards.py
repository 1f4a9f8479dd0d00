"""What the law awards the units that are being built, as the processes will pay them."""

from __future__ import annotations

import numpy as np

from welfsim.population.choosing import Mask, Rows
from welfsim.population.draft import Array, Draft, typed
from welfsim.population.law import law_at
from welfsim.rules.credit_claims import cap_deductions, potential_awards
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.districts import Districts
from welfsim.vocabulary.fields import as_table, empty_columns
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import State, state_of


def awards(draft: Draft, units: Rows) -> Array:
    """Return the Universal Credit that the law of the start month gives some units if they claim, in pence a month."""
    state = _state_of(draft, units)
    return np.asarray(potential_awards(state, np.arange(units.size), law_at(draft.start), draft.start))


def losses_to_cap(draft: Draft, units: Rows) -> Array:
    """Return what the benefit cap takes from the awards of some units on Universal Credit, in pence a month."""
    state = _state_of(draft, units)
    return np.asarray(cap_deductions(state, np.arange(units.size), law_at(draft.start), draft.start))


def _state_of(draft: Draft, units: Rows) -> State:
    """Return some units and their people as the processes read them."""
    first, adults = draft.unit["first_person"][units].astype(np.int64), draft.unit["adults"][units]
    before = np.cumsum(adults, dtype=np.int64) - adults
    people = np.repeat(first - before, adults) + np.arange(int(adults.sum()))
    persons = {name: column[people] for name, column in draft.person.items()}
    persons["unit"] = np.repeat(np.arange(units.size), adults)
    columns = {name: column[units] for name, column in draft.unit.items()}
    columns["first_person"] = before
    person = as_table(Persons, typed(Persons, persons, people.size))
    unit = as_table(BenefitUnits, typed(BenefitUnits, columns, units.size))
    return state_of(person, unit, _places(draft))


def has_nil_award(draft: Draft) -> Mask:
    """Mark the units on Universal Credit to which the law gives nothing; only where somebody works is it asked."""
    on_uc = np.flatnonzero((draft.unit["uc_since"] > 0) & has_worker(draft))
    nil = np.zeros(draft.unit["adults"].size, dtype=np.bool_)
    nil[on_uc] = awards(draft, on_uc) == 0
    return nil


def has_worker(draft: Draft) -> Mask:
    """Mark units of which an adult is in work."""
    return np.asarray(np.bincount(draft.person["unit"], draft.person["job"], draft.unit["adults"].size) > 0)


def _places(draft: Draft) -> Districts:
    """Return the districts as they are before any merging, with what awards depend on: their nation and region."""
    columns = empty_columns(Districts, draft.places.region.size)
    columns["nation"], columns["region"] = (
        _as_merged(draft, draft.places.nation),
        _as_merged(draft, draft.places.region),
    )
    return as_table(Districts, columns)


def _as_merged(draft: Draft, code: Array) -> Array:
    """Return the nation or region that each district has once districts are merged: that of the last of its zone."""
    of_zone = np.zeros(draft.zones, dtype=np.int8)
    of_zone[draft.zone] = code
    return np.asarray(of_zone[draft.zone])
