"""PIP and ADP: disputed decisions settled, and awards reviewed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.own_law import law_of, law_of_district
from welfsim.compiled import kernel, move, rule
from welfsim.draws import Decision
from welfsim.rules.disability_awards import (
    count_award_ended,
    count_rates,
    disability_award,
    end_reviews,
    restore_award,
    review_rates,
    set_review,
)
from welfsim.rules.disability_disputes import drop_dispute, may_dispute, open_stage
from welfsim.rules.luck import chance_since
from welfsim.rules.rationing import queue_by_wait
from welfsim.rules.responses import served_in_turn
from welfsim.rules.standing import disability_benefit_of, system_of
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import AwardEnd, DisputeStage, Response, ReviewOutcome, Severity
from welfsim.vocabulary.parameters import DisabilityBenefitSystem, Policy
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock, Span, State


@rule
def outcome_of(before: int, after: int) -> int:
    """Return what came of a review, by the award a month before and after it."""
    if after == 0:
        return ReviewOutcome.ENDED.value
    if after < before:
        return ReviewOutcome.LOWERED.value
    return ReviewOutcome.RAISED.value if after > before else ReviewOutcome.KEPT.value


@move
def review_award(
    person: Persons, i: int, benefit: int, p: DisabilityBenefitSystem, policy: Policy, clock: Clock, line: Accounts
) -> None:
    """Review person `i`'s award; those whose award is ended or lowered may dispute it."""
    d = person.counted_in[i]
    since, reported = int(person.pip_review_month[i]), person.pip_change_reported[i]
    daily_living, mobility = int(person.daily_living[i]), int(person.mobility[i])
    before = disability_award(person, i, benefit, policy.disability_rates)
    review_rates(person, i, p, policy.points, clock)
    outcome = outcome_of(before, disability_award(person, i, benefit, policy.disability_rates))
    line.disability_cost[d] += policy.costs.pip_assessment
    line.disability_reviews[d, benefit] += 1
    if reported:
        line.disability_change_outcomes[d, benefit, outcome] += 1
    else:
        line.disability_review_outcomes[d, benefit, outcome] += 1
    if outcome == ReviewOutcome.ENDED:
        end_reviews(person, i)
        count_award_ended(person, i, benefit, AwardEnd.REVIEW, daily_living, mobility, line)
    else:
        count_rates(person, i, benefit, daily_living, mobility, line)
        set_review(person, i, False, since, p, clock)
    if outcome <= ReviewOutcome.LOWERED:
        may_dispute(person, i, benefit, since, clock.month, daily_living, mobility, p, clock, line)


@move
def settle_disability(
    person: Persons, i: int, benefit: int, p: DisabilityBenefitSystem, policy: Policy, clock: Clock, line: Accounts
) -> None:
    """Settle a stage of person `i`'s dispute: won, it pays from when it was due; lost, some go to the tribunal.

    Who is no longer limited wins as much less often as they would be awarded a claim.
    """
    d = person.counted_in[i]
    stage, since = int(person.pip_dispute_stage[i]), int(person.pip_due_from[i])
    at_tribunal = stage == DisputeStage.TRIBUNAL
    line.disability_disputes[d, benefit, stage] += 1
    line.dispute_cost[d] += policy.costs.tribunal if at_tribunal else policy.costs.reconsideration
    decision, success = Decision.PIP_DISPUTE_OUTCOME.value, p.reconsideration_success
    if at_tribunal:
        decision, success = Decision.PIP_TRIBUNAL_OUTCOME.value, p.tribunal_success
    success *= 1.0 if person.severity[i] >= Severity.WORK_LIMITING else p.award_mild
    if chance_since(person, i, decision, since, clock) >= success:
        if at_tribunal or chance_since(person, i, Decision.PIP_TRIBUNAL, since, clock) >= p.tribunal_share:
            drop_dispute(person, i)
        else:
            open_stage(person, i, benefit, DisputeStage.TRIBUNAL, clock.month + p.tribunal_months, line)
        return
    daily_living, mobility = int(person.daily_living[i]), int(person.mobility[i])
    before = disability_award(person, i, benefit, policy.disability_rates)
    won_daily_living, won_mobility = int(person.pip_lost_daily_living[i]), int(person.pip_lost_mobility[i])
    restore_award(person, i, won_daily_living, won_mobility, p, policy.points, clock)
    count_rates(person, i, benefit, daily_living, mobility, line)
    after = disability_award(person, i, benefit, policy.disability_rates)
    line.disability_disputes_won[d, benefit, stage] += after > before
    line.disability_arrears[d, benefit] += (clock.month - since) * (after - before)
    if before == 0 and after > 0:
        set_review(person, i, True, since, p, clock)
        line.disability_on[d, benefit] += 1
    drop_dispute(person, i)


@kernel
def settle_disputes(
    state: State, first: int, end: int, benefit: int, policy: Policy, clock: Clock, line: Accounts
) -> None:
    """Settle the disputes of rows `first` to `end` that fall in this month."""
    person = state.person
    for i in range(first, end):
        if person.pip_dispute_month[i] == clock.month:
            law = law_of(state, i, policy)
            settle_disability(person, i, benefit, system_of(benefit, law), law, clock, line)


@kernel(allocates=True)
def hold_reviews(state: State, d: int, first: int, end: int, policy: Policy, clock: Clock, line: Accounts) -> None:
    """Hold as many reviews of district `d` as capacity reaches, and settle the disputes that fall in this month."""
    person = state.person
    benefit = disability_benefit_of(state.district.nation[d])
    p = system_of(benefit, law_of_district(state, d, policy))
    slots = state.district.pip_reviews_reached[d]
    ripe = clock.month - p.clearance
    since = person.pip_review_month
    queue = queue_by_wait(person, since, first, end, ripe, Decision.PIP_PRIORITY, clock)
    for i in served_in_turn(state, queue, slots, Response.DISABILITY_REVIEWED.value, clock):
        law = law_of(state, i, policy)
        review_award(person, i, benefit, system_of(benefit, law), law, clock, line)
    settle_disputes(state, first, end, benefit, policy, clock, line)


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Settle the disputes that fall in this month and hold the longest waiting reviews of each district."""
    district = state.district
    for d in range(span.first_district, span.end_district):
        hold_reviews(state, d, district.first_person[d], district.end_person[d], policy, clock, line)
