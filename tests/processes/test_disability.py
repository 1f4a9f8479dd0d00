"""PIP and ADP: claims by severity, the queue by agency, awards by points."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lawful import NOW, law, lawful
from tiny import Tiny, tiny

from welfsim.draws import LAST
from welfsim.processes import disability
from welfsim.processes.disability import claim_hazard, share_within_nation
from welfsim.vocabulary.codes import DisabilityBenefit, Nation, PipOutcome, PipRate, Severity

LUCKY, MIDDLE, UNLUCKY = 0, LAST // 2, LAST
ILL = {"birth_month": NOW - 40 * 12, "severity": Severity.SEVERE, "daily_living_points": 9, "top_activity_points": 4}


def decided(*people: dict[str, Any], capacity: int = 99, nation: Nation = Nation.ENGLAND, **differs: float) -> Tiny:
    """Take one month in which the one district has all capacity, every claim is awarded, none with mobility."""
    run = tiny(NOW, *([{}, {**ILL, **person}] for person in people), nation=nation, luck=MIDDLE)
    run.state.district.share_of_assessors[0] = 1.0
    p = run.policy.adp if nation == Nation.SCOTLAND else run.policy.pip
    sure = {"award_share": 1.0, "mobility_share": 0.0, "mobility_only_share": 0.0, "dispute_share": 1.0}
    for name, value in {**sure, "capacity": float(capacity), **differs}.items():
        setattr(p, name, value)
    disability.step(*run)
    return run


@pytest.mark.parametrize(("severity", "hazard"), [(0, 0.0), (1, 0.0004), (2, 0.011), (3, 0.04)])
def test_claims_come_with_severity(severity: int, hazard: float) -> None:
    assert claim_hazard(severity, law("pip")) == hazard


@given(st.sampled_from(Severity), lawful("adp"))
def test_the_hazard_of_a_claim_is_a_chance(severity: Severity, p: object) -> None:
    assert 0.0 <= claim_hazard(severity, p) <= 1.0


def test_scotland_s_agency_works_for_scotland_alone() -> None:
    run = tiny(NOW, [{}, ILL])
    districts = run.state.district.repeat(4)
    districts.nation[:] = [Nation.ENGLAND, Nation.WALES, Nation.SCOTLAND, Nation.SCOTLAND]
    districts.share_of_assessors[:] = [0.6, 0.2, 0.15, 0.05]
    shares = [share_within_nation(districts, d) for d in range(4)]
    assert shares == pytest.approx([0.75, 0.25, 0.75, 0.25])


def test_the_lowest_draw_claims_once() -> None:
    awarded, disputing = {**ILL, "daily_living": PipRate.STANDARD}, {**ILL, "pip_appeal_month": NOW + 2}
    run = tiny(NOW, [{}, ILL], [{}, awarded], [{}, disputing])
    disability.step(*run)
    assert run.state.person.pip_claim_month.tolist() == [NOW, 0, 0]
    assert run.line.disability_claims[0, DisabilityBenefit.PIP] == 1


def test_no_claim_is_decided_before_clearance_and_the_longest_wait_goes_first() -> None:
    run = decided(*({"pip_claim_month": NOW - m} for m in (2, 3, 5, 4)), capacity=2)
    assert run.policy.pip.clearance == 3
    assert run.state.person.pip_claim_month.tolist() == [NOW - 2, NOW - 3, 0, 0]
    assert run.line.disability_cost[0] == 2 * run.policy.costs.pip_assessment


@pytest.mark.parametrize(("points", "rate"), [(8, PipRate.STANDARD), (11, PipRate.STANDARD), (12, PipRate.ENHANCED)])
def test_twelve_points_bring_the_enhanced_rate(points: int, rate: PipRate) -> None:
    run = decided({"pip_claim_month": NOW - 9, "daily_living_points": points})
    assert run.state.person.daily_living[0] == rate
    assert 30 <= run.state.person.pip_review_month[0] - NOW < 90  # about a mean of sixty months
    assert run.line.disability_on[0, DisabilityBenefit.PIP] == 1
    assert run.line.disability_decisions[0, DisabilityBenefit.PIP, PipOutcome.AWARDED] == 1


def test_mobility_comes_alone_or_beside_daily_living() -> None:
    claim = {"pip_claim_month": NOW - 9}
    alone = decided(claim, mobility_only_share=1.0).state.person
    assert (alone.daily_living[0], alone.mobility[0]) == (PipRate.NONE, PipRate.STANDARD)
    both = decided(claim, mobility_share=1.0, mobility_enhanced_share=1.0).state.person
    assert (both.daily_living[0], both.mobility[0]) == (PipRate.STANDARD, PipRate.ENHANCED)


@pytest.mark.parametrize(("points", "awarded"), [(3, False), (4, True)])
def test_the_four_point_rule_refuses_those_below_it(points: int, awarded: bool) -> None:
    run = decided({"pip_claim_month": NOW - 9, "top_activity_points": points}, four_point_rule=1.0)
    assert (run.state.person.daily_living[0] != PipRate.NONE) == awarded
    assert run.line.disability_decisions[0, 0, PipOutcome.AWARDED] == awarded


def test_a_refusal_may_be_disputed() -> None:
    run = decided({"pip_claim_month": NOW - 9}, award_share=0.0)
    assert run.state.person.pip_claim_month[0] == 0
    assert run.state.person.pip_appeal_month[0] == NOW + run.policy.pip.dispute_months
    assert run.line.disability_decisions[0, 0, PipOutcome.DISALLOWED] == 1
    assert not run.line.disability_on.any()


def test_scots_are_awarded_adp_by_its_own_parameters() -> None:
    run = decided({"pip_claim_month": NOW - 9}, nation=Nation.SCOTLAND)
    assert run.line.disability_on[0].tolist() == [0, 1]
    assert 36 <= run.state.person.pip_review_month[0] - NOW < 108  # about a mean of seventy-two months


def test_the_highest_draw_loses_an_award_outside_reviews() -> None:
    award = {"daily_living": PipRate.ENHANCED, "mobility": PipRate.STANDARD, "pip_review_month": NOW + 40}
    run = tiny(NOW, [{}, {**ILL, **award}], luck=UNLUCKY)
    disability.step(*run)
    person = run.state.person
    assert (person.daily_living[0], person.mobility[0], person.pip_review_month[0]) == (0, 0, 0)
    assert run.line.disability_off[0, DisabilityBenefit.PIP] == 1
