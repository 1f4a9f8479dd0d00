"""Households under a scenario: rates, sources and words follow what it changes, and only that."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

import welfsim
from welfsim.advice.law import OF_AWARDS, RATES
from welfsim.advice.lines import ENTRIES
from welfsim.errors import HouseholdError, PenceWarning, ScenarioError
from welfsim.policy import current_law, groups

WORKER: dict[str, Any] = {"age": 30, "health": "lcwra", "fit_note": "2024-05", "pay": 900}
HOME: dict[str, Any] = {"month": "2026-05", "adults": [WORKER], "rent": 600}


def statuses(statement: welfsim.advice.statement.Statement) -> dict[str, str]:
    """Return the status of each line by its item."""
    return {line.item: line.status for line in statement.lines}


def test_a_setting_changes_the_award_its_source_and_the_words() -> None:
    law = welfsim.award(**HOME)
    changed = welfsim.award(**HOME, set="universal_credit.taper=0.5")
    assert law.universal_credit - changed.universal_credit == round(0.55 * (90_000 - 42_700)) * -1 + 23_650
    assert law.scenario == "" and "Scenario:" not in repr(law)
    assert changed.scenario == "Current law, with universal_credit.taper=0.5"
    assert repr(changed).splitlines()[1] == "Scenario: Current law, with universal_credit.taper=0.5"
    assert "Scenario: Current law, with universal_credit.taper=0.5" in changed._repr_html_()
    (taper,) = (line for line in changed.lines if line.item == "Earnings taper")
    assert (taper.amount, taper.status, taper.link) == (-23_650, "scenario", "")  # 50% of 900 - 427
    assert taper.source == "--set universal_credit.taper=0.5: universal_credit.taper 0.55 → 0.5"
    assert [item for item, status in statuses(changed).items() if status == "scenario"] == ["Earnings taper"]


def test_a_setting_without_a_month_holds_in_every_month_and_one_with_a_month_from_then() -> None:
    for month, paid in (("2023-05", 200.0), ("2030-05", 200.0)):
        told = welfsim.award(month=month, adults=[{"age": 30}], set=["universal_credit.standard_single=20000"])
        assert told.universal_credit / 100 == paid
    dated = ["universal_credit.standard_single=2026-05:20000"]
    adults = [{"age": 30}]
    assert welfsim.award(month="2026-04", adults=adults, set=dated).universal_credit == 42_490
    assert welfsim.award(month="2026-05", adults=adults, set=dated).universal_credit == 20_000


def test_a_rate_calculated_from_what_is_changed_is_of_the_scenario_too() -> None:
    told = welfsim.award(month="2028-05", adults=[{"age": 30}], set="uprating.cpi=2027-04:0.1")
    (allowance,) = (line for line in told.lines if line.item == "Standard allowance")
    assert allowance.status == "scenario"
    assert allowance.source.startswith(
        "scenario 'Current law, with uprating.cpi=2027-04:0.1': universal_credit.standard_"
    )
    assert allowance.amount > welfsim.award(month="2028-05", adults=[{"age": 30}]).universal_credit


def test_a_shipped_scenario_and_a_file_of_ones_own(tmp_path: Path) -> None:
    new = {"age": 30, "health": "lcwra", "fit_note": "2026-05"}
    home = {"month": "2028-05", "adults": [new]}
    for asked in ("lcwra_new_rate_cut", welfsim.Scenario(name="Cut", reform={"universal_credit.lcwra_new": 20_000})):
        told = welfsim.award(**home, scenario=asked)
        assert told.universal_credit < welfsim.award(**home).universal_credit
    file = tmp_path / "mine.yaml"
    file.write_text("name: Mine\nreform:\n  universal_credit.lcwra_new: 21000\n", encoding="utf-8")
    told = welfsim.award(**home, scenario=file)
    assert told.scenario == "Mine"
    (element,) = (line for line in told.lines if line.item.startswith("LCWRA"))
    assert element.amount == 21_000
    assert "mine.yaml, line 3: universal_credit.lcwra_new £217.26 → £210.00" in element.source


def test_a_scenario_without_rates_of_awards_changes_nothing_and_says_so() -> None:
    told = welfsim.award(**HOME, scenario="redeploy_1000_coaches")
    assert [line.amount for line in told.lines] == [line.amount for line in welfsim.award(**HOME).lines]
    assert told.left_out[0] == "What the scenario changes in coaching: no award rests on it."


def test_budgets_and_schedules_take_scenarios() -> None:
    changed = welfsim.budget(**HOME, hours_to=16, step=16, set="universal_credit.taper=0.5")
    law = welfsim.budget(**HOME, hours_to=16, step=16)
    gross = law.points[1].gross_pay
    assert sum(changed.points[1].now) - sum(law.points[1].now) == round((gross - 42_700) * 0.55) - round(
        (gross - 42_700) * 0.5
    )
    assert repr(changed).splitlines()[1].startswith("Scenario: Current law, with")
    assert "scenario: Current law, with universal_credit.taper=0.5" in changed.picture.subtitle
    months = welfsim.schedule(**HOME, to="2026-06", set="universal_credit.taper=2026-06:0.5")
    assert months.changes[1] == ("Earnings taper −260.15 → −236.50",)


def test_many_households_take_scenarios() -> None:
    table = welfsim.award([{"adult_1_age": 30}, {"adult_1_age": 20}], set="universal_credit.standard_single=20000")
    assert table["universal_credit"].tolist() == [200.0, 316.98]


def test_faults_of_a_scenario_are_those_of_a_run() -> None:
    with pytest.raises(ScenarioError, match="lcwra_frozn\n  This is neither a file nor a shipped scenario"):
        welfsim.award(**HOME, scenario="lcwra_frozn")
    with pytest.raises(ScenarioError, match=r"universal_credit.tapr is not a parameter"):
        welfsim.budget(**HOME, set=["universal_credit.tapr=1"])


def test_pounds_where_pence_are_meant_are_doubted() -> None:
    with pytest.warns(PenceWarning, match=r"universal_credit.standard_single") as caught:
        welfsim.award(month="2026-05", adults=[{"age": 30}], set="universal_credit.standard_single=400")
    assert caught[0].filename == __file__


def test_a_case_keeps_its_law() -> None:
    case = welfsim.award(**HOME, set="universal_credit.taper=0.5").case
    assert (
        welfsim.award(case).universal_credit == welfsim.award(**HOME, set="universal_credit.taper=0.5").universal_credit
    )


def test_every_name_of_rates_is_of_the_law() -> None:
    law = current_law().values
    for kind, patterns in RATES.items():
        assert kind in ENTRIES
        for pattern in patterns:
            assert any(fnmatchcase(name, pattern) for name in law), pattern
        parameter = ENTRIES[kind].parameter
        named = any(fnmatchcase(parameter, pattern) for pattern in patterns)
        assert named or parameter == "universal_credit.carer", kind
    assert set(OF_AWARDS) <= set(groups())


def test_a_month_is_still_checked() -> None:
    with pytest.raises(HouseholdError, match="welfsim cannot hold a month outside 2022-04 to 2031-03"):
        welfsim.award(month="2040-01", adults=[{"age": 30}], set="universal_credit.taper=0.5")
