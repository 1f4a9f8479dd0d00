"""The page of drifts: its published growth, the formula, what is counted in the people, and what stands in the page."""

from __future__ import annotations

import math
import re
from pathlib import Path

import numpy as np
import pytest

from welfsim.experiments.drift import (
    BEGIN,
    END,
    LATEST,
    PERCENT,
    POINTS,
    SEED,
    SIZE,
    STATED,
    WATCHED,
    Published,
    counted,
    drifts,
    growth,
    placed,
    published,
)
from welfsim.experiments.drift_lines import LINES, PERCENT_OF
from welfsim.experiments.drift_reasons import REASONS
from welfsim.experiments.start_series import FAMILIES
from welfsim.vocabulary.codes import EsaKind, HealthGroup, Job, Presence, Severity

PAGE = Path(__file__).resolve().parents[1] / "docs" / "drift.md"
PUBLISHED = published()


def test_growth_is_compound_and_of_a_share_in_points() -> None:
    made_up = [100 * 1.03**year for year in range(6)]
    assert growth(made_up[0], made_up[-1], 5, PERCENT) == pytest.approx(3.0)
    assert growth(200.0, 100.0, 1, PERCENT) == pytest.approx(-50.0)
    assert growth(7.0, 7.9, 5, POINTS) == pytest.approx(0.18)


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: f"{row.series}-{row.kind}")
def test_every_published_growth_has_its_source_and_is_of_its_two_values(row: Published) -> None:
    texts = (row.unit, row.geography, row.definition, row.source_title, row.publisher, row.publication_date)
    assert all(texts)
    assert row.source_url.startswith("https://")
    assert row.confidence in ("published", "read from text", "derived")
    assert row.last
    if row.measure == STATED:
        assert row.first_value is None
        assert row.note
        return
    assert row.first_value is not None
    assert row.years is not None
    assert growth(row.first_value, row.last_value, row.years, row.measure) == pytest.approx(row.growth, abs=0.006)


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: f"{row.series}-{row.kind}")
def test_nothing_later_than_june_2025_is_read_but_as_a_forecast_published_by_then(row: Published) -> None:
    if row.kind == "trend":
        assert row.last.split("/")[-1] <= LATEST
        assert max(int(year) for year in re.findall(r"20\d\d", row.last)) <= 2025
    elif row.kind == "forecast":
        assert row.publication_date[:7] <= LATEST
    else:
        assert row.kind == "assumed path"
        assert row.series == "pay_a_head"


def test_every_line_has_a_reason_and_every_published_growth_a_line_of_its_measure() -> None:
    keys = [line.key for line in LINES]
    assert len(set(keys)) == len(keys)
    assert set(REASONS) == set(keys)
    units = {line.key: line.unit for line in LINES}
    for row in PUBLISHED:
        in_points = units[row.series] == PERCENT_OF
        assert row.measure in ((POINTS, STATED) if in_points else (PERCENT,)), row


def test_the_page_has_every_line_and_source_and_says_its_size_and_date() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page.count(BEGIN) == page.count(END) == 1
    made = page.partition(BEGIN)[2].partition(END)[0]
    assert re.search(rf"{SIZE:,} people, seed {SEED}, 72 months .* on \d{{1,2}} [A-Z][a-z]+ 20\d\d\.\*", made)
    for line in LINES:
        assert f"| {line.what}" in made, line.key
        assert REASONS[line.key] in made, line.key
    for row in PUBLISHED:
        assert f"[{row.source_title}](<{row.source_url}>), {row.publisher}, {row.publication_date}" in made, row
        assert row.definition in made, row


def test_what_is_made_goes_between_the_markers_and_nowhere_else() -> None:
    page = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    assert placed(page, "new") == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"
    assert placed(placed(page, "newer"), "new") == placed(page, "new")


def test_people_are_counted_by_benefit_work_and_partner() -> None:
    names = ("presence", "job", "daily_living", "mobility", "severity", "health_group", "esa_kind")
    here, gone, old = Presence.PRESENT, Presence.DEAD, Presence.PENSION_AGE
    rows = [
        (here, Job.FULL_TIME, 1, 0, Severity.MILD, HealthGroup.LCWRA, EsaKind.NEW_STYLE),  # unit 0, alone
        (here, Job.OUT, 0, 1, Severity.SEVERE, HealthGroup.LCW, EsaKind.NONE),  # unit 1, with the next
        (old, Job.OUT, 2, 2, Severity.NONE, HealthGroup.NONE, EsaKind.NONE),  # unit 1, past pension age
        (here, Job.PART_TIME, 0, 0, Severity.NONE, HealthGroup.NONE, EsaKind.NONE),  # unit 2, widowed
        (gone, Job.PART_TIME, 1, 1, Severity.NONE, HealthGroup.LCWRA, EsaKind.NEW_STYLE),  # unit 2, dead
    ]
    person = np.array(rows, dtype=[(name, np.int8) for name in names])
    unit = np.array([(5,), (0,), (0,)], dtype=[("uc_since", np.int16)])
    found = counted(person, unit, np.array([0, 1, 1, 2, 2]), np.array([True, False, False]))
    assert dict(zip(WATCHED[len(FAMILIES) :], found.tolist(), strict=True)) == {
        "uc_in_work": 1,
        "pip": 2,
        "pip_in_work": 1,
        "pip_not_limited": 1,
        "alone": 2,
        "lone_parents": 1,
        "both": 1,
    }


def test_a_small_run_has_every_line_at_both_ends() -> None:
    found = drifts(people=2_000, seed=1, threads=1)
    assert [each.line for each in found] == list(LINES)
    assert all(math.isfinite(each.first) and math.isfinite(each.last) for each in found)
    by_key = {each.line.key: each for each in found}
    assert by_key["people"].first == pytest.approx(43e6, rel=0.03)
    assert by_key["in_work"].first / by_key["people"].first == pytest.approx(by_key["employment_rate"].first / 100)
    families = [by_key[key].last for key in ("uc_single", "uc_couple", "uc_lone", "uc_parents")]
    assert sum(families) == pytest.approx(by_key["uc_units"].last)
    assert by_key["with_partner"].first + by_key["without_partner"].first == pytest.approx(by_key["people"].first)
    assert sum(len(each.published) for each in found) == len(PUBLISHED)
