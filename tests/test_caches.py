"""The cache never lies, never stops a run, and deletes nothing that is not its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from damage import damage
from played import START
from welfsim import caches
from welfsim.caches import MARK, Shelf, cache_root, is_kept, keep, kept, mark, sweep
from welfsim.policy.law import CURRENT_LAW
from welfsim.population import synthetic
from welfsim.population.files import cached, save

SHELF = Shelf("shelf", ("*.bin",), kept=3)
KEY = "0123456789abcdef"
AGES = 40 * 86_400  # seconds
UNWRITABLE = "Name a folder that can be written: WELFSIM_CACHE=FOLDER\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of an empty cache."""
    monkeypatch.setenv("WELFSIM_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture(autouse=True)
def nothing_said_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caches, "_said", set())


def tree(folder: Path) -> dict[str, bytes | None]:
    """Return every path below a folder, with the content of files."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")
    }


def aged(path: Path, seconds: int) -> None:
    """Make a file or folder look unused for some time."""
    os.utime(path, (time.time() - seconds,) * 2)


# --------------------------------------------------------------------------------------- kept and given back


def test_what_is_kept_comes_back(root: Path) -> None:
    keep(SHELF, KEY, "a.bin", b"\0\n\xff")
    assert kept(SHELF, KEY, "a.bin") == b"\0\n\xff"
    assert kept(SHELF, KEY, "b.bin") is None
    assert is_kept(SHELF, KEY, "*.bin") and not is_kept(SHELF, KEY, "*.nbc")
    assert sorted(tree(root)) == ["shelf", f"shelf/{KEY}", f"shelf/{KEY}/a.bin", f"shelf/{KEY}/{MARK}"]


@pytest.mark.parametrize("seed", range(40))
def test_damage_is_seen_said_once_and_healed(root: Path, capsys: pytest.CaptureFixture[str], seed: int) -> None:
    content = Random(seed).randbytes(200)
    for name in ("a.bin", "b.bin"):
        keep(SHELF, KEY, name, content)
        damage(root / "shelf" / KEY / name, seed)
        assert kept(SHELF, KEY, name) is None
        keep(SHELF, KEY, name, content)
        assert kept(SHELF, KEY, name) == content
    assert capsys.readouterr().err == (
        f"A damaged file of the cache was dropped and is made again: {root / 'shelf' / KEY / 'a.bin'}\n"
    )


def test_a_folder_that_cannot_be_made_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("mine")
    monkeypatch.setenv("WELFSIM_CACHE", str(tmp_path / "file"))
    for name in ("a.bin", "b.bin"):
        keep(SHELF, KEY, name, b"")
        assert kept(SHELF, KEY, name) is None
    assert capsys.readouterr().err == (
        f"The cache cannot be written (Not a directory: {tmp_path / 'file' / 'shelf' / KEY}), "
        f"so each start takes longer.\n{UNWRITABLE}"
    )
    assert (tmp_path / "file").read_text() == "mine"


def test_a_full_disk_leaves_nothing_half_written(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(SHELF, KEY, "a.bin", b"before")

    def fill(file: Path, content: bytes) -> int:
        file.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fill)
    keep(SHELF, KEY, "a.bin", b"after")
    assert kept(SHELF, KEY, "a.bin") == b"before"
    assert [path for path in tree(root) if path.endswith(".part")] == []
    assert capsys.readouterr().err.startswith("The cache cannot be written (No space left on device), so each start")


def nowhere(name: str) -> str:
    """Do as platformdirs does for a user without a home."""
    raise RuntimeError("could not determine the home directory")


@pytest.mark.parametrize("cache_dir", [nowhere, lambda name: f"~/.cache/{name}"])
def test_a_user_without_a_home_has_no_cache(
    cache_dir: Callable[[str], str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("WELFSIM_CACHE", raising=False)
    monkeypatch.setattr("platformdirs.user_cache_dir", cache_dir)
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    monkeypatch.chdir(tmp_path)
    keep(SHELF, KEY, "a.bin", b"")
    assert kept(SHELF, KEY, "a.bin") is None
    assert not is_kept(SHELF, KEY, "*.bin")
    assert tree(tmp_path) == {}
    assert capsys.readouterr().err == (
        f"The cache cannot be written (Not a directory: {os.devnull}/no-home-folder/shelf/{KEY}), "
        f"so each start takes longer.\n{UNWRITABLE}"
    )


def test_a_name_that_cannot_be_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WELFSIM_CACHE", str(tmp_path / ("x" * 300)))
    keep(SHELF, KEY, "a.bin", b"")
    assert kept(SHELF, KEY, "a.bin") is None
    assert not is_kept(SHELF, KEY, "*.bin")
    assert cached(KEY) is None
    assert capsys.readouterr().err.startswith("The cache cannot be written (File name too long: ")


def test_a_tilde_in_the_name_of_the_cache_is_the_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("WELFSIM_CACHE", "~/kept")
    assert cache_root() == tmp_path / "kept"


def test_no_error_stream_is_no_fault(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    keep(SHELF, KEY, "a.bin", b"")
    (root / "shelf" / KEY / "a.bin").write_bytes(b"")
    assert kept(SHELF, KEY, "a.bin") is None


# --------------------------------------------------------------------------------------- nothing foreign is deleted


def foreign(shelf: Path) -> None:
    """Put what a user may have, and lookalikes of what welfsim makes, on a shelf; all of it old."""
    (shelf / "thesis").mkdir(parents=True)
    (shelf / "thesis" / "chapter.bin").write_text("mine")
    (shelf / "fedcba9876543210").mkdir()  # our kind of name, not our mark
    (shelf / "fedcba9876543210" / "holiday.bin").write_text("mine")
    (shelf / ".hidden").mkdir()
    (shelf / ".hidden" / "key").write_text("mine")
    (shelf / "marked").mkdir()  # our mark, not our kind of name
    (shelf / "marked" / MARK).write_text("copied")
    (shelf / "00000000000000ff").write_text("a file")
    (shelf.parent / "elsewhere").mkdir()
    (shelf.parent / "elsewhere" / MARK).write_text("copied")
    (shelf.parent / "elsewhere" / "a.bin").write_text("mine")
    (shelf / "00000000000000aa").symlink_to(shelf.parent / "elsewhere")
    for path in shelf.iterdir():
        aged(path, AGES)


@pytest.mark.parametrize("name", ["compiled", "populations", "law", "shelf"])
def test_sweeping_touches_nothing_foreign(root: Path, name: str) -> None:
    shelf = Shelf(name, ("*.bin",), kept=3)
    foreign(root / name)
    before = tree(root)
    for number in range(9):
        keep(shelf, f"{number:016x}", "a.bin", b"")
        aged(root / name / f"{number:016x}", 100 - number)
    made = {f"{name}/{number:016x}" for number in (6, 7, 8)}
    after = tree(root)
    assert {path: after[path] for path in before} == before
    assert {path for path in set(after) - set(before) if path.count("/") == 1} == made


def test_a_foreign_file_in_a_folder_of_ours_stays(root: Path) -> None:
    for number in range(4):
        keep(SHELF, f"{number:016x}", "a.bin", b"")
        aged(root / "shelf" / f"{number:016x}", 100 - number)
    (root / "shelf" / f"{1:016x}" / "notes.txt").write_text("mine")
    for number in range(4, 9):
        keep(SHELF, f"{number:016x}", "a.bin", b"")
    assert tree(root / "shelf" / f"{1:016x}") == {"notes.txt": b"mine"}
    assert not (root / "shelf" / f"{0:016x}").exists()


def test_what_was_left_half_made_goes_after_a_day(root: Path) -> None:
    old, new, empty = (root / "shelf" / f".{KEY}-{end}" for end in ("old", "new", "foreign"))
    for folder in (old, new):
        mark(folder)
        (folder / "a.bin").touch()
    empty.mkdir()
    aged(old, AGES)
    aged(empty, AGES)
    sweep(SHELF, root / "shelf" / KEY)
    assert sorted(folder.name for folder in (root / "shelf").iterdir()) == [empty.name, new.name]


# --------------------------------------------------------------------------------------- several at once


LAW_AND_PEOPLE = """\
import sys
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from welfsim.policy.kept import kept_entries
from welfsim.policy.law import CURRENT_LAW
from welfsim.population import synthetic
from welfsim.population.files import load
built = load(Path(sys.argv[1]))
import_module("welfsim.population.synthetic").build = lambda *asked: built
law = [kept_entries(CURRENT_LAW / f"{name}.yaml") for name in ("take_up", "sick_pay", "child_benefit")]
people = synthetic(1_000, 1, 24303)
print(sha256(repr(law).encode() + b"".join(table.tobytes() for table in people.state)).hexdigest())
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a population, in the place of one that is built."""
    folder = tmp_path_factory.mktemp("built")
    save(synthetic(1_000, 1, START), folder)
    return folder


def at_once(times: int, built: Path) -> list[tuple[int | None, str, str]]:
    """Run law and people in several processes at once; return exit code, output and errors of each."""
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", LAW_AND_PEOPLE, str(built)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for _ in range(times)
    ]
    ended = [process.communicate() for process in running]
    return [(process.returncode, *texts) for process, texts in zip(running, ended, strict=True)]


def test_several_processes_make_and_mend_one_cache_at_once(built: Path, root: Path) -> None:
    made, whole = at_once(3, built), tree(root)
    files = sorted(path for path in root.rglob("*") if path.is_file() and path.name != MARK)
    assert len(files) == len(list(CURRENT_LAW.glob("*.yaml"))) + 5  # the law, and five files of a population
    for seed, file in enumerate(files):
        damage(file, seed)
    mended = at_once(3, built)
    assert tree(root) == whole
    assert {code for code, _, _ in (*made, *mended)} == {0}
    assert len({out for _, out, _ in (*made, *mended)}) == 1
    assert {err for _, _, err in made} == {""}
    assert any(err for _, _, err in mended)
    assert all(err == "" or err.startswith("A damaged file of the cache was dropped") for _, _, err in mended)
