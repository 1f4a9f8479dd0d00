"""Stored tables on disk: one whole, or as the cells in which it differs from the baseline stored next to it.

A file is CSV: what it is of behind ``#``, then a row for each line and category with the financial years as columns.
In a table of differences an empty cell is as in the baseline, and ``-`` stands where the baseline has a row that the
table does not know.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from welfsim.errors import ResultsError

BASELINE = "baseline"
ROW = ["line", "category"]
OPENING = "# Regression table, not an estimate: "
DIFFERS = f"# Only what differs from {BASELINE}.csv: an empty cell is as it is there."
UNKNOWN = "-"
YEAR = re.compile(r"\d{4}-\d{2}( \(\d+ months?\))?")
ANEW = "welfsim regress --accept --reason TEXT"

Row = tuple[str, str]
"""Line and category."""

Cells = tuple[int, ...]
"""Pence or people, summed over the months of each financial year."""


class Sums(NamedTuple):
    """A table: of how many people, months and which seed it is, its financial years, and a row a line and category."""

    size: str
    years: tuple[str, ...]
    rows: Mapping[Row, Cells]


def table_file(folder: Path, name: str) -> Path:
    """Return the file of a table."""
    return folder / f"{name}.csv"


def read_table(file: Path) -> Sums:
    """Read a stored table, whole whichever way it is stored.

    Raises
    ------
    ResultsError
        If the file is no such table, or its baseline is not there or of other people or months.
    """
    notes, (head, *rows) = _read(file)
    years = tuple(head[len(ROW) :])
    base = _baseline_of(file, notes[0], years) if DIFFERS in notes else Sums(notes[0], years, {})
    found = dict(base.rows)
    for row in rows:
        try:
            line, category, *cells = row
            if cells == [UNKNOWN] * len(years):
                del found[line, category]
            else:
                found[line, category] = _filled(cells, base.rows.get((line, category), ()), len(years))
        except (ValueError, LookupError):
            raise ResultsError(f"{file}\n  This is not a regression table: see the row {','.join(row)}") from None
    return Sums(notes[0], years, found)


def _read(file: Path) -> tuple[list[str], list[list[str]]]:
    """Return the notes of a file and its rows, the first of them the head."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
        notes = list(takewhile(lambda line: line.startswith("#"), lines))
        rows = list(csv.reader(lines[len(notes) :], strict=True))
    except (OSError, UnicodeDecodeError):
        raise ResultsError(f"{file}\n  This is not a regression table: it cannot be read.") from None
    except csv.Error as error:
        raise ResultsError(f"{file}\n  This is not a regression table: {error}.") from None
    head = rows[0] if rows else []
    years = head[len(ROW) :]
    if (
        not notes
        or not notes[0].startswith(OPENING)
        or head[: len(ROW)] != ROW
        or not years
        or not all(map(YEAR.fullmatch, years))
    ):
        raise ResultsError(
            f"{file}\n  This is not a regression table: its columns are {', '.join(head) or 'none'}.\n"
            f"  They should be line, category and the financial years. Delete it and store it anew: {ANEW}"
        )
    return notes, rows


def _baseline_of(file: Path, size: str, years: tuple[str, ...]) -> Sums:
    """Return the stored baseline from which a table holds only what differs."""
    base = table_file(file.parent, BASELINE)
    if file == base or not base.is_file():
        raise _no_baseline(file, f"There is no whole {base.name}")
    table = read_table(base)
    if (table.size, table.years) != (size, years):
        raise _no_baseline(file, f"{base.name} is of other people or months")
    return table


def _no_baseline(file: Path, why: str) -> ResultsError:
    return ResultsError(
        f"{file}\n  It holds only what differs from {BASELINE}.csv. {why}.\n"
        f"  Bring that table back, or delete this one and store it anew: {ANEW}"
    )


def _filled(cells: Sequence[str], base: Cells, years: int) -> Cells:
    """Return the numbers of a row, an empty cell from the row of the baseline."""
    if len(cells) != years:
        raise ValueError(f"{len(cells)} cells for {years} years")
    return tuple(int(cell) if cell else base[place] for place, cell in enumerate(cells))


def write_tables(tables: Mapping[str, Sums], folder: Path) -> None:
    """Write tables by name, those of the same people and months as the stored baseline as what differs from it.

    If the baseline is among them, the tables that were stored as differences from the earlier one are written again
    and keep their values.
    """
    kept = _differing(folder) if BASELINE in tables else {}
    base = tables.get(BASELINE) or _stored_baseline(folder)
    for name, table in {**kept, **tables}.items():
        like = base is not None and name != BASELINE and (table.size, table.years) == (base.size, base.years)
        _write(table_file(folder, name), table, base if like else None)


def _differing(folder: Path) -> dict[str, Sums]:
    """Return the tables of a folder that are stored as differences from the baseline."""
    found = {}
    for file in sorted(file for file in folder.glob("*.csv") if file.is_file()):
        with file.open(encoding="utf-8", errors="replace") as text:
            is_one = DIFFERS in (line.rstrip("\r\n") for line in takewhile(lambda line: line.startswith("#"), text))
        if is_one:
            found[file.stem] = read_table(file)
    return found


def _stored_baseline(folder: Path) -> Sums | None:
    file = table_file(folder, BASELINE)
    return read_table(file) if file.is_file() else None


def _write(file: Path, table: Sums, base: Sums | None) -> None:
    with file.open("w", encoding="utf-8", newline="") as text:
        text.writelines(f"{note}\n" for note in ([table.size, DIFFERS] if base else [table.size]))
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow([*ROW, *table.years])
        writer.writerows([*row, *cells] for row, cells in _written(table, base))


def _written(table: Sums, base: Sums | None) -> list[tuple[Row, Sequence[int | str]]]:
    """Return the rows of a file: all of a table, or those that differ from the baseline."""
    if base is None:
        return list(table.rows.items())
    rows: list[tuple[Row, Sequence[int | str]]] = []
    for row in [*base.rows, *(row for row in table.rows if row not in base.rows)]:
        cells, below = table.rows.get(row), base.rows.get(row)
        if cells is None:
            rows.append((row, [UNKNOWN] * len(table.years)))
        elif below is None:
            rows.append((row, cells))
        elif cells != below:
            rows.append((row, ["" if cell == old else cell for cell, old in zip(cells, below, strict=True)]))
    return rows
