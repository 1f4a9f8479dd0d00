"""Who is joint and who may claim: worked cases, each with the law it rests on.

Regulations 3, 8, 14, 22, 68 to 71 and Schedules 4, 8 and 9 of the UC Regulations 2013 (SI 2013/376) were read; the
Immigration and Asylum Act 1999 s.115 is cited from memory. Rates are those of DWP, Benefit and pension rates 2025 to
2026 and 2026 to 2027.
"""

from __future__ import annotations

from typing import Any

import pytest

import welfsim
from welfsim.advice.reading import read_case
from welfsim.errors import HouseholdError

CHILD = {"age": 2}
STUDENT = {"age": 22, "student": "full-time"}
NO_RECOURSE = {"age": 40, "no_recourse_to_public_funds": True}
ILL = {"health": "lcw", "fit_note": "2025-01"}
VERY_ILL = {"health": "lcwra", "fit_note": "2025-01"}

SINGLE, YOUNG, COUPLE = 424.90, 338.58, 666.97


def credit(*adults: dict[str, Any], month: str = "2026-10", **fields: Any) -> float:
    """Return the Universal Credit of a household in pounds."""
    return welfsim.award(month=month, adults=list(adults), **fields).universal_credit / 100


def notes(*adults: dict[str, Any], month: str = "2026-10", **fields: Any) -> dict[str, str]:
    """Return the notes of a household's lines by item."""
    return {line.item: line.note for line in welfsim.award(month=month, adults=list(adults), **fields).lines}


@pytest.mark.parametrize(
    ("adults", "fields", "due"),
    [
        ([{"age": 20}, {"age": 17}], {"month": "2025-10"}, 316.98),
        ([{"age": 30}, {"age": 17}], {"month": "2025-10"}, 400.14),
        ([{"age": 30}, {"age": 16}], {"rent": 500}, SINGLE + 500),
        ([{"age": 18}, {"age": 17}], {"rent": 400}, YOUNG + 400),
        ([{"age": 17}, {"age": 30}], {"rent": 500}, SINGLE + 500),
        ([{"age": 30}, {"age": 17, **VERY_ILL}], {"month": "2025-10"}, 628.10 + 423.27),
        ([{"age": 30}, {"age": 17}], {"children": [CHILD]}, COUPLE + 303.94),
        ([{"age": 30}, NO_RECOURSE], {}, SINGLE),
        ([NO_RECOURSE, {"age": 24}], {}, YOUNG),
    ],
)
def test_a_partner_who_may_not_claim_leaves_a_single_claim(
    adults: list[dict[str, Any]], fields: dict[str, Any], due: float
) -> None:
    """UC Regs regs 3(3) and 36(3): the allowance is that of a single person, by the claimant's own age."""
    assert credit(*adults, **fields) == pytest.approx(due)


def test_the_income_and_savings_of_a_partner_who_may_not_claim_count() -> None:
    """UC Regs reg 18(2) for savings; reg 22(3): what is deducted is as if the claim were joint."""
    assert credit({"age": 30}, {"age": 17, "pay": 400}, rent=500) == 704.90  # 924.90 - 55% of 400
    assert credit({"age": 30}, {"age": 17}, rent=500, savings=16_000.01) == 0.0
    assert credit({"age": 30}, {"age": 17}, rent=500, savings=6_000.01) == 920.55
    new_style = {"esa": "new-style", "esa_group": "wrag", "esa_since": "2026-05", **ILL}
    assert credit({"age": 30}, {**NO_RECOURSE, **new_style}, rent=500) == 510.85  # 924.90 - 95.55 × 52 / 12


def test_a_partner_who_may_not_claim_brings_the_work_allowance_but_no_element() -> None:
    """UC Regs reg 22(3); the elements are those of the claimant."""
    worker = {"age": 40, "pay": 900}
    assert credit(worker, {**NO_RECOURSE, **VERY_ILL}) == 320.40  # 424.90 - 55% of (900 - 710)
    assert credit(worker, NO_RECOURSE) == 0.0  # 424.90 - 55% of 900
    assert credit({"age": 40}, {**NO_RECOURSE, "carer": True}) == 50.28  # 424.90 - 86.45 × 52 / 12, no carer element


def test_the_cap_of_a_single_claim_is_that_of_a_single_person() -> None:
    """UC Regs regs 80A and 83: the partner's benefits spare a joint claim alone (our reading)."""
    assert credit({"age": 30}, {"age": 17}, rent=1_300) == 1_229.42
    assert credit({"age": 30}, {**NO_RECOURSE, "daily_living": "standard"}, rent=1_300) == 1_229.42
    assert credit({"age": 30, "daily_living": "standard"}, {"age": 17}, rent=1_300) == 1_724.90
    assert credit({"age": 30}, {"age": 19}, rent=1_300) == 1_835.00


@pytest.mark.parametrize(
    ("adult", "fields", "due"),
    [
        ({"age": 16, "carer": True}, {"month": "2025-10"}, 157.69),  # 316.98 + 201.68 - 83.30 × 52 / 12
        ({"age": 17, "health": "lcwra", "fit_note": "2026-05"}, {"uc_claimed": "2026-05"}, YOUNG + 217.26),
        ({"age": 17, **ILL}, {}, YOUNG),
        ({"age": 17, "health": "fit-note", "fit_note": "2026-09"}, {}, YOUNG),
        ({"age": 17}, {"rent": 400, "children": [{"age": 0}]}, YOUNG + 303.94 + 400),
        ({"age": 17, "cannot_look_to_parents": True}, {"rent": 400}, YOUNG + 400),
        ({"age": 17, "near_birth": True}, {}, YOUNG),
        ({"age": 17}, {"rent": 400}, 0.0),
        ({"age": 16, "pay": 100}, {}, 0.0),
        ({"age": 17, "care_leaver": True, "cannot_look_to_parents": True}, {"rent": 400}, 0.0),
        ({"age": 17, "care_leaver": True, "carer": True}, {}, 0.0),
        ({"age": 17, "care_leaver": True, **ILL}, {"rent": 400}, YOUNG),
        ({"age": 18, "care_leaver": True}, {"rent": 400}, YOUNG + 400),
    ],
)
def test_who_may_claim_at_16_and_17(adult: dict[str, Any], fields: dict[str, Any], due: float) -> None:
    """UC Regs reg 8 and, for the rent of leavers of care, Sch 4 para 4."""
    assert credit(adult, **fields) == pytest.approx(due)


@pytest.mark.parametrize(
    ("adults", "fields", "due"),
    [
        ([{"age": 20, "student": "full-time"}], {}, 0.0),
        ([STUDENT], {"children": [CHILD], "rent": 500}, YOUNG + 303.94 + 500),
        ([STUDENT, STUDENT], {}, 0.0),
        ([STUDENT, STUDENT], {"children": [CHILD]}, 528.34 + 303.94),  # a couple under 25
        ([STUDENT, {"age": 30}], {}, COUPLE),
        ([STUDENT, {"age": 17}], {}, 0.0),
        ([STUDENT, NO_RECOURSE], {}, 0.0),
        ([{"age": 20, "student": "non-advanced", "cannot_look_to_parents": True}], {}, YOUNG),
        ([{"age": 17, "student": "non-advanced", "cannot_look_to_parents": True}], {}, YOUNG),
        ([{"age": 20, "student": "full-time", "cannot_look_to_parents": True}], {}, 0.0),
        ([{"age": 22, "student": "non-advanced", "cannot_look_to_parents": True}], {}, 0.0),
        ([{**STUDENT, "mobility": "standard"}], {}, 0.0),
        ([{**STUDENT, **ILL}], {}, 0.0),
        ([{**STUDENT, **ILL, "mobility": "standard"}], {}, YOUNG),
        ([{"age": 72, "student": "full-time", "state_pension_week": 0}, {**STUDENT, **ILL}], {}, COUPLE),
    ],
)
def test_students_and_their_ways_in(adults: list[dict[str, Any]], fields: dict[str, Any], due: float) -> None:
    """WRA 2012 s.4(1)(d), UC Regs regs 3(2)(b) and 14."""
    assert credit(*adults, **fields) == pytest.approx(due)


def test_a_student_loan_counts_by_the_months_of_the_course() -> None:
    """UC Regs regs 68 to 71: a year's loan over the periods of the course, less £110 each."""
    loan = {"student_loan_year": 9_000, "student_loan_months": 8}
    unit = welfsim.award(month="2026-10", adults=[{**STUDENT, **loan}], children=[CHILD], rent=500)
    assert unit.universal_credit == 12_752  # 1,142.52 - (9,000 / 8 - 110)
    line = next(line for line in unit.lines if line.item.startswith("Student loan"))
    assert (line.amount, line.working) == (101_500, "£9,000.00 / 8 − £110.00")
    small = {"student_loan_year": 800, "student_loan_months": 8}
    assert credit({**STUDENT, **small}, children=[CHILD]) == 642.52  # 100 a month is disregarded


PENSIONER = {"age": 70}
OLDER = {"month": "2025-10", "rent": 800}


@pytest.mark.parametrize(
    ("younger", "older", "fields", "due"),
    [
        ({}, {"daily_living": "enhanced"}, OLDER, 853.62),  # 628.10 + 800 + 423.27 - 230.25 × 52 / 12
        ({"pay": 900}, {"daily_living": "enhanced"}, OLDER, 584.67),  # less 55% of (900 - 411)
        ({"pay": 900}, {"daily_living": "standard"}, OLDER, 161.40),  # LCW: the allowance without the element
        ({"pay": 900}, {"mobility": "standard"}, OLDER, 161.40),
        ({"pay": 900}, {}, OLDER, 0.0),
        ({}, {"daily_living": "enhanced"}, {**OLDER, "region": "scotland"}, 853.62),
        ({}, {"attendance_allowance": "lower"}, OLDER, 853.62),
        ({}, {"attendance_allowance": "higher"}, OLDER, 853.62),
        ({}, {"health": "lcwra", "fit_note": "2019-01"}, OLDER, 853.62),
        ({}, {"health": "lcwra", "fit_note": "2019-01", "daily_living": "enhanced"}, OLDER, 853.62),
        ({}, {"daily_living": "enhanced", "daily_living_since": "2025-09"}, OLDER, 430.35),  # the wait goes on
        (
            {},
            {"daily_living": "enhanced"},
            {"month": "2026-10", "rent": 800, "uc_claimed": "2026-05"},
            638.60,  # 666.97 + 800 + 217.26 - 241.30 × 52 / 12
        ),
        ({}, {"daily_living": "enhanced"}, {"month": "2026-10", "rent": 800}, 851.14),  # protected: 429.80
        ({}, {"state_pension_week": 150}, {"month": "2026-10", "rent": 500}, 516.97),  # 1,166.97 - 650
        ({}, {"pay": 600}, {"month": "2026-10", "rent": 900}, 191.34),  # 1,566.97 - 330 - 1,045.63
        ({}, {"pay": 1_500}, {"month": "2026-10", "rent": 2_000}, 846.11),  # tax of 90.50, and no insurance
    ],
)
def test_a_partner_past_pension_age(
    younger: dict[str, Any], older: dict[str, Any], fields: dict[str, Any], due: float
) -> None:
    """UC Regs reg 66(1)(a); Sch 8 para 6 (LCW) and Sch 9 para 5 (LCWRA); reg 28; SSCBA 1992 s.6(3)."""
    assert credit({"age": 60, **younger}, {**PENSIONER, **older}, **fields) == pytest.approx(due)


def test_a_small_state_pension_leaves_the_rest_of_carers_allowance() -> None:
    """SI 1979/597 reg 4; the carer element is due all the same."""
    small = {**PENSIONER, "carer": True, "state_pension_week": 50}
    unit = welfsim.award(month="2025-10", adults=[{"age": 60}, small])
    assert (unit.income.carers_allowance, unit.universal_credit) == (14_430, 46_881)  # 360.97 - 216.67
    assert unit.award is not None and unit.award.elements.carer == 20_168


def test_who_is_not_entitled_is_said_and_why() -> None:
    student = "in full-time education without a way in (WRA 2012 s.4(1)(d), UC Regs 2013 reg 14)"
    old = "past State Pension age (WRA 2012 s.4(1)(b))"
    assert notes({"age": 20, "student": "full-time"})["Universal Credit"] == f"not entitled: {student}"
    assert notes(PENSIONER)["Universal Credit"] == (
        f"not entitled: {old}; Pension Credit may be due instead, which welfsim leaves out"
    )
    both = notes(PENSIONER, {"age": 17})["Universal Credit"]
    assert both.startswith(
        f"not entitled: adult 1 is {old}; adult 2 is under 18 and in none of the groups that may claim"
    )
    assert notes(NO_RECOURSE)["Universal Credit"] == (
        "not entitled: without recourse to public funds (Immigration and Asylum Act 1999 s.115)"
    )
    line = welfsim.budget(month="2026-10", adults=[{"age": 20, "student": "full-time"}], hours_to=8, step=8)
    assert line.heading.endswith(f"Universal Credit: not entitled: {student}")


def test_a_statement_says_why_a_claim_is_single_and_who_may_claim_all_the_same() -> None:
    single = notes({"age": 30}, {"age": 17})["Standard allowance"]
    assert single.startswith("single, 25 or over; adult 2 is under 18") and "income and savings of both count" in single
    assert notes({**STUDENT, **ILL, "mobility": "standard"})["Standard allowance"] == (
        "single, under 25; a disabled student, found to have LCW or LCWRA before the course (reg 14)"
    )
    assert notes({"age": 17, **ILL})["Standard allowance"].endswith("16 or 17, in a group that may claim (reg 8)")


def test_a_statement_says_what_a_pension_and_a_treated_partner_rest_on() -> None:
    older = {**PENSIONER, "daily_living": "enhanced"}
    told = notes({"age": 60}, older, month="2025-10")
    assert told["State Pension, adult 2"].startswith("full new State Pension, weekly, taken since")
    assert told["LCWRA element"] == (
        "adult 2: past State Pension age with enhanced daily living, so treated as having LCWRA "
        "(UC Regs 2013 Sch 9 para 5), since 2021-10"
    )
    assert notes({"age": 60}, {**PENSIONER, "state_pension_week": 9})["State Pension, adult 2"] == "weekly, as given"
    late = notes({"age": 60}, {**older, "daily_living_since": "2025-09"}, month="2025-10")
    assert any(item.startswith("LCWRA element (payable from") for item in late)


def test_children_of_parents_without_recourse_to_public_funds_bring_no_child_benefit() -> None:
    assert welfsim.award(month="2026-10", adults=[NO_RECOURSE], children=[CHILD]).net_income == 0
    assert credit(NO_RECOURSE, {"age": 30}, children=[CHILD]) == 728.84


def test_a_child_counts_by_whom_it_lives_with() -> None:
    """UC Regs regs 4 and 24: neither birth nor age makes a parent."""
    assert credit({"age": 20}, children=[{"age": 13}], rent=400) == 1_090.46  # a sister: 338.58 + 351.88 + 400
    assert credit({"age": 27}, children=[{"age": 16}], rent=400) == 1_176.78  # a step-parent


def test_the_month_of_birth_is_asked_for_where_it_matters() -> None:
    """UC Regs reg 36(1), reg 24A: more for a first child born before April 2017, and no limit on those born then."""
    told = notes({"age": 30}, children=[{"age": 9}])["Child elements"]
    assert told == "taken by age: child 1 to be born in 2017-10; £47.94 a month more if born before April 2017: " + (
        "give the month of birth"
    )
    assert credit({"age": 30}, children=[{"born": "2017-02"}]) - credit({"age": 30}, children=[{"age": 9}]) == (
        pytest.approx(47.94)
    )
    for children in ([{"age": 8}], [{"age": 10}], [{"born": "2017-10"}], [{"age": 12}, {"age": 9}]):
        assert "taken by age" not in notes({"age": 30}, children=children)["Child elements"]
    limited = notes({"age": 30}, month="2025-10", children=[{"age": 10}, {"age": 9}, {"age": 8}])["Child elements"]
    assert "child 3 to be born in 2017-10; £292.81" in limited


@pytest.mark.parametrize(
    ("adult", "fields", "due"),
    [
        ({**VERY_ILL, "fit_note": "2025-09"}, {"uc_claimed": "2026-05"}, SINGLE + 217.26),
        ({**VERY_ILL, "fit_note": "2026-03"}, {"uc_claimed": "2026-03"}, SINGLE + 429.80),
        ({**VERY_ILL, "fit_note": "2024-05"}, {"uc_ended": "2025-09", "uc_claimed": "2026-06"}, SINGLE + 217.26),
        ({**VERY_ILL, "fit_note": "2024-05"}, {"uc_ended": "2026-01", "uc_claimed": "2026-06"}, SINGLE + 429.80),
        (
            {
                **VERY_ILL,
                "fit_note": "2024-01",
                "lcw_since": "2024-04",
                "reassessment_asked_for": "2026-05",
                "lcwra_found": "2026-07",
            },
            {},
            SINGLE + 217.26,
        ),
        (
            {**VERY_ILL, "fit_note": "2024-01", "lcw_since": "2024-04", "reassessment_asked_for": "2026-02"},
            {},
            SINGLE + 429.80,
        ),
        ({**VERY_ILL, "severe_conditions": True}, {"uc_claimed": "2026-05"}, SINGLE + 429.80),
        ({**VERY_ILL, "from_esa": True}, {"uc_claimed": "2026-09"}, SINGLE + 429.80),
    ],
)
def test_the_rate_of_lcwra_goes_by_the_claim_and_the_request(
    adult: dict[str, Any], fields: dict[str, Any], due: float
) -> None:
    """UC Regs reg 27A(2) and Sch 5A paras 2 and 3 (SI 2026/113): claimed and asked for before 6 April 2026."""
    assert credit({"age": 40, **adult}, **fields) == pytest.approx(due)


def test_the_support_component_of_new_style_esa_protects_from_before_april_2026() -> None:
    """UC Regs Sch 5A para 5 (SI 2026/113): a support component of either ESA, in payment before and until the claim."""
    support = {"age": 40, "health": "lcwra", "esa": "new-style", "esa_group": "support"}
    esa = 632.23  # (95.55 + 50.35) × 52 / 12
    for since, rate in (("2024-01", 429.80), ("2025-12", 429.80), ("2026-01", 217.26), ("2026-05", 217.26)):
        adult = {**support, "fit_note": since, "esa_since": since}
        assert credit(adult, uc_claimed="2026-06") == pytest.approx(SINGLE + rate - esa), since
    told = notes({**support, "fit_note": "2024-01", "esa_since": "2024-01"}, uc_claimed="2026-06")
    assert told["LCWRA element, protected rate"] == (
        "Universal Credit claimed 2026-06, not before 2026-04, support component of ESA since before 2026-04, which "
        "protects too"
    )


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"adults": [{"age": 40, "state_pension_week": 100}]},
            "adults: adult 1 is under State Pension age. Allowed: no state_pension_week or attendance_allowance.",
        ),
        (
            {"adults": [{**PENSIONER, "attendance_allowance": "lower", "mobility": "standard"}]},
            "adults: adult 1 has Attendance Allowance and PIP or ADP, of which the law pays one. Allowed: one of them.",
        ),
        (
            {"adults": [{"age": 40, "student_loan_year": 100}]},
            "adults 1, student_loan_year: a loan, though not a student. "
            "Allowed: above 0 with student full-time or non-advanced.",
        ),
        (
            {"adults": [{**STUDENT, "student_loan_year": 100}]},
            "adults 1, student_loan_months: missing, though there is a student loan. Allowed: the 1 to 12 months of "
            "the course year, without its long vacation.",
        ),
        (
            {"adults": [{"age": 40, "lcwra_found": "2025-05"}]},
            "adults 1, lcwra_found: given, though health is none. Allowed: with health lcwra, which came after it.",
        ),
        (
            {"adults": [{"age": 40, **VERY_ILL, "lcw_since": "2025-02"}]},
            "adults 1, reassessment_asked_for: lcw_since and reassessment_asked_for go together: since when LCW had "
            "been found, and when the assessment that found LCWRA was asked for. Allowed: both or neither.",
        ),
        (
            {"adults": [{"age": 40}], "uc_ended": "2025-05"},
            "uc_ended: the month in which earnings ended an earlier award. Allowed: with uc_claimed, a month up to it, "
            "in which Universal Credit was claimed again.",
        ),
        (
            {"adults": [{"age": 40}], "month": "2025-10", "uc_claimed": "2025-11"},
            "uc_claimed: 2025-11 lies after 2025-10. Allowed: up to 2025-10.",
        ),
    ],
)
def test_what_does_not_go_together_is_refused(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(HouseholdError) as caught:
        read_case(fields)
    assert str(caught.value).splitlines()[1:] == [f"  {message}"]
