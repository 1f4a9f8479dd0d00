"""What is left out is said to those whom it may concern, and to no one else; what cannot be held is refused as such."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import welfsim
from welfsim.advice.left_out import MATTERS, WORK_MATTERS, left_out
from welfsim.advice.reading import read_case
from welfsim.advice.refusals import REFUSALS
from welfsim.errors import HouseholdError

THIRTY: dict[str, Any] = {"age": 30}
RELATED = {"age": 40, "esa": "income-related", "esa_group": "support", "esa_since": "2015-01"}
PAGE = Path(__file__).parents[2] / "docs" / "awards.md"


def told(**fields: Any) -> str:
    """Return what is left out for a household, as one text."""
    return "\n".join(left_out(read_case({"adults": [THIRTY], **fields})))


def test_a_single_renter_reads_four_lines() -> None:
    assert told(rent=600).count("\n") == 3


CONCERNED: dict[str, dict[str, Any]] = {
    "Local Housing Allowance": {"rent": 500},
    "who is blind": {"rent": 500, "non_dependants": [{"age": 30}]},
    "in temporary accommodation": {"rent": 500, "temporary_accommodation": True},
    "Owners": {"rent": 0},
    "Sanctions": {},
    "council tax": {},
    "prescriptions": {},
    "Student loans": {"adults": [{"age": 30, "pay": 900}]},
    "expenses of the self-employed": {"adults": [{"age": 30, "pay": 900, "self_employed": True}]},
    "Childcare costs, which": {"children": [{"age": 3}]},
    "Tax-Free Childcare": {"children": [{"age": 3}], "childcare_costs": 300},
    "Free school meals": {"children": [{"age": 3}]},
    "16 or 17": {"adults": [{"age": 45}], "children": [{"age": 17}]},
    "Students' grants": {"adults": [{"age": 20, "student": "full-time"}]},
    "end the benefit cap": {"rent": 1_500},
    "LCWRA waits": {"adults": [{"age": 30, "health": "lcwra", "fit_note": "2025-08"}]},
    "In hospital": {"adults": [{"age": 30, "mobility": "standard"}]},
    "Pension Credit": {"adults": [THIRTY, {"age": 70}]},
    "a partner's work": {"adults": [RELATED]},
    "new-style JSA": {"adults": [{"age": 30, "jsa": "new-style"}]},
    "Young Carer Grant": {"region": "scotland"},
}
"""A household that each matter concerns."""
OF_ALL = ("Sanctions", "council tax", "prescriptions", "Owners")
"""Matters of a household of which nothing but an age is known."""


@pytest.mark.parametrize("words", CONCERNED)
def test_whom_a_matter_concerns_reads_it_and_others_do_not(words: str) -> None:
    assert words in told(**CONCERNED[words])
    assert (words in told()) == (words in OF_ALL)


def test_every_matter_has_a_household_and_fits_a_line() -> None:
    for matter in MATTERS:
        assert any(words in matter.text for words in CONCERNED)
    assert all(len(matter.text) <= 98 for matter in (*MATTERS, *WORK_MATTERS))


def test_a_matter_ends_with_its_law_or_its_fact() -> None:
    assert "LCWRA waits" not in told(adults=[{"age": 30, "health": "lcwra", "fit_note": "2024-05"}])
    assert "LCWRA waits" not in told(
        adults=[{"age": 30, "health": "lcwra", "fit_note": "2025-08", "terminally_ill": True}]
    )
    assert "end the benefit cap" not in told(rent=1_500, adults=[{"age": 30, "daily_living": "standard"}])
    assert "Local Housing Allowance" not in told(rent=600, lha=500)


# ---------------------------------------------------------------------------------------------- refusals

REFUSED: dict[str, dict[str, Any]] = {
    "month": {"month": "2021-01"},
    "esa_other_adults": {"adults": [RELATED], "rent": 500, "non_dependants": [{"age": 30}]},
}


def test_there_are_at_most_ten_kinds_of_refusals_and_the_manual_has_them() -> None:
    assert list(REFUSED) == list(REFUSALS) and len(REFUSALS) <= 10
    section = PAGE.read_text(encoding="utf-8").partition("## What welfsim refuses")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (.+) \| (.+) \| (.+) \|$", section, re.MULTILINE)
    assert rows[2:] == [tuple(refusal) for refusal in REFUSALS.values()]


@pytest.mark.parametrize("kind", REFUSED)
def test_each_refusal_is_reached_and_says_whose_limit_it_is(kind: str) -> None:
    with pytest.raises(HouseholdError) as caught:
        welfsim.award({"adults": [THIRTY], **REFUSED[kind]})
    (fault,) = str(caught.value).splitlines()[1:]
    refusal = REFUSALS[kind]
    assert f"welfsim cannot hold {refusal.what}, since {refusal.why}. By hand: {refusal.by_hand}" in fault
