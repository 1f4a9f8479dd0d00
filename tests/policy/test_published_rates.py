"""Formulae of uprating against the rates that were published, and against forecasts reckoned elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from welfsim.months import month
from welfsim.policy import FIRST_MONTH, Law, current_law, path, resolve

LAW = current_law()
BY_FORMULA = [name for name, value in LAW.values.items() if value.uprating in ("cpi", "section_1")]
RATES = [name for name in BY_FORMULA if not name.startswith(("economy.", "universal_credit.lcw"))]

DIFFERENCES = {
    ("universal_credit.child_first_before_2017", 2023): 429,
    ("universal_credit.child_first_before_2017", 2024): 278,
    ("universal_credit.child", 2023): -30,
    ("universal_credit.child", 2024): -28,
    ("universal_credit.disabled_child_higher", 2023): -11,
    ("universal_credit.disabled_child_higher", 2024): -8,
    ("universal_credit.childcare_most_one", 2023): 71_163 - 64_635,
    ("universal_credit.childcare_most_one", 2024): 75_931 - 101_463,
    ("universal_credit.childcare_most_more", 2023): 121_995 - 110_804,
    ("universal_credit.childcare_most_more", 2024): 130_169 - 173_937,
}
"""Formula less published, in pence: to 2024 amounts for children followed the yearly ones of Child Tax Credit.

The highest amounts of childcare stood still for years and were raised by 47% in June 2023."""

FORECASTS = {
    "universal_credit.standard_single": {2027: 43728, 2028: 45024, 2029: 46291},
    "universal_credit.standard_couple_under_25": {2027: 54373, 2028: 55984, 2029: 57560},
    "universal_credit.standard_couple": {2027: 68640, 2028: 70674, 2029: 72663},
    "universal_credit.child_first_before_2017": {2027: 35932, 2028: 36677, 2029: 37421},
    "universal_credit.child": {2027: 31037, 2028: 31680, 2029: 32323},
    "universal_credit.carer": {2027: 21377, 2028: 21820, 2029: 22263},
    "universal_credit.lcw": {2027: 15876, 2028: 15876, 2029: 15876},
    "universal_credit.lcwra_new": {2027: 21726, 2028: 21726, 2029: 21726},
    "universal_credit.work_allowance_with_housing": {2027: 43600, 2028: 44500, 2029: 45400},
    "universal_credit.work_allowance_without_housing": {2027: 72500, 2028: 74000, 2029: 75500},
}
"""Pence a month from unrounded amounts of the year before; law rounds each year, and section 1 rounds up."""

WEEKLY_FORECASTS = {
    "carers.allowance": {2027: 8830, 2028: 9010, 2029: 9195},
    "employment_support_allowance.personal_allowance": {2027: 9755, 2028: 9960, 2029: 10160},
    "employment_support_allowance.personal_allowance_under_25": {2027: 7725, 2028: 7885, 2029: 8045},
    "employment_support_allowance.support_component": {2027: 5140, 2028: 5250, 2029: 5355},
    "employment_support_allowance.wrag_component": {2027: 3875, 2028: 3955, 2029: 4035},
    "disability_rates.pip_daily_living_standard": {2027: 7830, 2028: 7995, 2029: 8155},
    "disability_rates.pip_daily_living_enhanced": {2027: 11700, 2028: 11945, 2029: 12185},
    "disability_rates.pip_mobility_standard": {2027: 3095, 2028: 3160, 2029: 3220},
    "disability_rates.pip_mobility_enhanced": {2027: 8170, 2028: 8340, 2029: 8510},
}
"""Pence a week, forecast in the same way: rounding to 5p each year, as law does, moves a rate by 5p at most."""


def in_april(name: str, year: int, law: Law = LAW) -> int:
    """Return a rate of April of a year."""
    return int(path(resolve(law, [], month(year, 4), 1), name)[0])


def known_to(year: int, *names: str) -> Law:
    """Return the law as if the rates named were dated no later than April of a year."""
    values = dict(LAW.values)
    for name in names:
        dated = {first: amount for first, amount in values[name].values.items() if first <= month(year, 4)}
        values[name] = replace(values[name], values=dated)
    return Law(values, "")


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
@pytest.mark.parametrize("name", [name for name in RATES if LAW.values[name].uprating == "cpi"])
def test_cpi_gives_the_published_rate_from_the_year_before(name: str, year: int) -> None:
    by_formula = in_april(name, year, known_to(year - 1, name))
    assert by_formula - in_april(name, year) == DIFFERENCES.get((name, year), 0)


@pytest.mark.parametrize("name", [name for name in RATES if LAW.values[name].uprating == "section_1"])
def test_section_1_gives_the_published_amounts_of_2026(name: str) -> None:
    assert in_april(name, 2026, known_to(2025, name)) == in_april(name, 2026)


def test_sections_1_and_4_give_the_protected_element_and_the_allowance_under_25_of_2026() -> None:
    names = ("standard_single", "standard_single_under_25", "lcwra_protected")
    law = known_to(2025, *(f"universal_credit.{name}" for name in names))
    assert [in_april(f"universal_credit.{name}", 2026, law) for name in names] == [42490, 33858, 42980]


@pytest.mark.parametrize("age", ["standard_single", "standard_single_under_25", "standard_couple"])
@pytest.mark.parametrize("year", [2027, 2028, 2029])
def test_allowance_and_protected_element_keep_pace_with_prices(age: str, year: int) -> None:
    def together(of: int) -> int:
        return in_april(f"universal_credit.{age}", of) + in_april("universal_credit.lcwra_protected", of)

    cpi = float(path(resolve(LAW, [], month(year, 4), 1), "uprating.cpi")[0])
    assert together(year) >= together(year - 1) * (1 + cpi) - 1e-6


@pytest.mark.parametrize(("name", "forecast"), FORECASTS.items())
def test_monthly_rates_are_within_a_penny_of_a_forecast_from_unrounded_amounts(
    name: str, forecast: dict[int, int]
) -> None:
    for year, pence in forecast.items():
        assert abs(in_april(name, year) - pence) <= 1


@pytest.mark.parametrize(("name", "forecast"), WEEKLY_FORECASTS.items())
def test_weekly_rates_are_within_5p_of_a_forecast_from_unrounded_amounts(name: str, forecast: dict[int, int]) -> None:
    for year, pence in forecast.items():
        assert abs(in_april(name, year) - pence) <= 5


def test_protected_element_is_lower_than_forecast_and_the_allowance_under_25_higher() -> None:
    """The forecast lifts the element for all to the floor under 25; 2026-27 lifted the allowance under 25 instead."""
    forecast = {2027: (34845, 43619), 2028: (35877, 44212), 2029: (36887, 44828)}
    for year, (allowance, element) in forecast.items():
        assert in_april("universal_credit.standard_single_under_25", year) > allowance
        assert in_april("universal_credit.lcwra_protected", year) < element


@pytest.mark.parametrize(
    ("name", "hours", "weeks", "year", "published"),
    [
        ("universal_credit.administrative_threshold_single", 18, 52 / 12, 2026, 99100),
        ("universal_credit.administrative_threshold_couple", 29, 52 / 12, 2026, 159700),
        ("carers.earnings_limit", 16, 1, 2025, 19600),
        ("carers.earnings_limit", 16, 1, 2026, 20400),
    ],
)
def test_thresholds_follow_the_minimum_wage(name: str, hours: int, weeks: float, year: int, published: int) -> None:
    assert in_april(name, year, known_to(year - 1, name)) == in_april(name, year) == published
    assert abs(hours * weeks * in_april("pay.minimum_wage", year) - published) < 100


def test_minimum_wage_follows_average_earnings() -> None:
    assert [in_april("pay.minimum_wage", year) for year in range(2026, 2031)] == [1271, 1302, 1329, 1358, 1391]


def test_state_pension_takes_the_most_of_the_triple_lock() -> None:
    assert in_april("pay.state_pension", 2027) == 24735  # 2.5 per cent, above 2.1 and 2.4


def test_indices_agree_with_the_growth_they_follow() -> None:
    policies = resolve(LAW, [], FIRST_MONTH, 108)
    earnings = path(policies, "economy.earnings_index")[::12]
    growth = path(policies, "uprating.earnings_growth")[::12]
    for year in range(1, 9):
        assert earnings[year] / earnings[year - 1] - 1 == pytest.approx(growth[year], abs=1e-3)
    for name in ("earnings_index", "rent_index", "cpi_index"):
        assert path(policies, f"economy.{name}")[36] == 1.0


def test_disability_payment_in_scotland_matches_pip() -> None:
    policies = resolve(LAW, [], FIRST_MONTH, 108)
    for part in (
        "daily_living_standard",
        "daily_living_enhanced",
        "mobility_standard",
        "mobility_enhanced",
    ):
        pip = path(policies, f"disability_rates.pip_{part}")
        adp = path(policies, f"disability_rates.adp_{part}")
        assert (pip == adp).all()
