"""What a shell is given that asks how a word goes on, as the tutorial sets it up."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TUTORIAL = Path(__file__).resolve().parents[2] / "docs" / "tutorial.md"
BASH = """
{line}
COMP_WORDS=({words}) COMP_CWORD={place}
_welfsim_completion welfsim
printf '%s\n' "${{COMPREPLY[@]}}"
"""


def ends_of(words: str, tmp_path: Path) -> list[str]:
    """Return what bash offers for the last of some words, after the line that the tutorial has for it."""
    command = tmp_path / "welfsim"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m welfsim "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    line = re.search(r"`(eval .*bash_source welfsim\)\")`", TUTORIAL.read_text(encoding="utf-8"))
    assert line is not None
    script = BASH.format(line=line[1], words=words, place=len(words.split()) - 1)
    known = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", script], env=known, capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("welfsim mon", ["monthly"]),
        ("welfsim run baseline --rep", ["--replications"]),
        ("welfsim compare redeploy_1000_coaches_a", ["redeploy_1000_coaches_announced"]),
    ],
)
def test_bash_completes_commands_options_and_scenarios(words: str, offered: list[str], tmp_path: Path) -> None:
    assert ends_of(words, tmp_path) == offered


def test_zsh_and_fish_are_given_a_script() -> None:
    for shell in ("zsh", "fish"):
        known = {**os.environ, "_WELFSIM_COMPLETE": f"{shell}_source"}
        done = subprocess.run([sys.executable, "-m", "welfsim"], env=known, capture_output=True, text=True, timeout=60)
        assert (done.returncode, done.stderr) == (0, "") and "_WELFSIM_COMPLETE" in done.stdout
