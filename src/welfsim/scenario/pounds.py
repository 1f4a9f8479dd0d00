"""Is this pence? Amounts of quite another size than the law's, written in pounds perhaps where files take pence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np

from welfsim.months import show_month
from welfsim.policy import FIRST_MONTH, LAST_MONTH, Change, OwnProgramme, Relative, current_law, path, resolve
from welfsim.wording.values import PENCE, show_unit, show_value

TIMES = 4
END = LAST_MONTH + 1


def doubtful_change(change: Change) -> str:
    """Return a doubt about the first amount of a change that is far from the law's, or an empty string."""
    return _doubt(change, change.name, "the law's is")


def doubtful_terms(name: str, added: OwnProgramme) -> Iterator[str]:
    """Yield a doubt about each amount of money of an added programme that is far from that of the one it is like."""
    for term, values in added.differs.items():
        change = Change(f"{added.like}.{term}", values, added.where)
        doubt = _doubt(change, f"{name}.{term}", f"that of {added.like} is")
        if doubt:
            yield doubt


def _doubt(change: Change, called: str, compared: str) -> str:
    """Return a doubt about the first amount that lies far from all that the law has while it holds.

    Far is more than `TIMES` the highest, or less than one part in `TIMES` of the lowest, and outside the range of the
    evidence. Zero is never doubtful. Where the law has zero throughout, its other months count; if they are zero
    too, nothing can be said.
    """
    value = current_law().values[change.name]
    if value.declared.unit not in PENCE:
        return ""
    lawful = path(_law(), change.name)
    for first, end in pairwise([*sorted(change.values), END]):
        amount = change.values[first]
        span = lawful[first - FIRST_MONTH : end - FIRST_MONTH]
        known = span[span > 0] if span.any() else lawful[lawful > 0]
        if not amount or isinstance(amount, tuple | Relative) or not known.size:
            continue
        ends = [known.min() / TIMES, known.max() * TIMES, *(end for end in (value.low, value.high) if end is not None)]
        if min(ends) <= amount <= max(ends):
            continue
        usual = float(known[0])
        unit = f" {show_unit(value.declared)}".rstrip()
        return (
            f"{change.where}\n"
            f"  {called} is set to {show_value(amount, value.declared)}{unit} from {show_month(first)}; "
            f"{compared} {show_value(usual, value.declared)}.\n"
            f"  Is this pence? Files take pence: {show_value(usual, value.declared)} is written {round(usual)}."
        )
    return ""


@cache
def _law() -> np.recarray[Any, Any]:
    """Return all months of law."""
    return resolve(current_law(), (), FIRST_MONTH, END - FIRST_MONTH)
