"""Income tax and National Insurance of 2025-26, worked by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rates import RATES_2025

from welfsim.awards.tax import employee_insurance, employer_insurance, income_tax, net_pay, personal_allowance

TAX = RATES_2025.tax
PAY = st.integers(0, 3_000_000)


@pytest.mark.parametrize(
    ("gross", "tax", "employee", "employer"),
    [
        (100_000, 0, 0, 8_745),  # below every threshold but the employer's: (1,000 - 417) at 15%
        (250_000, 29_050, 11_616, 31_245),  # (30,000 - 12,570) at 20% over 12; (2,500 - 1,048) at 8%
        (1_000_000, 328_600, 36_750, 143_745),  # the allowance withdrawn to 2,570
        (1_500_000, 560_025, 46_750, 218_745),  # the additional rate above 125,140
    ],
)
def test_a_month_of_pay(gross: int, tax: int, employee: int, employer: int) -> None:
    assert income_tax(gross, False, TAX) == tax
    assert employee_insurance(gross, TAX) == employee
    assert employer_insurance(gross, TAX) == employer
    assert net_pay(gross, False, TAX) == gross - tax - employee


def test_the_allowance_is_withdrawn_by_half() -> None:
    assert personal_allowance(10_000_000, TAX) == 1_257_000
    assert personal_allowance(12_000_000, TAX) == 257_000
    assert personal_allowance(12_514_000, TAX) == 0


@given(PAY, st.integers(0, 100_000))
def test_more_pay_is_never_less_tax_and_never_less_net(gross: int, more: int) -> None:
    assert income_tax(gross + more, False, TAX) >= income_tax(gross, False, TAX) >= 0
    assert employee_insurance(gross + more, TAX) >= employee_insurance(gross, TAX) >= 0
    assert net_pay(gross + more, False, TAX) >= net_pay(gross, False, TAX) - 1  # two roundings
