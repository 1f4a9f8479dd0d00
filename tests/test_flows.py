"""Flow accounts of every pipeline: identities in every month, district and stage, and the same people at two months."""

from __future__ import annotations

import math
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

import welfsim
from played import MONTHS, START, Run
from welfsim.errors import ResultsError
from welfsim.months import show_month
from welfsim.population import Population
from welfsim.results.journeys import Transitions
from welfsim.results.pipelines import BAND_ENDS, PIPELINES, mean_months, quantile
from welfsim.results.sankey import Move, Stage, sankey
from welfsim.vocabulary.codes import (
    DisabilityStage,
    EsaGroup,
    EsaKind,
    EsaStage,
    HealthGroup,
    HealthStage,
    LcwraRoute,
    Presence,
    Severity,
    Wait,
    WcaDisputeResult,
    WcaDisputeStage,
    WorkCapabilityStage,
)
from welfsim.vocabulary.state import State

EVERY = pytest.mark.parametrize("name", PIPELINES)
ENDS = slice(0, 3)


def stood(state: State, name: str) -> NDArray[np.int64]:
    """Return the stages of everyone in one pipeline."""
    return state.person.stage[:, PIPELINES[name].code].astype(np.int64)


@EVERY
def test_stages_change_by_who_came_less_who_left(run: Run, name: str) -> None:
    pipeline = PIPELINES[name]
    moves = run.of(pipeline.flows)
    assert moves.any()
    assert np.array_equal(run.change(pipeline.stock), moves.sum(axis=2) - moves.sum(axis=3))


@EVERY
def test_the_first_stages_follow_from_the_population(run: Run, britain: Population, name: str) -> None:
    pipeline = PIPELINES[name]
    cells = britain.state.person.district.astype(np.int64) * len(pipeline.stages) + stood(britain.state, name)
    first, moves = run.accounts[pipeline.stock][0], run.accounts[pipeline.flows][0]
    start = np.bincount(cells, minlength=first.size).reshape(first.shape)
    assert np.array_equal(first - start, moves.sum(axis=1) - moves.sum(axis=2))


@EVERY
def test_everyone_stands_in_one_stage(run: Run, britain: Population, name: str) -> None:
    people = np.bincount(britain.state.person.district, minlength=britain.state.district.nation.size)
    assert (run.accounts[PIPELINES[name].stock].sum(axis=2) == people).all()


@EVERY
def test_pipelines_end_alike(run: Run, name: str) -> None:
    ends = run.accounts[PIPELINES[name].stock][..., ENDS]
    presence = run.accounts["people"][..., [Presence.WAITING, Presence.PENSION_AGE, Presence.DEAD]]
    presence[..., 0] += run.accounts["people"][..., Presence.ABROAD]
    assert np.array_equal(ends, presence)


@EVERY
def test_nobody_moves_to_the_same_stage_or_back_from_an_end(run: Run, name: str) -> None:
    moves = run.accounts[PIPELINES[name].flows]
    assert not moves[..., range(moves.shape[-1]), range(moves.shape[-1])].any()
    stages = PIPELINES[name].stages
    dead, pension = stages["DEAD"], stages["PENSION_AGE"]
    assert not moves[:, :, dead].any()
    assert not np.delete(moves[:, :, pension], dead, axis=-1).any()
    gone = run.accounts["people_moves"][:, :, Presence.PRESENT, Presence.ABROAD]
    assert np.array_equal(moves[..., stages["AWAY"]].sum(axis=2), gone)


@EVERY
def test_whoever_left_has_one_wait(run: Run, name: str) -> None:
    pipeline = PIPELINES[name]
    waits = run.accounts[pipeline.waits]
    assert np.array_equal(waits.sum(axis=3), run.accounts[pipeline.flows].sum(axis=3))
    least = np.array([0, *(first for first, _ in BAND_ENDS.values()), 61])
    assert (run.accounts[pipeline.months] >= waits @ least).all()


@EVERY
def test_moves_are_those_of_people(run: Run, name: str) -> None:
    size = len(PIPELINES[name].stages)
    for m, (before, after) in enumerate(pairwise(run.states)):
        was, now = stood(before, name), stood(after, name)
        table = np.bincount(was * size + now, minlength=size * size).reshape(size, size)
        np.fill_diagonal(table, 0)
        assert np.array_equal(run.accounts[PIPELINES[name].flows][m].sum(axis=0), table)


@EVERY
def test_spells_are_as_long_as_people_were_seen_in_them(run: Run, name: str) -> None:
    seen = np.zeros(len(run.states[0].person.presence), np.int64)
    for m, (before, after) in enumerate(pairwise(run.states)):
        moved = stood(before, name) != stood(after, name)
        since = after.person.stage_since[:, PIPELINES[name].code].astype(np.int64)
        assert (since[moved] == START + m).all()
        seen = np.where(moved, 0, seen + 1)
        assert (START + m - since >= seen)[since > 0].all()


def test_stages_agree_with_the_stocks_of_the_processes(run: Run) -> None:
    capability, groups = run.accounts["work_capability_stages"], run.accounts["uc_health"]
    stages = WorkCapabilityStage
    assert np.array_equal(capability[..., [stages.FIT_NOTE, stages.AWAITING_ASSESSMENT]].sum(-1), groups[..., 1])
    assert np.array_equal(capability[..., stages.LCW : stages.LCWRA].sum(-1), groups[..., HealthGroup.LCW])
    assert np.array_equal(capability[..., stages.LCWRA :].sum(-1), groups[..., HealthGroup.LCWRA])
    disputes = run.accounts["wca_disputes_open"][..., WcaDisputeStage.RECONSIDERATION :]
    found_fit = capability[..., [stages.FIT_IN_RECONSIDERATION, stages.FIT_AT_TRIBUNAL]]
    assert (found_fit <= disputes).all() and found_fit.sum(axis=(0, 1)).all()
    waiting = [stages.AWAITING_ASSESSMENT, stages.LCW_AWAITING_REASSESSMENT, stages.LCWRA_AWAITING_REASSESSMENT]
    assert np.array_equal(capability[..., waiting].sum(-1), run.accounts["wca_queue"])
    assert np.array_equal(run.accounts["health_stages"][..., HealthStage.NO_ILLNESS :], run.accounts["health"])
    esa = run.accounts["esa"][..., EsaKind.NEW_STYLE : EsaKind.INSURANCE, EsaGroup.ASSESSMENT : EsaGroup.INSURED].copy()
    esa[..., 0, :] += run.accounts["esa"][..., EsaKind.CREDITS_ONLY, EsaGroup.ASSESSMENT : EsaGroup.INSURED]
    stages_of_esa = run.accounts["esa_stages"][..., EsaStage.NEW_STYLE_ASSESSMENT :]
    assert np.array_equal(stages_of_esa.reshape(esa.shape), esa)
    disability, awards = run.accounts["disability_stages"], run.accounts["disability"].sum(-1)
    assert np.array_equal(disability[..., DisabilityStage.MOBILITY_ONLY :].sum(-1), awards)
    assert np.array_equal(disability[..., DisabilityStage.CLAIM_WAITING], run.accounts["disability_queue"].sum(-1))
    reviews = run.accounts["disability_review_queue"].sum(-1)
    assert np.array_equal(disability[..., DisabilityStage.AWARD_AWAITING_REVIEW], reviews)


def test_no_disability_award_comes_before_a_claim(run: Run) -> None:
    moves = run.accounts["disability_flows"]
    assert not moves[:, :, DisabilityStage.NO_AWARD, DisabilityStage.IN_RECONSIDERATION :].any()
    assert moves[:, :, DisabilityStage.CLAIM_WAITING, DisabilityStage.MOBILITY_ONLY :].any()


def test_the_tribunal_comes_after_reconsideration(run: Run) -> None:
    for line, before, first, then in (
        (
            "work_capability_flows",
            [WorkCapabilityStage.UC_IN_WORK, WorkCapabilityStage.UC_OUT_OF_WORK],
            WorkCapabilityStage.FIT_IN_RECONSIDERATION,
            WorkCapabilityStage.FIT_AT_TRIBUNAL,
        ),
        (
            "disability_flows",
            [DisabilityStage.NO_AWARD, DisabilityStage.CLAIM_WAITING],
            DisabilityStage.IN_RECONSIDERATION,
            DisabilityStage.AT_TRIBUNAL,
        ),
    ):
        moves = run.accounts[line].sum(axis=(0, 1))
        assert moves[first, then] > 0
        assert not moves[before, then].any() and not moves[then, first]


def test_a_review_due_waits_and_its_start_is_always_known(run: Run) -> None:
    waits = run.accounts["disability_waits"][:, :, DisabilityStage.AWARD_AWAITING_REVIEW]
    assert waits.any() and not waits[..., Wait.UNKNOWN].any()


def test_nobody_is_found_ill_without_a_fit_note_but_by_a_move_from_esa_a_dispute_or_terminal_illness(
    run: Run,
) -> None:
    moves = run.accounts["work_capability_flows"]
    unannounced = moves[:, :, : WorkCapabilityStage.FIT_NOTE, WorkCapabilityStage.LCW :].sum(axis=(2, 3))
    won = run.accounts["wca_disputes"][..., WcaDisputeResult.CHANGED].sum(axis=-1)
    terminal = run.accounts["lcwra_found"][..., LcwraRoute.TERMINAL_ILLNESS]
    moved = sum(run.accounts[f"esa_{how}"] for how in ("migrated", "moved_with_job", "moved_with_partner"))
    assert (unannounced <= moved + won + terminal).all()


def test_severity_changes_by_steps(run: Run) -> None:
    moves = run.accounts["health_flows"]
    severe, mild = HealthStage.SEVERE, HealthStage.MILD
    assert not moves[:, :, severe, : severe - 1][..., HealthStage.NO_ILLNESS :].any()
    assert not moves[:, :, mild, severe].any()
    within = moves[..., HealthStage.NO_ILLNESS :, HealthStage.NO_ILLNESS :]
    assert (within <= run.accounts["health_moves"]).all()
    assert within.sum() > 0.99 * run.accounts["health_moves"].sum()
    assert len(Severity) == within.shape[-1]


# ------------------------------------------------------------------------------------------- two months


@pytest.fixture(scope="module")
def year() -> Transitions:
    return welfsim.transitions("baseline", "2025-04", "2025-12", people=2_000, replications=2)


@EVERY
def test_rows_sum_to_the_people_then_and_columns_to_those_later(year: Transitions, name: str) -> None:
    table, stock = year.tables[name], year.results.accounts[PIPELINES[name].stock].sum(axis=2)
    assert np.array_equal(table.sum(axis=2), stock[:, 0])
    assert np.array_equal(table.sum(axis=1), stock[:, -1])


@EVERY
def test_between_neighbouring_months_transitions_are_the_flows_of_the_month(name: str) -> None:
    found = welfsim.transitions("baseline", "2025-06", "2025-07", people=2_000)
    table = found.to_frame(name).to_numpy().copy()
    np.fill_diagonal(table, 0)
    assert np.array_equal(table, found.results.flow_table(name, "2025-07").to_numpy())


def test_the_first_month_may_be_the_population_as_built(run: Run, britain: Population) -> None:
    found = welfsim.transitions("baseline", "2025-03", show_month(START + 2), people=20_000)
    then, later = stood(britain.state, "esa"), stood(run.states[3], "esa")
    size = len(EsaStage)
    table = np.bincount(then * size + later, minlength=size * size).reshape(size, size)
    assert np.array_equal(found.to_frame("esa").to_numpy(), table * britain.grossing)


def test_following_people_does_not_change_the_run(year: Transitions) -> None:
    plain = welfsim.run("baseline", people=2_000, replications=2, months=9)
    for line, values in plain.accounts.items():
        assert np.array_equal(values, year.results.accounts[line]), line


@EVERY
def test_what_stands_at_the_start_and_came_less_what_left_stands_at_the_end(year: Transitions, name: str) -> None:
    table = year.results.stage_table(name)
    start, came, left, end = table.to_numpy().T
    assert np.array_equal(start + came - left, end)
    first = year.results.accounts[PIPELINES[name].stock][:, -1].sum(axis=1).mean(axis=0)
    assert np.array_equal(end, first)
    assert year.results.waits(name)["left"].to_numpy() == pytest.approx(left)
    assert year.results.lengths(name).to_numpy().sum(axis=1) == pytest.approx(left)


MONTHS_OUTSIDE = """\
from: 2024-12 is outside the run.
  Allowed: 2025-03, the people at the start, to 2026-03

to: 'May' is not a month; write the year and the month, as 2026-04."""


def test_months_that_cannot_be_are_refused_all_at_once() -> None:
    scenario = welfsim.Scenario(name="A year", months=12)
    with pytest.raises(ResultsError) as refused:
        welfsim.transitions(scenario, "2024-12", "May")
    assert str(refused.value) == MONTHS_OUTSIDE
    with pytest.raises(ResultsError) as refused:
        welfsim.transitions(scenario, "2025-06", "2025-06")
    assert str(refused.value) == "from 2025-06 to 2025-06: the second month must be the later one."


def test_unknown_pipelines_and_times_are_refused(year: Transitions) -> None:
    with pytest.raises(ResultsError) as refused:
        year.to_frame("disabilty")
    allowed = "health, work-capability, disability, esa, universal-credit"
    assert str(refused.value) == f"disabilty is not a pipeline. Did you mean disability?\n  Allowed: {allowed}"
    with pytest.raises(ResultsError) as refused:
        year.results.waits("esa", "2026-27")
    assert str(refused.value) == (
        "2026-27 is not a month or financial year of this run.\n  Allowed: 2025-04 to 2025-12, 2025-26 to 2025-26"
    )


# --------------------------------------------------------------------------------------------- lengths


@given(st.lists(st.integers(1, 12), min_size=1), st.sampled_from([0.25, 0.5, 0.75, 1.0]))
def test_quantiles_to_a_year_are_exact(months: list[int], share: float) -> None:
    by_band = np.bincount(months, minlength=len(Wait))
    assert quantile(by_band, share) == sorted(months)[math.ceil(share * len(months)) - 1]


def test_quantiles_in_wide_bands_are_interpolated() -> None:
    by_band = np.zeros(len(Wait))
    by_band[Wait.MONTHS_25_TO_36] = 4
    assert quantile(by_band, 0.5) == 24 + 6
    by_band[Wait.OVER_60_MONTHS] = 6
    assert quantile(by_band, 0.4) == 36
    assert quantile(by_band, 0.5) == float("inf")


def test_spells_of_unknown_length_are_left_out_of_lengths() -> None:
    by_band = np.zeros(len(Wait))
    by_band[Wait.UNKNOWN] = 1_000
    assert np.isnan(quantile(by_band, 0.5)) and np.isnan(mean_months(0.0, by_band))
    by_band[Wait.MONTHS_3] = 2
    assert quantile(by_band, 0.9) == 3
    assert mean_months(6.0, by_band) == 3


# --------------------------------------------------------------------------------------------- picture


@EVERY
def test_the_picture_names_every_stage_with_people_that_it_is_about(year: Transitions, name: str) -> None:
    root = ElementTree.fromstring(year.svg(name))
    space = "{http://www.w3.org/2000/svg}"
    texts = {text.text for text in root.iter(f"{space}text")}
    pipeline, people = PIPELINES[name], year.to_frame(name).to_numpy()
    inside = [code for code in pipeline.stages if not pipeline.is_outside(code)]
    for code in inside:
        if people[code].sum() + people[:, code].sum() > 0:
            assert pipeline.labels[code] in texts
    assert root.get("role") == "img" and root.get("aria-labelledby") == "title desc"
    assert root.findtext(f"{space}title") and root.findtext(f"{space}desc")


def test_ribbons_are_as_wide_as_their_people_and_labels_do_not_meet() -> None:
    stages = [Stage("One", False, 5.0), Stage("Two & more", False, 0.0), Stage("Off", True, 0.0)]
    moves = [Move(0, 1, 300.0), Move(0, 2, 100.0), Move(1, 2, 0.0), Move(2, 0, 1.0)]
    root = ElementTree.fromstring(sankey("Title", ("A note.",), ("Then", "Now"), stages, moves))
    space = "{http://www.w3.org/2000/svg}"
    ribbons = {path.findtext(f"{space}title"): path.get("d") or "" for path in root.iter(f"{space}path")}
    assert list(ribbons) == ["One to Two & more: 300", "One to Off: 100", "Off to One: 1"]
    bars = [float(bar.get("height") or 0) for bar in list(root.iter(f"{space}rect"))[1:]]
    assert bars[0] == pytest.approx(400 * 440 / 401, abs=0.01)
    for anchor in ("end", "start"):
        at = sorted(
            float(text.get("y") or 0)
            for text in root.iter(f"{space}text")
            if text.get("text-anchor") == anchor and float(text.get("y") or 0) > 110
        )
        assert all(b - a >= 13.5 for a, b in pairwise(at))


def test_nobody_moving_is_a_picture_too() -> None:
    root = ElementTree.fromstring(sankey("Title", ("None.",), ("Then", "Now"), [Stage("One", False, 5.0)], []))
    assert root.tag.endswith("svg")


def test_the_run_is_long_enough_to_see_waits(run: Run) -> None:
    assert MONTHS > 12
    assert run.accounts["work_capability_waits"][:, :, WorkCapabilityStage.AWAITING_ASSESSMENT, Wait.MONTHS_3 :].any()
