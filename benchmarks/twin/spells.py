"""Moves between benefit groups, each with its account line.

The age from which the LCWRA element is paid, a lever without effect in law, is left out.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.twin.codes import (
    EsaGroup,
    EsaKind,
    HealthGroup,
    LcwraRoute,
    Presence,
    Referral,
    Severity,
    WcaDisputeStage,
)
from benchmarks.twin.world import Array, Mask, Rows, World, tally


def move_health_group(world: World, rows: Rows, group: int) -> None:
    """Move people to a UC health group."""
    person = world.person
    tally(world.line.uc_health_moves, world.here(rows), person.health_group[rows], group)
    person.health_group[rows] = group
    person.group_since[rows] = world.month
    if group != HealthGroup.LCWRA:
        person.element_from[rows] = 0
    if group == HealthGroup.NONE:
        person.reassess_month[rows] = 0
        person.from_esa[rows] = False
        person.lifelong[rows] = False


def leave_assessor(world: World, rows: Rows, why: int, month: int) -> None:
    """Take people out of the assessor's queue undecided, or from among those due in a month."""
    person = world.person
    waits = person.referral[rows] != Referral.NONE
    is_due = (person.reassess_month[rows] != 0) & (person.reassess_month[rows] <= month)
    tally(world.line.wca_left, world.here(rows[waits]), why)
    tally(world.line.wca_due_left, world.here(rows[~waits & is_due]), why)
    person.referral[rows] = Referral.NONE


def holds_protected_rate(world: World, rows: Rows) -> Mask:
    """Return whether LCWRA is paid to people at the protected rate."""
    person = world.person
    is_old = person.fit_note_since[rows] < world.policy.universal_credit.new_rate_from
    return np.asarray(is_old | person.lifelong[rows] | person.from_esa[rows])


def set_reassessment(world: World, rows: Rows) -> None:
    """Set the months from which people are due for reassessment: never with a lifelong condition."""
    p = world.policy.assessment
    months = p.prognosis * (1.0 + p.prognosis_spread * (2.0 * world.draw(rows.size) - 1.0)) + 0.5
    due = world.month + np.maximum(months.astype(np.int64), 1)
    world.person.reassess_month[rows] = np.where(world.person.lifelong[rows], 0, due)


def has_paid_partner(world: World, rows: Rows) -> Mask:
    """Return whether people's partners bring the unit's LCWRA element this month."""
    person, unit = world.person, world.unit
    j = person.unit[rows]
    other = 2 * unit.first_person[j] + unit.adults[j] - 1 - rows
    has_lcwra = (person.presence[other] == Presence.PRESENT) & (person.health_group[other] == HealthGroup.LCWRA)
    return np.asarray((other != rows) & has_lcwra & (person.element_from[other] <= world.month))


def months_owed(world: World, rows: Rows) -> Array:
    """Return for how many months before this one an LCWRA element is owed: none once the partner's is paid."""
    person, unit = world.person, world.unit
    j = person.unit[rows]
    other = 2 * unit.first_person[j] + unit.adults[j] - 1 - rows
    has_partner = (other != rows) & (person.presence[other] == Presence.PRESENT)
    has_partner &= person.health_group[other] == HealthGroup.LCWRA
    until = np.where(has_partner, np.minimum(person.element_from[other], world.month), world.month)
    return np.maximum(until.astype(np.int64) - person.element_from[rows], 0)


def find_lcwra(world: World, rows: Rows, route: int | Array, element_from: Any) -> None:
    """Put people into LCWRA, with arrears when the element was due earlier than this month."""
    person, policy = world.person, world.policy
    route = np.broadcast_to(route, rows.shape)
    move_health_group(world, rows, HealthGroup.LCWRA)
    person.element_from[rows] = element_from
    person.lifelong[rows[route == LcwraRoute.TERMINAL_ILLNESS]] = True
    may_be = (route != LcwraRoute.TERMINAL_ILLNESS) & (route != LcwraRoute.SUBSTANTIAL_RISK)
    severe = rows[may_be & (person.severity[rows] == Severity.SEVERE)]
    person.lifelong[severe] = world.lifelong_rank[severe] < policy.assessment.lifelong_share
    is_constant = (route == LcwraRoute.DESCRIPTORS) & person.lifelong[rows]
    tally(world.line.lcwra_found, world.here(rows), np.where(is_constant, LcwraRoute.SEVERE_CONDITIONS, route))
    set_reassessment(world, rows)
    p = policy.universal_credit
    element = np.where(holds_protected_rate(world, rows), p.lcwra_protected, p.lcwra_new)
    tally(world.line.uc_arrears, world.here(rows), amount=months_owed(world, rows) * element)


def open_after_esa(world: World, j: Rows) -> None:
    """Open the Universal Credit of units whose income-related ESA ends, unless it is open."""
    unit = world.unit
    opened = j[unit.uc_since[j] == 0]
    unit.uc_since[opened] = world.month
    unit.uc_nil_since[opened] = 0
    tally(world.line.uc_claims, unit.district[opened].astype(np.intp))


def carry_esa_group(world: World, rows: Rows) -> None:
    """End people's income-related ESA and put them into the health group of Universal Credit found there."""
    person = world.person
    group = np.where(person.esa_group[rows] == EsaGroup.SUPPORT, HealthGroup.LCWRA, HealthGroup.LCW)
    spell_since = person.esa_since[rows]
    end_esa(world, rows)
    for to in (HealthGroup.LCWRA, HealthGroup.LCW):
        move_health_group(world, rows[group == to], to)
    in_support = rows[group == HealthGroup.LCWRA]
    tally(world.line.lcwra_found, world.here(in_support), LcwraRoute.ESA)
    person.element_from[in_support] = world.month
    person.fit_note_since[rows] = spell_since
    person.from_esa[rows] = True
    due = world.month + world.policy.assessment.prognosis
    person.reassess_month[rows] = np.where(person.lifelong[rows], 0, due)


def answer_losses(world: World, rows: Rows, loss: int, is_extra: Mask) -> None:
    """Let claims end the losses that they can answer; count those made for the loss alone."""
    person = world.person
    answers = person.lost_benefit[rows] == loss
    tally(world.line.claims_after_loss, world.here(rows[answers & is_extra]), loss)
    person.lost_benefit[rows[answers]] = 0


def open_dispute(world: World, rows: Rows, stage: int, settled: int) -> None:
    """Open one stage of disputes of WCA decisions."""
    world.person.wca_dispute_stage[rows] = stage
    world.person.wca_dispute_month[rows] = settled
    tally(world.line.wca_disputes_opened, world.here(rows), stage)


def close_dispute(world: World, rows: Rows, result: int) -> None:
    """Close the stages at which disputes of WCA decisions stand, if any."""
    person = world.person
    held = rows[person.wca_dispute_stage[rows] != WcaDisputeStage.NONE]
    tally(world.line.wca_disputes, world.here(held), person.wca_dispute_stage[held], result)
    person.wca_dispute_stage[held] = WcaDisputeStage.NONE
    person.wca_dispute_month[held] = 0


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
