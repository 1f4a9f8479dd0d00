"""The law as it stands: dated values with their sources, read from YAML and checked against the declarations."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from welfsim.errors import PolicyError, together
from welfsim.months import parse_month, show_month
from welfsim.policy.checks import entry_faults
from welfsim.policy.document import Entry, read_entries
from welfsim.policy.faults import fault
from welfsim.policy.kept import kept_entries
from welfsim.policy.record import FIRST_MONTH, LAST_MONTH, parameters
from welfsim.policy.uprating import EXACT, NEAREST_PENNY, Rounding, parse_rounding
from welfsim.policy.values import read_number, read_value
from welfsim.vocabulary.fields import Declared, Parameter, ParameterValue

CURRENT_LAW = Path(__file__).with_name("current_law")


@dataclass(frozen=True)
class Value:
    """One parameter's values by date, and where they come from.

    `values` hold from their month until the next; after the last of them the formula `uprating` sets an amount
    each April (none: the last value stays). `low` and `high` are the range of the evidence, not the bounds of what
    may be chosen. `file` and `line` say where the value is written.
    """

    name: str
    group: str
    declared: Parameter
    values: Mapping[int, ParameterValue]
    uprating: str | None
    rounding: Rounding
    hours: float
    statuses: Mapping[int, str]
    low: float | None
    high: float | None
    title: str
    href: str
    read: str
    note: str
    file: str
    line: int

    def status(self, month: int) -> str:
        """Return how firm the value of a month is: actual, reported, legislated, announced, forecast or assumption."""
        return self.statuses[max(first for first in self.statuses if first <= month)]


@dataclass(frozen=True)
class Law:
    """Every value of the law by name, and the hash of the files that hold them."""

    values: dict[str, Value]
    fingerprint: str


@cache
def current_law() -> Law:
    """Return the law of the package: April 2022 to March 2031, as known in November 2026.

    Raises
    ------
    PolicyError
        If the package's own files are at fault.
    """
    return _checked(CURRENT_LAW, parameters(), kept_entries)


def load_law(folder: Path, declared: Mapping[str, Declared] | None = None) -> Law:
    """Read and check all law files of a folder.

    Parameters
    ----------
    folder
        Where the ``*.yaml`` files are, one for a group of parameters.
    declared
        The parameters that need a value, by full name; all of them unless given.

    Raises
    ------
    PolicyError
        With every fault of every file, each with its file and line.
    """
    return _checked(folder, parameters() if declared is None else declared, read_entries)


def _checked(folder: Path, known: Mapping[str, Declared], read: Callable[[Path], list[Entry]]) -> Law:
    """Return the law of a folder, or raise all its faults together."""
    files = sorted(folder.glob("*.yaml"))
    entries, faults = _read(files, read)
    faults += [*_twice(entries), *_unvalued(entries, known, folder)]
    for entry in entries:
        faults += entry_faults(entry, known)
    if faults:
        raise PolicyError(together(faults))
    return Law({entry.name: _value(entry, known[entry.name]) for entry in entries}, _fingerprint(files))


def _read(files: Sequence[Path], read: Callable[[Path], list[Entry]]) -> tuple[list[Entry], list[str]]:
    """Return the entries of all files and the faults of those that cannot be read."""
    entries: list[Entry] = []
    faults: list[str] = []
    for file in files:
        try:
            entries += read(file)
        except PolicyError as error:
            faults.append(str(error))
    return entries, faults


def _twice(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield a fault for each parameter valued in two files."""
    first: dict[str, Entry] = {}
    for entry in entries:
        if entry.name in first:
            yield fault(
                entry.where(),
                f"{entry.name} has a value already, in {first[entry.name].where()}.",
                "Keep one of the two.",
            )
        first.setdefault(entry.name, entry)


def _unvalued(entries: Sequence[Entry], known: Mapping[str, Declared], folder: Path) -> Iterator[str]:
    """Yield a fault for each declared parameter that no file values."""
    valued = {entry.name for entry in entries}
    for name in known:
        if name not in valued:
            yield fault(
                f"{folder.name}/{name.partition('.')[0]}.yaml",
                f"{name} has no value.",
                f"Give it one for every month from {show_month(FIRST_MONTH)} to {show_month(LAST_MONTH)}.",
            )


def _fingerprint(files: Sequence[Path]) -> str:
    """Return a hash of the files' names and text."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode())
        digest.update(file.read_text(encoding="utf-8").encode())
    return digest.hexdigest()


def _value(entry: Entry, declared: Declared) -> Value:
    """Return the value of an entry that has no fault."""
    fields = entry.fields
    low, high = (read_number(end, declared) for end in fields.get("range", (None, None)))
    source = fields["source"]
    return Value(
        name=entry.name,
        group=entry.name.partition(".")[0],
        declared=declared.what,
        values=_dated(fields["values"], declared),
        uprating=fields.get("uprating"),
        rounding=_rounding(fields.get("rounding"), declared),
        hours=float(fields.get("hours", 0)),
        statuses=_statuses(fields["status"]),
        low=low,
        high=high,
        title=source["title"],
        href=source["href"],
        read=source["read"],
        note=str(fields.get("note", "")).strip(),
        file=entry.file,
        line=entry.line,
    )


def _dated(written: Any, declared: Declared) -> dict[int, ParameterValue]:
    """Return values by month; one value alone holds from the first month of law."""
    dated = written if isinstance(written, dict) else {show_month(FIRST_MONTH): written}
    return {parse_month(first): read_value(value, declared) for first, value in sorted(dated.items())}


def _statuses(written: object) -> dict[int, str]:
    """Return statuses by month; one alone holds from the first month of law."""
    dated = written if isinstance(written, dict) else {show_month(FIRST_MONTH): written}
    return {parse_month(first): str(status) for first, status in sorted(dated.items())}


def _rounding(written: str | None, declared: Declared) -> Rounding:
    """Return the rounding as written, or what the parameter's type calls for."""
    if written is not None:
        return parse_rounding(written)
    return NEAREST_PENNY if declared.type is int else EXACT
