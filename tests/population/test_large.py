"""Large populations: put together of slices on disk, lawful as any other, read row by row, and nothing built twice."""

from __future__ import annotations

import errno
from pathlib import Path
from shutil import copytree
from typing import Any, cast

import numpy as np
import pytest

import welfsim
from welfsim import engine
from welfsim.errors import PopulationError
from welfsim.months import month
from welfsim.population import Population, large, synthetic
from welfsim.population.build import build_slice, grossing_for
from welfsim.population.checks import margins
from welfsim.population.files import check

START, PEOPLE, SLICES = month(2025, 4), 6_000, 3


@pytest.fixture(scope="module")
def slices() -> list[Population]:
    """Return the slices of the population of these tests."""
    return [build_slice(grossing_for(PEOPLE, START) * SLICES, 1, START, number) for number in range(SLICES)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, slices: list[Population]) -> Path:
    """Return a cache with that population in it."""
    with pytest.MonkeyPatch.context() as patched:
        folder = tmp_path_factory.mktemp("large")
        _small(patched, folder, slices)
        synthetic(PEOPLE, 1, START)
        return folder


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slices: list[Population]) -> Path:
    """Return an empty cache in which populations of more than 2,000 people are large."""
    return _small(monkeypatch, tmp_path / "cache", slices)


@pytest.fixture
def shelf(made: Path, empty: Path) -> Path:
    """Return a cache with the population in it."""
    copytree(made, empty)
    return empty


def _small(patched: pytest.MonkeyPatch, folder: Path, slices: list[Population]) -> Path:
    """Let populations of more than 2,000 people be large and kept in a folder, with slices that are built once."""
    patched.setattr(large, "cache_root", lambda: folder)
    patched.setattr(large, "LARGEST_SLICE", PEOPLE // SLICES)
    patched.setattr(large, "build_slice", lambda *asked: slices[asked[-1]])
    return folder


@pytest.fixture
def told() -> list[str]:
    """Return a list for what is said."""
    return []


def build(told: list[str]) -> Population:
    return synthetic(PEOPLE, 1, START, tell=told.append)


def test_slices_put_together_are_a_lawful_population(empty: Path, slices: list[Population], told: list[str]) -> None:
    found = build(told)
    assert told == [
        *(f"Building slice {number} of 3 of 6,000 people, once." for number in (1, 2, 3)),
        "Putting 3 slices of people together, once.",
    ]
    assert found.grossing == grossing_for(PEOPLE, START)
    check(found.state, len(found.district_names), "here")
    people = [cast("Any", each.state.person).size for each in (found, *slices)]
    assert people[0] == sum(people[1:])
    assert not np.array_equal(slices[0].state.person.birth_month[:500], slices[1].state.person.birth_month[:500])
    whole, parts = margins(found), [margins(each)["achieved"] for each in slices]
    counts = (whole["target"] > 1) & ~whole["category"].str.contains("mean|median")
    assert counts.sum() > 50
    np.testing.assert_allclose(whole["achieved"][counts], np.mean(parts, axis=0)[counts])


def test_each_slice_is_in_it_person_by_person(shelf: Path, slices: list[Population], told: list[str]) -> None:
    found, numbered = build(told).state, 0
    for each in slices:
        one = each.state
        order = _order(found)
        rows = order[np.searchsorted(found.person.person_id, one.person.person_id + numbered, sorter=order)]
        numbered += int(one.person.person_id.max())
        for column in ("birth_month", "job", "hourly_pay", "stage", "district"):
            assert np.array_equal(getattr(found.person, column)[rows], getattr(one.person, column)), column
        theirs, own = found.person.unit[rows], one.person.unit
        for column in ("rent", "adults", "joins", "child_1_birth"):
            assert np.array_equal(getattr(found.unit, column)[theirs], getattr(one.unit, column)[own]), column
        leaves = one.unit.leaves_to[own] > 0
        assert leaves.any()
        there = found.unit.leaves_to[theirs][leaves]
        assert np.array_equal(found.unit.rent[there], one.unit.rent[one.unit.leaves_to[own][leaves]])
        assert (found.unit.district[there] == found.unit.district[theirs][leaves]).all()


def _order(state: Any) -> Any:
    return np.argsort(state.person.person_id)


def test_districts_share_what_there_is_once(shelf: Path, told: list[str]) -> None:
    district = build(told).state.district
    for share in ("share_of_coaches", "share_of_searchers", "share_of_jobless", "share_of_assessors"):
        assert getattr(district, share).sum() == pytest.approx(1.0)
    assert (district.assessments_carried < 1_000 * grossing_for(PEOPLE, START)).all()


def test_it_is_read_from_disk_and_runs_as_if_it_were_in_memory(
    shelf: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = build(told)
    assert not found.state.person.flags.writeable
    asked: dict[str, Any] = {"people": PEOPLE, "months": 3, "threads": 1, "resume": False}
    there = welfsim.compare("redeploy_1000_coaches_announced", **asked)
    in_memory = Population(found.state.copy(), found.grossing, START, 1, found.district_names, found.merged)
    monkeypatch.setattr("welfsim.running.synthetic", lambda *_, **__: in_memory)
    here = welfsim.compare("redeploy_1000_coaches_announced", **asked)
    for line, accounts in here.reform.accounts.items():
        assert there.reform.accounts[line].tobytes() == accounts.tobytes(), line
    told.clear()
    build(told)
    assert told == []


def test_a_build_that_was_stopped_goes_on(empty: Path, told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(large, "_write_at", full)
        with pytest.raises(PopulationError) as fault:
            build(told)
    assert str(fault.value) == (
        f"{empty}\n  6,000 people are kept on disk, and this folder cannot be written: No space left on device.\n"
        "  Finished slices are kept: the same command goes on from them.\n"
        "  Make room, or name another folder with WELFSIM_CACHE."
    )
    told.clear()
    build(told)
    assert told == ["Putting 3 slices of people together, once."]
    assert not list((empty / "slices").iterdir())
    assert [entry.name.startswith(".") for entry in (empty / "large_populations").iterdir()] == [False]


@pytest.mark.parametrize("where", ["build_slice", "_keep_slice"])
def test_a_build_that_was_interrupted_keeps_its_finished_slices(
    empty: Path, told: list[str], monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    asked, usual = [], getattr(large, where)

    def interrupted(*given: Any) -> Any:
        asked.append(given)
        if len(asked) == SLICES:
            raise KeyboardInterrupt
        return usual(*given)

    with monkeypatch.context() as patched:
        patched.setattr(large, where, interrupted)
        with pytest.raises(KeyboardInterrupt):
            build(told)
    told.clear()
    build(told)
    assert told == [
        "Building slice 3 of 3 of 6,000 people, once.",
        "Putting 3 slices of people together, once.",
    ]


def test_a_run_of_many_that_was_interrupted_goes_on_and_builds_nobody_again(
    shelf: Path, told: list[str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("welfsim.parts.cache_root", lambda: shelf)
    monkeypatch.setattr("welfsim.parts.EVERY", 0.0)
    asked: dict[str, Any] = {"people": PEOPLE, "months": 2, "threads": 1, "replications": 3}
    whole = welfsim.compare("redeploy_1000_coaches_announced", **asked, resume=False)
    months, fill = 0, engine.fill_luck

    def counted(*given: Any) -> None:
        nonlocal months
        months += 1
        if months == 2 * 2:
            raise KeyboardInterrupt
        fill(*given)

    monkeypatch.setattr("welfsim.engine.fill_luck", counted)
    with pytest.raises(KeyboardInterrupt):
        welfsim.compare("redeploy_1000_coaches_announced", **asked)
    monkeypatch.setattr(large, "build_slice", None)
    caplog.clear()
    again = welfsim.compare("redeploy_1000_coaches_announced", **asked)
    assert months == 2 * 2 + 2 * 2
    assert [message for message in caplog.messages if "of 6 parts were finished." in message]
    for line, accounts in whole.reform.accounts.items():
        assert again.reform.accounts[line].tobytes() == accounts.tobytes(), line


def test_what_is_damaged_is_built_again(shelf: Path, told: list[str]) -> None:
    found = build(told)
    (file,) = (shelf / "large_populations").rglob("unit.rows")
    before = file.read_bytes()
    file.write_bytes(before[:-1] + bytes([before[-1] ^ 1]))
    told.clear()
    again = build(told)
    assert len(told) == SLICES + 1
    assert again.content == found.content


def test_a_disk_that_is_too_small_is_said_before(empty: Path, told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "disk_usage", lambda _: type("Disk", (), {"free": 1_000_000}))
    with pytest.raises(PopulationError, match=r"6,000 people take about 0\.0 GB, and 0\.0 GB are free\."):
        build(told)
    assert told == []
