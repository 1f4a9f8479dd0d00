"""A population of a few rows, every column nought but for what a test sets."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from welfsim.draws import Domain, stream_key
from welfsim.policy import current_law, resolve
from welfsim.vocabulary.accounts import Accounts, empty_accounts
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.codes import Presence
from welfsim.vocabulary.districts import Districts
from welfsim.vocabulary.fields import as_table, empty_columns
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock, Span, State, state_of

Table = TypeVar("Table")


class Tiny(NamedTuple):
    """All that a kernel is called with."""

    state: State
    policy: Policy
    clock: Clock
    luck: NDArray[np.uint32]
    line: Accounts
    span: Span


def table(of: type[Table], rows: list[dict[str, Any]]) -> Table:
    """Return a table with the given cells, all others nought."""
    columns = empty_columns(of, len(rows))
    for row, cells in enumerate(rows):
        for name, value in cells.items():
            columns[name][row] = value
    return as_table(of, columns)


def tiny(month: int, *units: list[dict[str, Any]], nation: int = 0, luck: int = 0) -> Tiny:
    """Return one district in a month: each unit is its own cells and then those of its one or two adults.

    Adults are present unless said otherwise; everyone's luck is `luck` in every domain.
    """
    persons: list[dict[str, Any]] = []
    homes = []
    for j, (home, *adults) in enumerate(units):
        homes.append({"first_person": len(persons), "adults": len(adults), **home})
        persons += [
            {"person_id": len(persons) + k, "unit": j, "presence": Presence.PRESENT, **cells}
            for k, cells in enumerate(adults)
        ]
    return Tiny(
        state_of(
            table(Persons, persons),
            table(BenefitUnits, homes),
            table(Districts, [{"nation": nation, "end_person": len(persons)}]),
        ),
        cast("Policy", resolve(current_law(), [], month, 1)[0]),
        Clock(month, month, stream_key(1, 0), 1),
        np.full((len(Domain), len(persons)), luck, np.uint32),
        cast("Accounts", empty_accounts(1, 1)[0]),
        Span(0, len(persons), 0, len(homes), 0, 1),
    )
