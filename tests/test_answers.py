"""Answers of a comparison: what they count, the noise of luck, the interval of the evidence, and what is refused."""

from __future__ import annotations

import importlib.util
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import pytest

import welfsim
from test_results import DISTRICTS, invented
from welfsim.errors import ScenarioError
from welfsim.experiments import evidence as experiment
from welfsim.experiments.answers import (
    COACH_YEARS,
    EVERYONE,
    MONEY,
    MORE_STARTED,
    SEARCHERS,
    STARTED,
    WHOLE_RUN,
    WORK,
    YEARS_IN_WORK,
    Answers,
    months_of_courses,
    months_of_reform,
)
from welfsim.experiments.evidence import COACHES, End, Evidence, all_at_once, chosen, chosen_apart, evidence, tried
from welfsim.experiments.split import Split
from welfsim.faces.sheets import differing
from welfsim.months import month, show_month
from welfsim.policy import current_law, path, resolve
from welfsim.results.comparison import Comparison
from welfsim.results.effects import counted_cost
from welfsim.results.luck import FEW_ROWS, SIGN_UNCLEAR, interval_of_mean
from welfsim.results.run import PENCE_A_MILLION_POUNDS, Results
from welfsim.results.storage import run_key
from welfsim.results.table import NET_COST, REASON, categories, only
from welfsim.scenario import Scenario, pair, read_scenario
from welfsim.vocabulary.codes import Part, Severity

DOCS = Path(__file__).resolve().parents[1] / "docs"
MOVE = "redeploy_1000_coaches_announced"
"""1,000 coaches from April 2025 to March 2026."""
EFFECT, OFFERS = "employment.contact_effect", "coaching.offers_a_year"
MILLION = 1_000_000
"""Of the millionths in which expected differences are kept."""
GROSSING = 216
"""Of invented results."""
T_OF_TWO_DEGREES = 4.302652729911275
"""Student's t at 97.5% with two degrees of freedom, as in printed tables: 4.303."""


def moved(luck: int = 1, months: int = 15, replications: int = 3) -> Results:
    """Return invented results of the move of 1,000 coaches."""
    results = invented(luck, months=months, replications=replications)
    scenario = read_scenario(MOVE).with_options(months=months, replications=replications)
    return replace(results, scenario=scenario)


def of_invented(months: int = 15, replications: int = 3) -> Comparison:
    return Comparison(moved(1, months, replications), invented(2, "Baseline", months=months, replications=replications))


def national(results: Results, line: str, *names: str) -> Any:
    """Return a line by replication and month, summed over districts and over some categories, by plain loops."""
    values = results.accounts[line]
    flat = values.reshape(*values.shape[:3], -1)
    places = [place for place, name in enumerate(categories(line)) if not names or name in names]
    return sum(flat[:, :, district, place] for district in range(len(DISTRICTS)) for place in places)


# ------------------------------------------------------------------------------------------------- answers


def test_the_noise_is_the_interval_of_student() -> None:
    low, high = interval_of_mean(np.array([[1.0], [2.0], [6.0]]))
    width = T_OF_TWO_DEGREES * np.sqrt(7.0) / np.sqrt(3.0)
    assert [low[0], high[0]] == pytest.approx([3.0 - width, 3.0 + width])


def test_answers_are_counted_replication_by_replication() -> None:
    found = of_invented()
    answers = Answers(found)
    started = national(found.reform, "coach_starts")[:, :12].sum(axis=1)
    more = started - national(found.baseline, "coach_starts")[:, :12].sum(axis=1)
    assert answers.one(STARTED).values.tolist() == started.tolist()
    assert answers.one(MORE_STARTED).values.tolist() == more.tolist()
    assert answers.one("Per cent of the 65,000 promised").values == pytest.approx(more / 650)
    assert answers.one(COACH_YEARS).values == pytest.approx(more / 1000)
    assert answers.one("Per cent of the 65,000 promised").why_not == FEW_ROWS  # of these invented runs
    assert answers.share_of_promise() is None
    in_work = [national(run, "working_limited", "Part time", "Full time") for run in (found.reform, found.baseline)]
    difference = in_work[0] - in_work[1]
    expected = national(found.reform, "more_in_work_by_severity", "Work limiting", "Severe") / MILLION
    limited, years = answers.one("Limited by ill health, month 12"), answers.one(YEARS_IN_WORK)
    assert limited.values == pytest.approx(expected[:, 11])
    assert limited.counted is not None and limited.counted.tolist() == difference[:, 11].tolist()
    assert years.values == pytest.approx(expected.sum(axis=1) / 12)
    assert years.counted == pytest.approx(difference.sum(axis=1) / 12)


def test_searchers_are_counted_to_the_last_course_begun_in_the_move() -> None:
    """Twelve months of the move, and six in which the courses begun in its last month take their contacts."""
    found = of_invented(months=24)
    searchers = [national(run, "jobs_started", "Searching") for run in (found.reform, found.baseline)]
    more, expected = searchers[0] - searchers[1], national(found.reform, "more_jobs", "Searching") / MILLION
    of_courses, whole = Answers(found).one(SEARCHERS), Answers(found).one("Searchers, whole run")
    assert of_courses.values == pytest.approx(expected[:, :18].sum(axis=1))
    assert of_courses.counted is not None and of_courses.counted.tolist() == more[:, :18].sum(axis=1).tolist()
    assert whole.values == pytest.approx(expected.sum(axis=1))
    assert whole.counted is not None and whole.counted.tolist() == more.sum(axis=1).tolist()


def test_net_pounds_are_those_of_the_fiscal_table_with_work_as_expected() -> None:
    found = of_invented()
    frame, net = Answers(found).to_frame().loc[MONEY], only(found.fiscal_table(), "difference").loc[NET_COST]
    years = found.reform.years
    assert frame.loc[years, "counted"].to_numpy() == pytest.approx(net.to_numpy())
    assert frame.loc[WHOLE_RUN, "counted"] == pytest.approx(net.sum())
    errors = only(found.fiscal_table(), "standard error").loc[NET_COST]
    assert frame.loc[years, "counted error"].to_numpy() == pytest.approx(errors.to_numpy())
    pence = national(found.reform, "work_cost_expected") - national(found.reform, "work_cost_counted")
    swap = np.array([pence[:, :12].sum(axis=1).mean(), pence[:, 12:].sum(axis=1).mean()]) / PENCE_A_MILLION_POUNDS
    assert frame.loc[years, "found"].to_numpy() == pytest.approx(net.to_numpy() + swap)
    assert frame.loc[WHOLE_RUN, "found"] == pytest.approx(net.sum() + swap.sum())
    spread = frame["noise high"] - frame["noise low"]
    assert spread.to_numpy() == pytest.approx(2 * T_OF_TWO_DEGREES * frame["standard error"].to_numpy())


def test_heads_counted_alike_have_the_error_of_one_row() -> None:
    frame = Answers(Comparison(invented(), invented())).to_frame().xs("Everyone, month 12", level="answer")
    assert frame[["counted", "counted error"]].to_numpy().tolist() == [[0.0, GROSSING / 3]]


def test_one_replication_has_no_noise_and_a_short_run_no_share_and_no_later_months() -> None:
    found = of_invented(months=6, replications=1)
    answers = Answers(found)
    assert list(answers.to_frame().columns) == ["found", REASON]
    assert answers.months_of_starts == "2025-04 to 2025-09"
    assert answers.share_of_promise() is None
    assert not any("month 12" in label for _, label in answers.found)


def test_starts_are_left_out_where_nothing_is_promised_and_nothing_moved() -> None:
    same = Comparison(invented(), invented())
    assert not any(label == STARTED for _, label in Answers(same).found)


@pytest.mark.parametrize(
    ("name", "against", "months"),
    [
        (MOVE, "baseline", range(12)),
        ("redeploy_1000_coaches", "baseline", range(3, 72)),
        ("redeploy_1000_coaches_ending", "baseline", range(3, 12)),
        ("lcwra_new_rate_cut", "baseline", range(24, 72)),
        ("one_billion_of_support", "baseline", range(12, 72)),
        ("baseline", "baseline", range(72)),
    ],
)
def test_the_months_of_a_reform_are_those_in_which_the_scenarios_differ(name: str, against: str, months: range) -> None:
    assert months_of_reform(read_scenario(name), read_scenario(against)) == months


@pytest.mark.parametrize(
    ("name", "against", "options", "months"),
    [
        (MOVE, "baseline", {}, range(18)),
        (MOVE, "baseline", {"months": 14}, range(14)),
        ("redeploy_1000_coaches_ending", "baseline", {}, range(3, 18)),
        ("redeploy_1000_coaches", "baseline", {}, range(3, 72)),
        ("lcwra_new_rate_cut", "baseline", {}, range(24, 72)),
    ],
)
def test_courses_begun_in_a_move_go_on_after_it(
    name: str, against: str, options: dict[str, Any], months: range
) -> None:
    assert months_of_courses(read_scenario(name).with_options(**options), read_scenario(against)) == months


def test_longer_courses_go_on_longer_and_a_reform_without_coaches_ends_with_itself() -> None:
    longer = read_scenario(MOVE).with_settings(["coaching.contacts_a_start=12"], [])
    other = read_scenario("baseline").with_settings(["coaching.contacts_a_start=12"], [])
    assert months_of_courses(longer, other) == range(24)
    rate = read_scenario("baseline").with_settings(["universal_credit.taper=2026-04:0.5,2027-04:null"], [])
    assert months_of_courses(rate, read_scenario("baseline")) == range(12, 24)


# ------------------------------------------------------------------------------------------------ evidence


def test_the_evidence_is_the_mean_with_the_lowest_and_the_highest_shift_of_one_parameter() -> None:
    answers = Answers(of_invented())
    found = answers.to_frame()["found"].to_numpy()
    ends = (End(EFFECT, 0.0), End(EFFECT, 0.17), End(OFFERS, 0.1))
    shifts = np.array([[-5e3], [7e3], [-6e3]]) * np.ones(len(found))
    families = [label for _, label in answers.found].index("UC, families, month 12")
    shifts[:, 1], shifts[:, families] = [1e3, 2e3, 3e3], [-2e3, 2.5e3, 1e3]
    luck = np.array([-2e3, 2e3])  # two replications, so an error of √8,000,000 / √2
    frame = Evidence(
        answers, ends, shifts[:, :, None] + luck, (np.array([[9e3], [-8e3]]) * np.ones(len(found)))[:, :, None] + luck
    ).to_frame()
    # the second answer is lowest without any end in one half, with the first end in the other: 0 and 3,000 are read
    assert frame["evidence low error"].to_numpy()[[0, 1]] == pytest.approx([2000.0, 1500.0])
    lowest, highest = (frame[side].iloc[families] for side in ("lowest with", "highest with"))
    assert lowest == "" and highest != ""  # nine rows, eleven rows
    assert frame["evidence high error"].to_numpy()[[0, 1]] == pytest.approx([2e3, 2e3])
    assert frame["together low error"].to_numpy() == pytest.approx(2e3)
    assert frame["evidence low"].to_numpy()[[0, 1]] == pytest.approx([found[0] - 6e3, found[1]])
    assert frame["evidence high"].to_numpy()[[0, 1]] == pytest.approx([found[0] + 7e3, found[1] + 3e3])
    assert frame["lowest with"].tolist()[:2] == ["coaching.offers_a_year at 0.1", ""]
    assert frame["highest with"].tolist()[:2] == ["employment.contact_effect at 0.17", "coaching.offers_a_year at 0.1"]
    assert (frame["together high"] - frame["together low"]).to_numpy() == pytest.approx(17e3)
    assert frame["together low"].to_numpy() == pytest.approx(found - 8e3)


def test_joint_draws_give_the_spread_of_an_answer_around_what_was_found() -> None:
    answers = Answers(of_invented())
    found = answers.to_frame()["found"].to_numpy()
    drawn = np.array([-2e3, 0.0, 2e3])[:, None, None] * np.ones((1, len(found), 2)) + np.array([-5e2, 5e2])
    nothing = np.zeros((2, len(found), 2))
    frame = Evidence(answers, (), nothing[:0], nothing, factors=drawn).to_frame()
    assert "evidence low" not in frame and "together low" not in frame
    assert frame["factors low"].to_numpy() == pytest.approx(found - 1.96 * 2e3)
    assert frame["factors high"].to_numpy() == pytest.approx(found + 1.96 * 2e3)


def test_all_at_once_takes_the_end_that_moves_furthest_and_leaves_what_moves_the_other_way() -> None:
    ends = [End("a", 1), End("a", 2), End("b", 3), End("b", 4), End("c", 5), End("c", 6)]
    shifts = np.array([-1.0, -2.0, 3.0, -4.0, 5.0, 0.0])
    assert all_at_once(ends, shifts) == {"a": 2, "b": 4}
    assert all_at_once(ends, -shifts) == {"b": 3, "c": 5}


@cache
def eight_invented(luck: int, months: int) -> Results:
    return invented(luck, months=months, replications=8)


def linear(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Scenario, Scenario]]:
    """Put a model in place of the simulation in which starts follow two parameters; return what it is asked to run."""
    asked: list[tuple[Scenario, Scenario]] = []

    def compare(reform: Scenario, baseline: Scenario, progress: Any, **_: Any) -> Comparison:
        asked.append((reform, baseline))
        progress(0.5), progress(0.5)
        whole = [eight_invented(luck, reform.months) for luck in (1, 2)]
        parts = [
            replace(one, accounts={line: values[: reform.replications].copy() for line, values in one.accounts.items()})
            for one in whole
        ]
        assumed = {name: values[reform.start] for name, values in reform.assume.items()}
        parts[0].accounts["coach_starts"][:, 0, 0, 0] += 1000 * round(100 * assumed.get(EFFECT, 0.08) - 8)
        parts[0].accounts["coach_starts"][:, 0, 0, 0] += 1000 * round(-10 * (assumed.get(OFFERS, 0.3) - 0.3))
        limited = parts[0].accounts["more_in_work_by_severity"]
        limited[:, 0, 0, Severity.SEVERE] += 12 * MILLION * round(1000 * assumed.get(EFFECT, 0.08))
        return Comparison(*(replace(p, scenario=s) for p, s in zip(parts, _alike(reform, baseline), strict=True)))

    monkeypatch.setattr(experiment, "compare", compare)
    return asked


def _alike(reform: Scenario, baseline: Scenario) -> tuple[Scenario, Scenario]:
    return reform, baseline.with_options(replications=reform.replications)


def test_each_end_is_laid_on_both_scenarios_and_held_against_the_same_replications(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked, done = linear(monkeypatch), []
    found = evidence(MOVE, parameters=[EFFECT, OFFERS], months=15, progress=done.append)
    assert [len(found.ends), found.replications, sum(done)] == [4, 4, pytest.approx(1.0)]
    assert [reform.replications for reform, _ in asked] == [8, 4, 4, 4, 4, 4, 4]
    start = month(2025, 4)
    assert [dict(reform.assume) for reform, _ in asked] == [
        {},
        {EFFECT: {start: 0.0}},
        {EFFECT: {start: 0.17}},
        {OFFERS: {start: 0.1}},
        {OFFERS: {start: 0.7}},
        {EFFECT: {start: 0.0}},
        {EFFECT: {start: 0.17}},
    ]
    started = (
        found.by_parameter().xs(MORE_STARTED, axis=1, level="answer").iloc[:, 0]
        - found.answers.one(MORE_STARTED).values.mean()
    )
    assert started.tolist() == pytest.approx([-8000, 9000, 2000, -4000])
    row = found.to_frame().xs(MORE_STARTED, level="answer").iloc[0]
    assert row["evidence high"] - row["evidence low"] == pytest.approx(17_000)
    assert (row["lowest with"], row["highest with"]) == (f"{EFFECT} at 0", f"{EFFECT} at 0.17")


def test_more_replications_at_each_end_are_averaged_over_the_same_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = linear(monkeypatch)
    found = evidence(MOVE, parameters=[EFFECT], months=15, evidence_replications=3, progress=lambda _: None)
    assert [reform.replications for reform, _ in asked] == [8, 3, 3, 3, 3]
    assert found.shifts[:, 1].mean(axis=1).tolist() == pytest.approx([-8000, 9000])
    assert found.shifts.shape[2] == found.replications == 3


def test_one_replication_of_the_ends_has_no_error_and_a_smaller_centre_has_fewer_for_its_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = linear(monkeypatch)
    once = evidence(MOVE, parameters=[EFFECT], months=15, evidence_replications=1, progress=lambda _: None).to_frame()
    assert not any("low error" in name for name in once)
    evidence(MOVE, parameters=[EFFECT], months=15, replications=3, progress=lambda _: None)
    assert [reform.replications for reform, _ in asked] == [8, 1, 1, 1, 1, 3, 3, 3, 3, 3]


def test_the_real_pair_lays_what_either_assumes_on_both() -> None:
    scenario = read_scenario(MOVE).with_settings([], ["employment.contact_effect=0.2"])
    baseline = read_scenario("coach_shortfall").with_settings(
        [], ["employment.contact_effect=0.1", "coaching.offers_a_year=0.5"]
    )
    reform, other = pair(scenario, baseline, months=12)
    assert reform.assume == other.assume
    for each in (reform, other):
        policies = resolve(current_law(), each.changes(), each.start, each.months)
        assert set(path(policies, "employment.contact_effect")) == {0.2}
        assert set(path(policies, "coaching.offers_a_year")) == {0.5}


def test_assume_holds_in_both_and_set_in_the_reform_alone() -> None:
    arms = pair(MOVE, settings=["coaching.trust=1.5"], assume=["employment.contact_effect=0.2"])
    policies = [resolve(current_law(), arm.changes(), arm.start, arm.months) for arm in arms]
    assert [path(each, "employment.contact_effect")[0] for each in policies] == [0.2, 0.2]
    assert [path(each, "coaching.trust")[0] for each in policies] == [1.5, 1.0]
    assert arms[0].where("employment.contact_effect") == "--assume employment.contact_effect=0.2"


def dated(values: dict[int, float | None]) -> dict[str, float | None]:
    """Return values by months after April 2025 as a scenario writes them."""
    return {show_month(month(2025, 4) + after): value for after, value in values.items()}


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ({}, {5: 0.1}, {5: 0.1}),
        ({7: 0.2}, {5: 0.1}, {5: 0.1, 7: 0.2}),
        ({5: 0.2, 9: None}, {5: 0.1, 7: 0.3}, {5: 0.2, 7: 0.2, 9: 0.3}),
        ({5: 0.2, 9: None}, {}, {5: 0.2, 9: None}),
        ({5: None}, {5: 0.1, 6: None}, {5: 0.1, 6: None}),
    ],
)
def test_what_is_assumed_holds_where_nothing_else_is_said(above: Any, below: Any, expected: Any) -> None:
    name = "employment.contact_effect"
    scenario = Scenario(
        name="a", **{key: {name: dated(of)} for key, of in (("reform", above), ("assume", below)) if of}
    )
    months = path(resolve(current_law(), scenario.changes(), scenario.start, 12), name)
    law = path(resolve(current_law(), (), scenario.start, 12), name)
    for at in range(12):
        latest = next((expected[first] for first in sorted(expected, reverse=True) if first <= at), None)
        assert months[at] == (law[at] if latest is None else latest)


# ------------------------------------------------------------------------------------------------- refused


def refused(*arguments: Any, **options: Any) -> str:
    with pytest.raises(ScenarioError) as caught:
        evidence(*arguments, **options)
    return str(caught.value)


def test_a_parameter_that_is_changed_is_refused() -> None:
    scenario = read_scenario("support_effect_low").with_options(evidence=["employment.contact_effect"])
    assert refused(scenario).startswith("evidence\n  employment.contact_effect is changed by ")
    assert refused(scenario).endswith(
        "so its range cannot be laid on\n  both scenarios alike. Take it out of the list."
    )


def test_a_scenario_that_says_nothing_on_evidence_is_told_how() -> None:
    assert refused("lcwra_new_rate_cut") == (
        f"--evidence\n  {read_scenario('lcwra_new_rate_cut').name} lists no parameters whose ranges are to be tried, "
        "and changes neither\n  coaches nor programmes. Write them in the scenario, as  "
        "evidence: [employment.gain_elasticity]"
    )


def test_ends_have_no_more_replications_than_the_centre() -> None:
    assert refused(MOVE, evidence_replications=9) == (
        "--evidence-replications 9\n  Each end is held against the same replication at the central values, "
        "of which there are 8.\n  Write a number from 1 to 8, or more --replications."
    )


def test_scenarios_of_coaches_and_programmes_know_their_evidence() -> None:
    assert tried(*pair(MOVE)) == COACHES
    assert {"employment.gain_elasticity", "coaching.minutes_a_start"} <= set(COACHES)
    for minutes, further in ((10, ("coaching.contact_length_elasticity",)), (30, ())):
        asked = tried(*pair(MOVE, settings=[f"coaching.contact_minutes=2025-04:{minutes},2026-04:null"]))
        assert asked == (*COACHES, *further)  # 30 is the usual length: its elasticity is nothing
    programme = tried(*pair("connect_to_work_half_pace"))
    assert {"employment.displacement", "connect_to_work.effect"} <= set(programme)
    assert not any(name.startswith("coaching.") or name == "connect_to_work.places" for name in programme)


# ------------------------------------------------------------------------------------------------- printed


def test_lines_that_nothing_moves_are_folded_and_the_net_cost_never_is() -> None:
    one, other = invented(), invented()
    other.accounts["coach_cost"][1, 3, 0] += 1
    columns = differing(Comparison(one, other).fiscal_table())
    assert list(columns.index) == ["Work coaches", NET_COST]
    assert list(differing(Comparison(one, one).fiscal_table()).index) == [NET_COST]
    balanced = invented()
    balanced.accounts["offers"][0, 0] += 1
    balanced.accounts["offers"][1, 0] -= 1
    flows = differing(Comparison(balanced, one).flows())
    assert {line for line, _ in flows.index} == {"Personal offers of intensive coach support"}


def test_noise_does_not_widen_the_evidence_and_an_end_that_matters_does() -> None:
    ends, answers, replications = 22, 400, 4
    shifts = np.random.default_rng(1).normal(size=(ends, answers, replications))
    assert chosen(shifts).mean() < -0.9  # the lowest of 22 means of four
    assert abs(chosen_apart(shifts).mean()) < 0.05
    shifts[7] -= 10.0
    assert chosen_apart(shifts).mean() == pytest.approx(shifts[7].mean())
    assert chosen_apart(shifts[..., :1]) == pytest.approx(chosen(shifts[..., :1]))


def test_the_evidence_holds_what_was_found_and_reads_an_end_where_it_was_not_chosen() -> None:
    answers = Answers(of_invented(months=72))
    shifts = np.zeros((2, len(answers.found), 2))
    shifts[0, :, 0], shifts[1, :, 1] = -9.0, -9.0  # each half has another lowest end, at which the other half is zero
    frame = Evidence(answers, (End(EFFECT, 0.2), End(EFFECT, 0.0)), shifts, 0 * shifts).to_frame()
    assert frame["evidence low"].tolist() == frame["found"].tolist() == frame["evidence high"].tolist()
    shifts[:] = -9.0
    frame = Evidence(answers, (End(EFFECT, 0.2), End(EFFECT, 0.0)), shifts, 0 * shifts).to_frame()
    assert frame["evidence low"].tolist() == pytest.approx((frame["found"] - 9.0).tolist())
    assert frame["evidence high"].tolist() == frame["found"].tolist()


@pytest.fixture(scope="module")
def make_answers() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_answers", DOCS / "make_answers.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def a_frame() -> pd.DataFrame:
    answers = Answers(of_invented(months=72))
    nothing = np.zeros((1, len(answers.found), 2))
    luck = np.array([-2.0, 2.0])
    return Evidence(answers, (End(EFFECT, 0.2),), nothing + 3 + luck, np.zeros((2, len(answers.found), 2))).to_frame()


def of_parts() -> Split:
    """Return the parts of an invented answer: nine comparisons of which the last is the whole."""
    baseline = invented(2, "Baseline", months=72, replications=3)
    return Split({part: Answers(Comparison(moved(part + 3, 72, 3), baseline)) for part in Part})


def test_the_answer_is_told_in_five_lines(make_answers: ModuleType) -> None:
    frame, made_of = a_frame(), of_parts()
    lines = make_answers.five_lines(frame, made_of.to_frame())
    assert [line.partition(".**")[0] for line in lines] == ["**Support", "**Work", "**Made of", "**Money", "**Luck"]
    row = frame.xs(MORE_STARTED, level="answer").iloc[0]
    assert row[REASON] == FEW_ROWS and lines[0].startswith("**Support.** < 10 rows more people start")
    assert "after 12, 24 and 60 months" in lines[1] and lines[1].count("evidence of the last") == 3
    assert lines[2].startswith("**Made of.** Everyone, month 60: ")
    assert lines[3].count("20") >= 6 and "2030-31" in lines[3]


def test_evidence_that_is_luck_itself_is_not_what_luck_is_held_against(make_answers: ModuleType) -> None:
    keys = [(WORK, "Everyone, month 12"), (WORK, "Everyone, month 24"), (MONEY, "2025-26"), (MONEY, "2026-27")]
    frame = pd.DataFrame(
        {
            "noise low": [-1.0, -4.0, -1.0, -1.0],
            "noise high": [1.0, 4.0, 1.0, 1.0],
            "evidence low": [-20.0, -20.0, -20.0, -5.0],
            "evidence high": [20.0, 20.0, 20.0, 5.0],
            "evidence low error": [3.0, 3.0, 3.0, 4.0],
            "evidence high error": [3.0, 3.0, 3.0, 4.0],
        },
        pd.MultiIndex.from_tuples(keys),
    )
    said = make_answers.luck_beside_evidence(frame)
    assert "of people in work 12 per cent (at most 20) and of net cost by year 5 per cent (at most 5)" in said
    assert "below a tenth of it for 2 of 4 figures. For 1 more" in said
    frame[["evidence low error", "evidence high error"]] = 30.0
    assert make_answers.luck_beside_evidence(frame).endswith("for any of 4 figures.")


def test_the_pages_are_filled_between_their_marks(make_answers: ModuleType) -> None:
    made_of, answers = of_parts(), Answers(of_invented(months=72))
    nothing = np.zeros((2, len(answers.found), 2))
    found = Evidence(answers, (End(EFFECT, 0.2), End(EFFECT, 0.0)), nothing + 3, nothing)
    made, readme = make_answers.block(found, made_of), make_answers.readme_block(found)
    assert "**Not yet calibrated**" in made and "3 paired replications" in " ".join(made.split())
    assert made.count("| More people in work: ") == 2 * len([1 for section, _ in answers.found if section == WORK])
    assert [made.count(f"\n{number}. **") for number in range(1, 7)] == [1, 1, 1, 1, 1, 0]
    assert "| people, with the reform less without it | found |" in readme
    page = f"a\n{make_answers.START}\nold\n{make_answers.END}\nb\n"
    assert make_answers.with_block(page, made) == f"a\n{made}\nb\n"


def test_the_table_of_the_readme_is_clear_of_luck(make_answers: ModuleType) -> None:
    frame = a_frame()
    frame[REASON] = ""
    frame.loc[(WORK, f"{EVERYONE}, month 60"), REASON] = SIGN_UNCLEAR
    table = make_answers.clear_table(frame)
    titles = [row.split(" | ")[0].removeprefix("| ") for row in table.splitlines()[2:]]
    assert titles == [title for title, *_ in make_answers.IN_README if title != "In work after 60 months: everyone"]


def test_the_readme_holds_figures_of_the_page_of_answers(make_answers: ModuleType) -> None:
    page, readme = (
        file.read_text(encoding="utf-8").partition(make_answers.START)[2].partition(make_answers.END)[0]
        for file in (make_answers.PAGE, make_answers.README)
    )
    assert re.findall("<!-- made from.*-->", page) == re.findall("<!-- made from.*-->", readme)
    known = {tuple(row.split(" | ")[at] for at in (1, 2, 4)) for row in page.splitlines() if row.count(" | ") == 6}
    shown = [tuple(row.strip("| ").split(" | ")[1:]) for row in readme.splitlines() if row.startswith("| ")][2:]
    assert len(shown) >= 5 and [row for row in shown if row not in known] == []
    assert len(re.findall(r"^\d\. .*", page, re.MULTILINE)) == 5 and "Not yet calibrated" in page


def test_the_five_lines_are_made_from_the_model_as_it_is(make_answers: ModuleType) -> None:
    text = make_answers.PAGE.read_text(encoding="utf-8")
    lines = text.partition(make_answers.START)[2].partition(make_answers.END)[0]
    assert f"inputs {make_answers.fingerprint(make_answers.inputs())} -->" in lines, make_answers.STALE


def test_what_the_lines_are_made_from_is_known_by_name_and_text_alone(make_answers: ModuleType) -> None:
    first = make_answers.fingerprint([("one", "a"), ("two", "b")])
    assert make_answers.fingerprint([("two", "b"), ("one", "a")]) == first
    assert make_answers.fingerprint([("one", "a"), ("two", "B")]) != first
    assert make_answers.fingerprint([("one", "a"), ("three", "b")]) != first


def test_what_the_lines_are_made_from_holds_the_scenario_its_baseline_and_stored_tables(
    make_answers: ModuleType,
) -> None:
    found = dict(make_answers.inputs())
    asked = "redeploy_1000_coaches", "baseline"
    assert sorted(found) == sorted(part for name in asked for part in (name, f"{name}.csv"))
    assert found["baseline"] == run_key(read_scenario("baseline").as_written())
    assert len(set(found.values())) == len(found)


def test_a_programme_that_only_the_reform_has_does_not_shift_the_net_cost() -> None:
    """Its line stands in the table of the reform alone, so the net cost is not in the same place of both."""
    more = welfsim.compare("one_billion_of_support", people=1_000, months=2, threads=1)
    net = [run.fiscal_table().loc[NET_COST].to_numpy() for run in (more.reform, more.baseline)]
    assert counted_cost(more)[0] == pytest.approx(net[0] - net[1])
