"""Children: on the published ages, in families of the published sizes, spaced as births are, and followed by a run."""

from __future__ import annotations

import numpy as np
import pytest

from welfsim.population import Population, margins
from welfsim.population.build import build
from welfsim.population.children import family_sizes, months_of_years
from welfsim.population.law import law_at
from welfsim.population.published import people_by_age, share
from welfsim.processes.ageing import birth_hazard
from welfsim.vocabulary.codes import Presence, Sex

YEARS = 18
FEWEST_MONTHS = 9
BIRTHS = 640_000  # a year in Great Britain: 594,677 in England and Wales and some 46,000 in Scotland, 2024


def births(population: Population) -> np.ndarray:
    """Return each unit's months of birth, eldest first, 0 where there is no child."""
    return np.stack([getattr(population.state.unit, f"child_{n}_birth") for n in range(1, 5)]).astype(np.int64)


def ages(population: Population) -> np.ndarray:
    """Return completed years at the end of the month before the start, -1 where there is no child."""
    born = births(population)
    return np.where(born > 0, (population.start - 1 - born) // 12, -1)


def test_every_year_of_age_is_as_published(large: Population) -> None:
    published = people_by_age(large.start)[:, :, :YEARS].sum(axis=(0, 1))
    built = np.bincount(ages(large)[births(large) > 0], minlength=YEARS)[:YEARS] * large.grossing
    assert built == pytest.approx(published, rel=0.01)


def test_children_are_where_they_are_published(large: Population) -> None:
    published = people_by_age(large.start)[:, :, :YEARS].sum(axis=(1, 2))
    region = large.state.district.region[large.state.unit.district]
    count = ((ages(large) >= 0) & (ages(large) < YEARS)).sum(axis=0)
    assert np.bincount(region, count, published.size) * large.grossing == pytest.approx(published, rel=0.02)


def test_children_are_born_before_the_start_and_not_yet_grown(large: Population) -> None:
    born = births(large)[births(large) > 0]
    grown = int(law_at(large.start).ageing.dependent_until)
    assert born.max() == large.start - 1
    assert large.start - 1 - born.min() < grown + FEWEST_MONTHS  # siblings set apart may pass the age by some months
    assert months_of_years(large.start).sum() == grown


def test_families_are_of_the_published_sizes(large: Population) -> None:
    number = (births(large) > 0).sum(axis=0)
    counts = np.bincount(number, minlength=5)[1:]
    assert counts / counts.sum() == pytest.approx(family_sizes(), rel=0.02)
    assert counts.sum() * large.grossing == pytest.approx(share("families_with_children"), rel=0.02)


@pytest.mark.parametrize("size", ["small", "middling", "large"])
def test_no_two_births_are_close_but_those_of_twins(size: str, request: pytest.FixtureRequest) -> None:
    born = births(request.getfixturevalue(size))
    gap = np.diff(born, axis=0)[born[1:] > 0]
    assert ((gap == 0) | (gap >= FEWEST_MONTHS)).all()
    if size == "large":
        assert (gap == 0).mean() == pytest.approx(0.037, abs=0.007)
        assert np.median(gap[gap > 0]) == pytest.approx(37, abs=2)


def test_mothers_are_as_old_at_a_birth_as_is_published(large: Population) -> None:
    """Mean 31.0 in 2024; 13, 60 and 27% under 25, at 25 to 34, and older, within some points."""
    person, unit = large.state.person, large.state.unit
    born = births(large)
    mother = person.sex[unit.first_person] == Sex.FEMALE
    years = (born - person.birth_month[unit.first_person]) / 12
    every, lately = years[(born > 0) & mother], years[(ages(large) == 0) & mother]
    assert every.min() > 14.5
    assert (every > 46).mean() < 0.01
    assert lately.mean() == pytest.approx(31.0, abs=0.7)
    shares = np.histogram(lately, [0, 25, 35, 99])[0] / lately.size
    assert shares == pytest.approx([0.13, 0.60, 0.27], abs=0.06)


def test_births_go_on_as_they_were(middling: Population) -> None:
    """The hazards of the run, on the people built, give the births of a year, by order and by partner."""
    person, unit, p = middling.state.person, middling.state.unit, law_at(middling.start).ageing
    women = np.flatnonzero((person.sex == Sex.FEMALE) & (person.presence == Presence.PRESENT))
    age = middling.start - person.birth_month[women].astype(np.int64)
    units = person.unit[women]
    single = unit.adults[units] == 1
    each = zip(units, age, single, strict=True)
    hazard = np.array([birth_hazard(unit, int(j), int(a), bool(s), middling.start, p) for j, a, s in each])
    assert 12 * hazard.sum() * middling.grossing == pytest.approx(BIRTHS, rel=0.04)
    order = np.bincount((births(middling)[:, units] > 0).sum(axis=0), hazard, 5)
    order = np.array([*order[:3], order[3:].sum()]) / order.sum()
    assert order == pytest.approx([0.43, 0.35, 0.14, 0.08], abs=0.02)
    alone = hazard[single].sum() / hazard.sum()
    assert alone == pytest.approx(0.155, abs=0.02)


@pytest.mark.parametrize("start", [2022 * 12 + 3, 2026 * 12 + 2])
def test_other_start_months_have_children_of_all_ages(start: int) -> None:
    table = margins(build(20_000, 3, start))
    children = table[table["margin"] == "children"]
    assert len(children) == YEARS
    assert (children["difference"].abs() < 0.06 * children["target"]).all(), children.to_string()


def test_children_of_lone_parents_are_older_than_those_of_couples(large: Population) -> None:
    """Most lone parents parted some years after their last child was born."""
    lone = large.state.unit.adults == 1
    youngest = (large.start - births(large).max(axis=0).astype(int)) / 12
    for number in (2, 3):
        of_size = (births(large) > 0).sum(axis=0) == number
        assert (youngest[of_size & lone] < 3).mean() < 0.8 * (youngest[of_size & ~lone] < 3).mean()
