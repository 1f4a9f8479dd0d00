"""What is wrong with a scenario, said in the analyst's words: where, what, why and what next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from welfsim.errors import MOST_FAULTS, together
from welfsim.policy import parameters
from welfsim.text.written import nearest, shortened
from welfsim.wording.values import counted
from welfsim.yaml_files import LONGEST_PATH, Items, Table

COUNTABLE = 10**20
NO_KEY = "This is not a key that a scenario has."


class Fault(NamedTuple):
    """One fault of a scenario: the keys that lead to it, and what to say about it."""

    keys: tuple[str | int, ...]
    text: str


EXAMPLES = {
    "source": 'source: {title: "DWP, Green Paper, 2025", href: "https://www.gov.uk/…", plan: "What it plans."}',
    "population": "population: {people: 200000}",
    "promise": "promise: {starts: 65000, by: 2026-03}",
    "packages": "packages: [shared]",
}
"""How the keys are written that are neither text nor a number."""


def faults_of(
    error: ValidationError, model: type[BaseModel], parts: Mapping[str, type[BaseModel]] | None = None
) -> list[Fault]:
    """Turn what validation of a model found into faults in the analyst's words; `parts` are models under its keys."""
    faults: list[Fault] = []
    unknown = 0
    for found in error.errors(include_url=False):
        if found["type"] != "extra_forbidden":
            faults.append(Fault(tuple(found["loc"]), _fault_text(found)))
            continue
        unknown += 1
        few = unknown <= MOST_FAULTS
        faults.append(_unknown_key(found, model, parts or {}) if few else Fault(tuple(found["loc"]), NO_KEY))
    return faults


def _unknown_key(found: ErrorDetails, model: type[BaseModel], parts: Mapping[str, type[BaseModel]]) -> Fault:
    """Say that there is no such key, and which one or which place may be meant."""
    key, inner = str(found["loc"][-1]), len(found["loc"]) > 1
    text = f"{shortened(key)} is not a key that a {model.__name__.lower()} has."
    if not inner and key in parameters():
        return Fault((key,), f"{text}\nIt is a parameter: write it below reform.")
    known = list((parts.get(str(found["loc"][0]), model) if inner else model).model_fields)
    return Fault(tuple(found["loc"]), f"{text}{nearest(key, known)}\nKeys: {', '.join(known)}")


def _fault_text(found: ErrorDetails) -> str:
    kind, written = found["type"], found["input"]
    key = next((part for part in reversed(found["loc"]) if isinstance(part, str)), "")
    if kind == "missing":
        return f"{key} is missing."
    if kind in ("greater_than_equal", "less_than_equal"):
        least, most = found["ctx"].get("ge"), found["ctx"].get("le")
        return f"{key} is {_amount(written)}. Write {f'{least:,} or more' if most is None else f'{most:,} or less'}."
    if kind == "string_type":
        return f"{key} is text: write it in quotes."
    if kind == "string_too_short":
        return f"{key} is empty."
    if key in EXAMPLES and kind not in ("change", "value_error"):
        return f"{key} is written as  {EXAMPLES[key]}"
    return stopped(str(found["msg"]).removeprefix("Value error, "))


def _amount(written: int) -> str:
    """Write a number with thousands apart, one of very many digits cut."""
    return f"{written:,}" if abs(written) < COUNTABLE else shortened(written)


def report(faults: Iterable[Fault], where: str, document: Any = None) -> str:
    """Write faults one below the other, in order of line when there is a document; of many the first."""
    listed = [(0 if document is None else line_of(document, fault.keys), fault.text) for fault in faults]
    listed.sort(key=lambda pair: pair[0])
    shown = [indented(f"{where}, line {line}" if line else where, text) for line, text in listed[:MOST_FAULTS]]
    if len(listed) > MOST_FAULTS:
        shown.append(indented(where, f"{counted(len(listed) - MOST_FAULTS, 'further fault')}: mend these first."))
    return together(shown)


def indented(where: str, text: str) -> str:
    return f"{where}\n  " + text.replace("\n", "\n  ")


def line_of(document: Any, keys: Iterable[str | int]) -> int:
    """Return the line (from 1) of the deepest key that the document has."""
    line, node = 1, document
    for key in keys:
        if isinstance(node, Table) and key in node:
            line, node = node.lines[str(key)], node[str(key)]
        elif isinstance(node, Items) and isinstance(key, int) and key < len(node):
            line, node = node.lines[key], node[key]
        else:
            break
    return line


def place_of(file: Path, document: Any, keys: tuple[str | int, ...]) -> str:
    return f"{shown(file)}, line {line_of(document, keys)}"


def shown(file: Path) -> str:
    """Write a path as short as it can be followed from here."""
    try:
        short = file.resolve().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        short = file.as_posix()
    return shortened(short, LONGEST_PATH)


def stopped(text: str) -> str:
    """Put a full stop behind a single line."""
    return text if "\n" in text or text.endswith(".") else f"{text}."


def detail(fault: Fault) -> InitErrorDetails:
    return InitErrorDetails(
        type=PydanticCustomError("change", "{text}", {"text": fault.text}), loc=fault.keys, input=None
    )
