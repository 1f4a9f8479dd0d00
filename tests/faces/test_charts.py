"""Charts: what is drawn is what was found, and a page can hold several."""

from __future__ import annotations

import re

import numpy as np

from welfsim.experiments.answers import Answers
from welfsim.results.effects import more_in_work
from welfsim.results.standard_charts import charts, charts_of_run
from welfsim.wording.charts import HIGH, LOW, SERIES, VALUE


def test_the_chart_of_jobs_holds_the_expected_differences(answers: Answers) -> None:
    chart = next(charts(answers.comparison))
    everyone = chart.frame[chart.frame[SERIES] == "Everyone"]
    assert np.allclose(everyone[VALUE], more_in_work(answers.comparison).mean(axis=0))
    assert (everyone[LOW] <= everyone[VALUE]).all() and (everyone[VALUE] <= everyone[HIGH]).all()


def test_a_level_that_does_not_differ_is_not_drawn(answers: Answers) -> None:
    of_run = {chart.title for chart in charts_of_run(answers.comparison.reform)}
    drawn = {chart.title for chart in charts(answers.comparison)}
    assert "Coach time given to health support" in drawn
    assert drawn - of_run == {"More people in work than in the baseline", "Net cost by financial year"}


def test_lines_differ_by_dash_and_by_colour(answers: Answers) -> None:
    svg = next(charts(answers.comparison)).to_svg("first")
    marks = re.findall(r'role="graphics-symbol" aria-roledescription="line mark"[^>]*', svg)
    assert len(marks) == 3
    assert len({re.search(r'stroke="([^"]*)"', mark)[1] for mark in marks}) == 3  # type: ignore[index]
    assert len({re.search(r'stroke-dasharray="([^"]*)"', mark)[1] for mark in marks}) == 3  # type: ignore[index]


def test_parts_of_two_charts_have_their_own_names(answers: Answers) -> None:
    one, other = [chart.to_svg(f"c{place}") for place, chart in enumerate(list(charts(answers.comparison))[:2])]
    assert not set(re.findall(r'\bid="([^"]+)"', one)) & set(re.findall(r'\bid="([^"]+)"', other))


def test_results_draw_themselves(answers: Answers) -> None:
    for shown in (answers.comparison.plot(), answers.comparison.reform.plot()):
        told = shown.to_altair().to_dict()
        assert len(told["vconcat"]) >= 3 and all(part["title"] for part in told["vconcat"])
