"""Lawful inputs: parameters anywhere within their declared bounds, and the law of a month to change by hand."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from hypothesis import strategies as st

from welfsim.months import month
from welfsim.policy import POLICY, current_law, groups, parameters, resolve
from welfsim.policy.record import tables
from welfsim.vocabulary.fields import Derived, Unit, declared
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
    """Draw a group of parameters, each within its declared bounds, and the indices calculated from some of them."""
    names, indices = groups()[group], _indices(group)
    drawn = [_numbers(f"{group}.{name}") for name in names] + [st.floats(0.2, 5.0) for _ in indices]
    return st.tuples(*drawn).map(lambda values: _record(group, names + indices, values))


def _indices(group: str) -> list[str]:
    """Return the numbers of a group that nobody sets and that are indices."""
    found = declared(tables()[group]).items()
    return [name for name, of in found if isinstance(of.what, Derived) and of.what.unit == Unit.INDEX]


def _numbers(name: str) -> st.SearchStrategy[Any]:
    """Draw one parameter: a number, or names in any order for a list."""
    of = parameters()[name]
    if of.what.codes is not None:
        size = len(of.what.codes)
        lists = st.lists(st.sampled_from([int(code) for code in of.what.codes]), unique=True)
        return lists.map(lambda codes: np.array([*codes, *[-1] * (size - len(codes))], np.int8))
    low, high = of.what.low, of.what.ceiling
    if of.type is bool:
        return st.booleans()
    return st.integers(int(low), int(high)) if of.type is int else st.floats(low, high)


def _record(group: str, names: list[str], values: tuple[float, ...]) -> Any:
    p = getattr(np.zeros(1, POLICY).view(np.recarray)[0], group)
    for name, value in zip(names, values, strict=True):
        setattr(p, name, value)
    return p
