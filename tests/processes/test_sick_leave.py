"""Sick leave: begun by illness in a job, ended by a return or with the job, counted and paid."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lawful import NOW, SPELLS, law, lawful
from tiny import Tiny, tiny

from welfsim.draws import LAST, Decision, share, stream_key
from welfsim.policy import current_law, resolve
from welfsim.processes import ageing, claims, employment, entitlement, health, sick_leave, stocks
from welfsim.rules.regimes import regime_of
from welfsim.rules.sick_leave import LONGEST, begin_again, course_of_leave, leave_loss, mean_leave_loss, return_hazard
from welfsim.vocabulary.codes import Departure, EsaGroup, EsaKind, Job, Regime, Severity

KEY = stream_key(1, 0)
LAW: Any = resolve(current_law(), [], NOW, 1)[0]
WORKER = {
    "birth_month": NOW - 40 * 12,
    "job": Job.FULL_TIME,
    "job_since": NOW - 60,
    "last_work": NOW - 60,
    "hourly_pay": 2_000,
}
ILL = {**WORKER, "severity": Severity.WORK_LIMITING, "severity_since": NOW - 30}
AWAY = {**ILL, "leave_since": NOW - 4}


def many(cells: dict[str, Any], people: int = 200, **differs: float) -> Tiny:
    """Return a month of many alike, each a unit, with some parameters of sick leave changed."""
    run = tiny(NOW, *([{}, cells] for _ in range(people)))
    for name, value in differs.items():
        setattr(run.policy.sick_leave, name, value)
    return run


def test_leave_begins_for_those_whose_draw_is_high_and_for_no_others() -> None:
    run = many(ILL, again_work_limiting=0.3)
    sick_leave.step(*run)
    drawn = [share(KEY, Decision.SICK_LEAVE, i, NOW) for i in range(200)]
    assert run.state.person.leave_since.tolist() == [NOW if draw >= 0.7 else 0 for draw in drawn]
    assert run.line.sick_leaves_begun[0] == sum(draw >= 0.7 for draw in drawn)
    assert 40 < run.line.sick_leaves_begun[0] < 80


@pytest.mark.parametrize(
    "cells", [{**WORKER}, {**WORKER, "severity": Severity.MILD}, {**ILL, "job": Job.OUT}, {**ILL, "presence": 2}]
)
def test_nobody_well_or_out_of_work_or_past_pension_age_goes_on_leave(cells: dict[str, Any]) -> None:
    run = many(cells, again_work_limiting=1.0, again_severe=1.0, at_step_up=1.0)
    sick_leave.step(*run)
    assert run.line.sick_leaves_begun[0] == 0


def test_a_leave_ends_with_a_return_by_its_length_and_the_severity() -> None:
    p = law("sick_leave", return_months_1_to_2=0.4, return_months_3_to_6=0.2, return_from_month_7=0.1)
    p.return_ratio_severe = 0.5
    ill, severe = Severity.WORK_LIMITING, Severity.SEVERE
    assert [return_hazard(months, ill, p) for months in (0, 1, 2, 3, 6, 7, 50)] == [0.0, 0.4, 0.4, 0.2, 0.2, 0.1, 0.1]
    assert return_hazard(5, severe, p) == pytest.approx(0.1)
    assert return_hazard(5, Severity.MILD, p) == 1.0


def test_support_brings_people_back_sooner() -> None:
    before, after = (law("sick_leave", return_support=ratio) for ratio in (1.0, 1.2))
    assert return_hazard(3, 2, after) == pytest.approx(1.2 * return_hazard(3, 2, before))
    runs = [many(AWAY, return_support=ratio) for ratio in (1.0, 2.0)]
    for run in runs:
        sick_leave.step(*run)
    few, more = (run.state.person.leave_since == 0 for run in runs)
    assert (few <= more).all() and few.sum() < more.sum()
    assert runs[0].line.sick_leaves_returned[0] == few.sum()


def test_who_begins_a_leave_this_month_does_not_return_in_it_and_who_returns_does_not_begin() -> None:
    begun = many({**ILL, "leave_since": NOW}, return_months_1_to_2=1.0)
    sick_leave.step(*begun)
    assert (begun.state.person.leave_since == NOW).all()
    back = many(AWAY, return_months_3_to_6=1.0, again_work_limiting=1.0)
    sick_leave.step(*back)
    assert (back.state.person.leave_since == 0).all() and back.line.sick_leaves_begun[0] == 0


def test_illness_that_begins_in_a_job_begins_a_leave_by_its_share() -> None:
    mild = {**WORKER, "severity": Severity.MILD, "condition": 1}
    for chance, leaves in ((1.0, True), (0.0, False)):
        run = many(mild, 5, at_step_up=chance)
        run.luck[:] = LAST
        health.step(*run)
        person = run.state.person
        assert (person.severity == Severity.WORK_LIMITING).all()
        assert ((person.leave_since == NOW) == leaves).all()
        assert run.line.sick_leaves_begun[0] == 5 * leaves


def test_a_job_lost_on_leave_ends_the_leave_and_counts_as_such() -> None:
    run = tiny(NOW, [{}, AWAY], [{}, ILL])
    run.luck[:] = LAST - 1
    employment.lose(*run)
    assert run.line.sick_leaves_lost[0] == 1 and run.line.jobs_lost[0] == 2
    assert run.state.person.leave_since.tolist() == [0, 0]


def test_only_on_leave_do_the_ill_lose_jobs_more_often_than_others() -> None:
    run = tiny(NOW, [{}, AWAY], [{}, ILL], [{}, WORKER])
    run.policy.employment.occupational_health = 0.9
    employment.lose(*run)
    away, ill, well = run.state.person.exit_chance
    assert ill == well
    assert away - ill == pytest.approx(0.9 * run.policy.sick_leave.loss_months_3_to_6, rel=1e-5)


def test_death_on_leave_is_counted() -> None:
    run = tiny(NOW, [{}, {**AWAY, "severity": Severity.SEVERE}])
    run.luck[:] = LAST
    ageing.step(*run)
    assert run.line.sick_leaves_left[0].tolist() == [int(why == Departure.DEATH) for why in Departure]
    assert run.state.person.leave_since[0] == 0 and run.line.sick_leaves_lost[0] == 0


# ------------------------------------------------------------------------------------------------- closed form


@pytest.mark.parametrize("severity", [Severity.WORK_LIMITING, Severity.SEVERE])
def test_the_mean_loss_is_that_of_a_long_chain_of_leaves(severity: Severity) -> None:
    """Whoever loses the job is followed by another who is ill and at work, so that the stock stands still."""
    policy = tiny(NOW, [{}, WORKER]).policy
    back = np.array([return_hazard(m, severity, policy.sick_leave) for m in range(LONGEST)])
    loss = np.array([leave_loss(m, policy) for m in range(LONGEST)])
    begins, work, away, lost = begin_again(severity, policy.sick_leave), 1.0, np.zeros(LONGEST), 0.0
    for _ in range(3 * LONGEST):
        kept = away * (1.0 - back)
        kept[0] = begins * work
        work += (away * back).sum() - kept[0]
        lost, away = float((kept * loss).sum()), np.roll(kept * (1.0 - loss), 1)
        work += lost
    assert mean_leave_loss(severity, 99, policy) == pytest.approx(lost, rel=0.015)


def test_a_leave_without_end_costs_the_job_and_a_first_year_has_its_own_leave() -> None:
    policy = tiny(NOW, [{}, WORKER]).policy
    for name in ("return_months_1_to_2", "return_months_3_to_6", "return_from_month_7"):
        setattr(policy.sick_leave, name, 0.0)
    course = course_of_leave(Severity.WORK_LIMITING, policy)
    assert course.loss == pytest.approx(1.0, abs=1e-3)
    first, later = (mean_leave_loss(Severity.WORK_LIMITING, months, policy) for months in (11, 12))
    assert first - later == pytest.approx(policy.sick_leave.at_step_up * course.loss / 12)
    assert mean_leave_loss(Severity.MILD, 0, policy) == 0.0


@given(st.integers(0, 100), st.sampled_from(Severity), SPELLS, lawful("sick_leave"))
def test_hazards_of_any_lawful_leave_are_chances(months: int, severity: Severity, ill: int, p: Any) -> None:
    policy = LAW.copy()
    policy.sick_leave = p
    course = course_of_leave(severity, policy)
    assert 0.0 <= return_hazard(months, severity, policy.sick_leave) <= 1.0
    assert 0.0 <= course.loss <= 1.0 + 1e-9 and course.months >= 0.0
    assert 0.0 <= mean_leave_loss(severity, ill, policy) <= 1.0


# ------------------------------------------------------------------------------------------------- pay and benefits


def test_the_accounts_have_the_sick_pay_that_employers_bear() -> None:
    scheme = {**AWAY, "leave_since": NOW - 1, "employer_sick_pay": True}
    run = tiny(NOW, [{}, {**AWAY, "leave_since": NOW - 1}], [{}, scheme], [{}, ILL])
    entitlement.step(*run)
    stocks.step(*run)
    week = run.policy.sick_pay.rate
    assert run.line.statutory_sick_pay[0] == 2 * round(week * 52 / 12)
    usual = run.line.gross_pay[0] - run.line.statutory_sick_pay[0] // 2
    assert run.line.employer_sick_pay[0] == usual // 2 - run.line.statutory_sick_pay[0] // 2
    assert run.line.on_sick_leave[0] == 2


def test_new_style_esa_follows_sick_pay_and_ends_with_the_return() -> None:
    """SSP lasts 28 weeks, to the seventh month; nobody has both (WRA 2007 s.20)."""
    months = (6, 7, 12)
    run = tiny(NOW, *([{}, {**AWAY, "leave_since": NOW - months_away}] for months_away in months))
    run.luck[:] = LAST
    claims.step(*run)
    person = run.state.person
    assert (person.esa_kind == EsaKind.NEW_STYLE).tolist() == [False, True, True]
    entitlement.step(*run)
    esa = run.line.esa_paid[0, EsaKind.NEW_STYLE]
    assert esa > 0 and run.line.statutory_sick_pay[0] > 0
    person.severity[:] = Severity.MILD
    sick_leave.step(*run)
    assert (person.esa_group == EsaGroup.NONE).all() and run.line.sick_leaves_returned[0] == 3


def test_universal_credit_answers_a_leave_and_no_search_is_asked() -> None:
    home = {"uc_since": NOW - 12}
    run = tiny(NOW, [home, WORKER], [home, {**AWAY, "leave_since": NOW - 1}])
    for i in (0, 1):
        assert regime_of(run.state, i, run.policy, NOW) == Regime.NO_REQUIREMENTS
    entitlement.step(*run)
    assert run.state.unit.uc_award[1] > run.state.unit.uc_award[0]
