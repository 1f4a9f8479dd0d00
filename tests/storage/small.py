"""Small results, made of whole numbers without a run, and what is on the disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

import welfsim.results
from welfsim.results.comparison import Comparison
from welfsim.results.run import Results
from welfsim.scenario import Scenario
from welfsim.vocabulary.accounts import LINES, shape_of
from welfsim.vocabulary.fields import Line

FEW = ("people", "health_moves", "work", "uc_units", "uc_paid", "esa", "coach_cost", "minutes_asked")
FEW_LINES = {line: LINES[line] for line in FEW}
MONTHS, REPLICATIONS, DISTRICTS = 3, 2, ("North", "South")


def small(luck: int = 1, name: str = "Small", **asked: Any) -> Results:
    """Return results of two replications, three months and two districts; runs with other luck are the same run."""
    draw = np.random.default_rng(luck)
    asked = {"months": MONTHS, "replications": REPLICATIONS, **asked}
    scenario = Scenario.model_validate({"name": name, **asked})
    size = scenario.replications, scenario.months, len(DISTRICTS)
    accounts = {
        line: draw.integers(0, 50, (*size, *shape_of(what))) for line, what in welfsim.results.run.LINES.items()
    }
    prices = np.linspace(1.0, 1.1, scenario.months)
    made = {"welfsim": "test", "luck": luck, "created": "2026-11-30T10:22:00+00:00"}
    return Results(scenario, accounts, DISTRICTS, prices, 216, made)


def pair(luck: int = 1, **asked: Any) -> Comparison:
    """Return a small comparison."""
    return Comparison(small(luck, "Reform", **asked), small(luck + 1000, "Baseline", seed=asked.get("seed", 1)))


def arms(found: Results | Comparison) -> list[Results]:
    return [found] if isinstance(found, Results) else [found.reform, found.baseline]


def same(one: Results | Comparison, other: Results | Comparison) -> bool:
    """Say whether results hold the same, to the last number."""
    return len(arms(one)) == len(arms(other)) and all(map(_same, arms(one), arms(other)))


def _same(one: Results, other: Results) -> bool:
    return (
        one.accounts.keys() == other.accounts.keys()
        and all(np.array_equal(one.accounts[line], other.accounts[line]) for line in one.accounts)
        and one.scenario.as_written() == other.scenario.as_written()
        and np.array_equal(one.prices, other.prices)
        and (one.districts, one.grossing, one.provenance) == (other.districts, other.grossing, other.provenance)
    )


def on_disk(folder: Path) -> dict[str, bytes | str]:
    """Return all that lies below a folder: files with what they hold, links with where they lead."""
    return {
        str(path.relative_to(folder)): str(path.readlink())
        if path.is_symlink()
        else path.read_bytes()
        if path.is_file()
        else "folder"
        for path in sorted(folder.rglob("*"))
    }


def with_lines(lines: Mapping[str, Line], patch: Callable[[str, Mapping[str, Line]], None]) -> None:
    """Let results have only some account lines, in every module that reads them, by a function that sets a name."""
    for module in ("comparison", "run", "table"):
        patch(f"welfsim.results.{module}.LINES", lines)
