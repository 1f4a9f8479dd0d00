"""One month's parameters as one record, made from the declarations of ``Policy``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args, get_type_hints

import numpy as np
import numpy.typing as npt

from welfsim.months import month
from welfsim.vocabulary.codes import OWN_PROGRAMMES, Programme
from welfsim.vocabulary.fields import Declared, Parameter, declared
from welfsim.vocabulary.parameters import Policy, ProgrammeTerms
from welfsim.wording.lists import NOBODY, as_array

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


@cache
def groups() -> dict[str, list[str]]:
    """Return the names of each group's parameters, in the order of their declaration."""
    return {
        group: [name for name, field in declared(table).items() if isinstance(field.what, Parameter)]
        for group, table in tables().items()
    }


@cache
def parameters() -> dict[str, Declared]:
    """Return every parameter's declaration by its full name, ``group.name``."""
    all_tables = tables()
    return {f"{group}.{name}": declared(all_tables[group])[name] for group, names in groups().items() for name in names}


def path(policies: npt.NDArray[Any], name: str) -> npt.NDArray[Any]:
    """Return the months' values of the parameter or derived number ``group.name``.

    A switch is True or False, and a list the tuple of its codes, in an array of objects. ``path(...).tolist()`` gives
    them as `ParameterValue`.
    """
    cells = _cells(policies, name)
    if cells.ndim == 1:
        return cells
    return np.fromiter((tuple(code for code in row if code != NOBODY) for row in cells.tolist()), object, len(cells))


def write_path(policies: npt.NDArray[Any], name: str, values: npt.NDArray[Any]) -> None:
    """Write the months' values of ``group.name``, a list as tuples of its codes."""
    cells = _cells(policies, name)
    cells[:] = values if cells.ndim == 1 else [as_array(value, cells.shape[1]) for value in values]


def months_that_differ(policies: npt.NDArray[Any], others: npt.NDArray[Any]) -> Iterator[int]:
    """Yield the months, from 0, in which the parameters of two scenarios are not the same."""
    pairs = zip(policies, others, strict=True)
    return (month for month, (own, other) in enumerate(pairs) if own.tobytes() != other.tobytes())


def _cells(policies: npt.NDArray[Any], name: str) -> npt.NDArray[Any]:
    group, _, field = name.partition(".")
    months = np.asarray(policies)
    record = months["programme"][:, PROGRAMMES[group]] if group in PROGRAMMES else months[group]
    values: npt.NDArray[Any] = record[field]
    return values
