"""The Work Capability Assessment: referral, a real queue, decisions, reassessment and leaving a health group."""

from __future__ import annotations

from math import exp

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.money import pence
from welfsim.awards.own_law import law_of, law_of_district
from welfsim.awards.universal_credit import holds_protected_rate, payable_from_age
from welfsim.compiled import kernel, move, rule
from welfsim.draws import Decision, Domain, hits, misses
from welfsim.rules.capability_outcomes import (
    fit_in_mode,
    fit_share,
    lcwra_in_mode,
    lcwra_over_modes,
    lcwra_share,
    outcome_of,
    risk_share,
    route_after_lcw,
    route_of,
    wca_mode,
)
from welfsim.rules.health_groups import (
    begin_as_new,
    call,
    element_due,
    end_referral,
    find_lcwra,
    has_lasting_support,
    leave_assessor,
    move_health_group,
    partners_element_from,
    refer,
    set_reassessment,
    wait_from,
)
from welfsim.rules.losses import forget_incapacity
from welfsim.rules.luck import chance_of, chance_since, luck_of, millionths_of
from welfsim.rules.rationing import (
    MILLI,
    Queue,
    join,
    left_over,
    room_for,
    share_slots,
    time_of_assessments,
    whole_rows,
)
from welfsim.rules.responses import served_in_turn
from welfsim.rules.standing import by_severity, earns_past_gateway, has_settled_in_work, is_due_again
from welfsim.rules.strain import add_strain
from welfsim.rules.wca_disputes import close_dispute, hold_decision, open_dispute
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import (
    Condition,
    HealthGroup,
    Job,
    LcwraRoute,
    PipRate,
    Presence,
    Referral,
    Response,
    Unassessed,
    WcaDisputeResult,
    WcaDisputeStage,
    WcaOutcome,
)
from welfsim.vocabulary.districts import Districts
from welfsim.vocabulary.parameters import Assessment, Policy, UniversalCredit
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock, Span, State


@rule
def monthly_capacity(p: Assessment) -> float:
    """Return the assessments of a month, slowed as more are face to face than when capacity was measured."""
    measured = time_of_assessments(p.face_to_face_measured, p.face_to_face_time)
    return p.capacity * measured / time_of_assessments(p.face_to_face_share, p.face_to_face_time)


@rule
def first_and_repeat(waiting: int, due: int, slots: int, ceiling: int, kept: int) -> tuple[int, int]:
    """Return how many first claims and how many reassessments are decided.

    Up to `kept` reassessments come first, then first claims, then reassessments again, never above their ceiling.
    """
    return share_slots(waiting, min(due, ceiling), slots, kept)


@rule
def asked_since(person: Persons, i: int, month: int) -> int:
    """Return the month in which the assessment of person `i`, decided in this one, was asked for.

    That is the month of the fit note. With LCW it is the month in which a change was reported; people who are called
    asked for nothing, and count from the decision.
    """
    if person.health_group[i] != HealthGroup.LCW:
        return int(person.fit_note_since[i])
    return int(person.referred_month[i]) if person.referral[i] == Referral.REASSESSMENT else month


@rule
def due_from(person: Persons, i: int, p: UniversalCredit, month: int) -> int:
    """Return the month from which LCWRA, found for person `i` in this one, brings the element.

    After a fit note the wait counts. It is over for people with LCW, whose element comes with the month of the report
    (UC, PIP, JSA and ESA (Decisions and Appeals) Regs 2013 Schedule 1). Those with LCWRA have had it until now.
    """
    if person.health_group[i] == HealthGroup.LCW:
        return asked_since(person, i, month)
    return element_due(person, i, p) if person.health_group[i] == HealthGroup.PRE_WCA else month


@move
def apply_outcome(
    person: Persons, i: int, outcome: int, route: int, policy: Policy, clock: Clock, line: Accounts
) -> None:
    """Move person `i` to the group of an outcome; a group that is kept has a new prognosis.

    LCWRA after LCW is a new claim to the element, at the rate of the month in which the new assessment was asked for
    (UC Regs Schedule 5A para 3): a spell of LCW, or of ESA without the support component, does not protect.
    """
    asked, due = asked_since(person, i, clock.month), due_from(person, i, policy.universal_credit, clock.month)
    before = person.health_group[i]
    end_referral(person, i)
    if outcome == WcaOutcome.FIT_FOR_WORK:
        move_health_group(person, i, HealthGroup.NONE, clock.month, line)
    elif outcome == WcaOutcome.LCW:
        if before != HealthGroup.LCW:
            move_health_group(person, i, HealthGroup.LCW, clock.month, line)
        set_reassessment(person, i, policy.assessment, clock)
    elif before == HealthGroup.LCWRA:
        set_reassessment(person, i, policy.assessment, clock)
    elif before == HealthGroup.LCW:
        begin_as_new(person, i, asked)
        find_lcwra(person, i, route_after_lcw(route), due, policy, clock, line)
    else:
        find_lcwra(person, i, route, due, policy, clock, line)


@move
def decide(person: Persons, i: int, policy: Policy, clock: Clock, line: Accounts) -> None:
    """Decide the assessment of person `i`; an earlier dispute lapses, and some dispute what is not LCWRA."""
    p, d = policy.assessment, person.counted_in[i]
    is_repeat = person.referral[i] != Referral.INITIAL
    is_mental = person.condition[i] == Condition.MENTAL_HEALTH
    referred = int(person.referred_month[i])
    share = chance_since(person, i, Decision.WCA_OUTCOME, referred, clock)
    mode, over_modes = wca_mode(person, i, p, clock), lcwra_share(int(person.severity[i]), is_mental, is_repeat, p)
    lcwra = lcwra_in_mode(over_modes, mode, p)
    fit = fit_in_mode((1.0 - over_modes) * fit_share(int(person.severity[i]), is_repeat, p), lcwra, mode, p)
    risk = risk_share(is_mental, p)
    outcome = outcome_of(share, lcwra, risk, fit, p)
    line.wca_modes[d, mode, outcome] += 1
    asked, due = asked_since(person, i, clock.month), due_from(person, i, policy.universal_credit, clock.month)
    apply_outcome(person, i, outcome, route_of(share, lcwra, risk), policy, clock, line)
    if is_repeat:
        line.wca_repeat[d, outcome] += 1
        add_strain(person, i, policy.health.cases_reassessment, clock.month, policy.health)
    else:
        line.wca_initial[d, outcome] += 1
        line.wca_wait[d] += clock.month - referred
    line.wca_cost[d] += policy.costs.assessment
    close_dispute(person, i, WcaDisputeResult.LAPSED, line)
    asks = chance_since(person, i, Decision.WCA_DISPUTE, referred, clock) < policy.wca_disputes.reconsideration_share
    if outcome != WcaOutcome.LCWRA and asks:
        settled = clock.month + policy.wca_disputes.reconsideration_months
        open_dispute(person, i, WcaDisputeStage.RECONSIDERATION, settled, line)
        hold_decision(person, i, asked, due)


@rule
def has_daily_living(person: Persons, i: int) -> bool:
    """Say whether person `i` has the daily living component of PIP or ADP."""
    return bool(person.daily_living[i] != PipRate.NONE)


@rule
def is_kept_from_wca(person: Persons, i: int, p: Assessment) -> bool:
    """Say whether person `i`'s group of the WCA outlasts its abolition: protected, severe conditions or terminal."""
    return bool((person.fit_note_since[i] < p.pip_gateway_from and p.pip_gateway_protects) or person.lifelong[i])


@rule
def is_fit_note_over(person: Persons, i: int, p: Assessment, month: int) -> bool:
    """Say whether person `i`'s fit note, which can bring no decision, has lasted as long as such a note may."""
    lasted = month - int(person.fit_note_since[i])
    return bool(person.health_group[i] == HealthGroup.PRE_WCA and lasted >= p.fit_note_without_decision)


@move
def pass_gateway(person: Persons, i: int, policy: Policy, clock: Clock, line: Accounts) -> None:
    """Give person `i`, on UC once the WCA is abolished, the element by daily living alone; end what is not kept.

    There is no relevant period, and no reassessment. A fit note that can bring no decision ends after some months. A
    reform: Pathways to Work Green Paper, March 2025.
    """
    group, is_kept = person.health_group[i], is_kept_from_wca(person, i, policy.assessment)
    if person.referral[i] != Referral.INITIAL or has_daily_living(person, i) or not is_kept:
        leave_assessor(person, i, Unassessed.WCA_ABOLISHED, clock.month - 1, policy.assessment, line)
    if has_daily_living(person, i):
        if group != HealthGroup.LCWRA:
            if group != HealthGroup.PRE_WCA:
                wait_from(person, i, clock.month)
            find_lcwra(person, i, LcwraRoute.PIP_GATEWAY, clock.month, policy, clock, line)
    elif not is_kept and (group >= HealthGroup.LCW or is_fit_note_over(person, i, policy.assessment, clock.month)):
        move_health_group(person, i, HealthGroup.NONE, clock.month, line)


@rule
def is_referred_first(person: Persons, i: int, policy: Policy, month: int) -> bool:
    """Say whether person `i`, on a fit note, is referred: when it has lasted, below the earnings gateway.

    Once the WCA is abolished only fit notes from before, if what they bring is kept.
    """
    p = policy.assessment
    has_wca = month < p.pip_gateway_from or is_kept_from_wca(person, i, p)
    is_long = month - int(person.fit_note_since[i]) >= p.referral_after
    return (
        person.referral[i] == Referral.NONE and is_long and has_wca and not earns_past_gateway(person, i, policy, month)
    )


@rule
def is_reassessed_for_work(person: Persons, i: int, p: Assessment, clock: Clock) -> bool:
    """Say whether a job begun last month sends person `i`, with LCW or LCWRA, to a reassessment.

    That work alone sends nobody there is the Right to Try (SI 2026/457).
    """
    if person.job[i] == Job.OUT or person.job_since[i] != clock.month - 1 or person.lifelong[i]:
        return False
    return bool(chance_of(person, i, Decision.WORK_REASSESSMENT, clock) < p.reassess_on_work)


@rule
def is_referred_again(person: Persons, i: int, u: int, p: Assessment, clock: Clock) -> bool:
    """Say whether person `i`, with LCW or LCWRA, is referred for a change: worse health with LCW, or a new job."""
    if person.referral[i] != Referral.NONE or clock.month >= p.pip_gateway_from:
        return False
    is_worse = person.health_group[i] == HealthGroup.LCW and misses(u, p.lcw_worsening)
    return bool(is_worse or is_reassessed_for_work(person, i, p, clock))


@rule
def leaves_hazard(severity: int, employability: float, is_lifelong: bool, p: Assessment) -> float:
    """Return the monthly hazard of leaving LCW or LCWRA by oneself while out of work; 0 with a lifelong condition.

    A base times severity and exp(`leaves_employability` × employability): the less employable stay longer.
    Source: a cohort of DWP, 2019 to 2022, for the level; the rest are assumptions in `assessment.leaves*`.
    """
    if is_lifelong:
        return 0.0
    of_severity = by_severity(severity, p.leaves_ratio_recovered, p.leaves_ratio_recovered, 1.0, p.leaves_ratio_severe)
    return p.leaves * of_severity * exp(p.leaves_employability * employability)


@rule
def leaves_group(person: Persons, i: int, policy: Policy, month: int) -> float:
    """Return the hazard that person `i` leaves LCW or LCWRA by themselves.

    It is higher with LCW, which brings no money and some requirements, and once settled in a job.
    """
    p = policy.assessment
    hazard = leaves_hazard(int(person.severity[i]), float(person.employability[i]), bool(person.lifelong[i]), p)
    if person.health_group[i] == HealthGroup.LCW:
        hazard *= p.leaves_ratio_lcw
    if has_settled_in_work(person, i, policy.claims, month):
        hazard += p.lcwra_leaves_in_work if person.health_group[i] == HealthGroup.LCWRA else p.lcw_leaves_in_work
    return hazard


@move
def follow(person: Persons, i: int, u: int, policy: Policy, clock: Clock, line: Accounts) -> None:
    """Let person `i`, with LCW or LCWRA, come to the end of the prognosis, leave or be referred again.

    Who leaves by themselves has lost nothing, so looks for no other benefit.
    """
    d, p = person.counted_in[i], policy.assessment
    line.wca_fell_due[d] += person.reassess_month[i] == clock.month and is_due_again(person, i, p, clock.month)
    hazard = leaves_group(person, i, policy, clock.month)
    line.leaving_chances[d, person.health_group[i]] += millionths_of(hazard)
    if hits(u, hazard):
        forget_incapacity(person, i)
        leave_assessor(person, i, Unassessed.HEALTH_CLAIM_ENDED, clock.month, p, line)
        move_health_group(person, i, HealthGroup.NONE, clock.month, line)
    elif is_referred_again(person, i, u, p, clock):
        leave_assessor(person, i, Unassessed.REPORTED_CHANGE, clock.month, p, line)
        refer(person, i, Referral.REASSESSMENT, clock.month, line)


@kernel
def join_referred(queue: Queue, state: State, policy: Policy, clock: Clock, first: int, end: int, why: int) -> int:
    """Put people in line for one kind of assessment, the longest wait first, and return how many they are.

    `why` is what they were referred for; NONE means those whose prognosis is over, the longest overdue first.
    """
    person, n = state.person, 0
    for i in range(first, end):
        since = int(person.referred_month[i])
        stands = person.referral[i] == why
        if why == Referral.NONE:
            since = int(person.reassess_month[i])
            stands = is_due_again(person, i, law_of(state, i, policy).assessment, clock.month)
        if stands:
            n = join(queue, n, person, i, since, Decision.WCA_PRIORITY, since, clock)
    return n


@kernel(allocates=True)
def queue_of(state: State, policy: Policy, clock: Clock, first: int, end: int, why: int) -> Queue:
    """Return the people in line for one kind of assessment; see `join_referred`."""
    queue = room_for(end - first)
    n = join_referred(queue, state, policy, clock, first, end, why)
    return Queue(queue.rows[:n], queue.places[:n])


@rule
def held_back(person: Persons, i: int, policy: Policy, month: int) -> int:
    """Return the LCWRA element that a late first decision keeps from person `i` this month, in pence.

    It is the element past the relevant period times the chance that the decision will be LCWRA: the cost of delay to
    those who wait, paid later as arrears to those found so. A partner's element in payment leaves nothing to keep back.
    """
    credit = policy.universal_credit
    due = element_due(person, i, credit)
    payable = payable_from_age(due, int(person.birth_month[i]), credit)
    has_paid_partner = partners_element_from(person, i, credit) <= month
    if person.referral[i] != Referral.INITIAL or payable > month or has_paid_partner:
        return 0
    is_mental = person.condition[i] == Condition.MENTAL_HEALTH
    by_esa = has_lasting_support(person, i, credit)
    is_protected = holds_protected_rate(int(person.fit_note_since[i]), due, False, by_esa, credit)
    element = credit.lcwra_protected if is_protected else credit.lcwra_new
    severity, p = int(person.severity[i]), policy.assessment
    return pence(element * lcwra_over_modes(lcwra_share(severity, is_mental, False, p), severity, p))


@kernel(allocates=True)
def serve_district(state: State, d: int, first: int, end: int, policy: Policy, clock: Clock, line: Accounts) -> None:
    """Decide the longest waits of a district's rows, as far as its share of capacity reaches.

    Of reassessments a share is kept for people whose prognosis is over, who are called and decided in one month; the
    others are for changes that people reported, and either kind takes what the other leaves.
    """
    person, district, p = state.person, state.district, law_of_district(state, d, policy).assessment
    size, share, capacity = MILLI * clock.grossing, district.share_of_assessors[d], monthly_capacity(p)
    supply = int(capacity * MILLI * share)
    repeat_supply = int(min(p.reassessments, capacity) * MILLI * share)
    kept_supply = int(p.reassessment_share * supply)
    called_supply = int(p.prognosis_share * repeat_supply)
    initial_queue = queue_of(state, policy, clock, first, end, Referral.INITIAL)
    changed_queue = queue_of(state, policy, clock, first, end, Referral.REASSESSMENT)
    due_queue = queue_of(state, policy, clock, first, end, Referral.NONE)
    waiting, reported, due = initial_queue.rows.size, changed_queue.rows.size, due_queue.rows.size
    ceiling = whole_rows(repeat_supply, district.reassessments_carried[d], size)
    initial, repeats = first_and_repeat(
        waiting,
        reported + due,
        whole_rows(supply, district.assessments_carried[d], size),
        ceiling,
        whole_rows(kept_supply, district.kept_carried[d], size),
    )
    for i in served_in_turn(state, initial_queue, initial, Response.ASSESSED.value, clock):
        decide(person, i, law_of(state, i, policy), clock, line)
    kept_for_due = whole_rows(called_supply, district.called_carried[d], size)
    changed, called = share_slots(reported, due, repeats, kept_for_due)
    for i in served_in_turn(state, changed_queue, changed, Response.ASSESSED.value, clock):
        decide(person, i, law_of(state, i, policy), clock, line)
    for i in served_in_turn(state, due_queue, called, Response.ASSESSED.value, clock):
        line.wca_referrals[person.counted_in[i]] += 1
        line.wca_called[person.counted_in[i]] += 1
        call(person, i)
        decide(person, i, law_of(state, i, policy), clock, line)
    for i in initial_queue.rows:
        line.uc_held_back[person.counted_in[i]] += held_back(person, i, law_of(state, i, policy), clock.month)
    is_due = repeats < reported + due
    is_short = initial < waiting or repeats < min(reported + due, ceiling)
    is_overdue = called < due
    carry_capacity(
        district,
        d,
        left_over(supply, district.assessments_carried[d], size, initial + repeats, is_short),
        left_over(repeat_supply, district.reassessments_carried[d], size, repeats, is_due),
        max(left_over(kept_supply, district.kept_carried[d], size, repeats, is_due), 0),
        max(left_over(called_supply, district.called_carried[d], size, called, is_overdue), 0),
    )


@move
def carry_capacity(district: Districts, d: int, assessments: int, reassessments: int, kept: int, called: int) -> None:
    """Carry what is left of the assessor's capacity in district `d`, short of one row, over to next month."""
    district.assessments_carried[d] = assessments
    district.reassessments_carried[d] = reassessments
    district.kept_carried[d] = kept
    district.called_carried[d] = called


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Refer, let recovered people leave, and assess in order of waiting as far as capacity reaches."""
    person, unit = state.person, state.unit
    for i in range(span.first_person, span.end_person):
        if person.presence[i] != Presence.PRESENT:
            continue
        law = law_of(state, i, policy)
        if clock.month >= law.assessment.pip_gateway_from and unit.uc_since[person.unit[i]] > 0:
            pass_gateway(person, i, law, clock, line)
            if has_daily_living(person, i):
                continue
        group = person.health_group[i]
        if group == HealthGroup.PRE_WCA:
            if is_referred_first(person, i, law, clock.month):
                refer(person, i, Referral.INITIAL, clock.month, line)
        elif group != HealthGroup.NONE:
            follow(person, i, luck_of(luck, Domain.BENEFIT, i, span), law, clock, line)

    district = state.district
    for d in range(span.first_district, span.end_district):
        serve_district(state, d, district.first_person[d], district.end_person[d], policy, clock, line)
