"""Rows and units laid out so that every couple that is planned can form and part in place.

Who is ever a couple are neighbouring rows, and a man who is to leave the unit of the start has one made for him, empty
until then. People keep their numbers, and so their luck.
"""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from welfsim.population.draft import Array
from welfsim.population.homes_ahead import homes_at_parting, homes_of_couples, homes_of_the_young
from welfsim.population.partnering import Plan, laid_out, plan_couples
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.codes import Sex
from welfsim.vocabulary.fields import as_table, declared, empty_columns
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import State, state_of

RANKS = np.iinfo(np.uint16).max
Columns = dict[str, Array]


def with_plan(state: State, luck: Generator, start: int) -> State:
    """Return a state of the same people with the plan of their couples and homes, laid out for it."""
    person = state.person
    plan = plan_couples(person, state.unit, state.district.nation.size, luck, start)
    leavers = np.flatnonzero(plan.parts_from_first & (person.sex == Sex.MALE))
    unit = _units(state, plan, leavers, luck, start)
    order = laid_out(plan, person.sex)
    row_of = np.empty(order.size, dtype=np.int64)
    row_of[order] = np.arange(order.size)
    return _laid_out(state, unit, order, row_of, plan)


def _units(state: State, plan: Plan, leavers: Array, luck: Generator, start: int) -> Columns:
    """Return the columns of all units, those made for men who leave at the end; rows of people are not yet laid out."""
    person, unit = state.person, state.unit
    made = empty_columns(BenefitUnits, leavers.size)
    made["first_person"], made["district"] = leavers, person.district[leavers]
    made["counted_in"] = person.counted_in[leavers]
    for rank in ("take_up", "childcare"):
        made[rank] = luck.integers(0, RANKS, leavers.size, np.uint16, endpoint=True)
    made["tenure"], made["rent"] = homes_at_parting(state, plan, leavers, luck, start)
    columns = {name: np.concatenate([getattr(unit, name), made[name]]) for name in declared(BenefitUnits)}
    women = np.flatnonzero((person.sex == Sex.FEMALE) & (plan.parts > 0))
    columns["parts_month"][person.unit[women]] = plan.parts[women]
    columns["leaves_to"][person.unit[leavers]] = unit.adults.size + np.arange(leavers.size)
    joining = np.flatnonzero((person.sex == Sex.FEMALE) & (plan.joins > 0))
    theirs = person.unit[joining]
    columns["joins_month"][theirs] = plan.joins[joining]
    columns["joint_tenure"][theirs], columns["joint_rent"][theirs] = homes_of_couples(state, plan, joining, luck, start)
    homes = homes_of_the_young(state, luck, start)
    for name, values in zip(("home_month", "home_tenure", "home_rent"), homes, strict=True):
        columns[name][: unit.adults.size] = values
    return columns


def _laid_out(state: State, unit: Columns, order: Array, row_of: Array, plan: Plan) -> State:
    """Return people in their order, and units in that of their first person; made ones follow the unit that is left."""
    person, old = state.person, state.unit.adults.size
    first = row_of[unit["first_person"]]
    second = np.flatnonzero(np.diff(person.unit, prepend=-1) == 0)
    first[person.unit[second]] = np.minimum(row_of[second], row_of[second - 1])
    is_made = np.arange(first.size) >= old
    of_unit = np.lexsort((is_made, first, unit["district"]))
    number = np.empty(first.size, dtype=np.int64)
    number[of_unit] = np.arange(first.size)
    joining = np.flatnonzero((person.sex == Sex.FEMALE) & (plan.joins > 0))
    unit["joins"][person.unit[joining]] = row_of[plan.second[joining]] - row_of[joining]
    unit["first_person"] = first.astype(np.int32)
    unit["leaves_to"] = np.where(unit["leaves_to"] > 0, number[unit["leaves_to"]], 0).astype(np.int32)
    people = {name: getattr(person, name)[order] for name in declared(Persons)}
    people["unit"] = number[people["unit"]].astype(np.int32)
    units = {name: column[of_unit] for name, column in unit.items()}
    return state_of(as_table(Persons, people), as_table(BenefitUnits, units), state.district)
