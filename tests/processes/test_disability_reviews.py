"""Disputes and reviews of PIP and ADP: what success restores, and what a review may do to an award."""

from __future__ import annotations

from typing import Any

import pytest
from lawful import NOW, law
from tiny import Tiny, tiny

from welfsim.awards.disability import independence_payment
from welfsim.awards.points import daily_living_rate
from welfsim.processes import disability_reviews
from welfsim.vocabulary.codes import Condition, DisputeStage, Nation, PipRate, ReviewOutcome, Severity, Undecided

ILL = {"birth_month": NOW - 40 * 12, "severity": Severity.WORK_LIMITING, "daily_living_points": 9}
REVIEWED = {**ILL, "daily_living": PipRate.STANDARD, "top_activity_points": 4, "pip_review_month": NOW - 3}


def reviewed(person: dict[str, Any] | None = None, nation: Nation = Nation.ENGLAND, **differs: float) -> Tiny:
    """Hold a review, due three months ago, of which nothing comes but what `differs`."""
    run = tiny(NOW, [{}, {**REVIEWED, **(person or {})}], nation=nation)
    run.state.district.pip_reviews_reached[0] = 1
    p = run.policy.adp if nation == Nation.SCOTLAND else run.policy.pip
    points = set(run.policy.points.dtype.names)
    calm = {f"{kind}_{what}": 0.0 for kind in ("review", "change") for what in ("stops", "lowers", "raises")}
    for name, value in {**calm, "review_moves_mobility": 0.0, "reconsideration_share": 0.0, **differs}.items():
        setattr(run.policy.points if name in points else p, name, value)
    disability_reviews.step(*run)
    return run


def disputed(person: dict[str, Any], **differs: float) -> Tiny:
    """Settle a dispute, by default at the first stage and won."""
    run = tiny(NOW, [{}, {**ILL, "pip_dispute_month": NOW, "pip_due_from": NOW - 5, **person}])
    sure = {"reconsideration_success": 1.0, "mobility_share": 0.0, "mobility_only_share": 0.0, "enhanced_others": 0.0}
    points = set(run.policy.points.dtype.names)
    for name, value in {**sure, **differs}.items():
        setattr(run.policy.points if name in points else run.policy.pip, name, value)
    disability_reviews.step(*run)
    return run


def rates(run: Tiny) -> tuple[int, int]:
    """Return the two rates of the first person."""
    return int(run.state.person.daily_living[0]), int(run.state.person.mobility[0])


@pytest.mark.parametrize("nation", [Nation.ENGLAND, Nation.SCOTLAND])
def test_a_review_that_leaves_an_award_as_it_is_sets_the_next(nation: Nation) -> None:
    run = reviewed(nation=nation)
    p = run.policy.adp if nation == Nation.SCOTLAND else run.policy.pip
    months = run.state.person.pip_review_month[0] - NOW
    assert rates(run) == (PipRate.STANDARD, PipRate.NONE)
    assert 2 / 3 * p.award_renewed_months - 1 < months < 4 / 3 * p.award_renewed_months or months == 60
    assert run.line.disability_reviews[0].tolist() == [nation != Nation.SCOTLAND, nation == Nation.SCOTLAND]
    assert run.line.disability_review_outcomes[0].sum(axis=0).tolist() == [0, 0, 1, 0]
    assert run.line.disability_cost[0] == run.policy.costs.pip_assessment


@pytest.mark.parametrize("reached", [0, 1, 2])
def test_a_review_waits_for_capacity_and_the_award_is_paid_until_then(reached: int) -> None:
    run = tiny(NOW, *([{}, {**REVIEWED, "pip_review_month": NOW - m}] for m in (2, 3, 7, 5)))
    run.state.district.pip_reviews_reached[0] = reached
    run.policy.pip.review_stops = 1.0
    disability_reviews.step(*run)
    assert (run.state.person.daily_living == 0).tolist() == [False, False, reached > 0, reached > 1]


STANDARD, ENHANCED = PipRate.STANDARD, PipRate.ENHANCED


@pytest.mark.parametrize(
    ("before", "mobility_moves", "raised"),
    [
        ((1, 0), 0.0, (2, 0)),
        ((1, 0), 1.0, (1, 1)),
        ((2, 0), 0.0, (2, 1)),
        ((0, 1), 0.0, (1, 1)),
        ((1, 2), 1.0, (2, 2)),
        ((2, 2), 0.0, (2, 2)),
    ],
)
def test_a_review_raises_one_component_by_one_rate(
    before: tuple[int, int], mobility_moves: float, raised: tuple[int, int]
) -> None:
    person = {"daily_living": before[0], "mobility": before[1], "daily_living_points": (0, 9, 15)[before[0]]}
    run = reviewed(person, review_raises=1.0, review_moves_mobility=mobility_moves)
    assert rates(run) == raised
    if raised[0]:
        assert daily_living_rate(int(run.state.person.daily_living_points[0])) == raised[0]
    assert run.line.disability_review_outcomes[0, 0, ReviewOutcome.RAISED] == (before != raised)


@pytest.mark.parametrize(
    ("before", "mobility_moves", "lowered"),
    [
        ((1, 0), 0.0, (1, 0)),
        ((0, 1), 1.0, (0, 1)),
        ((2, 0), 1.0, (1, 0)),
        ((1, 1), 0.0, (0, 1)),
        ((1, 1), 1.0, (1, 0)),
        ((0, 2), 0.0, (0, 1)),
    ],
)
def test_a_review_lowers_one_component_and_leaves_an_award(
    before: tuple[int, int], mobility_moves: float, lowered: tuple[int, int]
) -> None:
    person = {"daily_living": before[0], "mobility": before[1], "daily_living_points": 12 if before[0] == 2 else 8}
    run = reviewed(person, review_lowers=1.0, review_moves_mobility=mobility_moves, reconsideration_share=1.0)
    assert rates(run) == lowered
    assert (run.state.person.pip_dispute_month[0] > 0) == (before != lowered)
    assert not run.line.disability_off.any()


def test_a_review_ends_an_award_whole() -> None:
    run = reviewed({"mobility": STANDARD}, review_stops=1.0, reconsideration_share=1.0)
    person = run.state.person
    assert (*rates(run), person.pip_review_month[0]) == (0, 0, 0)
    assert person.pip_dispute_month[0] == NOW + run.policy.pip.reconsideration_months
    assert (person.pip_lost_daily_living[0], person.pip_lost_mobility[0]) == (STANDARD, STANDARD)
    assert run.line.disability_off[0, 0] == 1


@pytest.mark.parametrize("asks", [1.0, 0.0])
def test_a_dispute_of_a_later_decision_takes_the_place_of_an_earlier_one(asks: float) -> None:
    earlier = {"pip_dispute_month": NOW + 5, "pip_dispute_stage": DisputeStage.TRIBUNAL, "pip_due_from": NOW - 12}
    run = reviewed(earlier, review_stops=1.0, reconsideration_share=asks)
    person = run.state.person
    assert run.line.disability_disputes_left[0, 0, DisputeStage.TRIBUNAL, Undecided.DECIDED_ANEW] == asks
    assert run.line.disability_disputes_opened[0, 0].tolist() == [asks, 0]
    assert person.pip_dispute_stage[0] == (DisputeStage.RECONSIDERATION if asks else DisputeStage.TRIBUNAL)
    assert person.pip_due_from[0] == (NOW if asks else NOW - 12)


def test_a_reported_change_has_outcomes_of_its_own() -> None:
    run = reviewed({"pip_change_reported": True}, change_raises=1.0, review_stops=1.0)
    assert run.line.disability_change_outcomes[0, 0, ReviewOutcome.RAISED] == 1
    assert not run.line.disability_review_outcomes.any()
    assert not run.state.person.pip_change_reported[0]


NEVER = {"found_at_once": 0.0, "found_in_the_end": 0.0}


def test_the_four_point_rule_acts_at_reviews_unless_new_claims_only() -> None:
    short = {"top_activity_points": 3}
    assert reviewed(short, four_point_rule_from=NOW, **NEVER).line.disability_off[0, 0] == 1
    spared = reviewed(short, four_point_rule_from=NOW, four_point_at_reviews=0.0, **NEVER)
    assert spared.line.disability_off[0, 0] == 0
    mobile = reviewed({**short, "mobility": PipRate.STANDARD}, four_point_rule_from=NOW, **NEVER)
    assert rates(mobile) == (PipRate.NONE, PipRate.STANDARD)
    assert mobile.line.disability_off[0, 0] == 0
    assert mobile.line.disability_review_outcomes[0, 0, ReviewOutcome.LOWERED] == 1


@pytest.mark.parametrize(("before", "lost"), [((0, 0), (2, 1)), ((1, 0), (2, 0)), ((1, 0), (1, 2)), ((0, 0), (0, 1))])
def test_a_dispute_won_restores_what_was_lost_with_arrears(before: tuple[int, int], lost: tuple[int, int]) -> None:
    held = {"daily_living": before[0], "mobility": before[1]}
    run = disputed({**held, "pip_lost_daily_living": lost[0], "pip_lost_mobility": lost[1]})
    assert rates(run) == lost
    assert run.line.disability_disputes_won[0, 0, DisputeStage.RECONSIDERATION] == 1
    assert run.line.disability_on[0, 0] == (before == (0, 0))
    p = run.policy.disability_rates
    gain = independence_payment(*lost, p) - independence_payment(*before, p)
    assert run.line.disability_arrears[0, 0] == 5 * gain
    assert (run.state.person.pip_dispute_month[0], run.state.person.pip_due_from[0]) == (0, 0)


def test_a_refused_claim_won_on_dispute_is_awarded_as_a_claim() -> None:
    run = disputed({})
    assert rates(run) == (STANDARD, PipRate.NONE)
    assert run.state.person.pip_review_month[0] > NOW
    assert run.line.disability_on[0, 0] == 1


def test_a_review_before_the_four_point_rule_is_by_the_old_test_and_one_after_finds_some_at_four() -> None:
    short = {"top_activity_points": 2}
    assert rates(reviewed(short, four_point_rule_from=NOW + 1, **NEVER)) == (STANDARD, PipRate.NONE)
    found = reviewed(short, four_point_rule_from=NOW, found_at_once=1.0)
    assert rates(found) == (STANDARD, PipRate.NONE)
    assert found.state.person.top_activity_points[0] == 4


@pytest.mark.parametrize(("since", "top"), [(NOW - 5, 4), (NOW - 4, 2)])
def test_winning_daily_living_back_finds_four_points_if_the_rule_took_it(since: int, top: int) -> None:
    lost = {"pip_lost_daily_living": STANDARD, "pip_lost_mobility": STANDARD, "top_activity_points": 2}
    run = disputed(lost, four_point_rule_from=since)
    assert rates(run) == (STANDARD, STANDARD)
    assert run.state.person.top_activity_points[0] == top


@pytest.mark.parametrize(("since", "won"), [(NOW - 5, PipRate.NONE), (NOW - 4, STANDARD)])
def test_a_claim_refused_for_want_of_points_is_tested_on_dispute_by_the_law_of_its_month(since: int, won: int) -> None:
    """The claim was made five months ago."""
    below = {"below_four_neurological_standard": 1.0, **NEVER}
    run = disputed({"condition": Condition.NEUROLOGICAL}, four_point_rule_from=since, **below)
    assert rates(run) == (won, PipRate.NONE)


@pytest.mark.parametrize(
    ("severity", "stops", "expected"),
    [
        (Severity.NONE, 0.4, ReviewOutcome.ENDED),
        (Severity.MILD, 0.4, ReviewOutcome.ENDED),
        (Severity.WORK_LIMITING, 0.4, ReviewOutcome.KEPT),
        (Severity.NONE, 0.1, ReviewOutcome.KEPT),
    ],
)
def test_awards_of_the_recovered_end_more_often(severity: Severity, stops: float, expected: ReviewOutcome) -> None:
    """4 × 0.4 ends the award at any draw; 1.3 × 0.4 and 4 × 0.1 do not at this person's, which is below 0.48."""
    run = reviewed({"severity": severity}, review_stops=stops)
    assert run.line.disability_review_outcomes[0, 0].tolist() == [expected == outcome for outcome in ReviewOutcome]


@pytest.mark.parametrize("reported", [False, True])
def test_the_more_ill_people_are_the_less_often_an_award_ends_and_the_more_often_it_rises(reported: bool) -> None:
    people = 600
    kind = "change" if reported else "review"
    outcomes = []
    for severity in (Severity.WORK_LIMITING, Severity.SEVERE):
        person = {**REVIEWED, "severity": severity, "pip_change_reported": reported}
        run = tiny(NOW, *([{}, person] for _ in range(people)))
        run.state.district.pip_reviews_reached[0] = people
        for name, value in {f"{kind}_stops": 0.3, f"{kind}_lowers": 0.0, f"{kind}_raises": 0.3}.items():
            setattr(run.policy.pip, name, value)
        disability_reviews.step(*run)
        line = run.line.disability_change_outcomes if reported else run.line.disability_review_outcomes
        outcomes.append(line[0, 0] / people)
        p = run.policy.pip
    for (ended, _, _, raised), stops, raises in zip(
        outcomes, (p.review_limited, p.review_severe), (p.raises_limited, p.raises_severe), strict=True
    ):
        assert ended == pytest.approx(0.3 * stops, abs=0.04)
        assert raised == pytest.approx(0.3 * raises, abs=0.04)
    assert outcomes[0][0] > outcomes[1][0] + 0.1
    assert outcomes[0][3] < outcomes[1][3]


def test_outcomes_of_reviews_by_severity_average_to_those_published() -> None:
    """With the mix of those reviewed: severe 0.55, work-limited 0.42, no longer limited 0.03."""
    for p in (law("pip"), law("adp")):
        mix = 0.55 * p.review_severe + 0.42 * p.review_limited + 0.03 * p.review_recovered
        assert mix == pytest.approx(1.0, abs=0.03)
        assert 0.55 * p.raises_severe + 0.42 * p.raises_limited == pytest.approx(1.0, abs=0.03)


def test_awards_of_the_recovered_are_not_raised() -> None:
    run = reviewed({"severity": Severity.MILD, "pip_change_reported": True}, change_raises=1.0)
    assert rates(run) == (STANDARD, PipRate.NONE)


@pytest.mark.parametrize(("goes_on", "month"), [(1.0, NOW + 8), (0.0, 0)])
def test_a_reconsideration_lost_may_go_to_the_tribunal(goes_on: float, month: int) -> None:
    run = disputed({}, reconsideration_success=0.0, tribunal_share=goes_on)
    assert run.state.person.pip_dispute_month[0] == month
    assert run.state.person.pip_dispute_stage[0] == goes_on
    assert run.line.disability_disputes_opened[0, 0].tolist() == [0, goes_on]
    assert rates(run) == (0, 0)
    assert run.line.dispute_cost[0] == run.policy.costs.reconsideration


@pytest.mark.parametrize("success", [0.0, 1.0])
def test_the_tribunal_is_the_last_stage(success: float) -> None:
    run = disputed({"pip_dispute_stage": DisputeStage.TRIBUNAL}, tribunal_success=success, tribunal_share=1.0)
    assert run.state.person.pip_dispute_month[0] == 0
    assert run.line.disability_disputes[0, 0].tolist() == [0, 1]
    assert run.line.disability_on[0, 0] == success
    assert run.line.dispute_cost[0] == run.policy.costs.tribunal
