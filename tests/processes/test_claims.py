"""Claims: fit notes, new-style ESA from work, and the move of income-related ESA to Universal Credit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lawful import NOW, law, lawful
from tiny import Tiny, tiny

from welfsim.awards.household import Household
from welfsim.awards.income_related import on_universal_credit
from welfsim.awards.means import new_style_esa
from welfsim.awards.reading import read_adult, read_household
from welfsim.awards.requirements import THREE_YEARS
from welfsim.draws import LAST
from welfsim.months import month
from welfsim.processes import claims
from welfsim.processes.claims import decided_group, fit_share, support_share
from welfsim.rules.losses import replacement_chance, replacement_hazard
from welfsim.vocabulary.codes import (
    Activity,
    Condition,
    EsaGroup,
    EsaKind,
    HealthGroup,
    HealthLoss,
    Job,
    LcwraRoute,
    Severity,
    Tenure,
)
from welfsim.vocabulary.parameters import Claims

LUCKY, MIDDLE, UNLUCKY = 0, LAST // 2, LAST
ON_UC = {"uc_since": NOW - 12}
ILL = {"birth_month": NOW - 40 * 12, "severity": Severity.WORK_LIMITING}
NEW_STYLE = {**ILL, "esa_kind": EsaKind.NEW_STYLE}
INCOME_RELATED = {**ILL, "esa_kind": EsaKind.INCOME_RELATED, "esa_since": month(2015, 6), "esa_moves_month": NOW}


def test_the_highest_draw_hands_in_a_fit_note_if_ill_and_on_uc() -> None:
    run = tiny(NOW, [ON_UC, ILL], [ON_UC, {**ILL, "severity": Severity.NONE}], [{}, ILL], luck=UNLUCKY)
    claims.step(*run)
    assert run.state.person.health_group.tolist() == [HealthGroup.PRE_WCA, HealthGroup.NONE, HealthGroup.NONE]
    assert run.state.person.fit_note_since[0] == NOW
    assert run.line.fit_notes[0] == 1


def test_the_lowest_draw_ends_a_fit_note() -> None:
    run = tiny(NOW, [ON_UC, {**ILL, "health_group": HealthGroup.PRE_WCA, "fit_note_since": NOW - 1}], luck=LUCKY)
    claims.step(*run)
    assert run.state.person.health_group[0] == HealthGroup.NONE
    assert run.line.uc_health_moves[0, HealthGroup.PRE_WCA, HealthGroup.NONE] == 1


@pytest.mark.parametrize(
    ("differs", "claims_it"),
    [
        ({"last_work": NOW - 24}, True),
        ({"last_work": NOW - 25}, False),
        ({"last_work": 0}, False),
        ({"last_work": NOW, "job": Job.PART_TIME}, False),
        ({"last_work": NOW - 1, "severity": Severity.MILD}, False),
    ],
    ids=["two years ago", "longer ago", "never", "still in work", "hardly ill"],
)
def test_recent_work_gives_new_style_esa_to_the_ill(differs: dict[str, int], claims_it: bool) -> None:
    run = tiny(NOW, [{}, {**ILL, **differs}], luck=UNLUCKY)
    claims.step(*run)
    assert (run.state.person.esa_group[0] == EsaGroup.ASSESSMENT) == claims_it
    assert run.line.esa_moves[0, EsaGroup.NONE, EsaGroup.ASSESSMENT] == claims_it


LOST_PIP = {"lost_benefit": HealthLoss.DISABILITY, "lost_income": 48_000, "lost_month": NOW - 1}


@pytest.mark.parametrize(
    ("home", "differs", "note", "esa"),
    [
        (ON_UC, {}, True, False),
        (ON_UC, {"lost_benefit": HealthLoss.INCAPACITY}, False, False),
        (ON_UC, {"health_group": HealthGroup.LCW}, False, False),
        ({}, {"last_work": NOW - 3}, False, True),
        ({}, {"last_work": NOW - 25}, False, False),
        ({}, {"last_work": NOW - 3, "lost_month": NOW - 7}, False, False),
    ],
    ids=["on UC", "the element lost", "has a group", "off UC", "no contributions", "long ago"],
)
def test_who_lost_pip_hands_in_a_fit_note_or_claims_new_style_esa(
    home: dict[str, int], differs: dict[str, int], note: bool, esa: bool
) -> None:
    """0.2 x 480 / (0.37 x 0.5 x 414) is above 1: a sure claim, at a draw that brings no other."""
    run = tiny(NOW, [home, {**ILL, **LOST_PIP, **differs}], luck=int(0.7 * LAST))
    claims.step(*run)
    person = run.state.person
    assert (person.fit_note_since[0] == NOW) == note
    assert (person.esa_group[0] == EsaGroup.ASSESSMENT) == esa
    assert run.line.claims_after_loss[0, HealthLoss.DISABILITY] == (note or esa)


def test_the_money_replaced_is_the_share_of_all_that_is_lost() -> None:
    """37% may claim, 41% win 605 pounds: 0.2 x 217 / (0.37 x 0.41 x 605) of them claim, so a fifth is replaced."""
    p = law("claims")
    chance = replacement_chance(21_700, 60_500, 0.41, p)
    assert chance == pytest.approx(0.473, abs=1e-3)
    assert p.replaceable_share * chance * 0.41 * 60_500 == pytest.approx(0.2 * 21_700)


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.floats(0.0, 1.0), lawful("claims"))
def test_more_lost_never_brings_fewer_claims(lost: int, amount: int, granted: float, p: object) -> None:
    less, more = (replacement_chance(money, amount, granted, p) for money in (lost, lost + 1_000))
    assert 0.0 <= less <= more <= 1.0


@given(st.integers(0, 10**6), lawful("claims"))
def test_the_monthly_hazards_of_the_response_add_up_to_its_chance(lost: int, p: Claims) -> None:
    run = tiny(NOW, [{}, {**ILL, **LOST_PIP, "lost_income": lost}])
    without = 1.0
    for later in range(p.replacement_months + 2):
        hazard = replacement_hazard(run.state.person, 0, HealthLoss.DISABILITY, 40_000, 0.5, p, NOW - 1 + later)
        without *= 1.0 if later == 0 else 1.0 - hazard
    assert 1.0 - without == pytest.approx(replacement_chance(lost, 40_000, 0.5, p), abs=1e-9)


def test_the_assessment_phase_lasts_its_months_and_ends_in_a_decision() -> None:
    phase = law("claims").assessment_phase
    run = tiny(
        NOW, *([{}, {**NEW_STYLE, "esa_group": EsaGroup.ASSESSMENT, "esa_since": NOW - m}] for m in (phase - 1, phase))
    )
    claims.step(*run)
    assert run.state.person.esa_group[0] == EsaGroup.ASSESSMENT
    assert run.state.person.esa_group[1] != EsaGroup.ASSESSMENT


def test_payment_outside_the_support_group_ends_after_365_days_and_credits_go_on_for_the_ill() -> None:
    assert law("employment_support_allowance").time_limit == 12  # Welfare Reform Act 2007 s.1A
    in_wrag = {**NEW_STYLE, "esa_group": EsaGroup.WRAG, "esa_first": NOW - 12}
    units = ({**in_wrag, "esa_first": NOW - 11}, in_wrag, {**in_wrag, "severity": Severity.MILD})
    run = tiny(NOW, *([{}, person] for person in units), luck=MIDDLE)
    claims.step(*run)
    person = run.state.person
    assert person.esa_kind.tolist() == [EsaKind.NEW_STYLE, EsaKind.CREDITS_ONLY, EsaKind.NONE]
    assert person.esa_group.tolist() == [EsaGroup.WRAG, EsaGroup.WRAG, EsaGroup.NONE]
    assert run.line.esa_time_limited[0] == 2
    paid = [
        new_style_esa(read_adult(person, i, run.state.district, True, THREE_YEARS, run.policy, NOW), run.policy)
        for i in (0, 1)
    ]
    assert paid[0] > 0 == paid[1]


def test_credits_only_are_not_limited_again_but_end_by_their_own_hazard() -> None:
    award = {**ILL, "esa_kind": EsaKind.CREDITS_ONLY, "esa_group": EsaGroup.WRAG, "esa_first": NOW - 99}
    for luck, ends in ((MIDDLE, False), (LUCKY, True)):
        run = tiny(NOW, [{}, award], luck=luck)
        claims.step(*run)
        assert (run.state.person.esa_group[0] == EsaGroup.NONE) == ends
        assert run.line.esa_time_limited[0] == 0


@pytest.mark.parametrize(("claimed", "group"), [(1.0, EsaGroup.SUPPORT), (0.0, EsaGroup.SUPPORT), (1.0, EsaGroup.WRAG)])
def test_who_had_contributory_esa_in_the_support_group_keeps_it_when_the_rest_moves(
    claimed: float, group: EsaGroup
) -> None:
    def moved(keeps: float) -> Tiny:
        run = tiny(
            NOW, [{"tenure": Tenure.SOCIAL_RENT, "rent": 40_000}, {**INCOME_RELATED, "esa_group": group}], luck=MIDDLE
        )
        run.policy.claims.migration_claims, run.policy.claims.migration_keeps_esa = claimed, keeps
        claims.step(*run)
        return run

    kept, ended = moved(1.0).state, moved(0.0).state
    is_kept = group == EsaGroup.SUPPORT
    assert kept.person.esa_kind[0] == (EsaKind.NEW_STYLE if is_kept else EsaKind.NONE)
    assert kept.person.esa_group[0] == (group if is_kept else EsaGroup.NONE)
    assert kept.person.esa_since[0] == (month(2015, 6) if is_kept else NOW)
    assert ended.person.esa_kind[0] == EsaKind.NONE
    assert kept.person.health_group[0] == ended.person.health_group[0]
    assert kept.unit.transitional_element[0] == ended.unit.transitional_element[0]  # the money is that of before
    assert (kept.unit.uc_since[0] == NOW) == (claimed == 1.0)


@pytest.mark.parametrize(("gap", "links"), [(3, True), (4, False)])
def test_a_claim_within_twelve_weeks_returns_to_its_group_and_its_days(gap: int, links: bool) -> None:
    """ESA Regs 2013 reg 86: periods not more than twelve weeks apart are one."""
    left = {"esa_link": EsaGroup.WRAG, "esa_since": NOW - gap, "esa_first": NOW - gap - 7, "last_work": NOW - 1}
    run = tiny(NOW, [{}, {**ILL, **left}], luck=UNLUCKY)
    claims.step(*run)
    person = run.state.person
    assert person.esa_group[0] == (EsaGroup.WRAG if links else EsaGroup.ASSESSMENT)
    assert person.esa_first[0] == (NOW - 7 if links else NOW)
    assert run.line.esa_linked[0] == links


@pytest.mark.parametrize("severity", Severity)
def test_worse_health_never_lowers_the_chance_of_the_support_group(severity: Severity) -> None:
    p = law("claims")
    worse = min(severity + 1, Severity.SEVERE)
    assert support_share(severity, p) <= support_share(worse, p)
    assert fit_share(severity, p) >= fit_share(worse, p)
    assert support_share(severity, p) + fit_share(severity, p) <= 1.0


def test_esa_decisions_reproduce_the_published_shares() -> None:
    """DWP, initial ESA decisions April to June 2024: support 67%, work-related activity 14%, fit for work 19%."""
    p, mix = law("claims"), {Severity.MILD: 0.03, Severity.WORK_LIMITING: 0.68, Severity.SEVERE: 0.29}
    draws = [(k + 0.5) / 1000 for k in range(1000)]
    share = dict.fromkeys(EsaGroup, 0.0)
    for severity, part in mix.items():
        for draw in draws:
            share[EsaGroup(decided_group(severity, draw, p))] += part / 1000
    assert share[EsaGroup.SUPPORT] == pytest.approx(0.67, abs=0.01)
    assert share[EsaGroup.WRAG] == pytest.approx(0.14, abs=0.01)
    assert share[EsaGroup.NONE] == pytest.approx(0.19, abs=0.01)


INSURED = {**ILL, "severity": Severity.NONE, "esa_kind": EsaKind.INSURANCE, "esa_group": EsaGroup.INSURED}
LOST_A_JOB = {**ILL, "job_since": NOW - 40, "last_work": NOW - 1}


@pytest.mark.parametrize(
    ("differs", "claims_it"),
    [
        ({}, True),
        ({"severity": Severity.NONE}, True),
        ({"job_since": NOW - 12}, False),
        ({"last_work": NOW - 7}, False),
        ({"activity": Activity.STUDYING}, False),
    ],
    ids=["ill", "well", "a short job", "long ago", "a student"],
)
def test_unemployment_insurance_asks_for_a_job_and_not_for_illness(differs: dict[str, int], claims_it: bool) -> None:
    run = tiny(NOW, [{}, {**LOST_A_JOB, **differs}], luck=UNLUCKY)
    run.policy.unemployment_insurance.start = NOW
    claims.step(*run)
    assert (run.state.person.esa_kind[0] == EsaKind.INSURANCE) == claims_it
    assert run.state.person.esa_group[0] != EsaGroup.ASSESSMENT


def test_unemployment_insurance_ends_after_its_months() -> None:
    run = tiny(NOW, *([{}, {**INSURED, "esa_first": NOW - m}] for m in (5, 6)), luck=MIDDLE)
    claims.step(*run)
    assert run.state.person.esa_kind.tolist() == [EsaKind.INSURANCE, EsaKind.NONE]


@pytest.mark.parametrize(
    ("group", "becomes"), [(EsaGroup.SUPPORT, HealthGroup.LCWRA), (EsaGroup.WRAG, HealthGroup.LCW)]
)
def test_migration_keeps_the_group_the_protected_rate_and_the_pounds(group: EsaGroup, becomes: HealthGroup) -> None:
    run = tiny(NOW, [{}, {**INCOME_RELATED, "esa_group": group}], luck=MIDDLE)
    run.policy.claims.migration_keeps_esa = 0.0
    claims.step(*run)
    person, unit = run.state.person, run.state.unit
    assert person.health_group[0] == becomes
    assert person.from_esa[0] == (group == EsaGroup.SUPPORT)  # UC Regs Schedule 5A para 5: only that component protects
    assert person.fit_note_since[0] == month(2015, 6)
    assert person.esa_kind[0] == EsaKind.NONE
    assert person.element_from[0] == (NOW if becomes == HealthGroup.LCWRA else 0)
    assert unit.uc_since[0] == NOW
    assert unit.transitional_element[0] >= 0
    assert run.line.esa_migrated[0] == run.line.uc_claims[0] == 1


@pytest.mark.parametrize("group", [EsaGroup.SUPPORT, EsaGroup.WRAG])
def test_a_job_is_weighed_as_a_move_to_the_group_that_migration_gives(group: EsaGroup) -> None:
    run = tiny(NOW, [{}, {**INCOME_RELATED, "esa_group": group}], luck=MIDDLE)
    run.policy.claims.migration_keeps_esa = 0.0
    state = run.state

    def seen() -> Household:
        return read_household(state.person, state.unit, state.district, 0, run.policy, NOW)

    weighed = on_universal_credit(seen()).first
    claims.step(*run)
    moved = seen().first
    assert weighed == moved._replace(incapacity=moved.incapacity._replace(esa_since=0))


def test_who_does_not_answer_the_notice_loses_esa_and_has_no_universal_credit() -> None:
    run = tiny(NOW, [{}, {**INCOME_RELATED, "esa_group": EsaGroup.SUPPORT}], luck=MIDDLE)
    run.policy.claims.migration_claims = run.policy.claims.migration_keeps_esa = 0.0
    claims.step(*run)
    assert run.state.person.esa_kind[0] == EsaKind.NONE
    assert run.state.unit.uc_since[0] == 0
    assert run.line.esa_not_claimed[0] == 1
    assert run.line.esa_migrated[0] == 0


def test_the_notice_comes_three_months_before_the_move() -> None:
    waiting = {**INCOME_RELATED, "esa_group": EsaGroup.SUPPORT}
    run = tiny(NOW, *([{}, {**waiting, "esa_moves_month": NOW + m}] for m in (2, 3, 4)))
    claims.step(*run)
    assert run.line.esa_notices[0] == 1


def test_income_related_esa_waits_for_its_month() -> None:
    run = tiny(NOW, [{}, {**INCOME_RELATED, "esa_group": EsaGroup.SUPPORT, "esa_moves_month": NOW + 1}], luck=UNLUCKY)
    claims.step(*run)
    assert run.state.person.esa_kind[0] == EsaKind.INCOME_RELATED
    assert not run.line.esa_moves.any()


@pytest.mark.parametrize(
    ("differs", "share", "group"),
    [
        ({}, 1.0, HealthGroup.LCWRA),
        ({}, 0.0, HealthGroup.PRE_WCA),
        ({"severity": Severity.WORK_LIMITING}, 1.0, HealthGroup.PRE_WCA),
        ({"condition": Condition.MENTAL_HEALTH}, 1.0, HealthGroup.PRE_WCA),
    ],
)
def test_terminal_illness_gives_lcwra_at_once_and_for_life(
    differs: dict[str, int], share: float, group: HealthGroup
) -> None:
    """UC Regs Schedule 9 para 1 and reg 28(5): no assessment, no relevant period."""
    dying = {**ILL, "severity": Severity.SEVERE, "condition": Condition.OTHER_PHYSICAL, **differs}
    run = tiny(NOW, [ON_UC, dying], luck=UNLUCKY)
    run.policy.assessment.terminal_share = share
    claims.step(*run)
    person, is_found = run.state.person, group == HealthGroup.LCWRA
    assert person.health_group[0] == group
    assert person.lifelong[0] == is_found
    assert person.element_from[0] == (NOW if is_found else 0)
    assert person.reassess_month[0] == 0
    assert run.line.lcwra_found[0, LcwraRoute.TERMINAL_ILLNESS] == is_found
    assert run.line.wca_cost[0] == run.line.uc_arrears[0] == 0
