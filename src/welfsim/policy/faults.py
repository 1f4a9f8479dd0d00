"""What a law file or a reform may have wrong, each fault as: where, what, why, what next."""

from __future__ import annotations

import sys
from collections.abc import Collection
from decimal import Decimal
from numbers import Real
from typing import cast

from welfsim.months import show_month
from welfsim.text.written import did_you_mean, shortened
from welfsim.vocabulary.fields import Declared, Parameter, Unit
from welfsim.wording.lists import codes_fault


def fault(where: str, *lines: str) -> str:
    """Return one fault: where it stands, and under it, indented, the lines that are not empty."""
    return "\n".join([where, *(f"  {line}" for line in lines if line)])


def undeclared(where: str, name: str, known: Collection[str]) -> str:
    """Return the fault of a name that is no parameter, with the nearest one that is."""
    near = did_you_mean(name, list(known))
    group = (near or name).partition(".")[0]
    has_group = any(other.startswith(f"{group}.") for other in known)
    return fault(
        where,
        f"{name} is not a parameter.",
        f"Did you mean {near}?" if near else "",
        f"All {group} parameters: welfsim parameters {group}" if has_group else "All parameters: welfsim parameters",
    )


def unlawful(declared: Declared, value: object) -> str:
    """Say why a value cannot be one of a parameter, or return an empty string when it can."""
    parameter = declared.what
    if parameter.codes is not None:
        return codes_fault(value, parameter)
    if declared.type is bool:
        return "" if value in (True, False) else f"{shortened(value)} is neither yes nor no: give True or False."
    if isinstance(value, bool) or not isinstance(value, Real):
        return f"{shortened(value)} is not a number."
    return _unlawful_number(declared, cast("float", value))


def _unlawful_number(declared: Declared, value: float) -> str:
    """Say why a number cannot be one of a parameter."""
    parameter = declared.what
    if value != value or abs(value) > sys.float_info.max:
        return f"{Decimal(value):.3g} is not a number that can be used."
    if declared.type is int and value != int(value):
        return f"{value:g} is not a whole number; {parameter.unit} are whole."
    if value < parameter.low:
        return f"{_shown(value, parameter)} is below {_end(parameter.low, 'lowest', parameter)}"
    if value > parameter.ceiling:
        return f"{_shown(value, parameter)} is above {_end(parameter.ceiling, 'highest', parameter)}"
    return ""


def _shown(value: float, parameter: Parameter) -> str:
    """Write a value or bound: a month as ``2026-04``, a number with thousands apart."""
    return show_month(int(value)) if parameter.unit is Unit.MONTH else f"{value:,.12g}"


def _end(bound: float, which: str, parameter: Parameter) -> str:
    """Write a bound, and of what it is the end."""
    return f"{_shown(bound, parameter)}, the {which} {parameter.unit} allowed here."
