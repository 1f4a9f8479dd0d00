"""Shipped scenarios: in folders by subject, asked for by name, each shared part written once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from welfsim.errors import ScenarioError
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
