"""``welfsim monthly`` as a user meets it: saved results by month, category and district."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

import welfsim

Ask = Callable[..., Any]


def rows_of(out: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(out)))


@pytest.fixture
def saved(ask: Ask) -> welfsim.Comparison:
    """Save a comparison in the folder of the test."""
    asked = ("compare", "redeploy_1000_coaches", "--people", "1000", "--months", "5", "--threads", "1", "--out", "both")
    assert ask(*asked).code == 0
    found = welfsim.read("both")
    assert isinstance(found, welfsim.Comparison)
    return found


def test_every_line_by_month_of_both_runs(ask: Ask, saved: welfsim.Comparison) -> None:
    code, out, err = ask("monthly", "both", "--format", "csv")
    rows = rows_of(out)
    assert (code, err) == (0, "")
    assert list(rows[0]) == ["run", "replication", "month", "line", "category", "unit", "value"]
    assert {row["run"] for row in rows} == {"reform", "baseline"}
    assert {row["line"] for row in rows} == set(saved.reform.accounts)
    for arm, results in (("reform", saved.reform), ("baseline", saved.baseline)):
        of_arm = [int(row["value"]) for row in rows if row["run"] == arm]
        assert sum(of_arm) == results.monthly["value"].sum()


def test_districts_add_up_to_great_britain(ask: Ask, saved: welfsim.Comparison) -> None:
    asked = ("monthly", "both/baseline", "--line", "uc_health", "--line", "uc_paid")
    rows = rows_of(ask(*asked, "--districts", "--format", "csv").out)
    assert list(rows[0]) == ["replication", "month", "district", "line", "category", "unit", "value"]
    assert {row["district"] for row in rows} == set(saved.baseline.districts)
    assert {(row["line"], row["unit"]) for row in rows} == {("uc_health", "number"), ("uc_paid", "pence")}
    whole = json.loads(ask(*asked, "--format", "json").out)["rows"]
    for line in ("uc_health", "uc_paid"):
        of_districts = sum(int(row["value"]) for row in rows if row["line"] == line)
        assert of_districts == sum(row["value"] for row in whole if row["line"] == line) > 0


def test_unknown_lines_are_refused_together(ask: Ask, saved: welfsim.Comparison) -> None:
    code, out, err = ask("monthly", "both", "--line", "uc_helth", "--line", "moon")
    assert (code, out) == (2, "")
    assert err == (
        "--line uc_helth\n  This is no account line. Did you mean uc_health?\n\n"
        "--line moon\n  This is no account line.\n  All lines: welfsim columns\n"
    )
    code, _, err = ask("monthly", "nowhere")
    assert (code, err.splitlines()[:1]) == (2, ["nowhere"]) and "There are no results here." in err
