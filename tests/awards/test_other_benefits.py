"""ESA, PIP, ADP and Carer's Allowance, against the published rates of 2025-26."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rates import RATES_2025

from welfsim.awards.carers import carers_allowance
from welfsim.awards.disability import adult_disability_payment, independence_payment
from welfsim.awards.employment_support import component, income_related_parts, is_permitted_work, new_style_award
from welfsim.awards.money import monthly
from welfsim.awards.pay import hourly_rate, monthly_pay
from welfsim.months import month
from welfsim.vocabulary.codes import Job, PipRate

ESA = RATES_2025.employment_support_allowance


def test_new_style_esa() -> None:
    assert new_style_award(False, False, False, 24_303, ESA) == 39_888  # 92.05 × 52 / 12
    assert new_style_award(True, False, False, 24_303, ESA) == 31_590  # 72.90
    assert new_style_award(True, True, False, 24_303, ESA) == 60_905  # 92.05 + 48.50
    assert new_style_award(False, False, True, 24_303, ESA) == 39_888


def related(*facts: bool | int) -> int:
    """Return a month's income-related ESA."""
    return monthly(sum(income_related_parts(*facts, ESA)))


def test_income_related_esa() -> None:
    old, new = month(2017, 3), month(2017, 4)
    assert related(False, True, False, new, False) == 70_092  # 92.05 + 48.50 + 21.20
    assert related(False, True, False, new, True) == 70_092  # one premium (Sch 4 paras 7 and 11)
    assert related(True, False, True, new, False) == 62_682  # 144.65
    assert related(False, False, True, old, False) == 55_727  # 92.05 + 36.55
    assert related(False, False, True, old, True) == 64_913  # 92.05 + 36.55 + 21.20
    assert related(False, False, True, new, True) == 49_075  # 92.05 + 21.20
    assert related(True, False, True, new, True) == 75_790  # 144.65 + 30.25
    assert component(False, True, month(2017, 3), ESA) == 3_655
    assert component(False, True, month(2017, 4), ESA) == 0


def test_permitted_work_is_under_16_hours_and_up_to_the_limit() -> None:
    """ESA Regs 2008 reg 45(4) and ESA Regs 2013 reg 39(1)(c): £195.50 a week in 2025-26, £847.16⅔ a month."""
    assert is_permitted_work(0, 0.0, ESA)
    assert is_permitted_work(84_716, 15.9, ESA)
    assert not is_permitted_work(84_717, 15.9, ESA)
    assert not is_permitted_work(84_656, 16.0, ESA)  # 16 hours at 12.21 are within the limit, but not fewer than 16
    assert is_permitted_work(84_656, 0.0, ESA)  # hours not known


@pytest.mark.parametrize(
    ("daily_living", "mobility", "amount"),
    [
        (PipRate.NONE, PipRate.NONE, 0),
        (PipRate.STANDARD, PipRate.NONE, 32_023),  # 73.90
        (PipRate.NONE, PipRate.STANDARD, 12_653),  # 29.20
        (PipRate.ENHANCED, PipRate.ENHANCED, 81_228),  # 110.40 + 77.05
    ],
)
def test_disability_benefits(daily_living: PipRate, mobility: PipRate, amount: int) -> None:
    rates = RATES_2025.disability_rates
    assert independence_payment(int(daily_living), int(mobility), rates) == amount
    assert adult_disability_payment(int(daily_living), int(mobility), rates) == amount


def test_carers_allowance_falls_off_a_cliff() -> None:
    carers = RATES_2025.carers
    assert carers_allowance(0, 0, carers) == 36_097  # 83.30
    assert carers_allowance(84_933, 0, carers) == 36_097  # 196 × 52 / 12 is 849.33
    assert carers_allowance(84_934, 0, carers) == 0
    assert carers_allowance(0, 39_888, carers) == 0
    assert carers_allowance(0, 31_590, carers) == 4_507  # the balance over ESA under 25


def test_pay_is_at_least_the_minimum_wage() -> None:
    pay = RATES_2025.pay
    assert monthly_pay(2_000, int(Job.OUT), 99, 1.0, pay) == 0
    part_time = round(1_221 * pay.hours_part_time * 52 / 12)
    assert abs(monthly_pay(900, int(Job.PART_TIME), 99, 1.0, pay) - part_time) <= 1
    assert abs(monthly_pay(2_000, int(Job.FULL_TIME), 99, 1.05, pay) - 2_100 * pay.hours_full_time * 52 / 12) <= 1


@pytest.mark.parametrize(("months", "hourly"), [(0, 1_800), (12, 1_900), (24, 2_000), (99, 2_000)])
def test_pay_begins_a_tenth_lower_and_is_settled_after_two_years(months: int, hourly: float) -> None:
    """Gregory and Jukes 2001: earnings of British men 10% lower on re-employment, eroding over two years."""
    assert hourly_rate(2_000, months, 1.0, RATES_2025.pay) == pytest.approx(hourly)


@given(st.integers(500, 20_000), st.integers(0, 600), st.floats(0.8, 1.4))
def test_pay_never_falls_with_tenure_nor_leaves_its_floor_and_its_settled_rate(
    hourly_pay: int, months: int, index: float
) -> None:
    pay = RATES_2025.pay
    first, now, later = (hourly_rate(hourly_pay, m, index, pay) for m in (0, months, months + 1))
    assert pay.minimum_wage <= first <= now <= later <= max(hourly_pay * index * (1 + 1e-12), pay.minimum_wage)
