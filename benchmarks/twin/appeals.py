"""Disputed WCA decisions: mandatory reconsideration, then the tribunal."""

from __future__ import annotations

import numpy as np

from benchmarks.twin.codes import HealthGroup, LcwraRoute, Presence, Unassessed, WcaDisputeResult, WcaDisputeStage
from benchmarks.twin.spells import (
    close_dispute,
    find_lcwra,
    leave_assessor,
    move_health_group,
    open_dispute,
    set_reassessment,
)
from benchmarks.twin.world import Array, Rows, World, per_district


def win(world: World, rows: Rows, is_lcwra: Array) -> None:
    """Change decisions to LCWRA or to LCW, as if they had been made so."""
    close_dispute(world, rows, WcaDisputeResult.CHANGED)
    leave_assessor(world, rows, Unassessed.DISPUTE_WON, world.month)
    person = world.person
    held, disputed = person.fit_note_since[rows], person.disputed_fit_note[rows]
    person.fit_note_since[rows] = np.where(is_lcwra | (held == 0) | (held > disputed), disputed, held)
    won, less = rows[is_lcwra], rows[~is_lcwra]
    find_lcwra(world, won, LcwraRoute.DISPUTE, world.person.disputed_from[won])
    move_health_group(world, less, HealthGroup.LCW)
    set_reassessment(world, less)


def settle(world: World, rows: Rows, stage: int) -> None:
    """Settle disputes that stand at one stage."""
    person, policy, p = world.person, world.policy, world.policy.wca_disputes
    is_final = stage == WcaDisputeStage.TRIBUNAL
    cost = policy.costs.wca_tribunal if is_final else policy.costs.wca_reconsideration
    group, share = person.health_group[rows], world.draw(rows.size)
    success = p.tribunal_success if is_final else p.reconsideration_success
    lapses = (group == HealthGroup.LCWRA) | (world.unit.uc_since[person.unit[rows]] == 0)
    wins, loses = ~lapses & (share < success), ~lapses & (share >= success)
    world.line.wca_dispute_cost[:, stage] += per_district(world, rows[~lapses]) * cost
    close_dispute(world, rows[lapses], WcaDisputeResult.LAPSED)
    is_lcwra = (group == HealthGroup.LCW) | (share < success * p.changed_to_lcwra)
    win(world, rows[wins], is_lcwra[wins])
    lost = rows[loses]
    close_dispute(world, lost, WcaDisputeResult.UPHELD)
    if not is_final:
        going_on = lost[world.draw(lost.size) < p.tribunal_share]
        open_dispute(world, going_on, WcaDisputeStage.TRIBUNAL, world.month + p.tribunal_months)


def step(world: World) -> None:
    """Settle the stages of disputes that end in this month."""
    person = world.person
    due = np.flatnonzero((person.wca_dispute_month == world.month) & (person.presence == Presence.PRESENT))
    stage = person.wca_dispute_stage[due]
    for each in (WcaDisputeStage.TRIBUNAL, WcaDisputeStage.RECONSIDERATION):
        settle(world, due[stage == each], each)
