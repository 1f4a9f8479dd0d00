"""Health: hazards by spell, age and work, and the ladder of severity."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lawful import AGES, NOW, SPELLS, law, lawful
from tiny import tiny

from welfsim.draws import LAST
from welfsim.processes import health
from welfsim.processes.health import limiting_hazard, mental_health_share, onset_ratio, recovery_hazard
from welfsim.vocabulary.codes import Condition, Job, Severity

LUCKY, MIDDLE, UNLUCKY = 0, LAST // 2, LAST
AT_40 = {"birth_month": NOW - 40 * 12}


@pytest.mark.parametrize(
    ("months", "hazard"), [(0, 0.033), (23, 0.033), (24, 0.012), (47, 0.012), (48, 0.005), (300, 0.005)]
)
def test_recovery_slows_with_the_spell(months: int, hazard: float) -> None:
    p = law("health")
    assert recovery_hazard(months, False, p) == hazard
    assert recovery_hazard(months, True, p) == pytest.approx(hazard * 1.1)


def test_treatment_scales_recovery() -> None:
    assert recovery_hazard(6, False, law("health", treatment=1.5)) == pytest.approx(0.0495)


@pytest.mark.parametrize(
    ("is_mild", "since", "years", "hazard"),
    [
        (False, -1, 40, 0.0016),
        (False, -1, 34, 0.0016 * 0.71),
        (False, -1, 50, 0.0016 * 1.24),
        (True, -1, 40, 0.00427),
        (True, 0, 40, 0.0135),
        (True, 23, 40, 0.0135),
        (True, 24, 40, 0.00427),
    ],
)
def test_limiting_illness_comes_by_age_and_comes_back_within_two_years(
    is_mild: bool, since: int, years: int, hazard: float
) -> None:
    assert limiting_hazard(is_mild, since, years * 12, law("health")) == pytest.approx(hazard)


@pytest.mark.parametrize(("years", "share"), [(16, 0.69), (25, 0.69), (40, 0.455), (55, 0.22), (66, 0.22)])
def test_mental_health_is_the_condition_of_the_young(years: int, share: float) -> None:
    assert mental_health_share(years * 12, law("health")) == pytest.approx(share)


@given(AGES, lawful("health"))
def test_the_share_of_mental_health_is_a_share(age: int, p: object) -> None:
    assert -1e-12 <= mental_health_share(age, p) <= 1.0 + 1e-12


@given(SPELLS, st.booleans(), lawful("health"), st.floats(1.0, 3.0))
def test_more_treatment_never_slows_recovery(spell: int, in_work: bool, p: object, more: float) -> None:
    before = recovery_hazard(spell, in_work, p)
    p.treatment *= more
    assert 0.0 <= before <= recovery_hazard(spell, in_work, p)


@given(st.booleans(), st.integers(-1, 100), AGES, lawful("health"))
def test_an_earlier_spell_never_lowers_the_hazard(is_mild: bool, since: int, age: int, p: object) -> None:
    never = limiting_hazard(is_mild, -1, age, p)
    assert 0.0 <= never <= limiting_hazard(is_mild, since, age, p)
    assert never == (p.mild_worsening if is_mild else p.onset) * onset_ratio(age, p)


@pytest.mark.parametrize(
    ("before", "luck", "after"),
    [
        (Severity.NONE, UNLUCKY, Severity.WORK_LIMITING),
        (Severity.NONE, LUCKY, Severity.NONE),
        (Severity.MILD, UNLUCKY, Severity.WORK_LIMITING),
        (Severity.MILD, LUCKY, Severity.NONE),
        (Severity.WORK_LIMITING, UNLUCKY, Severity.SEVERE),
        (Severity.WORK_LIMITING, LUCKY, Severity.MILD),
        (Severity.SEVERE, UNLUCKY, Severity.SEVERE),
        (Severity.SEVERE, LUCKY, Severity.WORK_LIMITING),
    ],
)
def test_good_luck_goes_down_the_ladder_and_bad_luck_up(before: Severity, luck: int, after: Severity) -> None:
    ill = {"severity": before, "condition": Condition.MENTAL_HEALTH if before else Condition.NONE}
    run = tiny(NOW, [{}, {**AT_40, **ill}], luck=luck)
    health.step(*run)
    assert run.state.person.severity[0] == after
    assert (run.state.person.condition[0] == Condition.NONE) == (after == Severity.NONE)
    assert run.line.health_moves[0, before, after] == (before != after)


def test_ordinary_luck_changes_nothing() -> None:
    run = tiny(NOW, *([{}, {**AT_40, "severity": severity, "condition": 1}] for severity in Severity), luck=MIDDLE)
    health.step(*run)
    assert run.state.person.severity.tolist() == list(Severity)
    assert not run.line.health_moves.any()


def test_a_limiting_spell_begins_and_ends_in_its_month_and_lasts_through_severity() -> None:
    began = NOW - 30
    spell = {**AT_40, "severity_since": began, "condition": Condition.MUSCULOSKELETAL}
    well, severe = {**spell, "severity": Severity.WORK_LIMITING}, {**spell, "severity": Severity.SEVERE}
    run = tiny(NOW, [{}, well], [{}, severe], [{}, {**AT_40, "job": Job.FULL_TIME}])
    run.luck[0, 2] = UNLUCKY
    health.step(*run)
    assert run.state.person.severity_since.tolist() == [NOW, began, NOW]
