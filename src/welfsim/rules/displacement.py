"""Displacement, both ways: who looks for work more, or less, than under the baseline changes the chances of the others.

The measure is how much people look for work: the chances of a job of all who have none, summed over a district, at the
demand for labour of the month. A run holds it against that of its baseline, the same people with the same luck,
whatever lever moved them. Where more look, next month's entries without support are fewer, where fewer look, more. In a
baseline itself nothing is displaced. So a coach added and a coach taken away displace alike, with opposite sign.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.compiled import kernel, move, rule
from welfsim.vocabulary.districts import Districts
from welfsim.vocabulary.parameters import Employment

MILLION = 1_000_000
LEAST_DEMAND = 0.001  # for labour, relative to the start; below it chances are too few to compare


@rule
def next_multiplier(chances: float, before: float, unsupported: float, p: Employment) -> float:
    """Return next month's multiplier on entry without support in a district.

    1 less `displacement` × (chances − those of the baseline) ÷ chances of those without support, at least 0; 1 without
    a baseline to compare with. Source: Crepon et al. 2013, Lalive, Landais and Zweimueller 2015, in `employment`.
    """
    if before < 0.0 or unsupported <= 0.0:
        return 1.0
    return max(1.0 - p.displacement * (chances - before) / unsupported, 0.0)


@move
def set_multiplier(district: Districts, d: int, multiplier: float) -> None:
    """Keep what next month's unsupported entry in district `d` is multiplied by."""
    district.job_multiplier[d] = multiplier


@kernel
def compare_with(district: Districts, first: int, end: int, chances: NDArray[np.float64]) -> None:
    """Lay the baseline's chances of the month, a number a district, next to those of some districts to come."""
    for d in range(first, end):
        set_chances_before(district, d, float(chances[d - first]))


@move
def set_chances_before(district: Districts, d: int, chances: float) -> None:
    """Keep how many jobs the baseline expects to start in district `d` this month."""
    district.chances_before[d] = chances
