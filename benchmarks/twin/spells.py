"""Moves between benefit groups, each with its account line."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.twin.codes import EsaGroup, EsaKind, HealthGroup, Referral, Severity
from benchmarks.twin.world import Mask, Rows, World, tally


def move_health_group(world: World, rows: Rows, group: int) -> None:
    """Move people to a UC health group."""
    person = world.person
    tally(world.line.uc_health_moves, world.here(rows), person.health_group[rows], group)
    person.health_group[rows] = group
    person.group_since[rows] = world.month
    person.referral[rows] = Referral.NONE
    if group != HealthGroup.LCWRA:
        person.element_from[rows] = 0
    if group == HealthGroup.NONE:
        person.reassess_month[rows] = 0
        person.from_esa[rows] = False
        person.lifelong[rows] = False


def holds_protected_rate(world: World, rows: Rows) -> Mask:
    """Return whether LCWRA is paid to people at the protected rate."""
    person = world.person
    is_old = person.fit_note_since[rows] < world.policy.universal_credit.new_rate_from
    return np.asarray(is_old | person.lifelong[rows] | person.from_esa[rows])


def find_lcwra(world: World, rows: Rows, element_from: Any) -> None:
    """Put people into LCWRA, with arrears when the element was due earlier than this month."""
    person, month, policy = world.person, world.month, world.policy
    move_health_group(world, rows, HealthGroup.LCWRA)
    person.element_from[rows] = element_from
    severe = rows[person.severity[rows] == Severity.SEVERE]
    person.lifelong[severe] = world.lifelong_rank[severe] < policy.assessment.lifelong_share
    person.reassess_month[rows] = np.where(person.lifelong[rows], 0, month + policy.assessment.prognosis)
    p = policy.universal_credit
    element = np.where(holds_protected_rate(world, rows), p.lcwra_protected, p.lcwra_new)
    late = np.maximum(month - person.element_from[rows].astype(np.int64), 0)
    tally(world.line.uc_arrears, world.here(rows), amount=late * element)


def move_esa(world: World, rows: Rows, kind: int, group: int) -> None:
    """Move people to an ESA kind and group."""
    person = world.person
    tally(world.line.esa_moves, world.here(rows), person.esa_group[rows], group)
    person.esa_kind[rows] = kind
    person.esa_group[rows] = group
    person.esa_since[rows] = world.month


def end_esa(world: World, rows: Rows) -> None:
    """End people's ESA, if any."""
    person = world.person
    held = rows[person.esa_group[rows] != EsaGroup.NONE]
    person.esa_link[held] = np.where(person.esa_kind[held] == EsaKind.NEW_STYLE, person.esa_group[held], EsaGroup.NONE)
    move_esa(world, held, EsaKind.NONE, EsaGroup.NONE)


def add_strain(world: World, rows: Rows, cases: Any) -> None:
    """Put the mental health problems that events bring, or spare, upon what is left of earlier events."""
    person, decay = world.person, world.policy.health.strain_decay
    since = world.month - person.strain_month[rows].astype(np.float64)
    person.strain[rows] = person.strain[rows] * np.exp(-since / decay) + cases
    person.strain_month[rows] = world.month
