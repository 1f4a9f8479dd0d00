"""The model begun in April 2023 and run to June 2025, held against what was published of those months.

The figures are in ``data/backtest.csv``, a table of targets whose rows of earlier months are what the two rules without
a model go by. People are built for April 2023 and live under the law of the time, coaches and the move of
income-related ESA among it. Parameters are those of the model as it is: no calibrated package.
"""

from __future__ import annotations

from welfsim.experiments.targets.table import read_targets
from welfsim.experiments.targets.target import Target
from welfsim.experiments.validate import Validation, validate
from welfsim.months import month
from welfsim.scenario import read_scenario
from welfsim.shipped import data_folder
from welfsim.simulation import Progress

FILE = "backtest.csv"
START, MONTHS = month(2023, 4), 27
SCENARIO = "baseline"

CARRIED_BACK = (
    "families on Universal Credit by type, children and district, nil awards, carers and housing (April and May 2025, "
    "scaled to the people on Universal Credit of the month)",
    "regimes and lengths of search (2024)",
    "people with PIP by rate, condition and region (2025, scaled to all of April 2023)",
    "new-style ESA on Universal Credit and credits only, and groups of ESA (2025)",
    "people by age, sex and district (mid-2024, all scaled by the people of 16 to 64 of the Labour Force Survey), "
    "disability and tenure (census of 2021)",
    "queues and disputes of assessments (2024 and 2025), and every number that the build assumes",
)
"""What is not published of April 2023, or not gathered, and is therefore that of a later month."""

PEEKED = (
    "people on ESA between August 2022 and August 2023, on income-related ESA between April 2022 and October 2023, and "
    "on Universal Credit between January and August 2023: the month of the start lies on a straight line between two "
    "published figures, of which the second is later",
    "hazards and shares of decisions: most were set from figures of 2023 to 2025, so the parameters have seen some of "
    "the months that they predict",
)
"""What the start and the parameters know of the months that are predicted."""

MISSING = (
    "the move of people from tax credits and Housing Benefit to Universal Credit, some million people by April 2025; "
    "the line without moves takes them off what was published. In the model whoever is entitled may claim, and did "
    "not have tax credits instead, so part of the move happens by itself, and early",
)
"""Events of these months that the model does not have."""


def targets() -> list[Target]:
    """Return the figures of the months of the backtest, and those before from which the rules go on.

    Raises
    ------
    TargetsError
        With all faults of the file together.
    """
    return read_targets(data_folder() / FILE)


def backtest(
    people: int,
    replications: int,
    seed: int = 1,
    times: int = 0,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Validation:
    """Run the model over the months of the backtest and hold it against what was published.

    Parameters
    ----------
    people, replications, seed
        Those of the run.
    times
        Draws of all parameters from their ranges, whose spread is then in the intervals; none if 0.
    """
    scenario = read_scenario(SCENARIO).with_options(
        people=people, replications=replications, seed=seed, start=START, months=MONTHS
    )
    return validate(scenario, targets(), times=times, threads=threads, progress=progress)
