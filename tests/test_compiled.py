"""Compiled code in the cache: never of other sources, never damaged, never a reason to stop."""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba
import pytest

from damage import damage
from welfsim import caches, compiled
from welfsim.compiled import KeptCode, rule
from welfsim.sources import PACKAGE

pytestmark = pytest.mark.skipif(numba.config.DISABLE_JIT, reason="nothing is compiled")

KEY = "0123456789abcdef"
ALLOWANCE = "from welfsim.awards.money import monthly; print(monthly(100.0))"
UNWRITABLE = "Name a folder that can be written: WELFSIM_CACHE=FOLDER\n"


def halved(amount: int) -> int:
    """Return half of an amount."""
    return amount // 2


def fresh() -> Callable[[int], int]:
    """Return a function that is compiled when it is called, unless its code is in the cache."""
    function: Any = numba.njit(halved)
    function._cache = KeptCode(halved, KEY)
    return function  # type: ignore[no-any-return]


def compilations(function: Any) -> int:
    """Return how often a function was compiled because it was not in the cache."""
    return sum(function.stats.cache_misses.values())


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of an empty cache."""
    monkeypatch.setenv("WELFSIM_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(caches, "_said", set())
    return tmp_path / "cache"


@pytest.fixture(scope="module")
def code(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the file that keeps the code of the halving."""
    folder = tmp_path_factory.mktemp("code")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WELFSIM_CACHE", str(folder))
        fresh()(84)
    (file,) = folder.glob(f"compiled/{KEY}/*.nbc")
    return file.read_bytes()


def test_what_was_compiled_once_is_not_compiled_again(root: Path) -> None:
    for times, expected in enumerate((1, 0, 0)):
        function = fresh()
        assert function(84 + times) == 42 + times // 2
        assert compilations(function) == expected
    (file,) = root.glob("compiled/*/*.nbc")
    assert file.name.startswith("test_compiled.halved.")


@pytest.mark.parametrize("seed", range(20))
def test_damaged_code_is_not_run_but_compiled_again(
    root: Path, code: bytes, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    fresh()(84)
    (file,) = root.glob("compiled/*/*.nbc")
    file.write_bytes(code)
    damage(file, seed)
    function, again = fresh(), fresh()
    assert (function(84), compilations(function)) == (42, 1)
    assert (again(84), compilations(again)) == (42, 0)
    assert capsys.readouterr().err == f"A damaged file of the cache was dropped and is made again: {file}\n"


def test_code_for_other_arguments_is_not_taken(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KeptCode, "_file", lambda self, sig, codegen: "one.nbc")
    assert fresh()(85) == 42
    function: Any = fresh()
    assert function(85.0) == 42.0
    assert math.isclose(function(85.5), 42.0)


def test_code_that_cannot_be_read_back_is_compiled_again(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fresh()(84)
    (file,) = root.glob("compiled/*/*.nbc")
    caches.keep(compiled.SHELF, KEY, file.name, b"not code")
    assert fresh()(84) == 42
    assert capsys.readouterr().err == f"A damaged file of the cache was dropped and is made again: {file}\n"


def test_code_from_outside_the_package_is_not_kept(root: Path) -> None:
    function: Any = rule(halved)
    assert function(84) == 42
    assert list(root.rglob("*.nbc")) == []


def test_the_key_follows_sources_versions_and_flags(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [compiled.source_fingerprint()]
    monkeypatch.setattr(compiled, "source_key", lambda what: "other sources")
    keys.append(compiled.source_fingerprint())
    monkeypatch.setattr(compiled, "version", lambda name: "another version")
    keys.append(compiled.source_fingerprint())
    monkeypatch.setattr(numba.config, "BOUNDSCHECK", 1)
    keys.append(compiled.source_fingerprint())
    assert len(set(keys)) == 4


# ---------------------------------------------------------------------------------------------- processes of their own


def python(code: str, cache: Path, package: Path = PACKAGE) -> subprocess.CompletedProcess[str]:
    """Run some Python in a process of its own, with a cache and a copy of the package."""
    environment = {**os.environ, "WELFSIM_CACHE": str(cache), "PYTHONPATH": str(package.parent)}
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the package to edit."""
    folder = tmp_path / "src" / "welfsim"
    shutil.copytree(PACKAGE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.mark.parametrize("writable", [True, False])
def test_an_edited_rule_runs_as_edited(tmp_path: Path, copy: Path, writable: bool) -> None:
    cache = tmp_path / "cache"
    if not writable:
        cache.write_text("a file where a folder is wanted")
    months = copy / "months.py"  # imported by the rule's file: numba itself does not look there
    first = python(ALLOWANCE, cache, copy)
    months.write_text(months.read_text("utf-8").replace("MONTHS_A_YEAR = 12", "MONTHS_A_YEAR = 13"), encoding="utf-8")
    second = python(ALLOWANCE, cache, copy)
    assert (first.stdout, second.stdout) == ("433\n", "400\n")
    said = f"The cache cannot be written (Not a directory: {cache}/compiled/"
    assert [ran.stderr.startswith(said) for ran in (first, second)] == [not writable] * 2
    assert [path for path in copy.rglob("*.nb*")] == []


def test_a_full_disk_does_not_stop_a_run(tmp_path: Path) -> None:
    limit = "import resource as r; r.setrlimit(r.RLIMIT_FSIZE, (1000, 1000)); "
    ran = python(limit + ALLOWANCE, tmp_path)
    assert (ran.returncode, ran.stdout) == (0, "433\n")
    assert ran.stderr == f"The cache cannot be written (File too large), so each start takes longer.\n{UNWRITABLE}"
    assert [path.name for path in tmp_path.rglob("*") if path.suffix in (".nbc", ".part")] == []


@pytest.mark.parametrize("seed", [0, 2])
def test_a_run_with_damaged_code_ends_well(tmp_path: Path, seed: int) -> None:
    python(ALLOWANCE, tmp_path)
    files = sorted(tmp_path.rglob("*.nbc"))
    assert files
    for file in files:
        damage(file, seed)
    ran, again = python(ALLOWANCE, tmp_path), python(ALLOWANCE, tmp_path)
    assert (ran.returncode, ran.stdout) == (again.returncode, again.stdout) == (0, "433\n")
    assert ran.stderr.startswith("A damaged file of the cache was dropped and is made again: ")
    assert (ran.stderr.count("\n"), again.stderr) == (1, "")


def test_whether_anything_is_compiled_is_known_without_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WELFSIM_CACHE", str(tmp_path))
    assert not compiled.is_warm()
    caches.keep(compiled.SHELF, compiled.KEY, "allowance-1.nbc", b"code")
    assert compiled.is_warm() and compiled.is_warm("allowance") and not compiled.is_warm("play_month")
