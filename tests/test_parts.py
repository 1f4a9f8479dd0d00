"""Going on after an interruption: the same bytes, nothing done twice, nothing foreign or damaged taken."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import pytest

import welfsim
from welfsim import parts
from welfsim.cli.entry import call
from welfsim.engine import spans
from welfsim.errors import ResultsError
from welfsim.experiments.evidence import Evidence
from welfsim.parts import Parts
from welfsim.population import synthetic
from welfsim.processes import MONTH, Process
from welfsim.results.run import Results
from welfsim.scenario import read_scenario

PEOPLE, MONTHS, REPLICATIONS = 1_000, 3, 6
SMALL: dict[str, Any] = {"people": PEOPLE, "months": MONTHS, "replications": REPLICATIONS, "threads": 1}


class CutShortError(Exception):
    """What ends a run early in these tests."""


class Counted:
    """The months of groups of districts that are simulated."""

    def __init__(self) -> None:
        self.months, self.end, self._lock = 0, -1, Lock()

    def __call__(self, *_: Any) -> None:
        with self._lock:
            if self.months == self.end:
                raise CutShortError
            self.months += 1


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty shelf of parts, on which every finished part is written at once."""
    monkeypatch.setattr("welfsim.parts.cache_root", lambda: tmp_path / "cache")
    monkeypatch.setattr("welfsim.parts.EVERY", 0.0)
    return tmp_path / "cache" / "parts"


@pytest.fixture
def simulated(monkeypatch: pytest.MonkeyPatch) -> Counted:
    """Return what counts the months that the engine simulates, and may cut a run short after some."""
    from welfsim.engine import fill_luck

    counted = Counted()

    def fill(*arguments: Any) -> None:
        counted()
        fill_luck(*arguments)

    monkeypatch.setattr("welfsim.engine.fill_luck", fill)
    return counted


@pytest.fixture(scope="module")
def whole() -> Results:
    """Return the run that was not interrupted."""
    return welfsim.run("baseline", **SMALL, resume=False)


def same(one: Results, other: Results) -> bool:
    return all(one.accounts[line].tobytes() == other.accounts[line].tobytes() for line in other.accounts)


def batches(shelf: Path) -> list[Path]:
    return sorted(shelf.glob("*.parts"))


def cut_short(simulated: Counted, after: int, **options: Any) -> None:
    """Run and stop after some months of groups."""
    simulated.months, simulated.end = 0, after
    with pytest.raises(CutShortError):
        welfsim.run("baseline", **{**SMALL, **options})
    simulated.months, simulated.end = 0, -1


# ------------------------------------------------------------------------------------------ in one process


@pytest.mark.parametrize("threads", [1, 2])
def test_a_run_goes_on_and_does_nothing_twice(
    kept: Path, simulated: Counted, whole: Results, caplog: pytest.LogCaptureFixture, threads: int
) -> None:
    cut_short(simulated, 3 * MONTHS + 1)
    assert caplog.messages == ["3 of 6 parts are kept: the same command goes on from them."]
    caplog.clear()
    again = welfsim.run("baseline", **{**SMALL, "threads": threads})
    assert simulated.months == (REPLICATIONS - 3) * MONTHS
    assert same(again, whole)
    (told,) = caplog.messages
    assert re.fullmatch(r"Going on from \d{4}-\d\d-\d\d \d\d:\d\d: 3 of 6 parts were finished\.", told)
    assert not list(kept.iterdir())


def test_a_group_of_districts_is_a_part(kept: Path, simulated: Counted, caplog: pytest.LogCaptureFixture) -> None:
    many: dict[str, Any] = {"people": 35_000, "months": 1, "replications": 1}
    groups = len(spans(synthetic(35_000, 1, read_scenario("baseline").start).state))
    assert groups > 1
    whole = welfsim.run("baseline", **many, resume=False)
    cut_short(simulated, 1, **many)
    shares: list[float] = []
    assert same(welfsim.run("baseline", **many, progress=shares.append), whole)
    assert simulated.months == groups - 1
    assert sum(shares) == pytest.approx(1.0)
    assert f"1 of {groups} parts were finished." in caplog.text


def test_a_short_run_writes_nothing(kept: Path, simulated: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("welfsim.parts.EVERY", 3_600.0)
    cut_short(simulated, 4 * MONTHS)
    assert not kept.exists()


def test_a_run_that_is_asked_not_to_keeps_nothing_and_goes_on_from_nothing(
    kept: Path, simulated: Counted, whole: Results
) -> None:
    cut_short(simulated, 4 * MONTHS, resume=False)
    assert not kept.exists()
    cut_short(simulated, 4 * MONTHS)
    left = batches(kept)
    assert left
    assert same(welfsim.run("baseline", **SMALL, resume=False), whole)
    assert simulated.months == REPLICATIONS * MONTHS
    assert batches(kept) == left


@pytest.mark.parametrize(
    "other",
    [
        {"seed": 2},
        {"people": 1_100},
        {"months": MONTHS + 1},
        {"start": "2025-03"},
        {"set": ["employment.displacement=0.3"]},
        {"scenario": "redeploy_1000_coaches_announced"},
        {"month": [*MONTH[1:], MONTH[0]]},
        {"month": MONTH[:-1]},
    ],
    ids=("seed", "people", "months", "start", "set", "scenario", "order of the month", "a shorter month"),
)
def test_parts_of_anything_else_are_not_taken(kept: Path, simulated: Counted, other: dict[str, Any]) -> None:
    """Even under the same words, where nothing but the keys of the parts tells them apart."""
    asked = {"scenario": "baseline", **SMALL, **other}
    expected = welfsim.run(**asked, resume=False)
    with pytest.raises(CutShortError), Parts() as left:
        left.begin("the same words", REPLICATIONS)
        welfsim.run("baseline", **SMALL, resume=left)
        raise CutShortError
    simulated.months = 0
    with Parts() as again:
        again.begin("the same words", REPLICATIONS)
        assert same(welfsim.run(**asked, resume=again), expected)
    assert simulated.months == REPLICATIONS * asked["months"]


def test_after_an_update_a_run_starts_again(
    kept: Path, simulated: Counted, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    cut_short(simulated, 4 * MONTHS)
    caplog.clear()
    monkeypatch.setattr("welfsim.provenance.source_key", lambda what: "another")
    welfsim.run("baseline", **SMALL)
    assert simulated.months == REPLICATIONS * MONTHS
    assert not caplog.messages


def test_a_month_with_processes_of_the_user_s_own_leaves_no_parts(kept: Path, simulated: Counted) -> None:
    own = Process("health", lambda *_: None)
    cut_short(simulated, 4 * MONTHS, month=[own, *MONTH])
    assert not kept.exists()


def test_transitions_leave_no_parts(kept: Path, simulated: Counted) -> None:
    simulated.end = 4 * MONTHS
    with pytest.raises(CutShortError):
        welfsim.transitions("baseline", "2025-04", "2025-06", people=PEOPLE, replications=REPLICATIONS)
    assert not kept.exists()


def flipped(content: bytes, luck: random.Random) -> bytes:
    at = luck.randrange(len(content))
    return content[:at] + bytes([content[at] ^ 1 << luck.randrange(8)]) + content[at + 1 :]


DAMAGES: Sequence[Callable[[bytes, random.Random], bytes]] = (
    flipped,
    flipped,
    lambda content, luck: content[: luck.randrange(len(content))],
    lambda content, luck: b"",
    lambda content, luck: luck.randbytes(len(content)),
    lambda content, luck: content[luck.randrange(1, len(content)) :],
)


@pytest.mark.parametrize("seed", range(20))
def test_damaged_parts_are_computed_again(kept: Path, simulated: Counted, whole: Results, seed: int) -> None:
    luck = random.Random(seed)
    cut_short(simulated, 4 * MONTHS)
    chosen = luck.choice(batches(kept))
    damage = DAMAGES[seed % len(DAMAGES)]
    chosen.write_bytes(damage(chosen.read_bytes(), luck))
    assert same(welfsim.run("baseline", **SMALL), whole)
    assert 2 * MONTHS < simulated.months <= REPLICATIONS * MONTHS
    assert not list(kept.iterdir())


def test_a_part_under_the_name_of_another_is_not_taken(kept: Path, simulated: Counted, whole: Results) -> None:
    cut_short(simulated, 4 * MONTHS)
    one, *others = batches(kept)
    for other in others:
        other.write_bytes(one.read_bytes())
    assert same(welfsim.run("baseline", **SMALL), whole)


def test_a_shelf_that_cannot_be_written_is_told_once_and_the_run_goes_on(
    kept: Path, whole: Results, caplog: pytest.LogCaptureFixture
) -> None:
    kept.parent.mkdir()
    kept.write_text("not a folder")
    with pytest.raises(CutShortError), Parts() as left:
        assert same(welfsim.run("baseline", **SMALL, resume=left), whole)
        raise CutShortError
    assert caplog.messages == [
        f"{kept}\n  Finished parts cannot be kept there: File exists.\n"
        "  The run goes on. If it is interrupted, what is not kept yet is computed again."
    ]
    assert kept.read_text() == "not a folder"


def test_parts_take_no_more_than_their_room(
    kept: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("welfsim.parts.MOST_BYTES", 2_000)

    def leave(words: str, size: int, age: float = 0.0) -> None:
        with pytest.raises(CutShortError), Parts() as left:
            left.begin(words, 1)
            assert left.of("", "", 1) is not None
            left.keep("part", bytes(size))
            raise CutShortError
        for file in batches(kept):
            written = file.stat().st_mtime - age
            os.utime(file, (written, written))

    leave("first", 700, 60.0)
    leave("second", 700, 60.0)
    assert len(batches(kept)) == 2
    oldest = min(batches(kept), key=lambda file: file.stat().st_mtime)
    leave("third", 700)
    assert len(batches(kept)) == 2 and oldest not in batches(kept)
    caplog.clear()
    leave("fourth", 2_100)
    assert not batches(kept)
    assert caplog.messages == [
        f"{kept}\n  Finished parts cannot be kept there: they fill the 2e-06 GB that they may take.\n"
        "  The run goes on. If it is interrupted, what is not kept yet is computed again."
    ]


def test_old_parts_are_swept_and_nothing_else(kept: Path, simulated: Counted) -> None:
    kept.mkdir(parents=True)
    job, others = "0" * 16, ["thesis.txt", ".0123456789abcdef-thesis.txt", "old.parts", f"{'g' * 16}-{'0' * 32}.parts"]
    ours = [f"{job}-{'0' * 32}.parts", f".{job}-ab_c1.unfinished"]
    for name in [*others, *ours, f"{'1' * 16}-{'0' * 32}.parts"]:
        (kept / name).write_text("ten years of work")
    long_ago = time.time() - 31 * parts.A_DAY
    for name in [*others, *ours]:
        os.utime(kept / name, (long_ago, long_ago))
    cut_short(simulated, 4 * MONTHS)
    left = {file.name for file in kept.iterdir()}
    assert left >= {*others, f"{'1' * 16}-{'0' * 32}.parts"} and not left & {*ours}


def test_two_runs_of_the_same_at_once_do_not_harm_each_other(kept: Path, simulated: Counted, whole: Results) -> None:
    cut_short(simulated, 3 * MONTHS + 1)
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda _: welfsim.run("baseline", **SMALL), range(2)))
    assert all(same(one, whole) for one in found)
    assert not list(kept.iterdir())


def test_parts_that_another_run_has_removed_are_computed_again(kept: Path, simulated: Counted, whole: Results) -> None:
    cut_short(simulated, 4 * MONTHS)

    def remove(_: float) -> None:
        for file in batches(kept):
            file.unlink()

    assert same(welfsim.run("baseline", **SMALL, progress=remove), whole)
    assert simulated.months > 2 * MONTHS


def test_evidence_goes_on(kept: Path, simulated: Counted, caplog: pytest.LogCaptureFixture) -> None:
    def found(resume: bool = True) -> Evidence:
        asked: dict[str, Any] = {**SMALL, "replications": 2, "evidence_replications": 1}
        asked |= {"set": ["employment.displacement=0.3"], "parameters": ["coaching.offers_a_year"]}
        return welfsim.evidence("baseline", resume=resume, **asked)

    expected = found(resume=False)
    visits = 2 + 4  # each of two runs, month by month together
    assert simulated.months == visits * MONTHS
    simulated.months, simulated.end = 0, 3 * MONTHS + 2
    with pytest.raises(CutShortError):
        found()
    assert caplog.messages == [f"6 of {2 * visits} parts are kept: the same command goes on from them."]
    simulated.months, simulated.end = 0, -1
    again = found()
    assert 0 < simulated.months <= (visits - 3) * MONTHS  # an end that is as all at once need not run twice
    np.testing.assert_array_equal(again.shifts, expected.shifts)
    np.testing.assert_array_equal(again.together, expected.together)
    assert same(again.comparison.reform, expected.comparison.reform)
    assert not list(kept.iterdir())


def test_the_page_of_coaches_goes_on_from_all_of_its_runs_when_it_cannot_be_saved(
    kept: Path,
    simulated: Counted,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = [
        "coaches",
        "redeploy_1000_coaches_announced",
        "--people",
        str(PEOPLE),
        "--months",
        str(MONTHS),
        "--replications",
        "2",
        "--threads",
        "1",
    ]
    asked += ["--marginal", "1000", "--format", "csv", "--out", str(tmp_path / "out")]

    def fail(*_: Any) -> None:
        raise ResultsError("No room.")

    with monkeypatch.context() as patched:
        patched.setattr("welfsim.results.comparison.replace_folder", fail)
        assert call(asked) == 2
    assert capsys.readouterr().err.endswith("26 of 26 parts are kept: the same command goes on from them.\nNo room.\n")
    visits = 2 * 2  # the first with the baseline as a part of its own, the other with ten reforms next to it
    assert simulated.months == visits * MONTHS
    assert call(asked) == 0
    assert simulated.months == visits * MONTHS
    assert "26 of 26 parts were finished." in capsys.readouterr().err
    assert not list(kept.iterdir())


# ------------------------------------------------------------------------------------------ a process of its own

CHILD = """
import os, sys, time
from pathlib import Path
import welfsim.engine, welfsim.parts
from welfsim.cli.entry import main

cache, after, signal, *words = sys.argv[1:]
welfsim.parts.cache_root = lambda: Path(cache)
welfsim.parts.EVERY = 0.0
fill_luck, months = welfsim.engine.fill_luck, 0

def fill(*arguments):
    global months
    months += 1
    if months == int(after):
        while not list(Path(cache).rglob("*.parts")):
            time.sleep(0.01)
        os.kill(os.getpid(), int(signal))
    fill_luck(*arguments)

welfsim.engine.fill_luck = fill
main(words)
"""
GOING_ON = re.compile(r"^Going on from [-0-9]+ [0-9:]+: (\d+) of (\d+) parts were finished\.$", re.MULTILINE)


def child(folder: Path, words: Sequence[str], after: int = 0, sent: int = 0) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own that is sent a signal once it begins a month of a group."""
    code = [sys.executable, "-c", CHILD, str(folder / "cache"), str(after), str(sent), *words]
    return subprocess.run(code, cwd=folder, capture_output=True, text=True, timeout=600)


def files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("accounts.parquet")}


def parts_on(shelf: Path) -> set[str]:
    """Return the keys of all parts on a shelf."""
    return {key for file in batches(shelf) for key in parts._places_in(file)}


def test_a_comparison_killed_twice_and_interrupted_goes_on_to_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["compare", "redeploy_1000_coaches", "--people", "2000", "--months", "4", "--replications", "12"]
    words += ["--format", "csv", "--out", "found"]
    monkeypatch.chdir(tmp_path)
    assert call([*words, "--out", "whole", "--no-resume"]) == 0
    expected = capsys.readouterr().out
    shelf, finished, luck = tmp_path / "cache" / "parts", 0, random.Random(20_250_401)
    for sent, exit_code in ((signal.SIGKILL, -signal.SIGKILL), (signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 130)):
        stopped = child(tmp_path, [*words, "--threads", "1"], luck.randrange(9, 14), sent)
        assert (stopped.returncode, stopped.stdout) == (exit_code, "")
        assert not (tmp_path / "found").exists()
        assert GOING_ON.findall(stopped.stderr) == ([(str(finished), "24")] if finished else [])
        before, finished = finished, len(parts_on(shelf))
        assert finished > 0
    assert finished >= before + 2
    assert stopped.stderr.endswith(
        f"{finished} of 24 parts are kept: the same command goes on from them.\n\n"
        "Interrupted; no results were written.\n"
    )
    again = child(tmp_path, [*words, "--threads", "2"])
    assert again.returncode == 0
    assert GOING_ON.findall(again.stderr) == [(str(finished), "24")]
    assert again.stdout == expected
    assert set(files(tmp_path / "found")) == {"scenario/accounts.parquet", "baseline/accounts.parquet"}
    assert files(tmp_path / "found") == files(tmp_path / "whole")
    assert not batches(shelf)
