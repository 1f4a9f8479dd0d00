"""Finished parts of a long run, kept in the cache so that the same command goes on from them after an interruption.

A part is one replication of one scenario in one group of districts, from the first month to the last: the accounts
that the engine makes of it. Its key is a hash of all that decides its numbers, so a part of anything else is never
taken. Parts are written in batches, each file whole or not there. The name of a file holds the hash of its first
line, which holds the hash of every part behind it: what is damaged is not taken, and is computed again.
"""

from __future__ import annotations

import json
import logging
import os
import re
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from threading import Lock, Timer
from types import TracebackType
from typing import Any, NamedTuple, Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from welfsim.caches import cache_root
from welfsim.vocabulary.accounts import empty_accounts
from welfsim.vocabulary.state import Span

EVERY = 10.0  # seconds from the end of a part until it is written; a shorter job writes nothing
MOST_BYTES = 2_000_000_000  # of all parts on disk
A_DAY = 86_400.0  # seconds
DAYS_KEPT = 30

CODEC = "zstd"
BATCH = re.compile(r"[0-9a-f]{16}-[0-9a-f]{32}\.parts")
UNFINISHED = re.compile(r"\.[0-9a-f]{16}-\w+\.unfinished")

_log = logging.getLogger("welfsim")


def digest(*decides: object) -> str:
    """Return a hash of values: memory as it is, anything else as it is written."""
    found = sha256()
    for each in decides:
        written = each if isinstance(each, memoryview) else repr(each).encode()
        found.update(f"{len(written)} ".encode())
        found.update(written)
    return found.hexdigest()


def memory(table: object) -> memoryview:
    """Return the bytes of a table of records."""
    return np.asarray(table).view(np.uint8).data


def packed(records: NDArray[np.void]) -> bytes:
    """Return records compressed, after the number of their bytes."""
    raw = records.tobytes()
    return b"%d %s" % (len(raw), pa.compress(raw, CODEC, asbytes=True))


def unpacked(content: bytes, kind: np.dtype[Any]) -> NDArray[np.void]:
    """Return the records of a kind that were packed, in one row."""
    size, _, rest = content.partition(b" ")
    return np.frombuffer(pa.decompress(rest, int(size), CODEC, asbytes=True), kind)


def shelf() -> Path:
    """Return the folder that holds the parts of all jobs."""
    return cache_root() / "parts"


class Place(NamedTuple):
    """Where a part lies on disk."""

    file: Path
    offset: int
    size: int
    hash: str


class Parts:
    """The parts of one job: of all the runs of one command, or of one call from Python.

    Used as a context: a job that ends well removes its parts, one that is cut short leaves them.

    Parameters
    ----------
    on
        Whether to keep parts and go on from earlier ones at all.
    tell
        Is given what the user should know, one line each time; a warning of the logger ``welfsim`` unless given.
    """

    def __init__(self, on: bool = True, tell: Callable[[str], None] = _log.warning) -> None:
        self._on, self._tell = on, tell
        self._first = 0.0
        self._asked, self._runs = "", 0
        self._job, self._total = "", 0
        self._places: dict[str, Place] = {}
        self._files: set[Path] = set()
        self._pending: dict[str, bytes] = {}
        self._lock = Lock()
        self._timer: Timer | None = None
        self._ended = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop_timer()
        if kind is None:
            for file in self._files:
                _remove(file)
            return
        if self._pending and time.monotonic() - self._first >= EVERY:
            self._write(self._pending)
        if self._places:
            self._tell(f"{len(self._places)} of {self._total} parts are kept: the same command goes on from them.")

    def tell(self, line: str) -> None:
        """Say something that the user should know."""
        self._tell(line)

    def begin(self, asked: object, runs: int) -> None:
        """Say what the job is and of how many runs it consists, a run being one replication of one scenario.

        Only the first call counts: a job may ask for comparisons that would be jobs of their own.
        """
        if not self._asked:
            self._asked, self._runs = json.dumps(asked, default=str), runs

    def of(self, model: str, run: str, groups: int) -> PartsOfRun | None:
        """Return the parts of a run; none if parts are not kept.

        Parameters
        ----------
        model
            A hash of what is the same throughout a job: people, law, processes, sources, versions.
        run
            A hash of all else that decides the numbers of the run.
        groups
            Groups of districts in a run; the same throughout a job.
        """
        if not self._on:
            return None
        if not self._job:
            self._open(model, groups)
        return PartsOfRun(self, digest(model, run))

    def take(self, key: str) -> bytes | None:
        """Return a part that is kept; none if it is not there or is damaged."""
        place = self._places.get(key)
        if place is None:
            return None
        content = _bytes_at(place)
        if content is None:
            self._places.pop(key, None)
        return content

    def keep(self, key: str, content: bytes) -> None:
        """Keep a part, within `EVERY` seconds."""
        with self._lock:
            if not self._on:
                return
            self._first = self._first or time.monotonic()
            self._pending[key] = content
            if self._timer is None:
                self._start_timer()

    def _open(self, model: str, groups: int) -> None:
        """Find what the same job has left earlier, and report it."""
        self._job, self._total = digest(self._asked, model)[:16], self._runs * groups
        for file in _by_age(shelf(), f"{self._job}-*.parts"):
            self._files.add(file)
            self._places |= _places_in(file)
        if self._places:
            last = datetime.fromtimestamp(max(_written(place.file) for place in self._places.values()))
            self._tell(
                f"Going on from {last:%Y-%m-%d %H:%M}: {len(self._places)} of {self._total} parts were finished."
            )

    def _start_timer(self) -> None:
        self._timer = Timer(EVERY, self._write_pending)
        self._timer.daemon = True
        self._timer.start()

    def _stop_timer(self) -> None:
        with self._lock:
            self._ended, timer = True, self._timer
        if timer is not None:
            timer.cancel()
            timer.join()

    def _write_pending(self) -> None:
        """Write what has come together, and wait again if more has come meanwhile."""
        with self._lock:
            batch, self._pending = self._pending, {}
        self._write(batch)
        with self._lock:
            self._timer = None
            if self._pending and self._on and not self._ended:
                self._start_timer()

    def _write(self, batch: Mapping[str, bytes]) -> None:
        """Write a batch; where that is not possible say so once and keep nothing more."""
        if not batch or not self._on:
            return
        try:
            shelf().mkdir(parents=True, exist_ok=True)
            _make_room(self._job, sum(map(len, batch.values())))
            file, places = _write_batch(self._job, batch)
        except OSError as error:
            self._on = False
            self._tell(
                f"{shelf()}\n  Finished parts cannot be kept there: {error.strerror or error}.\n"
                "  The run goes on. If it is interrupted, what is not kept yet is computed again."
            )
            return
        self._files.add(file)
        self._places |= places


class PartsOfRun(NamedTuple):
    """The parts of one replication of a scenario, as the engine asks for them and hands them over."""

    parts: Parts
    decides: str

    def take(self, span: Span) -> NDArray[np.void] | None:
        """Return the accounts of a group of districts, months × districts; none if they are not kept."""
        content = self.parts.take(self._key(span))
        if content is None:
            return None
        return unpacked(content, empty_accounts(0, 0).dtype).reshape(-1, span.end_district - span.first_district)

    def keep(self, span: Span, accounts: NDArray[np.void]) -> None:
        """Keep the accounts of a group of districts, months × districts."""
        self.parts.keep(self._key(span), packed(accounts))

    def _key(self, span: Span) -> str:
        return digest(self.decides, span.first_district, span.end_district)[:32]


def held(resume: bool | Parts) -> AbstractContextManager[Parts]:
    """Return the parts of a longer job, which ends them itself, or those of a job of one's own."""
    return nullcontext(resume) if isinstance(resume, Parts) else Parts(resume)


# ------------------------------------------------------------------------------------------ files


def _write_batch(job: str, batch: Mapping[str, bytes]) -> tuple[Path, dict[str, Place]]:
    """Write parts into one file, whole or not at all, and return the file and where in it they lie."""
    index = [[key, len(content), sha256(content).hexdigest()] for key, content in batch.items()]
    head = json.dumps(index).encode() + b"\n"
    file = shelf() / f"{job}-{sha256(head).hexdigest()[:32]}.parts"
    handle, name = tempfile.mkstemp(".unfinished", f".{job}-", shelf())
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(head)
            stream.writelines(batch.values())
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(file)
    except BaseException:
        _remove(aside)
        raise
    return file, _places(file, index, len(head))


def _places_in(file: Path) -> dict[str, Place]:
    """Return where the parts of a file lie; none, and no file any more, if its first line is damaged."""
    try:
        with file.open("rb") as stream:
            head = stream.readline()
    except OSError:
        return {}
    if file.stem.partition("-")[2] != sha256(head).hexdigest()[:32]:
        _remove(file)
        return {}
    return _places(file, json.loads(head), len(head))


def _places(file: Path, index: list[list[Any]], offset: int) -> dict[str, Place]:
    found = {}
    for key, size, hash in index:
        found[key] = Place(file, offset, size, hash)
        offset += size
    return found


def _bytes_at(place: Place) -> bytes | None:
    """Return the bytes at a place; none if they cannot be read or are not those that were written."""
    try:
        with place.file.open("rb") as stream:
            stream.seek(place.offset)
            content = stream.read(place.size)
    except OSError:
        return None
    return content if sha256(content).hexdigest() == place.hash else None


def _by_age(folder: Path, pattern: str) -> list[Path]:
    """Return the batches of a folder, the oldest first; none of a folder that cannot be read."""
    with suppress(OSError):
        return sorted((file for file in folder.glob(pattern) if BATCH.fullmatch(file.name)), key=_written)
    return []


def _written(file: Path) -> float:
    """Return when a file was written; 0 if it is gone."""
    with suppress(OSError):
        return file.stat().st_mtime
    return 0.0


def _size(file: Path) -> int:
    """Return the bytes of a file; 0 if it is gone."""
    with suppress(OSError):
        return file.stat().st_size
    return 0


def _make_room(job: str, needed: int) -> None:
    """Remove the parts of jobs that nobody came back for, and more of other jobs until `needed` bytes more fit.

    The job that was written to least recently goes first.

    Raises
    ------
    OSError
        If the parts of the job itself leave no room.
    """
    now = time.time()
    for aside in shelf().glob(".*.unfinished"):
        if UNFINISHED.fullmatch(aside.name) and now - _written(aside) > A_DAY:
            _remove(aside)
    jobs: dict[str, list[Path]] = {}
    for file in reversed(_by_age(shelf(), "*.parts")):
        jobs.setdefault(file.name.partition("-")[0], []).append(file)
    used = needed + sum(_size(file) for files in jobs.values() for file in files)
    jobs.pop(job, None)
    for files in reversed(jobs.values()):
        if used <= MOST_BYTES and now - _written(files[0]) <= DAYS_KEPT * A_DAY:
            break
        for file in files:
            used -= _size(file)
            _remove(file)
    if used > MOST_BYTES:
        raise OSError(f"they fill the {MOST_BYTES / 1e9:g} GB that they may take")


def _remove(file: Path) -> None:
    """Remove a file of ours; one that is gone or cannot be removed is no fault."""
    with suppress(OSError):
        file.unlink(missing_ok=True)
