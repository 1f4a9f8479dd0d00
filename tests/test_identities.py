"""Identities of the accounts, exactly, in every month and district of a run across April 2026."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from played import MONTHS, START, Policies, Run
from welfsim.months import month
from welfsim.policy import current_law, path
from welfsim.population import Population
from welfsim.vocabulary.codes import (
    AssessmentMode,
    Condition,
    DisabilityBenefit,
    EsaGroup,
    EsaKind,
    HealthGroup,
    HealthLoss,
    Job,
    PipRate,
    Presence,
    Referral,
    ReferralRoute,
    Severity,
    UcEnd,
)
from welfsim.vocabulary.fields import names_of
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import State

LAST = START + MONTHS - 1
MILLI = 1000

Rows = NDArray[np.bool_]


def net(moves: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return arrivals less departures of each group, from moves by month, district, from and to."""
    return moves.sum(axis=2) - moves.sum(axis=3)


def by_district(state: State, rows: Rows) -> NDArray[np.int64]:
    """Count people by district."""
    return np.bincount(state.person.district[rows], minlength=state.district.nation.size)


def test_the_run_crosses_the_reform_of_april_2026(run: Run) -> None:
    assert START < month(2026, 4) < LAST
    for line in ("uc_health_moves", "esa_moves", "people_moves", "jobs_started", "jobs_lost", "disability_off"):
        assert run.accounts[line].any(), line


def test_everyone_who_comes_to_lcwra_has_a_route(run: Run) -> None:
    came = run.accounts["uc_health_moves"][..., : HealthGroup.LCWRA, HealthGroup.LCWRA].sum(axis=2)
    assert np.array_equal(run.accounts["lcwra_found"].sum(axis=2), came)


def test_every_start_on_a_programme_has_a_route_that_the_programme_takes(run: Run, law: Policies) -> None:
    by_route = run.accounts["programme_starts_by_route"]
    assert np.array_equal(by_route.sum(axis=3), run.accounts["programme_starts"])
    chances = np.stack(
        [law["programme"][name] for name in ("asks", "coach_refers", "health_service_refers", "council_refers")], axis=2
    )
    assert not by_route.sum(axis=1)[chances == 0.0].any()
    assert (by_route.sum(axis=(0, 1, 2))[[ReferralRoute.SELF, ReferralRoute.HEALTH_SERVICE]] > 0).all()


def test_esa_groups_change_by_what_moves(run: Run) -> None:
    groups = slice(1, None)
    assert np.array_equal(run.change("esa").sum(axis=2)[..., groups], net(run.of("esa_moves"))[..., groups])


GONE = (Presence.PENSION_AGE, Presence.DEAD, Presence.ABROAD)


def test_who_is_left_undecided_has_passed_pension_age_died_or_gone(run: Run) -> None:
    """By the states, not by the lines."""
    for m, (before, after) in enumerate(pairwise(run.states)):
        went = (before.person.pip_claim_month != 0) & (after.person.presence != Presence.PRESENT)
        of = [(went & (after.person.presence == how)).sum() for how in GONE]
        left = run.accounts["disability_claims_left"][m].sum(axis=(0, 1))
        assert left.tolist() == [of[0], of[1], 0, 0, of[2]]


def test_every_claim_that_closes_has_a_reason(run: Run) -> None:
    separations = run.of("uc_separations")
    ends = run.of("uc_ends") + run.of("uc_ends_pension_age") + run.of("uc_ends_requirement")
    assert np.array_equal(separations.sum(axis=2), ends + separations[..., UcEnd.PARTNERED])
    assert separations[..., UcEnd.PARTNERED].any() and not separations[..., UcEnd.PARTED].any()
    assert np.array_equal(separations[..., UcEnd.REQUIREMENT], run.of("uc_ends_requirement"))
    of_who_left = separations[..., [UcEnd.PENSION_AGE, UcEnd.DEATH, UcEnd.ABROAD]].sum(axis=2)
    assert np.array_equal(of_who_left, run.of("uc_ends_pension_age"))


def adults_of(state: State) -> NDArray[np.int8]:
    """Return how many adults are in the unit of each person."""
    return np.asarray(state.unit.adults[state.person.unit])


def test_who_moved_from_esa_is_who_was_noticed_and_still_held_it(run: Run) -> None:
    """Of the notices of each month: moved, or not claimed, or gone before (work, pension age, death)."""
    notice, moved = 3, 0
    for m in range(MONTHS - notice):
        held = run.states[m].person
        told = (held.esa_kind == EsaKind.INCOME_RELATED) & (held.esa_moves_month == START + m + notice)
        still = run.states[m + notice].person
        left = told & (still.esa_kind != EsaKind.INCOME_RELATED)
        here = still.presence == Presence.PRESENT
        gone = told & ~left & (~here | (run.states[m + notice + 1].person.presence != Presence.PRESENT))
        noticed = run.accounts["esa_notices"][m].sum()
        answered = sum(run.accounts[line][m + notice].sum() for line in ("esa_migrated", "esa_not_claimed"))
        then = run.states[m + 1]  # who dies, goes, or forms a couple with a claimant first is not noticed
        coupled = (then.person.unit != held.unit) | (adults_of(then) > adults_of(run.states[m]))
        ended = coupled & (then.person.esa_kind != EsaKind.INCOME_RELATED)
        assert told.sum() - noticed == (told & ((then.person.presence != Presence.PRESENT) | ended)).sum()
        joined = told & ~left & (run.states[m + notice + 1].person.unit != still.unit)
        joined |= told & ~left & (adults_of(run.states[m + notice + 1]) > adults_of(run.states[m + notice]))
        asked = told.sum() - left.sum() - gone.sum()
        assert asked - joined.sum() <= answered <= asked  # with a partner on Universal Credit before there is an answer
        moved += answered
    assert moved > 0


def test_the_ladder_of_severity_changes_by_moves_arrivals_and_departures(run: Run) -> None:
    moves, change = net(run.of("health_moves")), run.change("health")
    for m in range(1, MONTHS):
        before, after = run.states[m], run.states[m + 1]
        was_here, is_here = (state.person.presence == Presence.PRESENT for state in (before, after))
        for severity in Severity:
            came = by_district(before, is_here & ~was_here & (before.person.severity == severity))
            went = by_district(after, was_here & ~is_here & (after.person.severity == severity))
            assert np.array_equal(change[m - 1, :, severity], moves[m - 1, :, severity] + came - went)


def test_jobs_with_support_are_additional_or_deadweight(run: Run) -> None:
    supported = run.accounts["jobs_additional"] + run.accounts["jobs_deadweight"]
    assert (supported <= run.accounts["jobs_started"]).all()


def test_nobody_is_lost(run: Run, britain: Population) -> None:
    rows = by_district(britain.state, np.ones(britain.state.person.presence.size, bool))
    assert (run.accounts["people"].sum(axis=2) == rows).all()


def test_minutes_asked_are_given_or_refused_and_none_is_given_that_was_not_supplied(run: Run) -> None:
    asked, given, refused = (run.accounts[f"minutes_{what}"] for what in ("asked", "given", "refused"))
    assert np.array_equal(asked, given + refused)
    assert (given >= 0).all()
    assert (refused >= 0).all()
    assert (given.sum(axis=2) <= run.accounts["minutes_supplied"]).all()


def test_elements_less_deductions_are_what_is_paid(run: Run) -> None:
    elements, deductions = run.accounts["uc_elements"].sum(axis=2), run.accounts["uc_deductions"].sum(axis=2)
    assert np.array_equal(elements - deductions, run.accounts["uc_paid"])


def test_the_award_of_every_unit_is_what_is_paid(run: Run) -> None:
    for m in range(MONTHS):
        unit = run.states[m + 1].unit
        paid = np.zeros(run.states[0].district.nation.size, np.int64)
        np.add.at(paid, unit.district, unit.uc_award)
        assert np.array_equal(paid, run.accounts["uc_paid"][m])


def test_decisions_by_mode_are_all_decisions_and_in_scotland_nobody_is_seen(run: Run) -> None:
    of = run.accounts
    assert np.array_equal(of["wca_modes"].sum(axis=2), of["wca_initial"] + of["wca_repeat"])
    assert np.array_equal(of["disability_modes"].sum(axis=3), of["disability_decisions"])
    assert of["wca_modes"].sum(axis=(0, 1, 3)).all()
    assert not of["disability_modes"][:, :, DisabilityBenefit.ADP, : AssessmentMode.PAPER].any()


def test_no_more_is_assessed_than_capacity_gives(run: Run, britain: Population, law: Policies) -> None:
    share = britain.state.district.share_of_assessors
    repeats = run.accounts["wca_repeat"].sum(axis=2)
    decided = run.accounts["wca_initial"].sum(axis=2) + repeats
    table = britain.state.district
    for decisions, name, carried in (
        (decided, "capacity", table.assessments_carried),
        (repeats, "reassessments", table.reassessments_carried),
    ):
        supply = np.outer(path(law, f"assessment.{name}"), share * MILLI)
        made = decisions.cumsum(axis=0) * britain.grossing * MILLI
        assert (made <= supply.cumsum(axis=0) + carried).all()


def test_the_assessors_queue_is_first_in_first_out_within_a_district(run: Run) -> None:
    decisions = 0
    for before, after in pairwise(run.states):
        was, now = before.person, after.person
        waited = (was.referral == Referral.INITIAL) & (was.wca_dispute_month == 0)
        decided = waited & (now.referral == Referral.NONE) & (now.health_group >= HealthGroup.LCW)
        waits = now.referral == Referral.INITIAL
        decisions += decided.sum()
        for d in range(after.district.nation.size):
            served, left = (now.referred_month[rows & (now.district == d)] for rows in (decided, waits))
            assert served.size == 0 or left.size == 0 or served.max() <= left.min()
    assert decisions > 0


EXCLUSIVE: dict[str, Callable[[Persons], Rows]] = {
    "an ESA kind without a group, or a group without a kind": lambda p: (p.esa_kind == 0) != (p.esa_group == 0),
    "waiting for an assessment outside the health journey": lambda p: (
        (p.referral != Referral.NONE) & (p.health_group == HealthGroup.NONE)
    ),
    "an element outside LCWRA": lambda p: (p.element_from != 0) != (p.health_group == HealthGroup.LCWRA),
    "a first assessment after a decision": lambda p: (
        (p.referral == Referral.INITIAL) & (p.health_group != HealthGroup.PRE_WCA)
    ),
    "a reassessment before a decision": lambda p: (
        (p.referral == Referral.REASSESSMENT) & (p.health_group < HealthGroup.LCW)
    ),
    "a stage of a dispute without its month, or a month without a stage": lambda p: (
        (p.wca_dispute_stage == 0) != (p.wca_dispute_month == 0)
    ),
    "a group left to return to and a group": lambda p: (
        (p.left_group != HealthGroup.NONE) & (p.health_group != HealthGroup.NONE)
    ),
    "an award and a claim pending": lambda p: (
        ((p.daily_living != PipRate.NONE) | (p.mobility != PipRate.NONE)) & (p.pip_claim_month != 0)
    ),
    "a claim and a dispute pending": lambda p: (p.pip_claim_month != 0) & (p.pip_dispute_month != 0),
    "waiting for a coach and seeing one": lambda p: (p.volunteered_month != 0) & (p.contacts_left > 0),
    "a claim of insurance outside its group": lambda p: (
        (p.esa_kind == EsaKind.INSURANCE) != (p.esa_group == EsaGroup.INSURED)
    ),
    "limited by no condition": lambda p: (p.severity >= Severity.WORK_LIMITING) & (p.condition == Condition.NONE),
}


def test_nobody_is_protected_whose_claim_of_universal_credit_is_new(run: Run) -> None:
    """UC Regs reg 27A: claimed and an assessment asked for before 6 April 2026, severe conditions, or from ESA."""
    new_rate, held = month(2026, 4), 0
    for after in run.states[1:]:
        person, claimed = after.person, after.unit.uc_since[after.person.unit]
        with_lcwra = (person.health_group == HealthGroup.LCWRA) & (person.presence == Presence.PRESENT)
        by_date = with_lcwra & ~person.lifelong & ~person.from_esa & (person.fit_note_since < new_rate)
        assert (claimed[by_date] < new_rate).all()
        held += int((with_lcwra & (claimed >= new_rate)).sum())
    assert held > 0


@pytest.mark.parametrize("state", EXCLUSIVE)
def test_nobody_is_in_two_exclusive_states(run: Run, state: str) -> None:
    for after in run.states[1:]:
        rows = EXCLUSIVE[state](after.person) & (after.person.presence == Presence.PRESENT)
        assert not rows.any(), f"person {after.person.person_id[rows][0]}"


def test_whoever_takes_a_job_gives_up_esa(run: Run) -> None:
    """It may be claimed with a job from which sick pay has run out."""
    at_work = [(state.person.job != Job.OUT) & (state.person.leave_since == 0) for state in run.states]
    both = [works & (state.person.esa_kind != EsaKind.NONE) for works, state in zip(at_work, run.states, strict=True)]
    assert not (both[-1] & ~both[0]).any()


def test_whoever_has_left_working_age_has_no_job_and_no_working_age_benefit(run: Run) -> None:
    person = run.states[-1].person
    gone = (person.presence == Presence.PENSION_AGE) | (person.presence == Presence.DEAD)
    assert gone.any()
    for column in (
        "job",
        "esa_kind",
        "health_group",
        "referral",
        "wca_dispute_stage",
        "pip_claim_month",
        "volunteered_month",
        "regime",
    ):
        assert not person[column][gone].any(), column


def test_only_units_on_universal_credit_are_on_its_health_journey(run: Run) -> None:
    for after in run.states[1:]:
        open_claim = after.unit.uc_since[after.person.unit] != 0
        assert open_claim[after.person.health_group != HealthGroup.NONE].all()


def test_nobody_with_income_related_esa_is_on_universal_credit(run: Run) -> None:
    person, unit = run.states[-1].person, run.states[-1].unit
    assert not unit.uc_since[person.unit[person.esa_kind == EsaKind.INCOME_RELATED]].any()


BEGAN = (
    *(name for name in Persons._fields if name.endswith("_since") and name != "programme_since"),
    *("last_work", "referred_month", "pip_claim_month", "offered_month", "volunteered_month", "contact_month"),
    "contact_before",
)


@pytest.mark.parametrize("column", BEGAN)
def test_no_spell_of_a_person_begins_in_the_future(run: Run, column: str) -> None:
    for m, after in enumerate(run.states):
        assert (after.person[column] < START + m).all()


def test_a_programme_begins_after_its_wait_at_most(run: Run) -> None:
    longest = max(
        value.values[max(value.values)] for value in current_law().values.values() if value.name.endswith(".wait")
    )
    for m, after in enumerate(run.states):
        assert (after.person.programme_since <= START + m + longest).all()
        assert (after.person.programme_until >= after.person.programme_since).all()


@pytest.mark.parametrize("column", ["uc_since", "uc_nil_since"])
def test_no_spell_of_a_unit_begins_in_the_future(run: Run, column: str) -> None:
    assert (run.states[-1].unit[column] <= LAST).all()


def test_what_was_lost_has_an_amount_a_month_and_a_benefit(run: Run) -> None:
    for m, after in enumerate(run.states[1:]):
        person = after.person
        is_here = person.presence == Presence.PRESENT
        assert (person.disability_income[is_here] <= person.health_income[is_here]).all()
        has_lost = person.lost_benefit != HealthLoss.NONE
        assert (person.lost_income[has_lost] > 0).all()
        assert ((person.lost_month[has_lost] >= START) & (person.lost_month[has_lost] <= START + m)).all()


def test_a_job_leaves_no_income_related_esa(run: Run) -> None:
    for after in run.states[1:]:
        started = (after.person.job != Job.OUT) & (after.person.esa_kind == EsaKind.INCOME_RELATED)
        assert not started.any()


def test_identity_and_traits_never_change(run: Run, britain: Population) -> None:
    traits = ("person_id", "district", "birth_month", "sex", "readiness", "willingness")
    assert set(traits) <= set(names_of(britain.state.person))
    for name in traits:
        assert np.array_equal(run.states[-1].person[name], britain.state.person[name])
