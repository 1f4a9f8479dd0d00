"""Which sources decide what is kept: imports are followed, and an edit moves the keys that it must move."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from welfsim.sources import PACKAGE, Kept, _imported_files, _texts, source_files, source_key

KINDS: tuple[Kept, ...] = ("compiled", "law", "population", "run", "package")


@cache
def tree(file: str) -> ast.Module:
    """Return a source of the package, parsed."""
    return ast.parse((PACKAGE / file).read_text(encoding="utf-8"))


def imported(file: str) -> Iterator[str]:
    """Yield each module that a source imports, and each name taken from it as if it were one."""
    for node in ast.walk(tree(file)):
        match node:
            case ast.ImportFrom(module=str(module), names=names):
                yield from (module, *(f"{module}.{name.name}" for name in names))
            case ast.Import(names=names):
                yield from (name.name for name in names)


def files_of(module: str) -> Iterator[str]:
    """Yield the files of a module and of the packages around it, without the face."""
    parts = module.split(".")
    for end in range(2, len(parts) + 1) if parts[0] == "welfsim" else ():
        path = "/".join(parts[1:end])
        yield from (file for file in (f"{path}.py", f"{path}/__init__.py") if (PACKAGE / file).is_file())


@pytest.mark.parametrize("file", source_files("package"))
def test_imports_read_by_line_are_those_of_the_parsed_source(file: str) -> None:
    assert _imported_files(file, PACKAGE) == {found for module in imported(file) for found in files_of(module)}


@pytest.mark.parametrize("what", KINDS)
def test_no_file_that_decides_imports_by_a_computed_name(what: Kept) -> None:
    files = set(source_files(what)) - ({"__init__.py", "cli/entry.py"} if what == "package" else set())
    texts = _texts(PACKAGE)
    assert {file for file in files if "import_module" in texts[file] or "__import__" in texts[file]} == set()


def test_every_file_with_compiled_functions_decides_compiled_code() -> None:
    def decorated(node: Any) -> set[str]:
        return {ast.unparse(each).partition("(")[0] for each in node.decorator_list}

    functions = {file: [n for n in ast.walk(tree(file)) if isinstance(n, ast.FunctionDef)] for file in _texts(PACKAGE)}
    compiled = {
        file for file, found in functions.items() if {"rule", "move", "kernel"} & set().union(*map(decorated, found))
    }
    assert len(compiled) > 20
    assert compiled | {"compiled.py", "sources.py"} <= set(source_files("compiled"))


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the package to edit."""
    folder = tmp_path_factory.mktemp("copy") / "welfsim"
    shutil.copytree(PACKAGE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture(scope="module")
def before(package: Path) -> dict[Kept, str]:
    """Return the keys of the copy as it is copied."""
    return keys(package)


def keys(package: Path) -> dict[Kept, str]:
    """Return all keys of a package as it stands on disk now."""
    _texts.cache_clear()
    source_key.cache_clear()
    return {what: source_key(what, package) for what in KINDS}


@pytest.mark.parametrize("file", source_files("package"))
def test_an_edit_moves_the_keys_of_what_it_decides_and_no_other(
    file: str, package: Path, before: dict[Kept, str]
) -> None:
    edited = package / file
    text = edited.read_text(encoding="utf-8")
    try:
        edited.write_text(f"{text}\n# An edit.\n", encoding="utf-8")
        after = keys(package)
    finally:
        edited.write_text(text, encoding="utf-8")
    moved = {what for what in KINDS if before[what] != after[what]}
    assert moved == {what for what in KINDS if file in source_files(what)}


@pytest.mark.parametrize(
    ("file", "what"),
    [
        ("processes/caring.py", {"compiled"}),
        ("awards/tax.py", {"compiled", "population"}),  # claims are built from the award that the law gives
        ("vocabulary/accounts.py", {"compiled", "population"}),
        ("rules/standing.py", {"compiled", "population"}),
        ("rules/stages.py", {"compiled", "population"}),
        ("population/ipf.py", {"population"}),
        ("policy/document.py", {"law", "population"}),
        ("vocabulary/fields.py", {"compiled", "law", "population"}),
        ("cli/show.py", set()),
        ("results/run.py", set()),
    ],
)
def test_what_some_files_decide(file: str, what: set[Kept]) -> None:
    assert {each for each in ("compiled", "law", "population") if file in source_files(each)} == what


def test_a_new_file_decides_as_soon_as_it_is_imported(package: Path, before: dict[Kept, str]) -> None:
    new, user = package / "awards" / "new_rule.py", package / "awards" / "tax.py"
    text = user.read_text(encoding="utf-8")
    try:
        new.write_text("NEW = 1\n", encoding="utf-8")
        alone = keys(package)
        user.write_text(f"{text}\nfrom welfsim.awards import new_rule\n", encoding="utf-8")
        first = keys(package)
        new.write_text("NEW = 2\n", encoding="utf-8")
        second = keys(package)
    finally:
        new.unlink()
        user.write_text(text, encoding="utf-8")
    assert alone["compiled"] == before["compiled"]
    assert len({before["compiled"], first["compiled"], second["compiled"]}) == 3


def test_a_package_without_sources_has_no_key(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as refused:
        source_key("compiled", tmp_path)
    assert str(refused.value) == f"no sources of welfsim in {tmp_path}"


def test_an_edit_after_the_start_does_not_change_what_a_run_says_of_itself(package: Path) -> None:
    text = (package / "awards" / "tax.py").read_text(encoding="utf-8")
    before = keys(package)["package"]
    code = (
        "import welfsim.simulation, pathlib, sys\n"
        "from welfsim.sources import source_key\n"
        "pathlib.Path(sys.argv[1]).write_text('# edited')\n"
        "print(source_key('package'))\n"
    )
    try:
        ran = subprocess.run(
            [sys.executable, "-c", code, str(package / "awards" / "tax.py")],
            env={**os.environ, "PYTHONPATH": str(package.parent), "NUMBA_DISABLE_JIT": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        (package / "awards" / "tax.py").write_text(text, encoding="utf-8")
    assert (ran.stdout, ran.stderr) == (f"{before}\n", "")
