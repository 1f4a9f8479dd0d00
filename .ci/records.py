"""Records of the checks that take long: what passed, when, and for which files.

A record is a small JSON file in ``checks/`` that is committed. It holds for the files that decide results and for what
they were held to, so any edit of these makes it stale; an edit of a page or of the command line does not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from welfsim.sources import source_files

ROOT = Path(__file__).resolve().parents[1]
NEEDED = {"model": "make check-model"}
"""The records that a release needs, and what makes each."""

HELD_TO = (
    "data/**/*",
    "scenarios/**/*.yaml",
    "src/welfsim/**/*.yaml",
    "notebooks/*.ipynb",
    "tests/golden/*.csv",
    "requirements.lock",
)


@dataclass(frozen=True)
class Record:
    """What a check found.

    Parameters
    ----------
    inputs
        Hash of the files for which it holds.
    date
        Day on which it ended, as 2026-11-30.
    minutes
        How long it took.
    passed
        Number of tests that passed, by file.
    skipped
        Number of tests that were left out on that machine.
    """

    inputs: str
    date: str
    minutes: float
    passed: Mapping[str, int]
    skipped: int


def inputs(root: Path = ROOT) -> Iterator[Path]:
    """Yield the files for which a record holds: sources that decide results, law, data, scenarios, stored tables."""
    package = root / "src" / "welfsim"
    yield from (package / file for file in source_files("run", package))
    for pattern in HELD_TO:
        yield from (file for file in root.glob(pattern) if file.is_file())


def key_of(root: Path = ROOT) -> str:
    """Return the hash of the files for which a record holds, the same whatever machine, order or line endings."""
    digest = hashlib.sha256()
    for name, file in sorted((file.relative_to(root).as_posix(), file) for file in set(inputs(root))):
        text = file.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{name} {len(text)}\n".encode())
        digest.update(text)
    return digest.hexdigest()


def file_of(name: str, root: Path = ROOT) -> Path:
    """Return the file of a record."""
    return root / "checks" / f"{name}.json"


def write(name: str, record: Record, root: Path = ROOT) -> None:
    """Write a record in place of the one before it."""
    file = file_of(name, root)
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(asdict(record), indent=2, sort_keys=True) + "\n", encoding="utf-8")


def remove(name: str, root: Path = ROOT) -> None:
    """Remove a record that a later check of the same files contradicts."""
    file_of(name, root).unlink(missing_ok=True)


def faults(root: Path = ROOT, needed: Mapping[str, str] = NEEDED) -> list[str]:
    """Say which records a release lacks, why, and what to run; nothing if all are there and hold."""
    key = key_of(root)
    return [text for name, command in needed.items() if (text := _fault(file_of(name, root), key, command))]


def _fault(file: Path, key: str, command: str) -> str:
    shown = f"checks/{file.name}"
    try:
        record = Record(**json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return f"{shown}\n  There is no such record. Run: {command}"
    except (OSError, ValueError, TypeError):
        return f"{shown}\n  This is no record of a check. Run: {command}"
    if record.inputs != key:
        return (
            f"{shown}\n  It is of {record.date}, and the model or what it is held to has changed since. Run: {command}"
        )
    if not sum(record.passed.values()):
        return f"{shown}\n  No test passed in that check. Run: {command}"
    return ""
