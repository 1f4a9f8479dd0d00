"""``welfsim doctor``: what welfsim runs on, and whether its cache can be used."""

from __future__ import annotations

import os
import platform
import shutil
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import click

from welfsim.cli.options import format_option
from welfsim.cli.show import echo

MEGABYTE = 1_000_000
ROOM = 2_000 * MEGABYTE
"""What a long run may leave behind when it is interrupted."""


class Finding(NamedTuple):
    """One thing looked at, how it is, and what to do if that is not well."""

    what: str
    is_so: str
    to_do: str = ""


@click.command("doctor")
@format_option
def command(form: str) -> int:
    """Say on what welfsim runs here, whether it is compiled, and whether its cache can be used; exit 2 if it cannot."""
    from welfsim.cli.entry import DONE, USERS_FAULT
    from welfsim.cli.show import print_csv, print_json, print_table

    found = [*_programs(), *_cache()]
    if form == "json":
        print_json({"findings": [finding._asdict() for finding in found]})
    elif form == "csv":
        print_csv(finding._asdict() for finding in found)
    else:
        print_table([["", "here"], *([finding.what, finding.is_so] for finding in found)], left=2)
        faults = [finding for finding in found if finding.to_do]
        for finding in faults:
            echo(f"\n{finding.what}: {finding.is_so}\n  {finding.to_do}")
        if not faults:
            echo("\nAll is well.")
    return USERS_FAULT if any(finding.to_do for finding in found) else DONE


def _programs() -> Iterator[Finding]:
    """Yield the versions of what decides results, and the cores."""
    from welfsim.provenance import PACKAGES, checkout
    from welfsim.sources import PACKAGE

    made_of = checkout(PACKAGE.resolve().parents[1])
    commit = f", commit {made_of['commit'][:8]}{' and changes' if made_of['changed'] else ''}" if made_of else ""
    yield Finding("welfsim", f"{version('welfsim')}{commit}")
    yield Finding("Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    yield Finding("Packages", ", ".join(f"{name} {version(name)}" for name in PACKAGES))
    yield Finding("Cores", str(os.cpu_count() or 1))


def _cache() -> Iterator[Finding]:
    """Yield where the cache is, what is in it, and whether it can be written."""
    from welfsim.caches import cache_root
    from welfsim.compiled import is_warm

    root, is_compiled = cache_root(), is_warm("play_month")
    why = _unwritable(root)
    if why and is_compiled:  # as in a container whose files are read only
        yield Finding("Cache", f"{root}, which cannot be written ({why}): what is not in it is made at each start")
    else:
        to_do = f"It cannot be written ({why}), so each start compiles anew: name another in WELFSIM_CACHE."
        yield Finding("Cache", str(root), to_do if why else "")
    held = sum(file.stat().st_size for file in _files(root))
    yield Finding("In the cache", f"{held / MEGABYTE:,.0f} MB, {_folders(root, 'populations')} built populations")
    yield Finding("Model compiled", "yes" if is_compiled else "no: the first run takes a minute longer")
    there = next(folder for folder in (root, *root.parents) if folder.exists())
    free = shutil.disk_usage(there).free
    full = f"A long run that is interrupted may want {ROOM / MEGABYTE:,.0f} MB: make room, or set WELFSIM_CACHE."
    yield Finding("Free on that disk", f"{free / MEGABYTE:,.0f} MB", full if free < ROOM else "")


def _unwritable(root: Path) -> str:
    """Say why nothing can be kept in the cache; an empty text if it can be written."""
    try:
        root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=root):
            return ""
    except OSError as error:
        return error.strerror or str(error)


def _files(root: Path) -> Iterator[Path]:
    """Yield the files in a folder and below it, as far as they can be read."""
    for folder, _, names in os.walk(root):
        yield from (path for path in (Path(folder, name) for name in names) if path.is_file())


def _folders(root: Path, shelf: str) -> int:
    """Return how many folders of a shelf there are."""
    folder = root / shelf
    return sum(1 for each in folder.iterdir() if each.is_dir()) if folder.is_dir() else 0
