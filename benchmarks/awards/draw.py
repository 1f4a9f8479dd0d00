"""Draw lawful households anew and write them as a table: ``python -m benchmarks.awards.draw households.csv --seed 1``.

The columns are those of ``tests/awards/independent``. Money is in pence. Nothing beyond Python is needed.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path
from random import Random

MOST_CHILDREN = 6
YEARS = (2024, 2025, 2026)
REGIONS = ("england_outside_london", "london", "wales", "scotland")
PERMITTED_PAY = {2024: 79_500, 2025: 84_500, 2026: 88_000}
"""Pay a month, in pence, below the weekly limit of permitted work, with which ESA continues."""

ADULT = (
    "age",
    "gross_pay",
    "capability",
    "carer",
    "claims_carers_allowance",
    "daily_living",
    "mobility",
    "esa_group",
)
CHILD = ("birth", "disability")
COLUMNS = (
    "id",
    "tax_year",
    "month",
    "region",
    "adults",
    *(f"adult_{n}_{each}" for n in (1, 2) for each in ADULT),
    "children",
    *(f"child_{n}_{each}" for n in range(1, MOST_CHILDREN + 1) for each in CHILD),
    "rent",
    "savings",
    "childcare_costs",
    "lcwra_rate",
)

Row = dict[str, str | int]


def household(number: int, seed: int) -> Row:
    """Return one household as a row; the same number and seed give the same household."""
    luck = Random(f"{seed}/{number}")
    year = luck.choice(YEARS)
    row: Row = dict.fromkeys(COLUMNS, "")
    adults = luck.choice((1, 1, 2))
    row.update(
        id=f"{seed}-{number:05d}",
        tax_year=f"{year}-{(year + 1) % 100}",
        month=f"{year}-{luck.randint(8, 12):02d}",
        region=luck.choices(REGIONS, (4, 2, 1, 3))[0],
        adults=adults,
        rent=luck.choice((0, 1, 1, 1)) * luck.randint(20_000, 200_000),
        savings=_savings(luck),
    )
    for n in range(1, adults + 1):
        row.update({f"adult_{n}_{name}": value for name, value in _adult(luck, year).items()})
    _add_children(row, luck, year)
    if any(row[f"adult_{n}_capability"] == "lcwra" for n in (1, 2)):
        row["lcwra_rate"] = luck.choice(("protected", "new")) if year >= 2026 else "protected"
    return row


def _savings(luck: Random) -> int:
    """Return savings in pence: mostly none, else up to and about the limits."""
    return luck.choice(
        (0, 0, 0, luck.randint(1, 600_000), luck.randint(599_900, 1_600_100), luck.randint(0, 2_000_000))
    )


def _adult(luck: Random, year: int) -> Row:
    """Return one adult who may claim, below State Pension age."""
    esa = luck.choices(("none", "assessment", "work_related", "support"), (88, 4, 4, 4))[0]
    capability = luck.choices(("none", "lcw", "lcwra"), (70, 10, 20))[0]
    capability = {"assessment": "none", "work_related": "lcw", "support": "lcwra"}.get(esa, capability)
    most = PERMITTED_PAY[year] if esa != "none" else 700_000
    carer = luck.random() < 0.15
    return {
        "age": luck.choice((luck.randint(18, 24), luck.randint(25, 65), luck.randint(25, 65))),
        "gross_pay": min(most, luck.choice((0, 0, 1, 1, 1)) * int(luck.lognormvariate(11.9, 0.7))),
        "capability": capability,
        "carer": int(carer),
        "claims_carers_allowance": int(carer and luck.random() < 0.7),
        "daily_living": luck.choices(("none", "standard", "enhanced"), (80, 10, 10))[0],
        "mobility": luck.choices(("none", "standard", "enhanced"), (80, 10, 10))[0],
        "esa_group": esa,
    }


def _add_children(row: Row, luck: Random, year: int) -> None:
    """Add children under 16 all the year, from the eldest, no two of one birth, and perhaps what their care costs."""
    count = luck.choices(range(MOST_CHILDREN + 1), (30, 20, 20, 14, 8, 5, 3))[0]
    births: list[int] = []
    youngest, eldest = 12 * year + 2, 12 * (year - 15) + 4
    while len(births) < count:
        born = luck.randint(eldest, youngest)
        if all(abs(born - other) >= 10 for other in births):
            births.append(born)
    for n, born in enumerate(sorted(births), 1):
        row[f"child_{n}_birth"] = f"{born // 12}-{born % 12 + 1:02d}"
        row[f"child_{n}_disability"] = luck.choices(("none", "lower", "higher"), (85, 8, 7))[0]
    row["children"] = count
    row["childcare_costs"] = luck.choice((0, 0, luck.randint(1_000, 250_000))) if count else 0


def main() -> None:
    """Draw and write as many households as asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.awards.draw", description=__doc__)
    parser.add_argument("households", type=Path, help="the table to write")
    parser.add_argument("--number", type=int, default=2_000, help="how many (default 2000)")
    parser.add_argument("--seed", type=int, default=1, help="other seeds draw other households (default 1)")
    options = parser.parse_args()
    with options.households.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(household(number, options.seed) for number in range(1, options.number + 1))


if __name__ == "__main__":
    main()
