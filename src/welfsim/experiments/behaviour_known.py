"""Check 11: a world of known behaviour, found again by the build's own solution from its aggregates alone.

The world differs from the model in the spread of employability, the effect of requirements and displacement. The
solution sees the mean entry of each group, that of searchers by months of search, and fit notes a month. It moves what
`composition.solve` moves, at each of some spreads; the spread whose searchers fall with time as the world's is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, cast

import numpy as np

from welfsim.experiments.behaviour_nouns import Ask, Finding, Floats
from welfsim.experiments.behaviour_worlds import START, Policies, Size, World
from welfsim.experiments.composition import Round, Seen, Target, flows_of, see, solve, targets
from welfsim.months import MONTHS_A_YEAR
from welfsim.population.assumptions import assumed
from welfsim.vocabulary.parameters import Policy

YEARS, ROUNDS, BANDS = 3, 2, 3
SPREAD, REQUIREMENT, DISPLACEMENT = 1.6, 2.0, 0.8  # of the known world
TRIED = (0.9, 1.9)  # spreads, between which both what is left and what is solved go along a line
OTHER_SEEDS = 100  # how far the world's people are from those of the solution


class Aggregates(NamedTuple):
    """What is seen of a world: groups with their mean entry, searchers' entry by months of search, fit notes."""

    aims: Sequence[Target]
    by_duration: Floats
    fit_notes: float


def aged(world: World, policies: Policies, spread: float) -> Round:
    """Return what a run of some years makes of a population whose employability has another spread."""
    state = world.population.state.copy()
    state.person.employability[:] *= spread / assumed("employability_sd")
    accounts = world.advance(state, policies, START)
    seen = see(state, cast("Policy", policies[-1]), START + policies.size)
    return Round(seen, seen, flows_of(accounts, YEARS, world.grossing))


def by_duration(seen: Seen) -> Floats:
    """Return searchers' mean entry by months of search."""
    return np.array([seen.mean(seen.searching(band)) for band in range(BANDS)])


def aggregates(found: Round) -> Aggregates:
    """Return what is seen of a round."""
    aims = [each._replace(hazard=found.first.mean(found.first.of(each.status, each.detail))) for each in targets()]
    return Aggregates([each for each in aims if each.hazard > 0], by_duration(found.first), found.flows["fit_notes"][0])


def known_world(world: World) -> tuple[Aggregates, Policies]:
    """Return what is seen of the known world, and its parameters."""
    law = np.repeat(world.law()[:1], YEARS * MONTHS_A_YEAR)
    law["employment"]["requirement_others"], law["employment"]["displacement"] = REQUIREMENT, DISPLACEMENT
    return aggregates(aged(world, law, SPREAD)), law


class Solution(NamedTuple):
    """What is left at a spread once all else is solved, and the logarithm of entry with requirements that solves it."""

    apart: float
    entry: float


def solved(world: World, seen: Aggregates, spread: float) -> Solution:
    """Solve a world at a spread; what is left is how much less searchers' entry falls with time than that seen."""
    law = np.repeat(world.law()[:1], YEARS * MONTHS_A_YEAR)
    found = aged(world, law, spread)
    for _ in range(ROUNDS):
        solve(law, found, seen.aims, seen.fit_notes)
        found = aged(world, law, spread)
    apart = np.log(by_duration(found.first) / seen.by_duration)
    return Solution(float(apart[0] - apart[-1]), entry_required(law))


def entry_required(policies: Policies) -> float:
    """Return the logarithm of the base hazard of entry times the effect of a requirement."""
    p = policies["employment"][0]
    return float(np.log(p["entry"] * p["requirement_others"]))


def found_again(tried: Sequence[Solution]) -> tuple[float, float]:
    """Return the spread at which nothing is left, and the logarithm of entry with requirements there."""
    low, high = tried
    place = low.apart / (low.apart - high.apart)
    return TRIED[0] + place * (TRIED[1] - TRIED[0]), low.entry + place * (high.entry - low.entry)


def check_known_world(size: Size) -> list[Finding]:
    """Find the known world again, as often as there are replications."""
    spreads, entries = [], []
    for r in range(size.replications):
        seen, truth = known_world(World(size.people, size.seed + OTHER_SEEDS + r, size.threads))
        world = World(size.people, size.seed + r, size.threads)
        spread, entry = found_again([solved(world, seen, spread) for spread in TRIED])
        spreads.append(spread)
        entries.append(float(np.exp(entry - entry_required(truth))))
    central = world.law()["employment"][0]
    nothing, source = "not in the aggregates", "a world of this model"
    return [
        Ask(11, f"Spread of employability, truly {SPREAD}", "itself, within a quarter", source, 1.2, 2.0).over(spreads),
        Ask(11, "Entry with requirements, found ÷ true", "1, within a quarter", source, 0.75, 1.25).over(entries),
        Ask(11, f"Effect of a requirement, truly {REQUIREMENT}", nothing, source).found(central["requirement_others"]),
        Ask(11, f"Displacement, truly {DISPLACEMENT}", nothing, source).found(central["displacement"]),
    ]
