"""A year of working life: pay by age, what of it fades, the scar of time out, and hours that people choose afresh."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lawful import NOW, law, lawful
from tiny import Tiny, tiny

from welfsim.draws import Decision, deviate, stream_key
from welfsim.processes import careers
from welfsim.processes.careers import HIGHEST, faded
from welfsim.rules.careers import chance_of_part_time, profile_pay, usual_part_time
from welfsim.vocabulary.codes import Activity, HealthGroup, Job, Presence, Severity, Sex

YEARS = st.integers(16, 67)
SHARES = st.floats(0.0, 1.0)
BIRTHDAY = {"birth_month": NOW - 30 * 12, "hourly_pay": 2_000}
WORKER = {**BIRTHDAY, "job": Job.FULL_TIME, "job_since": NOW - 50}
STILL = {"fading_sd": 0.0, "scar": 0.0, "hours_renewed": 0.0}


def year(*adults: dict[str, Any], home: dict[str, Any] | None = None, **differs: float) -> Tiny:
    """Let adults on their own have a birthday, without luck, scar or a choice of hours but for what differs."""
    run = tiny(NOW, *([home or {}, adult] for adult in adults))
    for name, value in {**STILL, **differs}.items():
        setattr(run.policy.career, name, value)
    careers.step(*run)
    return run


# ------------------------------------------------------------------------------------------------------------- pay


@pytest.mark.parametrize(("age", "men", "women"), [(17, 1_017, 1_068), (26, 1_571, 1_452), (45, 2_250, 1_919)])
def test_usual_pay_is_that_of_ashe_at_the_middle_of_its_age_groups(age: int, men: int, women: int) -> None:
    """ONS ASHE 2021: mean hourly pay of full-time employees, UK, in pence; level outside the middles."""
    p = law("career")
    assert profile_pay(age, False, p) == men
    assert profile_pay(age, True, p) == women
    assert profile_pay(23, False, p) == (1_017 + 1_571) / 2
    assert profile_pay(62, True, p) == profile_pay(70, True, p) == 1_598


def test_pay_moves_with_age_in_the_month_of_birth_alone() -> None:
    man, woman = {**WORKER, "sex": Sex.MALE}, {**WORKER, "sex": Sex.FEMALE}
    run = year(man, woman, {**man, "birth_month": NOW - 30 * 12 + 1}, {**man, "presence": Presence.PENSION_AGE})
    rise_of_men, rise_of_women = (1_950 - 1_571) / 9, (1_821 - 1_452) / 9
    at_29, at_29_women = 1_571 + 3 * rise_of_men, 1_452 + 3 * rise_of_women
    found = run.state.person.hourly_pay.tolist()
    assert found[0] == round(2_000 * (at_29 + rise_of_men) / at_29)
    assert found[1] == round(2_000 * (at_29_women + rise_of_women) / at_29_women)
    assert found[2:] == [2_000, 2_000]


def test_part_of_pay_fades_and_pay_with_it() -> None:
    level = {f"men_at_{age}": 1_500 for age in (20, 26, 35, 45, 55, 62)}
    run = year({**WORKER, "sex": Sex.MALE, "pay_fading": 0.2}, fading_kept=0.75, **level)
    assert run.state.person.pay_fading[0] == pytest.approx(0.15)
    assert run.state.person.hourly_pay[0] == round(2_000 * np.exp(-0.05))


@pytest.mark.parametrize(
    ("differs", "is_scarred"),
    [
        ({}, False),
        ({"job": Job.OUT, "activity": Activity.SEEKING}, True),
        ({"job": Job.OUT, "activity": Activity.CARING}, True),
        ({"job": Job.OUT, "activity": Activity.STUDYING}, False),
    ],
)
def test_time_out_of_work_leaves_a_scar_but_study_does_not(differs: dict[str, Any], is_scarred: bool) -> None:
    run = year({**WORKER, **differs}, scar=0.04)
    assert run.state.person.pay_fading[0] == pytest.approx(-0.04 if is_scarred else 0.0)


@given(st.floats(-1.0, 1.0), st.floats(0.0, 0.99), st.floats(0.0, 0.1))
def test_a_scar_goes_to_its_limit_and_heals_in_work(fading: float, kept: float, scar: float) -> None:
    p = law("career", fading_sd=0.0, fading_kept=kept, scar=scar)
    limit = -scar / (1.0 - kept)
    after = faded(fading, True, 0.0, p)
    assert abs(after - limit) <= abs(fading - limit) + 1e-12
    assert abs(faded(fading, False, 0.0, p)) <= abs(fading)


def test_the_spread_of_what_fades_goes_on() -> None:
    """Closed form: kept² × sd² + (1 − kept²) × sd² = sd², with luck of mean 0 and standard deviation 1."""
    p, key = law("career"), stream_key(1, 0)
    luck = np.array([deviate(key, Decision.PAY, who, NOW) for who in range(40_000)])
    before = p.fading_sd * np.random.default_rng(1).standard_normal(luck.size)
    after = np.array([faded(float(f), False, float(u), p) for f, u in zip(before, luck, strict=True)])
    assert luck.mean() == pytest.approx(0.0, abs=0.02)
    assert luck.std() == pytest.approx(1.0, abs=0.02)
    assert after.mean() == pytest.approx(0.0, abs=0.006)
    assert after.std() == pytest.approx(p.fading_sd, rel=0.02)


@given(lawful("career"), st.integers(1, HIGHEST), st.floats(-2.0, 2.0), YEARS, st.booleans())
def test_pay_stays_within_bounds_whatever_the_law(
    p: Any, hourly_pay: int, fading: float, age: int, is_woman: bool
) -> None:
    run = tiny(NOW, [{}, {"birth_month": NOW - age * 12, "hourly_pay": hourly_pay, "pay_fading": fading}])
    for name in p.dtype.names:
        setattr(run.policy.career, name, getattr(p, name))
    run.state.person.sex[0] = Sex.FEMALE if is_woman else Sex.MALE
    careers.step(*run)
    assert 1 <= run.state.person.hourly_pay[0] <= HIGHEST
    assert np.isfinite(run.state.person.pay_fading[0])


# ----------------------------------------------------------------------------------------------------------- hours


@given(lawful("career"), YEARS, st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_the_usual_share_of_part_time_is_a_share_and_its_ratios_act_on_the_odds(
    p: Any, age: int, is_woman: bool, is_parent: bool, is_limited: bool, is_self_employed: bool
) -> None:
    found = usual_part_time(age, is_woman, is_parent, is_limited, is_self_employed, p)
    assert 0.0 <= found <= 1.0
    of_age = p.part_time_ratio_under_20 if age < 20 else p.part_time_ratio_from_60 if age >= 60 else 1.0
    odds = p.part_time_odds * of_age * (p.part_time_ratio_woman if is_woman else 1.0)
    odds *= (p.part_time_ratio_parent if is_parent else 1.0) * (p.part_time_ratio_limited if is_limited else 1.0)
    odds *= p.part_time_ratio_self_employed if is_self_employed else 1.0
    assert found == pytest.approx(odds / (1.0 + odds))


def test_the_self_employed_keep_their_own_share_of_part_time_hours() -> None:
    kinds = {"hours_renewed": 1.0, "part_time_odds": 0.1, "part_time_ratio_self_employed": 1000.0}
    own, employees = (
        [year({**WORKER, "person_id": k, "self_employed": own}, **kinds) for k in range(30)] for own in (True, False)
    )
    assert sum(run.state.person.hours_part_time[0] for run in own) > 25
    assert sum(run.state.person.hours_part_time[0] for run in employees) < 10


def test_who_turns_self_employed_turns_to_its_hours() -> None:
    kinds = {"hours_renewed": 0.0, "part_time_odds": 0.1, "part_time_ratio_self_employed": 1000.0}
    for turned, changes in ((NOW - 5, True), (NOW - 12, False)):
        person = {**WORKER, "self_employed": True, "self_employed_from": turned}
        hours = [year({**person, "person_id": k}, **kinds).state.person.hours_part_time[0] for k in range(20)]
        assert any(hours) == changes


@given(SHARES, SHARES, SHARES)
def test_people_at_the_usual_share_of_part_time_stay_at_it(before: float, now: float, renewed: float) -> None:
    """Closed form of a year: those part-time before and those not come to this year's usual share together."""
    stays, turns = (chance_of_part_time(was, before, now, renewed) for was in (True, False))
    assert 0.0 <= turns <= 1.0 and 0.0 <= stays <= 1.0 + 1e-12
    assert before * stays + (1.0 - before) * turns == pytest.approx(now, abs=1e-9)


def test_hours_of_a_job_and_of_jobs_to_come_change_with_a_choice_and_are_counted() -> None:
    always = {"hours_renewed": 1.0, "part_time_odds": 10.0, "part_time_ratio_woman": 10.0}
    out = {**BIRTHDAY, "job": Job.OUT}
    chosen = [year({**person, "person_id": k}, **always) for k in range(30) for person in (WORKER, out)]
    assert sum(run.state.person.hours_part_time[0] for run in chosen) > 50
    for run in chosen:
        person = run.state.person
        moved = bool(person.hours_part_time[0]) and person.job[0] != Job.OUT
        assert person.job[0] in (Job.OUT, Job.PART_TIME if person.hours_part_time[0] else Job.FULL_TIME)
        assert run.line.job_moves[0, Job.FULL_TIME, Job.PART_TIME] == moved
        assert run.line.job_moves[0].sum() == moved
        assert person.job_since[0] == (NOW - 50 if person.job[0] != Job.OUT else 0)


def test_a_first_child_brings_some_parents_to_part_time_hours() -> None:
    kinds = {"hours_renewed": 0.0, "part_time_odds": 0.1, "part_time_ratio_parent": 10.0}
    mothers, others = (
        [year({**WORKER, "person_id": k}, home=home, **kinds) for k in range(60)]
        for home in ({"child_1_birth": NOW - 5}, {"child_1_birth": NOW - 40})
    )
    assert any(run.state.person.hours_part_time[0] for run in mothers)
    assert not any(run.state.person.hours_part_time[0] for run in others)


@pytest.mark.parametrize("differs", [{"carer": True}, {"health_group": HealthGroup.LCWRA}])
def test_carers_and_people_on_uc_health_keep_their_hours(differs: dict[str, Any]) -> None:
    always = {"hours_renewed": 1.0, "part_time_odds": 0.0}
    part_time = {**WORKER, "job": Job.PART_TIME, "hours_part_time": True, "severity": Severity.MILD}
    run = year({**part_time, **differs}, part_time, **always)
    assert run.state.person.hours_part_time.tolist() == [True, False]
    assert run.state.person.job.tolist() == [Job.PART_TIME, Job.FULL_TIME]
