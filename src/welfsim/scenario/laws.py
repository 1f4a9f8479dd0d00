"""The parameters of a scenario month by month, for everybody and for each group of people that has its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from welfsim.policy import current_law, resolve
from welfsim.scenario.model import Scenario


def laws_of(scenario: Scenario) -> Iterator[np.recarray[Any, Any]]:
    """Yield the parameters of each month: for everybody, then for each group as if nobody were in another too.

    Amounts of the country that are divided among districts are as written, not as the places of a group have them.

    Raises
    ------
    PolicyError
        With the faults of the changes.
    """
    changes, programmes = scenario.changes(), scenario.own_programmes()
    yield resolve(current_law(), changes, scenario.start, scenario.months, programmes)
    for group in scenario.own_groups():
        yield resolve(current_law(), (*changes, *group.changes), scenario.start, scenario.months, programmes)
