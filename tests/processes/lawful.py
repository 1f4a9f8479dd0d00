"""Lawful inputs: parameters anywhere within their declared bounds, and the law of a month to change by hand."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from hypothesis import strategies as st

from welfsim.months import month
from welfsim.policy import POLICY, current_law, groups, parameters, resolve
from welfsim.vocabulary.parameters import Policy

NOW = month(2026, 5)
AGES = st.integers(16 * 12, 67 * 12)
SPELLS = st.integers(0, 600)


def law(group: str, **differs: float) -> Any:
    """Return a group of parameters as law has it in May 2026, but for what differs."""
    policy = cast("Policy", resolve(current_law(), [], NOW, 1)[0])
    p = getattr(policy, group)
    for name, value in differs.items():
        setattr(p, name, value)
    return p


def lawful(group: str) -> st.SearchStrategy[Any]:
    """Draw a group of parameters, each within its declared bounds."""
    names = groups()[group]
    return st.tuples(*(_numbers(f"{group}.{name}") for name in names)).map(lambda values: _record(group, names, values))


def _numbers(name: str) -> st.SearchStrategy[Any]:
    """Draw one parameter: a number, or names in any order for a list."""
    declared = parameters()[name]
    if declared.what.codes is not None:
        size = len(declared.what.codes)
        lists = st.lists(st.sampled_from([int(code) for code in declared.what.codes]), unique=True)
        return lists.map(lambda codes: np.array([*codes, *[-1] * (size - len(codes))], np.int8))
    low, high = declared.what.low, declared.what.ceiling
    if declared.type is bool:
        return st.booleans()
    return st.integers(int(low), int(high)) if declared.type is int else st.floats(low, high)


def _record(group: str, names: list[str], values: tuple[float, ...]) -> Any:
    p = getattr(np.zeros(1, POLICY).view(np.recarray)[0], group)
    for name, value in zip(names, values, strict=True):
        setattr(p, name, value)
    return p
