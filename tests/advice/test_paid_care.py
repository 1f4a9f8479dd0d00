"""Households that pay for childcare, worked by hand from UC Regulations 2013 regs 31 to 36 and 81, to the penny."""

from __future__ import annotations

from typing import Any

import pytest

import welfsim
from welfsim.advice.statement import Statement
from welfsim.errors import HouseholdError

FAMILY = {"month": "2026-10", "rent": 700, "children": [{"age": 3}]}


def lone_parent(pay: float, costs: float, **fields: Any) -> Statement:
    """Return the award of a lone parent of 30."""
    return welfsim.award(**{**FAMILY, "adults": [{"age": 30, "pay": pay}], "childcare_costs": costs, **fields})


@pytest.mark.parametrize(
    ("pay", "costs", "fields", "credit"),
    [
        (1500, 600, {}, 141_835),  # 424.90 + 303.94 + 700 + 0.85 × 600 − 0.55 × (1,373.34 − 427)
        (1100, 1200, {}, 208_675),  # + 0.85 × 1,200 − 0.55 × (1,085.34 − 427)
        (2000, 2000, {"children": [{"age": 3}, {"age": 3}]}, 271_429),  # + 303.94 + 0.85 × 2,000 − 718.49
        (900, 300, {}, 142_369),  # + 0.85 × 300 − 0.55 × (900 − 427)
        (600, 500, {"rent": 1700, "children": [{"age": 5}]}, 214_278),  # the cap's excess of 1,040.91 less 425.00
    ],
)
def test_a_lone_parent_with_childcare(pay: float, costs: float, fields: dict[str, Any], credit: int) -> None:
    assert lone_parent(pay, costs, **fields).universal_credit == credit


@pytest.mark.parametrize(
    ("month", "most_one", "most_more"),
    [
        ("2023-06", 646.35, 1108.04),
        ("2023-07", 950.92, 1630.15),  # SI 2023/593, from 28 June 2023
        ("2024-04", 1014.63, 1739.37),
        ("2025-04", 1031.88, 1768.94),
        ("2026-04", 1071.09, 1836.16),
    ],
)
def test_the_highest_amounts_by_month(month: str, most_one: float, most_more: float) -> None:
    for ages, most in (([3], most_one), ([3, 3], most_more), ([2, 3, 3], most_more)):
        children = [{"age": age} for age in ages]
        paid = lone_parent(1000, 3000, month=month, children=children, rent=0, region="wales")
        none = lone_parent(1000, 0, month=month, children=children, rent=0, region="wales")
        assert paid.universal_credit - none.universal_credit == round(100 * most)


@pytest.mark.parametrize(
    ("second", "counts"),
    [
        ({"age": 30}, False),
        ({"age": 30, "pay": 500}, True),
        ({"age": 30, "health": "lcw", "fit_note": "2024-05"}, True),
        ({"age": 30, "carer": True}, True),
        ({"age": 30, "health": "fit-note", "fit_note": "2026-08"}, False),
    ],
)
def test_a_couples_other_adult_must_work_or_be_unable_to_care(second: dict[str, Any], counts: bool) -> None:
    """UC Regulations 2013 reg 32(1)(b)."""
    couple = {**FAMILY, "adults": [{"age": 30, "pay": 1500}, second]}
    with_care, without = (welfsim.award(**couple, childcare_costs=costs).universal_credit for costs in (600, 0))
    assert with_care - without == (51_000 if counts else 0)


def test_the_lines_name_the_element_its_working_and_what_is_not_in_net_income() -> None:
    lines = {line.item: line for line in lone_parent(1500, 600).lines}
    element = lines["Childcare element"]
    assert (element.amount, element.working) == (51_000, "85% of £600.00")
    assert (element.note, element.rule) == ("at most £1,071.09 for one child", "UC Regs 2013 regs 31 to 36")
    assert lines["Childcare"].amount == -60_000
    assert lines["Council tax (stylised)"].section == "Not in net income"
    most = {line.item: line for line in lone_parent(1500, 1500).lines}["Childcare element"]
    assert (most.amount, most.working) == (107_109, "£1,071.09")
    assert most.note == "at most £1,071.09 for one child; 85% of £1,500.00 is more"
    idle = {line.item: line for line in lone_parent(0, 600).lines}["Childcare element"]
    assert idle.note == "none while no adult works, or one could care for the children (UC Regs 2013 reg 32)"


def test_care_for_one_of_two_children_has_the_amount_of_one() -> None:
    two = {"children": [{"age": 3}, {"age": 12}], "rent": 0}
    both, one = lone_parent(1000, 2000, **two), lone_parent(1000, 2000, **two, childcare_children=1)
    assert both.universal_credit - one.universal_credit == 170_000 - 107_109


@pytest.mark.parametrize(
    ("children", "asked"), [([], {}), ([{"age": 17}], {}), ([{"age": 3}], {"childcare_children": 2})]
)
def test_childcare_needs_children_young_enough(children: list[dict[str, Any]], asked: dict[str, int]) -> None:
    with pytest.raises(HouseholdError, match=r"before 1 September after the 16th birthday \(UC Regs reg 33\)"):
        lone_parent(1000, 500, children=children, **asked)


def test_a_budget_counts_childcare_from_the_first_hour_and_the_reduction_lost() -> None:
    line = welfsim.budget(
        month="2026-10", adults=[{"age": 30}], children=[{"age": 3}], rent=700, childcare_costs=600, hours_to=16, step=8
    )
    assert [point.costs_now.childcare for point in line.points] == [0, 60_000, 60_000]
    taxes = [point.costs_now.council_tax for point in line.points]
    assert taxes == sorted(taxes)
    assert taxes[0] < taxes[-1]
    record = line.records()[1]
    assert record["after_costs"] == pytest.approx(
        record["net_income"] - record["childcare_cost"] - record["council_tax_cost"]
    )


def test_the_council_tax_of_a_statement_is_worked_by_hand() -> None:
    """Band B of Scotland's average, less a quarter: 1,543.00 × 0.7778 × 0.75 / 12 = 75.01; 20% of 180.00 lost."""
    statement = welfsim.award(month="2025-10", adults=[{"age": 30, "pay": 400}], region="scotland")
    tax = statement.lines[-2]
    assert (tax.item, tax.amount) == ("Council tax (stylised)", -3_600)
    assert tax.working == "bill £75.01 − reduction £39.01"
    off = welfsim.award(month="2025-10", adults=[{"age": 30}], region="scotland", on_universal_credit=False)
    assert off.lines[-1].amount == -7_501
    assert off.net_income == 0


def test_a_field_that_begins_as_another_is_meant_before_one_that_looks_alike() -> None:
    with pytest.raises(HouseholdError, match=r"childcare: no such field\. Did you mean childcare_costs\?"):
        welfsim.award(**FAMILY, adults=[{"age": 30}], childcare=600)
