"""A change that is said relative to the law: so many times as much, so much more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from welfsim.policy.faults import fault, unlawful
from welfsim.vocabulary.fields import Declared, Unit

NOT_RELATIVE = "{} is no number, so it has no times and no plus. Write its new value."


@dataclass(frozen=True)
class Relative:
    """What stands below it `times` as large and `plus` more, in each month anew: it goes on with uprating."""

    times: float = 1.0
    plus: float = 0.0

    def of(self, values: NDArray[np.float64], whole: bool) -> NDArray[np.float64]:
        """Return the values of some months as changed, rounded if the parameter is `whole`."""
        changed = values * self.times + self.plus
        return np.rint(changed) if whole else changed


def can_be_relative(declared: Declared) -> bool:
    """Say whether a parameter is a number, so that there can be twice as much of it."""
    what = declared.what
    return what.codes is None and what.unit not in (Unit.SWITCH, Unit.MONTH)


def relative_faults(where: str, name: str, declared: Declared, change: Relative) -> Iterator[str]:
    """Yield why a change of a parameter cannot be relative."""
    if not can_be_relative(declared):
        yield fault(where, NOT_RELATIVE.format(name))
    elif not (isfinite(change.times) and isfinite(change.plus)):
        yield fault(where, f"{name}: times and plus are numbers that can be used.")


def bounds_faults(where: str, name: str, declared: Declared, values: NDArray[Any]) -> Iterator[str]:
    """Yield the fault of a relative change whose result is not one of those that the parameter may have."""
    for value in (float(values.min()), float(values.max())):
        wrong = unlawful(declared, value)
        if wrong:
            yield fault(where, f"{name}, after times and plus: {wrong}", f"Its bounds: welfsim parameters {name}")
            return
