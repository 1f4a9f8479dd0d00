"""Lists of names in order: how they are written, and the tuple of codes that stands for one between file and month."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from welfsim.text.written import nearest, shortened
from welfsim.vocabulary.fields import Parameter

NOBODY = -1
"""Stands in the month's record behind the last name."""


def name_of(code: IntEnum) -> str:
    """Write a code as it stands in a list: ``search over a year``."""
    return code.name.lower().replace("_", " ")


def as_array(codes: Sequence[int], width: int) -> npt.NDArray[np.int8]:
    """Return a list as the month's record holds it: `width` codes, −1 behind the last."""
    return np.array([*codes, *[NOBODY] * (width - len(codes))], np.int8)


def show_list(codes: Sequence[int], parameter: Parameter) -> str:
    """Write a list as its names, joined by commas."""
    return ", ".join(written_list(codes, parameter)) or "nobody"


def written_list(codes: Sequence[int], parameter: Parameter) -> list[str]:
    """Return a list as the names of a file."""
    assert parameter.codes is not None
    return [name_of(parameter.codes(code)) for code in codes]


def list_faults(written: Any, parameter: Parameter) -> list[str]:
    """Say all that is wrong with a written list: not a list, unknown names, names given twice."""
    assert parameter.codes is not None
    known = [name_of(code) for code in parameter.codes]
    names = f"Names: {', '.join(known)}"
    if not isinstance(written, list | tuple):
        return [f"{shortened(written)} is not a list of names in order, as [{known[0]}, {known[1]}].\n{names}"]
    if len(written) > len(known):
        return [f"The list has {len(written):,} names, and there are {len(known)}.\n{names}"]
    faults = []
    for place, name in enumerate(written):
        if name not in known:
            faults.append(f"{shortened(name)} is not a name of this list.{nearest(name, known)}\n{names}")
        elif name in written[:place]:
            faults.append(f"{name} stands twice in the list.")
    return faults


def read_list(written: Sequence[str], parameter: Parameter) -> tuple[int, ...]:
    """Return a faultless written list as its codes."""
    assert parameter.codes is not None
    codes = {name_of(code): int(code) for code in parameter.codes}
    return tuple(codes[name] for name in written)


def codes_fault(given: object, parameter: Parameter) -> str:
    """Say why something is no tuple of a list's codes, each at most once, or return an empty string when it is one."""
    assert parameter.codes is not None
    of, known = parameter.codes.__name__, list(parameter.codes)
    if not isinstance(given, tuple):
        example = ", ".join(f"{of}.{code.name}" for code in known[:2])
        return f"{shortened(given)} is not a list of names; give a tuple of them in order, as ({example})."
    for place, code in enumerate(given):
        if code not in known:
            return f"{shortened(code)} is not one of {of}, which run from 0 to {len(known) - 1}."
        if code in given[:place]:
            return f"{name_of(parameter.codes(code))} stands twice in the list."
    return ""
