"""A model held against published figures: misses, intervals, two rules without a model, and what the command prints."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from math import log, sqrt
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.random import Generator, Philox

from welfsim.cli.entry import call
from welfsim.experiments.priors import drawn, draws
from welfsim.experiments.targets.table import read_targets
from welfsim.experiments.validate import Judged, judge, months_held, printed_rows, rules, summary, validate
from welfsim.months import month
from welfsim.policy import current_law
from welfsim.results.run import Results
from welfsim.scenario import Scenario
from welfsim.vocabulary.accounts import LINES
from welfsim.vocabulary.codes import HealthGroup

START = month(2025, 4)
ROW = {
    "name": "uc_lcwra",
    "use": "check",
    "definition": "People found to have LCWRA",
    "geography": "Great Britain",
    "ages": "working age",
    "basis": "claims",
    "date": "2025-06",
    "unit": "people",
    "value": "2000000",
    "rounding": "100000",
    "lines": "uc_health[LCWRA]",
    "source": "A count",
    "published": "2025-09",
    "grade": "published",
}
EARLIER = (
    {"date": "2024-06", "value": "1700000", "published": "2024-09"},
    {"date": "2024-12", "value": "1800000", "published": "2025-03"},
)

Write = Callable[..., Path]


@pytest.fixture
def table(tmp_path: Path) -> Write:
    def write(*changes: dict[str, str]) -> Path:
        file = tmp_path / "mine.csv"
        with file.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(ROW))
            writer.writeheader()
            writer.writerows({**ROW, **change} for change in changes)
        return file

    return write


def results(*lcwra: int, months: int = 12) -> Results:
    """Return a run in which so many people have LCWRA in each replication, in every month, and nobody is elsewhere."""
    scenario = Scenario.model_validate({"name": "Known", "months": months, "replications": len(lcwra)})
    accounts = {
        line: np.zeros((len(lcwra), months, 1, *(len(codes) for codes in what.by)), np.int64)
        for line, what in LINES.items()
    }
    for replication, people in enumerate(lcwra):
        accounts["uc_health"][replication, :, 0, HealthGroup.LCWRA] = people
    return Results(scenario, accounts, ("Everywhere",), np.ones(months), 1, {})


def only(file: Path, *lcwra: int) -> Judged:
    (found,) = judge(results(*lcwra), read_targets(file)).judged
    return found


# ------------------------------------------------------------------------------------------------ one figure


def test_a_miss_is_in_per_cent_and_in_roundings(table: Write) -> None:
    found = only(table({}), 2_150_000, 2_250_000)
    assert (found.model, found.miss, found.percent) == (2_200_000, 200_000, 10)
    assert found.roundings == pytest.approx(2)


def test_a_figure_that_is_as_good_as_counted_has_no_roundings(table: Write) -> None:
    assert only(table({"rounding": "1000"}), 2_000_500).roundings is None


def test_the_interval_is_as_wide_as_runs_differ_and_rounding_leaves_open(table: Write) -> None:
    found = only(table({}), 2_080_000, 2_180_000)
    half = 1.96 * sqrt(100_000**2 / 12 + 100_000**2 / 2)
    assert found.interval == pytest.approx((2_130_000 - half, 2_130_000 + half))
    assert found.is_covered
    assert not only(table({}), 2_100_000).is_covered, "one run has no luck to show, and rounding alone is too little"


def test_draws_widen_the_interval_around_the_central_run(table: Write) -> None:
    spread = [results(people) for people in (1_000_000, 1_400_000)]
    (found,) = judge(results(2_000_000), read_targets(table({})), spread).judged
    assert found.model == pytest.approx(2_000_000)
    assert found.interval[1] - found.model > 1.96 * 200_000


# --------------------------------------------------------------------------------------------- rules without a model


def test_rules_go_by_figures_before_the_start(table: Write) -> None:
    file = table(*EARLIER, {})
    found = only(file, 2_000_000)
    assert (found.last_value, found.last_trend) == (1_800_000, pytest.approx(1_900_000))


def test_the_trend_needs_two_figures_and_goes_by_the_time_between_them(table: Write) -> None:
    found = only(table(EARLIER[1], {}), 2_000_000)
    assert (found.last_value, found.last_trend) == (1_800_000, None)
    quarter = {**EARLIER[1], "date": "2024-11/2025-01"}
    assert only(table(EARLIER[0], quarter, {}), 2_000_000).last_trend == pytest.approx(1_900_000)


def test_without_earlier_figures_the_rules_say_nothing(table: Write) -> None:
    targets = read_targets(table({}, {"date": "2025-05", "published": "2025-08"}))
    found = judge(results(1), targets)
    assert [(each.last_value, each.last_trend) for each in found.judged] == [(None, None)] * 2
    assert "no rule says anything" in " ".join(summary(found))
    assert rules(found.judged[0].of, targets, START) == (None, None)


def test_a_line_is_scored_over_all_its_figures(table: Write) -> None:
    later = {"date": "2025-09", "value": "2200000", "published": "2025-12"}
    found = judge(results(2_060_000), read_targets(table(*EARLIER, {}, later)))
    (score,) = found.scores()
    assert (score.figures, score.model, score.last_value) == (2, 100_000, 300_000)
    assert score.last_trend == pytest.approx(175_000)
    assert score.beats_both and score.is_close and score.better_rule == score.last_trend
    assert [one.why for one in found.left_out] == [
        f"of {months}, earlier than the run, and no bridge of time" for months in ("2024-06", "2024-12")
    ]
    assert summary(found)[1:] == [
        "Of 1 lines with earlier figures the model comes nearer than both rules on 1, and is no more than a quarter "
        "worse than the better rule on 1.",
        "2 rows of the table are not held against this run:",
        "  earlier than the run, and no bridge of time: uc_lcwra (2).",
    ]


def test_a_printed_row_says_what_lies_outside(table: Write) -> None:
    head, row = printed_rows([only(table(*EARLIER, {}), 2_500_000)])
    assert dict(zip(head[:3], row[:3], strict=True)) == {
        "": "uc_lcwra, people",
        "months": "2025-06",
        "published": "2,000,000",
    }
    assert row[6:] == ["+25.0", "+5.0", "1,800,000", "1,900,000", "outside"]


# ------------------------------------------------------------------------------------------------------ runs


def test_a_run_covers_what_it_can_and_a_year_at_least(table: Write) -> None:
    later = {"date": "2027-03", "published": "2027-06"}
    assert months_held(read_targets(table({})), START, 72) == 12
    assert months_held(read_targets(table({}, later)), START, 72) == 24
    assert months_held(read_targets(table({}, later)), START, 18) == 18


def test_draws_lie_in_their_ranges_with_the_peak_at_the_value_and_are_the_same_again() -> None:
    assumed = list(draws(30, 1, START, 12))
    assert assumed == list(draws(30, 1, START, 12)) != list(draws(30, 2, START, 12))
    values = current_law().values
    for one in assumed:
        for name, change in one.items():
            low, high = values[name].low, values[name].high
            assert low is not None and high is not None
            now = values[name].values[max(at for at in values[name].values if at <= START)]
            assert min(low, float(now)) <= float(change[START]) <= max(high, float(now)), name  # type: ignore[arg-type]
    assert not any("economy.earnings_index" in one for one in assumed)
    value = values["employment.entry_ratio_60_and_over"]
    luck = Generator(Philox(key=1))
    assert value.low is not None and value.high is not None
    mean = np.mean([log(float(drawn(value, 0.4, luck))) for _ in range(2_000)])
    assert mean == pytest.approx((log(value.low) + log(0.4) + log(value.high)) / 3, abs=0.02)


def test_draws_are_laid_below_what_a_scenario_changes(table: Write) -> None:
    asked: list[Scenario] = []

    def simulate(scenario: Scenario, **_: Any) -> Results:
        asked.append(scenario)
        return results(2_000_000)

    scenario = Scenario.model_validate(
        {"name": "Known", "months": 12, "replications": 2, "reform": {"carers.stops": 0.5}}
    )
    found = validate(scenario, read_targets(table({})), times=3, simulate=simulate)
    assert found.draws == 3
    assert [bool(one.assume) for one in asked] == [False, True, True, True]
    assert [one.replications for one in asked] == [2, 1, 1, 1]
    assert all(one.reform == scenario.reform for one in asked)


def test_the_command_holds_a_users_table_against_the_model(table: Write, capsys: pytest.CaptureFixture[str]) -> None:
    file = table(*EARLIER, {})
    sizes = ["--people", "1000", "--replications", "2", "--months", "3"]
    assert call(["validate", str(file), *sizes, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    (row,) = found["figures"]
    assert (row["name"], row["published"], row["last value"]) == ("uc_lcwra", 2_000_000, 1_800_000)
    assert row["model"] == pytest.approx(2_000_000, rel=0.15)
    assert row["low"] < row["model"] < row["high"]
    assert found["scores"][0]["figures"] == 1 and len(found["left_out"]) == 2


def test_all_faults_of_a_table_are_said_at_once(table: Write, capsys: pytest.CaptureFixture[str]) -> None:
    file = table({"value": "many"}, {"date": "2025-07", "lines": "uc_helth[LCWRA]", "published": "2026"})
    assert call(["validate", str(file)]) == 2
    said = capsys.readouterr().err
    assert "value: many is no number" in said and "Did you mean uc_health?" in said
