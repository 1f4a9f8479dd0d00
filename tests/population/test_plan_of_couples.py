"""The plan of couples: lawful for any people, laid out so that couples are neighbours, and steady by age."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import Generator, Philox
from numpy.typing import NDArray

from played import Run
from welfsim.draws import stream_key
from welfsim.engine import simulate
from welfsim.months import MONTHS_A_YEAR, month
from welfsim.policy import current_law, resolve
from welfsim.population import Population
from welfsim.population.families import share_partnered
from welfsim.population.files import check
from welfsim.population.partnering import NOBODY, YEARS, Plan, laid_out, lines_of, open_rings, plan_couples, survival
from welfsim.processes import MONTH
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.codes import Presence, Sex
from welfsim.vocabulary.fields import as_table, empty_columns
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import State

START = month(2025, 4)
AGES = (16, 20, 25, 30, 35, 45, 55, 66)
SEVENTY_TWO = 72

Rows = NDArray[np.bool_]


def people(households: list[tuple[bool, int, int]], districts: int) -> tuple[Persons, BenefitUnits]:
    """Return units of some districts in turn: whether a couple, its age or that of the single person, and the sex."""
    persons, units = [], []
    for j, (is_couple, age, sex) in enumerate(households):
        units.append((len(persons), 1 + is_couple, j * districts // len(households)))
        persons += [(j, units[-1][2], age, Sex.FEMALE if is_couple else sex)]
        persons += [(j, units[-1][2], age, Sex.MALE)] * is_couple
    person, unit = empty_columns(Persons, len(persons)), empty_columns(BenefitUnits, len(units))
    for name, values in zip(("unit", "district", "birth_month", "sex"), zip(*persons, strict=True), strict=True):
        person[name][:] = values
    person["birth_month"] = START - 1 - person["birth_month"] * MONTHS_A_YEAR
    for name, values in zip(("first_person", "adults", "district"), zip(*units, strict=True), strict=True):
        unit[name][:] = values
    return as_table(Persons, person), as_table(BenefitUnits, unit)


HOUSEHOLDS = st.lists(st.tuples(st.booleans(), st.integers(16, 64), st.sampled_from(Sex)), min_size=4, max_size=80)


@settings(max_examples=20)
@given(HOUSEHOLDS, st.integers(1, 3), st.integers(0, 99))
def test_a_plan_is_lawful_for_any_people(households: list[tuple[bool, int, int]], districts: int, seed: int) -> None:
    person, unit = people(households, districts)
    plan = plan_couples(person, unit, districts, Generator(Philox(seed)), START)
    rows = np.arange(person.unit.size)
    for partners in (plan.first, plan.second):
        has = rows[partners != NOBODY]
        theirs = partners[has]
        assert np.array_equal(partners[theirs], has)
        assert (person.sex[theirs] != person.sex[has]).all()
        assert np.array_equal(person.district[theirs], person.district[has])
    joined = plan.joins > 0
    assert np.array_equal(joined, plan.second != NOBODY)
    assert np.array_equal(plan.joins[joined], plan.joins[plan.second[joined]])
    assert ((plan.joins[joined] >= START) & (plan.joins[joined] < START + YEARS * MONTHS_A_YEAR)).all()
    assert (plan.joins[joined] - person.birth_month[joined] >= 16 * MONTHS_A_YEAR).all()
    was_together = plan.first != NOBODY
    parted = was_together & (plan.parts > 0)
    assert np.array_equal(plan.parts[parted], plan.parts[plan.first[parted]])
    assert (plan.parts[was_together & joined] > 0).all()
    assert (plan.parts < plan.joins)[was_together & joined].all()
    later = ~was_together & (plan.parts > 0)
    assert (joined & (plan.parts > plan.joins))[later].all()
    assert np.array_equal(plan.parts[later], np.where(joined, plan.parts[plan.second], 0)[later])


@settings(max_examples=20)
@given(HOUSEHOLDS, st.integers(1, 3), st.integers(0, 99))
def test_whoever_is_ever_a_couple_is_a_neighbour(
    households: list[tuple[bool, int, int]], districts: int, seed: int
) -> None:
    person, unit = people(households, districts)
    plan = plan_couples(person, unit, districts, Generator(Philox(seed)), START)
    assert_neighbours(plan, person)


def assert_neighbours(plan: Plan, person: Persons) -> None:
    order = laid_out(plan, person.sex)
    assert np.array_equal(np.sort(order), np.arange(order.size))
    assert (np.diff(person.district[order]) >= 0).all()
    row_of = np.argsort(order)
    for partners in (plan.first, plan.second):
        has = np.flatnonzero(partners != NOBODY)
        assert (np.abs(row_of[has] - row_of[partners[has]]) == 1).all()


def test_partners_who_would_go_round_in_a_ring_are_parted_in_the_layout() -> None:
    """Two couples who all change partners: no row of four people has each beside both of theirs."""
    first = np.array([1, 0, 3, 2])
    second = np.array([3, 2, 1, 0])
    plan = Plan(first, second, np.full(4, START + 20), np.full(4, START + 2))
    plan.joins[[1, 2]] = START + 30
    open_rings(plan)
    assert plan.second.tolist() == [3, NOBODY, NOBODY, 0]
    assert plan.joins.tolist() == [START + 20, 0, 0, START + 20]
    assert np.unique(lines_of(plan)).size == 1


def test_the_curve_of_partnership_has_the_means_of_its_bands() -> None:
    expected = (0.01, 0.14, 0.42, 0.6, 0.68, 0.68, 0.66)
    for low, high, mean in zip(AGES[:-1], AGES[1:], expected, strict=True):
        ages = np.arange(low, high) + 0.5
        assert share_partnered(ages).mean() == pytest.approx(mean, abs=1e-9)


def test_survival_is_that_of_the_life_tables() -> None:
    """A man of 60 dies at 0.00069 a month at first; over six years about 1 in 16."""
    one_year = survival(np.array([60.0]), Sex.MALE, 12, START)[0]
    assert one_year == pytest.approx(1 - 12 * 0.000138 * 1.0819**20.5, abs=1e-4)
    assert survival(np.array([60.0]), Sex.MALE, 72, START)[0] == pytest.approx(0.94, abs=0.01)


# --------------------------------------------------------------------------------------------- of built people


@pytest.fixture(scope="module")
def lived(britain: Population) -> tuple[State, dict[str, NDArray[np.int64]]]:
    """Return Britain after 72 months in which people only age, part and partner, and the accounts of these months."""
    state = britain.state.copy()
    law = resolve(current_law(), [], START, SEVENTY_TWO)
    lives = [process for process in MONTH if process.name in ("ageing", "partnering", "stocks")]
    return state, simulate(state, law, START, SEVENTY_TWO, stream_key(1, 0), britain.grossing, 1, lives)


def partnered(state: State, at: int) -> NDArray[np.float64]:
    """Return the share of women who live as a couple by age, with a man who is alive."""
    person, unit = state.person, state.unit
    first = unit.first_person[unit.adults == 2]
    alive = person.presence != Presence.DEAD
    lives = np.zeros(alive.size, np.bool_)
    lives[first] = lives[first + 1] = alive[first] & alive[first + 1]
    women = (person.sex == Sex.FEMALE) & (person.presence == Presence.PRESENT)
    band = np.digitize((at - person.birth_month) / MONTHS_A_YEAR, AGES[1:-1])
    return np.array([lives[women & (band == k)].mean() for k in range(len(AGES) - 1)])


def test_the_share_partnered_by_age_stays(
    britain: Population, lived: tuple[State, dict[str, NDArray[np.int64]]]
) -> None:
    """Within three standard errors of a band, which holds 700 to 2,200 women, and two points for who is past it."""
    before, after = partnered(britain.state, START), partnered(lived[0], START + SEVENTY_TWO)
    assert np.abs(after - before).max() < 0.045
    assert abs(np.mean(after - before)) < 0.015


def test_births_stay_at_the_published_level(
    britain: Population, lived: tuple[State, dict[str, NDArray[np.int64]]]
) -> None:
    """640,000 in Great Britain in 2024; a year of this sample has a standard error of 6%, three of them 3.5%."""
    births = lived[1]["births"].sum(axis=1) * britain.grossing
    for three_years in births.reshape(2, 36).sum(axis=1) / 3:
        assert three_years == pytest.approx(640_000, rel=0.1)


def test_couples_and_units_hang_together_after_they_have_formed_and_parted(
    britain: Population, lived: tuple[State, dict[str, NDArray[np.int64]]]
) -> None:
    state, accounts = lived
    assert accounts["couples_formed"].sum() > 1_000 and accounts["couples_parted"].sum() > 400
    person, unit = state.person, state.unit
    assert np.array_equal(np.bincount(person.unit, minlength=unit.adults.size), unit.adults)
    for place in (0, 1):
        units = np.flatnonzero(unit.adults > place)
        assert np.array_equal(person.unit[unit.first_person[units] + place], units)
    assert np.array_equal(person.district, unit.district[person.unit])
    births = np.stack([getattr(unit, f"child_{n}_birth") for n in range(1, 5)])
    both = (births[:-1] > 0) & (births[1:] > 0)
    assert (births[1:] >= births[:-1])[both].all()
    assert not births[:, unit.adults == 0].any() and not unit.capital[unit.adults == 0].any()


def test_the_plan_moves_nobody_s_number_or_luck(britain: Population) -> None:
    """Numbers are those given before rows were laid out, a run of them to a district."""
    numbers = britain.state.person.person_id
    assert np.array_equal(np.sort(numbers), np.arange(1, numbers.size + 1))
    by_district = [numbers[britain.state.person.district == d] for d in range(len(britain.district_names))]
    assert all(one.max() < other.min() for one, other in pairwise(by_district))
    check(britain.state, len(britain.district_names), "Britain")


def test_an_empty_unit_has_nothing(run: Run) -> None:
    for state in (run.states[0], run.states[-1]):
        empty = state.unit.adults == 0
        assert empty.any()
        for name in ("uc_since", "uc_award", "uc_nil_since", "capital", "child_1_birth"):
            assert not getattr(state.unit, name)[empty].any(), name
