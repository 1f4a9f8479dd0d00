"""The job in every tool by turns, each in a process of its own: ``make bench-peers`` sets up what that takes."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from benchmarks.peers.job import are_as_expected

HERE = Path(__file__).parents[2]
TOOLS = ("welfsim", "numpy", "starsim", "neworder")
OURS = ("welfsim", "numpy")


def main() -> None:
    """Play the job in rounds, hold all results to what they should be, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("python", help="the Python of an environment that has starsim and neworder")
    parser.add_argument("--people", type=int, default=200_000)
    parser.add_argument("--months", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    rounds = [
        {tool: played(tool, options.python, options.people, options.months, seed) for tool in TOOLS}
        for seed in range(1, options.rounds + 1)
    ]
    print(table(rounds, options.people, options.months))


def played(tool: str, python: str, people: int, months: int, seed: int) -> Any:
    """Return what a tool made of the job, and the time it took.

    Raises
    ------
    SystemExit
        If the tool fails, or people are not where they should be.
    """
    command = [sys.executable if tool in OURS else python, "-m", f"benchmarks.peers.with_{tool}"]
    done = subprocess.run([*command, *map(str, (people, months, seed))], cwd=HERE, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{tool}: {done.stderr.strip().splitlines()[-1]}")
    found = json.loads(done.stdout.strip().splitlines()[-1])
    if not are_as_expected(np.array(found["shares"]), people, months):
        raise SystemExit(f"{tool}: people are not where they should be: {found['shares']}")
    return found


def table(rounds: list[dict[str, Any]], people: int, months: int) -> str:
    """Return the medians of all rounds as a table in Markdown."""
    work = people * months
    lines = [
        f"{people:,} people, {months} months, {len(rounds)} rounds by turns, one thread; {machine()}",
        "",
        "| tool | million person-months a second of processor time | lowest | highest | time, welfsim = 1 |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for tool in TOOLS:
        speeds = [work / one[tool]["cpu"] / 1e6 for one in rounds]
        times = median(one[tool]["cpu"] / one["welfsim"]["cpu"] for one in rounds)
        name = f"{tool} {rounds[0][tool]['version']}"
        lines.append(f"| {name} | {median(speeds):.1f} | {min(speeds):.1f} | {max(speeds):.1f} | {times:.1f} |")
    return "\n".join(lines)


def machine() -> str:
    """Return on what this was run."""
    processor = platform.processor() or platform.machine()
    with Path("/proc/cpuinfo").open() as lines:
        processor = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), processor)
    return f"{processor}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
