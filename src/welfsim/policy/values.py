"""A value of a law file as the parameter holds it: a number, a month as its number, yes or no, a list of codes."""

from __future__ import annotations

from typing import Any

from welfsim.months import parse_month
from welfsim.vocabulary.fields import Declared, ParameterValue, Unit
from welfsim.wording.lists import read_list
from welfsim.wording.switches import read_switch


def kind_of_value(declared: Declared) -> str:
    """Say what is written for a parameter that is not a list."""
    if declared.what.unit is Unit.MONTH:
        return "month, as 2026-04"
    return "switch, true or false" if declared.type is bool else "number"


def read_number(written: object, declared: Declared) -> float | None:
    """Return a value that is not a list, a switch as True or False; nothing when it is not of the parameter's kind."""
    if declared.type is bool:
        return read_switch(written)
    if declared.what.unit is Unit.MONTH:
        try:
            return float(parse_month(str(written)))
        except ValueError:
            return None
    return float(written) if isinstance(written, int | float) and not isinstance(written, bool) else None


def read_value(written: Any, declared: Declared) -> ParameterValue:
    """Return a faultless written value."""
    if declared.what.codes is not None:
        return read_list(written, declared.what)
    number = read_number(written, declared)
    assert number is not None
    return number
