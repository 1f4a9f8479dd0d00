"""Coach time, the scarce thing: conditionality, minutes asked and given, the voluntary offer and its contacts.

Minutes of coaches on health support are ring-fenced; the rest serve preparation and interviews first and searchers
with what is left. Moving a coach to health support therefore takes the minutes from searchers.
"""

from __future__ import annotations

from math import exp

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.budget import NOBODY, current_pay, partner
from welfsim.awards.pay import minimum_wage_earnings
from welfsim.compiled import kernel, rule
from welfsim.draws import Decision, Domain, hits, uniform
from welfsim.rationing import first_in_line, place_in_line
from welfsim.standing import acceptance, is_health_status, is_willing, work_status
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import CoachUse, HealthGroup, Job, Presence, Regime
from welfsim.vocabulary.parameters import Coaching, Policy
from welfsim.vocabulary.state import BenefitUnits, Clock, Persons, Span, State

MONTHS_BETWEEN_OFFERS = 12
ONE_YEAR, TWO_YEARS, THREE_YEARS = 12, 24, 36


@rule
def minutes_a_coach(p: Coaching) -> float:
    """Return the monthly minutes that one full-time coach spends with or for clients, absence taken off."""
    return p.weekly_hours * 60.0 * p.weeks / 12.0 * p.client_share


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
    earned = current_pay(person, i, policy)
    other = partner(person, unit, i)
    together = earned + current_pay(person, other, policy) if other != NOBODY else earned
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
def record_minutes(line: Accounts, d: int, use: int, asked: int, given: int) -> None:
    """Account for minutes of one use in a district: asked = given + refused."""
    line.minutes_asked[d, use] += asked
    line.minutes_given[d, use] += given
    line.minutes_refused[d, use] += asked - given


@rule
def contact(person: Persons, i: int, month: int, decay: float) -> None:
    """Give person `i` one contact on top of what is left of earlier ones."""
    since = month - int(person.contact_month[i])
    person.contact_stock[i] = stock_now(float(person.contact_stock[i]), since, decay) + 1.0
    person.contact_month[i] = month
    person.contacts_left[i] -= 1


@rule
def offer(person: Persons, i: int, u: int, policy: Policy, month: int, line: Accounts) -> None:
    """Make person `i`, ill and out of work, at most one offer in twelve months; the willing join the queue."""
    p = policy.coaching
    status = work_status(person, i)
    if not is_health_status(status) or person.volunteered_month[i] != 0 or person.contacts_left[i] > 0:
        return
    offered = int(person.offered_month[i])
    if offered != 0 and month - offered < MONTHS_BETWEEN_OFFERS:
        return
    if hits(u, offer_hazard(p)):
        person.offered_month[i] = month
        line.offers[person.district[i], status] += 1
        if is_willing(person, i, acceptance(status, p)):
            person.volunteered_month[i] = month


@rule
def serve_ongoing(state: State, policy: Policy, clock: Clock, first: int, end: int, slots: int) -> tuple[int, int]:
    """Give people who have started their next contact, the longest since the last one first; return asked and given."""
    person = state.person
    rows, places = np.empty(end - first, np.int64), np.empty(end - first, np.int64)
    asked = 0
    for i in range(first, end):
        if person.contacts_left[i] > 0:
            draw = uniform(clock.key, Decision.COACH_PRIORITY, person.person_id[i], clock.month)
            places[asked] = place_in_line(0, int(person.contact_month[i]), draw, int(person.person_id[i]))
            rows[asked] = i
            asked += 1
    served = first_in_line(rows[:asked], places[:asked], slots)
    for i in served:
        contact(person, i, clock.month, policy.employment.contact_decay)
    return asked, served.size


@rule
def start_courses(
    state: State, policy: Policy, clock: Clock, line: Accounts, first: int, end: int, slots: int
) -> tuple[int, int]:
    """Start volunteers with their first contact, the longest wait first; return asked and started."""
    person, p = state.person, policy.coaching
    rows, places = np.empty(end - first, np.int64), np.empty(end - first, np.int64)
    asked = 0
    for i in range(first, end):
        if person.volunteered_month[i] != 0:
            draw = uniform(clock.key, Decision.COACH_PRIORITY, person.person_id[i], clock.month)
            places[asked] = place_in_line(0, int(person.volunteered_month[i]), draw, int(person.person_id[i]))
            rows[asked] = i
            asked += 1
    served = first_in_line(rows[:asked], places[:asked], slots)
    for i in served:
        line.coach_starts[person.district[i], work_status(person, i)] += 1
        person.volunteered_month[i] = 0
        person.contacts_left[i] = p.contacts_a_start
        contact(person, i, clock.month, policy.employment.contact_decay)
    return asked, served.size


@rule
def give_health_support(
    state: State, policy: Policy, clock: Clock, line: Accounts, first: int, end: int, d: int, minutes: int
) -> int:
    """Spend a district's health-support minutes: people already started, then as many new courses as minutes sustain.

    New courses a month are the minutes divided by those of a whole course, so that contacts to come are not
    promised twice. What is short of one row's contact or course is carried over while someone waits for it. Returned
    are the minutes left, which go to searchers.
    """
    district, p = state.district, policy.coaching
    a_contact = int(p.minutes_a_start / p.contacts_a_start) * clock.grossing
    a_course = int(p.minutes_a_start) * clock.grossing
    pool = minutes + district.minutes_carried[d]
    ongoing, given = serve_ongoing(state, policy, clock, first, end, pool // a_contact)
    pool -= given * a_contact
    course_pool = minutes + district.courses_carried[d]
    slots = min(course_pool // a_course, pool // a_contact)
    waiting, started = start_courses(state, policy, clock, line, first, end, slots)
    pool -= started * a_contact
    is_short = given < ongoing or started < waiting
    district.minutes_carried[d] = min(pool, a_contact - 1) if is_short else 0
    left = course_pool - started * a_course
    district.courses_carried[d] = min(left, max(a_course - 1, minutes)) if started < waiting else 0
    asked_minutes = (ongoing + waiting) * a_contact
    record_minutes(line, d, CoachUse.HEALTH_SUPPORT, asked_minutes, (given + started) * a_contact)
    return int(pool - district.minutes_carried[d])


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Set regimes, make offers, and give out each district's coach minutes in order of priority."""
    person, unit, district, p = state.person, state.unit, state.district, policy.coaching
    a_coach = minutes_a_coach(p)
    on_health = min(p.coaches, p.coaches_on_health + p.coaches_to_health)
    first = span.first_person
    for d in range(span.first_district, span.end_district):
        end = first
        searching, preparing, interviewing = 0, 0, 0
        while end < span.end_person and person.district[end] == d:
            i = end
            end += 1
            if person.presence[i] != Presence.PRESENT:
                continue
            if unit.uc_since[person.unit[i]] == 0:
                person.regime[i] = Regime.NOT_ON_UC
            else:
                set_regime(state, i, policy, clock)
                awaits = person.health_group[i] == HealthGroup.PRE_WCA
                searching += person.regime[i] == Regime.INTENSIVE_SEARCH and not awaits
                preparing += person.regime[i] == Regime.PREPARATION or (
                    person.regime[i] == Regime.INTENSIVE_SEARCH and awaits
                )
                interviewing += person.regime[i] == Regime.INTERVIEW
            if person.job[i] != Job.OUT or not is_health_status(work_status(person, i)):
                person.volunteered_month[i] = 0
                person.contacts_left[i] = 0
                continue
            waited = clock.month - int(person.volunteered_month[i])
            if person.volunteered_month[i] != 0 and waited >= p.wait_before_giving_up:
                person.volunteered_month[i] = 0
            offer(person, i, int(luck[Domain.COACHING, i - span.first_person]), policy, clock.month, line)

        share = district.share_of_coaches[d]
        health_minutes = int(on_health * share * a_coach)
        other_minutes = int((p.coaches - on_health) * share * a_coach)
        line.minutes_supplied[d] += health_minutes + other_minutes
        line.coach_cost[d] += int(p.coaches * share * policy.costs.coach / 12.0)
        other_minutes += give_health_support(state, policy, clock, line, first, end, d, health_minutes)

        asked = int(preparing * p.minutes_preparation * clock.grossing)
        given = min(asked, other_minutes)
        record_minutes(line, d, CoachUse.PREPARATION, asked, given)
        other_minutes -= given
        asked = int(interviewing * p.minutes_interview * clock.grossing)
        given = min(asked, other_minutes)
        record_minutes(line, d, CoachUse.INTERVIEW, asked, given)
        other_minutes -= given
        asked = int(searching * p.minutes_search * clock.grossing)
        given = min(asked, other_minutes)
        record_minutes(line, d, CoachUse.SEARCH, asked, given)
        district.search_share[d] = given / asked if asked > 0 else 1.0
        first = end
