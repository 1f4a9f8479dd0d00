"""Resolving months: the month before and after each change of law, reforms laid over it, and their faults."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from welfsim.errors import PolicyError
from welfsim.months import month, parse_month
from welfsim.policy import (
    FIRST_MONTH,
    LAST_MONTH,
    POLICY,
    PROGRAMMES,
    Change,
    Relative,
    current_law,
    groups,
    parameters,
    path,
    resolve,
)
from welfsim.vocabulary.codes import CoachGroup
from welfsim.vocabulary.fields import Declared, Unit

LAW = current_law()
MONTHS = LAST_MONTH - FIRST_MONTH + 1
BASE = resolve(LAW, [], FIRST_MONTH, MONTHS)


def numbers() -> dict[str, Declared]:
    """Return the parameters that are no lists."""
    return {name: declared for name, declared in parameters().items() if declared.what.codes is None}


def months_of(name: str, *changes: Change) -> np.ndarray:
    """Return all months of a parameter under some changes."""
    return path(resolve(LAW, changes, FIRST_MONTH, MONTHS), name)


def at(values: np.ndarray, written: str) -> float:
    """Return the value of a month written 2026-04."""
    return float(values[parse_month(written) - FIRST_MONTH])


@pytest.mark.parametrize(
    ("name", "before", "old", "after", "new"),
    [
        ("universal_credit.two_child_limit", "2026-03", 1, "2026-04", 0),
        ("universal_credit.lcwra_new", "2026-03", 42327, "2026-04", 21726),
        ("universal_credit.lcwra_protected", "2026-03", 42327, "2026-04", 42980),
        ("universal_credit.standard_single", "2025-03", 39345, "2025-04", 40014),
        ("universal_credit.administrative_threshold_single", "2024-04", 74300, "2024-05", 89200),
        ("benefit_cap.single_london", "2023-03", 1541000, "2023-04", 1696700),
        ("tax.ni_primary_threshold", "2022-06", 82300, "2022-07", 104800),
        ("tax.ni_main_rate", "2022-10", 0.1325, "2022-11", 0.12),
        ("tax.ni_main_rate", "2023-12", 0.12, "2024-01", 0.10),
        ("tax.ni_main_rate", "2024-03", 0.10, "2024-04", 0.08),
        ("tax.ni_employer_rate", "2025-03", 0.138, "2025-04", 0.15),
        ("tax.ni_secondary_threshold", "2025-03", 75800, "2025-04", 41700),
        ("tax.higher_rate_limit", "2023-03", 15000000, "2023-04", 12514000),
        ("pay.minimum_wage", "2027-03", 1271, "2027-04", 1318),
    ],
)
def test_law_changes_in_its_month(name: str, before: str, old: float, after: str, new: float) -> None:
    values = path(BASE, name)
    assert (at(values, before), at(values, after)) == (old, new)


def test_tax_thresholds_and_benefit_cap_stand_still_to_the_end() -> None:
    for name in ("tax.personal_allowance", "tax.basic_rate_limit", "benefit_cap.family"):
        assert len(set(path(BASE, name)[12:])) == 1


def test_a_row_reads_by_group_and_name() -> None:
    row = resolve(LAW, [], month(2026, 4), 1)[0]
    assert row.universal_credit.lcwra_new == 21726
    assert row.universal_credit.new_rate_from == month(2026, 4)
    assert row.tax.ni_main_rate == 0.08


def test_a_record_holds_every_declared_parameter_in_its_type() -> None:
    assert [name for name in groups() if name not in PROGRAMMES] == [n for n in POLICY.names or () if n != "programme"]
    for name, declared in parameters().items():
        codes = declared.what.codes
        number = np.dtype({int: np.int64, float: np.float64, bool: np.bool_}.get(declared.type))
        assert (declared.type is bool) == (declared.what.unit is Unit.SWITCH)
        if codes is None:
            assert path(np.zeros(1, POLICY), name).dtype == number
        else:
            group, field = name.split(".")
            assert POLICY[group][field] == np.dtype((np.int8, len(codes)))


def test_values_in_law_lie_within_their_bounds_in_every_month() -> None:
    for name, declared in numbers().items():
        values = path(BASE, name)
        assert values.min() >= declared.what.low, name
        assert values.max() <= declared.what.ceiling, name


def test_a_run_is_a_window_on_the_law() -> None:
    window = resolve(LAW, [], month(2025, 4), 72)
    assert (window == BASE[36:]).all()


def test_a_change_holds_until_the_next_and_nothing_returns_to_the_law() -> None:
    change = Change("universal_credit.taper", {month(2027, 4): 0.5, month(2028, 4): 0.6, month(2029, 4): None}, "")
    values = months_of("universal_credit.taper", change)
    written = ("2027-03", "2027-04", "2028-03", "2028-04", "2029-03", "2029-04")
    assert [at(values, each) for each in written] == [0.55, 0.5, 0.5, 0.6, 0.6, 0.55]


def test_a_changed_rate_stays_where_it_is_put_and_returns_to_the_law_as_it_then_stands() -> None:
    name = "disability_rates.pip_mobility_standard"
    values = months_of(name, Change(name, {month(2027, 4): 3500, month(2030, 4): None}, ""))
    assert at(values, "2029-04") == 3500
    assert at(values, "2030-04") == at(path(BASE, name), "2030-04")


def test_a_later_change_wins_over_an_earlier_one() -> None:
    name = "workwell.months"
    package = Change(name, {month(2026, 4): 7, month(2028, 4): 8}, "")
    reform = Change(name, {month(2027, 4): 9}, "")
    values = months_of(name, package, reform)
    assert [at(values, each) for each in ("2026-04", "2027-04", "2028-04")] == [7, 9, 9]


def test_prices_move_the_rates_that_follow_them_and_no_dated_one() -> None:
    dearer = Change("uprating.cpi", {month(2026, 4): 0.05}, "")
    for name in ("universal_credit.standard_single", "disability_rates.pip_mobility_enhanced", "economy.cpi_index"):
        values, base = months_of(name, dearer), path(BASE, name)
        last_dated = max(LAW.values[name].values)
        assert (values[: last_dated - FIRST_MONTH + 1] == base[: last_dated - FIRST_MONTH + 1]).all()
        assert at(values, "2030-04") > at(base, "2030-04")
    assert at(months_of("disability_rates.pip_mobility_enhanced", dearer), "2027-04") == 8400


def test_the_minimum_wage_moves_the_thresholds_reckoned_from_it() -> None:
    raised = Change("pay.minimum_wage", {month(2027, 4): 1500}, "")
    assert at(months_of("carers.earnings_limit", raised), "2027-04") == 24000
    assert at(months_of("universal_credit.administrative_threshold_single", raised), "2027-04") == 117000


def test_a_changed_allowance_leaves_the_protected_element_alone() -> None:
    name = "universal_credit.lcwra_protected"
    raised = Change("universal_credit.standard_single", {month(2027, 4): 50000}, "")
    assert (months_of(name, raised) == path(BASE, name)).all()


def lawful_changes() -> st.SearchStrategy[Change]:
    """Draw a change of one parameter to values within its bounds and evidence."""
    moved = [
        name
        for name, value in LAW.values.items()
        if value.uprating is None and value.declared.unit != "month" and value.declared.codes is None
    ]

    def change(name: str) -> st.SearchStrategy[Change]:
        declared = parameters()[name]
        low, high = declared.what.low, min(declared.what.ceiling, 10_000_000)
        numbers = st.integers(int(low), int(high)) if declared.type is int else st.floats(low, high)
        amounts = st.booleans() if declared.type is bool else numbers
        months = st.integers(FIRST_MONTH, LAST_MONTH)
        return st.builds(
            Change, st.just(name), st.dictionaries(months, st.none() | amounts, max_size=4), st.just("--set")
        )

    return st.sampled_from(moved).flatmap(change)


@given(lawful_changes())
def test_a_change_gives_what_it_says_and_the_law_where_it_says_nothing(change: Change) -> None:
    values = months_of(change.name, change)
    lawful = path(BASE, change.name)
    for index in range(MONTHS):
        begun = [first for first in change.values if first <= FIRST_MONTH + index]
        asked = change.values[max(begun)] if begun else None
        assert values[index] == (lawful[index] if asked is None else asked)


@given(lawful_changes())
def test_a_change_moves_nothing_before_it_begins(change: Change) -> None:
    begins = min(change.values, default=LAST_MONTH + 1) - FIRST_MONTH
    changed = resolve(LAW, [change], FIRST_MONTH, MONTHS)
    assert (changed[:begins] == BASE[:begins]).all()


@given(st.lists(st.sampled_from(sorted(LAW.values)), max_size=5))
def test_a_change_that_returns_to_the_law_is_no_change(names: list[str]) -> None:
    changes = [Change(name, {month(2026, 1): None}, "") for name in names]
    assert (resolve(LAW, changes, FIRST_MONTH, MONTHS) == BASE).all()


@settings(max_examples=30)
@given(st.floats(0.0, 0.2), st.floats(-0.1, 0.2), st.floats(0.0, 1.0), st.integers(0, 10_000))
def test_rates_stay_within_bounds_whatever_they_are_reckoned_from(
    cpi: float, growth: float, uplift: float, wage: int
) -> None:
    driven = {
        "uprating.cpi": cpi,
        "uprating.earnings_growth": growth,
        "uprating.pension_earnings": growth,
        "uprating.allowance_uplift": uplift,
        "pay.minimum_wage": wage,
    }
    changes = [Change(name, {month(2026, 4): value}, "") for name, value in driven.items()]
    policies = resolve(LAW, changes, FIRST_MONTH, MONTHS)
    for name, declared in numbers().items():
        values = path(policies, name)
        assert declared.what.low <= values.min() <= values.max() <= declared.what.ceiling, name


def refused(*changes: Change, start: int = FIRST_MONTH, months: int = 12) -> str:
    """Return the message with which changes are refused."""
    with pytest.raises(PolicyError) as caught:
        resolve(LAW, changes, start, months)
    return str(caught.value)


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    change = Change("universal_credit.tapper", {month(2027, 4): 0.5}, "scenarios/x.yaml, line 9")
    assert refused(change) == (
        "scenarios/x.yaml, line 9\n"
        "  universal_credit.tapper is not a parameter.\n"
        "  Did you mean universal_credit.taper?\n"
        "  All universal_credit parameters: welfsim parameters universal_credit"
    )


def test_a_value_out_of_bounds_is_refused() -> None:
    assert refused(Change("universal_credit.taper", {month(2027, 4): 55.0}, "--set")) == (
        "--set\n"
        "  universal_credit.taper: 55 is above 1, the highest share allowed here.\n"
        "  Its bounds: welfsim parameters universal_credit"
    )


NAMES_OF_GROUPS = "  Names: lcwra, esa, lcw, fit note, pip only, search under 25, search over a year, search other"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (3.0, "3.0 is not a list of names; give a tuple of them in order, as (CoachGroup.LCWRA, CoachGroup.ESA)."),
        (
            "lcwra",
            "lcwra is not a list of names; give a tuple of them in order, as (CoachGroup.LCWRA, CoachGroup.ESA).",
        ),
        ((CoachGroup.LCWRA, 15), "15 is not one of CoachGroup, which run from 0 to 7."),
        ((CoachGroup.ESA, CoachGroup.LCW, CoachGroup.ESA), "esa stands twice in the list."),
    ],
)
def test_what_is_no_list_of_codes_is_refused_for_a_list(given: object, why: str) -> None:
    change = Change("coaching.earmarked_for", {month(2027, 4): given}, "a notebook")  # type: ignore[dict-item]
    assert refused(change) == f"a notebook\n  coaching.earmarked_for: {why}\n{NAMES_OF_GROUPS}"


@pytest.mark.parametrize(
    ("name", "given", "why"),
    [
        ("coaching.ring_fence", 0.5, "0.5 is neither yes nor no: give True or False."),
        ("coaching.ring_fence", "no", "no is neither yes nor no: give True or False."),
        ("coaching.trust", True, "true is not a number."),
        ("coaching.trust", (1, 2), "(1, 2) is not a number."),
        ("coaching.trust", "much", "much is not a number."),
    ],
)
def test_what_is_no_switch_and_no_number_is_refused_for_one(name: str, given: object, why: str) -> None:
    change = Change(name, {month(2027, 4): given}, "a notebook")  # type: ignore[dict-item]
    assert refused(change) == f"a notebook\n  {name}: {why}\n  Its bounds: welfsim parameters coaching"


def test_a_switch_is_laid_over_months_as_true_and_false() -> None:
    values = months_of("coaching.ring_fence", Change("coaching.ring_fence", {month(2026, 4): False}, "--set"))
    assert values.dtype == np.bool_
    assert (values == (np.arange(MONTHS) < month(2026, 4) - FIRST_MONTH)).all()


def test_a_part_of_a_penny_is_refused() -> None:
    assert refused(Change("universal_credit.lcwra_new", {month(2027, 4): 217.26}, "--set")) == (
        "--set\n"
        "  universal_credit.lcwra_new: 217.26 is not a whole number; pence a month are whole.\n"
        "  Its bounds: welfsim parameters universal_credit"
    )


def test_all_faults_come_together() -> None:
    message = refused(
        Change("universal_credit.taper", {month(2021, 4): 0.5}, "x.yaml, line 3"),
        Change("tax.basic_rate", {month(2027, 4): -0.1}, "x.yaml, line 4"),
    )
    assert message == (
        "x.yaml, line 3\n"
        "  universal_credit.taper: 2021-04 lies outside the law, 2022-04 to 2031-03.\n"
        "\n"
        "x.yaml, line 4\n"
        "  tax.basic_rate: -0.1 is below 0, the lowest share allowed here.\n"
        "  Its bounds: welfsim parameters tax"
    )


def test_months_without_law_are_refused() -> None:
    assert refused(start=month(2030, 4), months=24) == (
        "24 months from 2030-04\n  There is law from 2022-04 to 2031-03 only.\n  Start earlier or run for fewer months."
    )


def test_status_is_that_of_the_month() -> None:
    value = LAW.values["universal_credit.standard_single"]
    months = (month(2026, 4), month(2027, 4), month(2028, 4), month(2030, 4))
    assert [value.status(each) for each in months] == ["actual", "reported", "forecast", "assumption"]


# ------------------------------------------------------------------------------------------ relative to the law


@given(
    name=st.sampled_from(sorted(name for name, declared in numbers().items() if declared.type is int)),
    times=st.floats(0, 1),
    first=st.integers(FIRST_MONTH, LAST_MONTH),
)
def test_a_relative_change_is_taken_of_the_law_of_each_month(name: str, times: float, first: int) -> None:
    law = path(BASE, name)
    if parameters()[name].what.unit in (Unit.SWITCH, Unit.MONTH) or parameters()[name].what.low > 0:
        return
    changed = months_of(name, Change(name, {first: Relative(times=times)}, "here"))
    before = first - FIRST_MONTH
    assert np.array_equal(changed[:before], law[:before])
    assert np.array_equal(changed[before:], np.rint(law[before:] * times))


def test_a_relative_change_goes_on_with_uprating() -> None:
    name = "universal_credit.work_allowance_with_housing"
    changed = months_of(name, Change(name, {parse_month("2026-04"): Relative(plus=10_000)}, "here"))
    assert at(changed, "2026-03") == at(path(BASE, name), "2026-03")
    assert at(changed, "2031-03") == at(path(BASE, name), "2031-03") + 10_000
    assert at(changed, "2031-03") > at(changed, "2026-04")


def test_a_relative_change_follows_prices_that_a_reform_changes() -> None:
    name = "universal_credit.standard_single"
    prices = Change("uprating.cpi", {parse_month("2028-04"): 0.2}, "here")
    assert at(months_of(name, prices), "2028-04") > at(path(BASE, name), "2028-04")
    half = Change(name, {FIRST_MONTH: Relative(times=0.5)}, "here")
    assert at(months_of(name, prices, half), "2028-04") == round(at(months_of(name, prices), "2028-04") / 2)


def test_a_relative_change_is_taken_of_what_an_earlier_change_left() -> None:
    name = "universal_credit.taper"
    twice = Change(name, {FIRST_MONTH: Relative(times=2)}, "here")
    assert at(months_of(name, Change(name, {FIRST_MONTH: 0.3}, "here"), twice), "2026-04") == 0.6


@pytest.mark.parametrize(
    ("name", "change", "expected"),
    [
        ("universal_credit.taper", Relative(times=4), "is above 1, the highest share allowed here"),
        ("coaching.coaches", Relative(plus=-1e9), "is below 0, the lowest"),
        ("coaching.coaches", Relative(times=float("nan")), "times and plus are numbers that can be used"),
        ("coaching.priority", Relative(times=2), "is no number"),
        ("universal_credit.new_rate_from", Relative(plus=2), "is no number"),
    ],
)
def test_a_relative_change_out_of_bounds_is_refused(name: str, change: Relative, expected: str) -> None:
    with pytest.raises(PolicyError, match=expected):
        months_of(name, Change(name, {FIRST_MONTH: change}, "here"))
