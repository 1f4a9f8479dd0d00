"""What is a loss of a benefit for ill health, and what ends without one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from lawful import NOW
from tiny import Tiny, tiny

from welfsim.draws import LAST
from welfsim.processes import ageing, assessment, claims, disability, disability_reviews, entitlement
from welfsim.vocabulary.codes import EsaGroup, EsaKind, HealthGroup, HealthLoss, PipRate, Severity

LUCKY, UNLUCKY = 0, LAST
ILL = {"birth_month": NOW - 40 * 12, "severity": Severity.WORK_LIMITING}
PIP = {**ILL, "daily_living": PipRate.STANDARD, "daily_living_points": 9, "pip_review_month": NOW - 3}
ESA = {**ILL, "esa_kind": EsaKind.NEW_STYLE, "esa_group": EsaGroup.SUPPORT, "esa_since": NOW - 20}
WRAG = {**ESA, "esa_group": EsaGroup.WRAG, "esa_first": NOW - 20}
LCWRA = {**ILL, "health_group": HealthGroup.LCWRA, "fit_note_since": NOW - 40, "element_from": NOW - 37}
ON_UC = {"uc_since": NOW - 50}

Step = Callable[..., None]


def after(step: Step, home: dict[str, int], person: dict[str, Any], luck: int, **differs: float) -> Tiny:
    """Pay a month, let one process act, and pay again: what fell is compared with the month before."""
    run = tiny(NOW, [home, person], luck=luck)
    run.state.district.pip_reviews_reached[0] = 1
    entitlement.step(*run)
    for name, value in differs.items():
        group, parameter = name.split("__")
        setattr(getattr(run.policy, group), parameter, value)
    step(*run)
    entitlement.step(*run)
    return run


@pytest.mark.parametrize(
    ("step", "home", "person", "luck", "differs"),
    [
        (disability_reviews.step, {}, PIP, UNLUCKY, {"pip__review_stops": 1.0}),
        (claims.step, {}, WRAG, UNLUCKY, {}),
        (assessment.step, ON_UC, LCWRA, UNLUCKY, {"assessment__pip_gateway_from": NOW, "assessment__leaves": 0.0}),
    ],
    ids=["PIP ended at a review", "ESA ended by its time limit", "LCWRA ended with the WCA"],
)
def test_a_decision_and_the_law_take_a_benefit(
    step: Step, home: dict[str, int], person: dict[str, Any], luck: int, differs: dict[str, float]
) -> None:
    run = after(step, home, person, luck, **differs, assessment__pip_gateway_protects=0.0)
    of_pip = step is disability_reviews.step
    assert run.state.person.lost_benefit[0] == (HealthLoss.DISABILITY if of_pip else HealthLoss.INCAPACITY)
    assert run.line.health_income_lost[0].sum() > 0
    assert run.state.person.strain[0] > 0


@pytest.mark.parametrize(
    ("step", "home", "person", "luck", "differs"),
    [
        (disability.step, {}, {**PIP, "pip_review_month": NOW + 9}, UNLUCKY, {"pip__leaves": 1.0}),
        (claims.step, {}, ESA, LUCKY, {"claims__new_style_ends": 1.0}),
        (assessment.step, ON_UC, LCWRA, LUCKY, {"assessment__leaves": 1.0}),
        (ageing.step, {}, {**PIP, "birth_month": NOW - 67 * 12}, LUCKY, {}),
        (ageing.step, {}, PIP, UNLUCKY, {}),
    ],
    ids=["PIP left", "support group left", "LCWRA left", "pension age", "death"],
)
def test_what_ends_without_a_decision_is_no_loss(
    step: Step, home: dict[str, int], person: dict[str, Any], luck: int, differs: dict[str, float]
) -> None:
    run = after(step, home, person, luck, **differs)
    assert run.line.disability_off.sum() + run.line.esa_moves.sum() + run.line.uc_health_moves.sum() == 1
    assert not run.line.health_income_lost.any()
    assert run.state.person.lost_benefit[0] == HealthLoss.NONE
    assert run.state.person.strain[0] == 0


def test_leaving_one_benefit_hides_no_decision_on_the_other_in_the_same_month() -> None:
    """LCWRA is left and PIP ended at a review: PIP alone is lost."""

    def both(*run: Any) -> None:
        assessment.step(*run)
        disability_reviews.step(*run)

    person = {**LCWRA, **PIP}
    run = after(both, ON_UC, person, LUCKY, assessment__leaves=1.0, pip__review_stops=1.0)
    assert run.state.person.health_group[0] == HealthGroup.NONE
    assert run.state.person.lost_benefit[0] == HealthLoss.DISABILITY
    assert run.state.person.lost_income[0] == run.line.disability_paid[0].sum() == run.line.health_income_lost[0].sum()
