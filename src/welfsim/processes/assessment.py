"""The Work Capability Assessment: referral, a real queue, decisions, reassessment and leaving a health group."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.universal_credit import lcwra_payable_from
from welfsim.compiled import kernel, rule
from welfsim.draws import TWO_32, Decision, Domain, hits, misses, uniform
from welfsim.rationing import MILLI, first_in_line, left_over, place_in_line, whole_rows
from welfsim.spells import add_strain, find_lcwra, move_health_group
from welfsim.standing import earns_past_gateway
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import (
    Condition,
    HealthGroup,
    Presence,
    Referral,
    Severity,
    WcaOutcome,
)
from welfsim.vocabulary.parameters import Assessment, Policy
from welfsim.vocabulary.state import Clock, Persons, Span, State

_FIT = int(WcaOutcome.FIT_FOR_WORK)
_LCW = int(WcaOutcome.LCW)
_LCWRA = int(WcaOutcome.LCWRA)


@rule
def with_odds(share: float, odds_ratio: float) -> float:
    """Return a share after its odds are multiplied."""
    if share >= 1.0:
        return 1.0
    odds = share / (1.0 - share) * odds_ratio
    return odds / (1.0 + odds)


@rule
def lcwra_share(severity: int, is_mental: bool, is_repeat: bool, p: Assessment) -> float:
    """Return the chance that a decision is LCWRA."""
    share = p.lcwra_share_mild
    if severity == Severity.SEVERE:
        share = p.lcwra_share_severe
    elif severity == Severity.WORK_LIMITING:
        share = p.lcwra_share_work_limiting
    if is_mental:
        share = with_odds(share, p.mental_health_odds)
    return with_odds(share, p.repeat_lcwra_odds) if is_repeat else share


@rule
def fit_share(severity: int, is_repeat: bool, p: Assessment) -> float:
    """Return the chance that a decision which is not LCWRA finds the person fit for work."""
    lcwra, lcw = p.lcwra_share_mild, p.lcw_share_mild
    if severity == Severity.SEVERE:
        lcwra, lcw = p.lcwra_share_severe, p.lcw_share_severe
    elif severity == Severity.WORK_LIMITING:
        lcwra, lcw = p.lcwra_share_work_limiting, p.lcw_share_work_limiting
    rest = 1.0 - lcwra
    share = max(rest - lcw, 0.0) / rest if rest > 0.0 else 0.0
    return with_odds(share, p.repeat_fit_odds) if is_repeat else share


@rule
def worsen(person: Persons, i: int, policy: Policy, clock: Clock, line: Accounts) -> None:
    """Move person `i` from LCW to LCWRA: a new claim to the element, at the rate of this month, paid from it.

    Protection needs LCWRA, or the wait for it, from before April 2026 (Universal Credit Act 2025 s.2); a spell of LCW
    does not give it.
    """
    person.fit_note_since[i] = clock.month
    find_lcwra(person, i, clock.month, policy, clock, line)


@rule
def decide(person: Persons, i: int, policy: Policy, clock: Clock, line: Accounts) -> None:
    """Decide the assessment of person `i`, in the order LCWRA, LCW, fit for work from the lowest draw."""
    p = policy.assessment
    d = person.district[i]
    is_repeat = person.referral[i] == Referral.REASSESSMENT
    severity = int(person.severity[i])
    is_mental = person.condition[i] == Condition.MENTAL_HEALTH
    share = uniform(clock.key, Decision.WCA_OUTCOME, person.person_id[i], clock.month) / TWO_32
    lcwra = lcwra_share(severity, is_mental, is_repeat, p)
    fit = (1.0 - lcwra) * fit_share(severity, is_repeat, p)
    before = person.health_group[i]
    person.referral[i] = Referral.NONE
    outcome = _LCW
    if share < lcwra:
        outcome = _LCWRA
        if before == HealthGroup.LCWRA:
            person.reassess_month[i] = clock.month + p.prognosis
        elif before == HealthGroup.LCW:
            worsen(person, i, policy, clock, line)
        else:
            due = lcwra_payable_from(int(person.fit_note_since[i]), False, policy.universal_credit)
            find_lcwra(person, i, due, policy, clock, line)
    elif share < 1.0 - fit:
        if before != HealthGroup.LCW:
            move_health_group(person, i, HealthGroup.LCW, clock.month, line)
        person.reassess_month[i] = clock.month + p.prognosis
    else:
        outcome = _FIT
        move_health_group(person, i, HealthGroup.NONE, clock.month, line)
    if is_repeat:
        line.wca_repeat[d, outcome] += 1
        add_strain(person, i, policy.health.cases_reassessment, clock.month, policy.health)
    else:
        line.wca_initial[d, outcome] += 1
    line.wca_wait[d] += clock.month - int(person.referred_month[i])
    line.wca_cost[d] += policy.costs.assessment
    if outcome != WcaOutcome.LCWRA:
        dispute = uniform(clock.key, Decision.WCA_APPEAL, person.person_id[i], clock.month) / TWO_32
        if dispute < policy.review.wca_dispute_share:
            person.wca_appeal_month[i] = clock.month + policy.review.wca_dispute_months


@rule
def refer(person: Persons, i: int, why: int, month: int, line: Accounts) -> None:
    """Put person `i` into the assessor's queue."""
    person.referral[i] = why
    person.referred_month[i] = month
    line.wca_referrals[person.district[i]] += 1


@rule
def serve_queue(
    state: State, policy: Policy, clock: Clock, line: Accounts, first: int, end: int, why: int, slots: int
) -> tuple[int, int]:
    """Decide the `slots` longest waits of one kind of referral in some rows; return waiting and decided."""
    person = state.person
    rows, places = np.empty(end - first, np.int64), np.empty(end - first, np.int64)
    n = 0
    for i in range(first, end):
        if person.referral[i] == why:
            draw = uniform(clock.key, Decision.WCA_PRIORITY, person.person_id[i], clock.month)
            places[n] = place_in_line(0, int(person.referred_month[i]), draw, int(person.person_id[i]))
            rows[n] = i
            n += 1
    served = first_in_line(rows[:n], places[:n], slots)
    for i in served:
        decide(person, i, policy, clock, line)
    return n, served.size


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Refer, assess in order of waiting as far as capacity reaches, and let recovered people leave."""
    person, district, p = state.person, state.district, policy.assessment
    for i in range(span.first_person, span.end_person):
        group = person.health_group[i]
        if group == HealthGroup.NONE or person.presence[i] != Presence.PRESENT:
            continue
        if group == HealthGroup.PRE_WCA:
            if (
                person.referral[i] == Referral.NONE
                and clock.month - int(person.fit_note_since[i]) >= p.referral_after
                and not earns_past_gateway(person, i, policy)
            ):
                refer(person, i, Referral.INITIAL, clock.month, line)
            continue
        u = int(luck[Domain.BENEFIT, i - span.first_person])
        leaves = p.other_leaves
        if person.severity[i] < Severity.WORK_LIMITING and not person.lifelong[i]:
            leaves += p.recovered_leaves
        if hits(u, leaves):
            move_health_group(person, i, HealthGroup.NONE, clock.month, line)
        elif group == HealthGroup.LCW and misses(u, p.lcw_worsening):
            worsen(person, i, policy, clock, line)
        elif (
            person.reassess_month[i] != 0
            and person.reassess_month[i] <= clock.month
            and person.referral[i] == Referral.NONE
        ):
            refer(person, i, Referral.REASSESSMENT, clock.month, line)

    size = MILLI * clock.grossing
    first = span.first_person
    for d in range(span.first_district, span.end_district):
        end = first
        while end < span.end_person and person.district[end] == d:
            end += 1
        supply = int(p.capacity * MILLI * district.share_of_assessors[d])
        slots = whole_rows(supply, district.assessments_carried[d], size)
        waiting, served = serve_queue(state, policy, clock, line, first, end, Referral.INITIAL, slots)
        repeat_supply = int(min(p.reassessments, p.capacity) * MILLI * district.share_of_assessors[d])
        repeat_slots = min(whole_rows(repeat_supply, district.reassessments_carried[d], size), slots - served)
        due, repeats = serve_queue(state, policy, clock, line, first, end, Referral.REASSESSMENT, repeat_slots)
        is_short = served < waiting or repeats < due
        district.assessments_carried[d] = left_over(
            supply, district.assessments_carried[d], size, served + repeats, is_short
        )
        district.reassessments_carried[d] = left_over(
            repeat_supply, district.reassessments_carried[d], size, repeats, repeats < due
        )
        first = end
