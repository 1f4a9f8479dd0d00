"""Populations on disk: what is saved is loaded, faults are named, and the cache heals itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from damage import damage
from welfsim.errors import PopulationError
from welfsim.months import month
from welfsim.population import Population, synthetic
from welfsim.population.files import FILES, SUMS, cached, fingerprint, keep, load, save

START = month(2025, 4)


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WELFSIM_CACHE", str(tmp_path))
    return tmp_path / "populations"


def same(one: Population, other: Population) -> bool:
    return one.district_names == other.district_names and all(
        np.array_equal(getattr(a, name), getattr(b, name)) and getattr(a, name).dtype == getattr(b, name).dtype
        for a, b in zip(one.state, other.state, strict=True)
        for name in a.dtype.names
    )


def test_what_is_saved_is_loaded(small: Population, tmp_path: Path) -> None:
    save(small, tmp_path / "gb")
    assert same(load(tmp_path / "gb"), small)


def test_columns_carry_units_and_meanings(small: Population, tmp_path: Path) -> None:
    save(small, tmp_path)
    field = pq.read_schema(tmp_path / "person.parquet").field("hourly_pay")
    assert field.metadata[b"unit"] == b"pence an hour"
    assert field.metadata[b"meaning"] == (
        b"Hourly pay in a settled full-time job at April 2025 earnings, without minimum wage; moves each birthday"
    )


def test_a_bad_code_is_named_with_its_column_and_row(small: Population, tmp_path: Path) -> None:
    save(small, tmp_path)
    (tmp_path / SUMS).unlink()
    path = tmp_path / "person.parquet"
    table = pq.read_table(path)
    severity = table.column("severity").to_numpy().copy()
    severity[7] = 9
    place = table.schema.get_field_index("severity")
    pq.write_table(table.set_column(place, table.schema.field(place), pa.array(severity)), path)
    with pytest.raises(PopulationError) as refused:
        load(tmp_path)
    assert str(refused.value) == (
        f"{tmp_path}: table person, column severity, row 7: the value is not a code from 0 to 3. "
        "Correct it there, and in 0 further rows."
    )


def test_a_missing_column_is_named(small: Population, tmp_path: Path) -> None:
    save(small, tmp_path)
    (tmp_path / SUMS).unlink()
    path = tmp_path / "person.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["sex"]), path)
    with pytest.raises(PopulationError) as refused:
        load(tmp_path)
    assert str(refused.value) == (f"{path}: column sex is missing. Save the population with this version of welfsim.")


@pytest.mark.parametrize("name", FILES)
def test_a_file_changed_since_it_was_saved_is_refused(small: Population, tmp_path: Path, name: str) -> None:
    save(small, tmp_path)
    content = bytearray((tmp_path / name).read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / name).write_bytes(content)
    with pytest.raises(PopulationError) as refused:
        load(tmp_path)
    assert str(refused.value) == (
        f"{tmp_path / name}: changed since it was saved. Save the population again, or delete SHA256SUMS in the same "
        "folder if the change is meant."
    )


def test_a_missing_file_is_named(small: Population, tmp_path: Path) -> None:
    save(small, tmp_path)
    (tmp_path / "unit.parquet").unlink()
    with pytest.raises(PopulationError) as refused:
        load(tmp_path)
    assert str(refused.value) == (
        f"{tmp_path / 'unit.parquet'}: cannot be read (No such file or directory). A population folder holds "
        "population.json, person.parquet, unit.parquet, district.parquet; save it again."
    )


def test_the_cache_gives_the_same_population(shelf: Path) -> None:
    built = synthetic(1_000, 5, START)
    assert [folder.name for folder in shelf.iterdir()] == [fingerprint(1_000, 5, START)]
    assert same(synthetic(1_000, 5, START), built)
    assert same(synthetic(1_000, 5, START, cache=False), built)


@pytest.mark.parametrize("seed", range(20))  # each file, damaged in each way
def test_a_damaged_population_is_built_again(
    shelf: Path, small: Population, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    builds: list[int] = []

    def build(asked: int, seed: int, start: int) -> Population:
        builds.append(asked)
        return small

    monkeypatch.setattr(import_module("welfsim.population.synthetic"), "build", build)
    synthetic(1_000, 5, START)
    damage(shelf / fingerprint(1_000, 5, START) / (*FILES, SUMS)[seed // 4 % 5], seed)
    healed, again = synthetic(1_000, 5, START), synthetic(1_000, 5, START)
    assert same(healed, small) and same(again, small)
    assert (again.grossing, again.start, again.seed, again.merged) == (
        small.grossing,
        small.start,
        small.seed,
        small.merged,
    )
    assert len(builds) == 2


def test_a_cache_that_can_only_be_read_is_read(shelf: Path, small: Population, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(small, "0" * 24)

    def refuse(*asked: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.utime", refuse)
    found = cached("0" * 24)
    assert found is not None and same(found, small)


def test_a_build_that_cannot_be_kept_leaves_nothing(
    shelf: Path, small: Population, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fill(*asked: object, **more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("welfsim.caches._said", set())
    monkeypatch.setattr("pyarrow.parquet.write_table", fill)
    keep(small, "0" * 24)
    assert list(shelf.iterdir()) == []
    assert capsys.readouterr().err == (
        "The cache cannot be written (No space left on device), so each start takes longer.\n"
        "Name a folder that can be written: WELFSIM_CACHE=FOLDER\n"
    )


def test_a_foreign_file_in_the_way_of_a_population_stays(shelf: Path, small: Population) -> None:
    (shelf / ("0" * 24)).mkdir(parents=True)
    (shelf / ("0" * 24) / "notes.txt").write_text("mine")
    assert cached("0" * 24) is None
    keep(small, "0" * 24)
    assert [path.name for path in shelf.rglob("*")] == ["0" * 24, "notes.txt"]


def test_two_builds_at_once_are_safe(shelf: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        built = list(pool.map(lambda _: synthetic(1_000, 6, START), range(4)))
    assert all(same(built[0], other) for other in built)
    assert [folder.name for folder in shelf.iterdir()] == [fingerprint(1_000, 6, START)]
