"""Large populations, up to one-to-one: built in slices, kept on disk in rows, and read from there as they are needed.

A slice is a whole Britain of fewer people with luck of its own. It meets the margins as any population does, and so do
all slices together. A district of the large population is that district of the first slice, of the second, and so on.
Memory never holds more than a slice while it is built, and then only the rows that somebody reads.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from math import ceil
from pathlib import Path
from shutil import disk_usage
from typing import Any, BinaryIO, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from welfsim.caches import Shelf, cache_root, drop, mark, say_damaged, sweep
from welfsim.errors import PopulationError
from welfsim.population.build import Population, build_slice, check_asked, grossing_for
from welfsim.population.districts import together
from welfsim.population.files import ABOUT, SUMS, TABLES, about_of, fingerprint, load, save
from welfsim.population.files import FILES as SLICE_FILES
from welfsim.vocabulary.fields import as_table, empty_columns
from welfsim.vocabulary.state import State, state_of
from welfsim.wording.values import gigabytes

LARGEST_SLICE = 1_000_000
"""People in a slice; more are put together of slices."""
ROW_FILES = tuple(f"{name}.rows" for name in TABLES)
SHELF = Shelf("large_populations", (ABOUT, *ROW_FILES), kept=2)
SLICES = Shelf("slices", (*SLICE_FILES, SUMS), kept=100)
BYTES_A_PERSON = 450
"""Of working age: rows, those of people yet to come included, and slices until they are put together."""

Tell = Callable[[str], None]


class Begins(NamedTuple):
    """The first row of each slice in each district, slices × districts, and the number of all rows."""

    rows: NDArray[np.int64]
    size: int


def is_large(people: int) -> bool:
    """Say whether so many people are put together of slices."""
    return people > LARGEST_SLICE


def large(people: int, seed: int, start: int, tell: Tell) -> Population:
    """Return a large population, from the cache or built slice by slice; slices that are finished are not built again.

    Parameters
    ----------
    tell
        Is given what is being done, since it takes minutes.

    Raises
    ------
    PopulationError
        If the disk cannot hold it, or the size or the start month is out of range.
    """
    check_asked(people, seed, start)
    key = fingerprint(people, seed, start)
    found = _read(cache_root() / SHELF.name / key)
    if found is not None:
        return found
    with _on_disk(people):
        _build(people, seed, start, key, tell)
    population = _read(cache_root() / SHELF.name / key)
    if population is None:
        raise PopulationError(f"{cache_root() / SHELF.name / key}\n  What was just written there cannot be read.")
    return population


@contextmanager
def _on_disk(people: int) -> Iterator[None]:
    """Say what is wrong where the cache cannot hold a large population."""
    root = cache_root()
    try:
        (root / SLICES.name).mkdir(parents=True, exist_ok=True)
        free, needed = disk_usage(root).free, people * BYTES_A_PERSON
        if free < needed:
            raise PopulationError(
                f"{root}\n  {people:,} people take about {gigabytes(needed)} GB, and {gigabytes(free)} GB are free.\n"
                "  Make room, name another folder with WELFSIM_CACHE, or ask for fewer people."
            )
        yield
    except OSError as error:
        raise PopulationError(
            f"{root}\n  {people:,} people are kept on disk, and this folder cannot be written: "
            f"{error.strerror or error}.\n  Finished slices are kept: the same command goes on from them.\n"
            "  Make room, or name another folder with WELFSIM_CACHE."
        ) from error


def _build(people: int, seed: int, start: int, key: str, tell: Tell) -> None:
    """Build all slices that are not there yet, put them together, and remove them."""
    slices = ceil(people / LARGEST_SLICE)
    folders = [cache_root() / SLICES.name / fingerprint(people, seed, start, number) for number in range(slices)]
    grossing = grossing_for(people, start)
    for number, folder in enumerate(folders):
        if not folder.is_dir():
            tell(f"Building slice {number + 1} of {slices} of {people:,} people, once.")
            _keep_slice(build_slice(grossing * slices, seed, start, number), folder)
    tell(f"Putting {slices} slices of people together, once.")
    aside = cache_root() / SHELF.name / f".{key}-{secrets.token_hex(8)}"
    try:
        mark(aside)
        _put_together(folders, aside, grossing)
        aside.rename(cache_root() / SHELF.name / key)
        sweep(SHELF, cache_root() / SHELF.name / key)
    finally:
        drop(SHELF, aside)
    for folder in folders:
        drop(SLICES, folder)


def _keep_slice(population: Population, folder: Path) -> None:
    """Put a slice on its shelf, whole or not at all."""
    aside = folder.with_name(f".{folder.name}-{secrets.token_hex(8)}")
    try:
        mark(aside)
        save(population, aside)
        aside.rename(folder)
        sweep(SLICES, folder)
    finally:
        drop(SLICES, aside)


def _slice(folder: Path) -> Population:
    """Read a slice; drop one that is damaged, so that it is built again."""
    try:
        return load(folder, sealed=True)
    except PopulationError:
        say_damaged(folder)
        drop(SLICES, folder)
        raise


def _put_together(folders: Sequence[Path], folder: Path, grossing: int) -> None:
    """Write the rows of all slices, district by district, and what they are."""
    first = _slice(folders[0])
    districts = len(first.district_names)
    sizes = [_sizes(_slice(each).state, districts) for each in folders]
    people, units = _begins([size[0] for size in sizes]), _begins([size[1] for size in sizes])
    tables, numbered = [], 0
    with (folder / "person.rows").open("wb") as person, (folder / "unit.rows").open("wb") as unit:
        for number, each in enumerate(folders):
            state = _slice(each).state
            _write_slice(state, person, unit, people.rows[number], units.rows[number], numbered)
            tables.append(state.district)
            numbered += int(state.person.person_id.max())
    ends = np.append(people.rows[0, 1:], people.size)
    together(tables, people.rows[0], ends).tofile(folder / "district.rows")
    about = {**about_of(first), "grossing": grossing, "sums": {name: _sum(folder / name) for name in ROW_FILES}}
    (folder / ABOUT).write_text(json.dumps(about, ensure_ascii=False, indent=2), encoding="utf-8")


def _sizes(state: State, districts: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the people and units of each district."""
    people, units = (np.bincount(table.district, minlength=districts) for table in (state.person, state.unit))
    return people, units


def _begins(sizes: Sequence[NDArray[np.int64]]) -> Begins:
    """Return where slices of so many rows a district begin, if each district is that of one slice after another."""
    by_district = np.stack(sizes).T.ravel()
    first = np.cumsum(by_district) - by_district
    return Begins(first.reshape(-1, len(sizes)).T, int(by_district.sum()))


def _write_slice(
    state: State,
    person: BinaryIO,
    unit: BinaryIO,
    first_person: NDArray[np.int64],
    first_unit: NDArray[np.int64],
    numbered: int,
) -> None:
    """Write a slice into its places in each district: rows that name rows follow them, and people get new numbers."""
    for district, (to_person, to_unit) in enumerate(zip(first_person.tolist(), first_unit.tolist(), strict=True)):
        people, units = _of_district(state.person, district), _of_district(state.unit, district)
        more_people, more_units = to_person - people.start, to_unit - units.start
        rows = _copy(state.person, people)
        rows["unit"] += more_units
        rows["person_id"] += numbered
        _write_at(person, to_person, rows)
        rows = _copy(state.unit, units)
        rows["first_person"] += more_people
        rows["leaves_to"] += np.where(rows["leaves_to"] > 0, more_units, 0).astype(rows["leaves_to"].dtype)
        _write_at(unit, to_unit, rows)


def _of_district(table: Any, district: int) -> slice:
    """Return the rows of a district, which are neighbours."""
    first, end = np.searchsorted(table.district, (district, district + 1))
    return slice(int(first), int(end))


def _copy(table: object, rows: slice) -> Any:
    """Return a copy of some rows, to the byte: numpy's own leaves what lies between columns to chance."""
    some = np.ascontiguousarray(cast("Any", table)[rows])
    return some.view(np.uint8).copy().view(some.dtype)


def _write_at(file: BinaryIO, row: int, rows: Any) -> None:
    file.seek(row * rows.itemsize)
    file.write(np.ascontiguousarray(rows).view(np.uint8).data)


def _read(folder: Path) -> Population | None:
    """Return a population whose rows stay on disk; none if it is not there or is damaged."""
    try:
        about = (folder / ABOUT).read_text("utf-8")
        written = tuple((folder / name).stat().st_mtime_ns for name in ROW_FILES)
    except OSError:
        return None
    return _read_as_written(folder, about, written)


@lru_cache(maxsize=1)
def _read_as_written(folder: Path, told: str, written: tuple[int, ...]) -> Population | None:
    """Return it as `_read` does; files that were read last are not read again unless somebody has written to them."""
    try:
        about = json.loads(told)
        is_whole = all(_sum(folder / name) == about["sums"][name] for name in ROW_FILES)
    except (OSError, ValueError, KeyError):
        is_whole = False
    if not is_whole:
        say_damaged(folder)
        drop(SHELF, folder)
        return None
    with suppress(OSError):  # a cache that can only be read is good enough
        os.utime(folder)
    person, unit, district = (_mapped(folder / f"{name}.rows", table) for name, table in TABLES.items())
    state = state_of(person, unit, district)
    content = hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()
    names = tuple(about["district_names"])
    return Population(state, about["grossing"], about["start"], about["seed"], names, about["merged"], content)


def _mapped(file: Path, table: type) -> Any:
    """Return a table whose rows are read from a file when they are looked at."""
    kind = cast("Any", as_table(table, empty_columns(table, 0))).dtype
    return np.memmap(file, kind, "r").view(np.recarray)


def _sum(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
