"""The manual is true: pages made from declarations are current, links lead somewhere, examples run."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import shlex
import tomllib
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import click
import pytest

from welfsim.cli.entry import COMMANDS, welfsim
from welfsim.experiments.regress import PEOPLE
from welfsim.months import parse_month
from welfsim.policy import current_law
from welfsim.population.assumptions import assumptions
from welfsim.processes import MONTH
from welfsim.scenario import read_scenario, shipped_file, shipped_names
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.districts import Districts
from welfsim.vocabulary.fields import declared
from welfsim.vocabulary.persons import Persons

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
README = ROOT / "README.md"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md")), ROOT / "data" / "SOURCES.md"]
LINES_OF_README = 150
SMALL = "people=1_000, months=6"


def shown(page: Path) -> str:
    """Return the name of a page for the test's own name."""
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path, language: str) -> list[str]:
    """Return the fenced blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def without_code(text: str) -> str:
    """Return a page without fenced blocks and code in the line, where nothing is a link."""
    return re.sub(r"`[^`\n]*`", "", re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE))


# ------------------------------------------------------------------------------------------ made pages


@pytest.fixture(scope="module")
def make_tables() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_tables", DOCS / "make_tables.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MADE = [
    "parameters.md",
    "assumptions.md",
    "assumption_log.md",
    "assumption_log.csv",
    "columns.md",
    "lines.md",
    "files.md",
    "households.md",
    "targets.md",
]


@pytest.mark.parametrize("name", MADE)
def test_pages_of_tables_are_current(make_tables: ModuleType, name: str) -> None:
    made = make_tables.PAGES[name]()
    assert (DOCS / name).read_text(encoding="utf-8") == made, "out of date; run: make docs"


def test_every_page_of_tables_is_tested(make_tables: ModuleType) -> None:
    assert list(make_tables.PAGES) == MADE


# ----------------------------------------------------------------------------------------------- links


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as Markdown viewers make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_relative_links_lead_somewhere(page: Path) -> None:
    text = without_code(page.read_text(encoding="utf-8"))
    broken = []
    for target in re.findall(r"\]\(<?([^)>\s]+)>?\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            broken.append(target)
    assert broken == []


def test_the_index_leads_to_every_page() -> None:
    linked = set(re.findall(r"\]\(([^)#]+)", (DOCS / "index.md").read_text(encoding="utf-8")))
    pages = {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")} - {"index.md"}
    assert pages - linked == set()


def test_the_index_lists_decisions_by_number() -> None:
    listed = re.findall(r"\]\(decisions/(\d{4})", (DOCS / "index.md").read_text(encoding="utf-8"))
    assert listed == sorted(file.name[:4] for file in (DOCS / "decisions").glob("*.md"))


# ----------------------------------------------------------------------------------------------- words

SOURCE = ROOT / "src" / "welfsim"
CODE = sorted([*SOURCE.rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py"), *(ROOT / ".ci").glob("*.py")])
TRIPPING = re.compile(r"\b(noughts?|besides?|told|tells?|telling|by lot|reckon\w*)\b", re.IGNORECASE)
"""Words at which readers stop whose first language is not English: say zero, next to, says, at random, calculated."""
QUOTATIONS = ("What the latest Universal Credit Health data tells us",)
"""Titles of others' works that have such a word."""
NAMES = re.compile(r"https?://\S+|^ +tell$", re.MULTILINE)
"""Addresses, and a parameter's name in the list of a docstring."""


def trips(text: str) -> list[str]:
    """Return the words of a text at which readers stop, each with the text around it."""
    for quotation in QUOTATIONS:
        text = text.replace(quotation, "")
    text = NAMES.sub("", text)
    return [text[max(0, found.start() - 40) : found.end() + 40] for found in TRIPPING.finditer(text)]


def prose(file: Path) -> str:
    """Return the docstrings, messages and comments of a module."""
    text = file.read_text(encoding="utf-8")
    strings = [node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)]
    comments = re.findall(r"(?:^ *|  )# .*$", text, re.MULTILINE)
    return "\n".join([*(string for string in strings if isinstance(string, str)), *comments])


PLAIN = [README, ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]


@pytest.mark.parametrize("page", PLAIN, ids=shown)
def test_the_manual_is_in_plain_words(page: Path) -> None:
    assert trips(without_code(page.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("file", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=shown)
def test_notebooks_are_in_plain_words(file: Path) -> None:
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    assert trips("\n".join("".join(cell["source"]) for cell in cells)) == []


@pytest.mark.parametrize("file", CODE, ids=shown)
def test_docstrings_and_messages_are_in_plain_words(file: Path) -> None:
    assert trips(prose(file)) == []


@pytest.mark.parametrize("file", sorted((SOURCE / "policy").rglob("*.yaml")), ids=shown)
def test_notes_of_the_law_are_in_plain_words(file: Path) -> None:
    assert trips(file.read_text(encoding="utf-8")) == []


# ------------------------------------------------------------------------------------------------ tree


def test_the_floors_of_the_page_are_those_of_the_contract() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    floors = project["tool"]["importlinter"]["contracts"][0]["layers"]
    rows = re.findall(r"^\| +\d+ \| (`.*?`) \| [^`]", (DOCS / "architecture.md").read_text("utf-8"), re.MULTILINE)
    on_the_page = [set(re.findall(r"`(\w+)`", row)) for row in rows]
    assert on_the_page == [set(floor.split(" | ")) for floor in floors if floor != "__main__"]


def test_the_page_on_the_month_follows_the_month() -> None:
    headings = re.findall(r"^## (.+)$", (DOCS / "month.md").read_text(encoding="utf-8"), re.MULTILINE)
    names = [process.name for process in MONTH]
    assert headings[: len(names)] == names
    pairs = re.findall(r"^\| ([A-Za-z -]+) \| ([A-Za-z -]+) \| ", (DOCS / "month.md").read_text("utf-8"), re.MULTILINE)
    assert pairs[pairs.index(("before", "after")) + 2 :] == list(pairwise(names))


@pytest.mark.parametrize("page", sorted((DOCS / "pipelines").glob("*.md")), ids=shown)
def test_pages_of_pipelines_name_columns_that_there_are(page: Path) -> None:
    table = page.read_text(encoding="utf-8").partition("| state | columns |\n| --- | --- |\n")[2].partition("\n\n")[0]
    named = {name for row in table.splitlines() for name in re.findall(r"`(\w+)`", row.split("|")[2])}
    assert named - {name for of in (Persons, BenefitUnits, Districts) for name in declared(of)} == set()
    assert named or "| columns |" not in page.read_text(encoding="utf-8")


def test_the_page_on_scenarios_names_every_shipped_one() -> None:
    text = (DOCS / "scenarios.md").read_text(encoding="utf-8")
    linked = re.findall(r"^\| \[`(\w+)`\]\(\.\./(scenarios/\S+)\)", text, re.MULTILINE)
    packages = sorted((ROOT / "scenarios" / "packages").glob("*.yaml"))
    files = [*map(shipped_file, shipped_names()), *packages]
    assert sorted(linked) == sorted((file.stem, file.relative_to(ROOT).as_posix()) for file in files)


def test_the_page_on_scenarios_links_the_plan_that_each_answers() -> None:
    text = (DOCS / "scenarios.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| \[`(\w+)`\]\(\S+\) \| [^|]+ \| (.*) \|$", text, re.MULTILINE))
    for name in (name for name in shipped_names() if name != "baseline"):
        source = read_scenario(name).source
        if source is None or source.href is None:
            assert rows[name] == ("" if source is None else source.title)
        else:
            assert rows[name].endswith(f"](<{source.href}>)"), name


# -------------------------------------------------------------------------------------------- examples


def commands() -> list[tuple[str, str]]:
    """Return each command line of the manual with the page that it stands on."""
    lines = []
    for page in PAGES:
        for block in blocks(page, "sh"):
            lines += [(shown(page), line) for line in block.splitlines() if line.startswith("welfsim ")]
    return lines


@pytest.mark.parametrize(("page", "line"), commands())
def test_commands_are_understood(page: str, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    _, name, *arguments = shlex.split(line.partition(" > ")[0], comments=True)
    program = click.Context(welfsim, **welfsim.context_settings)
    command = welfsim.get_command(program, name)
    assert command is not None, f"{page}: {line}"
    asked = command.make_context(name, arguments, parent=program).params
    if asked.get("scenario"):
        read_scenario(asked["scenario"], asked.get("settings", ()))
    for each in asked.get("scenarios", ()):
        read_scenario(each)


def test_every_command_has_an_example() -> None:
    examples = {line.split()[1] for page, line in commands() if page == "README.md"}
    assert set(COMMANDS) - examples == set()


@pytest.mark.parametrize("page", [README, DOCS / "scenarios.md"], ids=shown)
def test_scenarios_of_the_manual_are_read(page: Path, tmp_path: Path) -> None:
    for block in blocks(page, "yaml"):
        whole = block if block.startswith("name:") else f"name: Part\n{block}"
        file = tmp_path / "scenario.yaml"
        file.write_text(whole, encoding="utf-8")
        read = read_scenario(file)
        assert read.changed or read.programmes


def test_the_example_in_python_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (snippet,) = blocks(README, "python")
    small, changed = re.subn(r"people=[\d_]+", SMALL, snippet)
    assert changed == 1
    exec(compile(small, "README.md", "exec"), {})
    assert "Net cost of the lines above" in capsys.readouterr().out


# ---------------------------------------------------------------------------------------------- README


def test_readme_is_short_enough_for_a_stranger() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) < LINES_OF_README


def test_the_page_of_answers_holds_the_printed_table() -> None:
    table = (DOCS / "answers.md").read_text(encoding="utf-8").partition("<!-- table:start -->")[2]
    assert "1,000 coaches moved to people with LCWRA, as it happened, against Baseline" in table
    assert "Net cost of the lines above" in table
    assert "Not calibrated" in table


def test_the_number_of_assumptions_is_that_of_the_law() -> None:
    law, at = current_law(), parse_month("2025-04")
    assumed = sum(value.status(at) == "assumption" for value in law.values.values())
    assert f"{assumed} of {len(law.values)} parameters are assumptions" in README.read_text(encoding="utf-8")
    limits = (DOCS / "limits.md").read_text(encoding="utf-8")
    assert f"Of {len(law.values)} parameters {assumed} are assumptions" in limits
    for page in (README, DOCS / "limits.md"):
        text = re.sub(r"\s+", " ", page.read_text(encoding="utf-8"))
        assert f"{len(assumptions())} numbers of the built population" in text


def test_goldens_are_not_taken_for_estimates() -> None:
    assert PEOPLE < 100_000
    text = re.sub(r"\s+", " ", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert "They are regression tables, not estimates." in text
