"""Awards of PIP and ADP: their rates and points, changes of them, their reviews and their end."""

from __future__ import annotations

from welfsim.awards.disability import adult_disability_payment, independence_payment
from welfsim.awards.points import (
    FOUR_POINTS,
    TWO_POINTS,
    daily_living_rate,
    months_of_new_award,
    months_of_renewed_award,
    needs_four_points,
    points_of,
    share_below_four,
    share_enhanced,
    share_found_at_four,
)
from welfsim.compiled import move, rule
from welfsim.draws import Decision
from welfsim.rules.luck import chance_since, trait_of
from welfsim.rules.standing import MONTHS_AT_25, awaits_review, by_severity
from welfsim.vocabulary.accounts import Accounts, Count
from welfsim.vocabulary.codes import DisabilityBenefit, PipRate, Severity
from welfsim.vocabulary.parameters import DisabilityBenefitSystem, DisabilityRates, Points
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock


@rule
def disability_award(person: Persons, i: int, benefit: int, rates: DisabilityRates) -> int:
    """Return person `i`'s PIP or ADP a month at today's rates."""
    daily_living, mobility = int(person.daily_living[i]), int(person.mobility[i])
    if benefit == DisabilityBenefit.ADP:
        return adult_disability_payment(daily_living, mobility, rates)
    return independence_payment(daily_living, mobility, rates)


# ------------------------------------------------------------------------------------------------- counted


@move
def count_rate(moves: Count, d: int, benefit: int, before: int, after: int) -> None:
    """Count a change of the rate of one component, if there was one."""
    if before != after:
        moves[d, benefit, before, after] += 1


@move
def count_rates(person: Persons, i: int, benefit: int, daily_living: int, mobility: int, line: Accounts) -> None:
    """Count what a decision changed in person `i`'s rates, which were `daily_living` and `mobility` before it."""
    d = person.counted_in[i]
    count_rate(line.daily_living_moves, d, benefit, daily_living, int(person.daily_living[i]))
    count_rate(line.mobility_moves, d, benefit, mobility, int(person.mobility[i]))


@move
def count_award_ended(
    person: Persons, i: int, benefit: int, why: int, daily_living: int, mobility: int, line: Accounts
) -> None:
    """Count the end of person `i`'s award, of the rates that it had, among people of working age."""
    d = person.counted_in[i]
    line.disability_off[d, benefit] += 1
    line.disability_ends[d, benefit, why] += 1
    count_rate(line.daily_living_moves, d, benefit, daily_living, PipRate.NONE)
    count_rate(line.mobility_moves, d, benefit, mobility, PipRate.NONE)


# ------------------------------------------------------------------------------------------------- granted


@move
def set_daily_living(person: Persons, i: int, rate: int, p: Points, clock: Clock) -> None:
    """Put person `i` on a daily living rate, with points that give it; points that already do are kept.

    Whether an activity scores four is a lasting trait compared with the share of the condition and the rate, so that
    people with four points at the standard rate have them at the enhanced rate.
    """
    person.daily_living[i] = rate
    if rate == PipRate.NONE or daily_living_rate(int(person.daily_living_points[i])) == rate:
        return
    trait = trait_of(person, i, Decision.FOUR_POINTS, clock.key)
    below = trait < share_below_four(int(person.condition[i]), rate, p)
    person.top_activity_points[i] = TWO_POINTS if below else FOUR_POINTS
    person.daily_living_points[i] = points_of(rate, trait)


@rule
def is_found_at_four(person: Persons, i: int, p: DisabilityBenefitSystem, points: Points, clock: Clock) -> bool:
    """Say whether a decision under the four-point rule finds four points in an activity of person `i`.

    Who has fewer may be found there, as claimants and assessors come to know the rule: a lasting trait.
    """
    if person.top_activity_points[i] >= FOUR_POINTS:
        return True
    months = clock.month - p.four_point_rule_from
    share = share_found_at_four(int(person.daily_living_points[i]), months, points)
    return bool(trait_of(person, i, Decision.FOUND_AT_FOUR, clock.key) < share)


@move
def apply_four_points(person: Persons, i: int, p: DisabilityBenefitSystem, points: Points, clock: Clock) -> None:
    """Take daily living from person `i` under the four-point rule, or note the four points found in an activity."""
    if is_found_at_four(person, i, p, points, clock):
        person.top_activity_points[i] = FOUR_POINTS
    else:
        person.daily_living[i] = PipRate.NONE


@move
def grant_award(
    person: Persons, i: int, claimed: int, p: DisabilityBenefitSystem, points: Points, clock: Clock
) -> None:
    """Award person `i` daily living with or without mobility, or mobility alone, by the law of the month `claimed`."""
    kind = chance_since(person, i, Decision.PIP_MOBILITY, claimed, clock)
    both = 1.0 - p.mobility_only_share
    if kind >= both:
        is_high = kind < both + p.mobility_only_enhanced_share * p.mobility_only_share
        person.mobility[i] = PipRate.ENHANCED if is_high else PipRate.STANDARD
        return
    rank = chance_since(person, i, Decision.DAILY_LIVING_RATE, claimed, clock)
    is_severe = bool(person.severity[i] == Severity.SEVERE)
    is_enhanced = rank < share_enhanced(int(person.condition[i]), is_severe, p, points)
    person.daily_living_points[i] = 0
    set_daily_living(person, i, PipRate.ENHANCED if is_enhanced else PipRate.STANDARD, points, clock)
    if needs_four_points(claimed, False, p):
        apply_four_points(person, i, p, points, clock)
    if kind < p.mobility_enhanced_share * p.mobility_share * both:
        person.mobility[i] = PipRate.ENHANCED
    elif kind < p.mobility_share * both:
        person.mobility[i] = PipRate.STANDARD


@move
def set_review(person: Persons, i: int, is_new: bool, since: int, p: DisabilityBenefitSystem, clock: Clock) -> None:
    """Set the month from which person `i`'s award, whose decision was waited for since a month, is due for review."""
    length = chance_since(person, i, Decision.AWARD_LENGTH, since, clock)
    is_25 = clock.month - int(person.birth_month[i]) >= MONTHS_AT_25
    months = months_of_new_award(length, is_25, p) if is_new else months_of_renewed_award(length, is_25, p)
    person.pip_review_month[i] = clock.month + months
    person.pip_change_reported[i] = False


# ------------------------------------------------------------------------------------------------- changed


@rule
def can_fall(person: Persons, i: int) -> bool:
    """Say whether person `i`'s award can be lowered and go on: not if it is one component at the standard rate."""
    return bool(int(person.daily_living[i]) + int(person.mobility[i]) > PipRate.STANDARD)


@rule
def moves_mobility(person: Persons, i: int, p: DisabilityBenefitSystem, clock: Clock) -> bool:
    """Say, by a draw, whether a review moves mobility rather than daily living, where either can move."""
    due = int(person.pip_review_month[i])
    return bool(chance_since(person, i, Decision.REVIEW_COMPONENT, due, clock) < p.review_moves_mobility)


@move
def raise_award(person: Persons, i: int, p: DisabilityBenefitSystem, points: Points, clock: Clock) -> None:
    """Raise one component of person `i`'s award by one rate; the four-point rule bars daily living as at a claim."""
    daily_living, mobility = int(person.daily_living[i]), int(person.mobility[i])
    top = daily_living == PipRate.ENHANCED
    if mobility != PipRate.ENHANCED and (top or moves_mobility(person, i, p, clock)):
        person.mobility[i] = mobility + 1
    elif not top:
        set_daily_living(person, i, daily_living + 1, points, clock)
        if daily_living == PipRate.NONE and needs_four_points(clock.month, False, p):
            apply_four_points(person, i, p, points, clock)


@move
def lower_award(person: Persons, i: int, p: DisabilityBenefitSystem, points: Points, clock: Clock) -> None:
    """Lower one component of person `i`'s award, which can fall, by one rate."""
    daily_living, mobility = int(person.daily_living[i]), int(person.mobility[i])
    only_mobility = daily_living == PipRate.NONE
    if mobility != PipRate.NONE and (only_mobility or moves_mobility(person, i, p, clock)):
        person.mobility[i] = mobility - 1
    else:
        set_daily_living(person, i, daily_living - 1, points, clock)


@move
def review_rates(person: Persons, i: int, p: DisabilityBenefitSystem, points: Points, clock: Clock) -> None:
    """Change person `i`'s award at its review: the lowest draws raise it, the highest end it or lower it.

    The four-point rule, where it acts at reviews, takes daily living; then nothing else changes. The more ill people
    are, the less often their award ends or falls and the more often it rises; of somebody no longer limited it is not
    raised.
    """
    if person.daily_living[i] != PipRate.NONE and needs_four_points(clock.month, True, p):
        apply_four_points(person, i, p, points, clock)
        if person.daily_living[i] == PipRate.NONE:
            return
    reported = person.pip_change_reported[i]
    stops = p.change_stops if reported else p.review_stops
    lowers = p.change_lowers if reported else p.review_lowers
    raises = p.change_raises if reported else p.review_raises
    severity = int(person.severity[i])
    stops = min(
        stops * by_severity(severity, p.review_recovered, p.review_recovered, p.review_limited, p.review_severe), 1.0
    )
    raises = min(raises * by_severity(severity, 0.0, 0.0, p.raises_limited, p.raises_severe), 1.0 - stops)
    lowers = min(lowers, 1.0 - stops - raises)
    share = chance_since(person, i, Decision.PIP_REVIEW, int(person.pip_review_month[i]), clock)
    if share >= 1.0 - stops:
        end_rates(person, i)
    elif share >= 1.0 - stops - lowers:
        if can_fall(person, i):
            lower_award(person, i, p, points, clock)
    elif share < raises:
        raise_award(person, i, p, points, clock)


@move
def restore_award(
    person: Persons, i: int, daily_living: int, mobility: int, p: DisabilityBenefitSystem, points: Points, clock: Clock
) -> None:
    """Give person `i` what a dispute has won: the award of a refused claim, or both rates that the decision took.

    `daily_living` and `mobility` are those rates, both none for a claim refused for want of points. Where the
    four-point rule was in force for that decision, winning daily living back finds four points in an activity.
    """
    since = int(person.pip_due_from[i])
    if daily_living == PipRate.NONE and mobility == PipRate.NONE:
        grant_award(person, i, since, p, points, clock)
        return
    person.mobility[i] = max(mobility, int(person.mobility[i]))
    if daily_living > person.daily_living[i]:
        set_daily_living(person, i, daily_living, points, clock)
        if needs_four_points(since, False, p):
            person.top_activity_points[i] = FOUR_POINTS


@move
def report_change(person: Persons, i: int, benefit: int, month: int, line: Accounts) -> None:
    """Let person `i` report a change, so that the award is due for review this month."""
    person.pip_review_month[i] = month
    person.pip_change_reported[i] = True
    line.disability_changes[person.counted_in[i], benefit] += 1


# --------------------------------------------------------------------------------------------------- ended


@move
def end_rates(person: Persons, i: int) -> None:
    """End both components of person `i`."""
    person.daily_living[i] = PipRate.NONE
    person.mobility[i] = PipRate.NONE


@move
def end_reviews(person: Persons, i: int) -> None:
    """Let no review of person `i` be due any more."""
    person.pip_review_month[i] = 0
    person.pip_change_reported[i] = False


@move
def leave_review(person: Persons, i: int, benefit: int, why: int, month: int, line: Accounts) -> None:
    """End person `i`'s reviews; one that was due by a month is counted as undecided."""
    if awaits_review(person, i, month):
        line.disability_reviews_left[person.counted_in[i], benefit, why] += 1
    end_reviews(person, i)
