"""Precision on demand: how many replications an answer needs, and that more are what they would have been."""

from __future__ import annotations

from math import inf
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfsim.errors import ScenarioError
from welfsim.experiments import precision
from welfsim.experiments.answers import Answer, Answers
from welfsim.experiments.precision import Precision, answer_named, half_width, minutes, replications_for, within
from welfsim.results.luck import Row
from welfsim.simulation import compare, extended

MOVE = "redeploy_1000_coaches"
SMALL = {"people": 2_500, "months": 18, "threads": 1, "resume": False}
LABEL = "Limited by ill health, month 12"


@pytest.fixture(scope="module")
def three() -> Any:
    return compare(MOVE, replications=3, **SMALL)


def test_more_replications_are_what_they_would_have_been_from_the_beginning(three: Any) -> None:
    grown = extended(compare(MOVE, replications=2, **SMALL), 3, threads=1, resume=False)
    for one, other in ((grown.reform, three.reform), (grown.baseline, three.baseline)):
        assert one.scenario == other.scenario
        known = [{name: of for name, of in each.provenance.items() if name != "created"} for each in (one, other)]
        assert known[0] == known[1]
        assert all(np.array_equal(one.accounts[line], other.accounts[line]) for line in one.accounts)


@given(
    spread=st.floats(0.1, 1e4),
    pilot=st.integers(2, 40),
    worth=st.floats(0, 500),
    share=st.floats(0.05, 2),
)
def test_the_replications_that_are_needed_are_the_fewest_that_do(
    spread: float, pilot: int, worth: float, share: float
) -> None:
    answer = Answer(spread * np.where(np.arange(pilot) % 2, 1.0, -1.0), Row(worth))
    width = share * half_width(answer)
    needed = replications_for(width, answer)
    if needed == inf:
        needed = precision.MOST_REPLICATIONS + 1
    # as many replications as are needed, with the spread of the pilot, are within; one fewer are not
    deviation = float(answer.values.std(ddof=1))
    for replications, enough in ((int(needed), needed <= precision.MOST_REPLICATIONS), (int(needed) - 1, False)):
        if replications >= 2:
            values = np.zeros(replications)
            values[:2] = deviation * np.sqrt((replications - 1) / 2) * np.array([1, -1])
            assert (half_width(Answer(values, Row(worth))) <= width * (1 + 1e-9)) == enough


def test_no_replications_make_an_answer_nearer_than_its_rows_allow() -> None:
    answer = Answer(np.zeros(8), Row(200.0))
    assert replications_for(1e-3, answer) == inf
    assert 2 <= replications_for(10.0, answer) < inf


@pytest.mark.parametrize(
    ("seconds", "expected"), [(20, "less than a minute"), (100, "2 minutes"), (60, "1 minute"), (9000, "2.5 hours")]
)
def test_times_in_words(seconds: float, expected: str) -> None:
    assert minutes(seconds) == expected


def test_an_answer_is_named_as_tables_name_it(three: Any) -> None:
    answers = Answers(three)
    assert answer_named("limited by ill health, month 12", answers)[1] == LABEL
    assert answer_named("2025-26", answers)[0].startswith("Net cost")
    with pytest.raises(ScenarioError, match=r"Did you mean 'Everyone, month 12'\?\n  Answers: .*; Whole run"):
        answer_named("everyone month 12", answers)


def test_an_answer_that_is_near_enough_ends_the_run() -> None:
    known = within(MOVE, width=1e9, of=LABEL, pilot=3, **SMALL)
    assert known.is_reached and known.replications == 3
    assert str(known).startswith(f"{LABEL}: ± ") and str(known).endswith("as asked (± 1,000,000,000).")


def test_replications_are_added_in_steps_until_the_time_is_up() -> None:
    told: list[str] = []
    opened: list[str] = []

    class Counted:
        def __init__(self, name: str) -> None:
            opened.append(name)

        def __enter__(self) -> None:
            return None

        def __exit__(self, *_: object) -> None:
            return None

    known = within(MOVE, width=1e-6, of=LABEL, pilot=3, most_minutes=0.0, stage=Counted, tell=told.append, **SMALL)
    assert (known.replications, known.is_reached) == (3, False)
    assert opened == ["first two", "to 3 replications"] and told == []
    assert "not the ± 0 that is asked for" in str(known)


def test_a_plan_grows_by_a_step_at_most(monkeypatch: pytest.MonkeyPatch, three: Any) -> None:
    reached: list[int] = []
    monkeypatch.setattr(precision, "compare", lambda *_, **__: three)

    def grown(_: Any, replications: int, **__: Any) -> Any:
        reached.append(replications)
        return three

    monkeypatch.setattr(precision, "extended", grown)
    monkeypatch.setattr(precision, "MOST_REPLICATIONS", 100)
    known = within(MOVE, width=1e-3, of=LABEL, pilot=4, most_minutes=1e6, resume=False)
    assert reached == [4, 16, 64, 100] and not known.is_reached


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"width": 0.0}, "--within 0\n  Write how near"),
        ({"width": inf}, "--within inf\n  Write how near"),
        ({"width": 5.0, "pilot": 1}, "--replications 1\n  A pilot takes 2 to 10,000 replications"),
    ],
)
def test_what_cannot_be_asked(options: dict[str, Any], expected: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        within(MOVE, of=LABEL, **options)
    assert str(caught.value).startswith(expected)


def test_an_answer_that_nothing_changes_is_not_known_to_be_nought(three: Any) -> None:
    answers = Answers(three)
    key = answer_named(LABEL, answers)
    answers.found[key] = answers.found[key]._replace(values=np.zeros(3), row=Row())
    nothing = Precision(answers, key, 10.0, 2.0, 2.0)
    assert not nothing.is_reached
    assert str(nothing).endswith(
        "nothing differs in 3 replications, so how near it is cannot be said. Ask for more people."
    )


def test_what_more_would_take_is_said(three: Any) -> None:
    answers = Answers(three)
    short = Precision(answers, answer_named(LABEL, answers), 1e-3, 640.0, 2.0)
    assert str(short).endswith("It takes about 640 replications, 21 minutes: --minutes allows for it.")
    assert "more replications than can be asked for" in str(Precision(answers, short.key, 1e-3, inf, 2.0))
