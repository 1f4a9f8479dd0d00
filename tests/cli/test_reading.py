"""Commands that read and tell, and do not simulate."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from welfsim.policy import parameters
from welfsim.scenario import SCHEMA_FILE, check_scenario, shipped_names, write_new
from welfsim.scenario.changes import readers

Ask = Callable[..., Any]

NOT_READ_BY_PROCESSES = {"economy.cpi_index"}
"""Read by tables in real terms."""

HEAVY = {"altair", "numba", "numpy", "pandas", "pyarrow", "pydantic", "rich", "ruamel", "scipy"}


@pytest.mark.parametrize(
    "words", [["-c", "import welfsim"], ["-m", "welfsim", "--help"], ["-m", "welfsim", "run", "--help"]]
)
def test_help_imports_nothing_heavy(words: list[str]) -> None:
    shown = subprocess.run([sys.executable, "-X", "importtime", *words], capture_output=True, text=True, check=True)
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in shown.stderr.splitlines()}
    assert not imported & HEAVY


def test_help_lists_the_commands_in_order(ask: Ask) -> None:
    code, out, _ = ask("--help")
    places = [
        out.index(f"\n  {name} ") for name in ("run", "compare", "scenarios", "new", "check", "explain", "parameters")
    ]
    assert code == 0 and places == sorted(places)


def test_help_says_the_whole_of_what_a_command_does(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    lines = ask("--help").out.split("Commands:\n")[1].splitlines()
    assert max(map(len, lines)) <= 60 and not any(line.endswith("...") for line in lines)
    said = " ".join(line.strip() for line in lines)
    assert "Find the value of a lever that brings an answer of SCENARIO to a target, or say that none does" in said


def test_a_command_that_is_nearly_one(ask: Ask) -> None:
    code, out, err = ask("comapre", "baseline")
    assert (code, out) == (2, "")
    assert err.endswith("Error: No such command 'comapre'. Did you mean compare?\n")


@pytest.mark.parametrize(
    ("asked", "meant"),
    [("RUN", "Did you mean run?"), ("hepl", "Did you mean help?"), ("x1", "welfsim help lists them.")],
)
def test_a_command_in_other_letters_or_none(ask: Ask, asked: str, meant: str) -> None:
    code, out, err = ask(asked)
    assert (code, out) == (2, "") and err.endswith(f"Error: No such command {asked!r}. {meant}\n")


def test_help_can_be_asked_for_in_every_way(ask: Ask) -> None:
    first = ask("--help")
    assert first.code == 0 and first.out.startswith("Usage: welfsim [OPTIONS] [COMMAND]")
    assert ask() == ask("-h") == ask("help") == first
    assert ask("help", "run") == ask("run", "-h") == ask("run", "--help")
    assert ask("run", "--help").code == 0 and ask("help", "rum").code == 2


def test_an_option_that_is_none(ask: Ask) -> None:
    code, _, err = ask("check", "baseline", "--fast")
    assert code == 2
    assert err.endswith("Error: No such option '--fast'. Did you mean '--format'?\n")


def test_check_says_which_are_fine(ask: Ask) -> None:
    code, out, err = ask("check", *shipped_names())
    assert (code, err) == (0, "")
    assert all(name in out for name in shipped_names())


def test_check_gathers_the_faults_of_all_files(ask: Ask) -> None:
    Path("a.yaml").write_text("name: A\nreform: {coaching.coachs: 1}\n")
    Path("b.yaml").write_text("name: B\nreform: {universal_credit.taper: 55%}\n")
    code, out, err = ask("check", "a.yaml", "baseline", "b.yaml")
    assert code == 2
    assert out == "Fine      name      changes\nbaseline  Baseline        0\n"
    assert err == (
        "a.yaml, line 2\n"
        "  coaching.coachs is not a parameter.\n"
        "  Did you mean coaching.coaches (full-time equivalents, now 17,110)?\n"
        "  All parameters of the group: welfsim parameters coaching\n"
        "\n"
        "b.yaml, line 2\n"
        "  '55%' is not a number.\n"
        "  universal_credit.taper is in share: write 0.55 for 55%.\n"
    )


def test_debug_shows_the_traceback(ask: Ask) -> None:
    code, _, err = ask("check", "gone.yaml", "--debug")
    assert code == 2
    assert "Traceback" in err and "There is no such file." in err


def test_a_bug_shows_its_traceback_and_is_no_difference(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("welfsim.scenario.check_scenario", lambda *_: 1 / 0)
    code, _, err = ask("check", "baseline")
    assert code == 3
    assert "ZeroDivisionError" in err
    assert err.endswith("This is a fault of welfsim, not yours. Please report it with the lines above.\n")


def test_explain_tells_each_change_by_date(ask: Ask) -> None:
    code, out, _ = ask("explain", "redeploy_1000_coaches")
    assert code == 0
    assert "coaching.coaches_to_health (service, full-time equivalents)\n" in out
    assert "  2025-07 to 2025-07   0 → 250\n" in out
    assert "  2025-10 to 2031-03   0 → 1,000\n" in out
    assert "2026-04" not in out
    assert "packages/coaches_moved_for_good.yaml, line " in out
    assert "  Read by: rules/coach_time.py\n" in out


def test_explain_names_the_groups_of_a_list(ask: Ask) -> None:
    code, out, _ = ask("explain", "baseline", "--set", "coaching.offered_to=[lcwra,esa]")
    assert code == 0
    assert "  2025-04 to 2025-05   lcwra, esa, lcw, fit note, pip only → lcwra, esa\n" in out
    assert "  2025-06 to 2031-03   lcwra → lcwra, esa\n" in out


def test_explain_tells_which_plan_a_scenario_answers(ask: Ask, tmp_path: Path) -> None:
    _, out, _ = ask("explain", "pip_four_points_new_claims_only")
    assert out.splitlines()[:5] == [
        "PIP four-point rule at new claims only",
        "What is left of the four-point rule when those with an award are protected?",
        "",
        "Plan: The concession of 27 June 2025: four points in one activity at new claims only, from November 2026.",
        "Source: OBR four-point rule release, via Benefits and Work, 2025, "
        "https://www.benefitsandwork.co.uk/news/is-it-1-in-10,-or-1-in-4,-who-will-lose-pip",
    ]
    assert "Source: Government, 2024\n" in ask("explain", "mental_health_staff").out
    assert "Plan:" not in ask("explain", "hiring_incentive").out
    told = json.loads(ask("explain", "lcwra_frozen", "--format", "json").out)
    assert told["scenario"]["source"]["title"] == "DWP, Pathways to Work Green Paper, March 2025"


def test_explain_names_what_follows_from_prices(ask: Ask) -> None:
    _, out, _ = ask("explain", "baseline", "--set", "uprating.cpi=2027-04:0.04")
    followers = out.rpartition("changed too: ")[2]
    assert "universal_credit.standard_single" in followers and "tax.personal_allowance" not in followers


def test_explain_writes_switches_and_lists_in_words(ask: Ask) -> None:
    settings = ("coaching.ring_fence=2027-04:no", "coaching.earmarked_for=2026-04:[esa, lcw],2027-04:[]")
    asked = ["explain", "baseline", *(word for setting in settings for word in ("--set", setting))]
    out = ask(*asked).out
    assert "  2027-04 to 2031-03   yes → no\n" in out
    assert "  2026-04 to 2027-03   nobody → esa, lcw\n" in out
    told = json.loads(ask(*asked, "--format", "json").out)
    assert [(one["parameter"], one["law"], one["reform"]) for one in told["changes"]] == [
        ("coaching.ring_fence", "yes", "no"),
        ("coaching.earmarked_for", "nobody", "esa, lcw"),
    ]
    assert told["scenario"]["reform"] == {
        "coaching.ring_fence": {"2027-04": False},
        "coaching.earmarked_for": {"2026-04": ["esa", "lcw"], "2027-04": []},
    }


def test_explain_as_json_and_csv(ask: Ask) -> None:
    told = json.loads(ask("explain", "lcwra_new_rate_cut", "--format", "json").out)
    assert told["schema_version"] == 1
    first = told["changes"][0]
    assert (first["parameter"], first["from"], first["reform"]) == ("universal_credit.lcwra_new", "2027-04", 16295)
    rows = list(csv.DictReader(io.StringIO(ask("explain", "lcwra_new_rate_cut", "--format", "csv").out)))
    assert rows[0]["parameter"] == "universal_credit.lcwra_new"


def test_every_parameter_is_read_by_a_process_or_moves_rates() -> None:
    unread = {name for name in parameters() if not readers(name) and not name.startswith("uprating.")}
    assert unread <= NOT_READ_BY_PROCESSES


def test_parameters_of_a_group_tell_value_range_and_source(ask: Ask) -> None:
    code, out, _ = ask("parameters", "coaching")
    assert code == 0
    assert out.startswith(
        "coaching.coaches: 17,110 full-time equivalents (service, actual, range 14,000 to 19,000)\n"
        "  Work coaches planned to be in post, Great Britain\n"
    )
    assert "https://" in out and "coaching.wait_before_giving_up" in out and "employment." not in out


def test_a_parameter_at_a_date(ask: Ask) -> None:
    _, out, _ = ask("parameters", "universal_credit.lcwra_new", "--month", "2028-04")
    assert out.startswith("universal_credit.lcwra_new: £217.26 a month (law, legislated")


def test_all_parameters_as_json(ask: Ask) -> None:
    told = json.loads(ask("parameters", "--format", "json").out)["parameters"]
    assert [one["name"] for one in told] and {one["name"] for one in told} == set(parameters())
    assert all(one["meaning"] and one["source"] and one["href"].startswith(("http", "docs/")) for one in told)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("parameters", "coachign"), "coachign\n  No parameter has this in it.\n  Did you mean coaching?\n  Groups: "),
        (
            ("parameters", "coaching", "--month", "soon"),
            "--month soon\n  'soon' is not a month; write the year and the month, as 2026-04.\n",
        ),
        (
            ("parameters", "coaching", "--month", "2040-04"),
            "--month 2040-04\n  2040-04 is out of range; there is law from 2022-04 to 2031-03.\n",
        ),
    ],
)
def test_parameters_that_are_not_there(ask: Ask, words: tuple[str, ...], expected: str) -> None:
    code, out, err = ask(*words)
    assert (code, out) == (2, "")
    assert err.startswith(expected)


def test_columns_list_state_and_accounts(ask: Ask) -> None:
    listed = json.loads(ask("columns", "--format", "json").out)["columns"]
    assert {one["table"] for one in listed} == {"Persons", "BenefitUnits", "Districts", "Accounts"}
    assert all(one["meaning"] for one in listed)
    assert all(one["written by"] for one in listed if one["table"] != "Accounts")
    code, out, _ = ask("columns")
    assert code == 0 and "Universal Credit paid" in out


# ------------------------------------------------------------------------------------------------ found by words


def test_parameters_are_found_by_words_of_name_meaning_or_source(ask: Ask) -> None:
    told = json.loads(ask("parameters", "work", "ALLOWANCE", "housing", "--format", "json").out)["parameters"]
    assert {one["name"] for one in told} == {
        "universal_credit.work_allowance_with_housing",
        "universal_credit.work_allowance_without_housing",
    }
    code, out, _ = ask("parameters", "permitted", "work")
    assert code == 0 and "employment_support_allowance.permitted_work" in out


def test_a_parameter_found_alone_is_told_in_full(ask: Ask) -> None:
    _, out, _ = ask("parameters", "pound", "of", "net", "earnings")
    assert out.startswith("universal_credit.taper: 0.55 share (law, legislated)") and "Source: " in out


def test_all_shipped_scenarios_are_listed_with_their_questions(ask: Ask) -> None:
    told = json.loads(ask("scenarios", "--format", "json").out)["scenarios"]
    assert sorted(one["scenario"] for one in told) == sorted(shipped_names())
    assert all(one["question"].endswith("?") for one in told)
    assert list(csv.DictReader(io.StringIO(ask("scenarios", "--format", "csv").out))) == told


@pytest.mark.parametrize(
    ("word", "found"),
    [("mental", "mental_health_staff"), ("coaching.ring_fence", "priority"), ("four point", "pip_four")],
)
def test_scenarios_are_found_by_name_question_or_what_they_change(ask: Ask, word: str, found: str) -> None:
    told = json.loads(ask("scenarios", word, "--format", "json").out)["scenarios"]
    assert 0 < len(told) < len(shipped_names()) and any(one["scenario"].startswith(found) for one in told)


def test_words_that_no_scenario_has(ask: Ask) -> None:
    assert ask("scenarios", "zebra") == (
        2,
        "",
        "zebra\n  No shipped scenario has this in it.\n  All: welfsim scenarios\n",
    )


# ------------------------------------------------------------------------------------------ one's own scenario


def test_a_new_scenario_passes_its_check_and_says_how_to_go_on(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, _ = ask("new", "half_rate")
    assert code == 0 and "welfsim compare half_rate.yaml" in out
    assert ask("check", "half_rate.yaml").code == 0
    explained = ask("explain", "half_rate.yaml").out
    assert explained.startswith("Half rate\n") and "£217.26 → £108.63" in explained


def test_every_example_in_a_new_scenario_can_be_written(tmp_path: Path) -> None:
    file = write_new(tmp_path / "mine")
    examples = re.findall(r"^  #   (\w+\.\w+: [^\s{]+|\w+\.\w+: \{.*\})(?:  .*)?$", file.read_text("utf-8"), re.M)
    assert len(examples) == 5
    for example in examples:
        (tmp_path / "one.yaml").write_text(f"name: One\nreform: {{{example}}}\n", encoding="utf-8")
        check_scenario(tmp_path / "one.yaml")


def test_no_file_is_written_over_by_a_new_scenario(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text("kept", encoding="utf-8")
    told = "mine.yaml\n  This file is there already. Choose another name.\n"
    assert ask("new", "mine") == ask("new", "mine.yaml") == (2, "", told)
    assert Path("mine.yaml").read_text(encoding="utf-8") == "kept"
    assert ask("new", "no/mine").err == "no/mine.yaml\n  It cannot be written: No such file or directory.\n"


def test_a_new_scenario_names_the_schema_of_the_program_that_wrote_it(tmp_path: Path) -> None:
    first = write_new(tmp_path / "mine").read_text("utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema={SCHEMA_FILE.as_uri()}"


# ------------------------------------------------------------------------------------------------ what it runs on


def test_the_doctor_says_what_runs_here_and_that_all_is_well(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WELFSIM_CACHE", str(tmp_path / "cache"))
    code, out, _ = ask("doctor")
    assert code == 0 and out.endswith("All is well.\n")
    assert f"numpy {version('numpy')}" in out and str(tmp_path / "cache") in out and "Model compiled" in out


def test_the_doctor_says_what_to_do_where_nothing_can_be_kept(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("WELFSIM_CACHE", str(tmp_path / "file" / "cache"))
    monkeypatch.setattr("welfsim.compiled.is_warm", lambda *_: False)
    code, out, _ = ask("doctor")
    assert code == 2 and "so each start compiles anew: name another in WELFSIM_CACHE." in out
    told = json.loads(ask("doctor", "--format", "json").out)["findings"]
    assert [one["what"] for one in told if one["to_do"]] == ["Cache"]


def test_a_compiled_model_in_a_cache_that_is_read_only_is_well(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("WELFSIM_CACHE", str(tmp_path / "file" / "cache"))
    code, out, _ = ask("doctor")
    assert code == 0 and "what is not in it is made at each start" in out and out.endswith("All is well.\n")


def test_the_doctor_says_that_a_disk_is_nearly_full(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=5_000_000))
    code, out, _ = ask("doctor")
    assert code == 2 and "Free on that disk: 5 MB" in out
