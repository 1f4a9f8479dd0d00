"""What the files of a run hold, read and held against the scenario and the lines of this version."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.errors import ResultsError, together
from welfsim.results.storage.accounts import Counts, Kept, Lines, name_faults, open_accounts, place_accounts
from welfsim.results.storage.files import ACCOUNTS_FILE, PROVENANCE_FILE, fault, read_provenance

Size = tuple[int, list[str]]
"""The replications and the months of a scenario."""


class Stored(NamedTuple):
    """What a run has stored with its scenario: each line is replications × months × districts × cells."""

    accounts: dict[str, Counts]
    districts: tuple[str, ...]
    prices: NDArray[np.float64]
    grossing: int
    provenance: dict[str, Any]


def read_stored(folder: Path, size: Size | None, lines: Lines) -> Stored:
    """Read the accounts and the provenance of a run.

    Parameters
    ----------
    size
        That of the run's scenario; none if the scenario cannot be read.
    lines
        The lines of this version; those of the file are read by their names.

    Raises
    ------
    ResultsError
        With all that is wrong in both files together.
    """
    known, _ = read_provenance(folder)
    prices, grossing = known.pop("prices", None), known.pop("grossing", None)
    faults = [fault(folder / PROVENANCE_FILE, text) for text in _known_faults(prices, grossing, size)]
    accounts: dict[str, Counts] = {}
    try:
        kept = open_accounts(folder / ACCOUNTS_FILE)
    except ResultsError as error:
        raise ResultsError(together([*faults, str(error)])) from None
    wrong = [*_size_faults(kept, size), *name_faults(kept, lines)]
    if size is not None and not wrong:
        accounts, wrong = place_accounts(kept, lines)
    faults += [fault(folder / ACCOUNTS_FILE, text) for text in wrong]
    if faults:
        raise ResultsError(together(faults))
    return Stored(accounts, tuple(kept.districts), np.array(prices, np.float64), int(grossing), known)


def _known_faults(prices: object, grossing: object, size: Size | None) -> Iterator[str]:
    """Say what is wrong with the prices and the grossing of a run."""
    if not isinstance(grossing, int) or isinstance(grossing, bool) or grossing < 1:
        yield f"grossing is the number of real people that a row represents, from 1; it is {grossing!r}."
    if not isinstance(prices, list) or not all(isinstance(price, float) and 0 < price < inf for price in prices):
        yield "prices are a list of numbers above 0, one a month."
    elif size is not None and len(prices) != len(size[1]):
        yield f"There are prices of {len(prices)} months; the scenario has {len(size[1])}."


def _size_faults(kept: Kept, size: Size | None) -> Iterator[str]:
    """Say where the size of the accounts is not that of the scenario."""
    if size is None:
        return
    replications, months = size
    if kept.replications != replications:
        yield f"There are accounts of {kept.replications} replications; the scenario has {replications}."
    if kept.months != months:
        yield f"There are accounts of {_span(kept.months)}; the scenario runs {_span(months)}."


def _span(months: list[str]) -> str:
    return f"{months[0]} to {months[-1]} ({len(months)} months)"
