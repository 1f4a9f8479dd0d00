"""Bounds of parameters: every one has two, and at the highest the accounts still hold all pence."""

from __future__ import annotations

from math import isfinite

import pytest

from welfsim.errors import PolicyError
from welfsim.months import month
from welfsim.policy import FIRST_MONTH, LAST_MONTH, Change, OwnProgramme, current_law, parameters, resolve
from welfsim.vocabulary.fields import CEILINGS, Unit
from welfsim.vocabulary.parameters.benefits import MOST_SAVINGS
from welfsim.vocabulary.parameters.economy import OUT_OF_REACH

LAW = current_law()
MONTHS = LAST_MONTH - FIRST_MONTH + 1
PEOPLE = 60_000_000  # more adults than live in Great Britain
MOST_A_MONTH = 100_000_000  # pence that a month of one person may bring a line
FITS = 2**63 - 1
AMOUNTS_TOGETHER = 10  # that one line may add up for one person in a month
HIGHEST_PAY = 20_000 * 3  # pence an hour: the highest of the population at the highest earnings index

MONTHS_OF = {
    Unit.PENCE: 1,
    Unit.PENCE_A_MONTH: 1,
    Unit.PENCE_A_WEEK: 52 / 12,
    Unit.PENCE_A_YEAR: 1 / 12,
    Unit.PENCE_AN_HOUR: 168 * 52 / 12,
}
COMPARED_NOT_PAID = (
    "universal_credit.work_allowance_",
    "universal_credit.capital_lower_limit",
    "universal_credit.capital_upper_limit",
    "universal_credit.administrative_threshold_",
    "employment_support_allowance.capital_lower_limit",
    "employment_support_allowance.capital_upper_limit",
    "child_benefit.charge_",
    "benefit_cap.",
    "sick_pay.lower_earnings_limit",
    "employment_support_allowance.permitted_work",
    "carers.earnings_limit",
    "tax.",
)
"""Names, or how they begin, of thresholds: pay, income or savings are compared with them, and no line adds them up."""
PAID = {"tax.class_2"}


def test_every_parameter_has_two_finite_bounds_and_some_room_between() -> None:
    for name, declared in parameters().items():
        if declared.what.codes is not None:
            continue  # a list has names, and no bounds
        low, high = declared.what.low, declared.what.ceiling
        assert isfinite(low) and isfinite(high) and low < high, name
        assert abs(high) <= 2**53, name
    assert set(CEILINGS) == set(Unit) - {Unit.NAMES}


def test_the_evidence_lies_within_the_bounds() -> None:
    for name, value in LAW.values.items():
        for end in (value.low, value.high):
            assert end is None or value.declared.low <= end <= value.declared.ceiling, name


def test_only_thresholds_may_be_higher_than_their_unit() -> None:
    money = {name: declared.what for name, declared in parameters().items() if declared.what.unit in MONTHS_OF}
    above = {name for name, what in money.items() if what.ceiling > CEILINGS[what.unit]}
    assert above == {name for name in money if name.startswith(COMPARED_NOT_PAID)} - PAID
    assert {money[name].ceiling for name in above} == {OUT_OF_REACH, MOST_SAVINGS}


@pytest.mark.parametrize("unit", MONTHS_OF)
def test_all_that_a_person_may_bring_a_line_in_a_month_is_as_little_as_the_sum_of_all_needs(unit: Unit) -> None:
    amounts = 1 if unit is Unit.PENCE else AMOUNTS_TOGETHER
    assert CEILINGS[unit] * MONTHS_OF[unit] * amounts <= MOST_A_MONTH


def test_pay_and_assumed_income_are_as_little() -> None:
    assert HIGHEST_PAY * 168 * 52 / 12 <= MOST_A_MONTH
    credit = {name: parameters()[f"universal_credit.{name}"].what for name in ("capital_step", "capital_income")}
    assert MOST_SAVINGS / credit["capital_step"].low * credit["capital_income"].ceiling <= MOST_A_MONTH


def test_a_line_of_everybody_over_all_months_of_law_fits_ten_times() -> None:
    assert PEOPLE * MONTHS * MOST_A_MONTH * 10 < FITS


def test_coaches_and_their_minutes_fit_ten_times() -> None:
    """Nobody leaves and recruitment replaces all planned each month: that many coaches more every month."""
    coaches = CEILINGS[Unit.FTE] * (MONTHS + 2)
    assert coaches * CEILINGS[Unit.PENCE_A_YEAR] / 12 * MONTHS * 10 < FITS
    assert coaches * CEILINGS[Unit.HOURS_A_WEEK] * 60 * 52 / 12 * MONTHS * 10 < FITS
    assert PEOPLE * MONTHS * (CEILINGS[Unit.MINUTES] + CEILINGS[Unit.MINUTES_A_MONTH]) * 10 < FITS


def refused(change: Change) -> str:
    with pytest.raises(PolicyError) as caught:
        resolve(LAW, [change], FIRST_MONTH, 12)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("coaching.coaches", 1e308, "1e+308 is above 100,000, the highest full-time equivalents allowed here."),
        (
            "coaching.coaches_extra",
            -60_000.0,
            "-60,000 is below -50,000, the lowest full-time equivalents allowed here.",
        ),
        ("costs.coach", 10**30, "1e+30 is above 20,000,000, the highest pence a year allowed here."),
        ("costs.coach", 10**400, "1.00e+400 is not a number that can be used."),
        ("costs.coach", float("nan"), "NaN is not a number that can be used."),
        ("costs.coach", float("-inf"), "-Infinity is not a number that can be used."),
        ("universal_credit.new_rate_from", month(2105, 4), "2105-04 is above 2099-12, the highest month allowed here."),
        ("universal_credit.new_rate_from", month(1999, 4), "1999-04 is below 2000-01, the lowest month allowed here."),
    ],
)
def test_a_number_beyond_the_bounds_is_refused_with_bound_and_unit(name: str, value: float, why: str) -> None:
    hint = f"  Its bounds: welfsim parameters {name.partition('.')[0]}"
    assert refused(Change(name, {month(2027, 4): value}, "--set")) == f"--set\n  {name}: {why}\n{hint}"


def test_terms_of_an_added_programme_are_held_to_the_same_bounds() -> None:
    added = OwnProgramme("workwell", {"places": {month(2026, 4): 10**30}}, "mine.yaml, line 3")
    with pytest.raises(PolicyError) as caught:
        resolve(LAW, [], FIRST_MONTH, 12, [added])
    assert str(caught.value) == (
        "mine.yaml, line 3\n"
        "  workwell.places: 1e+30 is above 1,000,000, the highest people a month allowed here.\n"
        "  Its bounds: welfsim parameters workwell"
    )
