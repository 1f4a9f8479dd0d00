"""Who waits on Universal Credit without a fit note: those who have not handed one in so far.

The less employable and the more frail hand in notes first. So of the ill on Universal Credit without a health stage few
are left who would do so soon: whoever would have handed in a note since, by the hazard of their group and a draw, is
replaced by another of the same group who would not.
"""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from welfsim.population.assumptions import assumed_whole
from welfsim.population.law import law_at
from welfsim.population.published import Float
from welfsim.vocabulary.codes import EsaKind, HealthGroup, Job, Presence, Regime, Severity
from welfsim.vocabulary.parameters import Claims
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import State

Rows = NDArray[np.int64]
TURNS = 30  # at most so often is somebody replaced; few are left after ten


def leave_those_without_a_note(state: State, luck: Generator, start: int) -> None:
    """Replace employability and frailty of people who would have handed in a fit note in the months they could."""
    person, law = state.person, law_at(start).claims
    rows, months = _waiting(state, start)
    group = _groups(person, rows)
    own = np.stack([person.employability[rows], person.frailty[rows]]).astype(np.float64)
    drawn = own.copy()
    left = np.arange(rows.size)
    for _ in range(TURNS):
        hazard = _hazard(person, rows[left], drawn[0, left], drawn[1, left], law)
        left = left[luck.random(left.size) >= np.exp(-hazard * months[left])]
        if left.size == 0:
            break
        drawn[:, left] = own[:, _others(group, left, luck)]
    person.employability[rows], person.frailty[rows] = drawn


def _waiting(state: State, start: int) -> tuple[Rows, Rows]:
    """Return the ill on Universal Credit without a health stage or ESA, and for how many months they have been so."""
    person = state.person
    claimed = state.unit.uc_since[person.unit].astype(np.int64)
    waits = (person.presence == Presence.PRESENT) & (claimed > 0) & (person.severity >= Severity.MILD)
    rows = np.flatnonzero(waits & (person.health_group == HealthGroup.NONE) & (person.esa_kind == EsaKind.NONE))
    ill_since = np.where(person.severity[rows] >= Severity.WORK_LIMITING, person.severity_since[rows], 0)
    months = start - np.maximum(claimed[rows], ill_since)
    return rows, np.clip(months, 1, assumed_whole("fit_note_longest_months"))


def _groups(person: Persons, rows: Rows) -> Rows:
    searches = person.regime[rows] == Regime.INTENSIVE_SEARCH
    works = person.job[rows] != Job.OUT
    return np.asarray((person.severity[rows].astype(np.int64) * 2 + works) * 2 + searches)


def _hazard(person: Persons, rows: Rows, employability: Float, frailty: Float, p: Claims) -> Float:
    """Return the monthly hazard of a fit note at the element of April 2025, as `processes.claims` has it."""
    by_severity = np.array([0.0, p.fit_note_mild, p.fit_note_work_limiting, p.fit_note_severe])
    works, searches = person.job[rows] != Job.OUT, person.regime[rows] == Regime.INTENSIVE_SEARCH
    of_state = np.select([works, searches], [p.fit_note_ratio_in_work, 1.0], 1.0 / p.fit_note_requirement)
    of_person = np.exp(p.fit_note_frailty * frailty - p.fit_note_employability * employability)
    return np.asarray(by_severity[person.severity[rows]] * of_state * of_person)


def _others(group: Rows, left: Rows, luck: Generator) -> Rows:
    """Return for each of `left` somebody of the same group, by luck."""
    order = np.argsort(group, kind="stable")
    held = np.bincount(group)
    first = np.concatenate([[0], np.cumsum(held)[:-1]])
    place = (luck.random(left.size) * held[group[left]]).astype(np.int64)
    return np.asarray(order[first[group[left]] + place])
