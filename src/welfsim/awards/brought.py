"""Who of a unit brings the carer, LCW and LCWRA elements of its award (UC Regs regs 27 to 29)."""

from __future__ import annotations

from typing import NamedTuple

from welfsim.awards.household import Adult, cares, has_lcwra_paid, is_claimant, is_counted
from welfsim.awards.transitional import LimitedElements
from welfsim.awards.universal_credit import Elements, brings_lcw_element
from welfsim.compiled import rule
from welfsim.vocabulary.codes import HealthGroup
from welfsim.vocabulary.parameters import UniversalCredit


class Brought(NamedTuple):
    """The carer element of each adult and the one health element of the unit, in pence.

    `by_first` says that the first adult brings the health element, if there is one.
    """

    first_carer: int
    second_carer: int
    lcw: int
    lcwra_protected: int
    lcwra_new: int
    by_first: bool


@rule(inlined=True)
def has_limited_capability(adult: Adult) -> bool:
    """Say whether an adult has been found to have limited capability for work, or is treated so past pension age.

    A partner who may not claim counts too: what is deducted is as if the claim were joint (UC Regs reg 22(3)).
    """
    in_group = adult.incapacity.health_group == HealthGroup.LCW or adult.incapacity.health_group == HealthGroup.LCWRA
    return is_counted(adult) and in_group


@rule(inlined=True)
def brings_lcw(adult: Adult, p: UniversalCredit) -> bool:
    """Say whether an adult brings the LCW element; a carer brings the carer element instead (UC Regs reg 29)."""
    in_lcw = is_claimant(adult) and adult.incapacity.health_group == HealthGroup.LCW and not adult.care.is_carer
    return in_lcw and brings_lcw_element(adult.incapacity.fit_note_since, p)


@rule(inlined=True)
def lcwra_rate(adult: Adult, p: UniversalCredit) -> int:
    """Return the rate of an adult's LCWRA element, payable or not."""
    if adult.incapacity.lcwra_protected:
        return p.lcwra_protected + adult.rates.lcwra_protected
    return p.lcwra_new + adult.rates.lcwra_new


@rule(inlined=True)
def carer_rate(adult: Adult, p: UniversalCredit) -> int:
    """Return the carer element of an adult; 0 for who does not care, or may not claim."""
    return p.carer + adult.rates.carer if cares(adult) else 0


@rule(inlined=True)
def brings_lcwra(own: Adult, own_paid: bool, other: Adult, other_paid: bool, p: UniversalCredit) -> bool:
    """Say whether an adult, and not the other one, brings the LCWRA element (UC Regs regs 27(4) and 29(4)).

    The higher amount is included. Of equal ones it is that of who does not care, so that the carer element stays.
    """
    if not own_paid or not other_paid:
        return own_paid
    if lcwra_rate(own, p) != lcwra_rate(other, p):
        return lcwra_rate(own, p) > lcwra_rate(other, p)
    return not own.care.is_carer


@rule(inlined=True)
def brought(first: Adult, first_paid: bool, second: Adult, second_paid: bool, p: UniversalCredit) -> Brought:
    """Return the carer elements and the health element of a unit, given for whom the LCWRA element is payable.

    The adult who brings the LCWRA element brings no carer element. With that element there is no LCW element.
    """
    if first_paid or second_paid:
        by_first = brings_lcwra(first, first_paid, second, second_paid, p)
        protected = first.incapacity.lcwra_protected if by_first else second.incapacity.lcwra_protected
        rate = lcwra_rate(first, p) if by_first else lcwra_rate(second, p)
        return Brought(
            0 if by_first else carer_rate(first, p),
            carer_rate(second, p) if by_first else 0,
            0,
            rate if protected else 0,
            0 if protected else rate,
            by_first,
        )
    by_first = brings_lcw(first, p)
    by_second = not by_first and brings_lcw(second, p)
    return Brought(
        carer_rate(first, p),
        carer_rate(second, p),
        p.lcw + (first.rates.lcw if by_first else second.rates.lcw) if by_first or by_second else 0,
        0,
        0,
        by_first,
    )


@rule
def brought_health(elements: Brought) -> int:
    """Return the LCW or LCWRA element."""
    return elements.lcw + elements.lcwra_protected + elements.lcwra_new


@rule
def brought_total(elements: Brought) -> int:
    """Return carer elements and health element together."""
    return elements.first_carer + elements.second_carer + brought_health(elements)


@rule(inlined=True)
def as_found(first: Adult, second: Adult, p: UniversalCredit) -> Brought:
    """Return the carer elements and the health element that are due today."""
    return brought(first, has_lcwra_paid(first), second, has_lcwra_paid(second), p)


@rule(inlined=True)
def awaits_element(adult: Adult) -> bool:
    """Say whether the wait keeps a claimant's LCWRA element out."""
    return is_claimant(adult) and adult.incapacity.awaits_element


@rule(inlined=True)
def awaited(first: Adult, second: Adult, p: UniversalCredit) -> int:
    """Return what LCWRA would add today to the award of a unit that waits for it; else 0 (UC Regs reg 28)."""
    a, b = awaits_element(first), awaits_element(second)
    if not (a or b):
        return 0
    then = brought(first, has_lcwra_paid(first) or a, second, has_lcwra_paid(second) or b, p)
    return max(0, brought_total(then) - brought_total(as_found(first, second, p)))


@rule
def limited_elements(elements: Elements, own: Brought) -> LimitedElements:
    """Return the elements of an award whose rise erodes the transitional one, those of care and health by adult."""
    health = brought_health(own)
    return LimitedElements(
        elements.standard_allowance,
        elements.child,
        elements.disabled_child,
        elements.housing,
        own.first_carer,
        own.second_carer,
        health if own.by_first else 0,
        0 if own.by_first else health,
    )
