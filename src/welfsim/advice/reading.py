"""A household read from options, text or a file: every fault at once, each with its line, field and what is allowed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from welfsim.advice.case import Case
from welfsim.advice.kinds import Part
from welfsim.advice.law import CURRENT, AppliedLaw
from welfsim.advice.whose import under
from welfsim.errors import MOST_FAULTS, HouseholdError
from welfsim.scenario.faults import line_of
from welfsim.text.written import after, question, shortened
from welfsim.wording.values import counted
from welfsim.yaml_files import FROM_A_FILE, LONGEST_PATH, UnreadableError, parse, text_of

NEAR = 0.83
"""How alike a field must be spelt to be suggested, 0 to 1: ``helth`` is for ``health``, ``jsa`` is for nothing."""
NO_HOUSEHOLD = "describes no household. Allowed: fields such as adults, rent and month, in a mapping or a file"
NO_FIELD = ("extra_forbidden", "invalid_key")
NO_FACT = " welfsim has no such fact; those it has: welfsim award --fields."

JSON_FAULTS = (
    ("Expecting property name", "A name in double quotes is missing here, or a comma is too many."),
    ("Expecting ':'", 'A colon is missing: write  "name": value.'),
    ("Expecting ','", "A comma is missing, or a bracket or brace is not closed."),
    ("Expecting value", "A value is missing here, or it is text without double quotes."),
    ("Illegal trailing comma", "A comma is too many."),
    ("Unterminated string", "A double quote is not closed."),
    ("Invalid control character", "A double quote is not closed in this line."),
    ("Invalid", "A backslash stands here that JSON does not know: write two."),
    ("Extra data", "Something stands after the end of the household."),
)


def read_case(described: object, where: str = "The household", law: AppliedLaw = CURRENT) -> Case:
    """Read a household from a file of YAML or JSON, or from a mapping, to be answered under some law.

    Raises
    ------
    HouseholdError
        With every fault, each naming its field and what is allowed, of a file also its line.
    """
    if isinstance(described, Case):
        return described if law is CURRENT else under(described, law)
    if isinstance(described, str | Path):
        return read_text(_text_of(Path(described)), shortened(described, LONGEST_PATH), law)
    if not isinstance(described, Mapping):
        raise HouseholdError(f"{where}\n  {type(described).__name__} {shortened(described)} {NO_HOUSEHOLD}.")
    return _valid(described, where, law, None)


def read_text(text: str, where: str, law: AppliedLaw = CURRENT) -> Case:
    """Read a household from text of YAML or JSON.

    Raises
    ------
    HouseholdError
        With every fault, each with its line.
    """
    try:
        written = _parsed(text, is_json=where.lower().endswith(".json"))
    except UnreadableError as error:
        raise HouseholdError(f"{where}{f', line {error.line}' if error.line else ''}\n  {error.why}") from None
    if not isinstance(written, Mapping):
        raise HouseholdError(f"{where}\n  {shortened(written)} {NO_HOUSEHOLD}.")
    return _valid(written, where, law, FROM_A_FILE)


def faults_of(error: ValidationError, document: Mapping[str, Any] | None = None) -> list[str]:
    """Say every fault that validation found, in the order of lines if there is a document with lines."""
    found = [fault for fault in error.errors(include_url=False) if not _follows(fault)]
    if document is None:
        return [_said(fault) for fault in found]
    placed = sorted((_line(document, fault["loc"]), number, _said(fault)) for number, fault in enumerate(found))
    return [f"{f'line {line}: ' if line else ''}{said}" for line, _, said in placed]


def field_fault(where: str, known: Sequence[str], name: str = "") -> str:
    """Say that there is no such field, and which one is meant if one is spelt almost so."""
    return f"{where}: no such field.{after(' ', question(name or where, known, NEAR)) or NO_FACT}"


def one_of_two(household: object, fields: Mapping[str, Any]) -> object:
    """Return the household that is described, by one thing or by fields.

    Raises
    ------
    HouseholdError
        If there are both.
    """
    if household is not None and fields:
        raise HouseholdError(
            f"The household\n  It is described by what is given first, and again by {', '.join(fields)}. "
            "Allowed: one of the two."
        )
    return fields if household is None else household


def _valid(described: Mapping[Any, Any], where: str, law: AppliedLaw, context: dict[str, str] | None) -> Case:
    try:
        case = Case.model_validate(described, context=context)
    except ValidationError as error:
        faults = faults_of(error, described if context else None)
        shown = [f"  {fault}" for fault in faults[:MOST_FAULTS]]
        if len(faults) > MOST_FAULTS:
            shown.append(f"  {counted(len(faults) - MOST_FAULTS, 'further fault')}: mend these first.")
        raise HouseholdError("\n".join([where, *shown])) from None
    return case if law is CURRENT else under(case, law)


def _text_of(path: Path) -> str:
    try:
        return text_of(path)
    except UnreadableError as error:
        raise HouseholdError(f"{shortened(path, LONGEST_PATH)}\n  {error.why}") from None


def _parsed(text: str, is_json: bool) -> Any:
    """Return what text of JSON or YAML says, with its lines.

    JSON is YAML but for tabs between its values, so that what is JSON is read with spaces for them.
    """
    fault = _json_fault(text)
    if fault is None:
        text = text.replace("\t", " ")
    elif is_json and text.strip():
        raise fault
    written = parse(text)
    if written is None:
        raise UnreadableError("There is nothing in it.")
    return written


def _json_fault(text: str) -> UnreadableError | None:
    """Return why text is no JSON, with the line; nothing if it is."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        said = next((said for why, said in JSON_FAULTS if error.msg.startswith(why)), f"{error.msg}.")
        return UnreadableError(said, error.lineno)
    except (ValueError, RecursionError):
        return UnreadableError("A number of thousands of digits, or brackets in thousands, cannot be meant.")
    return None


def _line(document: Mapping[str, Any], keys: Sequence[str | int]) -> int:
    """Return the line of the deepest key that a document has, 0 if it has none of them."""
    return line_of(document, keys) if keys and keys[0] in document else 0


def _follows(fault: ErrorDetails) -> bool:
    """Say whether a list seems too short only because parts of it are at fault themselves."""
    return fault["type"] == "too_short" and len(fault["input"]) > 0


def _said(fault: ErrorDetails) -> str:
    """Say one fault: the field, what is wrong with it and what is allowed."""
    *above, last = fault["loc"]
    name = str(last)
    where, model = _place([*above, name if fault["type"] in NO_FIELD else last])
    if fault["type"] == "household":
        return f"{where}: {fault['msg']}."
    if fault["type"] in NO_FIELD:
        return field_fault(where, list(model.model_fields), name)
    field = next((part for part in reversed(fault["loc"]) if part in model.model_fields), name)
    known = model.model_fields.get(str(field))
    given = "missing" if fault["type"] == "missing" else f"{_shown(fault['input'])} is not allowed"
    return f"{where}: {given}. Allowed: {known.description if known else 'fields and their values'}."


def _shown(given: object) -> str:
    if isinstance(given, Sequence) and not isinstance(given, str):
        return f"{len(given)} of them"
    return shortened(given)


def _place(keys: Sequence[str | int]) -> tuple[str, type[Part]]:
    """Write the keys that lead to a field, people counted from one, and find the part of the case it belongs to."""
    model: type[Part] = Case
    text = ""
    for key in keys:
        if isinstance(key, int):
            text += f" {key + 1}" if text else str(key)
            continue
        text += f"{', ' if text else ''}{shortened(key)}"
        listed = model is Case and key in ("adults", "children", "non_dependants") and len(keys) > 2
        if listed or (key == "last_month" and len(keys) > 1):
            model = cast("type[Part]", get_args(Case.model_fields[key].annotation)[0])
    return text, model
