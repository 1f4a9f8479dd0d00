"""The benchmark: the engine's whole month on one thread and on two, and the part that the twin has against the twin."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from benchmarks.long import keep, recorded, run_long
from benchmarks.memory import peak_growth
from benchmarks.report import figures, text
from benchmarks.rounds import SEED, START, baseline_law, play_round
from benchmarks.starts import starts
from welfsim.population import synthetic


def main() -> None:
    """Play a warm-up round, which is discarded, and the others, then print what was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--people", type=int, default=200_000, help="adults of working age (default 200000)")
    parser.add_argument("--months", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=5, help="rounds after the warm-up (default 5)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures to FILE")
    parser.add_argument("--long", action="store_true", help="first run, for hours, what is else taken from a record")
    options = parser.parse_args()
    if options.long:
        keep(run_long())

    population, policies = synthetic(options.people, SEED, START), baseline_law(options.months)
    _, *rounds = [play_round(population, policies, replication) for replication in range(options.rounds + 1)]
    growth = peak_growth(options.people, options.months)
    found = figures(population, options.months, rounds, growth, starts(), recorded())
    print(text(found))
    if options.json is not None:
        options.json.write_text(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
