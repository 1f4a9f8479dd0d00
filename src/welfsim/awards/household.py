"""A benefit unit as the law sees it in one month: read once from the columns, in plain numbers from there on.

Only adults who are present or past pension age count. A partner past pension age has the State Pension and nothing
else. Codes are those of the columns.
"""

from __future__ import annotations

from typing import NamedTuple

from welfsim.awards.pay import eligible_rent, monthly_pay, weekly_hours
from welfsim.awards.universal_credit import (
    child_element,
    holds_protected_rate,
    is_dependent,
    is_in_cap_grace,
    payable_from_age,
)
from welfsim.compiled import rule
from welfsim.months import MONTHS_A_YEAR
from welfsim.vocabulary.codes import HealthGroup, Nation, PipRate, Presence, Region
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.state import BenefitUnits, Districts, Persons

AGE_25 = 25 * MONTHS_A_YEAR
NOBODY = -1


class Adult(NamedTuple):
    """One adult of a unit; `gross_pay` is nought out of work, `lcwra_paid` once the element is payable.

    `weekly_hours` of work are nought where only the pay is known. `has_cap_grace` tells of a lasting job that ended
    lately, and before pension age.
    """

    is_present: bool
    is_pensioner: bool
    is_under_25: bool
    is_scottish: bool
    is_carer: bool
    daily_living: int
    mobility: int
    gross_pay: int
    weekly_hours: float
    has_cap_grace: bool
    esa_kind: int
    esa_group: int
    esa_since: int
    health_group: int
    fit_note_since: int
    lcwra_paid: bool
    lcwra_protected: bool


NO_ADULT = Adult(
    is_present=False,
    is_pensioner=False,
    is_under_25=False,
    is_scottish=False,
    is_carer=False,
    daily_living=0,
    mobility=0,
    gross_pay=0,
    weekly_hours=0.0,
    has_cap_grace=False,
    esa_kind=0,
    esa_group=0,
    esa_since=0,
    health_group=0,
    fit_note_since=0,
    lcwra_paid=False,
    lcwra_protected=False,
)


class Household(NamedTuple):
    """One unit: its adults, its children from the eldest by month of birth, its home and savings."""

    first: Adult
    second: Adult
    child_1_birth: int
    child_2_birth: int
    child_3_birth: int
    child_4_birth: int
    disabled_lower: int
    disabled_higher: int
    in_london: bool
    rent: int
    capital: int
    transitional_element: int
    limited_elements: int


class ChildElements(NamedTuple):
    """The element of each child in pence, nought where there is none."""

    child_1: int
    child_2: int
    child_3: int
    child_4: int


@rule
def is_counted(adult: Adult) -> bool:
    """Say whether an adult belongs to the unit today."""
    return adult.is_present or adult.is_pensioner


@rule
def is_couple(household: Household) -> bool:
    """Say whether two adults belong to the unit today."""
    return is_counted(household.first) and is_counted(household.second)


@rule
def is_young(household: Household) -> bool:
    """Say whether all adults of a unit are under 25."""
    a, b = household.first, household.second
    return (a.is_under_25 or not is_counted(a)) and (b.is_under_25 or not is_counted(b))


@rule
def cares(adult: Adult) -> bool:
    """Say whether an adult of the unit is a carer."""
    return is_counted(adult) and adult.is_carer


@rule
def has_disability_benefit(adult: Adult) -> bool:
    """Say whether an adult has either component of PIP or ADP."""
    return adult.daily_living != PipRate.NONE or adult.mobility != PipRate.NONE


@rule
def at_work(adult: Adult, gross: int, hours: float) -> Adult:
    """Return an adult as in a job of some gross pay a month and some hours a week."""
    return Adult(
        adult.is_present,
        adult.is_pensioner,
        adult.is_under_25,
        adult.is_scottish,
        adult.is_carer,
        adult.daily_living,
        adult.mobility,
        gross,
        hours,
        adult.has_cap_grace,
        adult.esa_kind,
        adult.esa_group,
        adult.esa_since,
        adult.health_group,
        adult.fit_note_since,
        adult.lcwra_paid,
        adult.lcwra_protected,
    )


@rule
def with_adults(household: Household, first: Adult, second: Adult) -> Household:
    """Return a unit with other adults in their places."""
    return Household(
        first,
        second,
        household.child_1_birth,
        household.child_2_birth,
        household.child_3_birth,
        household.child_4_birth,
        household.disabled_lower,
        household.disabled_higher,
        household.in_london,
        household.rent,
        household.capital,
        household.transitional_element,
        household.limited_elements,
    )


@rule
def dependent_children(household: Household, month: int, dependent_until: int) -> int:
    """Return how many children a unit has in a month."""
    children = 0
    for birth in (household.child_1_birth, household.child_2_birth, household.child_3_birth, household.child_4_birth):
        if is_dependent(birth, month, dependent_until):
            children += 1
    return children


@rule
def child_elements(household: Household, policy: Policy, month: int) -> ChildElements:
    """Return the element of each child of a unit; those who count come in the order of birth (UC Regs reg 24)."""
    p, until = policy.universal_credit, policy.ageing.dependent_until
    a, b = household.child_1_birth, household.child_2_birth
    c, d = household.child_3_birth, household.child_4_birth
    first = is_dependent(a, month, until)
    second, third = is_dependent(b, month, until), is_dependent(c, month, until)
    return ChildElements(
        child_element(a, 0, p) if first else 0,
        child_element(b, int(first), p) if second else 0,
        child_element(c, int(first) + int(second), p) if third else 0,
        child_element(d, int(first) + int(second) + int(third), p) if is_dependent(d, month, until) else 0,
    )


@rule
def current_pay(person: Persons, i: int, policy: Policy, month: int) -> int:
    """Return a person's gross monthly pay; nothing when out of work."""
    months = month - int(person.job_since[i])
    return monthly_pay(int(person.hourly_pay[i]), int(person.job[i]), months, policy.economy.earnings_index, policy.pay)


@rule
def other_adult(person: Persons, i: int) -> int:
    """Return the row of the other adult of person `i`'s unit, a neighbour, or NOBODY."""
    if i > 0 and person.unit[i - 1] == person.unit[i]:
        return i - 1
    if i + 1 < person.unit.size and person.unit[i + 1] == person.unit[i]:
        return i + 1
    return NOBODY


@rule
def whole(number: int) -> int:
    """Return a number in 64 bits, so that all who read a household compile to one version of each rule."""
    return int(number) + 0


@rule
def read_adult(person: Persons, i: int, place: Districts, belongs: bool, policy: Policy, month: int) -> Adult:
    """Read person `i` from the columns; one who does not belong to the unit is neither present nor a pensioner."""
    is_present = belongs and person.presence[i] == Presence.PRESENT
    since = whole(person.fit_note_since[i])
    gross = current_pay(person, i, policy, month) if is_present else 0
    element_from = payable_from_age(int(person.element_from[i]), int(person.birth_month[i]), policy.universal_credit)
    is_out = is_present and gross == 0
    return Adult(
        is_present,
        belongs and person.presence[i] == Presence.PENSION_AGE,
        month - int(person.birth_month[i]) < AGE_25,
        place.nation[person.district[i]] == Nation.SCOTLAND,
        bool(person.carer[i]),
        whole(person.daily_living[i]),
        whole(person.mobility[i]),
        gross,
        weekly_hours(int(person.job[i]), policy.pay) if is_present else 0.0,
        is_out and is_in_cap_grace(int(person.job_since[i]), int(person.last_work[i]), month, policy.benefit_cap),
        whole(person.esa_kind[i]),
        whole(person.esa_group[i]),
        whole(person.esa_since[i]),
        whole(person.health_group[i]),
        since,
        is_present and person.health_group[i] == HealthGroup.LCWRA and month >= element_from,
        holds_protected_rate(since, bool(person.lifelong[i]), bool(person.from_esa[i]), policy.universal_credit),
    )


@rule
def read_household(
    person: Persons, unit: BenefitUnits, place: Districts, j: int, policy: Policy, month: int
) -> Household:
    """Read unit `j` and its adults from the columns."""
    first = whole(unit.first_person[j])
    last = first + int(unit.adults[j]) - 1
    return Household(
        read_adult(person, first, place, True, policy, month),
        read_adult(person, last, place, last > first, policy, month),
        int(unit.child_1_birth[j]),
        int(unit.child_2_birth[j]),
        int(unit.child_3_birth[j]),
        int(unit.child_4_birth[j]),
        int(unit.disabled_children_lower[j]),
        int(unit.disabled_children_higher[j]),
        place.region[unit.district[j]] == Region.LONDON,
        eligible_rent(int(unit.tenure[j]), int(unit.rent[j]), policy.economy.rent_index),
        int(unit.capital[j]),
        int(unit.transitional_element[j]),
        int(unit.limited_elements[j]),
    )
