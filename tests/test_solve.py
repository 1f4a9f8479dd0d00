"""Inverse questions: the value that reaches a target, its interval, and why none does."""

from __future__ import annotations

from math import isnan, nan
from typing import Any

import numpy as np
import pytest

from welfsim.errors import ScenarioError
from welfsim.experiments import solve as module
from welfsim.experiments.answers import Answer
from welfsim.experiments.solve import Lever, Solution, Tried, employment_rate, solve
from welfsim.results.luck import Row
from welfsim.simulation import compare

COACHES = "coaching.coaches"
PLUS: dict[str, Any] = {"way": "plus", "people": 2_000, "months": 18, "replications": 2, "threads": 2}


def curve(monkeypatch: pytest.MonkeyPatch, answer: Any, spread: float = 0.0) -> list[str]:
    """Let the answer be a curve of the lever instead of a run; return the changes that are asked for."""
    asked: list[str] = []

    def stand_in(*_: Any, set: Any, assume: Any, **__: Any) -> str:
        asked.append((*set, *assume)[-1])
        return asked[-1]

    def found(_: str, change: Any) -> Answer:
        value = float(change.rpartition(":")[2].strip(" }")) if ":" in change else nan
        return Answer(np.array([answer(value) - spread, answer(value) + spread]), Row())

    monkeypatch.setattr(module, "compare", stand_in)
    monkeypatch.setattr(module, "_answer", found)
    return asked


def test_the_value_that_reaches_a_target_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = curve(monkeypatch, lambda value: (value / 100) ** 2)
    found = solve("baseline", COACHES, of="x", to=7_000, between=(0, 20_000), way="plus", people=1_000)
    assert found.is_reached
    assert found.value == pytest.approx(100 * 7_000**0.5, rel=0.02)
    assert asked[0] == "coaching.coaches=2025-04:{plus: 0}"
    assert len(asked) == len(set(asked)) < 12
    assert str(found).startswith("coaching.coaches, plus = 8,3")


def test_luck_in_the_answer_is_luck_in_the_value(monkeypatch: pytest.MonkeyPatch) -> None:
    curve(monkeypatch, lambda value: 2 * value, spread=10.0)
    found = solve("baseline", "coaching.coaches", of="x", to=10_000, between=(0, 20_000), people=1_000)
    error = np.std([-10.0, 10.0], ddof=1) / np.sqrt(2)
    half = 12.7062 * error / 2  # Student's t of two replications over the slope
    assert found.value == pytest.approx(5_000)
    assert (found.low, found.high) == pytest.approx((5_000 - half, 5_000 + half), rel=1e-3)


def test_a_target_out_of_reach_is_said_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    curve(monkeypatch, lambda value: value / 10)
    found = solve("baseline", COACHES, of="Everyone", to=7_000, between=(0, 20_000), people=1_000)
    assert not found.is_reached
    assert str(found) == (
        "No value of coaching.coaches reaches Everyone = 7,000.\n"
        "From 0 to 20,000 the answer goes from 0 to 2,000; nearest to the target is 2,000 at 20,000, the end of the "
        "range. Try a wider range: --between."
    )
    curve(monkeypatch, lambda value: 5.0, spread=1.0)
    told = solve("baseline", COACHES, of="Everyone", to=7_000, between=(0, 20_000), people=1_000).why_not
    assert told.endswith("no more than luck may make it: if it hangs on this lever, more --replications would show it.")
    curve(monkeypatch, lambda value: 100 - ((value - 10_000) / 1_000) ** 2)
    told = solve("baseline", COACHES, of="Everyone", to=7_000, between=(0, 20_000), people=1_000).why_not
    assert told.endswith(
        "nearest to the target is 100 at 10,000, where it turns. Beyond that more of the lever leads away from it."
    )
    curve(monkeypatch, lambda value: ((value - 10_000) / 1_000) ** 2 - 100)
    told = solve("baseline", COACHES, of="Everyone", to=-7_000, between=(0, 20_000), people=1_000).why_not
    assert told.endswith("is −100 at 10,000, where it turns. Beyond that more of the lever leads away from it.")
    curve(monkeypatch, lambda value: min(value, 10_000) / 10, spread=1.0)
    told = solve("baseline", COACHES, of="Everyone", to=7_000, between=(0, 20_000), people=1_000).why_not
    assert told.endswith(
        "nearest to the target is 1,000 at 10,000. Beyond 10,000 more of the lever changes no more than luck may."
    )


def test_behaviour_is_assumed_in_both_and_policy_is_not() -> None:
    assert Lever("employment.contact_effect").in_both
    assert not Lever(COACHES).in_both
    assert Lever(COACHES, "times", 2026 * 12 + 3).setting(1.5, 0) == "coaching.coaches=2026-04:{times: 1.5}"


def test_more_coaches_reach_a_target_in_real_runs() -> None:
    """Somewhere between none and many coaches lies the number that starts half as many courses as many do."""
    of = "Searchers, reform and its courses"
    most = solve("baseline", COACHES, of=of, to=-1e9, between=(0, 16_000), **PLUS).tried[-1].mean
    assert most != 0
    found = solve("baseline", COACHES, of=of, to=most / 2, between=(0, 16_000), **PLUS)
    assert found.is_reached
    assert 0 < found.value < 16_000
    closest = min(found.tried, key=lambda each: abs(each.value - found.value))
    assert closest.mean == pytest.approx(most / 2, rel=0.1)


def test_the_employment_rate_is_a_level_of_people_under_65() -> None:
    found = compare("baseline", by=["age"], people=5_000, months=1, threads=2)
    rate = employment_rate(found, 0)
    work = found.baseline.line("work")[:, 0].sum(axis=1)
    whole = 100 * work[:, 1:].sum() / work.sum()
    assert whole < rate[0] < whole + 3


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"lever": "coaching.coach"}, "--lever coaching.coach\n  There is no such parameter."),
        ({"between": (5.0, 5.0)}, "--between 5 5\n  The first has to be below the second, and both are numbers."),
        ({"between": (-1.0, 5.0)}, "--between -1 5\n  coaching.coaches lies between 0 and 100,000."),
        ({"lever": "coaching.ring_fence"}, "--lever coaching.ring_fence\n  It is no number, so no value lies between"),
        ({"way": "more"}, "--way more\n  Allowed: value, plus, times."),
    ],
)
def test_what_cannot_be_solved_is_refused(given: dict[str, Any], told: str) -> None:
    asked: dict[str, Any] = {"lever": COACHES, "of": "x", "to": 1.0, "between": (0.0, 10.0), **given}
    with pytest.raises(ScenarioError) as fault:
        solve("baseline", **asked)
    assert str(fault.value).startswith(told)


def test_months_and_answers_that_are_not_there_are_named() -> None:
    with pytest.raises(ScenarioError, match="The run has the months 1 to 1"):
        solve("baseline", COACHES, of="Employment rate, month 9", to=80, between=(0, 9), people=1_000, months=1)
    assert isnan(Solution(Lever(COACHES), "x", 1.0, (Tried(0.0, Answer(np.zeros(2), Row())),)).value)
