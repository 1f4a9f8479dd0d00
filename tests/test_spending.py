"""Spending next to the OBR's forecast: the difference is taken apart without a rest."""

from __future__ import annotations

import numpy as np
import pytest

from welfsim.experiments.spending import (
    CASELOAD,
    LINES,
    NOT_IN_THE_MODEL,
    SPENDING,
    Forecast,
    a_year,
    differences,
    forecasts,
    tables,
)
from welfsim.results.run import Results
from welfsim.scenario import Scenario
from welfsim.vocabulary.accounts import LINES as ACCOUNTS
from welfsim.vocabulary.codes import DisabilityBenefit

PENCE_A_BILLION = 10**11


def row(line: str, part: str, value: float) -> Forecast:
    return Forecast(line, part, "2025-26", value, "", "", "", "", "", "", "", "", "")


@pytest.fixture
def results() -> Results:
    """Return a year in which UC pays £60bn to 5 million households and PIP £20bn to 2 million people, ADP the same."""
    scenario = Scenario.model_validate({"name": "Known", "months": 12})
    accounts = {
        line: np.zeros((1, 12, 1, *(len(codes) for codes in what.by)), np.int64) for line, what in ACCOUNTS.items()
    }
    accounts["uc_paid"][:] = 59 * PENCE_A_BILLION // 12
    accounts["uc_arrears"][:, 3] = PENCE_A_BILLION
    accounts["uc_units_paid"][:] = 5_000_000
    for benefit in DisabilityBenefit:
        accounts["disability_paid"][..., benefit] = 20 * PENCE_A_BILLION // 12
        accounts["disability"][..., benefit] = 2_000_000
    return Results(scenario, accounts, ("Everywhere",), np.ones(12), 1, {})


def test_a_difference_is_definition_caseload_and_award_without_a_rest(results: Results) -> None:
    held = [row("uc", SPENDING, 80), row("uc", NOT_IN_THE_MODEL, 8), row("uc", CASELOAD, 6_000)]
    (found,) = differences(results, held)
    assert (found.forecast, found.model) == (80, pytest.approx(60))
    assert found.definition == -8
    assert found.caseload == pytest.approx(-12)  # a million fewer at £12,000 each
    assert found.award == pytest.approx(0, abs=1e-6)
    assert found.definition + found.caseload + found.award == pytest.approx(found.model - found.forecast)
    assert a_year(found.model, found.people) == pytest.approx(12_000)


def test_pip_is_that_of_england_and_wales_alone(results: Results) -> None:
    (found,) = differences(results, [row("pip", SPENDING, 18), row("pip", CASELOAD, 2_000)])
    assert (found.model, found.people) == (pytest.approx(20), 2_000)
    assert (found.caseload, found.award) == (pytest.approx(0), pytest.approx(2))


def test_a_line_without_a_count_of_who_is_paid_is_not_taken_apart_further(results: Results) -> None:
    (found,) = differences(results, [row("carers", SPENDING, 4)])
    assert np.isnan(found.caseload) and found.rest == pytest.approx(-4)
    assert "of which all else" in "\n".join(tables([found]))


def test_the_forecast_has_every_line_in_six_years_with_sources() -> None:
    held = forecasts()
    for line in LINES:
        parts = {SPENDING} | ({CASELOAD} if line.people else set())
        years = {part: [each.year for each in held if (each.line, each.part) == (line.key, part)] for part in parts}
        assert all(len(each) == 6 and each[0] == "2025-26" and each[-1] == "2030-31" for each in years.values())
    assert all(each.source and each.url and each.grade for each in held)
