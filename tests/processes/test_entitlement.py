"""Entitlement on a few units: each pound on its line, and the parts adding up."""

from __future__ import annotations

import pytest
from tiny import tiny

import welfsim
from welfsim.awards.pay import eligible_rent
from welfsim.months import month, parse_month
from welfsim.processes import entitlement
from welfsim.vocabulary.codes import (
    Deduction,
    DisabilityBenefit,
    Element,
    EsaGroup,
    EsaKind,
    HealthGroup,
    HealthLoss,
    Job,
    Nation,
    PipRate,
    Presence,
    Region,
    Tenure,
)

NOW = month(2025, 4)
BORN = month(1980, 1)
LCWRA = {
    "birth_month": BORN,
    "health_group": HealthGroup.LCWRA,
    "fit_note_since": month(2023, 1),
    "element_from": month(2023, 4),
}
WORKER = {"birth_month": BORN, "job": Job.FULL_TIME, "hourly_pay": 2_000}
CLAIM = {"uc_since": month(2024, 1)}


def test_a_person_with_lcwra_is_paid() -> None:
    run = tiny(NOW, [CLAIM, LCWRA])
    entitlement.step(*run)
    assert run.state.unit.uc_award[0] == 82_341
    unit = run.state.unit
    assert (unit.last_standard_allowance[0], unit.last_first_health[0], unit.last_second_health[0]) == (
        40_014,
        42_327,
        0,
    )
    assert run.line.uc_elements[0, Element.STANDARD_ALLOWANCE] == 40_014
    assert run.line.uc_elements[0, Element.LCWRA_PROTECTED] == run.line.uc_health_paid[0] == 42_327
    assert run.line.uc_paid[0] == 82_341
    assert (run.line.uc_protected[0], run.line.uc_new_rate[0]) == (1, 0)


def test_the_element_waits_for_its_month() -> None:
    run = tiny(NOW, [CLAIM, {**LCWRA, "element_from": NOW + 1}])
    entitlement.step(*run)
    assert run.line.uc_paid[0] == 40_014
    assert run.line.uc_protected[0] == 0


def test_the_new_rate_comes_with_the_date_of_the_fit_note() -> None:
    new = {**LCWRA, "fit_note_since": month(2026, 4), "element_from": month(2026, 7)}
    run = tiny(month(2026, 7), [CLAIM, new], [CLAIM, LCWRA])
    entitlement.step(*run)
    assert run.line.uc_elements[0, Element.LCWRA_NEW] == 21_726
    assert (run.line.uc_protected[0], run.line.uc_new_rate[0]) == (1, 1)


def test_parts_add_up_when_earnings_end_the_award() -> None:
    run = tiny(NOW, [{**CLAIM, "transitional_element": 5_000}, WORKER])
    entitlement.step(*run)
    assert run.state.unit.uc_award[0] == 0
    assert run.state.unit.transitional_element[0] == 0
    assert run.line.uc_deductions[0, Deduction.EXCESS] < 0
    assert run.line.uc_elements[0].sum() - run.line.uc_deductions[0].sum() == run.line.uc_paid[0] == 0


def test_the_transitional_element_erodes_from_the_second_month() -> None:
    run = tiny(NOW, [{**CLAIM, "transitional_element": 5_000}, LCWRA])
    entitlement.step(*run)
    assert run.line.uc_elements[0, Element.TRANSITIONAL] == 5_000
    run.state.person.element_from[0] = NOW  # nothing changes, nothing erodes
    entitlement.step(*run)
    assert run.state.unit.transitional_element[0] == 5_000
    run.state.unit.last_first_health[0] -= 1_200
    run.state.unit.last_child[0] += 1_200  # a child has left: the fall offsets nothing (TP Regs reg 55)
    entitlement.step(*run)
    assert run.state.unit.transitional_element[0] == 3_800


def test_a_carer_found_to_have_lcwra_is_one_change_and_two_peoples_changes_are_two() -> None:
    """SSWP v MJ [2025] UKUT 35: 423.27 less 201.68 erodes; a partner's carer element that ends nets nothing."""
    carer = {"birth_month": BORN, "carer": True, "claims_allowance": True}
    home = {**CLAIM, "transitional_element": 50_000}
    run = tiny(NOW, [home, carer], [home, {"birth_month": BORN}, carer])
    entitlement.step(*run)
    person, unit = run.state.person, run.state.unit
    assert (unit.last_first_carer.tolist(), unit.last_second_carer.tolist()) == ([20_168, 0], [0, 20_168])
    for i in (0, 1):
        for name, value in LCWRA.items():
            getattr(person, name)[i] = value
    person.carer[2] = False
    entitlement.step(*run)
    assert unit.transitional_element.tolist() == [50_000 - (42_327 - 20_168), 50_000 - 42_327]


def test_a_penny_keeps_an_award_open_in_the_wait_for_the_element() -> None:
    """UC Regs reg 28(7): 400.14 less 609.05 of ESA is nil now, and would be more with 423.27."""
    esa = {"esa_kind": EsaKind.NEW_STYLE, "esa_group": EsaGroup.SUPPORT, "esa_since": month(2020, 1)}
    ill = {"birth_month": BORN, "health_group": HealthGroup.PRE_WCA, **esa}
    run = tiny(NOW, [CLAIM, {**ill, "fit_note_since": NOW - 3}], [CLAIM, {**ill, "fit_note_since": NOW - 4}])
    entitlement.step(*run)
    assert run.state.unit.uc_award.tolist() == [1, 0]
    assert run.line.uc_elements[0].sum() - run.line.uc_deductions[0].sum() == run.line.uc_paid[0] == 1


def test_a_unit_off_universal_credit_keeps_nothing_of_an_award() -> None:
    run = tiny(NOW, [{"uc_award": 10, "transitional_element": 20, "last_housing": 30}, LCWRA])
    entitlement.step(*run)
    unit = run.state.unit
    assert (unit.uc_award[0], unit.transitional_element[0], unit.last_housing[0]) == (0, 0, 0)
    assert run.line.uc_paid[0] == 0


def test_pay_and_its_taxes() -> None:
    run = tiny(NOW, [{}, WORKER])
    entitlement.step(*run)
    gross = round(2_000 * run.policy.pay.hours_full_time * 52 / 12)
    assert run.line.gross_pay[0] == gross
    assert run.line.income_tax[0] == (gross * 12 - 1_257_000) // 5 // 12
    assert abs(run.line.employee_insurance[0] - (gross - 104_800) * 0.08) < 1
    assert abs(run.line.employer_insurance[0] - (gross - 41_700) * 0.15) < 1


def test_a_partner_past_pension_age_brings_the_group_kept_then() -> None:
    """UC Regs Sch 9 para 5: 628.10 + 423.27 - 230.25 × 52 / 12, and the work allowance."""
    older = {
        "birth_month": month(1957, 1),
        "presence": Presence.PENSION_AGE,
        "left_group": HealthGroup.LCWRA,
        "fit_note_since": month(2024, 1),
        "element_from": month(2024, 5),
    }
    run = tiny(NOW, [CLAIM, {"birth_month": BORN}, older], [CLAIM, {"birth_month": BORN}, {**older, "left_group": 0}])
    entitlement.step(*run)
    assert run.state.unit.uc_award.tolist() == [62_810 + 42_327 - 99_775, 0]
    assert (run.line.uc_elements[0, Element.LCWRA_PROTECTED], run.line.uc_protected[0]) == (42_327, 0)


def test_a_couple_of_16_and_30_is_paid_as_one_person() -> None:
    """UC Regs reg 3(3)(a); with a child both may claim (reg 8)."""
    couple = [{"birth_month": BORN}, {"birth_month": NOW - 16 * 12}]
    run = tiny(NOW, [CLAIM, *couple], [{**CLAIM, "child_1_birth": NOW - 6}, *couple], [CLAIM, couple[1]])
    entitlement.step(*run)
    assert run.state.unit.uc_award.tolist() == [40_014, 62_810 + 29_281, 0]


def test_only_people_present_are_paid() -> None:
    held = {"daily_living": PipRate.STANDARD, "carer": True, "claims_allowance": True, **WORKER}
    run = tiny(
        NOW, *([{}, {**held, "presence": gone}] for gone in (Presence.WAITING, Presence.PENSION_AGE, Presence.DEAD))
    )
    entitlement.step(*run)
    assert run.line.gross_pay[0] == run.line.carers_paid[0] == run.line.disability_paid[0].sum() == 0


def test_esa_and_housing_benefit() -> None:
    esa = {"birth_month": BORN, "esa_group": EsaGroup.SUPPORT, "esa_since": month(2020, 1)}
    run = tiny(
        NOW,
        [{}, {**esa, "esa_kind": EsaKind.NEW_STYLE}],
        [
            {"tenure": Tenure.SOCIAL_RENT, "rent": 40_000},
            {"birth_month": BORN},
            {**esa, "esa_kind": EsaKind.INCOME_RELATED},
        ],
    )
    entitlement.step(*run)
    assert run.line.esa_paid[0].tolist() == [0, 60_905, 96_807, 0, 0]
    assert run.line.esa_housing[0] == 40_000


def test_scottish_child_payment_goes_with_an_award_and_with_income_related_esa() -> None:
    """SSI 2020/351: 27.15 a week in 2025-26 for each child under 16; none once pay has ended the award."""
    home, rich = {"child_1_birth": month(2012, 1), "child_2_birth": month(2008, 1)}, {**WORKER, "hourly_pay": 9_000}
    esa = {"birth_month": BORN, "esa_kind": EsaKind.INCOME_RELATED, "esa_group": EsaGroup.WRAG, "esa_since": NOW - 90}
    units = [{**home, **CLAIM}, {"birth_month": BORN}], [home, esa], [{**home, **CLAIM}, rich]
    for nation, paid in ((Nation.SCOTLAND, 2 * 11_765), (Nation.ENGLAND, 0)):
        run = tiny(NOW, *units, nation=int(nation))
        entitlement.step(*run)
        assert run.line.scottish_child_paid[0] == paid


def test_carers_in_scotland_have_the_supplement_from_march_2026() -> None:
    carer = {"birth_month": BORN, "carer": True, "claims_allowance": True}
    for nation, supplement in ((Nation.SCOTLAND, 4_892), (Nation.ENGLAND, 0)):  # 11.29 a week
        run = tiny(month(2026, 3), [{}, carer], nation=int(nation))
        entitlement.step(*run)
        assert run.line.carers_paid[0] == 36_097 + supplement


def test_savings_and_carers_allowance_lower_income_related_esa() -> None:
    esa = {"esa_kind": EsaKind.INCOME_RELATED, "esa_group": EsaGroup.SUPPORT, "esa_since": NOW - 90}
    run = tiny(NOW, [{"capital": 900_000}, {**esa, "birth_month": BORN, "carer": True, "claims_allowance": True}])
    entitlement.step(*run)
    assert run.line.carers_paid[0] == 36_097
    assert run.line.esa_paid[0, EsaKind.INCOME_RELATED] == 48_901  # (161.75 + 46.40 - 12) × 52 / 12 - 360.97


def test_two_months_are_two_awards_as_stated() -> None:
    """The kernel pays what a statement of the same unit says, over the change of rates in April 2026."""
    children = {"child_1_birth": month(2016, 5), "child_2_birth": month(2018, 6), "disabled_children_lower": 1}
    home = {**CLAIM, **children, "tenure": Tenure.SOCIAL_RENT, "rent": 60_000, "capital": 700_000}
    paid, stated = [], []
    for written in ("2026-03", "2026-04"):
        run = tiny(parse_month(written), [home, {**LCWRA, "daily_living": PipRate.STANDARD}])
        entitlement.step(*run)
        entitlement.step(*run)
        paid.append(int(run.line.uc_paid[0]))
        statement = welfsim.award(
            month=written,
            adults=[{"age": 46, "health": "lcwra", "fit_note": "2023-01", "daily_living": "standard"}],
            children=[{"born": "2016-05"}, {"born": "2018-06", "disability": "lower"}],
            rent=eligible_rent(int(Tenure.SOCIAL_RENT), 60_000, run.policy.economy.rent_index) / 100,
            savings=7_000,
        )
        stated.append(statement.universal_credit)
    assert paid == [2 * amount for amount in stated]
    assert stated[0] < stated[1]


def test_london_has_its_own_cap() -> None:
    home = {**CLAIM, "tenure": Tenure.SOCIAL_RENT, "rent": 150_000}
    outside, inside = tiny(NOW, [home, {"birth_month": BORN}]), tiny(NOW, [home, {"birth_month": BORN}])
    inside.state.district.region[0] = Region.LONDON
    entitlement.step(*outside)
    entitlement.step(*inside)
    assert (outside.line.uc_paid[0], inside.line.uc_paid[0]) == (122_942, 141_392)


def test_a_lasting_job_brings_nine_months_without_the_cap() -> None:
    home = {**CLAIM, "tenure": Tenure.SOCIAL_RENT, "rent": 150_000}
    worked = {"birth_month": BORN, "job_since": NOW - 20, "last_work": NOW - 8}
    run = tiny(NOW, [home, worked], [home, {**worked, "job_since": NOW - 19}], [home, {**worked, "last_work": NOW - 9}])
    entitlement.step(*run)
    assert run.state.unit.uc_award.tolist() == [190_014, 122_942, 122_942]


def test_grace_from_the_cap_needs_a_job_that_paid_the_exception() -> None:
    """UC Regs reg 82(2): earnings of 16 hours at the minimum wage in each of the 12 months."""
    home = {**CLAIM, "tenure": Tenure.SOCIAL_RENT, "rent": 150_000}
    worked = {"birth_month": BORN, "job_since": NOW - 20, "last_work": NOW - 2, "hours_part_time": True}
    run = tiny(NOW, [home, worked])
    for hours, award in ((16.0, 190_014), (15.0, 122_942)):
        run.policy.pay.hours_part_time = hours
        entitlement.step(*run)
        assert run.state.unit.uc_award[0] == award


def test_disability_benefit_by_nation() -> None:
    holder = {"daily_living": PipRate.ENHANCED, "mobility": PipRate.ENHANCED}
    english, scottish = tiny(NOW, [{}, holder]), tiny(NOW, [{}, holder], nation=int(Nation.SCOTLAND))
    entitlement.step(*english)
    entitlement.step(*scottish)
    assert english.line.disability_paid[0, DisabilityBenefit.PIP] == 81_228
    assert scottish.line.disability_paid[0, DisabilityBenefit.ADP] == 81_228
    assert scottish.line.disability_paid[0, DisabilityBenefit.PIP] == 0


def test_a_carer_in_a_good_job_has_no_allowance() -> None:
    run = tiny(
        NOW, [{}, {"carer": True, "claims_allowance": True}], [{}, {"carer": True, "claims_allowance": True, **WORKER}]
    )
    entitlement.step(*run)
    assert run.line.carers_paid[0] == 36_097


def test_the_element_may_be_kept_from_the_young() -> None:
    young = {**LCWRA, "birth_month": NOW - 22 * 12 + 1}
    for age, paid in ((16, True), (22, False)):
        run = tiny(NOW, [CLAIM, young])
        run.policy.universal_credit.health_element_from_age = age
        entitlement.step(*run)
        assert (run.line.uc_health_paid[0] > 0) == paid
    run.state.person.birth_month[0] = NOW - 22 * 12
    entitlement.step(*run)
    assert run.line.uc_health_paid[0] == 42_327


def test_a_job_that_ended_at_pension_age_brings_no_grace_from_the_cap() -> None:
    children = {"child_1_birth": month(2015, 1), "child_2_birth": month(2020, 1)}
    home = {**CLAIM, **children, "rent": 90_000, "tenure": Tenure.PRIVATE_RENT}
    older = {"birth_month": BORN, "job_since": month(2020, 1), "last_work": NOW - 1}
    for presence, is_capped in ((Presence.PRESENT, False), (Presence.PENSION_AGE, True)):
        run = tiny(NOW, [home, {"birth_month": BORN}, {**older, "presence": presence}])
        run.policy.pay.state_pension = 0
        entitlement.step(*run)
        assert (run.line.uc_deductions[0, Deduction.BENEFIT_CAP] > 0) == is_capped


@pytest.mark.parametrize(
    ("differs", "lost"),
    [
        ({}, 42_327),
        ({"health_group": HealthGroup.LCWRA, "element_from": month(2023, 4)}, 0),
        ({"job": Job.PART_TIME, "hourly_pay": 1_300}, 0),
    ],
    ids=["the element lost", "nothing lost", "lost with a job"],
)
def test_a_lower_award_for_illness_puts_strain_on_people_out_of_work(differs: dict[str, int], lost: int) -> None:
    """3 problems in 100 for 1,500 pounds a year: losing the element, 5,079 pounds, brings 10."""
    run = tiny(NOW, [CLAIM, {"birth_month": BORN, "health_income": 42_327, **differs}])
    entitlement.step(*run)
    assert run.state.person.strain[0] == pytest.approx(0.03 * lost * 12 / 150_000)
    assert run.state.person.health_income[0] == (42_327 if "health_group" in differs else 0)
    assert run.state.person.lost_income[0] == run.line.health_income_lost[0, HealthLoss.INCAPACITY] == lost
    assert run.state.person.lost_month[0] == (NOW if lost else 0)


def test_the_benefit_that_makes_up_most_of_a_loss_is_the_one_lost() -> None:
    ill = {"birth_month": BORN, "health_income": 90_000, "disability_income": 47_000}
    lcwra = {"health_group": HealthGroup.LCWRA, "element_from": month(2023, 4), "fit_note_since": month(2023, 1)}
    enhanced = {"daily_living": PipRate.ENHANCED}
    run = tiny(NOW, *([CLAIM, {**ill, **differs}] for differs in (lcwra, enhanced, {**lcwra, **enhanced})))
    entitlement.step(*run)
    assert run.state.person.lost_benefit.tolist() == [HealthLoss.DISABILITY, HealthLoss.INCAPACITY, HealthLoss.NONE]
