"""Employment programmes: places by month, who takes them, what they cost."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.compiled import kernel, rule
from welfsim.draws import Decision, Domain, hits, uniform
from welfsim.rationing import MILLI, first_in_line, left_over, place_in_line, whole_rows
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import Job, Nation, Presence, Programme, Severity
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.state import Clock, Districts, Persons, Span, State


@rule
def runs_in(programme: int, nation: int) -> bool:
    """Say whether a programme runs in a nation: WorkWell in England, Connect to Work in England and Wales."""
    if programme == Programme.WORKWELL:
        return nation == Nation.ENGLAND
    return programme == Programme.ACCESS_TO_WORK or nation != Nation.SCOTLAND


@rule
def share_of_places(district: Districts, d: int, programme: int) -> float:
    """Return district `d`'s share of a programme's places, among the nations where it runs."""
    if not runs_in(programme, int(district.nation[d])):
        return 0.0
    total = 0.0
    for other in range(district.nation.size):
        if runs_in(programme, int(district.nation[other])):
            total += district.share_of_places[other]
    return district.share_of_places[d] / total if total > 0.0 else 0.0


@rule
def places_a_month(programme: int, policy: Policy) -> float:
    """Return a programme's starts a month, Great Britain."""
    if programme == Programme.CONNECT_TO_WORK:
        return policy.support.connect_to_work_places
    if programme == Programme.WORKWELL:
        return policy.support.workwell_places
    return policy.support.access_to_work_places


@rule
def months_of_support(programme: int, policy: Policy) -> int:
    """Return the months that a programme supports a person."""
    if programme == Programme.CONNECT_TO_WORK:
        return policy.support.connect_to_work_months
    if programme == Programme.WORKWELL:
        return policy.support.workwell_months
    return policy.support.access_to_work_months


@rule
def cost_of_start(programme: int, policy: Policy) -> int:
    """Return the pence that one start costs; Access to Work is paid by the month instead."""
    if programme == Programme.CONNECT_TO_WORK:
        return policy.costs.connect_to_work
    return policy.costs.workwell if programme == Programme.WORKWELL else 0


@rule
def is_eligible(person: Persons, i: int, programme: int, month: int) -> bool:
    """Say whether person `i` may start a programme: ill, on no programme, in work for Access to Work, else out."""
    if person.presence[i] != Presence.PRESENT or person.severity[i] < Severity.WORK_LIMITING:
        return False
    if person.programme_until[i] > month:
        return False
    return bool((person.job[i] != Job.OUT) == (programme == Programme.ACCESS_TO_WORK))


@rule
def fill_places(
    state: State,
    policy: Policy,
    clock: Clock,
    luck: NDArray[np.uint32],
    line: Accounts,
    span: Span,
    first: int,
    end: int,
    d: int,
    programme: int,
) -> None:
    """Give a district's places on one programme to ready people, in the order of their draws."""
    person, district = state.person, state.district
    size = MILLI * clock.grossing
    supply = int(places_a_month(programme, policy) * MILLI * share_of_places(district, d, programme))
    slots = whole_rows(supply, district.places_carried[d, programme], size)
    started, n = 0, 0
    if slots > 0:
        rows, places = np.empty(end - first, np.int64), np.empty(end - first, np.int64)
        for i in range(first, end):
            u = int(luck[Domain.SUPPORT, i - span.first_person])
            if hits(u, policy.support.acceptance) and is_eligible(person, i, programme, clock.month):
                draw = uniform(clock.key, Decision.PLACE_PRIORITY, person.person_id[i], clock.month)
                places[n] = place_in_line(0, 0, draw, int(person.person_id[i]))
                rows[n] = i
                n += 1
        served = first_in_line(rows[:n], places[:n], slots)
        for i in served:
            person.programme[i] = programme
            person.programme_since[i] = clock.month
            person.programme_until[i] = clock.month + months_of_support(programme, policy)
        started = served.size
    line.programme_starts[d, programme] += started
    line.programme_cost[d, programme] += started * cost_of_start(programme, policy)
    district.places_carried[d, programme] = left_over(
        supply, district.places_carried[d, programme], size, started, slots == 0 or started < n
    )


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Fill the month's places and pay for Access to Work."""
    person = state.person
    first = span.first_person
    for d in range(span.first_district, span.end_district):
        end = first
        users = 0
        while end < span.end_person and person.district[end] == d:
            users += (
                person.programme[end] == Programme.ACCESS_TO_WORK
                and person.programme_until[end] > clock.month
                and person.job[end] != Job.OUT
                and person.presence[end] == Presence.PRESENT
            )
            end += 1
        line.programme_cost[d, Programme.ACCESS_TO_WORK] += users * policy.costs.access_to_work // 12
        fill_places(state, policy, clock, luck, line, span, first, end, d, Programme.CONNECT_TO_WORK)
        fill_places(state, policy, clock, luck, line, span, first, end, d, Programme.WORKWELL)
        fill_places(state, policy, clock, luck, line, span, first, end, d, Programme.ACCESS_TO_WORK)
        first = end
