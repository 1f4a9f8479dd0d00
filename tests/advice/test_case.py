"""Households that cannot exist are refused: every fault at once, each with its field and what is allowed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import welfsim
from welfsim.advice.reading import read_case
from welfsim.errors import HouseholdError

THIRTY = {"age": 30}
RELATED = {"age": 40, "esa": "income-related", "esa_group": "support", "esa_since": "2015-01"}


def refused(**fields: Any) -> list[str]:
    """Return the lines of the message that refuses a household."""
    with pytest.raises(HouseholdError) as caught:
        read_case(fields)
    return str(caught.value).splitlines()[1:]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "adults: missing. Allowed: one or two adults."),
        ({"adults": [THIRTY] * 3}, "adults: 3 of them is not allowed. Allowed: one or two adults."),
        ({"adults": [THIRTY], "rent": -4}, "rent: -4 is not allowed. Allowed: 0 to 100,000 pounds a month."),
        ({"adults": [{"pay": 500}]}, "adults 1, age: missing. Allowed: 16 to 110 years."),
        (
            {"adults": [THIRTY], "children": [{"age": 31}]},
            "children 1, age: 31 is not allowed. Allowed: 0 to 19 years.",
        ),
        (
            {"adults": [{"age": 18}], "children": [{"age": 17}, {"born": "2026-01"}]},
            "children: child 2: born 2026-01 lies after 2025-10. Allowed: a month up to 2025-10.",
        ),
        (
            {"adults": [{"age": 45}], "children": [{"age": 18}]},
            "children: child 1 is 18 years old, so counts in approved education alone (UC Regs reg 5). "
            "Allowed: in_education true, or without this child.",
        ),
        (
            {"month": "2026-05", "adults": [THIRTY], "children": [{"age": 3}] * 21},
            "children: 21 of them is not allowed. Allowed: 0 to 20 children.",
        ),
        (
            {"month": "2025-10", "adults": [{"age": 30, "health": "lcwra", "fit_note": "2026-05"}]},
            "adults: adult 1: fit_note 2026-05 lies after 2025-10. Allowed: a month up to 2025-10.",
        ),
        (
            {"adults": [{"age": 30, "terminally_ill": True}]},
            "adults 1, terminally_ill: true, though health is none. "
            "Allowed: with health lcwra and the month of its fit_note.",
        ),
        (
            {"adults": [{"age": 40}, {**RELATED, "age": 70}]},
            "adults: adult 2 is past State Pension age, where ESA ends. Allowed: esa none.",
        ),
        (
            {"adults": [{"age": 45, "esa": "new-style", "esa_group": "support", "esa_since": "2025-03"}]},
            "adults 1, esa_group: support, though health is none. Allowed: with health lcwra, which it brings in UC.",
        ),
        (
            {"adults": [{"age": 30, "health": "lcwra"}]},
            "adults 1, fit_note: missing, though health is lcwra. "
            "Allowed: the month of the first fit note, as 2024-05.",
        ),
        (
            {"adults": [{"age": 30, "sick_since": "2025-05"}]},
            "adults 1, sick_since: sick pay needs a job. Allowed: a month, with pay above 0.",
        ),
        (
            {"adults": [{"age": 30, "job_began": "2025-05", "job_ended": "2025-04"}]},
            "adults 1, job_ended: 2025-04 is before the job began. Allowed: 2025-05 or later.",
        ),
        (
            {"adults": [{"age": 30, "esa": "new-style"}]},
            "adults 1, esa_since: missing, though there is ESA. "
            "Allowed: the month in which the claim began, as 2024-05.",
        ),
        (
            {"adults": [THIRTY], "children": [{}]},
            "children 1, born: give the child's age or its month of birth. Allowed: one of the two.",
        ),
        ({"adults": [{"age": 30, "helth": "lcw"}]}, "adults 1, helth: no such field. Did you mean health?"),
        (
            {"adults": [{"age": 30, "pay": 500, "minimum_income_floor": True}]},
            "adults 1, minimum_income_floor: true, though not self-employed. Allowed: with self_employed true.",
        ),
        (
            {"adults": [{"age": 30, "carer": True, "self_employed": True, "minimum_income_floor": True}]},
            "adults 1, minimum_income_floor: true, though caring lifts it (UC Regs reg 62(1)(b)). Allowed: false.",
        ),
        (
            {"adults": [{"age": 30, "self_employed": True, "minimum_income_floor": True}], "children": [{"age": 2}]},
            "children: a child under 3 lifts the minimum income floor of a lone parent (UC Regs reg 62). "
            "Allowed: false.",
        ),
        (
            {"adults": [{"age": 30, "pay": 500, "start_up_since": "2025-01"}]},
            "adults 1, start_up_since: given, though not self-employed. Allowed: with self_employed true.",
        ),
        (
            {
                "adults": [
                    {
                        "age": 30,
                        "pay": 500,
                        "self_employed": True,
                        "minimum_income_floor": True,
                        "start_up_since": "2025-01",
                    }
                ]
            },
            "adults 1, start_up_since: together with minimum_income_floor, which holds in every month. "
            "Allowed: one of the two; the start-up period ends by itself.",
        ),
        (
            {"adults": [{"age": 30, "pay": 100, "pension_contribution": 101}]},
            "adults 1, pension_contribution: 101 is more than the pay. "
            "Allowed: 0 to 100, the part of pay that goes into a pension.",
        ),
        (
            {"adults": [{"age": 30, "pay": 100, "sick_since": "2025-10", "self_employed": True}]},
            "adults 1, self_employed: true, though there is sick pay, which employees have. "
            "Allowed: without sick_since.",
        ),
        (
            {"adults": [{"age": 30, "pay": 100, "maternity_allowance": 800}]},
            "adults 1, maternity_allowance: with pay, though it is not paid for days of work. Allowed: one of the two.",
        ),
        (
            {"adults": [{"age": 30, "esa": "new-style", "esa_since": "2025-05", "jsa": "new-style"}]},
            "adults 1, jsa: together with new-style ESA. Allowed: one of the two.",
        ),
        (
            {"adults": [{"age": 30, "lcwra_found": "2025-09"}]},
            "adults 1, lcwra_found: given, though health is none. Allowed: with health lcwra, which came after it.",
        ),
        (
            {"adults": [THIRTY], "rent": 500, "lha": 400, "spare_rooms": 1},
            "spare_rooms: 1 spare room with Local Housing Allowance: a social rent has the one, a private rent the "
            "other. Allowed: one of the two.",
        ),
        (
            {"adults": [RELATED], "non_dependants": [{"age": 30}]},
            "non_dependants: 1 other adult: welfsim cannot hold other adults in the home with income-related ESA, "
            "since the Housing Benefit that goes with it takes amounts by their pay (SI 2006/213 reg 74). By hand: "
            "leave them out, and take from Housing Benefit the amount of that regulation for each.",
        ),
        (
            {"adults": [THIRTY], "non_dependants": [{"age": 30}], "lives_alone": True},
            "lives_alone: true, though there are non_dependants. Allowed: one of the two.",
        ),
        (
            {"adults": [THIRTY], "non_dependants": [{"age": 30, "spared_by": "pay"}]},
            "non_dependants 1, spared_by: pay is not allowed. Allowed: none, disability, carer, young-child, "
            "pension-credit, prison or armed-forces.",
        ),
        (
            {"adults": [{**RELATED, "esa": "new-style", "esa_group": "wrag"}]},
            "adults 1, esa_group: wrag, though health is none. Allowed: with health lcw, which it brings in UC.",
        ),
        (
            {"adults": [THIRTY], "month": "2035-01"},
            "month: 2035-01: welfsim cannot hold a month outside 2022-04 to 2031-03, since it has the law of these "
            "months alone. By hand: take the rates of that month from gov.uk.",
        ),
        (
            {"adults": [{"age": 30, "cares_for": "Ann"}]},
            "adults 1, cares_for: given, though the adult is no carer. Allowed: with carer true.",
        ),
        (
            {"adults": [{"age": 30, "carers_allowance_claimed": False}]},
            "adults 1, carers_allowance_claimed: given, though the adult is no carer. Allowed: with carer true.",
        ),
        (
            {"adults": [{"age": 30, "fit_note_day": 3}]},
            "adults 1, fit_note_day: given without the month. Allowed: with fit_note.",
        ),
        (
            {"adults": [{"age": 30, "job_pay": 900}]},
            "adults 1, job_pay: the pay of a job that has ended. "
            "Allowed: with job_ended; pay is that of a present job.",
        ),
        (
            {"adults": [{"age": 30, "pay_before": 900}]},
            "adults 1, pay_fell_in: pay_before and pay_fell_in belong together. Allowed: both of them, or neither.",
        ),
        (
            {"adults": [{"age": 30, "pay_before": 900, "pay_fell_in": "2025-03"}]},
            "adults 1, pay_fell_in: 2025-03, with job_began missing. Allowed: the month of job_began or a later one.",
        ),
        (
            {"adults": [THIRTY], "children": [{"age": 3, "two_child_exception": "multiple birth"}, {"age": 5}]},
            "children: child 1 is of a multiple birth, but no other is born in 2022-10. "
            "Allowed: two children at least of one month.",
        ),
        (
            {"adults": [THIRTY], "children": [{"age": 3, "two_child_exception": "twins"}]},
            "children 1, two_child_exception: twins is not allowed. "
            "Allowed: none, multiple birth, adoption, non-parental care or non-consensual conception.",
        ),
        (
            {"adults": [THIRTY], "last_month": {"standard_allowance": 400.14}, "elements_last_month": 500},
            "last_month: 400.14 together, but elements_last_month 500.00. Allowed: the same, or one of them.",
        ),
        (
            {"adults": [THIRTY], "last_month": {"standard_allowance": 0}},
            "last_month, standard_allowance: 0 is not allowed. Allowed: above 0, to 100,000 pounds a month.",
        ),
        (
            {"adults": [THIRTY], "last_month": {"standard_allowance": 400.14, "housin": 4}},
            "last_month, housin: no such field. Did you mean housing?",
        ),
        (
            {"adults": [THIRTY], "temporary_accommodation": True, "left_temporary_accommodation": "2025-10"},
            "left_temporary_accommodation: given, though the household is in temporary accommodation. "
            "Allowed: one of the two.",
        ),
        (
            {"adults": [THIRTY], "left_temporary_accommodation": "2025-11"},
            "left_temporary_accommodation: after 2025-10. Allowed: a month up to 2025-10.",
        ),
        ({"adults": [THIRTY], "month": "May"}, "month: May is not allowed. Allowed: 2022-04 to 2031-03."),
    ],
)
def test_a_household_that_cannot_exist(fields: dict[str, Any], message: str) -> None:
    assert refused(**fields) == [f"  {message}"]


def test_all_faults_at_once() -> None:
    told = refused(month="2021-01", adults=[{"age": 30, "pay": -1}], children=[{"age": 40}], savings=-1)
    assert [line.split(":")[0].strip() for line in told] == ["month", "adults 1, pay", "children 1, age", "savings"]


def test_in_a_file_a_number_is_no_month_and_a_switch_no_number(tmp_path: Path) -> None:
    file = tmp_path / "household.yaml"
    file.write_text(
        "month: 24309\nrent: true\nadults:\n  - {age: yes, fit_note: 24300, pay: false, carer: yes}\n", "utf-8"
    )
    with pytest.raises(HouseholdError) as caught:
        read_case(file)
    assert str(caught.value) == (
        f"{file}\n"
        "  line 1: month: 24309 is not allowed. Allowed: 2022-04 to 2031-03.\n"
        "  line 2: rent: true is not allowed. Allowed: 0 to 100,000 pounds a month.\n"
        "  line 4: adults 1, age: yes is not allowed. Allowed: 16 to 110 years.\n"
        "  line 4: adults 1, pay: false is not allowed. Allowed: 0 to 100,000 pounds a month.\n"
        "  line 4: adults 1, fit_note: 24300 is not allowed. Allowed: a month, as 2024-05."
    )


def test_a_file_without_a_month_is_of_the_usual_one(tmp_path: Path) -> None:
    (tmp_path / "household.yaml").write_text("adults: [{age: 30}]\n", "utf-8")
    assert read_case(tmp_path / "household.yaml") == read_case({"adults": [{"age": 30}]})


def test_of_many_faults_the_first_are_shown_and_long_words_cut(tmp_path: Path) -> None:
    file = tmp_path / "household.yaml"
    many = "".join(f"  - {{age: {'x' * 500}}}\n" for _ in range(100))
    file.write_text(f"adults: [{{age: 30}}]\nchildren:\n{many}", "utf-8")
    with pytest.raises(HouseholdError) as caught:
        read_case(file)
    _, *faults, last = str(caught.value).splitlines()
    assert len(faults) == 20 and last == "  80 further faults: mend these first."
    assert faults[0] == f"  line 3: children 1, age: {'x' * 59}… is not allowed. Allowed: 0 to 19 years."


def test_all_slips_of_people_at_once() -> None:
    later = {"fit_note": "2026-05", "health": "lcwra", "esa": "new-style", "esa_group": "support"}
    told = refused(
        month="2025-10",
        adults=[
            {"age": 30, **later, "esa_since": "2026-06"},
            {"age": 70, "attendance_allowance": "lower", "mobility": "standard"},
        ],
    )
    assert [line.split(" lies")[0].split(" has")[0] for line in told] == [
        "  adults: adult 1: fit_note 2026-05",
        "  adults: adult 1: esa_since 2026-06",
        "  adults: adult 2",
    ]
    told = refused(adults=[{"age": 45}], children=[{"age": 18}, {"born": "2026-01"}])
    assert told[0].startswith("  children: child 1 is 18 years old")
    assert told[1] == "  children: child 2: born 2026-01 lies after 2025-10. Allowed: a month up to 2025-10."


@pytest.mark.parametrize("name", ["sanction", "surplus", "x" * 100])
def test_a_fact_that_welfsim_does_not_have_is_no_other_fact(name: str) -> None:
    (told,) = refused(adults=[THIRTY], **{name: 1})
    assert told.endswith(": no such field. welfsim has no such fact; those it has: welfsim award --fields.")


@pytest.mark.parametrize(("name", "meant"), [("rents", "rent"), ("chlidren", "children"), ("regoin", "region")])
def test_a_slip_of_spelling_has_a_hint(name: str, meant: str) -> None:
    assert refused(adults=[THIRTY], **{name: 1}) == [f"  {name}: no such field. Did you mean {meant}?"]


@pytest.mark.parametrize("described", [5, 2.5, b"adults", {1, 2}, object])
def test_what_is_no_household_is_refused_in_words(described: Any) -> None:
    for asked in (welfsim.award, welfsim.budget):
        with pytest.raises(HouseholdError, match=r"describes no household. Allowed: fields such as adults"):
            asked(described)


def test_a_household_is_described_once() -> None:
    for asked in (welfsim.award, welfsim.budget):
        with pytest.raises(HouseholdError, match="It is described by what is given first, and again by rent, savings"):
            asked({"adults": [THIRTY]}, rent=5, savings=4)


def test_keys_that_are_no_names() -> None:
    with pytest.raises(HouseholdError) as caught:
        read_case({1: 2, "adults": [{"age": 30, 7: 8}]})
    assert [line.split(".")[0] for line in str(caught.value).splitlines()[1:]] == [
        "  adults 1, 7: no such field",
        "  1: no such field",
    ]


JSON = '{\n\t"month": "2025-10",\n\t"rent": 600,\n\t"adults": [{"age": 30, "pay": 5e2}]\n}\n'


def test_json_says_the_same_as_yaml(tmp_path: Path) -> None:
    file = tmp_path / "household.json"
    file.write_text(JSON, encoding="utf-8")
    assert read_case(file) == read_case({"month": "2025-10", "rent": 600, "adults": [{"age": 30, "pay": 500}]})
    file.write_text(JSON.replace("600", "-600").replace("30", "3"), encoding="utf-8")
    with pytest.raises(HouseholdError) as caught:
        read_case(file)
    assert str(caught.value) == (
        f"{file}\n  line 3: rent: -600 is not allowed. Allowed: 0 to 100,000 pounds a month.\n"
        "  line 4: adults 1, age: 3 is not allowed. Allowed: 16 to 110 years."
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{\n"adults": [{"age": 30},]}', ", line 2\n  A "),
        ('{"adults": [{"age": 30}]', ", line 1\n  A comma is missing, or a bracket or brace is not closed."),
        ("{adults: [{age: 30}]}", ", line 1\n  A name in double quotes is missing here, or a comma is too many."),
        ('{"adults": [{"age": 30}]}\n{}', ", line 2\n  Something stands after the end of the household."),
        ('{"rent" 5}', ', line 1\n  A colon is missing: write  "name": value.'),
        ('{"rent": 5, "rent": 6}', ", line 1\n  rent stands twice, first in line 1: keep one."),
        ('["adults"]', "\n  ['adults'] describes no household. Allowed: fields such as adults, rent and month"),
        ("[" * 100_000, "\n  A number of thousands of digits, or brackets in thousands, cannot be meant."),
        ("", "\n  There is nothing in it."),
    ],
)
def test_json_that_cannot_be_read(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "household.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(HouseholdError) as caught:
        read_case(file)
    assert str(caught.value).startswith(f"{file}{message}")


def test_a_case_is_written_as_it_can_be_read_again() -> None:
    case = read_case({"month": "2026-05", "adults": [RELATED], "children": [{"born": "2020-02"}, {"age": 3}]})
    assert case.as_written()["children"] == ({"born": "2020-02"}, {"age": 3})
    assert read_case(case.as_written()) == case


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    broken, empty = tmp_path / "broken.yaml", tmp_path / "empty.yaml"
    broken.write_text("adults: [", encoding="utf-8")
    empty.write_text("", encoding="utf-8")
    for file, told in (
        (broken, "line 1\n  A value is missing here"),
        (empty, "There is nothing in it"),
        (tmp_path / "none", "There is no such file"),
    ):
        with pytest.raises(HouseholdError, match=told):
            welfsim.award(file)


def test_a_file_says_the_same_as_fields(tmp_path: Path) -> None:
    file = tmp_path / "household.yaml"
    file.write_text("month: 2025-10\nrent: 600\nadults:\n  - {age: 30, pay: 500}\n", encoding="utf-8")
    assert read_case(file) == read_case({"month": "2025-10", "rent": 600, "adults": [{"age": 30, "pay": 500}]})
