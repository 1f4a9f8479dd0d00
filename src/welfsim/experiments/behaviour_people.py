"""Checks on people of the built population by the rules alone, without running them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np

from welfsim.draws import stream_key
from welfsim.experiments.behaviour_nouns import Ask, Finding, Floats
from welfsim.experiments.behaviour_worlds import START, Chosen, Policies, World, hazards, out_of_work
from welfsim.population.latent import columns_of, statuses
from welfsim.processes.claims import fit_note_of
from welfsim.processes.take_up import leaving_hazard
from welfsim.rules.regimes import regime_of
from welfsim.vocabulary.codes import HealthGroup, Regime, WorkStatus
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.state import Clock, State

LONE_PARENTS = "Codreanu and Waters 2023; Avram, Brewer and Salvatori 2018"
MONTHS_OF_THE_EVIDENCE = 9


def without_response_to_money(policies: Policies) -> Policies:
    """Return parameters under which the gain to work changes nothing."""
    same = policies.copy()
    same["employment"]["gain_elasticity"] = 0.0
    return same


def without_lcwra(state: State, policies: Policies) -> tuple[State, Chosen]:
    """Return the state with everyone out of work taken off LCWRA, at the regime they would have; and who that is."""
    other, policy = state.copy(), cast("Policy", policies[0])
    chosen = out_of_work(other.person) & np.asarray(other.person.health_group == HealthGroup.LCWRA)
    other.person.health_group[chosen] = HealthGroup.NONE
    for i in np.flatnonzero(chosen):
        other.person.regime[i] = regime_of(other, int(i), policy, START)
    return other, chosen


def ratios_without_lcwra(world: World, policies: Policies) -> Floats:
    """Return for each person on LCWRA out of work how much more often they would enter a job without it."""
    state = world.population.state
    other, chosen = without_lcwra(state, policies)
    return np.asarray(hazards(other, policies, START)[chosen] / hazards(state, policies, START)[chosen])


def check_label(world: World) -> list[Finding]:
    """Check 1: the label LCWRA alone, same person, same severity, same money."""
    law = world.law()
    ratios = ratios_without_lcwra(world, without_response_to_money(law))
    bound = "at most 1.3 times: requirements of people who are ill"
    source = "Geiger 2017; lone-parent obligations as an upper bound"
    mean, tail = (
        Ask(1, f"LCWRA to none, same money: entry, {what}", bound, source, 0.9, 1.3)
        for what in ("mean", "95th percentile")
    )
    money = Ask(1, "The same, with the money that goes with it: entry, mean", "none", "")
    return [
        mean.found(ratios.mean()),
        tail.found(float(np.percentile(ratios, 95))),
        money.found(ratios_without_lcwra(world, law).mean()),
    ]


# ------------------------------------------------------------------------------------------- requirements


def parents_without_requirements(state: State) -> Chosen:
    """Mark parents out of work on Universal Credit, of whom no search is required and who have no health benefit."""
    person, unit = state.person, state.unit
    is_other = statuses(columns_of(person, np.ones(person.unit.size, np.bool_))) == WorkStatus.UC_OTHER
    has_child = np.asarray(unit.child_1_birth > 0)[person.unit]
    return np.asarray(out_of_work(person) & is_other & has_child)


def fit_notes(state: State, rows: Chosen, policies: Policies) -> Floats:
    """Return the hazard of a fit note of some people."""
    policy, clock = cast("Policy", policies[0]), Clock(START, START, stream_key(0, 0), 1)
    return np.array([fit_note_of(state, int(i), policy, clock) for i in np.flatnonzero(rows)])


def leavings(state: State, rows: Chosen, policies: Policies) -> Floats:
    """Return the hazard that the claim of some people ends without a job because of the search that it requires."""
    p, unit = cast("Policy", policies[0]).take_up, state.person.unit
    return np.array([leaving_hazard(state.person, state.unit, int(unit[i]), p) for i in np.flatnonzero(rows)])


def first_of(ways: Sequence[Floats], months: int) -> Floats:
    """Return the mean chance of each of some ways that it comes first within some months, given monthly hazards."""
    monthly = np.array(ways)
    total = monthly.sum(axis=0)
    share = np.divide(monthly, total, out=np.zeros_like(monthly), where=total > 0)
    return np.asarray((share * (1.0 - (1.0 - np.minimum(total, 1.0)) ** months)).mean(axis=1))


def check_requirements(world: World) -> list[Finding]:
    """Check 9: a search requirement for parents who had none; by which ways they leave."""
    law, state = world.law(), world.population.state
    chosen = parents_without_requirements(state)
    leaves = []
    for regime in (Regime.NO_REQUIREMENTS, Regime.INTENSIVE_SEARCH):
        state = state.copy()
        state.person.regime[chosen] = regime
        ways = hazards(state, law, START)[chosen], fit_notes(state, chosen, law), leavings(state, chosen, law)
        leaves.append(first_of(ways, MONTHS_OF_THE_EVIDENCE))
    work, health, neither = np.subtract(leaves[1], leaves[0])
    asks = (
        Ask(9, "Search required of parents: points more in work in 9 months", "+8 to +10", LONE_PARENTS, 4.0, 14.0, 1),
        Ask(9, "Work, of work and health benefits", "0.59 (0.47 to 0.75): 0.50 of 0.85", LONE_PARENTS, 0.47, 0.75),
        Ask(9, "Of the fall in claims: to neither", "0.15 (0 to 0.30)", LONE_PARENTS, 0.0, 0.30),
    )
    values = 100 * work, work / (work + health), neither / (work + health + neither)
    return [ask.found(value) for ask, value in zip(asks, values, strict=True)]
