"""The start and its first two years: published series, kinks, the check and its page."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from welfsim.experiments.kinks import kink_of, line_through
from welfsim.experiments.start import APRIL_2025, MONTHS, Start, check, employed_by_age, families_on_uc
from welfsim.experiments.start_chart import draw_series, in_words
from welfsim.experiments.start_page import file_of, page
from welfsim.experiments.start_series import LAST_PUBLISHED, SERIES, Point, published, published_rows
from welfsim.experiments.start_tables import margin_rows, series_rows
from welfsim.months import parse_month
from welfsim.wording.pictures import MARK

DOCS = Path(__file__).resolve().parents[1] / "docs"
START = APRIL_2025
MOVED = "income-related ESA ends within the first year by the announced timetable, and its people go to UC"
DRIFT = "who is hardest to employ stays, so searchers are fewer; who is ill comes to be off UC"
KINKED = {
    **dict.fromkeys(("uc_units", "uc_people", "uc_single", "uc_health", "uc_lcwra", "uc_lcw"), MOVED),
    **dict.fromkeys(("esa", "esa_new_style", "esa_income_related", "esa_wrag", "esa_support"), MOVED),
    "uc_nil_share": "claims that have become small lapse from the first month on, and many of them soon had no award",
    "uc_couple": "built without partners past pension age, who come to be; parents keep LCWRA when children grow up",
    "esa_assessment": "decided after four months, where decisions take up to six",
    "uc_single_with_children": "births to lone parents fall short of the children who grow up",
    "uc_couple_with_children": "more couples with children come to an award than leave it",
    "uc_searching": DRIFT,
    **dict.fromkeys(
        ("uc_fit_note", "fit_notes"), "more fit notes at first than later, and capacity rises in April 2026 above them"
    ),
    "lcwra_in": "who has waited at the start is decided first, and reassessments begin again in April 2026",
    "carers_uc": "carers in the model hold where carer elements rise, as claims move from older benefits",
    "employed_18_24": "entry of the young holds more of them in work than are published",
    "pip_reviews": "many reviews wait at the start, and awards made since are longer",
    **dict.fromkeys(("pip_decisions", "pip_awards"), "luck"),
}
"""Series that have a kink, or may have one by luck, and why. Take out what is mended."""


@pytest.fixture(scope="module")
def small() -> Start:
    return check(2_000, 1, START)


# ------------------------------------------------------------------------------------------- what was published


def test_every_published_series_is_one_of_the_check_and_has_its_source() -> None:
    keys = [series.key for series in SERIES]
    assert len(set(keys)) == len(keys)
    for row in published_rows():
        assert row["series"] in keys, row["series"]
        needed = ("period", "value", "unit", "geography", "definition", "source_title", "publisher", "confidence")
        assert all(row[name] for name in (*needed, "publication_date", "source_url")), row
        assert row["confidence"] in ("published", "read from text", "derived")
        assert row["source_url"].startswith(("https://", "http://"))


def test_nothing_later_than_june_2025_is_used() -> None:
    for row in published_rows():
        first, _, last = row["period"].partition("/")
        assert parse_month(first) <= parse_month(last or first) <= LAST_PUBLISHED, row["period"]


def test_each_month_of_a_series_stands_once_and_has_one_unit_and_definition() -> None:
    rows = published_rows()
    seen = [(row["series"], row["period"]) for row in rows]
    assert len(set(seen)) == len(seen)
    for key in {row["series"] for row in rows}:
        of = {(row["unit"], row["definition"]) for row in rows if row["series"] == key}
        assert len(of) == 1, of


def test_a_flow_of_a_quarter_is_a_mean_month_and_a_rate_is_not_divided() -> None:
    found = published()
    claims = found["pip_claims"][-1]
    assert (claims.first, claims.last) == (parse_month("2025-02"), parse_month("2025-04"))
    assert claims.value == pytest.approx(210_000 / 3) and claims.half == pytest.approx(5_000 / 3)
    assert found["employed_25_34"][-1].value == pytest.approx(84.3)
    assert all(one.middle < other.middle for one, other in pairwise(found["uc_people"]))


def test_where_definitions_differ_it_is_said() -> None:
    assert all(series.differs for series in SERIES if not series.same)
    known = {row["series"] for row in published_rows()}
    assert all(series.differs for series in SERIES if series.key not in known)


# ----------------------------------------------------------------------------------------------------- kinks


def points(values: Sequence[float], half: float = 0.0) -> list[Point]:
    first = START - len(values)
    return [Point(first + k, first + k, value, half) for k, value in enumerate(values)]


def growing(level: float, a_month: float, months: int) -> np.ndarray:
    return level + a_month * np.arange(months)


def test_a_series_that_goes_on_has_no_kink() -> None:
    before, after = growing(1_000, 10, 24), growing(1_240, 10, MONTHS)
    assert kink_of(points(before.tolist()), after, START, True).names == []


def test_a_step_is_a_level_that_the_published_line_does_not_lead_to() -> None:
    before = points(growing(1_000, 10, 24).tolist())
    kink = kink_of(before, growing(1_240 * 1.1, 10, MONTHS), START, True)
    assert kink.names == ["step"] and kink.step.found == pytest.approx(10.0, abs=0.1)
    assert kink_of(before, growing(1_240 * 1.1, 11, MONTHS), START, False).names == []


def test_a_bend_is_growth_that_was_not_there_before() -> None:
    kink = kink_of(points([1_200.0] * 24), growing(1_200, -12, MONTHS), START, True)
    assert kink.names == ["bend"] and kink.bend.found == pytest.approx(-12.0, rel=0.1)


def test_a_turn_is_growth_of_the_first_half_year_that_does_not_last() -> None:
    model = np.concatenate([growing(1_000, 20, 6), np.full(MONTHS - 6, 1_120.0)])
    kink = kink_of([], model, START, True)
    assert kink.names == ["turn"] and kink.turn.found > 15
    assert np.isnan(kink.step.found) and np.isnan(kink.bend.found)


def test_luck_alone_seldom_makes_a_kink() -> None:
    kinked = 0
    for seed in range(40):
        luck = np.random.default_rng(seed)
        before, after = (1_000 + 100 * luck.standard_normal(months) for months in (24, MONTHS))
        kinked += bool(kink_of(points(before.tolist()), after, START, True).names)
    assert kinked <= 2


def test_rounding_and_published_changes_are_allowed() -> None:
    rounded = points([900.0, 1_000.0, 1_000.0], half=100.0)
    assert kink_of(rounded, growing(1_060, 0, MONTHS), START, True).names == []
    bent = points([*growing(1_000, 0, 12), *growing(1_000, 20, 12)])
    assert not kink_of(bent, growing(1_240, 10, MONTHS), START, True).bend.is_out


def test_an_old_level_is_not_compared() -> None:
    old = [Point(START - 20, START - 20, 500.0, 0.0)]
    assert kink_of(old, growing(1_000, 0, MONTHS), START, True).names == []


def test_a_line_through_one_point_is_its_level() -> None:
    line = line_through(np.array([3.0]), np.array([5.0]), 9.0, 0.5)
    assert (line.level, line.level_error) == (5.0, 0.5) and np.isnan(line.slope)


# ------------------------------------------------------------------------------------------------- the check


def test_every_series_has_24_months_and_most_are_held_against_the_published(small: Start) -> None:
    assert [one.series.key for one in small.followed] == [series.key for series in SERIES]
    assert all(one.model.shape == (MONTHS,) and np.isfinite(one.model).all() for one in small.followed)
    assert sum(bool(one.points) for one in small.followed) >= 30


def test_what_is_counted_in_the_people_agrees_with_the_accounts(small: Start) -> None:
    by_key = {one.series.key: one.model for one in small.followed}
    families = sum(by_key[f"uc_{key}"] for key in ("single", "couple", "single_with_children", "couple_with_children"))
    assert families == pytest.approx(by_key["uc_units"])
    here, works = employed_by_age(small.population.state.person, START)
    assert (works <= here).all() and small.drift["built"].to_numpy() == pytest.approx(100 * works / here)
    assert small.drift["drift"].to_numpy() == pytest.approx((small.drift["month_24"] - small.drift["built"]).to_numpy())


def test_a_child_counts_until_independent() -> None:
    names = ["adults", "uc_since", *(f"child_{n}_birth" for n in range(1, 5))]
    unit = np.zeros(4, [(name, np.int16) for name in names])
    unit["adults"], unit["uc_since"] = [1, 1, 2, 2], [1, 1, 1, 0]
    unit["child_1_birth"], unit["child_2_birth"] = [0, 100, 100, 100], [0, 0, 250, 0]
    assert families_on_uc(unit, 300, 192).tolist() == [2, 0, 0, 1]


def test_a_table_is_no_wider_than_80_characters(small: Start) -> None:
    from welfsim.wording.tables import aligned

    for rows in (margin_rows(small.margins), series_rows(small)):
        assert max(map(len, aligned(rows).splitlines())) <= 80


def test_every_margin_and_series_is_on_the_page_with_its_picture(small: Start) -> None:
    text = page(small)
    for one in small.followed:
        assert f"![{one.series.what}. {in_words(one)}]({file_of(one)})" in text
    assert text.count("| published | ONS") + text.count("| derived | ONS") > 10
    assert all(str(row["category"]).replace("_", " ") in text for row in small.margins.to_dict("records"))


def test_a_picture_says_what_it_shows_and_does_not_tell_by_colour_alone(small: Start, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    one = next(one for one in small.followed if one.series.key == "uc_people")
    drawn = draw_series(one, tmp_path / "x.svg").read_text(encoding="utf-8")
    assert MARK in drawn[:4096] and 'role="img"' in drawn
    assert f'<desc id="desc">{in_words(one)}</desc>' in drawn
    assert ">published<" in drawn and ">model<" in drawn
    assert in_words(one).startswith("Published: 5.67m in 2021-10, 7.90m in 2025-06. Model: ")


def test_another_start_is_held_against_no_published_month() -> None:
    found = check(1_000, 1, parse_month("2024-04"))
    assert not any(one.points for one in found.followed)


# ------------------------------------------------------------------------------------------- the stored page


def made() -> Start:
    spec = importlib.util.spec_from_file_location("make_start", DOCS / "make_start.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Start = module.found()
    return found


@pytest.fixture(scope="module")
def large() -> Start:
    return made()


@pytest.mark.model
def test_no_series_has_a_kink_that_is_not_known(large: Start) -> None:
    assert {one.series.key for one in large.followed if one.kink.names} <= KINKED.keys()


@pytest.mark.model
def test_the_page_is_what_the_model_has(large: Start) -> None:
    assert (DOCS / "start.md").read_text(encoding="utf-8") == page(large), "run: python docs/make_start.py"


def test_every_picture_of_the_page_is_there() -> None:
    named = set(re.findall(r"\]\((start/\w+\.svg)\)", (DOCS / "start.md").read_text(encoding="utf-8")))
    assert named == {f"start/{series.key}.svg" for series in SERIES}
    assert {path.name for path in (DOCS / "start").iterdir()} == {name.removeprefix("start/") for name in named}


@pytest.mark.model
def test_jobs_lost_lie_between_the_survey_and_pay_records_and_do_not_fall_off(large: Start) -> None:
    """The survey misses jobs that begin and end within a quarter; pay records count moves from job to job.

    With jobs dated evenly over eleven months 375,000 were lost a month at first and 312,000 a year later.
    """
    lost = {one.series.key: one for one in large.followed}
    survey, records = (
        np.mean([point.value for point in lost[key].points if point.first >= parse_month("2024-04")])
        for key in ("jobs_lost", "payroll_out")
    )
    model = lost["jobs_lost"].model
    assert 0.95 * survey < model[:12].mean() < records
    assert model[9:12].mean() == pytest.approx(model[:3].mean(), rel=0.08)
