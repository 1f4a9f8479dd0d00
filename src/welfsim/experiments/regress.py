"""Stored tables of scenarios, shipped ones on a small population: they show that results changed, and where.

They are regression tables, not estimates: 10,000 people are far too few to say anything about Great Britain.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from welfsim.errors import ResultsError, ScenarioError
from welfsim.months import show_month
from welfsim.results.run import Results
from welfsim.results.table import categories
from welfsim.scenario import Scenario, check_scenario, find_scenario, shipped_file, shipped_names
from welfsim.simulation import run
from welfsim.text.written import shortened
from welfsim.vocabulary.accounts import LINES
from welfsim.vocabulary.fields import Measure
from welfsim.wording.tables import aligned
from welfsim.wording.values import counted, number
from welfsim.yaml_files import LONGEST_PATH

PEOPLE, SEED, START, MONTHS = 10_000, 1, "2025-04", 72
COLUMNS = ("line", "category", "year", "value")
REASONS = "REASONS.md"
LONGEST_LINE = 500

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


def chosen(names: Sequence[str] = ()) -> dict[str, Scenario]:
    """Return the scenarios of tables by the names of their tables: shipped ones, all unless named, or files.

    Shipped scenarios run on the small population, a file with its own people, months, start and seed, each once.

    Raises
    ------
    ScenarioError
        If a scenario is at fault, or two would share a table.
    """
    shipped = {shipped_file(name).resolve(): name for name in shipped_names()}
    found: dict[str, Scenario] = {}
    for name in names or shipped.values():
        read, file = check_scenario(name), find_scenario(name)
        table = shipped.get(file.resolve())
        if table is None and file.stem in shipped.values():
            raise ScenarioError(
                f"{name}\n  Its table would be taken for that of the shipped {file.stem}. Give the file another name."
            )
        if (table or file.stem) in found:
            raise ScenarioError(f"{name}\n  Another scenario of this call has the table {file.stem}. Name each once.")
        found[table or file.stem] = (
            read.with_options(people=PEOPLE, seed=SEED, start=START, months=MONTHS) if table else read
        ).with_options(replications=1)
    return found


def recompute(scenarios: Mapping[str, Scenario]) -> dict[str, Results]:
    """Run the scenarios of tables."""
    return {name: run(scenario) for name, scenario in scenarios.items()}


def first_line(scenario: Scenario) -> str:
    """Return the line above a table: of how many people, which months and which seed it is."""
    return (
        f"# Regression table, not an estimate: {scenario.population.people:,} people, "
        f"{counted(scenario.months, 'month')} from {show_month(scenario.start)}, seed {scenario.seed}. "
        "Pence and people, summed over the months of the financial year."
    )


def exact(results: Results) -> Exact:
    """Return every cell that is not zero, by line, category and financial year.

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


def require_tables(scenarios: Mapping[str, Scenario], folder: Path) -> None:
    """Refuse to compare with tables that are not there, or of other people or months.

    Raises
    ------
    ResultsError
        If a scenario has no stored table in `folder`, or one of another size.
    """
    missing = [name for name in scenarios if not _table_file(folder, name).is_file()]
    if missing:
        raise ResultsError(
            f"{folder}\n  There is no stored table of {', '.join(missing)}.\n"
            "  Name the folder with --golden, or store a first table: welfsim regress --accept --reason TEXT"
        )
    for name, scenario in scenarios.items():
        stored = _stored_first_line(_table_file(folder, name))
        if stored.startswith("# Regression table") and stored != first_line(scenario):
            raise ResultsError(
                f"{_table_file(folder, name)}\n  The table is of {_size(stored)}.\n"
                f"  The scenario asks for {_size(first_line(scenario))}.\n"
                "  Run the scenario as the table was made, or store it anew: welfsim regress --accept --reason TEXT"
            )


def _table_file(folder: Path, name: str) -> Path:
    return folder / f"{name}.csv"


def _stored_first_line(file: Path) -> str:
    try:
        with file.open(encoding="utf-8") as text:
            return text.readline(LONGEST_LINE).rstrip("\n")
    except (OSError, UnicodeDecodeError):
        raise ResultsError(f"{file}\n  This is not a regression table: it cannot be read.") from None


def _size(line: str) -> str:
    """Return the people, months and seed of a first line."""
    return line.partition(": ")[2].partition(". ")[0]


def differences(name: str, results: Results, folder: Path) -> Iterator[Difference]:
    """Yield each cell that differs from the stored table of a scenario."""
    old, new = read_table(_table_file(folder, name)), exact(results)
    order = {line: place for place, line in enumerate(LINES)}
    for key in sorted(old.keys() | new.keys(), key=lambda key: (order.get(key[0], len(order)), *key[1:])):
        if old.get(key, 0) != new.get(key, 0):
            yield Difference(name, *key, old.get(key, 0), new.get(key, 0))


def read_table(file: Path) -> Exact:
    """Read a stored table; one that is not there yet is empty."""
    if not file.exists():
        return {}
    with file.open(encoding="utf-8", newline="") as text:
        try:
            next(text, None)
            return {(r["line"], r["category"], r["year"]): int(r["value"]) for r in csv.DictReader(text)}
        except (KeyError, ValueError, TypeError, csv.Error) as error:
            raise ResultsError(f"{file}\n  This is not a regression table: {error}.") from None


def accept_tables(found: Mapping[str, Results], folder: Path, reason: str) -> None:
    """Store the tables of runs, exact and readable, and write down why."""
    make_folder(folder)
    for name, results in found.items():
        _write_exact(_table_file(folder, name), results)
        (folder / f"{name}.txt").write_text(readable(results), encoding="utf-8")
    reasons = folder / REASONS
    heading = "" if reasons.exists() else "# Why the regression tables changed\n"
    day = datetime.now(UTC).date().isoformat()
    with reasons.open("a", encoding="utf-8") as text:
        text.write(f"{heading}\n## {day}\n\n{reason.strip()}\n\nTables: {', '.join(found)}.\n")


def make_folder(folder: Path) -> None:
    """Make the folder of tables, before anything is run for it.

    Raises
    ------
    ResultsError
        If it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise ResultsError(f"{shortened(folder, LONGEST_PATH)}\n  The folder cannot be made: {why}.") from None


def _write_exact(file: Path, results: Results) -> None:
    with file.open("w", encoding="utf-8", newline="") as text:
        text.write(first_line(results.scenario) + "\n")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((*key, value) for key, value in exact(results).items())


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
    return f"{first_line(results.scenario)}\n{results.scenario.name}\n\n{aligned([*rows, *people])}\n"
