"""What may be said of a difference: widths that are never zero, too few rows, unclear signs, chances."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student

from welfsim.results.luck import (
    CHANCE,
    FEW_ROWS,
    NOT_OF_ROWS,
    SIGN_UNCLEAR,
    TOO_FEW,
    Row,
    cell,
    chance_above_zero,
    interval_of_mean,
    least_width,
    legend,
    luck_in,
    ratios,
    standard_error,
    why_not,
)

GROSSING = 216
PEOPLE, MONEY = Row(GROSSING), Row(2.5, in_money=True)


@pytest.mark.parametrize(
    ("replications", "rows"),
    [(2, 12.706 / 2), (3, 4.303 / 3), (4, 3.182 / 4), (8, 1 - 0.05 ** (1 / 8)), (32, 1 - 0.05 ** (1 / 32))],
    ids=["two: one row in one of them", "three", "four", "eight: the rule of three", "thirty-two"],
)
def test_equal_replications_have_the_width_of_one_row_in_one_of_them_or_of_the_rule_of_three(
    replications: int, rows: float
) -> None:
    assert least_width(replications) == pytest.approx(rows, abs=5e-4)
    low, high = interval_of_mean(np.zeros(replications), GROSSING)
    assert [low, high] == pytest.approx([-GROSSING * rows, GROSSING * rows], rel=1e-3)
    assert standard_error(np.zeros(replications), GROSSING) == pytest.approx(GROSSING / replications)


def test_one_row_in_one_replication_is_no_narrower_than_none() -> None:
    for replications in range(2, 40):
        one = np.zeros(replications)
        one[0] = GROSSING
        widths = [np.subtract(*interval_of_mean(values, GROSSING)[::-1]) for values in (one, np.zeros(replications))]
        assert widths[0] >= widths[1] - 1e-9


@given(st.lists(st.integers(-30, 30), min_size=2, max_size=12))
def test_no_width_is_zero_and_the_interval_is_of_student_where_rows_differ_much(rows: list[int]) -> None:
    values = np.array(rows, np.float64) * GROSSING
    low, high = interval_of_mean(values, GROSSING)
    half = student.ppf(0.975, len(rows) - 1) * values.std(ddof=1) / np.sqrt(len(rows))
    assert (high - low) / 2 == pytest.approx(max(half, least_width(len(rows)) * GROSSING))
    assert low < values.mean() < high


def test_the_chance_above_zero_is_of_student_and_a_half_when_nothing_is_known() -> None:
    values = np.array([1.0, 2.0, 6.0])
    assert chance_above_zero(values) == pytest.approx(student.cdf(3.0 / (7.0 / 3.0) ** 0.5, 2))
    assert chance_above_zero(-values) == pytest.approx(1 - chance_above_zero(values))
    assert chance_above_zero(np.array([540.0])) == chance_above_zero(np.zeros(8), GROSSING) == 0.5
    assert 0.5 < chance_above_zero(np.array([216.0, 216.0]), GROSSING) < 1.0


def test_luck_has_no_part_in_what_is_not_made_of_rows_and_comes_out_the_same() -> None:
    luck = luck_in(np.array([[1000.0, 0.0, 1.0], [1000.0, 0.0, 3.0]]), np.array([0.0, GROSSING, 0.0]))
    assert np.isnan([luck.error[0], luck.low[0], luck.high[0], luck.above[0]]).all()
    assert luck.error[1:] == pytest.approx([GROSSING / 2, 1.0])
    assert why_not(1000.0, NOT_OF_ROWS, float(luck.low[0]), float(luck.high[0])) == ""


@pytest.mark.parametrize(
    ("found", "row", "interval", "told"),
    [
        (2159.0, PEOPLE, (None, None), FEW_ROWS),
        (2160.0, PEOPLE, (None, None), ""),
        (-2159.0, PEOPLE, (-2300.0, -2000.0), FEW_ROWS),
        (-5000.0, PEOPLE, (-9000.0, -1000.0), ""),
        (5000.0, PEOPLE, (-1000.0, 11000.0), SIGN_UNCLEAR),
        (5000.0, PEOPLE, (0.0, 10000.0), SIGN_UNCLEAR),
        (0.0, PEOPLE, (-60.0, 60.0), FEW_ROWS),
        (24.0, MONEY, (None, None), FEW_ROWS),
        (24.0, MONEY, (-1.0, 49.0), FEW_ROWS),
        (24.0, MONEY, (20.0, 28.0), ""),
        (26.0, MONEY, (-1.0, 53.0), SIGN_UNCLEAR),
        (0.2, NOT_OF_ROWS, (None, None), ""),
    ],
)
def test_what_is_no_finding_and_why(
    found: float, row: Row, interval: tuple[float | None, float | None], told: str
) -> None:
    assert why_not(found, row, *interval) == told


def test_cells_and_their_legend() -> None:
    cells = [cell("5,000", told) for told in ("", SIGN_UNCLEAR, FEW_ROWS)]
    assert cells == ["5,000", "5,000?", TOO_FEW]
    assert legend(cells[:1], "2,160 people") == []
    few, unclear, chance = legend([*cells, CHANCE], "2,160 people")
    assert few == "< 10 rows: fewer than ten rows of the sample (2,160 people), so no finding."
    assert "the sign may be luck" in unclear and "Student's t" in chance


def test_ratios_by_replication_have_the_mean_and_the_error_of_the_ratio_of_means() -> None:
    values, hours = np.array([1.0, 4.0, 10.0]), np.array([1.0, 2.0, 3.0])
    found = ratios(values, hours)
    assert found.mean() == pytest.approx(2.5)
    assert standard_error(found) == pytest.approx((np.array([-1.5, -1.0, 2.5]).var(ddof=1) / 3) ** 0.5 / 2)
    assert np.isnan(ratios(values, np.zeros(3))).all()
