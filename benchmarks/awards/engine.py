"""Give households the awards of policyengine-uk: ``python -m benchmarks.awards.engine households.csv awards.csv``.

Runs in an environment with that engine, which is not one of this project's dependencies; welfsim is not needed there.
The engine calculates by the tax year, from twelve equal months: each amount written is a twelfth of its annual one, in
pence. It is given what it would otherwise assume: capital, who claims, take-up, limited capability, hours of care.
"""

from __future__ import annotations

import argparse
import csv
from itertools import accumulate
from pathlib import Path
from typing import Any

PENCE_A_MONTH = 100 / 12
"""Pence a month in a pound a year."""

REGIONS = {
    "london": "LONDON",
    "england_outside_london": "NORTH_WEST",
    "wales": "WALES",
    "scotland": "SCOTLAND",
}
DLA_CARE = {"none": "NONE", "lower": "LOWER", "higher": "HIGHER"}
CARE_HOURS = 40
WEEKS, MONTHS = 52, 12
YOUNG_UNTIL = 25
BIRTHDAY = 15
MIDDLE = 10
"""The month on whose sixth day, so before a birthday of that month, the engine reads ages."""

ESA_A_WEEK = {
    2024: {"young": 71.70, "grown": 90.50, "support": 47.70},
    2025: {"young": 72.90, "grown": 92.05, "support": 48.50},
    2026: {"young": 75.65, "grown": 95.55, "support": 50.35},
}
"""New-style ESA as published: an input to the engine, which does not calculate it."""

INSURANCE = {"from": 104_800, "to": 418_900, "below": 8, "above": 2}
"""Employee's Class 1 by the month, in pence and per cent, of 2024-25 to 2026-27 (SI 2001/1004 regs 11 and 12)."""

BY_UNIT: dict[str, tuple[str, ...]] = {
    "standard_allowance": ("uc_standard_allowance",),
    "child_elements": ("uc_child_element",),
    "housing_element": ("uc_housing_costs_element",),
    "carer_elements": ("uc_carer_element",),
    "lcwra_element": ("uc_LCWRA_element",),
    "childcare_element": ("uc_childcare_element",),
    "maximum_amount": ("uc_maximum_amount",),
    "work_allowance": ("uc_work_allowance",),
    "tariff_income": ("uc_tariff_income",),
    "unearned_income": ("uc_unearned_income",),
    "child_benefit": ("child_benefit_entitlement",),
    "award_before_benefit_cap": ("universal_credit_pre_benefit_cap",),
    "award": ("universal_credit",),
}
BY_ADULT: dict[str, tuple[str, ...]] = {
    "income_tax_on_earnings": ("uc_income_tax_on_earnings",),
    "carers_allowance": ("carers_allowance", "carer_support_payment"),
    "pip": ("pip_dl", "pip_m"),
    "new_style_esa": ("esa_contrib",),
}
SUMMED = {
    "disabled_child_additions": (
        "uc_individual_disabled_child_element",
        "uc_individual_severely_disabled_child_element",
    )
}
INSURED = {"award": "award_monthly_insurance"}
"""Amounts of the second run, in which the contributions are given, and the names that they are written under."""

AMOUNTS = (
    "eligible",
    *BY_UNIT,
    *SUMMED,
    *INSURED.values(),
    *(f"adult_{n}_{name}" for n in (1, 2) for name in BY_ADULT),
)


def monthly_insurance(pay: int) -> int:
    """Return an employee's contribution on a month's pay, both in pence: half a penny and less is dropped."""
    between = max(0, min(pay, INSURANCE["to"]) - INSURANCE["from"]) * INSURANCE["below"]
    above = max(0, pay - INSURANCE["to"]) * INSURANCE["above"]
    return (between + 49) // 100 + (above + 49) // 100


def adults_of(row: dict[str, str]) -> range:
    """Return the numbers of a row's adults."""
    return range(1, int(row["adults"]) + 1)


def children_of(row: dict[str, str]) -> range:
    """Return the numbers of a row's children."""
    return range(1, int(row["children"]) + 1)


def adult(row: dict[str, str], n: int, year: int) -> dict[str, Any]:
    """Return an adult's inputs of the year."""
    given = {name: row[f"adult_{n}_{name}"] for name in ("capability", "esa_group", "daily_living", "mobility")}
    age, cares = int(row[f"adult_{n}_age"]), row[f"adult_{n}_carer"] == "1"
    return {
        "age": age,
        "is_claimant_or_partner": True,
        "employment_income": int(row[f"adult_{n}_gross_pay"]) * MONTHS / 100,
        "uc_limited_capability_for_WRA": given["capability"] == "lcwra",
        "uc_limited_capability_for_work": given["capability"] != "none",
        "care_hours": CARE_HOURS if cares else 0,
        "would_claim_carers_allowance": row[f"adult_{n}_claims_carers_allowance"] == "1",
        "pip_dl_category": given["daily_living"].upper(),
        "pip_m_category": given["mobility"].upper(),
        "esa_contrib_reported": esa_a_year(given["esa_group"], age, year),
        "esa_includes_support_component": given["esa_group"] == "support",
        "uc_is_ineligible_partner": False,
    }


def esa_a_year(group: str, age: int, year: int) -> float:
    """Return new-style ESA in pounds a year: lower under 25 in the assessment phase."""
    rates = ESA_A_WEEK[year]
    if group == "none":
        return 0.0
    personal = rates["young"] if group == "assessment" and age < YOUNG_UNTIL else rates["grown"]
    return WEEKS * (personal + (rates["support"] if group == "support" else 0))


def child(row: dict[str, str], n: int, year: int) -> dict[str, Any]:
    """Return a child's inputs of the year; the first bears all costs of care."""
    born_year, born_month = map(int, row[f"child_{n}_birth"].split("-"))
    age = year - born_year - (born_month >= MIDDLE)
    disability = row[f"child_{n}_disability"]
    return {
        "age": age,
        "date_of_birth": 10_000 * born_year + 100 * born_month + BIRTHDAY,
        "is_claimant_or_partner": False,
        "dla_sc_category": DLA_CARE[disability],
        "is_disabled_for_benefits": disability != "none",
        "childcare_expenses": int(row.get("childcare_costs") or 0) * MONTHS / 100 if n == 1 else 0.0,
    }


def situation(rows: list[dict[str, str]], year: int, by_month: bool) -> dict[str, dict[str, dict[str, Any]]]:
    """Return rows of one tax year as the engine reads them, perhaps with the law's monthly contributions."""
    people: dict[str, dict[str, Any]] = {}
    units: dict[str, dict[str, Any]] = {}
    homes: dict[str, dict[str, Any]] = {}
    for row in rows:
        members: dict[str, dict[str, Any]] = {}
        for n in adults_of(row):
            members[f"{row['id']}/a{n}"] = adult(row, n, year)
            if by_month:
                pay = int(row[f"adult_{n}_gross_pay"])
                members[f"{row['id']}/a{n}"]["ni_class_1_employee"] = monthly_insurance(pay) * MONTHS / 100
        members |= {f"{row['id']}/c{n}": child(row, n, year) for n in children_of(row)}
        rent = int(row["rent"]) * MONTHS / 100
        unit = {
            "would_claim_uc": True,
            "would_claim_uc_childcare": True,
            "uc_reported_capital": int(row["savings"]) / 100,
            "uc_deductions": 0.0,
            "uc_receives_new_claimant_health_element": row["lcwra_rate"] == "new",
            "partners_care_for_same_severely_disabled_person": False,
            "is_married": False,
        }
        home = {
            "region": REGIONS[row["region"]],
            "tenure_type": "RENT_FROM_COUNCIL" if rent else "OWNED_OUTRIGHT",
            "rent": rent,
        }
        people |= {name: dated(inputs, year) for name, inputs in members.items()}
        units[row["id"]] = {"members": list(members), **dated(unit, year)}
        homes[row["id"]] = {"members": list(members), **dated(home, year)}
    return {"people": people, "benunits": units, "households": homes}


def dated(inputs: dict[str, Any], year: int) -> dict[str, dict[int, Any]]:
    """Return inputs as the engine takes them, by the year in which they hold."""
    return {name: {year: value} for name, value in inputs.items()}


def simulation(described: dict[str, dict[str, dict[str, Any]]]) -> Any:
    """Return the engine's simulation of a situation, in double precision: in single, amounts differ by 0.04 of a penny.

    The engine is imported here, so that this module can be read where it is not installed.
    """
    import numpy
    from policyengine_core.variables import config

    config.VALUE_TYPES[float]["dtype"] = numpy.float64
    from policyengine_uk import Simulation

    return Simulation(situation=described)


def awards(rows: list[dict[str, str]], year: int, by_month: bool) -> list[dict[str, str]]:
    """Return the engine's amounts for rows of one tax year."""
    run = simulation(situation(rows, year, by_month))

    def amounts(names: tuple[str, ...]) -> Any:
        return sum(run.calculate(name, year) for name in names) * PENCE_A_MONTH

    people_in = [len(adults_of(row)) + len(children_of(row)) for row in rows]
    first = [0, *accumulate(people_in)]
    found: list[dict[str, str]] = [{"eligible": str(int(holds))} for holds in run.calculate("is_uc_eligible", year)]
    for name, names in BY_UNIT.items():
        for each, value in zip(found, amounts(names), strict=True):
            each[name] = written(value)
    for name, names in SUMMED.items():
        values = amounts(names)
        for i, each in enumerate(found):
            each[name] = written(sum(values[first[i] : first[i + 1]]))
    for name, names in BY_ADULT.items():
        values = amounts(names)
        for i, row in enumerate(rows):
            for n in adults_of(row):
                found[i][f"adult_{n}_{name}"] = written(values[first[i] + n - 1])
    return found


def written(pence: float) -> str:
    """Write an amount to a hundredth of a penny, without zeros at its end."""
    return f"{pence:.2f}".rstrip("0").rstrip(".")


def main() -> None:
    """Read households, run them twice a tax year, and write them with the engine's awards."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.awards.engine", description=__doc__)
    parser.add_argument("households", type=Path, help="the table of households")
    parser.add_argument("awards", type=Path, help="the table to write: the same, with the engine's amounts")
    options = parser.parse_args()
    rows = list(csv.DictReader(options.households.read_text(encoding="utf-8").splitlines()))
    given = [name for name in rows[0] if name not in AMOUNTS]
    for year in sorted({int(row["tax_year"][:4]) for row in rows}):
        of_year = [row for row in rows if row["tax_year"].startswith(str(year))]
        own, by_month = awards(of_year, year, by_month=False), awards(of_year, year, by_month=True)
        for row, found, insured in zip(of_year, own, by_month, strict=True):
            row.update(found, **{name: insured[of] for of, name in INSURED.items()})
    with options.awards.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, [*given, *AMOUNTS], restval="", extrasaction="ignore", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


if __name__ == "__main__":
    main()
