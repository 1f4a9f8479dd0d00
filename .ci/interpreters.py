"""Find the Pythons of a machine that welfsim supports: on PATH, and where version managers keep them."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from packaging.specifiers import SpecifierSet
from packaging.version import Version

NAME = re.compile(r"python3(\.\d+)?")
SECONDS = 60
ASK = """
import ensurepip, json, os, platform, sys, sysconfig, venv
free = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
print(json.dumps([sys.implementation.name, platform.python_version(), free, os.path.realpath(sys.executable)]))
"""


@dataclass(frozen=True)
class Interpreter:
    """A Python that starts and can make environments: how it is called, its version, and the file that it is."""

    path: Path
    version: Version
    file: Path

    @property
    def minor(self) -> str:
        """The version without its last number: ``3.12``."""
        return f"{self.version.major}.{self.version.minor}"


@dataclass
class Found:
    """One Python of each supported minor version, and what was passed over, with the reason."""

    usable: dict[str, Interpreter] = field(default_factory=dict)
    skipped: dict[Path, str] = field(default_factory=dict)


class UnusableError(Exception):
    """Why a file is not a Python that can be checked."""


def find(supported: SpecifierSet, places: Iterator[Path]) -> Found:
    """Return the Pythons in some folders; of one minor version the first that is usable.

    The same file counts once, whatever links and scripts lead to it.
    """
    found = Found()
    seen: set[Path] = set()
    for path in _candidates(places):
        if path.resolve() in seen:
            continue
        seen.add(path.resolve())
        try:
            python = _asked(path, supported)
        except UnusableError as reason:
            found.skipped[path] = str(reason)
            continue
        if python.file != path.resolve() and python.file in seen:
            continue
        seen.add(python.file)
        first = found.usable.setdefault(python.minor, python)
        if first is not python:
            found.skipped[path] = f"{python.version}, and {python.minor} is already at {first.path}"
    return found


def places(environment: Mapping[str, str], home: Path) -> Iterator[Path]:
    """Yield the folders of PATH, then those of version managers, in which Pythons may lie."""
    yield from (Path(folder) for folder in environment.get("PATH", "").split(os.pathsep) if folder)
    for root in (
        Path(environment.get("PYENV_ROOT", home / ".pyenv")) / "versions",
        Path(environment.get("UV_PYTHON_INSTALL_DIR", home / ".local/share/uv/python")),
        home / ".local/share/mise/installs/python",
        home / ".asdf/installs/python",
        Path("/opt/python"),
        Path("/opt"),
    ):
        yield from sorted(root.glob("*/bin"))


def _candidates(places: Iterator[Path]) -> Iterator[Path]:
    for folder in places:
        if folder.is_dir():
            yield from sorted(path for path in folder.iterdir() if NAME.fullmatch(path.name))


def _asked(path: Path, supported: SpecifierSet) -> Interpreter:
    """Start a Python and return what it says of itself."""
    try:
        done = subprocess.run([path, "-I", "-c", ASK], capture_output=True, text=True, timeout=SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UnusableError(f"cannot start: {error}") from None
    if done.returncode:
        said = (done.stderr.strip() or f"exit code {done.returncode}").splitlines()
        why = said[-1] if said[0].startswith("Traceback") else said[0]
        raise UnusableError(f"cannot start or make environments: {why}")
    kind, version, free_threaded, file = json.loads(done.stdout)
    if kind != "cpython" or free_threaded:
        other = "free-threaded" if free_threaded else kind
        raise UnusableError(f"{version} is {other}, which numba does not support")
    if not supported.contains(version, prereleases=False):
        raise UnusableError(f"{version} is not supported ({supported})")
    return Interpreter(path, Version(version), Path(file))
