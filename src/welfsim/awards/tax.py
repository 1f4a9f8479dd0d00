"""Income tax and Class 1 National Insurance on a month's pay.

Pay is taxed as if each month were a twelfth of the year. Left out: the marriage allowance and student loans.
"""

from __future__ import annotations

from typing import NamedTuple

from welfsim.awards.money import pence_down, pence_half_down
from welfsim.compiled import rule
from welfsim.months import MONTHS_A_YEAR
from welfsim.vocabulary.parameters import Tax


class Bands(NamedTuple):
    """A year's taxable income by the rate it bears outside Scotland, in pence."""

    basic: int
    higher: int
    additional: int


class ScottishBands(NamedTuple):
    """A year's taxable income by the rate it bears in Scotland, in pence."""

    starter: int
    basic: int
    intermediate: int
    higher: int
    advanced: int
    top: int


class InsuredBands(NamedTuple):
    """A month's pay by the rate of primary contributions it bears, in pence."""

    main: int
    upper: int


@rule
def personal_allowance(income: int, p: Tax) -> int:
    """Return the year's allowance, withdrawn by one pound for every two above the limit (ITA 2007 s.35)."""
    return max(0, p.personal_allowance - max(0, income - p.allowance_taper_from) // 2)


@rule
def taxable_income(income: int, p: Tax) -> int:
    """Return what a year's pay is above the personal allowance (ITA 2007 s.23)."""
    return max(0, income - personal_allowance(income, p))


@rule
def tax_bands(taxable: int, p: Tax) -> Bands:
    """Return a year's taxable income band by band, outside Scotland (ITA 2007 s.10)."""
    basic = min(taxable, p.basic_rate_limit)
    additional = max(0, taxable - max(p.higher_rate_limit, p.basic_rate_limit))
    return Bands(basic, taxable - basic - additional, additional)


@rule
def annual_income_tax(income: int, p: Tax) -> float:
    """Return the year's tax at the basic, higher and additional rates, outside Scotland (ITA 2007 s.10)."""
    bands = tax_bands(taxable_income(income, p), p)
    return bands.basic * p.basic_rate + bands.higher * p.higher_rate + bands.additional * p.additional_rate


@rule
def band(taxable: int, above: int, up_to: int) -> int:
    """Return the part of taxable income that lies in a band."""
    return max(0, min(taxable, up_to) - above)


@rule
def scottish_tax_bands(taxable: int, p: Tax) -> ScottishBands:
    """Return a Scottish taxpayer's taxable income of a year band by band (Scottish Rate Resolutions)."""
    return ScottishBands(
        band(taxable, 0, p.scottish_starter_limit),
        band(taxable, p.scottish_starter_limit, p.scottish_basic_limit),
        band(taxable, p.scottish_basic_limit, p.scottish_intermediate_limit),
        band(taxable, p.scottish_intermediate_limit, p.scottish_higher_limit),
        band(taxable, p.scottish_higher_limit, p.scottish_advanced_limit),
        max(0, taxable - p.scottish_advanced_limit),
    )


@rule
def annual_scottish_income_tax(income: int, p: Tax) -> float:
    """Return the year's tax of a Scottish taxpayer on pay (Scotland Act 1998 s.80C, Scottish Rate Resolutions)."""
    bands = scottish_tax_bands(taxable_income(income, p), p)
    return (
        bands.starter * p.scottish_starter_rate
        + bands.basic * p.scottish_basic_rate
        + bands.intermediate * p.scottish_intermediate_rate
        + bands.higher * p.scottish_higher_rate
        + bands.advanced * p.scottish_advanced_rate
        + bands.top * p.scottish_top_rate
    )


@rule
def income_tax(gross: int, is_scottish: bool, p: Tax) -> int:
    """Return a month's income tax: a twelfth of the tax on twelve such months, pence rounded down."""
    income = gross * MONTHS_A_YEAR
    annual = annual_scottish_income_tax(income, p) if is_scottish else annual_income_tax(income, p)
    return pence_down(annual / MONTHS_A_YEAR)


@rule
def insured_bands(gross: int, p: Tax) -> InsuredBands:
    """Return a month's pay between the primary threshold and the upper limit, and above it (SSCBA 1992 s.8)."""
    return InsuredBands(max(0, min(gross, p.ni_upper_limit) - p.ni_primary_threshold), max(0, gross - p.ni_upper_limit))


@rule
def employee_insurance(gross: int, p: Tax) -> int:
    """Return a month's primary Class 1 contribution (SSCBA 1992 s.8)."""
    bands = insured_bands(gross, p)
    return pence_half_down(bands.main * p.ni_main_rate + bands.upper * p.ni_upper_rate)


@rule
def employers_band(gross: int, p: Tax) -> int:
    """Return a month's pay above the secondary threshold (SSCBA 1992 s.9)."""
    return max(0, gross - p.ni_secondary_threshold)


@rule
def employer_insurance(gross: int, p: Tax) -> int:
    """Return a month's secondary Class 1 contribution (SSCBA 1992 s.9); reliefs by age are left out."""
    return pence_half_down(employers_band(gross, p) * p.ni_employer_rate)


@rule
def net_pay(gross: int, is_scottish: bool, p: Tax) -> int:
    """Return a month's pay after income tax and National Insurance."""
    return gross - income_tax(gross, is_scottish, p) - employee_insurance(gross, p)
