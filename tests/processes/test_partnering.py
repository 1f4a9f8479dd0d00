"""Couples form and part on a few units: who lives where, whose claim goes on, and what is awarded."""

from __future__ import annotations

from typing import Any

import pytest
from tiny import Tiny, tiny

from welfsim.awards.requirements import lead
from welfsim.months import month
from welfsim.processes import entitlement, partnering, stocks
from welfsim.rules.children import add_child
from welfsim.rules.partners import other_adult
from welfsim.rules.regimes import regime_of
from welfsim.vocabulary.codes import (
    EsaGroup,
    EsaKind,
    HealthGroup,
    Job,
    Presence,
    Regime,
    Sex,
    Tenure,
    UcEnd,
)

NOW = month(2025, 4)
WOMAN = {"birth_month": month(1990, 1), "sex": Sex.FEMALE}
MAN = {"birth_month": month(1989, 1), "sex": Sex.MALE}
WORKER = {"job": Job.FULL_TIME, "hourly_pay": 4_000, "job_since": NOW - 60}
CLAIM = {"uc_since": NOW - 20, "uc_award": 40_014, "transitional_element": 5_000, "last_standard_allowance": 40_014}
JOINS = {"joins_month": NOW, "joins": 1}
PARTS = {"parts_month": NOW, "leaves_to": 1}
SINGLE, COUPLE, CHILD = 40_014, 62_810, 29_281  # standard allowances and child element of 2025-26, in pence


def played(*units: list[dict[str, Any]]) -> Tiny:
    run = tiny(NOW, *units)
    partnering.step(*run)
    entitlement.step(*run)
    stocks.step(*run)
    return run


def test_two_claimants_who_form_a_couple_have_one_joint_award_without_a_new_claim() -> None:
    run = played([{**CLAIM, **JOINS}, WOMAN], [CLAIM, MAN])
    unit, line = run.state.unit, run.line
    assert run.state.person.unit.tolist() == [0, 0] and unit.adults.tolist() == [2, 0]
    assert unit.uc_since.tolist() == [NOW - 20, 0] and unit.uc_award.tolist() == [COUPLE, 0]
    assert not unit.transitional_element.any()
    assert line.uc_separations[0].tolist() == [int(why == UcEnd.PARTNERED) for why in UcEnd]
    assert line.uc_claims[0] == 0 and not line.uc_leavers.any()
    assert (line.uc_units[0], line.couples_formed[0], line.couples[0]) == (1, 1, 1)


@pytest.mark.parametrize("hers", [True, False])
def test_the_claim_of_one_becomes_that_of_the_couple(hers: bool) -> None:
    run = played([{**(CLAIM if hers else {}), **JOINS}, WOMAN], [{} if hers else CLAIM, MAN])
    unit, line = run.state.unit, run.line
    assert unit.uc_since.tolist() == [NOW - 20, 0] and unit.uc_award[0] == COUPLE
    assert not line.uc_separations.any() and line.uc_claims[0] == 0


def test_a_couple_that_would_never_claim_jointly_gives_up_the_claim_of_one_but_not_on_a_health_journey() -> None:
    hers, his = {**CLAIM, **JOINS, "take_up": 65_000}, {"take_up": 10_000}
    healthy = {**WOMAN, "regime": Regime.LIGHT_TOUCH}
    run = played([hers, healthy], [his, MAN])
    assert not run.state.unit.uc_since.any()
    assert run.line.uc_separations[0, UcEnd.PARTNERED] == run.line.uc_separations.sum() == 1
    assert run.line.uc_leavers[0, Regime.LIGHT_TOUCH, UcEnd.PARTNERED] == run.line.uc_leavers.sum() == 1
    ill = {"health_group": HealthGroup.LCW, "fit_note_since": NOW - 20}
    assert played([hers, {**WOMAN, **ill}], [his, MAN]).state.unit.uc_since[0] == NOW - 20


def test_a_partner_in_work_brings_the_award_to_nothing_and_the_claim_goes_on_for_now() -> None:
    run = played([{**CLAIM, **JOINS}, WOMAN], [{}, {**MAN, **WORKER}])
    assert run.state.unit.uc_since[0] == NOW - 20 and run.state.unit.uc_award[0] == 0


def test_each_keeps_lcwra_and_a_claimant_of_long_ago_has_none_to_come_back_to() -> None:
    found = {"health_group": HealthGroup.LCWRA, "fit_note_since": NOW - 12, "element_from": NOW - 8}
    left = {"left_group": HealthGroup.LCWRA, "left_month": NOW - 12, "fit_note_since": NOW - 40}
    run = played([{**CLAIM, **JOINS}, {**WOMAN, **found}], [{}, {**MAN, **left}])
    assert run.state.person.health_group.tolist() == [HealthGroup.LCWRA, HealthGroup.NONE]
    back = played([{**CLAIM, **JOINS}, {**WOMAN, **found}], [{}, {**MAN, **left, "left_month": NOW - 3}])
    assert back.state.person.health_group.tolist() == [HealthGroup.LCWRA, HealthGroup.LCWRA]


def test_income_related_esa_ends_when_the_partner_has_a_claim() -> None:
    related = {"esa_kind": EsaKind.INCOME_RELATED, "esa_group": EsaGroup.SUPPORT, "esa_since": NOW - 60}
    run = played([{**CLAIM, **JOINS}, WOMAN], [{}, {**MAN, **related}])
    person = run.state.person
    assert (person.esa_kind[1], person.health_group[1]) == (EsaKind.NONE, HealthGroup.LCWRA)
    assert run.line.esa_moved_with_partner[0] == 1
    alone = played([JOINS, WOMAN], [{}, {**MAN, **related}])
    assert alone.state.person.esa_kind[1] == EsaKind.INCOME_RELATED
    assert alone.line.esa_paid[0, EsaKind.INCOME_RELATED] > 0


def test_children_and_savings_are_brought_together() -> None:
    hers = {"child_1_birth": NOW - 100, "child_2_birth": NOW - 20, "capital": 200_000}
    his = {"child_1_birth": NOW - 150, "child_2_birth": NOW - 50, "capital": 100_000}
    run = played([{**JOINS, **hers}, WOMAN], [his, MAN])
    unit = run.state.unit
    births = [getattr(unit, f"child_{n}_birth").tolist() for n in range(1, 5)]
    assert births == [[NOW - 150, 0], [NOW - 100, 0], [NOW - 50, 0], [NOW - 20, 0]]
    assert unit.capital.tolist() == [300_000, 0]


def test_of_more_than_four_children_the_eldest_is_left_out() -> None:
    run = tiny(NOW, [{f"child_{n}_birth": NOW - 60 + 10 * n for n in range(1, 5)}, WOMAN])
    births = run.state.unit
    add_child(births, 0, NOW - 100)
    assert births.child_1_birth[0] == NOW - 50
    add_child(births, 0, NOW - 35)
    assert [getattr(births, f"child_{n}_birth")[0] for n in range(1, 5)] == [NOW - 40, NOW - 35, NOW - 30, NOW - 20]


@pytest.mark.parametrize("gone", ["hers", "his"])
def test_whoever_has_died_forms_no_couple(gone: str) -> None:
    dead = {"presence": Presence.DEAD}
    woman, man = ({**WOMAN, **dead}, MAN) if gone == "hers" else (WOMAN, {**MAN, **dead})
    run = played([JOINS, woman], [{}, man])
    assert run.state.unit.adults.tolist() == [1, 1] and run.line.couples_formed[0] == 0


def test_who_parts_first_may_join_the_neighbour_on_the_other_side() -> None:
    """Rows are husband, wife, next man: she goes from the row before to the row behind."""
    couple = [{"parts_month": NOW, "leaves_to": 1, "joins_month": NOW + 12, "joins": 1}, MAN, WOMAN]
    run = tiny(NOW, couple, [{}], [{}, MAN])
    partnering.step(*run)
    assert run.state.person.unit.tolist() == [1, 0, 2] and run.state.unit.first_person.tolist() == [1, 0, 2]
    later = run._replace(clock=run.clock._replace(month=NOW + 12))
    partnering.step(*later)
    assert run.state.person.unit.tolist() == [1, 0, 0] and run.state.unit.adults.tolist() == [2, 1, 0]
    assert other_adult(run.state.person, 1) == 2 and run.state.unit.leaves_to[0] == 2


def test_one_partner_stays_with_the_award_and_the_other_is_treated_as_claiming() -> None:
    child = {"child_1_birth": NOW - 60, "capital": 400_000}
    run = played([{**CLAIM, **PARTS, **child}, WOMAN, MAN], [{}])
    unit, line = run.state.unit, run.line
    assert unit.adults.tolist() == [1, 1] and unit.first_person.tolist() == [0, 1]
    assert unit.uc_since.tolist() == [NOW - 20, NOW - 20] and unit.uc_award.tolist() == [SINGLE + CHILD, SINGLE]
    assert unit.capital.tolist() == [200_000, 200_000] and not unit.transitional_element.any()
    assert unit.child_1_birth.tolist() == [NOW - 60, 0]
    assert (line.uc_claims[0], line.uc_separations.sum(), line.uc_units[0]) == (1, 0, 2)
    assert (line.couples_parted[0], line.couples[0]) == (1, 0)


def test_who_is_due_no_award_alone_leaves_the_credit() -> None:
    ill = {"health_group": HealthGroup.LCW, "fit_note_since": NOW - 20, "regime": Regime.LIGHT_TOUCH}
    run = played([{**CLAIM, **PARTS}, WOMAN, {**MAN, **WORKER, **ill}], [{}])
    person, line = run.state.person, run.line
    assert run.state.unit.uc_since.tolist() == [NOW - 20, 0] and line.uc_claims[0] == 0
    assert line.uc_leavers[0, Regime.LIGHT_TOUCH, UcEnd.PARTED] == line.uc_leavers.sum() == 1
    assert (person.health_group[1], person.left_group[1], person.left_month[1]) == (
        HealthGroup.NONE,
        HealthGroup.LCW,
        NOW,
    )


@pytest.mark.parametrize("due", [True, False])
def test_whoever_is_barred_from_public_funds_keeps_no_claim_on_parting(due: bool) -> None:
    barred = {**WOMAN, "funds_from": NOW + 1, "regime": Regime.LIGHT_TOUCH}
    his = {**MAN, "regime": Regime.LIGHT_TOUCH, **({} if due else WORKER)}
    run = played([{**CLAIM, **PARTS}, barred, his], [{}])
    unit, line = run.state.unit, run.line
    assert unit.uc_since.tolist() == [0, NOW - 20 if due else 0]
    assert unit.uc_award.tolist() == [0, SINGLE if due else 0]
    assert (line.uc_claims[0], line.uc_separations[0, UcEnd.PARTED], line.uc_units[0]) == (0, not due, due)
    assert line.uc_leavers[0, Regime.LIGHT_TOUCH, UcEnd.PARTED] == line.uc_leavers.sum() == 2 - due


def test_a_widow_s_late_husband_makes_room_and_is_no_couple_parted() -> None:
    run = played([{**CLAIM, **PARTS}, WOMAN, {**MAN, "presence": Presence.DEAD}], [{}])
    assert run.state.unit.adults.tolist() == [1, 1] and run.line.couples_parted[0] == 0
    assert run.state.unit.uc_since.tolist() == [NOW - 20, 0]


@pytest.mark.parametrize("presence", [Presence.DEAD, Presence.ABROAD])
def test_a_widower_keeps_home_children_and_claim(presence: Presence) -> None:
    child = {"child_1_birth": NOW - 60, "capital": 100_000}
    run = played([{**CLAIM, **PARTS, **child}, {**WOMAN, "presence": presence}, MAN], [{}])
    unit = run.state.unit
    assert unit.adults.tolist() == [2, 0] and run.state.person.unit.tolist() == [0, 0]
    assert unit.uc_award.tolist() == [SINGLE + CHILD, 0] and unit.capital.tolist() == [100_000, 0]


def test_the_woman_of_a_couple_looks_after_its_children_whichever_row_is_hers() -> None:
    baby = {**CLAIM, "child_1_birth": NOW - 3}
    run = tiny(NOW, [baby, MAN, WOMAN], [baby, WOMAN, MAN], [baby, MAN])
    assert [lead(run.state.person, run.state.unit, j) for j in range(3)] == [1, 2, 4]
    asked = [regime_of(run.state, i, run.policy, NOW) for i in range(5)]
    none, search = Regime.NO_REQUIREMENTS, Regime.INTENSIVE_SEARCH
    assert asked == [search, none, none, search, none]


def test_homes_are_those_planned() -> None:
    next_home = {"home_month": NOW, "home_tenure": Tenure.PRIVATE_RENT, "home_rent": 50_000}
    joint = {"joint_tenure": Tenure.SOCIAL_RENT, "joint_rent": 60_000}
    run = played([{**JOINS, **joint}, WOMAN], [{}, MAN], [next_home, WOMAN], [next_home, WOMAN, MAN])
    assert run.state.unit.tenure.tolist() == [Tenure.SOCIAL_RENT, 0, Tenure.PRIVATE_RENT, Tenure.OWNED]
    assert run.state.unit.rent.tolist() == [60_000, 0, 50_000, 0]
