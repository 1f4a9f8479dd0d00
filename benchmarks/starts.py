"""How long commands take from their start, each in a process of its own: the first run of all, and others."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

RUN = ("run", "baseline", "--no-resume")
COMMANDS = {
    "seconds_of_help": ("--help",),
    "seconds_of_a_run": (*RUN, "--people", "20000"),
    "seconds_to_precision": (
        *("compare", "redeploy_1000_coaches", "--months", "24", "--no-resume"),
        *("--within", "50", "--of", "Limited by ill health, month 24"),
    ),
}
FIRST = (*RUN, "--people", "1000", "--months", "1")


def starts() -> dict[str, float]:
    """Return the seconds of each command: of all but the first run the second time that it is given."""
    with TemporaryDirectory(prefix="welfsim-starts-") as folder:
        own = {**os.environ, "WELFSIM_CACHE": str(Path(folder, "cache"))}
        found = {"seconds_of_the_first_run": seconds_of(FIRST, Path(folder, "first"), own)}
        for name, command in COMMANDS.items():
            found[name] = [seconds_of(command, Path(folder, f"{name}{time}"), own) for time in range(2)][1]
        return found


def seconds_of(command: tuple[str, ...], folder: Path, environment: dict[str, str]) -> float:
    """Return the seconds that a command takes in an empty folder."""
    folder.mkdir()
    before = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "welfsim", *command], cwd=folder, env=environment, capture_output=True, check=True
    )
    return time.perf_counter() - before
