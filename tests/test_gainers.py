"""Gainers and losers: two lives of each person, on one luck."""

from __future__ import annotations

from itertools import chain
from typing import Any

import numpy as np
import pytest

from welfsim.errors import ResultsError
from welfsim.experiments.diary import AMOUNTS, THROUGH, WAYS, WITHOUT
from welfsim.experiments.gainers import gainers
from welfsim.experiments.poverty_line import line_of_month, size_of_units
from welfsim.rules.incomes import BENEFITS, EARNED
from welfsim.simulation import compare
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.fields import as_table, declared, empty_columns
from welfsim.vocabulary.persons import Persons

RAISED = [
    "universal_credit.standard_single=2026-04:{plus: £50}",
    "universal_credit.standard_couple=2026-04:{plus: £50}",
]
SMALL: dict[str, Any] = {"people": 3_000, "months": 24, "threads": 2}
NO_EVENTS = {"population", "processes.employment", "rules.stages"}


@pytest.fixture(scope="module")
def raised() -> Any:
    return gainers("baseline", set=RAISED, **SMALL)


def test_nobody_gains_without_a_reform() -> None:
    found = gainers("baseline", **SMALL)
    assert (found.summary().to_numpy() == 0).all()
    assert found.parting().empty


def test_a_raised_allowance_is_a_gain_of_those_on_credit(raised: Any) -> None:
    summary = raised.summary()
    year = raised.years[-1]
    gain = summary.loc[("People whose income rises", "thousand"), (year, "found")]
    loss = summary.loc[("People whose income falls", "thousand"), (year, "found")]
    mean = summary.loc[("Mean rise of these", "£ a month"), (year, "found")]
    assert gain > 1_000
    assert loss < 0.05 * gain
    assert 40 < mean < 52
    assert (summary[raised.years[0], "found"] == 0).all()


def test_groups_and_tenths_add_up_to_all(raised: Any) -> None:
    total = raised.summary().loc[("People whose income rises", "thousand"), (raised.years[-1], "found")]
    for grouping in ("decile", "age", "region", "benefit"):
        frame = raised.by(grouping)
        assert frame["rises, thousand"].sum() == pytest.approx(total)
        sizes = frame["people, thousand"]
        assert grouping != "decile" or sizes.max() - sizes.min() < 0.01 * sizes.mean()
    assert raised.by("benefit").loc["Not on UC", "rises, thousand"] < 0.2 * total  # who claims for the larger award


def test_what_units_have_is_what_the_accounts_pay(raised: Any) -> None:
    """Of units with one adult, benefits and pay come to what the public purse pays and takes, line by line."""
    diary, accounts = raised.diaries[0], raised.comparison.baseline
    heads = diary.heads[-1]
    benefits = diary.income[WITHOUT, BENEFITS, -1][heads].sum() * diary.grossing
    paid = sum(accounts.line(name)[:, 12:].sum() for name in ("uc_paid", "esa_paid", "disability_paid", "carers_paid"))
    child = 0.12  # Child Benefit and Housing Benefit are not in the accounts, pensioners' benefits not in the diary
    assert paid * (1 - child) < benefits < paid * (1 + 2 * child)
    gross = accounts.line("gross_pay")[:, 12:].sum()
    taken = sum(accounts.line(name)[:, 12:].sum() for name in ("income_tax", "employee_insurance"))
    taken += accounts.line("self_employed_insurance")[:, 12:].sum()
    earned = diary.income[WITHOUT, EARNED, -1][heads].sum() * diary.grossing
    assert earned == pytest.approx(gross - taken, rel=0.05)


def test_lives_part_when_and_where_the_reform_begins(raised: Any) -> None:
    parting = raised.parting()
    assert parting.loc["Universal Credit", "first month"] == "2026-04"
    assert parting[raised.years[0]].sum() == 0


def test_the_runs_are_those_of_a_comparison(raised: Any) -> None:
    plain = compare("baseline", set=RAISED, **SMALL)
    for one, other in ((plain.reform, raised.comparison.reform), (plain.baseline, raised.comparison.baseline)):
        assert all(np.array_equal(one.accounts[line], other.accounts[line]) for line in one.accounts)


def test_every_owner_of_a_column_is_a_way_to_part_or_tells_no_event() -> None:
    owners = {field.what.owner for table in (Persons, BenefitUnits) for field in declared(table).values()}
    ways = set(chain.from_iterable(THROUGH.values()))
    assert owners == ways | NO_EVENTS
    assert not ways & NO_EVENTS
    assert WAYS[-1] == AMOUNTS


def test_the_line_and_the_sizes_of_families() -> None:
    assert line_of_month(1.0) == pytest.approx(419 * 0.6 * 1.53 * 365.25 / 7 / 12 * 100)
    columns = empty_columns(BenefitUnits, 3)
    month = 2026 * 12
    columns["adults"][:] = (1, 2, 1)
    columns["child_1_birth"][:] = (0, month - 15 * 12, month - 20 * 12)
    columns["child_2_birth"][:] = (0, month - 3 * 12, month + 1)
    size, children = size_of_units(as_table(BenefitUnits, columns), month, 19 * 12)
    assert size.tolist() == pytest.approx([0.67, 1.0 + 0.33 + 0.2, 0.67])
    assert children.tolist() == [0, 2, 0]


def test_unknown_groups_and_years_are_named(raised: Any) -> None:
    with pytest.raises(ResultsError) as fault:
        raised.by("decil")
    assert str(fault.value) == (
        "by decil\n  There are no such groups. Did you mean decile?\n  Groups: decile, age, sex, region, nation, "
        "condition, severity, family, benefit, disability, tenure"
    )
    with pytest.raises(ResultsError, match="Years: 2025-26, 2026-27"):
        raised.by("age", "2031-32")
