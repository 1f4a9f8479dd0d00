"""What the model's behaviour gives for each check that evidence or reason asks of it, with its interval, inside or not.

``behaviour()`` runs all checks and returns a frame. Each check is a small function of the files ``behaviour_*``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

import pandas as pd

from welfsim.errors import ScenarioError, together
from welfsim.experiments.behaviour_known import OTHER_SEEDS, check_known_world
from welfsim.experiments.behaviour_levers import ABSURD, check_absurd
from welfsim.experiments.behaviour_nouns import Finding
from welfsim.experiments.behaviour_people import check_label, check_requirements
from welfsim.experiments.behaviour_reduced import check_closed_form
from welfsim.experiments.behaviour_reforms import (
    check_cut,
    check_displacement,
    check_fit_notes,
    check_four_points,
    check_health,
)
from welfsim.experiments.behaviour_stays import check_composition, check_found_fit
from welfsim.experiments.behaviour_trials import check_coaches, check_meetings
from welfsim.experiments.behaviour_worlds import Size, World, group_of, worlds
from welfsim.simulation import Progress
from welfsim.vocabulary.limits import LARGEST_SEED, MOST_PEOPLE

FEWEST = 5_000
QUICK = Size(10_000, 2)
COLUMNS = ("check", "what", "evidence", "source", "low", "high", "model", "least", "most")

TITLES: Mapping[int, str] = {
    1: "A label alone moves nobody into work",
    2: "Half the fit notes: who is not on UC health does not work instead",
    3: "A cut like that of 2017",
    4: "Money and labels do not heal",
    5: "Four points for PIP: losers are not searchers",
    6: "Trials come out again",
    7: "Each group's entry stays as it was built",
    8: "Displacement, both ways",
    9: "A search requirement for parents who had none",
    10: "Closed form and a million people agree",
    11: "A known world found again from its aggregates",
    12: "Where people go who are found fit for work",
    ABSURD: "Absurd levers",
}


class Bench:
    """What the checks run on."""

    def __init__(self, size: Size) -> None:
        self.size = size

    @cached_property
    def worlds(self) -> list[World]:
        """A world for each replication."""
        return worlds(self.size)

    @property
    def first(self) -> World:
        """The world of the first replication, for checks in which luck has no part."""
        return self.worlds[0]


def _trials(bench: Bench) -> list[Finding]:
    law = bench.first.law()
    coaches = check_coaches(group_of(law, "employment"), group_of(law, "coaching"))
    return [*coaches, *check_meetings(bench.first)]


CHECKS: Mapping[int, Callable[[Bench], list[Finding]]] = {
    1: lambda bench: check_label(bench.first),
    2: lambda bench: check_fit_notes(bench.worlds),
    3: lambda bench: check_cut(bench.worlds),
    4: lambda bench: check_health(bench.worlds),
    5: lambda bench: check_four_points(bench.worlds),
    6: _trials,
    7: lambda bench: check_composition(bench.size),
    8: lambda bench: check_displacement(bench.worlds),
    9: lambda bench: check_requirements(bench.first),
    10: lambda bench: check_closed_form(group_of(bench.first.law(), "employment")),
    11: lambda bench: check_known_world(bench.size),
    12: lambda bench: check_found_fit(bench.worlds),
    ABSURD: lambda bench: check_absurd(bench.worlds),
}


def findings(size: Size, checks: Sequence[int] = (), progress: Progress | None = None) -> Iterator[Finding]:
    """Run some checks, or all, and yield what each finds."""
    bench, asked = Bench(size), checks or list(CHECKS)
    for number in asked:
        yield from CHECKS[number](bench)
        if progress is not None:
            progress(1 / len(asked))


def frame_of(found: Sequence[Finding]) -> pd.DataFrame:
    """Return findings as a frame, a row each."""
    frame = pd.DataFrame([each[: len(COLUMNS)] for each in found], columns=list(COLUMNS))
    return frame.assign(inside=[str(each.verdict) for each in found])


def size_of(people: int | None, replications: int | None, seed: int | None, threads: int | None, quick: bool) -> Size:
    """Return the size that is asked for.

    Raises
    ------
    ScenarioError
        If a number is out of range.
    """
    base = QUICK if quick else Size()
    size = Size(
        base.people if people is None else people,
        base.replications if replications is None else replications,
        base.seed if seed is None else seed,
        threads or 0,
    )
    asked = (
        ("people", size.people, FEWEST, MOST_PEOPLE),
        ("replications", size.replications, 1, OTHER_SEEDS),
        ("seed", size.seed, 0, LARGEST_SEED - 2 * OTHER_SEEDS),
    )
    faults = [
        f"--{name} {value}\n  Write a number from {low:,} to {high:,}."
        for name, value, low, high in asked
        if not low <= value <= high
    ]
    if faults:
        raise ScenarioError(together(faults))
    return size


def refuse_unknown(checks: Sequence[int]) -> None:
    """Refuse checks that there are not.

    Raises
    ------
    ScenarioError
        With each of them.
    """
    unknown = [f"--check {number}\n  Write a number from 1 to {ABSURD}." for number in checks if number not in CHECKS]
    if unknown:
        raise ScenarioError(together(unknown))


def behaviour(
    checks: Sequence[int] = (),
    *,
    people: int | None = None,
    replications: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    quick: bool = False,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Run checks on behaviour and return what each finds.

    Parameters
    ----------
    checks
        Their numbers, 1 to 13; all unless given.
    people, replications, seed
        Size of each population, from 5,000, since smaller ones have empty groups; how many populations, each with its
        own luck; and the seed of the first. 50,000 people and 4 unless given, which takes some minutes.
    quick
        10,000 people and 2 replications unless given: shows the table, and leaves much of it not sure.
    progress
        Called with each share of the work that is done.

    Returns
    -------
    pandas.DataFrame
        For each line of a check what is measured, the evidence and its source, the ends of what counts as inside, what
        the model gives, its 95% interval through luck, and `inside`: yes, no, not sure (the interval reaches over an
        end), or shown (there is no end). Check 13 are the absurd levers.

    Raises
    ------
    ScenarioError
        If a number is out of range.
    """
    refuse_unknown(checks)
    size = size_of(people, replications, seed, threads, quick)
    return frame_of(list(findings(size, checks, progress)))
