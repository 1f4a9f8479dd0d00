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
from welfsim.experiments.split import Split
from welfsim.results.comparison import Comparison
from welfsim.results.luck import Row
from welfsim.scenario import read_scenario
from welfsim.vocabulary.codes import Part

DOCS = Path(__file__).resolve().parents[1] / "docs"


@pytest.fixture(scope="module")
def page() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_scenarios", DOCS / "make_scenarios.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def costing(millions: float, spread: float = 1.0) -> Answers:
    """Return answers of a scenario whose net cost over the run is about so much in each of three replications."""
    reform = replace(invented(), scenario=read_scenario("lcwra_frozen").with_options(months=15, replications=3))
    answers = Answers(Comparison(reform, invented()))
    values = millions + spread * np.array([-1.0, 0.0, 1.0])
    answers.found[MONEY, WHOLE_RUN] = Answer(values, Row(2.0, in_money=True), 1)
    return answers


def dearer(millions: float) -> Split:
    """Return the parts of such answers, of which new rules are the whole."""
    return Split(dict.fromkeys(Part, costing(millions)))


def test_every_shipped_scenario_has_its_reasons_and_no_other(page: ModuleType) -> None:
    assert page.faults() == []
    assert all(reason.net_cost in page.SIGNS and len(reason.why) > 40 for reason in page.reasons())


def test_a_line_tells_a_finding_with_its_interval_and_no_finding_as_none(page: ModuleType) -> None:
    reason = page.Reason("lcwra_frozen", "−", "Mechanical.", "")
    assert page.row(reason, dearer(-300.0))[:3] == ["`lcwra_frozen`", "−300 (−303 to −297)", "−300 (−303 to −297)"]
    assert page.row(reason, dearer(0.5))[1].startswith("< 10 rows (")
    assert page.row(reason, dearer(-300.0))[-2:] == ["Mechanical.", ""]


def test_a_sign_that_was_not_expected_is_marked_as_doubtful(page: ModuleType) -> None:
    reason = page.Reason("lcwra_frozen", "−", "Mechanical.", "Known.")
    assert page.row(reason, dearer(300.0))[-1] == "Known. In this run the sign found is not the one expected."
    assert page.row(reason, dearer(-300.0))[-1] == page.row(reason, dearer(0.5))[-1] == "Known."
    assert page.row(reason._replace(net_cost="either"), dearer(300.0))[-1] == "Known."


def test_the_parts_of_a_split_stand_in_their_columns(page: ModuleType) -> None:
    before, after = costing(-200.0, 0.0), costing(-300.0)
    cells = page.row(page.reasons()[0], Split({part: before if part < Part.MONEY else after for part in Part}))
    assert cells[page.HEADS.index("new rules")] == "−200 (−203 to −197)"
    assert cells[page.HEADS.index("behaviour")] == "−100 (−103 to −97)"
    assert cells[page.HEADS.index("displacement")].startswith("< 10 rows (")


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
