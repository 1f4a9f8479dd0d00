"""Formulae of uprating against the rates that were published, and against forecasts reckoned elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from welfsim.months import month
from welfsim.policy import FIRST_MONTH, Change, Law, current_law, path, resolve
from welfsim.scenario import read_scenario
from welfsim.shipped import scenarios_folder

LAW = current_law()
OBR_MARCH_2026 = read_scenario(scenarios_folder() / "packages" / "economy_obr_march_2026.yaml").changes()
"""Prices and pay as forecast in March 2026, on which the forecasts below rest."""
BY_FORMULA = [name for name, value in LAW.values.items() if value.uprating in ("cpi", "section_1")]
RATES = [name for name in BY_FORMULA if not name.startswith(("economy.", "universal_credit.lcw"))]

DIFFERENCES = {
    ("universal_credit.child_first_before_2017", 2023): 429,
    ("universal_credit.child_first_before_2017", 2024): 278,
    ("universal_credit.child", 2023): -30,
    ("universal_credit.child", 2024): -28,
    ("universal_credit.disabled_child_higher", 2023): -11,
    ("universal_credit.disabled_child_higher", 2024): -8,
}
"""Formula less published, in pence: to 2024 amounts for children followed the yearly ones of Child Tax Credit."""

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


def in_april(name: str, year: int, law: Law = LAW, changes: Sequence[Change] = ()) -> int:
    """Return a rate of April of a year."""
    return int(path(resolve(law, changes, month(year, 4), 1), name)[0])


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
        assert abs(in_april(name, year, changes=OBR_MARCH_2026) - pence) <= 1


@pytest.mark.parametrize(("name", "forecast"), WEEKLY_FORECASTS.items())
def test_weekly_rates_are_within_5p_of_a_forecast_from_unrounded_amounts(name: str, forecast: dict[int, int]) -> None:
    for year, pence in forecast.items():
        assert abs(in_april(name, year, changes=OBR_MARCH_2026) - pence) <= 5


def test_protected_element_is_lower_than_forecast_and_the_allowance_under_25_higher() -> None:
    """The forecast lifts the element for all to the floor under 25; 2026-27 lifted the allowance under 25 instead."""
    forecast = {2027: (34845, 43619), 2028: (35877, 44212), 2029: (36887, 44828)}
    for year, (allowance, element) in forecast.items():
        assert in_april("universal_credit.standard_single_under_25", year, changes=OBR_MARCH_2026) > allowance
        assert in_april("universal_credit.lcwra_protected", year, changes=OBR_MARCH_2026) < element


WORKED = {
    # section 1(2): 2025-26 with each September's CPI, unrounded; the year's uplift on top; up to the penny
    "universal_credit.standard_single": {
        2027: 44321,  # 400.14 x 1.038 x 1.035 x 1.031 = 443.2088
        2028: 45635,  # 400.14 x 1.038 x 1.035 x 1.020719 x 1.04 = 456.3407
    },
    "universal_credit.standard_couple_under_25": {2027: 55111},  # 497.55 x 1.038 x 1.035 x 1.031 = 551.1034
    "universal_credit.standard_couple": {2027: 69571},  # 628.10 x 1.038 x 1.035 x 1.031 = 695.7051
    # section 4: the sum of element and allowance rises by CPI, up to the penny
    "universal_credit.lcwra_protected": {
        2027: 44141,  # (424.90 + 429.80) x 1.035 - 443.21 = 441.4045
        2028: 44660,  # (443.21 + 441.41) x 1.020719 - 456.35 = 446.5984
    },
    "universal_credit.standard_single_under_25": {2027: 35387},  # (338.58 + 429.80) x 1.035 - 441.41 = 353.8633
    # section 3: frozen to 2029-30
    "universal_credit.lcwra_new": {2027: 21726, 2029: 21726},
    "universal_credit.lcw": {2027: 15876, 2029: 15876},
    # CPI by order (Social Security Administration Act 1992 s.150), to the nearest penny; weekly ones to 5p
    "universal_credit.child": {2027: 31458},  # 303.94 x 1.035 = 314.5779
    "universal_credit.carer": {2027: 21667},  # 209.34 x 1.035 = 216.6669
    "carers.allowance": {2027: 8950},  # 86.45 x 1.035 = 89.4758
    "disability_rates.pip_daily_living_enhanced": {2027: 11860},  # 114.60 x 1.035 = 118.611
    "employment_support_allowance.support_component": {2027: 5210},  # 50.35 x 1.035 = 52.1123
}
"""Worked by hand from CPI of September 2026, 3.5 per cent as reported, and the OBR's 2.0719 for the year after."""


@pytest.mark.parametrize(("name", "worked"), WORKED.items())
def test_rates_follow_the_reported_cpi(name: str, worked: dict[int, int]) -> None:
    """Universal Credit Act 2025 ss.1, 3 and 4."""
    assert {year: in_april(name, year) for year in worked} == worked


def test_after_the_act_amounts_in_force_follow_prices() -> None:
    """An assumption, as the Act ends: the powers of s.150 of the Social Security Administration Act 1992 resume."""
    for age in ("standard_single", "standard_single_under_25", "standard_couple"):
        last = in_april(f"universal_credit.{age}", 2029)
        assert in_april(f"universal_credit.{age}", 2030) == pytest.approx(last * 1.02048, abs=1)


OF_THE_PACKAGE = {
    "uprating.cpi": [0.038, 0.021157, 0.020719, 0.020299, 0.02048],
    "universal_credit.standard_single": [42490, 43729, 45024, 46292, 47240],
    "universal_credit.lcwra_protected": [42980, 43550, 44064, 44605, 45519],
    "pay.minimum_wage": [1271, 1302, 1329, 1358, 1391],
    "pay.state_pension": [24130, 24735, 25355, 25990, 26640],
    "carers.earnings_limit": [20400, 20900, 21300, 21800, 22300],
    "universal_credit.administrative_threshold_single": [99100, 101500, 103600, 105900, 108400],
    "economy.rent_index": [1.038, 1.05996, 1.08192, 1.10388, 1.12649],
}
"""By hand from the OBR's tables of March 2026; growth of earnings is 2.4, 2.1, 2.2 and 2.4 per cent."""


@pytest.mark.parametrize(("name", "rates"), OF_THE_PACKAGE.items())
def test_the_package_of_the_obrs_economy_has_its_rates(name: str, rates: list[float]) -> None:
    months = path(resolve(LAW, OBR_MARCH_2026, month(2026, 4), 60), name)[::12]
    assert months.tolist() == pytest.approx(rates, abs=1e-5)


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


def test_minimum_wage_follows_average_earnings_after_the_low_pay_commissions_estimate() -> None:
    """13.18 x 1.021 = 13.46, x 1.022 = 13.76, x 1.024 = 14.09."""
    assert [in_april("pay.minimum_wage", year) for year in range(2026, 2031)] == [1271, 1318, 1346, 1376, 1409]


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_the_triple_lock_gives_the_published_state_pension(year: int) -> None:
    """Social Security Administration Act 1992 s.150A: CPI 10.1; earnings of May to July 8.5, 4.1 and 4.8 per cent."""
    assert in_april("pay.state_pension", year, known_to(year - 1, "pay.state_pension")) == in_april(
        "pay.state_pension", year
    )


def test_state_pension_takes_the_most_of_the_triple_lock_while_it_lasts() -> None:
    assert in_april("pay.state_pension", 2027) == 25070  # 241.30 x 1.039 = 250.7107: earnings, above 3.5 and 2.5
    fast = [Change("uprating.pension_earnings", {month(2028, 4): 0.05}, "a test")]
    risen = [in_april("pay.state_pension", year, changes=fast) for year in (2028, 2029, 2030)]
    assert risen == [26325, 27640, 28330]  # 5, 5 and then 2.5 per cent: from April 2030 earnings do not count


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
