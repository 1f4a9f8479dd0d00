"""Populations as files: Parquet with units and meanings, and a cache of populations already built.

A population is a folder of three tables and a small JSON file. The cache keeps one folder for each set of inputs;
it is written aside and renamed, so two runs may build the same population at once.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from welfsim.caches import Shelf, cache_root, drop, mark, say_damaged, say_unwritable, sweep
from welfsim.errors import PopulationError, together
from welfsim.policy import current_law
from welfsim.population.build import Population
from welfsim.shipped import data_key
from welfsim.sources import source_key
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.codes import STAGES, Sex
from welfsim.vocabulary.districts import Districts
from welfsim.vocabulary.fields import as_table, declared, dtype_of
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import State, state_of
from welfsim.wording.values import counted

TABLES: Mapping[str, type] = {"person": Persons, "unit": BenefitUnits, "district": Districts}
ABOUT = "population.json"
SUMS = "SHA256SUMS"
FILES = (ABOUT, *(f"{name}.parquet" for name in TABLES))
SHELF = Shelf("populations", (*FILES, SUMS), kept=12)


def save(population: Population, folder: Path) -> None:
    """Write a population to a folder, one Parquet file a table; the folder is made if need be.

    A file of SHA-256 sums, as ``sha256sum -c`` reads it, stands with them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in TABLES.items():
        columns = _to_arrow(getattr(population.state, name), table)
        pq.write_table(columns, folder / f"{name}.parquet", compression="zstd")
    (folder / ABOUT).write_text(json.dumps(about_of(population), ensure_ascii=False, indent=2), encoding="utf-8")
    sums = [f"{_sum((folder / name).read_bytes())}  {name}\n" for name in FILES]
    (folder / SUMS).write_text("".join(sums), encoding="utf-8")


def about_of(population: Population) -> dict[str, Any]:
    """Return all that a population holds but its rows, as plain values."""
    return {
        "grossing": population.grossing,
        "start": population.start,
        "seed": population.seed,
        "district_names": list(population.district_names),
        "merged": population.merged,
    }


def load(folder: Path, sealed: bool = False) -> Population:
    """Read a population from a folder.

    Parameters
    ----------
    sealed
        Whether the folder must hold the sums of its files. Where it holds them the files are held against them.

    Raises
    ------
    PopulationError
        If a file or column is missing, of another type or not as it was saved, or a row breaks a rule of the state.
    """
    files = _read_files(folder, sealed)
    about = _read_about(files[ABOUT], folder)
    tables = {
        name: _read_table(files[f"{name}.parquet"], folder / f"{name}.parquet", table) for name, table in TABLES.items()
    }
    state = state_of(
        as_table(Persons, tables["person"]),
        as_table(BenefitUnits, tables["unit"]),
        as_table(Districts, tables["district"]),
    )
    check(state, len(about["district_names"]), str(folder))
    return Population(
        state, about["grossing"], about["start"], about["seed"], tuple(about["district_names"]), about["merged"]
    )


def _read_files(folder: Path, sealed: bool) -> dict[str, bytes]:
    """Read the files of a population and hold them against their sums, if there are any or they must be there."""
    try:
        files = {name: (folder / name).read_bytes() for name in FILES}
        sums = (folder / SUMS).read_text("utf-8", "replace") if sealed or (folder / SUMS).exists() else None
    except OSError as fault:
        raise PopulationError(
            f"{fault.filename}: cannot be read ({fault.strerror}). A population folder holds {', '.join(FILES)}; "
            f"save it again."
        ) from fault
    for name in () if sums is None else FILES:
        if f"{_sum(files[name])}  {name}" not in str(sums).splitlines():
            raise PopulationError(
                f"{folder / name}: changed since it was saved. Save the population again, or delete {SUMS} "
                f"in the same folder if the change is meant."
            )
    return files


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


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


def _read_about(content: bytes, folder: Path) -> dict[str, Any]:
    try:
        about: dict[str, Any] = json.loads(content)
    except ValueError as fault:
        raise PopulationError(
            f"{folder / ABOUT}: cannot be read ({fault.__class__.__name__}). A population folder holds {ABOUT} "
            f"and its tables; save it again."
        ) from fault
    return about


def _read_table(content: bytes, path: Path, table: type) -> dict[str, NDArray[Any]]:
    try:
        found = pq.read_table(pa.BufferReader(content), use_threads=True)
    except (OSError, pa.ArrowException) as fault:
        raise PopulationError(
            f"{path}: cannot be read as Parquet ({fault.__class__.__name__}). Save the population again."
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
        With all faults of a kind, each with its table, column and first row: cells, then districts, then who
        belongs to which unit, then who is planned to join or part. Each kind rests on those before it.
    """
    for faults_of in (_cell_faults, _district_faults, _unit_faults, _plan_faults):
        faults = list(faults_of(state, districts, where))
        if faults:
            raise PopulationError(together(faults))


def _cell_faults(state: State, districts: int, where: str) -> Iterator[str]:
    """Say which cells hold no code, no district or no number of a person."""
    person, unit = state.person, state.unit
    for pipeline, stages in STAGES.items():
        top, values = max(stages), person.stage[:, pipeline]
        yield from _fault((values < 0) | (values > top), where, "person", "stage", f"is no stage of {pipeline.name}")
    for name, table in (("person", person), ("unit", unit)):
        for column, what in declared(TABLES[name]).items():
            if what.what.codes is not None:
                top = max(what.what.codes)
                values = getattr(table, column)
                outside = (values < 0) | (values > top)
                yield from _fault(outside, where, name, column, f"is not a code from 0 to {top}")
        outside = (table.district < 0) | (table.district >= districts)
        yield from _fault(outside, where, name, "district", "is no district here")
        yield from _fault(table.counted_in != table.district, where, name, "counted_in", "is not the district")
    ids = np.sort(person.person_id)
    if ids.size and (ids[0] == 0 or bool((np.diff(ids) == 0).any())):
        yield f"{where}: table person, column person_id: a number is 0 or appears twice. Number people from 1."


def _district_faults(state: State, districts: int, where: str) -> Iterator[str]:
    """Say where districts are out of order, or do not hold their people."""
    person, unit = state.person, state.unit
    for name, table in (("person", person), ("unit", unit)):
        out_of_order = np.diff(table.district, prepend=0) < 0
        yield from _fault(out_of_order, where, name, "district", "breaks the order of districts")
    ends = np.searchsorted(person.district, np.arange(districts), side="right")
    begins = np.concatenate([[0], ends[:-1]])
    for name, place in (("first_person", begins), ("end_person", ends)):
        column = getattr(state.district, name)
        yield from _fault(column != place, where, "district", name, "does not fit the districts of people")


def _unit_faults(state: State, districts: int, where: str) -> Iterator[str]:
    """Say where an adult does not belong to the unit of one or two neighbouring rows that counts them."""
    person, unit = state.person, state.unit
    strange = ~((unit.adults >= 0) & (unit.adults <= 2))
    last = unit.first_person + np.maximum(unit.adults, 1).astype(np.int64) - 1
    outside = (unit.first_person < 0) | (last >= person.unit.size)
    yield from _fault(strange, where, "unit", "adults", "is not 0, 1 or 2")
    yield from _fault(outside, where, "unit", "first_person", "is no row of a person")
    counted_adults = int(unit.adults.sum(dtype=np.int64))
    if counted_adults != person.unit.size:
        yield (
            f"{where}: table unit counts {counted_adults} adults, but table person has {person.unit.size} rows. "
            f"Give each adult one row."
        )
    if strange.any() or outside.any():
        return
    expected = np.full(person.unit.size, -1, dtype=np.int64)
    for place in (0, 1):
        units = np.flatnonzero(unit.adults > place)
        expected[unit.first_person[units] + place] = units
    yield from _fault(
        person.unit != expected, where, "person", "unit", "is not the unit that counts this row among its adults"
    )
    apart = unit.district != person.district[unit.first_person]
    yield from _fault(apart, where, "unit", "district", "is not that of its first adult")


def _plan_faults(state: State, districts: int, where: str) -> Iterator[str]:
    """Say who is planned to join or part, and is no neighbour in the district, or has no unit to go to."""
    person, unit = state.person, state.unit
    planned, joins = unit.joins_month > 0, unit.joins.astype(np.int64)
    yield from _fault(planned != (np.abs(joins) == 1), where, "unit", "joins", "does not fit the month of joining")
    man = np.clip(unit.first_person + joins, 0, person.unit.size - 1)
    lead = unit.first_person + ((unit.adults == 2) & (person.sex[unit.first_person] == Sex.MALE))
    man = np.where(planned, np.clip(lead + joins, 0, person.unit.size - 1), man)
    meets = (person.sex[man] == Sex.MALE) & (person.district[man] == unit.district)
    yield from _fault(planned & ~meets, where, "unit", "joins", "leads to no man of the district")
    men, times = np.unique(man[planned], return_counts=True)
    twice = planned & np.isin(man, men[times > 1])
    yield from _fault(twice, where, "unit", "joins", "leads to a man whom another woman joins")
    leaves = (unit.parts_month > 0) & (unit.adults == 2)
    goes = np.clip(unit.leaves_to, 0, unit.adults.size - 1)
    fits = (unit.adults[goes] == 0) & (unit.district[goes] == unit.district)
    yield from _fault(leaves & ~fits, where, "unit", "leaves_to", "is no empty unit of the district")


def _fault(fault: NDArray[np.bool_], where: str, table: str, column: str, why: str) -> Iterator[str]:
    """Say in which row a column is at fault for the first time, and in how many it is; nothing if it is not."""
    rows = np.flatnonzero(fault)
    if rows.size:
        yield (
            f"{where}: table {table}, column {column}, row {rows[0]}: the value {why}. "
            f"Correct it there, and in {counted(rows.size - 1, 'further row')}."
        )


def fingerprint(asked: int, seed: int, start: int, number: int | None = None) -> str:
    """Return the hash of all that decides a population: arguments, data, the law, the build's sources, the columns.

    With a `number` it is that of one of its slices.
    """
    made_of = source_key("population"), data_key(), current_law().fingerprint, np.__version__
    of = "" if number is None else f" slice {number}"
    return hashlib.sha256(f"{asked} {seed} {start} {' '.join(made_of)}{of}".encode()).hexdigest()[:24]


def cached(key: str) -> Population | None:
    """Return a population from the cache; none if it is not there or is damaged."""
    folder = cache_root() / SHELF.name / key
    try:
        if not folder.is_dir():
            return None
    except OSError:  # a name that cannot be, or a folder that may not be looked into
        return None
    try:
        population = load(folder, sealed=True)
    except PopulationError as fault:
        if isinstance(fault.__cause__, PermissionError):  # another user's
            return None
        say_damaged(folder)
        drop(SHELF, folder)
        return None
    with suppress(OSError):  # a cache that can only be read is good enough
        os.utime(folder)
    return population


def keep(population: Population, key: str) -> None:
    """Put a population into the cache, whole or not at all; if it cannot be written, say so once."""
    shelf = cache_root() / SHELF.name
    aside = shelf / f".{key}-{secrets.token_hex(8)}"
    try:
        mark(aside)
        save(population, aside)
        try:
            aside.rename(shelf / key)
        except OSError:  # another run was first
            if not (shelf / key / ABOUT).is_file():
                raise
        sweep(SHELF, shelf / key)
    except OSError as error:
        say_unwritable(error)
    finally:
        drop(SHELF, aside)
