"""One month's parameters as one record, made from the declarations of ``Policy``."""

from __future__ import annotations

from functools import cache
from typing import Any, get_type_hints

import numpy as np
import numpy.typing as npt

from welfsim.months import month
from welfsim.vocabulary.fields import Declared, declared, dtype_of
from welfsim.vocabulary.parameters import Policy

FIRST_MONTH = month(2022, 4)
LAST_MONTH = month(2031, 3)


def _tables() -> dict[str, dict[str, Declared]]:
    """Return the declarations of each group's parameters, by group and field."""
    return {group: declared(table) for group, table in get_type_hints(Policy).items()}


def _dtype() -> np.dtype[Any]:
    """Return the nested record of one month: a group for each field of ``Policy``, 64-bit numbers in each."""
    return np.dtype(
        [
            (group, np.dtype([(name, dtype_of(field.type)) for name, field in fields.items()], align=True))
            for group, fields in _tables().items()
        ],
        align=True,
    )


POLICY: np.dtype[Any] = _dtype()


def groups() -> dict[str, list[str]]:
    """Return the names of each group's parameters, in the order of their declaration."""
    return {group: list(fields) for group, fields in _tables().items()}


@cache
def parameters() -> dict[str, Declared]:
    """Return every parameter's declaration by its full name, ``group.name``."""
    return {f"{group}.{name}": field for group, fields in _tables().items() for name, field in fields.items()}


def path(policies: npt.NDArray[Any], name: str) -> npt.NDArray[Any]:
    """Return the months' values of the parameter ``group.name``, as a view."""
    group, _, field = name.partition(".")
    values: npt.NDArray[Any] = np.asarray(policies)[group][field]
    return values
