"""Compare welfsim's awards with an engine's: ``python -m benchmarks.awards.compare awards.csv``.

Prints how many households agree within a penny, year by year, and every household that does not, with the parts of
its award that differ. Households that welfsim refuses are counted apart, with the reason it gives.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from benchmarks.awards.rows import PARTS, Row, agrees, award_of, case_of
from welfsim.awards.budget import Award
from welfsim.errors import HouseholdError

HALVES = 2.0
"""Rounding line by line, as the law does, can add up to this many pence."""


class Apart(NamedTuple):
    """A household whose award differs: by how many pence, and the likely cause."""

    row: str
    year: str
    pence: float
    cause: str


class Compared(NamedTuple):
    """What a comparison found."""

    agreed: Counter[str]
    apart: list[Apart]
    refused: Counter[str]


def cause(award: Award, row: Row) -> str:
    """Return the likely cause of a difference: the parts that differ, or what is left if none does."""
    differ = [name for name, part in PARTS.items() if not agrees(part(award), row[name])]
    if differ and row["eligible"] == "1":
        return ", ".join(differ).replace("_", " ")
    if abs(award.paid - float(row["award_monthly_insurance"])) <= HALVES:
        return "halves of a penny, which the law rounds line by line"
    capped = abs(float(row["award"]) - float(row["award_before_benefit_cap"])) > HALVES
    if capped != (award.deductions.benefit_cap > 0):
        return "whether the benefit cap applies"
    return "net pay, other income or the work allowance"


def compare(rows: list[Row]) -> Compared:
    """Return how welfsim's awards compare with those of the rows."""
    found = Compared(Counter(), [], Counter())
    for row in rows:
        try:
            case = case_of(row)
        except HouseholdError as error:
            found.refused[reason(error)] += 1
            continue
        award = award_of(row, case)
        if agrees(award.paid, row["award_monthly_insurance"]):
            found.agreed[row["tax_year"]] += 1
            continue
        pence = award.paid - float(row["award_monthly_insurance"])
        found.apart.append(Apart(row["id"], row["tax_year"], pence, cause(award, row)))
    return found


def reason(error: HouseholdError) -> str:
    """Return why a household is refused, without its own numbers."""
    said = str(error).splitlines()[-1].strip()
    return "".join("N" if each.isdigit() else each for each in said)


def report(found: Compared) -> str:
    """Return a comparison as text."""
    apart = Counter(each.year for each in found.apart)
    lines = [f"{'':10}{'agree':>8}{'apart':>8}"]
    lines += [f"{year:10}{found.agreed[year]:8,}{apart[year]:8,}" for year in sorted({*found.agreed, *apart})]
    lines += [f"{'all':10}{found.agreed.total():8,}{len(found.apart):8,}", ""]
    lines += [f"refused {count:,}: {why}" for why, count in found.refused.most_common()]
    for each in sorted(found.apart, key=lambda each: (each.cause, -abs(each.pence))):
        lines.append(f"{each.row}  {each.pence:+,.2f}p  {each.cause}")
    return "\n".join(lines)


def main() -> None:
    """Compare a table and print what was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.awards.compare", description=__doc__)
    parser.add_argument("awards", type=Path, help="households with the engine's awards")
    options = parser.parse_args()
    print(report(compare(list(csv.DictReader(options.awards.read_text(encoding="utf-8").splitlines())))))


if __name__ == "__main__":
    main()
