"""The Work Capability Assessment: shares of outcomes, the queue, the relevant period, and leaving a group."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lawful import NOW, law, lawful
from tiny import Tiny, tiny

from welfsim.draws import LAST
from welfsim.processes import assessment
from welfsim.processes.assessment import fit_share, lcwra_share, with_odds
from welfsim.vocabulary.codes import Condition, HealthGroup, Job, PipRate, Referral, Severity, WcaOutcome

LUCKY, MIDDLE = 0, LAST // 2
ON_UC = {"uc_since": NOW - 24}
ILL = {"birth_month": NOW - 40 * 12, "severity": Severity.WORK_LIMITING, "condition": Condition.MUSCULOSKELETAL}
ON_FIT_NOTE = {**ILL, "health_group": HealthGroup.PRE_WCA, "fit_note_since": NOW - 6}
WAITING = {**ON_FIT_NOTE, "referral": Referral.INITIAL}

CLAIMANTS = {Severity.MILD: 0.15, Severity.WORK_LIMITING: 0.50, Severity.SEVERE: 0.35}
REASSESSED = {Severity.MILD: 0.12, Severity.WORK_LIMITING: 0.58, Severity.SEVERE: 0.30}
"""People decided, by severity, for whom the central shares give the published outcomes."""

SEVERITIES = st.sampled_from(Severity)


def with_capacity(run: Tiny, assessments: int, reassessments: int = 0) -> Tiny:
    """Give the one district all of some assessments."""
    run.state.district.share_of_assessors[0] = 1.0
    run.policy.assessment.capacity = float(assessments)
    run.policy.assessment.reassessments = float(reassessments)
    return run


@pytest.mark.parametrize(
    ("mix", "is_repeat", "published"),
    [(CLAIMANTS, False, (0.64, 0.16, 0.20)), (REASSESSED, True, (0.636, 0.26, 0.10))],
    ids=["initial", "repeat"],
)
def test_outcomes_are_those_published_on_the_mix_of_people_decided(
    mix: dict[Severity, float], is_repeat: bool, published: tuple[float, ...]
) -> None:
    p = law("assessment")
    lcwra = {severity: lcwra_share(severity, False, is_repeat, p) for severity in mix}
    found = sum(share * lcwra[severity] for severity, share in mix.items())
    fit = sum(share * (1.0 - lcwra[severity]) * fit_share(severity, is_repeat, p) for severity, share in mix.items())
    assert (found, 1.0 - found - fit, fit) == pytest.approx(published, abs=0.01)


def test_odds_of_one_change_nothing_and_odds_of_two_make_a_half_two_thirds() -> None:
    assert with_odds(0.3, 1.0) == pytest.approx(0.3)
    assert with_odds(0.5, 2.0) == pytest.approx(2 / 3)
    assert with_odds(1.0, 0.1) == 1.0


@given(st.floats(0.0, 1.0), st.floats(0.01, 20.0), st.floats(0.01, 20.0))
def test_higher_odds_never_lower_a_share(share: float, a: float, b: float) -> None:
    low, high = (with_odds(share, odds) for odds in sorted((a, b)))
    assert 0.0 <= low <= high + 1e-12 <= 1.0 + 2e-12


@given(SEVERITIES, st.booleans(), st.booleans(), lawful("assessment"))
def test_outcomes_are_shares_of_one(severity: Severity, is_mental: bool, is_repeat: bool, p: object) -> None:
    lcwra = lcwra_share(severity, is_mental, is_repeat, p)
    assert 0.0 <= lcwra <= 1.0
    assert 0.0 <= fit_share(severity, is_repeat, p) <= 1.0


@given(SEVERITIES, lawful("assessment"))
def test_the_mental_health_odds_do_what_they_say(severity: Severity, p: object) -> None:
    plain, mental = (lcwra_share(severity, is_mental, False, p) for is_mental in (False, True))
    assert (mental - plain) * (p.mental_health_odds - 1.0) >= -1e-12


def test_a_fit_note_of_a_month_is_referred_and_a_new_one_not() -> None:
    run = tiny(NOW, *([ON_UC, {**ON_FIT_NOTE, "fit_note_since": NOW - m}] for m in (0, 1)), luck=MIDDLE)
    assessment.step(*with_capacity(run, 0))
    assert run.state.person.referral.tolist() == [Referral.NONE, Referral.INITIAL]
    assert run.line.wca_referrals[0] == 1


@pytest.mark.parametrize(("rate", "referred"), [(PipRate.NONE, False), (PipRate.STANDARD, True)])
def test_a_full_time_job_keeps_from_referral_unless_there_is_pip(rate: PipRate, referred: bool) -> None:
    worker = {**ON_FIT_NOTE, "job": Job.FULL_TIME, "hourly_pay": 1_500, "daily_living": rate}
    run = tiny(NOW, [ON_UC, worker], luck=MIDDLE)
    assessment.step(*with_capacity(run, 0))
    assert (run.state.person.referral[0] == Referral.INITIAL) == referred


def test_the_longest_waits_are_decided_as_far_as_capacity_reaches() -> None:
    months = (NOW - 2, NOW - 5, NOW - 3, NOW - 4)
    run = tiny(NOW, *([ON_UC, {**WAITING, "referred_month": since}] for since in months), luck=MIDDLE)
    assessment.step(*with_capacity(run, 2))
    left = [int(m) for m, why in zip(months, run.state.person.referral, strict=True) if why == Referral.INITIAL]
    assert left == [NOW - 2, NOW - 3]
    assert run.line.wca_initial[0].sum() == 2
    assert run.line.wca_wait[0] == 5 + 4
    assert run.line.wca_cost[0] == 2 * run.policy.costs.assessment


def test_first_claims_go_before_reassessments_and_these_have_a_ceiling() -> None:
    due = {**ILL, "health_group": HealthGroup.LCWRA, "element_from": NOW - 30, "referral": Referral.REASSESSMENT}
    queue = [[ON_UC, {**due, "referred_month": NOW - 9}]] * 3 + [[ON_UC, {**WAITING, "referred_month": NOW - 1}]] * 2
    for capacity, ceiling, repeats in ((2, 3, 0), (4, 3, 2), (9, 1, 1), (9, 9, 3)):
        run = tiny(NOW, *queue, luck=MIDDLE)
        assessment.step(*with_capacity(run, capacity, ceiling))
        assert run.line.wca_initial[0].sum() == 2
        assert run.line.wca_repeat[0].sum() == repeats


def test_half_an_assessment_a_month_decides_one_person_in_two_months() -> None:
    run = tiny(NOW, *([ON_UC, {**WAITING, "referred_month": NOW - 3}] for _ in range(3)), luck=MIDDLE)
    run = with_capacity(run._replace(clock=run.clock._replace(grossing=2)), 1)
    decided = []
    for _ in range(4):
        assessment.step(*run)
        decided.append(int(run.line.wca_initial[0].sum()))
    assert decided == [0, 1, 1, 2]


def certain(run: Tiny, lcwra: float, lcw: float = 0.0) -> Tiny:
    """Make the outcome of every decision certain."""
    run.policy.assessment.lcwra_share_work_limiting = lcwra
    run.policy.assessment.lcw_share_work_limiting = lcw
    run.policy.review.wca_dispute_share = 1.0
    return with_capacity(run, 10)


def test_lcwra_pays_from_the_end_of_the_relevant_period_with_arrears() -> None:
    late = {**WAITING, "fit_note_since": NOW - 8, "referred_month": NOW - 7}
    run = certain(tiny(NOW, [ON_UC, late], luck=MIDDLE), 1.0)
    assessment.step(*run)
    person = run.state.person
    assert person.health_group[0] == HealthGroup.LCWRA
    assert person.element_from[0] == NOW - 8 + run.policy.universal_credit.relevant_period
    assert person.reassess_month[0] == NOW + run.policy.assessment.prognosis
    assert person.wca_appeal_month[0] == 0
    assert run.line.uc_arrears[0] == 5 * run.policy.universal_credit.lcwra_protected


def test_fit_for_work_ends_the_journey_and_may_be_disputed() -> None:
    run = certain(tiny(NOW, [ON_UC, {**WAITING, "referred_month": NOW - 3}], luck=MIDDLE), 0.0, 0.0)
    assessment.step(*run)
    assert run.state.person.health_group[0] == HealthGroup.NONE
    assert run.state.person.wca_appeal_month[0] == NOW + run.policy.review.wca_dispute_months
    assert run.line.wca_initial[0, WcaOutcome.FIT_FOR_WORK] == 1


def test_lcw_brings_no_element_and_a_reassessment() -> None:
    run = certain(tiny(NOW, [ON_UC, {**WAITING, "referred_month": NOW - 3}], luck=MIDDLE), 0.0, 1.0)
    assessment.step(*run)
    assert run.state.person.health_group[0] == HealthGroup.LCW
    assert run.state.person.element_from[0] == 0
    assert run.state.person.reassess_month[0] == NOW + run.policy.assessment.prognosis
    assert run.line.uc_arrears[0] == 0


@pytest.mark.parametrize(
    ("differs", "leaves"),
    [({"severity": Severity.MILD}, True), ({}, False), ({"severity": Severity.MILD, "lifelong": True}, False)],
    ids=["recovered", "still ill", "severe conditions"],
)
def test_the_recovered_leave_a_group(differs: dict[str, int], leaves: bool) -> None:
    run = tiny(NOW, [ON_UC, {**ILL, "health_group": HealthGroup.LCW, **differs}], luck=LUCKY)
    run.policy.assessment.other_leaves = 0.0
    assessment.step(*with_capacity(run, 0))
    assert (run.state.person.health_group[0] == HealthGroup.NONE) == leaves


def test_the_unluckiest_of_lcw_worsen_to_lcwra_at_once() -> None:
    run = tiny(NOW, [ON_UC, {**ILL, "health_group": HealthGroup.LCW, "fit_note_since": NOW - 20}], luck=LAST)
    assessment.step(*with_capacity(run, 0))
    assert run.state.person.health_group[0] == HealthGroup.LCWRA
    assert run.state.person.element_from[0] == NOW


@pytest.mark.parametrize(("why", "strain"), [(Referral.INITIAL, 0.0), (Referral.REASSESSMENT, 0.1)])
def test_a_reassessment_strains_mental_health_and_a_first_assessment_does_not(why: Referral, strain: float) -> None:
    """0.10 problems a reassessment (Barr et al. 2016 as the upper bound, 0.27)."""
    held = {**ILL, "health_group": HealthGroup.LCW, "referral": why, "referred_month": NOW - 1}
    run = with_capacity(tiny(NOW, [ON_UC, held], luck=MIDDLE), 9, 9)
    assessment.step(*run)
    assert run.state.person.referral[0] == Referral.NONE
    assert run.state.person.strain[0] == pytest.approx(strain)
