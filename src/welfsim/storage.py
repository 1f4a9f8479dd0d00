"""Results on disk: Parquet of monthly accounts, and folders that appear whole or not at all."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from welfsim.errors import ResultsError

Counts = NDArray[np.int64]

ACCOUNTS_FILE = "accounts.parquet"
SCENARIO_FILE = "scenario.yaml"
PROVENANCE_FILE = "provenance.json"
METADATA = b"welfsim"
AXES = ("replications", "months", "districts")


def replace_folder(folder: Path, write: Callable[[Path], None]) -> Path:
    """Let `write` fill a new folder beside `folder`, then put it in its place.

    Earlier results stay untouched until the new ones are whole; a full disk or an interruption leaves no
    trace.

    Raises
    ------
    ResultsError
        If the folder cannot be written, or holds something other than results.
    """
    refuse_to_replace(folder)
    aside = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        new, old = aside / "new", aside / "old"
        new.mkdir()
        write(new)
        if folder.exists():
            folder.rename(old)
        _put_in_place(new, folder, old)
    except OSError as error:
        raise ResultsError(f"{folder}\n  The results cannot be written: {error.strerror or error}.") from None
    finally:
        if aside is not None:
            shutil.rmtree(aside, ignore_errors=True)
    return folder


def _put_in_place(new: Path, folder: Path, old: Path) -> None:
    """Rename the new folder; if that fails, put the old one back."""
    try:
        new.rename(folder)
    except BaseException:
        if old.exists():
            old.rename(folder)
        raise


def refuse_to_replace(folder: Path) -> None:
    """Refuse a folder that holds anything but results."""
    if not folder.exists():
        return
    if not folder.is_dir() or (any(folder.iterdir()) and not any(folder.glob(f"**/{PROVENANCE_FILE}"))):
        raise ResultsError(
            f"{folder}\n  This is not a folder of results, so it is not replaced.\n  Name another folder: --out DIR"
        )


def write_json(file: Path, content: Mapping[str, Any]) -> None:
    """Write a mapping as readable JSON."""
    file.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def read_json(file: Path) -> dict[str, Any]:
    """Read a mapping from JSON."""
    return dict(json.loads(file.read_text(encoding="utf-8")))


def write_accounts(
    file: Path,
    accounts: Mapping[str, Counts],
    months: Sequence[str],
    districts: Sequence[str],
    lines: Mapping[str, Mapping[str, Any]],
) -> None:
    """Write accounts as a tidy table without its noughts.

    Parameters
    ----------
    accounts
        For each line an array of replications × months × districts × codes.
    lines
        For each line its ``categories`` in order, ``meaning`` and ``unit``; kept in the file's metadata.
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
    """Return the axes and values of the cells that are not nought."""
    flat = values.reshape(*values.shape[:3], -1)
    replication, month, district, cell = np.nonzero(flat)
    value = flat[replication, month, district, cell]
    return replication, month, district, np.full(len(value), line, np.int64), cell, value


def _coded(codes: NDArray[Any], names: Sequence[str]) -> Any:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), pa.array(list(names), pa.string()))


def _codes(column: pd.Series[Any], names: Sequence[str]) -> NDArray[Any]:
    """Return the place of each value of a column among names."""
    return np.asarray(column.cat.set_categories(list(names)).cat.codes)


def read_accounts(file: Path) -> tuple[dict[str, Counts], list[str]]:
    """Read accounts and the names of their districts.

    Each line comes back as replications × months × districts × cells.
    """
    table = pq.read_table(file)
    about = json.loads(table.schema.metadata[METADATA])
    months, districts = about["months"], about["districts"]
    shape = about["replications"], len(months), len(districts)
    accounts = {}
    by_line = dict(list(table.to_pandas().groupby("line", observed=True)))
    for line, what in about["lines"].items():
        accounts[line] = np.zeros((*shape, len(what["categories"])), np.int64)
        if line in by_line:
            rows = by_line[line]
            cells = _codes(rows["category"], what["categories"])
            month, district = _codes(rows["month"], months), _codes(rows["district"], districts)
            accounts[line][rows["replication"], month, district, cells] = rows["value"]
    return accounts, districts
