"""Health: hazards by spell, age and work, and the ladder of severity."""

from __future__ import annotations

from math import exp
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lawful import AGES, NOW, SPELLS, law, lawful
from tiny import tiny

from welfsim.draws import LAST
from welfsim.population.assumptions import assumed
from welfsim.processes import health
from welfsim.processes.health import (
    condition_ratio,
    limiting_hazard,
    mental_health_share,
    mental_share,
    mild_hazard,
    onset_ratio,
    onset_trend,
    recovery_hazard,
    recovery_ratio,
    relapse_hazard,
    strain_hazard,
)
from welfsim.vocabulary.codes import Condition, EsaGroup, EsaKind, HealthGroup, Job, PipRate, Regime, Severity, Sex

LUCKY, MIDDLE, UNLUCKY = 0, LAST // 2, LAST
NONE = Condition.NONE
BONE = Condition.MUSCULOSKELETAL  # its recovery is the mean
ILLNESS = (Condition.MENTAL_HEALTH, BONE, Condition.NEUROLOGICAL, Condition.OTHER_PHYSICAL)
WOMAN, MAN = Sex.FEMALE, Sex.MALE
AGE = 40 * 12
MEAN = 0.0  # frailty
FRAILTY = st.floats(-4.0, 4.0)
NO_TREND = {
    "onset_trend_under_35": 1.0,
    "onset_trend_35_to_49": 1.0,
    "onset_trend_50_and_over": 1.0,
    "mental_odds_trend": 1.0,
}
AT_40 = {"birth_month": NOW - 40 * 12}


@pytest.mark.parametrize(
    ("months", "hazard"), [(0, 0.042), (23, 0.042), (24, 0.012), (47, 0.012), (48, 0.003), (300, 0.003)]
)
def test_recovery_slows_with_the_spell(months: int, hazard: float) -> None:
    p = law("health", recovery_women_to_men=1.0)
    assert recovery_hazard(months, AGE, WOMAN, BONE, MEAN, False, p) == hazard
    assert recovery_hazard(months, AGE, MAN, BONE, MEAN, True, p) == pytest.approx(hazard * 1.1)


def test_treatment_scales_recovery() -> None:
    p = law("health", treatment=1.5, recovery_women_to_men=1.0)
    assert recovery_hazard(6, AGE, WOMAN, BONE, MEAN, False, p) == pytest.approx(0.063)


@pytest.mark.parametrize(("years", "ratio"), [(25, 1.07), (34, 1.07), (35, 1.0), (49, 1.0), (50, 0.98)])
def test_recovery_falls_a_little_with_age_and_is_likelier_for_women(years: int, ratio: float) -> None:
    """SimPaths H2 at a persistence of 0.73: -ln of 0.725 for women is 1.04 times that of 0.735 for men."""
    p = law("health")
    women, men = (recovery_ratio(years * 12, sex, MEAN, p) for sex in (WOMAN, MAN))
    assert women / men == pytest.approx(1.04)
    assert (women + men) / 2 == pytest.approx(ratio)


@pytest.mark.parametrize(
    ("is_mild", "since", "years", "hazard"),
    [
        (False, -1, 40, 0.0019),
        (False, -1, 34, 0.0019 * 0.71),
        (False, -1, 50, 0.0019 * 1.24),
        (True, -1, 40, 0.0066),
        (True, 0, 40, 0.0185),
        (True, 23, 40, 0.0185),
        (True, 24, 40, 0.0066),
    ],
)
def test_limiting_illness_comes_by_age_and_comes_back_within_two_years(
    is_mild: bool, since: int, years: int, hazard: float
) -> None:
    p = law("health", **NO_TREND)
    of_both = [limiting_hazard(is_mild, since, years * 12, sex, NONE, MEAN, False, p) for sex in Sex]
    assert sum(of_both) / 2 == pytest.approx(hazard)
    assert of_both[WOMAN] / of_both[MAN] == pytest.approx(1.0 if hazard == 0.0185 else 1.13)


@pytest.mark.parametrize(("years", "share"), [(16, 0.69), (25, 0.69), (40, 0.455), (55, 0.22), (66, 0.22)])
def test_mental_health_is_the_condition_of_the_young(years: int, share: float) -> None:
    assert mental_health_share(years * 12, law("health", **NO_TREND)) == pytest.approx(share)


@pytest.mark.parametrize(("years", "of_onset"), [(16, 1.5), (34, 1.5), (35, 1.2), (49, 1.2), (50, 1.1), (66, 1.1)])
def test_the_trend_of_an_age_moves_every_onset_of_that_age_and_no_relapse(years: int, of_onset: float) -> None:
    trends = {"onset_trend_under_35": 1.5, "onset_trend_35_to_49": 1.2, "onset_trend_50_and_over": 1.1}
    flat, p, age = law("health", **NO_TREND), law("health", **trends), years * 12
    for is_mild in (False, True):
        before, after = (limiting_hazard(is_mild, -1, age, MAN, NONE, MEAN, False, of) for of in (flat, p))
        assert after == pytest.approx(before * of_onset)
    before, after = (mild_hazard(age, False, of) for of in (flat, p))
    assert after == pytest.approx(before * of_onset)
    assert limiting_hazard(False, 3, age, MAN, BONE, MEAN, False, p) == relapse_hazard(BONE, p)


def test_without_a_trend_a_hazard_is_that_of_april_2025_to_the_last_digit() -> None:
    p = law("health", **NO_TREND)
    assert limiting_hazard(False, -1, AGE, MAN, NONE, MEAN, False, p) == p.onset * onset_ratio(AGE, MAN, MEAN, p)
    assert mild_hazard(AGE, False, p) == p.mild_onset
    assert mental_health_share(25 * 12, p) == p.mental_health_share_at_25


def test_the_trend_of_mental_illness_moves_the_odds_of_what_people_fall_ill_with() -> None:
    """At 25 odds of 0.69 / 0.31 become half as high again: 3.339 / 4.339."""
    p = law("health", **{**NO_TREND, "mental_odds_trend": 1.5})
    assert mental_health_share(25 * 12, p) == pytest.approx(3.339 / 4.339, abs=1e-4)
    hazards = [limiting_hazard(False, -1, AGE, MAN, NONE, MEAN, False, of) for of in (p, law("health", **NO_TREND))]
    assert hazards[0] == hazards[1]


@given(AGES, st.booleans(), st.sampled_from(Sex), FRAILTY, lawful("health"), st.floats(1.0, 3.0))
def test_a_longer_waiting_list_slows_recovery_whatever_the_trend(
    age: int, in_work: bool, sex: Sex, frailty: float, p: Any, longer: float
) -> None:
    p.waiting_list_physical = p.waiting_list_mental = 1.0
    before = [recovery_hazard(12, age, sex, condition, frailty, in_work, p) for condition in ILLNESS]
    falls = limiting_hazard(False, -1, age, sex, NONE, frailty, in_work, p)
    p.waiting_list_physical = p.waiting_list_mental = longer
    after = [recovery_hazard(12, age, sex, condition, frailty, in_work, p) for condition in ILLNESS]
    assert after == pytest.approx([hazard * longer**-p.waiting_list_elasticity for hazard in before])
    assert limiting_hazard(False, -1, age, sex, NONE, frailty, in_work, p) == falls


@given(AGES, lawful("health"))
def test_the_share_of_mental_health_is_a_share(age: int, p: object) -> None:
    assert -1e-12 <= mental_health_share(age, p) <= 1.0 + 1e-12


@given(
    SPELLS,
    AGES,
    st.sampled_from(Sex),
    st.sampled_from(ILLNESS),
    FRAILTY,
    st.booleans(),
    lawful("health"),
    st.floats(1.0, 3.0),
)
def test_more_treatment_and_shorter_lists_never_slow_recovery(
    spell: int, age: int, sex: Sex, condition: Condition, frailty: float, in_work: bool, p: object, more: float
) -> None:
    before = recovery_hazard(spell, age, sex, condition, frailty, in_work, p)
    assert before >= 0.0
    for lever, value in (
        ("treatment", p.treatment * more),
        ("mental_health_staff", p.mental_health_staff * more),
        ("waiting_list_mental", p.waiting_list_mental / more),
        ("waiting_list_physical", p.waiting_list_physical / more),
    ):
        now = getattr(p, lever)
        setattr(p, lever, value)
        assert recovery_hazard(spell, age, sex, condition, frailty, in_work, p) >= before * (1 - 1e-12)
        setattr(p, lever, now)


@pytest.mark.parametrize(
    ("lever", "value", "mental", "physical"),
    [
        ("waiting_list_mental", 0.5, 2.0**0.1, 1.0),
        ("waiting_list_physical", 0.5, 1.0, 2.0**0.1),
        ("mental_health_staff", 1.03, 1.03, 1.0),
        ("treatment", 1.2, 1.2, 1.2),
    ],
)
def test_each_lever_of_the_health_service_moves_its_conditions(
    lever: str, value: float, mental: float, physical: float
) -> None:
    now, then = law("health"), law("health", **{lever: value})
    for condition in ILLNESS:
        before, after = (recovery_hazard(6, AGE, WOMAN, condition, MEAN, False, p) for p in (now, then))
        assert after / before == pytest.approx(mental if condition == Condition.MENTAL_HEALTH else physical)


def test_prevention_spares_people_in_work_alone() -> None:
    p = law("health", prevention_at_work=0.9)
    out, at_work = (limiting_hazard(False, -1, 40 * 12, WOMAN, NONE, MEAN, in_work, p) for in_work in (False, True))
    assert out == limiting_hazard(False, -1, 40 * 12, WOMAN, NONE, MEAN, False, law("health"))
    assert at_work == pytest.approx(0.9 * out)


def test_ratios_of_conditions_keep_the_mean() -> None:
    p = law("health")
    limited = [assumed(f"condition_{code.name.lower()}") for code in ILLNESS[:3]]
    mix = [*limited, 1.0 - sum(limited)]
    mean = sum(part * condition_ratio(code, p) for part, code in zip(mix, ILLNESS, strict=True))
    assert mean == pytest.approx(1.0, abs=0.01)
    mental = mix[0] * condition_ratio(Condition.MENTAL_HEALTH, p) / mean
    relapses = mental * relapse_hazard(Condition.MENTAL_HEALTH, p) + (1 - mental) * relapse_hazard(BONE, p)
    assert relapses == pytest.approx(p.relapse, rel=0.01)


def test_frailty_raises_onset_and_slows_recovery_by_its_exponential() -> None:
    p = law("health", frailty_onset=0.5, frailty_recovery=0.35)
    assert onset_ratio(AGE, MAN, 1.5, p) == pytest.approx(onset_ratio(AGE, MAN, MEAN, p) * exp(0.75))
    assert recovery_ratio(AGE, MAN, 2.0, p) == pytest.approx(recovery_ratio(AGE, MAN, MEAN, p) * exp(-0.7))


@given(SPELLS, AGES, st.sampled_from(Sex), st.sampled_from(Condition), FRAILTY, FRAILTY, lawful("health"))
def test_the_frailer_never_fall_ill_less_nor_recover_more(
    spell: int, age: int, sex: Sex, condition: Condition, a: float, b: float, p: object
) -> None:
    less, more = sorted((a, b))
    assert limiting_hazard(False, -1, age, sex, condition, less, False, p) <= limiting_hazard(
        False, -1, age, sex, condition, more, False, p
    )
    recoveries = [recovery_hazard(spell, age, sex, condition, z, False, p) for z in (less, more)]
    assert recoveries[1] <= recoveries[0]


ON_BENEFITS = st.fixed_dictionaries(
    {
        "health_group": st.sampled_from(HealthGroup),
        "regime": st.sampled_from(Regime),
        "esa_kind": st.sampled_from(EsaKind),
        "esa_group": st.sampled_from(EsaGroup),
        "daily_living": st.sampled_from(PipRate),
        "health_income": st.integers(0, 90_000),
    }
)


@given(
    st.sampled_from(Severity),
    st.floats(-3.0, 3.0, width=32),
    st.integers(0, LAST),
    st.integers(NOW - 200, NOW - 1),
    ON_BENEFITS,
)
def test_health_is_the_same_on_universal_credit_and_off_it(
    severity: Severity, frailty: float, luck: int, since: int, benefits: dict[str, int]
) -> None:
    """Leaving a benefit makes nobody well: the same person under the same draw moves alike, whatever they claim."""
    ill = {"severity": severity, "severity_since": since, "frailty": frailty}
    person = {**AT_40, **ill, "condition": BONE if severity else NONE, "person_id": 7}
    run = tiny(NOW, [{}, person], [{"uc_since": NOW - 24}, {**person, **benefits}], luck=luck)
    health.step(*run)
    off, on = run.state.person
    for column in ("severity", "severity_since", "condition", "activity"):
        assert off[column] == on[column]


@pytest.mark.parametrize("severity", [Severity.NONE, Severity.WORK_LIMITING])
def test_a_draw_between_the_hazards_of_two_people_moves_the_frail_down_and_the_robust_up(severity: Severity) -> None:
    p = law("health")
    if severity == Severity.NONE:
        chance = limiting_hazard(False, -1, AGE, MAN, NONE, MEAN, False, p) + mild_hazard(AGE, False, p)
        luck, moved = int(LAST * (1.0 - chance)), [False, True]
    else:
        luck, moved = int(LAST * recovery_hazard(12, AGE, MAN, BONE, MEAN, False, p)), [True, False]
    spell = {"severity": severity, "severity_since": NOW - 12, "condition": BONE} if severity else {}
    run = tiny(NOW, *([{}, {**AT_40, **spell, "sex": MAN, "frailty": z}] for z in (-1.0, 1.0)), luck=luck)
    health.step(*run)
    assert np.array(run.state.person.severity != severity).tolist() == moved


def test_strain_takes_its_whole_toll_in_time() -> None:
    """2.1 points at 0.022 problems a point, half of them a step: 23 in 1,000 who lose a job, and no more."""
    p = law("health")
    cases = p.score_losing_job * p.cases_a_point
    steps = [strain_hazard(cases, month, p) for month in range(240)]
    assert steps[0] == 0.0
    assert steps[1] == max(steps) == pytest.approx(0.0018, abs=0.0001)
    assert sum(steps) == pytest.approx(2.1 * 0.022 * 0.5)
    assert sum(steps[:13]) == pytest.approx(0.632 * 2.1 * 0.022 * 0.5, rel=0.01)


def test_entering_work_never_makes_a_hazard_negative() -> None:
    p = law("health")
    spared = strain_hazard(-p.score_entering_work * p.cases_a_point, 1, p)
    assert -spared < p.mild_onset + p.onset * p.onset_ratio_under_35
    assert -spared < p.mild_worsening * p.onset_ratio_under_35


@pytest.mark.parametrize(
    ("hazard", "strain", "mental"),
    [(0.003, 0.0, 0.455), (0.003, 0.001, (0.455 * 0.003 + 0.001) / 0.004), (0.003, -0.002, 0.0)],
)
def test_what_strain_brings_or_spares_is_mental_illness(hazard: float, strain: float, mental: float) -> None:
    assert mental_share(40 * 12, hazard, strain, law("health", **NO_TREND)) == pytest.approx(mental)


@given(AGES, st.floats(0.0, 1.0), st.floats(-1.0, 1.0), lawful("health"))
def test_the_share_of_mental_illness_under_strain_is_a_share(age: int, hazard: float, strain: float, p: object) -> None:
    assert 0.0 <= mental_share(age, hazard, strain, p) <= 1.0


@given(
    st.booleans(),
    st.integers(-1, 100),
    AGES,
    st.sampled_from(Sex),
    st.sampled_from(Condition),
    FRAILTY,
    lawful("health"),
)
def test_an_earlier_spell_never_lowers_the_hazard(
    is_mild: bool, since: int, age: int, sex: Sex, condition: Condition, frailty: float, p: Any
) -> None:
    never = limiting_hazard(is_mild, -1, age, sex, condition, frailty, False, p)
    assert 0.0 <= never <= limiting_hazard(is_mild, since, age, sex, condition, frailty, False, p)
    own = p.mild_worsening if is_mild else p.onset
    assert never == pytest.approx(own * onset_trend(age, p) * onset_ratio(age, sex, frailty, p))


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


@pytest.mark.parametrize("severity", [Severity.NONE, Severity.MILD])
def test_of_people_without_a_condition_entering_work_spares_mental_illness_alone(severity: Severity) -> None:
    """A man of 55 with a huge relief falls ill as often as physical conditions bring it."""
    p = law("health")
    hazard = mild = mild_hazard(55 * 12, False, p)
    if severity == Severity.MILD:
        hazard = limiting_hazard(True, -1, 55 * 12, MAN, NONE, MEAN, False, p)
    else:
        hazard += limiting_hazard(False, -1, 55 * 12, MAN, NONE, MEAN, False, p)
    spared = mental_health_share(55 * 12, p) * (hazard if severity == Severity.MILD else mild)
    relieved = {"severity": severity, "sex": MAN, "strain": -9.0, "strain_month": NOW - 1, "birth_month": NOW - 55 * 12}
    fell = []
    for place in (1.0 - 0.99 * (hazard - spared), 1.0 - 1.01 * (hazard - spared)):
        run = tiny(NOW, [{}, relieved], luck=int(place * LAST))
        health.step(*run)
        fell.append(bool(run.state.person.severity[0] > severity))
    assert fell == [True, False]


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


def test_strain_makes_a_mental_illness_of_a_draw_that_would_have_done_nothing() -> None:
    strained = {**AT_40, "strain": 1.0, "strain_month": NOW - 1}
    run = tiny(NOW, [{}, {**AT_40}], [{}, strained], luck=int(LAST * 0.97))
    health.step(*run)
    assert run.state.person.severity.tolist() == [Severity.NONE, Severity.MILD]


def test_entering_work_spares_no_illness_of_the_body() -> None:
    glad = {**AT_40, "severity": Severity.MILD, "strain": -1.0, "strain_month": NOW - 1}
    bone, mind = {**glad, "condition": BONE}, {**glad, "condition": Condition.MENTAL_HEALTH}
    run = tiny(NOW, [{}, bone], [{}, mind], luck=UNLUCKY)
    health.step(*run)
    assert run.state.person.severity.tolist() == [Severity.WORK_LIMITING, Severity.MILD]
