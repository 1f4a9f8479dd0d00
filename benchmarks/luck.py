"""The luck of a month against its plain definition: one person after another, word by word."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from welfsim.compiled import kernel
from welfsim.draws import Domain, Words, fill_luck, philox

CALLS = 20
LANE, LANE_BITS = np.uint64(0xFFFF), np.uint64(16)


@kernel
def plain_luck(person_id: Words, key: int, month: int, luck: Words) -> None:
    """Write each person's draw of the month for each domain into `luck`, as `fill_luck` does, from `philox`."""
    for i in range(person_id.size):
        gate_low, gate_high = philox(person_id[i], month, 0, 0, key)
        fresh_low, fresh_high = philox(person_id[i], month, 1, 0, key)
        g, f = np.uint64(gate_low), np.uint64(fresh_low)
        for domain in range(4):
            luck[domain, i] = (g & LANE) << LANE_BITS | f & LANE
            g, f = g >> LANE_BITS, f >> LANE_BITS
        g, f = np.uint64(gate_high), np.uint64(fresh_high)
        for domain in range(4, 8):
            luck[domain, i] = (g & LANE) << LANE_BITS | f & LANE
            g, f = g >> LANE_BITS, f >> LANE_BITS


def times_as_fast(person_id: Words, key: int, month: int) -> float:
    """Return how many times as fast as its plain definition luck is drawn, by processor time.

    Raises
    ------
    AssertionError
        If the two differ in a bit.
    """
    plain, drawn = (np.zeros((len(Domain), person_id.size), np.uint32) for _ in range(2))

    def seconds(fill: Callable[[Words, int, int, Words], None], luck: Words) -> float:
        fill(person_id, key, month, luck)  # compiled, if it is not yet
        began = time.process_time()
        for _ in range(CALLS):
            fill(person_id, key, month, luck)
        return time.process_time() - began

    ratio = seconds(plain_luck, plain) / seconds(fill_luck, drawn)
    assert np.array_equal(plain, drawn), "luck differs from its plain definition"
    return ratio
