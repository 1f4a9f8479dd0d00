"""Checks on who is where: whether each group's entry stays as built, and where people go who are found fit for work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.experiments.behaviour_nouns import INFINITE, Ask, Finding, Floats
from welfsim.experiments.behaviour_worlds import START, Chosen, Policies, Size, World, present
from welfsim.experiments.composition import Seen, Target, held_mix, play, targets
from welfsim.months import MONTHS_A_YEAR
from welfsim.policy import current_law, resolve
from welfsim.vocabulary.codes import EsaGroup, EsaKind, HealthGroup, Job, Referral
from welfsim.vocabulary.state import State

YEARS = 3
FEWEST = 40  # rows of a group, all replications together, from which its line says anything
TENTH = 0.1
LATELY = 24  # months since work
WAIT, MONTHS_SEEN, FOLLOWED = 6, 6, 14  # months before people found fit are seen, seen, and followed on average less 2


class Group(NamedTuple):
    """What became of a group's mean entry: at the end over the start, as it is and at the mix of the start, in logs."""

    rows: int
    drift: float
    same_mix: float


def held(of: Target, first: Seen, later: Seen) -> Group:
    """Return what became of one group, movers from ESA left out."""
    a, b = (seen.of(of.status, of.detail) & ~seen.from_esa for seen in (first, later))
    was = first.mean(a)
    rows = int(min(a.sum(), b.sum()))
    if rows == 0:
        return Group(0, np.nan, np.nan)
    return Group(rows, later.mean(b) / was - 1, held_mix(first, later, a, b) / was - 1)


def pooled(seen: Sequence[Seen]) -> Seen:
    """Return people of several replications together."""
    return Seen(*(np.concatenate(column) for column in zip(*seen, strict=True)))


def errors(of: Target, first: Sequence[Seen], later: Sequence[Seen]) -> tuple[float, float]:
    """Return the standard errors of drift and of the change at the same mix, leaving out a replication in turn."""
    times = len(first)
    if times == 1:
        return INFINITE, INFINITE
    left = []
    for out in range(times):
        rest = [[seen for r, seen in enumerate(each) if r != out] for each in (first, later)]
        left.append(held(of, pooled(rest[0]), pooled(rest[1]))[1:])
    spread = np.asarray(left) - np.mean(left, axis=0)
    drift, same = np.sqrt((times - 1) / times * (spread**2).sum(axis=0))
    return float(drift), float(same)


def check_composition(size: Size) -> list[Finding]:
    """Check 7: each group's mean entry at the mix of April 2025 stays within a tenth for three years."""
    law: Policies = np.repeat(resolve(current_law(), (), START, 1), YEARS * MONTHS_A_YEAR)
    rounds = [play(size.people, YEARS, size.seed + r, law)[0] for r in range(size.replications)]
    first, later = [each.first for each in rounds], [each.later for each in rounds]
    found = []
    for each in targets():
        group = held(each, pooled(first), pooled(later))
        name, source = each.name.replace("_", " "), "published means of April 2025"
        ask = Ask(7, f"Entry of {name}, 3 years, same mix: change", "within a tenth", source, -TENTH, TENTH)
        shown = Ask(7, f"Entry of {name}: change as it is", "none", "")
        if group.rows >= FEWEST:
            drift, same = errors(each, first, later)
            found += [_around(ask, group.same_mix, same), _around(shown, group.drift, drift)]
    return found


def _around(ask: Ask, value: float, error: float) -> Finding:
    return ask.between(value, value - 1.96 * error, value + 1.96 * error)


# -------------------------------------------------------------------------------------- found fit for work


def withdraw_nothing(law: Policies) -> Policies:
    """Return parameters under which no fit note is withdrawn, so that each one that ends on UC was decided."""
    other = law.copy()
    other["claims"]["fit_note_ends"] = other["claims"]["fit_note_ends_in_work"] = 0.0
    return other


def found_fit(before: State, after: State) -> Chosen:
    """Mark people whose first decision this month found them fit for work: still on Universal Credit, or on ESA before.

    The people of the evidence are claimants of ESA, half of them straight from work: new-style ESA has theirs now.
    """
    was, now = before.person, after.person
    waited = np.asarray(was.health_group == HealthGroup.PRE_WCA) & np.asarray(was.referral == Referral.INITIAL)
    has_none = np.asarray(now.health_group == HealthGroup.NONE) & np.asarray(after.unit.uc_since > 0)[now.unit]
    new_style = np.asarray(was.esa_group == EsaGroup.ASSESSMENT) & np.asarray(was.esa_kind == EsaKind.NEW_STYLE)
    refused = new_style & np.asarray(now.esa_group == EsaGroup.NONE) & np.asarray(now.job == Job.OUT)
    return np.asarray(((waited & has_none) | refused) & present(now))


def destinations(world: World) -> NDArray[np.float64]:
    """Return how many of those found fit work, have another benefit, or neither, over a year later, in rows.

    The second row is of those who had worked in the two years before the decision.
    """
    law, state = world.law(), world.population.state.copy()
    world.advance(state, law[:WAIT], START)
    chosen, lately = np.zeros((2, state.person.person_id.size), np.bool_)
    for month in range(WAIT, WAIT + MONTHS_SEEN):
        before = state.copy()
        world.advance(state, withdraw_nothing(law[month : month + 1]), START + month)
        fit = found_fit(before, state)
        worked = START + month - np.asarray(before.person.last_work, np.int64) <= LATELY
        chosen, lately = chosen | fit, lately | fit & (worked | np.asarray(before.person.job != Job.OUT))
    end = WAIT + MONTHS_SEEN + FOLLOWED
    world.advance(state, law[WAIT + MONTHS_SEEN : end], START + WAIT + MONTHS_SEEN)
    return np.array([gone(state, chosen), gone(state, chosen & lately)])


def gone(state: State, chosen: Chosen) -> list[int]:
    """Return how many of some people work, are out of work with a benefit, or are neither."""
    person = state.person
    works = chosen & np.asarray(person.job != Job.OUT)
    on_benefit = np.asarray(state.unit.uc_since > 0)[person.unit] | np.asarray(person.esa_group != EsaGroup.NONE)
    claims = chosen & ~works & on_benefit & present(person)
    return [int(works.sum()), int(claims.sum()), int(chosen.sum() - works.sum() - claims.sum())]


def check_found_fit(worlds: Sequence[World]) -> list[Finding]:
    """Check 12: where people found fit for work are a year and more later."""
    went: Floats = np.array([destinations(world) for world in worlds], np.float64)
    source = "DWP RR745, 2011: ESA claimants found fit"
    parts = (("in work", 28, 18, 38), ("on a benefit, out of work", 48, 33, 63), ("neither", 24, 14, 34))
    found = [
        Ask(12, f"Found fit for work, over a year later: % {what}", f"{share}", source, low, high, 0).ratio(
            100 * went[:, 0, place], went[:, 0].sum(axis=1)
        )
        for place, (what, share, low, high) in enumerate(parts)
    ]
    what = "The same, of those with work in the two years before: % in work"
    lately = Ask(12, what, "half of them came from work", source, digits=0)
    return [*found, lately.ratio(100 * went[:, 1, 0], went[:, 1].sum(axis=1))]
