"""ESA, PIP, ADP and Carer's Allowance, against the published rates of 2025-26."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rates import RATES_2025, RATES_2026

from welfsim.awards.carers import carers_allowance
from welfsim.awards.child_benefit import charge_percent, high_income_charge
from welfsim.awards.disability import adult_disability_payment, independence_payment
from welfsim.awards.employment_support import (
    Premiums,
    component,
    income_related_parts,
    is_permitted_work,
    new_style_award,
    weekly_income_related,
)
from welfsim.awards.housing import housing_cost_contributions, spare_room_reduction
from welfsim.awards.jobseekers import new_style_jsa
from welfsim.awards.money import monthly
from welfsim.awards.pay import hourly_rate, minimum_wage_at, monthly_pay, with_minimum_wage
from welfsim.awards.scotland import scottish_carer_supplement, scottish_child_payment
from welfsim.awards.self_employment import (
    floor_of_one,
    is_past_start_up,
    may_start_up,
    net_profit,
    self_employed_insurance,
)
from welfsim.awards.tax import employee_insurance
from welfsim.months import month
from welfsim.vocabulary.codes import Job, PipRate

OUT, PART_TIME, FULL_TIME = (int(job) for job in (Job.OUT, Job.PART_TIME, Job.FULL_TIME))
ESA = RATES_2025.employment_support_allowance


def test_new_style_esa() -> None:
    assert new_style_award(False, False, False, 24_303, ESA) == 39_888  # 92.05 × 52 / 12
    assert new_style_award(True, False, False, 24_303, ESA) == 31_590  # 72.90
    assert new_style_award(True, True, False, 24_303, ESA) == 60_905  # 92.05 + 48.50
    assert new_style_award(False, False, True, 24_303, ESA) == 39_888


NO_PREMIUMS = Premiums(enhanced_living=False, severe=0, carers=0, pensioner=False)


def related(
    couple: bool, support: bool, wrag: bool, since: int, enhanced: bool = False, capital: int = 0, **premiums: int
) -> int:
    """Return a month's income-related ESA."""
    brings = NO_PREMIUMS._replace(enhanced_living=enhanced, **premiums)
    return monthly(weekly_income_related(income_related_parts(couple, support, wrag, since, brings, capital, ESA)))


def test_income_related_esa() -> None:
    old, new = month(2017, 3), month(2017, 4)
    assert related(False, True, False, new, False) == 70_092  # 92.05 + 48.50 + 21.20
    assert related(False, True, False, new, True) == 70_092  # one premium (Sch 4 paras 7 and 11)
    assert related(True, False, True, new, False) == 62_682  # 144.65
    assert related(False, False, True, old, False) == 55_727  # 92.05 + 36.55
    assert related(False, False, True, old, True) == 64_913  # 92.05 + 36.55 + 21.20
    assert related(False, False, True, new, True) == 49_075  # 92.05 + 21.20
    assert related(True, False, True, new, True) == 75_790  # 144.65 + 30.25
    assert component(False, True, month(2017, 3), 4_850, ESA) == 3_655
    assert component(False, True, month(2017, 4), 4_850, ESA) == 0


def test_the_other_premiums_of_income_related_esa() -> None:
    """ESA Regs 2008 Sch 4 paras 5, 6, 8 and 11; each on top of the others (para 3)."""
    new = month(2020, 1)
    assert related(False, True, False, new, severe=1) == 106_015  # 92.05 + 48.50 + 21.20 + 82.90
    assert related(True, True, False, new, severe=2) == 168_653  # 144.65 + 48.50 + 30.25 + 165.80
    assert related(True, True, False, new, carers=2) == 137_020  # 223.40 + 92.80
    assert related(True, True, False, new, pensioner=True) == 163_302  # 223.40 + 201.95 - 48.50
    assert related(True, False, False, new, pensioner=True) == 150_193  # 144.65 + 201.95


def test_savings_lower_income_related_esa() -> None:
    """ESA Regs 2008 regs 110 and 118: £1 a week for each £250 or part of it above £6,000, nothing due above £16,000."""
    new = month(2020, 1)
    assert related(False, True, False, new, capital=600_000) == 70_092
    assert related(False, True, False, new, capital=600_001) == 69_658  # 160.75
    assert related(False, True, False, new, capital=900_000) == 64_892  # 149.75
    assert related(False, True, False, new, capital=1_600_000) == 52_758  # 121.75
    assert related(False, True, False, new, capital=1_600_001) == 0


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


def test_new_style_jsa_falls_by_pay_and_ends_at_sixteen_hours() -> None:
    """JSA Regs 2013 regs 42, 49, 50: 95.55 a week in 2026-27, 75.65 under 25; £5 a week of pay is kept."""
    jsa = RATES_2026.jobseekers_allowance
    assert new_style_jsa(False, 0, 0.0, jsa) == 41_405
    assert new_style_jsa(True, 0, 0.0, jsa) == 32_782
    assert new_style_jsa(False, 2_167, 3.0, jsa) == 41_405
    assert new_style_jsa(False, 12_167, 5.0, jsa) == 31_405
    assert new_style_jsa(False, 2_167, 16.0, jsa) == 0
    assert new_style_jsa(False, 60_000, 15.0, jsa) == 0


def test_scottish_payments() -> None:
    """SSI 2020/351 reg 20, SSI 2025/340: 28.20 and 11.70 a week in 2026-27."""
    assert [scottish_child_payment(n, RATES_2026.scottish_child_payment) for n in (0, 1, 2)] == [0, 12_220, 24_440]
    carers = RATES_2026.carers
    assert scottish_carer_supplement(37_462, True, carers) == 5_070
    assert scottish_carer_supplement(37_462, False, carers) == scottish_carer_supplement(0, True, carers) == 0
    assert scottish_carer_supplement(37_462, True, RATES_2025.carers) == 0


@pytest.mark.parametrize(
    ("income", "percent"),
    [(6_000_000, 0), (6_019_999, 0), (6_020_000, 1), (7_000_000, 50), (7_999_999, 99), (8_000_000, 100), (9e6, 100)],
)
def test_one_per_cent_of_child_benefit_for_each_200_pounds(income: int, percent: int) -> None:
    """ITEPA 2003 s.681C: from 60,000 to 80,000 a year; a part of a per cent is dropped."""
    p = RATES_2026.child_benefit
    assert charge_percent(int(income), p) == percent
    assert high_income_charge(19_478, int(income), p) == (19_478 * percent + 50) // 100


def test_contributions_of_the_self_employed() -> None:
    """SSCBA 1992 ss.11 and 15: 6% above 12,570 a year since April 2024, 2% above 50,270; no Class 2."""
    tax = RATES_2026.tax
    assert self_employed_insurance(104_749, tax) == 0
    assert self_employed_insurance(104_750, tax) == 0
    assert self_employed_insurance(200_000, tax) == 5_715  # 6% of 952.50
    assert self_employed_insurance(500_000, tax) == 20_471  # 6% of 3,141.67 and 2% of 810.83
    assert net_profit(192_768, False, tax) == 169_884  # 20% and 6% of 880.18


def test_spare_rooms_and_other_adults_take_from_a_rent() -> None:
    """UC Regs Sch 4 paras 14 and 36: 14 and 25%; 96.55 a month for each adult in 2026-27, no more than the rent."""
    p = RATES_2026.universal_credit
    assert [spare_room_reduction(60_000, rooms, p) for rooms in (0, 1, 2, 5)] == [0, 8_400, 15_000, 15_000]
    assert spare_room_reduction(25, 1, p) == 4  # half a penny up
    assert [housing_cost_contributions(20_000, adults, p) for adults in (0, 1, 2, 3)] == [0, 9_655, 19_310, 20_000]


def test_the_minimum_income_floor() -> None:
    """UC Regs reg 62: to the own threshold, less what lies above the couple's together; none where that is reached."""
    assert floor_of_one(169_884, 40_000, 0, 169_884) == 129_884
    assert floor_of_one(169_884, 169_884, 0, 169_884) == 0
    assert floor_of_one(169_884, 40_000, 100_000, 2 * 169_884) == 129_884
    assert floor_of_one(169_884, 40_000, 200_000, 2 * 169_884) == 129_884 - 30_116
    assert floor_of_one(169_884, 40_000, 299_768, 2 * 169_884) == 0


def test_the_start_up_period_is_twelve_months_once_in_five_years() -> None:
    """UC Regs reg 63(1) and (2)."""
    p, began = RATES_2026.universal_credit, 24_300
    assert [is_past_start_up(began, began + months, p) for months in (0, 11, 12, 99)] == [False, False, True, True]
    assert not is_past_start_up(0, began, p)
    assert may_start_up(0, began, p)
    assert [may_start_up(began, began + months, p) for months in (-5, 0, 60, 61)] == [False, False, False, True]


@given(st.integers(0, 300_000), st.integers(0, 300_000), st.integers(0, 300_000), st.integers(0, 300_000))
def test_the_floor_never_takes_a_couple_beyond_its_threshold_nor_one_adult_beyond_the_own(
    threshold: int, earned: int, partner_earned: int, partner_threshold: int
) -> None:
    together = threshold + partner_threshold
    added = floor_of_one(threshold, earned, partner_earned, together)
    assert added >= 0
    assert earned + added <= max(threshold, earned)
    assert earned + partner_earned + added <= max(together, earned + partner_earned)


@given(st.integers(0, 2_000_000), st.booleans())
def test_the_self_employed_keep_most_of_a_further_pound_and_pay_less_insurance_than_employees(
    profit: int, is_scottish: bool
) -> None:
    tax = RATES_2025.tax
    net, more = net_profit(profit, is_scottish, tax), net_profit(profit + 10_000, is_scottish, tax)
    assert 0 <= net <= profit
    assert 2_000 < more - net <= 10_000
    assert self_employed_insurance(profit, tax) <= employee_insurance(profit, tax) + 1


@pytest.mark.parametrize(
    ("year", "class_4"),
    [(12_570, 0), (20_000, 445.80), (36_000, 1_405.80), (50_270, 2_262.00), (60_000, 2_456.60)],
)
def test_class_4_of_a_year_by_the_rates_of_2025_26(year: int, class_4: float) -> None:
    """HMRC: 6% of profits from 12,570 to 50,270 and 2% above; a month bears a twelfth."""
    assert self_employed_insurance(year * 100 // 12, RATES_2025.tax) == pytest.approx(class_4 * 100 / 12, abs=1.0)


def test_pay_is_at_least_the_minimum_wage() -> None:
    pay = RATES_2025.pay
    assert monthly_pay(2_000, OUT, 99, 30, 1.0, pay) == 0
    assert abs(monthly_pay(900, PART_TIME, 99, 30, 1.0, pay) - 1_221 * pay.hours_part_time * 52 / 12) <= 1
    assert abs(monthly_pay(2_000, FULL_TIME, 99, 30, 1.05, pay) - 2_100 * pay.hours_full_time * 52 / 12) <= 1


@pytest.mark.parametrize(("age", "least"), [(17, 755), (18, 1_000), (20, 1_000), (21, 1_221), (60, 1_221)])
def test_the_floor_is_the_minimum_wage_of_the_age(age: int, least: int) -> None:
    """National Minimum Wage and National Living Wage from April 2025, in pence an hour."""
    assert hourly_rate(500, FULL_TIME, 99, age, 1.0, RATES_2025.pay) == least


@pytest.mark.parametrize(
    ("rate", "paid"), [(600, 1_000), (750, 1_000), (900, 1_075), (1_000, 1_125), (1_250, 1_250), (1_400, 1_400)]
)
def test_the_minimum_wage_spills_over_halfway_to_its_reach(rate: float, paid: float) -> None:
    assert with_minimum_wage(rate, 1_000, 0.25) == pytest.approx(paid)
    assert with_minimum_wage(rate, 1_000, 0.0) == max(rate, 1_000)


@pytest.mark.parametrize(
    ("months", "hourly"),
    [(0, 1_825), (5, 1_825), (6, 1_875), (12, 1_925), (18, 1_975), (23, 1_975), (24, 2_000), (99, 2_000)],
)
def test_pay_begins_lower_and_rises_in_four_steps_to_be_settled_after_two_years(months: int, hourly: float) -> None:
    """Gregory and Jukes 2001: earnings of British men 10% lower on re-employment, eroding over two years."""
    assert hourly_rate(2_000, FULL_TIME, months, 30, 1.0, RATES_2025.pay) == pytest.approx(hourly)


def test_the_steps_of_a_new_job_pay_what_an_even_rise_would() -> None:
    pay = RATES_2025.pay
    steps = [hourly_rate(2_000, FULL_TIME, months, 30, 1.0, pay) for months in range(pay.entry_months)]
    assert sum(steps) / len(steps) == pytest.approx(2_000 * (pay.entry_share + 1.0) / 2)


def test_a_part_time_job_pays_less_an_hour() -> None:
    assert hourly_rate(2_000, PART_TIME, 99, 30, 1.0, RATES_2025.pay) == pytest.approx(1_800)


@given(st.integers(500, 20_000), st.integers(0, 600), st.integers(16, 66), st.floats(0.8, 1.4))
def test_pay_never_falls_with_tenure_nor_leaves_its_floor_and_its_settled_rate(
    hourly_pay: int, months: int, age: int, index: float
) -> None:
    pay = RATES_2025.pay
    first, now, later = (hourly_rate(hourly_pay, FULL_TIME, m, age, index, pay) for m in (0, months, months + 1))
    settled = hourly_rate(hourly_pay, FULL_TIME, 999, age, index, pay)
    assert minimum_wage_at(age, pay) <= first <= now <= later <= settled * (1 + 1e-12)
    assert settled >= hourly_pay * index * (1 - 1e-12)
