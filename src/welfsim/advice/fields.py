"""The fields of a household: how each is written in a file and as the column of a table, and what it may hold."""

from __future__ import annotations

from pydantic.fields import FieldInfo

from welfsim.advice.adult import CaseAdult
from welfsim.advice.case import Case, CaseChild
from welfsim.advice.kinds import Part

PEOPLE = ("adults", "children")


def field_rows() -> list[list[str]]:
    """Return each field as a row under the head: whose it is, its name in a file, its column, and what it may hold."""
    rows = [["of", "field", "column of a table", "allowed", "if not given"]]
    for whose, part, before in (
        ("the household", Case, ""),
        ("an adult", CaseAdult, "adult_1_"),
        ("a child", CaseChild, "child_1_"),
    ):
        rows += _rows(whose, part, before)
    return rows


def _rows(whose: str, part: type[Part], before: str) -> list[list[str]]:
    return [
        [whose, name, "" if name in PEOPLE else f"{before}{name}", field.description or "", _otherwise(name, field)]
        for name, field in part.model_fields.items()
    ]


def _otherwise(name: str, field: FieldInfo) -> str:
    """Say what is taken where a field is not given."""
    if field.is_required():
        return "must be given"
    if isinstance(field.default, bool):
        return "yes" if field.default else "no"
    if name == "month":
        return "2025-10"
    if field.default is None:
        return ""
    if field.default == ():
        return "none"
    return f"{field.default:g}" if isinstance(field.default, float) else str(field.default)
