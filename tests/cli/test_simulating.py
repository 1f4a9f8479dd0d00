"""Runs and comparisons from the command line, end to end on a small population."""

from __future__ import annotations

import csv
import errno
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import welfsim
from welfsim.results.comparison import Comparison
from welfsim.results.run import Results

Ask = Callable[..., Any]

SMALL = ("--people", "1000", "--months", "4", "--threads", "1")


def test_compare_prints_a_table_and_says_where_the_results_lie(ask: Ask) -> None:
    code, out, err = ask("compare", "redeploy_1000_coaches", *SMALL)
    assert code == 0
    assert out.startswith(
        "1,000 coaches moved to people with LCWRA, as it happened, against Baseline\n1,000 people × 4 months, seed 1. "
    )
    for words in ("Answers, reform less baseline", "MORE JOBS STARTED", "£ MILLION", "Net cost of the lines above"):
        assert words in out
    assert "further lines do not differ in any year: --all shows them.\n" in out
    assert "One replication, so no interval" in out and "What they are made of: --split.\n" in out
    assert "  coaching.coaches_to_health (service): 0 → 250, 2025-07 to 2025-07\n" in out
    assert out.endswith("read the direction and the order of size, not the last digit.\n")
    assert err == "Results: results/redeploy_1000_coaches_against_baseline_1000_people_4_months\n"
    found = welfsim.read("results/redeploy_1000_coaches_against_baseline_1000_people_4_months")
    assert isinstance(found, Comparison)
    assert found.reform.scenario.population.people == 1000


ASKED = ("compare", "mine.yaml", "--replications", "2", "--people", "5000", "--months", "13", "--threads", "1")


def write_mine() -> None:
    Path("mine.yaml").write_text(
        "name: Mine\npromise: {starts: 1000, by: 2025-12}\nevidence: [coaching.offers_a_year]\n"
        "reform:\n  coaching.coaches_to_health: 5000\n"
    )


def test_evidence_stands_beside_the_noise_and_names_what_does_it(ask: Ask) -> None:
    write_mine()
    code, out, _ = ask(*ASKED, "--evidence")
    assert code == 0
    head = next(line for line in out.splitlines() if line.startswith("Answers"))
    assert [part.strip() for part in head.split("  ") if part] == [
        "Answers, reform less baseline",
        "found",
        "noise, 95%",
        "P(> 0)",
        "evidence",
        "each end ±",
        "all at once",
        "each end ±",
        "counted",
    ]
    assert "SUPPORT, 2025-04 TO 2025-12" in out and "Per cent of the 1,000 promised" in out
    assert "offers_a_year at 0.1" in out and "Ranges: coaching.offers_a_year 0.1 to 0.7." in out
    assert "Not a probability." in out and "2 paired replications (Student's t)" in out
    words = out.partition("Noise: ")[2].partition("£ MILLION\n")[0]
    assert 90 < max(map(len, words.splitlines()[:-2])) <= 100


def test_answers_in_json_and_csv(ask: Ask) -> None:
    write_mine()
    told = json.loads(ask(*ASKED, "--evidence", "--format", "json").out)["answers"]
    assert told[0]["section"] == "Support, 2025-04 to 2025-12"
    assert set(told[0]) >= {"answer", "found", "standard error", "noise low", "evidence high", "highest with"}
    rows = list(csv.DictReader(io.StringIO(ask(*ASKED, "--evidence", "--format", "csv").out)))
    assert [row["line"] for row in rows[: len(told)]] == [answer["answer"] for answer in told]
    assert float(rows[1]["evidence high"]) == pytest.approx(told[1]["evidence high"])
    assert "Net cost of the lines above" in [row["line"] for row in rows[len(told) :]]
    plain = list(csv.DictReader(io.StringIO(ask(*ASKED, "--format", "csv").out)))
    place = [answer["answer"] for answer in told].index("Searchers, whole run")
    assert "evidence low" not in plain[0] and float(plain[place]["difference"]) == told[place]["found"]
    assert float(plain[place]["counted"]) == told[place]["counted"] != told[place]["found"]


def test_every_line_is_shown_when_asked(ask: Ask) -> None:
    few, every = ask("compare", "baseline", *SMALL).out, ask("compare", "baseline", *SMALL, "--all").out
    assert "Universal Credit" not in few and "People in work" not in few.partition("£ MILLION\n")[2]
    assert "Universal Credit" in every and "further lines" not in every
    assert "Net cost of the lines above" in few


def test_what_is_assumed_holds_in_both_scenarios(ask: Ask) -> None:
    code, out, _ = ask("compare", "baseline", *SMALL, "--assume", "coaching.minutes_search=50")
    assert code == 0
    assert "Assumed in both, law → there:\n  coaching.minutes_search (service): 62 → 50, 2025-04 to 2025-07\n" in out
    found = welfsim.read("results/baseline_against_baseline_1000_people_4_months_assume_minutes_search_50")
    assert isinstance(found, Comparison)
    for arm in (found.reform, found.baseline):
        assert arm.scenario.as_written()["assume"] == {"coaching.minutes_search": {"2025-04": 50}}
    assert not found.monthly["difference"].any()
    ask("run", "baseline", *SMALL, "--out", "law")
    law = welfsim.read("law")
    assert isinstance(law, Results)
    assert (law.accounts["minutes_asked"] != found.baseline.accounts["minutes_asked"]).any()


def test_faults_of_set_and_assume_come_together(ask: Ask) -> None:
    code, out, err = ask("compare", "baseline", "--set", "coaching.coaches", "--assume", "coaching.trust=x")
    assert (code, out) == (2, "")
    assert err == (
        "--set coaching.coaches\n  Write a name and a value, as in coaching.coaches=1 or coaching.coaches=2026-04:1\n\n"
        "--assume coaching.trust=x\n  'x' is not a number.\n  coaching.trust is in ratio.\n"
    )


def test_more_coaches_for_health_take_minutes_from_search(ask: Ask) -> None:
    size = ("--people", "20000", "--months", "4")
    ask("compare", "baseline", "--set", "coaching.coaches_to_health=5000", *size, "--format", "json")
    found = welfsim.read("results/baseline_against_baseline_20000_people_4_months_coaches_to_health_5000")
    assert isinstance(found, Comparison)
    given = found.flows().loc["Coach minutes given, by use"]
    difference = given.xs("difference", axis=1, level="of").iloc[:, 0]
    assert difference["Search"] < 0 < difference["Health courses"]


def test_run_in_json_and_csv(ask: Ask) -> None:
    told = json.loads(ask("run", "baseline", *SMALL, "--format", "json").out)
    assert told["schema_version"] == 1 and told["provenance"]["seed"] == 1
    rows = list(csv.DictReader(io.StringIO(ask("run", "baseline", *SMALL, "--format", "csv").out)))
    assert [row["line"] for row in rows] == [row["line"] for row in told["rows"]]
    assert float(rows[0]["value"]) == pytest.approx(told["rows"][0]["value"])


def test_run_prints_the_public_finances(ask: Ask) -> None:
    code, out, _ = ask("run", "baseline", *SMALL, "--seed", "3", "--start", "2024-04", "--out", "mine")
    assert code == 0
    assert out.startswith("Baseline\n1,000 people × 4 months, seed 3. ")
    assert "2024-25 (4 months)" in out and "Work coaches" in out
    found = welfsim.read("mine")
    assert isinstance(found, Results)
    assert set(found.provenance) >= {"welfsim", "source", "law", "seed", "packages", "python", "created"}


def test_replications_give_standard_errors(ask: Ask) -> None:
    _, out, _ = ask("compare", "coaches_at_need", *SMALL, "--replications", "2")
    assert "× 2 replications" in out and "± error" in out and "One replication" not in out


def test_same_seed_same_accounts(ask: Ask) -> None:
    for folder, threads in (("one", "1"), ("two", "2")):
        ask("run", "baseline", *SMALL, "--threads", threads, "--out", folder)
    one, two = (Path(folder, "accounts.parquet").read_bytes() for folder in ("one", "two"))
    assert one == two


def test_faults_come_before_any_work(ask: Ask) -> None:
    code, out, err = ask("run", "baseline", "--people", "10", "--set", "coaching.coaches=x")
    assert (code, out) == (2, "")
    assert err == "The options given\n  people is 10. Write 1,000 or more.\n"
    assert not Path("results").exists()


def test_a_full_disk_leaves_earlier_results_and_shows_the_new_ones(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = ask("run", "baseline", *SMALL).out
    folder = Path("results/baseline_1000_people_4_months")
    before = (folder / "provenance.json").read_bytes()

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("welfsim.results.run.write_accounts", full)
    code, out, err = ask("run", "baseline", *SMALL)
    assert (code, out) == (2, shown)
    assert err == f"{folder}\n  The results cannot be written: No space left on device.\n"
    assert (folder / "provenance.json").read_bytes() == before
    assert list(Path("results").iterdir()) == [folder]


@pytest.mark.parametrize("where", ["welfsim.visits.here.simulate_arms", "welfsim.results.run.write_accounts"])
def test_an_interruption_writes_nothing(ask: Ask, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    def interrupt(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(where, interrupt)
    code, out, err = ask("run", "baseline", *SMALL)
    assert (code, out) == (130, "")
    assert err.endswith("Interrupted; no results were written.\n")
    assert not Path("results").exists() or not list(Path("results").iterdir())


def test_population_prints_margins(ask: Ask) -> None:
    code, out, _ = ask("population", "--people", "1000")
    assert code == 0
    assert out.startswith("1,000 people, each for ")
    assert "target" in out and "achieved" in out
    assert json.loads(ask("population", "--people", "1000", "--format", "json").out)["margins"]


def test_the_check_of_a_population_prints_margins_series_and_drift_and_ends_well(ask: Ask, tmp_path: Path) -> None:
    """What is off is printed; nothing but `regress` gives 1. People asked for are written too."""
    code, out, err = ask("population", "--people", "1000", "--check", "--out", str(tmp_path / "people"))
    assert (code, err) == (0, f"People: {tmp_path / 'people'}\n")
    assert (tmp_path / "people" / "person.parquet").is_file()
    lines = out.splitlines()
    assert max(map(len, lines[lines.index("") :])) <= 80
    assert "target    achieved  difference" in out and "UNIVERSAL CREDIT" in lines and "employment rate, %" in out
    assert any(line.endswith("  off") for line in lines) and any(line.endswith("  turn") for line in lines)
    assert re.search(r"^\d+ of \d+ margins are within 2% or their rounding\.$", out, re.MULTILINE)
    assert re.search(r"^\d+ of \d+ series have no kink at the start\.$", out, re.MULTILINE)


def test_a_made_up_survey_is_written_read_and_held_against_the_margins(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("welfsim.population.survey.sample.PEOPLE", 2_000)
    monkeypatch.setattr("welfsim.population.survey.reader.LENDERS", 2_000)
    frs, people = tmp_path / "frs", tmp_path / "people"
    code, _, err = ask("population", "--frs-sample", str(frs))
    assert (code, err) == (0, f"Made-up sample: {frs}\n")
    asked = ("population", "--from-frs", str(frs), "--people", "1000")
    code, out, err = ask(*asked, "--out", str(people), "--check", "--pay-times", "1.05")
    assert code == 0 and f"People: {people}" in err and "past State Pension age are left out." in err
    assert "The survey knows regions and no coach districts" in out and "margins are within 2%" in out
    assert "off" in out and max(map(len, out.splitlines())) <= 100
    assert len(json.loads(ask(*asked, "--format", "json").out)["margins"]) > 100
    code, _, err = ask("population", "--frs-sample", str(tmp_path / "more"), "--out", str(people))
    assert code == 2 and "--frs-sample writes a sample alone: leave out --from-frs, --out and --check." in err
    code, _, err = ask("population", "--pay-times", "1.05")
    assert code == 2 and "--pay-times and --rent-times go with --from-frs." in err


def test_the_check_of_a_population_as_json_and_csv(ask: Ask) -> None:
    found = json.loads(ask("population", "--people", "1000", "--check", "--format", "json").out)
    assert {"margins", "series", "months", "employment"} <= set(found)
    model = [row for row in found["months"] if row["series"] == "jobs_lost" and row["of"] == "model"]
    assert [row["period"] for row in model][::12] == ["2025-04", "2026-04"] and len(model) == 24
    series = next(row for row in found["series"] if row["key"] == "jobs_lost")
    assert series["month_1"] == model[0]["value"] and series["published_until"] == "2025-06" and series["step"] is None
    rows = list(csv.DictReader(io.StringIO(ask("population", "--people", "1000", "--check", "--format", "csv").out)))
    assert {row["kind"] for row in rows} == {"margin", "series"}
    assert sum(row["name"] == "jobs_lost" and row["model"] != "" for row in rows) == 24
