"""The Work Capability Assessment: shares of outcomes, the queue, the relevant period, and changes that are reported."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lawful import NOW, law, lawful
from tiny import Tiny, tiny

from welfsim.draws import LAST
from welfsim.months import month
from welfsim.processes import assessment, stocks
from welfsim.processes.assessment import first_and_repeat, held_back, monthly_capacity
from welfsim.rules.capability_outcomes import fit_share, lcwra_share, outcome_of, risk_share
from welfsim.rules.health_groups import prognosis_months
from welfsim.rules.odds import with_odds
from welfsim.vocabulary.codes import (
    Condition,
    EsaGroup,
    EsaKind,
    HealthGroup,
    Job,
    LcwraRoute,
    PipRate,
    Referral,
    Severity,
    WcaDisputeResult,
    WcaDisputeStage,
    WcaOutcome,
)

MIDDLE = LAST // 2
ON_UC = {"uc_since": NOW - 24}
ILL = {"birth_month": NOW - 40 * 12, "severity": Severity.WORK_LIMITING, "condition": Condition.MUSCULOSKELETAL}
ON_FIT_NOTE = {**ILL, "health_group": HealthGroup.PRE_WCA, "fit_note_since": NOW - 6}
WAITING = {**ON_FIT_NOTE, "referral": Referral.INITIAL}

CLAIMANTS = {Severity.MILD: 0.27, Severity.WORK_LIMITING: 0.52, Severity.SEVERE: 0.21}
REASSESSED = {Severity.MILD: 0.05, Severity.WORK_LIMITING: 0.48, Severity.SEVERE: 0.47}
"""People decided, by severity, for whom the central shares give the published outcomes."""

SEVERITIES = st.sampled_from(Severity)


def with_capacity(run: Tiny, assessments: int, reassessments: int = 0) -> Tiny:
    """Give the one district all of some assessments."""
    run.state.district.share_of_assessors[0] = 1.0
    run.policy.assessment.capacity = float(assessments)
    run.policy.assessment.reassessments = float(reassessments)
    run.policy.assessment.reassessment_share = 0.0
    run.policy.assessment.face_to_face_share = run.policy.assessment.face_to_face_measured
    return run


@pytest.mark.parametrize(
    ("mix", "is_repeat", "published"),
    [(CLAIMANTS, False, (0.64, 0.16, 0.20)), (REASSESSED, True, (0.63, 0.27, 0.10))],
    ids=["initial", "repeat"],
)
def test_outcomes_are_those_published_on_the_mix_of_people_decided(
    mix: dict[Severity, float], is_repeat: bool, published: tuple[float, ...]
) -> None:
    p = law("assessment")
    lcwra = {severity: lcwra_share(severity, False, is_repeat, p) for severity in mix}
    found = sum(share * lcwra[severity] for severity, share in mix.items())
    fit = sum(share * (1.0 - lcwra[severity]) * fit_share(severity, is_repeat, p) for severity, share in mix.items())
    assert (found, 1.0 - found - fit, fit) == pytest.approx(published, abs=0.015)


def test_odds_of_one_change_nothing_and_odds_of_two_make_a_half_two_thirds() -> None:
    assert with_odds(0.3, 1.0) == 0.3
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
    run.policy.wca_disputes.reconsideration_share = 1.0
    run.policy.assessment.prognosis_spread = 0.0
    return with_capacity(run, 10)


def test_lcwra_pays_from_the_end_of_the_relevant_period_with_arrears() -> None:
    late = {**WAITING, "fit_note_since": NOW - 8, "referred_month": NOW - 7}
    run = certain(tiny(NOW, [ON_UC, late], luck=MIDDLE), 1.0)
    assessment.step(*run)
    person = run.state.person
    assert person.health_group[0] == HealthGroup.LCWRA
    assert person.element_from[0] == NOW - 8 + 4  # UC Regs reg 28(1)
    assert person.reassess_month[0] == NOW + run.policy.assessment.prognosis
    assert person.wca_dispute_month[0] == 0
    assert run.line.uc_arrears[0] == 4 * run.policy.universal_credit.lcwra_protected


def test_fit_for_work_ends_the_journey_and_may_be_disputed() -> None:
    run = certain(tiny(NOW, [ON_UC, {**WAITING, "referred_month": NOW - 3}], luck=MIDDLE), 0.0, 0.0)
    assessment.step(*run)
    assert run.state.person.health_group[0] == HealthGroup.NONE
    assert run.state.person.wca_dispute_month[0] == NOW + run.policy.wca_disputes.reconsideration_months
    assert run.state.person.wca_dispute_stage[0] == WcaDisputeStage.RECONSIDERATION
    assert run.line.wca_disputes_opened[0].tolist() == [0, 1, 0]
    assert run.line.wca_initial[0, WcaOutcome.FIT_FOR_WORK] == 1


def test_lcw_brings_no_element_and_a_reassessment() -> None:
    run = certain(tiny(NOW, [ON_UC, {**WAITING, "referred_month": NOW - 3}], luck=MIDDLE), 0.0, 1.0)
    assessment.step(*run)
    assert run.state.person.health_group[0] == HealthGroup.LCW
    assert run.state.person.element_from[0] == 0
    assert run.state.person.reassess_month[0] == NOW + run.policy.assessment.prognosis
    assert run.line.uc_arrears[0] == 0


WITH_LCW = {**ILL, "health_group": HealthGroup.LCW, "fit_note_since": NOW - 20}
OVERDUE = {**ILL, "health_group": HealthGroup.LCWRA, "element_from": NOW - 30}


def test_the_unluckiest_of_lcw_report_worse_health_and_wait_for_the_assessor() -> None:
    run = tiny(NOW, [ON_UC, WITH_LCW], luck=LAST)
    assessment.step(*with_capacity(run, 0))
    person = run.state.person
    assert (person.health_group[0], person.referral[0]) == (HealthGroup.LCW, Referral.REASSESSMENT)
    assert (person.referred_month[0], run.line.wca_referrals[0]) == (NOW, 1)


@pytest.mark.parametrize(
    ("why", "asked"),
    [
        ({"referral": Referral.REASSESSMENT, "referred_month": NOW - 9}, NOW - 9),
        ({"reassess_month": NOW - 9}, NOW),
    ],
    ids=["worse health reported", "called when the prognosis was over"],
)
def test_lcwra_after_lcw_is_paid_and_counts_from_the_request(why: dict[str, int], asked: int) -> None:
    """No relevant period, and arrears from the report of the change (UC Regs reg 28; CPAG, Universally ineffective?).

    That it counts from then for protection is a reading of reg 27A: what was asked for at first was decided as LCW.
    """
    run = certain(tiny(NOW, [ON_UC, {**WITH_LCW, **why}], luck=MIDDLE), 1.0)
    run.policy.assessment.reassessments = 10.0
    assessment.step(*run)
    person = run.state.person
    assert person.health_group[0] == HealthGroup.LCWRA
    assert person.element_from[0] == person.fit_note_since[0] == asked
    assert run.line.uc_arrears[0] == (NOW - asked) * run.policy.universal_credit.lcwra_protected
    assert run.line.lcwra_found[0, LcwraRoute.CHANGE_OF_CONDITION] == 1


def test_lcwra_after_lcw_from_esa_is_a_new_claim_at_the_new_rate() -> None:
    """Only the support component keeps the protected rate (UC Regs Schedule 5A para 5)."""
    changed = {**WITH_LCW, "referral": Referral.REASSESSMENT, "referred_month": NOW - 9, "from_esa": True}
    run = certain(tiny(NOW, [ON_UC, changed], luck=MIDDLE), 1.0)
    run.policy.assessment.reassessments = 10.0
    assessment.step(*run)
    assert run.state.person.health_group[0] == HealthGroup.LCWRA
    assert not run.state.person.from_esa[0]


@pytest.mark.parametrize(
    ("share", "route"), [(1.0, LcwraRoute.SUBSTANTIAL_RISK), (0.0, LcwraRoute.CHANGE_OF_CONDITION)]
)
def test_substantial_risk_after_lcw_keeps_its_route_and_is_not_lifelong(share: float, route: LcwraRoute) -> None:
    severe = {"severity": Severity.SEVERE, "referral": Referral.REASSESSMENT, "referred_month": NOW - 9}
    run = certain(tiny(NOW, [ON_UC, {**WITH_LCW, **severe}], luck=MIDDLE), 1.0)
    p = run.policy.assessment
    p.reassessments, p.lcwra_share_severe, p.lifelong_share, p.substantial_risk_share_other = 10.0, 1.0, 1.0, share
    assessment.step(*run)
    assert run.line.lcwra_found[0, route] == run.line.lcwra_found[0].sum() == 1
    assert run.state.person.lifelong[0] == (route != LcwraRoute.SUBSTANTIAL_RISK)


def test_capacity_that_only_the_ceiling_of_reassessments_leaves_idle_is_lost() -> None:
    run = tiny(NOW, *([ON_UC, {**OVERDUE, "reassess_month": NOW - 9}] for _ in range(20)), luck=MIDDLE)
    run = with_capacity(run, 5, 1)
    assessment.step(*run)
    assert run.line.wca_repeat[0].sum() == 1
    assert run.state.district.assessments_carried[0] == 0


def test_the_longest_overdue_prognosis_is_called_first_and_decided_in_its_month() -> None:
    months = (NOW - 2, NOW - 5, NOW - 3, NOW + 1)
    run = tiny(NOW, *([ON_UC, {**OVERDUE, "reassess_month": due}] for due in months), luck=MIDDLE)
    assessment.step(*with_capacity(run, 2, 2))
    assert run.line.wca_repeat[0].sum() == run.line.wca_referrals[0] == 2
    assert run.state.person.reassess_month[[0, 3]].tolist() == [NOW - 2, NOW + 1]
    assert (run.state.person.referral == Referral.NONE).all()
    stocks.step(*run)
    assert (run.line.wca_due[0], run.line.wca_queue[0]) == (1, 0)


@pytest.mark.parametrize(("share", "called"), [(0.0, 1), (0.5, 2), (1.0, 3)])
def test_a_share_of_reassessments_is_kept_for_those_whose_prognosis_is_over(share: float, called: int) -> None:
    changed = {**WITH_LCW, "referral": Referral.REASSESSMENT, "referred_month": NOW - 4}
    people = [[ON_UC, {**OVERDUE, "reassess_month": NOW - 9}]] * 3 + [[ON_UC, changed]] * 3
    run = with_capacity(tiny(NOW, *people, luck=MIDDLE), 4, 4)
    run.policy.assessment.prognosis_share = share
    assessment.step(*run)
    waiting = run.state.person.referral == Referral.REASSESSMENT
    assert run.line.wca_repeat[0].sum() == 4
    assert 3 - waiting.sum() == 4 - called


COUNTS = st.integers(0, 50)


@given(COUNTS, COUNTS, COUNTS, COUNTS, COUNTS)
def test_capacity_is_used_and_not_exceeded(waiting: int, due: int, slots: int, ceiling: int, kept: int) -> None:
    first, repeats = first_and_repeat(waiting, due, slots, ceiling, kept)
    assert 0 <= first <= waiting
    assert 0 <= repeats <= min(due, ceiling)
    assert first + repeats == min(slots, waiting + min(due, ceiling))
    assert repeats >= min(due, ceiling, kept, slots)


def test_nothing_kept_puts_first_claims_first_and_all_kept_reassessments() -> None:
    assert first_and_repeat(8, 8, 10, 9, 0) == (8, 2)
    assert first_and_repeat(8, 8, 10, 9, 10) == (2, 8)
    assert first_and_repeat(8, 8, 10, 3, 10) == (7, 3)


@pytest.mark.parametrize(("share", "repeats"), [(0.0, 1), (0.5, 2), (1.0, 3)])
def test_the_share_kept_for_reassessments_decides_who_goes_first(share: float, repeats: int) -> None:
    due = {**ILL, "health_group": HealthGroup.LCWRA, "element_from": NOW - 30, "referral": Referral.REASSESSMENT}
    queue = [[ON_UC, {**due, "referred_month": NOW - 9}]] * 3 + [[ON_UC, {**WAITING, "referred_month": NOW - 1}]] * 3
    run = with_capacity(tiny(NOW, *queue, luck=MIDDLE), 4, 9)
    run.policy.assessment.reassessment_share = share
    assessment.step(*run)
    assert (run.line.wca_repeat[0].sum(), run.line.wca_initial[0].sum()) == (repeats, 4 - repeats)


def test_what_is_kept_in_parts_of_a_person_adds_up() -> None:
    due = {**ILL, "health_group": HealthGroup.LCWRA, "element_from": NOW - 30, "referral": Referral.REASSESSMENT}
    queue = [[ON_UC, {**due, "referred_month": NOW - 9}]] * 9 + [[ON_UC, {**WAITING, "referred_month": NOW - 1}]] * 9
    run = with_capacity(tiny(NOW, *queue, luck=MIDDLE), 1, 9)
    run.policy.assessment.reassessment_share = 0.5
    for _ in range(6):
        assessment.step(*run)
    assert run.line.wca_repeat[0].sum() == run.line.wca_initial[0].sum() == 3


def test_more_face_to_face_slows_capacity_by_the_time_it_takes() -> None:
    p = law("assessment", capacity=1_000.0, face_to_face_measured=0.0, face_to_face_share=0.5, face_to_face_time=2.0)
    assert monthly_capacity(p) == pytest.approx(1_000 / 1.5)
    p.face_to_face_share = p.face_to_face_measured
    assert monthly_capacity(p) == pytest.approx(1_000)


@given(lawful("assessment"), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_more_face_to_face_never_adds_capacity_if_it_takes_longer(p: object, a: float, b: float) -> None:
    p.face_to_face_time = max(p.face_to_face_time, 1.0)
    found = []
    for p.face_to_face_share in sorted((a, b)):
        found.append(monthly_capacity(p))
    assert found[1] <= found[0] * (1 + 1e-12)


@given(SEVERITIES, st.booleans(), st.floats(0.0, 1.0, exclude_max=True), lawful("assessment"))
def test_without_substantial_risk_only_its_cases_change_and_they_have_lcw(
    severity: Severity, is_mental: bool, share: float, p: object
) -> None:
    lcwra, risk = lcwra_share(severity, is_mental, False, p), risk_share(is_mental, p)
    fit = (1.0 - lcwra) * fit_share(severity, False, p)
    p.substantial_risk = 1.0
    before = outcome_of(share, lcwra, risk, fit, p)
    p.substantial_risk = 0.0
    after = outcome_of(share, lcwra, risk, fit, p)
    if before == WcaOutcome.LCWRA and share >= lcwra * (1.0 - risk):
        assert after == WcaOutcome.LCW or share >= 1.0 - fit
    else:
        assert after == before


def test_an_award_through_substantial_risk_has_its_own_route_and_is_not_lifelong() -> None:
    severe = {**WAITING, "severity": Severity.SEVERE, "condition": Condition.MENTAL_HEALTH, "referred_month": NOW - 3}
    for share, route in ((1.0, LcwraRoute.SUBSTANTIAL_RISK), (0.0, LcwraRoute.SEVERE_CONDITIONS)):
        run = with_capacity(tiny(NOW, [ON_UC, severe], luck=MIDDLE), 10)
        p = run.policy.assessment
        p.lcwra_share_severe, p.lifelong_share, p.substantial_risk_share_mental = 1.0, 1.0, share
        assessment.step(*run)
        assert run.line.lcwra_found[0, route] == run.line.lcwra_found[0].sum() == 1
        assert run.state.person.lifelong[0] == (route == LcwraRoute.SEVERE_CONDITIONS)


def test_a_new_decision_ends_an_older_dispute() -> None:
    disputed = {"wca_dispute_stage": WcaDisputeStage.TRIBUNAL, "wca_dispute_month": NOW + 4, "referred_month": NOW - 3}
    run = certain(tiny(NOW, [ON_UC, {**WAITING, **disputed}], luck=MIDDLE), 1.0)
    assessment.step(*run)
    assert run.state.person.wca_dispute_month[0] == run.state.person.wca_dispute_stage[0] == 0
    assert run.line.wca_disputes[0, WcaDisputeStage.TRIBUNAL, WcaDisputeResult.LAPSED] == 1


@pytest.mark.parametrize(("partner_from", "months"), [(NOW - 3, 1), (NOW - 20, 0), (NOW + 2, 4)])
def test_a_couple_is_owed_one_element(partner_from: int, months: int) -> None:
    late = {**WAITING, "fit_note_since": NOW - 8, "referred_month": NOW - 7}
    partner = {**ILL, "health_group": HealthGroup.LCWRA, "element_from": partner_from}
    run = certain(tiny(NOW, [ON_UC, partner, late], luck=MIDDLE), 1.0)
    assessment.step(*run)
    assert run.line.uc_arrears[0] == months * run.policy.universal_credit.lcwra_protected


@given(st.floats(0.0, 1.0), lawful("assessment"))
def test_a_prognosis_lies_within_its_spread(place: float, p: object) -> None:
    months = prognosis_months(place, p)
    assert max(1, p.prognosis * (1 - p.prognosis_spread) - 1) <= months <= p.prognosis * (1 + p.prognosis_spread) + 1


@pytest.mark.parametrize(
    ("share", "differs", "referred"),
    [(1.0, {}, True), (0.0, {}, False), (1.0, {"job_since": NOW - 2}, False), (1.0, {"lifelong": True}, False)],
    ids=["before", "Right to Try", "an older job", "lifelong"],
)
def test_a_new_job_may_bring_a_reassessment(share: float, differs: dict[str, int], referred: bool) -> None:
    worker = {**ILL, "health_group": HealthGroup.LCWRA, "job": Job.PART_TIME, "job_since": NOW - 1, **differs}
    run = with_capacity(tiny(NOW, [ON_UC, worker], luck=MIDDLE), 0)
    run.policy.assessment.reassess_on_work = share
    assessment.step(*run)
    assert (run.state.person.referral[0] == Referral.REASSESSMENT) == referred


def abolished(run: Tiny, protects: float = 1.0) -> Tiny:
    """Let the PIP gateway take the place of the WCA from this month."""
    run.policy.assessment.pip_gateway_from = NOW
    run.policy.assessment.pip_gateway_protects = protects
    return with_capacity(run, 0)


DAILY_LIVING = {**ILL, "daily_living": PipRate.STANDARD}
ON_LCWRA = {**ILL, "health_group": HealthGroup.LCWRA, "fit_note_since": NOW - 30, "element_from": NOW - 27}


@pytest.mark.parametrize(
    ("person", "protects", "group"),
    [
        (DAILY_LIVING, 1.0, HealthGroup.LCWRA),
        ({**DAILY_LIVING, "health_group": HealthGroup.LCW}, 1.0, HealthGroup.LCWRA),
        (ON_LCWRA, 1.0, HealthGroup.LCWRA),
        (ON_LCWRA, 0.0, HealthGroup.NONE),
        ({**ON_LCWRA, "lifelong": True}, 0.0, HealthGroup.LCWRA),
        ({**ON_LCWRA, "daily_living": PipRate.ENHANCED}, 0.0, HealthGroup.LCWRA),
        ({**ON_LCWRA, "mobility": PipRate.ENHANCED}, 0.0, HealthGroup.NONE),
        ({**ON_LCWRA, "fit_note_since": NOW}, 1.0, HealthGroup.NONE),
    ],
)
def test_the_gateway_gives_the_element_by_daily_living(
    person: dict[str, int], protects: float, group: HealthGroup
) -> None:
    run = abolished(tiny(NOW, [ON_UC, person], luck=MIDDLE), protects)
    assessment.step(*run)
    assert run.state.person.health_group[0] == group


def test_the_gateway_is_for_people_on_universal_credit() -> None:
    run = abolished(tiny(NOW, [{}, DAILY_LIVING], luck=MIDDLE))
    assessment.step(*run)
    assert run.state.person.health_group[0] == HealthGroup.NONE


def test_after_abolition_only_older_fit_notes_are_referred_and_nobody_is_reassessed() -> None:
    due = {**ON_LCWRA, "reassess_month": NOW - 1}
    queued = {**ON_LCWRA, "referral": Referral.REASSESSMENT, "referred_month": NOW - 4}
    new = {**ON_FIT_NOTE, "fit_note_since": NOW - 1}
    for since, referred in ((NOW, Referral.INITIAL), (NOW - 2, Referral.NONE)):
        run = abolished(tiny(NOW, [ON_UC, due], [ON_UC, queued], [ON_UC, new], luck=MIDDLE))
        run.policy.assessment.pip_gateway_from = since
        assessment.step(*run)
        assert run.state.person.referral.tolist() == [Referral.NONE, Referral.NONE, referred]


@pytest.mark.parametrize(
    ("person", "protects", "group"),
    [
        ({"fit_note_since": NOW - 2}, 0.0, HealthGroup.PRE_WCA),
        ({"fit_note_since": NOW - 3}, 0.0, HealthGroup.NONE),
        ({"fit_note_since": NOW - 3, "referral": Referral.INITIAL}, 0.0, HealthGroup.NONE),
        ({"fit_note_since": NOW - 3}, 1.0, HealthGroup.PRE_WCA),
    ],
    ids=["new", "lasted three months", "in the queue", "protected, so a decision comes"],
)
def test_a_fit_note_that_can_bring_no_decision_ends_after_three_months(
    person: dict[str, int], protects: float, group: HealthGroup
) -> None:
    run = abolished(tiny(NOW, [ON_UC, {**ON_FIT_NOTE, **person}], luck=MIDDLE), protects)
    assessment.step(*run)
    assert run.state.person.health_group[0] == group
    assert run.line.uc_health_moves[0, HealthGroup.PRE_WCA, HealthGroup.NONE] == (group == HealthGroup.NONE)
    assert (run.state.person.referral[0] == Referral.INITIAL) == (protects > 0)


def test_a_fit_note_lasts_until_its_decision_while_there_is_a_wca() -> None:
    run = with_capacity(tiny(NOW, [ON_UC, {**ON_FIT_NOTE, "fit_note_since": NOW - 40}], luck=MIDDLE), 0)
    assessment.step(*run)
    assert run.state.person.health_group[0] == HealthGroup.PRE_WCA


def test_a_queue_without_inflow_drains_at_capacity() -> None:
    run = with_capacity(
        tiny(NOW, *([ON_UC, {**WAITING, "referred_month": NOW - 1 - m}] for m in range(10)), luck=MIDDLE), 3
    )
    run.policy.assessment.referral_after = 999
    left = []
    for _ in range(5):
        assessment.step(*run)
        left.append(int((run.state.person.referral == Referral.INITIAL).sum()))
    assert left == [max(10 - 3 * months, 0) for months in range(1, 6)]


def test_the_element_is_overdue_when_the_relevant_period_is_over_and_nothing_decided() -> None:
    waits = [{**WAITING, "fit_note_since": NOW - months} for months in (3, 4, 9)]
    run = tiny(NOW, *([ON_UC, each] for each in (*waits, {**waits[2], "referral": Referral.NONE})))
    stocks.step(*run)
    assert run.line.wca_queue[0] == 3
    assert run.line.wca_overdue[0] == 2


@pytest.mark.parametrize(
    ("months", "referral", "share"),
    [(3, Referral.INITIAL, 0.0), (4, Referral.INITIAL, 0.7), (9, Referral.INITIAL, 0.7), (9, Referral.NONE, 0.0)],
)
def test_a_late_decision_keeps_back_the_element_at_the_chance_of_lcwra(
    months: int, referral: Referral, share: float
) -> None:
    waits = {**WAITING, "fit_note_since": NOW - months, "referral": referral, "referred_month": NOW - 1}
    run = tiny(NOW, [ON_UC, waits])
    run.policy.assessment.face_to_face_share = run.policy.assessment.face_to_face_measured
    rate = run.policy.universal_credit.lcwra_protected
    assert held_back(run.state.person, 0, run.policy, NOW) == round(share * rate)


@pytest.mark.parametrize(("as_passed", "rate"), [(False, "lcwra_protected"), (True, "lcwra_new")])
def test_what_is_kept_back_is_the_element_at_the_rate_that_will_be_due(as_passed: bool, rate: str) -> None:
    """Asked for in January 2026, payable from May: protected as the regulations have it, new as the Act was passed."""
    run = tiny(month(2026, 6), [ON_UC, {**WAITING, "fit_note_since": month(2026, 1), "referred_month": month(2026, 2)}])
    run.policy.universal_credit.protection_needs_payment = as_passed
    kept = round(0.7 * getattr(run.policy.universal_credit, rate))
    run.policy.assessment.face_to_face_share = run.policy.assessment.face_to_face_measured
    assert held_back(run.state.person, 0, run.policy, month(2026, 6)) == kept


SUPPORT = {"esa_kind": EsaKind.NEW_STYLE, "esa_group": EsaGroup.SUPPORT}


@pytest.mark.parametrize(
    ("since", "as_passed", "is_protected"),
    [(month(2026, 3), False, True), (month(2026, 4), False, False), (month(2024, 1), True, False)],
)
def test_new_style_esa_with_the_support_component_protects(since: int, as_passed: bool, is_protected: bool) -> None:
    """UC Regs Schedule 5A para 5: ESA of either kind, unbroken from before 6 April 2026; not as Act passed."""
    now = month(2027, 1)
    late = {**WAITING, **SUPPORT, "esa_since": since, "fit_note_since": now - 6, "referred_month": now - 5}
    run = certain(tiny(now, [ON_UC, late], luck=MIDDLE), 1.0)
    credit = run.policy.universal_credit
    credit.protection_needs_payment = as_passed
    rate = credit.lcwra_protected if is_protected else credit.lcwra_new
    run.policy.assessment.lcwra_share_work_limiting = run.policy.assessment.lcwra_share_severe = 1.0
    assert held_back(run.state.person, 0, run.policy, now) == rate
    assessment.step(*run)
    assert run.state.person.health_group[0] == HealthGroup.LCWRA
    assert run.state.person.from_esa[0] == is_protected
    assert run.line.uc_arrears[0] == 2 * rate


@pytest.mark.parametrize(("partner_from", "is_kept_back"), [(NOW - 3, False), (NOW + 2, True)])
def test_a_partner_s_element_in_payment_leaves_nothing_to_keep_back(partner_from: int, is_kept_back: bool) -> None:
    partner = {**ILL, "health_group": HealthGroup.LCWRA, "element_from": partner_from}
    run = tiny(NOW, [ON_UC, partner, {**WAITING, "fit_note_since": NOW - 9, "referred_month": NOW - 8}])
    assert (held_back(run.state.person, 1, run.policy, NOW) > 0) == is_kept_back


def test_a_higher_age_of_the_element_keeps_nothing_back_from_the_younger() -> None:
    waits = {**WAITING, "birth_month": NOW - 20 * 12, "fit_note_since": NOW - 9, "referred_month": NOW - 8}
    run = tiny(NOW, [ON_UC, waits])
    assert held_back(run.state.person, 0, run.policy, NOW) > 0
    run.policy.universal_credit.health_element_from_age = 22
    assert held_back(run.state.person, 0, run.policy, NOW) == 0


@pytest.mark.parametrize(("why", "strain"), [(Referral.INITIAL, 0.0), (Referral.REASSESSMENT, 0.1)])
def test_a_reassessment_strains_mental_health_and_a_first_assessment_does_not(why: Referral, strain: float) -> None:
    """0.10 problems a reassessment (Barr et al. 2016 as the upper bound, 0.27)."""
    held = {**ILL, "health_group": HealthGroup.LCW, "referral": why, "referred_month": NOW - 1}
    run = with_capacity(certain(tiny(NOW, [ON_UC, held], luck=MIDDLE), 0.0, 1.0), 9, 9)
    assessment.step(*run)
    assert run.state.person.referral[0] == Referral.NONE
    assert run.state.person.strain[0] == pytest.approx(strain)
