"""PIP and ADP: disputed decisions settled, and awards reviewed when they end."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.points import daily_living_rate, is_barred_by_four_points
from welfsim.compiled import kernel, rule
from welfsim.draws import TWO_32, Decision, uniform
from welfsim.spells import disability_award, set_review
from welfsim.standing import disability_benefit_of, has_disability_benefit
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import (
    Nation,
    PipRate,
    Presence,
)
from welfsim.vocabulary.parameters import DisabilityBenefitSystem, DisabilityRates, Policy
from welfsim.vocabulary.state import Clock, Persons, Span, State


@rule
def end_award(person: Persons, i: int, benefit: int, p: DisabilityBenefitSystem, clock: Clock, line: Accounts) -> None:
    """End person `i`'s disability award at review; some dispute it."""
    person.daily_living[i] = PipRate.NONE
    person.mobility[i] = PipRate.NONE
    person.pip_review_month[i] = 0
    line.disability_off[person.district[i], benefit] += 1
    share = uniform(clock.key, Decision.PIP_APPEAL, person.person_id[i], clock.month) / TWO_32
    if share < p.dispute_share:
        person.pip_appeal_month[i] = clock.month + p.dispute_months


@rule
def review_award(
    person: Persons, i: int, benefit: int, p: DisabilityBenefitSystem, clock: Clock, line: Accounts
) -> None:
    """Review person `i`'s award: the lowest draws raise it, the highest end it or lower it."""
    line.disability_reviews[person.district[i], benefit] += 1
    if p.four_point_at_reviews > 0.0 and is_barred_by_four_points(int(person.top_activity_points[i]), p):
        person.daily_living[i] = PipRate.NONE
        if person.mobility[i] == PipRate.NONE:
            end_award(person, i, benefit, p, clock, line)
            return
    share = uniform(clock.key, Decision.PIP_REVIEW, person.person_id[i], clock.month) / TWO_32
    if share >= 1.0 - p.review_stops:
        end_award(person, i, benefit, p, clock, line)
        return
    if share >= 1.0 - p.review_stops - p.review_lowers:
        if person.daily_living[i] == PipRate.ENHANCED:
            person.daily_living[i] = PipRate.STANDARD
    elif share < p.review_raises and person.daily_living[i] == PipRate.STANDARD:
        person.daily_living[i] = PipRate.ENHANCED
    set_review(person, i, p, clock)


@rule
def settle_disability(
    person: Persons,
    i: int,
    benefit: int,
    p: DisabilityBenefitSystem,
    rates: DisabilityRates,
    clock: Clock,
    line: Accounts,
) -> None:
    """Settle person `i`'s disputed refusal or ended award; success gives daily living, with arrears for the dispute.

    Mobility won or restored on dispute is left out.
    """
    d = person.district[i]
    person.pip_appeal_month[i] = 0
    line.disability_disputes[d, benefit] += 1
    share = uniform(clock.key, Decision.PIP_APPEAL_OUTCOME, person.person_id[i], clock.month) / TWO_32
    if share >= p.dispute_success or has_disability_benefit(person, i):
        return
    if is_barred_by_four_points(int(person.top_activity_points[i]), p):
        return
    person.daily_living[i] = daily_living_rate(int(person.daily_living_points[i]))
    set_review(person, i, p, clock)
    line.disability_on[d, benefit] += 1
    line.disability_arrears[d, benefit] += p.dispute_months * disability_award(person, i, benefit, rates)


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Settle the disputes and hold the reviews that fall in this month."""
    person = state.person
    for i in range(span.first_person, span.end_person):
        if person.presence[i] != Presence.PRESENT:
            continue
        reviewed = person.pip_review_month[i] != 0 and person.pip_review_month[i] <= clock.month
        if not reviewed and person.pip_appeal_month[i] != clock.month:
            continue
        d = person.district[i]
        benefit = disability_benefit_of(state.district.nation[d])
        p = policy.adp if state.district.nation[d] == Nation.SCOTLAND else policy.pip
        if reviewed:
            line.disability_cost[d] += policy.costs.pip_assessment
            review_award(person, i, benefit, p, clock, line)
        else:
            line.dispute_cost[d] += policy.costs.appeal
            settle_disability(person, i, benefit, p, policy.disability_rates, clock, line)
