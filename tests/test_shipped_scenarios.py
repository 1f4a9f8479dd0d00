"""Shipped scenarios: in folders by subject, asked for by name, each shared part written once."""

from __future__ import annotations

import re
from collections import Counter
from itertools import takewhile
from pathlib import Path

import pytest

from welfsim.errors import ScenarioError
from welfsim.experiments.calibration.factors import changes
from welfsim.experiments.calibration.package import read_posterior
from welfsim.policy import current_law, path, resolve
from welfsim.scenario import find_scenario, pair, read_scenario, shipped_file, shipped_names
from welfsim.scenario.retired import RETIRED
from welfsim.shipped import scenarios_folder

FILES = sorted(scenarios_folder().rglob("*.yaml"))
ASSUMPTIONS = ["costs_of_work_none", "costs_of_work_low", "costs_of_work_high"]
"""Packages for a scenario of one's own: ends of the range of a part of the model."""
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
    assert changes_in(shipped_file("redeploy_1000_coaches_announced")) == [
        "  coaching.coaches_to_health: {2025-04: 1000, 2026-04: null}",
        "  coaching.offered_to: {2025-06: [lcwra, esa, lcw, fit note, pip only], 2026-04: null}",
    ]
    assert changes_in(shipped_file("baseline")) == []
    assert len(changes_in(shipped_file("lcwra_before_2026"))) == 7


def test_no_block_of_three_changes_stands_in_two_files() -> None:
    blocks = [block for file in FILES for block in zip(*(changes_in(file)[at:] for at in range(3)), strict=False)]
    assert len(blocks) > 5 and [block for block, times in Counter(blocks).items() if times > 1] == []


def test_no_path_of_a_parameter_by_month_stands_in_two_files() -> None:
    paths = [line for file in FILES for line in changes_in(file) if len(re.findall(r"\d{4}-\d\d: ", line)) > 1]
    assert len(paths) > 10 and [path for path, times in Counter(paths).items() if times > 1] == []


FITTED = "calibrated"
"""The package of fitted factors, which the baseline may name for all."""
FOR_USERS = {"act_as_passed", "economy_obr_march_2026"}
"""Packages that no shipped scenario names: other readings of the law and the economy, for scenarios of one's own."""


def test_every_other_package_is_shared_by_two_scenarios_or_more() -> None:
    asked = Counter(package for name in shipped_names() for package in read_scenario(name).packages)
    others = {file.stem for file in PACKAGES} - {FITTED}
    assert others == {*asked, *FOR_USERS, *ASSUMPTIONS} - {FITTED}
    assert min(times for package, times in asked.items() if package != FITTED) > 1


def test_the_fitted_package_is_that_of_the_factors_that_are_shipped(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(f"name: Mine\npackages: [{FITTED}]\n", encoding="utf-8")
    read, posterior = read_scenario(mine), read_posterior()
    assert not read.reform and read.assume == changes(posterior.factors, posterior.logs, read.start)


@pytest.mark.parametrize("package", sorted(FOR_USERS))
def test_a_scenario_of_ones_own_may_name_a_package(tmp_path: Path, package: str) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(f"name: Mine\npackages: [{package}]\n", encoding="utf-8")
    asked = read_scenario(shipped_file("baseline").parent / "packages" / f"{package}.yaml").changes()
    assert {change.name for change in read_scenario(mine).changes()} == {change.name for change in asked}


@pytest.mark.parametrize("name", ASSUMPTIONS)
def test_an_assumption_stays_within_the_ranges_of_the_evidence(name: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(f"name: Mine\npackages: [{name}]\n", encoding="utf-8")
    changed = {change.name: change.values for change in read_scenario(str(file)).changes()}
    assert len(changed) > 5
    for parameter, values in changed.items():
        low, high = current_law().values[parameter].low, current_law().values[parameter].high
        assert name.endswith("none") or all(low <= value <= high for value in values.values()), parameter  # type: ignore[operator]


ALL_GROUPS, LCWRA = (0, 1, 2, 3, 4), (0,)
COMING = [0, 0, 0, 250, 500, 750, 1000]


@pytest.mark.parametrize(
    ("name", "coming", "staying", "extra", "offered"),
    [
        ("redeploy_1000_coaches", COMING, 1000, 0, [LCWRA] * 3),
        ("redeploy_1000_coaches_ending", COMING, 0, 0, [LCWRA] * 3),
        ("redeploy_1000_coaches_announced", [1000] * 7, 0, 0, [ALL_GROUPS, ALL_GROUPS, LCWRA]),
        ("added_1000_coaches", COMING, 1000, 1000, [LCWRA] * 3),
    ],
)
def test_the_move_of_coaches_as_announced_as_it_happened_and_ending(
    name: str, coming: list[int], staying: int, extra: int, offered: list[tuple[int, ...]]
) -> None:
    read = read_scenario(name)
    policy = resolve(current_law(), read.changes(), read.start, read.months)
    moved, offers = path(policy, "coaching.coaches_to_health"), path(policy, "coaching.offered_to")
    assert list(moved[:7]) == coming and set(moved[7:12]) == {1000} and set(moved[12:]) == {staying}
    assert [offers[2], offers[3], offers[12]] == offered
    assert path(policy, "coaching.coaches_extra")[11] == extra


# ------------------------------------------------------------------------------------------------ shipped no more


@pytest.mark.parametrize("name", sorted(RETIRED))
def test_what_is_shipped_no_more_is_answered_with_what_to_write(name: str) -> None:
    assert name not in {file.stem for file in FILES}
    for asked in (name, f"scenarios/coaches/{name}.yaml"):
        with pytest.raises(ScenarioError) as caught:
            read_scenario(asked)
        assert str(caught.value).startswith(f"{asked}\n  It is shipped no more: ")


@pytest.mark.parametrize("name", [name for name, told in RETIRED.items() if "write packages" not in told])
def test_what_is_to_be_written_instead_works(name: str) -> None:
    words = RETIRED[name].split()
    scenarios = [word for word in words if word in shipped_names()]
    settings = [word for word in words if word.startswith("coaching.") and "=" in word]
    for scenario in scenarios:
        read = read_scenario(scenario).with_settings(settings, [])
        resolve(current_law(), read.changes(), read.start, read.months)
    assert scenarios or "under reform" in RETIRED[name]


def test_a_file_that_names_what_is_shipped_no_more_is_told_where(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("name: Mine\npackages: [need_met]\n", encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        read_scenario(mine)
    assert str(caught.value) == (
        f"{mine}, line 2\n  There is no package need_met in the folder packages.\n"
        "  It is shipped no more: write coaching.coaches_extra: {2025-04: 1790} under reform"
    )
    mine.write_text("name: Mine\nagainst: redeploy_1000_coaches_permanent\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="It is shipped no more: redeploy_1000_coaches is the move as it happened"):
        pair(mine)
