"""Disputed WCA decisions: two stages, what each may change, and what it costs."""

from __future__ import annotations

from typing import Any

import pytest
from lawful import NOW
from tiny import Tiny, tiny

from welfsim.draws import LAST
from welfsim.processes import ageing, assessment, wca_disputes
from welfsim.vocabulary.codes import (
    HealthGroup,
    LcwraRoute,
    Presence,
    Referral,
    Severity,
    WcaDisputeResult,
    WcaDisputeStage,
)

ILL = {"birth_month": NOW - 40 * 12, "severity": Severity.WORK_LIMITING, "fit_note_since": NOW - 20}
RECONSIDERED = {
    **ILL,
    "wca_dispute_month": NOW,
    "wca_dispute_stage": WcaDisputeStage.RECONSIDERATION,
    "disputed_fit_note": NOW - 20,
    "disputed_from": NOW - 7,
}
HEARD = {**RECONSIDERED, "wca_dispute_stage": WcaDisputeStage.TRIBUNAL}


def settled(person: dict[str, Any], success: float, on_uc: bool = True, **differs: float) -> Tiny:
    """Settle a dispute of a claimant whose fit note is twenty months old."""
    run = tiny(NOW, [{"uc_since": NOW - 24} if on_uc else {}, person])
    p = run.policy.wca_disputes
    p.reconsideration_success = p.tribunal_success = success
    for name, value in differs.items():
        setattr(p, name, value)
    wca_disputes.step(*run)
    return run


@pytest.mark.parametrize(("person", "cost"), [(RECONSIDERED, "wca_reconsideration"), (HEARD, "wca_tribunal")])
def test_a_dispute_won_gives_lcwra_from_when_the_decision_would_have(person: dict[str, int], cost: str) -> None:
    run = settled({**person, "health_group": HealthGroup.LCW}, success=1.0)
    stage = person["wca_dispute_stage"]
    assert run.state.person.health_group[0] == HealthGroup.LCWRA
    assert run.state.person.element_from[0] == NOW - 7
    assert run.state.person.wca_dispute_month[0] == run.state.person.wca_dispute_stage[0] == 0
    assert run.line.wca_disputes[0, stage, WcaDisputeResult.CHANGED] == run.line.wca_disputes[0].sum() == 1
    assert run.line.wca_dispute_cost[0, stage] == run.line.wca_dispute_cost[0].sum()
    assert run.line.wca_dispute_cost[0, stage] == getattr(run.policy.costs, cost)
    assert run.line.lcwra_found[0, LcwraRoute.DISPUTE] == 1
    assert run.line.uc_arrears[0] == 7 * run.policy.universal_credit.lcwra_protected


def test_a_fit_note_handed_in_meanwhile_does_not_cost_the_protected_rate() -> None:
    """Universal Credit Act 2025 s.2: the claim that is won began before April 2026."""
    run = settled(
        {**RECONSIDERED, "health_group": HealthGroup.PRE_WCA, "fit_note_since": NOW - 1}, 1.0, changed_to_lcwra=1.0
    )
    assert run.state.person.fit_note_since[0] == NOW - 20
    assert run.line.uc_arrears[0] == 7 * run.policy.universal_credit.lcwra_protected


WAITING = {**ILL, "health_group": HealthGroup.PRE_WCA, "referral": Referral.INITIAL, "referred_month": NOW - 9}
IN_LCWRA = {**ILL, "health_group": HealthGroup.LCWRA, "referral": Referral.REASSESSMENT, "referred_month": NOW - 9}
IN_LCW = {**IN_LCWRA, "health_group": HealthGroup.LCW}


@pytest.mark.parametrize(
    ("person", "fit_note", "due"),
    [(WAITING, NOW - 20, NOW - 16), (IN_LCWRA, NOW - 20, NOW), (IN_LCW, NOW - 9, NOW - 9)],
    ids=["first", "repeat, element paid until then", "repeat of LCW"],
)
def test_a_dispute_keeps_from_when_the_decision_would_have_brought_the_element(
    person: dict[str, int], fit_note: int, due: int
) -> None:
    """A repeat decision on LCW is on what was asked for nine months ago."""
    run = tiny(NOW, [{"uc_since": NOW - 24}, person], luck=LAST // 2)
    p = run.policy.assessment
    p.lcwra_share_work_limiting, p.reassessment_share, p.reassessments = 0.0, 0.5, 9.0
    run.policy.wca_disputes.reconsideration_share = 1.0
    run.state.district.share_of_assessors[0] = 1.0
    p.capacity = 9.0
    assessment.step(*run)
    assert run.state.person.wca_dispute_stage[0] == WcaDisputeStage.RECONSIDERATION
    assert (run.state.person.disputed_fit_note[0], run.state.person.disputed_from[0]) == (fit_note, due)


@pytest.mark.parametrize(("share", "group"), [(1.0, HealthGroup.LCWRA), (0.0, HealthGroup.LCW)])
def test_a_fit_for_work_decision_may_change_to_either_group(share: float, group: HealthGroup) -> None:
    run = settled(RECONSIDERED, success=1.0, changed_to_lcwra=share)
    assert run.state.person.health_group[0] == group
    assert run.state.person.reassess_month[0] > NOW


@pytest.mark.parametrize(("held", "kept"), [(NOW - 99, NOW - 99), (0, NOW - 20), (NOW - 1, NOW - 20)])
def test_lcw_won_back_goes_on_with_the_fit_note_it_had(held: int, kept: int) -> None:
    run = settled({**RECONSIDERED, "fit_note_since": held}, success=1.0, changed_to_lcwra=0.0)
    assert run.state.person.fit_note_since[0] == kept


@pytest.mark.parametrize(("share", "stage"), [(1.0, WcaDisputeStage.TRIBUNAL), (0.0, WcaDisputeStage.NONE)])
def test_after_a_reconsideration_lost_some_go_to_the_tribunal(share: float, stage: WcaDisputeStage) -> None:
    run = settled(RECONSIDERED, success=0.0, tribunal_share=share)
    assert run.state.person.wca_dispute_stage[0] == stage
    assert run.state.person.wca_dispute_month[0] == (NOW + run.policy.wca_disputes.tribunal_months if share else 0)
    assert run.line.wca_disputes[0, WcaDisputeStage.RECONSIDERATION, WcaDisputeResult.UPHELD] == 1
    assert run.line.wca_disputes_opened[0, WcaDisputeStage.TRIBUNAL] == share
    assert not run.line.uc_health_moves.any()


def test_the_tribunal_is_the_last_stage() -> None:
    run = settled(HEARD, success=0.0, tribunal_share=1.0)
    assert run.state.person.wca_dispute_stage[0] == run.state.person.wca_dispute_month[0] == 0
    assert not run.line.wca_disputes_opened.any()


@pytest.mark.parametrize(("on_uc", "group"), [(False, HealthGroup.NONE), (True, HealthGroup.LCWRA)])
def test_a_dispute_lapses_off_universal_credit_and_on_lcwra(on_uc: bool, group: HealthGroup) -> None:
    run = settled({**RECONSIDERED, "health_group": group}, 1.0, on_uc)
    assert run.state.person.health_group[0] == group
    assert run.line.wca_disputes[0, WcaDisputeStage.RECONSIDERATION, WcaDisputeResult.LAPSED] == 1
    assert not run.line.uc_health_moves.any()
    assert not run.line.wca_dispute_cost.any()


def test_a_dispute_waits_for_its_month() -> None:
    run = settled({**RECONSIDERED, "wca_dispute_month": NOW + 1}, success=1.0)
    assert not run.line.wca_disputes.any()
    assert not run.line.wca_dispute_cost.any()


def test_pension_age_ends_a_dispute_and_a_referral() -> None:
    waiting = {"health_group": HealthGroup.LCW, "referral": 2, "birth_month": NOW - 70 * 12}
    run = tiny(NOW, [{"uc_since": NOW - 24}, {**HEARD, **waiting}])
    ageing.step(*run)
    person = run.state.person
    assert person.presence[0] == Presence.PENSION_AGE
    assert (person.referral[0], person.wca_dispute_stage[0], person.wca_dispute_month[0]) == (0, 0, 0)
    assert run.line.wca_disputes[0, WcaDisputeStage.TRIBUNAL, WcaDisputeResult.LAPSED] == 1
