"""The parameters of a scenario month by month, for everybody and for each group of people that has its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import numpy as np

from welfsim.policy import current_law, resolve
from welfsim.policy.own_laws import own_laws
from welfsim.scenario.model import Scenario
from welfsim.vocabulary.codes import Nation, Region
from welfsim.vocabulary.districts import Districts
from welfsim.vocabulary.fields import as_table, empty_columns

NATIONS = {Region.WALES: Nation.WALES, Region.SCOTLAND: Nation.SCOTLAND}


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


def refuse_out_of_place(scenario: Scenario) -> None:
    """Refuse a change for places that have no part in what is changed, without building any people.

    Raises
    ------
    PolicyError
        With the faults of all groups.
    """
    groups = scenario.own_groups()
    if groups:
        changes, programmes = scenario.changes(), scenario.own_programmes()
        own_laws(current_law(), changes, groups, scenario.start, scenario.months, programmes, _a_district_a_region())


def _a_district_a_region() -> Districts:
    """Return a district for each region, each with the same share of all that districts divide among them."""
    table: Any = as_table(Districts, empty_columns(Districts, len(Region)))
    table["region"] = list(Region)
    table["nation"] = [NATIONS.get(region, Nation.ENGLAND) for region in Region]
    for shared in ("share_of_coaches", "share_of_searchers", "share_of_assessors", "share_of_places"):
        table[shared] = 1.0 / len(Region)
    return cast("Districts", table)
