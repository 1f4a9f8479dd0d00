"""Absurd levers: what must not happen whatever is done, with the sign and the bound that an economist would expect."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from welfsim.experiments.behaviour_nouns import INFINITE, Ask, Finding, Floats
from welfsim.experiments.behaviour_reforms import lived_with
from welfsim.experiments.behaviour_worlds import FROM, Lived, Policies, World, in_work, on_health, scaled
from welfsim.months import MONTHS_A_YEAR
from welfsim.results.table import is_nobody
from welfsim.vocabulary.accounts import LINES
from welfsim.vocabulary.fields import Measure

ABSURD = 13
"""Number of the absurd levers among the checks."""
PENCE_A_BILLION = 1e11
CREDIT = (
    "standard_single_under_25",
    "standard_single",
    "standard_couple_under_25",
    "standard_couple",
    "child_first_before_2017",
    "child",
    "carer",
    "lcw",
    "lcwra_protected",
    "lcwra_new",
)
ESA = (
    "personal_allowance",
    "personal_allowance_under_25",
    "income_related_single",
    "income_related_couple",
    "support_component",
)
SHARES_OF_CAPABILITY = tuple(
    f"{group}_share_{severity}" for group in ("lcwra", "lcw") for severity in ("mild", "work_limiting", "severe")
)
MEASURES = ("people in work, %", "people on UC health, %", "net cost in 2030-31, £bn")


class Lever(NamedTuple):
    """One absurd lever: what it changes, and for each measure the ends of what may come of it, and why."""

    name: str
    change: Callable[[Policies], None]
    bounds: tuple[tuple[float, float], ...]
    why: tuple[str, ...]


def no_coaches(law: Policies) -> None:
    """Take every coach away."""
    scaled(law, "coaching", 0.0, "coaches_in_post")


def ten_times_the_coaches(law: Policies) -> None:
    """Put ten times as many coaches in post."""
    scaled(law, "coaching", 10.0, "coaches_in_post", "coaches_on_health")


def benefits(law: Policies, ratio: float) -> None:
    """Multiply all amounts of Universal Credit, ESA, PIP and ADP and of carers."""
    scaled(law, "universal_credit", ratio, *CREDIT)
    scaled(law, "employment_support_allowance", ratio, *ESA)
    scaled(law, "carers", ratio, "allowance")
    names = law["disability_rates"].dtype.names
    assert names is not None
    scaled(law, "disability_rates", ratio, *names)


def no_benefit(law: Policies) -> None:
    """Pay nothing to anybody, rent included: all savings are above the limit."""
    benefits(law, 0.0)
    law["universal_credit"]["capital_upper_limit"][FROM:] = -1


def double_benefit(law: Policies) -> None:
    """Pay twice as much."""
    benefits(law, 2.0)


def all_found_fit(law: Policies) -> None:
    """Find everyone fit for work whom an assessment decides on."""
    scaled(law, "assessment", 0.0, *SHARES_OF_CAPABILITY)


LEVERS = (
    Lever(
        "No coaches",
        no_coaches,
        ((-2.0, 0.2), (-3.0, 3.0), (-4.0, 6.0)),
        ("no more: a tenth less entry of searchers", "next to none", "their pay, less what they bring"),
    ),
    Lever(
        "Ten times the coaches",
        ten_times_the_coaches,
        ((-0.2, 2.0), (-10.0, 3.0), (0.0, 15.0)),
        ("no fewer: entry is capped", "next to none", "nine times their pay, less what they bring"),
    ),
    Lever(
        "No benefit",
        no_benefit,
        ((0.0, 6.0), (-101.0, -90.0), (-INFINITE, -100.0)),
        ("more: work pays, and there is no other income", "almost nobody", "all of UC, PIP and ESA"),
    ),
    Lever(
        "Double benefit",
        double_benefit,
        ((-6.0, 0.5), (0.0, 60.0), (100.0, INFINITE)),
        ("no more: work pays less", "more, elasticity 0.15", "as much again, and more claims"),
    ),
    Lever(
        "All found fit",
        all_found_fit,
        ((-0.5, 3.0), (-100.0, -5.0), (-30.0, 0.0)),
        ("next to none: a label has little power", "fewer; awards of before and won disputes stay", "less"),
    ),
)


def net_cost(lived: Lived, grossing: int) -> float:
    """Return the net cost of the last year in £ billion."""
    total = 0.0
    for name, line in LINES.items():
        if line.measure == Measure.PENCE and line.spending:
            cells = lived.accounts[name][-MONTHS_A_YEAR:].sum(axis=(0, 1)).reshape(-1)
            counted = [cell for cell in range(cells.size) if not is_nobody(name, cell)]
            total += line.spending * float(cells[counted].sum()) * (grossing if line.grossed else 1)
    return total / PENCE_A_BILLION


def measures(lived: Lived, grossing: int) -> Floats:
    """Return people in work and on UC health at the end, in rows, and the net cost of the last year."""
    return np.array([in_work(lived)[-1], on_health(lived)[-1], net_cost(lived, grossing)])


def pulled(lever: Lever, worlds: Sequence[World]) -> list[Finding]:
    """Return what a lever does to each measure."""
    moved = []
    for world in worlds:
        after, before = (measures(run, world.grossing) for run in (lived_with(world, lever.change), world.baseline))
        moved.append([*(100 * (after[:2] / before[:2] - 1)), after[2] - before[2]])
    asks = [
        Ask(ABSURD, f"{lever.name}: {what}", why, "by design", *ends, digits=digits)
        for what, why, ends, digits in zip(MEASURES, lever.why, lever.bounds, (2, 0, 1), strict=True)
    ]
    return [ask.over(values) for ask, values in zip(asks, np.transpose(moved).tolist(), strict=True)]


def check_absurd(worlds: Sequence[World]) -> list[Finding]:
    """Pull every absurd lever."""
    return [line for lever in LEVERS for line in pulled(lever, worlds)]
