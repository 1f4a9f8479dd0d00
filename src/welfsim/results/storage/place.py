"""May the results of a run be put at a folder? Only where nothing is, or the same run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from welfsim.results.storage.files import ARMS, RUN_FILES, file_faults, read_provenance

Runs = tuple[str, ...]
"""The key of a run, or of both runs of a comparison."""

SHOWN = 3
NO_RESULTS = "This is not a folder of results, so it is not replaced."


def why_not(folder: Path, runs: Runs) -> str:
    """Say why the results of these runs may not be put at a folder; empty if they may.

    They may where nothing is, in place of an empty folder, and in place of whole results of the same run. They never
    take the place of a link, a file, a mounted disk, a folder with anything else in it, or the folder one works in.
    """
    if folder.is_symlink():
        return f"This is a link to {folder.readlink()}, and links are not replaced."
    if not os.path.lexists(folder):
        return ""
    if not folder.is_dir():
        return "This is a file, so it is not replaced."
    if _is_around_us(folder):
        return "This is the folder you work in, or one above it, so it is not replaced."
    if folder.is_mount():
        return "A disk is mounted here, so it is not replaced."
    if not any(folder.iterdir()):
        return ""
    return _not_results(folder) or _other_than(folder, runs)


def another_run(folder: Path, runs: Runs) -> str:
    """Say which other run's results a folder holds; empty if it holds no whole results, or those of the same run."""
    try:
        return "" if not folder.is_dir() or _not_results(folder) else _other_than(folder, runs)
    except OSError:  # it cannot be read
        return ""


def _other_than(folder: Path, runs: Runs) -> str:
    held = [read_provenance(arm) for arm in _arms(folder)]
    if tuple(about.get("run") for _, about in held) == runs:
        return ""
    names = ", against ".join(str(about.get("name")) for _, about in held)
    made = str(held[0][0].get("created", "at an unknown time")).replace("T", " ").partition("+")[0]
    return f"This folder holds the results of another run, so it is not replaced: {names}, made {made}."


def _is_around_us(folder: Path) -> bool:
    try:
        return folder.name in ("", "..") or Path.cwd().is_relative_to(folder.resolve())
    except OSError:  # the folder we work in is gone
        return False


def _arms(folder: Path) -> list[Path]:
    """Return the folders of the runs that a folder holds: itself, or the two of a comparison."""
    arms = [folder / arm for arm in ARMS]
    return arms if all(map(os.path.lexists, arms)) else [folder]


def _not_results(folder: Path) -> str:
    """Say why a folder is not exactly what a run or a comparison has written; empty if it is."""
    arms = _arms(folder)
    strange = [] if arms == [folder] else sorted(set(_entries(folder)) - set(ARMS))
    for arm in arms:
        where = "" if arm == folder else f"{arm.name}/"
        if arm.is_symlink() or not arm.is_dir():
            return f"{NO_RESULTS} In it {arm.name} is not a folder."
        strange += [f"{where}{name}" for name in _strangers(arm)]
    if strange:
        more = f" and {len(strange) - SHOWN} more" if len(strange) > SHOWN else ""
        return f"{NO_RESULTS} In it: {', '.join(sorted(strange)[:SHOWN])}{more}."
    faults = [fault.replace("\n  ", ": ") for arm in arms for fault in file_faults(arm)]
    return f"This is not a folder of whole results, so it is not replaced. {faults[0]}" if faults else ""


def _strangers(arm: Path) -> Iterator[str]:
    """Yield what else a folder of a run holds, and what has the name of a run's file and is no file."""
    for name in sorted(_entries(arm)):
        if name not in RUN_FILES or (arm / name).is_symlink() or not (arm / name).is_file():
            yield name


def _entries(folder: Path) -> list[str]:
    return [entry.name for entry in folder.iterdir()]
