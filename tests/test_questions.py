"""The page of questions: each is asked of a few people, and the page is what its script writes."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
MADE = runpy.run_path(str(ROOT / "docs" / "make_questions.py"))
QUESTIONS = MADE["QUESTIONS"]
FEW = ("--people", "1000", "--months", "18", "--threads", "2")
WITHOUT_THREADS = {"person"}
QUICK = {"connect", "places", "age", "person", "own", "survey", "panel", "month", "export"}


def small(question: Any) -> tuple[Any, tuple[str, ...]]:
    """Return a question as it can be asked of a few people and months, and the options for that."""
    options = FEW[:4] if question.name in WITHOUT_THREADS else FEW
    if question.name == "survey":
        options = FEW[:2]
    if question.name == "northwest":  # fewer people have no regions of England
        options = ("--people", "15000", *FEW[2:])
    replications = ("--replications", "2") if "--replications" in question.command else ()
    command = (
        question.command.replace("month 24", "month 12")
        .replace("--id 652", "--id 7")
        .replace("--joint 32", "--joint 16")
        .replace("people=2_000, months=24", "people=1_000, months=4, threads=1")
    )
    return question._replace(command=command), (*options, *replications)


def asked_when(question: Any) -> Any:
    """Return a question as a case of the test: few in each run of the tests, the others when the model is checked."""
    marks = () if question.name in QUICK else (pytest.mark.model,)
    return pytest.param(question, id=question.name, marks=marks)


@pytest.mark.parametrize("question", [asked_when(question) for question in QUESTIONS])
def test_a_question_has_an_answer(question: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    asked, options = small(question)
    answer = asked.answer(MADE["ask"](asked, *options))
    assert len(answer) > 10
    assert "nan" not in answer.lower().split()


def test_the_page_is_what_its_script_writes() -> None:
    text = MADE["PAGE"].read_text(encoding="utf-8")
    answers = MADE["answers_of"](text)
    assert sorted(answers) == sorted(question.name for question in QUESTIONS)
    assert all(answers.values())
    assert text == MADE["page"](answers)
