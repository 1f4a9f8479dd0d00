"""The job of the peers: where people should be is where ours are, and a tool that is wrong is not timed."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.peers import with_numpy, with_welfsim
from benchmarks.peers.__main__ import TOOLS, table
from benchmarks.peers.job import BEGINS, MOVES, are_as_expected, begin, expected

PEOPLE, MONTHS = 20_000, 12


def test_chances_and_shares_add_up_to_one() -> None:
    np.testing.assert_allclose(MOVES.sum(axis=1), 1.0)
    assert sum(BEGINS) == pytest.approx(1.0)
    assert begin(PEOPLE).size == PEOPLE


@pytest.mark.parametrize("tool", [with_numpy, with_welfsim])
def test_people_are_where_they_should_be(tool: object) -> None:
    shares = tool.play(PEOPLE, MONTHS, 1) / PEOPLE  # type: ignore[attr-defined]
    assert are_as_expected(shares, PEOPLE, MONTHS)
    assert not are_as_expected(expected(PEOPLE, 5 * MONTHS), PEOPLE, MONTHS)


def test_the_table_compares_times_of_one_round() -> None:
    rounds = [{tool: {"cpu": float(place + 1), "version": "1"} for place, tool in enumerate(TOOLS)}] * 3
    lines = table(rounds, 1_000_000, 4).splitlines()
    assert lines[0].startswith("1,000,000 people, 4 months, 3 rounds by turns, one thread; ")
    assert lines[4] == "| welfsim 1 | 4.0 | 4.0 | 4.0 | 1.0 |"
    assert lines[-1] == "| neworder 1 | 1.0 | 1.0 | 1.0 | 4.0 |"
