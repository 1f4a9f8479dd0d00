"""The record of a run names everything that decides it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import welfsim
from welfsim.processes import MONTH, Process
from welfsim.provenance import checkout, month_as_run, provenance
from welfsim.scenario import read_scenario
from welfsim.shipped import data_folder, data_key
from welfsim.simulation import pair
from welfsim.sources import source_key

NAMES = [process.name for process in MONTH]


def nothing(*of: Any) -> None:
    """Let a month pass in which nothing happens."""


def test_a_run_records_sources_data_and_the_months_processes() -> None:
    found = welfsim.run("baseline", people=1_000, months=1, month=[Process("nothing", nothing)]).provenance
    assert (found["source"], found["data"]) == (source_key("package"), data_key())
    assert found["month"]["processes"] == ["nothing"]
    assert found["month"]["is_the_models"] is False
    assert set(found) == {
        *("welfsim", "source", "checkout", "law", "data", "month", "changes", "seed", "districts", "python"),
        *("packages", "created"),
    }


def test_the_models_own_month_needs_no_hash() -> None:
    assert month_as_run(MONTH) == {"processes": NAMES, "is_the_models": True}
    assert month_as_run(list(MONTH)) == month_as_run(MONTH)


def test_another_month_has_another_record() -> None:
    months = [MONTH[:-1], MONTH[::-1], (*MONTH[:-1], Process(MONTH[-1].name, nothing)), (Process("a", MONTH[0].step),)]
    records = [month_as_run(month) for month in months]
    assert [record["is_the_models"] for record in records] == [False] * 4
    assert len({record["code"] for record in records}) == 4


def test_a_step_without_a_source_is_recorded_by_its_code() -> None:
    steps = {text: eval(text) for text in ("lambda *of: 1", "lambda *of: len(of)")}  # as at a prompt: no file
    records = [month_as_run([Process("typed", step)])["code"] for step in steps.values()]
    assert len(set(records)) == 2
    assert month_as_run([Process("typed", print)])["is_the_models"] is False


def test_where_each_change_is_written_is_recorded() -> None:
    reform, baseline = pair(
        "redeploy_1000_coaches", settings=["coaching.contacts_a_start=5"], assume=["employment.contact_effect=0.2"]
    )
    changes = provenance(reform, "", "", MONTH)["changes"]
    assert changes["coaching.contacts_a_start"] == "--set coaching.contacts_a_start=5"
    assert changes["employment.contact_effect"] == "--assume employment.contact_effect=0.2"
    assert set(changes) == set(reform.reform) | set(reform.assume)
    assert provenance(baseline, "", "", MONTH)["changes"] == {
        "employment.contact_effect": "--assume employment.contact_effect=0.2"
    }


def test_changes_of_packages_are_in_the_scenario_as_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "packages").mkdir()
    (tmp_path / "packages" / "short.yaml").write_text("name: Short\nreform:\n  coaching.coaches: 15000\n")
    (tmp_path / "mine.yaml").write_text("name: Mine\npackages: [short]\n")
    monkeypatch.chdir(tmp_path)
    scenario = read_scenario("mine.yaml")
    assert "coaching.coaches" in scenario.as_written()["reform"]
    assert provenance(scenario, "", "", MONTH)["changes"] == {"coaching.coaches": "packages/short.yaml, line 3"}


# ---------------------------------------------------------------------------------------------- data


def test_the_hash_of_data_follows_every_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(data_folder(), tmp_path / "data")
    monkeypatch.setattr("welfsim.shipped.data_folder", lambda: tmp_path / "data")
    keys = {data_key.__wrapped__()}
    assert keys == {data_key()}
    files = sorted(path for path in (tmp_path / "data").rglob("*") if path.is_file())
    for file in files:
        file.write_bytes(file.read_bytes() + b"\n")
        keys.add(data_key.__wrapped__())
    assert len(keys) == len(files) + 1


# ---------------------------------------------------------------------------------------------- git


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a git checkout with a file in each folder of the model, committed."""
    if shutil.which("git") is None:
        pytest.skip("there is no git")
    for folder in ("src", "data", "scenarios", "docs"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "file.txt").write_text("one")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "One")
    checkout.cache_clear()
    return tmp_path


def git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True).stdout.strip()


def test_a_clean_checkout_is_its_commit(root: Path) -> None:
    assert checkout(root) == {"commit": git(root, "rev-parse", "HEAD"), "changed": []}


def test_edits_of_the_model_are_named_and_others_are_not(root: Path) -> None:
    (root / "docs" / "file.txt").write_text("two")
    (root / "src" / "new rule é.py").write_text("new")
    (root / "data" / "file.txt").write_text("two")
    git(root, "mv", "scenarios/file.txt", "scenarios/other.txt")
    found = checkout(root)
    assert found is not None
    assert found["changed"] == ["data/file.txt", "scenarios/file.txt", "scenarios/other.txt", "src/new rule é.py"]


def test_a_hook_of_another_checkout_does_not_mislead(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = git(root, "rev-parse", "HEAD")
    monkeypatch.setenv("GIT_DIR", str(root / "elsewhere"))
    assert checkout(root) == {"commit": commit, "changed": []}


def test_without_git_there_is_no_commit_and_no_fault(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(root / "src"))
    assert checkout(root) is None


def test_a_folder_that_is_no_checkout_has_no_commit(tmp_path: Path) -> None:
    assert checkout(tmp_path) is None
    (tmp_path / ".git").write_text("gitdir: nowhere")
    checkout.cache_clear()
    assert checkout(tmp_path) is None
