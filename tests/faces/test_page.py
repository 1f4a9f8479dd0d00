"""The page of a comparison: its parts, its figures, and that it needs nothing from elsewhere."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner

import welfsim
from welfsim.cli.entry import welfsim as command
from welfsim.experiments.answers import EVERYONE, MONEY, WHOLE_RUN, WORK, Answers
from welfsim.experiments.evidence import Evidence
from welfsim.experiments.gainers import Gainers
from welfsim.experiments.split import Split
from welfsim.faces.page import Asked, page
from welfsim.faces.sentences import last_month, sentences
from welfsim.wording.values import number

PARTS = ("answer", "parts", "charts", "money", "who", "changes", "assumptions", "limits", "provenance")


@pytest.fixture(scope="module")
def made(answers: Answers, made_of: Split, ranges: Evidence, who: Gainers) -> str:
    return page(answers, Asked(made_of, ranges, who), command="welfsim report redeploy_1000_coaches")


def text_of(html: str) -> str:
    """Return what is read on a page, tags and styles left out."""
    body = re.sub(r"<style>.*?</style>|<svg.*?</svg>", "", html, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", body))


def test_every_part_is_there_once_with_a_head_and_a_link(made: str) -> None:
    for part in PARTS:
        assert made.count(f'<section id="{part}"') == 1
        assert made.count(f'<a href="#{part}">') >= 1


def test_the_page_asks_for_nothing_and_runs_nothing(made: str) -> None:
    assert "<script" not in made and "@import" not in made
    sought = re.findall(r'(?:src|href)="([^"]*)"', made)
    assert all(each.startswith(("#", "data:")) for each in sought), sought
    assert "url(http" not in made


def test_ids_stand_once(made: str) -> None:
    ids = re.findall(r'\bid="([^"]+)"', made)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', made)) <= set(ids)
    assert set(re.findall(r"url\(#([^)]+)\)", made)) <= set(ids)


def test_the_figures_are_those_of_the_results(made: str, answers: Answers) -> None:
    told = text_of(made)
    months = last_month(answers)
    assert months == 24
    for section, label in ((WORK, f"{EVERYONE}, month {months}"), (MONEY, WHOLE_RUN)):
        answer = answers.found[section, label]
        assert number(abs(float(answer.values.mean())), answer.digits) in told
    for sentence in sentences(answers):
        assert sentence in told


def test_each_chart_has_words_and_a_table(made: str) -> None:
    figures = re.findall(r"<figure.*?</figure>", made, flags=re.DOTALL)
    assert len(figures) >= 3
    for figure in figures:
        assert "<figcaption>" in figure and "<svg" in figure and "<table>" in figure
        assert "aria-label" in figure


def test_assumptions_of_a_smaller_run_are_drawn_and_leave_the_answer_as_it_is(
    made: str, answers: Answers, made_of: Split, who: Gainers
) -> None:
    told = " ".join(text_of(made).split())
    assert "Found with 1,000 people × 14 months, seed 1." in told
    assert "Net cost, £ million, whole run, with each parameter at either end of its range. Widest: " in told
    assert "contact_effect" in told and "displacement" in told
    without = page(answers, Asked(made_of, gainers=who), command="welfsim report redeploy_1000_coaches")
    answer = r'<section id="answer".*?</section>'
    assert re.findall(answer, made, re.DOTALL) == re.findall(answer, without, re.DOTALL)


def test_what_is_changed_in_law_is_shown_in_its_unit(made: str) -> None:
    told = " ".join(text_of(made).split())
    assert "coaching.coaches_to_health everybody 2025-10 2027-09 0 1,000 full-time equivalents" in told


def test_names_cannot_break_the_page(answers: Answers, made_of: Split, who: Gainers) -> None:
    assert "<b>bold</b>" not in page(answers, Asked(made_of, gainers=who), command="welfsim report '<b>bold</b>'")


def test_a_page_without_parts_or_evidence_says_how_to_get_them(answers: Answers) -> None:
    told = text_of(page(answers, command="welfsim report coach_shortfall"))
    assert re.search(r"With them:\s+welfsim report coach_shortfall", told)
    assert "welfsim report coach_shortfall --evidence" in told


def test_report_writes_a_page_of_saved_results(answers: Answers, tmp_path: Path) -> None:
    folder, file = answers.comparison.save(tmp_path / "held"), tmp_path / "page.html"
    done = CliRunner().invoke(command, ["report", str(folder), "--page", str(file)], catch_exceptions=False)
    assert done.exit_code == 0
    assert sentences(answers)[-1] in text_of(file.read_text("utf-8"))


def test_report_replaces_no_file_that_is_not_its_own(answers: Answers, tmp_path: Path) -> None:
    folder, file = answers.comparison.save(tmp_path / "held"), tmp_path / "thesis.html"
    file.write_text("<p>years of work</p>", encoding="utf-8")
    done = CliRunner().invoke(command, ["report", str(folder), "--page", str(file)])
    assert done.exit_code != 0 and "is no page drawn by welfsim" in str(done.exception)
    assert file.read_text("utf-8") == "<p>years of work</p>"


def test_report_of_saved_results_takes_no_options_of_a_run(answers: Answers, tmp_path: Path) -> None:
    folder = answers.comparison.save(tmp_path / "held")
    done = CliRunner().invoke(command, ["report", str(folder), "--seed", "3", "--page", str(tmp_path / "p.html")])
    assert done.exit_code == 2 and "--seed" in done.output


def test_report_says_the_command_that_gives_its_figures_again(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    asked = "--people 1000 --replications 1 --months 2 --set universal_credit.taper=0.5"
    words = ["report", "baseline", *asked.split(), "--no-split", "--no-evidence", "--page", str(file)]
    assert CliRunner().invoke(command, words, catch_exceptions=False).exit_code == 0
    assert f"welfsim report baseline {asked} --no-split --no-evidence" in text_of(file.read_text("utf-8"))


def test_watching_people_gives_the_comparison_that_compare_gives(who: Gainers) -> None:
    plain = welfsim.compare("redeploy_1000_coaches", people=2_000, months=14, resume=False)
    for one, other in ((plain.reform, who.comparison.reform), (plain.baseline, who.comparison.baseline)):
        assert all((one.accounts[line] == other.accounts[line]).all() for line in one.accounts)
