"""Check 6: what trials found, from the model's own rules at the trials' inputs, and at the central ones."""

from __future__ import annotations

from math import exp, log
from typing import NamedTuple

import numpy as np

from welfsim.experiments.behaviour_nouns import Ask, Finding, Floats
from welfsim.experiments.behaviour_reduced import leave_by_tenure, shares_in_work
from welfsim.experiments.behaviour_worlds import START, World, group_of, hazards, out_of_work
from welfsim.months import MONTHS_A_YEAR
from welfsim.policy import current_law
from welfsim.rules.coach_courses import stock_now
from welfsim.rules.entry import meetings_ratio
from welfsim.rules.support_effects import contact_multiplier
from welfsim.vocabulary.codes import Regime
from welfsim.vocabulary.parameters import Coaching, Employment

ENTRY = 0.010  # a month, of volunteers on LCWRA
DAYS_A_MONTH = 365 / MONTHS_A_YEAR
WEEKLY = 7.3  # days
TWO_SIDED, NINETY = 1.96, 1.645
RANGE_90 = 2 * NINETY


class Trial(NamedTuple):
    """A ratio of hazards over a year that a trial found, and the standard error of its logarithm through sampling."""

    name: str
    ratio: float
    error: float
    source: str


TRIALS = (
    Trial("Work and Health Programme", 1.21, 0.07, "DWP RR1044, second hand: 19 against 16%; error assumed"),
    Trial("Health-led trials, West Midlands", 1.25, 0.075, "DWP RR1034: 22 against 18%"),
    Trial("Health-led trials, Sheffield", 0.91, 0.067, "DWP RR1034: 25 against 27%"),
)

MATCHED = Trial("Additional Work Coach Support", 1.37, 0.0, "DWP 2025, matched")


def course(p: Employment, coaching: Coaching, effect: float) -> Floats:
    """Return by month of the first year what a course of monthly contacts multiplies entry by, at a mean site."""
    at = p.copy()  # type: ignore[attr-defined]
    at.contact_effect = effect
    stock, last, found = 0.0, 0, []
    for month in range(MONTHS_A_YEAR):
        if month < coaching.contacts_a_start:
            stock, last = stock_now(stock, month - last, p.contact_decay) + 1.0, month
        found.append(contact_multiplier(stock, month - last, month, 0.0, at))
    return np.array(found)


def gap(multiplier: Floats, p: Employment) -> float:
    """Return the points more in work at month 12 of people who would enter at 0.010, when entry is multiplied."""
    leave = leave_by_tenure(0.0, MONTHS_A_YEAR, p)
    entry = np.full(MONTHS_A_YEAR, ENTRY)
    return 100 * float(shares_in_work(entry * multiplier, leave)[-1] - shares_in_work(entry, leave)[-1])


def year_ratio(multiplier: Floats) -> float:
    """Return the constant ratio that gives as many entries in the year."""
    return float(multiplier.mean())


def check_coaches(p: Employment, coaching: Coaching) -> list[Finding]:
    """Check coach support against four studies: conversion, the central effect, and the range."""
    awcs = "DWP 2025, 2026: 11.0 against 8.2% (matched)"
    own = Ask(6, "Coach support at the study's own ratio, 1.37: points more in work", "+2.8", awcs, 2.3, 3.3, 1)
    central = course(p, coaching, p.contact_effect)
    less = Ask(6, "The same at the central effect", "less: three randomised ratios are lower", awcs, 0.0, 2.8, 1)
    found = [own.found(gap(np.full(MONTHS_A_YEAR, 1.37), p)), less.found(gap(central, p))]
    site = log(year_ratio(course(p, coaching, p.contact_effect + p.contact_site_spread)) / year_ratio(central))
    for trial in TRIALS:
        width = TWO_SIDED * (site**2 + trial.error**2) ** 0.5
        low, high = trial.ratio * exp(-width), trial.ratio * exp(width)
        seen = f"{trial.ratio:.2f} ({low:.2f} to {high:.2f} with sites)"
        ask = Ask(6, f"Central ratio of a year: {trial.name}", seen, trial.source, low, high)
        found.append(ask.found(year_ratio(central)))
    return found + _points(p, coaching)


def _points(p: Employment, coaching: Coaching) -> list[Finding]:
    """Say whether each study's ratio lies in the model's 90% range: of the effect, and of sites."""
    value = current_law().values["employment.contact_effect"]
    assert value.low is not None and value.high is not None
    of_effect = (float(value.high) - float(value.low)) / RANGE_90
    width = NINETY * (of_effect**2 + p.contact_site_spread**2) ** 0.5
    low, high = (year_ratio(course(p, coaching, p.contact_effect + sign * width)) for sign in (-1, 1))
    ends = f"{low:.2f} to {high:.2f}"
    return [
        Ask(6, f"In the model's 90% range: {one.name}", ends, one.source, low, high).found(one.ratio)
        for one in (*TRIALS, MATCHED)
    ]


def check_meetings(world: World) -> list[Finding]:
    """Check weekly against fortnightly reviews: days in work in a year of people who search in their first year."""
    law, state = world.law(), world.population.state
    p, person = group_of(law, "employment"), state.person
    recent = np.asarray(START - person.search_since.astype(np.int64) < MONTHS_A_YEAR)
    chosen = out_of_work(person) & np.asarray(person.regime == Regime.INTENSIVE_SEARCH) & recent
    entry = np.tile(hazards(state, law, START)[chosen], (MONTHS_A_YEAR, 1))
    by_tenure = leave_by_tenure(0.0, MONTHS_A_YEAR, p)[:, None]
    leave = by_tenure * np.exp(-p.exit_employability * person.employability[chosen].astype(np.float64))
    twice = meetings_ratio(2.0 * p.meetings_reference, p) / meetings_ratio(p.meetings_reference, p)
    more = shares_in_work(np.minimum(entry * twice, 1.0), leave) - shares_in_work(entry, leave)
    days = DAYS_A_MONTH * float(more.mean(axis=1).sum())
    source = "DWP ad hoc report 59, 2018: randomised, 24,800 people"
    what = "Weekly against fortnightly reviews: days more in work in a year"
    weekly = Ask(6, what, "7.3 ± 2.7", source, 4.6, 10.0, 1)
    needed = Ask(6, "Elasticity to meetings that would give 7.3 days", f"the law has {p.meetings_elasticity:g}", source)
    return [weekly.found(days), needed.found(p.meetings_elasticity * WEEKLY / days)]
