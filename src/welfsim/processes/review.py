"""PIP and ADP: disputed decisions settled, and awards reviewed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.points import is_barred_at_review, is_barred_by_four_points
from welfsim.compiled import kernel, rule
from welfsim.draws import TWO_32, Decision, uniform
from welfsim.rationing import end_of_district, longest_waits
from welfsim.spells import (
    count_award_ended,
    count_rates,
    disability_award,
    drop_dispute,
    grant_award,
    may_dispute,
    set_daily_living,
    set_review,
)
from welfsim.standing import disability_benefit_of
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import AwardEnd, DisputeStage, Nation, PipRate, ReviewOutcome
from welfsim.vocabulary.parameters import DisabilityBenefitSystem, Points, Policy
from welfsim.vocabulary.state import Clock, Persons, Span, State

_ENDED = int(ReviewOutcome.ENDED)
_LOWERED = int(ReviewOutcome.LOWERED)
_KEPT = int(ReviewOutcome.KEPT)
_RAISED = int(ReviewOutcome.RAISED)


@rule
def can_fall(person: Persons, i: int) -> bool:
    """Say whether person `i`'s award can be lowered and go on: not if it is one component at the standard rate."""
    return bool(int(person.daily_living[i]) + int(person.mobility[i]) > PipRate.STANDARD)


@rule
def moves_mobility(person: Persons, i: int, p: DisabilityBenefitSystem, clock: Clock) -> bool:
    """Say by lot whether a review moves mobility rather than daily living, where either can move."""
    share = uniform(clock.key, Decision.REVIEW_COMPONENT, person.person_id[i], clock.month) / TWO_32
    return bool(share < p.review_moves_mobility)


@rule
def raise_award(person: Persons, i: int, p: DisabilityBenefitSystem, points: Points, clock: Clock) -> None:
    """Raise one component of person `i`'s award by one rate; the four-point rule bars daily living as at a claim."""
    daily_living, mobility = int(person.daily_living[i]), int(person.mobility[i])
    top = daily_living == PipRate.ENHANCED
    if mobility != PipRate.ENHANCED and (top or moves_mobility(person, i, p, clock)):
        person.mobility[i] = mobility + 1
    elif not top:
        set_daily_living(person, i, daily_living + 1, points, clock)
        if daily_living == PipRate.NONE and is_barred_by_four_points(int(person.top_activity_points[i]), p):
            person.daily_living[i] = PipRate.NONE


@rule
def lower_award(person: Persons, i: int, p: DisabilityBenefitSystem, points: Points, clock: Clock) -> None:
    """Lower one component of person `i`'s award, which can fall, by one rate."""
    daily_living, mobility = int(person.daily_living[i]), int(person.mobility[i])
    only_mobility = daily_living == PipRate.NONE
    if mobility != PipRate.NONE and (only_mobility or moves_mobility(person, i, p, clock)):
        person.mobility[i] = mobility - 1
    else:
        set_daily_living(person, i, daily_living - 1, points, clock)


@rule
def change_award(person: Persons, i: int, p: DisabilityBenefitSystem, points: Points, clock: Clock) -> None:
    """Raise, keep, lower or end person `i`'s award: the lowest draws raise it, the highest end it or lower it."""
    reported = person.pip_change_reported[i]
    stops = p.change_stops if reported else p.review_stops
    lowers = p.change_lowers if reported else p.review_lowers
    raises = p.change_raises if reported else p.review_raises
    share = uniform(clock.key, Decision.PIP_REVIEW, person.person_id[i], clock.month) / TWO_32
    if share >= 1.0 - stops:
        person.daily_living[i] = PipRate.NONE
        person.mobility[i] = PipRate.NONE
    elif share >= 1.0 - stops - lowers:
        if can_fall(person, i):
            lower_award(person, i, p, points, clock)
    elif share < raises:
        raise_award(person, i, p, points, clock)


@rule
def outcome_of(before: int, after: int) -> int:
    """Return what came of a review, by the award a month before and after it."""
    if after == 0:
        return _ENDED
    if after < before:
        return _LOWERED
    return _RAISED if after > before else _KEPT


@rule
def review_award(
    person: Persons, i: int, benefit: int, p: DisabilityBenefitSystem, policy: Policy, clock: Clock, line: Accounts
) -> None:
    """Review person `i`'s award; those whose award is ended or lowered may dispute it.

    The four-point rule, where it acts at reviews, takes daily living; then nothing else changes.
    """
    d = person.district[i]
    reported = person.pip_change_reported[i]
    daily_living, mobility = int(person.daily_living[i]), int(person.mobility[i])
    before = disability_award(person, i, benefit, policy.disability_rates)
    if daily_living != PipRate.NONE and is_barred_at_review(int(person.top_activity_points[i]), p):
        person.daily_living[i] = PipRate.NONE
    else:
        change_award(person, i, p, policy.points, clock)
    outcome = outcome_of(before, disability_award(person, i, benefit, policy.disability_rates))
    line.disability_cost[d] += policy.costs.pip_assessment
    line.disability_reviews[d, benefit] += 1
    if reported:
        line.disability_change_outcomes[d, benefit, outcome] += 1
    else:
        line.disability_review_outcomes[d, benefit, outcome] += 1
    if outcome == ReviewOutcome.ENDED:
        person.pip_review_month[i] = 0
        person.pip_change_reported[i] = False
        count_award_ended(person, i, benefit, AwardEnd.REVIEW, daily_living, mobility, line)
    else:
        count_rates(person, i, benefit, daily_living, mobility, line)
        set_review(person, i, False, p, clock)
    if outcome <= ReviewOutcome.LOWERED:
        may_dispute(person, i, benefit, clock.month, daily_living, mobility, p, clock, line)


@rule
def restore_award(person: Persons, i: int, p: DisabilityBenefitSystem, points: Points, clock: Clock) -> None:
    """Give person `i` what a dispute has won: the award of a refused claim, or both rates from before the review.

    Daily living that the four-point rule bars stays lost.
    """
    daily_living, mobility = int(person.pip_lost_daily_living[i]), int(person.pip_lost_mobility[i])
    if daily_living == PipRate.NONE and mobility == PipRate.NONE:
        grant_award(person, i, p, points, clock)
        return
    person.mobility[i] = max(mobility, int(person.mobility[i]))
    if daily_living > person.daily_living[i]:
        held = int(person.daily_living[i])
        set_daily_living(person, i, daily_living, points, clock)
        if is_barred_at_review(int(person.top_activity_points[i]), p):
            person.daily_living[i] = held


@rule
def settle_disability(
    person: Persons, i: int, benefit: int, p: DisabilityBenefitSystem, policy: Policy, clock: Clock, line: Accounts
) -> None:
    """Settle a stage of person `i`'s dispute: won, it pays from when it was due; lost, some go to the tribunal."""
    d = person.district[i]
    stage = int(person.pip_dispute_stage[i])
    at_tribunal = stage == DisputeStage.TRIBUNAL
    line.disability_disputes[d, benefit, stage] += 1
    line.dispute_cost[d] += policy.costs.tribunal if at_tribunal else policy.costs.reconsideration
    share = uniform(clock.key, Decision.PIP_APPEAL_OUTCOME, person.person_id[i], clock.month) / TWO_32
    if share >= (p.tribunal_success if at_tribunal else p.reconsideration_success):
        goes_on = (
            uniform(clock.key, Decision.PIP_TRIBUNAL, person.person_id[i], clock.month) / TWO_32 < p.tribunal_share
        )
        if at_tribunal or not goes_on:
            drop_dispute(person, i)
            return
        line.disability_disputes_opened[d, benefit, DisputeStage.TRIBUNAL] += 1
        person.pip_dispute_stage[i] = DisputeStage.TRIBUNAL
        person.pip_appeal_month[i] = clock.month + p.tribunal_months
        return
    daily_living, mobility = int(person.daily_living[i]), int(person.mobility[i])
    before = disability_award(person, i, benefit, policy.disability_rates)
    restore_award(person, i, p, policy.points, clock)
    count_rates(person, i, benefit, daily_living, mobility, line)
    after = disability_award(person, i, benefit, policy.disability_rates)
    line.disability_disputes_won[d, benefit, stage] += after > before
    line.disability_arrears[d, benefit] += (clock.month - int(person.pip_due_from[i])) * (after - before)
    if before == 0 and after > 0:
        set_review(person, i, True, p, clock)
        line.disability_on[d, benefit] += 1
    drop_dispute(person, i)


@rule
def hold_reviews(state: State, d: int, first: int, end: int, policy: Policy, clock: Clock, line: Accounts) -> None:
    """Settle the disputes of district `d` that fall in this month, and hold as many reviews as capacity reaches."""
    person, nation = state.person, state.district.nation[d]
    benefit = disability_benefit_of(nation)
    p = policy.adp if nation == Nation.SCOTLAND else policy.pip
    slots = state.district.pip_reviews_reached[d]
    ripe = clock.month - p.clearance
    since = person.pip_review_month
    for i in longest_waits(person.person_id, since, first, end, ripe, Decision.PIP_PRIORITY, clock, slots):
        review_award(person, i, benefit, p, policy, clock, line)
    for i in range(first, end):
        if person.pip_appeal_month[i] == clock.month:
            settle_disability(person, i, benefit, p, policy, clock, line)


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Settle the disputes that fall in this month and hold the longest waiting reviews of each district."""
    person = state.person
    first = span.first_person
    for d in range(span.first_district, span.end_district):
        end = end_of_district(person, first, d, span)
        hold_reviews(state, d, first, end, policy, clock, line)
        first = end
