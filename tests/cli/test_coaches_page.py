"""The page on coaches from the command line, and lists of names in scenarios."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import welfsim
from welfsim.cli.coaches import told_cost
from welfsim.experiments.coaches import HEALTH_TIME, NET_JOBS, SEARCHERS_JOBS, Coaches, supply
from welfsim.experiments.one_more_coach import GROUPS, with_earmarked, with_more
from welfsim.results.comparison import Comparison
from welfsim.results.effects import more_in_work, more_jobs_of
from welfsim.results.luck import ratio_of_means
from welfsim.results.table import NET_COST, categories
from welfsim.scenario import read_scenario
from welfsim.vocabulary.codes import WorkStatus

Ask = Callable[..., Any]

SMALL = ("--people", "5000", "--months", "14", "--threads", "1")


def test_the_page_shows_supply_minutes_starts_jobs_and_money(ask: Ask) -> None:
    code, out, err = ask("coaches", "redeploy_1000_coaches_announced", *SMALL)
    assert (code, err) == (0, "")
    assert out.startswith("1,000 coaches moved to health support, as announced, against Baseline\n5,000 people")
    for words in (
        "COACHES",
        "In post, mean of the year",
        "Health courses: given",
        "Starts per coach and year on health",
    ):
        assert words in out
    assert "JOBS, PEOPLE WITH SUPPORT" in out and "Jobs started by searchers" in out and "£ MILLION" in out
    assert "Starts to 2026-03 beyond the baseline's: no finding of the 65,000 promised.\n" in out  # fewer than ten rows
    assert "Over the whole run, difference" in out and "One replication, so no standard error" in out


def test_the_same_in_csv_and_json(ask: Ask) -> None:
    asked = ("coaches", "turnover_15", *SMALL, "--replications", "2", "--format")
    told = json.loads(ask(*asked, "json").out)
    rows = list(csv.DictReader(io.StringIO(ask(*asked, "csv").out)))
    assert len(rows) == len(told["rows"]) + len(told["totals"]) + 2
    assert [row["line"] for row in rows[-2:]] == ["pounds per net job", "share of the starts promised"]
    assert rows[-1]["difference"] == ""
    assert told["share of the starts promised"] is None and told["one more coach"] == []
    left = [row for row in told["rows"] if row["line"] == "In post, mean of the year"]
    assert left[0]["baseline"] == 17_110 > left[0]["scenario"] > left[1]["scenario"]
    whole = {row["line"]: row["difference"] for row in told["totals"]}
    net = [row["difference"] for row in told["rows"] if row["line"] == NET_COST]
    assert whole["Net public finances, £ million (below zero: saved)"] is not None and not any(
        net
    )  # fewer than ten rows
    public = next(row for row in told["totals"] if row["line"].startswith("Net public"))
    assert public["noise low"] < public["difference"] < public["noise high"]
    assert 0.0 < public["chance above zero"] < 1.0
    few = next(row for row in told["totals"] if row["line"].startswith("Starts of intensive"))
    assert few["no finding because"] == "fewer than ten rows of the sample" and few["noise low"] < few["noise high"]


def test_one_more_coach_is_the_difference_of_two_runs_for_each_coach_and_year(ask: Ask) -> None:
    size = ("--people", "10000", "--months", "14", "--threads", "1")  # more than ten rows begin
    asked = ("coaches", "baseline", *size, "--replications", "2", "--marginal", "4000", "--format", "json")
    told = {(row["unit"], row["line"]): row for row in json.loads(ask(*asked).out)["one more coach"]}
    starts = told["one more coach on health, a year", "Starts of intensive health support"]
    more = with_more(read_scenario("baseline"), 4_000, True)
    pair = welfsim.compare(more, "baseline", people=10_000, months=14, replications=2, threads=1)
    totals = Coaches(pair).totals().loc["Starts of intensive health support"] / 4_000 / (14 / 12)
    names = ["difference", "standard error", "noise low", "noise high"]
    assert [starts[name] for name in names] == pytest.approx(totals[names].tolist())
    assert starts["difference"] > 0 and starts["counted"] is None
    jobs = told["one more coach on health, a year", SEARCHERS_JOBS]
    expected = more_jobs_of(pair, WorkStatus.SEARCHING).sum(axis=1).mean()
    heads = [run.yearly("jobs_started", ("Searching",)).sum(axis=1).mean() for run in (pair.reform, pair.baseline)]
    for name, difference in (("difference", expected), ("counted", heads[0] - heads[1])):
        assert jobs[name] == pytest.approx(difference / 4_000 / (14 / 12))


def test_one_more_hour_by_group_is_the_difference_over_the_hours_given_and_touches_no_other_minutes(ask: Ask) -> None:
    asked = ("coaches", "baseline", *SMALL, "--replications", "2", "--marginal", "20000", "--format", "json")
    rows = json.loads(ask(*asked).out)["one more hour"]
    told = {(row["line"], row["unit"].partition(", ")[2]): row for row in rows}
    assert {group for group, _ in told} == set(GROUPS)
    options = {"people": 5_000, "months": 14, "replications": 2, "threads": 1}
    for group in ("LCWRA", "Searching, others"):
        with_hours = with_earmarked(read_scenario("baseline"), 20_000, group)
        found = welfsim.compare(with_hours, "baseline", **options)  # type: ignore[arg-type]
        hours = found.reform.yearly("minutes_earmarked").sum(axis=1) / 60
        heads = (found.reform.yearly("jobs_started") - found.baseline.yearly("jobs_started")).sum(axis=1)
        jobs = more_jobs_of(found).sum(axis=1)
        assert told[group, "hours given, thousand"]["difference"] == pytest.approx(hours.mean() / 1_000)
        value = told[group, "jobs started, 1,000 hours"]
        assert value["difference"] == pytest.approx(1_000 * jobs.mean() / hours.mean())
        assert value["standard error"] == pytest.approx(1_000 * ratio_of_means(jobs, hours)[1])
        assert value["counted"] == pytest.approx(1_000 * heads.mean() / hours.mean())
        least = 1_000 * found.reform.grossing / 2 / hours.mean()
        assert value["counted error"] == pytest.approx(max(1_000 * ratio_of_means(heads, hours)[1], least))
        months = told[group, "months in work, 1,000 hours"]["difference"]
        assert months == pytest.approx(1_000 * more_in_work(found).sum(axis=1).mean() / hours.mean())
        first = [run.accounts["minutes_given"][:, 0] for run in (found.reform, found.baseline)]
        assert (first[0] == first[1]).all() and hours.min() > 0


def test_the_error_of_a_ratio_of_means_is_that_of_what_the_ratio_leaves() -> None:
    values, hours = np.array([1.0, 4.0, 10.0]), np.array([1.0, 2.0, 3.0])
    left = values - 2.5 * hours  # −1.5, −1.0, 2.5
    assert ratio_of_means(values, hours) == pytest.approx((2.5, (left.var(ddof=1) / 3) ** 0.5 / 2))
    assert all(np.isnan(ratio_of_means(values, np.zeros(3))))


def test_the_page_shows_a_section_for_each_gain_of_an_hour_and_a_row_for_each_group(ask: Ask) -> None:
    out = ask("coaches", "baseline", *SMALL, "--replications", "2", "--marginal", "20000").out
    head, *lines = out.partition("One more coach-hour given to")[2].splitlines()
    assert head.split() == ["found", "±", "error", "P(>", "0)", "counted"]
    names = [line.split("  ")[0] for line in lines]
    gains = ["HOURS GIVEN, THOUSAND", "JOBS STARTED, 1,000 HOURS", "MONTHS IN WORK, 1,000 HOURS", "NET COST, £ AN HOUR"]
    assert names[: 4 * 10] == [name for gain in gains for name in ("", gain, *GROUPS)]


def test_a_marginal_value_needs_replications(ask: Ask) -> None:
    code, out, err = ask("coaches", "baseline", *SMALL, "--marginal", "100")
    assert (code, out) == (2, "")
    assert err == (
        "--marginal\n  The value of one more coach is a small difference: it needs some more coaches to be seen,\n"
        "  and two replications or more to say how sure it is. Write for example --marginal 1000 --replications 8\n"
    )


def test_more_coaches_are_laid_over_the_scenario_s_own() -> None:
    moved = with_more(read_scenario("redeploy_1000_coaches"), 10, True)
    assert list(moved.reform["coaching.coaches_to_health"].values()) == [10, 260, 510, 760, 1010]
    assert moved.reform["coaching.coaches_extra"] == {moved.start: 10.0}


def test_stock_and_flows_of_coaches_add_up() -> None:
    months = supply(read_scenario("baseline").with_settings(["coaching.coaches=19210"], []))
    change = months["in post"].diff().iloc[1:]
    assert (months["came"] - months["left"]).iloc[1:].to_numpy() == pytest.approx(change.to_numpy())
    assert (months["lent"] == 0).all()
    assert months["came"].iloc[7] > 2_000 > months["came"].iloc[6]


@pytest.mark.parametrize(
    ("setting", "lent"),
    [
        ("coaching.coaches_extra=1790", {0: 1_790}),
        ("coaching.coaches_extra=2025-07:500,2025-10:null", {3: 500, 6: -500}),
        ("coaching.coaches_extra=-50000", {0: -17_110}),
    ],
)
def test_coaches_lent_or_taken_away_neither_come_nor_leave(setting: str, lent: dict[int, float]) -> None:
    months = supply(read_scenario("baseline").with_settings([setting], []))
    expected = np.zeros(len(months))
    expected[list(lent)] = list(lent.values())
    assert months["lent"].to_numpy() == pytest.approx(expected)
    assert (months["came"] - months["left"]).to_numpy() == pytest.approx(np.zeros(len(months)), abs=1e-6)
    assert (17_110 + months["lent"].cumsum()).to_numpy() == pytest.approx(months["in post"].to_numpy())


# -------------------------------------------------------------------------------------- what health support costs

PAY = 55_000 / 12 / (37 * 60 * 42.5 / 12 * 0.65)
"""Pounds a minute with or for clients, by hand."""


@pytest.fixture(scope="module")
def earmarked() -> Comparison:
    with_hours = with_earmarked(read_scenario("baseline"), 20_000, "LCWRA")
    return welfsim.compare(with_hours, "baseline", people=5_000, months=12, replications=2, threads=1)


def test_time_on_health_is_the_pay_of_its_minutes_earmarked_ones_among_them(earmarked: Comparison) -> None:
    minutes = []
    for run in (earmarked.reform, earmarked.baseline):
        health = [name for name in categories("minutes_given") if name.startswith("Health")]
        given = run.yearly("minutes_given", health).sum(axis=1)
        minutes.append(given + run.yearly("minutes_earmarked", ["LCWRA"]).sum(axis=1))
    assert earmarked.reform.yearly("minutes_earmarked").min() > 0
    found = Coaches(earmarked).totals().loc[HEALTH_TIME, "difference"]
    assert found == pytest.approx((minutes[0] - minutes[1]).mean() * PAY / 1e6, rel=1e-3)


def test_earmarked_coaches_count_among_those_on_health_by_what_they_gave(earmarked: Comparison) -> None:
    row = Coaches(earmarked).tables()[2].loc["Starts per coach and year on health", "2025-26"]
    starts = earmarked.reform.yearly("coach_starts")[:, 0]
    given = earmarked.reform.yearly("minutes_earmarked")[:, 0] / (37 * 60 * 42.5 * 0.65)
    assert given.min() > 166
    assert row["scenario"] == pytest.approx((starts / (166 + given)).mean(), rel=1e-3)
    assert row["baseline"] == pytest.approx(earmarked.baseline.yearly("coach_starts").mean() / 166)


@pytest.mark.parametrize("name", ["priority_health_first", "baseline"])
def test_starts_per_coach_on_health_are_told_only_with_a_ring_fence(name: str) -> None:
    found = welfsim.compare(name, "baseline", people=1_000, months=2, threads=1)
    rows = Coaches(found).tables()[2].index
    assert ("Starts per coach and year on health" in rows) == (name == "baseline")
    assert "Courses finished" in rows


def with_jobs(earmarked: Comparison, jobs: list[float], millions: list[float]) -> Coaches:
    """Return a page whose net jobs and time on health differ by so much in each replication."""
    page = Coaches(earmarked)
    page.__dict__["_differences"] = {NET_JOBS: np.array(jobs), HEALTH_TIME: np.array(millions)}
    return page


def test_the_cost_of_a_net_job_has_an_error_or_is_not_determined(earmarked: Comparison) -> None:
    cost = with_jobs(earmarked, [90e3, 100e3, 110e3], [1e3, 1e3, 1.3e3]).cost_per_net_job()
    assert cost is not None and cost.error is not None
    assert cost.pounds == pytest.approx(11_000)  # 3.3 billion over 300,000
    left = np.array([1.0e9 - 0.99e9, 1.0e9 - 1.1e9, 1.3e9 - 1.21e9])
    assert cost.error == pytest.approx((left.var(ddof=1) / 3) ** 0.5 / 100e3)
    unsure = with_jobs(earmarked, [-90e3, 100e3, 110e3], [1e3, 1e3, 1.3e3])
    assert unsure.cost_per_net_job() is None
    assert told_cost(unsure).startswith("Coach time on health for each additional job net of displacement: not determ")
    none = with_jobs(earmarked, [-90e3, -100e3, -110e3], [1e3, 1e3, 1.3e3])
    assert told_cost(none) == "No additional job net of displacement, so no cost for one."
    once = with_jobs(earmarked, [100e3], [2e3])
    assert once.cost_per_net_job() == (20_000, None)
    assert told_cost(once).endswith("net of displacement: £20,000.")


def test_faults_of_a_list_are_told_at_once_and_a_list_is_shown_by_its_names(ask: Ask) -> None:
    Path("a.yaml").write_text("name: A\nreform:\n  coaching.priority: [serch, health, health]\n  coaching.trust: x\n")
    code, _, err = ask("check", "a.yaml")
    assert code == 2
    assert err.startswith(
        "a.yaml, line 3\n  serch is not a name of this list.\n  Did you mean search?\n  Names: health, preparation, "
    )
    assert "  health stands twice in the list.\n" in err and "a.yaml, line 4\n" in err
    Path("a.yaml").write_text("name: A\nreform:\n  coaching.priority: {2026-04: [search, health], 2027-04: null}\n")
    assert "2026-04 to 2027-03   health courses, health, preparation" in ask("explain", "a.yaml").out
    read = read_scenario("a.yaml")
    assert read.as_written()["reform"]["coaching.priority"] == {"2026-04": ["search", "health"], "2027-04": None}
    assert "coaching.priority: health courses, health, preparation" in ask("parameters", "coaching.priority").out
