"""Coach time, the scarce thing: conditionality, minutes asked and given, the voluntary offer and its contacts.

Coaches in post have so many minutes a month and district. The list `coaching.priority` says who has them first. While
the ring fence stands, coaches on health set how many courses may begin, courses begun go on, and the list orders the
rest; without it the list alone decides. What coaches on health have no use for goes to the others, and what courses ask
beyond them is taken from the others. So moving a coach to health takes minutes from searchers when a course uses them.
"""

from __future__ import annotations

from math import exp
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.budget import NOBODY, current_pay, partner
from welfsim.awards.pay import minimum_wage_earnings
from welfsim.compiled import kernel, rule
from welfsim.draws import Decision, Domain, hits, uniform
from welfsim.rationing import end_of_district, first_in_line, place_in_line
from welfsim.standing import (
    acceptance,
    health_queue,
    is_health_queue,
    is_health_status,
    is_willing,
    search_queue,
    work_status,
)
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import CoachUse, HealthGroup, Job, Presence, Readiness, Regime
from welfsim.vocabulary.parameters import Coaching, Policy
from welfsim.vocabulary.state import BenefitUnits, Clock, Districts, Persons, Span, State

MONTHS_BETWEEN_OFFERS = 12
ONE_YEAR, TWO_YEARS, THREE_YEARS = 12, 24, 36
EARLY_SEARCH = 3
USUAL_CONTACT = 30.0  # minutes of a contact to which the length of a course and its effect refer
NO_USE = -1
USES = len(CoachUse)

_PREPARATION = int(CoachUse.PREPARATION)
_INTERVIEW = int(CoachUse.INTERVIEW)
_LIGHT_TOUCH = int(CoachUse.LIGHT_TOUCH)
_HEALTH_COURSES = int(CoachUse.HEALTH_COURSES)


@rule
def minutes_a_coach(p: Coaching) -> float:
    """Return the monthly minutes that one full-time coach spends with or for clients, absence taken off."""
    return p.weekly_hours * 60.0 * max(p.weeks - p.sickness_weeks, 0.0) / 12.0 * p.client_share


@rule
def minutes_a_contact(p: Coaching) -> int:
    """Return the minutes of one contact of a course, what stands behind it included; a minute at least."""
    return max(int(p.minutes_a_start / p.contacts_a_start + p.contact_minutes - USUAL_CONTACT), 1)


@rule
def worth_of_contact(p: Coaching) -> float:
    """Return what a contact adds to the stock, relative to one of 30 minutes."""
    return float((p.contact_minutes / USUAL_CONTACT) ** p.contact_length_elasticity)


@rule
def coaches_here(district: Districts, d: int, p: Coaching) -> float:
    """Return the coaches in post in a district."""
    by_need = p.coaches_by_need
    share = district.share_of_coaches[d]
    if by_need > 0.0:
        share += by_need * (district.share_of_searchers[d] - share)
    return float(p.coaches_in_post * share)


@rule
def coaches_on_health_here(district: Districts, d: int, p: Coaching) -> float:
    """Return the coaches in a district who are to give intensive health support."""
    if p.coaches_in_post <= 0.0:
        return 0.0
    wanted = min(p.coaches_in_post, p.coaches_on_health + p.coaches_to_health)
    return coaches_here(district, d, p) * wanted / p.coaches_in_post


@rule
def offer_hazard(p: Coaching) -> float:
    """Return the monthly chance of an offer that gives `offers_a_year` offers over twelve months without one."""
    return 1.0 - float((1.0 - p.offers_a_year) ** (1.0 / MONTHS_BETWEEN_OFFERS))


@rule
def stock_now(stock: float, months_since: int, decay: float) -> float:
    """Return a stock of contacts after some months of exponential decay."""
    return stock * exp(-months_since / decay)


@rule
def youngest_child_age(unit: BenefitUnits, j: int, month: int) -> int:
    """Return the age in months of unit `j`'s youngest child, or a large number without children."""
    latest = max(
        max(int(unit.child_1_birth[j]), int(unit.child_2_birth[j])),
        max(int(unit.child_3_birth[j]), int(unit.child_4_birth[j])),
    )
    return month - latest


@rule
def set_regime(state: State, i: int, policy: Policy, clock: Clock) -> None:
    """Write the conditionality regime of person `i`, present on UC (Welfare Reform Act 2012 ss.19 to 22).

    The first adult of a unit is taken to be the one responsible for its children.
    """
    person, unit, credit = state.person, state.unit, policy.universal_credit
    j = int(person.unit[i])
    first = unit.first_person[j]
    earned = current_pay(person, i, policy, clock.month)
    other = partner(person, i)
    together = earned + current_pay(person, other, policy, clock.month) if other != NOBODY else earned
    expected = minimum_wage_earnings(credit.expected_hours, policy.pay)
    child = youngest_child_age(unit, j, clock.month) if i == first else THREE_YEARS
    before = person.regime[i]
    if person.health_group[i] == HealthGroup.LCWRA or person.carer[i] or child < ONE_YEAR or earned >= expected:
        person.regime[i] = Regime.NO_REQUIREMENTS
    elif earned >= credit.administrative_threshold_single or (
        unit.adults[j] == 2 and together >= credit.administrative_threshold_couple
    ):
        person.regime[i] = Regime.LIGHT_TOUCH
    elif child < TWO_YEARS:
        person.regime[i] = Regime.INTERVIEW
    elif person.health_group[i] == HealthGroup.LCW or child < THREE_YEARS:
        person.regime[i] = Regime.PREPARATION
    else:
        person.regime[i] = Regime.INTENSIVE_SEARCH
        if before != Regime.INTENSIVE_SEARCH:
            person.search_since[i] = clock.month


@rule
def contact(person: Persons, i: int, policy: Policy, month: int) -> None:
    """Give person `i` one contact on top of what is left of earlier ones."""
    since = month - int(person.contact_month[i])
    left = stock_now(float(person.contact_stock[i]), since, policy.employment.contact_decay)
    person.contact_stock[i] = left + worth_of_contact(policy.coaching)
    person.contact_before[i] = person.contact_month[i]
    person.contact_month[i] = month
    person.contacts_left[i] -= 1


@rule
def share_accepting(status: int, readiness: int, p: Coaching) -> float:
    """Return the share who accept an offer, by work group, readiness and trust; at most all."""
    share = acceptance(status, p) * p.trust
    if readiness == Readiness.READY_NOW:
        share *= p.acceptance_ratio_ready_now
    elif readiness == Readiness.NOT:
        share *= p.acceptance_ratio_not_ready
    return min(share, 1.0)


@rule
def offer(person: Persons, i: int, u: int, policy: Policy, month: int, is_stopped: bool, line: Accounts) -> None:
    """Make person `i`, ill and out of work, at most one offer in twelve months; the willing join the queue."""
    p = policy.coaching
    status = work_status(person, i)
    if not is_health_status(status) or person.volunteered_month[i] != 0 or person.contacts_left[i] > 0:
        return
    offered = int(person.offered_month[i])
    if offered != 0 and month - offered < MONTHS_BETWEEN_OFFERS:
        return
    if not hits(u, offer_hazard(p)):
        return
    d = person.district[i]
    if is_stopped:
        line.coach_people_stopped[d] += 1
        return
    person.offered_month[i] = month
    line.offers[d, status] += 1
    if is_willing(person, i, share_accepting(status, int(person.readiness[i]), p)):
        person.volunteered_month[i] = month
        line.offers_accepted[d, status] += 1


@rule
def contact_use(state: State, i: int, p: Coaching, month: int) -> int:
    """Return what person `i`, on UC, is due coach minutes for by regime, or −1 for nothing."""
    person = state.person
    regime = person.regime[i]
    if regime == Regime.INTENSIVE_SEARCH:
        awaits = person.health_group[i] == HealthGroup.PRE_WCA
        return _PREPARATION if awaits else search_queue(person, i, p, month)
    if regime == Regime.PREPARATION:
        return _PREPARATION
    if regime == Regime.INTERVIEW:
        return _INTERVIEW
    return _LIGHT_TOUCH if regime == Regime.LIGHT_TOUCH else NO_USE


@rule
def minutes_due(use: int, months_searching: int, p: Coaching) -> float:
    """Return the monthly minutes that one person is due by regime."""
    if use == CoachUse.PREPARATION:
        return p.minutes_preparation
    if use == CoachUse.INTERVIEW:
        return p.minutes_interview
    if use == CoachUse.LIGHT_TOUCH:
        return p.minutes_light_touch
    return p.minutes_search_early if months_searching < EARLY_SEARCH else p.minutes_search


@rule
def set_regimes(state: State, policy: Policy, clock: Clock, first: int, end: int) -> NDArray[np.float64]:
    """Set the regimes of a district's people and return the minutes they are due by use."""
    person, unit, p = state.person, state.unit, policy.coaching
    due = np.zeros(USES, np.float64)
    for i in range(first, end):
        if person.presence[i] != Presence.PRESENT:
            continue
        if unit.uc_since[person.unit[i]] == 0:
            person.regime[i] = Regime.NOT_ON_UC
            continue
        set_regime(state, i, policy, clock)
        use = contact_use(state, i, p, clock.month)
        if use != NO_USE:
            due[use] += minutes_due(use, clock.month - int(person.search_since[i]), p) * clock.grossing
    return due


@rule
def is_searching(person: Persons, i: int) -> bool:
    """Say whether person `i` is in intensive search and awaits no Work Capability Assessment."""
    return bool(person.regime[i] == Regime.INTENSIVE_SEARCH and person.health_group[i] != HealthGroup.PRE_WCA)


@rule
def stops_support(state: State, policy: Policy, clock: Clock, line: Accounts, first: int, end: int, d: int) -> bool:
    """Say whether a district has more searchers a coach than it can bear; count it, and whom it stops seeing."""
    person, p = state.person, policy.coaching
    searching, light = 0, 0
    for i in range(first, end):
        if person.presence[i] == Presence.PRESENT:
            searching += is_searching(person, i)
            light += person.regime[i] == Regime.LIGHT_TOUCH
    coaches = coaches_here(state.district, d, p) - coaches_on_health_here(state.district, d, p)
    if searching * clock.grossing <= p.stop_from * coaches:
        return False
    line.coach_districts_stopping[d] += 1
    if p.stops_light_touch and p.minutes_light_touch > 0.0:
        line.coach_people_stopped[d] += light
    return True


class Queue(NamedTuple):
    """People who want a contact of a course: their rows, what use they count under, and their places in line."""

    rows: NDArray[np.int64]
    uses: NDArray[np.int64]
    places: NDArray[np.int64]


@rule
def line_up(
    state: State,
    policy: Policy,
    clock: Clock,
    luck: NDArray[np.uint32],
    line: Accounts,
    span: Span,
    first: int,
    end: int,
    is_stopped: bool,
) -> Queue:
    """Make offers, let go who needs no support or gives up, and return who wants a contact, the longest wait first."""
    person, p = state.person, policy.coaching
    queue = Queue(np.empty(end - first, np.int64), np.empty(end - first, np.int64), np.empty(end - first, np.int64))
    n = 0
    for i in range(first, end):
        if person.presence[i] != Presence.PRESENT:
            continue
        if person.job[i] != Job.OUT or not is_health_status(work_status(person, i)):
            person.volunteered_month[i] = 0
            person.contacts_left[i] = 0
            continue
        waited = clock.month - int(person.volunteered_month[i])
        if person.volunteered_month[i] != 0 and waited >= p.wait_before_giving_up:
            person.volunteered_month[i] = 0
            line.volunteers_lapsed[person.district[i]] += 1
        u = int(luck[Domain.COACHING, i - span.first_person])
        offer(person, i, u, policy, clock.month, is_stopped, line)
        if person.contacts_left[i] > 0 or person.volunteered_month[i] != 0:
            goes_on = person.contacts_left[i] > 0
            since = int(person.contact_month[i]) if goes_on else int(person.volunteered_month[i])
            draw = uniform(clock.key, Decision.COACH_PRIORITY, person.person_id[i], clock.month)
            queue.rows[n] = i
            queue.uses[n] = _HEALTH_COURSES if goes_on else health_queue(person, i, p, clock.month)
            queue.places[n] = place_in_line(0, since, draw, int(person.person_id[i]))
            n += 1
    return Queue(queue.rows[:n], queue.uses[:n], queue.places[:n])


@rule
def serve(state: State, policy: Policy, clock: Clock, line: Accounts, queue: Queue, use: int, slots: int) -> int:
    """Give the first `slots` people of one use their contact, a course's first to volunteers; return how many."""
    person = state.person
    rows, places = np.empty(queue.rows.size, np.int64), np.empty(queue.rows.size, np.int64)
    n = 0
    for k in range(queue.rows.size):
        if queue.uses[k] == use:
            rows[n] = queue.rows[k]
            places[n] = queue.places[k]
            n += 1
    served = first_in_line(rows[:n], places[:n], slots)
    for i in served:
        d = person.district[i]
        status = work_status(person, i)
        if person.volunteered_month[i] != 0:
            line.coach_starts[d, status] += 1
            line.coach_start_wait[d] += clock.month - person.volunteered_month[i]
            person.volunteered_month[i] = 0
            person.contacts_left[i] = policy.coaching.contacts_a_start
        contact(person, i, policy, clock.month)
        line.coach_completions[d, status] += person.contacts_left[i] == 0
    return int(served.size)


@rule
def has_turn(use: int, turn: int, is_fenced: bool) -> bool:
    """Say whether a use is served in a turn: behind a ring fence health first, then the rest; else all in the first."""
    is_health = use == CoachUse.HEALTH_COURSES or is_health_queue(use)
    return (turn == 0) == (is_health or not is_fenced)


@rule
def give_minutes(
    state: State,
    policy: Policy,
    clock: Clock,
    line: Accounts,
    d: int,
    queue: Queue,
    asked: NDArray[np.int64],
    minutes: int,
    fenced: int,
) -> None:
    """Spend a district's minutes of the month by the list of priority.

    New courses are at most as many as minutes sustain: behind a ring fence those of the coaches on health (`fenced`),
    else what is left when the list comes to them; each counts as a whole course, so that contacts to come are not
    promised twice. What is short of one course is carried over while someone waits.
    """
    district, p = state.district, policy.coaching
    a_contact = minutes_a_contact(p) * clock.grossing
    a_course = a_contact * p.contacts_a_start
    is_fenced = p.ring_fence != 0.0
    given = np.zeros(USES, np.int64)
    pot, courses = minutes, fenced + district.courses_carried[d]
    is_open, refuses = is_fenced, False
    for turn in range(2):
        for use in p.priority:
            if use == NO_USE or not has_turn(use, turn, is_fenced):
                continue
            if use == CoachUse.HEALTH_COURSES:
                given[use] = serve(state, policy, clock, line, queue, use, pot // a_contact) * a_contact
            elif is_health_queue(use):
                if not is_open:
                    courses, is_open = pot + district.courses_carried[d], True
                started = serve(state, policy, clock, line, queue, use, min(courses // a_course, pot // a_contact))
                courses -= started * a_course
                given[use] = started * a_contact
                refuses = refuses or given[use] < asked[use]
            else:
                given[use] = min(asked[use], pot)
            pot -= given[use]
    most = max(a_course - 1, fenced) if is_fenced else a_course - 1
    district.courses_carried[d] = min(courses, most) if refuses else 0
    for use in range(USES):
        line.minutes_asked[d, use] += asked[use]
        line.minutes_given[d, use] += given[use]
        line.minutes_refused[d, use] += asked[use] - given[use]
        district.search_share[d, use] = given[use] / asked[use] if asked[use] > 0 else 1.0


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Set regimes, make offers, and give out each district's coach minutes in order of priority."""
    district, p = state.district, policy.coaching
    a_coach = minutes_a_coach(p)
    first = span.first_person
    for d in range(span.first_district, span.end_district):
        end = end_of_district(state.person, first, d, span)
        due = set_regimes(state, policy, clock, first, end)
        is_stopped = stops_support(state, policy, clock, line, first, end, d)
        if is_stopped and p.stops_light_touch:
            due[_LIGHT_TOUCH] = 0.0
        queue = line_up(state, policy, clock, luck, line, span, first, end, is_stopped and p.stops_offers != 0.0)
        asked = due.astype(np.int64)
        for use in queue.uses:
            asked[use] += minutes_a_contact(p) * clock.grossing
        fenced = int(coaches_on_health_here(district, d, p) * a_coach)
        others = int((coaches_here(district, d, p) - coaches_on_health_here(district, d, p)) * a_coach)
        line.minutes_supplied[d] += fenced + others
        line.coach_cost[d] += int(coaches_here(district, d, p) * policy.costs.coach / 12.0)
        give_minutes(state, policy, clock, line, d, queue, asked, fenced + others, fenced)
        first = end
