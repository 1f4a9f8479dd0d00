"""What can go wrong, in the analyst's words: where, what, why, and what next."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches


class WelfsimError(Exception):
    """A fault that the user can mend; shown without a traceback."""


class ScenarioError(WelfsimError):
    """A scenario file or option that cannot be carried out as written."""


class PolicyError(WelfsimError):
    """A law file that is incomplete, undeclared, out of bounds or unreadable."""


class PopulationError(WelfsimError):
    """A population that cannot be built or read."""


class HouseholdError(WelfsimError):
    """A household that cannot exist, or is described in words that are not known."""


class ResultsError(WelfsimError):
    """Results that cannot be written, read or compared."""


class PenceWarning(UserWarning):
    """An amount of another size than the law's: written in pounds, perhaps, where pence are read."""


def together(faults: Sequence[str]) -> str:
    """Join all faults of one file into one message, an empty line between them."""
    return "\n\n".join(faults)


def did_you_mean(name: str, known: Sequence[str]) -> str:
    """Return the nearest known name to `name`, or an empty string when nothing is near."""
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    return near[0] if near else ""
