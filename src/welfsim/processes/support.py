"""Employment programmes: who brings whom to them, places by month, who takes them, what they cost.

People come by themselves, or are referred by a coach, a health service or their council. One draw a month decides
whether, and by which route. A coach refers people seen before this month, so the minutes of this month move nobody's
place in line. Referring takes minutes of a contact already held, no others.

A programme is a row of parameters, those of the law and up to four that a scenario describes; nothing here knows one
from another.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.money import pence
from welfsim.awards.own_law import law_of, law_of_district
from welfsim.compiled import kernel, move, rule
from welfsim.draws import Decision, Domain, hits
from welfsim.months import MONTHS_A_YEAR
from welfsim.rules.luck import luck_of
from welfsim.rules.rationing import MILLI, first_of, join, left_over, room_for, whole_rows
from welfsim.rules.standing import is_supported
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import Job, Nation, Presence, Programme, ProgrammeEnd, ReferralRoute, Regime, Severity
from welfsim.vocabulary.districts import Districts
from welfsim.vocabulary.parameters import Policy, ProgrammeTerms
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock, Span, State

PROGRAMMES = len(Programme)
MONTHS_COACH_REFERS = 12  # after a contact; an assumption
NO_ROUTE = -1


@rule
def runs_in(terms: ProgrammeTerms, nation: int) -> bool:
    """Say whether a programme runs in a nation."""
    if nation == Nation.ENGLAND:
        return bool(terms.england)
    return bool(terms.wales if nation == Nation.WALES else terms.scotland)


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
    if (person.job[i] != Job.OUT) != terms.takes_in_work:
        return False
    if person.severity[i] < terms.least_severity or (terms.condition > 0 and person.condition[i] != terms.condition):
        return False
    age = (month - int(person.birth_month[i])) // MONTHS_A_YEAR
    if age < terms.youngest or age > terms.oldest:
        return False
    searches = person.regime[i] == Regime.INTENSIVE_SEARCH
    return bool(terms.months_searching == 0 or (searches and month - person.search_since[i] >= terms.months_searching))


@rule
def seen_by_coach(state: State, i: int, month: int) -> bool:
    """Say whether a coach saw person `i` before this month: in a course within a year, or at appointments of UC.

    Appointments are due in intensive search, preparation and interviews; they are taken as held, however few minutes
    the district has.
    """
    person = state.person
    last = person.contact_before[i] if person.contact_month[i] == month else person.contact_month[i]
    if last != 0 and month - last <= MONTHS_COACH_REFERS:
        return True
    regime = person.regime[i]
    if regime == Regime.INTENSIVE_SEARCH:
        return bool(person.search_since[i] < month)
    if regime == Regime.PREPARATION or regime == Regime.INTERVIEW:
        return bool(0 < state.unit.uc_since[person.unit[i]] < month)
    return False


@rule
def route_to(state: State, i: int, u: int, terms: ProgrammeTerms, month: int) -> int:
    """Return the route by which the draw `u` brings person `i` to a programme this month, or −1 for none.

    The chances of the routes open to the person are ranges of one draw, the coach's last.
    """
    chance = terms.asks
    if hits(u, chance):
        return ReferralRoute.SELF.value
    if state.person.severity[i] != Severity.NONE:
        chance += terms.health_service_refers
        if hits(u, chance):
            return ReferralRoute.HEALTH_SERVICE.value
    chance += terms.council_refers
    if hits(u, chance):
        return ReferralRoute.COUNCIL.value
    if hits(u, chance + terms.coach_refers) and seen_by_coach(state, i, month):
        return ReferralRoute.COACH.value
    return NO_ROUTE


@rule
def public_part(cost: int, terms: ProgrammeTerms) -> int:
    """Return what the public purse bears of a cost; employers bear the rest."""
    return pence(cost * terms.public_share)


@rule
def largest_share_coming(policy: Policy) -> float:
    """Return the largest share of the eligible whom all routes bring to any programme that has places."""
    largest = 0.0
    for programme in range(1, PROGRAMMES):
        terms = policy.programme[programme]
        if terms.places > 0.0:
            share = terms.asks + terms.health_service_refers + terms.council_refers + terms.coach_refers
            largest = max(largest, share)
    return largest


@kernel(allocates=True)
def fill_places(
    state: State,
    policy: Policy,
    clock: Clock,
    luck: NDArray[np.uint32],
    line: Accounts,
    span: Span,
    coming: NDArray[np.int64],
    d: int,
    programme: int,
) -> None:
    """Give a district's places on one programme to people who come by any route, in the order of their draws.

    `coming` are the rows of those whom some programme might take. A place given now begins after the wait.
    """
    person, district, terms = state.person, state.district, policy.programme[programme]
    size = MILLI * clock.grossing
    supply = int(terms.places * MILLI * share_of_places(district, d, programme, terms))
    carried = district.places_carried[d, programme]
    slots = whole_rows(supply, carried, size)
    queue, n, started = room_for(coming.size), 0, 0
    if slots > 0:
        for i in coming:
            u = luck_of(luck, Domain.SUPPORT, i, span)
            if is_eligible(person, i, terms, clock.month) and route_to(state, i, u, terms, clock.month) != NO_ROUTE:
                n = join(queue, n, person, i, 0, Decision.PLACE_PRIORITY, clock.month, clock)
        for i in first_of(queue, n, slots):
            u = luck_of(luck, Domain.SUPPORT, i, span)
            begin_support(person, i, programme, route_to(state, i, u, terms, clock.month), terms, clock.month)
            line.programme_places[person.counted_in[i], programme] += 1
            started += 1
    is_short = slots == 0 or started < n
    carry_places(district, d, programme, left_over(supply, carried, size, started, is_short))


@move
def begin_support(person: Persons, i: int, programme: int, route: int, terms: ProgrammeTerms, month: int) -> None:
    """Give person `i` a place on a programme, reached by some route, which begins after the wait."""
    person.programme[i] = programme
    person.programme_route[i] = route
    person.programme_since[i] = month + terms.wait
    person.programme_until[i] = month + terms.wait + terms.months


@move
def carry_places(district: Districts, d: int, programme: int, carried: int) -> None:
    """Carry places of a programme, short of one row, over to next month."""
    district.places_carried[d, programme] = carried


@move
def pay_for(person: Persons, i: int, policy: Policy, month: int, line: Accounts) -> None:
    """Count the start of person `i` on a programme and charge the start and the month; no grant without its job."""
    programme, d = person.programme[i], person.counted_in[i]
    terms = policy.programme[programme]
    cost = 0
    if person.programme_since[i] == month:
        line.programme_starts[d, programme] += 1
        line.programme_starts_by_route[d, programme, person.programme_route[i]] += 1
        cost += terms.cost
    if is_supported(person, i, month) and (person.job[i] != Job.OUT or not terms.takes_in_work):
        cost += terms.cost_a_year // MONTHS_A_YEAR
    public = public_part(cost, terms)
    line.programme_cost[d, programme] += public
    line.programme_cost_of_employers[d, programme] += cost - public


@kernel
def end_and_come(
    state: State,
    d: int,
    month: int,
    share: float,
    luck: NDArray[np.uint32],
    line: Accounts,
    span: Span,
    coming: NDArray[np.int64],
) -> int:
    """Count programmes whose time is over; write who some programme might take into `coming`, return how many."""
    person, n = state.person, 0
    for i in range(state.district.first_person[d], state.district.end_person[d]):
        if person.presence[i] != Presence.PRESENT:
            continue
        if person.programme_until[i] == month:
            line.programme_left[person.counted_in[i], person.programme[i], ProgrammeEnd.TIME_OVER] += 1
        if hits(luck_of(luck, Domain.SUPPORT, i, span), share):
            coming[n] = i
            n += 1
    return n


@kernel
def pay_for_support(state: State, d: int, policy: Policy, month: int, line: Accounts) -> None:
    """Count the starts in district `d`, and pay for them and for support."""
    person = state.person
    for i in range(state.district.first_person[d], state.district.end_person[d]):
        if person.programme[i] != Programme.NONE and person.presence[i] == Presence.PRESENT:
            pay_for(person, i, law_of(state, i, policy), month, line)


@kernel(allocates=True)
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """End the programmes whose time is over, fill the month's places, and pay for starts and support."""
    district = state.district
    for d in range(span.first_district, span.end_district):
        law = law_of_district(state, d, policy)
        share = largest_share_coming(law)
        coming = np.empty(district.end_person[d] - district.first_person[d], np.int64)
        n = end_and_come(state, d, clock.month, share, luck, line, span, coming)
        for programme in range(1, PROGRAMMES):
            if law.programme[programme].places > 0.0:
                fill_places(state, law, clock, luck, line, span, coming[:n], d, programme)
        pay_for_support(state, d, law, clock.month, line)
