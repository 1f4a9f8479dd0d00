"""Personal Independence Payment, and Adult Disability Payment in Scotland: claims, the queue, awards."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.points import daily_living_rate, is_barred_by_four_points
from welfsim.compiled import kernel, rule
from welfsim.draws import TWO_32, Decision, Domain, hits, misses, uniform
from welfsim.rationing import MILLI, first_in_line, left_over, place_in_line, whole_rows
from welfsim.spells import disability_award, set_review
from welfsim.standing import disability_benefit_of, has_disability_benefit
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import Nation, PipOutcome, PipRate, Presence, Severity
from welfsim.vocabulary.parameters import DisabilityBenefitSystem, Policy
from welfsim.vocabulary.state import Clock, Districts, Persons, Span, State


@rule
def claim_hazard(severity: int, p: DisabilityBenefitSystem) -> float:
    """Return the monthly hazard of a claim by a person without an award or a claim."""
    if severity == Severity.SEVERE:
        return p.claim_severe
    if severity == Severity.WORK_LIMITING:
        return p.claim_work_limiting
    return p.claim_mild if severity == Severity.MILD else 0.0


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
def decide(
    person: Persons,
    i: int,
    benefit: int,
    p: DisabilityBenefitSystem,
    policy: Policy,
    clock: Clock,
    line: Accounts,
) -> None:
    """Decide person `i`'s claim: refused, daily living with or without mobility, or mobility alone."""
    d = person.district[i]
    waited = clock.month - int(person.pip_claim_month[i])
    person.pip_claim_month[i] = 0
    line.disability_cost[d] += policy.costs.pip_assessment
    id_ = person.person_id[i]
    share = uniform(clock.key, Decision.PIP_OUTCOME, id_, clock.month) / TWO_32
    if share < p.award_share:
        kind = uniform(clock.key, Decision.PIP_MOBILITY, id_, clock.month) / TWO_32
        mobility_alone = kind >= 1.0 - p.mobility_only_share
        if not mobility_alone and not is_barred_by_four_points(int(person.top_activity_points[i]), p):
            person.daily_living[i] = daily_living_rate(int(person.daily_living_points[i]))
        if mobility_alone:
            person.mobility[i] = PipRate.STANDARD
        elif kind < p.mobility_share * (1.0 - p.mobility_only_share):
            is_enhanced = kind < p.mobility_enhanced_share * p.mobility_share * (1.0 - p.mobility_only_share)
            person.mobility[i] = PipRate.ENHANCED if is_enhanced else PipRate.STANDARD
    if has_disability_benefit(person, i):
        set_review(person, i, p, clock)
        line.disability_on[d, benefit] += 1
        line.disability_arrears[d, benefit] += waited * disability_award(person, i, benefit, policy.disability_rates)
        line.disability_decisions[d, benefit, PipOutcome.AWARDED] += 1
        return
    line.disability_decisions[d, benefit, PipOutcome.DISALLOWED] += 1
    dispute = uniform(clock.key, Decision.PIP_APPEAL, id_, clock.month) / TWO_32
    if dispute < p.dispute_share:
        person.pip_appeal_month[i] = clock.month + p.dispute_months


@rule
def take_claims(
    state: State,
    p: DisabilityBenefitSystem,
    clock: Clock,
    luck: NDArray[np.uint32],
    line: Accounts,
    span: Span,
    first: int,
    end: int,
    benefit: int,
) -> None:
    """Let people in rows `first` to `end` claim, and let awards end outside reviews."""
    person = state.person
    for i in range(first, end):
        if person.presence[i] != Presence.PRESENT:
            continue
        u = int(luck[Domain.DISABILITY, i - span.first_person])
        if has_disability_benefit(person, i):
            if misses(u, p.leaves):
                person.daily_living[i] = PipRate.NONE
                person.mobility[i] = PipRate.NONE
                person.pip_review_month[i] = 0
                line.disability_off[person.district[i], benefit] += 1
        elif (
            person.pip_claim_month[i] == 0
            and person.pip_appeal_month[i] == 0
            and hits(u, claim_hazard(int(person.severity[i]), p))
        ):
            person.pip_claim_month[i] = clock.month
            line.disability_claims[person.district[i], benefit] += 1


@rule
def longest_waits(
    person: Persons, p: DisabilityBenefitSystem, clock: Clock, first: int, end: int, slots: int
) -> tuple[NDArray[np.int64], int]:
    """Return the rows of the `slots` longest waits among claims past the clearance time, and how many there are."""
    rows, places = np.empty(end - first, np.int64), np.empty(end - first, np.int64)
    n = 0
    for i in range(first, end):
        since = int(person.pip_claim_month[i])
        if person.presence[i] == Presence.PRESENT and since != 0 and clock.month - since >= p.clearance:
            draw = uniform(clock.key, Decision.PIP_PRIORITY, person.person_id[i], clock.month)
            places[n] = place_in_line(0, since, draw, int(person.person_id[i]))
            rows[n] = i
            n += 1
    return first_in_line(rows[:n], places[:n], slots), n


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Take claims, then decide the longest waits of each district as far as capacity reaches."""
    person, district = state.person, state.district
    first = span.first_person
    for d in range(span.first_district, span.end_district):
        end = first
        while end < span.end_person and person.district[end] == d:
            end += 1
        benefit = disability_benefit_of(district.nation[d])
        p = policy.adp if district.nation[d] == Nation.SCOTLAND else policy.pip
        take_claims(state, p, clock, luck, line, span, first, end, benefit)
        size = MILLI * clock.grossing
        supply = int(p.capacity * MILLI * share_within_nation(district, d))
        slots = whole_rows(supply, district.pip_carried[d], size)
        served, waiting = longest_waits(person, p, clock, first, end, slots)
        for i in served:
            decide(person, i, benefit, p, policy, clock, line)
        district.pip_carried[d] = left_over(supply, district.pip_carried[d], size, served.size, served.size < waiting)
        first = end
