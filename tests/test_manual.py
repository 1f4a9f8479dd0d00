"""The manual as a site, the citation and the container: what can be read of them without the tools that use them."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[1]


def read(name: str) -> Any:
    return YAML(typ="safe", pure=True).load((ROOT / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def make_manual() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_manual", ROOT / "docs" / "make_manual.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# ---------------------------------------------------------------------------------------------- the site


def navigated(items: Any) -> Iterator[str]:
    """Yield the pages of a navigation."""
    for item in items:
        for place in item.values():
            yield from [place] if isinstance(place, str) else navigated(place)


def test_the_navigation_leads_to_pages_of_the_site_once_each(make_manual: ModuleType, tmp_path: Path) -> None:
    make_manual.copied(tmp_path / "pages")
    pages = list(navigated(read("mkdocs.yml")["nav"]))
    assert [page for page in pages if not (tmp_path / "pages" / page).is_file()] == []
    assert len(set(pages)) == len(pages)


def test_the_navigation_has_every_page_but_the_decisions() -> None:
    pages = {f"docs/{page.relative_to(ROOT / 'docs').as_posix()}" for page in (ROOT / "docs").rglob("*.md")}
    decisions = {page for page in pages if page.startswith("docs/decisions/")}
    assert pages - decisions - set(navigated(read("mkdocs.yml")["nav"])) == set()


@pytest.mark.model
@pytest.mark.skipif(importlib.util.find_spec("zensical") is None, reason="the extra `manual` is not installed")
def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "docs" / "make_manual.py"), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "No issues found" in said and "warning" not in said.lower()
    assert (tmp_path / "site" / "docs" / "validation.html").is_file()


def test_a_link_that_leads_nowhere_stops_the_build() -> None:
    settings = read("mkdocs.yml")
    assert settings["strict"] is True
    assert settings["validation"] == {"invalid_links": True, "invalid_link_anchors": True}


def test_pages_are_copied_with_what_they_lead_to(make_manual: ModuleType, tmp_path: Path) -> None:
    made = tmp_path / "pages"
    (made / "old").mkdir(parents=True)
    make_manual.copied(made)
    assert not (made / "old").exists()
    for name in ("docs/decisions/0001-architecture.md", "notebooks/start_here.ipynb", "scenarios/baseline.yaml"):
        assert (made / name).read_bytes() == (ROOT / name).read_bytes()
    assert (made / "index.md").read_bytes() == (ROOT / "README.md").read_bytes()


# -------------------------------------------------------------------------------------------- the citation


def test_the_citation_is_of_this_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = read("CITATION.cff")
    assert (citation["version"], citation["license"]) == (project["version"], project["license"])
    assert citation["repository-code"] == project["urls"]["Source"]
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert citation["authors"] == project["authors"]


# ------------------------------------------------------------------------------------------- the container


def instructions() -> list[tuple[str, str]]:
    """Return the instructions of the Dockerfile with what they say, each on one line."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    lines = re.sub(r"\\\n\s*", "", text).splitlines()
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines if line)]


def test_the_container_pins_its_python_and_its_packages() -> None:
    (base,) = [rest for word, rest in instructions() if word == "FROM"]
    assert re.fullmatch(r"python:3\.1[1-4]\.\d+-slim-\w+", base)
    installs = [rest for word, rest in instructions() if word == "RUN" and "pip install" in rest]
    assert all("--no-cache-dir" in each for each in installs)
    assert "--require-hashes -r requirements.lock" in installs[0]


def test_the_container_runs_as_an_ordinary_user_by_number() -> None:
    users = [rest for word, rest in instructions() if word == "USER"]
    assert len(users) == 1 and re.fullmatch(r"[1-9]\d+:[1-9]\d+", users[0])
    after = instructions()[instructions().index(("USER", users[0])) :]
    assert {word for word, _ in after} >= {"RUN", "ENTRYPOINT", "CMD"}, "compiled and run as that user"


def test_the_container_writes_to_its_volume_alone() -> None:
    said = dict(instructions())
    assert said["VOLUME"] == said["WORKDIR"] == "/results"
    assert '"--out", "/results/' in said["CMD"] and "compare" in said["CMD"]
    assert "PYTHONDONTWRITEBYTECODE=1" in said["ENV"] and "WELFSIM_CACHE=" in said["ENV"]


def test_what_the_container_copies_is_there_and_sent() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    sent = [line.removeprefix("!") for line in lines if line.startswith("!")]
    assert lines[0] == "*"
    for copied in (rest.split()[:-1] for word, rest in instructions() if word == "COPY"):
        for name in copied:
            assert (ROOT / name).exists() and any(fnmatch(name, each) for each in sent), name
