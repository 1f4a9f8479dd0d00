"""The Family Resources Survey as people: what it says stands, totals are kept, and its faults are said at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.random import Generator, Philox

from welfsim import read_frs
from welfsim.errors import PopulationError
from welfsim.months import month
from welfsim.population import Population
from welfsim.population.files import TABLES as STATE_TABLES
from welfsim.population.files import check
from welfsim.population.latent import columns_of
from welfsim.population.pay import paid_an_hour
from welfsim.population.survey import Survey, reader, sample
from welfsim.population.survey.alike import NOBODY, alike
from welfsim.population.survey.lending import AWARD, ESA
from welfsim.population.survey.sample import write_sample
from welfsim.population.survey.variables import IMPAIRMENTS, TABLES
from welfsim.population.survey.weights import copies
from welfsim.simulation import run
from welfsim.vocabulary.codes import (
    Activity,
    Condition,
    EsaKind,
    Job,
    PipRate,
    Presence,
    Regime,
    Region,
    Severity,
    Sex,
    Tenure,
)
from welfsim.vocabulary.fields import names_of

START = month(2025, 4)
DOCS = Path(__file__).parents[2] / "docs"
Cells = Mapping[str, Any]
HOUSEHOLD = {"SERNUM": 1, "GROSS4": 2_000_000, "GVTREGNO": 2, "PTENTYP2": 3, "HHRENT": 120}
UNIT = {"SERNUM": 1, "BENUNIT": 1, "TOTCAPB3": 500}
WOMAN = {
    **{"SERNUM": 1, "BENUNIT": 1, "PERSON": 1, "AGE80": 30, "SEX": 2, "EMPSTATI": 9, "INEARNS": 0, "SEINCAM2": 0},
    **{"TOTHOURS": -1, "HEALTH1": 1, "CONDIT": 1, "DISCORA1": 1},
    **{name: 2 for name in IMPAIRMENTS},
    "DISD07": 1,
}
UC = {"SERNUM": 1, "BENUNIT": 1, "PERSON": 1, "BENEFIT": 95, "BENAMT": 150, "VAR2": -1}


@pytest.fixture(autouse=True, scope="module")
def _few_lend() -> Any:
    patch = pytest.MonkeyPatch()
    patch.setattr(reader, "LENDERS", 4_000)
    patch.setattr(sample, "PEOPLE", 4_000)
    yield
    patch.undo()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("frs") / "sample"
    write_sample(found, 600, 1, START)
    return found


@pytest.fixture(scope="module")
def survey(folder: Path) -> Survey:
    return read_frs(folder, people=2_000)


@pytest.fixture
def spoilt(folder: Path, tmp_path: Path) -> Path:
    for file in folder.glob("*.tab"):
        (tmp_path / file.name).write_text(file.read_text("utf-8"), "utf-8")
    return tmp_path


def change(folder: Path, table: str, column: str, value: Any, row: int = 3) -> None:
    file = folder / f"{table}.tab"
    frame = pd.read_csv(file, sep="\t", dtype=str, keep_default_na=False)
    frame.loc[row, column] = str(value)
    frame.to_csv(file, sep="\t", index=False)


def one_household(folder: Path, **tables: list[Cells]) -> Path:
    """Write a survey of one household that stands for many, in small letters and as CSV."""
    rows: dict[str, list[Cells]] = {"househol": [HOUSEHOLD], "benunit": [UNIT], "child": [], "benefits": [], **tables}
    for name, variables in TABLES.items():
        frame = pd.DataFrame(rows[name], columns=list(variables)).rename(columns=str.lower)
        frame.to_csv(folder / f"{name}.csv", index=False)
    return folder


def present(population: Population) -> dict[str, np.ndarray[Any, Any]]:
    person = population.state.person
    return columns_of(person, person.presence == Presence.PRESENT)


def test_the_sample_says_that_it_is_made_up(folder: Path) -> None:
    assert "This sample is made up." in (folder / "README.txt").read_text("utf-8")
    for name, variables in TABLES.items():
        head = (folder / f"{name}.tab").read_text("utf-8").splitlines()[0]
        assert head.split("\t") == list(variables)


def test_people_of_a_survey_hang_together_and_run(survey: Survey, tmp_path: Path) -> None:
    check(survey.population.state, len(survey.population.district_names), "survey")
    here = present(survey.population)
    searches = here["regime"] == Regime.INTENSIVE_SEARCH
    assert searches.any() and ((here["search_since"] > 0) == searches).all()
    assert (here["search_since"][searches] < START).all() and (here["last_work"] <= START).all()
    survey.write(tmp_path / "people")
    results = run("baseline", population=tmp_path / "people", months=2, threads=1)
    assert len(results.months) == 2 and results.caseloads().to_numpy().max() > 1_000


def test_the_same_seed_gives_the_same_people_and_another_does_not(folder: Path, survey: Survey) -> None:
    again, other = read_frs(folder, people=2_000), read_frs(folder, people=2_000, seed=2)
    for name in STATE_TABLES:
        one, two = getattr(survey.population.state, name), getattr(again.population.state, name)
        assert [column for column in names_of(one) if not np.array_equal(one[column], two[column])] == []
    first, second = survey.population.state.person, other.population.state.person
    assert first.birth_month.size != second.birth_month.size or (first.birth_month != second.birth_month).any()


def test_copies_keep_every_total_of_neighbours_within_a_row() -> None:
    weights = np.array([0.4, 2.2, 900.0, 31.5, 0.0, 77.7] * 50)
    times = copies(weights, 25, Generator(Philox(key=7)))
    assert (np.abs(np.cumsum(times) - np.cumsum(weights) / 25) < 1).all()
    assert (times[4::6] == 0).all() and (np.abs(times - weights / 25) < 1).all()


def test_totals_of_the_survey_are_kept_by_region_and_sex(folder: Path, survey: Survey) -> None:
    household, adult = (pd.read_csv(folder / f"{name}.tab", sep="\t") for name in ("househol", "adult"))
    both = adult.merge(household).query("GVTREGNO != 13 and AGE80 < 66")
    grossing, here = survey.population.grossing, present(survey.population)
    for code, sex in ((1, Sex.MALE), (2, Sex.FEMALE)):
        told = both[both["SEX"] == code]["GROSS4"].sum()
        dependants = 0.06 * told  # of the table of children, who are adults here
        assert abs((here["sex"] == sex).sum() * grossing - told) < 0.05 * told + dependants
    size = survey.population.state.district.nation.size
    assert (np.bincount(here["district"], minlength=size) > 0).all()


def test_what_the_survey_has_and_the_model_has_not_is_said(survey: Survey) -> None:
    said = " ".join(survey.notes)
    for words in ("households of Northern Ireland", "past State Pension age", "stands for"):
        assert words in said


def test_what_the_survey_says_of_a_person_stands(tmp_path: Path) -> None:
    paid = [UC, {**UC, "BENEFIT": 96, "BENAMT": 101.75}, {**UC, "BENEFIT": 97, "BENAMT": 26.90}]
    found = read_frs(one_household(tmp_path, adult=[WOMAN], benefits=paid), people=1_000, rent=1.1).population
    here, unit = present(found), found.state.unit
    assert here["sex"].size == 1_000
    for column, code in (
        ("sex", Sex.FEMALE),
        ("severity", Severity.SEVERE),
        ("condition", Condition.MENTAL_HEALTH),
        ("job", Job.OUT),
        ("activity", Activity.SICK),
        ("daily_living", PipRate.ENHANCED),
        ("mobility", PipRate.STANDARD),
        ("esa_kind", EsaKind.NONE),
    ):
        assert set(here[column]) == {code}, column
    assert set((START - 1 - here["birth_month"]) // 12) == {30}
    assert set(found.state.district.region[here["district"]]) <= {Region.NORTH_WEST, Region.SOUTH_WEST}
    homes = unit.adults > 0
    first = found.state.person.presence[unit.first_person] == Presence.PRESENT
    assert set(unit.tenure[homes & first]) == {Tenure.PRIVATE_RENT}
    assert set(unit.capital[homes & first]) == {50_000}
    assert (unit.uc_since[homes & first] > 0).all()
    assert abs(unit.rent[homes & first].mean() - 100 * 120 * 1.1 * 365.25 / 84) < 1


def test_what_the_survey_does_not_ask_is_lent_by_people_alike(tmp_path: Path) -> None:
    found = read_frs(one_household(tmp_path, adult=[WOMAN], benefits=[UC]), people=1_000).population
    here = present(found)
    stages = np.bincount(here["health_group"], minlength=4)
    assert 300 < stages[3] < 1_000  # severely ill on Universal Credit: most have LCWRA, not all
    assert (here["severity_since"] > 0).all()
    assert all((here[column] == 0).all() for column in (*AWARD, *ESA) if column != "pip_dispute_stage")


def test_pay_an_hour_is_that_of_the_survey(tmp_path: Path) -> None:
    works = {**WOMAN, "EMPSTATI": 1, "HEALTH1": 2, "CONDIT": -1, "DISCORA1": 2, "INEARNS": 740, "TOTHOURS": 37}
    trades = {**works, "PERSON": 2, "SEX": 1, "EMPSTATI": 3, "INEARNS": 0, "SEINCAM2": 300}
    found = read_frs(one_household(tmp_path, adult=[works, trades]), people=1_000, pay=1.05).population
    here = present(found)
    own = here["self_employed"].astype(bool)
    assert own.sum() == (~own).sum() == here["sex"].size / 2
    assert np.allclose(paid_an_hour(here, START)[~own], 1.05 * 2_000, rtol=0.002)
    assert (here["job"] == Job.FULL_TIME).all() and (here["sex"][own] == Sex.MALE).all()


def test_children_are_in_their_unit_and_turn_16(tmp_path: Path) -> None:
    children = [{"SERNUM": 1, "BENUNIT": 1, "PERSON": 2 + n, "AGE": age, "SEX": 1} for n, age in enumerate((17, 9, 2))]
    award = {**UC, "PERSON": 4, "BENEFIT": 1, "BENAMT": 110}
    folder = one_household(tmp_path, adult=[WOMAN], child=children, benefits=[UC, award])
    found = read_frs(folder, people=1_000).population
    unit, person = found.state.unit, found.state.person
    parents = (unit.child_1_birth > 0) & (person.presence[unit.first_person] == Presence.PRESENT)
    assert parents.sum() == 1_000
    ages = [(START - 1 - getattr(unit, f"child_{n}_birth")[parents]) // 12 for n in (1, 2, 3)]
    assert [set(age) for age in ages] == [{17}, {9}, {2}]
    assert set(unit.disabled_children_higher[parents]) == {1} and set(unit.disabled_children_lower[parents]) == {0}
    turns_16 = (person.presence == Presence.WAITING) & (person.entry_month == person.birth_month + 12 * 16)
    assert turns_16.sum() == 1_000
    assert (present(found)["sex"].size, present(found)["activity"][present(found)["sex"] == Sex.MALE][0]) == (
        2_000,
        Activity.STUDYING,
    )


def test_two_women_are_two_units(tmp_path: Path) -> None:
    found = read_frs(one_household(tmp_path, adult=[WOMAN, {**WOMAN, "PERSON": 2}]), people=1_000)
    unit = found.population.state.unit
    first = found.population.state.person.presence[unit.first_person] == Presence.PRESENT
    assert ((unit.adults == 1) & first).sum() == 1_000
    assert any("couples of one sex are two units" in note for note in found.notes)


def test_all_faults_of_the_tables_are_said_at_once(spoilt: Path) -> None:
    change(spoilt, "adult", "SEX", "woman")
    change(spoilt, "adult", "EMPSTATI", 12)
    change(spoilt, "househol", "GVTREGNO", "")
    change(spoilt, "adult", "AGE80", 9)
    frame = pd.read_csv(spoilt / "benunit.tab", sep="\t").rename(columns={"TOTCAPB3": "TOTCAPB2"})
    frame.to_csv(spoilt / "benunit.tab", sep="\t", index=False)
    (spoilt / "child.tab").unlink()
    with pytest.raises(PopulationError) as fault:
        read_frs(spoilt, people=2_000)
    said = [line.replace(f"{spoilt}/", "") for line in str(fault.value).split("\n\n")]
    assert said == [
        f"{spoilt}: there is no table child. The folder of the survey holds househol, benunit, adult, child, benefits, "
        "each as .tab, as the UK Data Service gives them out, or as .csv.",
        "househol.tab: column GVTREGNO (region), line 5: nothing is no value, and each row needs one. "
        "Correct it there, and in 0 further rows.",
        "benunit.tab: there is no column TOTCAPB3 (savings of the benefit unit, pounds). Did you mean TOTCAPB2?",
        "adult.tab: column AGE80 (age in years, 80 for 80 and over), line 5: 9 is less than 16. "
        "Correct it there, and in 0 further rows.",
        "adult.tab: column SEX (sex), line 5: woman is no number. Correct it there, and in 0 further rows.",
        "adult.tab: column EMPSTATI (employment status), line 5: 12 is no code of it (1 full time, 2 part time, "
        "3 full time, 4 part time, 5 seeking, 6 retired, 7 studying, 8 caring, 9 sick, 10 sick, 11 other). "
        "Correct it there, and in 0 further rows.",
    ]


def test_rows_that_belong_to_nobody_are_said_at_once(spoilt: Path) -> None:
    change(spoilt, "benefits", "PERSON", 9)
    change(spoilt, "adult", "SERNUM", 999_999, row=0)
    household = pd.read_csv(spoilt / "househol.tab", sep="\t", dtype=str)
    pd.concat([household, household.tail(1)]).to_csv(spoilt / "househol.tab", sep="\t", index=False)
    with pytest.raises(PopulationError) as fault:
        read_frs(spoilt, people=2_000)
    said = str(fault.value)
    for words in (
        "table househol, line 776: the row has the SERNUM of a row above. Correct it there, and in 0 further rows.",
        "table adult, line 2: the row has a SERNUM that househol does not have.",
        "table benefits, line 5: the row has a PERSON whom neither adult nor child has.",
    ):
        assert words in said, said


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"people": 10}, "people: 10 is out of range. Ask for 1,000 to 43,000,000."),
        ({"seed": -1}, "seed: -1 is out of range."),
        ({"start": "2040-01"}, "Choose a month from 2022-04 to 2026-03."),
        ({"start": "April"}, "is not a month"),
        ({"pay": 0.0}, "pay: 0 is out of range. Write 1.08 for a rise of 8 per cent."),
    ],
)
def test_what_is_out_of_range_is_refused(folder: Path, asked: dict[str, Any], said: str) -> None:
    with pytest.raises(PopulationError) as fault:
        read_frs(folder, **asked)
    assert said in str(fault.value)


def test_a_sample_overwrites_nothing(folder: Path) -> None:
    with pytest.raises(PopulationError, match="Name an empty or a new one"):
        write_sample(folder, 10, 1, START)


def test_who_is_alike_is_alike_in_as_much_as_can_be() -> None:
    known = {"works": np.repeat([0, 0, 1, 1], 10), "age": np.repeat([2, 3, 2, 3], [10, 10, 11, 9])}
    wanted = {"works": np.array([0, 1, 1, 2] * 50), "age": np.array([3, 2, 3, 2] * 50)}
    found = alike(wanted, known, ("works", "age"), 1, Generator(Philox(key=1))).reshape(50, 4)
    assert set(found[:, 0]) <= set(range(10, 20)) and set(found[:, 1]) <= set(range(20, 31))
    assert found[:, 2].min() < 31 <= found[:, 2].max()  # nine are too few, so age is left out
    assert set(found[:, 3]) == {NOBODY}


def test_the_page_names_every_variable_that_is_read() -> None:
    page = (DOCS / "survey.md").read_text("utf-8")
    for name, variables in TABLES.items():
        assert f"`{name}`" in page
        shown = [variable for variable in variables if variable not in IMPAIRMENTS]
        assert [variable for variable in shown if f"`{variable}`" not in page] == []
