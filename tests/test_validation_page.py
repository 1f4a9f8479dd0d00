"""The page that says where the model is wrong: a backtest from April 2023, its tables, and pictures with words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from welfsim.experiments import backtest
from welfsim.experiments.spending import differences
from welfsim.experiments.validate import validate
from welfsim.experiments.validation_page import PAGE, SHOWN, Found, Sizes, drawn, page, write
from welfsim.months import month
from welfsim.scenario import read_scenario
from welfsim.simulation import run

ROOT = Path(__file__).resolve().parents[1]
SIZES = Sizes(1_000, 2, 0, 1_000)


@pytest.fixture(scope="module")
def found() -> Found:
    """Return what the page shows, of the smallest Britain."""
    back = backtest.backtest(1_000, 2)
    scenario = read_scenario("baseline").with_options(people=1_000, replications=2, months=12)
    rows = [target for target in backtest.targets() if target.name in ("uc_health", "employed")]
    whole = run("baseline", people=1_000, months=24, replications=1, resume=False)
    return Found(validate(scenario, rows), back, differences(whole))


def test_the_backtest_runs_from_april_2023_to_june_2025_under_the_law_of_the_time(found: Found) -> None:
    scenario = found.back.results.scenario
    assert (scenario.start, scenario.start + scenario.months - 1) == (month(2023, 4), month(2025, 6))
    assert not scenario.assume and not scenario.reform
    assert all(month(2023, 4) <= each.of.first and each.of.last <= month(2025, 6) for each in found.back.judged)


def test_no_figure_of_the_backtest_is_of_a_month_after_june_2025() -> None:
    assert max(target.last for target in backtest.targets()) == month(2025, 6)


def test_every_line_with_a_picture_is_scored_against_a_rule(found: Found) -> None:
    scores = {score.name: score for score in found.back.scores()}
    assert all(scores[name].better_rule is not None for name in SHOWN)
    assert scores["wca_new"].better_rule is None, "nothing was published of it before April 2023"


def test_people_moved_from_tax_credits_are_taken_off_one_line() -> None:
    figures = {(target.name, target.last): target.value for target in backtest.targets()}
    moved = [
        value - figures["uc_people_without_moves", at] for (name, at), value in figures.items() if name == "uc_people"
    ]
    assert moved == sorted(moved) and moved[0] == 0 and moved[-1] == pytest.approx(1_008_600)


def test_pictures_say_in_words_what_they_show(found: Found) -> None:
    for name, svg in drawn(found).items():
        text = svg.decode()
        assert text.startswith("<svg") and 'role="img"' in text, name
        told = re.search(r'<desc id="desc">(.*?)</desc>', text, re.DOTALL)
        assert told is not None and len(told[1]) > 60, name


def test_the_page_has_every_figure_every_score_and_what_the_backtest_knows(found: Found) -> None:
    text = page(found, SIZES)
    for each in (*found.start.judged, *found.back.judged):
        assert f"| {each.target.name}, {each.target.unit} | {each.target.months} |" in text
    for told in (*backtest.CARRIED_BACK, *backtest.PEEKED, *backtest.MISSING):
        assert f"- {told}" in text
    assert "### Universal Credit" in text and "of which caseload" in text


def test_the_page_is_written_with_its_pictures(found: Found, tmp_path: Path) -> None:
    write(found, SIZES, tmp_path)
    text = (tmp_path / PAGE).read_text(encoding="utf-8")
    pictures = re.findall(r"\]\((validation/\w+\.svg)\)", text)
    assert len(pictures) == 3 and all((tmp_path / picture).is_file() for picture in pictures)
