"""Hold every other Python of this machine that welfsim supports to the accounts of this one.

The wheel is built once. Each Python gets an empty environment with the locked packages and the wheel, a cache of its
own and an empty folder to run in; nothing but pip's downloads is shared. Its accounts must be those of the Python that
runs this script, to the last number. Where no other Python is found, the wheel is tried on this one.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
import tomllib
import zipfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from interpreters import Found, Interpreter, find, places
from packaging.specifiers import SpecifierSet
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
DIGEST = Path(__file__).with_name("accounts.py")
SIZE = ("--people", "20000", "--months", "24", "--threads", "1")
COMMANDS = (("run", "baseline"), ("compare", "redeploy_1000_coaches"))
ONE_THREAD = {"NUMBA_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
LINES_OF_A_FAULT = 30

Accounts = Mapping[str, str]


class CheckError(Exception):
    """What went wrong on a Python."""


@dataclass(frozen=True)
class Outcome:
    """How a Python fared: after how many seconds, and with what fault, if any."""

    python: Interpreter
    seconds: float
    fault: str = ""


def main() -> int:
    """Check every other Python; return 1 if one fails."""
    own = Interpreter(Path(sys.executable), Version(platform.python_version()), Path(sys.executable).resolve())
    found = find(supported(), places(os.environ, Path.home()))
    others = sorted(
        (python for python in found.usable.values() if python.minor != own.minor), key=lambda python: python.version
    ) or [own]
    print(f"Checking the wheel on {', '.join(str(python.version) for python in others)} ...", flush=True)
    with tempfile.TemporaryDirectory(prefix="welfsim-pythons-") as folder:
        work = Path(folder)
        try:
            wheel = build_wheel(work / "wheel")
            expected = run_scenarios(own.path, work / "own", dict(os.environ))
        except CheckError as fault:
            print(report(own, found, [Outcome(own, 0.0, str(fault))]))
            return 1
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            outcomes = list(pool.map(lambda python: outcome_of(python, wheel, expected, work), others))
    print(report(own, found, outcomes))
    return int(any(outcome.fault for outcome in outcomes))


def supported() -> SpecifierSet:
    """Return the Pythons that the project declares."""
    return SpecifierSet(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["requires-python"])


def build_wheel(folder: Path) -> Path:
    """Build the wheel; it must say that it is typed."""
    call([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)])
    (wheel,) = folder.glob("*.whl")
    if "welfsim/py.typed" not in zipfile.ZipFile(wheel).namelist():
        raise CheckError(f"{wheel.name} lacks welfsim/py.typed")
    return wheel


def outcome_of(python: Interpreter, wheel: Path, expected: Accounts, work: Path) -> Outcome:
    """Try the wheel on a Python and hold its accounts to those expected."""
    began = time.monotonic()
    try:
        found = accounts_on(python, wheel, work / python.minor)
        fault = difference(expected, found)
    except CheckError as error:
        fault = str(error)
    return Outcome(python, time.monotonic() - began, fault)


def accounts_on(python: Interpreter, wheel: Path, work: Path) -> Accounts:
    """Install the wheel into an empty environment of a Python, run the scenarios there and return their accounts."""
    environment = work / "environment"
    call([str(python.path), "-m", "venv", str(environment)])
    inside = environment / "bin" / "python"
    pip = [str(inside), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    call([*pip, "--require-hashes", "--only-binary=:all:", "-r", str(LOCK)])
    call([*pip, "--no-deps", "--no-index", str(wheel)])
    own_cache = {"WELFSIM_CACHE": str(work / "cache"), **ONE_THREAD}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return run_scenarios(inside, work / "folder", kept | own_cache)


def run_scenarios(python: Path, folder: Path, environment: Mapping[str, str]) -> Accounts:
    """Run the scenarios in an empty folder and return the digests of their accounts."""
    folder.mkdir(parents=True)
    for command in COMMANDS:
        call([str(python), "-m", "welfsim", *command, *SIZE], folder, environment)
    found: Accounts = json.loads(call([str(python), "-P", str(DIGEST), "results"], folder, environment))
    if not found:
        raise CheckError("the runs left no accounts")
    return found


def difference(expected: Accounts, found: Accounts) -> str:
    """Return in words how accounts differ from those expected, nothing if they are the same."""
    lines = sorted(line for line in expected.keys() | found.keys() if expected.get(line) != found.get(line))
    if not lines:
        return ""
    shown = ", ".join(lines[:5]) + (", ..." if len(lines) > 5 else "")
    return f"the accounts differ in {len(lines)} of {len(expected)} lines: {shown}"


def report(own: Interpreter, found: Found, outcomes: list[Outcome]) -> str:
    """Return what was found, what was skipped and why, and how each Python fared; the counts last."""
    skipped = [f"  {path}: {why}" for path, why in found.skipped.items()]
    lines = [f"Found: {', '.join(str(v) for v in sorted(p.version for p in found.usable.values()))}"]
    lines += ["Skipped:", *skipped] if skipped else []
    for outcome in outcomes:
        version, took = outcome.python.version, f"after {outcome.seconds:.0f} s"
        if outcome.fault:
            lines += [f"{version} failed {took}:", outcome.fault]
        else:
            lines.append(f"{version} passed {took}: its accounts are those of {own.version}")
    failed = sum(bool(outcome.fault) for outcome in outcomes)
    counts = f"{len(outcomes) - failed} passed, {failed} failed, {len(skipped)} skipped"
    return "\n".join([*lines, f"Pythons: {counts}"])


def call(command: list[str], folder: Path | None = None, environment: Mapping[str, str] | None = None) -> str:
    """Run a command and return what it prints; a fault ends in the last lines of its output."""
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        last = (done.stdout + done.stderr).rstrip().splitlines()[-LINES_OF_A_FAULT:]
        raise CheckError("\n  ".join([f"  exit code {done.returncode} of: {' '.join(command)}", *last]))
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
