"""Who waits on Universal Credit without a fit note: those who have not handed one in so far."""

from __future__ import annotations

import numpy as np
import pytest

from welfsim.months import month
from welfsim.population import Population, fit_notes
from welfsim.population.assumptions import assumed
from welfsim.population.build import build
from welfsim.population.fit_notes import _hazard, _waiting, leave_those_without_a_note
from welfsim.population.law import law_at
from welfsim.processes.claims import claims_without_requirement, fit_note_hazard
from welfsim.vocabulary.codes import EsaKind, HealthGroup, Job, Presence, Regime, Severity
from welfsim.vocabulary.state import State

START = month(2025, 4)


@pytest.fixture(scope="module")
def before() -> Population:
    """Build a population in which nobody has handed in a note yet, by leaving the step out."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fit_notes, "leave_those_without_a_note", lambda state, luck, start: None)
        return build(20_000, 1, START)


def notes_a_month(state: State) -> float:
    rows, _ = _waiting(state, START)
    person = state.person
    return float(_hazard(person, rows, person.employability[rows], person.frailty[rows], law_at(START).claims).sum())


def test_the_hazard_is_that_of_the_process(before: Population) -> None:
    person, p = before.state.person, law_at(START).claims
    rows, _ = _waiting(before.state, START)
    for i, hazard in zip(
        rows[:200],
        _hazard(person, rows, person.employability[rows], person.frailty[rows], p),
        strict=False,
    ):
        in_work = bool(person.job[i] != Job.OUT)
        e, z = float(person.employability[i]), float(person.frailty[i])
        own = fit_note_hazard(int(person.severity[i]), e, z, in_work, p)
        assert hazard == pytest.approx(own * claims_without_requirement(int(person.regime[i]), in_work, p))


def test_those_left_would_hand_in_fewer_notes_and_nobody_else_changes(before: Population) -> None:
    state = before.state.copy()
    leave_those_without_a_note(state, np.random.default_rng(1), START)
    assert notes_a_month(state) < 0.6 * notes_a_month(before.state)
    person = before.state.person
    on_uc = before.state.unit.uc_since[person.unit] > 0
    waits = on_uc & (person.severity >= Severity.MILD) & (person.presence == Presence.PRESENT)
    waits &= (person.health_group == HealthGroup.NONE) & (person.esa_kind == EsaKind.NONE)
    changed = (state.person.employability != person.employability) | (state.person.frailty != person.frailty)
    assert changed.any() and not (changed & ~waits).any()
    for name in ("severity", "job", "regime", "health_group"):
        assert np.array_equal(getattr(state.person, name), getattr(person, name))


def test_whoever_is_replaced_is_replaced_by_one_of_the_same_severity_work_and_search(before: Population) -> None:
    state = before.state.copy()
    leave_those_without_a_note(state, np.random.default_rng(1), START)
    person = before.state.person
    rows, _ = _waiting(before.state, START)
    kind = person.severity[rows] * 10 + (person.job[rows] != Job.OUT) * 2
    kind = kind + (person.regime[rows] == Regime.INTENSIVE_SEARCH)
    for code in np.unique(kind):
        here = rows[kind == code]
        assert set(state.person.employability[here]) <= set(person.employability[here])


def test_months_are_those_of_the_claim_and_the_illness_up_to_the_longest(before: Population) -> None:
    rows, months = _waiting(before.state, START)
    person, unit = before.state.person, before.state.unit
    claimed = START - unit.uc_since[person.unit[rows]].astype(int)
    longest = assumed("fit_note_longest_months")
    limited = person.severity[rows] >= Severity.WORK_LIMITING
    ill = np.where(limited, START - person.severity_since[rows].astype(int), 10_000)
    assert np.array_equal(months, np.clip(np.minimum(claimed, ill), 1, longest))
