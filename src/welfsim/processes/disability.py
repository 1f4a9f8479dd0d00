"""Personal Independence Payment, and Adult Disability Payment in Scotland: claims, changes, capacity, awards."""

from __future__ import annotations

from math import exp

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.disability import independence_payment
from welfsim.awards.own_law import law_of, law_of_district
from welfsim.awards.points import daily_living_rate
from welfsim.compiled import kernel, move, rule
from welfsim.draws import Decision, Domain, hits, misses
from welfsim.rules.disability_awards import (
    count_award_ended,
    count_rates,
    disability_award,
    end_rates,
    grant_award,
    leave_review,
    report_change,
    set_review,
)
from welfsim.rules.disability_claims import claim_benefit, claim_when_grown, end_claim, is_grown
from welfsim.rules.disability_disputes import leave_dispute, may_dispute
from welfsim.rules.losses import answer_loss, forget_disability, replacement_hazard
from welfsim.rules.luck import chance_since, luck_of
from welfsim.rules.modes import causal_odds, face_to_face_of_rest, mode_of, paper_chance, share_in_mode
from welfsim.rules.rationing import (
    MILLI,
    left_over,
    queue_by_wait,
    share_slots,
    time_of_assessments,
    waiting,
    whole_rows,
)
from welfsim.rules.responses import served_in_turn
from welfsim.rules.standing import (
    by_severity,
    disability_benefit_of,
    has_disability_benefit,
    has_public_funds,
    system_of,
)
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import (
    AwardEnd,
    Condition,
    HealthLoss,
    Job,
    Nation,
    PipOutcome,
    PipRate,
    Presence,
    Response,
    Severity,
    Undecided,
)
from welfsim.vocabulary.districts import Districts
from welfsim.vocabulary.parameters import DisabilityBenefitSystem, Policy
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock, Span, State

RECENT_MONTHS = 24  # of limiting illness, in which most recover who do at all


@rule
def claim_hazard(
    severity: int, condition: int, employability: float, frailty: float, in_work: bool, p: DisabilityBenefitSystem
) -> float:
    """Return the monthly hazard of a claim by a person without an award, a claim or a dispute.

    One constant a severity, 0 if well; higher the less employable and the more frail, as fit notes are; times
    `claim_mental_health` for mental health and `claim_ratio_in_work` in work; at most 1. Working age. Set to DWP
    registrations a month with claims after a loss, in `pip.claim_*`, `adp.claim_*`.
    """
    times = exp(p.claim_frailty * frailty - p.claim_employability * employability)
    times *= p.claim_mental_health if condition == Condition.MENTAL_HEALTH else 1.0
    times *= p.claim_ratio_in_work if in_work else 1.0
    return min(1.0, times * by_severity(severity, 0.0, p.claim_mild, p.claim_work_limiting, p.claim_severe))


@rule
def claim_hazard_of(person: Persons, i: int, p: DisabilityBenefitSystem) -> float:
    """Return person `i`'s monthly hazard of a claim, public funds and lost benefits aside."""
    severity, condition, in_work = int(person.severity[i]), int(person.condition[i]), bool(person.job[i] != Job.OUT)
    return claim_hazard(severity, condition, float(person.employability[i]), float(person.frailty[i]), in_work, p)


@rule
def award_chance(severity: int, months_limited: int, p: DisabilityBenefitSystem) -> float:
    """Return the chance that a claim is awarded, by ill health when it is decided: how severe, and for how long.

    `award_share` times a ratio of severity, times `award_recent` in the first two years of a limiting spell; at most 1.
    Needs must be likely to go on for nine months (SI 2013/377 regs 12 and 13; SSI 2022/54 regs 11 and 12), which they
    seldom do where illness is new or over. For claims of working age. Sources: DWP PIP statistics to October 2025 for
    the share; the ratios are assumptions in `pip` and `adp`.
    """
    ratio = by_severity(severity, p.award_mild, p.award_mild, p.award_work_limiting, p.award_severe)
    is_recent = severity >= Severity.WORK_LIMITING and months_limited < RECENT_MONTHS
    return min(1.0, p.award_share * ratio * (p.award_recent if is_recent else 1.0))


@rule
def award_in_mode(chance: float, mode: int, p: DisabilityBenefitSystem) -> float:
    """Return the chance of an award in one mode of assessment, from that over the modes in which it was counted.

    Source: DWP, 2022 to 2024, by mode, of which a part is the mode itself, in `pip.face_to_face_*`.
    """
    measured = face_to_face_of_rest(p.face_to_face_measured, p.paper_share)
    return share_in_mode(chance, mode, measured, causal_odds(p.face_to_face_award_odds, p.face_to_face_causal))


@rule
def claim_mode(person: Persons, i: int, p: DisabilityBenefitSystem, clock: Clock) -> int:
    """Return how the assessment of person `i`'s claim is held: some of the severely ill are not seen."""
    is_severe = bool(person.severity[i] == Severity.SEVERE)
    paper = paper_chance(is_severe, p.paper_share_severe, p.paper_share_others)
    draw = chance_since(person, i, Decision.PIP_MODE, int(person.pip_claim_month[i]), clock)
    return mode_of(draw, paper, face_to_face_of_rest(p.face_to_face, p.paper_share))


@rule
def share_within_nation(district: Districts, d: int) -> float:
    """Return district `d`'s share of assessors among the districts served by the same agency."""
    is_scottish = district.nation[d] == Nation.SCOTLAND
    total = 0.0
    for other in range(district.nation.size):
        if (district.nation[other] == Nation.SCOTLAND) == is_scottish:
            total += district.share_of_assessors[other]
    return district.share_of_assessors[d] / total if total > 0.0 else 0.0


@rule
def decisions_a_month(p: DisabilityBenefitSystem) -> float:
    """Return how many claims and reviews can be decided, with the face-to-face assessments that are held."""
    return p.capacity / time_of_assessments(p.face_to_face, p.face_to_face_time)


@move
def count_decision(line: Accounts, d: int, benefit: int, outcome: int, mode: int, is_from_childhood: bool) -> None:
    """Count the decision of a claim, also by mode, and if the claimant had an award from childhood, among those too."""
    line.disability_decisions[d, benefit, outcome] += 1
    line.disability_modes[d, benefit, mode, outcome] += 1
    if is_from_childhood:
        line.disability_child_decisions[d, benefit, outcome] += 1


@move
def decide(
    person: Persons,
    i: int,
    benefit: int,
    p: DisabilityBenefitSystem,
    policy: Policy,
    clock: Clock,
    line: Accounts,
) -> None:
    """Decide person `i`'s claim; an award is paid from the claim, some of those refused dispute it.

    Who has an award from childhood is paid that until now, and is awarded more often. Who would have daily living but
    for the four-point rule disputes that; others the whole decision.
    """
    d, barred = person.counted_in[i], PipRate.NONE.value
    claimed, is_from_childhood = int(person.pip_claim_month[i]), bool(person.child_award[i])
    due_from = clock.month if is_from_childhood else claimed
    mode = claim_mode(person, i, p, clock)
    limited = clock.month - int(person.severity_since[i])
    chance = p.child_award_share if is_from_childhood else award_chance(int(person.severity[i]), limited, p)
    chance = award_in_mode(chance, mode, p)
    end_claim(person, i)
    line.disability_cost[d] += policy.costs.pip_assessment
    line.disability_wait[d, benefit] += clock.month - claimed
    if chance_since(person, i, Decision.PIP_OUTCOME, claimed, clock) < chance:
        grant_award(person, i, claimed, p, policy.points, clock)
        barred = daily_living_rate(int(person.daily_living_points[i]))
    if has_disability_benefit(person, i):
        set_review(person, i, True, claimed, p, clock)
        award = disability_award(person, i, benefit, policy.disability_rates)
        line.disability_on[d, benefit] += 1
        count_rates(person, i, benefit, PipRate.NONE, PipRate.NONE, line)
        line.disability_arrears[d, benefit] += (clock.month - due_from) * award
        count_decision(line, d, benefit, PipOutcome.AWARDED, mode, is_from_childhood)
        return
    count_decision(line, d, benefit, PipOutcome.DISALLOWED, mode, is_from_childhood)
    may_dispute(person, i, benefit, claimed, due_from, barred, PipRate.NONE, p, clock, line)


@rule
def claim_after_loss(person: Persons, i: int, p: DisabilityBenefitSystem, policy: Policy, month: int) -> float:
    """Return the hazard that person `i` claims for a lost LCWRA element or ESA.

    `replacement_hazard` with enhanced daily living and standard mobility as the amount, near the mean of new awards.
    """
    amount = independence_payment(PipRate.ENHANCED.value, PipRate.STANDARD.value, policy.disability_rates)
    return replacement_hazard(person, i, HealthLoss.INCAPACITY.value, amount, p.award_share, policy.claims, month)


@rule
def may_report_change(person: Persons, i: int, month: int) -> bool:
    """Say whether person `i`, who has an award, may report a change: below the highest award, nothing pending."""
    is_highest = person.daily_living[i] == PipRate.ENHANCED and person.mobility[i] == PipRate.ENHANCED
    return bool(not is_highest and person.pip_review_month[i] > month and person.pip_dispute_month[i] == 0)


@move
def end_outside_reviews(person: Persons, i: int, benefit: int, month: int, line: Accounts) -> None:
    """End person `i`'s award, and with it a review that was due and a dispute; nothing was taken from them."""
    daily_living, mobility = int(person.daily_living[i]), int(person.mobility[i])
    forget_disability(person, i)
    end_rates(person, i)
    leave_review(person, i, benefit, Undecided.AWARD_ENDED, month, line)
    leave_dispute(person, i, benefit, Undecided.AWARD_ENDED, line)
    count_award_ended(person, i, benefit, AwardEnd.OUTSIDE_REVIEWS, daily_living, mobility, line)


@kernel
def take_claims(
    state: State,
    policy: Policy,
    clock: Clock,
    luck: NDArray[np.uint32],
    line: Accounts,
    span: Span,
    first: int,
    end: int,
    benefit: int,
) -> None:
    """Let people in rows `first` to `end` claim, let those with an award report changes, and let awards end.

    Who has an award from childhood claims when grown and not before.
    """
    person = state.person
    for i in range(first, end):
        if person.presence[i] != Presence.PRESENT:
            continue
        law = law_of(state, i, policy)
        p, u = system_of(benefit, law), luck_of(luck, Domain.DISABILITY, i, span)
        if has_disability_benefit(person, i):
            line.disability_reviews_due[person.counted_in[i], benefit] += person.pip_review_month[i] == clock.month
            is_recovered = person.severity[i] < Severity.WORK_LIMITING
            if misses(u, p.leaves + (p.leaves_recovered if is_recovered else 0.0)):
                end_outside_reviews(person, i, benefit, clock.month, line)
            elif hits(u, p.change_reported) and may_report_change(person, i, clock.month):
                report_change(person, i, benefit, clock.month, line)
        elif person.child_award[i]:
            if is_grown(person, i, p, clock.month):
                claim_when_grown(person, i, benefit, p, clock, line)
        elif person.pip_claim_month[i] == 0 and person.pip_dispute_month[i] == 0:
            hazard = claim_hazard_of(person, i, p)
            hazard *= has_public_funds(person, i, clock.month)
            if hits(u, hazard + claim_after_loss(person, i, p, law, clock.month)):
                answer_loss(person, i, HealthLoss.INCAPACITY.value, not hits(u, hazard), line)
                claim_benefit(person, i, benefit, p, clock, line)


@move
def share_capacity(
    district: Districts, d: int, reviews: int, claims: int, p: DisabilityBenefitSystem, clock: Clock
) -> int:
    """Share the month's capacity of district `d`: set how many reviews it reaches, return how many claims.

    Capacity short of one row is carried over while somebody waits, that kept for reviews apart.
    """
    size = MILLI * clock.grossing
    supply = int(decisions_a_month(p) * MILLI * share_within_nation(district, d))
    kept_supply = int(p.reviews_first * supply)
    slots = whole_rows(supply, district.pip_carried[d], size)
    kept = min(slots, whole_rows(kept_supply, district.pip_reviews_carried[d], size))
    decided, reached = share_slots(claims, reviews, slots, kept)
    served = reached + decided
    is_short, kept_used = served < reviews + claims, min(reached, kept)
    district.pip_carried[d] = left_over(supply, district.pip_carried[d], size, served, is_short)
    district.pip_reviews_carried[d] = left_over(
        kept_supply, district.pip_reviews_carried[d], size, kept_used, reached < reviews
    )
    district.pip_reviews_reached[d] = reached
    return decided


@kernel(allocates=True)
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Take claims and reported changes, share each district's capacity, and decide the claims ready the longest.

    The reviews that capacity reaches are held under ``review``.
    """
    person, district = state.person, state.district
    for d in range(span.first_district, span.end_district):
        first, end = district.first_person[d], district.end_person[d]
        benefit = disability_benefit_of(district.nation[d])
        p = system_of(benefit, law_of_district(state, d, policy))
        take_claims(state, policy, clock, luck, line, span, first, end, benefit)
        ready = person.pip_ready_month
        reviews = waiting(person.pip_review_month, first, end, clock.month - p.clearance)
        slots = share_capacity(district, d, reviews, waiting(ready, first, end, clock.month), p, clock)
        queue = queue_by_wait(person, ready, first, end, clock.month, Decision.PIP_PRIORITY, clock)
        for i in served_in_turn(state, queue, slots, Response.DISABILITY_DECIDED.value, clock):
            law = law_of(state, i, policy)
            decide(person, i, benefit, system_of(benefit, law), law, clock, line)
