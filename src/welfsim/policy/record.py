"""One month's parameters as one record, made from the declarations of ``Policy``."""

from __future__ import annotations

from functools import cache
from typing import Any, get_args, get_type_hints

import numpy as np
import numpy.typing as npt

from welfsim.months import month
from welfsim.vocabulary.codes import OWN_PROGRAMMES, Programme
from welfsim.vocabulary.fields import Declared, declared, dtype_of
from welfsim.vocabulary.parameters import Policy, ProgrammeTerms

FIRST_MONTH = month(2022, 4)
LAST_MONTH = month(2031, 3)

PROGRAMMES = {code.name.lower(): code for code in Programme if code not in (Programme.NONE, *OWN_PROGRAMMES)}


def tables() -> dict[str, type]:
    """Return what declares each group of parameters, in the order of ``Policy``; each programme is a group."""
    found: dict[str, type] = {}
    for group, table in get_type_hints(Policy).items():
        if get_args(table) == (ProgrammeTerms,):
            found |= dict.fromkeys(PROGRAMMES, ProgrammeTerms)
        else:
            found[group] = table
    return found


def _record(table: type) -> np.dtype[Any]:
    """Return the record of one group: 64-bit numbers by name."""
    return np.dtype([(name, dtype_of(field.type)) for name, field in declared(table).items()], align=True)


def _dtype() -> np.dtype[Any]:
    """Return the nested record of one month: a group for each field of ``Policy``, the programmes as an array."""
    fields: list[Any] = []
    for group, table in get_type_hints(Policy).items():
        if get_args(table) == (ProgrammeTerms,):
            fields.append((group, _record(ProgrammeTerms), (len(Programme),)))
        else:
            fields.append((group, _record(table)))
    return np.dtype(fields, align=True)


POLICY: np.dtype[Any] = _dtype()


def groups() -> dict[str, list[str]]:
    """Return the names of each group's parameters, in the order of their declaration."""
    return {group: list(declared(table)) for group, table in tables().items()}


@cache
def parameters() -> dict[str, Declared]:
    """Return every parameter's declaration by its full name, ``group.name``."""
    return {f"{group}.{name}": field for group, table in tables().items() for name, field in declared(table).items()}


def path(policies: npt.NDArray[Any], name: str) -> npt.NDArray[Any]:
    """Return the months' values of the parameter ``group.name``, as a view."""
    group, _, field = name.partition(".")
    months = np.asarray(policies)
    record = months["programme"][:, PROGRAMMES[group]] if group in PROGRAMMES else months[group]
    values: npt.NDArray[Any] = record[field]
    return values
