"""Factors, their fit to figures, what it leaves behind, and a known world that comes back."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import replace
from math import exp, log
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import welfsim
from welfsim.errors import TargetsError
from welfsim.experiments.calibration.factors import COLUMNS, Factor, changes, limits, read_factors
from welfsim.experiments.calibration.fit import Fit, Problem, fit, softened
from welfsim.experiments.calibration.known import moved_in_turn, recovered
from welfsim.experiments.calibration.package import (
    PACKAGE,
    POSTERIOR,
    Posterior,
    laid_over,
    package_text,
    posterior_text,
    read_posterior,
    write_fit,
)
from welfsim.experiments.calibration.report import factor_rows, open_rows, sentences, target_rows, without_rows
from welfsim.experiments.calibration.runs import problem_of, runs_of, shown
from welfsim.experiments.targets.definitions import Definition
from welfsim.experiments.targets.lines import read_held
from welfsim.experiments.targets.table import read_targets
from welfsim.experiments.targets.target import Against, Target
from welfsim.months import month
from welfsim.policy import Change, Relative, current_law, parameters, path, resolve
from welfsim.scenario import Scenario, read_scenario
from welfsim.vocabulary.fields import Kind, Unit

START = month(2025, 4)
HAZARD = "employment.exit_settled"
LOSS = ("employment.exit_to_month_6", "employment.exit_months_7_to_12", HAZARD)

Floats = NDArray[np.float64]


def factor(name: str = "loss", *names: str, form: str = "times", prior_sd: float = 0.2) -> Factor:
    return Factor(name, "Job loss", form, dict.fromkeys(names or LOSS, 1), (), prior_sd, "a test")


def figure(name: str, value: float, lines: str = "exit_chances", spread: float = 0.01) -> Against:
    """Return a figure of jobs a month, counted as the model counts, with a standard error of a share of it."""
    counted = Definition("Great Britain", "working age", "jobs", "neither")
    error = spread * abs(value)
    about = ("a count", "", month(2025, 12), "", "published", "", "here")
    parts = (
        name,
        "fit",
        name,
        counted,
        START,
        START + 2,
        "jobs a month",
        value,
        0.0,
        0.0,
        error,
        read_held(lines),
        lines,
        (),
    )
    return Against(Target(*parts, *about), START, START + 2, False, ())


def linear(table: Floats, level: Floats) -> Callable[[Floats], Floats]:
    """Return a model in which each figure is its level times one plus a sum of factors, in two alike replications."""
    return lambda arms: np.repeat((level * (1.0 + arms @ table.T))[:, None], 2, axis=1)


LEVEL = np.array([100.0, 200.0, 300.0])
TABLE = np.array([[1.0, 0.0, 0.0], [0.5, 1.0, 0.0], [0.2, -0.4, 0.0]])
FACTORS = (factor("a"), factor("b", HAZARD), factor("c", HAZARD))


def small(logs: tuple[float, float, float], off: float = 0.0) -> Fit:
    """Return the fit of three factors, the last of which moves nothing, to what they would give; the first is off."""
    values = LEVEL * (1.0 + TABLE @ np.array(logs))
    values[0] += off
    figures = tuple(figure(name, value) for name, value in zip("xyz", values, strict=True))
    return fit(Problem(FACTORS, figures, START), linear(TABLE, LEVEL))


# ------------------------------------------------------------------------------------------------- factors


def test_shipped_factors_are_hazards_shares_and_ratios_and_never_the_law_or_an_effect() -> None:
    factors = read_factors()
    assert 14 <= len(factors) <= 20
    names = {name for each in factors for name in (*each.powers, *each.rest)}
    assert {parameters()[name].what.kind for name in names} == {Kind.BEHAVIOUR}
    assert {parameters()[name].what.unit for name in names} == {Unit.HAZARD, Unit.SHARE, Unit.RATIO}
    groups = {name.partition(".")[0] for name in names}
    assert groups == {"claims", "assessment", "pip", "adp", "take_up", "employment", "carers"}
    effects = ("effect", "elasticity", "displacement", "contact", "requirement", "need", "gain", "meetings")
    assert not [name for name in names if any(word in name for word in effects)]


def test_shipped_factors_are_lawful_at_both_ends_alone_and_all_together() -> None:
    factors = read_factors()
    bounds = limits(factors, START)
    assert (bounds[:, 0] < 0).all() and (bounds[:, 1] > 0).all()
    ends = [
        np.where(np.arange(len(factors)) == number, bounds[:, side], 0.0) for number in range(18) for side in (0, 1)
    ]
    for logs in (*ends, bounds[:, 0], bounds[:, 1], moved_in_turn(Problem(tuple(factors), (), START))):
        laid = [Change(name, values, "a test") for name, values in changes(factors, logs, START).items()]
        assert len(resolve(current_law(), laid, START, 72)) == 72


def test_times_multiply_and_powers_keep_a_product() -> None:
    both = [Factor("one", "", "times", {"take_up.claim": 1, "take_up.claim_ratio_children": -1}, (), 0.1, "")]
    both.append(Factor("two", "", "times", {"take_up.claim_ratio_children": 1}, (), 0.1, ""))
    found = changes(both, [0.1, 0.2], START)
    assert found["take_up.claim"] == {START: Relative(times=pytest.approx(exp(0.1), rel=1e-4))}
    assert found["take_up.claim_ratio_children"] == {START: Relative(times=pytest.approx(exp(0.1), rel=1e-4))}


def test_odds_change_shares_and_leave_the_rest_in_proportion() -> None:
    share, rest = "assessment.lcwra_share_mild", "assessment.lcw_share_mild"
    odds = Factor("odds", "", "odds", {share: 1}, (rest,), 0.2, "")
    laid = changes([odds], [log(2.0)], START)
    months = resolve(current_law(), [Change(name, values, "a test") for name, values in laid.items()], START, 1)
    law = resolve(current_law(), [], START, 1)
    before, after = (float(path(each, share)[0]) for each in (law, months))
    assert after / (1 - after) == pytest.approx(2 * before / (1 - before), rel=1e-3)
    lcw = [float(path(each, rest)[0]) / (1 - own) for each, own in ((law, before), (months, after))]
    assert lcw[1] == pytest.approx(lcw[0], rel=1e-3)


def test_a_trend_grows_each_april_after_the_start_on_top_of_a_constant() -> None:
    found = changes([factor("level", HAZARD), factor("growth", HAZARD, form="trend")], [0.1, 0.02], START)[HAZARD]
    assert list(found) == [month(year, 4) for year in range(2025, 2031)]
    times = [value.times for value in found.values() if isinstance(value, Relative)]
    assert times == pytest.approx([exp(0.1 + 0.02 * year) for year in range(6)], rel=1e-4)
    assert list(changes([factor("growth", HAZARD, form="trend")], [0.02], month(2023, 6))[HAZARD])[:2] == [
        month(2023, 6),
        month(2024, 4),
    ]


ROW = {"name": "a", "what": "A", "form": "times", "parameters": HAZARD, "prior_sd": "0.2", "why": "a test"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"parameters": "take_up.clam"}, "parameters: there is no take_up.clam. Did you mean take_up.claim?"),
        (
            {"parameters": "universal_credit.taper"},
            "universal_credit.taper is law in share. Hazards, shares and ratios",
        ),
        ({"parameters": "employment.gain_elasticity"}, "employment.gain_elasticity is behaviour in elasticity."),
        ({"parameters": f"{HAZARD}:2"}, "has a power that is neither 1 nor -1."),
        ({"form": "log"}, "form: log is none of times, odds, trend."),
        ({"prior_sd": "0"}, "prior_sd: 0 leaves nothing to fit."),
        ({"rest": HAZARD}, "rest: only odds have one"),
    ],
)
def test_a_factor_that_may_not_be_fitted_is_refused(tmp_path: Path, change: Mapping[str, str], told: str) -> None:
    file = tmp_path / "factors.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, restval="")
        writer.writeheader()
        writer.writerow({**ROW, **change})
    with pytest.raises(TargetsError) as refused:
        read_factors(file)
    assert f"{file.as_posix()}, line 2\n  " in str(refused.value) and told in str(refused.value)


# ------------------------------------------------------------------------------------------------- fit


def test_a_fit_finds_the_factors_and_their_joint_errors() -> None:
    found = small((0.05, -0.03, 0.0))
    assert found.logs == pytest.approx([0.05, -0.03, 0.0], abs=0.002)
    assert np.abs(found.misses).max() < 0.2
    slopes = LEVEL[:, None] * TABLE / found.spread[:, None]
    expected = np.linalg.inv(slopes.T @ slopes + np.diag(np.full(3, 0.2**-2)))
    assert found.covariance == pytest.approx(expected, rel=0.01)
    assert found.correlations[0, 1] < -0.1


def test_what_no_figure_speaks_of_stays_at_its_prior_and_is_named() -> None:
    found = small((0.05, -0.03, 0.0))
    assert found.errors[2] == pytest.approx(0.2) and found.logs[2] == 0.0
    known, direction = found.directions()[0]
    assert known < 1e-6 and np.abs(direction) == pytest.approx([0, 0, 1], abs=1e-6)
    assert open_rows(found)[1:] == [["0", "1.0 c"]]
    assert factor_rows(found)[3][4] == "0"


def test_a_prior_holds_what_the_figures_hardly_say() -> None:
    weak = (figure("x", 110.0, spread=0.5),)
    found = fit(Problem((factor("a"),), weak, START), linear(np.array([[1.0]]), np.array([100.0])))
    by_hand = (0.1 / 0.55**2) / (1 / 0.55**2 + 1 / 0.2**2)
    assert found.logs[0] == pytest.approx(by_hand, rel=0.02)


def test_a_figure_that_cannot_be_met_bends_no_factor_far() -> None:
    misses = np.array([0.01, 1.0, 8.0, -8.0])
    pulls, through = softened(misses)
    assert pulls == pytest.approx([0.01, 0.972, 4.998, -4.998], abs=0.001)
    assert through == pytest.approx((softened(misses + 1e-6)[0] - pulls) / 1e-6, rel=1e-4)
    figures = (figure("x", 100.0), figure("y", 100.0), figure("z", 120.0))
    found = fit(Problem((factor("a"),), figures, START), linear(np.ones((3, 1)), np.full(3, 100.0)))
    assert 0.005 < found.logs[0] < 0.02  # the mean of the three is 0.067


def test_replications_that_come_out_alike_still_have_the_luck_of_a_row() -> None:
    lost = replace(figure("lost", 3e5).target, held=read_held("jobs_lost"), model_error=0.0)
    problem = Problem((factor("a"),), (Against(lost, START, START + 2, False, ()),), START, grossing=3e4)
    assert problem.spread(np.full((4, 1), 3e5)) == pytest.approx([1e4 / 2])
    assert problem.spread(np.full((1, 1), 3e5)) == pytest.approx([1e4])


def test_leaving_a_figure_out_is_what_a_fit_without_it_finds() -> None:
    found = small((0.02, -0.01, 0.0), off=1.0)
    moved, foretold = found.without(0)
    others = Problem(FACTORS, found.problem.targets[1:], START)
    again = fit(others, linear(TABLE[1:], LEVEL[1:]))
    assert found.logs + moved * found.errors == pytest.approx(again.logs, abs=0.002)
    left_out = LEVEL[0] * (1 + TABLE[0] @ again.logs) - found.problem.values[0]
    own = LEVEL[0] * TABLE[0]
    assert foretold == pytest.approx(left_out / np.sqrt(found.spread[0] ** 2 + own @ again.covariance @ own), rel=0.05)
    assert without_rows(found)[1][0] == "x"


def test_a_factor_far_from_its_prior_is_called_a_fault() -> None:
    problem = Problem((factor("a", prior_sd=0.02),), (figure("x", 106.0, spread=0.001),), START)
    found = fit(problem, linear(np.array([[1.0]]), np.array([100.0])))
    said = list(sentences(found))
    assert said[0].startswith("1 of 1 figures are met") or said[0].startswith("0 of 1")
    assert (
        said[1].startswith("a is ") and "the model lacks something that this factor stands in for (job loss)" in said[1]
    )
    assert not list(sentences(small((0.01, 0.0, 0.0))))[1:]


def test_names_stand_with_their_months_where_there_are_two() -> None:
    problem = Problem((factor("a"),), (figure("x", 100.0), figure("x", 101.0)), START)
    found = fit(problem, linear(np.array([[1.0], [1.0]]), np.array([100.0, 100.0])))
    assert [row[0] for row in target_rows(found)] == ["figure", *["x 2025-04/2025-06"] * 2]


# ------------------------------------------------------------------------------------------------- what is left behind


def test_a_package_holds_in_a_scenario_and_its_baseline_and_posteriors_come_back(tmp_path: Path) -> None:
    found = small((0.05, -0.03, 0.0))
    package, posterior = write_fit(tmp_path / "packages", found, "baseline")
    assert (package.name, posterior.name) == (PACKAGE, POSTERIOR)
    base = tmp_path / "base.yaml"
    base.write_text("name: Base\npackages: [calibrated]\n", encoding="utf-8")
    read = read_scenario(base)
    settled = path(resolve(current_law(), read.changes(), START, 1), HAZARD)[0]
    assert settled == pytest.approx(0.0042 * exp(found.logs.sum()), rel=1e-3)
    back = read_posterior(posterior)
    assert back.factors == FACTORS and back.logs == pytest.approx(found.logs)
    assert back.covariance == pytest.approx(found.covariance, rel=1e-4)
    assert write_fit(tmp_path / "packages", found, "baseline") == [package, posterior]


def test_what_no_fit_has_made_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / PACKAGE).write_text("name: Mine\n", encoding="utf-8")
    with pytest.raises(TargetsError, match="This file is no fit's, so it is not replaced"):
        write_fit(tmp_path, small((0.0, 0.0, 0.0)), "baseline")
    assert [file.name for file in tmp_path.iterdir()] == [PACKAGE]


def test_a_posterior_that_is_none_is_refused(tmp_path: Path) -> None:
    _, file = write_fit(tmp_path, small((0.05, -0.03, 0.0)), "baseline")
    written = file.read_text(encoding="utf-8")
    head, first, *others = written.splitlines()
    for row in (
        first.replace(",", ",0", 2).replace(" ", " 9", 1),
        first.replace(" ", " x", 1),
        first.replace(" ", "", 1),
    ):
        file.write_text("\n".join([head, row, *others]), encoding="utf-8")
        with pytest.raises(TargetsError, match="line 2\n  The errors are no covariance"):
            read_posterior(file)
    file.write_text(written.replace(HAZARD, "employment.exits"), encoding="utf-8")
    with pytest.raises(TargetsError, match=r"parameters: there is no employment\.exits"):
        read_posterior(file)


def test_draws_have_the_spread_of_the_fit_and_are_always_the_same() -> None:
    covariance = np.array([[0.04, 0.03], [0.03, 0.09]])
    posterior = Posterior(
        (factor("a", prior_sd=1.0), factor("b", "carers.starts", prior_sd=1.0)), np.zeros(2), covariance
    )
    drawn = posterior.draws(2_000, START)
    logs = np.array([[log(draw[name][START].times) for name in (HAZARD, "carers.starts")] for draw in drawn])  # type: ignore[union-attr]
    assert np.cov(logs.T) == pytest.approx(covariance, abs=0.008)
    assert posterior.draws(3, START) == drawn[:3]


def test_no_draw_leads_out_of_the_law() -> None:
    opening = Factor("opening", "", "times", {"take_up.claim": 1}, (), 0.5, "")
    for draw in Posterior((opening,), np.array([0.2]), np.array([[0.25]])).draws(50, START):
        times = draw["take_up.claim"][START]
        assert isinstance(times, Relative) and 0.7 * exp(0.2) * times.times <= 1.0


def test_draws_are_taken_of_what_is_assumed_and_values_take_its_place() -> None:
    april = month(2026, 4)
    assume = {HAZARD: {START: Relative(times=2.0), april: Relative(times=3.0, plus=1.0)}, "carers.starts": {START: 0.5}}
    more = {HAZARD: {START: Relative(times=1.5)}, "carers.starts": {START: Relative(times=2.0)}}
    assert laid_over(assume, more, START) == {
        HAZARD: {START: Relative(times=3.0), april: Relative(times=4.5, plus=1.5)},
        "carers.starts": {START: 1.0},
    }
    assert laid_over(assume, {HAZARD: {START: 0.01}}, START)[HAZARD] == {START: 0.01, april: 0.01}


# ------------------------------------------------------------------------------------------------- with the model

TINY = Scenario.model_validate({"name": "Tiny", "population": {"people": 2_000}, "months": 3, "replications": 2})
WORK = (factor("loss", prior_sd=0.3), factor("entry", "employment.entry", prior_sd=0.3))
JOBS = (figure("lost", 300_000.0), figure("started", 380_000.0, "entry_chances"))


def test_an_arm_of_a_visit_is_what_the_scenario_is_on_its_own() -> None:
    problem = Problem(WORK, JOBS, START)
    logs = np.array([[0.0, 0.0], [0.2, -0.1]])
    found = runs_of(TINY, problem, threads=1)(logs)
    for place, each in enumerate(logs):
        alone = TINY.assuming(changes(WORK, each, START))
        base = alone.with_options(months=3)
        assert np.array_equal(found[place], shown(JOBS, welfsim.compare(base, base, threads=1).baseline))


def test_a_known_world_comes_back_and_the_same_inputs_make_the_same_package() -> None:
    problem = Problem(WORK, JOBS, START)
    truth = np.array([0.25, -0.2])
    packages = []
    for _ in range(2):
        world = runs_of(TINY.with_options(seed=2), problem, threads=1)
        found = recovered(problem, world, runs_of(TINY, problem, threads=1), truth)
        packages.append(package_text(found.fit, "a test") + posterior_text(found.fit))
    assert packages[0] == packages[1]
    assert (found.known > 0.4).all() and found.fit.logs == pytest.approx(truth, abs=0.12)
    assert np.sign(found.fit.logs).tolist() == [1, -1]


def test_a_run_to_which_nothing_can_be_fitted_is_refused() -> None:
    late = Scenario.model_validate({"name": "Late", "start": "2026-03", "months": 2})
    with pytest.raises(TargetsError, match="There is no target to fit to in such a run"):
        problem_of(late, read_targets(), WORK)


SPOKEN_OF = (
    "fit_notes",
    "lcwra_odds",
    "pip_claims",
    "pip_review_exits",
    "entry_searchers",
    "entry_others",
    "job_exit",
)
"""Factors of which the figures that are shipped say most."""


@pytest.mark.model
def test_the_factors_that_figures_speak_of_come_back_from_a_known_world() -> None:
    """A world of 20,000 other people with other luck, in which each factor is one standard deviation off."""
    asked = read_scenario("baseline").with_options(people=20_000, months=12, replications=2)
    factors = [each for each in read_factors() if each.name in SPOKEN_OF]
    problem = problem_of(asked, read_targets(), factors)
    found = recovered(problem, runs_of(asked.with_options(seed=2), problem), runs_of(asked, problem))
    assert sum(found.come_back) >= len(SPOKEN_OF) - 1 and np.abs(found.off).max() < 3.5
    assert (found.known > 0.5).all()
    before, after = (np.abs(logs) / problem.prior_sd for logs in (found.truth, found.fit.logs - found.truth))
    assert after.mean() < 0.5 * before.mean()
