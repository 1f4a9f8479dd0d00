"""Populations on disk: what is saved is loaded, faults are named, and the cache heals itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from welfsim.errors import PopulationError
from welfsim.months import month
from welfsim.population import Population, synthetic
from welfsim.population.files import fingerprint, load, save

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
    assert field.metadata[b"meaning"] == b"Latent gross hourly pay at April 2025 earnings"


def test_a_bad_code_is_named_with_its_column_and_row(small: Population, tmp_path: Path) -> None:
    save(small, tmp_path)
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
    path = tmp_path / "person.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["sex"]), path)
    with pytest.raises(PopulationError) as refused:
        load(tmp_path)
    assert str(refused.value) == (f"{path}: column sex is missing. Save the population with this version of welfsim.")


def test_the_cache_gives_the_same_population(shelf: Path) -> None:
    built = synthetic(1_000, 5, START)
    assert [folder.name for folder in shelf.iterdir()] == [fingerprint(1_000, 5, START)]
    assert same(synthetic(1_000, 5, START), built)
    assert same(synthetic(1_000, 5, START, cache=False), built)


def test_a_damaged_cache_is_rebuilt(shelf: Path) -> None:
    built = synthetic(1_000, 5, START)
    file = shelf / fingerprint(1_000, 5, START) / "person.parquet"
    file.write_bytes(file.read_bytes()[:1000])
    assert same(synthetic(1_000, 5, START), built)
    assert same(load(file.parent), built)


def test_two_builds_at_once_are_safe(shelf: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        built = list(pool.map(lambda _: synthetic(1_000, 6, START), range(4)))
    assert all(same(built[0], other) for other in built)
    assert [folder.name for folder in shelf.iterdir()] == [fingerprint(1_000, 6, START)]
