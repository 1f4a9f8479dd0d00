"""Awards of 990 units against an independent engine's; see ``independent/README.md`` and ``docs/awards.md``."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from welfsim.advice.case import Case
from welfsim.advice.household import as_household
from welfsim.advice.reading import read_case
from welfsim.awards.budget import (
    Award,
    Means,
    adult_means,
    assessed_award,
    disability_benefit,
    household_child_benefit,
    household_claim,
    together,
)
from welfsim.awards.household import Adult
from welfsim.awards.tax import employee_insurance, income_tax

TABLE = Path(__file__).parent / "independent" / "awards.csv"
ROWS = {row["id"]: row for row in csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines())}
PENNY = 1.0
SHARE_AGREED = 0.99

GROUPS = {"assessment": "assessment", "work_related": "wrag", "support": "support"}
REGIONS = {"london": "london", "england_outside_london": "england", "scotland": "scotland"}

HALVES = "halves of a penny, which the law rounds line by line, add up to more than one"
DIFFERENCES = {"2024-227": HALVES, "2026-330": HALVES}
"""Rows that differ by more than a penny, and why."""


def adult_of(row: dict[str, str], n: int) -> dict[str, object]:
    """Return one adult of a row, as a case describes one."""
    capability, group = row[f"adult_{n}_capability"], row[f"adult_{n}_esa_group"]
    found = {} if capability == "none" else {"health": capability, "fit_note": _fit_note(row, capability)}
    esa = {} if group == "none" else {"esa": "new-style", "esa_group": GROUPS[group], "esa_since": row["month"]}
    return {
        "age": int(row[f"adult_{n}_age"]),
        "pay": int(row[f"adult_{n}_gross_pay"]) / 100,
        "carer": row[f"adult_{n}_carer"] == "1",
        "daily_living": row[f"adult_{n}_daily_living"],
        "mobility": row[f"adult_{n}_mobility"],
        **found,
        **esa,
    }


def _fit_note(row: dict[str, str], capability: str) -> str:
    """Return a month of fit note that gives the row's rate of LCWRA, payable."""
    return "2026-04" if capability == "lcwra" and row["lcwra_rate"] == "new" else "2024-01"


@cache
def case_of(row_id: str) -> Case:
    """Return a row as a case."""
    row = ROWS[row_id]
    children = [
        {"born": row[f"child_{n}_birth"][:7], "disability": row[f"child_{n}_disability"]}
        for n in range(1, int(row["children"]) + 1)
    ]
    return read_case(
        {
            "month": row["month"],
            "adults": [adult_of(row, n) for n in range(1, int(row["adults"]) + 1)],
            "children": children,
            "rent": int(row["rent"]) / 100,
            "savings": int(row["savings"]) / 100,
            "region": REGIONS[row["region"]],
        }
    )


def means_of(row: dict[str, str], adult: Adult, n: int, case: Case) -> Means:
    """Return an adult's means; the table tells carers who have not claimed the allowance, the model does not."""
    means = adult_means(adult, case.policy)
    return means if row[f"adult_{n}_claims_carers_allowance"] == "1" else means._replace(carers_allowance=0)


@cache
def award_of(row_id: str) -> Award:
    """Return the award of a row by the rules of the model."""
    row, case = ROWS[row_id], case_of(row_id)
    seen = as_household(case)
    means = together(means_of(row, seen.first, 1, case), means_of(row, seen.second, 2, case), 0)
    return assessed_award(household_claim(seen, case.policy), means, case.policy)


def test_awards_agree_within_a_penny() -> None:
    apart = {}
    for row_id, row in ROWS.items():
        difference = award_of(row_id).paid - float(row["award_monthly_insurance"])
        if abs(difference) > PENNY + 0.005:
            apart[row_id] = round(difference, 2)
    assert set(apart) == set(DIFFERENCES), apart
    assert len(apart) <= (1 - SHARE_AGREED) * len(ROWS)


PARTS = {
    "standard_allowance": lambda award: award.elements.standard_allowance,
    "child_elements": lambda award: award.elements.child,
    "disabled_child_additions": lambda award: award.elements.disabled_child,
    "housing_element": lambda award: award.elements.housing,
    "carer_elements": lambda award: award.elements.carer,
    "lcwra_element": lambda award: award.elements.lcwra_protected + award.elements.lcwra_new,
    "tariff_income": lambda award: award.deductions.capital,
    "benefit_cap_reduction_monthly_insurance": lambda award: award.deductions.benefit_cap,
}


@pytest.mark.parametrize("part", PARTS)
def test_parts_of_the_award_agree_where_savings_allow_one(part: str) -> None:
    eligible = [row_id for row_id, row in ROWS.items() if row["eligible"] == "1"]
    apart = {each for each in eligible if abs(PARTS[part](award_of(each)) - float(ROWS[each][part])) > PENNY + 0.005}
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
