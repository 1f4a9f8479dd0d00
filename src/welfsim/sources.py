"""Which source files decide what is kept on disk: one answer for every cache and for the record of a run.

Files are found by following imports from where a thing is made, so that a new file cannot be forgotten. Imports are
read line by line and not parsed, because parsing would add a third of a second to each start; a test holds the two
equal. All sources are read once, at first use, so that an edit during a run does not change what it says of itself.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Literal

PACKAGE = Path(__file__).parent

Kept = Literal["compiled", "law", "population", "run", "package"]
"""What is kept: machine code, parsed law, a built population, the result of a run; or all files of the package."""

MADE_IN: Mapping[Kept, str] = {
    "law": "welfsim.policy.kept",
    "population": "welfsim.population",
    "run": "welfsim.simulation",
}
DOOR_TO_NUMBA = "welfsim.compiled"

_FROM = re.compile(r"\n *from (welfsim[\w.]*) import (\([^)]*\)|[^\n]*)")
_WHOLE = re.compile(r"\n *import (welfsim[\w.]*)")
_COMMENT = re.compile(r"#[^\n]*")


def source_files(what: Kept, package: Path = PACKAGE) -> tuple[str, ...]:
    """Return the source files that decide what is kept, as paths below the package, in order.

    The face of the package is not among them, except of the whole package: nothing inside imports it.
    """
    texts = _texts(package)
    if what == "package":
        return tuple(sorted(texts))
    reached: set[str] = set()
    ahead = list(_compiled_files(package)) if what == "compiled" else list(_files(MADE_IN[what], texts))
    while ahead:
        file = ahead.pop()
        if file not in reached:
            reached.add(file)
            ahead += _imported_files(file, package)
    return tuple(sorted(reached))


@cache
def source_key(what: Kept, package: Path = PACKAGE) -> str:
    """Return the hash, 64 hexadecimal digits, of the names and texts of the files that decide what is kept.

    Raises
    ------
    FileNotFoundError
        If the package has no readable sources, so that nothing can be said to be of them.
    """
    files = source_files(what, package)
    if not files:
        raise FileNotFoundError(f"no sources of welfsim in {package}")
    digest = hashlib.sha256()
    for file in files:
        text = _texts(package)[file].encode()
        digest.update(f"{file} {len(text)}\n".encode())
        digest.update(text)
    return digest.hexdigest()


def module_file(module: str) -> str:
    """Return the file below the package in which a module such as ``welfsim.awards.tax`` is written, else nothing."""
    files = _names(module) if module.startswith("welfsim.") else ()
    return next((file for file in files if file in _texts(PACKAGE)), "")


@cache
def _texts(package: Path) -> Mapping[str, str]:
    """Return the text of each source file of a package by its path below the package."""
    return {file.relative_to(package).as_posix(): file.read_text(encoding="utf-8") for file in package.rglob("*.py")}


def _compiled_files(package: Path) -> frozenset[str]:
    """Return the files with functions that are compiled: a decorator in them comes from the door to numba."""
    return frozenset(
        file
        for file, text in _texts(package).items()
        for module, names in _imports(text)
        if module == DOOR_TO_NUMBA and any(f"\n@{name}" in text for name in names)
    )


def _imported_files(file: str, package: Path) -> frozenset[str]:
    """Return the files that one file imports."""
    texts = _texts(package)
    modules = {name for module, names in _imports(texts[file]) for name in (module, *(f"{module}.{n}" for n in names))}
    return frozenset(found for module in modules for found in _files(module, texts))


@cache
def _imports(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return each module of the package that a source imports, with the names that are taken from it."""
    text = f"\n{text}"
    listed = [(module, _COMMENT.sub("", names).strip("() \n").split(",")) for module, names in _FROM.findall(text)]
    taken = [(module, tuple(name.split()[0] for name in names if name.strip())) for module, names in listed]
    return (*taken, *((module, ()) for module in _WHOLE.findall(text)))


def _files(module: str, texts: Mapping[str, str]) -> Iterator[str]:
    """Yield the file of a module and those of the packages in which it lies, but for the face."""
    while "." in module:
        yield from (file for file in _names(module) if file in texts)
        module = module.rpartition(".")[0]


def _names(module: str) -> tuple[str, str]:
    """Return the two names that the file of a module can have."""
    path = module.partition(".")[2].replace(".", "/")
    return f"{path}.py", f"{path}/__init__.py"
