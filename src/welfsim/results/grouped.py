"""The lines of people by groups of people: what a run with `by` finds in addition to its accounts by district."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from welfsim.vocabulary.accounts import LINES, shape_of

Counts = NDArray[np.int64]

LINES_OF_PEOPLE = tuple(name for name, line in LINES.items() if line.is_of_people)
"""Stocks, flows and pounds that are counted person by person or unit by unit; coach time and its cost are not."""


@dataclass(frozen=True, eq=False)
class Grouped:
    """Accounts by groups of people, Great Britain.

    Parameters
    ----------
    by
        The names of the groupings.
    labels
        What each group is called, a text for each grouping.
    accounts
        For each line of people its values, in real people and pence, by replication, month, group and codes. Over the
        groups they add up to the accounts by district.
    """

    by: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]
    accounts: Mapping[str, Counts]

    def of(self, group: int) -> dict[str, Counts]:
        """Return the accounts of one group as if it were a district; lines that are of no people are zero."""
        alone = {name: cells[:, :, group : group + 1] for name, cells in self.accounts.items()}
        some = next(iter(alone.values())).shape[:3]
        return {
            name: alone[name] if name in alone else np.zeros((*some, *shape_of(line)), np.int64)
            for name, line in LINES.items()
        }
