"""A law file as it is written: entries of plain values, and the line on which each thing stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from welfsim.errors import PolicyError
from welfsim.policy.faults import fault


@dataclass(frozen=True)
class Entry:
    """One value of a law file: its fields as written, and the line of each (``values``, ``values.2026-04``)."""

    name: str
    file: str
    line: int
    fields: dict[str, Any]
    lines: dict[str, int]

    def where(self, field: str = "") -> str:
        """Return the file and line of a field, or of the whole entry when it has no such field."""
        return f"{self.file}, line {self.lines.get(field, self.line)}"


def read_entries(file: Path) -> list[Entry]:
    """Read a law file's entries, in order.

    Raises
    ------
    PolicyError
        If the file is not YAML, repeats a key or is not a table of entries.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    try:
        document = YAML(typ="rt").load(file)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        what = str(error.problem or error).split("\n")[0]
        raise PolicyError(fault(f"{file.name}, line {line}", f"This cannot be read: {what}.")) from error
    if document is None:
        return []
    if not isinstance(document, dict):
        raise PolicyError(fault(f"{file.name}, line 1", "A law file is a table of parameters by name."))
    return [_entry(file.name, document, name) for name in document]


def _entry(file: str, document: Any, name: Any) -> Entry:
    """Return one entry of a parsed file."""
    body = document[name]
    fields = {str(key): _plain(value) for key, value in body.items()} if isinstance(body, dict) else {}
    lines = dict(_lines(body)) if isinstance(body, dict) else {}
    return Entry(str(name), file, document.lc.key(name)[0] + 1, fields, lines)


def _lines(table: Any, prefix: str = "") -> Iterator[tuple[str, int]]:
    """Yield the path and line of every key of a parsed table."""
    for key, value in table.items():
        yield f"{prefix}{key}", table.lc.key(key)[0] + 1
        if isinstance(value, dict):
            yield from _lines(value, f"{prefix}{key}.")


def _plain(value: Any) -> Any:
    """Return a parsed value as plain tables, lists, numbers, true, false and text; whole dates as text."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    return None if value is None else str(value)
