"""Tiers of checks: records that are missing or stale stop a release, every test and every made page has its command."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import check_model
import pytest
import records
import release
from check_pythons import CheckError
from records import Record, faults, key_of, write

from welfsim.scenario import shipped_names

ROOT = Path(__file__).resolve().parents[1]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
MADE = re.compile(r"<!-- Made by (docs/\w+\.py)")
REPORT = """<testsuites><testsuite>
<testcase file="tests/test_golden.py" name="a"/><testcase file="tests/test_golden.py" name="b"/>
<testcase file="tests/statistical/test_x.py" name="c"/>
<testcase file="tests/test_y.py" name="d"><skipped message="no"/></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a small project with one file of each kind that a record is about, and two that it is not."""
    for name, text in {
        "src/welfsim/simulation.py": "from welfsim.rules import law\n",
        "src/welfsim/rules.py": "law = 1\n",
        "src/welfsim/policy/current_law/a.yaml": "a: 1\n",
        "src/welfsim/cli.py": "words = 1\n",
        "data/margins/b.csv": "b\n1\n",
        "scenarios/c.yaml": "name: C\n",
        "tests/golden/baseline.csv": "line\n",
        "notebooks/d.ipynb": "{}\n",
        "requirements.lock": "numpy==2\n",
        "README.md": "words\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def recipe(target: str) -> str:
    """Return the lines of a target of the Makefile."""
    found = re.search(rf"^{target}:.*\n((?:\t.*\n)*)", MAKEFILE, re.MULTILINE)
    assert found, target
    return found[1]


def passing(file: Path) -> int:
    file.write_text(REPORT)
    return 0


# ---------------------------------------------------------------------------------------------- records


def test_a_release_without_a_record_says_what_to_run(project: Path) -> None:
    assert faults(project) == ["checks/model.json\n  There is no such record. Run: make check-model"]


def test_a_check_that_passes_leaves_a_record_that_holds(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check_model.main(project, passing) == 0
    assert capsys.readouterr().out == "3 checks passed in 0.0 minutes. Written down in checks/model.json\n"
    assert faults(project) == []
    text = (project / "checks" / "model.json").read_text()
    assert '"tests/test_golden.py": 2' in text
    assert '"skipped": 1' in text


@pytest.mark.parametrize(
    "name",
    [
        "src/welfsim/simulation.py",
        "src/welfsim/rules.py",
        "src/welfsim/policy/current_law/a.yaml",
        "data/margins/b.csv",
        "scenarios/c.yaml",
        "scenarios/folder/new.yaml",
        "tests/golden/baseline.csv",
        "notebooks/d.ipynb",
        "requirements.lock",
    ],
)
def test_an_edit_of_what_decides_results_makes_the_record_stale(project: Path, name: str) -> None:
    write("model", Record(key_of(project), "2026-11-30", 4.0, {"tests/test_golden.py": 52}, 0), project)
    assert faults(project) == []
    (project / name).parent.mkdir(exist_ok=True)
    with (project / name).open("a") as text:
        text.write("# edited\n")
    assert faults(project) == [
        "checks/model.json\n"
        "  It is of 2026-11-30, and the model or what it is held to has changed since. Run: make check-model"
    ]


def test_an_edit_of_words_leaves_the_record(project: Path) -> None:
    before = key_of(project)
    (project / "README.md").write_text("other words\n")
    (project / "src/welfsim/cli.py").write_text("words = 2\n")
    (project / "scenarios/c.yaml").write_bytes(b"name: C\r\n")
    assert key_of(project) == before


@pytest.mark.parametrize("text", ["", "[]", '{"inputs": "x"}', "\udcff"])
def test_a_damaged_record_is_none(project: Path, text: str) -> None:
    (project / "checks").mkdir()
    (project / "checks" / "model.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert faults(project) == ["checks/model.json\n  This is no record of a check. Run: make check-model"]


def test_a_record_of_nothing_is_none(project: Path) -> None:
    write("model", Record(key_of(project), "2026-11-30", 4.0, {}, 3), project)
    assert faults(project) == ["checks/model.json\n  No test passed in that check. Run: make check-model"]


def test_every_record_that_is_needed_is_asked_for(project: Path) -> None:
    record = Record(key_of(project), "2026-11-30", 4.0, {"a": 1}, 0)
    write("model", record, project)
    write("second", replace(record, inputs="0"), project)
    needed = {"model": "make check-model", "second": "make second", "third": "make third"}
    assert [text.splitlines()[0] for text in faults(project, needed)] == ["checks/second.json", "checks/third.json"]


def test_a_check_that_fails_leaves_no_record(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check_model.main(project, passing) == 0
    assert check_model.main(project, lambda _: 1) == 1
    assert faults(project) == ["checks/model.json\n  There is no such record. Run: make check-model"]
    assert capsys.readouterr().err == "The checks of the model fail, so no record is kept: checks/model.json\n"


def test_an_edit_during_the_check_leaves_no_record(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def edited(file: Path) -> int:
        (project / "scenarios/c.yaml").write_text("name: D\n")
        return passing(file)

    assert check_model.main(project, edited) == 1
    assert not (project / "checks").exists()
    assert capsys.readouterr().err.startswith("A file that the checks are about was edited while they ran.")


def test_the_record_is_about_this_projects_files() -> None:
    names = {file.relative_to(ROOT).as_posix() for file in records.inputs()}
    assert {"src/welfsim/simulation.py", "scenarios/baseline.yaml", "tests/golden/baseline.csv"} <= names
    assert {"src/welfsim/policy/current_law/coaching.yaml", "data/margins/assumptions.csv"} <= names
    assert {name for name in names if name.startswith("src/welfsim/cli/")} == set()


# ---------------------------------------------------------------------------------------------- release


def built(folder: Path) -> Path:
    wheel = folder / "welfsim-2.whl"
    wheel.write_text("wheel\n")
    return wheel


def test_a_release_is_not_built_on_a_stale_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(records, "faults", lambda: ["checks/model.json\n  It is stale."])
    monkeypatch.setattr(release, "build_wheel", built)
    monkeypatch.setattr(release, "DIST", tmp_path / "dist")
    assert release.main() == 1
    assert tuple(capsys.readouterr()) == ("", "No release is built.\n\nchecks/model.json\n  It is stale.\n")
    assert not (tmp_path / "dist").exists()


def test_a_release_is_put_next_to_earlier_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "welfsim-1.whl").write_text("earlier\n")
    monkeypatch.setattr(records, "faults", list)
    monkeypatch.setattr(release, "build_wheel", built)
    monkeypatch.setattr(release, "DIST", tmp_path / "dist")
    assert release.main() == 0
    assert tuple(capsys.readouterr()) == ("Built dist/welfsim-2.whl\n", "")
    assert sorted(file.name for file in (tmp_path / "dist").iterdir()) == ["welfsim-1.whl", "welfsim-2.whl"]


def test_a_wheel_that_cannot_be_built_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(folder: Path) -> Path:
        raise CheckError("  exit code 1 of: python -m build")

    monkeypatch.setattr(records, "faults", list)
    monkeypatch.setattr(release, "build_wheel", fails)
    monkeypatch.setattr(release, "DIST", tmp_path / "dist")
    assert release.main() == 1
    assert capsys.readouterr().err == "No release is built.\n\n  exit code 1 of: python -m build\n"


# ------------------------------------------------------------------------------------------------ tiers


def test_every_test_is_of_one_tier_at_least() -> None:
    assert '-m "not model or sample"' in recipe("test")
    assert check_model.PYTEST[3:5] == ("-m", "model")
    options = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]
    assert "-m" not in options["addopts"].split()


def test_statistics_tables_and_the_large_population_are_of_the_model() -> None:
    files = ["tests/statistical", "tests/test_work_capability.py", "tests/test_golden.py"]
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "-m", "model", *files]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    found = [line for line in listed if "::" in line]
    assert {line.partition("::")[0] for line in found} == {
        *(file.relative_to(ROOT).as_posix() for file in (ROOT / "tests/statistical").glob("test_*.py")),
        *files[1:],
    }
    assert f"tests/test_golden.py::test_table_is_as_stored[{shipped_names()[-1]}]" in found
    assert "tests/test_work_capability.py::test_one_new_award_in_seven_rests_on_substantial_risk" in found
    assert "tests/test_golden.py::test_every_shipped_scenario_has_a_stored_table" not in found


def test_a_clean_machine_checks_what_fits_a_quarter_of_an_hour() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    made = [line.strip() for line in lines if line.strip().startswith("make ")]
    assert made == ["make test", "make manual", "make check-pythons"]


def test_validation_makes_its_page_and_is_no_record_that_a_release_needs() -> None:
    assert "docs/make_validation.py" in recipe("validate")
    assert "validate" not in records.NEEDED


# ------------------------------------------------------------------------------------------- made pages


def test_one_command_makes_every_page() -> None:
    made = recipe("docs")
    scripts = {f"docs/{file.name}" for file in (ROOT / "docs").glob("make_*.py")}
    long = {"docs/make_answers.py", "docs/make_behaviour.py", "docs/make_scenarios.py"}
    own = {
        "calibrated": "docs/make_calibration.py",
        "validate": "docs/make_validation.py",
        "impact": "docs/make_impact.py",
        "manual": "docs/make_manual.py",
        "questions": "docs/make_questions.py",
    }
    assert {script for script in scripts if script not in made} == {*long, *own.values()}
    assert all(script in recipe(target) for target, script in own.items())
    assert {script for script in long if script not in recipe("answers")} == set()
    assert re.search(r"^docs:.*\bschema\b", MAKEFILE, re.MULTILINE)
    named = {found[1] for page in (ROOT / "docs").rglob("*.md") if (found := MADE.search(page.read_text("utf-8")))}
    assert {script for script in named if script not in made} <= set(own.values())
