"""Claims after a loss, in runs of the same luck: none come before it, and a stronger response only adds claims."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from played import START, Run, play
from welfsim.policy import Change, current_law, resolve
from welfsim.population import Population
from welfsim.processes import MONTH
from welfsim.vocabulary.codes import HealthLoss, Presence, Severity

MONTHS, CUT = 8, 2
LOSS = CUT + 1  # the state after the month of the cut
FIFTY_A_WEEK = 21_667
REDUCED = ("disability", "entitlement")


def policies(replaced: float) -> Any:
    """Return months in which no claim is decided and, from the third, LCWRA is 50 pounds a week lower."""
    none_decided = {"pip.capacity": 0.0, "adp.capacity": 0.0, "claims.replaced_share": replaced}
    made = [Change(name, {START: value}, "this test") for name, value in none_decided.items()]
    months = resolve(current_law(), made, START, MONTHS)
    months["universal_credit"]["lcwra_protected"][CUT:] -= FIFTY_A_WEEK
    months["universal_credit"]["lcwra_new"][CUT:] -= FIFTY_A_WEEK
    return months


@pytest.fixture(scope="module")
def by_share(britain: Population) -> list[Run]:
    """Play claims and awards of disability benefits alone, with nothing, some and more of a loss replaced."""
    reduced = [process for process in MONTH if process.name in REDUCED]
    return [play(britain, policies(share), processes=reduced) for share in (0.0, 0.1, 0.3)]


def claimed(run: Run, m: int) -> Any:
    return run.states[m].person.pip_claim_month > 0


def test_nobody_answers_a_loss_before_it(by_share: list[Run]) -> None:
    none, _, more = by_share
    for m in range(LOSS + 1):
        assert np.array_equal(claimed(none, m), claimed(more, m))


def test_person_by_person_a_stronger_response_only_adds_claims(by_share: list[Run]) -> None:
    none, some, more = (claimed(run, MONTHS) for run in by_share)
    assert (none <= some).all() and (some <= more).all()
    assert none.sum() < some.sum() < more.sum()


def test_those_who_claim_more_lost_the_element_and_are_ill(by_share: list[Run]) -> None:
    none, _, more = by_share
    before = none.states[LOSS].person
    extra = claimed(more, MONTHS) & ~claimed(none, MONTHS)
    assert (before.lost_benefit[extra] == HealthLoss.INCAPACITY).all()
    assert (before.lost_income[extra] >= FIFTY_A_WEEK).all()
    assert (before.severity[extra] > Severity.NONE).all()
    assert (before.presence[extra] == Presence.PRESENT).all()


def test_about_the_chance_of_those_who_may_claim_do(by_share: list[Run]) -> None:
    """0.3 x 217 / (0.37 x 0.41 x 605), and less with the share of awards of later months, in five months of six."""
    none, _, more = by_share
    person = more.states[LOSS].person
    may = (person.lost_benefit == HealthLoss.INCAPACITY) & (person.lost_month == START + CUT) & ~claimed(none, MONTHS)
    may &= (person.daily_living == 0) & (person.mobility == 0) & (person.severity > 0) & (person.pip_dispute_month == 0)
    assert may.sum() > 50
    assert claimed(more, MONTHS)[may].mean() == pytest.approx(0.65, abs=0.1)
