"""``welfsim behaviour`` as a user meets it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from welfsim.experiments.behaviour import QUICK, Size

Ask = Callable[..., Any]

FEW = ("--people", "5000", "--replications", "1", "--threads", "1")


def test_the_table_has_evidence_next_to_the_model_in_100_columns(ask: Ask) -> None:
    code, out, err = ask("behaviour", "--check", "1", "--check", "9", *FEW)
    lines = out.splitlines()
    assert (code, err) == (0, "")
    assert lines[0] == "Behaviour: 5,000 people × 1 replication, seed 1"
    assert lines[2].split("  ")[0] == "what is checked" and lines[2].endswith("inside")
    assert "1  A label alone moves nobody into work" in lines
    assert "9  A search requirement for parents who had none" in lines
    assert max(map(len, lines)) <= 100
    assert "docs/behaviour.md" in lines[-1]


def test_json_and_csv_hold_each_line_with_its_ends(ask: Ask) -> None:
    asked = ("behaviour", "--check", "1", *FEW)
    found = json.loads(ask(*asked, "--format", "json").out)
    assert (found["people"], found["replications"], found["seed"]) == (5_000, 1, 1)
    first, _, shown = found["checks"]
    assert (first["check"], first["low"], first["high"], first["inside"]) == (1, 0.9, 1.3, "yes")
    assert (shown["low"], shown["high"], shown["inside"]) == (None, None, "shown")
    rows = list(csv.DictReader(io.StringIO(ask(*asked, "--format", "csv").out)))
    assert [row["inside"] for row in rows] == ["yes", "yes", "shown"]
    assert float(rows[0]["model"]) == pytest.approx(first["model"])


def test_one_run_has_no_interval(ask: Ask) -> None:
    code, out, _ = ask("behaviour", "--check", "12", *FEW)
    assert code == 0 and "(one run)" in out and "inf" not in out


def test_what_cannot_be_run_is_said_before_anything_runs(ask: Ask) -> None:
    refused = ask("behaviour", "--people", "100")
    assert refused.code == 2 and refused.out == ""
    assert refused.err == "--people 100\n  Write a number from 5,000 to 43,000,000.\n"
    unknown = ask("behaviour", "--check", "15", "--people", "100")
    assert (unknown.code, unknown.err) == (2, "--check 15\n  Write a number from 1 to 13.\n")


def test_quick_is_a_smaller_size(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Size] = []

    def none(size: Size, *_: Any) -> Iterator[Any]:
        asked.append(size)
        return iter(())

    monkeypatch.setattr("welfsim.experiments.behaviour.findings", none)
    for options in (("--quick",), ("--quick", "--people", "20000"), ()):
        assert ask("behaviour", *options).code == 0
    assert asked == [QUICK, QUICK._replace(people=20_000), Size()]
