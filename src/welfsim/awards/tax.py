"""Income tax and Class 1 National Insurance on a month's pay.

Pay is taxed as if each month were a twelfth of the year. The bands are those of the rest of the United
Kingdom for every nation: Scotland's own bands are not modelled, nor the marriage allowance, student loans,
pension contributions, or the taxation of benefits and pensions.
"""

from __future__ import annotations

from welfsim.awards.money import MONTHS_A_YEAR, pence_down, pence_half_down
from welfsim.compiled import rule
from welfsim.vocabulary.parameters import Tax


@rule
def personal_allowance(income: int, p: Tax) -> int:
    """Return the year's allowance, withdrawn by one pound for every two above the limit (ITA 2007 s.35)."""
    return max(0, p.personal_allowance - max(0, income - p.allowance_taper_from) // 2)


@rule
def annual_income_tax(income: int, p: Tax) -> float:
    """Return the year's tax at the basic, higher and additional rates (ITA 2007 s.10)."""
    taxable = max(0, income - personal_allowance(income, p))
    basic = min(taxable, p.basic_rate_limit)
    additional = max(0, taxable - max(p.higher_rate_limit, p.basic_rate_limit))
    higher = taxable - basic - additional
    return basic * p.basic_rate + higher * p.higher_rate + additional * p.additional_rate


@rule
def income_tax(gross: int, p: Tax) -> int:
    """Return a month's income tax: a twelfth of the tax on twelve such months, pence rounded down."""
    return pence_down(annual_income_tax(gross * MONTHS_A_YEAR, p) / MONTHS_A_YEAR)


@rule
def employee_insurance(gross: int, p: Tax) -> int:
    """Return a month's primary Class 1 contribution (SSCBA 1992 s.8)."""
    main = max(0, min(gross, p.ni_upper_limit) - p.ni_primary_threshold)
    upper = max(0, gross - p.ni_upper_limit)
    return pence_half_down(main * p.ni_main_rate + upper * p.ni_upper_rate)


@rule
def employer_insurance(gross: int, p: Tax) -> int:
    """Return a month's secondary Class 1 contribution (SSCBA 1992 s.9); reliefs by age are left out."""
    return pence_half_down(max(0, gross - p.ni_secondary_threshold) * p.ni_employer_rate)


@rule
def net_pay(gross: int, p: Tax) -> int:
    """Return a month's pay after income tax and National Insurance."""
    return gross - income_tax(gross, p) - employee_insurance(gross, p)
