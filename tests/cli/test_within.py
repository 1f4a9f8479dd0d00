"""``welfsim compare --within``: an answer as near as it is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Ask = Callable[..., Any]
SMALL = ("--people", "2500", "--months", "18", "--threads", "1", "--no-resume")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--within", "5"), "--within, --of and --minutes go together"),
        (("--of", "x"), "--within, --of and --minutes go together"),
        (("--minutes", "5"), "--within, --of and --minutes go together"),
        (("--within", "5", "--of", "x", "--split"), "three questions"),
        (("--evidence", "--split"), "three questions"),
    ],
)
def test_options_that_do_not_go_together(ask: Ask, words: tuple[str, ...], expected: str) -> None:
    code, out, err = ask("compare", "baseline", *words)
    assert (code, out) == (2, "") and expected in err


def test_it_says_how_near_the_answer_is_known_and_keeps_all_replications(ask: Ask, tmp_path: Path) -> None:
    label = "Limited by ill health, month 12"
    asked = ("compare", "redeploy_1000_coaches", *SMALL, "--replications", "3", "--within", "1e7", "--of", label)
    code, out, err = ask(*asked, "--format", "json", "--out", str(tmp_path / "kept"))
    assert code == 0 and f"{label}: ± " in err and "after 3 replications, as asked (± 10,000,000)." in err
    assert json.loads(out)["scenario"]["replications"] == 3
    assert "replications: 3" in (tmp_path / "kept" / "scenario" / "scenario.yaml").read_text("utf-8")
