"""Programmes that a scenario adds, over the months of a run."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

import welfsim
from welfsim.months import month
from welfsim.policy import current_law, resolve
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


def test_places_at_one_time_are_starts_by_the_months_that_each_lasts() -> None:
    """Before the first month there are none; the programme lasts as long as the one it is like, unless it says more."""
    club: dict[str, object] = {"like": "connect_to_work", "places_at_a_time": {"2026-04": 10_000, "2029-04": 0}}
    lasts = int(resolve(current_law(), (), month(2025, 4), 1)[0].programme[Programme.CONNECT_TO_WORK].months)
    for own, months in ({}, lasts), ({"months": 8}, 8):
        read = Scenario.model_validate({"name": "Mine", "programmes": {"club": {**club, **own}}})
        assert read.programmes["club"].differs["places"] == {month(2026, 4): 10_000 / months, month(2029, 4): 0.0}
        assert Scenario.model_validate(read.as_written()).programmes == read.programmes


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        ({"places_at_a_time": 100, "places": 5}, "write the one or the other"),
        ({"places_at_a_time": {"times": 2}}, "no times and no plus"),
        ({"places_at_a_time": {"2026-04": {"plus": 2}}}, "is a number, or numbers by month"),
        ({"places_at_a_time": 100, "months": {"2026-04": 6}}, "write months as one number"),
        ({"places_at_a_time": -5}, "out of bounds"),
    ],
)
def test_places_at_one_time_that_cannot_be_read_are_refused(terms: dict[str, object], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        Scenario.model_validate({"name": "Mine", "programmes": {"club": {"like": "workwell", **terms}}})
