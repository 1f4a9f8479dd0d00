"""What the declarations say is what the source does: parameters read, columns and lines written, draws taken.

The source is read, not run. A rule or kernel writes what it assigns itself and what the rules it calls assign.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import welfsim
from welfsim.draws import Decision, Domain
from welfsim.policy import groups, tables
from welfsim.processes import MONTH
from welfsim.vocabulary.accounts import LINES
from welfsim.vocabulary.fields import Column, declared
from welfsim.vocabulary.parameters import ProgrammeTerms
from welfsim.vocabulary.state import BenefitUnits, Districts, Persons

ROOT = Path(welfsim.__file__).parent
PROCESSES = sorted(path.stem for path in (ROOT / "processes").glob("[a-z]*.py"))
TABLES = {"person": Persons, "unit": BenefitUnits, "district": Districts}
COLUMNS = {f"{table}.{name}": field.what for table, of in TABLES.items() for name, field in declared(of).items()}
GROUPS = {name: table.__name__ for name, table in tables().items()}

RESERVED = {"Decision.POPULATION"}  # kept for the build, which draws from a generator of its own


class Code(NamedTuple):
    """One function: what it calls, and what of the tables and accounts it writes itself."""

    calls: frozenset[str]
    writes: frozenset[str]


def source(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield the module name and the tree of each file in some rooms of the package."""
    for room in rooms:
        path = ROOT / room
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            yield file.stem, ast.parse(file.read_text(encoding="utf-8"))


def written(node: ast.AST) -> str:
    """Return ``table.column`` if a node is assigned a row of a column, else nothing."""
    match node:
        case ast.Subscript(value=ast.Attribute(value=ast.Name(id=table), attr=name), ctx=ast.Store()):
            return f"{table}.{name}"
        case ast.Subscript(value=ast.Attribute(value=ast.Attribute(attr=table), attr=name), ctx=ast.Store()):
            return f"{table}.{name}"
    return ""


@cache
def functions() -> dict[str, Code]:
    """Return every function of the kernel side by ``module.name``, calls resolved through imports."""
    found = {}
    for module, tree in source(
        "processes", "awards", "spells.py", "standing.py", "outcomes.py", "coach_time.py", "rationing.py", "draws.py"
    ):
        known = {node.name: f"{module}.{node.name}" for node in tree.body if isinstance(node, ast.FunctionDef)}
        for node in tree.body:
            if isinstance(node, ast.ImportFrom) and node.module:
                known |= {name.name: f"{node.module.rpartition('.')[2]}.{name.name}" for name in node.names}
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                inside = list(ast.walk(node))
                calls = {n.func.id for n in inside if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
                found[f"{module}.{node.name}"] = Code(
                    frozenset(known[name] for name in calls if name in known),
                    frozenset(what for what in map(written, inside) if what),
                )
    return found


def all_writes(name: str) -> set[str]:
    """Return what a function writes, itself and through what it calls."""
    reached, ahead = set(), [name]
    while ahead:
        here = ahead.pop()
        if here not in reached and here in functions():
            reached.add(here)
            ahead += functions()[here].calls
    return {what for here in reached for what in functions()[here].writes}


@cache
def writers() -> dict[str, set[str]]:
    """Return the processes that write each column and account line."""
    found: dict[str, set[str]] = defaultdict(set)
    for process in PROCESSES:
        for name in functions():
            if name.startswith(f"{process}."):
                for what in all_writes(name):
                    found[what].add(process)
    return found


@cache
def parameters_read() -> set[str]:
    """Return the parameters that the source reads, by ``group.name``; by class where a rule is handed its group."""
    found: set[str] = set()
    for _, tree in source("processes", "awards", "spells.py", "standing.py", "outcomes.py", "coach_time.py"):
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                found |= _read_in(function)
    for _, tree in source("policy", "simulation.py"):
        found |= {
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    return found


def _read_in(function: ast.FunctionDef) -> set[str]:
    """Return ``group.name``, or ``Class.name``, for each parameter that one function reads."""
    held: dict[str, set[str]] = defaultdict(set)
    for argument in function.args.args:
        if isinstance(argument.annotation, ast.Name) and argument.annotation.id in GROUPS.values():
            held[argument.arg].add(argument.annotation.id)
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            pairs = [(node.targets[0], node.value)]
            if isinstance(node.targets[0], ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = list(zip(node.targets[0].elts, node.value.elts, strict=True))
            for target, value in pairs:
                if isinstance(target, ast.Name):
                    held[target.id] |= {group for n in ast.walk(value) if (group := _group(n))}
    found = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute):
            if isinstance(node.value, ast.Name):
                found |= {f"{group}.{node.attr}" for group in held[node.value.id]}
            elif group := _group(node.value):
                found.add(f"{group}.{node.attr}")
    return found


def _group(node: ast.AST) -> str:
    """Return the group of parameters that ``policy.group`` or ``policy.programme[k]`` names, else nothing."""
    match node:
        case ast.Subscript(value=ast.Attribute(value=ast.Name(id="policy"), attr="programme")):
            return ProgrammeTerms.__name__
        case ast.Attribute(value=ast.Name(id="policy"), attr=group) if group in GROUPS:
            return group
    return ""


def members_used(enum: str) -> set[str]:
    """Return the members of an enum that the source names."""
    pattern = re.compile(rf"\b{enum}\.([A-Z_]+)")
    return {name for file in ROOT.rglob("*.py") for name in pattern.findall(file.read_text(encoding="utf-8"))}


def named_writers(column: Column) -> set[str]:
    """Return the processes that a declaration names as writers."""
    return {name for name in re.split(r",\s*", column.writer) if name != "population"}


@pytest.mark.parametrize("name", [f"{group}.{name}" for group, names in groups().items() for name in names])
def test_every_parameter_is_read(name: str) -> None:
    group, _, field = name.partition(".")
    assert {name, f"{GROUPS[group]}.{field}"} & parameters_read()


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_is_written_by_the_processes_its_declaration_names_and_no_other(column: str) -> None:
    assert writers()[column] == named_writers(COLUMNS[column])


@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_of_several_writers_says_why(column: str) -> None:
    assert bool(COLUMNS[column].shared) == (len(named_writers(COLUMNS[column])) > 1)


def test_only_processes_are_named_as_writers() -> None:
    named = {name for column in COLUMNS.values() for name in named_writers(column)}
    assert named <= set(PROCESSES)


@pytest.mark.parametrize("line", LINES)
def test_every_account_line_is_written(line: str) -> None:
    mentioned = {
        node.attr
        for _, tree in source("processes", "spells.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "line"
    }
    assert line in mentioned


def test_nothing_is_written_that_is_not_declared() -> None:
    for what in writers():
        table, _, name = what.partition(".")
        if table == "line":
            assert name in LINES
        elif table in TABLES:
            assert what in COLUMNS


@pytest.mark.parametrize("enum", [Decision, Domain])
def test_every_draw_is_taken(enum: type[Decision] | type[Domain]) -> None:
    unused = {f"{enum.__name__}.{member.name}" for member in enum} - {
        f"{enum.__name__}.{name}" for name in members_used(enum.__name__)
    }
    assert unused <= RESERVED


def test_every_process_is_in_the_month() -> None:
    modules = {process.step.__module__.rpartition(".")[2] for process in MONTH}
    assert modules == set(PROCESSES)
    assert len({process.name for process in MONTH}) == len(MONTH)
