"""What takes too long to be run at every benchmark: ``python -m benchmarks --long`` runs it and keeps a record.

The record says when and on what it was measured. It stands next to the code, so a fresh clone has the last one.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import psutil

from benchmarks.rounds import SEED, START

RECORD = Path(__file__).with_name("long.json")
BRITAIN = 43_000_000
COMPARE = ("compare", "redeploy_1000_coaches", "--no-resume")
BUILD = f"from welfsim.population import synthetic; synthetic({{people}}, {SEED}, {START})"
SECONDS_BETWEEN_LOOKS = 0.2
MINUTE, GIGABYTE = 60.0, 1e9


class Pass(NamedTuple):
    """What a command took: minutes by the clock on the wall, and gigabytes at its peak, pages of files left out."""

    minutes: float
    gigabytes: float


def run_long(people: int = BRITAIN, of_evidence: int = 50_000) -> dict[str, float]:
    """Return the figures of a comparison one-to-one, its people built before, and of an answer with its evidence."""
    subprocess.run([sys.executable, "-c", BUILD.format(people=people)], check=True)
    whole = watched((*COMPARE, "--people", str(people)))
    answer = watched((*COMPARE, "--people", str(of_evidence), "--evidence"))
    return {
        "minutes_of_one_to_one": whole.minutes,
        "gigabytes_of_one_to_one": whole.gigabytes,
        "minutes_with_evidence": answer.minutes,
    }


def watched(command: Sequence[str]) -> Pass:
    """Run a command of welfsim in an empty folder, from nothing finished, and return what it took."""
    with TemporaryDirectory(prefix="welfsim-long-") as folder:
        began, peak = time.perf_counter(), 0
        whole = [sys.executable, "-m", "welfsim", *command]
        process = psutil.Popen(whole, cwd=folder, stdout=subprocess.DEVNULL)
        while process.poll() is None:
            peak = max(peak, own_memory(process))
            time.sleep(SECONDS_BETWEEN_LOOKS)
        if process.returncode != 0:
            raise SystemExit(f"welfsim {' '.join(command)}: it ended with {process.returncode}")
        return Pass((time.perf_counter() - began) / MINUTE, peak / GIGABYTE)


def own_memory(process: psutil.Process) -> int:
    """Return the bytes that a process holds of its own; pages of files belong to the system."""
    try:
        memory = process.memory_info()
    except psutil.Error:
        return 0
    return int(memory.rss - getattr(memory, "shared", 0))


def keep(figures: Mapping[str, float], record: Path = RECORD) -> None:
    """Keep figures with the day and the machine."""
    about = {"day": f"{datetime.now(UTC):%d %B %Y}", "machine": f"{platform.machine()}, {os.cpu_count()} cores"}
    record.write_text(json.dumps({**about, "figures": dict(figures)}, indent=2) + "\n", encoding="utf-8")


def recorded(record: Path = RECORD) -> Any:
    """Return the last record: its day, machine and figures; no figures if there is none."""
    return json.loads(record.read_text(encoding="utf-8")) if record.exists() else {"figures": {}}
