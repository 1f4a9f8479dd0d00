"""Shares moved by a ratio of their odds, which keeps them shares."""

from __future__ import annotations

from welfsim.compiled import rule


@rule
def with_odds(share: float, odds_ratio: float) -> float:
    """Return a share after its odds are multiplied: 1 stays 1, any other result is below 1, and a ratio of 1 changes
    nothing, to the last digit.
    """
    if share >= 1.0:
        return 1.0
    if odds_ratio == 1.0:
        return share
    odds = share / (1.0 - share) * odds_ratio
    return odds / (1.0 + odds)
