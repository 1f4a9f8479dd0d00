"""The command line as a user meets it: words in, exit code and text out, in an empty folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from welfsim.cli.entry import call

SMALL = ("--people", "1000", "--months", "6", "--threads", "1")


class Answer(NamedTuple):
    """What a command gave back."""

    code: int
    out: str
    err: str


Ask = Callable[..., Answer]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Return a function that runs a command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("welfsim.compiled.is_warm", lambda *_: True)

    def run(*arguments: str) -> Answer:
        capsys.readouterr()
        code = call(arguments)
        out, err = capsys.readouterr()
        return Answer(code, out, err)

    return run
