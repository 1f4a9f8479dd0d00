"""What Universal Credit asks of an adult, earnings aside: the groups of the Welfare Reform Act 2012 ss.19 to 22."""

from __future__ import annotations

from welfsim.awards.money import whole
from welfsim.compiled import rule
from welfsim.months import MONTHS_A_YEAR
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.codes import HealthGroup, Presence, Regime, Sex
from welfsim.vocabulary.parameters import UniversalCredit
from welfsim.vocabulary.persons import Persons

ONE_YEAR, TWO_YEARS, THREE_YEARS = MONTHS_A_YEAR, 2 * MONTHS_A_YEAR, 3 * MONTHS_A_YEAR
LIMITED_HOURS = 16.0
"""Hours a week expected of whoever need not search (UC Regs reg 90(2)(a))."""


@rule
def youngest_child_age(unit: BenefitUnits, j: int, month: int) -> int:
    """Return the age in months of unit `j`'s youngest child, or a large number without children."""
    latest = max(
        max(int(unit.child_1_birth[j]), int(unit.child_2_birth[j])),
        max(int(unit.child_3_birth[j]), int(unit.child_4_birth[j])),
    )
    return month - latest


@rule
def lead(person: Persons, unit: BenefitUnits, j: int) -> int:
    """Return the row of the adult of unit `j` who is taken to be responsible for its children: of a couple the woman.

    If she is gone, the man. Of two women or two men the first. Which row of a couple comes first says nothing.
    """
    first = whole(unit.first_person[j])
    if unit.adults[j] != 2:
        return first
    woman_second = person.sex[first] == Sex.MALE and person.sex[first + 1] == Sex.FEMALE
    leads, other = (first + 1, first) if woman_second else (first, first + 1)
    gone = person.presence[leads] == Presence.DEAD or person.presence[leads] == Presence.ABROAD
    return other if gone else leads


@rule
def is_found_limited(health_group: int) -> bool:
    """Say whether a group is one of people found to have limited capability for work, of either kind."""
    return health_group == HealthGroup.LCW or health_group == HealthGroup.LCWRA


@rule
def asked_without_earnings(health_group: int, is_carer: bool, youngest: int) -> int:
    """Return the regime of somebody without earnings; `youngest` is the age of the youngest child in the own charge."""
    if health_group == HealthGroup.LCWRA or is_carer or youngest < ONE_YEAR:
        return Regime.NO_REQUIREMENTS.value
    if youngest < TWO_YEARS:
        return Regime.INTERVIEW.value
    if health_group == HealthGroup.LCW or youngest < THREE_YEARS:
        return Regime.PREPARATION.value
    return Regime.INTENSIVE_SEARCH.value


@rule
def expected_hours(asked: int, p: UniversalCredit) -> float:
    """Return the weekly hours that Universal Credit expects of somebody in a regime (UC Regs regs 88 and 90(2))."""
    if asked == Regime.NO_REQUIREMENTS:
        return 0.0
    return p.expected_hours if asked == Regime.INTENSIVE_SEARCH else LIMITED_HOURS
