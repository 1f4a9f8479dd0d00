"""Awards of 990 units against an independent engine's; see ``independent/README.md`` and ``docs/awards.md``."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest
from benchmarks.awards import rows
from benchmarks.awards.rows import PARTS, PENNY, agrees

from welfsim.advice.case import Case
from welfsim.advice.household import as_household
from welfsim.awards.budget import Award, disability_benefit, household_child_benefit
from welfsim.awards.tax import employee_insurance, income_tax

TABLE = Path(__file__).parent / "independent" / "awards.csv"
ROWS = {row["id"]: row for row in csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines())}
SHARE_AGREED = 0.99

HALVES = "halves of a penny, which the law rounds line by line, add up to more than one"
DIFFERENCES = {"2024-227": HALVES, "2026-330": HALVES}
"""Rows that differ by more than a penny, and why."""

PARTS_TOO = {
    **{part: amount for part, amount in PARTS.items() if part != "childcare_element"},
    "benefit_cap_reduction_monthly_insurance": lambda award: award.deductions.benefit_cap,
}
"""The parts that the table has: of all but the childcare element."""


@cache
def case_of(row_id: str) -> Case:
    """Return a row as a case."""
    return rows.case_of(ROWS[row_id])


@cache
def award_of(row_id: str) -> Award:
    """Return the award of a row by the rules of the model."""
    return rows.award_of(ROWS[row_id], case_of(row_id))


def test_awards_agree_within_a_penny() -> None:
    apart = {}
    for row_id, row in ROWS.items():
        difference = award_of(row_id).paid - float(row["award_monthly_insurance"])
        if not agrees(award_of(row_id).paid, row["award_monthly_insurance"]):
            apart[row_id] = round(difference, 2)
    assert set(apart) == set(DIFFERENCES), apart
    assert len(apart) <= (1 - SHARE_AGREED) * len(ROWS)


@pytest.mark.parametrize("part", PARTS_TOO)
def test_parts_of_the_award_agree_where_savings_allow_one(part: str) -> None:
    eligible = [row_id for row_id, row in ROWS.items() if row["eligible"] == "1"]
    apart = {each for each in eligible if not agrees(PARTS_TOO[part](award_of(each)), ROWS[each][part])}
    assert apart <= set(DIFFERENCES)


@pytest.mark.parametrize("row_id", ROWS)
def test_tax_child_benefit_and_pip_agree(row_id: str) -> None:
    row, case = ROWS[row_id], case_of(row_id)
    seen = as_household(case)
    assert abs(household_child_benefit(seen, case.policy) - float(row["child_benefit"])) <= PENNY
    for n, adult in enumerate((seen.first, seen.second), 1):
        if not adult.is_present:
            continue
        tax = income_tax(adult.work.gross_pay, adult.is_scottish, case.policy.tax)
        assert abs(tax - float(row[f"adult_{n}_income_tax_on_earnings"])) <= PENNY
        insurance = employee_insurance(adult.work.gross_pay, case.policy.tax)
        assert abs(insurance - float(row[f"adult_{n}_employee_insurance"])) <= 5.5  # thresholds by the year there
        assert abs(disability_benefit(adult, case.policy) - float(row[f"adult_{n}_pip"])) <= PENNY
