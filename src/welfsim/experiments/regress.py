"""Stored tables of scenarios, shipped ones on a small population: they show that results changed, and where.

They are regression tables, not estimates: 10,000 people are far too few to say anything about Great Britain.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from welfsim.errors import ResultsError, ScenarioError
from welfsim.experiments.stored import ANEW, OPENING, Cells, Row, Sums, read_table, table_file, write_tables
from welfsim.months import show_month
from welfsim.results.run import PENCE_A_MILLION_POUNDS, Results
from welfsim.results.table import categories
from welfsim.scenario import Scenario, check_scenario, find_scenario, shipped_file, shipped_names
from welfsim.simulation import run
from welfsim.text.written import shortened
from welfsim.vocabulary.accounts import LINES
from welfsim.vocabulary.fields import Measure
from welfsim.wording.values import counted
from welfsim.yaml_files import LONGEST_PATH, SUFFIXES

PEOPLE, SEED, START, MONTHS = 10_000, 1, "2025-04", 72
REASONS = "REASONS.md"
REPLICATIONS_OF_LUCK = 8
"""Replications from which a tolerance in standard errors knows how much of a cell is luck."""


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
        share = f"{(self.new - self.old) / abs(self.old):+.4%}" if self.old else "from 0"
        return {**asdict(self), "share": share}


@dataclass(frozen=True)
class Outcome:
    """How the table of a run stands to the stored one.

    Parameters
    ----------
    differences
        Cells that both know and that are not equal.
    new
        Lines, or categories of a line, that the stored table does not know.
    gone
        Lines, or categories of a line, that only the stored table knows.
    """

    differences: tuple[Difference, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def is_as_stored(self) -> bool:
        """Whether nothing that was stored is otherwise now; a new line is no difference."""
        return not (self.differences or self.gone)


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


def files_in(folder: Path) -> tuple[str, ...]:
    """Return the scenario files of a folder, in order of their names.

    Raises
    ------
    ScenarioError
        If there are none.
    """
    files = sorted(file for suffix in SUFFIXES for file in folder.glob(f"*{suffix}") if file.is_file())
    if not files:
        raise ScenarioError(
            f"{shortened(folder, LONGEST_PATH)}\n  There is no scenario in this folder.\n"
            f"  Name one with files that end in {' or '.join(SUFFIXES)}."
        )
    return tuple(map(str, files))


def recompute(scenarios: Mapping[str, Scenario], replications: int = 1) -> dict[str, Results]:
    """Run the scenarios of tables; the first replication is the one that tables hold."""
    return {name: run(scenario.with_options(replications=replications)) for name, scenario in scenarios.items()}


def first_line(scenario: Scenario) -> str:
    """Return the line above a table: of how many people, which months and which seed it is."""
    return (
        f"{OPENING}{scenario.population.people:,} people, "
        f"{counted(scenario.months, 'month')} from {show_month(scenario.start)}, seed {scenario.seed}. "
        "Pence and people, summed over the months of the financial year."
    )


def exact(results: Results) -> Sums:
    """Return the table of a run: every line but passages, which are many and bound to stages by identities."""
    rows: dict[Row, Cells] = {}
    for line in (name for name, what in LINES.items() if what.measure != Measure.PASSAGE):
        cells = results.year_sums(line)[0].T.tolist()
        rows |= {(line, name): tuple(values) for name, values in zip(categories(line), cells, strict=True)}
    return Sums(first_line(results.scenario), tuple(results.years), rows)


def require_tables(scenarios: Mapping[str, Scenario], folder: Path) -> None:
    """Refuse to compare with tables that are not there, or of other people or months.

    Raises
    ------
    ResultsError
        If a scenario has no stored table in `folder`, or one of another size.
    """
    missing = [name for name in scenarios if not table_file(folder, name).is_file()]
    if missing:
        raise ResultsError(
            f"{folder}\n  There is no stored table of {', '.join(missing)}.\n"
            f"  Name the folder with --golden, or store a first table: {ANEW}"
        )
    for name, scenario in scenarios.items():
        stored = read_table(table_file(folder, name)).size
        if stored != first_line(scenario):
            raise ResultsError(
                f"{table_file(folder, name)}\n  The table is of {_size(stored)}.\n"
                f"  The scenario asks for {_size(first_line(scenario))}.\n"
                f"  Run the scenario as the table was made, or store it anew: {ANEW}"
            )


def _size(line: str) -> str:
    """Return the people, months and seed of a first line."""
    return line.removeprefix(OPENING).partition(". ")[0]


def compared(name: str, results: Results, folder: Path, tolerance: float = 0.0) -> Outcome:
    """Hold a run against the stored table of its scenario; all is new to one that is not there.

    Parameters
    ----------
    tolerance
        How many standard errors of a difference between two runs with other luck a cell may be off; the results then
        need replications. 0 compares exactly.
    """
    new, file = exact(results), table_file(folder, name)
    old = read_table(file).rows if file.is_file() else {}
    both = {row: (old[row], cells) for row, cells in new.rows.items() if row in old}
    free = _free(results, tolerance) if tolerance else {}
    return Outcome(
        tuple(
            Difference(name, *row, year, before, after)
            for row, pair in both.items()
            for place, (year, before, after) in enumerate(zip(new.years, *pair, strict=True))
            if abs(before - after) > (free[row][place] if free else 0.0)
        ),
        tuple(_only_in(new.rows, old)),
        tuple(_only_in(old, new.rows)),
    )


def _free(results: Results, tolerance: float) -> dict[Row, list[float]]:
    """Return how far each cell may be off by luck: of two runs, each with the spread that replications show.

    A cell that came out the same in all replications may still be off by one row.
    """
    rows: dict[Row, list[float]] = {}
    for line in (name for name, what in LINES.items() if what.measure != Measure.PASSAGE):
        found = results.year_sums(line)
        spread = np.maximum(found.std(axis=0, ddof=1), _of_a_row(results, line)) * np.sqrt(2.0)
        rows |= {(line, name): list(tolerance * each) for name, each in zip(categories(line), spread.T, strict=True)}
    return rows


def _of_a_row(results: Results, line: str) -> float:
    """Return what one row of the sample makes of a line, in people or pence."""
    if LINES[line].measure == Measure.PENCE:
        return results.pounds_of_a_row.worth * PENCE_A_MILLION_POUNDS
    return results.row_of(line).worth


def _only_in(rows: Iterable[Row], other: Iterable[Row]) -> list[str]:
    """Name the lines that another table lacks, or their categories if it has the line without them."""
    known = set(other)
    lines = {line for line, _ in known}
    missing = [row for row in rows if row not in known]
    return list(dict.fromkeys(f"{line}: {category}" if line in lines else line for line, category in missing))


def accept_tables(found: Mapping[str, Results], folder: Path, reason: str) -> None:
    """Store the tables of runs, and write down why."""
    make_folder(folder)
    write_tables({name: exact(results) for name, results in found.items()}, folder)
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
