"""Leaving LCW and LCWRA by oneself: by severity, employability and work, and nothing is lost by it."""

from __future__ import annotations

from math import exp, sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lawful import NOW, law, lawful
from tiny import Tiny, tiny

from welfsim.draws import LAST
from welfsim.processes import assessment, entitlement
from welfsim.processes.assessment import leaves_group, leaves_hazard
from welfsim.vocabulary.codes import HealthGroup, HealthLoss, Job, Referral, Severity

LUCKY, MIDDLE = 0, LAST // 2
ON_UC = {"uc_since": NOW - 24}
ILL = {"birth_month": NOW - 40 * 12, "severity": Severity.WORK_LIMITING}
SEVERITIES = st.sampled_from(Severity)
CROWD = 2_000

LEAVING = {
    "leaves": 0.01,
    "leaves_ratio_recovered": 3.0,
    "leaves_ratio_severe": 0.4,
    "leaves_employability": 0.6,
    "leaves_ratio_lcw": 3.0,
    "lcw_leaves_in_work": 0.03,
    "lcwra_leaves_in_work": 0.05,
}


@pytest.mark.parametrize(
    ("severity", "employability", "hazard"),
    [
        (Severity.NONE, 0.0, 0.03),
        (Severity.MILD, 0.0, 0.03),
        (Severity.WORK_LIMITING, 0.0, 0.01),
        (Severity.SEVERE, 0.0, 0.004),
        (Severity.WORK_LIMITING, -1.5, 0.01 * exp(-0.9)),
    ],
)
def test_the_recovered_leave_a_group_more_often_and_the_less_employable_stay(
    severity: Severity, employability: float, hazard: float
) -> None:
    p = law("assessment", **LEAVING)
    assert leaves_hazard(severity, employability, False, p) == pytest.approx(hazard)
    assert leaves_hazard(severity, employability, True, p) == 0.0


@pytest.mark.parametrize(
    ("group", "months", "hazard"),
    [
        (HealthGroup.LCW, 2, 0.03),
        (HealthGroup.LCW, 3, 0.06),
        (HealthGroup.LCWRA, 2, 0.01),
        (HealthGroup.LCWRA, 3, 0.06),
    ],
)
def test_lcw_and_a_job_that_has_lasted_three_months_take_people_out_of_a_group(
    group: HealthGroup, months: int, hazard: float
) -> None:
    worker = {**ILL, "health_group": group, "job": Job.PART_TIME, "job_since": NOW - months}
    run = tiny(NOW, [ON_UC, worker], [ON_UC, {**worker, "lifelong": True}])
    run.policy.claims.settled_in_work = 3
    for name, value in LEAVING.items():
        setattr(run.policy.assessment, name, value)
    assert leaves_group(run.state.person, 0, run.policy, NOW) == pytest.approx(hazard)
    of_oneself = 0.03 if group == HealthGroup.LCW else 0.01
    assert leaves_group(run.state.person, 1, run.policy, NOW) == pytest.approx(hazard - of_oneself)


@given(SEVERITIES, st.floats(-3.0, 3.0), st.floats(-3.0, 3.0), lawful("assessment"))
def test_the_more_employable_never_stay_longer_in_a_group(severity: Severity, a: float, b: float, p: Any) -> None:
    less, more = (leaves_hazard(severity, e, False, p) for e in sorted((a, b)))
    assert 0.0 <= less <= more


def leaving_month(luck: int, referral: Referral) -> Tiny:
    """Take a month of assessment and award of a recovered person with LCWRA in payment."""
    held = {**ILL, "severity": Severity.MILD, "health_group": HealthGroup.LCWRA, "fit_note_since": NOW - 30}
    rate = int(tiny(NOW, [{}, ILL]).policy.universal_credit.lcwra_protected)
    paid = {"element_from": NOW - 27, "health_income": rate, "referral": referral, "referred_month": NOW - 9}
    run = tiny(NOW, [{**ON_UC, "uc_award": 90_000}, {**held, **paid}], luck=luck)
    run.state.district.share_of_assessors[0] = 1.0
    p = run.policy.assessment
    p.lcwra_share_mild = p.lcw_share_mild = 0.0
    p.capacity = p.reassessments = 10.0
    assessment.step(*run)
    entitlement.step(*run)
    assert run.state.person.health_group[0] == HealthGroup.NONE
    return run


def test_who_leaves_lcwra_by_recovery_has_lost_nothing_and_looks_for_no_replacement() -> None:
    recovered, refused = leaving_month(LUCKY, Referral.NONE), leaving_month(MIDDLE, Referral.REASSESSMENT)
    assert recovered.line.wca_repeat.sum() == 0 < refused.line.wca_repeat.sum()
    assert recovered.state.person.lost_benefit[0] == HealthLoss.NONE
    assert recovered.state.person.lost_income[0] == recovered.line.health_income_lost.sum() == 0
    assert recovered.state.person.strain[0] == 0.0
    assert refused.state.person.lost_benefit[0] == HealthLoss.INCAPACITY
    assert refused.line.health_income_lost[0, HealthLoss.INCAPACITY] == refused.policy.universal_credit.lcwra_protected


def test_who_is_expected_to_leave_is_the_sum_of_chances_by_group() -> None:
    worker = {**ILL, "health_group": HealthGroup.LCW, "job": Job.PART_TIME, "job_since": NOW - 9}
    people = [worker, {**ILL, "health_group": HealthGroup.LCWRA}, {**ILL, "health_group": HealthGroup.LCWRA}]
    run = tiny(NOW, *([ON_UC, person] for person in people), luck=MIDDLE)
    for name, value in LEAVING.items():
        setattr(run.policy.assessment, name, value)
    assessment.step(*run)
    expected = {HealthGroup.LCW: 60_000, HealthGroup.LCWRA: 20_000}
    assert run.line.leaving_chances[0].tolist() == [expected.get(group, 0) for group in HealthGroup]


def test_as_many_leave_as_are_expected_within_three_standard_errors() -> None:
    person = {**ILL, "health_group": HealthGroup.LCWRA}
    run = tiny(NOW, *([ON_UC, {**person, "employability": e}] for e in np.linspace(-2.0, 2.0, CROWD)))
    run.luck[:] = np.random.default_rng(1).integers(0, LAST, run.luck.shape, np.uint32, endpoint=True)
    run.policy.assessment.leaves = 0.05
    assessment.step(*run)
    left = int(run.line.uc_health_moves[0, HealthGroup.LCWRA, HealthGroup.NONE])
    expected = float(run.line.leaving_chances[0].sum() / 1e6)
    assert abs(left - expected) < 3.0 * sqrt(expected)
    assert expected > 50.0
