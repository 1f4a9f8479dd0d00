"""Employment programmes: places by month, who takes them, what they cost.

A programme is a row of parameters, those of the law and up to four that a scenario describes; nothing here knows one
from another.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.money import pence
from welfsim.compiled import kernel, rule
from welfsim.draws import Decision, Domain, hits, uniform
from welfsim.months import MONTHS_A_YEAR
from welfsim.rationing import MILLI, end_of_district, first_in_line, left_over, place_in_line, whole_rows
from welfsim.standing import is_supported
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import Job, Nation, Presence, Programme, Regime
from welfsim.vocabulary.parameters import Policy, ProgrammeTerms
from welfsim.vocabulary.state import Clock, Districts, Persons, Span, State

PROGRAMMES = len(Programme)


@rule
def runs_in(terms: ProgrammeTerms, nation: int) -> bool:
    """Say whether a programme runs in a nation."""
    if nation == Nation.ENGLAND:
        return terms.england > 0
    return terms.wales > 0 if nation == Nation.WALES else terms.scotland > 0


@rule
def share_of_places(district: Districts, d: int, programme: int, terms: ProgrammeTerms) -> float:
    """Return district `d`'s share of a programme's places, among the nations where it runs."""
    if not runs_in(terms, int(district.nation[d])):
        return 0.0
    total = 0.0
    for other in range(district.nation.size):
        if runs_in(terms, int(district.nation[other])):
            total += district.share_of_places[other, programme]
    return float(district.share_of_places[d, programme] / total) if total > 0.0 else 0.0


@rule
def is_eligible(person: Persons, i: int, terms: ProgrammeTerms, month: int) -> bool:
    """Say whether person `i`, on no programme, may start one by its terms: work, health, age and search."""
    if person.presence[i] != Presence.PRESENT or person.programme_until[i] > month:
        return False
    if (person.job[i] != Job.OUT) != (terms.takes_in_work > 0):
        return False
    if person.severity[i] < terms.least_severity or (terms.condition > 0 and person.condition[i] != terms.condition):
        return False
    age = (month - int(person.birth_month[i])) // MONTHS_A_YEAR
    if age < terms.youngest or age > terms.oldest:
        return False
    searches = person.regime[i] == Regime.INTENSIVE_SEARCH
    return bool(terms.months_searching == 0 or (searches and month - person.search_since[i] >= terms.months_searching))


@rule
def public_part(cost: int, terms: ProgrammeTerms) -> int:
    """Return what the public purse bears of a cost; employers bear the rest."""
    return pence(cost * terms.public_share)


@rule
def largest_share_asking(policy: Policy) -> float:
    """Return the largest share of the eligible who ask for any programme that has places."""
    largest = 0.0
    for programme in range(1, PROGRAMMES):
        if policy.programme[programme].places > 0.0:
            largest = max(largest, policy.programme[programme].asks)
    return largest


@rule
def fill_places(
    state: State,
    policy: Policy,
    clock: Clock,
    luck: NDArray[np.uint32],
    span: Span,
    asking: NDArray[np.int64],
    d: int,
    programme: int,
) -> None:
    """Give a district's places on one programme to people who ask, in the order of their draws.

    `asking` are the rows of those who might ask for some programme. A place given now begins after the wait.
    """
    person, district, terms = state.person, state.district, policy.programme[programme]
    size = MILLI * clock.grossing
    supply = int(terms.places * MILLI * share_of_places(district, d, programme, terms))
    carried = district.places_carried[d, programme]
    slots = whole_rows(supply, carried, size)
    started, n = 0, 0
    if slots > 0:
        rows, places = np.empty(asking.size, np.int64), np.empty(asking.size, np.int64)
        for i in asking:
            u = int(luck[Domain.SUPPORT, i - span.first_person])
            if hits(u, terms.asks) and is_eligible(person, i, terms, clock.month):
                draw = uniform(clock.key, Decision.PLACE_PRIORITY, person.person_id[i], clock.month)
                places[n] = place_in_line(0, 0, draw, int(person.person_id[i]))
                rows[n] = i
                n += 1
        served = first_in_line(rows[:n], places[:n], slots)
        for i in served:
            person.programme[i] = programme
            person.programme_since[i] = clock.month + terms.wait
            person.programme_until[i] = clock.month + terms.wait + terms.months
        started = served.size
    is_short = slots == 0 or started < n
    district.places_carried[d, programme] = left_over(supply, carried, size, started, is_short)


@rule
def pay_for(person: Persons, i: int, policy: Policy, month: int, line: Accounts) -> None:
    """Count the start of person `i` on a programme and charge the start and the month; no grant without its job."""
    programme, d = person.programme[i], person.district[i]
    terms = policy.programme[programme]
    cost = 0
    if person.programme_since[i] == month:
        line.programme_starts[d, programme] += 1
        cost += terms.cost
    if is_supported(person, i, month) and (person.job[i] != Job.OUT or terms.takes_in_work == 0):
        cost += terms.cost_a_year // MONTHS_A_YEAR
    public = public_part(cost, terms)
    line.programme_cost[d, programme] += public
    line.programme_cost_of_employers[d, programme] += cost - public


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Fill the month's places, and pay for starts and support."""
    person = state.person
    asks = largest_share_asking(policy)
    first = span.first_person
    for d in range(span.first_district, span.end_district):
        end = end_of_district(person, first, d, span)
        asking, n = np.empty(end - first, np.int64), 0
        for i in range(first, end):
            if person.presence[i] == Presence.PRESENT and hits(int(luck[Domain.SUPPORT, i - span.first_person]), asks):
                asking[n] = i
                n += 1
        for programme in range(1, PROGRAMMES):
            if policy.programme[programme].places > 0.0:
                fill_places(state, policy, clock, luck, span, asking[:n], d, programme)
        for i in range(first, end):
            if person.programme[i] != Programme.NONE and person.presence[i] == Presence.PRESENT:
                pay_for(person, i, policy, clock.month, line)
        first = end
