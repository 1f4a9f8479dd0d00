"""A household read from options or a file: every fault at once, each with its field and what is allowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from welfsim.advice.case import Case, Part
from welfsim.errors import MOST_FAULTS, HouseholdError
from welfsim.text.written import after, question, shortened
from welfsim.wording.values import counted
from welfsim.yaml_files import FROM_A_FILE, LONGEST_PATH, UnreadableError, read_yaml


def read_case(described: Case | str | Path | Mapping[str, Any], where: str = "The household") -> Case:
    """Read a household from a file of YAML or from a mapping.

    Raises
    ------
    HouseholdError
        With every fault, each naming its field and what is allowed.
    """
    if isinstance(described, Case):
        return described
    from_file = isinstance(described, (str, Path))
    if isinstance(described, (str, Path)):
        where, described = shortened(described, LONGEST_PATH), _read_file(Path(described))
    try:
        return Case.model_validate(described, context=FROM_A_FILE if from_file else None)
    except ValidationError as error:
        found = [fault for fault in error.errors() if not _follows(fault)]
        faults = [f"  {_said(fault)}" for fault in found[:MOST_FAULTS]]
        if len(found) > MOST_FAULTS:
            faults.append(f"  {counted(len(found) - MOST_FAULTS, 'further fault')}: mend these first.")
        raise HouseholdError("\n".join([where, *faults])) from None


def _read_file(path: Path) -> Mapping[str, Any]:
    try:
        written = read_yaml(path)
    except UnreadableError as error:
        line = f", line {error.line}" if error.line else ""
        raise HouseholdError(f"{shortened(path, LONGEST_PATH)}{line}\n  {error.why}") from None
    if not isinstance(written, Mapping):
        why = "describes no household. Allowed: fields such as adults, rent and month"
        raise HouseholdError(f"{shortened(path, LONGEST_PATH)}\n  {why}.")
    return written


def _follows(fault: ErrorDetails) -> bool:
    """Say whether a list seems too short only because parts of it are at fault themselves."""
    return fault["type"] == "too_short" and len(fault["input"]) > 0


def _said(fault: ErrorDetails) -> str:
    """Say one fault: the field, what is wrong with it and what is allowed."""
    where, model = _place(fault["loc"])
    name = str(fault["loc"][-1])
    if fault["type"] == "household":
        return f"{where}: {fault['msg']}."
    if fault["type"] == "extra_forbidden":
        return f"{where}: no such field.{after(' ', question(name, list(model.model_fields)))}"
    field = next((part for part in reversed(fault["loc"]) if part in model.model_fields), name)
    allowed = model.model_fields[str(field)].description
    given = "missing" if fault["type"] == "missing" else f"{_shown(fault['input'])} is not allowed"
    return f"{where}: {given}. Allowed: {allowed}."


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
            text += f" {key + 1}"
            continue
        text += f"{', ' if text else ''}{shortened(key)}"
        if (key in ("adults", "children") and len(keys) > 2) or (key == "last_month" and len(keys) > 1):
            model = cast("type[Part]", get_args(Case.model_fields[key].annotation)[0])
    return text, model
