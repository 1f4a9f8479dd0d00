"""Stored tables: accepted with a reason, compared exactly, exit code 1 only when one differs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from welfsim.experiments import regress

Ask = Callable[..., Any]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regress, "PEOPLE", 1_000)
    monkeypatch.setattr(regress, "MONTHS", 3)


def test_accept_then_agree_then_differ(ask: Ask) -> None:
    code, _, err = ask("regress", "baseline", "--accept", "--reason", "First tables.")
    assert code == 0
    assert err.startswith("Stored 1 table in tests/golden: ")
    table = Path("tests/golden/baseline.csv")
    assert table.read_text().startswith("# Regression table, not an estimate: ")
    assert Path("tests/golden/baseline.txt").read_text().startswith("# Regression table, not an estimate: ")
    assert "First tables." in Path("tests/golden/REASONS.md").read_text()

    code, out, err = ask("regress", "baseline")
    assert (code, out, err) == (0, "", "1 scenario, no difference.\n")

    line = next(text for text in table.read_text().splitlines() if text.startswith("coach_cost,"))
    year, old = line.split(",")[2:]
    table.write_text(table.read_text().replace(line, f"coach_cost,,{year},{int(old) * 2}"))
    code, out, err = ask("regress", "baseline", "--format", "json")
    assert code == 1
    assert json.loads(out)["differences"] == [
        {
            "scenario": "baseline",
            "line": "coach_cost",
            "category": "",
            "year": year,
            "old": int(old) * 2,
            "new": int(old),
            "share": "-50.0000%",
        }
    ]
    assert err == "1 line differs. To accept them: welfsim regress --accept --reason TEXT\n"


def test_accepting_needs_a_reason(ask: Ask) -> None:
    code, _, err = ask("regress", "--accept")
    assert code == 2
    assert err.endswith("Error: --accept needs --reason TEXT: it is written beside the tables.\n")
    assert not Path("tests").exists()


def test_a_table_that_is_none(ask: Ask) -> None:
    Path("tests/golden").mkdir(parents=True)
    Path("tests/golden/baseline.csv").write_text("# x\nline,value\na,b\n")
    code, _, err = ask("regress", "baseline")
    assert code == 2
    assert err == "tests/golden/baseline.csv\n  This is not a regression table: 'category'.\n"
