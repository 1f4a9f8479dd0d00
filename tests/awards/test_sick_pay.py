"""Worked cases of pay on sick leave, by the law of the year.

SSCBA 1992 ss.151 to 157 and Schedules 11 and 12; from 6 April 2026 as amended by the Employment Rights Act 2025.
A month has 52/12 weeks, a week five working days.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfsim.awards.sick_pay import PayOnLeave, has_run_out, pay_on_leave, sick_pay
from welfsim.months import parse_month
from welfsim.policy import current_law, resolve

BEFORE, AFTER = "2025-10", "2026-10"


def law(at: str) -> Any:
    return resolve(current_law(), [], parse_month(at), 1)[0]


LAWS = {at: law(at) for at in (BEFORE, AFTER)}


@pytest.mark.parametrize(
    ("at", "usual", "month", "statutory"),
    [
        # £118.75 × (52/12 − 3/5) = 443.33: three waiting days come off the first month (s.155(1))
        (BEFORE, 200_000, 0, 44_333),
        # £118.75 × 52/12 = 514.58
        (BEFORE, 200_000, 3, 51_458),
        # 28 weeks after the waiting days: 28.6 − 26 = 2.6 weeks in the seventh month, 308.75 (s.155(4))
        (BEFORE, 200_000, 6, 30_875),
        (BEFORE, 200_000, 7, 0),
        # £480 a month is £110.77 a week, below the limit of £125: nothing (Schedule 11 para 2(c))
        (BEFORE, 48_000, 1, 0),
        # £550 a month is £126.92 a week, above it: the whole rate, since no share of earnings holds it down
        (BEFORE, 55_000, 1, 51_458),
        # £123.25 × 52/12 = 534.08 from the first day
        (AFTER, 200_000, 0, 53_408),
        # 28 − 26 = 2 weeks in the seventh month, 246.50
        (AFTER, 200_000, 6, 24_650),
        # £480 a month: 80% of it, 384.00, is below the rate, and no limit keeps it out (s.157 as amended)
        (AFTER, 48_000, 0, 38_400),
        # £668 a month is £154.15 a week, 80% of it £123.32: the rate of £123.25
        (AFTER, 66_800, 2, 53_408),
    ],
)
def test_statutory_sick_pay_by_month_of_sickness(at: str, usual: int, month: int, statutory: int) -> None:
    assert sick_pay(usual, month, LAWS[at].sick_pay) == statutory
    assert pay_on_leave(usual, month, False, LAWS[at]) == PayOnLeave(statutory, 0)


@pytest.mark.parametrize(
    ("month", "statutory", "on_top"),
    [
        (0, 44_333, 200_000 - 44_333),  # in full, the law's part included (Schedule 12 para 2)
        (2, 51_458, 200_000 - 51_458),
        (3, 51_458, 100_000 - 51_458),  # at half
        (5, 51_458, 100_000 - 51_458),
        (6, 30_875, 0),  # the law's alone
        (7, 0, 0),
    ],
)
def test_an_employer_s_sick_pay_counts_towards_the_law_s(month: int, statutory: int, on_top: int) -> None:
    assert pay_on_leave(200_000, month, True, LAWS[BEFORE]) == PayOnLeave(statutory, on_top)


def test_half_pay_below_the_law_s_is_topped_up_to_it() -> None:
    assert pay_on_leave(60_000, 4, True, LAWS[BEFORE]) == PayOnLeave(51_458, 0)


@pytest.mark.parametrize("at", [BEFORE, AFTER])
def test_sick_pay_has_run_out_in_the_eighth_month(at: str) -> None:
    assert [has_run_out(month, LAWS[at].sick_pay) for month in (0, 5, 6, 7, 30)] == [False, False, False, True, True]


@given(st.sampled_from([BEFORE, AFTER]), st.integers(0, 2_000_000), st.integers(0, 40), st.booleans())
def test_nobody_has_more_on_leave_than_usual_pay_or_the_law_s_rate(at: str, usual: int, month: int, more: bool) -> None:
    paid = pay_on_leave(usual, month, more, LAWS[at])
    assert paid.statutory >= 0 and paid.on_top >= 0
    assert paid.statutory + paid.on_top <= max(usual, paid.statutory)
    assert paid.statutory <= LAWS[at].sick_pay.rate * 52 / 12 + 1
    if has_run_out(month, LAWS[at].sick_pay):
        assert paid.statutory == 0
