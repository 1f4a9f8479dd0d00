"""Monthly accounts as a Parquet file: a tidy table with names, not numbers, of months, districts and categories."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from welfsim.errors import ResultsError, together
from welfsim.results.storage.files import fault

Counts = NDArray[np.int64]
Lines = Mapping[str, Mapping[str, Any]]
"""For each line its ``meaning``, ``measure``, ``unit`` and ``categories`` in order."""

METADATA = b"welfsim"
AXES = ("replications", "months", "districts")
NAMED = ("month", "district", "line", "category")
SHOWN = 3


class Kept(NamedTuple):
    """Accounts as a file holds them: the rows, and the names that its metadata give them."""

    rows: pd.DataFrame
    replications: int
    months: list[str]
    districts: list[str]
    lines: dict[str, dict[str, Any]]


def write_accounts(
    file: Path, accounts: Mapping[str, Counts], months: Sequence[str], districts: Sequence[str], lines: Lines
) -> None:
    """Write accounts as a tidy table without its zeros.

    Parameters
    ----------
    accounts
        For each line an array of replications × months × districts × codes.
    lines
        What the lines are; kept in the file's metadata.
    """
    parts = [_tidy(number, values) for number, values in enumerate(accounts.values())]
    replication, month, district, line, cell, value = (np.concatenate(column) for column in zip(*parts, strict=True))
    names = sorted({name for what in lines.values() for name in what["categories"]})
    place = {name: i for i, name in enumerate(names)}
    offsets = np.cumsum([0, *(len(what["categories"]) for what in lines.values())])
    category = np.array([place[name] for what in lines.values() for name in what["categories"]], np.int32)
    table = pa.table(
        {
            "replication": replication.astype(np.int32),
            "month": _coded(month, months),
            "district": _coded(district, districts),
            "line": _coded(line, list(accounts)),
            "category": _coded(category[offsets[line] + cell], names),
            "value": value,
        }
    )
    size = dict(zip(AXES, (len(next(iter(accounts.values()))), list(months), list(districts)), strict=True))
    metadata = {METADATA: json.dumps({**size, "lines": lines}, ensure_ascii=False).encode()}
    pq.write_table(table.replace_schema_metadata(metadata), file, compression="zstd")


def _tidy(line: int, values: Counts) -> tuple[Counts, ...]:
    """Return the axes and values of the cells that are not zero."""
    flat = values.reshape(*values.shape[:3], -1)
    replication, month, district, cell = np.nonzero(flat)
    value = flat[replication, month, district, cell]
    return replication, month, district, np.full(len(value), line, np.int64), cell, value


def _coded(codes: NDArray[Any], names: Sequence[str]) -> Any:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), pa.array(list(names), pa.string()))


def open_accounts(file: Path) -> Kept:
    """Read a file of accounts, the names in it not yet held against those of this version.

    Raises
    ------
    ResultsError
        If it is not such a file, or a column is missing or of another type.
    """
    try:
        table = pq.read_table(pa.BufferReader(file.read_bytes()))
        about = json.loads((table.schema.metadata or {})[METADATA])
        replications, months, districts = (about[axis] for axis in AXES)
        lines = {str(line): dict(what) for line, what in about["lines"].items()}
    except KeyError as error:
        raise ResultsError(fault(file, f"The file's metadata lack {_plain(error.args[0])}.")) from None
    except (OSError, ValueError, TypeError, AttributeError, RecursionError, pa.ArrowException):
        raise ResultsError(fault(file, "The file is damaged: it cannot be read as accounts.")) from None
    kept = Kept(table.to_pandas(strings_to_categorical=True), replications, months, districts, lines)
    faults = [fault(file, text) for text in _misfits(kept)]
    if faults:
        raise ResultsError(together(faults))
    return kept


def _plain(name: object) -> str:
    return name.decode(errors="replace") if isinstance(name, bytes) else str(name)


def _misfits(kept: Kept) -> Iterator[str]:
    """Say which columns and metadata are missing or of another type than they are written in."""
    for name in (*NAMED, "replication", "value"):
        if name not in kept.rows:
            yield f"Column {name} is missing."
        elif name in NAMED and not isinstance(kept.rows[name].dtype, pd.CategoricalDtype):
            yield f"Column {name} holds {kept.rows[name].dtype}, not names."
        elif name not in NAMED and not pd.api.types.is_integer_dtype(kept.rows[name].dtype):
            yield f"Column {name} holds {kept.rows[name].dtype}, not whole numbers."
    if not isinstance(kept.replications, int) or kept.replications < 1:
        yield f"The number of replications is {kept.replications!r}."
    for what, names in (("months", kept.months), ("districts", kept.districts)):
        if not _are_names(names):
            yield f"The {what} are not a list of different names."
    for line, about in kept.lines.items():
        if not _are_names(about.get("categories")):
            yield f"The categories of line {line} are not a list of different names."


def _are_names(names: object) -> bool:
    return isinstance(names, list) and all(isinstance(name, str) for name in names) and len({*names}) == len(names) > 0


def name_faults(kept: Kept, lines: Lines) -> list[str]:
    """Say how the lines and categories of a file differ from those of this version, and which rows lie outside it."""
    return [*_line_faults(kept, lines), *_row_faults(kept)]


def place_accounts(kept: Kept, lines: Lines) -> tuple[dict[str, Counts], list[str]]:
    """Return accounts by the lines of this version, each replications × months × districts × cells, and what is wrong.

    Names decide, not their order: a category that is not in the file is zero.
    """
    rows = kept.rows.assign(
        month=_places(kept.rows["month"], kept.months),
        district=_places(kept.rows["district"], kept.districts),
        category=kept.rows["category"].cat.codes,
    )
    names = list(kept.rows["category"].cat.categories)
    by_line = dict(list(rows.groupby("line", observed=True)))
    shape = kept.replications, len(kept.months), len(kept.districts)
    accounts: dict[str, Counts] = {}
    faults: list[str] = []
    for line, what in lines.items():
        accounts[line] = np.zeros((*shape, len(what["categories"])), np.int64)
        if line in by_line:
            faults += _fill(accounts[line], line, by_line[line], _among(names, what["categories"]))
    return accounts, faults


def _line_faults(kept: Kept, lines: Lines) -> Iterator[str]:
    """Say how the lines of a file differ from those of this version."""
    for what, names in (
        ("which this version does not have", kept.lines.keys() - lines.keys()),
        ("which the file does not have", lines.keys() - kept.lines.keys()),
    ):
        if names:
            yield f"Another version of welfsim wrote it. Lines {what}: {_listed(names)}."
    for line in kept.lines.keys() & lines.keys():
        for what in ("unit", "measure"):
            if kept.lines[line].get(what) != lines[line][what]:
                yield f"Line {line} has {what} {kept.lines[line].get(what)!r}, here {str(lines[line][what])!r}."
        gone = {*kept.lines[line]["categories"]} - {*lines[line]["categories"]}
        if gone:
            yield f"Line {line} has categories that this version does not have: {_listed(gone)}."


def _row_faults(kept: Kept) -> Iterator[str]:
    """Say which rows lie outside the replications and names of the file."""
    for column, names in (("month", kept.months), ("district", kept.districts), ("line", list(kept.lines))):
        held = kept.rows[column]
        strange = {*held.cat.remove_unused_categories().cat.categories} - {*names}
        if strange or held.isna().any():
            yield f"Rows have a {column} that is not one of the file's: {_listed(strange or {'none'})}."
    replication = kept.rows["replication"]
    if not replication.between(0, kept.replications - 1).all():
        yield f"Rows have a replication outside 0 to {kept.replications - 1}."


def _fill(values: Counts, line: str, rows: pd.DataFrame, place: NDArray[Any]) -> Iterator[str]:
    """Put the rows of a line where they belong, each category in its place, and say what does not fit."""
    cells = place[rows["category"]]
    if (cells < 0).any():
        yield f"Rows of line {line} have a category that is not one of its own."
        return
    values[rows["replication"], rows["month"], rows["district"], cells] = rows["value"]
    if np.count_nonzero(values) != len(rows):
        yield f"Rows of line {line} appear twice, or hold zero."


def _places(column: pd.Series[Any], names: Sequence[str]) -> NDArray[Any]:
    """Return the place of each value of a column among names; -1 if it is none of them."""
    return _among(list(column.cat.categories), names)[column.cat.codes]


def _among(values: Sequence[str], names: Sequence[str]) -> NDArray[Any]:
    """Return the place of each value among names, -1 if it is none of them; at the end that of no value."""
    place = {name: i for i, name in enumerate(names)}
    return np.array([*(place.get(value, -1) for value in values), -1])


def _listed(names: Collection[str]) -> str:
    """List a few names in order, and say how many more there are."""
    some = sorted(map(str, names))
    more = f" and {len(some) - SHOWN} more" if len(some) > SHOWN else ""
    return ", ".join(some[:SHOWN]) + more
