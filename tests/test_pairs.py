"""A reform that is played only where it differs is the reform played whole: every column of every month, every line."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

import numpy as np
import pytest

from played import ONE_BY_ONE, START, Policies
from welfsim import pairs
from welfsim.draws import stream_key
from welfsim.engine import Arm, simulate_arms, spans
from welfsim.pairs import homes_of
from welfsim.policy import Change, current_law, resolve
from welfsim.population import Population, synthetic
from welfsim.processes import MONTH, OF_DISTRICTS_ALONE, STAGES
from welfsim.vocabulary.accounts import LINES
from welfsim.vocabulary.fields import names_of
from welfsim.vocabulary.state import Span, State

MONTHS, KEY, PEOPLE_A_GROUP = 9, stream_key(1, 0), 800
PARTS_AFTER = 2

COACHES = {"coaching.coaches_to_health": {PARTS_AFTER: 6_000.0}}
REFORMS: dict[str, dict[str, dict[int, float]]] = {
    "of what districts share": COACHES,
    "of work": {"employment.contact_effect": {PARTS_AFTER: 0.9}, "pip.capacity": {PARTS_AFTER: 30_000.0}},
    "of what is read at home": {"universal_credit.lcwra_protected": {PARTS_AFTER: 10_000.0}},
    "of what is read at home, for two months": COACHES
    | {"take_up.claim": {PARTS_AFTER + 2: 0.9, PARTS_AFTER + 4: 0.7}},
}

Seen = dict[tuple[int, int, int], dict[str, bytes]]


@pytest.fixture(scope="module")
def few() -> Population:
    return synthetic(2_000, 3, START)


def law_with(changes: dict[str, dict[int, float]]) -> Policies:
    dated = [
        Change(name, {START + month: value for month, value in by.items()}, "test") for name, by in changes.items()
    ]
    return resolve(current_law(), dated, START, MONTHS)


def rows_of(state: State, span: Span) -> dict[str, bytes]:
    """Return all columns of a group's people, units and districts."""
    tables: list[tuple[Any, int, int]] = [
        (state.person, span.first_person, span.end_person),
        (state.unit, span.first_unit, span.end_unit),
        (state.district, span.first_district, span.end_district),
    ]
    return {name: rows[name][first:end].tobytes() for rows, first, end in tables for name in names_of(rows)}


def played(population: Population, watched: bool, **how: Any) -> tuple[list[Any], Seen]:
    """Return the accounts of a baseline and all reforms next to it, and what each was after each month."""
    seen: Seen = {}

    def watch(states: Sequence[State], span: Span, month: int) -> None:
        seen.update({(span.first_person, month, place): rows_of(state, span) for place, state in enumerate(states)})

    arms = [Arm(population.state, law_with(changes)) for changes in ({}, *REFORMS.values())]
    asked = {"people_a_group": PEOPLE_A_GROUP, "in_place": False, "watch": watch if watched else None}
    return simulate_arms(arms, START, MONTHS, KEY, population.grossing, **asked, **how), seen


@pytest.mark.parametrize("watched", [True, False])
def test_a_reform_that_follows_its_baseline_is_the_reform_played_whole(
    few: Population, watched: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    followed = []
    luck_of: Callable[..., Any] = pairs.luck_of_spans
    monkeypatch.setattr(pairs, "luck_of_spans", lambda *given: followed.append(given[1].shape[0]) or luck_of(*given))
    whole, states = played(few, watched, month_list=ONE_BY_ONE)
    assert followed == []
    paired, theirs = played(few, watched)
    for reform, one, other in zip(("baseline", *REFORMS), whole, paired, strict=True):
        assert [line for line in LINES if one[line].tobytes() != other[line].tobytes()] == [], reform
    assert [when for when, rows in states.items() if rows != theirs[when]] == []
    groups = len(spans(few.state, PEOPLE_A_GROUP))
    by_home = [2 * (MONTHS - PARTS_AFTER)] * 2 + [0] + [2 * (MONTHS - PARTS_AFTER - 2)]
    assert len(followed) == groups * sum(by_home)
    assert max(followed) > 0


def test_nobody_of_a_home_is_bound_to_another(few: Population) -> None:
    state: Any = few.state
    people, units = state.person.size, state.unit.size
    homes = homes_of(state, Span(0, people, 0, units, 0, state.district.size))
    assert (homes.person[0], homes.person[-1], homes.unit[0], homes.unit[-1]) == (0, people, 0, units)
    assert (np.diff(homes.person) > 0).all()
    assert (np.diff(homes.unit) > 0).all()
    assert np.diff(homes.person).max() <= 6
    home = np.repeat(np.arange(homes.person.size - 1), np.diff(homes.person))
    of_unit = np.repeat(np.arange(homes.unit.size - 1), np.diff(homes.unit))
    first = state.unit.first_person
    assert (of_unit[state.person.unit] == home).all()
    assert (home[first] == of_unit).all()
    assert (home[first + state.unit.joins] == of_unit).all()
    leaves = state.unit.leaves_to > 0
    assert leaves.any()
    assert (of_unit[state.unit.leaves_to[leaves]] == of_unit[leaves]).all()


def reached(process: Callable[..., Any]) -> set[tuple[str, str]]:
    """Return the functions of the package that a process may call, by module and name."""
    found: set[tuple[str, str]] = set()
    ahead = [(process.__module__, process.__name__)]
    while ahead:
        module, name = ahead.pop()
        function = inspect.unwrap(getattr(import_module(module), name))
        if (module, name) in found or not inspect.isfunction(function):
            continue
        found.add((module, name))
        named = {node.id for node in ast.walk(tree_of(function)) if isinstance(node, ast.Name)}
        known = {each: function.__globals__[each] for each in named if each in function.__globals__}
        ahead += [
            (of.__module__, of.__name__)
            for of in known.values()
            if callable(of) and not isinstance(of, type) and of.__module__.startswith("welfsim.")
        ]
    return found


def tree_of(function: Any) -> ast.AST:
    return ast.parse(inspect.getsource(function))


@pytest.mark.parametrize("process", [name for stage in STAGES if stage.by_home for name in stage.processes])
def test_what_is_read_at_home_is_known(process: str) -> None:
    (step,) = [each.step for each in MONTH if each.name == process]
    for module, name in reached(step):
        for node in ast.walk(tree_of(inspect.unwrap(getattr(import_module(module), name)))):
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id in ("policy", "law")
            ):
                assert node.attr not in OF_DISTRICTS_ALONE, f"{module}.{name} reads {node.value.id}.{node.attr}"


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage.by_home], ids=lambda stage: stage.processes[0])
def test_no_process_at_home_reads_what_a_district_shares(stage: Any) -> None:
    """Of a district they read where it lies, which is the same in all arms."""
    for name in stage.processes:
        (step,) = [each.step for each in MONTH if each.name == name]
        for module, function in reached(step):
            text = inspect.getsource(inspect.unwrap(getattr(import_module(module), function)))
            read = {
                node.attr
                for node in ast.walk(ast.parse(text))
                if isinstance(node, ast.Attribute)
                and (
                    (isinstance(node.value, ast.Name) and node.value.id in ("district", "place"))
                    or (isinstance(node.value, ast.Attribute) and node.value.attr == "district")
                )
            }
            assert read <= {"nation", "region"}, f"{module}.{function} reads {read}"
