"""Employment programmes: places by month, who takes them, what they cost."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from benchmarks.twin.codes import Job, Nation, Presence, Programme, ProgrammeEnd, ReferralRoute, Regime, Severity
from benchmarks.twin.world import (
    MILLI,
    PROGRAMMES,
    Array,
    Mask,
    Rows,
    World,
    first_in_line,
    left_over,
    per_district,
    tally,
    whole_rows,
)

MONTHS_A_YEAR = 12
MONTHS_COACH_REFERS = 12
NO_ROUTE = -1


def is_eligible(world: World, rows: Rows, terms: SimpleNamespace) -> Mask:
    """Mark people, on no programme, who may start one by its terms."""
    person, month = world.person, world.month
    age = (month - person.birth_month[rows]) // MONTHS_A_YEAR
    may = (person.programme_until[rows] <= month) & ((person.job[rows] != Job.OUT) == (terms.takes_in_work > 0))
    may &= (person.severity[rows] >= terms.least_severity) & (age >= terms.youngest) & (age <= terms.oldest)
    if terms.condition > 0:
        may &= person.condition[rows] == terms.condition
    if terms.months_searching > 0:
        searches = person.regime[rows] == Regime.INTENSIVE_SEARCH
        may &= searches & (month - person.search_since[rows] >= terms.months_searching)
    return np.asarray(may)


def seen_by_coach(world: World, rows: Rows) -> Mask:
    """Mark people whom a coach saw before this month, in a course within a year or at appointments of UC."""
    person, month = world.person, world.month
    last = np.where(person.contact_month[rows] == month, person.contact_before[rows], person.contact_month[rows])
    regime, since = person.regime[rows], world.unit.uc_since[person.unit[rows]]
    seen = (last != 0) & (month - last <= MONTHS_COACH_REFERS)
    seen |= (regime == Regime.INTENSIVE_SEARCH) & (person.search_since[rows] < month)
    return np.asarray(seen | (np.isin(regime, [Regime.PREPARATION, Regime.INTERVIEW]) & (since > 0) & (since < month)))


def routes_to(world: World, rows: Rows, u: Array, terms: SimpleNamespace) -> Array:
    """Return the routes by which draws bring people to a programme this month, or −1 for none."""
    is_ill = world.person.severity[rows] != Severity.NONE
    asked = terms.asks
    health = asked + np.where(is_ill, terms.health_service_refers, 0.0)
    council = health + terms.council_refers
    coach = council + np.where(seen_by_coach(world, rows), terms.coach_refers, 0.0)
    routes = [ReferralRoute.SELF, ReferralRoute.HEALTH_SERVICE, ReferralRoute.COUNCIL, ReferralRoute.COACH]
    return np.select([u < asked, u < health, u < council, u < coach], routes, NO_ROUTE)


def share_coming(terms: SimpleNamespace) -> float:
    """Return the share of the eligible whom all routes bring to a programme in a month."""
    return float(terms.asks + terms.health_service_refers + terms.council_refers + terms.coach_refers)


def fill_places(world: World, coming: Rows, u: Array, programme: int, terms: SimpleNamespace) -> None:
    """Give the districts' places on one programme to people who come by any route, by lot."""
    person, district = world.person, world.district
    nation = district.nation
    runs = np.select([nation == Nation.ENGLAND, nation == Nation.WALES], [terms.england, terms.wales], terms.scotland)
    size, here = MILLI * world.grossing, np.where(runs > 0, district.share_of_places[:, programme], 0.0)
    share = here / here.sum() if here.any() else here
    supply = (terms.places * MILLI * share).astype(np.int64)
    carried = district.places_carried[:, programme]
    slots = whole_rows(supply, carried, size)
    routes = routes_to(world, coming, u, terms)
    free = coming[routes != NO_ROUTE]
    free = free[slots[person.district[free]] > 0]
    free = free[is_eligible(world, free, terms)]
    starting = first_in_line(world, free, np.zeros(free.size, np.int8), slots)
    person.programme[starting] = programme
    person.programme_route[starting] = routes[np.searchsorted(coming, starting)]
    person.programme_since[starting] = world.month + terms.wait
    person.programme_until[starting] = world.month + terms.wait + terms.months
    started = per_district(world, starting)
    world.line.programme_places[:, programme] += started
    is_short = (slots == 0) | (started < per_district(world, free))
    district.places_carried[:, programme] = left_over(supply, carried, size, started, is_short)


def pay(world: World) -> None:
    """Count starts, and charge them and the month of those supported."""
    person, line, month = world.person, world.line, world.month
    joined = np.flatnonzero((person.programme != Programme.NONE) & (person.presence == Presence.PRESENT))
    terms, programme = world.policy.programme, person.programme[joined]
    starts = person.programme_since[joined] == month
    is_paid = (person.job[joined] != Job.OUT) | (np.array([t.takes_in_work for t in terms])[programme] == 0)
    is_paid &= (person.programme_since[joined] <= month) & (person.programme_until[joined] > month)
    cost = np.where(starts, np.array([t.cost for t in terms])[programme], 0)
    cost = cost + np.where(is_paid, np.array([t.cost_a_year // MONTHS_A_YEAR for t in terms])[programme], 0)
    here = world.here(joined)
    tally(line.programme_starts, here[starts], programme[starts])
    tally(line.programme_starts_by_route, here[starts], programme[starts], person.programme_route[joined[starts]])
    tally(line.programme_cost, here, programme, amount=cost)


def step(world: World) -> None:
    """Fill the month's places, and pay for starts and support."""
    person, terms = world.person, world.policy.programme
    offered = [programme for programme in range(1, PROGRAMMES) if terms[programme].places > 0.0]
    most = max((share_coming(terms[programme]) for programme in offered), default=0.0)
    present = np.flatnonzero(person.presence == Presence.PRESENT)
    done = present[person.programme_until[present] == world.month]
    tally(world.line.programme_left, world.here(done), person.programme[done], ProgrammeEnd.TIME_OVER)
    u = world.draw(present.size)
    coming, u = present[u < most], u[u < most]
    for programme in offered:
        fill_places(world, coming, u, programme, terms[programme])
    pay(world)
