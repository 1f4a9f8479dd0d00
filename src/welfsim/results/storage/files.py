"""The three files of a run: their names, their checksums, and which run they are of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from welfsim.errors import ResultsError

ACCOUNTS_FILE = "accounts.parquet"
SCENARIO_FILE = "scenario.yaml"
PROVENANCE_FILE = "provenance.json"
RUN_FILES = (ACCOUNTS_FILE, SCENARIO_FILE, PROVENANCE_FILE)
ARMS = ("scenario", "baseline")
"""The folders of the two runs of a comparison."""

ABOUT, CHECKSUM = "results", "checksum"
"""The keys of provenance.json that describe the files: the run and the other two, and the checksum of all the rest."""

LABELS = ("name", "question", "source")


def run_key(written: Mapping[str, Any]) -> str:
    """Return what names a run: a hash of its scenario as written, every option in it, without the words of `LABELS`.

    Two runs with one key are the same run: another version of welfsim, or another number of threads, changes nothing.
    """
    told = {key: value for key, value in written.items() if key not in LABELS}
    told["programmes"] = list(told.get("programmes", {}).items())  # their order decides which luck they have
    return _checksum(json.dumps(told, sort_keys=True).encode())[:16]


def write_provenance(folder: Path, known: Mapping[str, Any], name: str, run: str) -> None:
    """Write what is known of a run, with checksums of all three files, as the last of them.

    Parameters
    ----------
    name, run
        The scenario's name, and what `run_key` says of it: by them a later run sees what is in the folder.
    """
    files = {file: _file_checksum(folder / file) for file in (ACCOUNTS_FILE, SCENARIO_FILE)}
    content = {**known, ABOUT: {"name": name, "run": run, "checksums": files}}
    text = json.dumps({**content, CHECKSUM: _content_checksum(content)}, indent=2, ensure_ascii=False)
    (folder / PROVENANCE_FILE).write_text(text + "\n", encoding="utf-8")


def read_provenance(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what is known of a run, and of its files: ``name``, ``run`` and ``checksums``.

    Raises
    ------
    ResultsError
        If the file cannot be read, is not as it was saved, or has no checksums.
    """
    file = folder / PROVENANCE_FILE
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ResultsError(fault(file, f"The file cannot be read: {error.strerror}.")) from None
    except (ValueError, RecursionError):
        raise ResultsError(fault(file, "The file is damaged: it is not JSON.")) from None
    about = content.get(ABOUT) if isinstance(content, dict) else None
    if not isinstance(about, dict) or not isinstance(about.get("checksums"), dict) or CHECKSUM not in content:
        raise ResultsError(
            fault(file, "There are no checksums in it: it was written by an earlier version, or is damaged.")
        )
    if content.pop(CHECKSUM) != _content_checksum(content):
        raise ResultsError(fault(file, NOT_AS_SAVED))
    return content, content.pop(ABOUT)


NOT_AS_SAVED = "The file is not as it was saved: it is damaged, or was changed later."


def file_faults(folder: Path) -> list[str]:
    """Return what is wrong with the files of a run: missing, or not as they were saved."""
    present = [file for file in RUN_FILES if (folder / file).is_file()]
    if not present:
        return [
            f"{folder}\n  There are no results here. Results are a folder with the files {', '.join(RUN_FILES)},\n"
            f"  or one with two such folders, {' and '.join(ARMS)}."
        ]
    faults = [fault(folder / file, "The file is missing.") for file in RUN_FILES if file not in present]
    if PROVENANCE_FILE not in present:
        return faults
    try:
        checksums = read_provenance(folder)[1]["checksums"]
    except ResultsError as error:
        return [*faults, str(error)]
    for file in present:
        if file == PROVENANCE_FILE:
            continue
        try:
            intact = _file_checksum(folder / file) == checksums.get(file)
        except OSError as error:
            faults.append(fault(folder / file, f"The file cannot be read: {error.strerror}."))
            continue
        if not intact:
            faults.append(fault(folder / file, NOT_AS_SAVED))
    return faults


def fault(file: Path, text: str) -> str:
    """Say what is wrong with a file."""
    return f"{file}\n  {text}"


def _checksum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _file_checksum(file: Path) -> str:
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


def _content_checksum(content: Mapping[str, Any]) -> str:
    """Return a checksum of what JSON says, whatever its layout."""
    return _checksum(json.dumps(json.loads(json.dumps(content)), sort_keys=True).encode())
