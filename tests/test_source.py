"""What the declarations say is what the source does: parameters read, columns and lines written, draws taken.

The source is read, not run. A rule answers and writes nothing; a move writes, and each column is assigned in one module
alone; a kernel walks rows and writes columns through moves.
"""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
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
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.districts import Districts
from welfsim.vocabulary.fields import declared
from welfsim.vocabulary.parameters import DisabilityBenefitSystem, ProgrammeTerms
from welfsim.vocabulary.persons import Persons

ROOT = Path(welfsim.__file__).parent
PROCESSES = sorted(path.stem for path in (ROOT / "processes").glob("[a-z]*.py"))
TABLES = {"person": Persons, "unit": BenefitUnits, "district": Districts}
COLUMNS = {f"{table}.{name}": field.what for table, of in TABLES.items() for name, field in declared(of).items()}
GROUPS = {name: table.__name__ for name, table in tables().items()}

RESERVED = {"Decision.POPULATION"}  # kept for the build, which draws from a generator of its own


KERNEL_SIDE = ("processes", "rules", "awards", "draws.py", "months.py")
MAKE_ARRAYS = {"array", "astype", "copy", "empty", "full", "ones", "zeros"}


class Code(NamedTuple):
    """One function: how it is decorated, what it calls, what of tables, accounts and arrays handed to it it writes.

    Also whether it says that it allocates or is inlined, what types it is handed, and whether it makes or returns an
    array.
    """

    kind: str
    calls: frozenset[str]
    writes: frozenset[str]
    allocates: bool
    inlined: bool
    handed: frozenset[str]
    makes_array: bool
    returns_array: bool

    @property
    def columns(self) -> set[str]:
        """The columns that it assigns."""
        return {what for what in self.writes if what.partition(".")[0] in TABLES}

    @property
    def lines(self) -> set[str]:
        """The account lines that it assigns."""
        return {what for what in self.writes if what.startswith("line.")}


def source(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield the module, as ``rules.jobs``, and the tree of each file in some rooms of the package."""
    for room in rooms:
        path = ROOT / room
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            yield file.relative_to(ROOT).with_suffix("").as_posix().replace("/", "."), _tree(file)


@cache
def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def written(node: ast.AST) -> str:
    """Return ``table.column`` if a node is assigned a row of a column, else nothing."""
    match node:
        case ast.Subscript(value=ast.Attribute(value=ast.Name(id=table), attr=name), ctx=ast.Store()):
            return f"{table}.{name}"
        case ast.Subscript(value=ast.Attribute(value=ast.Attribute(attr=table), attr=name), ctx=ast.Store()):
            return f"{table}.{name}"
    return ""


def handed(function: ast.FunctionDef) -> frozenset[str]:
    """Return the arrays handed to a function into which it writes."""
    arguments = {argument.arg for argument in function.args.args}
    stored = {
        node.value.id
        for node in ast.walk(function)
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store) and isinstance(node.value, ast.Name)
    }
    return frozenset(f"handed {name}" for name in stored & arguments)


@cache
def types_with_arrays() -> frozenset[str]:
    """Return the names of types that are arrays or hold some: tables, aliases and NamedTuples of the kernel side."""
    made_of = {
        name: _words(node.value) if isinstance(node, ast.Assign) else _fields(node)
        for _, tree in source(*KERNEL_SIDE)
        for node in tree.body
        if isinstance(node, ast.Assign | ast.ClassDef)
        for name in _defined_by(node)
    }
    found = {"NDArray", "Accounts", "State", *(table.__name__ for table in TABLES.values())}
    while more := {name for name, of in made_of.items() if found & of} - found:
        found |= more
    return frozenset(found)


def _defined_by(node: ast.stmt) -> list[str]:
    """Return the functions, classes and constants that a statement of a module defines."""
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Assign(targets=targets):
            return [target.id for target in targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
    return []


def _words(node: ast.AST) -> set[str]:
    return set(re.findall(r"\w+", ast.unparse(node)))


def _fields(node: ast.ClassDef) -> set[str]:
    """Return the words of the types of a class's fields."""
    return {word for each in node.body if isinstance(each, ast.AnnAssign) for word in _words(each.annotation)}


@cache
def functions() -> dict[str, Code]:
    """Return every function of the kernel side by ``module.name``, calls resolved through imports."""
    found = {}
    for module, tree in source(*KERNEL_SIDE):
        known = {node.name: f"{module}.{node.name}" for node in tree.body if isinstance(node, ast.FunctionDef)}
        for node in tree.body:
            if isinstance(node, ast.ImportFrom) and node.module:
                known |= {name.name: f"{node.module.removeprefix('welfsim.')}.{name.name}" for name in node.names}
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                inside = list(ast.walk(node))
                calls = {n.func.id for n in inside if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
                found[f"{module}.{node.name}"] = Code(
                    " ".join(ast.unparse(each).partition("(")[0] for each in node.decorator_list),
                    frozenset(known[name] for name in calls if name in known),
                    frozenset(what for what in map(written, inside) if what) | handed(node),
                    any("allocates=True" in ast.unparse(each) for each in node.decorator_list),
                    any("inlined=True" in ast.unparse(each) for each in node.decorator_list),
                    frozenset(ast.unparse(each.annotation) for each in node.args.args if each.annotation),
                    any(isinstance(each, ast.Attribute) and each.attr in MAKE_ARRAYS for each in inside),
                    bool(node.returns and types_with_arrays() & _words(node.returns)),
                )
    return found


def of_kind(kind: str) -> list[str]:
    """Return the names of the functions that one decorator marks."""
    return sorted(name for name, code in functions().items() if code.kind == kind)


@cache
def assigned_in() -> dict[str, set[str]]:
    """Return the modules that assign each column."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, code in functions().items():
        for column in code.columns:
            found[column].add(name.rpartition(".")[0])
    return found


@cache
def parameters_read() -> set[str]:
    """Return the parameters that the source reads, by ``group.name``; by class where a rule is handed its group."""
    found: set[str] = set()
    for _, tree in source("processes", "rules", "awards"):
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
        case ast.Subscript(value=ast.Attribute(value=law, attr="programme")) if _is_law(law):
            return ProgrammeTerms.__name__
        case ast.Call(func=ast.Name(id="system_of")):
            return DisabilityBenefitSystem.__name__
        case ast.Attribute(value=law, attr=group) if group in GROUPS and _is_law(law):
            return group
        case ast.Call(func=ast.Name(id="system_of")):
            return DisabilityBenefitSystem.__name__
    return ""


def _is_law(node: ast.AST) -> bool:
    """Say whether something is the parameters of a month: by its name, or as those of a person, unit or district."""
    match node:
        case ast.Name(id="policy" | "law" | "here"):
            return True
        case ast.Call(func=ast.Name(id="law_of" | "law_of_unit" | "law_of_district")):
            return True
    return False


def members_used(enum: str) -> set[str]:
    """Return the members of an enum that the source names."""
    pattern = re.compile(rf"\b{enum}\.([A-Z_]+)")
    return {name for file in ROOT.rglob("*.py") for name in pattern.findall(file.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("name", [f"{group}.{name}" for group, names in groups().items() for name in names])
def test_every_parameter_is_read(name: str) -> None:
    group, _, field = name.partition(".")
    assert {name, f"{GROUPS[group]}.{field}"} & parameters_read()


@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_is_assigned_in_the_one_module_that_owns_it(column: str) -> None:
    owner = COLUMNS[column].owner
    assert assigned_in()[column] == (set() if owner == "population" else {owner})


@pytest.mark.parametrize("rule", of_kind("rule"))
def test_a_rule_answers_and_writes_nothing(rule: str) -> None:
    code = functions()[rule]
    assert not code.writes
    assert not {name for name in code.calls if name in functions() and functions()[name].kind == "move"}


@pytest.mark.parametrize("kernel", of_kind("kernel"))
def test_a_kernel_writes_columns_through_moves_alone(kernel: str) -> None:
    assert not functions()[kernel].columns


@pytest.mark.parametrize("move", of_kind("move"))
def test_a_move_writes(move: str) -> None:
    code = functions()[move]
    moves = {name for name in code.calls if name in functions() and functions()[name].kind == "move"}
    assert code.writes or moves
    assert not {name for name in code.calls if name in functions() and functions()[name].kind == "kernel"}


def test_what_makes_or_holds_an_array_says_so_and_nothing_else_does() -> None:
    """Held without saying so an array would never be given back, and no compiler would complain."""
    compiled = {name: code for name, code in functions().items() if code.kind}
    returning = {name for name, code in compiled.items() if code.returns_array}
    owners = {name for name, code in compiled.items() if code.makes_array or code.calls & returning} | returning
    assert "rules.rationing.room_for" in returning
    assert {name for name, code in compiled.items() if code.allocates} == owners


def test_what_is_handed_a_household_is_inlined_and_nothing_else_is() -> None:
    """Otherwise each call would copy all fields of the household."""
    wide = {
        name
        for name, code in functions().items()
        if code.kind and code.handed & {"Household", "Adult", "Means", "Claim"}
    }
    assert {name for name, code in functions().items() if code.inlined} == wide


def test_whatever_is_compiled_says_what_it_is() -> None:
    kinds = {code.kind for name, code in functions().items() if name.startswith(("rules.", "processes."))}
    assert kinds == {"rule", "move", "kernel"}


@pytest.mark.parametrize("line", LINES)
def test_every_account_line_is_written(line: str) -> None:
    mentioned = {
        node.attr
        for _, tree in source("processes", "rules")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "line"
    }
    assert line in mentioned


def test_nothing_is_written_that_is_not_declared() -> None:
    for code in functions().values():
        assert code.columns <= set(COLUMNS)
        assert {what.removeprefix("line.") for what in code.lines} <= set(LINES)


@pytest.mark.parametrize("enum", [Decision, Domain])
def test_every_draw_is_taken(enum: type[Decision] | type[Domain]) -> None:
    unused = {f"{enum.__name__}.{member.name}" for member in enum} - {
        f"{enum.__name__}.{name}" for name in members_used(enum.__name__)
    }
    assert unused <= RESERVED


BETWEEN_RUNS = {"work_effects"}  # after a month of a baseline and a reform, in neither


def test_every_process_is_in_the_month() -> None:
    modules = {process.step.__module__.rpartition(".")[2] for process in MONTH}
    assert modules == set(PROCESSES) - BETWEEN_RUNS
    assert len({process.name for process in MONTH}) == len(MONTH)


FOR_TESTS = {
    "vocabulary.fields.names_of",  # tests go through the columns of a table, the model never does
    "awards.gain.household_gain",  # tests ask for the gain of a household written by hand, the model for a person's
}


def test_whatever_is_defined_is_used() -> None:
    text = "\n".join(file.read_text(encoding="utf-8") for file in ROOT.rglob("*.py"))
    named = Counter(re.findall(r"\w+", text))
    defined = {
        f"{file.relative_to(ROOT).with_suffix('').as_posix().replace('/', '.')}.{name}"
        for file in ROOT.rglob("*.py")
        for node in _tree(file).body
        for name in _defined_by(node)
        if named[name] == 1 and not name.startswith("__")
    }
    assert defined == FOR_TESTS
