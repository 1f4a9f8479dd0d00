"""The checks on behaviour, run: none is outside but those that the manual names, and those that can be are inside."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from welfsim.experiments.behaviour import CHECKS, Bench
from welfsim.experiments.behaviour_levers import ABSURD
from welfsim.experiments.behaviour_nouns import Finding, Verdict
from welfsim.experiments.behaviour_worlds import Size

SIZE = Size(20_000, 3)
PAGE = Path(__file__).parents[2] / "docs" / "behaviour.md"
OUTSIDE = {
    7: {
        f"Entry of {group}, 3 years, same mix: change"
        for group in (
            "searching",
            "lcwra",
            "fit note",
            "esa support",
            "wrag",
            "lcw",
            "pip only",
            "uc other",
            "off benefit seeking",
            "off benefit sick",
            "off benefit other",
        )
    },
    12: {f"Found fit for work, over a year later: % {where}" for where in ("on a benefit, out of work", "neither")},
}
"""Lines that may be outside; docs/behaviour.md says why."""
DECIDED = {
    1: 2,
    3: 1,
    5: 1,
    6: 10,
    9: 3,
    10: 3,
    ABSURD: 11,
}
"""How many lines of a check are inside beyond doubt at this size, at least."""


@cache
def bench() -> Bench:
    return Bench(SIZE)


@cache
def found(check: int) -> tuple[Finding, ...]:
    return tuple(CHECKS[check](bench()))


@pytest.mark.parametrize("check", CHECKS)
def test_nothing_is_outside_but_what_the_manual_names(check: int) -> None:
    outside = {each.what for each in found(check) if each.verdict == Verdict.NO}
    assert outside - OUTSIDE.get(check, set()) == set()


@pytest.mark.parametrize("check", DECIDED)
def test_the_size_is_enough_to_say_so(check: int) -> None:
    assert sum(each.verdict == Verdict.YES for each in found(check)) >= DECIDED[check]


def test_a_tenth_of_the_label_would_be_seen() -> None:
    """Had a tenth of those off UC health gone to work, as a label with power makes them, check 2 would say so."""
    ratio = found(2)[0]
    assert ratio.most < 10.0 and ratio.most - ratio.model < 5.0


@pytest.mark.parametrize("check", OUTSIDE)
def test_the_manual_says_why(check: int) -> None:
    text = PAGE.read_text(encoding="utf-8")
    reasons = text.partition("### What is outside, and why")[2].partition("\n## ")[0]
    assert f"- **{check}, " in reasons
