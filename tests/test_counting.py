"""References to arrays are counted only where an array is made: never for a row, where each count would be a lock."""

from __future__ import annotations

import re
from typing import Any

import numba
import numpy as np
import pytest
from numba.core.runtime import _nrt_python, rtsys

from played import ONE_BY_ONE, START, Policies, Run
from welfsim import compiled
from welfsim.compiled import rule
from welfsim.draws import fill_luck, stream_key
from welfsim.engine import simulate
from welfsim.population import Population
from welfsim.processes import MONTH, PLAY_MONTH

pytestmark = pytest.mark.skipif(numba.config.DISABLE_JIT, reason="nothing is compiled")

STEPS = {"luck": fill_luck, "month": PLAY_MONTH} | {process.name: process.step for process in MONTH}
MOST = {
    "luck": 40,
    "assessment": 80,
    "disability": 80,
    "disability reviews": 60,
    "coaching": 216,
    "support": 80,
    "job entry": 40,
}
"""Counts in the code of what makes arrays: words of luck, a queue of a district, room for a sum by use or status.

A call of such a kernel counts each table of the state that it is handed, of which there are six.
"""
MOST["month"] = sum(MOST[process.name] for process in MONTH if process.name in MOST)


def counts(function: Any) -> int:
    """Return how often the code of a compiled function, and of all that it calls, counts a reference up or down."""
    code = [str(made.library._get_module_for_linking()) for made in function.called.overloads.values()]
    return max(len(re.findall(r"call .*@NRT_(?:inc|dec)ref\(", text)) for text in code)


@pytest.fixture(scope="module")
def one_by_one(britain: Population, law: Policies) -> None:
    """Let Python call each process, so that each has code of its own."""
    simulate(britain.state.copy(), law[:1], START, 1, stream_key(1, 0), britain.grossing, month_list=ONE_BY_ONE)


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.usefixtures("run", "one_by_one")
def test_a_process_counts_references_only_to_arrays_that_it_makes(name: str) -> None:
    assert counts(STEPS[name]) <= MOST.get(name, 0)


def test_every_array_that_a_month_makes_is_given_back(britain: Population, law: Policies, run: Run) -> None:
    _nrt_python.memsys_enable_stats()
    before = rtsys.get_allocation_stats()
    simulate(britain.state.copy(), law[:3], START, 3, stream_key(1, 0), britain.grossing)
    after = rtsys.get_allocation_stats()
    assert after.alloc - before.alloc == after.free - before.free > 0
    assert after.mi_alloc - before.mi_alloc == after.mi_free - before.mi_free > 0


def summed(n: int) -> float:
    """Return a sum over an array that is made for it."""
    return float(np.ones(n).sum())


def test_what_makes_an_array_and_does_not_say_so_does_not_compile() -> None:
    with pytest.raises(numba.NumbaError, match="Only accept returning of array passed"):
        rule(summed)(3)
    assert rule(allocates=True)(summed)(3) == 3.0


def test_a_compiler_without_the_option_counts_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "COUNTING", "an option that a later numba has not")
    assert rule(summed)(3) == 3.0
