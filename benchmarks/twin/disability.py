"""Personal Independence Payment, and Adult Disability Payment in Scotland: claims, changes, capacity, awards."""

from __future__ import annotations

import numpy as np

from benchmarks.twin.awards import monthly
from benchmarks.twin.codes import AwardEnd, DisputeStage, HealthLoss, PipOutcome, PipRate, Presence, Severity, Undecided
from benchmarks.twin.spells import answer_losses
from benchmarks.twin.standing import MONTHS_AT_25, has_disability_benefit, replacement_hazards
from benchmarks.twin.world import (
    MILLI,
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

STANDARD_FROM = 8
ENHANCED_FROM = 12
FOUR_POINTS = 4
SHORTEST_SHARE = 2.0 / 3.0
CONDITIONS = ("other_physical", "mental_health", "musculoskeletal", "neurological", "other_physical")


def by_benefit(world: World, name: str) -> Array:
    """Return a parameter of the disability benefits, PIP and ADP."""
    return np.array([getattr(world.policy.pip, name), getattr(world.policy.adp, name)])


def is_barred_by_four_points(world: World, rows: Rows, benefit: Array) -> Mask:
    """Return whether the four-point rule, when in force, refuses people daily living."""
    in_force = by_benefit(world, "four_point_rule")[benefit] > 0.0
    return np.asarray(in_force & (world.person.top_activity_points[rows] < FOUR_POINTS))


def disability_rates(world: World) -> Array:
    """Return the monthly amounts of disability benefits: benefit × daily living rate × mobility rate."""
    p = world.policy.disability_rates
    daily_living = np.array(
        [
            [0, p.pip_daily_living_standard, p.pip_daily_living_enhanced],
            [0, p.adp_daily_living_standard, p.adp_daily_living_enhanced],
        ]
    )
    mobility = np.array(
        [[0, p.pip_mobility_standard, p.pip_mobility_enhanced], [0, p.adp_mobility_standard, p.adp_mobility_enhanced]]
    )
    return monthly(daily_living[:, :, None] + mobility[:, None, :])


def disability_award(world: World, rows: Rows, benefit: Array) -> Array:
    """Return people's PIP or ADP a month at today's rates."""
    return np.asarray(disability_rates(world)[benefit, world.person.daily_living[rows], world.person.mobility[rows]])


def by_condition(world: World, name: str) -> Array:
    """Return a parameter of points by main condition."""
    return np.array([getattr(world.policy.points, name.format(condition)) for condition in CONDITIONS], np.float32)


def set_daily_living(world: World, rows: Rows, rate: Array) -> None:
    """Put people on daily living rates, with points that bring them; points that already do are kept."""
    person = world.person
    points = person.daily_living_points[rows]
    person.daily_living[rows] = rate
    enhanced, standard = points >= ENHANCED_FROM, points >= STANDARD_FROM
    brought = np.where(enhanced, PipRate.ENHANCED, np.where(standard, PipRate.STANDARD, PipRate.NONE))
    is_scored = (rate != PipRate.NONE) & (brought != rate)
    scored, rate = rows[is_scored], rate[is_scored]
    below = np.where(
        rate == PipRate.ENHANCED,
        by_condition(world, "below_four_{}_enhanced")[person.condition[scored]],
        by_condition(world, "below_four_{}_standard")[person.condition[scored]],
    )
    person.top_activity_points[scored] = np.where(world.points_rank[scored] < below, 2, FOUR_POINTS)
    person.daily_living_points[scored] = np.where(rate == PipRate.ENHANCED, ENHANCED_FROM, STANDARD_FROM)


def set_review(world: World, rows: Rows, benefit: Array, is_new: Mask) -> None:
    """Set the months from which people's awards are due for review."""
    person, u = world.person, world.draw(rows.size)

    def value(name: str) -> Array:
        return np.asarray(by_benefit(world, name)[benefit])

    short, fixed = value("award_short_share"), 1.0 - value("award_ongoing_share")
    within_short = u / np.maximum(short, 1e-9)
    within_longer = (u - short) / np.maximum(fixed - short, 1e-9)
    new = np.select(
        [u < short, u < fixed],
        [
            value("award_short_months") * SHORTEST_SHARE * (1.0 + within_short),
            value("award_longer_months") * SHORTEST_SHARE * (1.0 + within_longer),
        ],
        value("award_ongoing_months"),
    )
    renewed = value("award_renewed_months") * SHORTEST_SHARE * (1.0 + u)
    shortest = np.where(is_new, value("award_shortest_months"), value("award_shortest_renewed_months"))
    is_25 = world.month - person.birth_month[rows] >= MONTHS_AT_25
    months = np.maximum(np.where(is_new, new, renewed).astype(np.int64), np.where(is_25, shortest, 0))
    person.pip_review_month[rows] = world.month + months
    person.pip_change_reported[rows] = False


def grant_awards(world: World, rows: Rows, benefit: Array) -> None:
    """Award people daily living with or without mobility, or mobility alone, as far as the law allows."""
    person = world.person
    kind = world.draw(rows.size)
    both = 1.0 - by_benefit(world, "mobility_only_share")[benefit]
    some_mobility = by_benefit(world, "mobility_share")[benefit] * both
    full_mobility = by_benefit(world, "mobility_enhanced_share")[benefit] * some_mobility
    is_alone = kind >= both
    alone_enhanced = by_benefit(world, "mobility_only_enhanced_share")[benefit] * (1.0 - both)
    mobility = np.where(is_alone | (kind < some_mobility), PipRate.STANDARD, PipRate.NONE)
    is_full = (kind < full_mobility) | (is_alone & (kind < both + alone_enhanced))
    person.mobility[rows] = np.where(is_full, PipRate.ENHANCED, mobility)

    living, theirs = rows[~is_alone], benefit[~is_alone]
    is_severe = person.severity[living] == Severity.SEVERE
    times = np.where(
        is_severe, by_benefit(world, "enhanced_severe")[theirs], by_benefit(world, "enhanced_others")[theirs]
    )
    share = by_condition(world, "enhanced_{}")[person.condition[living]] * times
    person.daily_living_points[living] = 0
    rate = np.where(world.draw(living.size) < share, PipRate.ENHANCED, PipRate.STANDARD)
    set_daily_living(world, living, rate)
    person.daily_living[living[is_barred_by_four_points(world, living, theirs)]] = PipRate.NONE


def drop_disputes(world: World, rows: Rows) -> None:
    """End people's disputes."""
    person = world.person
    for column in (
        person.pip_dispute_month,
        person.pip_dispute_stage,
        person.pip_due_from,
        person.pip_lost_daily_living,
        person.pip_lost_mobility,
    ):
        column[rows] = 0


def leave_disputes(world: World, rows: Rows, why: int) -> None:
    """End people's disputes before they are settled."""
    person = world.person
    open_ = rows[person.pip_dispute_month[rows] != 0]
    here = world.here(open_)
    tally(world.line.disability_disputes_left, here, world.benefit[here], person.pip_dispute_stage[open_], why)
    drop_disputes(world, open_)


def leave_reviews(world: World, rows: Rows, month: int, why: int) -> None:
    """Count the reviews that fell due up to a month and end undecided, and forget when people's reviews are due."""
    person = world.person
    due = rows[(person.pip_review_month[rows] != 0) & (person.pip_review_month[rows] <= month)]
    here = world.here(due)
    tally(world.line.disability_reviews_left, here, world.benefit[here], why)
    person.pip_review_month[rows] = 0
    person.pip_change_reported[rows] = False


def dispute(world: World, rows: Rows, benefit: Array, due_from: Array, daily_living: Array, mobility: Array) -> None:
    """Let some of the people refused, lowered or ended ask for a reconsideration."""
    person = world.person
    asks = world.draw(rows.size) < by_benefit(world, "reconsideration_share")[benefit]
    asking = rows[asks]
    leave_disputes(world, asking, Undecided.DECIDED_ANEW)
    tally(world.line.disability_disputes_opened, world.here(asking), benefit[asks], DisputeStage.RECONSIDERATION)
    person.pip_dispute_month[asking] = world.month + by_benefit(world, "reconsideration_months")[benefit[asks]]
    person.pip_due_from[asking] = due_from[asks]
    person.pip_lost_daily_living[asking] = daily_living[asks]
    person.pip_lost_mobility[asking] = mobility[asks]


def count_rates(world: World, rows: Rows, daily_living: Array, mobility: Array) -> None:
    """Count the changes of people's rates from those before to those that they have."""
    person, line = world.person, world.line
    for moves, before, after in (
        (line.daily_living_moves, daily_living, person.daily_living[rows]),
        (line.mobility_moves, mobility, person.mobility[rows]),
    ):
        changed = before != after
        here = world.here(rows[changed])
        tally(moves, here, world.benefit[here], before[changed], after[changed])


def count_awards_ended(world: World, rows: Rows, why: int, daily_living: Array, mobility: Array) -> None:
    """Count the ends of awards, of the rates that they had, among people of working age."""
    line, here = world.line, world.here(rows)
    benefit = world.benefit[here]
    tally(line.disability_off, here, benefit)
    tally(line.disability_ends, here, benefit, why)
    for moves, before in ((line.daily_living_moves, daily_living), (line.mobility_moves, mobility)):
        held = before != PipRate.NONE
        tally(moves, here[held], benefit[held], before[held], PipRate.NONE)


def turn_awards(world: World, rows: Rows) -> None:
    """End awards outside reviews, and let people below the highest award report changes."""
    person = world.person
    benefit = world.benefit[person.district[rows]]
    is_due = person.pip_review_month[rows] == world.month
    tally(world.line.disability_reviews_due, world.here(rows[is_due]), benefit[is_due])
    u = world.draw(rows.size)
    is_ending = u > 1.0 - by_benefit(world, "leaves")[benefit]
    ending = rows[is_ending]
    held = person.daily_living[ending].copy(), person.mobility[ending].copy()
    person.daily_living[ending] = PipRate.NONE
    person.mobility[ending] = PipRate.NONE
    leave_reviews(world, ending, world.month, Undecided.AWARD_ENDED)
    leave_disputes(world, ending, Undecided.AWARD_ENDED)
    count_awards_ended(world, ending, AwardEnd.OUTSIDE_REVIEWS, *held)

    is_highest = (person.daily_living[rows] == PipRate.ENHANCED) & (person.mobility[rows] == PipRate.ENHANCED)
    reports = ~is_highest & (person.pip_review_month[rows] > world.month) & (person.pip_dispute_month[rows] == 0)
    reports &= u < by_benefit(world, "change_reported")[benefit]
    person.pip_review_month[rows[reports]] = world.month
    person.pip_change_reported[rows[reports]] = True
    tally(world.line.disability_changes, world.here(rows[reports]), benefit[reports])


def award_chances(world: World, rows: Rows, benefit: Array) -> Array:
    """Return people's chances that a claim is awarded."""
    mild, limited, severe = (by_benefit(world, f"award_{name}") for name in ("mild", "work_limiting", "severe"))
    ratio = np.stack([mild, mild, limited, severe])[world.person.severity[rows], benefit]
    return np.minimum(1.0, by_benefit(world, "award_share")[benefit] * ratio)


def months_until_ready(world: World, benefit: Array) -> Array:
    """Return the months until claims made now are ready to be decided."""
    soonest, late, beyond = (
        by_benefit(world, f"claim_{name}")[benefit] for name in ("ready_months", "late_share", "late_months")
    )
    is_late = world.draw(benefit.size) < late
    return np.asarray(soonest + is_late * world.luck.geometric(1.0 / beyond))


def take_claims(world: World, rows: Rows) -> None:
    """Take claims from people without an award, a claim or a dispute."""
    person = world.person
    systems = (world.policy.pip, world.policy.adp)
    hazards = np.array([[0.0, p.claim_mild, p.claim_work_limiting, p.claim_severe] for p in systems], np.float32)
    benefit = world.benefit[person.district[rows]]
    times = np.where(person.condition[rows] == 1, by_benefit(world, "claim_mental_health")[benefit], 1.0)
    hazard = hazards[benefit, person.severity[rows]] * times
    expected = disability_rates(world)[benefit, PipRate.ENHANCED, PipRate.STANDARD]
    share = by_benefit(world, "award_share")[benefit]
    luck = world.draw(rows.size)
    claims = luck < hazard + replacement_hazards(world, rows, HealthLoss.INCAPACITY, expected, share)
    answer_losses(world, rows[claims], HealthLoss.INCAPACITY, luck[claims] >= hazard[claims])
    person.pip_claim_month[rows[claims]] = world.month
    person.pip_ready_month[rows[claims]] = world.month + months_until_ready(world, benefit[claims])
    tally(world.line.disability_claims, world.here(rows[claims]), benefit[claims])


def decide(world: World, rows: Rows) -> None:
    """Decide claims: refused or awarded from the claim."""
    person, line, here = world.person, world.line, world.here(rows)
    benefit, claimed = world.benefit[here], person.pip_claim_month[rows].astype(np.int64)
    waited = world.month - claimed
    person.pip_claim_month[rows] = 0
    person.pip_ready_month[rows] = 0
    line.disability_cost += per_district(world, rows) * world.policy.costs.pip_assessment
    tally(line.disability_wait, here, benefit, amount=waited)
    is_allowed = world.draw(rows.size) < award_chances(world, rows, benefit)
    grant_awards(world, rows[is_allowed], benefit[is_allowed])

    awarded = has_disability_benefit(world, rows)
    arrears = waited * disability_award(world, rows, benefit)
    set_review(world, rows[awarded], benefit[awarded], np.ones(int(awarded.sum()), np.bool_))
    tally(line.disability_on, here[awarded], benefit[awarded])
    count_rates(world, rows, np.zeros_like(rows), np.zeros_like(rows))
    tally(line.disability_arrears, here, benefit, amount=arrears)
    tally(line.disability_decisions, here, benefit, np.where(awarded, PipOutcome.AWARDED, PipOutcome.DISALLOWED))
    refused, none = rows[~awarded], np.zeros(int((~awarded).sum()), np.int8)
    dispute(world, refused, benefit[~awarded], claimed[~awarded], none, none)


def supply_of(world: World) -> Array:
    """Return each district's thousandths of decisions this month, shared within its agency."""
    share = world.district.share_of_assessors
    agency = np.bincount(world.benefit, share, 2)[world.benefit]
    slower = 1.0 + by_benefit(world, "face_to_face") * (by_benefit(world, "face_to_face_time") - 1.0)
    capacity = (by_benefit(world, "capacity") / slower)[world.benefit]
    within = np.divide(share, agency, out=np.zeros_like(share), where=agency > 0.0)
    return np.asarray(capacity * MILLI * within, np.int64)


def reviews_due_long(world: World) -> Rows:
    """Return people whose review has been due at least the usual time."""
    since = world.person.pip_review_month
    rows = np.flatnonzero(since != 0)
    clearance = by_benefit(world, "clearance")[world.benefit[world.person.district[rows]]]
    return np.asarray(rows[world.month - since[rows] >= clearance])


def share_capacity(world: World, reviews: Array, claims: Array) -> Array:
    """Share the month's capacity: set how many reviews it reaches, return how many claims."""
    district, supply, size = world.district, supply_of(world), MILLI * world.grossing
    kept_supply = (by_benefit(world, "reviews_first")[world.benefit] * supply).astype(np.int64)
    slots = whole_rows(supply, district.pip_carried, size)
    kept = np.minimum(slots, whole_rows(kept_supply, district.pip_reviews_carried, size))
    reached = np.minimum(reviews, np.maximum(kept, slots - claims))
    decided = np.minimum(claims, slots - reached)
    served = reached + decided
    district.pip_carried = left_over(supply, district.pip_carried, size, served, served < reviews + claims)
    spent = np.minimum(reached, kept)
    carried = left_over(kept_supply, district.pip_reviews_carried, size, spent, reached < reviews)
    district.pip_reviews_carried = carried
    district.pip_reviews_reached = reached
    return np.asarray(decided)


def step(world: World) -> None:
    """Take claims and reported changes, share capacity, and decide the claims ready the longest."""
    person = world.person
    is_present = person.presence == Presence.PRESENT
    holds = (person.daily_living != PipRate.NONE) | (person.mobility != PipRate.NONE)
    is_free = ~holds & (person.severity > 0) & (person.pip_claim_month == 0) & (person.pip_dispute_month == 0)
    turn_awards(world, np.flatnonzero(is_present & holds))
    take_claims(world, np.flatnonzero(is_present & is_free))

    ready, reviews = person.pip_ready_month, reviews_due_long(world)
    claims = np.flatnonzero((ready != 0) & (ready <= world.month))
    slots = share_capacity(world, per_district(world, reviews), per_district(world, claims))
    decide(world, first_in_line(world, claims, ready[claims], slots))
