"""Stored tables: accepted with a reason, compared exactly, exit code 1 only when one differs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from welfsim.experiments import regress
from welfsim.scenario import shipped_file

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
    assert err.endswith("Error: --accept needs --reason TEXT: it is written next to the tables.\n")
    assert not Path("tests").exists()


def test_a_table_that_is_none(ask: Ask) -> None:
    Path("tests/golden").mkdir(parents=True)
    Path("tests/golden/baseline.csv").write_text("# x\nline,value\na,b\n")
    code, _, err = ask("regress", "baseline")
    assert code == 2
    assert err == "tests/golden/baseline.csv\n  This is not a regression table: 'category'.\n"


def test_a_file_runs_with_its_own_people_and_months_against_a_table_of_its_name(ask: Ask) -> None:
    Path("sub").mkdir()
    Path("sub/mine.yaml").write_text("name: Mine\nmonths: 1\npopulation: {people: 1200}\nreplications: 2\n")
    assert ask("regress", "sub/mine.yaml").err == (
        "tests/golden\n  There is no stored table of mine.\n"
        "  Name the folder with --golden, or store a first table: welfsim regress --accept --reason TEXT\n"
    )
    assert ask("regress", "sub/mine.yaml", "--accept", "--reason", "First.", "--golden", "own").code == 0
    first = Path("own/mine.csv").read_text().partition("\n")[0]
    assert first == (
        "# Regression table, not an estimate: 1,200 people, 1 month from 2025-04, seed 1. "
        "Pence and people, summed over the months of the financial year."
    )
    assert ask("regress", "sub/mine.yaml", "--golden", "own").err == "1 scenario, no difference.\n"
    Path("sub/mine.yaml").write_text("name: Mine\nmonths: 2\npopulation: {people: 1200}\n")
    code, out, err = ask("regress", "sub/mine.yaml", "--golden", "own")
    assert (code, out) == (2, "")
    assert err == (
        "own/mine.csv\n  The table is of 1,200 people, 1 month from 2025-04, seed 1.\n"
        "  The scenario asks for 1,200 people, 2 months from 2025-04, seed 1.\n"
        "  Run the scenario as the table was made, or store it anew: welfsim regress --accept --reason TEXT\n"
    )


def test_what_it_cannot_do_is_refused_before_anything_runs(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regress, "run", lambda *_, **__: pytest.fail("it ran"))
    Path("baseline.yaml").write_text("name: Another\n")
    Path("mine.yaml").write_text("name: Mine\nmonths: 0\n")
    Path("file").write_text("")
    for words, expected in (
        (("basline",), "basline\n  This is neither a file nor a shipped scenario.\n  Did you mean baseline?\n"),
        (("sub/gone.yaml",), "sub/gone.yaml\n  There is no such file.\n"),
        (("mine.yaml",), "mine.yaml, line 2\n  months is 0. Write 1 or more.\n"),
        (("baseline", "baseline"), "baseline\n  Another scenario of this call has the table baseline."),
        (("baseline.yaml",), "baseline.yaml\n  Its table would be taken for that of the shipped baseline."),
        (("baseline", "--accept", "--reason", "x", "--golden", "file/in"), "file/in\n  The folder cannot be made: "),
    ):
        code, out, err = ask("regress", *words)
        assert (code, out) == (2, "") and err.startswith(expected), err


def test_a_shipped_scenario_by_its_path_is_the_shipped_one() -> None:
    assert regress.chosen([str(shipped_file("baseline"))]) == regress.chosen(["baseline"])
