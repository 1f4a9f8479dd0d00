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


def accepted(ask: Ask, *scenarios: str) -> Path:
    """Store tables and return their folder."""
    assert ask("regress", *scenarios, "--accept", "--reason", "First tables.").code == 0
    return Path("tests/golden")


def edited(file: Path, start: str, change: Callable[[str], str]) -> None:
    """Change each line of a file that starts so."""
    lines = file.read_text().splitlines(keepends=True)
    assert any(line.startswith(start) for line in lines)
    file.write_text("".join(change(line) if line.startswith(start) else line for line in lines))


def test_accept_then_agree_then_differ(ask: Ask) -> None:
    code, _, err = ask("regress", "baseline", "--accept", "--reason", "First tables.")
    assert code == 0
    assert err == (
        "Stored 1 table in tests/golden, of which new: baseline: 0 numbers differ, 0 lines gone, 0 lines new.\n"
    )
    assert sorted(file.name for file in Path("tests/golden").iterdir()) == ["REASONS.md", "baseline.csv"]
    table = Path("tests/golden/baseline.csv")
    assert table.read_text().startswith(
        "# Regression table, not an estimate: 1,000 people, 3 months from 2025-04, seed 1. "
        "Pence and people, summed over the months of the financial year.\nline,category,2025-26 (3 months)\n"
    )
    assert "First tables." in Path("tests/golden/REASONS.md").read_text()

    code, out, err = ask("regress", "baseline")
    assert (code, out, err) == (0, "", "1 scenario, no difference.\n")

    line = next(text for text in table.read_text().splitlines() if text.startswith("coach_cost,"))
    old = int(line.rpartition(",")[2])
    edited(table, "coach_cost,", lambda _: f"coach_cost,,{old * 2}\n")
    code, out, err = ask("regress", "baseline", "--format", "json")
    assert code == 1
    answer = json.loads(out)
    assert (answer["new_lines"], answer["gone_lines"]) == ({}, {})
    assert answer["differences"] == [
        {
            "scenario": "baseline",
            "line": "coach_cost",
            "category": "",
            "year": "2025-26 (3 months)",
            "old": old * 2,
            "new": old,
            "share": "-50.0000%",
        }
    ]
    assert err == "1 number differs, 0 lines gone. To accept that: welfsim regress baseline --accept --reason TEXT\n"


def test_a_new_line_is_named_once_and_is_no_difference(ask: Ask) -> None:
    folder = accepted(ask, "baseline", "coaches_at_need")
    edited(folder / "baseline.csv", "uc_health,", lambda _: "")
    edited(folder / "baseline.csv", "esa,New style / Support", lambda _: "")
    (folder / "coaches_at_need.csv").write_text(
        "".join(
            line
            for line in (folder / "coaches_at_need.csv").read_text().splitlines(keepends=True)
            if not line.startswith(("uc_health,", "esa,New style / Support"))
        )
    )
    code, out, err = ask("regress", "baseline", "coaches_at_need")
    assert (code, out) == (0, "")
    assert err == (
        "new line: uc_health, in 2 tables\n"
        "new line: esa: New style / Support, in 2 tables\n"
        "2 scenarios, no difference.\n"
        "To store what is new: welfsim regress baseline coaches_at_need --accept --reason TEXT\n"
    )
    out = ask("regress", "baseline", "--format", "json").out
    assert json.loads(out)["new_lines"] == {"uc_health": ["baseline"], "esa: New style / Support": ["baseline"]}


def test_a_line_that_is_gone_fails_even_if_it_was_nought(ask: Ask) -> None:
    folder = accepted(ask, "baseline")
    with (folder / "baseline.csv").open("a") as table:
        table.write("lost_line,One,0\nlost_line,Two,0\n")
    code, out, err = ask("regress", "baseline")
    assert (code, out) == (1, "")
    assert err == (
        "gone line: lost_line, in 1 table\n"
        "0 numbers differ, 1 line gone. To accept that: welfsim regress baseline --accept --reason TEXT\n"
    )


def test_a_number_that_was_nought_is_a_difference_and_no_new_line(ask: Ask) -> None:
    folder = accepted(ask, "baseline")
    line = next(text for text in (folder / "baseline.csv").read_text().splitlines() if text.startswith("coach_cost,"))
    edited(folder / "baseline.csv", "coach_cost,", lambda _: "coach_cost,,0\n")
    code, out, _ = ask("regress", "baseline", "--format", "csv")
    assert code == 1
    assert out.splitlines()[1:] == [f"baseline,coach_cost,,2025-26 (3 months),0,{line.rpartition(',')[2]},from 0"]


def test_a_reform_is_stored_as_what_differs_and_compared_whole(ask: Ask) -> None:
    folder = accepted(ask, "baseline", "coaches_at_need")
    size, differs, head, *rows = (folder / "coaches_at_need.csv").read_text().splitlines()
    whole = (folder / "baseline.csv").read_text().splitlines()
    assert (size, head) == tuple(whole[:2])
    assert differs == "# Only what differs from baseline.csv: an empty cell is as it is there."
    assert 0 < len(rows) < len(whole) / 4
    assert ask("regress", "coaches_at_need").err == "1 scenario, no difference.\n"

    edited(folder / "baseline.csv", "people,Present,", lambda _: "people,Present,7\n")
    code, out, _ = ask("regress", "coaches_at_need", "--format", "json")
    assert code == 1
    assert [(one["category"], one["old"]) for one in json.loads(out)["differences"]] == [("Present", 7)]


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
    assert err == (
        "tests/golden/baseline.csv\n  This is not a regression table: its columns are line, value.\n"
        "  They should be line, category and the financial years. "
        "Delete it and store it anew: welfsim regress --accept --reason TEXT\n"
    )


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
