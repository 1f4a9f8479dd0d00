"""What daily living points bring, and how long an award runs (Social Security (PIP) Regulations 2013)."""

from __future__ import annotations

from math import exp

from welfsim.compiled import rule
from welfsim.vocabulary.codes import Condition, PipRate
from welfsim.vocabulary.parameters import DisabilityBenefitSystem, Points

STANDARD_FROM = 8
ENHANCED_FROM = 12
FOUR_POINTS = 4
TWO_POINTS = 2
USUAL_ACTIVITIES = 5.0  # scored at two points, to which the shares found at four belong
SHORTEST_SHARE = 2.0 / 3.0  # of the mean length of an award


@rule
def daily_living_rate(points: int) -> int:
    """Return the daily living rate that points bring: enhanced from 12, standard from 8 (reg 5)."""
    if points >= ENHANCED_FROM:
        return PipRate.ENHANCED.value
    return PipRate.STANDARD.value if points >= STANDARD_FROM else PipRate.NONE.value


@rule
def points_of(rate: int, share: float) -> int:
    """Return daily living points that bring a rate: 8 to 11, or 12 to 19, by a share of 0 to 1.

    How points are distributed within a rate is not published; only the rate depends on it.
    """
    if rate == PipRate.ENHANCED:
        return ENHANCED_FROM + int(8.0 * share)
    return STANDARD_FROM + int(4.0 * share)


@rule
def share_enhanced(condition: int, is_severe: bool, system: DisabilityBenefitSystem, p: Points) -> float:
    """Return the share of new daily living awards at the enhanced rate, by main condition and severity."""
    share = p.enhanced_other_physical
    if condition == Condition.MENTAL_HEALTH:
        share = p.enhanced_mental_health
    elif condition == Condition.MUSCULOSKELETAL:
        share = p.enhanced_musculoskeletal
    elif condition == Condition.NEUROLOGICAL:
        share = p.enhanced_neurological
    return min(1.0, share * (system.enhanced_severe if is_severe else system.enhanced_others))


@rule
def share_below_four(condition: int, rate: int, p: Points) -> float:
    """Return the share of daily living awards without four points in any activity, by main condition and rate."""
    is_enhanced = rate == PipRate.ENHANCED
    if condition == Condition.MENTAL_HEALTH:
        return p.below_four_mental_health_enhanced if is_enhanced else p.below_four_mental_health_standard
    if condition == Condition.MUSCULOSKELETAL:
        return p.below_four_musculoskeletal_enhanced if is_enhanced else p.below_four_musculoskeletal_standard
    if condition == Condition.NEUROLOGICAL:
        return p.below_four_neurological_enhanced if is_enhanced else p.below_four_neurological_standard
    return p.below_four_other_physical_enhanced if is_enhanced else p.below_four_other_physical_standard


@rule
def needs_four_points(since: int, is_award: bool, p: DisabilityBenefitSystem) -> bool:
    """Say whether the four-point rule tests a claim made, or an award reviewed, in the month `since`."""
    return bool(since >= p.four_point_rule_from and (p.four_point_at_reviews or not is_award))


@rule
def share_found_at_four(daily_living_points: int, months: int, p: Points) -> float:
    """Return the share of people below four points in each activity who are found at four, `months` into the rule.

    From `found_at_once` to `found_in_the_end`, exponential, with five activities scored; each more or fewer counts as
    a further chance of the same size, 1 − (1 − share)^(activities ÷ 5). For decisions; appeals are apart.
    Source: shares who came to pass after five earlier changes of PIP and the WCA, in `points.found_*`.
    """
    settled = 1.0 - exp(-months / p.found_months)
    share = p.found_at_once + (p.found_in_the_end - p.found_at_once) * settled
    activities = daily_living_points // TWO_POINTS
    return float(1.0 - (1.0 - share) ** (activities / USUAL_ACTIVITIES))


@rule
def spread(months: int, share: float) -> int:
    """Return a length from two-thirds to four-thirds of a mean, by a share of 0 to 1; the even spread is assumed."""
    return int(months * (SHORTEST_SHARE + SHORTEST_SHARE * share))


@rule
def months_of_new_award(share: float, is_25: bool, p: DisabilityBenefitSystem) -> int:
    """Return the months from a new award to its review: short, longer or ongoing by published shares.

    From age 25 no fewer than the shortest in force. `share` is a draw from 0 to 1.
    """
    fixed = 1.0 - p.award_ongoing_share
    if share < p.award_short_share:
        months = spread(p.award_short_months, share / p.award_short_share)
    elif share < fixed:
        months = spread(p.award_longer_months, (share - p.award_short_share) / (fixed - p.award_short_share))
    else:
        months = p.award_ongoing_months
    return max(months, p.award_shortest_months) if is_25 else months


@rule
def months_of_renewed_award(share: float, is_25: bool, p: DisabilityBenefitSystem) -> int:
    """Return the months from one review to the next, from age 25 no fewer than the shortest in force."""
    months = spread(p.award_renewed_months, share)
    return max(months, p.award_shortest_renewed_months) if is_25 else months
