"""Coach time, which is scarce: conditionality, minutes asked and given, the voluntary offer and its contacts.

Coaches in post have so many minutes a month and district. The list `coaching.priority` says who has them first. With
the ring fence, coaches on health decide how many courses may begin, courses begun continue, and the list orders the
rest; without it only the list decides. Minutes that coaches on health do not use go to the others, and minutes that
courses need beyond them are taken from the others. So moving a coach to health takes minutes from searchers when a
course uses them. Earmarked coaches are additional and work for some groups only: nobody else's minutes change.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.own_law import law_of, law_of_district
from welfsim.compiled import kernel, move, rule
from welfsim.draws import Decision, Domain
from welfsim.months import MONTHS_A_YEAR
from welfsim.rules.coach_courses import (
    begin_course,
    give_contact,
    give_earmarked_contact,
    give_up_waiting,
    leave_coach,
    offer,
)
from welfsim.rules.coach_time import (
    EARLY_SEARCH,
    NO_USE,
    coach_group,
    coaches_here,
    coaches_on_health_here,
    contact_use,
    is_earmarked,
    is_health_queue,
    is_search_queue,
    is_searching,
    minutes_a_coach,
    minutes_a_contact,
    minutes_due,
    queue_in,
    share_of_coaches,
    share_of_posted,
)
from welfsim.rules.luck import luck_of
from welfsim.rules.rationing import Queue, first_in_line, first_of, join, room_for
from welfsim.rules.regimes import leave_regime, set_regime
from welfsim.rules.standing import is_health_status, work_status
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import CoachGroup, CoachUse, Job, Presence, Regime, VolunteerEnd, WorkStatus
from welfsim.vocabulary.districts import Districts
from welfsim.vocabulary.parameters import Coaching, Policy
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock, Span, State

LEAST_A_COACH = 60.0  # minutes a month; with fewer there is no coach whose pay a minute could be a part of
USES = len(CoachUse)
GROUPS = len(CoachGroup)


@kernel
def set_regimes(state: State, policy: Policy, clock: Clock, first: int, end: int, due: NDArray[np.float64]) -> None:
    """Set the regimes of a district's people and add minutes due, by use, to `due`: all, then searchers' early on."""
    person, unit, p = state.person, state.unit, policy.coaching
    for i in range(first, end):
        if person.presence[i] != Presence.PRESENT:
            continue
        if unit.uc_since[person.unit[i]] == 0:
            leave_regime(person, i)
            continue
        set_regime(state, i, law_of(state, i, policy), clock)
        use = contact_use(person, i, p, clock.month)
        if use == NO_USE:
            continue
        searching = clock.month - int(person.search_since[i])
        minutes = minutes_due(use, searching, bool(person.job[i] != Job.OUT), p) * clock.grossing
        due[0, use] += minutes
        if is_search_queue(use) and searching < EARLY_SEARCH:
            due[1, use] += minutes


@rule
def is_seen_less(person: Persons, i: int, p: Coaching, month: int) -> bool:
    """Say whether a district that is short of coaches sees person `i` less often, or not at all."""
    if person.presence[i] != Presence.PRESENT:
        return False
    if person.regime[i] == Regime.LIGHT_TOUCH:
        return bool(p.stops_light_touch and p.minutes_light_touch > 0.0)
    is_late = month - person.search_since[i] >= EARLY_SEARCH
    return bool(p.stops_search_later and is_searching(person, i) and is_late)


@kernel
def coaches_missing(state: State, policy: Policy, clock: Clock, line: Accounts, first: int, end: int, d: int) -> float:
    """Return the coaches a district lacks to bear its searchers; if any, count it and whom it sees less or not."""
    person, p = state.person, policy.coaching
    searching = 0
    for i in range(first, end):
        searching += person.presence[i] == Presence.PRESENT and is_searching(person, i)
    coaches = coaches_here(state.district, d, p) - coaches_on_health_here(state.district, d, p)
    if searching * clock.grossing <= p.stop_from * coaches:
        return 0.0
    line.coach_districts_stopping[d] += 1
    for i in range(first, end):
        line.coach_people_stopped[person.counted_in[i]] += is_seen_less(person, i, p, clock.month)
    return float(searching * clock.grossing / max(p.stop_from, 1.0) - coaches)


class Wanting(NamedTuple):
    """People who want a contact of a course, in the order of rows: the place in line, and the use counted under."""

    queue: Queue
    uses: NDArray[np.int64]


@kernel
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
    wanting: Wanting,
) -> int:
    """Make offers, let go who needs no support or gives up, put who wants a contact in line and return how many do.

    The longest wait is first. A course of earmarked coaches has had its minutes put by when it began, so its next
    contact waits for nobody.
    """
    person, p = state.person, policy.coaching
    n = 0
    for i in range(first, end):
        if person.presence[i] != Presence.PRESENT:
            continue
        in_work = person.job[i] != Job.OUT
        if in_work or not is_health_status(work_status(person, i)):
            leave_coach(person, i, VolunteerEnd.WORK.value if in_work else VolunteerEnd.NO_HEALTH_BENEFIT.value, line)
            continue
        waited, law = clock.month - int(person.volunteered_month[i]), law_of(state, i, policy)
        if person.volunteered_month[i] != 0 and waited >= law.coaching.wait_before_giving_up:
            give_up_waiting(person, i, line)
        offer(person, i, luck_of(luck, Domain.COACHING, i, span), law, clock, is_stopped, line)
        if person.contacts_left[i] > 0 or person.volunteered_month[i] != 0:
            goes_on = person.contacts_left[i] > 0
            if goes_on and person.earmarked[i]:
                give_earmarked_contact(person, i, law, clock, line)
                continue
            since = int(person.contact_month[i]) if goes_on else int(person.volunteered_month[i])
            use = CoachUse.HEALTH_COURSES.value if goes_on else queue_in(person, i, False, p, clock.month)
            wanting.uses[n] = use
            n = join(wanting.queue, n, person, i, since, Decision.COACH_PRIORITY, clock.month, clock)
    return n


@kernel(allocates=True)
def who_wants(
    state: State,
    policy: Policy,
    clock: Clock,
    luck: NDArray[np.uint32],
    line: Accounts,
    span: Span,
    first: int,
    end: int,
    is_stopped: bool,
) -> Wanting:
    """Return who of a district wants a contact, after offers are made and answered."""
    room = Wanting(room_for(end - first), np.empty(end - first, np.int64))
    n = line_up(state, policy, clock, luck, line, span, first, end, is_stopped, room)
    return Wanting(Queue(room.queue.rows[:n], room.queue.places[:n]), room.uses[:n])


@kernel(allocates=True)
def serve(state: State, policy: Policy, clock: Clock, line: Accounts, wanting: Wanting, use: int, slots: int) -> None:
    """Give the first `slots` people of one use their contact, a course's first to volunteers."""
    person = state.person
    are_of_use = wanting.uses == use
    for i in first_in_line(wanting.queue.rows[are_of_use], wanting.queue.places[are_of_use], slots):
        law = law_of(state, i, policy)
        if person.volunteered_month[i] != 0:
            begin_course(person, i, law, clock.month, line, False)
        give_contact(person, i, law, clock.month, line)


@rule
def has_turn(use: int, turn: int, is_fenced: bool) -> bool:
    """Say whether a use is served in a turn: behind a ring fence health first, then the rest; else all in the first."""
    is_health = use == CoachUse.HEALTH_COURSES or is_health_queue(use)
    return (turn == 0) == (is_health or not is_fenced)


@rule(allocates=True)
def allot(
    asked: NDArray[np.int64], minutes: int, fenced: int, carried: int, p: Coaching, a_contact: int
) -> tuple[NDArray[np.int64], int]:
    """Return what each use is given of a district's minutes by the list, and the minutes left for further courses.

    New courses are at most as many as minutes sustain: behind a ring fence those of the coaches on health (`fenced`),
    else of what is left when the list comes to them and what courses under way were given. Each counts as a whole
    course, so that contacts to come are not promised twice.
    """
    a_course = a_contact * p.contacts_a_start
    given = np.zeros(USES, np.int64)
    pot, courses = minutes, fenced + carried
    is_open = p.ring_fence
    for turn in range(2):
        for use in p.priority:
            if use == NO_USE or not has_turn(use, turn, p.ring_fence):
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


@kernel(allocates=True)
def give_minutes(
    state: State,
    policy: Policy,
    clock: Clock,
    line: Accounts,
    d: int,
    wanting: Wanting,
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
            serve(state, policy, clock, line, wanting, use, given[use] // a_contact)
            refuses = refuses or (is_health_queue(use) and given[use] < asked[use])
    a_course = a_contact * p.contacts_a_start
    most = max(a_course - 1, fenced) if p.ring_fence else a_course - 1
    carry_courses(district, d, min(courses, most) if refuses else 0)
    for use in range(USES):
        line.minutes_asked[d, use] += asked[use]
        line.minutes_given[d, use] += given[use]
        line.minutes_refused[d, use] += asked[use] - given[use]
    return given


@move
def carry_courses(district: Districts, d: int, minutes: int) -> None:
    """Carry minutes of district `d` that fall short of one course over to next month."""
    district.courses_carried[d] = minutes


@move
def carry_earmarked(district: Districts, d: int, minutes: int) -> None:
    """Carry earmarked minutes of district `d` that fall short of one course over to next month."""
    district.earmarked_carried[d] = minutes


@move
def set_made_up(district: Districts, d: int, share: float) -> None:
    """Keep what share of the minutes that searchers lack is made up by coaches earmarked for them in district `d`."""
    district.earmarked_share[d] = share


@move
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


@kernel(allocates=True)
def start_earmarked(
    state: State, policy: Policy, clock: Clock, line: Accounts, wanting: Wanting, bank: int
) -> tuple[int, bool]:
    """Begin courses of volunteers for whom coaches are earmarked out of `bank` minutes, each course counted whole.

    Return the minutes left and whether such a volunteer still waits.
    """
    person, p = state.person, policy.coaching
    queue, n = room_for(wanting.queue.rows.size), 0
    for k in range(wanting.queue.rows.size):
        i = wanting.queue.rows[k]
        group = coach_group(person, i, work_status(person, i), clock.month)
        if person.volunteered_month[i] != 0 and is_earmarked(group, p):
            queue.rows[n] = i
            queue.places[n] = wanting.queue.places[k]
            n += 1
    a_course = minutes_a_contact(p) * clock.grossing * p.contacts_a_start
    served = first_of(queue, n, bank // a_course)
    for i in served:
        law = law_of(state, i, policy)
        begin_course(person, i, law, clock.month, line, True)
        give_earmarked_contact(person, i, law, clock, line)
    return bank - int(served.size) * a_course, n > served.size


@kernel(allocates=True)
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
            searching, in_work = clock.month - int(person.search_since[i]), bool(person.job[i] != Job.OUT)
            due = minutes_due(CoachUse.SEARCH.value, searching, in_work, p) * clock.grossing
            lacking[group] += due * (1.0 - share_of_posted(state, i, p, clock.month))
    whole = lacking.sum()
    if whole <= 0.0:
        return bank
    made_up = min(bank / whole, 1.0)
    set_made_up(state.district, d, made_up)
    for group in range(GROUPS):
        line.minutes_earmarked[d, group] += int(lacking[group] * made_up)
    return max(bank - int(whole * made_up), 0)


@kernel
def give_earmarked(
    state: State, policy: Policy, clock: Clock, line: Accounts, d: int, first: int, end: int, wanting: Wanting
) -> None:
    """Spend the minutes of a district's earmarked coaches on their groups, when coaches in post are done.

    What is short of one course is carried over while someone waits; other minutes without a use are lost. Time given is
    paid, idle time is not.
    """
    district, p = state.district, policy.coaching
    a_coach = minutes_a_coach(p)
    supply = int(p.coaches_earmarked * share_of_coaches(district, d, p) * a_coach)
    set_made_up(district, d, 0.0)
    if supply > 0:
        bank, waits = start_earmarked(state, policy, clock, line, wanting, supply + district.earmarked_carried[d])
        bank = make_up_search(state, policy, clock, line, d, first, end, bank)
        most = supply + minutes_a_contact(p) * clock.grossing * p.contacts_a_start
        carry_earmarked(district, d, min(bank, most) if waits else 0)
    spent = line.minutes_earmarked[d].sum()
    if spent > 0:
        line.coach_cost[d] += int(spent / max(a_coach, LEAST_A_COACH) * policy.costs.coach / MONTHS_A_YEAR)


@kernel(allocates=True)
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Set regimes, make offers, and give out each district's coach minutes in order of priority."""
    district = state.district
    for d in range(span.first_district, span.end_district):
        law = law_of_district(state, d, policy)
        p = law.coaching
        a_coach = minutes_a_coach(p)
        first, end = district.first_person[d], district.end_person[d]
        due = np.zeros((2, USES), np.float64)
        set_regimes(state, law, clock, first, end, due)
        missing = coaches_missing(state, law, clock, line, first, end, d)
        if missing > 0.0 and p.stops_light_touch:
            due[0, CoachUse.LIGHT_TOUCH.value] = 0.0
        wanting = who_wants(state, law, clock, luck, line, span, first, end, missing > 0.0 and p.stops_offers)
        asked, early = due[0].astype(np.int64), due[1].astype(np.int64)
        a_contact = minutes_a_contact(p) * clock.grossing
        for use in wanting.uses:
            asked[use] += a_contact
        fenced = int(coaches_on_health_here(district, d, p) * a_coach)
        others = int((coaches_here(district, d, p) - coaches_on_health_here(district, d, p)) * a_coach)
        line.minutes_supplied[d] += fenced + others
        line.coach_cost[d] += int(coaches_here(district, d, p) * law.costs.coach / MONTHS_A_YEAR)
        lacking = int(missing * a_coach) if p.stops_search_later else 0
        usual, _ = allot(asked, fenced + others + lacking, fenced, district.courses_carried[d], p, a_contact)
        given = give_minutes(state, law, clock, line, d, wanting, asked, fenced + others, fenced)
        divide_search(district, d, asked, early, given, usual)
        give_earmarked(state, law, clock, line, d, first, end, wanting)
