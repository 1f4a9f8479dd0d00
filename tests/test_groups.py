"""Who: every line of people by groups, which add up to the whole; and at no change of anything when it is not asked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from welfsim.engine import spans
from welfsim.errors import ResultsError, ScenarioError
from welfsim.policy import current_law, resolve
from welfsim.population import Population
from welfsim.population.groups import GROUPINGS, division
from welfsim.population.published import REGION_NAMES
from welfsim.results.grouped import LINES_OF_PEOPLE
from welfsim.simulation import compare, run
from welfsim.vocabulary.accounts import LINES
from welfsim.vocabulary.codes import Presence, Region, Sex
from welfsim.vocabulary.fields import Measure

START = 2025 * 12 + 3
SOURCE = Path(__file__).parents[1] / "src" / "welfsim"
SMALL: dict[str, Any] = {"people": 3_000, "months": 14, "threads": 2}
REFORM = "added_1000_coaches"


@pytest.fixture(scope="module")
def by_age_and_sex() -> Any:
    return compare(REFORM, by=["age", "sex"], **SMALL)


def test_regions_are_called_as_the_published_tables_call_them() -> None:
    assert GROUPINGS["region"].labels == REGION_NAMES


def test_a_run_by_groups_is_the_same_run(by_age_and_sex: Any) -> None:
    plain = compare(REFORM, **SMALL)
    for one, other in ((plain.reform, by_age_and_sex.reform), (plain.baseline, by_age_and_sex.baseline)):
        assert [line for line in LINES if not np.array_equal(one.accounts[line], other.accounts[line])] == []
        assert one.groups is None


@pytest.mark.parametrize("name", LINES_OF_PEOPLE)
def test_groups_add_up_to_the_whole(by_age_and_sex: Any, name: str) -> None:
    for found in (by_age_and_sex.reform, by_age_and_sex.baseline):
        groups = found.groups.accounts[name]
        assert np.array_equal(groups.sum(axis=2), found.accounts[name].sum(axis=2))


def test_lines_of_whole_districts_are_of_no_group() -> None:
    others = {name for name, line in LINES.items() if line.measure != Measure.EXPECTED and not line.is_of_people}
    minutes = {"minutes_supplied", "minutes_asked", "minutes_given", "minutes_refused", "minutes_earmarked"}
    assert others == {*minutes, "coach_districts_stopping", "coach_cost", "work_cost_expected", "work_cost_counted"}


def test_no_line_of_people_is_written_to_the_row_of_a_district() -> None:
    written = re.compile(r"line\.(\w+)\[(?:person|unit)\.district\b")
    names = {name for file in SOURCE.rglob("*.py") for name in written.findall(file.read_text(encoding="utf-8"))}
    assert names & set(LINES_OF_PEOPLE) == set()


@pytest.mark.parametrize("name", GROUPINGS)
def test_everybody_is_in_one_group(britain: Population, name: str) -> None:
    policy = resolve(current_law(), [], START, 1)[0]
    for span in spans(britain.state):
        of = GROUPINGS[name].of(britain.state, span, START, policy)
        assert of.shape == (span.end_person - span.first_person,)
        assert of.min() >= 0
        assert of.max() < len(GROUPINGS[name].labels)


def test_groups_of_the_first_month_are_those_of_the_people_as_built(britain: Population) -> None:
    found = run("baseline", people=20_000, months=1, by=["sex", "region"], threads=2)
    person, district = britain.state.person, britain.state.district
    here = found.groups.accounts["people"][0, 0, :, Presence.PRESENT].reshape(len(Sex), len(Region))
    present = person.presence == Presence.PRESENT
    for sex in Sex:
        rows = present & (person.sex == sex)
        regions = np.bincount(district.region[person.district[rows]], minlength=len(Region)) * britain.grossing
        arrived = np.abs(here[sex] - regions)  # births, deaths and arrivals of the month
        assert (arrived <= 0.02 * np.maximum(regions, 50 * britain.grossing)).all()


def test_frames_name_the_groups(by_age_and_sex: Any) -> None:
    tidy = by_age_and_sex.by_group("uc_health")
    assert list(tidy.columns) == [
        "replication", "month", "age", "sex", "line", "category", "scenario", "baseline", "difference",
    ]  # fmt: skip
    assert set(tidy["age"]) == set(GROUPINGS["age"].labels)
    whole = by_age_and_sex.baseline.monthly.query("line == 'uc_health'")["value"].sum()
    assert tidy["baseline"].sum() == whole
    of_groups = by_age_and_sex.baseline.of_groups()
    people = sum(each.caseloads().loc["Working-age people by job"].to_numpy().sum() for each in of_groups.values())
    assert people == pytest.approx(
        by_age_and_sex.baseline.caseloads().loc["Working-age people by job"].to_numpy().sum()
    )


def test_what_is_of_no_group_is_refused(by_age_and_sex: Any) -> None:
    with pytest.raises(ResultsError, match="coach_cost is of whole districts"):
        by_age_and_sex.by_group("coach_cost")
    with pytest.raises(ResultsError, match="not divided into groups"):
        run("baseline", people=1_000, months=1, threads=1).by_group("uc_health")


def test_faults_of_groupings_are_told_together() -> None:
    with pytest.raises(ScenarioError) as fault:
        division(["aeg", "sex", "sex"])
    assert str(fault.value) == (
        "--by aeg,sex,sex\n"
        "  'aeg' is no grouping. Did you mean age? Known are age, sex, region, nation, condition, severity, family, "
        "benefit, disability, tenure.\n"
        "  'sex' stands there twice."
    )
    assert division("age,sex") == division(["age", "sex"])
    with pytest.raises(ScenarioError, match="at most 240 are counted"):
        division(["age", "region", "condition"])
