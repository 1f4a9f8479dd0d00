"""Results: tables read from the accounts, pairing, and folders that appear whole or not at all."""

from __future__ import annotations

import errno
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from welfsim.errors import ResultsError
from welfsim.months import month
from welfsim.results.comparison import Comparison, read
from welfsim.results.luck import NOT_OF_ROWS, Row
from welfsim.results.run import Results
from welfsim.results.storage import ACCOUNTS_FILE
from welfsim.results.table import (
    ABOVE,
    ASIDE,
    ERROR,
    HIGH,
    LOW,
    NET_COST,
    Table,
    categories,
    difference_cells,
    is_nobody,
    level_cells,
    only,
)
from welfsim.scenario import Scenario
from welfsim.vocabulary.accounts import LINES, shape_of
from welfsim.vocabulary.codes import Programme
from welfsim.vocabulary.fields import Measure
from welfsim.wording.values import number

MONTHS, DISTRICTS = 15, ("North", "South")


def invented(luck: int = 1, name: str = "Invented", replications: int = 3, months: int = MONTHS) -> Results:
    """Return results made of small whole numbers, with nobody in the cells of nobody."""
    draw = np.random.default_rng(luck)
    accounts = {}
    for line, what in LINES.items():
        values = draw.integers(0, 50, (replications, months, len(DISTRICTS), *shape_of(what)))
        flat = values.reshape(*values.shape[:3], -1)
        flat[
            ..., [cell for cell in range(flat.shape[-1]) if is_nobody(line, cell) or "Own" in categories(line)[cell]]
        ] = 0
        accounts[line] = values
    scenario = Scenario(name=name, start=month(2025, 4), months=months, replications=replications)
    prices = np.linspace(1.0, 1.1, months)
    return Results(scenario, accounts, DISTRICTS, prices, 216, {"welfsim": "test", "districts": "2 districts"})


def test_a_level_of_too_few_rows_is_blank_and_zero_and_the_net_cost_are_not() -> None:
    rows = pd.Index(["Universal Credit", "Work coaches", NET_COST], name="line")
    made_of = (Row(1.0, in_money=True), NOT_OF_ROWS, Row(1.0, in_money=True))
    values = np.array([[[9.9, 0.1, -3.0], [0.0, 0.0, 0.0], [10.0, 0.1, 30.0]]])
    frame = Table(rows, ["2025-26", "2026-27", "2027-28"], values, "£ million", made_of).frame()
    assert level_cells(frame, lambda value: number(value, 1)) == [
        ["< 10 rows", "0.0", "10.0"],
        ["0.1", "0.0", "0.1"],
        ["−3.0", "0.0", "30.0"],
    ]


def test_money_of_a_part_of_a_year_is_held_to_that_part() -> None:
    rows, made_of = pd.Index(["Universal Credit", "People"], name="line"), (Row(1.0, in_money=True), Row(1.0))
    values = np.array([[[9.0, 9.0], [9.0, 9.0]]])
    frame = Table(rows, ["2025-26", "2026-27 (6 months)"], values, "£ million", made_of, (1.0, 0.5)).frame()
    assert level_cells(frame, number) == [["< 10 rows", "9"], ["< 10 rows", "< 10 rows"]]


def test_a_table_says_what_its_blanks_mean() -> None:
    few = invented()
    assert "< 10 rows: fewer than ten rows of the sample" in repr(few)
    assert "&lt; 10 rows: fewer than ten rows of the sample" in few._repr_html_()


def test_monthly_is_tidy_and_sums_districts() -> None:
    results = invented()
    monthly = results.monthly
    assert list(monthly.columns) == ["replication", "month", "line", "category", "value"]
    assert monthly["value"].dtype == np.int64
    assert monthly["month"].iloc[0] == "2025-04"
    one = monthly.query("line == 'work' and category == 'Full time' and month == '2025-05' and replication == 2")
    assert one["value"].item() == results.accounts["work"][2, 1, :, 2].sum()


def test_by_district_adds_up_to_monthly() -> None:
    results = invented()
    detail = results.by_district("esa")
    assert set(detail["district"]) == set(DISTRICTS)
    assert detail["value"].sum() == results.monthly.query("line == 'esa'")["value"].sum()


def test_an_unknown_line_is_refused() -> None:
    with pytest.raises(ResultsError) as caught:
        invented().by_district("essa")
    assert str(caught.value) == "essa is not an account line.\n  All lines: welfsim columns"


def test_the_net_cost_is_the_sum_of_lines_by_their_sign() -> None:
    results = invented()
    table = results.fiscal_table()
    parts = [line for line in table.index if not line.startswith(ASIDE) and line != NET_COST]
    np.testing.assert_allclose(table.loc[parts].sum(), table.loc[NET_COST])
    pence = sum(
        line.spending * int(results.year_sums(name)[:, 0].sum()) for name, line in LINES.items() if line.spending
    )
    assert table.loc[NET_COST].iloc[0] == pytest.approx(pence / 3 / 1e8)
    assert table.attrs["unit"] == "£ million"


def test_receipts_are_negative_and_nobody_has_no_row() -> None:
    table = invented().fiscal_table()
    assert (table.loc["Income tax"] < 0).all()
    assert "ESA: None" not in table.index
    assert {"PIP", "ADP", "ESA: New style", "Programme: Connect to Work"} <= set(table.index)


def test_a_year_not_run_whole_says_so() -> None:
    assert invented().years == ["2025-26", "2026-27 (3 months)"]


def test_stocks_are_means_and_flows_are_sums() -> None:
    results = invented(replications=1)
    units = results.accounts["uc_units"][0].sum(axis=1)
    claims = results.accounts["uc_claims"][0].sum(axis=1)
    stocks, flows = results.caseloads(), results.flows()
    assert stocks.loc[(LINES["uc_units"].meaning, "")].to_list() == [units[:12].mean(), units[12:].mean()]
    assert flows.loc[(LINES["uc_claims"].meaning, "")].to_list() == [claims[:12].sum(), claims[12:].sum()]
    assert len(stocks) == sum(
        "Own" not in kind for n, line in LINES.items() if line.measure == Measure.STOCK for kind in categories(n)
    )


def test_real_terms_divide_each_month_by_its_prices() -> None:
    results = invented(replications=1)
    pence = results.accounts["coach_cost"][0].sum(axis=1)
    real = results.fiscal_table(real=True)
    assert real.loc["Work coaches"].iloc[0] == pytest.approx((pence[:12] / results.prices[:12]).sum() / 1e8)
    assert real.attrs["unit"] == "£ million, April 2025 prices"


def test_a_comparison_pairs_replications() -> None:
    comparison = Comparison(invented(1), invented(2))
    table = comparison.fiscal_table()
    paired = comparison.reform.fiscal().values - comparison.baseline.fiscal().values
    np.testing.assert_allclose(only(table, "difference").to_numpy(), paired.mean(axis=0).T, atol=1e-15)
    error, row = (paired.std(axis=0, ddof=1) / np.sqrt(3)).T, comparison.reform.pounds_of_a_row.worth
    floors = np.array([[0.0 if line == "Work coaches" else row / 3] for line in table.index])
    np.testing.assert_allclose(only(table, "standard error").to_numpy(), np.maximum(error, floors), atol=1e-15)
    np.testing.assert_allclose(
        only(table, "difference"), only(table, "scenario").to_numpy() - only(table, "baseline").to_numpy(), atol=1e-9
    )


def test_one_replication_has_no_standard_error() -> None:
    table = Comparison(invented(1, replications=1), invented(2, replications=1)).caseloads()
    assert isinstance(table.columns, pd.MultiIndex)
    assert set(table.columns.get_level_values("of")) == {"scenario", "baseline", "difference"}


def test_equal_replications_have_a_width_where_rows_make_the_value_and_no_luck_where_none_do() -> None:
    table = Comparison(invented(), invented()).fiscal_table()
    made_of = dict(zip(table.index, table.attrs["made_of"], strict=True))
    error, low, high, above = (only(table, of) for of in (ERROR, LOW, HIGH, ABOVE))
    drawn = [line for line in table.index if made_of[line].worth > 0]
    assert len(drawn) > 20 and (error.loc[drawn] > 0).all(axis=None) and (high - low).loc[drawn].min(axis=None) > 0
    assert (above.loc[drawn] == 0.5).all(axis=None)
    assert error.loc["Work coaches"].isna().all() and only(table, "difference").loc["Work coaches"].eq(0).all()


def test_a_comparison_shows_no_difference_of_a_few_rows_and_marks_a_sign_that_may_be_luck() -> None:
    one, other = invented(), invented()
    one.accounts["offers"][:, 0, 0, 0] += 9 * 216
    one.accounts["offers"][:, 12, 0, 0] += np.array([10, 11, 12]) * 216
    one.accounts["offers_accepted"][:, 0, 0, 0] += np.array([-30, 30, 60]) * 216
    flows = Comparison(one, other).flows()
    cells = dict(zip(flows.index, difference_cells(flows, number), strict=True))
    assert cells[LINES["offers"].meaning, "LCWRA"] == ["< 10 rows", "2,376"]
    assert cells[LINES["offers_accepted"].meaning, "LCWRA"] == ["4,320?", "0"]


def test_a_reform_equal_to_its_baseline_differs_nowhere() -> None:
    monthly = Comparison(invented(), invented()).monthly
    assert not monthly["difference"].any()


def test_runs_of_other_length_cannot_be_paired() -> None:
    with pytest.raises(ResultsError) as caught:
        Comparison(invented(name="A"), invented(name="B", months=14))
    assert str(caught.value) == "A and B cannot be paired\n  Their months differ: 15 and 14."


def test_text_and_html_say_what_they_are() -> None:
    comparison = Comparison(invented(1), invented(2, "Baseline"))
    text, html = repr(comparison), comparison._repr_html_()
    assert text.startswith(
        "Invented, against Baseline\n200,000 people × 15 months × 3 replications, seed 1. 2 districts\n"
    )
    assert "£ million, difference" in text and "Changed: nothing" in text and "not a forecast" in text
    assert '<th scope="row">Net cost of the lines above</th>' in html
    assert "<caption>" in html and "http" not in html


def test_saved_results_read_the_same(tmp_path: Path) -> None:
    results = invented()
    results.save(tmp_path / "found")
    again = read(tmp_path / "found")
    assert isinstance(again, Results)
    for line in LINES:
        np.testing.assert_array_equal(again.accounts[line], results.accounts[line])
    assert again.districts == DISTRICTS and again.grossing == 216
    assert again.scenario.as_written() == results.scenario.as_written()
    assert again.provenance == results.provenance
    np.testing.assert_array_equal(again.prices, results.prices)


def test_a_saved_comparison_reads_as_one(tmp_path: Path) -> None:
    comparison = Comparison(invented(1), invented(2))
    comparison.save(tmp_path / "found")
    again = read(tmp_path / "found")
    assert isinstance(again, Comparison)
    pd.testing.assert_frame_equal(again.fiscal_table(), comparison.fiscal_table())


def test_the_parquet_file_tells_what_it_holds(tmp_path: Path) -> None:
    import json

    import pyarrow.parquet as pq

    invented().save(tmp_path / "found")
    table = pq.read_table(tmp_path / "found" / ACCOUNTS_FILE)
    assert table.column_names == ["replication", "month", "district", "line", "category", "value"]
    assert str(table.schema.field("value").type) == "int64"
    lines = json.loads(table.schema.metadata[b"welfsim"])["lines"]
    assert lines["uc_paid"]["unit"] == "pence" and lines["uc_paid"]["meaning"] == "Universal Credit paid"


@pytest.mark.parametrize(
    "trouble", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()], ids=["full disk", "interrupted"]
)
@pytest.mark.parametrize("earlier", [False, True])
def test_trouble_while_writing_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: BaseException, earlier: bool
) -> None:
    folder = tmp_path / "found"
    if earlier:
        invented(1).save(folder)
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}

    def fail(*_: Any) -> None:
        raise trouble

    monkeypatch.setattr("welfsim.results.run.write_provenance", fail)
    with pytest.raises((ResultsError, KeyboardInterrupt)) as caught:
        invented(2).save(folder)
    if isinstance(trouble, OSError):
        assert str(caught.value) == f"{folder}\n  The results cannot be written: No space left on device."
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == before
    assert list(tmp_path.iterdir()) == ([folder] if earlier else [])


def test_an_empty_folder_has_no_results(tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match="There are no results here"):
        read(tmp_path)


def test_categories_follow_the_order_of_the_cells() -> None:
    assert categories("uc_units") == [""]
    assert categories("esa")[6] == "New style / Assessment"
    assert all(a != b for line in LINES for a, b in pairwise(categories(line)))


def test_a_programme_that_a_scenario_adds_stands_under_its_title_beside_a_baseline_without_it() -> None:
    added = {"like": "connect_to_work", "title": "Supported internships", "places": 500}
    baseline = invented()
    scenario = Scenario.model_validate({**baseline.scenario.as_written(), "programmes": {"internships": added}})
    accounts = {line: values.copy() for line, values in baseline.accounts.items()}
    accounts["programme_cost"][..., Programme.OWN_1] = 100_000_000
    reform = Results(scenario, accounts, DISTRICTS, baseline.prices, 216, baseline.provenance)
    label = "Programme: Supported internships"
    assert label not in baseline.fiscal_table().index
    months, districts = 12, len(DISTRICTS)
    table = Comparison(reform, baseline).fiscal_table()
    assert table.loc[label, ("2025-26", "difference")] == months * districts
    assert table.loc[label, ("2025-26", "baseline")] == 0
    assert table.loc[NET_COST, ("2025-26", "difference")] == pytest.approx(months * districts)
    assert "Supported internships" in set(reform.monthly["category"])
    assert "Supported internships / Coach" in reform.categories("programme_starts_by_route")
