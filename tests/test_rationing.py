"""Rationing: the longest wait first, then the lowest draw, and whole rows without a remainder lost."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from welfsim.draws import LAST
from welfsim.rules.rationing import LAST_ID, first_in_line, last_served, left_over, place_in_line, whole_rows

LINE = st.tuples(st.integers(0, 7), st.integers(0, 2**15 - 1), st.integers(0, LAST), st.integers(0, LAST_ID))
PLACES = st.lists(st.integers(0, 2**63 - 1), min_size=1, max_size=60, unique=True).map(np.array)
SLOTS = st.integers(0, 80)
MINUTES = st.integers(0, 10**12)
SIZES = st.integers(1, 10**9)


def served(places: NDArray[np.int64], slots: int) -> set[int]:
    """Return the places that are served."""
    return {int(places[row]) for row in first_in_line(np.arange(places.size), places, slots)}


@given(LINE, LINE)
def test_rank_goes_before_waiting_before_draw_before_number(a: tuple[int, ...], b: tuple[int, ...]) -> None:
    assert (place_in_line(*a) < place_in_line(*b)) == (a < b)


@given(LINE, LINE)
def test_two_people_never_share_a_place(a: tuple[int, ...], b: tuple[int, ...]) -> None:
    assert (place_in_line(*a) == place_in_line(*b)) == (a == b)


@given(LINE)
def test_a_place_is_a_whole_number_that_fits(a: tuple[int, ...]) -> None:
    assert 0 <= place_in_line(*a) < 2**63


@given(PLACES, SLOTS)
def test_the_first_in_line_are_served_and_as_many_as_there_are_slots(places: NDArray[np.int64], slots: int) -> None:
    assert served(places, slots) == set(sorted(places.tolist())[:slots])


@given(PLACES, SLOTS, SLOTS)
def test_more_slots_serve_a_superset(places: NDArray[np.int64], slots: int, more: int) -> None:
    assert served(places, slots) <= served(places, slots + more)


@given(PLACES, SLOTS)
def test_people_are_served_in_the_order_of_their_rows(places: NDArray[np.int64], slots: int) -> None:
    rows = first_in_line(np.arange(places.size), places, slots)
    assert (np.diff(rows) > 0).all()


def test_of_two_people_in_one_place_one_is_served() -> None:
    assert first_in_line(np.array([5, 8]), np.array([3, 3]), 1).tolist() == [5]


@given(PLACES, st.integers(1, 80))
def test_the_last_served_is_the_last_in_line_of_those(places: NDArray[np.int64], slots: int) -> None:
    assert last_served(places, slots) == sorted(places)[min(slots, places.size) - 1]


def test_without_slots_or_people_nobody_is_served() -> None:
    assert last_served(np.array([4, 2]), 0) == -1
    assert last_served(np.empty(0, np.int64), 3) == -1


def test_minutes_short_of_a_start_wait_for_next_month() -> None:
    assert whole_rows(700, 0, 1000) == 0
    assert left_over(700, 0, 1000, 0, True) == 700
    assert whole_rows(700, 700, 1000) == 1
    assert left_over(700, 700, 1000, 1, True) == 400


def test_minutes_that_nobody_wanted_are_gone() -> None:
    assert left_over(2_500, 0, 1000, 1, False) == 0


def test_capacity_unspent_while_others_bind_is_kept_for_a_month_and_a_unit() -> None:
    assert left_over(2_500, 0, 1000, 1, True) == 1_500
    assert left_over(2_500, 9_000, 1000, 1, True) == 3_500


@given(MINUTES, SIZES, st.integers(1, 40))
def test_no_remainder_is_lost_or_made_while_supply_binds(supply: int, size: int, months: int) -> None:
    carried = rows = 0
    for _ in range(months):
        slots = whole_rows(supply, carried, size)
        carried = left_over(supply, carried, size, slots, True)
        rows += slots
    assert rows * size + carried == supply * months
    assert 0 <= carried < size
