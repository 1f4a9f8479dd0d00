"""Childcare: the element that meets most of its cost, and a stylised cost by the ages of children and hours of work.

The cost is what a working family pays beyond the free hours of its nation, for those who pay; the others have family,
friends or hours of work that need no care. Tax-Free Childcare and the free hours of two-year-olds whose parents do not
work are left out.
"""

from __future__ import annotations

from typing import NamedTuple

from welfsim.awards.money import monthly, pence
from welfsim.awards.universal_credit import september_after
from welfsim.compiled import rule
from welfsim.months import MONTHS_A_YEAR
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.codes import Nation
from welfsim.vocabulary.parameters import Childcare, Pay, Policy, UniversalCredit

SCHOOL_AT, SECONDARY_AT, NO_CARE_FROM = 4, 11, 16  # years, each until the next September
MONTHS_AT_2, MONTHS_AT_3 = 2 * MONTHS_A_YEAR, 3 * MONTHS_A_YEAR
FREE_FROM = 9  # months of age
ALL_RANKS = 65_536


class PaidCare(NamedTuple):
    """The children in paid care while a unit's adults work, and its cost in pence a month with short or long hours."""

    children: int
    part_time: int
    full_time: int


@rule
def childcare_element(costs: int, children: int, p: UniversalCredit) -> int:
    """Return the childcare element: most of the costs, up to an amount by the number of children (UC Regs reg 34)."""
    most = p.childcare_most_more if children > 1 else p.childcare_most_one
    return min(pence(costs * p.childcare_share), most)


@rule
def may_be_in_care(birth: int, month: int) -> bool:
    """Say whether a child is born, and before 1 September after the 16th birthday (UC Regs reg 33)."""
    return 0 < birth <= month < september_after(birth, NO_CARE_FROM)


@rule
def share_who_pay(youngest: int, month: int, p: Childcare) -> float:
    """Return the share of working families that pay for care, by where the youngest child is, born in `youngest`."""
    if month < september_after(youngest, SCHOOL_AT):
        return p.pays_before_school
    return p.pays_in_primary if month < september_after(youngest, SECONDARY_AT) else p.pays_in_secondary


@rule
def free_hours(birth: int, nation: int, month: int, p: Childcare) -> float:
    """Return the hours a week, over the whole year, that cost working parents nothing before a child is at school."""
    age = month - birth
    if age >= MONTHS_AT_3:
        if nation == Nation.SCOTLAND:
            return p.free_3_scotland
        return p.free_3_wales if nation == Nation.WALES else p.free_3_england
    if nation != Nation.ENGLAND or age < FREE_FROM:
        return 0.0
    return p.free_2_england if age >= MONTHS_AT_2 else p.free_under_2_england


@rule
def price_before_school(nation: int, p: Childcare) -> int:
    """Return pence an hour of care beyond the free hours."""
    if nation == Nation.SCOTLAND:
        return p.price_scotland
    return p.price_wales if nation == Nation.WALES else p.price_england


@rule
def weekly_cost(birth: int, hours: float, nation: int, month: int, p: Childcare) -> float:
    """Return pence a week of a child's care while a parent works some hours."""
    if month >= september_after(birth, SCHOOL_AT):
        return hours * p.hours_at_school * p.price_school
    paid = max(hours * p.hours_before_school - free_hours(birth, nation, month, p), 0.0)
    return paid * price_before_school(nation, p)


@rule
def read_care(unit: BenefitUnits, j: int, nation: int, policy: Policy, month: int) -> PaidCare:
    """Return the care that unit `j` pays for while its adults work: nothing where it is not one of those who pay.

    Whether a unit pays is its own, a lasting rank. A family that pays does so for each child not yet at secondary
    school, or for all if the youngest is.
    """
    births = (unit.child_1_birth[j], unit.child_2_birth[j], unit.child_3_birth[j], unit.child_4_birth[j])
    youngest = 0
    for birth in births:
        if may_be_in_care(int(birth), month):
            youngest = max(youngest, int(birth))
    p = policy.childcare
    if youngest == 0 or unit.childcare[j] >= share_who_pay(youngest, month, p) * ALL_RANKS:
        return PaidCare(0, 0, 0)
    ends = SECONDARY_AT if month < september_after(youngest, SECONDARY_AT) else NO_CARE_FROM
    children, part_time, full_time = 0, 0.0, 0.0
    for birth in births:
        if 0 < birth <= month < september_after(int(birth), ends):
            children += 1
            part_time += weekly_cost(int(birth), policy.pay.hours_part_time, nation, month, p)
            full_time += weekly_cost(int(birth), policy.pay.hours_full_time, nation, month, p)
    return PaidCare(children, monthly(part_time), monthly(full_time))


@rule
def care_cost(care: PaidCare, hours: float, p: Pay) -> int:
    """Return what care costs a month while the parent with the fewest hours works `hours` a week."""
    return care.part_time if hours <= p.hours_part_time else care.full_time
