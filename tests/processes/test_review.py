"""Disputes and reviews of PIP and ADP: what success restores, and what a review may do to an award."""

from __future__ import annotations

from typing import Any

import pytest
from lawful import NOW
from tiny import Tiny, tiny

from welfsim.processes import review
from welfsim.vocabulary.codes import Nation, PipRate, Severity

ILL = {"birth_month": NOW - 40 * 12, "severity": Severity.WORK_LIMITING, "daily_living_points": 9}
REVIEWED = {**ILL, "daily_living": PipRate.STANDARD, "top_activity_points": 4, "pip_review_month": NOW}


def reviewed(person: dict[str, Any] | None = None, nation: Nation = Nation.ENGLAND, **differs: float) -> Tiny:
    """Hold a review of which nothing comes but what `differs`."""
    run = tiny(NOW, [{}, {**REVIEWED, **(person or {})}], nation=nation)
    p = run.policy.adp if nation == Nation.SCOTLAND else run.policy.pip
    calm = {"review_stops": 0.0, "review_lowers": 0.0, "review_raises": 0.0, "dispute_share": 0.0}
    for name, value in {**calm, **differs}.items():
        setattr(p, name, value)
    review.step(*run)
    return run


@pytest.mark.parametrize("nation", [Nation.ENGLAND, Nation.SCOTLAND])
def test_a_review_that_leaves_an_award_as_it_is_sets_the_next(nation: Nation) -> None:
    run = reviewed(nation=nation)
    p = run.policy.adp if nation == Nation.SCOTLAND else run.policy.pip
    assert run.state.person.daily_living[0] == PipRate.STANDARD
    assert 0.5 <= (run.state.person.pip_review_month[0] - NOW) / p.award_months < 1.5
    assert run.line.disability_reviews[0].tolist() == [nation != Nation.SCOTLAND, nation == Nation.SCOTLAND]
    assert run.line.disability_cost[0] == run.policy.costs.pip_assessment


def test_reviews_raise_lower_and_stop() -> None:
    assert reviewed(review_raises=1.0).state.person.daily_living[0] == PipRate.ENHANCED
    enhanced = {"daily_living": PipRate.ENHANCED}
    assert reviewed(enhanced, review_lowers=1.0).state.person.daily_living[0] == PipRate.STANDARD
    assert reviewed(enhanced, review_raises=1.0).state.person.daily_living[0] == PipRate.ENHANCED
    stopped = reviewed({"mobility": PipRate.STANDARD}, review_stops=1.0, dispute_share=1.0)
    person = stopped.state.person
    assert (person.daily_living[0], person.mobility[0], person.pip_review_month[0]) == (0, 0, 0)
    assert person.pip_appeal_month[0] == NOW + stopped.policy.pip.dispute_months
    assert stopped.line.disability_off[0, 0] == 1


def test_the_four_point_rule_acts_at_reviews_unless_new_claims_only() -> None:
    short = {"top_activity_points": 3}
    assert reviewed(short, four_point_rule=1.0).line.disability_off[0, 0] == 1
    assert reviewed(short, four_point_rule=1.0, four_point_at_reviews=0.0).line.disability_off[0, 0] == 0
    mobile = reviewed({**short, "mobility": PipRate.STANDARD}, four_point_rule=1.0)
    assert mobile.state.person.daily_living[0] == PipRate.NONE
    assert mobile.state.person.mobility[0] == PipRate.STANDARD
    assert mobile.line.disability_off[0, 0] == 0


@pytest.mark.parametrize(("success", "awarded"), [(1.0, True), (0.0, False)])
def test_a_disability_dispute_won_gives_daily_living_by_points(success: float, awarded: bool) -> None:
    run = tiny(NOW, [{}, {**ILL, "pip_appeal_month": NOW}])
    run.policy.pip.dispute_success = success
    review.step(*run)
    assert run.state.person.pip_appeal_month[0] == 0
    assert run.state.person.daily_living[0] == (PipRate.STANDARD if awarded else PipRate.NONE)
    assert run.line.disability_on[0, 0] == awarded
    assert run.line.disability_disputes[0, 0] == 1
    assert run.line.dispute_cost[0] == run.policy.costs.appeal
