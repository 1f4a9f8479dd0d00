"""Universal Credit: single rules, against the published rates of 2025-26."""

from __future__ import annotations

import pytest
from rates import RATES_2025, RATES_2026

from welfsim.awards.universal_credit import (
    cap_limit,
    capital_deduction,
    child_elements,
    earnings_deduction,
    earns_cap_exemption,
    exceeds_capital_limit,
    holds_protected_rate,
    is_dependent,
    is_in_cap_grace,
    lcwra_payable_from,
    standard_allowance,
    work_allowance,
)
from welfsim.months import month

UC = RATES_2025.universal_credit


def test_standard_allowances() -> None:
    assert standard_allowance(False, True, UC) == 31_698
    assert standard_allowance(False, False, UC) == 40_014
    assert standard_allowance(True, True, UC) == 49_755
    assert standard_allowance(True, False, UC) == 62_810


def test_children_and_the_two_child_limit() -> None:
    assert child_elements(0, 0, 0, UC) == 0
    assert child_elements(1, 1, 0, UC) == 33_900
    assert child_elements(1, 0, 0, UC) == 29_281
    assert child_elements(2, 0, 0, UC) == 2 * 29_281
    assert child_elements(3, 0, 0, UC) == 2 * 29_281
    assert child_elements(4, 3, 0, UC) == 33_900 + 2 * 29_281
    assert child_elements(5, 1, 0, UC) == 33_900 + 29_281
    assert child_elements(3, 1, 1, UC) == 33_900 + 2 * 29_281  # reg 24B: excepted from the limit
    assert child_elements(6, 1, 0, RATES_2026.universal_credit) == 35_188 + 5 * 30_394  # removed in April 2026


def test_a_child_counts_from_birth_until_grown() -> None:
    assert not is_dependent(0, 24_303, 216)
    assert not is_dependent(24_304, 24_303, 216)
    assert is_dependent(24_303, 24_303, 216)
    assert is_dependent(24_303 - 215, 24_303, 216)
    assert not is_dependent(24_303 - 216, 24_303, 216)


@pytest.mark.parametrize(
    ("asked", "payable", "lifelong", "from_esa", "protected", "as_passed"),
    [
        (month(2025, 11), month(2026, 3), False, False, True, True),
        (month(2025, 12), month(2026, 4), False, False, True, False),
        (month(2026, 3), month(2026, 7), False, False, True, False),
        (month(2026, 4), month(2026, 8), False, False, False, False),
        (month(2026, 4), month(2026, 4), True, False, True, True),
        (month(2026, 4), month(2026, 4), False, True, True, True),
    ],
)
def test_who_holds_the_protected_rate(
    asked: int, payable: int, lifelong: bool, from_esa: bool, protected: bool, as_passed: bool
) -> None:
    """UC Regs reg 27A: claimed and asked for before 6 April 2026; as passed in 2025, the element before that day."""
    p = RATES_2026.universal_credit
    assert holds_protected_rate(asked, payable, lifelong, from_esa, p) == protected
    strict = p.copy()
    strict.protection_needs_payment = True
    assert holds_protected_rate(asked, payable, lifelong, from_esa, strict) == as_passed


@pytest.mark.parametrize(
    ("on_first_day", "without_wait", "months"), [(False, False, 4), (True, False, 3), (False, True, 0), (True, True, 0)]
)
def test_the_element_comes_with_the_period_after_the_three_months(
    on_first_day: bool, without_wait: bool, months: int
) -> None:
    """UC Regs reg 28(1): after a note of 10 May, in periods from the 1st, three months end on 9 August; so September.

    After a note of 1 May they end on 31 July, and the element comes in August. Reg 28(5): none in terminal illness.
    """
    may = month(2025, 5)
    assert lcwra_payable_from(may, on_first_day, without_wait, UC) == may + months


def test_work_allowance_and_taper() -> None:
    assert work_allowance(0, False, True, UC) == 0
    assert work_allowance(1, False, True, UC) == 41_100
    assert work_allowance(0, True, False, UC) == 68_400
    assert earnings_deduction(100_000, 68_400, UC) == 17_380
    assert earnings_deduction(10, 0, UC) == 6  # 5.5 pence, halves up
    assert earnings_deduction(60_000, 68_400, UC) == 0


def test_savings() -> None:
    assert capital_deduction(600_000, UC) == 0
    assert capital_deduction(600_001, UC) == 435
    assert capital_deduction(1_000_000, UC) == 16 * 435
    assert not exceeds_capital_limit(1_600_000, UC)
    assert exceeds_capital_limit(1_600_001, UC)


def test_the_benefit_cap() -> None:
    cap = RATES_2025.benefit_cap
    assert cap_limit(True, False, cap) == 183_500
    assert cap_limit(True, True, cap) == 211_025
    assert cap_limit(False, False, cap) == 122_942
    assert cap_limit(False, True, cap) == 141_392
    assert not earns_cap_exemption(84_599, cap, RATES_2025.pay)
    assert earns_cap_exemption(84_600, cap, RATES_2025.pay)  # 16 hours at 12.21, to the pound below


@pytest.mark.parametrize(
    ("since", "until", "net", "grace"),
    [
        (month(2024, 1), month(2025, 2), 84_600, True),
        (month(2024, 1), month(2025, 1), 84_600, False),  # nine months are over
        (month(2024, 3), month(2025, 2), 84_600, False),  # eleven months of earnings
        (month(2024, 1), month(2025, 2), 84_599, False),  # a penny below the exception
        (0, month(2025, 2), 84_600, False),
        (month(2024, 1), month(2025, 11), 84_600, False),  # still to come
    ],
)
def test_grace_from_the_benefit_cap(since: int, until: int, net: int, grace: bool) -> None:
    """UC Regs reg 82(2) and (3): earnings at the exception in each of 12 months, then nine months."""
    assert is_in_cap_grace(since, until, net, month(2025, 10), RATES_2025.benefit_cap, RATES_2025.pay) == grace
