"""One month's parameters as a record, made from the declarations of ``Policy``."""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

import numpy as np

from welfsim.vocabulary.codes import Programme
from welfsim.vocabulary.fields import Declared, Parameter, declared, dtype_of
from welfsim.vocabulary.parameters.policy import Policy
from welfsim.vocabulary.parameters.support import ProgrammeTerms


def _record(table: type) -> np.dtype[Any]:
    """Return the record of one group: 64-bit numbers and lists by name."""
    fields = declared(table).items()
    return np.dtype([(name, dtype_of(field.type), _width(field)) for name, field in fields], align=True)


def _dtype() -> np.dtype[Any]:
    """Return the nested record of one month: a group for each field of ``Policy``, the programmes as an array."""
    fields: list[Any] = []
    for group, table in get_type_hints(Policy).items():
        if get_args(table) == (ProgrammeTerms,):
            fields.append((group, _record(ProgrammeTerms), (len(Programme),)))
        else:
            fields.append((group, _record(table)))
    return np.dtype(fields, align=True)


def _width(field: Declared) -> tuple[int, ...]:
    """Return the shape of a cell: as many places as there are names for a list, else one number."""
    codes = field.what.codes if isinstance(field.what, Parameter) else None
    return (len(codes),) if codes else ()


POLICY: np.dtype[Any] = _dtype()
