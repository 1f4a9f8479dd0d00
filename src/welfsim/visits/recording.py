"""A record of people as it is made: a piece for each replication and group of districts, joined at the end.

A piece has its name from all that decides it and is whole or not there, so a run that goes on from finished parts keeps
their pieces. Nothing is held in memory but what one group adds in a month or a few.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import disk_usage
from types import TracebackType
from typing import Any, NamedTuple, Self

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from welfsim.caches import Shelf, drop, mark
from welfsim.engine import Kept, spans
from welfsim.errors import ResultsError
from welfsim.parts import digest
from welfsim.results.lives import METADATA
from welfsim.visits.job import Job
from welfsim.visits.record import (
    Record,
    columns_of,
    month_date,
    schema,
    span_of_months,
    values_of,
    written,
)
from welfsim.vocabulary.codes import Presence
from welfsim.vocabulary.state import Span, State

ROWS_A_WRITE = 250_000
ROWS_TO_WEIGH = 20_000
PIECES = Shelf("", ("*.parquet",), 0)
MILLION = 1e6


class Recorder:
    """The record of one job.

    Used as a context: what is half written is removed at the end, whole pieces stay until they are joined.

    Parameters
    ----------
    record
        What is asked for.
    job
        The run; people of its last arm are recorded.
    about
        What the run is, for the metadata of the file.
    tell
        Is given what the record will cost.

    Raises
    ------
    ResultsError
        If there is another file in the place, nothing can be written there, or the disk has less room than it takes.
    """

    def __init__(self, record: Record, job: Job, about: Mapping[str, Any], tell: Callable[[str], None]) -> None:
        self.record, self.job = record, job
        self.names = columns_of(record)
        self.schema = schema(record, about)
        self.rows = _chosen(job.population.state, record.people)
        self.folder = record.file.resolve().with_name(f".{record.file.name}.unfinished")
        choice = tuple(self.names), record.people, record.every
        laws = [each for arm in range(len(job.policies)) for each in job.law_of(arm)]
        self._decides = digest(job.model, *laws, *choice, job.population.start)
        self._claim(tell)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for half in self.folder.glob(".*.part"):
            half.unlink(missing_ok=True)

    def piece(self, key: int, span: Span) -> Path:
        """Return the file of a group of districts in the replication with a stream of luck."""
        return self.folder / f"{digest(self._decides, key, span.first_district, span.end_district)[:32]}.parquet"

    def join(self) -> None:
        """Put the pieces together, by replication and group, in the place of the record, and remove them."""
        groups = spans(self.job.population.state)
        pieces = [self.piece(key, span) for key in self.job.keys for span in groups]
        with self.writing():
            whole = self.folder / f".{self.record.file.name}.part"
            with pq.ParquetWriter(whole, self.schema, compression="zstd") as writer:
                for tables in _gathered(table for piece in pieces for table in _tables(piece)):
                    writer.write_table(tables)
            whole.replace(self.record.file.resolve())
        drop(PIECES, self.folder)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Say what is wrong where the record cannot be written, and that nothing finished is lost."""
        try:
            yield
        except (OSError, pa.ArrowException) as error:
            finished = sum(1 for _ in self.folder.glob("[0-9a-f]*.parquet"))
            of = len(spans(self.job.population.state)) * len(self.job.keys)
            raise ResultsError(
                f"{self.record.file}\n  The record cannot be written: {getattr(error, 'strerror', None) or error}.\n"
                f"  {finished} of {of} pieces are kept in {self.folder}. Make room, then give the same command again."
            ) from error

    def _claim(self, tell: Callable[[str], None]) -> None:
        """See that the record can be made in its place, and say what it costs."""
        file = self.record.file
        if file.exists() and not _is_record(file):
            raise ResultsError(
                f"{file}\n  This file is there already and is no record of welfsim, so it is not replaced.\n"
                "  Name another file, or move this one away."
            )
        try:
            mark(self.folder)
            free = disk_usage(self.folder).free
        except OSError as error:
            raise ResultsError(f"{file}\n  No record can be written there: {error.strerror or error}.") from error
        rows, size = self.cost()
        months = span_of_months(self.job.population.start, self.job.months)
        if self.record.every == "month":
            about = f"about {rows:,} rows, {size / MILLION:,.1f} MB"
        else:
            about = f"at most {rows:,} rows, {size / MILLION:,.1f} MB, if everyone changed every month"
        tell(f"Record of {months}: {about}. While it is put together it takes twice that.")
        if self.record.every == "month" and 2 * size > free:
            drop(PIECES, self.folder)
            raise ResultsError(
                f"{file}\n  The disk has {free / MILLION:,.0f} MB free, and the record takes about "
                f"{2 * size / MILLION:,.0f} MB while it is made.\n  Record fewer people or columns."
            )

    def cost(self) -> tuple[int, float]:
        """Return the rows that are written if all who are here stay and somebody writes each month, and their bytes."""
        state = self.job.population.state
        here = self.rows[state.person.presence[self.rows] == Presence.PRESENT]
        rows = here.size * (self.job.months + 1) * len(self.job.keys)
        few = here[:ROWS_TO_WEIGH]
        values = {name: values_of(name, state, few) for name in ("presence", *self.names)}
        stream = io.BytesIO()
        person_id = state.person.person_id[few]
        pq.write_table(self.table(0, person_id, self.job.population.start - 1, values), stream, compression="zstd")
        return rows, rows * stream.tell() / max(few.size, 1)

    def table(
        self, replication: int, person_id: NDArray[Any], month: int, values: Mapping[str, NDArray[Any]]
    ) -> pa.Table:
        """Return rows of the file: people at the end of a month."""
        rows = person_id.size
        arrays = [pa.array(np.full(rows, replication, np.int16)), pa.array(person_id)]
        arrays.append(pa.array(np.full(rows, np.datetime64(month_date(month))), pa.date32()))
        arrays += [array for name in ("presence", *self.names) for array in written(name).arrays(values[name])]
        return pa.Table.from_arrays(arrays, schema=self.schema)


class Watching:
    """The record of one replication: watches the engine, group by group."""

    def __init__(self, recorder: Recorder, replication: int) -> None:
        self.recorder, self.replication = recorder, replication
        self._open: dict[int, Piece] = {}

    def __call__(self, states: Sequence[State], span: Span, month: int) -> None:
        """See a group at the end of a month; before the first, as it was built."""
        recorder, start = self.recorder, self.recorder.job.population.start
        if month == 0:
            piece = Piece(recorder, self.replication, span)
            self._open[span.first_district] = piece
            piece.add(recorder.job.population.state, start - 1)
        self._open[span.first_district].add(states[-1], start + month)

    def has(self, span: Span) -> bool:
        """Say whether the piece of a group is there already."""
        return self.recorder.piece(self.recorder.job.keys[self.replication], span).is_file()

    def finish(self, span: Span) -> None:
        """Complete the piece of a group."""
        self._open.pop(span.first_district).finish()


class Recorded(NamedTuple):
    """The finished parts of an arm whose people are recorded: a part is finished if its piece of the record is too."""

    watching: Watching
    kept: Kept | None

    def take(self, span: Span) -> NDArray[np.void] | None:
        """Return the accounts of a group; none if they are not kept, or its piece is not there."""
        return self.kept.take(span) if self.kept is not None and self.watching.has(span) else None

    def keep(self, span: Span, accounts: NDArray[np.void]) -> None:
        """Complete the piece of a group, then keep its accounts."""
        self.watching.finish(span)
        if self.kept is not None:
            self.kept.keep(span, accounts)


class Piece:
    """The rows of one group in one replication, on their way to disk."""

    def __init__(self, recorder: Recorder, replication: int, span: Span) -> None:
        self._recorder, self._replication = recorder, replication
        first, end = np.searchsorted(recorder.rows, (span.first_person, span.end_person))
        self._rows = recorder.rows[first:end]
        self._file = recorder.piece(recorder.job.keys[replication], span)
        self._half = self._file.with_name(f".{self._file.name}.part")
        self._before: dict[str, NDArray[Any]] = {}
        self._waiting: list[pa.Table] = []
        with recorder.writing():
            self._writer = pq.ParquetWriter(self._half, recorder.schema, compression="zstd")

    def add(self, state: State, month: int) -> None:
        """Add those of the group who are here at the end of a month, or only those of whom something has changed."""
        recorder = self._recorder
        values = {name: values_of(name, state, self._rows) for name in ("presence", *recorder.names)}
        keep = values["presence"] == Presence.PRESENT
        if recorder.record.every == "change" and self._before:
            keep = (keep | (self._before["presence"] == Presence.PRESENT)) & self._differs(values)
        person_id = state.person.person_id[self._rows][keep]
        kept = {name: column[keep] for name, column in values.items()}
        self._waiting.append(recorder.table(self._replication, person_id, month, kept))
        self._before = values
        if sum(table.num_rows for table in self._waiting) >= ROWS_A_WRITE:
            self._write()

    def finish(self) -> None:
        """Write what is left, and give the piece its name."""
        self._write()
        with self._recorder.writing():
            self._writer.close()
            self._half.replace(self._file)

    def _differs(self, values: Mapping[str, NDArray[Any]]) -> NDArray[np.bool_]:
        differs = np.zeros(self._rows.size, np.bool_)
        for name, column in values.items():
            unlike = column != self._before[name]
            differs |= unlike.any(axis=1) if unlike.ndim > 1 else unlike
        return differs

    def _write(self) -> None:
        waiting, self._waiting = self._waiting, []
        with self._recorder.writing():
            if waiting:
                self._writer.write_table(pa.concat_tables(waiting))


def _chosen(state: State, people: int | None) -> NDArray[np.int64]:
    """Return the rows of those to record, in order: everyone, or so many, drawn by a hash of their numbers."""
    person_id = state.person.person_id
    if people is None or people >= person_id.size:
        return np.arange(person_id.size)
    mixed = (person_id.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) ^ np.uint64(0xD1B54A32D192ED03)
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    return np.sort(np.argpartition(mixed, people - 1)[:people])


def _tables(piece: Path) -> Iterator[pa.Table]:
    """Yield the rows of a piece, as many at a time as were written together."""
    with pq.ParquetFile(piece) as file:
        for group in range(file.num_row_groups):
            yield file.read_row_group(group)


def _gathered(tables: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """Yield tables together, as many rows at a time as are worth a group of rows."""
    waiting: list[pa.Table] = []
    for table in tables:
        waiting.append(table)
        if sum(each.num_rows for each in waiting) >= ROWS_A_WRITE:
            yield pa.concat_tables(waiting)
            waiting = []
    if waiting:
        yield pa.concat_tables(waiting)


def _is_record(file: Path) -> bool:
    """Say whether a file is a record of welfsim."""
    with suppress(OSError, pa.ArrowException):
        return METADATA in (pq.read_schema(file).metadata or {})
    return False
