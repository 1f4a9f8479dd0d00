"""What can go wrong, in the analyst's words: where, what, why, and what next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


MOST_FAULTS = 20
"""So many faults are shown; the number of the others is said."""

LONGEST_SHOWN = 60


def together(faults: Sequence[str]) -> str:
    """Join all faults of one file into one message, an empty line between them."""
    return "\n\n".join(faults)


def shortened(written: object, longest: int = LONGEST_SHOWN) -> str:
    """Write what a user wrote on one line: cut when long, a character that cannot be shown replaced."""
    if written is None or written == "":
        return "nothing"
    if isinstance(written, bool):
        return "true" if written else "false"
    if isinstance(written, Mapping):
        return "a block of keys and values"
    try:
        text = str(written)
    except ValueError:
        return "a number of thousands of digits"
    text = text if len(text) <= longest else f"{text[: longest - 1]}…"
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)


def nearest(name: object, known: Sequence[str]) -> str:
    """Return a line that asks whether the nearest known name is meant, or nothing when none is near."""
    near = did_you_mean(str(name), known)
    return f"\nDid you mean {near}?" if near else ""


def did_you_mean(name: str, known: Sequence[str]) -> str:
    """Return the nearest known name to `name`, or an empty string when nothing is near."""
    if len(name) > LONGEST_SHOWN:
        return ""
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    return near[0] if near else ""
