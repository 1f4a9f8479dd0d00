"""People of one's own: a folder of Parquet or CSV tables, read by the declared columns, every fault said at once.

The folder has a table of persons, of benefit units and of districts, and ``population.json``. What follows from other
columns may be left out: the rows of a district, the row of a person's unit, the rows of the accounts. Numbers of any
type are taken if the declared type holds them. In CSV a column with a cell for each member of a code is a column each,
as ``stage.health``; in Parquet it may be a list.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
from numpy.typing import NDArray

from welfsim.errors import MOST_FAULTS, PopulationError, together
from welfsim.population.build import Population
from welfsim.population.files import ABOUT, TABLES, about_of, check
from welfsim.text.written import after, question, shortened
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.codes import Presence
from welfsim.vocabulary.districts import Districts
from welfsim.vocabulary.fields import Column, Declared, as_table, declared, dtype_of
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import state_of

Columns = dict[str, NDArray[Any]]

PARQUET, CSV = "parquet", "csv"
FORMS = (PARQUET, CSV)
FOLLOWS: Mapping[str, tuple[str, ...]] = {
    "person": ("unit", "own_law", "counted_in"),
    "unit": ("counted_in",),
    "district": ("first_person", "end_person", "own_law"),
}
"""Columns that follow from others and may be left out."""
KNOWN = ("grossing", "start", "district_names")
HOLDS = f"A folder of people holds {ABOUT} and the tables {', '.join(TABLES)}, as .parquet or .csv"


def write_people(population: Population, folder: Path, form: str = PARQUET) -> None:
    """Write people as a folder that `read_people` reads, to begin with.

    Raises
    ------
    PopulationError
        If there is something in the folder, or it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise PopulationError(
                f"{folder}\n  There is something in this folder, which is left as it is. Name an empty or a new one."
            )
        for name, table in TABLES.items():
            columns = _flat(getattr(population.state, name), table)
            if form == CSV:
                pyarrow.csv.write_csv(columns, folder / f"{name}.csv")
            else:
                pq.write_table(columns, folder / f"{name}.parquet", compression="zstd")
        told = json.dumps(about_of(population), ensure_ascii=False, indent=2)
        (folder / ABOUT).write_text(f"{told}\n", encoding="utf-8")
    except OSError as error:
        raise PopulationError(f"{folder}\n  The people cannot be written: {error.strerror}.") from None


def _flat(records: Any, table: type) -> pa.Table:
    """Return a table with a column for each cell; those that follow from others are left out."""
    left_out = FOLLOWS[next(name for name, of in TABLES.items() if of is table)]
    columns: dict[str, Any] = {}
    for name, field in declared(table).items():
        if name in left_out:
            continue
        values = np.ascontiguousarray(records[name])
        for place, cell in enumerate(_cells(name, field.what)):
            columns[cell] = values if values.ndim == 1 else np.ascontiguousarray(values[:, place])
    return pa.table(columns)


def _cells(name: str, column: Column) -> list[str]:
    """Return the names of the columns that hold a declared one: itself, or one for each member of its codes."""
    return [name] if column.by is None else [f"{name}.{code.name.lower()}" for code in column.by]


def read_people(folder: Path) -> Population:
    """Read people of one's own.

    Raises
    ------
    PopulationError
        With all faults of files and columns together; if there are none, with all of the rows.
    """
    faults: list[str] = []
    about = _read_about(folder, faults)
    tables: dict[str, Columns] = {}
    for name, table in TABLES.items():
        found = _read_table(folder, name, faults)
        if found is not None:
            tables[name] = _columns_of(found, table, name, folder, faults)
    if faults:
        more = len(faults) - MOST_FAULTS
        raise PopulationError(together([*faults[:MOST_FAULTS], *([f"{more} more faults."] if more > 0 else [])]))
    _add_what_follows(tables)
    state = state_of(
        as_table(Persons, tables["person"]),
        as_table(BenefitUnits, tables["unit"]),
        as_table(Districts, tables["district"]),
    )
    names = tuple(map(str, about["district_names"]))
    check(state, len(names), str(folder))
    return Population(
        state, about["grossing"], about["start"], int(about.get("seed", 0)), names, str(about.get("merged", ""))
    )


def described(folder: Path) -> tuple[int, str]:
    """Return how many people are here at the start, and a hash of all files of the folder that are read.

    Raises
    ------
    PopulationError
        As `read_people`.
    """
    people = read_people(folder)
    return int((people.state.person.presence == Presence.PRESENT).sum()), sum_of(folder)


def sum_of(folder: Path) -> str:
    """Return a hash, 24 hexadecimal digits, of the files that are read from a folder."""
    found = hashlib.sha256()
    for name in (ABOUT, *TABLES):
        file = folder / name if name == ABOUT else _file_of(folder, name)
        if file is not None and file.is_file():
            found.update(f"{file.name} ".encode() + file.read_bytes())
    return found.hexdigest()[:24]


def _read_about(folder: Path, faults: list[str]) -> dict[str, Any]:
    """Read what is known of the people as a whole."""
    file = folder / ABOUT
    try:
        about = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        faults.append(f"{file}: cannot be read ({error.strerror}). {HOLDS}.")
        return {}
    except ValueError as error:
        faults.append(f"{file}: is no JSON ({error.__class__.__name__}).")
        return {}
    if not isinstance(about, dict):
        faults.append(f"{file}: holds no keys. Write {', '.join(KNOWN)}.")
        return {}
    lacking = [name for name in KNOWN if name not in about]
    if lacking:
        faults.append(f"{file}: lacks {', '.join(lacking)}.")
    for name in ("grossing", "start"):
        if name in about and (not isinstance(about[name], int) or isinstance(about[name], bool) or about[name] < 1):
            faults.append(f"{file}: {name} is a whole number from 1, not {shortened(about[name])}.")
    names = about.get("district_names", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        faults.append(f"{file}: district_names is a list of names, not {shortened(names)}.")
    return about


def _file_of(folder: Path, name: str) -> Path | None:
    """Return the file of a table; none if there is none, or one of each form."""
    files = [folder / f"{name}.{form}" for form in FORMS if (folder / f"{name}.{form}").is_file()]
    return files[0] if len(files) == 1 else None


def _read_table(folder: Path, name: str, faults: list[str]) -> pa.Table | None:
    """Read one table, in either form."""
    file = _file_of(folder, name)
    if file is None:
        both = all((folder / f"{name}.{form}").is_file() for form in FORMS)
        faults.append(
            f"{folder}: there are {name}.parquet and {name}.csv. Keep one of them."
            if both
            else f"{folder}: there is neither {name}.parquet nor {name}.csv. {HOLDS}."
        )
        return None
    try:
        return pyarrow.csv.read_csv(file) if file.suffix == f".{CSV}" else pq.read_table(file)
    except (OSError, pa.ArrowException) as error:
        why = str(error).splitlines()[0]
        faults.append(f"{file}: cannot be read as {file.suffix[1:].upper()}: {shortened(why, 200)}.")
        return None


def _columns_of(found: pa.Table, table: type, name: str, folder: Path, faults: list[str]) -> Columns:
    """Return the declared columns of a table, and say what is wrong with each."""
    columns: Columns = {}
    fields = declared(table)
    known = [cell for column, field in fields.items() for cell in _cells(column, field.what)]
    for strange in found.column_names:
        if strange not in known and strange not in fields:
            meant = after(" ", question(strange, known))
            faults.append(f"{folder}: table {name} has a column {shortened(strange)} that is not known.{meant}")
    for column, field in fields.items():
        wanted = [column] if column in found.column_names else _cells(column, field.what)
        lacking = [cell for cell in wanted if cell not in found.column_names]
        if lacking and column in FOLLOWS[name]:
            continue
        if lacking:
            faults.append(
                f"{folder}: table {name} lacks column {', '.join(lacking)} ({field.what.unit}: {field.what.meaning})."
            )
            continue
        cells = [_values(found.column(cell), cell, field, name, folder, faults) for cell in wanted]
        kept = [each for each in cells if each is not None]
        if len(kept) == len(wanted):
            columns[column] = kept[0] if len(kept) == 1 else np.stack(kept, axis=1)
    return columns


def _values(
    chunked: pa.ChunkedArray, cell: str, field: Declared, name: str, folder: Path, faults: list[str]
) -> NDArray[Any] | None:
    """Return the values of a column in the declared type; none, and a fault, if it does not hold them."""
    where, dtype = f"{folder}: table {name}, column {cell}", dtype_of(field.type)
    if chunked.null_count:
        row = int(np.flatnonzero(chunked.is_null().to_numpy())[0])
        faults.append(f"{where}, row {row}: no value. Every column is filled in every row.")
        return None
    array = chunked.combine_chunks()
    if pa.types.is_fixed_size_list(array.type) or pa.types.is_list(array.type):
        given = array.flatten().to_numpy(zero_copy_only=False)
        width = field.what.width[0] if field.what.width else 1
        if given.size != width * len(array):
            faults.append(f"{where}: each row is a list of {width} numbers.")
            return None
        given = given.reshape(-1, width)
    else:
        given = array.to_numpy(zero_copy_only=False)
    if given.dtype == object or given.dtype.kind not in "biuf":
        faults.append(f"{where}: holds text, not numbers. {_codes(field.what)}".rstrip())
        return None
    with np.errstate(invalid="ignore"):
        values = given.astype(dtype)
    same = values == given if dtype.kind != "f" else np.isfinite(given)
    if not same.all():
        row = int(np.flatnonzero(~same.reshape(len(given), -1).all(axis=1))[0])
        faults.append(f"{where}, row {row}: {given[row]} is no {dtype}.")
        return None
    return np.asarray(np.require(values, requirements=["C", "W", "O"]))


def _codes(column: Column) -> str:
    """Say which numbers the codes of a column are."""
    if column.codes is None:
        return ""
    return f"Write {', '.join(f'{int(code)} for {code.name.lower()}' for code in column.codes)}."


def _add_what_follows(tables: dict[str, Columns]) -> None:
    """Add the columns that follow from others, where they are left out."""
    person, unit, district = tables["person"], tables["unit"], tables["district"]
    for table in (person, unit):
        table.setdefault("counted_in", table["district"].astype(np.int16))
    person.setdefault("own_law", np.zeros(person["district"].size, np.int8))
    district.setdefault("own_law", np.zeros(district["nation"].size, np.int8))
    ends = np.searchsorted(person["district"], np.arange(district["nation"].size), side="right").astype(np.int64)
    district.setdefault("end_person", ends)
    district.setdefault("first_person", np.concatenate([[0], ends[:-1]]).astype(np.int64))
    if "unit" not in person:
        person["unit"] = np.zeros(person["district"].size, np.int32)
        for place, rows in _adults(unit, person["district"].size):
            person["unit"][rows] = place


def _adults(unit: Columns, people: int) -> Iterator[tuple[NDArray[Any], NDArray[Any]]]:
    """Yield units with the rows of their first adults, then with those of their second."""
    for nth in (0, 1):
        place = np.flatnonzero(unit["adults"] > nth)
        rows = unit["first_person"][place].astype(np.int64) + nth
        inside = (rows >= 0) & (rows < people)
        yield place[inside], rows[inside]
