"""Many households at once: the same answers as one by one, and each fault in the row of its household."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import welfsim
from welfsim.advice.fields import field_rows
from welfsim.errors import HouseholdError

BOOK = pd.DataFrame(
    {
        "id": ["A", "B", "C", "D"],
        "month": ["2025-10", "2026-05", "2025-10", None],
        "rent": [600, 0, 750, np.nan],
        "adult_1_age": [30, 41, 15, 50],
        "adult_1_health": ["lcwra", None, "unwell", ""],
        "adult_1_fit_note": ["2024-05", None, None, " "],
        "adult_1_pay": [500, 0, np.nan, 900.5],
        "adult_2_age": [np.nan, 45, np.nan, 30],
        "adult_2_carer": [None, True, None, False],
        "child_1_age": [np.nan, 11, np.nan, np.nan],
        "child_2_born": [None, "2022-05", None, "2020-02"],
        "child_1_disability": [None, "higher", None, None],
    },
    index=[10, 20, 30, 40],
)
ONE_BY_ONE: dict[str, dict[str, Any]] = {
    "A": {
        "month": "2025-10",
        "rent": 600,
        "adults": [{"age": 30, "health": "lcwra", "fit_note": "2024-05", "pay": 500}],
    },
    "B": {
        "month": "2026-05",
        "adults": [{"age": 41}, {"age": 45, "carer": True}],
        "children": [{"age": 11, "disability": "higher"}, {"born": "2022-05"}],
    },
    "D": {"adults": [{"age": 50, "pay": 900.5}, {"age": 30}], "children": [{"born": "2020-02"}]},
}


def test_a_table_is_answered_as_its_households_one_by_one() -> None:
    table = welfsim.award(BOOK)
    assert table.index.tolist() == [10, 20, 30, 40] and table.columns[0] == "id" and table.columns[-1] == "fault"
    assert table.attrs["unit"] == "pounds a month"
    by_id = table.set_index("id")
    for name, fields in ONE_BY_ONE.items():
        assert by_id.loc[name, "fault"] == ""
        assert by_id.loc[name].drop("fault").to_dict() == welfsim.award(fields).totals


def test_a_bad_row_stops_no_other_and_says_all_its_faults() -> None:
    bad = welfsim.award(BOOK).loc[30]
    assert bad["fault"] == (
        "adult_1_age: 15 is not allowed. Allowed: 16 to 110 years. "
        "adult_1_health: unwell is not allowed. Allowed: none, fit-note, lcw or lcwra."
    )
    assert bad.drop(["id", "fault"]).isna().all()


def test_a_list_of_mappings_flat_or_nested() -> None:
    table = welfsim.award([ONE_BY_ONE["A"], {"id": 7, "adult_1_age": 30.0, "note": 1}, 5, {"adult_1_age": 40}])
    assert table["universal_credit"].round(2).tolist()[::3] == [1374.46, 400.14]
    assert table["id"].tolist() == [None, 7, None, None]
    assert table["fault"].tolist() == [
        "",
        "note: no such field. welfsim has no such fact; those it has: welfsim award --fields.",
        "int: not a household. Allowed: a mapping of fields.",
        "",
    ]
    assert "id" not in welfsim.award([{"adult_1_age": 40}]).columns


def test_cases_that_have_been_read_may_stand_in_a_list() -> None:
    case = welfsim.award(ONE_BY_ONE["A"]).case
    assert welfsim.award([case, {"adult_1_age": 30}])["universal_credit"].tolist() == [1374.46, 400.14]


def test_children_keep_their_numbers_in_faults() -> None:
    (fault,) = welfsim.award([{"adult_1_age": 30, "child_3_age": 50, "child_5_age": 2}])["fault"]
    assert fault == "child_3_age: 50 is not allowed. Allowed: 0 to 19 years."
    (fault,) = welfsim.award([{"adult_2_age": 30}])["fault"]
    assert fault == "adult_1_age: missing. Allowed: 16 to 110 years."
    (fault,) = welfsim.award([{"adult_1_age": 30, "adult_2_age": 31, "adult_3_age": 32}])["fault"]
    assert fault == "adults: 3 of them is not allowed. Allowed: one or two adults."


@pytest.mark.parametrize("month", [pd.Timestamp("2026-05-17"), np.datetime64("2026-05-01"), pd.Period("2026-05")])
def test_a_month_may_be_a_date(month: Any) -> None:
    table = welfsim.award(pd.DataFrame({"month": [month], "adult_1_age": [30]}))
    assert table["universal_credit"].tolist() == [424.90]


def test_a_number_is_no_month() -> None:
    (fault,) = welfsim.award(pd.DataFrame({"month": [24_309], "adult_1_age": [30]}))["fault"]
    assert fault == "month: 24309 is not allowed. Allowed: 2022-04 to 2031-03."


def test_columns_that_are_not_known_are_refused_before_anything_is_answered() -> None:
    wrong = BOOK.rename(columns={"adult_1_health": "adult_1_helth", "rent": "sanction", "id": "month"})
    for asked in (welfsim.award, welfsim.budget):
        with pytest.raises(HouseholdError) as caught:
            asked(wrong)
        assert str(caught.value).splitlines() == [
            "The columns",
            "  month: stands twice in the table. Keep one.",
            "  sanction: no such field. welfsim has no such fact; those it has: welfsim award --fields.",
            "  adult_1_helth: no such field. Did you mean adult_1_health?",
        ]
    with pytest.raises(HouseholdError, match="again by rent"):
        welfsim.award(BOOK, rent=5)  # type: ignore[call-overload]


def test_every_column_of_the_manual_is_known() -> None:
    columns = [row[2] for row in field_rows()[1:] if row[2]]
    table = welfsim.award(pd.DataFrame({**dict.fromkeys(columns), "adult_1_age": [30], "id": ["A"]}))
    assert table["fault"].tolist() == [""]


def test_an_empty_table_has_an_empty_answer() -> None:
    assert welfsim.award([]).empty and welfsim.budget([]).empty
    assert welfsim.award(BOOK.iloc[:0]).columns.tolist()[-2:] == ["net_income", "fault"]


def test_budgets_of_a_table_are_those_of_its_households_one_by_one() -> None:
    table = welfsim.budget(BOOK, hours_to=8, step=8)
    assert table.columns[:4].tolist() == ["id", "hours", "gross_pay", "circumstances"]
    for name, fields in ONE_BY_ONE.items():
        alone = welfsim.budget(fields, hours_to=8, step=8)
        records = {(each["hours"], each["circumstances"]): each for each in alone.records()}
        mine = table[table["id"] == name]
        assert len(mine) == len(alone.points) * (2 if alone.has_finding else 1)
        for row in mine.to_dict("records"):
            assert row["fault"] == ""
            assert row["net_income"] == records[row["hours"], row["circumstances"]]["net_income"]
    (bad,) = table[table["id"] == "C"].to_dict("records")
    assert bad["fault"].startswith("adult_1_age: 15") and np.isnan(bad["hours"]) and bad["circumstances"] == ""


def test_what_a_budget_is_asked_may_suit_some_households_only() -> None:
    table = welfsim.budget(BOOK, adult=2, hours_to=8, step=8)
    faults = table.groupby("id")["fault"].first()
    assert faults["A"] == "The budget line; adult: 2 is not allowed. Allowed: 1 to 1."
    assert faults["B"] == faults["D"] == ""
    with pytest.raises(HouseholdError, match="hourly: much is not allowed"):
        welfsim.budget(BOOK, hourly="much")  # type: ignore[call-overload]
