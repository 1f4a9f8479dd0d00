"""Lists of names in order: how they are written, and how one list travels as one number.

Laws and scenarios lay numbers over one another by month. A list goes with them as one whole number, four bits a
name, and is spread into an array of codes only in the month's record, where kernels read it.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from welfsim.text.written import nearest, shortened
from welfsim.vocabulary.fields import Parameter

BITS = 4
NOBODY = -1
"""Stands in the array behind the last name."""


def name_of(code: IntEnum) -> str:
    """Write a code as it stands in a list: ``search over a year``."""
    return code.name.lower().replace("_", " ")


def packed(codes: Sequence[int]) -> float:
    """Return codes from 0 to 14 in order as one number; no codes give 0.

    A float holds 13 names exactly, the width of what months are laid out in.
    """
    return float(sum((code + 1) << (BITS * place) for place, code in enumerate(codes)))


def unpacked(number: float) -> list[int]:
    """Return the codes of a packed list in order."""
    left, codes = int(number), []
    while left:
        codes.append((left & (1 << BITS) - 1) - 1)
        left >>= BITS
    return codes


def as_array(number: float, width: int) -> npt.NDArray[np.int8]:
    """Return a packed list as `width` codes, −1 behind the last."""
    codes = unpacked(number)
    return np.array([*codes, *[NOBODY] * (width - len(codes))], np.int8)


def show_list(number: float, parameter: Parameter) -> str:
    """Write a packed list as its names, joined by commas."""
    assert parameter.codes is not None
    return ", ".join(name_of(parameter.codes(code)) for code in unpacked(number)) or "nobody"


def written_list(number: float, parameter: Parameter) -> list[str]:
    """Return a packed list as the names of a file."""
    assert parameter.codes is not None
    return [name_of(parameter.codes(code)) for code in unpacked(number)]


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


def read_list(written: Sequence[str], parameter: Parameter) -> float:
    """Return a faultless written list as one number."""
    assert parameter.codes is not None
    codes = {name_of(code): int(code) for code in parameter.codes}
    return packed([codes[name] for name in written])
