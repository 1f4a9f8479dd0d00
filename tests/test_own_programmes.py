"""Programmes that a scenario adds, over the months of a run."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

import welfsim
from welfsim.months import month
from welfsim.results.run import Results
from welfsim.scenario import Scenario
from welfsim.vocabulary.codes import Programme

START, FIRST_PLACES, MONTHS = month(2025, 4), month(2025, 7), 5
MANY = 400_000  # places a month: one person of the sample stands for tens of thousands


def few_months(**written: Any) -> Results:
    scenario = {"name": "Mine", "reform": {"connect_to_work.places": MANY}, **written}
    return welfsim.run(Scenario.model_validate(scenario), people=1_000, months=MONTHS, threads=1)


def test_nobody_starts_and_nothing_is_paid_before_the_first_places() -> None:
    """Before them the run is, to the byte, the one without the programme."""
    added = {"like": "connect_to_work", "places": {"2025-07": MANY}, "routes": {"self": 0.5}, "wait": 0}
    reform, baseline = few_months(programmes={"mine": added}), few_months()
    before = FIRST_PLACES - START
    for line, cells in reform.accounts.items():
        assert np.array_equal(cells[:, :before], baseline.accounts[line][:, :before]), line
    for line in ("programme_starts", "programme_cost"):
        by_month = reform.accounts[line][0, :, :, Programme.OWN_1].sum(axis=1)
        assert (by_month[:before] == 0).all() and (by_month[before:] > 0).all(), line


def test_people_at_a_time_are_starts_a_month_for_as_long_as_a_place_lasts() -> None:
    """It fills over the months that a place lasts, and then as many are on it as were asked for."""
    people, months = 900_000, 4
    mine = {"like": "connect_to_work", "at_a_time": {"2025-04": people}, "months": months, "wait": 0}
    mine |= {"routes": {"self": 1.0}, "scotland": 1, "least_severity": 0}
    scenario = Scenario.model_validate({"name": "Mine", "programmes": {"mine": mine}})
    added = scenario.programmes["mine"]
    assert added.differs["places"] == {START: people / months}
    assert Scenario.model_validate(scenario.as_written()).programmes["mine"] == added
    results = welfsim.run(scenario, people=1_000, months=9, threads=1)
    starts, left = (results.accounts[name][0, :, :, Programme.OWN_1] for name in ("programme_starts", "programme_left"))
    on_it = np.cumsum(starts.sum(axis=1) - left.sum(axis=tuple(range(1, left.ndim))))
    row = results.grossing
    assert on_it[0] < people / 2
    assert (np.abs(on_it[months:] - people) <= 0.05 * people + 3 * row).all(), on_it


def test_people_at_a_time_and_places_are_not_both_written() -> None:
    mine = {"like": "connect_to_work", "at_a_time": 500, "places": 10, "months": {"2025-04": 6}}
    with pytest.raises(ValidationError) as fault:
        Scenario.model_validate({"name": "Mine", "programmes": {"mine": mine}})
    said = str(fault.value)
    assert "at_a_time stands for places. Write the one or the other." in said
    assert "With at_a_time months is one number: it says how long a place is taken." in said
    with pytest.raises(ValidationError, match=r"at_a_time is a number of people"):
        Scenario.model_validate(
            {"name": "Mine", "programmes": {"mine": {"like": "connect_to_work", "at_a_time": {"times": 2}}}}
        )
