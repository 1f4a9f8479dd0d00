"""What a run was made of: everything that decides its results, by name or by hash.

Sources and data are hashed when they are first used, which for the sources is when the first compiled module is
imported: what is recorded is what runs, also when files are edited in the meantime.
"""

from __future__ import annotations

import hashlib
import inspect
import os
import platform
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from welfsim.parts import digest, memory
from welfsim.population import Population
from welfsim.processes import MONTH, Process
from welfsim.scenario import Scenario
from welfsim.shipped import data_key
from welfsim.sources import PACKAGE, source_key

PACKAGES = ("numba", "numpy", "pandas", "pyarrow", "scipy")
CHECKED_OUT = ("src", "data", "scenarios")
A_WHILE = 10  # seconds


def provenance(scenario: Scenario, law: str, merged: str, month: Sequence[Process]) -> dict[str, Any]:
    """Return what it takes to get the same results again.

    Parameters
    ----------
    scenario
        The scenario as it is run.
    law
        Hash of the law.
    merged
        What became of the districts.
    month
        The processes of the month, in order.
    """
    return {
        "welfsim": version("welfsim"),
        "source": source_key("package"),
        "checkout": checkout(PACKAGE.resolve().parents[1]),
        "law": law,
        "data": data_key(),
        "month": month_as_run(month),
        "changes": {name: scenario.place_of(name) for name in (*scenario.assume, *scenario.changed)},
        "seed": scenario.seed,
        "districts": merged,
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def model_key(law: str, population: Population, processes: Sequence[Process]) -> str:
    """Return a hash of all that decides the accounts of a run but its parameters month by month, its start and luck."""
    return digest(
        *([population.content] if population.content else map(memory, population.state)),
        population.grossing,
        [process.name for process in processes],
        law,
        source_key("run"),
        [version(name) for name in PACKAGES],
        [platform.python_version(), platform.system(), platform.machine()],
    )


def month_as_run(month: Sequence[Process]) -> dict[str, Any]:
    """Return the names of the processes of a month, and the hash of their code unless it is the model's own month."""
    names = [process.name for process in month]
    if tuple(month) == MONTH:
        return {"processes": names, "is_the_models": True}
    digest = hashlib.sha256()
    for process in month:
        digest.update(f"{process.name}\n{_code(process.step)}\n".encode())
    return {"processes": names, "is_the_models": False, "code": digest.hexdigest()}


def _code(step: Any) -> str:
    """Return the source of a step and where it is defined, or what else is known of it."""
    function = getattr(step, "py_func", step)
    where = f"{getattr(function, '__module__', '')}.{getattr(function, '__qualname__', type(function).__name__)}"
    try:
        return f"{where}\n{inspect.getsource(function)}"
    except (OSError, TypeError):  # typed at a prompt, or not a function
        code = getattr(function, "__code__", None)
        return f"{where}\n{code.co_code.hex() if code else ''}"


@cache
def checkout(root: Path) -> dict[str, Any] | None:
    """Return the commit of a git checkout and the files of the model that differ from it; none if there is no git."""
    if not (root / ".git").exists():
        return None
    try:
        commit = _git(root, "rev-parse", "HEAD").strip()
        status = _git(root, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", *CHECKED_OUT)
    except (OSError, subprocess.SubprocessError):
        return None
    return {"commit": commit, "changed": sorted(entry[3:] for entry in status.split("\0") if entry)}


def _git(root: Path, *arguments: str) -> str:
    """Return what git answers about a checkout, whatever checkout the process itself was started in."""
    return subprocess.run(
        ["git", "--no-optional-locks", "-C", str(root), *arguments],
        env={name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=A_WHILE,
        check=True,
    ).stdout
