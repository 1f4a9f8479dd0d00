"""Ages as they are said: under 25, 16 to 24, 60 and over, a single year, or a list of the first and the last."""

from __future__ import annotations

import re

from welfsim.policy.some import OLDEST, YOUNGEST
from welfsim.text.written import shortened

AGE = "age"
UNDER = re.compile(r"(?:under|below) (\d{1,3})")
FROM = re.compile(r"(?:from )?(\d{1,3}) (?:and|or) over|from (\d{1,3})")
OVER = re.compile(r"over (\d{1,3})")
SPAN = re.compile(r"(\d{1,3}) ?(?:to|-|–) ?(\d{1,3})")
HOW = "Write under 25, 16 to 24, or 60 and over."


def read_ages(written: object) -> tuple[int, int]:
    """Read ages in years: the first, and the one behind the last.

    Raises
    ------
    ValueError
        If these are no ages, or nobody has them.
    """
    first, end = _span(written)
    if not (0 <= first < end and end > YOUNGEST and first <= OLDEST):
        raise ValueError(f"{shortened(written)}: nobody is of these ages. Working age begins at {YOUNGEST}.\n{HOW}")
    return max(first, YOUNGEST), min(end, OLDEST + 1)


def _span(written: object) -> tuple[int, int]:
    """Return the first year that is written, and the one behind the last."""
    if isinstance(written, int) and not isinstance(written, bool):
        return written, written + 1
    if isinstance(written, list | tuple) and len(written) == 2:
        ends = [age for age in written if isinstance(age, int) and not isinstance(age, bool)]
        if len(ends) == 2:
            return ends[0], ends[1] + 1
    said = str(written).strip().lower() if isinstance(written, str) else ""
    if found := UNDER.fullmatch(said):
        return 0, int(found[1])
    if found := FROM.fullmatch(said):
        return int(found[1] or found[2]), OLDEST + 1
    if found := OVER.fullmatch(said):
        return int(found[1]) + 1, OLDEST + 1
    if found := SPAN.fullmatch(said):
        return int(found[1]), int(found[2]) + 1
    if said.isdecimal() and len(said) <= 3:
        return int(said), int(said) + 1
    raise ValueError(f"{shortened(written)} is no age.\n{HOW}")
