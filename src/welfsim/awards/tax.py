"""Income tax and Class 1 National Insurance on a month's pay.

Pay is taxed as if each month were a twelfth of the year. Left out: the marriage allowance, student loans, pension
contributions, and the taxation of benefits and pensions.
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
    """Return the year's tax at the basic, higher and additional rates, outside Scotland (ITA 2007 s.10)."""
    taxable = max(0, income - personal_allowance(income, p))
    basic = min(taxable, p.basic_rate_limit)
    additional = max(0, taxable - max(p.higher_rate_limit, p.basic_rate_limit))
    higher = taxable - basic - additional
    return basic * p.basic_rate + higher * p.higher_rate + additional * p.additional_rate


@rule
def band(taxable: int, above: int, up_to: int) -> int:
    """Return the part of taxable income that lies in a band."""
    return max(0, min(taxable, up_to) - above)


@rule
def annual_scottish_income_tax(income: int, p: Tax) -> float:
    """Return the year's tax of a Scottish taxpayer on pay (Scotland Act 1998 s.80C, Scottish Rate Resolutions)."""
    taxable = max(0, income - personal_allowance(income, p))
    return (
        band(taxable, 0, p.scottish_starter_limit) * p.scottish_starter_rate
        + band(taxable, p.scottish_starter_limit, p.scottish_basic_limit) * p.scottish_basic_rate
        + band(taxable, p.scottish_basic_limit, p.scottish_intermediate_limit) * p.scottish_intermediate_rate
        + band(taxable, p.scottish_intermediate_limit, p.scottish_higher_limit) * p.scottish_higher_rate
        + band(taxable, p.scottish_higher_limit, p.scottish_advanced_limit) * p.scottish_advanced_rate
        + max(0, taxable - p.scottish_advanced_limit) * p.scottish_top_rate
    )


@rule
def income_tax(gross: int, is_scottish: bool, p: Tax) -> int:
    """Return a month's income tax: a twelfth of the tax on twelve such months, pence rounded down."""
    income = gross * MONTHS_A_YEAR
    annual = annual_scottish_income_tax(income, p) if is_scottish else annual_income_tax(income, p)
    return pence_down(annual / MONTHS_A_YEAR)


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
def net_pay(gross: int, is_scottish: bool, p: Tax) -> int:
    """Return a month's pay after income tax and National Insurance."""
    return gross - income_tax(gross, is_scottish, p) - employee_insurance(gross, p)
