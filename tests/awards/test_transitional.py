"""What erodes a transitional element: TP Regs 2014 reg 55, SSWP v MJ [2025] UKUT 35."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfsim.awards.transitional import LimitedElements, Rises, erosion, limited_total, rises, transitional_element

NONE = LimitedElements(0, 0, 0, 0, 0, 0, 0, 0)
SINGLE = NONE._replace(standard_allowance=40_014)


@pytest.mark.parametrize(
    ("before", "now", "rise"),
    [
        (NONE, SINGLE, 0),  # the first month of an award
        (SINGLE, SINGLE._replace(standard_allowance=42_490), 2_476),
        (SINGLE._replace(child=29_281), SINGLE._replace(standard_allowance=42_490), 2_476),
        (SINGLE._replace(child=29_281), SINGLE._replace(first_health=42_327), 42_327),
        (SINGLE._replace(first_carer=20_168), SINGLE._replace(first_health=42_327), 42_327 - 20_168),
        (SINGLE._replace(second_carer=20_168), SINGLE._replace(first_health=42_327), 42_327),
        (SINGLE._replace(first_health=21_726), SINGLE._replace(first_carer=20_934), 0),
        (SINGLE._replace(first_health=15_876), SINGLE._replace(first_carer=20_168), 20_168 - 15_876),
        (SINGLE._replace(first_health=21_726), SINGLE._replace(second_carer=20_934), 20_934),
        (SINGLE._replace(first_health=21_726), SINGLE._replace(second_health=42_980), 42_980 - 21_726),
        (SINGLE._replace(first_health=42_980), SINGLE._replace(second_health=42_980, first_carer=20_934), 20_934),
    ],
    ids=[
        "nothing before",
        "uprating",
        "a child leaves in the month of uprating",
        "a child leaves as LCWRA begins",
        "a carer is found to have LCWRA: one change",
        "a partner stops caring as LCWRA begins: two changes",
        "LCWRA gives way to caring by the same adult",
        "LCW gives way to more for caring by the same adult",
        "a partner begins to care as LCWRA ends",
        "the higher of two LCWRA elements takes the place of the lower",
        "a partner brings the same element, so that the carer element is kept",
    ],
)
def test_what_erodes(before: LimitedElements, now: LimitedElements, rise: int) -> None:
    assert erosion(before, now) == rise
    assert transitional_element(50_000, before, now) == 50_000 - rise
    assert transitional_element(1_000, before, now) == max(0, 1_000 - rise)


def test_rises_are_named() -> None:
    before = LimitedElements(1, 1, 1, 1, 1, 1, 5, 0)
    assert rises(before, LimitedElements(3, 4, 5, 6, 7, 1, 5, 0)) == Rises(2, 3, 4, 5, 6, 0)


AMOUNTS = st.sampled_from([0, 15_876, 20_168, 21_726, 42_327])


@st.composite
def elements(draw: st.DrawFn) -> LimitedElements:
    """Draw the elements of an award: one adult at most brings a health element, and then no carer element."""
    health, by_first = draw(AMOUNTS), draw(st.booleans())
    first_carer, second_carer = draw(st.sampled_from([0, 20_168])), draw(st.sampled_from([0, 20_168]))
    return LimitedElements(
        draw(st.integers(30_000, 70_000)),
        draw(st.integers(0, 90_000)),
        draw(AMOUNTS),
        draw(st.integers(0, 90_000)),
        0 if health and by_first else first_carer,
        0 if health and not by_first else second_carer,
        health if by_first else 0,
        0 if by_first else health,
    )


@given(elements(), elements(), st.integers(0, 90_000))
def test_a_transitional_element_never_rises(before: LimitedElements, now: LimitedElements, amount: int) -> None:
    assert 0 <= transitional_element(amount, before, now) <= amount
    assert all(rise >= 0 for rise in rises(before, now))


@given(elements(), elements())
def test_falls_never_offset_rises(before: LimitedElements, now: LimitedElements) -> None:
    """The erosion is at least the net rise of all elements together, and no more than each rise on its own."""
    each = sum(max(0, b - a) for a, b in zip(before, now, strict=True))
    assert max(0, limited_total(now) - limited_total(before)) <= erosion(before, now) <= each


@given(elements(), st.tuples(*[st.integers(0, 40_000)] * 8), st.tuples(*[st.integers(0, 40_000)] * 8))
def test_rises_in_two_steps_erode_as_in_one(
    before: LimitedElements, first: tuple[int, ...], then: tuple[int, ...]
) -> None:
    middle = LimitedElements(*(a + b for a, b in zip(before, first, strict=True)))
    last = LimitedElements(*(a + b for a, b in zip(middle, then, strict=True)))
    assert erosion(before, middle) + erosion(middle, last) == erosion(before, last)


@given(elements(), elements())
def test_a_change_in_two_steps_erodes_no_less_than_in_one(before: LimitedElements, now: LimitedElements) -> None:
    """First what falls, then what rises: one change of one person counts whole only if it comes in one month."""
    between = LimitedElements(*(min(a, b) for a, b in zip(before, now, strict=True)))
    assert erosion(before, between) + erosion(between, now) >= erosion(before, now)
