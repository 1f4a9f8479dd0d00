"""The page that says why sign and size of each shipped scenario are credible."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from test_results import invented
from welfsim.experiments.answers import MONEY, WHOLE_RUN, Answer, Answers
from welfsim.results.comparison import Comparison
from welfsim.results.luck import Row
from welfsim.scenario import read_scenario

DOCS = Path(__file__).resolve().parents[1] / "docs"


@pytest.fixture(scope="module")
def page() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_scenarios", DOCS / "make_scenarios.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def dearer(millions: float) -> Answers:
    """Return answers of a scenario whose net cost over the run is so much in each of three replications."""
    reform = replace(invented(), scenario=read_scenario("lcwra_frozen").with_options(months=15, replications=3))
    answers = Answers(Comparison(reform, invented()))
    answers.found[MONEY, WHOLE_RUN] = Answer(millions + np.array([-1.0, 0.0, 1.0]), Row(2.0, in_money=True), 1)
    return answers


def test_every_shipped_scenario_has_its_reasons_and_no_other(page: ModuleType) -> None:
    assert page.faults() == []
    assert all(reason.net_cost in page.SIGNS and len(reason.why) > 40 for reason in page.reasons())


def test_a_line_tells_a_finding_with_its_interval_and_no_finding_as_none(page: ModuleType) -> None:
    reason = page.Reason("lcwra_frozen", "−", "Mechanical.", "")
    assert page.row(reason, dearer(-300.0))[:3] == ["`lcwra_frozen`", "−300 (−303 to −297)", ""]
    assert page.row(reason, dearer(0.5))[1].startswith("< 10 rows (")
    assert page.row(reason, dearer(-300.0))[-2:] == ["Mechanical.", ""]


def test_a_sign_that_was_not_expected_is_marked_as_doubtful(page: ModuleType) -> None:
    reason = page.Reason("lcwra_frozen", "−", "Mechanical.", "Known.")
    assert page.row(reason, dearer(300.0))[-1] == "Known. In this run the sign found is not the one expected."
    assert page.row(reason, dearer(-300.0))[-1] == page.row(reason, dearer(0.5))[-1] == "Known."
    assert page.row(reason._replace(net_cost="either"), dearer(300.0))[-1] == "Known."


def test_the_parts_of_a_split_stand_in_their_columns(page: ModuleType) -> None:
    answers = dearer(-300.0)
    answers.found[page.SPLIT, "Behaviour"] = Answer(np.array([-99.0, -100.0, -101.0]), Row(2.0, in_money=True))
    cells = page.row(page.reasons()[0], answers)
    assert cells[page.HEADS.index("behaviour")] == "−100 (−103 to −97)"
    assert cells[page.HEADS.index("mechanical")] == ""


def test_without_runs_the_words_stand_and_no_results(page: ModuleType) -> None:
    made = page.block([(reason, None) for reason in page.reasons()])
    assert "Without results" in made
    assert page.row(page.reasons()[0], None)[1:-2] == [""] * (len(page.HEADS) - 3)


def test_the_block_is_put_between_its_marks_and_says_what_it_was_made_from(page: ModuleType) -> None:
    made = page.block([(page.Reason("lcwra_frozen", "−", "Mechanical.", ""), dearer(-300.0))])
    assert "#### Benefits" in made and "3 replications in brackets" in made
    old = f"a\n{page.START}\nold\n{page.END}\nb\n"
    assert page.with_block(old, made) == f"a\n{made}\nb\n"


def test_the_page_has_every_shipped_scenario(page: ModuleType) -> None:
    text = page.PAGE.read_text(encoding="utf-8").partition(page.START)[2].partition(page.END)[0]
    assert [reason.scenario for reason in page.reasons() if f"| `{reason.scenario}` |" not in text] == []
