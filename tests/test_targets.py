"""Tables of targets: what they are held against, the bridges they need, and what is refused."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from math import sqrt
from pathlib import Path

import numpy as np
import pytest

from welfsim.errors import TargetsError
from welfsim.experiments.targets.lines import UnreadableLinesError, read_held, total
from welfsim.experiments.targets.table import COLUMNS, OF_A_BRIDGE, read_bridges, read_targets
from welfsim.experiments.targets.target import Against, against
from welfsim.months import month
from welfsim.results.run import Results
from welfsim.scenario import Scenario
from welfsim.vocabulary.accounts import LINES
from welfsim.vocabulary.codes import DisabilityBenefit, HealthGroup, PipRate, WorkStatus

START, LAST_KNOWN = month(2025, 4), month(2025, 6)
ROW = {
    "name": "uc_lcwra",
    "use": "fit",
    "definition": "People found to have LCWRA",
    "geography": "Great Britain",
    "ages": "working age",
    "basis": "claims",
    "date": "2025-06",
    "unit": "people",
    "value": "2175000",
    "rounding": "100000",
    "lines": "uc_health[LCWRA]",
    "source": "UC WCA statistics",
    "published": "2025-09",
    "grade": "derived",
}
BRIDGE = {
    "name": "lone_to_all",
    "part": "geography",
    "published": "Wales",
    "modelled": "Great Britain",
    "times": "20",
    "error": "0.25",
    "why": "Wales has a twentieth",
    "source": "A count",
    "grade": "assumption",
}

Write = Callable[..., Path]


@pytest.fixture
def table(tmp_path: Path) -> Write:
    """Return what writes a table of rows, each a change of the row above."""

    def write(*changes: Mapping[str, str], name: str = "targets.csv", like: Mapping[str, str] = ROW) -> Path:
        file = tmp_path / name
        with file.open("w", encoding="utf-8", newline="") as stream:
            columns = OF_A_BRIDGE if like is BRIDGE else COLUMNS
            writer = csv.DictWriter(stream, columns, restval="")
            writer.writeheader()
            writer.writerows({**like, **change} for change in changes)
        return file

    return write


@pytest.fixture
def results() -> Results:
    """Return a run of fifteen months, two replications and two districts in which nothing is on any line."""
    scenario = Scenario.model_validate({"name": "Empty", "months": 15, "replications": 2})
    shapes = {line: tuple(len(codes) for codes in what.by) for line, what in LINES.items()}
    accounts = {line: np.zeros((2, 15, 2, *shape), np.int64) for line, shape in shapes.items()}
    return Results(scenario, accounts, ("North", "South"), np.ones(15), 216, {})


def one(file: Path, months: int = 15) -> Against:
    """Return the only target of a table against the run."""
    held, left = against(read_targets(file), START, months)
    assert not left
    return held[0]


def refusal(file: Path) -> str:
    with pytest.raises(TargetsError) as refused:
        read_targets(file)
    return str(refused.value).replace(file.as_posix(), file.name)


# ------------------------------------------------------------------------------------------- the shipped tables


def test_nothing_that_is_shipped_is_of_a_later_month_than_was_known() -> None:
    targets = read_targets()
    assert len(targets) > 60
    assert {target.name for target in targets if target.last > LAST_KNOWN} == set()


def test_every_shipped_target_is_held_against_the_first_year_or_a_run_from_2023() -> None:
    targets = read_targets()
    held = [each.target for run in ((START, 12), (month(2023, 4), 27)) for each in against(targets, *run)[0]]
    assert [target.where for target in targets if target not in held] == []


def test_shipped_bridges_lead_somewhere_and_each_is_used() -> None:
    used = {bridge.name for target in read_targets() for bridge in target.bridges}
    folder = Path(__file__).resolve().parents[1] / "data" / "targets"
    assert set(read_bridges(folder / "bridges.csv")) == used


# ------------------------------------------------------------------------------------------- what is measured


def test_a_level_is_the_stock_of_its_month(table: Write, results: Results) -> None:
    results.accounts["uc_health"][:, 2, :, HealthGroup.LCWRA] = [[1_000, 500], [1_000, 700]]
    results.accounts["uc_health"][:, 3] = 9
    assert one(table({})).model(results).tolist() == [1_500, 1_700]


def test_a_level_of_a_quarter_is_its_mean(table: Write, results: Results) -> None:
    results.accounts["uc_health"][:, :3, 0, HealthGroup.LCWRA] = [100, 200, 600]
    assert one(table({"date": "2025-04/2025-06"})).model(results).tolist() == [300, 300]


def test_growth_is_a_month_between_two_ends(table: Write, results: Results) -> None:
    results.accounts["uc_health"][:, :3, 0, HealthGroup.LCWRA] = [100, 200, 600]
    growing = {"date": "2025-04/2025-06", "unit": "people a month"}
    assert one(table(growing)).model(results).tolist() == [250, 250]


def test_a_flow_is_its_mean_month_and_a_share_is_of_sums(table: Write, results: Results) -> None:
    results.accounts["jobs_started"][:, :3, 0, WorkStatus.SEARCHING] = [10, 20, 60]
    results.accounts["out_of_work"][:, :3, 0, WorkStatus.SEARCHING] = [100, 200, 300]
    jobs = {"basis": "neither", "date": "2025-04/2025-06", "lines": "jobs_started[SEARCHING]"}
    assert one(table({**jobs, "unit": "jobs a month"})).model(results).tolist() == [30, 30]
    rate = {**jobs, "unit": "percent a month", "lines": "jobs_started[SEARCHING] / out_of_work[SEARCHING]"}
    assert one(table(rate)).model(results).tolist() == [15, 15]


def test_money_is_summed_in_millions_of_pounds(table: Write, results: Results) -> None:
    results.accounts["carers_paid"][:, :3, 0] = 250_000_000
    money = {"basis": "payments", "date": "2025-04/2025-06", "unit": "£ million", "lines": "carers_paid"}
    assert one(table(money)).model(results).tolist() == [7.5, 7.5]


def test_lines_are_added_and_taken_off_by_code(results: Results) -> None:
    living = results.accounts["daily_living"]
    for rate in PipRate:
        living[..., DisabilityBenefit.PIP, rate] = 10 ** int(rate)
        living[..., DisabilityBenefit.ADP, rate] = 5 * 10 ** int(rate)
    results.accounts["carers"][:] = 1

    def of(text: str) -> float:
        return float(total(read_held(text).terms, results)[0, 0])

    assert of("daily_living[PIP, STANDARD]") == 20
    assert of("daily_living[*, STANDARD..]") == 1_320
    assert of("daily_living[ADP]") == 1_110
    assert of("daily_living[PIP, ..STANDARD] - carers + daily_living[ADP, NONE|ENHANCED]") == 22 - 2 + 1_010


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("uc_helth", "uc_helth is no account line. Did you mean uc_health?"),
        ("uc_health[LCWR]", "Did you mean LCWRA?"),
        ("carers[PIP]", "carers is split by nothing, and 1 lists are given."),
        ("uc_health[LCWRA..PRE_WCA]", "is empty, since LCWRA comes after PRE_WCA."),
        ("uc_health + jobs_lost", "adds flow and stock: add lines of one kind."),
        ("carers / carers / carers", "has more than one division"),
        ("carers carers", "carers is no account line. Write  line[CODE, CODE] + line"),
        ("", "There is no account line."),
    ],
)
def test_what_cannot_be_read_is_said(text: str, told: str) -> None:
    with pytest.raises(UnreadableLinesError) as refused:
        read_held(text)
    assert told in str(refused.value)


def test_one_row_of_the_sample_makes_the_more_of_a_figure_the_shorter_its_months(table: Write) -> None:
    months = {"date": "2025-04/2025-06"}
    jobs = {**months, "basis": "neither", "unit": "jobs a month"}
    rows = ({}, {**months, "unit": "people a month"}, {**jobs, "lines": "jobs_lost"}, {**jobs, "lines": "exit_chances"})
    assert [one(table(row)).of_a_row(600.0) for row in rows] == [600, 300, 200, 0]


# ------------------------------------------------------------------------------------------- bridges


def test_a_bridge_makes_the_published_value_one_of_the_lines(table: Write) -> None:
    table({}, name="bridges.csv", like=BRIDGE)
    held = one(
        table({"geography": "Wales", "value": "100", "rounding": "12", "sampling": "3", "bridges": "lone_to_all"})
    )
    assert (held.value, held.sampling, held.bridging) == (2_000, 60, 500)
    assert held.rounding == pytest.approx(20 * 12 / sqrt(12))


def test_an_earlier_flow_stands_for_the_first_year_where_a_bridge_says_so(table: Write, results: Results) -> None:
    flow = {"basis": "neither", "date": "2024-04/2025-03", "unit": "jobs a month", "lines": "jobs_lost"}
    results.accounts["jobs_lost"][:, :12, 0], results.accounts["jobs_lost"][:, 12:, 0] = 30, 90
    file = table({**flow, "bridges": "earlier_flow"})
    held = one(file)
    assert held.is_earlier and held.model(results).tolist() == [30, 30] and held.bridging > 0
    covered, _ = against(read_targets(file), month(2024, 4), 12)
    assert not covered[0].is_earlier and covered[0].bridging == 0


def test_what_a_run_cannot_answer_is_left_out_with_its_reason(table: Write) -> None:
    flow = {"basis": "neither", "unit": "jobs a month", "lines": "jobs_lost", "date": "2024-04/2025-03"}
    rows = (
        {},
        {**flow, "name": "a"},
        {**flow, "name": "b", "bridges": "earlier_flow"},
        {"name": "c", "published": "2026"},
    )
    targets = read_targets(table(*rows))
    held, left = against(targets, START, 2, known_by=month(2025, 12))
    assert not held
    assert [why for _, why in left] == [
        "of 2025-06, later than the run",
        "of 2024-04/2025-03, earlier than the run, and no bridge of time",
        "of 2024-04/2025-03, held against a first year, which the run has not",
        "published in 2026-12, later than was known",
    ]


# ------------------------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            {"geography": "United Kingdom"},
            "geography: the figure is of United Kingdom, the lines are of Great Britain.\n"
            "  The two are not the same, so they are not held against one another. "
            "Name a bridge that fits: uk_to_gb.",
        ),
        ({"ages": "all ages"}, "ages: the figure is of all ages, the lines are of working age."),
        ({"unit": "households"}, "counts: the figure is of households, the lines are of people."),
        (
            {"lines": "uc_units", "unit": "households", "basis": "payments"},
            "basis: the figure is of payments, the lines are of claims.\n"
            "  The two are not the same, so they are not held against one another. "
            "Write a bridge for it in bridges.csv next to the table, or other lines.",
        ),
        ({"lines": "daily_living[PIP]"}, "the figure is of Great Britain, the lines are of England and Wales."),
        ({"scope": "with withdrawn claims"}, "scope: the figure is of with withdrawn claims, the lines are of as the"),
        ({"bridges": "uk_to_gb"}, "uk_to_gb leads from United Kingdom to Great Britain in geography, which is not"),
        ({"bridges": "uk_to_bg"}, "there is no bridge uk_to_bg. Did you mean uk_to_gb?"),
        ({"bridges": "earlier_flow"}, "a level of an earlier month cannot stand for the first year of a run"),
        ({"unit": "percent"}, "unit: percent does not go with uc_health[LCWRA]. These lines count people"),
        ({"lines": "jobs_lost"}, "A flow is given as its mean month: write jobs a month"),
        ({"unit": "people a month"}, "how much a stock changes needs two months, as 2025-04/2025-06."),
        ({"value": "2.9m"}, "value: 2.9m is no number. Write digits alone"),
        ({"rounding": "-1"}, "rounding: -1 is below 0."),
        ({"date": "June 2025"}, "date: 'June 2025' is not a month"),
        ({"date": "2025-06/2025-04"}, "ends before it begins"),
        ({"published": "2024"}, "published: 2024 lies before the month that it is about, 2025-06."),
        ({"source": ""}, "source is empty."),
        ({"grade": "guess"}, "grade: guess is none of published, derived, read from text, assumption."),
    ],
)
def test_a_row_that_cannot_be_held_is_refused(table: Write, change: dict[str, str], told: str) -> None:
    assert told in refusal(table(change))


def test_all_faults_of_a_file_are_said_at_once_with_their_lines(table: Write) -> None:
    told = refusal(
        table({"value": "many", "grade": "guess"}, {"date": "2025-05"}, {"date": "2025-05"}, {"ages": "old"})
    )
    assert [line for line in told.splitlines() if "line" in line and "csv" in line and not line.startswith(" ")] == [
        "targets.csv, line 2",
        "targets.csv, line 2",
        "targets.csv, line 4",
        "targets.csv, line 5",
        "targets.csv, line 5",
    ]
    assert "uc_lcwra of 2025-05 stands in line 3 already." in told


def test_a_table_of_other_columns_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "targets.csv"
    file.write_text("name,valeu\nuc,1\n", encoding="utf-8")
    told = refusal(file)
    assert "Columns are missing: definition, geography" in told
    assert "valeu is no column of this table. Did you mean value?" in told
    file.write_bytes(b"\xff\xfe\x00")
    assert "This is no text in UTF-8." in refusal(file)
    assert "It cannot be read: No such file" in refusal(tmp_path / "none.csv")
