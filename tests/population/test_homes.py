"""Homes and children that decide the benefit cap: who rents privately, and which families have a disabled child."""

from __future__ import annotations

import numpy as np
import pytest

from welfsim.population import Population
from welfsim.population.law import law_at
from welfsim.population.published import share
from welfsim.vocabulary.codes import Tenure


def test_as_many_are_paid_for_a_room_as_published(large: Population) -> None:
    """Single, under 35, without children and without daily living, on Universal Credit."""
    person, unit = large.state.person, large.state.unit
    first = unit.first_person
    age = (large.start - 1 - person.birth_month[first].astype(np.int64)) // 12
    alone = (unit.adults == 1) & (unit.child_1_birth == 0) & (age < 35) & (person.daily_living[first] == 0)
    rents = (unit.uc_since > 0) & (unit.tenure == Tenure.PRIVATE_RENT)
    built = int((alone & rents).sum()) * large.grossing
    assert built == pytest.approx(share("uc_shared_accommodation_rate"), rel=0.01)
    daily = (unit.adults == 1) & (unit.child_1_birth == 0) & (age < 35) & (person.daily_living[first] > 0) & rents
    assert np.median(unit.rent[daily]) > 1.2 * np.median(unit.rent[alone & rents])


def test_as_many_children_are_disabled_as_published(large: Population) -> None:
    unit, start = large.state.unit, large.start
    births = np.stack([unit[f"child_{n}_birth"] for n in range(1, 5)]).astype(np.int64)
    age = (start - births) // 12
    here = (births > 0) & (births <= start) & (start < births + int(law_at(start).ageing.dependent_until))
    disabled = unit.disabled_children_lower + unit.disabled_children_higher.astype(np.int64)
    assert (disabled <= here.sum(axis=0)).all()
    assert disabled.sum() == pytest.approx(share("disabled_children") * (here & (age < 16)).sum(), rel=0.25)
    assert disabled.sum() >= share("disabled_children") * (here & (age < 16)).sum()
    higher = unit.disabled_children_higher.sum() / disabled.sum()
    assert higher == pytest.approx(share("disabled_children_higher"), abs=0.01)


def test_parents_of_disabled_children_care_more_often(large: Population) -> None:
    person, unit = large.state.person, large.state.unit
    disabled = (unit.disabled_children_lower + unit.disabled_children_higher > 0)[person.unit]
    parents = (unit.child_1_birth > 0)[person.unit] & (unit.uc_since > 0)[person.unit] & (person.health_group == 0)
    caring, others = (person.carer[parents & of].mean() for of in (disabled, ~disabled))
    assert caring > 2.5 * others


def test_disabled_children_spare_families_the_cap_and_bring_an_addition(large: Population) -> None:
    unit = large.state.unit
    on_uc = (unit.uc_since > 0) & (unit.child_1_birth > 0)
    of = (unit.disabled_children_lower + unit.disabled_children_higher > 0)[on_uc]
    assert 0.1 < of.mean() < 0.25
