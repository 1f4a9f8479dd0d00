"""Intensive support by work coaches, person by person: the offer, the wait, the course and the stock of contacts."""

from __future__ import annotations

from math import exp

from welfsim.compiled import move, rule
from welfsim.draws import hits
from welfsim.rules.coach_time import (
    USUAL_CONTACT,
    coach_group,
    is_offered,
    is_willing,
    minutes_a_contact,
    share_willing,
)
from welfsim.rules.standing import is_health_status, work_status
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.parameters import Coaching, Policy
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock

MONTHS_BETWEEN_OFFERS = 12


@rule
def worth_of_contact(p: Coaching) -> float:
    """Return what a contact adds to the stock, relative to one of 30 minutes.

    (minutes ÷ 30) to the power of `contact_length_elasticity`, an assumption: no study varied the length.
    """
    return float((p.contact_minutes / USUAL_CONTACT) ** p.contact_length_elasticity)


@rule
def offer_hazard(p: Coaching) -> float:
    """Return the monthly chance of an offer.

    1 − (1 − offers a year)^(1 ÷ 12). For the groups of `coaching.offered_to` out of work without an offer in twelve
    months, a course or a place in the queue. Assumption in `coaching.offers_a_year`.
    """
    return 1.0 - float((1.0 - p.offers_a_year) ** (1.0 / MONTHS_BETWEEN_OFFERS))


@rule
def stock_now(stock: float, months_since: int, decay: float) -> float:
    """Return a stock of contacts after some months: stock × exp(−months ÷ decay).

    For people who had contacts; months from 0. Source: `employment.contact_decay`, after DWP RR1093.
    """
    return stock * exp(-months_since / decay)


@move
def offer(person: Persons, i: int, u: int, policy: Policy, clock: Clock, is_stopped: bool, line: Accounts) -> None:
    """Make person `i`, ill and out of work, at most one offer in twelve months; the willing join the queue."""
    p, month = policy.coaching, clock.month
    status = work_status(person, i)
    if not is_health_status(status) or person.volunteered_month[i] != 0 or person.contacts_left[i] > 0:
        return
    offered = int(person.offered_month[i])
    if offered != 0 and month - offered < MONTHS_BETWEEN_OFFERS:
        return
    if not hits(u, offer_hazard(p)) or not is_offered(coach_group(person, i, status, month), p):
        return
    d = person.counted_in[i]
    if is_stopped:
        line.coach_people_stopped[d] += 1
        return
    person.offered_month[i] = month
    line.offers[d, status] += 1
    if is_willing(person, i, share_willing(person, i, status, p, clock.key)):
        person.volunteered_month[i] = month
        line.offers_accepted[d, status] += 1


@move
def begin_course(person: Persons, i: int, policy: Policy, month: int, line: Accounts, on_top: bool) -> None:
    """Begin the course of volunteer `i`, all of its contacts still to come, with coaches in post or on top of them."""
    d = person.counted_in[i]
    line.coach_starts[d, work_status(person, i)] += 1
    line.coach_start_wait[d] += month - person.volunteered_month[i]
    person.volunteered_month[i] = 0
    person.course_since[i] = month
    person.contacts_left[i] = policy.coaching.contacts_a_start
    person.earmarked[i] = on_top


@move
def contact(person: Persons, i: int, policy: Policy, month: int) -> None:
    """Give person `i` one contact on top of what is left of earlier ones."""
    since = month - int(person.contact_month[i])
    left = stock_now(float(person.contact_stock[i]), since, policy.employment.contact_decay)
    person.contact_stock[i] = left + worth_of_contact(policy.coaching)
    person.contact_before[i] = person.contact_month[i]
    person.contact_month[i] = month
    person.contacts_left[i] -= 1


@move
def give_contact(person: Persons, i: int, policy: Policy, month: int, line: Accounts) -> None:
    """Give person `i` the next contact of a course, and count the course if it was the last one."""
    contact(person, i, policy, month)
    line.coach_completions[person.counted_in[i], work_status(person, i)] += person.contacts_left[i] == 0


@move
def give_earmarked_contact(person: Persons, i: int, policy: Policy, clock: Clock, line: Accounts) -> None:
    """Give person `i` the next contact of a course by coaches earmarked for their group."""
    group = coach_group(person, i, work_status(person, i), clock.month)
    line.minutes_earmarked[person.district[i], group] += minutes_a_contact(policy.coaching) * clock.grossing
    give_contact(person, i, policy, clock.month, line)


@move
def leave_coach(person: Persons, i: int, why: int, line: Accounts) -> None:
    """End the course of person `i`, who needs none; a volunteer who still waited for it leaves the queue."""
    if person.volunteered_month[i] != 0:
        line.volunteers_left[person.counted_in[i], why] += 1
    person.volunteered_month[i] = 0
    person.contacts_left[i] = 0


@move
def give_up_waiting(person: Persons, i: int, line: Accounts) -> None:
    """Let volunteer `i` give up the wait for a coach."""
    person.volunteered_month[i] = 0
    line.volunteers_lapsed[person.counted_in[i]] += 1
