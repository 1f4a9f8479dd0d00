"""Regression tables in someone's own repository: a planted change fails the build, by its line and year."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from welfsim.yaml_files import read_yaml

Ask = Callable[..., Any]

ROOT = Path(__file__).resolve().parents[2]
SCENARIO = """name: Ours
months: 4
population: {people: 1000}
reform:
  universal_credit.lcwra_protected: {2025-06: £400}
"""


@pytest.fixture
def repository(ask: Ask) -> Path:
    """Make a repository with one scenario and its stored table, in the folder of the test."""
    Path("scenarios").mkdir()
    Path("scenarios/ours.yaml").write_text(SCENARIO, encoding="utf-8")
    stored = ask("regress", "--scenarios", "scenarios", "--golden", "golden", "--accept", "--reason", "First.")
    assert stored.code == 0
    return Path.cwd()


def planted(repository: Path) -> None:
    file = repository / "scenarios" / "ours.yaml"
    file.write_text(SCENARIO.replace("£400", "£390"), encoding="utf-8")


def test_a_planted_change_of_a_rate_fails_with_line_and_year(ask: Ask, repository: Path) -> None:
    asked = ("regress", "--scenarios", "scenarios", "--golden", "golden", "--junit", "r.xml", "--summary", "s.md")
    assert ask(*asked).code == 0
    assert "no difference" in Path("s.md").read_text("utf-8")
    planted(repository)
    code, out, err = ask(*asked)
    assert code == 1
    assert err.endswith("welfsim regress --scenarios scenarios --golden golden --accept --reason TEXT\n")
    assert re.search(r"ours +uc_paid .*2025-26 \(4 months\)", out)
    suite = ElementTree.fromstring(Path("r.xml").read_text("utf-8"))
    assert (suite.get("tests"), suite.get("failures")) == ("1", "1")
    assert "uc_paid" in str(suite[0][0].text) and "2025-26 (4 months)" in str(suite[0][0].text)
    told = Path("s.md").read_text("utf-8")
    assert told.startswith("## Stored tables") and "| ours | uc_paid" in told


def test_tolerance_lets_luck_move_and_nothing_else(ask: Ask, repository: Path) -> None:
    asked = ("regress", "--scenarios", "scenarios", "--golden", "golden")
    file = repository / "scenarios" / "ours.yaml"
    file.write_text(f"{SCENARIO}seed: 1\n", encoding="utf-8")
    table = Path("golden/ours.csv")
    line = next(text for text in table.read_text("utf-8").splitlines() if text.startswith("coach_cost,"))
    old = int(line.rpartition(",")[2])
    table.write_text(table.read_text("utf-8").replace(line, line.replace(str(old), str(old + 1))), encoding="utf-8")
    assert ask(*asked).code == 1
    assert ask(*asked, "--tolerance", "3").code == 0
    table.write_text(table.read_text("utf-8").replace(str(old + 1), str(1000 * old)), encoding="utf-8")
    assert ask(*asked, "--tolerance", "3").code == 1
    assert ask(*asked, "--tolerance", "3", "--accept", "--reason", "No.").code == 2


def test_a_folder_without_scenarios_is_refused(ask: Ask) -> None:
    Path("empty").mkdir()
    code, _, err = ask("regress", "--scenarios", "empty", "--golden", "golden")
    assert code == 2 and "There is no scenario in this folder" in err


def test_a_file_that_is_not_a_list_of_checks_is_left(ask: Ask, repository: Path) -> None:
    Path("r.xml").write_text("<mine/>", encoding="utf-8")
    code, _, err = ask("regress", "--scenarios", "scenarios", "--golden", "golden", "--junit", "r.xml")
    assert code == 2 and "is no list of checks drawn by welfsim" in err
    assert Path("r.xml").read_text("utf-8") == "<mine/>"


def run_in(folder: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run a line of a shell in a repository, with the command of this environment."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    known = {**os.environ, "PATH": path, "GITHUB_STEP_SUMMARY": str(folder / "summary.md")}
    return subprocess.run(["bash", "-ec", script], cwd=folder, env=known, capture_output=True, text=True, timeout=600)


@pytest.mark.model
def test_the_example_workflow_passes_then_fails(repository: Path) -> None:
    job: Any = read_yaml(ROOT / "docs" / "examples" / "regress.yml")["jobs"]["regress"]
    steps = [str(step["run"]) for step in job["steps"] if "run" in step and "pip install" not in str(step["run"])]
    assert [run_in(repository, step).returncode for step in steps] == [0, 0]
    planted(repository)
    assert [run_in(repository, step).returncode for step in steps] == [0, 1]
    assert "uc_paid" in (repository / "summary.md").read_text("utf-8")


@pytest.mark.model
def test_the_hooks_pass_then_fail(repository: Path) -> None:
    hooks: Any = {hook["id"]: hook for hook in read_yaml(ROOT / ".pre-commit-hooks.yaml")}
    assert re.match(hooks["welfsim-check"]["files"], "scenarios/ours.yaml")
    check = shlex.join([*shlex.split(hooks["welfsim-check"]["entry"]), "scenarios/ours.yaml"])
    regress = hooks["welfsim-regress"]["entry"]
    assert run_in(repository, check).returncode == 0 and run_in(repository, regress).returncode == 0
    planted(repository)
    assert run_in(repository, regress).returncode == 1
