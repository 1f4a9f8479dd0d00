"""People of one's own: a folder of Parquet or CSV gives the same run, and its faults are said at once."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from welfsim.errors import PopulationError, ScenarioError
from welfsim.months import month
from welfsim.population import Population, synthetic
from welfsim.population.files import TABLES
from welfsim.population.own import CSV, PARQUET, read_people, write_people
from welfsim.simulation import compare, run
from welfsim.vocabulary.fields import names_of

START = month(2025, 4)
MONTHS: dict[str, Any] = {"months": 2, "threads": 1}


@pytest.fixture(scope="module")
def few() -> Population:
    return synthetic(1_000, 1, START)


@pytest.fixture
def folder(few: Population, tmp_path: Path) -> Path:
    write_people(few, tmp_path / "people", CSV)
    return tmp_path / "people"


def change(folder: Path, table: str, column: str, value: Any, row: int = 3) -> None:
    file = folder / f"{table}.csv"
    frame = pd.read_csv(file)
    if value is None:
        frame = frame.drop(columns=column)
    else:
        frame[column] = frame[column].astype(object)
        frame.loc[row, column] = value
    frame.to_csv(file, index=False)


@pytest.mark.parametrize("form", [PARQUET, CSV])
def test_people_written_are_read_again(few: Population, tmp_path: Path, form: str) -> None:
    write_people(few, tmp_path / "people", form)
    again = read_people(tmp_path / "people")
    for name in TABLES:
        one, other = getattr(few.state, name), getattr(again.state, name)
        assert names_of(one) == names_of(other)
        assert [column for column in names_of(one) if not np.array_equal(one[column], other[column])] == []
    for known in ("grossing", "start", "seed", "district_names", "merged"):
        assert getattr(again, known) == getattr(few, known)


def test_a_run_of_the_same_people_is_the_same_run(folder: Path) -> None:
    plain, own = run("baseline", people=1_000, **MONTHS), run("baseline", population=folder, **MONTHS)
    assert all(np.array_equal(plain.accounts[line], own.accounts[line]) for line in plain.accounts)
    assert own.scenario.population.folder == str(folder)
    again = run(own.scenario, **MONTHS)
    assert all(np.array_equal(again.accounts[line], own.accounts[line]) for line in own.accounts)


def test_a_comparison_takes_both_from_the_same_people(folder: Path) -> None:
    change(folder, "person", "severity", 0)
    found = compare("added_1000_coaches", population=str(folder), **MONTHS)
    assert found.baseline.scenario.population == found.reform.scenario.population
    assert found.baseline.scenario.population.folder == str(folder)


def test_people_of_one_s_own_are_not_run_on_a_cluster(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("welfsim.simulation.reached", nullcontext)
    for ask in (run, compare):
        with pytest.raises(PopulationError) as fault:
            ask("added_1000_coaches", population=folder, cluster="tcp://10.0.0.1:8786", **MONTHS)
        assert str(fault.value) == (
            f"{folder}\n  A cluster cannot run people of your own: each worker builds its people and is sent none.\n"
            "  Leave out --cluster to run them on this machine, or leave out --population."
        )


def test_people_who_have_changed_since_are_refused(folder: Path) -> None:
    asked = run("baseline", population=folder, **MONTHS).scenario
    change(folder, "unit", "capital", 12_345)
    with pytest.raises(PopulationError, match="the files have changed"):
        run(asked, **MONTHS)


def test_all_faults_of_columns_are_said_at_once(folder: Path) -> None:
    change(folder, "person", "birth_month", None)
    change(folder, "person", "sex", "woman")
    change(folder, "person", "severity", 300)
    change(folder, "unit", "rent", 0.5)
    frame = pd.read_csv(folder / "unit.csv").rename(columns={"capital": "capitel"})
    frame.to_csv(folder / "unit.csv", index=False)
    with pytest.raises(PopulationError) as fault:
        read_people(folder)
    said = str(fault.value).split("\n\n")
    assert [line.removeprefix(f"{folder}: ") for line in said] == [
        "table person lacks column birth_month (month: Month of birth).",
        "table person, column sex: holds text, not numbers. Write 0 for female, 1 for male.",
        "table person, column severity, row 3: 300 is no int8.",
        "table unit has a column capitel that is not known. Did you mean capital?",
        "table unit, column rent, row 3: 0.5 is no int32.",
        "table unit lacks column capital (pence: Savings counted by UC).",
    ]


def test_all_faults_of_cells_are_said_at_once(folder: Path) -> None:
    change(folder, "person", "severity", 9)
    change(folder, "person", "job", 7, row=5)
    with pytest.raises(PopulationError) as fault:
        read_people(folder)
    assert str(fault.value) == (
        f"{folder}: table person, column severity, row 3: the value is not a code from 0 to 3. "
        "Correct it there, and in 0 further rows.\n\n"
        f"{folder}: table person, column job, row 5: the value is not a code from 0 to 2. "
        "Correct it there, and in 0 further rows."
    )


def test_a_folder_that_is_none_is_named_with_what_it_should_hold(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as fault:
        run("baseline", population=tmp_path, **MONTHS)
    said = str(fault.value)
    assert "population.json: cannot be read (No such file or directory)." in said
    for table in TABLES:
        assert f"there is neither {table}.parquet nor {table}.csv" in said


def test_other_faults_of_the_whole_are_named(folder: Path, few: Population) -> None:
    about = json.loads((folder / "population.json").read_text("utf-8"))
    (folder / "population.json").write_text(json.dumps({**about, "grossing": 0, "start": "April"}), "utf-8")
    write_people(few, folder / "both", PARQUET)
    (folder / "both" / "person.csv").write_text("a\n1\n", "utf-8")
    with pytest.raises(PopulationError) as fault:
        read_people(folder)
    assert "grossing is a whole number from 1, not 0." in str(fault.value)
    assert "start is a whole number from 1, not April." in str(fault.value)
    with pytest.raises(PopulationError, match="Keep one of them"):
        read_people(folder / "both")
    with pytest.raises(PopulationError, match="which is left as it is"):
        write_people(few, folder)


def test_a_start_or_a_number_that_does_not_fit_is_refused(folder: Path) -> None:
    with pytest.raises(PopulationError, match="Write --start 2025-04, or people of that month"):
        run("baseline", population=folder, start="2025-06", **MONTHS)
    with pytest.raises(ScenarioError, match="Name one of them"):
        run("baseline", population=folder, people=2_000, **MONTHS)
