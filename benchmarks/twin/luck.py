"""The luck of the engine, written afresh: Philox4x32-10 of Salmon et al. (2011), a column of people at a time.

A draw is a function of key, person, month and block. Block 0 holds eight lanes of 16 bits, one a domain, block 1 their
completion; from block 16 on each decision has a block of its own.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

ROUNDS = 10
MULTIPLIERS = (np.uint64(0xD2511F53), np.uint64(0xCD9E8D57))
WEYL = (0x9E3779B9, 0xBB67AE85)
LOW_WORD, WORD = 0xFFFFFFFF, np.uint64(32)
LOW_LANE, LANE = np.uint64(0xFFFF), np.uint64(16)

TWO_32 = 2.0**32
LAST = 2**32 - 1
FIRST_DECISION_BLOCK = 16

HEALTH, WORK = 0, 1  # domains: what may happen to a person in a month
CONDITION, SITE_EFFECT, ACTIVITY = 0, 14, 15  # decisions: what else is settled
SICK_LEAVE, EMPLOYER_SICK_PAY = 40, 41


def philox(counter: tuple[Any, Any, Any, Any], key: int) -> tuple[Array, Array, Array, Array]:
    """Return the four words of 32 bits that a key makes of a counter of four; any word of it may be a column."""
    a, b, c, d = (np.asarray(word, np.uint64) for word in counter)
    for turn in range(ROUNDS):
        left = np.uint64(((key & LOW_WORD) + turn * WEYL[0]) & LOW_WORD)
        right = np.uint64(((key >> 32) + turn * WEYL[1]) & LOW_WORD)
        first, second = a * MULTIPLIERS[0], c * MULTIPLIERS[1]
        a, b = (second >> WORD) ^ b ^ left, second & np.uint64(LOW_WORD)
        c, d = (first >> WORD) ^ d ^ right, first & np.uint64(LOW_WORD)
    return a, b, c, d


def lanes(person_id: Array, key: int, month: int, block: int) -> Array:
    """Return the eight lanes of a block, domains × people: the lower half of each word before its upper half."""
    words = philox((person_id, month, block, 0), key)
    return np.stack([(word >> shift) & LOW_LANE for word in words for shift in (np.uint64(0), LANE)])


def draws_of_month(person_id: Array, key: int, month: int) -> Array:
    """Return each person's draw of the month for each domain, domains × people, from 0 to 2**32 - 1."""
    drawn = (lanes(person_id, key, month, 0) << LANE) | lanes(person_id, key, month, 1)
    return drawn.astype(np.int64)


def share(key: int, decision: int, who: Any, month: Any) -> Array:
    """Return the draw of a decision for each of some people, or districts, as a share from 0 to 1."""
    return philox((who, month, FIRST_DECISION_BLOCK + decision, 0), key)[0] / TWO_32


def threshold(chance: Array) -> Array:
    """Return how many of 2**32 draws a chance covers."""
    return np.floor(np.clip(chance, 0.0, 1.0) * TWO_32).astype(np.int64)


def hits(draw: Array, chance: Array) -> Array:
    """Return whether draws are so low that a good event comes."""
    return draw < threshold(chance)


def misses(draw: Array, chance: Array) -> Array:
    """Return whether draws are so high that a bad event comes."""
    return LAST - draw < threshold(chance)
