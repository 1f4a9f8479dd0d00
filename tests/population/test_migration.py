"""Who arrives and who leaves: as many as the projection has, spread evenly, and the same people whatever is asked."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from welfsim.draws import stream_key
from welfsim.engine import simulate
from welfsim.months import month
from welfsim.policy import LAST_MONTH, current_law, resolve
from welfsim.population import Population
from welfsim.population.draft import Draft, pension_age_month
from welfsim.population.law import law_at
from welfsim.population.migration import (
    AGES,
    age_at_arrival,
    arrivals,
    couples_who_arrive,
    flows_a_year,
    has_yet_to_arrive,
    net_a_year,
    years_planned,
)
from welfsim.population.published import geography
from welfsim.population.tables import table
from welfsim.processes import MONTH
from welfsim.rules.mortality import death_hazard
from welfsim.vocabulary.codes import Presence, Sex
from welfsim.vocabulary.limits import EARLIEST_START, LATEST_START
from welfsim.vocabulary.persons import Persons

START = month(2025, 4)
YEARS = 6
AGEING = [process for process in MONTH if process.name == "ageing"]


def people_of(year: int, first: int, last: int) -> float:
    """Return people of Great Britain in bands of the projection in a year."""
    rows = table("population_growth")
    return float(rows["people"][(rows["year"] == year) & rows["age_from"].between(first, last)].sum())


def test_net_migration_is_what_the_projection_has_less_ageing_and_deaths() -> None:
    """Everybody of 11 to 64, five years on 16 to 69: who is more than those less deaths has come."""
    p = law_at(START).ageing
    people = table("population_by_age").groupby("age")["people"].sum()
    children = people.loc[11:15].sum() * people_of(2024, 16, 16) / people.loc[16:19].sum()
    deaths = sum(
        people_of(2024, age, age) * 12 * np.mean([death_hazard(12 * (age + 5), sex == Sex.FEMALE, p) for sex in Sex])
        for age in (16, *range(20, 65, 5))
    )
    more = (people_of(2029, 16, 65) - people_of(2024, 16, 60) - children) / 5
    net = net_a_year(START).sum(axis=(0, 1))
    assert net.sum() == pytest.approx(more + deaths, rel=0.06)
    assert (net[AGES < 20].min() > net[(AGES >= 25) & (AGES < 30)]).all()
    assert net[(AGES >= 25) & (AGES < 30)].min() > net[AGES >= 35].max()


def test_who_arrives_less_who_leaves_is_net_migration_in_every_cell() -> None:
    come, go = flows_a_year(START)
    assert (come >= 0).all() and (go > 0).all()
    assert np.allclose(come - go, net_a_year(START))


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32), st.integers(EARLIEST_START, LATEST_START), st.integers(200, 20_000))
def test_who_will_arrive_is_of_working_age_then_and_couples_arrive_together(
    seed: int, start: int, grossing: int
) -> None:
    places = geography()
    draft = Draft(start, grossing, places, np.arange(places.region.size), np.random.default_rng(seed))
    draft.put(**arrivals(draft))
    women, men = couples_who_arrive(draft)
    person = draft.person
    assert has_yet_to_arrive(draft).all()
    assert (person["entry_month"] >= start).all() and (person["entry_month"] <= LAST_MONTH).all()
    assert (age_at_arrival(draft) >= 16).all()
    assert (pension_age_month(person["birth_month"]) > person["entry_month"]).all()
    assert (person["sex"][women] == Sex.FEMALE).all() and (person["sex"][men] == Sex.MALE).all()
    for column in ("district", "entry_month", "funds_from"):
        assert np.array_equal(person[column][women], person[column][men]), column
    expected = flows_a_year(start)[0].sum() * years_planned(start) / grossing
    assert person["sex"].size == round(float(expected))
    assert 2 * women.size == pytest.approx(0.3 * person["sex"].size, abs=2 * places.region.size)


def test_arrivals_and_leavers_are_as_many_in_every_year(large: Population) -> None:
    person, rows = large.state.person, large.grossing
    arrive = (person.entry_month != 0) & (person.entry_month != person.birth_month + 16 * 12)
    come, go = (flow.sum() / rows for flow in flows_a_year(START))
    for year in range(START, LAST_MONTH, 12):
        of_year = (person.entry_month >= year) & (person.entry_month < year + 12)
        assert (arrive & of_year).sum() == pytest.approx(come, rel=0.03)
        assert ((person.leaves_month >= year) & (person.leaves_month < year + 12)).sum() == round(go)
        months = np.bincount(person.leaves_month[person.leaves_month >= year] - year)[:12]
        assert months.min() > 0.9 * go / 12


def test_leavers_are_rarely_ill_and_couples_leave_together(large: Population) -> None:
    person, unit = large.state.person, large.state.unit
    leaves, here = person.leaves_month > 0, person.presence == Presence.PRESENT
    ill = (person.health_group > 0) & here
    assert (leaves & ill).sum() / ill.sum() < 0.15 * (leaves & here).sum() / here.sum()
    other = np.flatnonzero(np.diff(person.unit, append=-1) == 0)
    assert np.array_equal(person.leaves_month[other], person.leaves_month[other + 1])
    assert 0.2 < (unit.adults[person.unit[leaves]] == 2).mean() < 0.4


def aged(population: Population) -> Persons:
    """Return people after six years in which they only grow older, arrive, die and leave."""
    law = resolve(current_law(), [], START, 12 * YEARS)
    state, key = population.state.copy(), stream_key(1, 0)
    simulate(state, law, START, 12 * YEARS, key, population.grossing, 1, AGEING)
    return state.person


def projected(population: Population) -> NDArray[np.float64]:
    """Return people of working age by region, in rows, after six years: births, deaths and net migration by sums."""
    person, p, end = population.state.person, law_at(START).ageing, START + 12 * YEARS
    native = (person.entry_month == 0) | (person.entry_month == person.birth_month + 16 * 12)
    regions = population.state.district.region[person.district]
    net = net_a_year(START) / population.grossing
    expected = np.zeros(net.shape[0])
    for sex in Sex:
        yearly = np.array([12 * death_hazard(12 * age + 6, sex == Sex.FEMALE, p) for age in range(100)])
        lived = np.concatenate([[0.0], np.cumsum(yearly)])
        rows = np.flatnonzero(native & (person.sex == sex))
        born = person.birth_month[rows]
        first = np.maximum(START, born + 16 * 12)
        stays = (pension_age_month(born) > end) & (first <= end)
        years = np.arange(100)
        died = np.interp((end - born) / 12, years, lived[:100]) - np.interp((first - born) / 12, years, lived[:100])
        expected += np.bincount(regions[rows], np.exp(-died) * stays, net.shape[0])
        for k, age in enumerate(AGES):
            for since in range(12 * YEARS):
                turns = 12 * age + 6 + since
                if turns < 66.5 * 12:
                    expected += net[:, sex, k] / 12 * np.exp(lived[age] - lived[min(turns // 12, 99)])
    return expected


def test_people_of_working_age_follow_the_projection_by_region_over_six_years(large: Population) -> None:
    person = aged(large)
    here = person.presence == Presence.PRESENT
    found = np.bincount(large.state.district.region[person.district[here]], minlength=11)
    expected = projected(large)
    assert found.sum() == pytest.approx(expected.sum(), rel=0.002)
    assert found == pytest.approx(expected, rel=0.006)
