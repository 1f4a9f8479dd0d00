"""What people out of work do holds over the years: each loses jobs to what they lean to, and nobody drifts to care."""

from __future__ import annotations

import numpy as np
import pytest

from welfsim.experiments.behaviour_worlds import World, out_of_work
from welfsim.vocabulary.codes import Activity, Sex
from welfsim.vocabulary.persons import Persons

YEARS = 3


@pytest.fixture(scope="module")
def world() -> World:
    return World(20_000, 1, 1, YEARS * 12)


def counts(person: Persons) -> dict[Activity, int]:
    """Return the people out of work by what they do."""
    doing = np.bincount(person.activity[out_of_work(person)], minlength=len(Activity))
    return {activity: int(doing[activity]) for activity in Activity}


@pytest.mark.parametrize("activity", [Activity.CARING, Activity.RETIRED, Activity.OTHER, Activity.STUDYING])
def test_as_many_people_do_a_thing_as_did_at_the_start(world: World, activity: Activity) -> None:
    before, after = (counts(state.person)[activity] for state in (world.population.state, world.baseline.end))
    assert after == pytest.approx(before, rel=0.25)  # other inactive people are a fifth fewer


def test_women_care_as_much_more_often_than_men_as_at_the_start(world: World) -> None:
    shares = []
    for state in (world.population.state, world.baseline.end):
        cares = out_of_work(state.person) & np.asarray(state.person.activity == Activity.CARING)
        shares.append((state.person.sex[cares] == Sex.FEMALE).mean())
    assert shares[1] == pytest.approx(shares[0], abs=0.08)
