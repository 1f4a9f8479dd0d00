"""Rows of a table as a user writes it: read with their lines, what is wrong with the file as a whole said at once."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from pathlib import Path

from welfsim.errors import MOST_FAULTS, TargetsError, together
from welfsim.text.written import question, shortened
from welfsim.wording.values import counted

Faults = list[str]


class Row(dict[str, str]):
    """The cells of a row by column, empty where there is none, and its line in the file."""

    def __init__(self, cells: Mapping[str, str], line: int) -> None:
        super().__init__(cells)
        self.line = line


def read_rows(file: Path, columns: Sequence[str], needed: Sequence[str]) -> list[Row]:
    """Return the rows of a table; columns that are not needed may be left out.

    Raises
    ------
    TargetsError
        If the file cannot be read, has no rows, or its columns are others.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise TargetsError(_said(file, 0, "This is no text in UTF-8. Save the table as CSV UTF-8.")) from None
    except OSError as error:
        told = f"It cannot be read: {error.strerror or error}. Write the path of a table of targets, a CSV file."
        raise TargetsError(_said(file, 0, told)) from None
    reader = csv.DictReader(text.splitlines(), restkey="", restval="", strict=True)
    try:
        names = list(reader.fieldnames or ())
        faults = [_said(file, 1, fault) for fault in _column_faults(names, columns, needed)]
        if faults:
            raise TargetsError(together(faults))
        rows = [
            Row({column: (cells.get(column) or "").strip() for column in columns}, reader.line_num) for cells in reader
        ]
    except csv.Error as error:
        told = f"This is no row of a CSV file: {error}. Put text with a comma in double quotes."
        raise TargetsError(_said(file, reader.line_num + 1, told)) from None
    if not rows:
        raise TargetsError(_said(file, 1, "There is no row below the names of the columns. Write one for each figure."))
    return rows


def _column_faults(names: Sequence[str], columns: Sequence[str], needed: Sequence[str]) -> Iterator[str]:
    missing = [column for column in needed if column not in names]
    if missing:
        yield f"Columns are missing: {', '.join(missing)}. The first line names the columns."
    for name in names:
        if name not in columns:
            meant = question(name, list(columns))
            yield f"{shortened(name)} is no column of this table. {meant or 'Columns: ' + ', '.join(columns)}"
        elif names.count(name) > 1 and names.index(name) == len(names) - 1 - list(reversed(names)).index(name):
            yield f"The column {name} stands twice."


def refuse(file: Path, faults: Sequence[tuple[int, str]]) -> None:
    """Raise all faults of a file in order of line; of many the first.

    Raises
    ------
    TargetsError
        If there are any.
    """
    if not faults:
        return
    listed = [_said(file, line, told) for line, told in sorted(faults, key=lambda fault: fault[0])[:MOST_FAULTS]]
    if len(faults) > MOST_FAULTS:
        more = counted(len(faults) - MOST_FAULTS, "further fault")
        listed.append(_said(file, 0, f"{more}: mend these first."))
    raise TargetsError(together(listed))


def _said(file: Path, line: int, told: str) -> str:
    where = f"{file.as_posix()}, line {line}" if line else file.as_posix()
    return f"{where}\n  " + told.replace("\n", "\n  ")


def read_number(row: Row, column: str, faults: Faults, least: float | None = None, empty: float | None = None) -> float:
    """Return the number of a cell, `empty` where there is none; what is wrong is added to the faults."""
    written = row[column]
    if not written and empty is not None:
        return empty
    try:
        value = float(written)
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        faults.append(f"{column}: {shortened(written)} is no number. Write digits alone, as 2900000 or 7.4.")
        return 1.0
    if least is not None and value < least:
        faults.append(f"{column}: {shortened(written)} is below {least:g}. Write {least:g} or more.")
    return value


def read_choice(row: Row, column: str, choices: Sequence[str], faults: Faults) -> str:
    """Return the word of a cell that is one of a list; what is wrong is added to the faults."""
    written = row[column]
    if written not in choices:
        faults.append(f"{column}: {shortened(written)} is none of {', '.join(choices)}.")
    return written
