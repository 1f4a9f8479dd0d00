"""Personal Independence Payment, and Adult Disability Payment in Scotland: claims, changes, capacity, awards."""

from __future__ import annotations

from math import log

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.disability import independence_payment
from welfsim.compiled import kernel, rule
from welfsim.draws import TWO_32, Decision, Domain, hits, misses, uniform
from welfsim.rationing import (
    MILLI,
    end_of_district,
    left_over,
    longest_waits,
    share_slots,
    time_of_assessments,
    waiting,
    whole_rows,
)
from welfsim.spells import (
    answer_loss,
    count_award_ended,
    count_rates,
    disability_award,
    grant_award,
    leave_dispute,
    may_dispute,
    set_review,
)
from welfsim.standing import (
    awaits_review,
    by_severity,
    disability_benefit_of,
    has_disability_benefit,
    replacement_hazard,
)
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import (
    AwardEnd,
    Condition,
    HealthLoss,
    Nation,
    PipOutcome,
    PipRate,
    Presence,
    Undecided,
)
from welfsim.vocabulary.parameters import DisabilityBenefitSystem, Policy
from welfsim.vocabulary.state import Clock, Districts, Persons, Span, State

_INCAPACITY = int(HealthLoss.INCAPACITY)
_ENHANCED = int(PipRate.ENHANCED)
_STANDARD = int(PipRate.STANDARD)


@rule
def claim_hazard(severity: int, condition: int, p: DisabilityBenefitSystem) -> float:
    """Return the monthly hazard of a claim by a person without an award, a claim or a dispute."""
    times = p.claim_mental_health if condition == Condition.MENTAL_HEALTH else 1.0
    return min(1.0, times * by_severity(severity, 0.0, p.claim_mild, p.claim_work_limiting, p.claim_severe))


@rule
def months_until_ready(share: float, p: DisabilityBenefitSystem) -> int:
    """Return the months from a claim until it is ready to be decided, its form and further evidence in.

    The soonest are ready together, the others later by a geometric number of months, one at least. `share` is a draw
    from 0 to 1, exclusive.
    """
    if share < 1.0 - p.claim_late_share:
        return int(p.claim_ready_months)
    still_late = 1.0 - 1.0 / p.claim_late_months
    beyond = int(log((1.0 - share) / p.claim_late_share) / log(still_late)) if still_late > 0.0 else 0
    return int(p.claim_ready_months) + 1 + beyond


@rule
def claim_benefit(person: Persons, i: int, p: DisabilityBenefitSystem, clock: Clock) -> None:
    """Open person `i`'s claim, which is ready to be decided in a month drawn now."""
    share = uniform(clock.key, Decision.CLAIM_READY, person.person_id[i], clock.month) / TWO_32
    person.pip_claim_month[i] = clock.month
    person.pip_ready_month[i] = clock.month + months_until_ready(share, p)


@rule
def award_chance(severity: int, p: DisabilityBenefitSystem) -> float:
    """Return the chance that a claim is awarded, by the severity of ill health when it is decided."""
    ratio = by_severity(severity, p.award_mild, p.award_mild, p.award_work_limiting, p.award_severe)
    return min(1.0, p.award_share * ratio)


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


@rule
def decide(
    person: Persons,
    i: int,
    benefit: int,
    p: DisabilityBenefitSystem,
    policy: Policy,
    clock: Clock,
    line: Accounts,
) -> None:
    """Decide person `i`'s claim; an award is paid from the claim, some of those refused dispute it."""
    d = person.district[i]
    claimed = int(person.pip_claim_month[i])
    person.pip_claim_month[i] = 0
    person.pip_ready_month[i] = 0
    line.disability_cost[d] += policy.costs.pip_assessment
    line.disability_wait[d, benefit] += clock.month - claimed
    share = uniform(clock.key, Decision.PIP_OUTCOME, person.person_id[i], clock.month) / TWO_32
    if share < award_chance(int(person.severity[i]), p):
        grant_award(person, i, p, policy.points, clock)
    if has_disability_benefit(person, i):
        set_review(person, i, True, p, clock)
        award = disability_award(person, i, benefit, policy.disability_rates)
        line.disability_on[d, benefit] += 1
        count_rates(person, i, benefit, PipRate.NONE, PipRate.NONE, line)
        line.disability_arrears[d, benefit] += (clock.month - claimed) * award
        line.disability_decisions[d, benefit, PipOutcome.AWARDED] += 1
        return
    line.disability_decisions[d, benefit, PipOutcome.DISALLOWED] += 1
    may_dispute(person, i, benefit, claimed, PipRate.NONE, PipRate.NONE, p, clock, line)


@rule
def claim_after_loss(person: Persons, i: int, p: DisabilityBenefitSystem, policy: Policy, month: int) -> float:
    """Return the hazard that person `i` claims for a lost LCWRA element or ESA.

    They expect enhanced daily living with standard mobility, near the mean of new awards.
    """
    amount = independence_payment(_ENHANCED, _STANDARD, policy.disability_rates)
    return replacement_hazard(person, i, _INCAPACITY, amount, p.award_share, policy.claims, month)


@rule
def may_report_change(person: Persons, i: int, month: int) -> bool:
    """Say whether person `i`, who has an award, may report a change: below the highest award, nothing pending."""
    is_highest = person.daily_living[i] == PipRate.ENHANCED and person.mobility[i] == PipRate.ENHANCED
    return bool(not is_highest and person.pip_review_month[i] > month and person.pip_appeal_month[i] == 0)


@rule
def end_outside_reviews(person: Persons, i: int, benefit: int, month: int, line: Accounts) -> None:
    """End person `i`'s award, and with it a review that was due and a dispute."""
    d, daily_living, mobility = person.district[i], int(person.daily_living[i]), int(person.mobility[i])
    person.daily_living[i] = PipRate.NONE
    person.mobility[i] = PipRate.NONE
    if awaits_review(person, i, month):
        line.disability_reviews_left[d, benefit, Undecided.AWARD_ENDED] += 1
    person.pip_review_month[i] = 0
    person.pip_change_reported[i] = False
    leave_dispute(person, i, benefit, Undecided.AWARD_ENDED, line)
    count_award_ended(person, i, benefit, AwardEnd.OUTSIDE_REVIEWS, daily_living, mobility, line)


@rule
def take_claims(
    state: State,
    p: DisabilityBenefitSystem,
    policy: Policy,
    clock: Clock,
    luck: NDArray[np.uint32],
    line: Accounts,
    span: Span,
    first: int,
    end: int,
    benefit: int,
) -> None:
    """Let people in rows `first` to `end` claim, let those with an award report changes, and let awards end."""
    person = state.person
    for i in range(first, end):
        if person.presence[i] != Presence.PRESENT:
            continue
        u = int(luck[Domain.DISABILITY, i - span.first_person])
        if has_disability_benefit(person, i):
            line.disability_reviews_due[person.district[i], benefit] += person.pip_review_month[i] == clock.month
            if misses(u, p.leaves):
                end_outside_reviews(person, i, benefit, clock.month, line)
            elif hits(u, p.change_reported) and may_report_change(person, i, clock.month):
                person.pip_review_month[i] = clock.month
                person.pip_change_reported[i] = True
                line.disability_changes[person.district[i], benefit] += 1
        elif person.pip_claim_month[i] == 0 and person.pip_appeal_month[i] == 0:
            hazard = claim_hazard(int(person.severity[i]), int(person.condition[i]), p)
            if hits(u, hazard + claim_after_loss(person, i, p, policy, clock.month)):
                answer_loss(person, i, _INCAPACITY, not hits(u, hazard), line)
                claim_benefit(person, i, p, clock)
                line.disability_claims[person.district[i], benefit] += 1


@rule
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
    district.pip_carried[d] = left_over(supply, district.pip_carried[d], size, served, served < reviews + claims)
    district.pip_reviews_carried[d] = left_over(
        kept_supply, district.pip_reviews_carried[d], size, min(reached, kept), reached < reviews
    )
    district.pip_reviews_reached[d] = reached
    return decided


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Take claims and reported changes, share each district's capacity, and decide the claims ready the longest.

    The reviews that capacity reaches are held under ``review``.
    """
    person, district = state.person, state.district
    first = span.first_person
    for d in range(span.first_district, span.end_district):
        end = end_of_district(person, first, d, span)
        benefit = disability_benefit_of(district.nation[d])
        p = policy.adp if district.nation[d] == Nation.SCOTLAND else policy.pip
        take_claims(state, p, policy, clock, luck, line, span, first, end, benefit)
        ready = person.pip_ready_month
        reviews = waiting(person.pip_review_month, first, end, clock.month - p.clearance)
        slots = share_capacity(district, d, reviews, waiting(ready, first, end, clock.month), p, clock)
        for i in longest_waits(person.person_id, ready, first, end, clock.month, Decision.PIP_PRIORITY, clock, slots):
            decide(person, i, benefit, p, policy, clock, line)
        first = end
