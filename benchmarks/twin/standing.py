"""How people stand this month: work group and disability benefit."""

from __future__ import annotations

import numpy as np

from benchmarks.twin.codes import EsaGroup, HealthGroup, PipRate, Regime, WorkStatus
from benchmarks.twin.world import Array, Mask, Rows, World

MONTHS_AT_25 = 25 * 12
MONTHS_AT_35 = 35 * 12
MONTHS_AT_50 = 50 * 12


def has_disability_benefit(world: World, rows: Rows) -> Mask:
    """Return whether people have either component of PIP or ADP."""
    person = world.person
    return np.asarray((person.daily_living[rows] != PipRate.NONE) | (person.mobility[rows] != PipRate.NONE))


def work_status(world: World, rows: Rows) -> Array:
    """Return the group by which people's entry into work is set and counted, the first that applies."""
    person = world.person
    health, esa, regime = person.health_group[rows], person.esa_group[rows], person.regime[rows]
    status = np.where(regime == Regime.NOT_ON_UC, np.int8(WorkStatus.OFF_BENEFIT), np.int8(WorkStatus.UC_OTHER))
    status[has_disability_benefit(world, rows)] = WorkStatus.PIP_ONLY
    status[regime == Regime.INTENSIVE_SEARCH] = WorkStatus.SEARCHING
    status[health == HealthGroup.PRE_WCA] = WorkStatus.FIT_NOTE
    status[esa != EsaGroup.NONE] = WorkStatus.WRAG
    status[health == HealthGroup.LCW] = WorkStatus.LCW
    status[esa == EsaGroup.SUPPORT] = WorkStatus.ESA_SUPPORT
    status[health == HealthGroup.LCWRA] = WorkStatus.LCWRA
    return status


def replacement_hazards(world: World, rows: Rows, loss: int, amount: Array | int, granted: Array | float) -> Array:
    """Return the hazards that ill people claim another benefit for what they lost in the last months."""
    person, p = world.person, world.policy.claims
    acts = (person.lost_benefit[rows] == loss) & (world.month - person.lost_month[rows] <= p.replacement_months)
    acts &= person.severity[rows] > 0
    expected = p.replaceable_share * np.asarray(granted) * amount
    wanted = p.replaced_share * person.lost_income[rows]
    chance = np.minimum(np.divide(wanted, expected, out=np.zeros(rows.size), where=expected > 0.0), 1.0)
    return np.where(acts, 1.0 - (1.0 - chance) ** (1.0 / p.replacement_months), 0.0)


def is_health_status(status: Array) -> Mask:
    """Return whether a work group is one to whom the voluntary health offer is made."""
    return np.asarray(status <= WorkStatus.PIP_ONLY)
