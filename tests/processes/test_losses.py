"""What is a loss of a benefit for ill health, and what ends without one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from lawful import NOW
from tiny import Tiny, tiny

from welfsim.draws import LAST
from welfsim.months import month
from welfsim.processes import ageing, assessment, claims, disability, disability_reviews, entitlement
from welfsim.rules.health_groups import find_lcwra
from welfsim.vocabulary.codes import EsaGroup, EsaKind, HealthGroup, HealthLoss, Job, LcwraRoute, PipRate, Severity

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


AFTER_THE_CUT = month(2026, 9)
NEWCOMER = {**ILL, "health_group": HealthGroup.PRE_WCA, "fit_note_since": month(2026, 5)}


def strain_of_a_newcomer(route: LcwraRoute = LcwraRoute.DESCRIPTORS, **differs: int) -> float:
    """Return the strain of somebody found to have LCWRA in September 2026, in cases of a loss of £1,500 a year."""
    run = tiny(AFTER_THE_CUT, [ON_UC, {**NEWCOMER, **differs}])
    p = run.policy.universal_credit
    p.lcwra_protected, p.lcwra_new = 42_000, 22_000
    find_lcwra(run.state.person, 0, route, AFTER_THE_CUT, run.policy, run.clock, run.line)
    return float(run.state.person.strain[0]) / (run.policy.health.cases_lost_income * 20_000 * 12 / 150_000)


def test_a_newcomer_to_a_lower_rate_is_strained_by_what_the_earlier_rate_paid_more() -> None:
    assert strain_of_a_newcomer() == pytest.approx(1.0)
    assert strain_of_a_newcomer(LcwraRoute.DISPUTE) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("route", "differs"),
    [
        (LcwraRoute.DESCRIPTORS, {"fit_note_since": month(2025, 5)}),
        (LcwraRoute.TERMINAL_ILLNESS, {}),
        (LcwraRoute.DESCRIPTORS, {"from_esa": True}),
        (LcwraRoute.RETURN, {}),
        (LcwraRoute.DESCRIPTORS, {"job": Job.PART_TIME}),
        (LcwraRoute.DESCRIPTORS, {"lost_benefit": HealthLoss.INCAPACITY}),
    ],
    ids=["protected", "lifelong", "from ESA", "back soon", "in work", "lost it before"],
)
def test_who_gets_no_less_or_felt_the_whole_loss_before_is_not_strained(
    route: LcwraRoute, differs: dict[str, int]
) -> None:
    assert strain_of_a_newcomer(route, **differs) == 0.0
