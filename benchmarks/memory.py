"""The memory of a run, measured in a process of its own: ``python -m benchmarks.memory PEOPLE MONTHS``."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import psutil

from benchmarks.rounds import SEED, START, baseline_law
from welfsim.draws import stream_key
from welfsim.engine import simulate
from welfsim.population import synthetic

SMALL = 1_000
SECONDS_BETWEEN_LOOKS = 0.002


def peak_growth(people: int, months: int) -> int:
    """Return the bytes by which a fresh process grows, at its peak, as it reads a population and runs it."""
    command = [sys.executable, "-m", "benchmarks.memory", str(people), str(months)]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def measure(people: int, months: int) -> int:
    """Return the peak growth of this process over what it is with the compiled code loaded."""
    run_engine(SMALL, 1)
    before, stop = resident(), Event()
    with ThreadPoolExecutor(1) as pool:
        peak = pool.submit(watch, stop)
        run_engine(people, months)
        stop.set()
        return peak.result() - before


def run_engine(people: int, months: int) -> None:
    """Read a population and run it on two threads."""
    britain, policies, key = synthetic(people, SEED, START), baseline_law(months), stream_key(SEED, 0)
    simulate(britain.state, policies, START, months, key, britain.grossing, threads=2)


def watch(stop: Event) -> int:
    """Return the most memory that this process is seen to hold until asked to stop."""
    peak = resident()
    while not stop.wait(SECONDS_BETWEEN_LOOKS):
        peak = max(peak, resident())
    return peak


def resident() -> int:
    """Return the bytes of memory that this process holds."""
    return int(psutil.Process().memory_info().rss)


if __name__ == "__main__":
    print(measure(int(sys.argv[1]), int(sys.argv[2])))
