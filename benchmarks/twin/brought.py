"""What each adult of a unit brings for caring and for health, and what erodes a transitional element.

Each function takes whole columns; "UC Regs" are SI 2013/376, "TP Regs" SI 2014/1230.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.twin.benefits import Adults
from benchmarks.twin.luck import Array
from benchmarks.twin.world import World
from welfsim.vocabulary.codes import HealthGroup

FAMILY_AND_HOME = ("last_standard_allowance", "last_child", "last_disabled_child", "last_housing")
CARE_AND_HEALTH = ("last_first_carer", "last_second_carer", "last_first_health", "last_second_health")
LIMITED = (*FAMILY_AND_HOME, *CARE_AND_HEALTH)


@dataclass(frozen=True)
class Brought:
    """Carer elements, LCW and LCWRA elements, each a pair: what the first and what the second adults bring."""

    carer: tuple[Array, Array]
    lcw: tuple[Array, Array]
    protected: tuple[Array, Array]
    new: tuple[Array, Array]

    @property
    def health(self) -> tuple[Array, Array]:
        """Return the one LCW or LCWRA element of a unit, with the adult who brings it."""
        first, second = zip(self.lcw, self.protected, self.new, strict=True)
        return sum(first), sum(second)

    @property
    def total(self) -> Array:
        """Return all of them together."""
        return sum(self.carer) + sum(self.health)


def brought(world: World, a: Adults, b: Adults, in_a: Array, in_b: Array) -> Brought:
    """Return what two adults bring for caring and for health, given with whom LCWRA counts (UC Regs regs 27, 29).

    A unit has the higher of two LCWRA elements; of two alike it is the one of the adult who does not care. Who brings
    it brings none for caring, and a carer none for LCW; LCW is for spells of long ago and without an LCWRA element.
    """
    p = world.policy.universal_credit
    rates = [np.where(adults.is_protected, p.lcwra_protected, p.lcwra_new) for adults in (a, b)]
    is_firsts = np.where(in_a & in_b, (rates[0] > rates[1]) | ((rates[0] == rates[1]) & ~a.is_carer), in_a)
    brings = (in_a & is_firsts, in_b & ~is_firsts)
    cares = [adults.claims & adults.is_carer & ~own for adults, own in zip((a, b), brings, strict=True)]
    in_lcw = [
        adults.claims & (adults.health_group == HealthGroup.LCW) & ~adults.is_carer & (adults.spell_since < p.lcw_until)
        for adults in (a, b)
    ]
    nobody = ~in_a & ~in_b
    return Brought(
        carer=(cares[0] * p.carer, cares[1] * p.carer),
        lcw=((nobody & in_lcw[0]) * p.lcw, (nobody & in_lcw[1] & ~in_lcw[0]) * p.lcw),
        protected=(brings[0] * a.is_protected * rates[0], brings[1] * b.is_protected * rates[1]),
        new=(brings[0] * ~a.is_protected * rates[0], brings[1] * ~b.is_protected * rates[1]),
    )


def as_found(world: World, a: Adults, b: Adults) -> Brought:
    """Return what two adults bring today."""
    return brought(world, a, b, *(adults.claims & adults.has_lcwra_paid for adults in (a, b)))


def awaited(world: World, a: Adults, b: Adults) -> Array:
    """Return what LCWRA would add to awards in whose relevant period it is kept out (UC Regs reg 28)."""
    waits = [adults.claims & adults.awaits_element for adults in (a, b)]
    then = brought(world, a, b, *(adults.claims & (adults.has_lcwra_paid | adults.awaits_element) for adults in (a, b)))
    return np.where(waits[0] | waits[1], np.maximum(then.total - as_found(world, a, b).total, 0), 0)


def eroded(world: World, rows: Array, limited: dict[str, Array]) -> Array:
    """Return transitional elements less each rise of another element; nothing in a first month (TP Regs reg 55).

    The carer and the health element of one adult are one amount when the one takes the place of the other, so that
    only what is gained counts (SSWP v MJ [2025] UKUT 35); all else rises or falls on its own.
    """
    unit = world.unit
    before = {name: getattr(unit, name)[rows] for name in limited}
    change = {name: amount - before[name] for name, amount in limited.items()}
    health = change["last_first_health"] + change["last_second_health"]
    of_first = np.where(health > 0, limited["last_first_health"], before["last_first_health"]) > 0
    carers = (change["last_first_carer"], change["last_second_carer"])
    beside_health = np.where(health == 0, 0, np.where(of_first, *carers))
    apart = sum(np.maximum(carer, 0) for carer in carers) - np.maximum(beside_health, 0)
    rise = apart + np.maximum(health + beside_health, 0) + sum(np.maximum(change[name], 0) for name in FAMILY_AND_HOME)
    is_first_month = sum(before.values()) == 0
    return np.maximum(unit.transitional_element[rows] - np.where(is_first_month, 0, rise), 0)
