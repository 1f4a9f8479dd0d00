"""Stages, moves and waits on a few people."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny import Tiny, tiny

from welfsim.months import month
from welfsim.processes import flows
from welfsim.results.pipelines import BAND_ENDS, PIPELINES
from welfsim.rules.stages import begin, wait_band
from welfsim.vocabulary.codes import (
    CreditStage,
    DisabilityStage,
    DisputeStage,
    EsaGroup,
    EsaKind,
    EsaStage,
    HealthGroup,
    HealthStage,
    Job,
    Pipeline,
    PipRate,
    Presence,
    Referral,
    Regime,
    Severity,
    Wait,
    WcaDisputeStage,
    WorkCapabilityStage,
)

NOW = month(2025, 4)
ON_UC = {"uc_since": month(2024, 1)}


def counted(home: dict[str, Any], person: dict[str, Any]) -> Tiny:
    """Return one person after the count of the month's end."""
    run = tiny(NOW, [home, person])
    flows.step(*run)
    return run


def stages(home: dict[str, Any], **person: Any) -> dict[str, int]:
    """Return the stage of one person in each pipeline."""
    state = counted(home, person).state
    return {name: int(state.person.stage[0, pipeline.code]) for name, pipeline in PIPELINES.items()}


@pytest.mark.parametrize(
    ("home", "person", "stage"),
    [
        ({}, {"job": Job.PART_TIME}, WorkCapabilityStage.OFF_UC_IN_WORK),
        ({}, {}, WorkCapabilityStage.OFF_UC_OUT_OF_WORK),
        (ON_UC, {"job": Job.FULL_TIME}, WorkCapabilityStage.UC_IN_WORK),
        (ON_UC, {}, WorkCapabilityStage.UC_OUT_OF_WORK),
        (ON_UC, {"wca_dispute_stage": WcaDisputeStage.RECONSIDERATION}, WorkCapabilityStage.FIT_IN_RECONSIDERATION),
        (
            ON_UC,
            {"wca_dispute_stage": WcaDisputeStage.TRIBUNAL, "job": Job.PART_TIME},
            WorkCapabilityStage.FIT_AT_TRIBUNAL,
        ),
        ({}, {"wca_dispute_stage": WcaDisputeStage.TRIBUNAL}, WorkCapabilityStage.OFF_UC_OUT_OF_WORK),
        (
            ON_UC,
            {"wca_dispute_stage": WcaDisputeStage.TRIBUNAL, "health_group": HealthGroup.PRE_WCA},
            WorkCapabilityStage.FIT_NOTE,
        ),
        (
            ON_UC,
            {"wca_dispute_stage": WcaDisputeStage.RECONSIDERATION, "health_group": HealthGroup.LCW},
            WorkCapabilityStage.LCW,
        ),
        (ON_UC, {"health_group": HealthGroup.PRE_WCA}, WorkCapabilityStage.FIT_NOTE),
        (
            ON_UC,
            {"health_group": HealthGroup.PRE_WCA, "referral": Referral.INITIAL},
            WorkCapabilityStage.AWAITING_ASSESSMENT,
        ),
        (ON_UC, {"health_group": HealthGroup.LCW, "job": Job.PART_TIME}, WorkCapabilityStage.LCW),
        (
            ON_UC,
            {"health_group": HealthGroup.LCW, "referral": Referral.REASSESSMENT},
            WorkCapabilityStage.LCW_AWAITING_REASSESSMENT,
        ),
        (ON_UC, {"health_group": HealthGroup.LCWRA}, WorkCapabilityStage.LCWRA),
        (
            ON_UC,
            {"health_group": HealthGroup.LCWRA, "referral": Referral.REASSESSMENT},
            WorkCapabilityStage.LCWRA_AWAITING_REASSESSMENT,
        ),
    ],
)
def test_stages_of_uc_health(home: dict[str, Any], person: dict[str, Any], stage: WorkCapabilityStage) -> None:
    assert stages(home, **person)["work-capability"] == stage


@pytest.mark.parametrize(
    ("person", "stage"),
    [
        ({}, DisabilityStage.NO_AWARD),
        ({"pip_claim_month": NOW - 1}, DisabilityStage.CLAIM_WAITING),
        ({"pip_dispute_month": NOW + 3}, DisabilityStage.IN_RECONSIDERATION),
        (
            {"pip_dispute_month": NOW + 3, "pip_dispute_stage": DisputeStage.TRIBUNAL},
            DisabilityStage.AT_TRIBUNAL,
        ),
        ({"mobility": PipRate.ENHANCED}, DisabilityStage.MOBILITY_ONLY),
        ({"daily_living": PipRate.STANDARD, "mobility": PipRate.STANDARD}, DisabilityStage.STANDARD_DAILY_LIVING),
        ({"daily_living": PipRate.ENHANCED, "pip_dispute_month": NOW + 3}, DisabilityStage.ENHANCED_DAILY_LIVING),
        ({"daily_living": PipRate.ENHANCED, "pip_review_month": NOW + 1}, DisabilityStage.ENHANCED_DAILY_LIVING),
        ({"daily_living": PipRate.ENHANCED, "pip_review_month": NOW}, DisabilityStage.AWARD_AWAITING_REVIEW),
        (
            {"mobility": PipRate.STANDARD, "pip_review_month": NOW - 9, "pip_dispute_month": NOW + 3},
            DisabilityStage.AWARD_AWAITING_REVIEW,
        ),
    ],
)
def test_stages_of_disability_benefits(person: dict[str, Any], stage: DisabilityStage) -> None:
    assert stages({}, **person)["disability"] == stage


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        (EsaKind.NEW_STYLE, EsaStage.NEW_STYLE_ASSESSMENT),
        (EsaKind.INCOME_RELATED, EsaStage.INCOME_RELATED_ASSESSMENT),
    ],
)
@pytest.mark.parametrize("group", [EsaGroup.ASSESSMENT, EsaGroup.WRAG, EsaGroup.SUPPORT])
def test_stages_of_esa_are_kind_by_group(kind: EsaKind, first: int, group: EsaGroup) -> None:
    stage = EsaStage(stages({}, esa_kind=kind, esa_group=group)["esa"])
    assert stage == first + group - EsaGroup.ASSESSMENT
    assert stage.name == f"{kind.name}_{group.name}"


def test_unemployment_insurance_is_a_stage_of_its_own() -> None:
    found = stages({}, esa_kind=EsaKind.INSURANCE, esa_group=EsaGroup.INSURED)
    assert found["esa"] == EsaStage.UNEMPLOYMENT_INSURANCE


def test_without_esa_the_stage_says_where_the_person_stands_instead() -> None:
    assert stages({}, job=Job.PART_TIME)["esa"] == EsaStage.IN_WORK
    assert stages(ON_UC, health_group=HealthGroup.LCW)["esa"] == EsaStage.UC_HEALTH
    assert stages({})["esa"] == EsaStage.OUT_OF_WORK


def test_stages_of_universal_credit_are_the_regimes_of_open_claims() -> None:
    for regime in list(Regime)[Regime.NO_REQUIREMENTS :]:
        assert CreditStage(stages(ON_UC, regime=regime)["universal-credit"]).name == regime.name
    assert stages(ON_UC)["universal-credit"] == CreditStage.NEW_CLAIM
    assert stages({}, regime=Regime.LIGHT_TOUCH)["universal-credit"] == CreditStage.OFF_UC_OUT_OF_WORK
    assert stages({}, job=Job.FULL_TIME)["universal-credit"] == CreditStage.OFF_UC_IN_WORK


def test_stages_of_health_are_the_ladder() -> None:
    assert [stages({}, severity=severity)["health"] for severity in Severity] == list(HealthStage)[3:]


@pytest.mark.parametrize(
    ("presence", "name"),
    [(Presence.WAITING, "AWAY"), (Presence.PENSION_AGE, "PENSION_AGE"), (Presence.DEAD, "DEAD")],
)
def test_pipelines_end_alike(presence: Presence, name: str) -> None:
    found = stages(ON_UC, presence=presence, severity=Severity.SEVERE, daily_living=PipRate.STANDARD)
    assert {PIPELINES[pipeline].stages(stage).name for pipeline, stage in found.items()} == {name}


@given(
    st.fixed_dictionaries(
        {
            "presence": st.sampled_from(Presence),
            "job": st.sampled_from(Job),
            "severity": st.sampled_from(Severity),
            "health_group": st.sampled_from(HealthGroup),
            "referral": st.sampled_from(Referral),
            "esa_group": st.sampled_from(list(EsaGroup)[: EsaGroup.INSURED]),
            "esa_kind": st.sampled_from([EsaKind.NEW_STYLE, EsaKind.INCOME_RELATED]),
            "wca_dispute_stage": st.sampled_from(WcaDisputeStage),
            "regime": st.sampled_from(Regime),
            "daily_living": st.sampled_from(PipRate),
            "mobility": st.sampled_from(PipRate),
            "pip_claim_month": st.sampled_from([0, NOW - 3]),
            "pip_dispute_month": st.sampled_from([0, NOW + 3]),
            "pip_dispute_stage": st.sampled_from(DisputeStage),
            "pip_review_month": st.sampled_from([0, NOW, NOW + 1]),
        }
    ),
    st.booleans(),
)
@settings(max_examples=40)
def test_everyone_stands_in_one_stage_of_each_pipeline(person: dict[str, Any], on_uc: bool) -> None:
    run = counted(ON_UC if on_uc else {}, person)
    for pipeline in PIPELINES.values():
        stock = getattr(run.line, pipeline.stock)[0]
        assert stock.sum() == 1
        assert stock[run.state.person.stage[0, pipeline.code]] == 1


def again(run: Tiny, later: int) -> Tiny:
    """Return the same people at the end of a later month, with accounts of their own."""
    fresh = tiny(NOW, [{}, {}])
    return run._replace(clock=run.clock._replace(month=later), line=fresh.line)


def test_waits_of_a_hand_made_population_are_exact() -> None:
    waits = [1, 2, 2, 12, 13, 18, 19, 36, 37, 60, 61, 400]
    run = tiny(NOW, *([{}, {"daily_living": PipRate.STANDARD}] for _ in waits))
    run.state.person.stage[:, Pipeline.DISABILITY] = DisabilityStage.CLAIM_WAITING
    run.state.person.stage_since[:, Pipeline.DISABILITY] = NOW - np.array(waits)
    flows.step(*run)
    claim, award = DisabilityStage.CLAIM_WAITING, DisabilityStage.STANDARD_DAILY_LIVING
    assert run.line.disability_flows[0, claim, award] == len(waits)
    assert run.line.disability_flows.sum() == len(waits)
    assert run.line.disability_months[0, claim] == sum(waits)
    by_band = {wait: int(n) for wait, n in zip(Wait, run.line.disability_waits[0, claim], strict=True) if n}
    assert by_band == {
        Wait.MONTH_1: 1,
        Wait.MONTHS_2: 2,
        Wait.MONTHS_12: 1,
        Wait.MONTHS_13_TO_18: 2,
        Wait.MONTHS_19_TO_24: 1,
        Wait.MONTHS_25_TO_36: 1,
        Wait.MONTHS_37_TO_48: 1,
        Wait.MONTHS_49_TO_60: 1,
        Wait.OVER_60_MONTHS: 2,
    }
    assert (run.state.person.stage_since[:, Pipeline.DISABILITY] == NOW).all()


def test_a_spell_of_unknown_start_is_counted_apart() -> None:
    run = tiny(NOW, [{}, {"severity": Severity.WORK_LIMITING}])
    run.state.person.stage[0, Pipeline.HEALTH] = HealthStage.MILD
    flows.step(*run)
    assert run.line.health_waits[0, HealthStage.MILD, Wait.UNKNOWN] == 1
    assert run.line.health_waits.sum() == 1
    assert not run.line.health_months.any()


def test_who_stays_is_no_move_and_keeps_the_start_of_the_spell() -> None:
    run = again(counted(ON_UC, {"health_group": HealthGroup.LCW}), NOW + 5)
    flows.step(*run)
    assert not run.line.work_capability_flows.any()
    assert run.state.person.stage_since[0, Pipeline.WORK_CAPABILITY] == NOW


@given(st.integers(1, 1_000))
def test_every_wait_falls_into_the_band_that_holds_it(months: int) -> None:
    wait = Wait(wait_band(months))
    first, last = BAND_ENDS.get(wait, (61, 1_000))
    assert first <= months <= last


START = month(2024, 7)
KNOWN: dict[str, tuple[str, dict[str, Any], int]] = {
    "a limiting illness": ("health", {"severity": Severity.SEVERE, "severity_since": START}, START),
    "a past illness": ("health", {"severity": Severity.MILD, "severity_since": START}, 0),
    "a fit note": (
        "work_capability",
        {"health_group": HealthGroup.PRE_WCA, "fit_note_since": START, "group_since": START + 1},
        START,
    ),
    "a referral": (
        "work_capability",
        {"health_group": HealthGroup.PRE_WCA, "referral": Referral.INITIAL, "referred_month": START},
        START,
    ),
    "a decision": ("work_capability", {"health_group": HealthGroup.LCWRA, "group_since": START}, START),
    "a dispute of being found fit": (
        "work_capability",
        {"wca_dispute_stage": WcaDisputeStage.RECONSIDERATION, "group_since": START},
        START,
    ),
    "a dispute at the tribunal": (
        "work_capability",
        {"wca_dispute_stage": WcaDisputeStage.TRIBUNAL, "group_since": START},
        0,
    ),
    "a job found on UC": ("work_capability", {"job": Job.PART_TIME, "job_since": START}, START),
    "a job older than the claim": ("work_capability", {"job": Job.PART_TIME, "job_since": 100}, ON_UC["uc_since"]),
    "a claim to PIP": ("disability", {"pip_claim_month": START}, START),
    "an award of PIP": ("disability", {"daily_living": PipRate.STANDARD}, 0),
    "a review overdue": ("disability", {"daily_living": PipRate.STANDARD, "pip_review_month": START}, START),
    "a dispute of PIP": ("disability", {"pip_dispute_month": NOW + 3, "pip_due_from": START}, 0),
    "Unemployment Insurance": (
        "esa",
        {"esa_group": EsaGroup.INSURED, "esa_kind": EsaKind.INSURANCE, "esa_since": START},
        START,
    ),
    "an ESA group": ("esa", {"esa_group": EsaGroup.WRAG, "esa_kind": 1, "esa_since": START}, START),
    "intensive search": ("credit", {"regime": Regime.INTENSIVE_SEARCH, "search_since": START}, START),
    "another regime": ("credit", {"regime": Regime.LIGHT_TOUCH, "search_since": START}, 0),
}


@pytest.mark.parametrize("spell", KNOWN)
def test_a_population_begins_with_the_starts_that_it_holds(spell: str) -> None:
    stem, person, start = KNOWN[spell]
    state = tiny(NOW, [ON_UC, person]).state
    begin(state, NOW - 1)
    assert state.person.stage_since[0, Pipeline[stem.upper()]] == start


def test_a_population_begins_in_the_stages_that_a_count_would_find() -> None:
    people = [
        [home, {"job": job, "health_group": group if home else HealthGroup.NONE, "presence": presence}]
        for home, job, group, presence in product((ON_UC, {}), Job, HealthGroup, Presence)
    ]
    run = tiny(NOW, *people)
    begin(run.state, NOW)
    flows.step(*run)
    for pipeline in PIPELINES.values():
        assert not getattr(run.line, pipeline.flows).any(), pipeline.name
