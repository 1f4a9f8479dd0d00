"""Programmes that a scenario adds, over the months of a run."""

from __future__ import annotations

from typing import Any

import numpy as np

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
