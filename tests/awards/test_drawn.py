"""Awards of 1,200 households drawn at random against an independent engine's; see ``independent/README.md``."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest
from benchmarks.awards import rows
from benchmarks.awards.compare import HALVES, compare, report
from benchmarks.awards.draw import COLUMNS, household
from benchmarks.awards.engine import monthly_insurance
from benchmarks.awards.rows import PARTS, agrees

from welfsim.awards.budget import Award
from welfsim.awards.tax import employee_insurance

TABLE = Path(__file__).parent / "independent" / "awards_drawn.csv"
ROWS = {row["id"]: row for row in csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines())}
SEED = 7
AWARD = "award_monthly_insurance"

BY_HALVES = {
    "7-00001",
    "7-00255",
    "7-00384",
    "7-00447",
    "7-00450",
    "7-00549",
    "7-00569",
    "7-00862",
}
"""Rows that differ by more than a penny: halves of a penny, which the law rounds line by line, add up to more."""


@cache
def award_of(row_id: str) -> Award:
    """Return the award of a row by the rules of the model."""
    return rows.award_of(ROWS[row_id], rows.case_of(ROWS[row_id]))


def test_awards_agree_within_a_penny() -> None:
    apart = {row_id for row_id, row in ROWS.items() if not agrees(award_of(row_id).paid, row[AWARD])}
    assert apart == BY_HALVES
    assert all(abs(award_of(row_id).paid - float(ROWS[row_id][AWARD])) <= HALVES for row_id in apart)


@pytest.mark.parametrize("part", PARTS)
def test_parts_of_the_award_agree_where_savings_allow_one(part: str) -> None:
    eligible = {row_id: row for row_id, row in ROWS.items() if row["eligible"] == "1"}
    assert {row_id for row_id, row in eligible.items() if not agrees(PARTS[part](award_of(row_id)), row[part])} == set()


def test_the_table_holds_the_households_of_its_seed() -> None:
    drawn = [household(number, SEED) for number in range(1, len(ROWS) + 1)]
    assert [{name: row[name] for name in COLUMNS} for row in ROWS.values()] == [
        {name: str(value) for name, value in row.items()} for row in drawn
    ]


def test_the_table_reaches_what_the_older_one_does_not() -> None:
    assert sum(int(row["children"]) > 4 for row in ROWS.values()) >= 80
    assert sum(float(row["childcare_element"]) > 0 for row in ROWS.values()) >= 150
    assert sum(row["region"] == "wales" for row in ROWS.values()) >= 80


@pytest.mark.parametrize("pay", [0, 104_800, 104_806, 104_807, 418_900, 418_925, 418_926, 700_000])
def test_contributions_given_to_the_engine_are_those_of_the_law(pay: int) -> None:
    case = rows.case_of(next(iter(ROWS.values())))
    assert monthly_insurance(pay) == employee_insurance(pay, case.policy.tax)


def test_a_comparison_counts_who_agrees_who_differs_and_who_is_refused() -> None:
    agreeing, differing = (dict(row) for row in list(ROWS.values())[2:4])
    differing[AWARD] = str(float(differing[AWARD]) + 500)
    found = compare([agreeing, differing, {**agreeing, "adult_1_age": "15"}])
    assert found.agreed.total() == 1
    assert [each.row for each in found.apart] == [differing["id"]]
    assert found.refused.total() == 1
    assert "-500" in report(found)
