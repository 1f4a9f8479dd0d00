"""The two-child limit and twins: children after the first of a birth are excepted where they are third or later."""

from __future__ import annotations

import pytest
from tiny import tiny

from welfsim.awards.reading import read_children
from welfsim.awards.universal_credit import child_elements, children_counted
from welfsim.months import month

NOW = month(2025, 4)
OLD, FIRST, SECOND, THIRD = month(2014, 1), month(2018, 1), month(2020, 1), month(2022, 1)


@pytest.mark.parametrize(
    ("births", "counted"),
    [
        ((FIRST, SECOND, THIRD), 2),
        ((FIRST, SECOND, SECOND), 3),
        ((FIRST, SECOND, THIRD, THIRD), 3),
        ((FIRST, SECOND, SECOND, SECOND), 4),
        ((FIRST, FIRST, SECOND), 2),
        ((OLD, OLD, OLD, THIRD), 3),
        ((OLD, OLD, THIRD, THIRD), 3),
    ],
)
def test_a_twin_of_the_child_before_brings_an_element(births: tuple[int, ...], counted: int) -> None:
    home = {f"child_{place}_birth": birth for place, birth in enumerate(births, start=1)}
    run = tiny(NOW, [home, {"birth_month": month(1990, 1)}])
    children = read_children(run.state.unit, 0, run.policy, NOW)
    p = run.policy.universal_credit
    assert children_counted(children.number, children.before_limit, children.excepted, p) == counted
    p.two_child_limit = False
    assert children_counted(children.number, children.before_limit, children.excepted, p) == len(births)
    assert child_elements(children.number, children.before_limit, children.excepted, p) >= len(births) * p.child
