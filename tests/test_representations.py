"""What a notebook shows of scenarios, answers and gainers."""

from __future__ import annotations

import welfsim
from welfsim.experiments.answers import Answers
from welfsim.scenario import read_scenario


def test_a_scenario_shows_months_as_they_are_written_and_nothing_that_is_as_ever() -> None:
    shown = repr(read_scenario("lcwra_new_rate_cut").with_options(start="2025-06", months=12))
    assert "start='2025-06'" in shown
    assert "reform={'universal_credit.lcwra_new': {'2027-04': 16295}}" in shown
    assert "seed" not in shown


def test_answers_and_gainers_are_shown_as_tables() -> None:
    found = welfsim.gainers("lcwra_frozen", people=1_000, months=2, threads=1)
    assert "People whose income rises" in repr(found)
    assert "<table" in found._repr_html_()
    answers = Answers(found.comparison)
    assert "Everyone, whole run" in repr(answers)
    assert "<table" in answers._repr_html_()
