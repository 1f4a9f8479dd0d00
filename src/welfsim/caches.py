"""The cache: what welfsim keeps between runs so that they start sooner.

Nothing in it is needed. What is missing, damaged or made of other sources is made again, and where nothing can be
written everything is made anew at each start. Each file carries a hash of its bytes, so that damage is seen before
anything is read out of it. Nothing is deleted that welfsim cannot show to be its own.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import sys
import time
from contextlib import suppress
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

import platformdirs

MARK = "made-by-welfsim.txt"
MARK_TEXT = "welfsim made this folder and deletes its own files in it when they have not been used for long.\n"
HALF_WRITTEN = ".*.part"
A_DAY = 86_400  # seconds
NOWHERE = Path(os.devnull, "no-home-folder")
"""A folder in which nothing is and nothing can be made."""

_OUR_NAME = re.compile(r"[0-9a-f]{16,64}|\.[0-9a-f]{16,64}-\w+")
_said: set[str] = set()


class Shelf(NamedTuple):
    """One kind of what is kept: a folder of folders, one for each set of sources and arguments.

    Attributes
    ----------
    name
        The folder below the root of the cache.
    files
        Patterns of the names of the files in it; no other file is ever deleted.
    kept
        How many folders are kept; those unused for longest go first.
    """

    name: str
    files: tuple[str, ...]
    kept: int


def cache_root() -> Path:
    """Return the folder of the cache: ``WELFSIM_CACHE``, or the user's own; `NOWHERE` for a user without a home."""
    try:
        return Path(os.environ.get("WELFSIM_CACHE") or platformdirs.user_cache_dir("welfsim")).expanduser()
    except RuntimeError:
        return NOWHERE


def kept(shelf: Shelf, key: str, name: str) -> bytes | None:
    """Return what was kept under a name; none if it is not there or damaged."""
    file = cache_root() / shelf.name / key / name
    try:
        sealed = file.read_bytes()
    except OSError:
        return None
    seal, _, content = sealed.partition(b"\n")
    if seal != _seal(content):
        say_damaged(file)
        return None
    with suppress(OSError):  # a cache that can only be read is good enough
        os.utime(file.parent)
    return content


def keep(shelf: Shelf, key: str, name: str, content: bytes) -> None:
    """Keep some bytes under a name, whole or not at all; if they cannot be written, say so once."""
    folder = cache_root() / shelf.name / key
    try:
        is_new = not folder.is_dir()
        mark(folder)
        half = folder / f".{name}.{secrets.token_hex(8)}.part"
        try:
            half.write_bytes(b"%s\n%s" % (_seal(content), content))
            half.replace(folder / name)
        finally:
            half.unlink(missing_ok=True)
        if is_new:
            sweep(shelf, folder)
    except OSError as error:
        say_unwritable(error)


def is_kept(shelf: Shelf, key: str, pattern: str) -> bool:
    """Say whether a file whose name has a pattern is kept under a key."""
    with suppress(OSError):
        return any((cache_root() / shelf.name / key).glob(pattern))
    return False


def mark(folder: Path) -> None:
    """Make a folder of the cache, if it is not there, and mark it as made by welfsim."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / MARK).exists():
        (folder / MARK).write_text(MARK_TEXT, encoding="utf-8")


def sweep(shelf: Shelf, used: Path) -> None:
    """Drop the folders of a shelf that were unused for longest, and what was left half made more than a day ago.

    The folder in use stays. A folder that is not named and marked as welfsim's own is not touched.
    """
    with suppress(OSError):
        ours = [entry for entry in used.parent.iterdir() if entry != used and is_ours(entry)]
        ages = {entry: time.time() - entry.stat().st_mtime for entry in ours}
        half_made = [entry for entry in ours if entry.name.startswith(".")]
        whole = sorted(set(ours) - set(half_made), key=lambda entry: ages[entry])
        for old in [*whole[shelf.kept - 1 :], *(entry for entry in half_made if ages[entry] > A_DAY)]:
            drop(shelf, old)


def is_ours(folder: Path) -> bool:
    """Say whether a folder has the name and the mark of one that welfsim made."""
    return bool(_OUR_NAME.fullmatch(folder.name)) and not folder.is_symlink() and (folder / MARK).is_file()


def drop(shelf: Shelf, folder: Path) -> None:
    """Delete welfsim's own files of a folder, and the folder if nothing else is in it."""
    with suppress(OSError):
        for file in list(folder.iterdir()):
            if any(fnmatchcase(file.name, pattern) for pattern in (*shelf.files, HALF_WRITTEN, MARK)):
                file.unlink(missing_ok=True)
        folder.rmdir()


def say_damaged(file: Path) -> None:
    """Say, once in a process, that a file of the cache is damaged and what becomes of it."""
    _say("damaged", f"A damaged file of the cache was dropped and is made again: {file}")


def say_unwritable(error: OSError) -> None:
    """Say, once in a process, that nothing can be kept, and what to do about it."""
    where = f": {error.filename}" if error.filename else ""
    _say(
        "unwritable",
        f"The cache cannot be written ({error.strerror or error}{where}), so each start takes longer.\n"
        f"Name a folder that can be written: WELFSIM_CACHE=FOLDER",
    )


def _say(what: str, text: str) -> None:
    """Write to the error stream, if there is one, unless the same was said before."""
    if what not in _said:
        _said.add(what)
        with suppress(OSError, ValueError, AttributeError):  # closed, or none
            sys.stderr.write(f"{text}\n")
            sys.stderr.flush()


def _seal(content: bytes) -> bytes:
    """Return the line that stands above a content: who wrote it, and the hash of its bytes."""
    return b"welfsim " + hashlib.sha256(content).hexdigest().encode()
