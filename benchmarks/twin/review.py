"""PIP and ADP: disputed decisions settled, and awards reviewed when they end."""

from __future__ import annotations

import numpy as np

from benchmarks.twin.codes import PipRate, Presence
from benchmarks.twin.disability import (
    by_benefit,
    daily_living_rate,
    disability_award,
    dispute,
    is_barred_by_four_points,
    set_review,
)
from benchmarks.twin.standing import has_disability_benefit
from benchmarks.twin.world import Rows, World, per_district, tally


def review_awards(world: World, rows: Rows) -> None:
    """Review awards: the lowest draws raise them, the highest end or lower them."""
    person, here = world.person, world.here(rows)
    benefit = world.benefit[here]
    world.line.disability_cost += per_district(world, rows) * world.policy.costs.pip_assessment
    tally(world.line.disability_reviews, here, benefit)
    at_reviews = by_benefit(world, "four_point_at_reviews")[benefit] > 0.0
    person.daily_living[rows[at_reviews & is_barred_by_four_points(world, rows, benefit)]] = PipRate.NONE

    share, rate = world.draw(rows.size), person.daily_living[rows]
    stops_from = 1.0 - by_benefit(world, "review_stops")[benefit]
    ends = (share >= stops_from) | ~has_disability_benefit(world, rows)
    falls = ~ends & (share >= stops_from - by_benefit(world, "review_lowers")[benefit])
    rises = ~ends & ~falls & (share < by_benefit(world, "review_raises")[benefit])
    person.daily_living[rows[falls & (rate == PipRate.ENHANCED)]] = PipRate.STANDARD
    person.daily_living[rows[rises & (rate == PipRate.STANDARD)]] = PipRate.ENHANCED
    set_review(world, rows, benefit)

    ended = rows[ends]
    person.daily_living[ended] = PipRate.NONE
    person.mobility[ended] = PipRate.NONE
    person.pip_review_month[ended] = 0
    tally(world.line.disability_off, here[ends], benefit[ends])
    dispute(world, ended, benefit[ends])


def settle_disability(world: World, rows: Rows) -> None:
    """Settle disputed refusals and ended awards; success gives daily living, with arrears for the dispute."""
    person, here = world.person, world.here(rows)
    benefit = world.benefit[here]
    world.line.dispute_cost += per_district(world, rows) * world.policy.costs.appeal
    person.pip_appeal_month[rows] = 0
    tally(world.line.disability_disputes, here, benefit)
    wins = world.draw(rows.size) < by_benefit(world, "dispute_success")[benefit]
    wins &= ~has_disability_benefit(world, rows) & ~is_barred_by_four_points(world, rows, benefit)
    won = rows[wins]
    person.daily_living[won] = daily_living_rate(world, won)
    set_review(world, won, benefit[wins])
    tally(world.line.disability_on, here[wins], benefit[wins])
    arrears = by_benefit(world, "dispute_months")[benefit[wins]] * disability_award(world, won, benefit[wins])
    tally(world.line.disability_arrears, here[wins], benefit[wins], amount=arrears)


def step(world: World) -> None:
    """Settle the disputes and hold the reviews that fall in this month."""
    person, month = world.person, world.month
    is_present = person.presence == Presence.PRESENT
    is_reviewed = is_present & (person.pip_review_month != 0) & (person.pip_review_month <= month)
    is_settled = is_present & ~is_reviewed & (person.pip_appeal_month == month)
    review_awards(world, np.flatnonzero(is_reviewed))
    settle_disability(world, np.flatnonzero(is_settled))
