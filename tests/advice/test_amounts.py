"""Described households whose amounts turn on one more fact; each worked by hand from the regulations.

"UC Regs" are SI 2013/376, "TP Regs" SI 2014/1230. Rates: SI 2025/295 and SI 2026/148, weekly ones × 52 / 12. What rests
on a reading of our own, without a case that decides it, says so.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import welfsim
from welfsim.advice.amounts import counted_children
from welfsim.advice.reading import read_case
from welfsim.advice.statement import Statement

OCTOBER_2025, OCTOBER_2026 = "2025-10", "2026-10"


def statement(month: str, *adults: dict[str, Any], **fields: Any) -> Statement:
    return welfsim.award(month=month, adults=list(adults), **fields)


def credit(month: str, *adults: dict[str, Any], **fields: Any) -> float:
    """Return the Universal Credit of a household in pounds."""
    return statement(month, *adults, **fields).universal_credit / 100


def note(told: Statement, item: str) -> str:
    """Return what a line of a statement rests on."""
    (line,) = (line for line in told.lines if line.item == item)
    return line.note


# ------------------------------------------------------------------------------------- LCWRA and caring


@pytest.mark.parametrize(
    ("carer", "partner", "due"),
    [
        ({"fit_note": "2023-01"}, {"fit_note": "2026-05"}, 722.15),  # 666.97 + 429.80 - 374.62
        ({"fit_note": "2026-05", "severe_conditions": True}, {"fit_note": "2026-05"}, 722.15),
        ({"fit_note": "2026-05"}, {"fit_note": "2023-01"}, 931.49),  # and 209.34: the element is the partner's
        ({"fit_note": "2023-01"}, {"fit_note": "2023-01"}, 931.49),  # of one rate: the partner brings it
    ],
)
def test_the_higher_of_two_lcwra_elements_is_included(
    carer: dict[str, Any], partner: dict[str, Any], due: float
) -> None:
    """UC Regs reg 27(4)(b) as of April 2026 and reg 29(4); our reading of the two together."""
    adults = [{"age": 50, "health": "lcwra", "carer": True, **carer}, {"age": 48, "health": "lcwra", **partner}]
    assert credit(OCTOBER_2026, *adults) == due
    assert credit(OCTOBER_2026, *reversed(adults)) == due


def test_two_carers_of_one_person_have_one_element_and_one_allowance() -> None:
    """UC Regs reg 29(2) and (3); SSCBA 1992 s.70(7)."""
    carer = {"age": 45, "carer": True}
    one = statement(OCTOBER_2026, {**carer, "cares_for": "Ann"}, {**carer, "cares_for": " ann "}, rent=500)
    assert one.universal_credit == 100_169  # 666.97 + 209.34 + 500 - 374.62
    assert one.net_income == 137_631
    assert "one element and one allowance for two carers of one person" in note(one, "Carer element")
    for other in ({"cares_for": "Ben"}, {}):
        assert credit(OCTOBER_2026, {**carer, "cares_for": "Ann"}, {**carer, **other}, rent=500) == 836.41


def test_an_allowance_not_claimed_is_no_income() -> None:
    """UC Regs regs 29, 30(2), 66 and 74(2)."""
    carer = {"age": 45, "carer": True}
    told = statement(OCTOBER_2026, {**carer, "carers_allowance_claimed": False}, rent=500)
    assert told.universal_credit == told.net_income == 113_424  # 424.90 + 209.34 + 500
    assert "Carer's Allowance is not claimed" in note(told, "Carer element")
    assert credit(OCTOBER_2026, carer, rent=500) == 759.62


# ------------------------------------------------------------------------------------------ two children


TWINS = [{"born": "2018-01"}, {"born": "2020-06"}, {"born": "2020-06", "two_child_exception": "multiple birth"}]


def test_twins_are_excepted_from_the_two_child_limit() -> None:
    """UC Regs reg 24A, Sch 12 para 2."""
    told = statement(OCTOBER_2025, {"age": 35}, children=TWINS, rent=250)
    assert told.universal_credit == 152_857  # 400.14 + 3 × 292.81 + 250
    assert "1 by exception to the two-child limit" in note(told, "Child elements")
    assert "multiple birth" in note(told, "Child elements")
    assert credit(OCTOBER_2025, {"age": 35}, children=TWINS, rent=500) == 1572.62  # capped
    plain = [{"born": child["born"]} for child in TWINS]
    assert credit(OCTOBER_2025, {"age": 35}, children=plain, rent=250) == 1235.76


def test_without_the_limit_an_exception_changes_nothing() -> None:
    plain = [{"born": child["born"]} for child in TWINS]
    told = statement("2026-04", {"age": 35}, children=TWINS)
    assert told.universal_credit == statement("2026-04", {"age": 35}, children=plain).universal_credit
    assert "exception" not in note(told, "Child elements")


@pytest.mark.parametrize(
    ("children", "count"),
    [
        ([("2018-01", ""), ("2019-01", ""), ("2020-06", "multiple birth"), ("2020-06", "multiple birth")], 3),
        ([("2020-06", "multiple birth"), ("2020-06", "multiple birth"), ("2020-06", "multiple birth")], 3),
        ([("2018-01", ""), ("2019-01", ""), ("2020-01", "")], 2),
        ([("2018-01", "adoption"), ("2019-01", ""), ("2020-01", "")], 3),
        ([("2018-01", ""), ("2019-01", ""), ("2020-01", "non-parental care")], 3),
        ([("2018-01", "non-consensual conception"), ("2019-01", ""), ("2020-01", "")], 2),
        ([("2018-01", ""), ("2019-01", ""), ("2020-01", "non-consensual conception"), ("2021-01", "")], 3),
        ([("2015-01", ""), ("2016-01", ""), ("2016-12", ""), ("2020-01", "")], 3),
        ([("2016-01", ""), ("2018-01", "adoption"), ("2019-01", ""), ("2020-01", "")], 3),
    ],
    ids=[
        "the first of twins takes a place",
        "triplets",
        "a third child",
        "an adopted child takes no place",
        "a third child in non-parental care",
        "an exception of the first child takes its place",
        "a third child and a fourth",
        "born before April 2017",
        "adopted, and the limit for the others",
    ],
)
def test_the_order_of_children(children: list[tuple[str, str]], count: int) -> None:
    """UC Regs regs 24A and 24B; adopted children and those in non-parental care stand outside the order."""
    told = [{"born": born, "two_child_exception": exception or "none"} for born, exception in children]
    case = read_case({"month": OCTOBER_2025, "adults": [{"age": 45}], "children": told})
    assert len(counted_children(case)) == count
    elements = statement(OCTOBER_2025, {"age": 45}, children=told).award
    assert elements is not None
    first = 33_900 if min(children)[0] < "2017-04" else 29_281
    assert elements.elements.child == first + (count - 1) * 29_281


# ------------------------------------------------------------------------------------------- benefit cap


@pytest.mark.parametrize(
    ("month", "job", "capped"),
    [
        (OCTOBER_2026, {"job_began": "2024-01", "job_ended": "2026-06", "job_pay": 400}, True),
        (OCTOBER_2026, {"job_began": "2024-01", "job_ended": "2026-06", "job_pay": 881}, False),
        (OCTOBER_2026, {"job_began": "2024-01", "job_ended": "2026-06"}, False),
        (OCTOBER_2026, {"job_began": "2024-01", "job_ended": "2026-03", "job_pay": 846}, False),
        (OCTOBER_2026, {"job_began": "2024-01", "job_ended": "2026-03", "job_pay": 845.99}, True),
        (OCTOBER_2025, {"pay": 300, "job_began": "2023-01", "pay_before": 1400, "pay_fell_in": "2025-08"}, False),
        (OCTOBER_2025, {"pay": 300, "job_began": "2023-01", "pay_before": 800, "pay_fell_in": "2025-08"}, True),
        (OCTOBER_2025, {"pay": 300, "job_began": "2024-09", "pay_before": 1400, "pay_fell_in": "2025-08"}, True),
        (OCTOBER_2025, {"pay": 300, "job_began": "2023-01", "pay_before": 1400, "pay_fell_in": "2025-01"}, True),
    ],
)
def test_grace_from_the_cap_asks_what_the_work_paid(month: str, job: dict[str, Any], capped: bool) -> None:
    """UC Regs reg 82(2) and (3): the exception (846 in 2025-26, 881 in 2026-27) in each of 12 months, then nine."""
    told = statement(month, {"age": 30, **job}, rent=1_300)
    amounts = {line.item: line.amount for line in told.lines}
    assert (amounts["Benefit cap"] < 0) == capped
    if capped:
        assert told.universal_credit == 122_942  # 14,753 / 12
    else:
        assert "nine months" in note(told, "Benefit cap")


def test_worked_cases_of_grace() -> None:
    fell = {"age": 40, "pay": 300, "job_began": "2023-01", "pay_before": 1400, "pay_fell_in": "2025-08"}
    told = statement(OCTOBER_2025, fell, rent=1200)
    assert told.universal_credit == 143_514  # 400.14 + 1,200 - 0.55 × 300
    assert "to who was on Universal Credit then" in note(told, "Benefit cap")
    unknown = statement(OCTOBER_2026, {"age": 30, "job_began": "2024-01", "job_ended": "2026-06"}, rent=1300)
    assert "give job_pay" in note(unknown, "Benefit cap")


def test_the_earnings_of_a_couple_count_together_for_grace() -> None:
    """UC Regs reg 82(3): 500 and 400 together reach 846, if both were earned in each of the 12 months."""
    lost = {"age": 40, "job_began": "2023-01", "job_ended": "2025-08", "job_pay": 500}
    home = {"rent": 1_400, "children": [{"age": 10}]}
    steady, new = {"age": 40, "pay": 400, "job_began": "2022-01"}, {"age": 40, "pay": 400, "job_began": "2025-02"}
    assert credit(OCTOBER_2025, lost, steady, **home) > credit(OCTOBER_2025, lost, new, **home)
    assert credit(OCTOBER_2025, lost, new, **home) == 1722.12  # the cap of 1,835 less Child Benefit


# ------------------------------------------------------------------------------------------ the penny


def test_a_penny_keeps_the_award_in_the_wait() -> None:
    """UC Regs reg 28(7): 628.10 + 400 + 201.68 less 1,358.72 is nil; with 423.27 for 201.68 it is 92.65."""
    carer = {"age": 60, "carer": True, "health": "fit-note", "fit_note": "2025-09"}
    told = statement(OCTOBER_2025, carer, {"age": 70}, rent=400)
    assert told.universal_credit == 1
    assert "reg 28(7)" in note(told, "Universal Credit")
    over = {**carer, "fit_note": "2025-07"}  # the three months are over
    assert credit(OCTOBER_2025, over, {"age": 70}, rent=400) == 0.0
    assert credit(OCTOBER_2025, carer, {"age": 70}, rent=300) == 0.0  # nil with the element too


@pytest.mark.parametrize(("day", "due"), [(15, 924.90), (2, 924.90), (1, 1142.16), (None, 1142.16)])
def test_the_element_comes_with_the_period_after_the_wait(day: int | None, due: float) -> None:
    """UC Regs reg 28(1): from 15 July three months end on 14 October, within a period; so November."""
    adult = {"age": 40, "health": "lcwra", "fit_note": "2026-07", "fit_note_day": day}
    told = statement(OCTOBER_2026, adult, rent=500)
    assert told.universal_credit == round(due * 100)
    assert credit("2026-11", adult, rent=500) == 1142.16
    if day == 15:
        assert "day 15" in note(told, "LCWRA element (payable from November 2026)")


# --------------------------------------------------------------------------------- transitional element


@pytest.mark.parametrize(
    ("month", "adults", "fields", "due"),
    [
        (
            "2026-04",
            [{"age": 50}],
            {
                "rent": 500,
                "transitional": 200,
                "last_month": {"standard_allowance": 400.14, "child_elements": 292.81, "housing": 500},
            },
            1100.14,
        ),
        (
            "2026-04",
            [{"age": 50}],
            {"rent": 500, "transitional": 200, "last_month": {"standard_allowance": 400.14, "housing": 600}},
            1100.14,
        ),
        (
            OCTOBER_2025,
            [{"age": 50, "health": "lcwra", "fit_note": "2025-06"}],
            {"transitional": 500, "last_month": {"standard_allowance": 400.14, "child_elements": 292.81}},
            900.14,
        ),
        (
            OCTOBER_2025,
            [{"age": 50, "health": "lcwra", "fit_note": "2025-06"}, {"age": 50}],
            {"transitional": 500, "last_month": {"standard_allowance": 628.10, "carer_element": 201.68}},
            1128.10,
        ),
        (
            OCTOBER_2025,
            [{"age": 45}],
            {
                "rent": 540,
                "transitional": 150,
                "last_month": {"standard_allowance": 400.14, "child_elements": 292.81, "housing": 500},
            },
            1050.14,
        ),
        (
            "2025-05",
            [{"age": 50, "carer": True, "health": "lcwra", "fit_note": "2025-01"}],
            {"transitional": 500, "last_month": {"standard_allowance": 400.14, "carer_element": 201.68}},
            740.85,  # 400.14 + 423.27 + 500 - (423.27 - 201.68) - 360.97
        ),
        (
            "2025-05",
            [{"age": 50, "carer": True, "health": "lcwra", "fit_note": "2025-01"}, {"age": 50}],
            {"transitional": 500, "last_month": {"standard_allowance": 628.10, "carer_element": 201.68}},
            968.81,  # the couple's allowance: the carer's own change still
        ),
    ],
    ids=[
        "a child leaves in April",
        "the rent falls in April",
        "a child leaves as LCWRA begins",
        "the partner stops caring as LCWRA begins",
        "the rent rises as a child leaves",
        "a carer is found to have LCWRA",
        "a carer of a couple is found to have LCWRA",
    ],
)
def test_each_rise_erodes_and_no_fall_offsets(
    month: str, adults: list[dict[str, Any]], fields: dict[str, Any], due: float
) -> None:
    """TP Regs reg 55(2) to (4); SSWP v MJ [2025] UKUT 35 for the one change of one carer."""
    assert credit(month, *adults, **fields) == due


def test_of_a_sum_alone_the_whole_rise_is_taken() -> None:
    adult = {"age": 50}
    fields = {"month": "2026-04", "rent": 500, "transitional": 200}
    told = welfsim.award(adults=[adult], elements_last_month=900.14, **fields)
    (line,) = (line for line in told.lines if line.item == "Transitional element")
    assert line.working == "£200.00 − (£924.90 − £900.14)"
    assert "give last_month" in line.note
    by_kind = welfsim.award(adults=[adult], last_month={"standard_allowance": 400.14, "housing": 500}, **fields)
    (line,) = (line for line in by_kind.lines if line.item == "Transitional element")
    assert line.working == "£200.00 − standard allowance £24.76"
    assert by_kind.universal_credit == told.universal_credit


def test_the_sum_of_mj() -> None:
    """SSWP v MJ [2025] UKUT 35, and the uprating of April 2026, where the sum tells all that is asked."""
    mj = {"age": 50, "carer": True, "health": "lcwra", "fit_note": "2025-01"}
    assert credit("2025-05", mj, transitional=200, elements_last_month=601.82) == 462.44
    moved = {"age": 45, "health": "lcwra", "fit_note": "2014-01", "from_esa": True}
    assert credit("2026-04", moved, rent=500, transitional=150, elements_last_month=1323.41) == 1473.41


# ------------------------------------------------------------------------------- temporary accommodation


@pytest.mark.parametrize(
    ("month", "adult", "children", "due"),
    [
        (OCTOBER_2025, {"age": 30, "pay": 900}, 1, 424.00),  # 400.14 + 292.81 - 0.55 × (900 - 411)
        (OCTOBER_2025, {"age": 40, "health": "lcwra", "fit_note": "2024-01", "pay": 900}, 0, 554.46),
        (OCTOBER_2026, {"age": 30, "pay": 1_000}, 1, 413.69),  # 424.90 + 303.94 - 0.55 × (1,000 - 427)
    ],
)
def test_temporary_accommodation_has_the_lower_allowance(
    month: str, adult: dict[str, Any], children: int, due: float
) -> None:
    """TP Regs reg 5A: as if the award had a housing element."""
    home: dict[str, Any] = {"children": [{"age": 5}] * children, "temporary_accommodation": True}
    assert credit(month, adult, **home) == due
    told = statement(month, adult, **home, rent=700)
    assert told.universal_credit == round(due * 100)
    assert told.income.housing_benefit == 70_000
    assert "reg 5A" in note(told, "Housing element")


def test_without_universal_credit_housing_benefit_is_not_worked_out() -> None:
    told = statement(OCTOBER_2025, {"age": 30, "pay": 2_500}, temporary_accommodation=True, rent=700)
    assert (told.universal_credit, told.income.housing_benefit) == (0, 0)
    assert "depends on income" in note(told, "Housing Benefit")


def test_living_rent_free_is_not_temporary_accommodation() -> None:
    assert credit(OCTOBER_2025, {"age": 30, "pay": 900}, children=[{"age": 5}]) == 574.15


@pytest.mark.parametrize(
    "before", [{"elements_last_month": 400.14}, {"last_month": {"standard_allowance": 400.14}}], ids=["sum", "by kind"]
)
def test_the_first_rent_after_temporary_accommodation_erodes_nothing(before: dict[str, Any]) -> None:
    """TP Regs reg 55(5A), since 1 June 2025; before that SSWP v JA [2024] UKUT 52."""
    home = {"rent": 600, "transitional": 150, "left_temporary_accommodation": "2025-10", **before}
    told = statement(OCTOBER_2025, {"age": 50}, **home)
    assert told.universal_credit == 115_014  # 400.14 + 600 + 150
    assert "reg 55(5A)" in note(told, "Transitional element")
    assert credit("2025-11", {"age": 50}, **home) == 1000.14  # a rise of the month after


# ------------------------------------------------------------------------------------------- properties


@st.composite
def families(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a family before April 2026, some of whose children have an exception."""
    kinds = ["none", "none", "adoption", "non-parental care", "non-consensual conception"]
    months = ["2015-03", "2016-08", "2018-01", "2019-05", "2021-11", "2023-02"]
    children = [
        {"born": draw(st.sampled_from(months)), "two_child_exception": draw(st.sampled_from(kinds))}
        for _ in range(draw(st.integers(0, 6)))
    ]
    return {"month": OCTOBER_2025, "adults": [{"age": 45}], "children": children}


@given(families())
def test_children_who_count_are_two_or_more_and_never_fewer_for_an_exception(family: dict[str, Any]) -> None:
    case = read_case(family)
    plain = read_case({**family, "children": [{"born": child["born"]} for child in family["children"]]})
    counted, without = counted_children(case), counted_children(plain)
    assert min(2, len(case.children)) <= len(without) <= len(counted) <= len(case.children)
    assert all(child in counted for child in case.children if child.two_child_exception != "none")


@given(
    st.floats(0, 900).map(lambda amount: round(amount, 2)),
    st.floats(0, 900).map(lambda amount: round(amount, 2)),
    st.floats(0, 400).map(lambda amount: round(amount, 2)),
)
def test_by_kind_never_more_is_left_than_of_the_sum(housing: float, child: float, amount: float) -> None:
    """The rise of each element is no less than the rise of all of them together."""
    told = {"standard_allowance": 393.45, "housing": housing, "child_elements": child}
    home: dict[str, Any] = {"rent": 450, "children": [{"age": 3}], "transitional": amount}
    by_kind = credit(OCTOBER_2025, {"age": 30}, **home, last_month=told)
    assert by_kind <= credit(OCTOBER_2025, {"age": 30}, **home, elements_last_month=round(sum(told.values()), 2))
