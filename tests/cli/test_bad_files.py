"""Files with slips: a result or a plain message with exit code 2, never a traceback, whatever stands in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from mutations import RICH, mutated, setting

from welfsim.advice.reading import read_case
from welfsim.errors import MOST_FAULTS, HouseholdError
from welfsim.policy import parameters
from welfsim.scenario import read_scenario, shipped_file, shipped_names

Ask = Callable[..., Any]

FILES, SETTINGS = 2_000, 200
MOST_LINES = 8 * (MOST_FAULTS + 1)
HOUSEHOLD = """\
month: 2025-10
rent: 600
savings: 0
region: london
adults:
  - {age: 30, health: lcwra, fit_note: 2024-05, pay: 500, carer: no}
  - {age: 31}
children:
  - {age: 3, disability: lower}
"""


def bare(name: str) -> str:
    """Return a shipped scenario without its comments."""
    lines = shipped_file(name).read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#")) + "\n"


def test_files_with_slips(ask: Ask) -> None:
    luck, fine = Random(1), 0
    texts = [RICH, *map(bare, shipped_names())]
    for number in range(FILES):
        written = mutated(luck, luck.choice((RICH, luck.choice(texts))))
        Path("mine.yaml").write_bytes(written)
        code, out, err = ask("check", "mine.yaml")
        assert code in (0, 2), f"file {number}: {written!r}\n{err}"
        if code == 2:
            assert "mine.yaml" in err.partition("\n")[0] and out == "", f"file {number}: {written!r}\n{err}"
            assert err.count("\n") <= MOST_LINES and max(map(len, err.splitlines())) < 1_000, f"{written!r}\n{err}"
            continue
        fine += 1
        read = read_scenario("mine.yaml")
        Path("again.yaml").write_text(read.to_yaml(), encoding="utf-8")
        assert read_scenario("again.yaml").as_written() == read.as_written(), f"file {number}: {written!r}"
    assert fine > FILES / 50, "too many slips to find any that does no harm"


def test_settings_with_slips(ask: Ask) -> None:
    luck, names = Random(2), list(parameters())
    for number in range(SETTINGS):
        written = setting(luck, names)
        option = luck.choice(("--set", "--assume")) if number % 2 else "--set"
        command = ("explain", "baseline") if option == "--set" else ("coaches", "nowhere.yaml")
        code, _, err = ask(*command, f"{option}={written}")
        assert code in (0, 2) and "Traceback" not in err, f"setting {number}: {written!r}\n{err}"
        assert code == 0 or err.startswith((option, "nowhere.yaml")), f"setting {number}: {written!r}\n{err}"
        assert err.count("\n") <= MOST_LINES and max(map(len, err.splitlines()), default=0) < 1_000, f"{written!r}"


def test_households_with_slips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    luck, fine = Random(3), 0
    for number in range(SETTINGS):
        written = mutated(luck, luck.choice((HOUSEHOLD, "adults: [{age: 30, carer: yes}]\n")))
        Path("household.yaml").write_bytes(written)
        try:
            read_case("household.yaml")
            fine += 1
        except HouseholdError as error:
            assert str(error).startswith("household.yaml"), f"household {number}: {written!r}\n{error}"
    assert fine > 0, "too many slips to find any that does no harm"
