"""What erodes the transitional element of an award: each other element's own rise (TP Regs 2014 reg 55)."""

from __future__ import annotations

from typing import NamedTuple

from welfsim.compiled import rule


class LimitedElements(NamedTuple):
    """The elements of an award whose rise erodes the transitional one, in pence.

    That is each but the childcare element (TP Regs reg 55(4)). Carer elements, and the one LCW or LCWRA element, are
    held by the adult who brings them.
    """

    standard_allowance: int
    child: int
    disabled_child: int
    housing: int
    first_carer: int
    second_carer: int
    first_health: int
    second_health: int


class Rises(NamedTuple):
    """What the elements of an award rose by since last month, in pence and never negative.

    `health` is the LCW or LCWRA element, netted with the carer element of the adult who brings it.
    """

    standard_allowance: int
    child: int
    disabled_child: int
    housing: int
    carer: int
    health: int


@rule
def limited_total(elements: LimitedElements) -> int:
    """Return the sum of the elements."""
    basic = elements.standard_allowance + elements.child + elements.disabled_child + elements.housing
    carers = elements.first_carer + elements.second_carer
    return basic + carers + elements.first_health + elements.second_health


@rule
def rises(before: LimitedElements, now: LimitedElements) -> Rises:
    """Return what each element rose by since last month; the fall of one does not offset the rise of another.

    One exception: where the carer element of an adult gives way to a health element of the same adult, or takes its
    place, the two are one change (SSWP v MJ [2025] UKUT 35). What changes for two people is never one.
    """
    first, second = now.first_carer - before.first_carer, now.second_carer - before.second_carer
    health = now.first_health + now.second_health - before.first_health - before.second_health
    holder = now if health > 0 else before
    own = 0
    if health != 0:
        own = first if holder.first_health > 0 else second
    return Rises(
        max(0, now.standard_allowance - before.standard_allowance),
        max(0, now.child - before.child),
        max(0, now.disabled_child - before.disabled_child),
        max(0, now.housing - before.housing),
        max(0, first) + max(0, second) - max(0, own),
        max(0, health + own),
    )


@rule
def erosion(before: LimitedElements, now: LimitedElements) -> int:
    """Return by how much the transitional element erodes: nothing in the first month, which has none before it."""
    if limited_total(before) == 0:
        return 0
    rose = rises(before, now)
    return rose.standard_allowance + rose.child + rose.disabled_child + rose.housing + rose.carer + rose.health


@rule
def transitional_element(amount: int, before: LimitedElements, now: LimitedElements) -> int:
    """Return what is left of a transitional element (TP Regs reg 55(2))."""
    return max(0, amount - erosion(before, now))
