"""The Work Capability Assessment: referral, a queue in each district, decisions, reassessment and leaving a group.

The gateway by PIP that would replace it, which a scenario alone opens, is left out.
"""

from __future__ import annotations

import numpy as np

from benchmarks.twin.awards import earns_past_gateway
from benchmarks.twin.codes import (
    Condition,
    HealthGroup,
    Job,
    LcwraRoute,
    Presence,
    Referral,
    Severity,
    Unassessed,
    WcaDisputeResult,
    WcaDisputeStage,
    WcaOutcome,
)
from benchmarks.twin.spells import (
    add_strain,
    close_dispute,
    find_lcwra,
    has_paid_partner,
    leave_assessor,
    move_health_group,
    open_dispute,
    set_reassessment,
)
from benchmarks.twin.world import (
    MILLI,
    Array,
    Rows,
    World,
    first_in_line,
    left_over,
    per_district,
    tally,
    whole_rows,
)


def with_odds(share: Array, ratio: float | Array) -> Array:
    """Return shares after their odds are multiplied."""
    return np.asarray(share * ratio / (1.0 - share + share * ratio))


def outcome_shares(world: World, rows: Rows, is_repeat: bool) -> tuple[Array, Array]:
    """Return the chances that decisions are LCWRA, and that they find people fit for work."""
    person, p = world.person, world.policy.assessment
    severity = person.severity[rows]
    mild, limiting, severe = p.lcwra_share_mild, p.lcwra_share_work_limiting, p.lcwra_share_severe
    first = np.array([mild, mild, limiting, severe])[severity]
    lcw = np.array([p.lcw_share_mild, p.lcw_share_mild, p.lcw_share_work_limiting, p.lcw_share_severe])[severity]
    is_mental = person.condition[rows] == Condition.MENTAL_HEALTH
    lcwra = with_odds(first, np.where(is_mental, p.mental_health_odds, 1.0))
    rest = 1.0 - first
    fit = np.divide(np.maximum(rest - lcw, 0.0), rest, out=np.zeros_like(rest), where=rest > 0.0)
    if is_repeat:
        lcwra, fit = with_odds(lcwra, p.repeat_lcwra_odds), with_odds(fit, p.repeat_fit_odds)
    return lcwra, (1.0 - lcwra) * fit


def decide(world: World, rows: Rows, is_repeat: bool) -> None:
    """Decide the assessments of some people."""
    person, month, policy, line = world.person, world.month, world.policy, world.line
    p = policy.assessment
    lcwra, fit = outcome_shares(world, rows, is_repeat)
    share, before = world.draw(rows.size), person.health_group[rows]
    fit_note = np.where(before == HealthGroup.LCW, month, person.fit_note_since[rows])
    is_mental = person.condition[rows] == Condition.MENTAL_HEALTH
    risk = np.where(is_mental, p.substantial_risk_share_mental, p.substantial_risk_share_other)
    at_risk = (share >= lcwra * (1.0 - risk)) & (share < lcwra)
    is_lcwra = (share < lcwra) & (~at_risk | (p.substantial_risk > 0.0))
    is_fit = share >= np.maximum(1.0 - fit, lcwra)
    is_lcw = ~is_lcwra & ~is_fit
    person.referral[rows] = Referral.NONE

    set_reassessment(world, rows[is_lcwra & (before == HealthGroup.LCWRA)])
    found = is_lcwra & (before != HealthGroup.LCWRA)
    again = found & (before == HealthGroup.LCW)
    person.fit_note_since[rows[again]] = month
    due = np.where(again, month, person.fit_note_since[rows] + policy.universal_credit.relevant_period)
    route = np.where(at_risk, LcwraRoute.SUBSTANTIAL_RISK, LcwraRoute.DESCRIPTORS)
    route[again & ~at_risk] = LcwraRoute.CHANGE_OF_CONDITION
    person.from_esa[rows[again]] = False
    find_lcwra(world, rows[found], route[found], due[found])
    move_health_group(world, rows[is_lcw & (before != HealthGroup.LCW)], HealthGroup.LCW)
    set_reassessment(world, rows[is_lcw])
    move_health_group(world, rows[is_fit], HealthGroup.NONE)

    here = world.here(rows)
    outcome = np.select([is_lcwra, is_lcw], [WcaOutcome.LCWRA, WcaOutcome.LCW], WcaOutcome.FIT_FOR_WORK)
    tally(line.wca_repeat if is_repeat else line.wca_initial, here, outcome)
    if is_repeat:
        add_strain(world, rows, policy.health.cases_reassessment)
    else:
        tally(line.wca_wait, here, amount=month - person.referred_month[rows])
    line.wca_cost += per_district(world, rows) * policy.costs.assessment
    close_dispute(world, rows, WcaDisputeResult.LAPSED)
    asks = np.flatnonzero(~is_lcwra)
    asks = asks[world.draw(asks.size) < policy.wca_disputes.reconsideration_share]
    asking = rows[asks]
    person.disputed_fit_note[asking] = fit_note[asks]
    first_due = fit_note[asks] + policy.universal_credit.relevant_period
    person.disputed_from[asking] = month if is_repeat else first_due
    open_dispute(world, asking, WcaDisputeStage.RECONSIDERATION, month + policy.wca_disputes.reconsideration_months)


def refer(world: World, rows: Rows, why: int) -> None:
    """Put people into the assessor's queue."""
    world.person.referral[rows] = why
    world.person.referred_month[rows] = world.month
    tally(world.line.wca_referrals, world.here(rows))


def refer_fit_notes(world: World) -> None:
    """Refer people whose fit note has lasted long enough."""
    person = world.person
    is_waiting = (person.health_group == HealthGroup.PRE_WCA) & (person.referral == Referral.NONE)
    rows = np.flatnonzero(is_waiting & (person.presence == Presence.PRESENT))
    due = rows[world.month - person.fit_note_since[rows] >= world.policy.assessment.referral_after]
    refer(world, due[~earns_past_gateway(world, due)], Referral.INITIAL)


def change_decided(world: World) -> None:
    """Let people with LCW or LCWRA leave, or be referred again for worse health or a new job."""
    person, p = world.person, world.policy.assessment
    rows = np.flatnonzero((person.health_group >= HealthGroup.LCW) & (person.presence == Presence.PRESENT))
    u = world.benefit_luck[rows]
    falls_due = (person.reassess_month[rows] == world.month) & (person.referral[rows] == Referral.NONE)
    tally(world.line.wca_fell_due, world.here(rows[falls_due]))
    is_recovered = (person.severity[rows] < Severity.WORK_LIMITING) & ~person.lifelong[rows]
    leaves = u < p.other_leaves + np.where(is_recovered, p.recovered_leaves, 0.0)
    changes = (person.health_group[rows] == HealthGroup.LCW) & (u > 1.0 - p.lcw_worsening)
    began_work = (person.job[rows] != Job.OUT) & (person.job_since[rows] == world.month - 1) & ~person.lifelong[rows]
    changes |= began_work & (world.draw(rows.size) < p.reassess_on_work)
    changes &= (person.referral[rows] == Referral.NONE) & ~leaves
    leave_assessor(world, rows[changes], Unassessed.REPORTED_CHANGE, world.month)
    refer(world, rows[changes], Referral.REASSESSMENT)
    leave_assessor(world, rows[leaves], Unassessed.HEALTH_CLAIM_ENDED, world.month)
    move_health_group(world, rows[leaves], HealthGroup.NONE)


def serve_queue(world: World, why: int, slots: Array) -> Array:
    """Decide the longest waits of one kind of referral; return how many in each district."""
    waiting = np.flatnonzero(world.person.referral == why)
    served = first_in_line(world, waiting, world.person.referred_month[waiting], slots)
    decide(world, served, why == Referral.REASSESSMENT)
    return per_district(world, served)


def overdue(world: World) -> Rows:
    """Return people whose prognosis is over and who are not in the queue."""
    person = world.person
    due = (person.reassess_month != 0) & (person.reassess_month <= world.month)
    return np.flatnonzero(due & (person.referral == Referral.NONE) & (person.presence == Presence.PRESENT))


def call(world: World, slots: Array) -> Array:
    """Reassess the longest overdue prognoses at once; return how many in each district."""
    due = overdue(world)
    called = first_in_line(world, due, world.person.reassess_month[due], slots)
    tally(world.line.wca_referrals, world.here(called))
    tally(world.line.wca_called, world.here(called))
    decide(world, called, is_repeat=True)
    return per_district(world, called)


def waiting_for(world: World, why: int) -> Array:
    """Return how many wait for one kind of assessment in each district."""
    return per_district(world, np.flatnonzero(world.person.referral == why))


def capacity(world: World) -> float:
    """Return the assessments of a month, slowed by those held face to face."""
    p = world.policy.assessment
    slower = p.face_to_face_time - 1.0
    return float(p.capacity * (1.0 + p.face_to_face_measured * slower) / (1.0 + p.face_to_face_share * slower))


def hold_back(world: World) -> None:
    """Count the LCWRA element that late first decisions keep back, at the chance that they will be LCWRA."""
    person, credit = world.person, world.policy.universal_credit
    due = person.fit_note_since + credit.relevant_period <= world.month
    rows = np.flatnonzero((person.referral == Referral.INITIAL) & due)
    rows = rows[~has_paid_partner(world, rows)]
    is_old = person.fit_note_since[rows] < credit.new_rate_from
    element = np.where(is_old, credit.lcwra_protected, credit.lcwra_new)
    lcwra, _ = outcome_shares(world, rows, is_repeat=False)
    tally(world.line.uc_held_back, world.here(rows), amount=np.floor(element * lcwra + 0.5).astype(np.int64))


def step(world: World) -> None:
    """Refer, assess in order of waiting as far as capacity reaches, and let recovered people leave."""
    district, p, size = world.district, world.policy.assessment, MILLI * world.grossing
    refer_fit_notes(world)
    change_decided(world)
    supply = (capacity(world) * MILLI * district.share_of_assessors).astype(np.int64)
    again = (min(p.reassessments, capacity(world)) * MILLI * district.share_of_assessors).astype(np.int64)
    kept = (p.reassessment_share * supply).astype(np.int64)
    slots = whole_rows(supply, district.assessments_carried, size)
    ceiling = whole_rows(again, district.reassessments_carried, size)
    called_supply = (p.prognosis_share * again).astype(np.int64)
    waiting, changed = waiting_for(world, Referral.INITIAL), waiting_for(world, Referral.REASSESSMENT)
    ended = per_district(world, overdue(world))
    due = changed + ended
    before = np.minimum.reduce([due, ceiling, whole_rows(kept, district.kept_carried, size), slots])
    served = serve_queue(world, Referral.INITIAL, np.minimum(waiting, slots - before))
    repeats = np.minimum(np.minimum(due, ceiling), slots - served)
    kept_for_ended = np.minimum.reduce([ended, repeats, whole_rows(called_supply, district.called_carried, size)])
    first = serve_queue(world, Referral.REASSESSMENT, np.minimum(changed, repeats - kept_for_ended))
    called = call(world, repeats - first)
    is_due = repeats < due
    is_short = (served < waiting) | (repeats < np.minimum(due, ceiling))
    district.assessments_carried = left_over(supply, district.assessments_carried, size, served + repeats, is_short)
    district.reassessments_carried = left_over(again, district.reassessments_carried, size, repeats, is_due)
    district.kept_carried = np.maximum(left_over(kept, district.kept_carried, size, repeats, is_due), 0)
    left = left_over(called_supply, district.called_carried, size, called, called < ended)
    district.called_carried = np.maximum(left, 0)
    hold_back(world)
