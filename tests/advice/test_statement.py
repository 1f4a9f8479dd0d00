"""Statements of awards: worked cases by the published rates, the dates on which law changes, and their form.

The rates are those of DWP, Benefit and pension rates 2025 to 2026 and 2026 to 2027, and of HMRC for Child Benefit.
"""

from __future__ import annotations

import doctest
from importlib import import_module
from typing import Any

import numpy as np
import pytest

import welfsim
from welfsim.advice.law import SCENARIO
from welfsim.advice.lines import ENTRIES
from welfsim.advice.statement import STATUSES, Statement
from welfsim.errors import HouseholdError
from welfsim.policy import checks, current_law

LCWRA = {"age": 30, "health": "lcwra", "fit_note": "2024-05"}


def lines(**fields: Any) -> dict[str, float]:
    """Return the amounts of a statement's lines in pounds, by section and item."""
    return {f"{line.section}: {line.item}": line.amount / 100 for line in welfsim.award(**fields).lines}


def credit(month: str, *adults: dict[str, Any], **fields: Any) -> float:
    """Return the Universal Credit of a household in pounds."""
    return welfsim.award(month=month, adults=list(adults), **fields).universal_credit / 100


def test_the_example_of_the_manual() -> None:
    told = lines(month="2025-10", adults=[{**LCWRA, "pay": 500}], rent=600)
    assert told["Universal Credit: LCWRA element"] == 423.27
    assert told["Universal Credit: Earnings taper"] == -48.95  # 55% of 500 - 411
    assert told["Universal Credit: Universal Credit"] == 1374.46  # 400.14 + 600 + 423.27 - 48.95
    assert told["Income: Net income before rent"] == 1874.46


def test_a_family_with_a_disabled_child_and_a_carer() -> None:
    adults = [{"age": 40, "pay": 1500}, {"age": 45, "carer": True}]
    told = lines(month="2026-10", adults=adults, children=[{"age": 11, "disability": "higher"}, {"age": 3}], rent=900)
    assert told["Universal Credit: Child elements"] == 655.82  # 351.88 + 303.94
    assert told["Universal Credit: Disabled child additions"] == 514.71
    assert told["Universal Credit: Carer element"] == 209.34
    assert told["Universal Credit: Unearned income"] == -374.62  # 86.45 × 52 / 12
    assert told["Other benefits: Child Benefit"] == 194.78  # (27.05 + 17.90) × 52 / 12
    assert told["Universal Credit: Earnings taper"] == -520.49  # 55% of 1,500 - 90.50 - 36.16 - 427


def test_scotland_has_its_own_bands_and_payment() -> None:
    adult = {"age": 40, "pay": 4189, "daily_living": "enhanced"}
    told = lines(month="2025-10", adults=[adult], region="scotland")
    assert told["Pay: Scottish income tax"] == -760.53  # 2,827 at 19%, 12,094 at 20%, 16,171 at 21%, 6,606 at 42%
    assert told["Other benefits: Adult Disability Payment"] == 478.40  # 110.40


def test_sick_pay_by_the_law_before_and_after_april_2026() -> None:
    off_sick = {"age": 40, "pay": 1500}
    before = lines(month="2026-03", adults=[{**off_sick, "sick_since": "2026-03"}])
    after = lines(month="2026-04", adults=[{**off_sick, "sick_since": "2026-04"}])
    assert before["Borne by the employer: Statutory Sick Pay"] == 443.33  # 118.75 × (52 / 12 - 3 / 5)
    assert after["Borne by the employer: Statutory Sick Pay"] == 534.08  # 123.25 × 52 / 12
    low = {"age": 40, "pay": 400}
    assert lines(month="2026-03", adults=[{**low, "sick_since": "2026-03"}])["Pay: Statutory Sick Pay"] == 0.0
    assert lines(month="2026-04", adults=[{**low, "sick_since": "2026-04"}])["Pay: Statutory Sick Pay"] == 320.0


def test_sick_pay_ends_after_28_weeks() -> None:
    paid = [
        lines(month=f"2026-{4 + m:02d}", adults=[{"age": 40, "pay": 1500, "sick_since": "2026-04"}]).get(
            "Pay: Statutory Sick Pay", 0.0
        )
        for m in range(8)
    ]
    assert paid[:6] == [534.08] * 6
    assert paid[6:] == [246.5, 0.0]  # 28 - 26 weeks, then none
    assert round(sum(paid), 2) == pytest.approx(28 * 123.25, abs=0.03)


def test_esa_of_the_first_year_and_its_time_limit() -> None:
    claim = {"age": 22, "esa": "new-style", "esa_since": "2025-04"}
    assert lines(month="2025-05", adults=[claim])["Other benefits: New-style ESA"] == 315.90  # 72.90
    wrag = {**claim, "health": "lcw", "fit_note": "2025-04", "esa_group": "wrag"}
    assert lines(month="2026-03", adults=[wrag])["Other benefits: New-style ESA"] == 398.88  # 92.05
    assert "Other benefits: New-style ESA" not in lines(month="2026-04", adults=[wrag])
    found = {"health": "lcwra", "fit_note": "2025-04"}
    support = lines(month="2026-04", adults=[{**claim, **found, "esa_group": "support"}])
    assert support["Other benefits: New-style ESA"] == 632.23  # 95.55 + 50.35


def test_permitted_work_keeps_esa() -> None:
    found = {"health": "lcwra", "fit_note": "2024-01"}
    claim = {"age": 40, **found, "esa": "new-style", "esa_group": "support", "esa_since": "2024-01"}
    assert "Other benefits: New-style ESA" in lines(month="2025-10", adults=[{**claim, "pay": 847.16}])
    assert "Other benefits: New-style ESA" not in lines(month="2025-10", adults=[{**claim, "pay": 847.17}])


def test_income_related_esa_comes_with_housing_benefit_and_without_universal_credit() -> None:
    claim = {"age": 50, "esa": "income-related", "esa_group": "support", "esa_since": "2015-01"}
    told = lines(month="2025-10", adults=[claim], rent=500)
    assert told["Other benefits: Income-related ESA"] == 700.92  # 92.05 + 48.50 + 21.20
    assert told["Other benefits: Housing Benefit"] == 500.0
    assert not any(item.startswith("Universal Credit") for item in told)


# ------------------------------------------------------------------------------------ dates of the law


def test_the_wait_for_the_element() -> None:
    adult = {"age": 30, "health": "lcwra", "fit_note": "2025-07"}
    assert credit("2025-09", adult) == 400.14
    assert credit("2025-10", adult) == 823.41
    assert credit("2025-07", {**adult, "terminally_ill": True}) == 823.41
    assert credit("2025-07", {**adult, "from_esa": True}) == 823.41


def test_the_new_rate_from_april_2026() -> None:
    assert credit("2026-10", {**LCWRA, "fit_note": "2026-03"}) == 854.70  # 424.90 + 429.80
    assert credit("2026-10", {**LCWRA, "fit_note": "2026-04"}) == 642.16  # 424.90 + 217.26
    assert credit("2026-10", {**LCWRA, "fit_note": "2026-04", "severe_conditions": True}) == 854.70
    assert credit("2026-10", {**LCWRA, "fit_note": "2026-04", "from_esa": True}) == 854.70


def test_the_lcw_element_until_april_2017() -> None:
    assert credit("2025-10", {"age": 30, "health": "lcw", "fit_note": "2017-03"}) == 558.90  # 400.14 + 158.76
    assert credit("2025-10", {"age": 30, "health": "lcw", "fit_note": "2017-04"}) == 400.14
    cared = {"age": 30, "health": "lcw", "fit_note": "2017-03", "carer": True}
    assert credit("2025-10", cared) == pytest.approx(400.14 + 201.68 - 360.97)  # the carer element in its place


def test_the_two_child_limit_ends_in_april_2026() -> None:
    children = [{"born": "2018-01"}, {"born": "2019-01"}, {"born": "2020-01"}]
    assert credit("2026-03", {"age": 30}, children=children) == 985.76  # 400.14 + 2 × 292.81
    assert credit("2026-04", {"age": 30}, children=children) == 1336.72  # 424.90 + 3 × 303.94


def test_the_first_child_before_april_2017() -> None:
    assert credit("2025-10", {"age": 30}, children=[{"born": "2017-03"}]) == 739.14
    assert credit("2025-10", {"age": 30}, children=[{"born": "2017-04"}]) == 692.95


def test_rates_change_in_april() -> None:
    assert [credit(month, {"age": 30}) for month in ("2023-03", "2023-04", "2024-03", "2024-04", "2025-03")] == [
        334.91,
        368.74,
        368.74,
        393.45,
        393.45,
    ]


def test_nine_months_of_grace_after_a_year_in_work() -> None:
    home = {"rent": 1200.0, "children": [{"age": 10}]}
    worked = {"age": 30, "job_began": "2024-01", "job_ended": "2025-04"}
    capped = credit("2025-10", {"age": 30}, **home)
    assert capped == 1722.12  # 22,020 / 12 less Child Benefit of 112.88
    assert credit("2025-12", worked, **home) > capped
    assert credit("2026-01", worked, **home) == capped
    assert credit("2025-10", {**worked, "job_began": "2024-05"}, **home) == capped
    assert credit("2025-10", {"age": 30}, **home, region="london") == credit("2025-12", worked, **home)


def test_transitional_protection_erodes_by_what_elements_rise() -> None:
    kept = credit("2025-10", {"age": 30}, transitional=100, elements_last_month=400.14)
    assert kept == 500.14
    assert credit("2025-10", {"age": 30}, transitional=100, elements_last_month=393.45) == 493.45
    assert credit("2025-10", {"age": 30}, transitional=100, elements_last_month=200) == 400.14


def test_the_element_cites_the_law_of_its_month() -> None:
    """The Universal Credit Act 2025 acts from April 2026; before, the element stands in the Regulations alone."""
    told = {}
    for month in ("2026-03", "2026-04"):
        (told[month],) = (each for each in welfsim.award(month=month, adults=[LCWRA]).lines if "LCWRA" in each.item)
    assert told["2026-03"].rule == "UC Regs 2013 regs 27, 28, 36"
    assert "reg. 36" in told["2026-03"].source and "Act 2025" not in told["2026-03"].source
    assert "UC Act 2025 s.4" in told["2026-04"].rule and "Act 2025" in told["2026-04"].source


def test_the_wait_is_a_line_of_its_own() -> None:
    told = lines(month="2025-05", adults=[{"age": 30, "health": "lcwra", "fit_note": "2025-04"}])
    assert told["Universal Credit: LCWRA element (payable from July 2025)"] == 0.0
    assert "Universal Credit: LCWRA element" in lines(
        month="2025-07", adults=[{"age": 30, "health": "lcwra", "fit_note": "2025-04"}]
    )


def test_a_young_person_in_education_counts_to_the_end_of_august_after_19() -> None:
    """UC Regs reg 5(1)(b): up to, but not including, the 1 September following the 19th birthday."""
    young = {"born": "2006-03", "in_education": True}
    assert credit("2025-08", {"age": 45}, children=[young]) == 739.14  # 400.14 + 339.00, born before April 2017
    with pytest.raises(HouseholdError, match="past 31 August after the 19th birthday"):
        welfsim.award(month="2025-09", adults=[{"age": 45}], children=[young])
    september = {"born": "2006-09", "in_education": True}
    assert credit("2026-08", {"age": 45}, children=[september]) == 776.78  # 424.90 + 351.88
    told = lines(month="2025-10", adults=[{"age": 45}], children=[{"age": 18, "in_education": True}, {"age": 2}])
    assert told["Other benefits: Child Benefit"] == 187.63  # (26.05 + 17.25) × 52 / 12


# ----------------------------------------------------------------------------------------------- form


@pytest.fixture(scope="module")
def statement() -> Statement:
    return welfsim.award(month="2025-10", adults=[{**LCWRA, "pay": 500}], rent=600)


def test_every_source_is_a_parameter_of_law() -> None:
    named = {entry.parameter for entry in ENTRIES.values()} - {""}
    assert named <= set(current_law().values)


def test_lines_have_rule_and_source(statement: Statement) -> None:
    frame = statement.to_frame()
    assert frame.attrs["unit"] == "pounds a month"
    named = frame[~frame["item"].isin(["Gross pay", "Net income before rent"])]
    assert (named["rule"] != "").all()
    assert (frame.loc[frame["item"] == "LCWRA element", "status"] == "actual").all()


def test_statuses_are_explained_where_they_occur(statement: Statement) -> None:
    assert tuple(STATUSES) == (*checks.STATUSES, SCENARIO)
    for shown in (repr(statement), statement._repr_html_()):
        assert STATUSES["actual"] in shown and STATUSES["legislated"] in shown
        assert STATUSES["forecast"] not in shown


def test_a_statement_is_shown_as_text_and_html(statement: Statement) -> None:
    text, html = repr(statement), statement._repr_html_()
    assert text.startswith("2025-10: an adult of 30\n")
    assert "UC Regs 2013 reg 22" in text and "−48.95" in text and "Left out:" in text
    assert html.startswith("<table><caption>2025-10: an adult of 30</caption>")
    assert 'href="https://www.legislation.gov.uk/uksi/2013/376/regulation/22"' in html


def test_the_parts_add_up(statement: Statement) -> None:
    award = statement.award
    assert award is not None
    assert sum(award.elements) + award.transitional - sum(award.deductions) == award.paid
    assert statement.net_income == sum(statement.income) == 187_446
    assert all(isinstance(line.amount, (int, np.integer)) for line in statement.lines)


@pytest.mark.parametrize("module", ["welfsim.advice.statement", "welfsim.advice.work", "welfsim.advice.schedule"])
def test_examples_in_the_source(module: str) -> None:
    assert doctest.testmod(import_module(module)).failed == 0
