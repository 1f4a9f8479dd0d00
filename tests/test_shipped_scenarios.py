"""Shipped scenarios: in folders by subject, asked for by name, each shared part written once."""

from __future__ import annotations

import re
from collections import Counter
from itertools import takewhile
from pathlib import Path

import pytest

from welfsim.errors import ScenarioError
from welfsim.policy import current_law, path, resolve
from welfsim.scenario import find_scenario, pair, read_scenario, shipped_file, shipped_names
from welfsim.shipped import scenarios_folder

FILES = sorted(scenarios_folder().rglob("*.yaml"))
PACKAGES = [file for file in FILES if file.parent.name == "packages"]


def test_a_name_stands_once_over_all_folders() -> None:
    assert [name for name, times in Counter(file.stem for file in FILES).items() if times > 1] == []


def test_every_file_is_a_scenario_of_a_subject_or_a_package() -> None:
    assert {file.relative_to(scenarios_folder()).as_posix() for file in FILES} == {
        "baseline.yaml",
        *(f"{file.parent.name}/{file.name}" for file in FILES if file.stem != "baseline"),
    }
    assert sorted(file.stem for file in FILES if file not in PACKAGES) == shipped_names()


def test_a_shipped_scenario_is_found_by_its_bare_name_and_by_its_path() -> None:
    file = shipped_file("redeploy_1000_coaches")
    assert file.parent.name == "coaches"
    assert find_scenario("redeploy_1000_coaches") == find_scenario(str(file)) == file


def test_the_path_of_a_shipped_scenario_that_is_not_there_is_answered_with_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ScenarioError) as caught:
        read_scenario("scenarios/redeploy_1000_coaches.yaml")
    assert str(caught.value) == (
        "scenarios/redeploy_1000_coaches.yaml\n"
        "  There is no such file. A shipped scenario has this name: write redeploy_1000_coaches"
    )


@pytest.mark.parametrize("against", ["coaches_at_need", "coaches_at_need.yaml"])
def test_a_file_of_ones_own_names_shipped_scenarios_and_its_neighbours_first(tmp_path: Path, against: str) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(f"name: Mine\nagainst: {against}\n", encoding="utf-8")
    assert pair(mine)[1].name == "Coaches at need"
    (tmp_path / "coaches_at_need.yaml").write_text("name: My coaches at need\n", encoding="utf-8")
    assert pair(mine)[1].name == "My coaches at need"


ILLUSTRATIONS = ("As an illustration, ", "As a test of an assumption, ")


@pytest.mark.parametrize("name", [name for name in shipped_names() if name != "baseline"])
def test_a_scenario_has_a_public_plan_as_its_source_or_calls_itself_an_illustration(name: str) -> None:
    read = read_scenario(name)
    assert (read.source is None) == read.question.startswith(ILLUSTRATIONS)


# ------------------------------------------------------------------------------------------------ shared parts


def changes_in(file: Path) -> list[str]:
    """Return the lines of a file that stand below reform, without comments."""
    text = file.read_text(encoding="utf-8").partition("\nreform:\n")[2]
    lines = (line.partition(" # ")[0].rstrip() for line in text.splitlines())
    return list(takewhile(lambda line: line.startswith(" "), filter(None, lines)))


def test_changes_of_a_file_are_found() -> None:
    assert changes_in(shipped_file("redeploy_65000_contacts_of_30")) == [
        "  coaching.contact_minutes: {2025-04: 30, 2026-04: null}"
    ]
    assert changes_in(shipped_file("baseline")) == []
    assert len(changes_in(shipped_file("lcwra_before_2026"))) == 7


def test_no_block_of_three_changes_stands_in_two_files() -> None:
    blocks = [block for file in FILES for block in zip(*(changes_in(file)[at:] for at in range(3)), strict=False)]
    assert len(blocks) > 5 and [block for block, times in Counter(blocks).items() if times > 1] == []


def test_no_path_of_a_parameter_by_month_stands_in_two_files() -> None:
    paths = [line for file in FILES for line in changes_in(file) if len(re.findall(r"\d{4}-\d\d: ", line)) > 1]
    assert len(paths) > 10 and [path for path, times in Counter(paths).items() if times > 1] == []


FOR_USERS = {"act_as_passed", "economy_obr_march_2026"}
"""Packages that no shipped scenario names: other readings of the law and the economy, for scenarios of one's own."""


def test_every_other_package_is_shared_by_two_scenarios_or_more() -> None:
    asked = Counter(package for name in shipped_names() for package in read_scenario(name).packages)
    assert {file.stem for file in PACKAGES} == set(asked) | FOR_USERS and min(asked.values()) > 1


@pytest.mark.parametrize("package", sorted(FOR_USERS))
def test_a_scenario_of_ones_own_may_name_a_package(tmp_path: Path, package: str) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(f"name: Mine\npackages: [{package}]\n", encoding="utf-8")
    asked = read_scenario(shipped_file("baseline").parent / "packages" / f"{package}.yaml").changes()
    assert {change.name for change in read_scenario(mine).changes()} == {change.name for change in asked}


@pytest.mark.parametrize(
    ("name", "extra", "to_health"),
    [
        ("redeploy_1000_coaches", 0, [250, 500, 750, 1000, 0]),
        ("redeploy_1000_coaches_permanent_at_need", 1790, [250, 500, 750, 1000, 1000]),
        ("redeploy_1000_coaches_in_shortage", -2100, [250, 500, 750, 1000, 0]),
        ("redeploy_65000_contacts_of_60", 0, [1000, 1000, 1000, 1000, 0]),
    ],
)
def test_coaches_of_packages_by_quarter(name: str, extra: int, to_health: list[int]) -> None:
    read = read_scenario(name)
    policy = resolve(current_law(), read.changes(), read.start, read.months)
    assert list(path(policy, "coaching.coaches_to_health")[:13:3]) == to_health
    assert set(path(policy, "coaching.coaches_extra")) == {extra}
