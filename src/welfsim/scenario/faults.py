"""What is wrong with a scenario, said in the analyst's words: where, what, why and what next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from welfsim.errors import did_you_mean, together


class Fault(NamedTuple):
    """One fault of a scenario: the keys that lead to it, and what to say about it."""

    keys: tuple[str | int, ...]
    text: str


def _fault_text(found: Any, model: type[BaseModel], parts: Mapping[str, type[BaseModel]]) -> str:
    key = str(found["loc"][-1]) if found["loc"] else ""
    if found["type"] == "missing":
        return f"{key} is missing."
    if found["type"] == "extra_forbidden":
        known = list((parts.get(found["loc"][0], model) if len(found["loc"]) > 1 else model).model_fields)
        near = did_you_mean(key, known)
        meant = f"\nDid you mean {near}?" if near in known else ""
        return f"{key} is not a key that a scenario has.{meant}\nKeys: {', '.join(known)}"
    if found["type"] == "change":
        return str(found["msg"])
    text = str(found["msg"]).removeprefix("Value error, ")
    return stopped(text if found["type"] == "value_error" else f"{key} {text.removeprefix('Input ')}")


def faults_of(
    error: ValidationError, model: type[BaseModel], parts: Mapping[str, type[BaseModel]] | None = None
) -> list[Fault]:
    """Turn what validation of a model found into faults in the analyst's words; `parts` are models under its keys."""
    return [
        Fault(tuple(found["loc"]), _fault_text(found, model, parts or {})) for found in error.errors(include_url=False)
    ]


def report(faults: Iterable[Fault], where: str, document: Any = None) -> str:
    """Write faults one below the other, in order of line when there is a document."""
    if document is None:
        return together([indented(where, text) for _, text in faults])
    lined = sorted(((line_of(document, keys), text) for keys, text in faults), key=lambda pair: pair[0])
    return together([indented(f"{where}, line {line}", text) for line, text in lined])


def indented(where: str, text: str) -> str:
    return f"{where}\n  " + text.replace("\n", "\n  ")


def line_of(document: Any, keys: Iterable[str | int]) -> int:
    """Return the line (from 1) of the deepest key that the document has."""
    line, node = 0, document
    for key in keys:
        try:
            line = (node.lc.item if isinstance(key, int) else node.lc.key)(key)[0]
            node = node[key]
        except (KeyError, IndexError, TypeError, AttributeError):
            break
    return int(line) + 1


def place_of(file: Path, document: Any, keys: tuple[str, ...]) -> str:
    return f"{shown(file)}, line {line_of(document, keys)}"


def shown(file: Path) -> str:
    """Write a path as short as it can be followed from here."""
    try:
        return file.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return file.as_posix()


def stopped(text: str) -> str:
    """Put a full stop behind a single line."""
    return text if "\n" in text or text.endswith(".") else f"{text}."


def sentence(text: str) -> str:
    """Write what a library says as a sentence."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def detail(fault: Fault) -> InitErrorDetails:
    return InitErrorDetails(
        type=PydanticCustomError("change", "{text}", {"text": fault.text}), loc=fault.keys, input=None
    )
