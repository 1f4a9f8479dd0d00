"""Stored tables of the shipped scenarios on a small population: they show that results changed, and where.

They are regression tables, not estimates: 10,000 people are far too few to say anything about Great Britain.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from welfsim.errors import ResultsError
from welfsim.results import Results, categories
from welfsim.scenario import read_scenario, shipped_names
from welfsim.simulation import run
from welfsim.tables import aligned, number
from welfsim.vocabulary.accounts import LINES
from welfsim.vocabulary.fields import Measure

PEOPLE, SEED, START, MONTHS = 10_000, 1, "2025-04", 72
FIRST_LINE = (
    f"# Regression table, not an estimate: {PEOPLE:,} people, {MONTHS} months from {START}, seed {SEED}. "
    "Pence and people, summed over the months of the financial year."
)
COLUMNS = ("line", "category", "year", "value")
REASONS = "REASONS.md"

Key = tuple[str, str, str]
Exact = dict[Key, int]


@dataclass(frozen=True)
class Difference:
    """One cell that is not as it was stored."""

    scenario: str
    line: str
    category: str
    year: str
    old: int
    new: int

    def record(self) -> dict[str, Any]:
        """Return the difference as plain values, with its share of the old value."""
        share = f"{(self.new - self.old) / abs(self.old):+.4%}" if self.old else "new"
        return {**asdict(self), "share": share}


def recompute(names: Sequence[str] = ()) -> dict[str, Results]:
    """Run shipped scenarios, all of them unless named, on the small population."""
    chosen = names or shipped_names()
    scenarios = {name: read_scenario(name) for name in chosen}
    return {
        name: run(scenario, people=PEOPLE, seed=SEED, replications=1, start=START, months=MONTHS)
        for name, scenario in scenarios.items()
    }


def exact(results: Results) -> Exact:
    """Return every cell that is not nought, by line, category and financial year.

    Passages are left out: they are many, and identities bind them to the stocks of stages.
    """
    cells = {}
    for line in (name for name, what in LINES.items() if what.measure != Measure.PASSAGE):
        sums = results.year_sums(line)[0]
        for year, values in zip(results.years, sums, strict=True):
            for name, value in zip(categories(line), values, strict=True):
                if value:
                    cells[line, name, year] = int(value)
    return cells


def require_tables(names: Sequence[str], folder: Path) -> None:
    """Refuse to compare with tables that are not there.

    Raises
    ------
    ResultsError
        If a scenario has no stored table in `folder`.
    """
    missing = [name for name in names if not (folder / f"{name}.csv").exists()]
    if missing:
        raise ResultsError(
            f"{folder}\n  There is no stored table of {', '.join(missing)}.\n"
            "  Name the folder with --golden, or store a first table: welfsim regress --accept --reason TEXT"
        )


def differences(name: str, results: Results, folder: Path) -> Iterator[Difference]:
    """Yield each cell that differs from the stored table of a scenario."""
    old, new = read_table(folder / f"{name}.csv"), exact(results)
    order = {line: place for place, line in enumerate(LINES)}
    for key in sorted(old.keys() | new.keys(), key=lambda key: (order.get(key[0], len(order)), *key[1:])):
        if old.get(key, 0) != new.get(key, 0):
            yield Difference(name, *key, old.get(key, 0), new.get(key, 0))


def read_table(file: Path) -> Exact:
    """Read a stored table; one that is not there yet is empty."""
    if not file.exists():
        return {}
    with file.open(encoding="utf-8", newline="") as text:
        next(text)
        try:
            return {(r["line"], r["category"], r["year"]): int(r["value"]) for r in csv.DictReader(text)}
        except (KeyError, ValueError) as error:
            raise ResultsError(f"{file}\n  This is not a regression table: {error}.") from None


def accept_tables(found: Mapping[str, Results], folder: Path, reason: str) -> None:
    """Store the tables of runs, exact and readable, and write down why."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, results in found.items():
        _write_exact(folder / f"{name}.csv", exact(results))
        (folder / f"{name}.txt").write_text(readable(results), encoding="utf-8")
    reasons = folder / REASONS
    heading = "" if reasons.exists() else "# Why the regression tables changed\n"
    day = datetime.now(UTC).date().isoformat()
    with reasons.open("a", encoding="utf-8") as text:
        text.write(f"{heading}\n## {day}\n\n{reason.strip()}\n\nTables: {', '.join(found)}.\n")


def _write_exact(file: Path, cells: Exact) -> None:
    with file.open("w", encoding="utf-8", newline="") as text:
        text.write(FIRST_LINE + "\n")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((*key, value) for key, value in cells.items())


def readable(results: Results) -> str:
    """Return the fiscal table and caseloads of a run as text."""
    fiscal = results.fiscal_table()
    rows = [["£ million", *map(str, fiscal.columns)]]
    rows += [[str(line), *(number(v, 1) for v in fiscal.loc[line])] for line in fiscal.index]
    stocks = results.counts(Measure.STOCK).frame() / 1e3
    people = [["Thousand, mean of the year", *[""] * len(fiscal.columns)]]
    people += [
        [": ".join(part for part in label if part), *(number(v, 1) for v in values)]
        for label, values in zip(stocks.index, stocks.to_numpy(), strict=True)
    ]
    return f"{FIRST_LINE}\n{results.scenario.name}\n\n{aligned([*rows, *people])}\n"
