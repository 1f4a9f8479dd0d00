"""PIP and ADP: disputed decisions settled, and awards reviewed."""

from __future__ import annotations

import numpy as np

from benchmarks.twin.codes import AwardEnd, DisputeStage, PipRate, ReviewOutcome
from benchmarks.twin.disability import (
    by_benefit,
    count_awards_ended,
    count_rates,
    disability_award,
    dispute,
    drop_disputes,
    grant_awards,
    is_barred_by_four_points,
    reviews_due_long,
    set_daily_living,
    set_review,
)
from benchmarks.twin.world import Array, Mask, Rows, World, first_in_line, per_district, tally


def is_barred_at_review(world: World, rows: Rows, benefit: Array) -> Mask:
    """Return whether the four-point rule, where it acts at reviews, takes people's daily living."""
    at_reviews = by_benefit(world, "four_point_at_reviews")[benefit] > 0.0
    return np.asarray(at_reviews & is_barred_by_four_points(world, rows, benefit))


def raise_awards(world: World, rows: Rows, benefit: Array) -> None:
    """Raise one component of awards by one rate."""
    person = world.person
    daily_living, mobility = person.daily_living[rows].copy(), person.mobility[rows].copy()
    lot = world.draw(rows.size) < by_benefit(world, "review_moves_mobility")[benefit]
    is_top = daily_living == PipRate.ENHANCED
    by_mobility = (mobility != PipRate.ENHANCED) & (is_top | lot)
    person.mobility[rows[by_mobility]] += 1
    by_living = ~by_mobility & ~is_top
    set_daily_living(world, rows[by_living], daily_living[by_living] + 1)
    is_begun = by_living & (daily_living == PipRate.NONE)
    person.daily_living[rows[is_begun & is_barred_by_four_points(world, rows, benefit)]] = PipRate.NONE


def lower_awards(world: World, rows: Rows, benefit: Array) -> None:
    """Lower one component of awards by one rate."""
    person = world.person
    daily_living, mobility = person.daily_living[rows].copy(), person.mobility[rows]
    lot = world.draw(rows.size) < by_benefit(world, "review_moves_mobility")[benefit]
    by_mobility = (mobility != PipRate.NONE) & ((daily_living == PipRate.NONE) | lot)
    person.mobility[rows[by_mobility]] -= 1
    set_daily_living(world, rows[~by_mobility], daily_living[~by_mobility] - 1)


def change_awards(world: World, rows: Rows, benefit: Array) -> None:
    """Raise, keep, lower or end awards: the lowest draws raise them, the highest end or lower them."""
    person = world.person
    reported, share = person.pip_change_reported[rows], world.draw(rows.size)

    def value(name: str) -> Array:
        return np.asarray(
            np.where(
                reported, by_benefit(world, f"change_{name}")[benefit], by_benefit(world, f"review_{name}")[benefit]
            )
        )

    stops_from = 1.0 - value("stops")
    ends = share >= stops_from
    falls = ~ends & (share >= stops_from - value("lowers"))
    rises = ~ends & ~falls & (share < value("raises"))
    can_fall = person.daily_living[rows] + person.mobility[rows] > PipRate.STANDARD
    person.daily_living[rows[ends]] = PipRate.NONE
    person.mobility[rows[ends]] = PipRate.NONE
    raise_awards(world, rows[rises], benefit[rises])
    lower_awards(world, rows[falls & can_fall], benefit[falls & can_fall])


def review_awards(world: World, rows: Rows) -> None:
    """Review awards; some of those ended or lowered dispute it."""
    person, line, here = world.person, world.line, world.here(rows)
    benefit, reported = world.benefit[here], person.pip_change_reported[rows].copy()
    daily_living, mobility = person.daily_living[rows].copy(), person.mobility[rows].copy()
    before = disability_award(world, rows, benefit)
    barred = (daily_living != PipRate.NONE) & is_barred_at_review(world, rows, benefit)
    person.daily_living[rows[barred]] = PipRate.NONE
    change_awards(world, rows[~barred], benefit[~barred])
    after = disability_award(world, rows, benefit)
    outcome = np.select(
        [after == 0, after < before, after > before],
        [ReviewOutcome.ENDED, ReviewOutcome.LOWERED, ReviewOutcome.RAISED],
        ReviewOutcome.KEPT,
    )
    line.disability_cost += per_district(world, rows) * world.policy.costs.pip_assessment
    tally(line.disability_reviews, here, benefit)
    tally(line.disability_change_outcomes, here[reported], benefit[reported], outcome[reported])
    tally(line.disability_review_outcomes, here[~reported], benefit[~reported], outcome[~reported])
    ends = outcome == ReviewOutcome.ENDED
    person.pip_review_month[rows[ends]] = 0
    person.pip_change_reported[rows[ends]] = False
    count_awards_ended(world, rows[ends], AwardEnd.REVIEW, daily_living[ends], mobility[ends])
    count_rates(world, rows[~ends], daily_living[~ends], mobility[~ends])
    set_review(world, rows[~ends], benefit[~ends], np.zeros(int((~ends).sum()), np.bool_))
    lost = outcome <= ReviewOutcome.LOWERED
    now = np.full(int(lost.sum()), world.month)
    dispute(world, rows[lost], benefit[lost], now, daily_living[lost], mobility[lost])


def restore_awards(world: World, rows: Rows, benefit: Array) -> None:
    """Give people what disputes have won."""
    person = world.person
    lost_living, lost_mobility = person.pip_lost_daily_living[rows], person.pip_lost_mobility[rows]
    refused = (lost_living == PipRate.NONE) & (lost_mobility == PipRate.NONE)
    grant_awards(world, rows[refused], benefit[refused])
    back, theirs, living = rows[~refused], benefit[~refused], lost_living[~refused]
    person.mobility[back] = np.maximum(person.mobility[back], lost_mobility[~refused])
    rises = living > person.daily_living[back]
    raised, held = back[rises], person.daily_living[back[rises]].copy()
    set_daily_living(world, raised, living[rises])
    barred = is_barred_at_review(world, raised, theirs[rises])
    person.daily_living[raised[barred]] = held[barred]


def settle_disability(world: World, rows: Rows) -> None:
    """Settle stages of disputes: won, they pay from when it was due; lost, some go to the tribunal."""
    person, line, here, p = world.person, world.line, world.here(rows), world.policy.costs
    benefit, stage = world.benefit[here], person.pip_dispute_stage[rows].astype(np.intp)
    at_tribunal = stage == DisputeStage.TRIBUNAL
    tally(line.disability_disputes, here, benefit, stage)
    line.dispute_cost += per_district(world, rows[at_tribunal]) * p.tribunal
    line.dispute_cost += per_district(world, rows[~at_tribunal]) * p.reconsideration
    success = [by_benefit(world, name)[benefit] for name in ("reconsideration_success", "tribunal_success")]
    wins = world.draw(rows.size) < np.where(at_tribunal, success[1], success[0])
    goes_on = ~wins & ~at_tribunal & (world.draw(rows.size) < by_benefit(world, "tribunal_share")[benefit])
    tally(line.disability_disputes_opened, here[goes_on], benefit[goes_on], DisputeStage.TRIBUNAL)
    person.pip_dispute_stage[rows[goes_on]] = DisputeStage.TRIBUNAL
    person.pip_dispute_month[rows[goes_on]] = world.month + by_benefit(world, "tribunal_months")[benefit[goes_on]]

    won, theirs, where = rows[wins], benefit[wins], here[wins]
    held = world.person.daily_living[won].copy(), world.person.mobility[won].copy()
    before = disability_award(world, won, theirs)
    restore_awards(world, won, theirs)
    count_rates(world, won, *held)
    after = disability_award(world, won, theirs)
    gains = after > before
    tally(line.disability_disputes_won, where[gains], theirs[gains], stage[wins][gains])
    arrears = (world.month - person.pip_due_from[won].astype(np.int64)) * (after - before)
    tally(line.disability_arrears, where, theirs, amount=arrears)
    begins = (before == 0) & (after > 0)
    set_review(world, won[begins], theirs[begins], np.ones(int(begins.sum()), np.bool_))
    tally(line.disability_on, where[begins], theirs[begins])
    drop_disputes(world, rows[~goes_on])


def step(world: World) -> None:
    """Hold the longest waiting reviews, and settle the disputes that fall in this month."""
    person, month = world.person, world.month
    due = reviews_due_long(world)
    review_awards(world, first_in_line(world, due, person.pip_review_month[due], world.district.pip_reviews_reached))
    settle_disability(world, np.flatnonzero(person.pip_dispute_month == month))
