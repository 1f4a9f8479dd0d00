"""One month's parameters as one record, made from the declarations of ``Policy``."""

from __future__ import annotations

from functools import cache
from typing import Any, get_type_hints

import numpy as np
import numpy.typing as npt

from welfsim.lists import as_array, packed
from welfsim.months import month
from welfsim.vocabulary.fields import Declared, Parameter, declared, dtype_of
from welfsim.vocabulary.parameters import Policy

FIRST_MONTH = month(2022, 4)
LAST_MONTH = month(2031, 3)


def _tables() -> dict[str, dict[str, Declared]]:
    """Return the declarations of each group's parameters, by group and field."""
    return {group: declared(table) for group, table in get_type_hints(Policy).items()}


def _dtype() -> np.dtype[Any]:
    """Return the nested record of one month: a group for each field of ``Policy``, 64-bit numbers and lists in each."""
    return np.dtype(
        [
            (
                group,
                np.dtype([(name, dtype_of(field.type), _width(field)) for name, field in fields.items()], align=True),
            )
            for group, fields in _tables().items()
        ],
        align=True,
    )


def _width(field: Declared) -> tuple[int, ...]:
    """Return the shape of a cell: as many places as there are names for a list, else one number."""
    codes = field.what.codes if isinstance(field.what, Parameter) else None
    return (len(codes),) if codes else ()


POLICY: np.dtype[Any] = _dtype()


def groups() -> dict[str, list[str]]:
    """Return the names of each group's parameters, in the order of their declaration."""
    return {
        group: [name for name, field in fields.items() if isinstance(field.what, Parameter)]
        for group, fields in _tables().items()
    }


@cache
def parameters() -> dict[str, Declared]:
    """Return every parameter's declaration by its full name, ``group.name``."""
    tables = _tables()
    return {f"{group}.{name}": tables[group][name] for group, names in groups().items() for name in names}


def path(policies: npt.NDArray[Any], name: str) -> npt.NDArray[Any]:
    """Return the months' values of the parameter or derived number ``group.name``; of a list, packed into numbers."""
    cells = _cells(policies, name)
    if cells.ndim == 1:
        return cells
    return np.array([packed([code for code in row if code >= 0]) for row in cells.tolist()])


def write_path(policies: npt.NDArray[Any], name: str, values: npt.NDArray[np.float64]) -> None:
    """Write the months' values of ``group.name``; a list comes packed."""
    cells = _cells(policies, name)
    cells[:] = values if cells.ndim == 1 else [as_array(value, cells.shape[1]) for value in values]


def _cells(policies: npt.NDArray[Any], name: str) -> npt.NDArray[Any]:
    group, _, field = name.partition(".")
    values: npt.NDArray[Any] = np.asarray(policies)[group][field]
    return values
