"""Work and no work in closed form, from the model's own rules: entry by time out, exit by tenure, employability.

Health is fixed, nobody waits for anything and nobody displaces anyone. The same people can be simulated one by one.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.experiments.behaviour_nouns import Ask, Finding, Floats
from welfsim.months import MONTHS_A_YEAR
from welfsim.population.assumptions import assumed
from welfsim.rules.entry import requirement_ratio, time_out_shape
from welfsim.rules.job_loss import exit_hazard
from welfsim.vocabulary.codes import Regime
from welfsim.vocabulary.parameters import Employment

POINTS = 201  # of employability; the chance of a job stops at 1, so few points would not do
LAST_OUT, LAST_TENURE = 61, MONTHS_A_YEAR  # months from which neither clock changes a hazard
PEOPLE, MONTHS = 1_000_000, 36


class Law(NamedTuple):
    """Points of the law of employability, each with its weight."""

    point: Floats
    weight: Floats


def law_of(spread: float) -> Law:
    """Return a normal law with mean 0 and some spread, at Gauss-Hermite points."""
    point, weight = np.polynomial.hermite_e.hermegauss(POINTS)
    return Law(spread * point, weight / weight.sum())


def leave_by_tenure(employability: float, months: int, p: Employment) -> Floats:
    """Return the chance of leaving a job in each of its months, from the first full one on, sick leave left out."""
    return np.array([exit_hazard(tenure, 0.0, employability, p) for tenure in range(1, months + 1)])


def shares_in_work(entry: Floats, leave: Floats) -> Floats:
    """Return the share in work at the end of each month of people who start without.

    Parameters
    ----------
    entry
        The chance of a job in each month, months × anything.
    leave
        The chance of leaving it by tenure, in as many months × the same.
    """
    out, by_tenure, found = np.ones(entry.shape[1:]), np.zeros(entry.shape), []
    for chance in entry:
        lost, entered = by_tenure * leave, out * chance
        by_tenure = np.concatenate([entered[None], (by_tenure - lost)[:-1]])
        out = out + lost.sum(axis=0) - entered
        found.append(1.0 - out)
    return np.array(found)


# ----------------------------------------------------------------------------------- closed form and people


class Hazards(NamedTuple):
    """Hazards of a healthy searcher of mean employability, by months out of work and by tenure."""

    entry: Floats
    exit: Floats
    exit_employability: float


def hazards_of(p: Employment) -> Hazards:
    """Return the hazards that the model's rules give."""
    entry = p.entry * requirement_ratio(int(Regime.INTENSIVE_SEARCH), False, p)
    shape = np.array([time_out_shape(out) for out in range(LAST_OUT + 1)])
    leave = leave_by_tenure(0.0, LAST_TENURE, p)
    return Hazards(entry * np.exp(-p.time_out * shape), leave, p.exit_employability)


def closed_form(hazards: Hazards, spread: float, months: int) -> Floats:
    """Return the expected share in work at the end of each month, everyone out of work for no time at the start."""
    law = law_of(spread)
    entry = np.minimum(hazards.entry[:, None] * np.exp(law.point), 1.0)
    leave = np.minimum(hazards.exit[:, None] * np.exp(-hazards.exit_employability * law.point), 1.0)
    out, job = np.zeros(entry.shape), np.zeros(leave.shape)
    out[0] = 1.0
    found = []
    for _ in range(months):
        lost, entered = job * leave, out * entry
        out, job = _older(out - entered), _older(job - lost)
        out[1] += lost.sum(axis=0)
        job[0] = entered.sum(axis=0)
        found.append(job.sum(axis=0) @ law.weight)
    return np.array(found)


def _older(by_clock: Floats) -> Floats:
    """Return people by a clock a month later; the last band keeps its people."""
    later = np.zeros_like(by_clock)
    later[1:] = by_clock[:-1]
    later[-1] += by_clock[-1]
    return later


def one_by_one(hazards: Hazards, spread: float, months: int, people: int, seed: int) -> Floats:
    """Return the share in work at the end of each month of people simulated one by one."""
    luck = np.random.default_rng(seed)
    e = spread * luck.standard_normal(people)
    helps, keeps = np.exp(e), np.exp(-hazards.exit_employability * e)
    works, clock, found = np.zeros(people, np.bool_), np.zeros(people, np.int64), []
    for _ in range(months):
        chance = np.where(works, _at(hazards.exit, clock - 1) * keeps, _at(hazards.entry, clock) * helps)
        moves = luck.random(people) < chance
        works ^= moves
        clock = np.where(moves, 1, clock + 1)
        found.append(works.mean())
    return np.array(found)


def _at(by_clock: Floats, clock: NDArray[np.int64]) -> Floats:
    return by_clock[np.clip(clock, 0, by_clock.size - 1)]


# --------------------------------------------------------------------------------------------- check 10


def check_closed_form(p: Employment, people: int = PEOPLE, seed: int = 1) -> list[Finding]:
    """Compare the closed form with people simulated one by one, in standard errors of the latter."""
    hazards, spread = hazards_of(p), assumed("employability_sd")
    expected = closed_form(hazards, spread, MONTHS)
    apart = (one_by_one(hazards, spread, MONTHS, people, seed) - expected) / np.sqrt(expected * (1 - expected) / people)
    found = []
    for years in (1, 2, 3):
        ask = Ask(
            10,
            f"Share in work after {years} of 3 years: people simulated less closed form, in standard errors",
            "none: both are the same rules",
            f"{people:,} people",
            -3.0,
            3.0,
            1,
        )
        found.append(ask.found(apart[years * MONTHS_A_YEAR - 1]))
    return found
