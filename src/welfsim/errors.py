"""What can go wrong, in the analyst's words: where, what, why, and what next."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

NO_ROOM = ("failed to map segment", "annot allocate memory", "can't start new thread")
"""What the system says where a library or a thread finds no memory."""


class WelfsimError(Exception):
    """A fault that the user can mend; shown without a traceback."""


class ScenarioError(WelfsimError):
    """A scenario file or option that cannot be carried out as written."""


class PolicyError(WelfsimError):
    """A law file that is incomplete, undeclared, out of bounds or unreadable."""


class PopulationError(WelfsimError):
    """A population that cannot be built or read."""


class MemoryShortError(WelfsimError):
    """More people than the memory of this machine holds."""


class HouseholdError(WelfsimError):
    """A household that cannot exist, or is described in words that are not known."""


class ResultsError(WelfsimError):
    """Results that cannot be written, read or compared."""


class ClusterError(WelfsimError):
    """A cluster that cannot be reached or would find other results."""


class TargetsError(WelfsimError):
    """A table of published figures that cannot be read, or counts otherwise than what it is held against."""


class PenceWarning(UserWarning):
    """An amount of another size than the law's: written in pounds, perhaps, where pence are read."""


MOST_FAULTS = 20
"""So many faults are shown; the number of the others is said."""


def together(faults: Sequence[str]) -> str:
    """Join all faults of one file into one message, an empty line between them."""
    return "\n\n".join(faults)


def is_memory_shortage(error: BaseException) -> bool:
    """Say whether an error, or one that led to it, comes of too little memory, whatever it is called."""
    if isinstance(error, MemoryError) or getattr(error, "errno", None) == errno.ENOMEM:
        return True
    if isinstance(error, OSError | ImportError | RuntimeError) and any(words in str(error) for words in NO_ROOM):
        return True
    before = error.__cause__ or error.__context__
    return before is not None and is_memory_shortage(before)


@contextmanager
def room_for(people: int) -> Iterator[None]:
    """Say how many people were asked for if the memory does not hold them.

    Raises
    ------
    MemoryShortError
        Instead of what Python, a library or the system calls it.
    """
    try:
        yield
    except Exception as error:
        if not is_memory_shortage(error):
            raise
        raise MemoryShortError(
            f"{people:,} people were asked for\n  There is not enough memory for them. Ask for fewer: --people N"
        ) from error
