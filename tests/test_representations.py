"""What a notebook shows of scenarios, results, comparisons, answers, transitions, lives and gainers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

import pytest

import welfsim
from welfsim.experiments.answers import MONEY, WORK, YEARS_IN_WORK
from welfsim.results.effects import cost, more_in_work_by_group
from welfsim.results.luck import NOTHING_OF_LUCK, luck_in
from welfsim.results.pipelines import short_matrix
from welfsim.results.table import CAVEAT, difference_cells
from welfsim.scenario import read_scenario
from welfsim.wording.charts import LOW, VALUE
from welfsim.wording.values import number

NASTY = '<b>1 & "2"</b>'


@pytest.fixture(scope="module")
def comparison() -> welfsim.Comparison:
    reform = welfsim.Scenario(
        name=NASTY, question="What then?", reform={"universal_credit.taper": {"2025-06": 0.5}}, months=14
    )
    return welfsim.compare(reform, people=1_000, replications=2, resume=False)


@pytest.fixture(scope="module")
def journeys() -> welfsim.Transitions:
    return welfsim.transitions("baseline", "2025-04", "2025-06", people=1_000)


def tables(shown: Any) -> list[ElementTree.Element]:
    """Return the tables that an object shows in a notebook, each with a caption, and every head with its scope."""
    root = ElementTree.fromstring(shown._repr_html_())
    found = list(root.iter("table"))
    for table in found:
        assert table[0].tag == "caption" and table[0].text
        scopes = {place: {head.get("scope") for head in part.iter("th")} for place, part in enumerate(table[1:])}
        assert scopes == {0: {"col"}, 1: {"row"}}
        assert {len(row) for row in table.iter("tr")} == {len(cells_of(table)[0])}
    return found


def cells_of(table: ElementTree.Element) -> list[list[str]]:
    """Return a table as rows of text."""
    return [[cell.text or "" for cell in row] for row in table.iter("tr")]


def notes(shown: Any) -> list[str]:
    return [note.text or "" for note in ElementTree.fromstring(shown._repr_html_()).iter("p")]


def written(values: Any, digits: int = 0) -> tuple[str, str]:
    """Return a mean as it is shown, and its interval."""
    luck = luck_in(values)
    mark = "?" if float(luck.low) <= 0 <= float(luck.high) else ""
    ends = " to ".join(number(float(end), digits) for end in (luck.low, luck.high))
    return f"{number(float(values.mean()), digits)}{mark}", ends


# ------------------------------------------------------------------------------------------- comparisons


def test_a_comparison_shows_people_in_work_and_net_cost_first(comparison: welfsim.Comparison) -> None:
    first, _ = map(cells_of, tables(comparison))
    expected = [written(more[:, -1]) for more in more_in_work_by_group(comparison).values()]
    expected.append(written(cost(comparison).sum(axis=1), 1))
    assert [tuple(row[1:]) for row in first[1:]] == expected
    assert [row[0] for row in first[1:]] == [
        "More people in work in 2026-05: limited by ill health",
        "More people in work in 2026-05: searched before",
        "More people in work in 2026-05: everyone",
        "Net cost over the run, £ million",
    ]


def test_a_comparison_then_shows_the_lines_of_money_that_differ(comparison: welfsim.Comparison) -> None:
    _, money = map(cells_of, tables(comparison))
    frame = comparison.fiscal_table()
    differing = [line for line, differs in zip(frame.index, frame.attrs["differs"], strict=True) if differs]
    assert [row[0] for row in money[1:-2]] == differing and len(differing) < len(frame)
    cells = dict(zip(frame.index, difference_cells(frame, number), strict=True))
    assert all(row[1:] == cells[row[0]] for row in money[1:-2])
    assert notes(comparison)[-1] == CAVEAT


def test_names_are_shown_and_not_obeyed(comparison: welfsim.Comparison) -> None:
    for shown in (comparison, welfsim.Answers(comparison), comparison.reform, comparison.reform.scenario):
        assert (tables(shown)[0][0].text or "").startswith(NASTY)
        assert "<b>" not in shown._repr_html_()


def test_one_replication_says_that_nothing_is_known_of_luck() -> None:
    once = welfsim.compare("lcwra_frozen", people=1_000, months=2, resume=False)
    for shown in (once, welfsim.Answers(once)):
        assert NOTHING_OF_LUCK in notes(shown)
        assert {len(row) for row in cells_of(tables(shown)[0])} == {2}


# ----------------------------------------------------------------------------------------------- answers


def test_answers_show_each_answer_under_its_section(comparison: welfsim.Comparison) -> None:
    answers = welfsim.Answers(comparison)
    (table,) = tables(answers)
    rows = cells_of(table)
    assert rows == answers.rows()
    sections = [row[0] for row in rows[1:] if not any(row[1:])]
    assert sections == [section for section in dict.fromkeys(of for of, _ in answers.found) if section in sections]
    assert [row.get("class") for row in table.iter("tr")].count("section") == len(sections)
    (everyone,) = [tuple(row[1:]) for row in rows if row[0] == "Everyone, month 12"]
    assert everyone == written(answers.one("Everyone, month 12").values)
    text = repr(answers)
    assert all(row[0] in text for row in rows) and CAVEAT in text and "95% interval" in text


def test_answers_draw_people_and_money(comparison: welfsim.Comparison) -> None:
    answers = welfsim.Answers(comparison)
    work, money = answers.plot()
    of_work = {label: answer for (of, label), answer in answers.found.items() if of == WORK and label != YEARS_IN_WORK}
    assert list(work.frame["month"]) == list(of_work)
    assert list(work.frame[VALUE]) == [answer.values.mean() for answer in of_work.values()]
    assert list(money.frame["month"]) == answers.comparison.reform.years and money.title == MONEY
    assert (work.frame[LOW] <= work.frame[VALUE]).all()


# ------------------------------------------------------------------------------------------------ charts


def shown_charts(comparison: welfsim.Comparison) -> Sequence[Any]:
    scenario = comparison.reform.scenario
    return [welfsim.Answers(comparison).plot(), comparison.plot(), comparison.reform.plot(), scenario.plot()]


def test_charts_are_pictures_without_a_network_and_words(comparison: welfsim.Comparison) -> None:
    for charts in shown_charts(comparison):
        svg = charts._repr_svg_()
        texts = "".join(ElementTree.fromstring(svg).itertext())
        assert all(chart.title in texts for chart in charts)
        assert "currentColor" not in svg and "…" not in texts, "no label is cut"
        assert re.findall(r'(?:href|src)="(?!#)', svg) == []
        assert repr(charts) == "\n".join(chart.says for chart in charts)


def test_each_chart_has_a_legend_of_its_own(comparison: welfsim.Comparison) -> None:
    drawn = comparison.plot().to_altair().to_dict()
    assert drawn["resolve"]["scale"] == {"color": "independent", "strokeDash": "independent"}


def test_one_chart_of_several_shows_itself(comparison: welfsim.Comparison) -> None:
    first, *_ = comparison.plot()
    assert repr(first) == first.says and first.title in str(first._repr_svg_())


def test_nothing_to_draw_is_said() -> None:
    nothing = welfsim.Scenario(name="As it is").plot()
    assert repr(nothing) == "There is nothing to draw." and nothing._repr_svg_() is None


# --------------------------------------------------------------------------------------------- scenarios


def test_a_scenario_shows_months_as_they_are_written_and_nothing_that_is_as_ever() -> None:
    shown = repr(read_scenario("lcwra_new_rate_cut").with_options(start="2025-06", months=12))
    assert "start='2025-06'" in shown
    assert "reform={'universal_credit.lcwra_new': {'2027-04': 16295}}" in shown
    assert "seed" not in shown


def test_a_scenario_shows_what_it_changes(comparison: welfsim.Comparison) -> None:
    (table,) = tables(comparison.reform.scenario)
    assert table[0].text == f"{NASTY}. What then? 14 months from 2025-04, against baseline."
    assert cells_of(table)[1:] == [
        ["universal_credit.taper", "everybody", "2025-06", "2026-05", "0.55", "0.5", "share"]
    ]
    (chart,) = comparison.reform.scenario.plot()
    of_scenario = chart.frame[chart.frame["series"] == "Scenario"]
    assert list(of_scenario[VALUE]) == [0.55] * 2 + [0.5] * 12


def test_money_is_shown_and_drawn_in_pounds() -> None:
    scenario = welfsim.Scenario(name="Mine", reform={"universal_credit.lcwra_new": {"2025-05": "£300"}}, months=2)
    assert cells_of(tables(scenario)[0])[1][5:] == ["£300.00", "a month"]
    (chart,) = scenario.plot()
    assert chart.unit == "£ a month" and chart.frame[VALUE].iloc[-1] == 300.0


def test_a_scenario_without_changes_says_so() -> None:
    (table,) = tables(welfsim.Scenario(name="As it is"))
    assert cells_of(table)[1] == ["Nothing differs from the law as enacted and services as funded."]


# ------------------------------------------------------------------------------------- results and others


def test_results_show_public_money(comparison: welfsim.Comparison) -> None:
    results = comparison.baseline
    (table,) = tables(results)
    frame = results.fiscal_table()
    rows = cells_of(table)
    assert [row[0] for row in rows[1:]] == list(frame.index)
    assert rows[1][1:] == [number(value) for value in frame.iloc[0]]


def test_transitions_show_themselves_as_a_table_and_as_a_picture(journeys: welfsim.Transitions) -> None:
    (table,) = tables(journeys)
    assert table[0].text == "Universal Credit health, 2025-04 to 2025-06, thousand"
    for shown, row in zip(cells_of(table), short_matrix(journeys.to_frame()), strict=True):
        assert shown == (row if any(row[1:]) else [*row[:-1], "0"])
    assert (journeys.plot()._repr_svg_(), repr(journeys.plot())) == (journeys.svg(), repr(journeys))


def test_a_life_shows_both_lives_and_where_they_part() -> None:
    life = welfsim.one_person("lcwra_before_2026", 12, people=1_000, months=14)
    (table,) = tables(life)
    assert cells_of(table) == life.rows()
    assert life.where_they_part() in notes(life) and life.where_they_part() in repr(life)
    assert life.heading in repr(life)


def test_gainers_are_shown_as_a_table() -> None:
    found = welfsim.gainers("lcwra_frozen", people=1_000, months=2, threads=1)
    assert "People whose income rises" in repr(found)
    assert "<table" in found._repr_html_()
