"""A household of the independent tables as welfsim reads it, and what welfsim awards it."""

from __future__ import annotations

from collections.abc import Callable

from welfsim.advice.case import Case
from welfsim.advice.household import as_household
from welfsim.advice.reading import read_case
from welfsim.awards.budget import Award, assessed_award, household_claim
from welfsim.awards.household import Adult
from welfsim.awards.means import Means, adult_means, together

Row = dict[str, str]

PENNY = 1.0
GROUPS = {"assessment": "assessment", "work_related": "wrag", "support": "support"}
REGIONS = {"london": "london", "england_outside_london": "england", "wales": "wales", "scotland": "scotland"}


def adult_of(row: Row, n: int) -> dict[str, object]:
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


def _fit_note(row: Row, capability: str) -> str:
    """Return a month of fit note that gives the row's rate of LCWRA, payable."""
    return "2026-04" if capability == "lcwra" and row["lcwra_rate"] == "new" else "2024-01"


def case_of(row: Row) -> Case:
    """Return a row as a case.

    Raises
    ------
    HouseholdError
        If welfsim refuses the household.
    """
    children = [
        {"born": row[f"child_{n}_birth"][:7], "disability": row[f"child_{n}_disability"]}
        for n in range(1, int(row["children"]) + 1)
    ]
    costs = int(row.get("childcare_costs") or 0) / 100
    return read_case(
        {
            "month": row["month"],
            "adults": [adult_of(row, n) for n in range(1, int(row["adults"]) + 1)],
            "children": children,
            "rent": int(row["rent"]) / 100,
            "savings": int(row["savings"]) / 100,
            "region": REGIONS[row["region"]],
            **({"childcare_costs": costs} if costs else {}),
        }
    )


def means_of(row: Row, adult: Adult, n: int, case: Case) -> Means:
    """Return an adult's means: the tables know carers who have not claimed the allowance, the model does not."""
    means = adult_means(adult, case.policy)
    return means if row[f"adult_{n}_claims_carers_allowance"] == "1" else means._replace(carers_allowance=0)


def award_of(row: Row, case: Case) -> Award:
    """Return the award of a row by the rules of the model."""
    seen = as_household(case)
    means = together(means_of(row, seen.first, 1, case), means_of(row, seen.second, 2, case), 0)
    return assessed_award(household_claim(seen, case.policy), means, case.policy)


PARTS: dict[str, Callable[[Award], int]] = {
    "standard_allowance": lambda award: award.elements.standard_allowance,
    "child_elements": lambda award: award.elements.child,
    "disabled_child_additions": lambda award: award.elements.disabled_child,
    "housing_element": lambda award: award.elements.housing,
    "childcare_element": lambda award: award.elements.childcare,
    "carer_elements": lambda award: award.elements.carer,
    "lcwra_element": lambda award: award.elements.lcwra_protected + award.elements.lcwra_new,
    "tariff_income": lambda award: award.deductions.capital,
}
"""The parts of an award that the tables have too."""


def agrees(found: float, other: str) -> bool:
    """Say whether an amount is within a penny of a table's, which is given to a hundredth of one."""
    return abs(found - float(other)) <= PENNY + 0.005
