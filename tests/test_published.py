"""Twelve months compared with published figures: every figure is measured, and the page is what the model has."""

from __future__ import annotations

import importlib.util
import math
from pathlib import Path

import numpy as np
import pytest

from welfsim.experiments.published import (
    MEASURES,
    UNPUBLISHED,
    WEEKS_A_MONTH,
    Beside,
    Window,
    beside,
    figures,
    printed_rows,
    twelve_months,
)
from welfsim.months import parse_month
from welfsim.results.run import Results
from welfsim.vocabulary.codes import DisabilityStage, EsaGroup, HealthGroup, Wait, WorkStatus

DOCS = Path(__file__).resolve().parents[1] / "docs"


@pytest.fixture(scope="module")
def small() -> Results:
    return twelve_months("baseline", people=2_000, seed=1)


def test_every_figure_is_measured_and_nothing_else() -> None:
    assert [figure.key for figure in figures()] == list(MEASURES)


@pytest.mark.parametrize("figure", figures(), ids=lambda figure: figure.key)
def test_every_figure_has_its_source_and_lies_within_the_twelve_months(figure: object) -> None:
    row = figure._asdict()  # type: ignore[attr-defined]
    assert all(row[name] for name in ("source_title", "publisher", "publication_date", "source_url", "confidence"))
    assert row["source_url"].startswith(("https://", "http://"))
    assert row["confidence"] in ("published", "read from text", "derived")
    first, _, last = row["window"].partition("/")
    assert parse_month("2025-04") <= parse_month(first) <= parse_month(last or first) <= parse_month("2026-03")
    assert row["given"] in ("start", "set", "free")
    assert row["value"] > 0 and row["unit"] in ("people", "percent", "percent a month", "weeks")


def test_figures_of_after_october_2025_are_kept_out() -> None:
    assert max(figure.period.split("/")[-1] for figure in figures()) == "2025-10"


def test_a_stock_is_read_at_the_end_of_its_month_and_a_flow_summed(small: Results) -> None:
    first = parse_month("2025-06")
    at = Window(small, first, first + 1)
    lcwra = small.accounts["uc_health"][0, 3].sum(axis=0)[HealthGroup.LCWRA]
    assert MEASURES["uc_lcwra"](at) == lcwra
    assert MEASURES["wca_repeat"](at) == small.accounts["wca_repeat"][0, 2:4].sum() / 2


def test_starts_of_coach_support_by_people_with_lcwra_are_a_month_s_mean(small: Results) -> None:
    one = next(one for one in beside(small) if one.figure.key == "coach_starts_lcwra")
    assert one.figure.value == 900
    assert one.model == small.accounts["coach_starts"][0, :, :, WorkStatus.LCWRA].sum() / 12


def test_shares_add_up(small: Results) -> None:
    found = {one.figure.key: one.model for one in beside(small)}
    assert sum(found[f"wca_initial_{kind}"] for kind in ("lcwra", "lcw", "fit_for_work")) == pytest.approx(100)
    assert sum(found[f"pip_{kind}"] for kind in ("within_6", "6_to_12", "over_12")) == pytest.approx(100)
    assert sum(found[f"pip_review_{kind}"] for kind in ("raised", "kept", "lowered", "ended")) == pytest.approx(100)
    assert sum(found[f"esa_{kind}"] for kind in ("support", "wrag", "fit_for_work")) == pytest.approx(100)
    year = Window(small, parse_month("2025-04"), parse_month("2026-03"))
    left = [measure(year) for what, (_, measure) in UNPUBLISHED.items() if what.startswith("Left UC health")]
    assert sum(left) == pytest.approx(100)


def found(at: Window) -> np.ndarray:
    """Return people with LCW or LCWRA, or in a group of ESA after the decision, by month."""
    groups = [EsaGroup.WRAG, EsaGroup.SUPPORT]
    return at.by_month("uc_health")[:, HealthGroup.LCW :].sum(axis=1) + at.by_month("esa")[..., groups].sum(axis=(1, 2))


def test_on_flows_less_exits_are_the_growth_of_the_stock(small: Results) -> None:
    start, end = parse_month("2025-05"), parse_month("2026-03")
    at, before = Window(small, start, end), Window(small, start - 1, start - 1)
    stock = at.by_month("uc_health").sum(axis=1) + at.by_month("esa").sum(axis=(1, 2))
    left = MEASURES["health_exit_rate"](at) / 100 * stock.sum()
    growth = found(at)[-1] - found(before)[-1]
    assert MEASURES["health_on_flow"](at) - left == pytest.approx(growth, abs=1e-6 * stock[-1])


def test_the_median_wait_is_within_the_month_at_which_half_are_decided(small: Results) -> None:
    at = Window(small, parse_month("2025-10"), parse_month("2025-10"))
    waits = at.summed("disability_waits")[DisabilityStage.CLAIM_WAITING, Wait.MONTH_1 :].cumsum()
    whole = 1 + int(np.searchsorted(waits, waits[-1] / 2))
    assert whole - 0.5 <= MEASURES["pip_wait"](at) / WEEKS_A_MONTH <= whole + 0.5


def test_a_miss_is_the_model_less_the_published_figure() -> None:
    one = Beside(figures()[0], figures()[0].value * 0.9)
    assert one.miss == pytest.approx(-0.1 * one.figure.value)
    assert one.miss_percent == pytest.approx(-10)
    none = Beside(figures()[0], math.nan)
    assert printed_rows([none])[-1][-3:] == ["none", "", ""]
    assert none.record()["model"] is None


def test_nothing_is_aligned(small: Results) -> None:
    assert not small.scenario.reform
    again = twelve_months("baseline", people=2_000, seed=1)
    assert np.array_equal(again.accounts["uc_health"], small.accounts["uc_health"])


@pytest.mark.model
def test_the_page_is_what_the_model_has() -> None:
    spec = importlib.util.spec_from_file_location("make_published", DOCS / "make_published.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made = module.made()
    assert (DOCS / "published.md").read_text(encoding="utf-8") == made, "run: make docs"
