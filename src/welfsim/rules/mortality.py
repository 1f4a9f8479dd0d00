"""Mortality by age and sex, of all people together."""

from __future__ import annotations

from welfsim.compiled import rule
from welfsim.months import MONTHS_A_YEAR
from welfsim.vocabulary.parameters import Ageing

AGE_OF_LEVEL = 40  # years, at which `death_hazard_at_40_*` hold


@rule
def death_hazard(age: int, is_female: bool, p: Ageing) -> float:
    """Return the monthly hazard of death at an age in months: exponential in age (Gompertz) between 16 and 67.

    Hazard at 40 × growth^(years above 40), by sex, for all severities. Source: ONS life tables 2022-24, in `ageing`.
    """
    years = age / MONTHS_A_YEAR - AGE_OF_LEVEL
    if is_female:
        return p.death_hazard_at_40_female * float(p.death_growth_female**years)
    return p.death_hazard_at_40_male * float(p.death_growth_male**years)
