"""Personal Independence Payment, and Adult Disability Payment in Scotland: claims, the queue, awards."""

from __future__ import annotations

import numpy as np

from benchmarks.twin.awards import monthly
from benchmarks.twin.codes import PipOutcome, PipRate, Presence
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

ENHANCED_FROM = 12
FOUR_POINTS = 4
SHORTEST_SHARE = 0.5


def by_benefit(world: World, name: str) -> Array:
    """Return a parameter of the disability benefits, PIP and ADP."""
    return np.array([getattr(world.policy.pip, name), getattr(world.policy.adp, name)])


def daily_living_rate(world: World, rows: Rows) -> Array:
    """Return the daily living rate of people whose claim is allowed."""
    is_enhanced = world.person.daily_living_points[rows] >= ENHANCED_FROM
    return np.asarray(np.where(is_enhanced, PipRate.ENHANCED, PipRate.STANDARD))


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


def set_review(world: World, rows: Rows, benefit: Array) -> None:
    """Set the month in which people's awards are next reviewed: half to one and a half of the mean length away."""
    length = SHORTEST_SHARE + world.draw(rows.size)
    months = (by_benefit(world, "award_months")[benefit] * length).astype(np.int64)
    world.person.pip_review_month[rows] = world.month + months


def dispute(world: World, rows: Rows, benefit: Array) -> None:
    """Let some of the people refused dispute it."""
    disputes = world.draw(rows.size) < by_benefit(world, "dispute_share")[benefit]
    months = by_benefit(world, "dispute_months")[benefit[disputes]]
    world.person.pip_appeal_month[rows[disputes]] = world.month + months


def end_some_awards(world: World, rows: Rows) -> None:
    """End awards outside reviews."""
    person = world.person
    benefit = world.benefit[person.district[rows]]
    is_ending = world.draw(rows.size) > 1.0 - by_benefit(world, "leaves")[benefit]
    ending = rows[is_ending]
    person.daily_living[ending] = PipRate.NONE
    person.mobility[ending] = PipRate.NONE
    person.pip_review_month[ending] = 0
    tally(world.line.disability_off, world.here(ending), benefit[is_ending])


def take_claims(world: World, rows: Rows) -> None:
    """Take claims from people without an award, a claim or a dispute."""
    person = world.person
    hazards = np.array(
        [[0.0, p.claim_mild, p.claim_work_limiting, p.claim_severe] for p in (world.policy.pip, world.policy.adp)],
        np.float32,
    )
    benefit = world.benefit[person.district[rows]]
    claims = world.draw(rows.size) < hazards[benefit, person.severity[rows]]
    person.pip_claim_month[rows[claims]] = world.month
    tally(world.line.disability_claims, world.here(rows[claims]), benefit[claims])


def decide(world: World, rows: Rows) -> None:
    """Decide claims: refused, daily living with or without mobility, or mobility alone."""
    person, line, here = world.person, world.line, world.here(rows)
    benefit, waited = world.benefit[here], world.month - person.pip_claim_month[rows].astype(np.int64)
    person.pip_claim_month[rows] = 0
    line.disability_cost += per_district(world, rows) * world.policy.costs.pip_assessment
    is_allowed = world.draw(rows.size) < by_benefit(world, "award_share")[benefit]
    kind = world.draw(rows.size)
    both = 1.0 - by_benefit(world, "mobility_only_share")[benefit]
    some_mobility = by_benefit(world, "mobility_share")[benefit] * both
    full_mobility = by_benefit(world, "mobility_enhanced_share")[benefit] * some_mobility
    is_alone = kind >= both
    brings_daily_living = is_allowed & ~is_alone & ~is_barred_by_four_points(world, rows, benefit)
    daily_living = np.where(brings_daily_living, daily_living_rate(world, rows), PipRate.NONE)
    mobility = np.where(is_alone | (kind < some_mobility), PipRate.STANDARD, PipRate.NONE)
    mobility = np.where(is_allowed, np.where(kind < full_mobility, PipRate.ENHANCED, mobility), PipRate.NONE)
    person.daily_living[rows] = daily_living
    person.mobility[rows] = mobility

    awarded = (daily_living != PipRate.NONE) | (mobility != PipRate.NONE)
    arrears = waited * disability_award(world, rows, benefit)
    set_review(world, rows[awarded], benefit[awarded])
    tally(line.disability_on, here[awarded], benefit[awarded])
    tally(line.disability_arrears, here, benefit, amount=arrears)
    tally(line.disability_decisions, here, benefit, np.where(awarded, PipOutcome.AWARDED, PipOutcome.DISALLOWED))
    dispute(world, rows[~awarded], benefit[~awarded])


def supply_of(world: World) -> Array:
    """Return each district's thousandths of decisions this month, shared within its agency."""
    share = world.district.share_of_assessors
    agency = np.bincount(world.benefit, share, 2)[world.benefit]
    capacity = by_benefit(world, "capacity")[world.benefit]
    within = np.divide(share, agency, out=np.zeros_like(share), where=agency > 0.0)
    return np.asarray(capacity * MILLI * within, np.int64)


def step(world: World) -> None:
    """Take claims, decide the longest waits as far as capacity reaches, and end awards outside reviews."""
    person, district = world.person, world.district
    is_present = person.presence == Presence.PRESENT
    holds = (person.daily_living != PipRate.NONE) | (person.mobility != PipRate.NONE)
    is_free = ~holds & (person.severity > 0) & (person.pip_claim_month == 0) & (person.pip_appeal_month == 0)
    end_some_awards(world, np.flatnonzero(is_present & holds))
    take_claims(world, np.flatnonzero(is_present & is_free))

    claiming = np.flatnonzero(person.pip_claim_month != 0)
    since = person.pip_claim_month[claiming]
    clearance = by_benefit(world, "clearance")[world.benefit[person.district[claiming]]]
    is_ripe = world.month - since >= clearance
    supply, size = supply_of(world), MILLI * world.grossing
    slots = whole_rows(supply, district.pip_carried, size)
    ripe = claiming[is_ripe]
    served = first_in_line(world, ripe, since[is_ripe], slots)
    decide(world, served)
    decided = per_district(world, served)
    is_short = decided < per_district(world, ripe)
    district.pip_carried = left_over(supply, district.pip_carried, size, decided, is_short)
