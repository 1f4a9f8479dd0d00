"""A fit from the command line: its tables, what it writes and what it refuses."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Ask = Callable[..., Any]

SMALL = ("--people", "1000", "--months", "3", "--replications", "2", "--threads", "1")
FACTORS = """name,what,form,parameters,prior_sd,why
loss,Job loss,times,employment.exit_settled employment.exit_to_month_6,0.1,a test
entry,Job entry,times,employment.entry,0.1,a test
"""
HEAD = "name,use,definition,geography,ages,basis,date,unit,value,lines,source,published,grade"
JOBS = "Great Britain,working age,neither,2025-04/2025-06,jobs a month"
FIGURES = f"""{HEAD}
lost,fit,Jobs lost,{JOBS},400000,exit_chances,A count,2025-09,published
started,fit,Jobs started,{JOBS},300000,entry_chances,A count,2025-09,derived
"""


@pytest.fixture
def tables(tmp_path: Path) -> tuple[str, ...]:
    """Write two factors and two figures into the empty folder, and return the options that name them."""
    (tmp_path / "factors.csv").write_text(FACTORS, encoding="utf-8")
    (tmp_path / "figures.csv").write_text(FIGURES, encoding="utf-8")
    return "--factors", "factors.csv", "--targets", "figures.csv"


def test_a_fit_prints_its_tables_at_100_columns_and_writes_its_package(ask: Ask, tables: tuple[str, ...]) -> None:
    code, out, err = ask("calibrate", *SMALL, *tables, "--out", "fits")
    assert code == 0
    assert err == f"Written: {Path('fits/calibrated.yaml')}\nWritten: {Path('fits/posterior.csv')}\n"
    assert max(map(len, out.splitlines())) <= 100
    assert out.startswith("Baseline fitted to 2 figures\n1,000 people × 3 months × 2, ")
    for head in ("figure ", "factor ", "left out ", "Fitted: times the hazard"):
        assert f"\n{head}" in out
    package = Path("fits/calibrated.yaml").read_text(encoding="utf-8").splitlines()
    assert package[0] == (
        "# Made by welfsim calibrate: baseline --people 1000 --replications 2 --seed 1 --start 2025-04 --months 3 "
        "--targets figures.csv --factors factors.csv"
    )
    assert package[4:6] == ["shared: true", "reform:"] and len(package) == 9
    again = ask("calibrate", *SMALL, *tables, "--out", "again")
    assert again.out == out
    assert Path("again/calibrated.yaml").read_bytes() == Path("fits/calibrated.yaml").read_bytes()
    reform = ("compare", "lcwra_new_rate_cut", "--people", "1000", "--months", "14", "--threads", "1")
    drawn = ask(*reform, "--replications", "2", "--evidence", "--draws", "2", "--posterior", "fits/posterior.csv")
    words = " ".join(drawn.out.split())
    assert drawn.code == 0 and "factors, 95%" in words and "2 joint draws around the scenario" in words
    assert "It does not cover parameters that are not listed" in words


def test_figures_and_factors_are_rows_for_programs(ask: Ask, tables: tuple[str, ...]) -> None:
    rows = list(csv.DictReader(io.StringIO(ask("calibrate", *SMALL, *tables, "--format", "csv").out)))
    assert [(row["kind"], row["name"]) for row in rows] == [
        ("figure", "lost"),
        ("figure", "started"),
        ("factor", "loss"),
        ("factor", "entry"),
    ]
    lost, started, loss, entry = rows
    assert float(lost["before"]) < float(lost["fitted"]) and float(loss["fitted"]) > 0.05
    assert float(started["before"]) > float(started["fitted"]) and float(entry["fitted"]) < -0.05
    told = json.loads(ask("calibrate", *SMALL, *tables, "--format", "json").out)
    assert [row["name"] for row in told["fit"]] == ["lost", "started", "loss", "entry"]


def test_a_known_world_says_which_factors_come_back(ask: Ask, tables: tuple[str, ...]) -> None:
    code, out, _ = ask("calibrate", *SMALL, *tables, "--known-world")
    assert code == 0 and max(map(len, out.splitlines())) <= 100
    assert "factor  true  fitted  95%" in " ".join(out.split()).replace(
        "factor true fitted 95%", "factor  true  fitted  95%"
    )
    assert " of 2 factors come back within 2 errors." in " ".join(out.split())


def test_what_cannot_be_fitted_is_refused_before_anything_runs(ask: Ask, tables: tuple[str, ...]) -> None:
    Path("figures.csv").write_text(FIGURES.replace("Great Britain", "United Kingdom"), encoding="utf-8")
    code, out, err = ask("calibrate", *SMALL, *tables)
    assert (code, out) == (2, "")
    assert err.count("geography: the figure is of United Kingdom, the lines are of Great Britain.") == 2
    code, _, err = ask("calibrate", "--known-world", "--out", "fits")
    assert code == 2 and "--known-world fits to no published figure and writes no package. Leave out --out." in err
    code, _, err = ask("calibrate", "--known-by", "June")
    assert code == 2 and "--known-by June\n  'June' is not a month" in err


def test_draws_go_with_the_evidence(ask: Ask) -> None:
    code, _, err = ask("compare", "redeploy_1000_coaches", "--draws", "4")
    assert code == 2 and "--draws and --posterior go with --evidence" in err
    code, _, err = ask("compare", "redeploy_1000_coaches", "--evidence", "--draws", "1")
    assert code == 2 and "--draws 1\n  Two draws or more say how far an answer moves." in err


def test_a_comparison_names_a_shared_package_and_not_each_of_its_parameters(ask: Ask, tables: tuple[str, ...]) -> None:
    assert ask("calibrate", *SMALL, *tables, "--out", "packages").code == 0
    Path("base.yaml").write_text("name: Base\npackages: [calibrated]\n", encoding="utf-8")
    Path("mine.yaml").write_text("name: Mine\nagainst: base\nreform: {costs.coach: 6000000}\n", encoding="utf-8")
    small = ("--people", "1000", "--months", "1", "--threads", "1")
    code, out, _ = ask("compare", "mine.yaml", *small, "--assume", "carers.stops=0.01")
    assert code == 0
    said = out.partition("Assumed in both, law → there:\n")[2].splitlines()
    assert said[0] == "  3 parameters of the package calibrated" and said[1].startswith("  carers.stops")
