"""The state of the population: two tables of columns, and the clock and spans that walk them.

Rows of one benefit unit are neighbours; rows of one district are contiguous. A month column holds an absolute
month (see ``months``) and 0 for never. Nothing ticks: what happens later is stored as the month it happens.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.codes import (
    JobAge,
    Response,
    WorkStatus,
)
from welfsim.vocabulary.districts import Districts
from welfsim.vocabulary.fields import (
    Bool,
    Column,
    Float32,
    Int8,
    Int16,
    Int32,
    Unit,
    as_table,
    copy_table,
    empty_columns,
)
from welfsim.vocabulary.persons import Persons


class Responses(NamedTuple):
    """What each response of a person came to when last asked: a row a person, or no rows where nobody wants to know."""

    number: Annotated[
        NDArray[np.float64],
        Column("The number of a response; not a number if never asked", "rules.responses", Unit.RATIO, by=Response),
    ]


def no_responses() -> Responses:
    """Return a table of responses without rows."""
    return as_table(Responses, empty_columns(Responses, 0))


class State(NamedTuple):
    """All that changes from month to month.

    `responses` are written down as they are asked, if there are rows for them. `reference` are those of a baseline on
    the same people, which may be held in their place.
    """

    person: Persons
    unit: BenefitUnits
    district: Districts
    responses: Responses
    reference: Responses

    def copy(self) -> State:
        """Return a state that shares nothing with this one but the reference."""
        person, unit, district = copy_table(self.person), copy_table(self.unit), copy_table(self.district)
        return State(person, unit, district, copy_table(self.responses), self.reference)


def state_of(person: Persons, unit: BenefitUnits, district: Districts) -> State:
    """Return the state of some people whose responses nobody writes down or holds."""
    return State(person, unit, district, no_responses(), no_responses())


class Effects(NamedTuple):
    """What a reform does to each person's work, next to the baseline: a row a person, kept while both are run."""

    more: Annotated[
        Float32,
        Column(
            "Chance of a job with the reform alone less that of one without it alone, by age of that job",
            "processes.work_effects",
            Unit.SHARE,
            by=JobAge,
        ),
    ]
    has_more: Annotated[Bool, Column("Whether any such chance was ever added", "processes.work_effects")]
    group: Annotated[
        Int8, Column("Group when last out of work; off benefit if never", "processes.work_effects", codes=WorkStatus)
    ]
    cost: Annotated[Int32, Column("What a job adds to public spending", "processes.work_effects", Unit.PENCE_A_MONTH)]
    cost_month: Annotated[Int16, Column("Month in which that was found", "processes.work_effects", Unit.MONTH)]


class Clock(NamedTuple):
    """Which month it is, whose luck is drawn, how many real people a row represents, and what is held.

    `held` has a bit for each `Part` in which the reference takes the place of people's own answers.
    """

    month: int
    start: int
    key: int
    grossing: int
    held: int = 0


class Span(NamedTuple):
    """The rows that one call of a kernel walks; ends are exclusive."""

    first_person: int
    end_person: int
    first_unit: int
    end_unit: int
    first_district: int
    end_district: int
