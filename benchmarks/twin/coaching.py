"""Coach time: conditionality, minutes asked and given, the voluntary offer and its contacts.

As in the baseline: behind the ring fence, by its list, with offers in every district. Left out are other lists,
districts by need, earmarked coaches, and contacts of another length.
"""

from __future__ import annotations

import numpy as np

from benchmarks.twin.awards import gross_pay, minimum_wage_earnings
from benchmarks.twin.codes import CoachUse, HealthGroup, Job, Presence, Readiness, Regime, VolunteerEnd, WorkStatus
from benchmarks.twin.standing import is_health_status, work_status
from benchmarks.twin.world import Array, Rows, World, first_in_line, per_district, tally

WILLINGNESS_RANKS = 65536.0
MONTHS_BETWEEN_OFFERS = 12
ONE_YEAR, TWO_YEARS, THREE_YEARS = 12, 24, 36
EARLY_SEARCH = 3


def acceptance(world: World, status: Array) -> Array:
    """Return the share of people's work groups who would accept a personal offer of support."""
    p = world.policy.coaching
    shares = np.full(len(vars(WorkStatus)), p.acceptance_lcw)
    shares[[WorkStatus.LCWRA, WorkStatus.ESA_SUPPORT]] = p.acceptance_lcwra
    shares[WorkStatus.PIP_ONLY] = p.acceptance_pip_only
    return np.asarray(shares[status])


def mean_by_readiness(world: World, status: Array, ready_now: float, not_ready: float) -> Array:
    """Return means over the mix of readiness of people's work groups of a ratio that is 1 for people who might work."""
    p = world.policy.coaching
    ready, never = (np.full(len(vars(WorkStatus)), share) for share in (p.ready_now_lcw, p.not_ready_lcw))
    for group, here, gone in (
        (WorkStatus.LCWRA, p.ready_now_lcwra, p.not_ready_lcwra),
        (WorkStatus.ESA_SUPPORT, p.ready_now_lcwra, p.not_ready_lcwra),
        (WorkStatus.PIP_ONLY, p.ready_now_pip_only, p.not_ready_pip_only),
    ):
        ready[group], never[group] = here, gone
    return np.asarray((1.0 - ready - never + ready * ready_now + never * not_ready)[status])


def share_willing(world: World, rows: Rows, status: Array) -> Array:
    """Return the shares who would accept an offer among people of the same work group, readiness and trust."""
    p, readiness = world.policy.coaching, world.person.readiness[rows]
    ratio = np.ones(rows.size)
    ratio[readiness == Readiness.READY_NOW] = p.acceptance_ratio_ready_now
    ratio[readiness == Readiness.NOT] = p.acceptance_ratio_not_ready
    ratio /= mean_by_readiness(world, status, p.acceptance_ratio_ready_now, p.acceptance_ratio_not_ready)
    ratio[world.trust_rank[rows] < p.distrust] *= p.acceptance_ratio_distrust
    ratio /= 1.0 - p.distrust + p.distrust * p.acceptance_ratio_distrust
    return np.minimum(acceptance(world, status) * p.trust * ratio, 1.0)


def youngest_child_age(world: World, j: Rows) -> Array:
    """Return the age in months of units' youngest children, or a large number without children."""
    unit = world.unit
    births = (unit.child_1_birth[j], unit.child_2_birth[j], unit.child_3_birth[j], unit.child_4_birth[j])
    return np.asarray(world.month - np.maximum.reduce(births))


def set_regimes(world: World, rows: Rows) -> None:
    """Write the conditionality regimes of people present on UC."""
    person, unit, credit = world.person, world.unit, world.policy.universal_credit
    j = person.unit[rows]
    first = unit.first_person[j]
    is_first, is_couple = rows == first, unit.adults[j] == 2
    other = np.where(is_couple, 2 * first + 1 - rows, rows)
    with_partner = (person.presence[other] == Presence.PRESENT) & is_couple
    earned = gross_pay(world, rows)
    together = earned + np.where(with_partner, gross_pay(world, other), 0)
    child = np.where(is_first, youngest_child_age(world, j), THREE_YEARS)
    group, expected = person.health_group[rows], minimum_wage_earnings(credit.expected_hours, world.policy.pay)
    is_light = earned >= credit.administrative_threshold_single
    is_light |= is_couple & (together >= credit.administrative_threshold_couple)
    regime = np.select(
        [
            (group == HealthGroup.LCWRA) | person.carer[rows] | (child < ONE_YEAR) | (earned >= expected),
            is_light,
            child < TWO_YEARS,
            (group == HealthGroup.LCW) | (child < THREE_YEARS),
        ],
        [Regime.NO_REQUIREMENTS, Regime.LIGHT_TOUCH, Regime.INTERVIEW, Regime.PREPARATION],
        Regime.INTENSIVE_SEARCH,
    )
    begins = (regime == Regime.INTENSIVE_SEARCH) & (person.regime[rows] != Regime.INTENSIVE_SEARCH)
    person.search_since[rows[begins]] = world.month
    person.regime[rows] = regime


def make_offers(world: World, rows: Rows, status: Array) -> None:
    """Make ill people out of work at most one offer in twelve months; the willing join the queue."""
    person, p, month = world.person, world.policy.coaching, world.month
    offered = person.offered_month[rows]
    is_open = (offered == 0) | (month - offered >= MONTHS_BETWEEN_OFFERS)
    is_open &= (person.volunteered_month[rows] == 0) & (person.contacts_left[rows] <= 0)
    rows, status = rows[is_open], status[is_open]
    is_offered = world.draw(rows.size) < 1.0 - (1.0 - p.offers_a_year) ** (1.0 / MONTHS_BETWEEN_OFFERS)
    rows, status = rows[is_offered], status[is_offered]
    person.offered_month[rows] = month
    tally(world.line.offers, world.here(rows), status)
    accepts = person.willingness[rows] / WILLINGNESS_RANKS < share_willing(world, rows, status)
    person.volunteered_month[rows[accepts]] = month
    tally(world.line.offers_accepted, world.here(rows[accepts]), status[accepts])


def change_volunteers(world: World, present: Rows) -> None:
    """End the support of people who no longer need it, let offers lapse, and make new ones."""
    person = world.person
    out = present[person.job[present] == Job.OUT]
    status = work_status(world, out)
    is_ill = is_health_status(status)
    working = present[person.job[present] != Job.OUT]
    for rows, why in ((working, VolunteerEnd.WORK), (out[~is_ill], VolunteerEnd.NO_HEALTH_BENEFIT)):
        tally(world.line.volunteers_left, world.here(rows[person.volunteered_month[rows] != 0]), why)
        person.volunteered_month[rows] = 0
        person.contacts_left[rows] = 0
    ill, status = out[is_ill], status[is_ill]
    waiting = ill[person.volunteered_month[ill] != 0]
    waited = world.month - person.volunteered_month[waiting]
    lapsing = waiting[waited >= world.policy.coaching.wait_before_giving_up]
    person.volunteered_month[lapsing] = 0
    tally(world.line.volunteers_lapsed, world.here(lapsing))
    make_offers(world, ill, status)


def contact(world: World, rows: Rows) -> None:
    """Give people one contact each on top of what is left of earlier ones."""
    person = world.person
    since = (world.month - person.contact_month[rows]).astype(np.float64)
    left = person.contact_stock[rows] * np.exp(-since / world.policy.employment.contact_decay)
    person.contact_stock[rows] = left + 1.0
    person.contact_before[rows] = person.contact_month[rows]
    person.contact_month[rows] = world.month
    person.contacts_left[rows] -= 1
    done = rows[person.contacts_left[rows] == 0]
    tally(world.line.coach_completions, world.here(done), work_status(world, done))


def record_minutes(world: World, use: int, asked: Array, given: Array) -> None:
    """Account for minutes of one use: asked = given + refused."""
    world.line.minutes_asked[:, use] += asked
    world.line.minutes_given[:, use] += given
    world.line.minutes_refused[:, use] += asked - given
    shares = np.divide(given, asked, out=np.ones(world.districts), where=asked > 0)
    world.district.search_share[:, use] = shares


def divide_search(world: World, asked: Array, early: Array, given: Array, usual: Array) -> None:
    """Let searchers past their third month alone lack what is given short of what is usual."""
    kept = np.minimum(np.divide(early * usual, asked, out=np.zeros(asked.size), where=asked > 0), given)
    divides = (usual > given) & (early > 0) & (asked > early)
    share = np.divide(given - kept, asked - early, out=np.zeros(asked.size), where=divides)
    shares = world.district.search_share[:, CoachUse.SEARCH]
    world.district.early_extra[:, CoachUse.SEARCH] = 0.0
    world.district.early_extra[divides, CoachUse.SEARCH] = (kept / np.maximum(early, 1.0) - share)[divides]
    world.district.search_share[:, CoachUse.SEARCH] = np.where(divides, share, shares)


def serve_ongoing(world: World, ongoing: Rows, slots: Array) -> Array:
    """Give people who have started their next contact, the longest since the last one first; count them."""
    served = first_in_line(world, ongoing, world.person.contact_month[ongoing], slots)
    contact(world, served)
    return per_district(world, served)


def start_courses(world: World, waiting: Rows, slots: Array) -> Array:
    """Start volunteers with their first contact, the longest wait first; count them."""
    person = world.person
    starting = first_in_line(world, waiting, person.volunteered_month[waiting], slots)
    waited = (world.month - person.volunteered_month[starting]).astype(np.float64)
    tally(world.line.coach_starts, world.here(starting), work_status(world, starting))
    tally(world.line.coach_start_wait, world.here(starting), amount=waited)
    person.volunteered_month[starting] = 0
    person.contacts_left[starting] = world.policy.coaching.contacts_a_start
    contact(world, starting)
    return per_district(world, starting)


def give_health_support(world: World, minutes: Array, fenced: Array) -> Array:
    """Give courses begun their contacts, then begin as many as the fenced minutes sustain; return what is left."""
    person, district, p = world.person, world.district, world.policy.coaching
    a_contact = int(p.minutes_a_start / p.contacts_a_start) * world.grossing
    a_course = a_contact * p.contacts_a_start
    ongoing, waiting = np.flatnonzero(person.contacts_left > 0), np.flatnonzero(person.volunteered_month != 0)
    to_go, to_start = per_district(world, ongoing), per_district(world, waiting)
    courses = fenced + district.courses_carried

    given = serve_ongoing(world, ongoing, minutes // a_contact)
    minutes = minutes - given * a_contact
    started = start_courses(world, waiting, np.minimum(courses // a_course, minutes // a_contact))
    left = np.minimum(courses - started * a_course, np.maximum(a_course - 1, fenced))
    district.courses_carried = np.where(started < to_start, left, 0)
    record_minutes(world, CoachUse.HEALTH_COURSES, to_go * a_contact, given * a_contact)
    record_minutes(world, CoachUse.HEALTH, to_start * a_contact, started * a_contact)
    return np.asarray(minutes - started * a_contact)


def step(world: World) -> None:
    """Set regimes, make offers, and give out each district's coach minutes in order of priority."""
    person, unit, district, p = world.person, world.unit, world.district, world.policy.coaching
    present = np.flatnonzero(person.presence == Presence.PRESENT)
    on_uc = unit.uc_since[person.unit[present]] > 0
    person.regime[present[~on_uc]] = Regime.NOT_ON_UC
    claimants = present[on_uc]
    set_regimes(world, claimants)
    change_volunteers(world, present)

    a_coach = p.weekly_hours * 60.0 * (p.weeks - p.sickness_weeks) / 12.0 * p.client_share
    here = p.coaches_in_post * district.share_of_coaches
    on_health = here * min(p.coaches_in_post, p.coaches_on_health + p.coaches_to_health) / p.coaches_in_post
    fenced, others = (on_health * a_coach).astype(np.int64), ((here - on_health) * a_coach).astype(np.int64)
    world.line.minutes_supplied += fenced + others
    world.line.coach_cost += (here * world.policy.costs.coach / 12.0).astype(np.int64)
    minutes = give_health_support(world, fenced + others, fenced)

    regime, awaits = person.regime[claimants], person.health_group[claimants] == HealthGroup.PRE_WCA
    searches = regime == Regime.INTENSIVE_SEARCH
    months = world.month - person.search_since[claimants]
    is_early = months < EARLY_SEARCH
    searchers = per_district(world, claimants[searches & ~awaits]) * world.grossing
    is_short = searchers > p.stop_from * (here - on_health)
    later = per_district(world, claimants[searches & ~awaits & ~is_early])
    world.line.coach_districts_stopping += is_short
    world.line.coach_people_stopped += is_short * later
    lacking = is_short * (searchers / p.stop_from - (here - on_health)) * a_coach
    in_search = np.where(is_early, p.minutes_search_early, p.minutes_search)
    for use, is_client, each in (
        (CoachUse.PREPARATION, (regime == Regime.PREPARATION) | (searches & awaits), p.minutes_preparation),
        (CoachUse.INTERVIEW, regime == Regime.INTERVIEW, p.minutes_interview),
        (CoachUse.LIGHT_TOUCH, regime == Regime.LIGHT_TOUCH, p.minutes_light_touch),
        (CoachUse.SEARCH, searches & ~awaits, in_search),
    ):
        clients = claimants[is_client]
        minutes_each = np.broadcast_to(each, claimants.shape)[is_client]
        due = np.bincount(world.here(clients), minutes_each * world.grossing, world.districts)
        asked = due.astype(np.int64)
        given = np.minimum(asked, minutes)
        record_minutes(world, use, asked, given)
        if use == CoachUse.SEARCH:
            early = np.bincount(world.here(clients), minutes_each * is_early[is_client], world.districts)
            divide_search(world, asked, early * world.grossing, given, np.minimum(asked, minutes + lacking))
        minutes = minutes - given
