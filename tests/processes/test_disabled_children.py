"""Disabled children of a unit: who comes to be one, at which rate, and who grows up."""

from __future__ import annotations

import numpy as np
from tiny import Tiny, tiny

from welfsim.months import month
from welfsim.processes import disabled_children

NOW = month(2025, 4)
PARENT = {"birth_month": month(1985, 1)}
GROWS_UP = NOW - 222  # the month of birth of a child who counts no more from now on


def of_units(home: dict[str, int], units: int = 2_000, hazard: float = 0.0014) -> Tiny:
    """Return many units alike after a month of it."""
    run = tiny(NOW, *([home, PARENT] for _ in range(units)))
    run.policy.ageing.child_disabled = hazard
    disabled_children.step(*run)
    return run


def disabled(run: Tiny) -> np.ndarray:
    """Return disabled children of each unit at the lower and the higher rate."""
    return np.stack([run.state.unit.disabled_children_lower, run.state.unit.disabled_children_higher])


def test_children_from_three_to_eleven_come_to_be_disabled_at_either_rate() -> None:
    lower, higher = disabled(of_units({"child_1_birth": month(2018, 1)}, hazard=0.5))
    assert 0.45 < (lower + higher).mean() < 0.55
    assert 0.35 < higher.sum() / (lower + higher).sum() < 0.45


def test_younger_and_older_children_do_not() -> None:
    for birth in (month(2022, 6), month(2012, 1)):
        assert not disabled(of_units({"child_1_birth": birth}, hazard=0.5)).any()


def test_no_more_children_are_disabled_than_there_are() -> None:
    home = {"child_1_birth": month(2018, 1), "disabled_children_lower": 1}
    assert (disabled(of_units(home, hazard=1.0)).sum(axis=0) == 1).all()


def test_a_disabled_child_grows_up_as_often_as_the_others() -> None:
    home = {"child_1_birth": GROWS_UP, "child_2_birth": month(2012, 1), "disabled_children_higher": 1}
    left = disabled(of_units(home)).sum(axis=0)
    assert set(left.tolist()) == {0, 1} and 0.45 < left.mean() < 0.55
    alone = {"child_1_birth": GROWS_UP, "disabled_children_lower": 1}
    assert not disabled(of_units(alone, units=20)).any()


def test_twins_grow_up_together() -> None:
    twins = {"child_1_birth": GROWS_UP, "child_2_birth": GROWS_UP, "child_3_birth": month(2012, 1)}
    left = disabled(of_units({**twins, "disabled_children_lower": 1, "disabled_children_higher": 2}, units=20))
    assert left.tolist() == [[0] * 20, [1] * 20]


def test_a_disabled_child_whom_no_column_holds_is_not_counted() -> None:
    five = {f"child_{n}_birth": month(2014 + n, 1) for n in range(1, 5)}
    home = {**five, "disabled_children_lower": 3, "disabled_children_higher": 2}
    assert disabled(of_units(home, units=1, hazard=0.0)).tolist() == [[2], [2]]
