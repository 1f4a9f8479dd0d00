"""The columns of districts: their shares of what is scarce, and what one month leaves to the next."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.vocabulary.codes import (
    CoachUse,
    Nation,
    Programme,
    Region,
)
from welfsim.vocabulary.fields import (
    Column,
    Int8,
    Unit,
)


class Districts(NamedTuple):
    """One row a district: what carries over from month to month between its people."""

    first_person: Annotated[NDArray[np.int64], Column("Row of its first person", "population", Unit.COUNT)]
    end_person: Annotated[NDArray[np.int64], Column("Row behind its last person", "population", Unit.COUNT)]
    nation: Annotated[Int8, Column("Nation", "population", codes=Nation)]
    region: Annotated[
        Int8, Column("Region; a nation merged whole has its last region's, never London's", "population", codes=Region)
    ]
    own_law: Annotated[
        Int8, Column("Which of a scenario's laws holds for the district; 0 the one for all", "population", Unit.COUNT)
    ]
    share_of_coaches: Annotated[
        NDArray[np.float64], Column("Share of Great Britain's coaches", "population", Unit.SHARE)
    ]
    share_of_searchers: Annotated[
        NDArray[np.float64],
        Column("Share of Great Britain's people in intensive search at the start", "population", Unit.SHARE),
    ]
    employment_rate: Annotated[
        NDArray[np.float64],
        Column("Employment rate at 16 to 64 of its region (LFS, October to December 2025)", "population", Unit.SHARE),
    ]
    share_of_jobless: Annotated[
        NDArray[np.float64],
        Column("Share of Great Britain's people out of work at the start", "population", Unit.SHARE),
    ]
    share_of_assessors: Annotated[
        NDArray[np.float64], Column("Share of Great Britain's assessment capacity", "population", Unit.SHARE)
    ]
    share_of_places: Annotated[
        NDArray[np.float64],
        Column(
            "Share of a programme's places if it ran everywhere, by programme", "population", Unit.SHARE, by=Programme
        ),
    ]
    courses_carried: Annotated[
        NDArray[np.int64],
        Column("Health-support minutes short of one course, carried over", "processes.coaching", Unit.MINUTES),
    ]
    assessments_carried: Annotated[
        NDArray[np.int64], Column("Assessments short of one row, carried over", "processes.assessment", Unit.COUNT)
    ]
    reassessments_carried: Annotated[
        NDArray[np.int64], Column("Reassessments short of one row, carried over", "processes.assessment", Unit.COUNT)
    ]
    kept_carried: Annotated[
        NDArray[np.int64],
        Column(
            "Assessments kept for reassessments, short of one row, carried over", "processes.assessment", Unit.COUNT
        ),
    ]
    called_carried: Annotated[
        NDArray[np.int64],
        Column(
            "Reassessments kept for people whose prognosis is over, short of one row",
            "processes.assessment",
            Unit.COUNT,
        ),
    ]
    pip_carried: Annotated[
        NDArray[np.int64], Column("PIP decisions short of one row, carried over", "processes.disability", Unit.COUNT)
    ]
    pip_reviews_carried: Annotated[
        NDArray[np.int64],
        Column("PIP decisions kept for reviews, short of one row, carried over", "processes.disability", Unit.COUNT),
    ]
    pip_reviews_reached: Annotated[
        NDArray[np.int64], Column("PIP reviews that this month's capacity reaches", "processes.disability", Unit.COUNT)
    ]
    places_carried: Annotated[
        NDArray[np.int64],
        Column("Programme places short of one row, by programme", "processes.support", Unit.COUNT, by=Programme),
    ]
    search_share: Annotated[
        NDArray[np.float64],
        Column(
            "Coach minutes given as a share of those due, by use; in search, to those past their third month",
            "processes.coaching",
            Unit.SHARE,
            by=CoachUse,
        ),
    ]
    early_extra: Annotated[
        NDArray[np.float64],
        Column(
            "What searchers in their first three months get above that share, by use",
            "processes.coaching",
            Unit.SHARE,
            by=CoachUse,
        ),
    ]
    earmarked_share: Annotated[
        NDArray[np.float64],
        Column(
            "Share of what searchers with earmarked coaches still lack that these give",
            "processes.coaching",
            Unit.SHARE,
        ),
    ]
    earmarked_carried: Annotated[
        NDArray[np.int64],
        Column("Earmarked minutes short of one course, carried over", "processes.coaching", Unit.MINUTES),
    ]
    job_multiplier: Annotated[
        NDArray[np.float64],
        Column("Multiplier on unsupported entry hazards through displacement", "rules.displacement", Unit.RATIO),
    ]
    chances_before: Annotated[
        NDArray[np.float64],
        Column(
            "Jobs expected to start this month under the baseline, in rows; below 0 without one to compare with",
            "rules.displacement",
            Unit.COUNT,
        ),
    ]
