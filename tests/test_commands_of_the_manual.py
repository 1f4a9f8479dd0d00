"""Every command of the manual is run, with few people and months, in a folder with what its page has made before.

Those of docs/questions.md are asked in test_questions.py, those that need other machines in test_cluster.py.
"""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from pathlib import Path

import click
import pytest

from test_docs import ROOT, commands
from welfsim.cli.entry import call, welfsim
from welfsim.experiments import regress
from welfsim.simulation import compare

pytestmark = pytest.mark.model

LINES = dict.fromkeys(line.partition("  #")[0].strip() for page, line in commands() if page != "docs/questions.md")
ELSEWHERE = ("--cluster",)
"""Options of commands that need what a test of one line has not."""
OURS = "name: Ours\nmonths: 2\npopulation: {people: 1000}\nreform:\n  universal_credit.taper: {2025-05: 0.5}\n"
SMALL = {
    "people": "1000",
    "months": "12",
    "replications": "1",
    "threads": "1",
    "evidence_replications": "1",
    "record_people": "100",
    "person_id": "7",
    "within": "1000000",
    "draws": "2",
}
"""What an option becomes, by the name of its parameter."""
ALWAYS = ("people", "months", "replications", "threads")
"""These are said of every command that knows them, the others only where the manual has them."""
OF_COMMAND = {
    "behaviour": {"people": "5000", "checks": "12"},
    "compare": {"months": "16"},
    "calibrate": {"months": "6"},
    "validate": {"months": "3"},
    "report": {"months": "2"},
    "solve": {"months": "26"},
}


def small(line: str) -> list[str]:
    """Return the words of a command that asks the same of few people and months: the last of two options holds."""
    text = re.sub(r"month (24|60)", "month 12", line.partition(" > ")[0]).replace("--of 2029-30", "--of 2025-26")
    _, name, *words = shlex.split(text)
    command = welfsim.get_command(click.Context(welfsim), name)
    assert command is not None
    given = command.make_context(name, list(words), parent=click.Context(welfsim)).params
    values = {**SMALL, **OF_COMMAND.get(name, {})}
    if given.get("within") or given.get("marginal"):
        values["replications"] = "2"
    for option in command.params:
        known = str(option.name)
        is_there = known in ALWAYS or given.get(known) not in (None, (), 0) or known in OF_COMMAND.get(name, {})
        if known in values and is_there and not (known == "people" and given.get("population")):
            words += [option.opts[0], values[known]]
    return [name, *words]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the pages' files, people, saved results and a scenario of one's own."""
    made = tmp_path_factory.mktemp("manual")
    for name in ("docs", "data"):
        (made / name).symlink_to(ROOT / name)
    (made / "scenarios").mkdir()
    (made / "scenarios" / "ours.yaml").write_text(OURS, encoding="utf-8")
    compare("redeploy_1000_coaches", people=1_000, months=3, threads=1).save(
        made / "results" / "redeploy_1000_coaches_against_baseline"
    )
    return made


@pytest.fixture
def in_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(folder)
    monkeypatch.setattr("welfsim.compiled.is_warm", lambda *_: True)
    monkeypatch.setattr(regress, "PEOPLE", 1_000)
    monkeypatch.setattr(regress, "MONTHS", 1)
    yield
    Path("my_reform.yaml").unlink(missing_ok=True)  # `welfsim new` writes over nothing


def made_before(line: str) -> Iterator[str]:
    """Yield the commands whose work a command goes on from."""
    if "--population people" in line and not Path("people").exists():
        yield "population --people 1000 --out people --as csv"
    if "--golden golden" in line and not Path("golden").exists():
        yield 'regress --scenarios scenarios --golden golden --accept --reason "First tables"'
    if line == "welfsim regress" and not Path("tests/golden").exists():
        yield 'regress --accept --reason "First tables"'
    for saved in re.findall(r"^welfsim monthly (\S+)", line):
        yield f"run baseline --people 1000 --months 2 --out {saved}"


@pytest.mark.parametrize("line", [line for line in LINES if not any(option in line for option in ELSEWHERE)])
def test_the_command_runs(line: str, in_folder: None, monkeypatch: pytest.MonkeyPatch) -> None:
    if "--out people" in line:
        shutil.rmtree("people", ignore_errors=True)
    for earlier in made_before(line):
        assert call(shlex.split(earlier)) == 0
    out = TextIOWrapper(BytesIO(), encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", out)
    assert call(small(line)) == 0
