"""What work pays: points worked by hand, shares of pay kept that the law allows, charts."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import welfsim
from welfsim.advice.case import read_case
from welfsim.awards.budget import household_claim, household_gain, household_income
from welfsim.errors import HouseholdError

LCWRA = {"age": 30, "health": "lcwra", "fit_note": "2024-05"}
PENNIES = 3  # roundings of tax, insurance and taper


def test_losing_lcwra_costs_the_element_and_the_work_allowance() -> None:
    line = welfsim.budget(month="2025-10", adults=[LCWRA], rent=600, hourly=12.21, hours_to=16, step=8)
    now = [sum(point.now) for point in line.points]
    fit = [sum(point.if_fit) for point in line.points]
    assert now == [142_341, 183_994, 203_041]  # 423.28 less 55% of 12.28; 846.56 less 55% of 435.56
    assert [a - b for a, b in zip(now, fit, strict=True)] == [42_327, 64_932, 64_932]  # 423.27, and 55% of 411


def test_pip_is_kept() -> None:
    line = welfsim.budget(month="2025-10", adults=[{**LCWRA, "daily_living": "standard"}], hours_to=8, step=8)
    assert {point.if_fit.disability_benefit for point in line.points} == {32_023}
    assert line.to_frame()["circumstances"].tolist() == ["now", "if fit for work"] * 2


def allowed_shares(case: Any) -> set[float]:
    """Return the shares of another pound that law takes: tax, insurance and taper together, by band of pay."""
    tax, taper = case.policy.tax, case.policy.universal_credit.taper
    rates = {0.0, tax.basic_rate, tax.higher_rate, tax.additional_rate, 1.5 * tax.higher_rate}
    if case.region == "scotland":
        own = ("starter", "basic", "intermediate", "higher", "advanced", "top")
        rates = {0.0, *(float(tax[f"scottish_{name}_rate"]) for name in own)}
        rates |= {1.5 * rate for rate in rates}
    insured = {rate + insurance for rate in rates for insurance in (0.0, tax.ni_main_rate, tax.ni_upper_rate)}
    return insured | {share + (1 - share) * taper for share in insured}


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["2024-10", "2025-10", "2026-10"]),
    st.sampled_from(["england", "london", "scotland"]),
    st.sampled_from([{"age": 30}, LCWRA, {**LCWRA, "daily_living": "standard"}]),
    st.integers(0, 4),
    st.integers(0, 900),
    st.integers(0, 20_000),
    st.integers(0, 12_000),
)
def test_marginal_rates_are_those_of_the_law(
    month: str, region: str, adult: dict[str, Any], children: int, rent: int, savings: int, pay: int
) -> None:
    fields = {"month": month, "region": region, "rent": rent, "savings": savings, "children": [{"age": 3}] * children}
    case = read_case({**fields, "adults": [{**adult, "pay": pay}]})
    seen = case.household()
    if household_claim(seen, case.policy, case.month).capped:
        return  # the cap's earnings exemption is a cliff, and below it the taper takes nothing
    richer = seen._replace(first=seen.first._replace(gross_pay=seen.first.gross_pay + 1_000))
    kept = sum(household_income(richer, True, case.policy, case.month)) - sum(
        household_income(seen, True, case.policy, case.month)
    )
    taken, shares = 1 - kept / 1_000, sorted(allowed_shares(case))
    on_a_rate = any(abs(taken - share) * 1_000 <= PENNIES for share in shares)
    between = any(low - 0.003 <= taken <= high + 0.003 for low, high in pairwise(shares))
    kinked = _bands(case, seen.first.gross_pay) or _bands_of_taper(case, seen)
    assert on_a_rate or (kinked and between)


def _bands(case: Any, gross: int) -> bool:
    """Say whether a band of tax or insurance begins within the next ten pounds of pay."""
    tax = case.policy.tax
    yearly = [tax.personal_allowance, tax.allowance_taper_from, tax.higher_rate_limit]
    taxable = [
        tax.basic_rate_limit,
        *(getattr(tax, f"scottish_{n}_limit") for n in ("starter", "basic", "intermediate")),
    ]
    taxable += [tax.scottish_higher_limit, tax.scottish_advanced_limit]
    edges = [int(edge) / 12 for edge in yearly] + [(int(tax.personal_allowance) + int(edge)) / 12 for edge in taxable]
    edges += [int(tax.ni_primary_threshold), int(tax.ni_upper_limit), int(tax.scottish_higher_limit) / 12]
    return any(gross <= edge <= gross + 1_000 for edge in edges) or gross > 800_000  # the allowance shifts later bands


def _bands_of_taper(case: Any, seen: Any) -> bool:
    """Say whether the taper begins, or the award ends, within the next ten pounds of pay."""
    claim = household_claim(seen, case.policy, case.month)
    now = household_income(seen, True, case.policy, case.month)
    before = now.net_pay <= claim.work_allowance <= now.net_pay + 1_000
    return before or 0 < now.universal_credit <= 600


def test_carers_allowance_and_the_cap_are_the_cliffs() -> None:
    carer = {"age": 30, "carer": True}
    below = welfsim.award(month="2025-10", adults=[{**carer, "pay": 849}], on_universal_credit=False)
    above = welfsim.award(month="2025-10", adults=[{**carer, "pay": 850}], on_universal_credit=False)
    assert below.net_income - above.net_income == 36_097 - 100
    home = {"month": "2025-10", "rent": 2000, "children": [{"age": 3}]}
    short = welfsim.award(**home, adults=[{"age": 30, "pay": 845}])
    enough = welfsim.award(**home, adults=[{"age": 30, "pay": 846}])
    assert enough.universal_credit > short.universal_credit


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([{"age": 30}, LCWRA, {**LCWRA, "carer": True}, {"age": 23, "carer": True}]),
    st.booleans(),
    st.integers(0, 2_000),
    st.integers(1_000, 9_000),
)
def test_the_gain_to_work_is_the_difference_of_two_incomes(
    adult: dict[str, Any], on_uc: bool, rent: int, pay: int
) -> None:
    case = read_case({"month": "2025-10", "adults": [adult], "rent": rent, "children": [{"age": 3}]})
    seen = case.household()
    at_work = seen._replace(first=seen.first._replace(gross_pay=pay * 100))
    incomes = [sum(household_income(each, on_uc, case.policy, case.month)) for each in (seen, at_work)]
    gain = household_gain(seen, seen.first, pay * 100, on_uc, case.policy, case.month)
    assert gain == incomes[1] - incomes[0]


def test_a_chart_says_in_words_what_it_shows(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    line = welfsim.budget(month="2025-10", adults=[LCWRA], rent=600)
    svg = line.chart(tmp_path / "budget.svg").read_text(encoding="utf-8")
    assert '<title id="title">What work pays in 2025-10</title>' in svg
    assert "As things are, net income rises from £1,423 a month at 0 hours to £2,467 at 40 hours" in svg
    assert "Net income, pounds a month before rent" in svg and "if found fit for work" in svg
    assert line.chart(tmp_path / "budget.png").stat().st_size > 10_000
    with pytest.raises(HouseholdError, match=r"ends in \.svg or \.png"):
        line.chart(tmp_path / "budget.pdf")


def test_what_cannot_be_asked_is_refused_at_once() -> None:
    with pytest.raises(HouseholdError) as caught:
        welfsim.budget(month="2025-10", adults=[LCWRA], adult=2, hourly=-1, hours_to=100, step=0)
    assert str(caught.value).splitlines() == [
        "The budget line",
        "  adult: 2 is not allowed. Allowed: 1 to 1.",
        "  hourly: -1 is not allowed. Allowed: above 0 to 1,000 pounds.",
        "  hours_to: 100 is not allowed. Allowed: above 0 to 60.",
        "  step: 0 is not allowed. Allowed: 0.25 to hours_to.",
    ]
