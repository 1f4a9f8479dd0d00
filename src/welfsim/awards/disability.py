"""Personal Independence Payment, and Adult Disability Payment in Scotland, by the month."""

from __future__ import annotations

from typing import NamedTuple

from welfsim.awards.money import monthly
from welfsim.compiled import rule
from welfsim.vocabulary.codes import PipRate
from welfsim.vocabulary.parameters import DisabilityRates


class Components(NamedTuple):
    """The weekly components of an award, in pence."""

    daily_living: int
    mobility: int


@rule
def component(rate: int, standard: int, enhanced: int) -> int:
    """Return the weekly amount of one component at its rate."""
    if rate == PipRate.ENHANCED:
        return enhanced
    return standard if rate == PipRate.STANDARD else 0


@rule
def independence_components(daily_living: int, mobility: int, p: DisabilityRates) -> Components:
    """Return the weekly components of Personal Independence Payment (SI 2013/377 reg 24)."""
    return Components(
        component(daily_living, p.pip_daily_living_standard, p.pip_daily_living_enhanced),
        component(mobility, p.pip_mobility_standard, p.pip_mobility_enhanced),
    )


@rule
def adult_disability_components(daily_living: int, mobility: int, p: DisabilityRates) -> Components:
    """Return the weekly components of Adult Disability Payment (SSI 2022/54)."""
    return Components(
        component(daily_living, p.adp_daily_living_standard, p.adp_daily_living_enhanced),
        component(mobility, p.adp_mobility_standard, p.adp_mobility_enhanced),
    )


@rule
def independence_payment(daily_living: int, mobility: int, p: DisabilityRates) -> int:
    """Return a month's Personal Independence Payment (SI 2013/377 reg 24)."""
    weekly = independence_components(daily_living, mobility, p)
    return monthly(weekly.daily_living + weekly.mobility)


@rule
def adult_disability_payment(daily_living: int, mobility: int, p: DisabilityRates) -> int:
    """Return a month's Adult Disability Payment (SSI 2022/54)."""
    weekly = adult_disability_components(daily_living, mobility, p)
    return monthly(weekly.daily_living + weekly.mobility)
