"""What the project asks for, what is locked and what CI tries agree with one another."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import audit
import licences
import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version

import welfsim

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = [licences.RUNNING, licences.TESTING]
PIN = re.compile(r"^([a-z0-9-]+)==([^\s;]+)(?: ; ([^\\]+?))? \\$")


def entries(lock: Path) -> list[str]:
    """Return the entries of a lock: a pin and its hashes, one text each."""
    return re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip())


def pins(lock: Path) -> set[tuple[str, ...]]:
    """Return the pins of a lock: name, version and marker."""
    found = (PIN.match(entry.partition("\n")[0]) for entry in entries(lock))
    return {tuple(part or "" for part in pin.groups()) for pin in found if pin}


def versions(lock: Path, package: str) -> list[Version]:
    """Return the versions of one package that a lock pins, one a range of Pythons."""
    return sorted(Version(version) for name, version, _ in pins(lock) if name == package)


# ------------------------------------------------------------------------------------------------ locks


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_line_of_a_lock_is_a_pin_with_hashes_and_nothing_else(lock: Path) -> None:
    for entry in entries(lock):
        first, *rest = entry.splitlines()
        assert PIN.match(first), first
        assert rest, first
        for line in rest:
            assert re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line), line


def test_the_lock_for_testing_holds_the_lock_for_running() -> None:
    running, testing = map(pins, LOCKS)
    assert running
    assert running < testing


def test_the_lock_for_running_pins_what_the_project_asks_for_and_nothing_of_the_tests() -> None:
    asked = {Requirement(line).name.replace(".", "-") for line in PROJECT["dependencies"]}
    locked = set(licences.locked(licences.RUNNING))
    assert asked <= locked
    assert locked & {"pytest", "mypy", "ruff", "hypothesis", "ipykernel", "matplotlib", "pip-audit"} == set()


@pytest.mark.parametrize("line", PROJECT["dependencies"])
def test_what_is_locked_is_what_the_project_admits(line: str) -> None:
    requirement = Requirement(line)
    locked = versions(licences.RUNNING, requirement.name.replace(".", "-"))
    assert locked
    assert all(version in requirement.specifier for version in locked)


@pytest.mark.parametrize("package", ["numpy", "numba"])
def test_numpy_and_numba_stop_at_the_release_that_is_locked(package: str) -> None:
    (line,) = [line for line in PROJECT["dependencies"] if Requirement(line).name == package]
    newest = versions(licences.RUNNING, package)[-1]
    (ceiling,) = [Version(each.version) for each in Requirement(line).specifier if each.operator == "<"]
    assert ceiling == Version(f"{newest.major}.{newest.minor + 1}")


# ----------------------------------------------------------------------------------------------- Python


def minors() -> list[str]:
    """Return the minor versions of Python that the project declares."""
    declared = SpecifierSet(PROJECT["requires-python"])
    return [f"3.{minor}" for minor in range(40) if declared.contains(f"3.{minor}.0")]


def test_classifiers_name_the_supported_pythons() -> None:
    named = [line.rpartition(" :: ")[2] for line in PROJECT["classifiers"] if "Python :: 3." in line]
    assert named == minors()


def test_every_page_and_the_makefile_name_the_supported_pythons() -> None:
    first, last = minors()[0], minors()[-1]
    for page in ("README.md", "CONTRIBUTING.md", "Makefile"):
        text = re.sub(r"\s+", " ", (ROOT / page).read_text(encoding="utf-8"))
        ranges = set(re.findall(r"Python (3\.\d+) to (3\.\d+)", text))
        assert ranges == {(first, last)}, page
    below = int(last.partition(".")[2]) + 1
    assert f"({first.replace('.', ', ')}) <= sys.version_info < (3, {below})" in (ROOT / "Makefile").read_text("utf-8")


def test_the_package_says_that_it_is_typed() -> None:
    assert (Path(welfsim.__file__).parent / "py.typed").is_file()


# --------------------------------------------------------------------------------------------- licences


def test_every_installed_package_of_the_lock_has_a_licence_that_is_allowed() -> None:
    packages = list(licences.installed(licences.locked(licences.TESTING)))
    assert {"numpy", "pytest"} <= {package.name for package in packages}
    assert [package for package in packages if not licences.is_allowed(package.licence)] == []


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("(MIT AND Zlib) OR BSD-3-Clause", True),
        ("BSD-2-Clause AND Apache-2.0 WITH LLVM-exception", True),
        ("GPL-3.0-only", False),
        ("MIT OR GPL-3.0-only", False),
        (licences.NOT_STATED, False),
    ],
)
def test_every_part_of_a_licence_must_be_on_the_list(licence: str, allowed: bool) -> None:
    assert licences.is_allowed(licence) is allowed


def write_package(folder: Path, name: str, *about: str) -> None:
    """Write what an installed package says of itself."""
    made = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    made.mkdir()
    (made / "METADATA").write_text("\n".join(["Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0", *about, ""]))


def test_a_licence_is_read_from_the_first_place_that_states_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    osi = "Classifier: License :: OSI Approved"
    write_package(tmp_path, "by-expression", "License-Expression: MIT AND Zlib", "License: something else")
    write_package(tmp_path, "by-classifier", f"{osi} :: BSD License", osi, "License: Copyright (c) 2020 A. Body")
    write_package(tmp_path, "by-words", "License: Apache 2.0")
    write_package(tmp_path, "silent")
    monkeypatch.syspath_prepend(tmp_path)
    found = licences.installed(["by-expression", "by-classifier", "by-words", "silent", "not-installed"])
    assert {package.name: package.licence for package in found} == {
        "by-expression": "MIT AND Zlib",
        "by-classifier": "BSD License",
        "by-words": "Apache 2.0",
        "silent": "not stated",
    }


# ---------------------------------------------------------------------------------------------- audits

CLEAN = '{"name": "numpy", "version": "2.5.5", "vulns": []}'
HOLED = '{"name": "click", "version": "8.5.1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["8.5.2"]}]}'
UNKNOWN = '{"name": "rich", "skip_reason": "not found"}'


def test_an_audit_that_could_not_ask_does_not_pass() -> None:
    assert audit.verdict("", "WARNING: retrying\nERROR: no route to host") == (
        2,
        "Known vulnerabilities could not be checked: ERROR: no route to host\n" + audit.AGAIN,
    )


@pytest.mark.parametrize(
    ("packages", "code", "words"),
    [
        ([CLEAN], 0, "1 packages checked, 0 vulnerabilities known, 0 not checked."),
        ([CLEAN, HOLED], 1, "  click 8.5.1: PYSEC-1, mended in 8.5.2"),
        ([CLEAN, UNKNOWN], 2, "Could not be checked: rich"),
        ([HOLED, UNKNOWN], 1, "1 packages checked, 1 vulnerabilities known, 1 not checked."),
        ([], 2, "Known vulnerabilities could not be checked: the audit printed nothing"),
    ],
)
def test_an_audit_passes_only_if_everything_was_checked_and_nothing_found(
    packages: list[str], code: int, words: str
) -> None:
    found, said = audit.verdict(f'{{"dependencies": [{", ".join(packages)}]}}', "")
    assert found == code
    assert words in said.splitlines()
