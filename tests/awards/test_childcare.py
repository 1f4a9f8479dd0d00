"""The childcare element, the cost of care beyond free hours, and who pays for it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from rates import NO_ADULT, NO_OUTGOINGS, RATES_2025, RATES_2026, adult, changed, household

from welfsim.awards.budget import Means, assessed_award, household_claim
from welfsim.awards.childcare import (
    PaidCare,
    childcare_element,
    free_hours,
    may_be_in_care,
    read_care,
    share_who_pay,
    weekly_cost,
)
from welfsim.awards.household import Adult, Household
from welfsim.awards.paid_care import household_childcare_costs, household_childcare_element
from welfsim.awards.transitional import limited_total
from welfsim.awards.universal_credit import maximum_amount, september_after
from welfsim.months import month
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.codes import HealthGroup, Nation
from welfsim.vocabulary.fields import as_table, empty_columns

CARE = NO_OUTGOINGS._replace(care=PaidCare(1, part_time=40_000, full_time=60_000))
WORKER = adult(gross_pay=100_000, weekly_hours=16.5)
LONG = adult(gross_pay=250_000, weekly_hours=37.0)
LCW = adult(health_group=int(HealthGroup.LCW), fit_note_since=24_300)
PENSIONER = changed(NO_ADULT, is_pensioner=True, may_claim=True, pension=99_775)
NOW = month(2025, 10)


@pytest.mark.parametrize(
    ("costs", "children", "element"),
    [
        (60_000, 1, 51_000),  # 85%
        (126_011, 1, 107_109),  # 85% of 1,260.11 is 1,071.09
        (200_000, 1, 107_109),
        (200_000, 2, 170_000),
        (300_000, 2, 183_616),
        (300_000, 5, 183_616),  # no more for a third child
        (1, 1, 1),  # 0.85p
    ],
)
def test_the_element_is_85_per_cent_up_to_an_amount_by_children(costs: int, children: int, element: int) -> None:
    """UC Regulations 2013 regs 34 and 36, at the amounts of 2026-27."""
    assert childcare_element(costs, children, RATES_2026.universal_credit) == element


@pytest.mark.parametrize(
    ("first", "second", "costs"),
    [
        (adult(), NO_ADULT, 0),
        (WORKER, NO_ADULT, 40_000),
        (LONG, NO_ADULT, 60_000),
        (LONG, adult(), 0),  # the other adult can care for the children
        (LONG, WORKER, 40_000),  # both are at work in the shorter hours alone
        (LONG, LCW, 60_000),
        (LONG, adult(is_carer=True), 60_000),
        (LCW, adult(is_carer=True), 0),  # nobody works
        (LONG, PENSIONER, 0),
    ],
)
def test_care_is_paid_while_one_works_and_nobody_can_care(first: Adult, second: Adult, costs: int) -> None:
    """UC Regulations 2013 reg 32(1)."""
    unit = household(first, second, number=1, outgoings=CARE)
    assert household_childcare_costs(unit, RATES_2025) == costs
    assert household_childcare_element(unit, RATES_2025) == costs * 85 // 100


def award_of(unit: Household, net: int) -> Any:
    """Return the award of a unit with some net pay."""
    return assessed_award(household_claim(unit, RATES_2026), Means(net, 0, 0, 0, 0, 0, 0, 0, 0, 0), RATES_2026)


def test_the_element_does_not_erode_the_transitional_one() -> None:
    """TP Regulations 2014 reg 55(4): apart from the childcare costs element."""
    unit = household(WORKER, number=1, transitional_element=20_000, outgoings=CARE)
    without = unit._replace(outgoings=NO_OUTGOINGS)
    before = household_claim(without, RATES_2026).limited
    result = award_of(unit._replace(last_month=before), 0)
    assert result.transitional == 20_000
    assert maximum_amount(result.elements) - limited_total(before) == 34_000
    assert result.paid == award_of(without._replace(last_month=before), 0).paid + 34_000


def test_the_element_lessens_the_cap() -> None:
    """UC Regulations 2013 reg 81(1)(b) and (2), here a lone parent with a cap of 1,835.00 a month."""
    unit = household(adult(gross_pay=60_000), number=1, rent=170_000, outgoings=CARE)
    result = award_of(unit, 60_000)
    before = 42_490 + 30_394 + 170_000 + 34_000 - 9_515
    assert result.deductions.benefit_cap == before + 11_722 - 183_500 - 34_000
    spared = award_of(changed(unit, rent=105_000), 60_000)
    assert spared.deductions.benefit_cap == 0  # 305.91 above the cap, less than the element of 340.00


def test_no_element_on_savings_above_the_limit() -> None:
    unit = household(WORKER, number=1, outgoings=CARE, capital=1_600_001)
    assert sum(household_claim(unit, RATES_2025).elements) == 0


@pytest.mark.parametrize(
    ("born", "years", "september"),
    [((2009, 8), 16, (2025, 9)), ((2009, 9), 16, (2026, 9)), ((2010, 1), 16, (2026, 9)), ((2021, 9), 4, (2026, 9))],
)
def test_a_september_after_a_birthday(born: tuple[int, int], years: int, september: tuple[int, int]) -> None:
    assert september_after(month(*born), years) == month(*september)


def test_care_counts_to_august_after_the_16th_birthday() -> None:
    """UC Regulations 2013 reg 33(1)(a)."""
    born = month(2009, 8)
    assert may_be_in_care(born, month(2025, 8))
    assert not may_be_in_care(born, month(2025, 9))
    assert not may_be_in_care(0, NOW)
    assert not may_be_in_care(NOW + 1, NOW)


@pytest.mark.parametrize(
    ("months_old", "nation", "hours"),
    [
        (8, Nation.ENGLAND, 0.0),
        (9, Nation.ENGLAND, 10.96),
        (24, Nation.ENGLAND, 10.96),
        (36, Nation.ENGLAND, 21.92),
        (24, Nation.SCOTLAND, 0.0),
        (36, Nation.SCOTLAND, 21.92),
        (36, Nation.WALES, 27.69),
    ],
)
def test_free_hours_by_age_and_nation_in_april_2025(months_old: int, nation: Nation, hours: float) -> None:
    now = month(2025, 4)
    assert free_hours(now - months_old, nation, now, RATES_2025.childcare) == hours


def test_what_a_week_of_care_costs() -> None:
    p, now = RATES_2025.childcare, month(2025, 4)
    assert weekly_cost(now - 12, 37.0, Nation.ENGLAND, now, p) == pytest.approx((27.75 - 10.96) * 702)
    assert weekly_cost(now - 12, 37.0, Nation.SCOTLAND, now, p) == pytest.approx(27.75 * 490)
    assert weekly_cost(now - 84, 37.0, Nation.ENGLAND, now, p) == pytest.approx(7.4 * 440)
    assert weekly_cost(now - 40, 16.5, Nation.ENGLAND, now, p) == 0  # within 21.92 free hours


def test_who_pays_goes_by_the_youngest_child() -> None:
    p = RATES_2025.childcare
    shares = [share_who_pay(NOW - 12 * years, NOW, p) for years in (1, 7, 13)]
    assert shares == [p.pays_before_school, p.pays_in_primary, p.pays_in_secondary]


def unit_of(rank: int, *ages: int) -> BenefitUnits:
    """Return one unit of the state with children of some ages, in years."""
    columns = empty_columns(BenefitUnits, 1)
    columns["childcare"] = np.array([rank], np.uint16)
    for place, age in enumerate(ages, 1):
        columns[f"child_{place}_birth"] = np.array([NOW - 12 * age], np.int16)
    return as_table(BenefitUnits, columns)


def test_a_family_pays_for_all_not_yet_at_secondary_school() -> None:
    pays, pays_not = int(0.29 * 65_536), int(0.31 * 65_536)
    care = read_care(unit_of(pays, 1, 7, 13), 0, Nation.ENGLAND, RATES_2025, NOW)
    p = RATES_2025.childcare
    weekly = sum(weekly_cost(NOW - 12 * age, 37.0, Nation.ENGLAND, NOW, p) for age in (1, 7))
    assert care.children == 2
    assert care.full_time == round(weekly * 52 / 12)
    assert care.part_time < care.full_time
    assert read_care(unit_of(pays_not, 1, 7), 0, Nation.ENGLAND, RATES_2025, NOW) == (0, 0, 0)
    assert read_care(unit_of(pays, 7), 0, Nation.ENGLAND, RATES_2025, NOW) == (0, 0, 0)
    assert read_care(unit_of(0, 13), 0, Nation.ENGLAND, RATES_2025, NOW).children == 1
    assert read_care(unit_of(0), 0, Nation.ENGLAND, RATES_2025, NOW) == (0, 0, 0)
