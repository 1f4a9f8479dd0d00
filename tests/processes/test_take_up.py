"""Take-up on a few units: who opens a claim, and when one ends."""

from __future__ import annotations

from typing import Any

import pytest
from tiny import tiny

from welfsim.draws import LAST, TWO_32
from welfsim.months import month
from welfsim.processes import take_up
from welfsim.processes.take_up import claim_hazard, leaving_hazard, other_end_hazard
from welfsim.rules.credit_claims import would_ever_claim
from welfsim.rules.health_groups import find_lcwra, is_protected, open_fit_note
from welfsim.vocabulary.codes import (
    Activity,
    EsaGroup,
    EsaKind,
    HealthGroup,
    Job,
    LcwraRoute,
    Presence,
    Referral,
    Regime,
    Severity,
    UcEnd,
    WcaDisputeResult,
    WcaDisputeStage,
)

NOW = month(2025, 4)
GROWN = {"birth_month": month(1990, 1)}
WORKER = {**GROWN, "job": Job.FULL_TIME, "hourly_pay": 3_000}


def test_an_entitled_unit_in_luck_claims() -> None:
    run = tiny(NOW, [{}, GROWN])
    take_up.step(*run)
    assert run.state.unit.uc_since[0] == NOW
    assert run.line.uc_claims[0] == 1


@pytest.mark.parametrize(
    "unit",
    [
        [{}, WORKER],
        [{"take_up": 65_535}, GROWN],
        [{"capital": 1_600_001}, GROWN],
        [{}, {"birth_month": NOW - 17 * 12}],
        [{}, {"birth_month": NOW - 17 * 12}, {"birth_month": NOW - 16 * 12}],
        [{"child_1_birth": NOW - 20 * 12}, {**GROWN, "activity": Activity.STUDYING}],
        [{}, {**GROWN, "activity": Activity.STUDYING}],
        [{}, {**GROWN, "presence": Presence.PENSION_AGE}],
        [{}, GROWN, {**GROWN, "esa_kind": EsaKind.INCOME_RELATED, "esa_group": EsaGroup.SUPPORT}],
    ],
    ids=[
        "well paid",
        "never claims",
        "savings",
        "too young",
        "both too young",
        "student with a grown child",
        "student",
        "past pension age",
        "on ESA",
    ],
)
def test_who_does_not_claim(unit: list[dict[str, int]]) -> None:
    run = tiny(NOW, unit)
    take_up.step(*run)
    assert run.state.unit.uc_since[0] == run.line.uc_claims[0] == 0


def test_without_luck_nobody_claims() -> None:
    run = tiny(NOW, [{}, GROWN], luck=LAST)
    take_up.step(*run)
    assert run.line.uc_claims[0] == 0


@pytest.mark.parametrize(
    "unit",
    [
        [{}, {"birth_month": NOW - 16 * 12, "carer": True}],
        [{"child_1_birth": NOW - 6}, {"birth_month": NOW - 17 * 12}],
        [{}, {"birth_month": NOW - 17 * 12}, {"birth_month": NOW - 18 * 12}],
        [{}, {**GROWN, "activity": Activity.STUDYING}, GROWN],
    ],
    ids=["carer", "parent", "partner of an adult", "student's partner"],
)
def test_some_may_claim_under_18_or_with_a_student(unit: list[dict[str, int]]) -> None:
    """UC Regs reg 8; reg 3(2)(b) for a couple of whom one studies."""
    run = tiny(NOW, unit)
    take_up.step(*run)
    assert run.line.uc_claims[0] == 1


RETIRED = {**GROWN, "activity": Activity.RETIRED}
LOOKS_OR_NOT = pytest.mark.parametrize(
    ("unit", "ratio"),
    [
        ([{}, RETIRED], 0.2),
        ([{}, {**GROWN, "activity": Activity.CARING}, RETIRED], 0.2),
        ([{}, {**RETIRED, "severity": Severity.MILD}], 0.2),
        ([{}, RETIRED, {**GROWN, "activity": Activity.SEEKING, "presence": Presence.PENSION_AGE}], 0.2),
        ([{}, {**GROWN, "activity": Activity.SEEKING}], 1.0),
        ([{}, {**GROWN, "activity": Activity.SICK}], 1.0),
        ([{}, {**RETIRED, "severity": Severity.WORK_LIMITING}], 1.0),
        ([{}, RETIRED, {**GROWN, "activity": Activity.OTHER, "job": Job.PART_TIME}], 0.4),
        ([{"child_1_birth": month(2023, 1)}, {**GROWN, "activity": Activity.SEEKING}, WORKER], 0.4),
        ([{"child_1_birth": month(2023, 1)}, {**GROWN, "activity": Activity.CARING}], 1.0),
        ([{"child_1_birth": month(2000, 1)}, {**GROWN, "activity": Activity.CARING}], 0.2),
    ],
    ids=[
        "retired",
        "neither partner",
        "hardly ill",
        "a pensioner looked",
        "seeks work",
        "sick",
        "limited",
        "a partner works",
        "a parent works",
        "a child",
        "a grown child",
    ],
)


@LOOKS_OR_NOT
def test_units_with_a_job_and_healthy_adults_who_do_not_look_for_work_claim_less(
    unit: list[dict[str, Any]], ratio: float
) -> None:
    run = tiny(NOW, unit)
    p = run.policy.take_up
    p.claim, p.claim_ratio_in_work, p.claim_ratio_not_looking = 0.5, 0.4, 0.2
    assert claim_hazard(run.state.person, run.state.unit, 0, run.policy, NOW) == pytest.approx(0.5 * ratio)


@pytest.mark.parametrize(("born", "ratio"), [(month(2023, 1), 1.5), (month(2000, 1), 1.0)])
def test_claims_of_units_with_children_begin_and_end_more_often_by_ratios(born: int, ratio: float) -> None:
    run = tiny(NOW, [{"child_1_birth": born}, {**GROWN, "activity": Activity.SEEKING}])
    p = run.policy.take_up
    p.claim, p.claim_ratio_children, p.other_end, p.other_end_ratio_children = 0.5, 1.5, 0.01, 1.5
    given = run.state.person, run.state.unit, 0, run.policy, NOW
    assert claim_hazard(*given) == pytest.approx(0.5 * ratio)
    assert other_end_hazard(*given) == pytest.approx(0.01 * ratio)


def test_a_draw_above_the_hazard_of_others_opens_the_claim_of_a_parent() -> None:
    opened = []
    for ratio in (1.0, 1.5):
        run = tiny(NOW, [{"child_1_birth": month(2023, 1)}, {**GROWN, "activity": Activity.SEEKING}])
        p = run.policy.take_up
        p.claim, p.claim_ratio_children, p.ever_claims_lone_parent = 0.5, ratio, 1.0
        run.luck[:] = int(0.6 * TWO_32)
        take_up.step(*run)
        opened.append(int(run.line.uc_claims[0]))
    assert opened == [0, 1]


def test_a_draw_between_the_two_hazards_opens_the_claim_of_the_one_who_looks() -> None:
    run = tiny(NOW, [{}, {**GROWN, "activity": Activity.SEEKING}], [{}, RETIRED])
    run.luck[:] = int(0.9 * run.policy.take_up.claim * TWO_32)
    take_up.step(*run)
    assert run.state.unit.uc_since.tolist() == [NOW, 0]


def test_a_student_with_a_child_may_claim() -> None:
    run = tiny(NOW, [{"child_1_birth": month(2023, 1)}, {**GROWN, "activity": Activity.STUDYING}])
    take_up.step(*run)
    assert run.line.uc_claims[0] == 1


def test_a_claim_ends_after_its_months_at_nil() -> None:
    ill = {**GROWN, "health_group": HealthGroup.PRE_WCA, "referral": Referral.INITIAL, "element_from": 0}
    run = tiny(NOW, [{"uc_since": month(2024, 1)}, ill])
    months = int(run.policy.universal_credit.nil_award_months)
    for later in range(months):
        assert run.state.unit.uc_since[0] > 0
        take_up.step(run.state, run.policy, run.clock._replace(month=NOW + later), *run[3:])
        assert run.state.unit.uc_nil_since[0] in (NOW - 1, 0)
    assert run.state.unit.uc_since[0] == run.state.unit.uc_nil_since[0] == 0
    assert run.state.person.health_group[0] == HealthGroup.NONE
    assert run.state.person.referral[0] == Referral.NONE
    assert run.line.uc_health_moves[0, HealthGroup.PRE_WCA, HealthGroup.NONE] == 1
    assert run.line.uc_ends[0] == 1


@pytest.mark.parametrize(
    ("adults", "ends"),
    [([GROWN], 1), ([WORKER], 1), ([GROWN, {**GROWN, "health_group": HealthGroup.PRE_WCA}], 0)],
    ids=["out of work", "in work", "a partner on the health journey"],
)
def test_a_claim_with_an_award_may_end_otherwise_but_not_on_the_health_journey(
    adults: list[dict[str, Any]], ends: int
) -> None:
    run = tiny(NOW, [{"uc_since": month(2024, 1), "uc_award": 40_000}, *adults], luck=LAST)
    take_up.step(*run)
    assert (run.line.uc_ends[0], run.line.uc_separations[0, UcEnd.OTHER]) == (ends, ends)
    assert (run.state.unit.uc_since[0] == 0) == bool(ends)


def test_most_claims_with_an_award_go_on() -> None:
    run = tiny(NOW, [{"uc_since": month(2024, 1), "uc_award": 40_000}, GROWN])
    run.luck[:] = int((1 - 1.5 * run.policy.take_up.other_end) * TWO_32)
    take_up.step(*run)
    assert run.line.uc_ends[0] == 0


def test_an_award_interrupts_the_months_at_nil() -> None:
    run = tiny(NOW, [{"uc_since": month(2024, 1), "uc_nil_since": NOW - 3, "uc_award": 1}, GROWN])
    take_up.step(*run)
    assert run.state.unit.uc_nil_since[0] == 0


def test_a_claim_opened_this_month_has_no_month_at_nil() -> None:
    run = tiny(NOW, [{"uc_since": NOW}, GROWN])
    take_up.step(*run)
    assert run.state.unit.uc_nil_since[0] == 0


def test_a_claim_ends_with_the_last_adult_of_working_age() -> None:
    claim, past = {"uc_since": month(2024, 1), "uc_award": 100}, {**GROWN, "presence": Presence.PENSION_AGE}
    run = tiny(NOW, [claim, past, {**GROWN, "presence": Presence.DEAD}], [claim, GROWN, past])
    take_up.step(*run)
    assert run.state.unit.uc_since.tolist() == [0, month(2024, 1)]
    assert (run.line.uc_ends_pension_age[0], run.line.uc_ends[0]) == (1, 0)


ASKED = {**GROWN, "regime": Regime.INTENSIVE_SEARCH, "activity": Activity.CARING}
NOT_ASKED = {**ASKED, "regime": Regime.PREPARATION}
SEEKER = {**ASKED, "activity": Activity.SEEKING}
LIVING_ON_IT = {"uc_since": month(2024, 1), "uc_award": 40_000}


@pytest.mark.parametrize(
    ("adults", "leaves"),
    [
        ([ASKED], True),
        ([SEEKER, ASKED], True),
        ([WORKER, ASKED], True),
        ([SEEKER], False),
        ([NOT_ASKED], False),
        ([{**ASKED, "job": Job.PART_TIME}], False),
        ([{**ASKED, "health_group": HealthGroup.PRE_WCA}], False),
        ([ASKED, {**GROWN, "health_group": HealthGroup.LCWRA}], False),
        ([SEEKER, {**ASKED, "presence": Presence.PENSION_AGE}], False),
    ],
)
def test_a_search_required_of_who_does_not_look_for_work_may_end_the_claim(
    adults: list[dict[str, int]], leaves: bool
) -> None:
    run = tiny(NOW, [LIVING_ON_IT, *adults], luck=LAST)
    p = run.policy.take_up
    p.other_end = 0.0
    assert leaving_hazard(run.state.person, run.state.unit, 0, p) == (p.leaves_requirement if leaves else 0.0)
    take_up.step(*run)
    assert (run.state.unit.uc_since[0] == 0) == leaves
    assert (run.line.uc_ends_requirement[0], run.line.uc_ends[0]) == (leaves, 0)


def test_who_left_without_a_job_is_counted_and_may_claim_again() -> None:
    run = tiny(NOW, [LIVING_ON_IT, ASKED], luck=LAST)
    run.policy.take_up.other_end = 0.0
    take_up.step(*run)
    of, line = UcEnd.REQUIREMENT, run.line
    assert line.uc_separations[0, of] == line.uc_leavers[0, Regime.INTENSIVE_SEARCH, of] == 1
    run.luck[:] = 0
    take_up.step(*run)
    assert run.state.unit.uc_since[0] == NOW


def test_a_draw_below_the_hazard_of_leaving_ends_no_claim() -> None:
    run = tiny(NOW, [LIVING_ON_IT, ASKED])
    run.policy.take_up.other_end = 0.0
    run.luck[:] = int(LAST - 1.01 * run.policy.take_up.leaves_requirement * TWO_32)
    take_up.step(*run)
    assert run.state.unit.uc_since[0] == LIVING_ON_IT["uc_since"]


@pytest.mark.parametrize(
    ("adults", "children", "family"), [(1, 0, "single"), (2, 0, "couple"), (1, 1, "lone_parent"), (2, 1, "parents")]
)
def test_the_latent_rank_is_a_share_of_units_of_a_type_of_family(adults: int, children: int, family: str) -> None:
    home = {"child_1_birth": month(2020, 1)} if children else {}
    run = tiny(NOW, *([{**home, "take_up": rank}, *[GROWN] * adults] for rank in range(0, 65_536, 64)))
    unit, policy = run.state.unit, run.policy
    claimers = sum(would_ever_claim(unit, j, policy, NOW) for j in range(unit.take_up.size))
    assert claimers / 1_024 == pytest.approx(getattr(policy.take_up, f"ever_claims_{family}"), abs=0.001)


RETURNER = {**GROWN, "fit_note_since": NOW - 30, "left_month": NOW - 6}


@pytest.mark.parametrize(
    ("left", "ago", "group"),
    [
        (HealthGroup.LCWRA, 6, HealthGroup.LCWRA),
        (HealthGroup.LCW, 6, HealthGroup.LCW),
        (HealthGroup.PRE_WCA, 6, HealthGroup.PRE_WCA),
        (HealthGroup.LCWRA, 7, HealthGroup.NONE),
    ],
)
def test_who_is_back_within_six_months_returns_to_the_group(left: HealthGroup, ago: int, group: HealthGroup) -> None:
    """UC Regs reg 28(3) and (4)(b): no new wait within six months of an award that ceased for earnings."""
    run = tiny(NOW, [{}, {**RETURNER, "left_group": left, "left_month": NOW - ago}])
    take_up.step(*run)
    person = run.state.person
    assert (person.health_group[0], person.left_group[0]) == (group, HealthGroup.NONE)
    assert person.element_from[0] == (NOW - 26 if group == HealthGroup.LCWRA else 0)
    assert run.line.lcwra_found[0, LcwraRoute.RETURN] == (group == HealthGroup.LCWRA)
    assert run.line.uc_arrears[0] == 0


def test_a_relevant_period_that_had_begun_goes_on_after_a_return() -> None:
    run = tiny(NOW, [{}, {**RETURNER, "fit_note_since": NOW - 2, "left_group": HealthGroup.LCWRA}])
    take_up.step(*run)
    assert run.state.person.element_from[0] == NOW - 2 + 4


@pytest.mark.parametrize("as_passed", [False, True], ids=["claim and request", "element in the award"])
@pytest.mark.parametrize(("ago", "returns"), [(6, True), (7, False)])
def test_protection_lasts_over_a_gap_of_six_months(ago: int, returns: bool, as_passed: bool) -> None:
    """UC Regs reg 27A(2); written answer 71743: back within six months of an award that earnings ended."""
    now = month(2026, 9)
    left = {**RETURNER, "fit_note_since": month(2025, 5), "left_month": now - ago, "left_group": HealthGroup.LCWRA}
    run = tiny(now, [{}, left])
    run.policy.universal_credit.protection_needs_payment = as_passed
    take_up.step(*run)
    person, p = run.state.person, run.policy.universal_credit
    assert (person.health_group[0] == HealthGroup.LCWRA) == returns
    if returns:
        assert is_protected(person, 0, p)
    else:
        open_fit_note(person, 0, now + 1, run.line)
        find_lcwra(person, 0, LcwraRoute.DESCRIPTORS, now + 5, run.policy, run.clock, run.line)
        assert not is_protected(person, 0, p)


@pytest.mark.parametrize(("ago", "is_held"), [(6, True), (7, False)])
def test_protection_by_esa_lasts_over_a_gap_of_six_months(ago: int, is_held: bool) -> None:
    """UC Regs reg 27A(2) and Schedule 5A: the ESA itself may have ended meanwhile."""
    now = month(2027, 9)
    left = {**RETURNER, "fit_note_since": month(2026, 9), "left_month": now - ago, "left_group": HealthGroup.LCWRA}
    run = tiny(now, [{}, {**left, "from_esa": True}])
    take_up.step(*run)
    person, p = run.state.person, run.policy.universal_credit
    if not is_held:
        open_fit_note(person, 0, now + 1, run.line)
        find_lcwra(person, 0, LcwraRoute.DESCRIPTORS, now + 5, run.policy, run.clock, run.line)
    assert is_protected(person, 0, p) == is_held


@pytest.mark.parametrize(("ago", "lapses"), [(6, False), (7, True)])
def test_a_dispute_ends_with_the_award_unless_a_claim_takes_it_up(ago: int, lapses: bool) -> None:
    """LCWRA won in it would be at the rate of an award that is over by more than six months (UC Regs reg 27A(2))."""
    disputed = {"wca_dispute_stage": WcaDisputeStage.TRIBUNAL, "wca_dispute_month": NOW + 1}
    run = tiny(NOW, [{}, {**GROWN, **disputed, "left_month": NOW - ago}])
    take_up.step(*run)
    assert run.state.unit.uc_since[0] == NOW
    assert (run.state.person.wca_dispute_stage[0] == WcaDisputeStage.NONE) == lapses
    assert run.line.wca_disputes[0, WcaDisputeStage.TRIBUNAL, WcaDisputeResult.LAPSED] == lapses


def test_the_six_months_run_from_the_award_and_not_from_the_close_of_the_claim() -> None:
    claim = {"uc_since": month(2024, 1), "uc_nil_since": NOW - 6}
    run = tiny(NOW, [claim, {**WORKER, "health_group": HealthGroup.LCWRA, "element_from": NOW - 20}])
    take_up.step(*run)
    assert run.state.unit.uc_since[0] == 0
    assert run.state.person.left_group[0] == HealthGroup.LCWRA
    assert run.state.person.left_month[0] == NOW - 6


@pytest.mark.parametrize(
    ("adults", "why"),
    [
        ([{**WORKER}], UcEnd.EARNINGS),
        ([{**GROWN}], UcEnd.OTHER),
        ([{**GROWN}, {**WORKER}], UcEnd.EARNINGS),
        ([{**GROWN, "presence": Presence.PENSION_AGE}], UcEnd.PENSION_AGE),
        ([{**GROWN, "presence": Presence.DEAD}, {**GROWN, "presence": Presence.PENSION_AGE}], UcEnd.PENSION_AGE),
        ([{**GROWN, "presence": Presence.DEAD}], UcEnd.DEATH),
        ([{**GROWN, "presence": Presence.DEAD}, {**GROWN, "presence": Presence.ABROAD}], UcEnd.ABROAD),
        ([{**GROWN, "presence": Presence.ABROAD}, {**GROWN, "presence": Presence.PENSION_AGE}], UcEnd.PENSION_AGE),
    ],
    ids=[
        "a job",
        "savings",
        "a partner's job",
        "pension age",
        "the last is a pensioner",
        "death",
        "dead and abroad",
        "one abroad",
    ],
)
def test_a_claim_that_ends_is_counted_by_its_reason(adults: list[dict[str, int]], why: UcEnd) -> None:
    home = {"uc_since": NOW - 20, "uc_nil_since": NOW - 12, "capital": 2_000_000}
    run = tiny(NOW, [home, *({**adult, "regime": Regime.INTERVIEW} for adult in adults)])
    take_up.step(*run)
    assert run.line.uc_separations[0].tolist() == [reason == why for reason in UcEnd]
    here = sum(adult.get("presence", Presence.PRESENT) == Presence.PRESENT for adult in adults)
    assert run.line.uc_leavers[0, Regime.INTERVIEW, why] == run.line.uc_leavers.sum() == here
