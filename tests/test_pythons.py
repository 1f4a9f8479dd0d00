"""The Pythons that CI checks are found on any machine, none is passed over without a reason, and a fault fails CI."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import accounts
import check_pythons
import interpreters
import numpy as np
import pytest
from check_pythons import CheckError, Outcome, call, difference, report
from interpreters import Found, Interpreter, find, places
from packaging.specifiers import SpecifierSet
from packaging.version import Version

SUPPORTED = SpecifierSet(">=3.11,<3.15")


def write(path: Path, script: str) -> Path:
    """Write a script that may be run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def python(path: Path, version: str, kind: str = "cpython", free_threaded: str = "false") -> Path:
    """Write what answers like a Python."""
    return write(path, f"""echo '["{kind}", "{version}", {free_threaded}, "{path}"]'""")


def found_in(*folders: Path) -> Found:
    return find(SUPPORTED, iter(folders))


def test_a_python_is_found_once_however_many_names_it_has(tmp_path: Path) -> None:
    real = python(tmp_path / "kept" / "python3.12", "3.12.1")
    for link in ("bin/python3", "bin/python3.12", "again/python3"):
        (tmp_path / link).parent.mkdir(exist_ok=True)
        (tmp_path / link).symlink_to(real)
    found = found_in(tmp_path / "bin", tmp_path / "again", tmp_path / "kept", tmp_path / "bin")
    assert found.usable == {"3.12": Interpreter(tmp_path / "bin" / "python3", Version("3.12.1"), real)}
    assert found.skipped == {}


def test_a_script_that_starts_a_python_is_that_python(tmp_path: Path) -> None:
    real = python(tmp_path / "kept" / "python3", "3.12.1")
    shim = write(tmp_path / "shims" / "python3.12", f'exec "{real}" "$@"')
    for folders in ([shim.parent, real.parent], [real.parent, shim.parent]):
        found = found_in(*folders)
        assert [each.file for each in found.usable.values()] == [real]
        assert found.skipped == {}


def test_of_one_minor_version_the_first_is_taken(tmp_path: Path) -> None:
    first = python(tmp_path / "b" / "python3", "3.13.0")
    second = python(tmp_path / "a" / "python3", "3.13.9")
    found = found_in(first.parent, second.parent)
    assert found.usable == {"3.13": Interpreter(first, Version("3.13.0"), first)}
    assert found.skipped == {second: f"3.13.9, and 3.13 is already at {first}"}


def test_a_python_that_cannot_start_does_not_hide_one_that_can(tmp_path: Path) -> None:
    broken = write(tmp_path / "a" / "python3.13", "printf 'python3.13: not found\nNote: try another' >&2; exit 127")
    whole = python(tmp_path / "b" / "python3.13", "3.13.0")
    found = found_in(broken.parent, whole.parent)
    assert list(found.usable) == ["3.13"]
    assert found.skipped == {broken: "cannot start or make environments: python3.13: not found"}


def test_what_is_passed_over_is_said_with_its_reason(tmp_path: Path) -> None:
    old = python(tmp_path / "old" / "python3", "3.10.13")
    new = python(tmp_path / "new" / "python3.15", "3.15.0")
    early = python(tmp_path / "early" / "python3.14", "3.14.0rc1")
    other = python(tmp_path / "other" / "python3", "3.11.9", kind="pypy")
    free = python(tmp_path / "free" / "python3", "3.13.1", free_threaded="true")
    bare = write(tmp_path / "bare" / "python3", "printf 'Traceback:\n  File x\nNo ensurepip' >&2; exit 1")
    mute = write(tmp_path / "mute" / "python3", "exit 3")
    gone = tmp_path / "gone" / "python3.12"
    gone.parent.mkdir()
    gone.symlink_to(tmp_path / "nowhere")
    locked = python(tmp_path / "locked" / "python3", "3.12.1")
    locked.write_bytes(b"\0")
    found = found_in(
        *(path.parent for path in (old, new, early, other, free, bare, mute, gone, locked)), tmp_path / "no"
    )
    assert found.usable == {}
    assert found.skipped[old] == "3.10.13 is not supported (<3.15,>=3.11)"
    assert found.skipped[new] == "3.15.0 is not supported (<3.15,>=3.11)"
    assert found.skipped[early] == "3.14.0rc1 is not supported (<3.15,>=3.11)"
    assert found.skipped[other] == "3.11.9 is pypy, which numba does not support"
    assert found.skipped[free] == "3.13.1 is free-threaded, which numba does not support"
    assert found.skipped[bare] == "cannot start or make environments: No ensurepip"
    assert found.skipped[mute] == "cannot start or make environments: exit code 3"
    assert found.skipped[gone].startswith("cannot start: ")
    assert found.skipped[locked].startswith("cannot start: ")


def test_a_python_that_never_answers_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interpreters, "SECONDS", 0.1)
    stuck = write(tmp_path / "python3", "exec sleep 30")
    assert found_in(tmp_path).skipped[stuck].startswith("cannot start: ")


def test_only_pythons_are_asked(tmp_path: Path) -> None:
    for name in ("python", "python2.7", "python3-config", "python3.12-gdb.py", "pip3.12", "python3.13t"):
        write(tmp_path / name, "exit 1")
    assert found_in(tmp_path) == Found()


def test_path_comes_before_the_folders_of_version_managers(tmp_path: Path) -> None:
    for folder in (
        ".pyenv/versions/3.12.1/bin",
        ".local/share/uv/python/cpython-3.13/bin",
        ".asdf/installs/python/3/bin",
    ):
        (tmp_path / folder).mkdir(parents=True)
    own = list(places({"PATH": "/first::/second"}, tmp_path))
    assert own[:2] == [Path("/first"), Path("/second")]
    assert [path.relative_to(tmp_path).as_posix() for path in own if path.is_relative_to(tmp_path)] == [
        ".pyenv/versions/3.12.1/bin",
        ".local/share/uv/python/cpython-3.13/bin",
        ".asdf/installs/python/3/bin",
    ]
    moved = list(places({"PYENV_ROOT": str(tmp_path / ".pyenv")}, tmp_path / "elsewhere"))
    assert tmp_path / ".pyenv/versions/3.12.1/bin" in moved


def test_this_python_is_found_where_it_lies() -> None:
    folder = Path(sys.executable).parent
    found = find(check_pythons.supported(), iter([folder]))
    assert f"{sys.version_info.major}.{sys.version_info.minor}" in found.usable


# ---------------------------------------------------------------------------------------------- accounts


def test_accounts_that_differ_are_named() -> None:
    assert difference({"baseline jobs": "a"}, {"baseline jobs": "a"}) == ""
    assert difference({"baseline jobs": "a", "baseline pip": "b"}, {"baseline jobs": "c", "baseline new": "d"}) == (
        "the accounts differ in 3 of 2 lines: baseline jobs, baseline new, baseline pip"
    )


def test_the_report_ends_with_the_counts() -> None:
    own, other, third = (Interpreter(Path(v), Version(v), Path(v)) for v in ("3.11.7", "3.12.1", "3.13.0"))
    found = Found({python.minor: python for python in (own, other, third)}, {Path("/old"): "3.9 is not supported"})
    assert report(own, found, [Outcome(other, 100.4), Outcome(third, 20.0, "the accounts differ")]).splitlines() == [
        "Found: 3.11.7, 3.12.1, 3.13.0",
        "Skipped:",
        "  /old: 3.9 is not supported",
        "3.12.1 passed after 100 s: its accounts are those of 3.11.7",
        "3.13.0 failed after 20 s:",
        "the accounts differ",
        "Pythons: 1 passed, 1 failed, 1 skipped",
    ]


def test_one_other_number_changes_the_digest_of_its_line_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = {"jobs": np.arange(6).reshape(1, 2, 3, 1), "pip": np.zeros((1, 2, 3, 1), np.int64)}
    results = SimpleNamespace(months=["2025-04", "2025-05"], districts=("A", "B", "C"), accounts=held)
    results.categories = lambda line: [line]
    monkeypatch.setattr(accounts.welfsim, "read", lambda folder: results, raising=False)
    for folder in ("baseline", "against/reform"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "accounts.parquet").touch()
    before = accounts.digests(tmp_path)
    assert list(before) == ["against/reform jobs", "against/reform pip", "baseline jobs", "baseline pip"]
    held["pip"][0, 1, 2, 0] = 1
    after = accounts.digests(tmp_path)
    assert {line for line in before if before[line] != after[line]} == {"against/reform pip", "baseline pip"}


def test_a_command_that_fails_ends_in_its_last_lines() -> None:
    assert call([sys.executable, "-c", "print('done')"]) == "done\n"
    script = "import sys; print('begun'); sys.exit('no such table')"
    with pytest.raises(CheckError) as failed:
        call([sys.executable, "-c", script])
    first, *rest = str(failed.value).splitlines()
    assert first == f"  exit code 1 of: {sys.executable} -c {script}"
    assert rest == ["  begun", "  no such table"]


@pytest.mark.parametrize(
    ("brought", "code", "last"),
    [
        ({"baseline jobs": "a"}, 0, "Pythons: 1 passed, 0 failed, 0 skipped"),
        ({"baseline jobs": "b"}, 1, "Pythons: 0 passed, 1 failed, 0 skipped"),
        (CheckError("  exit code 1 of: pip"), 1, "Pythons: 0 passed, 1 failed, 0 skipped"),
    ],
    ids=["same", "different", "broken"],
)
def test_the_exit_code_says_whether_every_python_brought_the_accounts(
    brought: dict[str, str] | CheckError,
    code: int,
    last: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def accounts_on(*_: object) -> dict[str, str]:
        if isinstance(brought, CheckError):
            raise brought
        return brought

    found = Found({"3.99": Interpreter(Path("/3.99"), Version("3.99.0"), Path("/3.99"))})
    monkeypatch.setattr(check_pythons, "find", lambda *_: found)
    monkeypatch.setattr(check_pythons, "build_wheel", lambda folder: folder / "welfsim.whl")
    monkeypatch.setattr(check_pythons, "run_scenarios", lambda *_: {"baseline jobs": "a"})
    monkeypatch.setattr(check_pythons, "accounts_on", accounts_on)
    assert check_pythons.main() == code
    assert capsys.readouterr().out.splitlines()[-1] == last
