"""Schedules: what changes from month to month, worked by hand from the published rates."""

from __future__ import annotations

from typing import Any

import pytest

import welfsim
from welfsim.advice.schedule import Schedule
from welfsim.errors import HouseholdError

LCWRA = {"age": 30, "health": "lcwra", "fit_note": "2024-05"}


def paid(schedule: Schedule) -> dict[str, float]:
    """Return Universal Credit by month in pounds."""
    return {month["month"]: month["universal_credit"] for month in schedule.months()}


def changed(schedule: Schedule) -> dict[str, list[str]]:
    """Return what changes, by month in which anything does."""
    return {month["month"]: month["changes"] for month in schedule.months() if month["changes"]}


def test_each_month_is_that_months_award() -> None:
    home: dict[str, Any] = {"adults": [{**LCWRA, "pay": 500}], "rent": 600}
    schedule = welfsim.schedule(month="2026-01", **home, to="2026-06")
    alone = {f"2026-0{n}": welfsim.award(month=f"2026-0{n}", **home).universal_credit / 100 for n in range(1, 7)}
    assert paid(schedule) == alone
    assert changed(schedule) == {
        "2026-04": [
            "Standard allowance 400.14 → 424.90",
            "LCWRA element 423.27 → 429.80",
            "Earnings taper −48.95 → −40.15",
        ]
    }


def test_the_wait_for_lcwra_ends() -> None:
    schedule = welfsim.schedule(month="2025-08", adults=[{**LCWRA, "fit_note": "2025-07"}], to="2025-11")
    assert paid(schedule) == {"2025-08": 400.14, "2025-09": 400.14, "2025-10": 823.41, "2025-11": 823.41}
    assert changed(schedule) == {"2025-10": ["LCWRA element 0.00 → 423.27"]}


def test_an_adult_turns_25_after_twelve_months_for_each_year() -> None:
    schedule = welfsim.schedule(month="2025-10", adults=[{"age": 24}], to="2026-11")
    assert paid(schedule)["2026-09"] == 338.58 and paid(schedule)["2026-10"] == 424.90
    assert changed(schedule)["2026-10"] == ["the adult turns 25", "Standard allowance 338.58 → 424.90"]


def test_the_floor_begins_when_the_start_up_period_is_over() -> None:
    """UC Regs regs 62 and 63: from the thirteenth month 35 hours at 12.21 an hour, net 1,642.72, count for 400."""
    adult = {"age": 40, "pay": 400, "self_employed": True, "start_up_since": "2024-10"}
    schedule = welfsim.schedule(month="2025-08", rent=600, adults=[adult], to="2025-11")
    assert paid(schedule) == {"2025-08": 780.14, "2025-09": 780.14, "2025-10": 96.64, "2025-11": 96.64}
    assert changed(schedule) == {
        "2025-10": ["the start-up period of the adult is over", "Earnings taper −220.00 → −903.50"]
    }


def test_a_scenario_may_lengthen_the_start_up_period() -> None:
    adult = {"age": 40, "pay": 400, "self_employed": True, "start_up_since": "2024-10"}
    home: dict[str, Any] = {"month": "2025-10", "rent": 600, "adults": [adult]}
    assert welfsim.award(**home).universal_credit == 9_664
    assert welfsim.award(**home, set="universal_credit.start_up_months=24").universal_credit == 78_014


def test_children_leave_at_18_or_in_education_after_august() -> None:
    home = {"month": "2025-06", "adults": [{"age": 45}]}
    children = [{"born": "2007-07"}, {"born": "2006-03", "in_education": True}, {"born": "2009-08"}]
    told = changed(welfsim.schedule(**home, children=children, to="2025-09"))
    assert told["2025-07"][0] == "child 1 counts no longer (18 and not in education)"
    assert told["2025-08"] == ["child 3 turns 16"]
    assert told["2025-09"][0] == "child 2 counts no longer (31 August after 19 is past)"
    assert told["2025-09"][1] == "Child elements 631.81 → 339.00"


def test_universal_credit_ends_in_the_month_of_state_pension_age() -> None:
    """Born October 1960, by the age given: 66 years and 7 months (Pensions Act 2014 s.26)."""
    schedule = welfsim.schedule(month="2026-10", adults=[{"age": 66}], to="2027-12")
    assert min(month for month, amount in paid(schedule).items() if amount == 0) == "2027-05"
    assert changed(schedule)["2027-05"][0] == "the adult reaches State Pension age"
    assert "not entitled: past State Pension age" in repr(schedule.statements[-1])


def test_a_partner_reaches_state_pension_age() -> None:
    schedule = welfsim.schedule(month="2027-04", adults=[{"age": 50}, {"age": 66, "pay": 300}], to="2028-05")
    (month,) = (month for month, told in changed(schedule).items() if "adult 2 reaches State Pension age" in told)
    assert month == "2028-04"  # 67, born April 1961
    assert schedule.statements[-1].income.pension > 0 and schedule.statements[-3].income.pension == 0


def test_esa_and_sick_pay_run_out() -> None:
    claim = {"age": 40, "esa": "new-style", "esa_since": "2025-04"}
    told = changed(welfsim.schedule(month="2026-02", adults=[claim], to="2026-05"))
    assert any(each == "New-style ESA 398.88 → 0.00" for each in told["2026-04"])
    sick = {"age": 40, "pay": 1500, "sick_since": "2026-04"}
    income = [each["net_pay"] for each in welfsim.schedule(month="2026-04", adults=[sick], to="2026-11").months()]
    assert income == [534.08] * 6 + [246.5, 0.0]


def test_transitional_protection_carries_over_and_does_not_come_back() -> None:
    """Eroded by April's rise of 24.76, then by 423.27 when the element begins: nothing is left, and stays so."""
    adult = {"age": 30, "health": "lcwra", "fit_note": "2026-03", "from_esa": False}
    schedule = welfsim.schedule(
        month="2026-03", adults=[adult], transitional=100, elements_last_month=400.14, to="2026-08"
    )
    assert list(paid(schedule).values()) == [500.14, 500.14, 500.14, 854.70, 854.70, 854.70]
    left = [statement.award.transitional for statement in schedule.statements if statement.award]
    assert left == [10_000, 7_524, 7_524, 0, 0, 0]
    assert any("A transitional element carries over" in text for text in schedule.left_out)


def test_a_schedule_as_text_html_lines_and_values() -> None:
    schedule = welfsim.schedule(month="2026-03", adults=[LCWRA], rent=600, to="2026-04")
    text = repr(schedule).splitlines()
    assert text[0] == "2026-03 to 2026-04: an adult of 30"
    assert text[2].split() == ["Month", "Universal", "Credit", "Other", "benefits", "Net", "pay", "Net", "income"]
    assert text[3].split() == ["2026-03", "1,423.41", "0.00", "0.00", "1,423.41"]
    assert text[5] == "   Standard allowance 400.14 → 424.90; LCWRA element 423.27 → 429.80"
    assert "<caption>2026-03 to 2026-04: an adult of 30</caption>" in schedule._repr_html_()
    frame = schedule.to_frame()
    assert frame.attrs["unit"] == "pounds a month"
    totals = frame[frame["item"] == "Universal Credit"].set_index("month")["amount"]
    assert totals.to_dict() == {"2026-03": 1423.41, "2026-04": 1454.70}
    told = schedule.to_dict()
    assert [each["net_income"] for each in told["months"]] == [1423.41, 1454.70]
    assert welfsim.award(told["described"]).universal_credit == 142_341
    assert len(told["lines"]) == len(frame)


@pytest.mark.parametrize("to", ["2026-02", "2031-04", "soon", 5, None])
def test_a_last_month_that_cannot_be(to: Any) -> None:
    with pytest.raises(
        HouseholdError, match=r"is not allowed. Allowed: 2026-03, the month of the household, to 2031-03"
    ):
        welfsim.schedule(month="2026-03", adults=[LCWRA], to=to)
