"""Populations as files: Parquet with units and meanings, and a cache of populations already built.

A population is a folder of three tables and a small JSON file. The cache keeps one folder for each set of inputs;
it is written aside and renamed, so two runs may build the same population at once.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from welfsim.compiled import cache_root
from welfsim.errors import PopulationError
from welfsim.policy import current_law
from welfsim.population.build import Population
from welfsim.shipped import data_folder
from welfsim.vocabulary.codes import STAGES
from welfsim.vocabulary.fields import as_table, declared, dtype_of
from welfsim.vocabulary.state import BenefitUnits, Districts, Persons, State

TABLES: Mapping[str, type] = {"person": Persons, "unit": BenefitUnits, "district": Districts}
ABOUT = "population.json"
POPULATIONS_KEPT = 12
A_DAY = 86_400  # seconds


def save(population: Population, folder: Path) -> None:
    """Write a population to a folder, one Parquet file a table; the folder is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in TABLES.items():
        columns = _to_arrow(getattr(population.state, name), table)
        pq.write_table(columns, folder / f"{name}.parquet", compression="zstd")
    about = {
        "grossing": population.grossing,
        "start": population.start,
        "seed": population.seed,
        "district_names": list(population.district_names),
        "merged": population.merged,
    }
    (folder / ABOUT).write_text(json.dumps(about, ensure_ascii=False, indent=2), encoding="utf-8")


def load(folder: Path) -> Population:
    """Read a population from a folder.

    Raises
    ------
    PopulationError
        If a file or column is missing or of another type, or a row breaks a rule of the state.
    """
    about = _read_about(folder)
    tables = {name: _read_table(folder / f"{name}.parquet", table) for name, table in TABLES.items()}
    state = State(
        as_table(Persons, tables["person"]),
        as_table(BenefitUnits, tables["unit"]),
        as_table(Districts, tables["district"]),
    )
    check(state, len(about["district_names"]), str(folder))
    return Population(
        state, about["grossing"], about["start"], about["seed"], tuple(about["district_names"]), about["merged"]
    )


def _to_arrow(records: object, table: type) -> pa.Table:
    fields, columns = [], []
    for name, what in declared(table).items():
        column = np.ascontiguousarray(getattr(records, name))
        metadata = {"unit": str(what.what.unit), "meaning": what.what.meaning}
        if what.what.codes is not None:
            metadata["codes"] = json.dumps({code.name: int(code) for code in what.what.codes})
        array = pa.array(column) if column.ndim == 1 else _fixed_lists(column)
        fields.append(pa.field(name, array.type, nullable=False, metadata=metadata))
        columns.append(array)
    return pa.Table.from_arrays(columns, schema=pa.schema(fields))


def _fixed_lists(column: NDArray[Any]) -> pa.Array:
    return pa.FixedSizeListArray.from_arrays(pa.array(column.ravel()), column.shape[1])


def _read_about(folder: Path) -> dict[str, Any]:
    try:
        about: dict[str, Any] = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise PopulationError(
            f"{folder / ABOUT}: cannot be read ({fault.__class__.__name__}). A population folder holds {ABOUT} "
            f"beside its tables; save it anew."
        ) from fault
    return about


def _read_table(path: Path, table: type) -> dict[str, NDArray[Any]]:
    try:
        found = pq.read_table(path, use_threads=True)
    except (OSError, pa.ArrowException) as fault:
        raise PopulationError(
            f"{path}: cannot be read as Parquet ({fault.__class__.__name__}). Save the population anew."
        ) from fault
    return {name: _column(found, name, dtype_of(what.type), path) for name, what in declared(table).items()}


def _column(found: pa.Table, name: str, dtype: np.dtype[Any], path: Path) -> NDArray[Any]:
    if name not in found.column_names:
        raise PopulationError(f"{path}: column {name} is missing. Save the population with this version of welfsim.")
    chunked = found.column(name)
    if chunked.null_count:
        row = int(np.flatnonzero(chunked.is_null().to_numpy())[0])
        raise PopulationError(f"{path}: column {name}, row {row}: no value. Every column must be filled in every row.")
    array = chunked.combine_chunks()
    if pa.types.is_fixed_size_list(array.type):
        width = array.type.list_size
        values = array.flatten().to_numpy(zero_copy_only=False).reshape(-1, width)
    else:
        values = array.to_numpy(zero_copy_only=False)
    if values.dtype != dtype:
        raise PopulationError(
            f"{path}: column {name} holds {values.dtype}, but {dtype} is declared. Write it as {dtype}."
        )
    return np.require(values, requirements=["C", "W", "O"])


def check(state: State, districts: int, where: str) -> None:
    """Check that rows hang together: codes, districts, units and people.

    Raises
    ------
    PopulationError
        On the first fault, with its table, column and row.
    """
    person, unit = state.person, state.unit
    for pipeline, stages in STAGES.items():
        top, values = max(stages), person.stage[:, pipeline]
        _refuse((values < 0) | (values > top), where, "person", "stage", f"is no stage of {pipeline.name}")
    for name, table in (("person", person), ("unit", unit)):
        for column, what in declared(TABLES[name]).items():
            if what.what.codes is not None:
                top = max(what.what.codes)
                values = getattr(table, column)
                _refuse((values < 0) | (values > top), where, name, column, f"is not a code from 0 to {top}")
        _refuse((table.district < 0) | (table.district >= districts), where, name, "district", "is no district here")
        _refuse(np.diff(table.district, prepend=0) < 0, where, name, "district", "breaks the order of districts")
    first = np.repeat(unit.first_person, unit.adults)
    sizes_fit = first.size == person.unit.size
    _refuse(~((unit.adults >= 1) & (unit.adults <= 2)), where, "unit", "adults", "is not one or two")
    if not sizes_fit:
        raise PopulationError(
            f"{where}: table unit counts {first.size} adults, but table person has {person.unit.size} rows. "
            f"Give each adult one row."
        )
    ends = np.searchsorted(person.district, np.arange(districts), side="right")
    begins = np.concatenate([[0], ends[:-1]])
    for name, place in (("first_person", begins), ("end_person", ends)):
        column = getattr(state.district, name)
        _refuse(column != place, where, "district", name, "does not fit the districts of people")
    expected = np.repeat(np.arange(unit.adults.size, dtype=np.int32), unit.adults)
    _refuse(person.unit != expected, where, "person", "unit", "does not stand with its benefit unit")
    starts = np.cumsum(unit.adults, dtype=np.int64) - unit.adults
    _refuse(unit.first_person != starts, where, "unit", "first_person", "is not the first row of the unit")
    ids = np.sort(person.person_id)
    if ids.size and (ids[0] == 0 or bool((np.diff(ids) == 0).any())):
        raise PopulationError(
            f"{where}: table person, column person_id: a number is 0 or stands twice. Number people from 1."
        )


def _refuse(fault: NDArray[np.bool_], where: str, table: str, column: str, why: str) -> None:
    rows = np.flatnonzero(fault)
    if rows.size:
        raise PopulationError(
            f"{where}: table {table}, column {column}, row {rows[0]}: the value {why}. "
            f"Correct it there, and in {rows.size - 1:,} further rows."
        )


def fingerprint(asked: int, seed: int, start: int) -> str:
    """Return the hash of all that decides a population: arguments, data, the law, the build's sources, the columns."""
    digest = hashlib.sha256(f"{asked} {seed} {start} {np.__version__}".encode())
    digest.update(current_law().fingerprint.encode())
    package = Path(__file__).parents[1]
    rooms = ("population", "policy", "rules", "awards", "vocabulary")
    sources = [package / "draws.py", *(file for room in rooms for file in sorted((package / room).rglob("*.py")))]
    data = [data_folder() / "districts.csv", *sorted((data_folder() / "margins").glob("*.csv"))]
    for path in [*sources, *data]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:24]


def cached(key: str) -> Population | None:
    """Return a population from the cache; none if it is not there or is damaged."""
    folder = cache_root() / "populations" / key
    if not folder.is_dir():
        return None
    try:
        population = load(folder)
        os.utime(folder)
    except (PopulationError, OSError, KeyError, TypeError):
        shutil.rmtree(folder, ignore_errors=True)
        return None
    return population


def keep(population: Population, key: str) -> None:
    """Put a population into the cache; a cache that cannot be written is no fault."""
    shelf = cache_root() / "populations"
    try:
        shelf.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{key}-", dir=shelf))
        save(population, aside)
        try:
            aside.rename(shelf / key)
        except OSError:  # another run was first
            shutil.rmtree(aside, ignore_errors=True)
        _sweep(shelf)
    except OSError:
        pass


def _sweep(shelf: Path) -> None:
    """Drop the populations unused for longest, and what builds cut short left aside more than a day ago."""
    for aside in shelf.glob(".*"):
        if time.time() - aside.stat().st_mtime > A_DAY:
            shutil.rmtree(aside, ignore_errors=True)
    folders = [entry for entry in shelf.iterdir() if entry.is_dir() and not entry.name.startswith(".")]
    for old in sorted(folders, key=lambda entry: entry.stat().st_mtime, reverse=True)[POPULATIONS_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
