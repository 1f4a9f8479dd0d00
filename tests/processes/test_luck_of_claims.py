"""A decision that a queue comes to has the same outcome in whichever month its turn comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pytest
from lawful import NOW
from numpy.typing import NDArray
from tiny import Tiny, tiny

from welfsim.draws import LAST, Decision
from welfsim.processes import assessment, disability, disability_reviews, wca_disputes
from welfsim.rules.rationing import first_in_line, queue_by_wait
from welfsim.vocabulary.codes import DisabilityBenefit, DisputeStage, HealthGroup, PipRate, Referral, Severity
from welfsim.vocabulary.codes import WcaDisputeStage as WcaStage

PEOPLE = 48
HALF = 0.5
WELL: dict[str, Any] = {"birth_month": NOW - 40 * 12}
ILL = {**WELL, "severity": Severity.WORK_LIMITING, "severity_since": NOW - 60}


class Kind(NamedTuple):
    """What waits in a queue: the person, the column since when, who decides, and what shows the outcome."""

    waits: dict[str, Any]
    since: str
    step: Callable[..., None]
    shows: tuple[str, ...]
    later: tuple[str, ...] = ()


RATES = ("daily_living", "mobility")
CLAIM = Kind(
    {**ILL, "pip_claim_month": NOW - 6, "pip_ready_month": NOW - 3},
    "pip_claim_month",
    disability.step,
    (*RATES, "pip_dispute_stage", "pip_lost_daily_living"),
    ("pip_review_month", "pip_dispute_month"),
)
REVIEW = Kind(
    {**ILL, "daily_living": PipRate.STANDARD, "mobility": PipRate.STANDARD, "pip_review_month": NOW - 6},
    "pip_review_month",
    disability_reviews.step,
    RATES,
    ("pip_review_month", "pip_dispute_month"),
)
FIRST = Kind(
    {
        **ILL,
        "health_group": HealthGroup.PRE_WCA,
        "fit_note_since": NOW - 9,
        "referral": Referral.INITIAL,
        "referred_month": NOW - 6,
    },
    "referred_month",
    assessment.step,
    ("health_group", "wca_dispute_stage"),
    ("reassess_month", "wca_dispute_month"),
)
CHANGED = FIRST._replace(
    waits={**FIRST.waits, "health_group": HealthGroup.LCW, "referral": Referral.REASSESSMENT},
)
CALLED = FIRST._replace(
    waits={**ILL, "health_group": HealthGroup.LCWRA, "fit_note_since": NOW - 50, "reassess_month": NOW - 6},
    since="reassess_month",
)
KINDS = {"claim": CLAIM, "review": REVIEW, "first": FIRST, "change": CHANGED, "called": CALLED}


def waiting(people: list[dict[str, Any]], slots: int = PEOPLE, later: int = 0) -> Tiny:
    """Return people of one district, of whom as many as `slots` are decided a month, some months after NOW."""
    run = tiny(NOW, *([{"uc_since": NOW - 90}, person] for person in people), luck=LAST // 2)
    run.state.district.share_of_assessors[0] = 1.0
    run.state.district.pip_reviews_reached[0] = slots
    pip, wca = run.policy.pip, run.policy.assessment
    pip.capacity = wca.capacity = wca.reassessments = float(slots)
    pip.face_to_face, pip.reviews_first = 0.0, 0.0
    pip.award_share = pip.mobility_share = pip.reconsideration_share = HALF
    pip.review_stops = pip.review_lowers = 0.3
    wca.face_to_face_share, wca.reassessment_share, wca.prognosis_share = wca.face_to_face_measured, 0.0, 1.0
    wca.lcwra_share_work_limiting = HALF
    run.policy.wca_disputes.reconsideration_share = HALF
    return after(run, later)


def after(run: Tiny, later: int) -> Tiny:
    """Return a run some months on, its people and law as they are."""
    return run._replace(clock=run.clock._replace(month=run.clock.month + later))


def outcomes(run: Tiny, columns: tuple[str, ...]) -> NDArray[np.int64]:
    """Return what columns say of each person, people × columns."""
    return np.stack([getattr(run.state.person, name).astype(np.int64) for name in columns], axis=1)


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_a_decision_made_a_month_later_is_the_same(kind: Kind) -> None:
    now, later = (waiting([kind.waits] * PEOPLE, later=months) for months in (0, 1))
    for run in (now, later):
        kind.step(*run)
    found = outcomes(now, kind.shows)
    assert np.array_equal(found, outcomes(later, kind.shows))
    assert len({tuple(row) for row in found.tolist()}) > 2
    dates, dates_later = outcomes(now, kind.later), outcomes(later, kind.later)
    assert np.array_equal(np.where(dates > 0, dates + 1, 0), dates_later)
    assert len(set(dates[:, 0].tolist())) > 2


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_two_decisions_on_one_person_within_a_year_are_drawn_apart(kind: Kind) -> None:
    one, other = (waiting([{**kind.waits, kind.since: NOW - months}] * PEOPLE) for months in (6, 9))
    for run in (one, other):
        kind.step(*run)
    differ = (outcomes(one, kind.shows) != outcomes(other, kind.shows)).any(axis=1)
    assert PEOPLE / 4 < differ.sum() < PEOPLE


def decided_in(kind: Kind, people: list[dict[str, Any]], waits: str) -> tuple[NDArray[np.int64], list[list[bool]]]:
    """Return outcomes of all after five months in which a quarter is decided each, and who still waited after each."""
    run, still = waiting(people, slots=PEOPLE // 4), []
    for _ in range(5):
        kind.step(*run)
        still.append((getattr(run.state.person, waits)[1:] != 0).tolist())
        run = after(run, 1)
    return outcomes(run, kind.shows), still


@pytest.mark.parametrize(("kind", "waits"), [(CLAIM, "pip_claim_month"), (FIRST, "referral")], ids=["claim", "first"])
def test_a_queue_one_shorter_changes_nobody_else_s_outcome(kind: Kind, waits: str) -> None:
    longest = {**kind.waits, kind.since: NOW - 12, "pip_ready_month": NOW - 9}
    all_wait = [longest, *({**kind.waits, kind.since: NOW - 6 - k % 3} for k in range(PEOPLE - 1))]
    found, still = decided_in(kind, all_wait, waits)
    found_less, still_less = decided_in(kind, [WELL, *all_wait[1:]], waits)
    assert still != still_less
    assert not any(still[-1])
    assert np.array_equal(found[1:], found_less[1:])


def test_equal_waits_are_served_in_the_same_order_in_every_month() -> None:
    run = waiting([CLAIM.waits] * PEOPLE)
    person = run.state.person
    served = []
    for months in (0, 1):
        month = NOW + months
        clock = after(run, months).clock
        queue = queue_by_wait(person, person.pip_ready_month, 0, PEOPLE, month, Decision.PIP_PRIORITY.value, clock)
        served.append(first_in_line(queue.rows, queue.places, PEOPLE // 3).tolist())
    assert served[0] == served[1] != list(range(PEOPLE // 3))


@pytest.mark.parametrize("stage", DisputeStage)
def test_a_dispute_of_pip_settled_a_month_later_ends_the_same(stage: DisputeStage) -> None:
    found = []
    for months in (0, 1):
        disputes = {**ILL, "pip_dispute_month": NOW + months, "pip_dispute_stage": stage, "pip_due_from": NOW - 8}
        run = waiting([disputes] * PEOPLE, later=months)
        run.policy.pip.reconsideration_success = run.policy.pip.tribunal_success = HALF
        disability_reviews.step(*run)
        found.append(outcomes(run, (*RATES, "pip_dispute_stage")).tolist())
    assert found[0] == found[1]
    assert len({tuple(row) for row in found[0]}) > 2


def test_who_lost_a_reconsideration_of_pip_wins_at_the_tribunal_as_often_as_others() -> None:
    disputes = {**ILL, "pip_dispute_month": NOW, "pip_due_from": NOW - 8}
    run = waiting([disputes] * PEOPLE)
    p = run.policy.pip
    p.reconsideration_success = p.tribunal_success = HALF
    p.tribunal_share, p.tribunal_months = 1.0, 3
    disability_reviews.step(*run)
    heard = int((run.state.person.pip_dispute_month > 0).sum())
    disability_reviews.step(*after(run, 3))
    won = run.line.disability_disputes_won[0, DisabilityBenefit.PIP, DisputeStage.TRIBUNAL]
    assert heard / 4 < won < heard * 3 / 4


def test_a_wca_dispute_ends_the_same_a_month_later_and_its_tribunal_is_drawn_apart() -> None:
    disputes = {
        **ILL,
        "wca_dispute_stage": WcaStage.RECONSIDERATION,
        "referred_month": NOW - 9,
        "disputed_from": NOW - 7,
    }
    groups = []
    for months in (0, 1):
        run = waiting([{**disputes, "wca_dispute_month": NOW + months}] * PEOPLE, later=months)
        p = run.policy.wca_disputes
        p.reconsideration_success = p.tribunal_success = p.changed_to_lcwra = HALF
        p.tribunal_share, p.tribunal_months = 1.0, 3
        wca_disputes.step(*run)
        heard = run.state.person.wca_dispute_month > 0
        wca_disputes.step(*after(run, 3))
        groups.append(run.state.person.health_group.tolist())
    assert groups[0] == groups[1]
    won = (run.state.person.health_group[heard] != HealthGroup.NONE).sum()
    assert heard.sum() / 4 < won < heard.sum() * 3 / 4
