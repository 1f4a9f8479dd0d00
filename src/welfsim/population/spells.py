"""How long people have been ill: the spells that the rates of recovery and worsening leave at any one time.

If as many fall ill in each month, those who are ill now are what is left of each earlier month's. So the months since
a spell began follow from the law of the ladder alone, and recovery goes on as it was.
"""

from __future__ import annotations

import numpy as np

from welfsim.population.draft import Array
from welfsim.population.published import Float
from welfsim.rules.recovery import recovery_by_spell
from welfsim.vocabulary.parameters import Health

LONGEST = 12 * 54  # months: from 14 to the last month before 68


def still_ill(p: Health) -> tuple[Float, Float]:
    """Return the shares of those who fell ill 1, 2, 3… months ago who are work-limited, and who are severe, now.

    One cohort on the ladder: the work-limited recover or worsen, the severe ease first; mean age, sex and frailty.
    """
    limited, severe = np.empty(LONGEST), np.empty(LONGEST)
    one, other = 1.0, 0.0
    for months in range(LONGEST):
        recovers = recovery_by_spell(months, p)
        eases, worsens = p.severe_recovery_ratio * recovers * other, p.severe_worsening * one
        one, other = one * (1.0 - recovers) - worsens + eases, other - eases + worsens
        limited[months], severe[months] = one, other
    return limited, severe


def months_ill(shares: Float, lived: Array, luck: Float) -> Array:
    """Return months since the spell began, at least one, by the shares still ill and a draw; none before `lived`."""
    held = np.cumsum(shares)
    longest = np.clip(lived, 1, LONGEST)
    return np.asarray(1 + np.searchsorted(held, luck * held[longest - 1]), dtype=np.int32)
