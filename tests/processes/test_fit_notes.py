"""Fit notes on Universal Credit: by who people are, by what the element adds to their own award, and by requirement."""

from __future__ import annotations

from math import exp, sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lawful import NOW, law, lawful
from tiny import Tiny, tiny

from welfsim.awards.gain import gain_from_element
from welfsim.awards.reading import read_household
from welfsim.draws import LAST
from welfsim.months import month
from welfsim.processes import claims
from welfsim.processes.claims import (
    claims_without_requirement,
    element_response,
    fit_note_ends,
    fit_note_hazard,
    fit_note_of,
)
from welfsim.vocabulary.codes import HealthGroup, Job, Regime, Severity, Tenure

ON_UC = {"uc_since": NOW - 12}
ILL = {"birth_month": NOW - 40 * 12, "severity": Severity.WORK_LIMITING}
NOTES = {"fit_note_mild": 0.006, "fit_note_work_limiting": 0.05, "fit_note_severe": 0.2}
BEFORE_THE_NEW_RATE = month(2026, 3)
MONTHS = pytest.mark.parametrize("when", [BEFORE_THE_NEW_RATE, NOW])
RATES = st.integers(0, 60_000)
CROWD = 2_000


@pytest.mark.parametrize(
    ("severity", "hazard"),
    [(Severity.NONE, 0.0), (Severity.MILD, 0.006), (Severity.WORK_LIMITING, 0.05), (Severity.SEVERE, 0.2)],
)
def test_fit_notes_come_with_severity_frailty_and_low_employability_and_seldom_in_work(
    severity: Severity, hazard: float
) -> None:
    law_of = {"fit_note_employability": 1.0, "fit_note_frailty": 0.4, "fit_note_ratio_in_work": 0.3}
    p = law("claims", **NOTES, **law_of)
    assert fit_note_hazard(severity, 0.0, 0.0, False, p) == hazard
    assert fit_note_hazard(severity, 0.0, 0.0, True, p) == pytest.approx(hazard * 0.3)
    assert fit_note_hazard(severity, -1.5, 0.5, False, p) == pytest.approx(hazard * exp(1.5 + 0.2))


E_OR_Z = st.floats(-3.0, 3.0)


@given(st.sampled_from(Severity), E_OR_Z, E_OR_Z, E_OR_Z, E_OR_Z, st.booleans(), lawful("claims"))
def test_the_more_employable_and_the_less_frail_never_claim_more(
    severity: Severity, a: float, b: float, c: float, d: float, in_work: bool, p: Any
) -> None:
    (low, high), (robust, frail) = sorted((a, b)), sorted((c, d))
    assert fit_note_hazard(severity, high, robust, in_work, p) <= fit_note_hazard(severity, low, robust, in_work, p)
    assert fit_note_hazard(severity, low, robust, in_work, p) <= fit_note_hazard(severity, low, frail, in_work, p)


def test_half_the_element_lowers_fit_notes_by_a_tenth_and_below_25_pounds_no_more() -> None:
    p = law("claims", element_elasticity=0.15)
    assert element_response(40_000.0, 40_000.0, p) == 1.0
    assert element_response(20_000.0, 40_000.0, p) == pytest.approx(0.5**0.15) == pytest.approx(0.901, abs=5e-4)
    assert element_response(-9_000.0, 40_000.0, p) == element_response(2_500.0, 40_000.0, p)


@pytest.mark.parametrize("regime", Regime)
def test_required_search_pushes_some_of_those_out_of_work_to_fit_notes(regime: Regime) -> None:
    p = law("claims", fit_note_requirement=1.8)
    assert claims_without_requirement(regime, True, p) == 1.0
    searches = regime == Regime.INTENSIVE_SEARCH
    assert claims_without_requirement(regime, False, p) == pytest.approx(1.0 if searches else 1.0 / 1.8)


def with_rates(run: Tiny, protected: int | None = None, new: int | None = None) -> Tiny:
    """Set the rates of the LCWRA element, where they are given."""
    credit = run.policy.universal_credit
    credit.lcwra_protected = credit.lcwra_protected if protected is None else protected
    credit.lcwra_new = credit.lcwra_new if new is None else new
    return run


def note(when: int, *partner: dict[str, Any], home: dict[str, Any] | None = None, **rates: int) -> float:
    """Return the hazard of a fit note of an ill person on Universal Credit, perhaps with a partner, at some rates."""
    run = with_rates(tiny(when, [{**ON_UC, **(home or {})}, {**ILL, "birth_month": when - 40 * 12}, *partner]), **rates)
    return float(fit_note_of(run.state, 0, run.policy, run.clock))


def gain(when: int, *partner: dict[str, Any], home: dict[str, Any] | None = None, **rates: int) -> int:
    """Return what the element would add to the award of that unit."""
    run = with_rates(tiny(when, [{**ON_UC, **(home or {})}, {**ILL, "birth_month": when - 40 * 12}, *partner]), **rates)
    state = run.state
    household = read_household(state.person, state.unit, state.district, 0, run.policy, when)
    return int(gain_from_element(household, True, when, run.policy))


@MONTHS
def test_a_fit_note_answers_the_pounds_that_the_element_adds_to_the_own_award(when: int) -> None:
    p = tiny(when, [{}, ILL]).policy
    own = fit_note_hazard(Severity.WORK_LIMITING, 0.0, 0.0, False, p.claims) / p.claims.fit_note_requirement
    reference = p.claims.element_reference * p.economy.cpi_index
    assert note(when) == pytest.approx(own * element_response(float(gain(when)), reference, p.claims))
    credit = p.universal_credit
    assert gain(when) == (credit.lcwra_protected if when < credit.new_rate_from else credit.lcwra_new)


@MONTHS
def test_a_cut_to_both_rates_lowers_fit_notes(when: int) -> None:
    cut = note(when, protected=10_000, new=5_000)
    assert cut < note(when)


def test_a_cut_to_the_protected_rate_alone_raises_no_fit_notes() -> None:
    """Before the new rate a new spell has the protected one; from it the protected rate is not to be had."""
    assert note(BEFORE_THE_NEW_RATE, protected=10_000) < note(BEFORE_THE_NEW_RATE)
    assert note(NOW, protected=10_000) == note(NOW)
    assert note(NOW, new=10_000) < note(NOW)


@given(st.sampled_from([BEFORE_THE_NEW_RATE, NOW]), RATES, RATES, RATES, RATES)
def test_lower_rates_never_bring_more_fit_notes(when: int, a: int, b: int, c: int, d: int) -> None:
    (protected, more_protected), (new, more_new) = sorted((a, b)), sorted((c, d))
    low = note(when, protected=protected, new=new)
    assert 0.0 < low <= note(when, protected=more_protected, new=more_new)


@MONTHS
def test_a_partner_who_brings_the_element_leaves_no_gain(when: int) -> None:
    partner = {**ILL, "health_group": HealthGroup.LCWRA, "fit_note_since": when - 20, "element_from": when - 17}
    waits = {**partner, "health_group": HealthGroup.PRE_WCA, "element_from": 0}
    assert gain(when, partner) == 0 < gain(when, waits)
    assert note(when, partner) < note(when, waits)


def test_savings_above_the_limit_leave_no_gain_and_the_benefit_cap_adds_its_end() -> None:
    savings = {"capital": 2_000_000}
    at_the_cap = {"tenure": Tenure.PRIVATE_RENT, "rent": 250_000}
    assert gain(NOW, home=savings) == 0
    assert gain(NOW, home=at_the_cap) > gain(NOW)


@pytest.mark.parametrize(
    ("job", "since", "in_work"),
    [(Job.OUT, 0, False), (Job.FULL_TIME, NOW - 2, False), (Job.FULL_TIME, NOW - 3, True), (Job.PART_TIME, 1, True)],
)
def test_a_fit_note_ends_more_often_after_three_months_in_a_job(job: Job, since: int, in_work: bool) -> None:
    run = tiny(NOW, [ON_UC, {**ILL, "health_group": HealthGroup.PRE_WCA, "job": job, "job_since": since}])
    p = run.policy.claims
    p.fit_note_ends, p.fit_note_ends_in_work, p.settled_in_work = 0.05, 0.07, 3
    assert fit_note_ends(run.state.person, 0, run.policy, NOW) == pytest.approx(0.12 if in_work else 0.05)


def test_a_draw_between_the_hazards_of_two_people_hands_in_the_fit_note_of_the_less_employable() -> None:
    people = [{**ILL, "employability": e} for e in (1.0, -1.0)]
    run = tiny(NOW, *([ON_UC, person] for person in people))
    run.luck[:] = int(LAST - note(NOW) * LAST)
    claims.step(*run)
    assert run.state.person.health_group.tolist() == [HealthGroup.NONE, HealthGroup.PRE_WCA]


def test_the_fit_notes_expected_are_the_sum_of_chances() -> None:
    run = tiny(NOW, [ON_UC, ILL], [ON_UC, {**ILL, "severity": Severity.NONE}], [{}, ILL])
    claims.step(*run)
    assert run.line.fit_note_chances[0] == round(note(NOW) * 1e6) > 0
    assert run.line.fit_notes[0] == 0


def test_as_many_fit_notes_come_as_are_expected_within_three_standard_errors() -> None:
    run = tiny(NOW, *([ON_UC, {**ILL, "employability": e}] for e in np.linspace(-2.0, 2.0, CROWD)))
    run.luck[:] = np.random.default_rng(1).integers(0, LAST, run.luck.shape, np.uint32, endpoint=True)
    claims.step(*run)
    expected = float(run.line.fit_note_chances[0] / 1e6)
    assert abs(run.line.fit_notes[0] - expected) < 3.0 * sqrt(expected)
    assert expected > 10.0
