"""The rates of 2025-26 and 2026-27, and households to lay before them."""

from __future__ import annotations

from typing import Any, cast

from welfsim.awards.household import NO_ADULT, Adult, Household
from welfsim.months import month
from welfsim.policy import current_law, resolve
from welfsim.vocabulary.parameters import Policy

APRIL_2025 = month(2025, 4)
RATES_2025 = cast("Policy", resolve(current_law(), [], APRIL_2025, 1)[0])
RATES_2026 = cast("Policy", resolve(current_law(), [], month(2026, 4), 1)[0])


def adult(**differs: Any) -> Adult:
    """Return an adult of 25 or over, present, out of work and without anything else, but for what differs."""
    return NO_ADULT._replace(is_present=True)._replace(**differs)


def household(first: Adult | None = None, second: Adult = NO_ADULT, **differs: Any) -> Household:
    """Return a unit without children, rent or savings, but for what differs."""
    return Household(first or adult(), second, 0, 0, 0, 0, 0, 0, False, 0, 0, 0, 0)._replace(**differs)
