"""The trend of ill health: growth in a year becomes an index, by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfsim.months import month
from welfsim.policy import Change, current_law, path, resolve
from welfsim.policy.illness import BASE, TRENDS, index_from_growth

START, MONTHS = month(2025, 4), 72


def trend(name: str, changes: dict[str, dict[int, float]], start: int = START, months: int = MONTHS) -> np.ndarray:
    """Return an index of ill health by month under changes of the growth in a year."""
    made = [Change(f"health.{growth}", dict(values), "this test") for growth, values in changes.items()]
    return path(resolve(current_law(), made, start, months), f"health.{name}")


@pytest.mark.parametrize(("index", "growth"), TRENDS.items())
def test_without_growth_the_index_is_exactly_one(index: str, growth: str) -> None:
    none = {growth.removeprefix("health."): {month(2022, 4): 0.0}}
    found = trend(index.removeprefix("health."), none, month(2022, 4), 108)
    assert (found == 1.0).all()


def test_growth_of_six_per_cent_is_six_per_cent_after_a_year_and_grows_by_the_month() -> None:
    found = trend("onset_trend_under_35", {"onset_growth_under_35": {START: 0.06, month(2026, 4): 0.03}})
    assert found[0] == 1.0
    assert found[1] == pytest.approx(1.06 ** (1 / 12))
    assert found[[12, 24, 36]] == pytest.approx([1.06, 1.06 * 1.03, 1.06 * 1.03**2])


def test_the_index_of_a_month_is_the_same_whenever_a_run_starts() -> None:
    early, late = trend("onset_trend_under_35", {}), trend("onset_trend_under_35", {}, month(2028, 4), 36)
    assert (early[36:] == late).all()


def test_growth_changed_from_a_month_moves_nothing_before_it() -> None:
    law, changed = (trend("mental_odds_trend", made) for made in ({}, {"mental_odds_growth": {month(2027, 4): 0.0}}))
    assert (changed[:25] == law[:25]).all()
    assert (changed[24:] == law[24]).all()
    assert law[-1] > law[24]


def test_the_young_fall_ill_ever_oftener_but_ever_less_so() -> None:
    """6% in the first year, 0.85 of that in each that follows: 1.06 x 1.051 x 1.0434 x 1.0368 x 1.0313 x 1.0266."""
    found = trend("onset_trend_under_35", {})
    steps = found[12::12] / found[:-12:12]
    assert steps == pytest.approx([1.06, 1.051, 1.0434, 1.0368, 1.0313], abs=1e-4)
    assert trend("onset_trend_under_35", {}, START, 60 + 12)[-1] == pytest.approx(1.2731, abs=1e-4)


@given(st.lists(st.floats(-0.2, 0.2), min_size=2, max_size=120), st.data())
def test_an_index_is_positive_and_rises_where_growth_is_positive(growth: list[float], data: st.DataObject) -> None:
    base = data.draw(st.integers(0, len(growth) - 1))
    index = index_from_growth(np.array(growth), base)
    assert index[base] == 1.0
    assert (index > 0.0).all()
    assert (np.sign(np.diff(index)) * np.sign(growth[:-1]) >= 0.0).all()


def test_the_base_is_april_2025() -> None:
    assert month(2025, 4) == BASE
