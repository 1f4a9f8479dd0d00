"""Doubts about pence on the command line: once each, on the error stream, and no exit code of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Ask = Callable[..., Any]

SETTING = "universal_credit.lcwra_new=2026-04:217"
SIZE = ("--people", "1000", "--start", "2026-03", "--months", "1", "--threads", "1")
ASKED = "1000_people_from_2026-03_1_month"  # what a folder is named after
DOUBT = (
    "{where}\n"
    "  universal_credit.lcwra_new is set to £2.17 a month from 2026-04; the law's is £217.26.\n"
    "  Is this pence? Files take pence: £217.26 is written 21726.\n\n"
)
SET = DOUBT.format(where=f"--set {SETTING}")
MINE = DOUBT.format(where="mine.yaml, line 3")


def write_mine() -> None:
    Path("mine.yaml").write_text("name: Mine\nreform:\n  universal_credit.lcwra_new: {2026-04: 217}\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("check", "mine.yaml", "mine.yaml"), MINE),
        (("explain", "mine.yaml"), MINE),
        (("explain", "baseline", "--set", SETTING), SET),
        (
            ("run", "baseline", *SIZE, "--set", SETTING),
            SET + f"Results: results/baseline_{ASKED}_lcwra_new_2026-04_217\n",
        ),
        (("compare", "mine.yaml", *SIZE), MINE + f"Results: results/mine_against_baseline_{ASKED}\n"),
        (
            ("compare", "mine.yaml", *SIZE, "--assume", "costs.coach=55000"),
            "--assume costs.coach=55000\n"
            "  costs.coach is set to £550.00 a year from 2026-03; the law's is £55,000.00.\n"
            "  Is this pence? Files take pence: £55,000.00 is written 5500000.\n\n"
            f"{MINE}Results: results/mine_against_baseline_{ASKED}_assume_coach_55000\n",
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_doubt_is_told_once_and_changes_nothing_else(ask: Ask, words: tuple[str, ...], told: str) -> None:
    write_mine()
    assert ask(*words)[::2] == (0, told)


def test_a_doubt_keeps_out_of_what_programs_read(ask: Ask) -> None:
    write_mine()
    code, out, err = ask("check", "mine.yaml", "--format", "json")
    assert (code, err, json.loads(out)["faults"]) == (0, MINE, [])


def test_pence_are_not_doubted(ask: Ask) -> None:
    assert ask("explain", "baseline", "--set", "universal_credit.lcwra_new=2026-04:21700").err == ""
