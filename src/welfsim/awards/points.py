"""What daily living points bring (Social Security (PIP) Regulations 2013 reg 5)."""

from __future__ import annotations

from welfsim.compiled import rule
from welfsim.vocabulary.codes import PipRate
from welfsim.vocabulary.parameters import DisabilityBenefitSystem

ENHANCED_FROM = 12
FOUR_POINTS = 4
SHORTEST_SHARE = 0.5  # of the mean length of an award

_STANDARD = int(PipRate.STANDARD)
_ENHANCED = int(PipRate.ENHANCED)


@rule
def daily_living_rate(points: int) -> int:
    """Return the daily living rate of a person whose claim is allowed: enhanced from 12 points, else standard."""
    return _ENHANCED if points >= ENHANCED_FROM else _STANDARD


@rule
def is_barred_by_four_points(top_activity_points: int, p: DisabilityBenefitSystem) -> bool:
    """Say whether the four-point rule, when in force, refuses daily living."""
    return p.four_point_rule > 0.0 and top_activity_points < FOUR_POINTS


@rule
def months_to_review(share: float, p: DisabilityBenefitSystem) -> int:
    """Return the months from a decision to the next review: from half to one and a half of the mean length.

    `share` is a draw from 0 to 1. Award lengths are published only in broad bands, so the even spread is an assumption.
    """
    return int(p.award_months * (SHORTEST_SHARE + share))
