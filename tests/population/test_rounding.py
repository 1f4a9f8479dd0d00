"""Whole numbers keep the margins of the expected ones."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from welfsim.population.choosing import among_cells, highest, top
from welfsim.population.ipf import fit, fit_within
from welfsim.population.rounding import controlled, cumulative, largest_remainder

SEEDS = st.integers(0, 2**31)


@given(SEEDS, st.integers(0, 5000))
def test_largest_remainder_adds_up_and_moves_no_cell_by_one(seed: int, total: int) -> None:
    expected = np.random.default_rng(seed).random((5, 4)) + 1e-3
    whole = largest_remainder(expected, total)
    assert whole.sum() == total
    assert (np.abs(whole - expected * total / expected.sum()) < 1).all()


@given(SEEDS, st.integers(1, 5000))
def test_cumulative_keeps_every_run_within_one(seed: int, total: int) -> None:
    expected = np.random.default_rng(seed).random(30) + 1e-3
    scaled = expected * total / expected.sum()
    drift = np.cumsum(cumulative(expected, total)) - np.cumsum(scaled)
    assert np.abs(drift).max() <= 0.5 + 1e-9


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.integers(1, 3000))
def test_controlled_meets_both_margins_within_one_of_each_cell(seed: int, total: int) -> None:
    luck = np.random.default_rng(seed)
    rows = largest_remainder(luck.random(6) + 0.1, total)
    columns = largest_remainder(luck.random(9) + 0.1, total)
    expected = fit(luck.random((6, 9)) + 0.1, {(0,): rows.astype(float), (1,): columns.astype(float)})
    whole = controlled(expected, rows, columns)
    assert (whole.sum(axis=1) == rows).all()
    assert (whole.sum(axis=0) == columns).all()
    assert (whole >= 0).all()
    assert np.abs(whole - expected).max() < 1 + 1e-6


def test_fitting_under_a_ceiling_moves_what_is_cut_off() -> None:
    margins = {(0,): np.array([6.0, 4.0]), (1,): np.array([5.0, 5.0])}
    ceiling = np.array([[2.0, 9.0], [9.0, 9.0]])
    table = fit_within(np.ones((2, 2)), margins, ceiling)
    assert np.allclose(table, [[2.0, 4.0], [3.0, 1.0]], atol=1e-3)


def test_the_highest_of_each_cell_are_chosen_and_a_shortfall_is_made_up() -> None:
    score = np.array([1.0, 3.0, 2.0, 9.0], dtype=np.float32)
    cell = np.array([0, 0, 0, 1])
    assert highest(score, cell, np.array([2, 0])).tolist() == [False, True, True, False]
    assert highest(score, cell, np.array([1, 2])).tolist() == [False, True, True, True]
    eligible = np.array([True, False, True, True])
    assert among_cells(eligible, score, cell, np.array([1, 0])).tolist() == [False, False, True, False]


def test_of_equal_scores_the_first_are_taken() -> None:
    assert top(np.array([5.0, 5.0, 5.0, 1.0], dtype=np.float32), 2).tolist() == [True, True, False, False]
