"""``--by``, ``welfsim gainers`` and ``welfsim person`` as a user meets them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from welfsim.results.luck import FEW_ROWS
from welfsim.results.table import REASON

Ask = Callable[..., Any]

FEW = ("--people", "1000", "--months", "6", "--threads", "1")
MOVE = "redeploy_1000_coaches"


def rows_of(out: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(out)))


def test_a_run_by_age_has_a_row_a_group(ask: Ask) -> None:
    code, out, err = ask("run", "baseline", *FEW, "--by", "age", "--out", "found")
    assert (code, err) == (0, "Results: found\n")
    table = out[out.index("By age") :]
    assert "THOUSAND, MEAN OF THE YEAR" in table
    lines = table.splitlines()
    place = next(n for n, line in enumerate(lines) if line.startswith("People in work"))
    ages = ("16 to 24", "25 to 34", "35 to 44", "45 to 54", "55 to 64", "65 and over")
    assert [age for age, line in zip(ages, lines[place : place + 6], strict=True) if age in line] == list(ages)
    assert sum("55 to 64" in line for line in lines) >= 5
    assert "Who: groups as at the beginning of each month." in table


def test_too_few_rows_behind_a_level_are_blank_and_explained_once(ask: Ask) -> None:
    table = ask("run", "baseline", *FEW, "--by", "age").out
    cells = [line.split("  ")[-1].strip() for line in table.splitlines()]
    assert "< 10 rows" in cells and table.count("fewer than ten rows of the sample (431,650 people") == 1
    rows = rows_of(ask("run", "baseline", *FEW, "--by", "age", "--format", "csv").out)
    few = [row for row in rows if row[REASON]]
    assert few and {row[REASON] for row in few} == {FEW_ROWS}
    people = [float(row["value"]) for row in few if row["unit"] != "pence"]
    assert 0 < max(people) < 431_650, "a value of few rows stands in files, so that groups add up"


def test_a_comparison_explains_each_mark_once(ask: Ask) -> None:
    out = ask("compare", MOVE, *FEW, "--replications", "2", "--by", "sex").out
    words = " ".join(out.split())
    for mark in ("< 10 rows: fewer than ten rows", "?: the 95% interval includes zero", "P(> 0): chance that"):
        assert words.count(mark) == 1, mark


def test_groups_in_csv_are_every_line_of_people(ask: Ask) -> None:
    found = rows_of(ask("run", "baseline", *FEW, "--by", "sex,nation", "--format", "csv").out)
    assert list(found[0]) == ["sex", "nation", "line", "meaning", "category", "unit", "year", "value", REASON]
    assert {row["nation"] for row in found} == {"England", "Wales", "Scotland"}
    assert {"uc_health", "jobs_started", "uc_paid"} < {row["line"] for row in found}
    assert "coach_cost" not in {row["line"] for row in found}
    work = sum(float(row["value"]) for row in found if row["line"] == "work")
    plain = json.loads(ask("run", "baseline", *FEW, "--by", "sex", "--format", "json").out)
    assert work == pytest.approx(sum(row["value"] for row in plain["groups"] if row["line"] == "work"))
    assert "rows" in plain


def test_a_comparison_by_groups_shows_differences_and_reasons(ask: Ask) -> None:
    more = ("--set", "universal_credit.standard_single={plus: £100}")
    code, out, _ = ask("compare", "baseline", *FEW, *more, "--by", "family")
    assert code == 0
    assert "By family, reform less baseline" in out
    found = rows_of(ask("compare", "baseline", *FEW, *more, "--by", "family", "--format", "csv").out)
    assert list(found[0])[:6] == ["family", "line", "meaning", "category", "unit", "year"]
    paid = [row for row in found if row["line"] == "uc_paid"]
    assert sum(float(row["scenario"]) - float(row["baseline"]) for row in paid) > 0
    assert {(row["difference"], row[REASON]) for row in paid} <= {("", FEW_ROWS), ("0.0", "")}  # as the table has it


def test_groups_do_not_go_with_other_questions(ask: Ask) -> None:
    code, _, err = ask("compare", MOVE, *FEW, "--by", "age", "--split")
    assert code == 2
    assert "--by goes with a plain comparison, not with --evidence, --split or --within." in err
    code, _, err = ask("run", "baseline", *FEW, "--by", "county")
    assert (code, err.splitlines()[0]) == (2, "--by county")
    assert "'county' is no grouping. Known are age, sex," in err


def test_gainers_are_printed_and_told_in_rows(ask: Ask) -> None:
    more = ("--set", "universal_credit.standard_single={plus: £100}")
    code, out, _ = ask("gainers", "baseline", *FEW, *more, "--by", "age")
    assert code == 0
    for words in (
        "People whose income rises",
        "More children below it",
        "By tenth of income of benefit units, made equal for their size, 2025-26 (6 months)",
        "By age, 2025-26 (6 months)",
        "first month",
        "So only how many more are below the line is shown",
    ):
        assert words in " ".join(out.split())
    found = rows_of(ask("gainers", "baseline", *FEW, *more, "--format", "csv").out)
    assert list(found[0])[:6] == ["table", "group", "measure", "unit", "year", "found"]
    assert {row["table"] for row in found} == {"all", "decile", "first parts through"}
    rises = [row for row in found if row["measure"] == "People whose income rises"]
    assert float(rises[0]["found"]) > 0


def test_gainers_refuse_an_unknown_year(ask: Ask) -> None:
    code, _, err = ask("gainers", "baseline", *FEW, "--year", "2029-30")
    assert (code, err) == (2, "year 2029-30\n  No financial year of this run has that name.\n  Years: 2025-26\n")


def test_a_person_is_followed_through_a_scenario_and_through_results(ask: Ask) -> None:
    few = ("--people", "1000", "--months", "6")
    code, out, _ = ask("person", MOVE, *few, "--id", "7")
    assert code == 0
    assert out.startswith("Person 7: 1,000 coaches moved to people with LCWRA, as it happened, against Baseline\n")
    assert "At the start: sex: " in out
    told = json.loads(ask("person", MOVE, *few, "--id", "7", "--format", "json").out)
    assert told["person_id"] == 7
    assert {"sex", "job", "family's tenure"} < set(told["start"])
    assert ask("compare", MOVE, *few, "--threads", "1", "--out", "found").code == 0
    assert ask("person", "found", "--id", "7").out == out


def test_a_person_who_is_not_there_is_told(ask: Ask) -> None:
    code, _, err = ask("person", "baseline", "--people", "1000", "--months", "1", "--id", "99999999")
    assert code == 2
    assert err.startswith("--id 99999999\n  Nobody in this population of ")
