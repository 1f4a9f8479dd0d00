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


def is_health_status(status: Array) -> Mask:
    """Return whether a work group is one to whom the voluntary health offer is made."""
    return np.asarray(status <= WorkStatus.PIP_ONLY)
