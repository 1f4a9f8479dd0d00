"""``welfsim flows`` and ``welfsim published`` as a user meets them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

Ask = Callable[..., Any]

FEW = ("--people", "1000", "--threads", "1")


def test_flows_prints_who_went_where_and_draws_it(ask: Ask) -> None:
    code, out, err = ask("flows", "baseline", *FEW, "--to", "2025-09", "--moves", "--waits", "--svg", "moves.svg")
    assert code == 0
    assert out.startswith("Universal Credit health: Baseline\n1,000 people × 6 months, seed 1. ")
    for words in (
        "Thousand people: row, stage at the end of 2025-03; column, stage at the end of 2025-09",
        "Thousand people, 2025-04 to 2025-09; a person who moves twice counts twice",
        "Thousand moves: row, the stage left; column, the stage entered, 2025-04 to 2025-09",
        "start unknown, %",
        "2 to 3",
        "LCWRA",
    ):
        assert words in out
    assert err == "Picture: moves.svg\n"
    assert ElementTree.parse("moves.svg").getroot().tag.endswith("svg")


def test_flows_takes_a_year_from_the_start_unless_asked(ask: Ask) -> None:
    told = json.loads(ask("flows", "baseline", *FEW, "--pipeline", "esa", "--format", "json").out)
    assert (told["pipeline"], told["from"], told["to"]) == ("esa", "2025-03", "2026-03")
    assert set(told) >= {"schema_version", "transitions", "stages", "provenance"}
    assert not set(told) & {"moves", "waits", "lengths"}
    told = json.loads(ask("flows", "baseline", *FEW, "--from", "2025-05", "--format", "json").out)
    assert (told["from"], told["to"]) == ("2025-05", "2026-05")
    people = sum(cell["value"] for cell in told["transitions"])
    assert people == sum(cell["value"] for cell in told["stages"] if cell["of"] == "at the end")


def test_flows_in_csv_is_one_tidy_table(ask: Ask) -> None:
    out = ask("flows", "baseline", *FEW, "--to", "2025-06", "--moves", "--waits", "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(out)))
    assert list(rows[0]) == ["table", "stage", "of", "value"]
    assert [*dict.fromkeys(row["table"] for row in rows)] == [
        "transitions",
        "stages",
        "moves",
        "waits",
        "lengths",
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ("--pipeline", "pip"),
            "pip is not a pipeline.\n  Allowed: health, work-capability, disability, esa, universal-credit\n",
        ),
        (
            ("--from", "2025-06", "--to", "2025-05"),
            "from 2025-06 to 2025-05: the second month must be the later one.\n",
        ),
        (
            ("--from", "2024-06", "--to", "2040-05"),
            "from: 2024-06 is outside the run.\n  Allowed: 2025-03, the people at the start, to 2031-03\n\n"
            "to: 2040-05 is outside the run.\n  Allowed: 2025-03, the people at the start, to 2031-03\n",
        ),
    ],
)
def test_what_cannot_be_asked_is_told_in_one_message(ask: Ask, options: tuple[str, ...], message: str) -> None:
    assert ask("flows", "baseline", *FEW, *options) == (2, "", message)


def test_a_picture_that_cannot_be_drawn_is_told_before_the_run(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("welfsim.simulation.transitions", lambda *_, **__: 1 / 0)
    code, out, err = ask("flows", "baseline", *FEW, "--to", "2025-04", "--svg", "no/such/folder.svg")
    assert (code, out) == (2, "")
    assert err == "no/such/folder.svg\n  The picture cannot be written: No such file or directory.\n"
    assert not Path("no").exists()
    code, out, err = ask("flows", "baseline", *FEW, "--svg", "x.pdf")
    assert (code, out) == (2, "")
    assert err == (
        "x.pdf\n  is no picture that can be drawn. Allowed: a name that ends in .svg\n  Write for example x.svg\n"
    )
    Path("thesis.svg").write_text("<svg/>")
    assert "is no picture drawn by welfsim" in ask("flows", "baseline", *FEW, "--svg", "thesis.svg").err
    assert Path("thesis.svg").read_text() == "<svg/>"


def test_published_prints_every_figure_with_its_miss(ask: Ask) -> None:
    code, out, _ = ask("published", *FEW)
    assert code == 0
    assert out.startswith("Baseline compared with published figures\n1,000 people × 12 months, seed 1. ")
    for words in ("STOCKS", "ON-FLOWS AND OFF-FLOWS", "DECISIONS", "OUTCOMES", "WAITS", "miss, %"):
        assert words in out
    told = json.loads(ask("published", "baseline", *FEW, "--format", "json").out)
    assert {"key", "published", "model", "miss", "source_url"} <= set(told["figures"][0])
    rows = list(csv.DictReader(io.StringIO(ask("published", "baseline", *FEW, "--format", "csv").out)))
    assert [row["key"] for row in rows] == [one["key"] for one in told["figures"]]
