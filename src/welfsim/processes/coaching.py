"""Coach time, the scarce thing: conditionality, minutes asked and given, the voluntary offer and its contacts.

Coaches in post have so many minutes a month and district. The list `coaching.priority` says who has them first. While
the ring fence stands, coaches on health set how many courses may begin, courses begun go on, and the list orders the
rest; without it the list alone decides. What coaches on health have no use for goes to the others, and what courses ask
beyond them is taken from the others. So moving a coach to health takes minutes from searchers when a course uses them.
Earmarked coaches come on top and work for some groups alone: nobody else's minutes change with them.
"""

from __future__ import annotations

from math import exp
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.budget import NOBODY, current_pay, partner
from welfsim.awards.pay import minimum_wage_earnings
from welfsim.coach_time import (
    EARLY_SEARCH,
    NO_USE,
    USUAL_CONTACT,
    coach_group,
    coaches_here,
    coaches_on_health_here,
    contact_use,
    is_earmarked,
    is_health_queue,
    is_search_queue,
    is_searching,
    is_willing,
    minutes_a_coach,
    minutes_a_contact,
    minutes_due,
    queue_in,
    share_of_coaches,
    share_of_posted,
    share_willing,
)
from welfsim.compiled import kernel, rule
from welfsim.draws import Decision, Domain, hits, uniform
from welfsim.rationing import end_of_district, first_in_line, place_in_line
from welfsim.standing import is_health_status, work_status
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import CoachGroup, CoachUse, HealthGroup, Job, Presence, Regime, VolunteerEnd, WorkStatus
from welfsim.vocabulary.parameters import Coaching, Policy
from welfsim.vocabulary.state import BenefitUnits, Clock, Districts, Persons, Span, State

MONTHS_BETWEEN_OFFERS = 12
ONE_YEAR, TWO_YEARS, THREE_YEARS = 12, 24, 36
LEAST_A_COACH = 60.0  # minutes a month; with fewer there is no coach whose pay a minute could be a part of
USES = len(CoachUse)
GROUPS = len(CoachGroup)

_LIGHT_TOUCH = int(CoachUse.LIGHT_TOUCH)
_SEARCH = int(CoachUse.SEARCH)
_HEALTH_COURSES = int(CoachUse.HEALTH_COURSES)
_WORK = int(VolunteerEnd.WORK)
_NO_HEALTH_BENEFIT = int(VolunteerEnd.NO_HEALTH_BENEFIT)


@rule
def worth_of_contact(p: Coaching) -> float:
    """Return what a contact adds to the stock, relative to one of 30 minutes."""
    return float((p.contact_minutes / USUAL_CONTACT) ** p.contact_length_elasticity)


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
def offer(person: Persons, i: int, u: int, policy: Policy, clock: Clock, is_stopped: bool, line: Accounts) -> None:
    """Make person `i`, ill and out of work, at most one offer in twelve months; the willing join the queue."""
    p, month = policy.coaching, clock.month
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
    if is_willing(person, i, share_willing(person, i, status, p, clock.key)):
        person.volunteered_month[i] = month
        line.offers_accepted[d, status] += 1


@rule
def set_regimes(state: State, policy: Policy, clock: Clock, first: int, end: int) -> NDArray[np.float64]:
    """Set the regimes of a district's people and return the minutes due by use: all, then searchers' early on."""
    person, unit, p = state.person, state.unit, policy.coaching
    due = np.zeros((2, USES), np.float64)
    for i in range(first, end):
        if person.presence[i] != Presence.PRESENT:
            continue
        if unit.uc_since[person.unit[i]] == 0:
            person.regime[i] = Regime.NOT_ON_UC
            continue
        set_regime(state, i, policy, clock)
        use = contact_use(person, i, p, clock.month)
        if use == NO_USE:
            continue
        searching = clock.month - int(person.search_since[i])
        minutes = minutes_due(use, searching, p) * clock.grossing
        due[0, use] += minutes
        if is_search_queue(use) and searching < EARLY_SEARCH:
            due[1, use] += minutes
    return due


@rule
def coaches_missing(state: State, policy: Policy, clock: Clock, line: Accounts, first: int, end: int, d: int) -> float:
    """Return the coaches a district lacks to bear its searchers; if any, count it and whom it sees less or not."""
    person, p = state.person, policy.coaching
    searching, later, light = 0, 0, 0
    for i in range(first, end):
        if person.presence[i] == Presence.PRESENT:
            light += person.regime[i] == Regime.LIGHT_TOUCH
            if is_searching(person, i):
                searching += 1
                later += clock.month - person.search_since[i] >= EARLY_SEARCH
    coaches = coaches_here(state.district, d, p) - coaches_on_health_here(state.district, d, p)
    if searching * clock.grossing <= p.stop_from * coaches:
        return 0.0
    line.coach_districts_stopping[d] += 1
    if p.stops_search_later:
        line.coach_people_stopped[d] += later
    if p.stops_light_touch and p.minutes_light_touch > 0.0:
        line.coach_people_stopped[d] += light
    return float(searching * clock.grossing / max(p.stop_from, 1.0) - coaches)


@rule
def begin_course(person: Persons, i: int, policy: Policy, month: int, line: Accounts, on_top: bool) -> None:
    """Begin the course of volunteer `i`, all of its contacts still to come, with coaches in post or on top of them."""
    d = person.district[i]
    line.coach_starts[d, work_status(person, i)] += 1
    line.coach_start_wait[d] += month - person.volunteered_month[i]
    person.volunteered_month[i] = 0
    person.contacts_left[i] = policy.coaching.contacts_a_start
    person.earmarked[i] = on_top


@rule
def give_contact(person: Persons, i: int, policy: Policy, month: int, line: Accounts) -> None:
    """Give person `i` the next contact of a course, and count the course if it was the last one."""
    contact(person, i, policy, month)
    line.coach_completions[person.district[i], work_status(person, i)] += person.contacts_left[i] == 0


@rule
def give_earmarked_contact(person: Persons, i: int, policy: Policy, clock: Clock, line: Accounts) -> None:
    """Give person `i` the next contact of a course by coaches earmarked for their group."""
    group = coach_group(person, i, work_status(person, i), clock.month)
    line.minutes_earmarked[person.district[i], group] += minutes_a_contact(policy.coaching) * clock.grossing
    give_contact(person, i, policy, clock.month, line)


class Queue(NamedTuple):
    """People who want a contact of a course: their rows, what use they count under, and their places in line."""

    rows: NDArray[np.int64]
    uses: NDArray[np.int64]
    places: NDArray[np.int64]


@rule
def leave_queue(person: Persons, i: int, why: int, line: Accounts) -> None:
    """End the support of person `i`, who needs none; a volunteer who still waited for it leaves the queue."""
    if person.volunteered_month[i] != 0:
        line.volunteers_left[person.district[i], why] += 1
    person.volunteered_month[i] = 0
    person.contacts_left[i] = 0


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
    """Make offers, let go who needs no support or gives up, and return who wants a contact, the longest wait first.

    A course of earmarked coaches has had its minutes put by when it began, so its next contact waits for nobody.
    """
    person, p = state.person, policy.coaching
    queue = Queue(np.empty(end - first, np.int64), np.empty(end - first, np.int64), np.empty(end - first, np.int64))
    n = 0
    for i in range(first, end):
        if person.presence[i] != Presence.PRESENT:
            continue
        in_work = person.job[i] != Job.OUT
        if in_work or not is_health_status(work_status(person, i)):
            leave_queue(person, i, _WORK if in_work else _NO_HEALTH_BENEFIT, line)
            continue
        waited = clock.month - int(person.volunteered_month[i])
        if person.volunteered_month[i] != 0 and waited >= p.wait_before_giving_up:
            person.volunteered_month[i] = 0
            line.volunteers_lapsed[person.district[i]] += 1
        u = int(luck[Domain.COACHING, i - span.first_person])
        offer(person, i, u, policy, clock, is_stopped, line)
        if person.contacts_left[i] > 0 or person.volunteered_month[i] != 0:
            goes_on = person.contacts_left[i] > 0
            if goes_on and person.earmarked[i]:
                give_earmarked_contact(person, i, policy, clock, line)
                continue
            since = int(person.contact_month[i]) if goes_on else int(person.volunteered_month[i])
            draw = uniform(clock.key, Decision.COACH_PRIORITY, person.person_id[i], clock.month)
            queue.rows[n] = i
            queue.uses[n] = _HEALTH_COURSES if goes_on else queue_in(person, i, False, p, clock.month)
            queue.places[n] = place_in_line(0, since, draw, int(person.person_id[i]))
            n += 1
    return Queue(queue.rows[:n], queue.uses[:n], queue.places[:n])


@rule
def serve(state: State, policy: Policy, clock: Clock, line: Accounts, queue: Queue, use: int, slots: int) -> None:
    """Give the first `slots` people of one use their contact, a course's first to volunteers."""
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
        if person.volunteered_month[i] != 0:
            begin_course(person, i, policy, clock.month, line, False)
        give_contact(person, i, policy, clock.month, line)


@rule
def has_turn(use: int, turn: int, is_fenced: bool) -> bool:
    """Say whether a use is served in a turn: behind a ring fence health first, then the rest; else all in the first."""
    is_health = use == CoachUse.HEALTH_COURSES or is_health_queue(use)
    return (turn == 0) == (is_health or not is_fenced)


@rule
def allot(
    asked: NDArray[np.int64], minutes: int, fenced: int, carried: int, p: Coaching, a_contact: int
) -> tuple[NDArray[np.int64], int]:
    """Return what each use is given of a district's minutes by the list, and the minutes left for further courses.

    New courses are at most as many as minutes sustain: behind a ring fence those of the coaches on health (`fenced`),
    else of what is left when the list comes to them and what courses under way were given. Each counts as a whole
    course, so that contacts to come are not promised twice.
    """
    a_course = a_contact * p.contacts_a_start
    is_fenced = p.ring_fence != 0.0
    given = np.zeros(USES, np.int64)
    pot, courses = minutes, fenced + carried
    is_open = is_fenced
    for turn in range(2):
        for use in p.priority:
            if use == NO_USE or not has_turn(use, turn, is_fenced):
                continue
            if use == CoachUse.HEALTH_COURSES:
                given[use] = min(asked[use], pot // a_contact * a_contact)
            elif is_health_queue(use):
                if not is_open:
                    courses, is_open = pot + int(given[CoachUse.HEALTH_COURSES]) + carried, True
                given[use] = min(asked[use], min(courses // a_course, pot // a_contact) * a_contact)
                courses -= given[use] // a_contact * a_course
            else:
                given[use] = min(asked[use], pot)
            pot -= given[use]
    return given, courses


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
) -> NDArray[np.int64]:
    """Spend a district's minutes of the month and return those given by use.

    What is short of one course is carried over while someone waits.
    """
    district, p = state.district, policy.coaching
    a_contact = minutes_a_contact(p) * clock.grossing
    given, courses = allot(asked, minutes, fenced, district.courses_carried[d], p, a_contact)
    refuses = False
    for use in p.priority:
        if use == CoachUse.HEALTH_COURSES or is_health_queue(use):
            serve(state, policy, clock, line, queue, use, given[use] // a_contact)
            refuses = refuses or (is_health_queue(use) and given[use] < asked[use])
    a_course = a_contact * p.contacts_a_start
    most = max(a_course - 1, fenced) if p.ring_fence != 0.0 else a_course - 1
    district.courses_carried[d] = min(courses, most) if refuses else 0
    for use in range(USES):
        line.minutes_asked[d, use] += asked[use]
        line.minutes_given[d, use] += given[use]
        line.minutes_refused[d, use] += asked[use] - given[use]
    return given


@rule
def divide_search(
    district: Districts,
    d: int,
    asked: NDArray[np.int64],
    early: NDArray[np.int64],
    given: NDArray[np.int64],
    usual: NDArray[np.int64],
) -> None:
    """Write the shares of what is due that each use was given.

    What searchers lack of what would be `usual` with a caseload that the district can bear falls on those past their
    third month alone, as far as they have it; those in their `early` months lack what is usual.
    """
    for use in range(USES):
        share = given[use] / asked[use] if asked[use] > 0 else 1.0
        later = asked[use] - early[use]
        district.early_extra[d, use] = 0.0
        if usual[use] > given[use] and later > 0 and early[use] > 0:
            kept = min(early[use] * usual[use] / asked[use], float(given[use]))
            share = (given[use] - kept) / later
            district.early_extra[d, use] = kept / early[use] - share
        district.search_share[d, use] = share


@rule
def start_earmarked(
    state: State, policy: Policy, clock: Clock, line: Accounts, queue: Queue, bank: int
) -> tuple[int, bool]:
    """Begin courses of volunteers for whom coaches are earmarked out of `bank` minutes, each course counted whole.

    Return the minutes left and whether such a volunteer still waits.
    """
    person, p = state.person, policy.coaching
    rows, places = np.empty(queue.rows.size, np.int64), np.empty(queue.rows.size, np.int64)
    n = 0
    for k in range(queue.rows.size):
        i = queue.rows[k]
        group = coach_group(person, i, work_status(person, i), clock.month)
        if person.volunteered_month[i] != 0 and is_earmarked(group, p):
            rows[n] = i
            places[n] = queue.places[k]
            n += 1
    a_course = minutes_a_contact(p) * clock.grossing * p.contacts_a_start
    served = first_in_line(rows[:n], places[:n], bank // a_course)
    for i in served:
        begin_course(person, i, policy, clock.month, line, True)
        give_earmarked_contact(person, i, policy, clock, line)
    return bank - int(served.size) * a_course, n > served.size


@rule
def make_up_search(
    state: State, policy: Policy, clock: Clock, line: Accounts, d: int, first: int, end: int, bank: int
) -> int:
    """Give searchers for whom coaches are earmarked what they lack as far as `bank` minutes go; return the rest."""
    person, p = state.person, policy.coaching
    lacking = np.zeros(GROUPS, np.float64)
    for i in range(first, end):
        if person.presence[i] != Presence.PRESENT or not is_searching(person, i):
            continue
        status = work_status(person, i)
        group = coach_group(person, i, status, clock.month)
        if status == WorkStatus.SEARCHING and is_earmarked(group, p):
            due = minutes_due(_SEARCH, clock.month - int(person.search_since[i]), p) * clock.grossing
            lacking[group] += due * (1.0 - share_of_posted(state, i, p, clock.month))
    whole = lacking.sum()
    if whole <= 0.0:
        return bank
    made_up = min(bank / whole, 1.0)
    state.district.earmarked_share[d] = made_up
    for group in range(GROUPS):
        line.minutes_earmarked[d, group] += int(lacking[group] * made_up)
    return max(bank - int(whole * made_up), 0)


@rule
def give_earmarked(
    state: State, policy: Policy, clock: Clock, line: Accounts, d: int, first: int, end: int, queue: Queue
) -> None:
    """Spend the minutes of a district's earmarked coaches on their groups, when coaches in post are done.

    What is short of one course is carried over while someone waits; other minutes without a use are lost. Time given is
    paid, idle time is not.
    """
    district, p = state.district, policy.coaching
    a_coach = minutes_a_coach(p)
    supply = int(p.coaches_earmarked * share_of_coaches(district, d, p) * a_coach)
    district.earmarked_share[d] = 0.0
    if supply > 0:
        bank, waits = start_earmarked(state, policy, clock, line, queue, supply + district.earmarked_carried[d])
        bank = make_up_search(state, policy, clock, line, d, first, end, bank)
        most = supply + minutes_a_contact(p) * clock.grossing * p.contacts_a_start
        district.earmarked_carried[d] = min(bank, most) if waits else 0
    spent = line.minutes_earmarked[d].sum()
    if spent > 0:
        line.coach_cost[d] += int(spent / max(a_coach, LEAST_A_COACH) * policy.costs.coach / 12.0)


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Set regimes, make offers, and give out each district's coach minutes in order of priority."""
    district, p = state.district, policy.coaching
    a_coach = minutes_a_coach(p)
    first = span.first_person
    for d in range(span.first_district, span.end_district):
        end = end_of_district(state.person, first, d, span)
        due = set_regimes(state, policy, clock, first, end)
        missing = coaches_missing(state, policy, clock, line, first, end, d)
        if missing > 0.0 and p.stops_light_touch:
            due[0, _LIGHT_TOUCH] = 0.0
        queue = line_up(state, policy, clock, luck, line, span, first, end, missing > 0.0 and p.stops_offers != 0.0)
        asked, early = due[0].astype(np.int64), due[1].astype(np.int64)
        a_contact = minutes_a_contact(p) * clock.grossing
        for use in queue.uses:
            asked[use] += a_contact
        fenced = int(coaches_on_health_here(district, d, p) * a_coach)
        others = int((coaches_here(district, d, p) - coaches_on_health_here(district, d, p)) * a_coach)
        line.minutes_supplied[d] += fenced + others
        line.coach_cost[d] += int(coaches_here(district, d, p) * policy.costs.coach / 12.0)
        lacking = int(missing * a_coach) if p.stops_search_later else 0
        usual, _ = allot(asked, fenced + others + lacking, fenced, district.courses_carried[d], p, a_contact)
        given = give_minutes(state, policy, clock, line, d, queue, asked, fenced + others, fenced)
        divide_search(district, d, asked, early, given, usual)
        give_earmarked(state, policy, clock, line, d, first, end, queue)
        first = end
