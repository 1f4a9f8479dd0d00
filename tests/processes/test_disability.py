"""PIP and ADP: claims by severity, capacity shared with reviews, awards with their points and length."""

from __future__ import annotations

from math import e
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lawful import NOW, law, lawful
from numpy.typing import NDArray
from tiny import Tiny, tiny

from welfsim.awards.points import (
    daily_living_rate,
    months_of_new_award,
    months_of_renewed_award,
    points_of,
    share_found_at_four,
)
from welfsim.draws import LAST, TWO_32
from welfsim.processes import disability
from welfsim.processes.disability import award_chance, claim_hazard, decisions_a_month, share_within_nation
from welfsim.rules.disability_claims import months_until_ready
from welfsim.rules.rationing import share_slots
from welfsim.vocabulary.codes import (
    AwardEnd,
    Condition,
    DisabilityBenefit,
    DisputeStage,
    HealthLoss,
    Nation,
    PipOutcome,
    PipRate,
    Severity,
    Undecided,
)

LUCKY, MIDDLE, UNLUCKY = 0, LAST // 2, LAST
ILL = {"birth_month": NOW - 40 * 12, "severity": Severity.SEVERE, "condition": Condition.NEUROLOGICAL}


def points() -> tuple[str, ...]:
    """Return the names of the parameters of points."""
    names: tuple[str, ...] = law("points").dtype.names
    return names


def decided(*people: dict[str, Any], capacity: int = 99, nation: Nation = Nation.ENGLAND, **differs: float) -> Tiny:
    """Take a month in which the one district has all capacity, every claim is awarded at the standard rate alone.

    Claims are ready to be decided unless said otherwise.
    """
    ready = {**ILL, "pip_ready_month": NOW}
    run = tiny(NOW, *([{}, {**ready, **person}] for person in people), nation=nation, luck=MIDDLE)
    run.state.district.share_of_assessors[0] = 1.0
    p = run.policy.adp if nation == Nation.SCOTLAND else run.policy.pip
    sure = {"award_share": 1.0, "mobility_share": 0.0, "mobility_only_share": 0.0, "reconsideration_share": 1.0}
    plain = {"enhanced_severe": 0.0, "face_to_face": 0.0, "reviews_first": 0.0}
    for name, value in {**sure, **plain, "capacity": float(capacity), **differs}.items():
        setattr(run.policy.points if name in points() else p, name, value)
    disability.step(*run)
    return run


@pytest.mark.parametrize(("severity", "hazard"), [(0, 0.0), (1, 0.0005), (2, 0.008), (3, 0.036)])
def test_claims_come_with_severity_and_less_often_in_work(severity: int, hazard: float) -> None:
    assert claim_hazard(severity, Condition.OTHER_PHYSICAL, 0.0, 0.0, False, law("pip")) == hazard
    assert claim_hazard(severity, Condition.OTHER_PHYSICAL, 0.0, 0.0, True, law("pip")) == pytest.approx(hazard / 4)


def test_claims_come_with_condition() -> None:
    p = law("pip", claim_mental_health=1.5)
    assert claim_hazard(Severity.SEVERE, Condition.MENTAL_HEALTH, 0.0, 0.0, False, p) == pytest.approx(0.054)
    assert claim_hazard(Severity.SEVERE, Condition.MUSCULOSKELETAL, 0.0, 0.0, False, p) == pytest.approx(0.036)


def test_the_less_employable_and_the_more_frail_claim_more_often() -> None:
    p = law("pip", claim_employability=0.5, claim_frailty=0.4)
    for employability, frailty, ratio in ((0.0, 0.0, 1.0), (-2.0, 0.0, np.e), (0.0, 2.5, np.e), (2.0, 2.5, 1.0)):
        found = claim_hazard(Severity.WORK_LIMITING, Condition.OTHER_PHYSICAL, employability, frailty, False, p)
        assert found == pytest.approx(0.008 * ratio)


LATENT = st.floats(-5, 5)


@given(st.sampled_from(Severity), st.sampled_from(Condition), LATENT, LATENT, st.booleans(), lawful("adp"))
def test_the_hazard_of_a_claim_is_a_chance(
    severity: Severity, condition: Condition, employability: float, frailty: float, works: bool, p: object
) -> None:
    assert 0.0 <= claim_hazard(severity, condition, employability, frailty, works, p) <= 1.0


def test_scotland_s_agency_works_for_scotland_alone() -> None:
    run = tiny(NOW, [{}, ILL])
    districts = run.state.district.repeat(4)
    districts.nation[:] = [Nation.ENGLAND, Nation.WALES, Nation.SCOTLAND, Nation.SCOTLAND]
    districts.share_of_assessors[:] = [0.6, 0.2, 0.15, 0.05]
    shares = [share_within_nation(districts, d) for d in range(4)]
    assert shares == pytest.approx([0.75, 0.25, 0.75, 0.25])


def test_the_lowest_draw_claims_once() -> None:
    awarded, disputing = {**ILL, "daily_living": PipRate.STANDARD}, {**ILL, "pip_dispute_month": NOW + 2}
    run = tiny(NOW, [{}, ILL], [{}, awarded], [{}, disputing])
    disability.step(*run)
    assert run.state.person.pip_claim_month.tolist() == [NOW, 0, 0]
    assert run.line.disability_claims[0, DisabilityBenefit.PIP] == 1


@pytest.mark.parametrize(
    ("differs", "claims"),
    [
        ({"lost_month": NOW - 1}, True),
        ({"lost_month": NOW - 6}, True),
        ({"lost_month": NOW - 7}, False),
        ({"lost_month": NOW - 1, "severity": Severity.NONE, "condition": Condition.NONE}, False),
        ({"lost_month": NOW - 1, "lost_benefit": HealthLoss.DISABILITY}, False),
        ({"lost_month": NOW - 1, "daily_living": PipRate.STANDARD}, False),
    ],
    ids=["last month", "half a year ago", "longer ago", "well again", "lost PIP itself", "has PIP"],
)
def test_who_lost_the_element_claims_for_half_a_year(differs: dict[str, int], claims: bool) -> None:
    """0.2 x 423 / (0.37 x 0.44 x 628) is 0.83 of those who may claim in May 2026, 0.25 a month for six months."""
    lost = {"lost_benefit": HealthLoss.INCAPACITY, "lost_income": 42_300}
    run = tiny(NOW, [{}, {**ILL, "severity": Severity.MILD, **lost, **differs}], luck=int(0.24 * TWO_32))
    disability.step(*run)
    assert (run.state.person.pip_claim_month[0] == NOW) == claims
    assert run.line.claims_after_loss[0, HealthLoss.INCAPACITY] == claims
    assert run.state.person.lost_benefit[0] == (HealthLoss.NONE if claims else differs.get("lost_benefit", 1))


def test_nobody_claims_more_when_nothing_is_replaced() -> None:
    lost = {"lost_benefit": HealthLoss.INCAPACITY, "lost_income": 42_300, "lost_month": NOW - 1}
    run = tiny(NOW, [{}, {**ILL, **lost}], luck=int(0.4 * TWO_32))
    run.policy.claims.replaced_share = 0.0
    disability.step(*run)
    assert run.line.disability_claims[0, DisabilityBenefit.PIP] == 0


def test_no_claim_is_decided_before_it_is_ready_and_the_longest_ready_goes_first() -> None:
    claims = ((NOW - 9, NOW + 1), (NOW - 8, NOW), (NOW - 5, NOW - 1), (NOW - 4, NOW - 2))
    run = decided(*({"pip_claim_month": made, "pip_ready_month": ready} for made, ready in claims), capacity=2)
    assert run.state.person.pip_claim_month.tolist() == [NOW - 9, NOW - 8, 0, 0]
    assert run.state.person.pip_ready_month.tolist() == [NOW + 1, NOW, 0, 0]
    assert run.line.disability_cost[0] == 2 * run.policy.costs.pip_assessment
    assert run.line.disability_wait[0, 0] == 5 + 4


def journeys(p: Any) -> NDArray[np.int64]:
    """Return the months until ready of ten thousand claims, their draws spread evenly."""
    return np.array([months_until_ready((k + 0.5) / 10_000, p) for k in range(10_000)])


def test_claims_are_ready_as_the_journeys_of_2024_25_were_decided() -> None:
    """DWP, April 2024 to March 2025: 50.9% within 75 working days, 37.5% to 6 months, 11.0% to 12, 0.6% later.

    A journey counted as so many months is up to a month shorter or longer, so half of those counted as six are within.
    """
    months = journeys(law("pip"))

    def longer(than: int) -> float:
        return float((months > than).mean())

    assert longer(3) == pytest.approx(0.491, abs=0.01)
    assert (longer(5) + longer(6)) / 2 == pytest.approx(0.116, abs=0.01)
    assert (longer(11) + longer(12)) / 2 == pytest.approx(0.006, abs=0.003)
    assert months.mean() == pytest.approx(2 + 0.88 * 2.25, abs=0.01)
    assert months.min() == 2


@pytest.mark.parametrize(
    ("late_share", "late_months", "months"), [(0.0, 2.25, {2}), (1.0, 1.0, {3}), (0.5, 1.0, {2, 3})]
)
def test_without_late_claims_all_are_ready_together(late_share: float, late_months: float, months: set[int]) -> None:
    found = journeys(law("pip", claim_late_share=late_share, claim_late_months=late_months))
    assert set(found.tolist()) == months
    assert (found == 3).mean() == late_share


@given(lawful("pip"), st.floats(0.0, 1.0, exclude_max=True), st.floats(0.0, 1.0, exclude_max=True))
def test_a_worse_draw_is_never_ready_sooner(p: Any, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert p.claim_ready_months <= months_until_ready(low, p) <= months_until_ready(high, p)


def test_when_a_claim_is_ready_follows_person_and_month_of_claim() -> None:
    def ready(month: int) -> list[int]:
        run = tiny(month, *([{}, ILL] for _ in range(40)))
        disability.step(*run)
        assert (run.state.person.pip_claim_month == month).all()
        return [int(m) - month for m in run.state.person.pip_ready_month]

    assert ready(NOW) == ready(NOW)
    assert min(ready(NOW)) == 2
    assert len(set(ready(NOW))) > 3
    assert ready(NOW) != ready(NOW + 1)


@given(lawful("pip"))
def test_the_chance_of_an_award_is_a_chance(p: Any) -> None:
    assert all(0.0 <= award_chance(severity, months, p) <= 1.0 for severity in Severity for months in (0, 23, 24, 400))


def test_the_severely_ill_are_awarded_more_often_and_the_mean_is_the_published_one() -> None:
    """44% from August to October 2024 (DWP), on the mix of claims decided in the baseline's first year."""
    p = law("pip")
    mild, limited, severe = (award_chance(severity, 24, p) for severity in list(Severity)[1:])
    assert mild < limited < severe
    assert award_chance(Severity.NONE, 24, p) == mild
    recent = [award_chance(severity, 23, p) for severity in Severity]
    assert recent == pytest.approx([mild, mild, 0.2 * limited, 0.2 * severe])
    new = 0.164 * recent[Severity.WORK_LIMITING] + 0.019 * recent[Severity.SEVERE]
    mean = 0.049 * mild + 0.538 * limited + 0.230 * severe + new
    assert mean == pytest.approx(0.44, abs=0.003)


@pytest.mark.parametrize(("since", "awarded"), [(NOW - 23, False), (NOW - 24, True)])
def test_illness_that_is_new_is_seldom_found_likely_to_last(since: int, awarded: bool) -> None:
    run = decided({"pip_claim_month": NOW - 6, "severity_since": since}, award_recent=0.0)
    assert (run.state.person.daily_living[0] != PipRate.NONE) == awarded


@pytest.mark.parametrize(
    ("points", "rate"),
    [(7, PipRate.NONE), (8, PipRate.STANDARD), (11, PipRate.STANDARD), (12, PipRate.ENHANCED)],
)
def test_eight_points_bring_the_standard_rate_and_twelve_the_enhanced(points: int, rate: PipRate) -> None:
    """Social Security (Personal Independence Payment) Regulations 2013 reg 5(3)."""
    assert daily_living_rate(points) == rate


@given(st.sampled_from([PipRate.STANDARD, PipRate.ENHANCED]), st.floats(0.0, 1.0, exclude_max=True))
def test_points_found_bring_the_rate_they_were_found_for(rate: PipRate, share: float) -> None:
    assert daily_living_rate(points_of(rate, share)) == rate


@pytest.mark.parametrize(("enhanced", "rate"), [(0.0, PipRate.STANDARD), (99.0, PipRate.ENHANCED)])
def test_an_award_has_points_a_review_and_arrears_from_the_claim(enhanced: float, rate: PipRate) -> None:
    run = decided({"pip_claim_month": NOW - 9}, enhanced_severe=enhanced)
    person, rates = run.state.person, run.policy.disability_rates
    assert person.daily_living[0] == rate == daily_living_rate(int(person.daily_living_points[0]))
    weekly = rates.pip_daily_living_enhanced if enhanced else rates.pip_daily_living_standard
    assert run.line.disability_arrears[0, 0] == pytest.approx(9 * weekly * 52 / 12, abs=9)
    assert run.line.disability_on[0, DisabilityBenefit.PIP] == 1
    assert run.line.disability_decisions[0, DisabilityBenefit.PIP, PipOutcome.AWARDED] == 1
    assert run.line.disability_wait[0, 0] == 9


@pytest.mark.parametrize(("age", "first", "later"), [(24, 10, 32), (25, 36, 60)])
def test_from_april_2026_awards_run_three_years_and_then_five_from_age_25(age: int, first: int, later: int) -> None:
    """DWP, December 2025; the lowest draw is the shortest award."""
    p, is_25 = law("pip"), age >= 25
    assert months_of_new_award(0.0, is_25, p) == first
    assert months_of_renewed_award(0.0, is_25, p) == later
    run = decided({"pip_claim_month": NOW - 9, "birth_month": NOW - 12 * age})
    assert run.state.person.pip_review_month[0] - NOW >= first


def test_new_awards_are_short_longer_and_ongoing_as_published() -> None:
    """79% run up to two years, 7% are ongoing (DWP PIP statistics to October 2024)."""
    p = law("pip", award_shortest_months=0)
    months = [months_of_new_award((k + 0.5) / 1000, True, p) for k in range(1000)]
    assert sum(m <= 24 for m in months) == 790
    assert sum(m == 120 for m in months) == 70
    assert min(months) >= 9


@given(lawful("pip"), st.floats(0.0, 1.0, exclude_max=True), st.booleans())
def test_no_award_is_shorter_than_the_shortest(p: Any, share: float, is_25: bool) -> None:
    assert months_of_new_award(share, is_25, p) >= (p.award_shortest_months if is_25 else 0)
    assert months_of_renewed_award(share, is_25, p) >= (p.award_shortest_renewed_months if is_25 else 0)


def test_face_to_face_assessments_take_capacity() -> None:
    p = law("pip", capacity=1000.0, face_to_face=0.5, face_to_face_time=2.0)
    assert decisions_a_month(p) == pytest.approx(1000 / 1.5)


def to_reviews_of(slots: int, kept: int, reviews: int, claims: int) -> int:
    """Return the decisions of a month that reviews have."""
    return share_slots(claims, reviews, slots, kept)[1]


@pytest.mark.parametrize(
    ("kept", "reviews", "claims", "to_reviews"),
    [(4, 9, 9, 4), (0, 9, 9, 1), (10, 9, 9, 9), (4, 2, 9, 2), (4, 9, 3, 7), (4, 0, 0, 0)],
)
def test_reviews_have_what_is_kept_for_them_and_what_claims_leave(
    kept: int, reviews: int, claims: int, to_reviews: int
) -> None:
    assert to_reviews_of(10, kept, reviews, claims) == to_reviews


COUNTS = st.integers(0, 1000)


@given(COUNTS, COUNTS, COUNTS, COUNTS, st.integers(0, 100))
def test_no_capacity_is_idle_while_anyone_waits_and_none_is_spent_twice(
    slots: int, kept: int, reviews: int, claims: int, more: int
) -> None:
    to_reviews = to_reviews_of(slots, kept, reviews, claims)
    served = to_reviews + min(claims, slots - to_reviews)
    assert 0 <= to_reviews <= min(reviews, slots)
    assert served == min(slots, reviews + claims)
    assert to_reviews_of(slots, kept + more, reviews, claims) >= to_reviews


def test_a_change_is_reported_below_the_highest_award_while_nothing_is_pending() -> None:
    award = {**ILL, "daily_living": PipRate.STANDARD, "pip_review_month": NOW + 9}
    highest = {**award, "daily_living": PipRate.ENHANCED, "mobility": PipRate.ENHANCED}
    waiting, disputing = {**award, "pip_review_month": NOW - 1}, {**award, "pip_dispute_month": NOW + 1}
    run = tiny(NOW, *([{}, person] for person in (award, highest, waiting, disputing)))
    disability.step(*run)
    assert run.state.person.pip_review_month.tolist() == [NOW, NOW + 9, NOW - 1, NOW + 9]
    assert run.state.person.pip_change_reported.tolist() == [True, False, False, False]
    assert run.line.disability_changes[0, 0] == 1


def test_mobility_comes_alone_or_beside_daily_living() -> None:
    claim = {"pip_claim_month": NOW - 9}
    alone = decided(claim, mobility_only_share=1.0, mobility_only_enhanced_share=0.0).state.person
    assert (alone.daily_living[0], alone.mobility[0]) == (PipRate.NONE, PipRate.STANDARD)
    both = decided(claim, mobility_share=1.0, mobility_enhanced_share=1.0).state.person
    assert (both.daily_living[0], both.mobility[0]) == (PipRate.STANDARD, PipRate.ENHANCED)


def test_mobility_alone_is_at_either_rate() -> None:
    claims = [{"pip_claim_month": NOW - 9}] * 400
    person = decided(*claims, capacity=400, mobility_only_share=1.0).state.person
    assert not person.daily_living.any()
    assert (person.mobility == PipRate.ENHANCED).mean() == pytest.approx(0.45, abs=0.1)
    assert (person.mobility != PipRate.NONE).all()


UNKNOWN = {"found_at_once": 0.0, "found_in_the_end": 0.0}
BELOW = {"below_four_neurological_standard": 1.0, **UNKNOWN}


@pytest.mark.parametrize(("below", "awarded"), [(1.0, False), (0.0, True)])
def test_the_four_point_rule_refuses_those_below_it(below: float, awarded: bool) -> None:
    """Green Paper Pathways to Work, March 2025, paragraph 135: four points in at least one activity."""
    run = decided(
        {"pip_claim_month": NOW - 9},
        four_point_rule_from=NOW - 9,
        **{**BELOW, "below_four_neurological_standard": below},
    )
    assert (run.state.person.daily_living[0] != PipRate.NONE) == awarded
    assert run.line.disability_decisions[0, 0, PipOutcome.AWARDED] == awarded


def test_the_four_point_rule_is_that_of_the_month_of_the_claim() -> None:
    """Claims of three months, one month and no month ago, decided now; the rule is of claims made from now on."""
    claims = [{"pip_claim_month": NOW - months} for months in (3, 1, 0)]
    person = decided(*claims, four_point_rule_from=NOW, **BELOW).state.person
    assert person.daily_living.tolist() == [PipRate.STANDARD, PipRate.STANDARD, PipRate.NONE]


def test_who_is_refused_for_the_four_points_disputes_the_daily_living_lost() -> None:
    person = decided({"pip_claim_month": NOW - 1}, four_point_rule_from=NOW - 1, **BELOW).state.person
    assert (person.pip_lost_daily_living[0], person.pip_due_from[0]) == (PipRate.STANDARD, NOW - 1)
    person = decided({"pip_claim_month": NOW - 1, "daily_living_points": 9}, award_share=0.0).state.person
    assert person.pip_lost_daily_living[0] == PipRate.NONE


def test_the_share_found_at_four_rises_with_the_time_and_the_activities() -> None:
    """0.10 when the rule begins, 0.23 in the end; (1 − 1/e) of the way after 30 months; five activities of two."""
    p = law("points")
    at = [share_found_at_four(10, months, p) for months in (0, 30, 2_000)]
    assert at == pytest.approx([0.10, 0.10 + 0.13 * (1 - 1 / e), 0.23])
    assert share_found_at_four(8, 2_000, p) == pytest.approx(1 - 0.77 ** (4 / 5))  # 0.19
    assert share_found_at_four(13, 2_000, p) == pytest.approx(1 - 0.77 ** (6 / 5))  # 0.27
    falling = law("points", found_at_once=0.3, found_in_the_end=0.1)
    assert share_found_at_four(10, 24, falling) < share_found_at_four(10, 0, falling) == pytest.approx(0.3)


@given(st.integers(8, 19), st.integers(0, 600), lawful("points"))
def test_the_share_found_at_four_is_a_share(points: int, months: int, p: object) -> None:
    assert 0.0 <= share_found_at_four(points, months, p) <= 1.0


def test_some_below_four_are_found_at_four_and_the_same_people_later() -> None:
    """Of 600 claims of people with 8 to 11 points: about 0.10 at once, more later, and nobody back below."""
    claims = [{"pip_claim_month": NOW}] * 600
    found = []
    for began in (NOW, NOW - 120):
        run = decided(*claims, capacity=600, four_point_rule_from=began, below_four_neurological_standard=1.0)
        person = run.state.person
        assert ((person.daily_living == PipRate.STANDARD) == (person.top_activity_points == 4)).all()
        found.append(person.daily_living == PipRate.STANDARD)
    assert found[0].mean() == pytest.approx(0.09, abs=0.04)
    assert found[1].mean() == pytest.approx(0.21, abs=0.06)
    assert (found[1] | ~found[0]).all()


def test_a_refusal_may_be_disputed_and_what_is_won_is_due_from_the_claim() -> None:
    run = decided({"pip_claim_month": NOW - 9}, award_share=0.0)
    person = run.state.person
    assert person.pip_claim_month[0] == 0
    assert person.pip_dispute_month[0] == NOW + run.policy.pip.reconsideration_months
    assert person.pip_due_from[0] == NOW - 9
    assert run.line.disability_decisions[0, 0, PipOutcome.DISALLOWED] == 1
    assert run.line.disability_disputes_opened[0, 0].tolist() == [1, 0]
    assert not run.line.disability_on.any()


def test_scots_are_awarded_adp_by_its_own_parameters() -> None:
    run = decided({"pip_claim_month": NOW - 9}, nation=Nation.SCOTLAND)
    assert run.line.disability_on[0].tolist() == [0, 1]
    assert run.state.person.pip_review_month[0] - NOW == 120 or 40 <= run.state.person.pip_review_month[0] - NOW <= 80


def test_the_highest_draw_loses_an_award_outside_reviews() -> None:
    award = {"daily_living": PipRate.ENHANCED, "mobility": PipRate.STANDARD, "pip_review_month": NOW - 4}
    dispute = {"pip_dispute_month": NOW + 1, "pip_dispute_stage": DisputeStage.TRIBUNAL}
    run = tiny(NOW, [{}, {**ILL, **award, **dispute}], luck=UNLUCKY)
    disability.step(*run)
    person = run.state.person
    assert (person.daily_living[0], person.mobility[0], person.pip_review_month[0]) == (0, 0, 0)
    assert run.line.disability_off[0, DisabilityBenefit.PIP] == 1
    assert run.line.disability_reviews_left[0, 0, Undecided.AWARD_ENDED] == 1
    assert run.line.disability_disputes_left[0, 0, DisputeStage.TRIBUNAL, Undecided.AWARD_ENDED] == 1
    assert person.pip_dispute_month[0] == 0


@pytest.mark.parametrize("severity", [Severity.NONE, Severity.MILD, Severity.WORK_LIMITING])
def test_awards_of_the_recovered_may_end_outside_reviews(severity: Severity) -> None:
    award = {"birth_month": NOW - 40 * 12, "severity": severity, "daily_living": PipRate.STANDARD}
    run = tiny(NOW, [{}, {**award, "pip_review_month": NOW + 9}], luck=LAST)
    run.policy.pip.leaves, run.policy.pip.leaves_recovered = 0.0, 1.0
    disability.step(*run)
    ends = severity < Severity.WORK_LIMITING
    assert (run.state.person.daily_living[0] == PipRate.NONE) == ends
    assert run.line.disability_ends[0, 0, AwardEnd.OUTSIDE_REVIEWS] == ends


# ---------------------------------------------------------------------------------------- an award from childhood

TURNS_16 = {"birth_month": NOW - 16 * 12, "child_award": True, "pip_ready_month": 0}


def test_who_turns_16_with_an_award_claims_is_paid_it_until_the_decision_and_then_has_pip_without_arrears() -> None:
    """In England: claims in May 2026, ready in July and decided then; DLA was paid until July, so nothing is owed."""
    run = decided(TURNS_16, child_award_claims=1.0, child_award_share=1.0, claim_late_share=0.0, award_share=0.0)
    person, line = run.state.person, run.line
    assert (person.pip_claim_month[0], person.pip_ready_month[0], person.child_award[0]) == (NOW, NOW + 2, True)
    assert line.disability_claims[0, 0] == line.disability_child_claims[0, 0] == 1
    for later in (NOW + 1, NOW + 2):
        disability.step(run.state, run.policy, run.clock._replace(month=later), *run[3:])
        assert (person.daily_living[0] != PipRate.NONE) == (later == NOW + 2)
    assert not person.child_award[0] and person.pip_claim_month[0] == 0
    assert line.disability_child_decisions[0, 0].tolist() == line.disability_decisions[0, 0].tolist() == [0, 1]
    assert line.disability_on[0, 0] == 1 and line.disability_wait[0, 0] == 2
    assert line.disability_arrears[0, 0] == 0


@pytest.mark.parametrize(("awarded", "outcome"), [(0.0, PipOutcome.DISALLOWED), (1.0, PipOutcome.AWARDED)])
def test_the_award_of_who_turned_16_is_by_its_own_chance_and_a_refusal_is_disputed_from_then(
    awarded: float, outcome: PipOutcome
) -> None:
    claimed = {**TURNS_16, "pip_claim_month": NOW - 3, "pip_ready_month": NOW}
    run = decided(claimed, child_award_share=awarded, award_share=1.0 - awarded)
    assert run.line.disability_child_decisions[0, 0, outcome] == 1
    assert run.state.person.pip_due_from[0] == (0 if awarded else NOW)
    assert not run.state.person.child_award[0]


@pytest.mark.parametrize(
    ("age", "nation", "claims"),
    [
        (16 * 12 - 1, Nation.ENGLAND, False),
        (16 * 12, Nation.ENGLAND, True),
        (16 * 12, Nation.WALES, True),
        (18 * 12 - 1, Nation.SCOTLAND, False),
        (18 * 12, Nation.SCOTLAND, True),
    ],
)
def test_an_award_from_childhood_goes_on_to_16_or_in_scotland_to_18(age: int, nation: Nation, claims: bool) -> None:
    run = decided({**TURNS_16, "birth_month": NOW - age}, nation=nation, child_award_claims=1.0, claim_severe=1.0)
    assert run.line.disability_child_claims.sum() == run.line.disability_claims.sum() == claims
    assert run.state.person.child_award[0]


def test_who_does_not_claim_when_grown_has_nothing() -> None:
    run = decided(TURNS_16, child_award_claims=0.0)
    assert not run.state.person.child_award[0]
    assert run.state.person.pip_claim_month[0] == 0
    assert run.line.disability_child_awards_ended[0].tolist() == [1, 0]


def test_who_may_not_have_public_funds_does_not_claim() -> None:
    barred = {"funds_from": NOW + 1, "pip_ready_month": 0}
    run = decided(barred, {**barred, "funds_from": NOW}, claim_severe=1.0)
    assert (run.state.person.pip_claim_month != 0).tolist() == [False, True]
