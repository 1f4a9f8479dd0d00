"""Who is meant by a group, and how a scenario says it: forms, faults with their lines, and what becomes of them."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import welfsim
from welfsim.errors import HouseholdError, ScenarioError
from welfsim.months import month
from welfsim.policy import Relative
from welfsim.policy.some import CHOICES, OLDEST, YOUNGEST, Some
from welfsim.population import synthetic
from welfsim.population.groups import GROUPINGS
from welfsim.population.own_laws import _fit
from welfsim.scenario import check_scenario, read_scenario
from welfsim.scenario.ages import read_ages
from welfsim.scenario.changes import Changes
from welfsim.scenario.groups import read_some
from welfsim.vocabulary.parameters.whose import Whose, whose
from welfsim.vocabulary.state import Span

HALF = "universal_credit.lcwra_new: {2027-04: {times: 0.5}}"


def written(folder: Path, text: str) -> Path:
    file = folder / "mine.yaml"
    file.write_text(f"name: Mine\n{dedent(text)}", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("said", "ages"),
    [
        ("under 25", (16, 25)),
        ("below 25", (16, 25)),
        ("16 to 24", (16, 25)),
        ("18-21", (18, 22)),
        ("60 and over", (60, 121)),
        ("from 60", (60, 121)),
        ("over 60", (61, 121)),
        (24, (24, 25)),
        ("24", (24, 25)),
        ([16, 24], (16, 25)),
    ],
)
def test_ages_are_read_as_they_are_said(said: object, ages: tuple[int, int]) -> None:
    assert read_ages(said) == ages


@pytest.mark.parametrize("said", ["young", "", None, True, "under 16", "30 to 20", [16], [24.5, 30], "over 130", -3])
def test_what_are_no_ages_is_refused(said: object) -> None:
    with pytest.raises(ValueError, match="Write under 25, 16 to 24, or 60 and over"):
        read_ages(said)


@st.composite
def some_people(draw: st.DrawFn) -> Some:
    """Return people of any ages and any groups."""
    first = draw(st.integers(YOUNGEST, 70))
    ages = draw(st.none() | st.integers(first + 1, OLDEST + 1).map(lambda end: (first, end)))
    kinds = draw(st.lists(st.sampled_from(sorted(CHOICES)), unique=True, min_size=int(ages is None)))
    of = []
    for kind in (kind for kind in CHOICES if kind in kinds):
        names = draw(st.lists(st.sampled_from(sorted(CHOICES[kind])), min_size=1, unique=True))
        of.append((kind, tuple(sorted({code for name in names for code in CHOICES[kind][name]}))))
    return Some(ages, tuple(of))


@given(some_people())
def test_whoever_is_meant_is_written_so_that_the_same_are_read(some: Some) -> None:
    read, faults = read_some(some.as_written())
    assert read == some
    assert all(fault.text.startswith("Nobody lives in") and "nation" in dict(some.of) for fault in faults)


@given(some_people(), some_people())
def test_people_who_exclude_one_another_have_nobody_in_common(one: Some, other: Some) -> None:
    britain = synthetic(1_000, 1, month(2025, 4))
    span = Span(0, britain.state.person.person_id.size, 0, 0, 0, 0)
    policy: Any = np.zeros(1, [("ageing", [("dependent_until", np.int64)])])[0]
    policy["ageing"]["dependent_until"] = 228
    in_one, in_other = (_fit(some, britain.state, span, britain.start, policy) for some in (one, other))
    if one.excludes(other):
        assert not (in_one & in_other).any()
    expected = np.ones(span.end_person, bool)
    for kind, codes in one.of:
        groups = GROUPINGS[kind].of(britain.state, span, britain.start, policy)
        expected &= np.array([group in codes for group in groups])
    if one.ages is not None:
        lived = [(britain.start - int(born)) // 12 for born in britain.state.person.birth_month]
        expected &= np.array([one.ages[0] <= years < one.ages[1] for years in lived])
    assert in_one.tolist() == expected.tolist()


def test_names_of_groups_are_those_of_tables_by_group() -> None:
    for kind, names in CHOICES.items():
        codes = {code for meant in names.values() for code in meant}
        assert codes == set(range(len(GROUPINGS[kind].labels)))


def test_a_change_for_some_is_read_with_dates_times_and_money(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        """\
        groups:
          - where: {age: under 25, condition: [mental_health, neurological]}
            universal_credit.lcwra_new: {2027-04: {times: 0.5}, 2028-04: null}
            universal_credit.carer: {plus: £10}
          - where: {region: north west}
            coaching.coaches: {2026-04: {plus: 2000}, 2028-04: null}
        """,
    )
    young, there = read_scenario(file).groups
    assert young.some == Some((16, 25), (("condition", (1, 3)),))
    assert young.reform["universal_credit.lcwra_new"] == {month(2027, 4): Relative(times=0.5), month(2028, 4): None}
    assert young.reform["universal_credit.carer"] == {month(2025, 4): Relative(plus=1000.0)}
    assert there.some.is_place
    check_scenario(file)


def test_a_scenario_with_groups_is_written_so_that_the_same_is_read(tmp_path: Path) -> None:
    one = read_scenario(written(tmp_path, f"groups:\n  - where: {{family: lone_parent}}\n    {HALF}\n"))
    file = tmp_path / "again.yaml"
    file.write_text(one.to_yaml(), encoding="utf-8")
    again = read_scenario(file)
    assert (again.groups, again.as_written()) == (one.groups, one.as_written())
    assert one.with_options(months=12).groups == one.groups


def test_all_faults_of_groups_come_at_once_each_with_its_line(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        """\
        groups:
          - where: {age: young, reigon: scotland}
            universal_credit.lcwra_new: 100
          - where: {condition: mental}
            uprating.cpi: 0.02
          - where: {age: under 25, region: wales}
            coaching.coaches: {plus: 10}
          - universal_credit.taper: 0.5
          - where: {sex: female}
        """,
    )
    with pytest.raises(ScenarioError) as refused:
        read_scenario(file)
    kinds = "age, sex, region, nation, condition, severity, family, benefit, disability, tenure"
    assert str(refused.value).replace(str(tmp_path), "DIR") == dedent(
        f"""\
        DIR/mine.yaml, line 3
          young is no age.
          Write under 25, 16 to 24, or 60 and over.

        DIR/mine.yaml, line 3
          reigon is nothing by which people differ here.
          Did you mean region?
          By: {kinds}

        DIR/mine.yaml, line 5
          mental is no condition.
          Did you mean mental_health?
          Names: none, mental_health, musculoskeletal, neurological, other_physical

        DIR/mine.yaml, line 6
          uprating.cpi is one number for the whole country, so it cannot differ between people.
          Write it under reform, where it holds for everybody.

        DIR/mine.yaml, line 8
          coaching.coaches is the same for all who live in a district, so it can differ by region or nation only.
          Leave out age here, or change it for everybody under reform.

        DIR/mine.yaml, line 9
          A group needs where, which says who is meant, as
          groups:
            - where: {{age: under 25}}
              universal_credit.lcwra_new: {{2027-04: {{times: 0.5}}}}

        DIR/mine.yaml, line 10
          Nothing is changed for these. Write what, as
          groups:
            - where: {{age: under 25}}
              universal_credit.lcwra_new: {{2027-04: {{times: 0.5}}}}"""
    )


def test_an_option_says_who_in_brackets() -> None:
    asked = read_scenario("baseline", ["universal_credit.lcwra_new[age: under 25]=2027-04:{times: 0.5}"])
    (group,) = asked.groups
    assert group.some == Some((16, 25))
    assert group.reform == {"universal_credit.lcwra_new": {month(2027, 4): Relative(times=0.5)}}
    assert asked.doubts() == []


def test_an_option_with_a_fault_in_its_brackets_is_refused() -> None:
    with pytest.raises(ScenarioError, match=r"--set taper\[age: old\]=0.5\n  old is no age"):
        read_scenario("baseline", ["taper[age: old]=0.5"])


def test_an_option_whose_bracket_is_not_closed_is_refused_with_where_it_ends() -> None:
    with pytest.raises(ScenarioError, match=r"Close the bracket behind who is meant, as in universal_credit"):
        read_scenario("baseline", ["universal_credit.lcwra_new[age: under 25=2027-04:{times: 0.5}"])


def test_nothing_is_assumed_of_some_people_alone() -> None:
    with pytest.raises(ScenarioError, match=r"--assume .*\n  What is assumed is assumed of everybody"):
        read_scenario("baseline").with_settings([], ["claims.fit_note_ends[age: under 25]=0.1"])


@pytest.mark.parametrize(("nation", "faults"), [("scotland", 1), ("england", 1), ("[england, wales]", 0), ("wales", 0)])
def test_a_region_outside_the_nation_named_is_refused(nation: str, faults: int) -> None:
    where = {"region": "wales", "nation": nation.strip("[]").split(", ")}
    _, found = read_some(where)
    assert [fault.text.startswith("Nobody lives in region wales, nation") for fault in found] == [True] * faults


def test_a_single_year_of_age_is_said_as_one() -> None:
    assert Some((70, 71)).in_words() == "70"


def test_a_package_is_refused_as_a_package(tmp_path: Path) -> None:
    (tmp_path / "packages").mkdir()
    groups = f"groups:\n  - where: {{age: under 25}}\n    {HALF}\n"
    (tmp_path / "packages" / "shared.yaml").write_text(f"name: Shared\n{groups}", encoding="utf-8")
    with pytest.raises(ScenarioError, match="groups is not a key that a package has"):
        read_scenario(written(tmp_path, "packages: [shared]"))


def test_what_an_option_sets_for_everybody_ends_what_a_group_has(tmp_path: Path) -> None:
    file = written(
        tmp_path, "groups:\n  - where: {age: under 25}\n    universal_credit.lcwra_new: {2026-04: 100, 2028-04: 200}\n"
    )
    (group,) = read_scenario(file, ["universal_credit.lcwra_new=2027-04:300"]).groups
    assert group.reform["universal_credit.lcwra_new"] == {month(2026, 4): 100, month(2027, 4): None}


def test_what_is_changed_is_said_with_for_whom(tmp_path: Path) -> None:
    read = read_scenario(
        written(
            tmp_path,
            f"""\
            groups:
              - where: {{age: under 25}}
                {HALF}
              - where: {{region: north_west}}
                coaching.coaches: {{2026-04: {{plus: 2000}}, 2028-04: null}}
            """,
        )
    )
    first, *_, coaches = Changes(read).records()
    assert (first["parameter"], first["who"]) == ("universal_credit.lcwra_new", "under 25")
    assert first["written in"].endswith("line 4")
    assert coaches["who"] == "region north west"
    assert coaches["reform"] == "their own and 2,000 more, from 2026-04; as elsewhere, from 2028-04"


def test_whose_every_parameter_is_follows_from_names_that_there_are() -> None:
    from welfsim.policy import groups, parameters
    from welfsim.vocabulary.parameters.whose import APART, OF_GROUP, SHARED

    assert set(APART) | set(SHARED) <= set(parameters())
    assert set(OF_GROUP) <= set(groups())
    assert {name for name in SHARED if whose(name) is not Whose.DISTRICT} == set()
    assert {name for name in SHARED if parameters()[name].type is not float} == set()


OLD = {"age": 40}
YOUNG = {"age": 24, "health": "lcwra", "fit_note": "2024-05"}


@pytest.mark.parametrize(
    ("adults", "element"),
    [
        ([YOUNG], 21_164),
        ([OLD, YOUNG], 21_164),
        ([{**OLD, **YOUNG, "age": 25}], 42_327),
        ([{**YOUNG, "age": 40}, OLD], 42_327),
    ],
)
def test_the_age_of_an_adult_decides_an_award(adults: list[dict[str, Any]], element: int) -> None:
    set = "universal_credit.lcwra_protected[age: under 25]={times: 0.5}"
    found = welfsim.award(month="2025-10", adults=adults, set=set)
    assert next(line.amount for line in found.lines if line.item == "LCWRA element") == element


def test_a_group_by_what_a_household_does_not_say_is_refused() -> None:
    with pytest.raises(
        HouseholdError, match="condition mental health only, and a household does not say its condition"
    ):
        welfsim.award(month="2025-10", adults=[OLD], set="universal_credit.taper[condition: mental_health]=0.5")
    with pytest.raises(HouseholdError, match="does not say its region"):
        welfsim.award(month="2025-10", adults=[OLD], set="universal_credit.taper[region: north_west]=0.5")
