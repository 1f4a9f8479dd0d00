"""Compiling ahead: for what a run hands the month, in two processes, said once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numba
import pytest

from welfsim.cli import compiling
from welfsim.cli.compiling import FROM_THE_END, compile_month, nobody
from welfsim.processes import MONTH, PLAY_MONTH

pytestmark = pytest.mark.skipif(numba.config.DISABLE_JIT, reason="nothing is compiled")


class Silent:
    """A process that does nothing, and remembers that it was ended."""

    ended = False

    def terminate(self) -> None:
        self.ended = True

    def wait(self) -> int:
        return 0


def types_of(arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(numba.typeof(each) for each in arguments)


@pytest.mark.usefixtures("run")
def test_the_month_is_compiled_for_what_a_run_hands_it() -> None:
    month: Any = PLAY_MONTH
    assert list(month.called.overloads) == [types_of(nobody())]


def test_a_second_process_compiles_from_the_end_and_says_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", FROM_THE_END], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("processors", [1, 2])
def test_a_first_run_says_that_it_compiles_shows_how_far_and_ends_its_helper(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], processors: int
) -> None:
    shown: list[float] = []
    begun: list[list[str]] = []
    helper = Silent()

    @contextmanager
    def bar(what: str) -> Iterator[Any]:
        yield shown.append

    def begin(command: list[str], **_: Any) -> Silent:
        begun.append(command)
        return helper

    monkeypatch.setattr(compiling.compiled, "is_warm", lambda name: False)
    monkeypatch.setattr(compiling, "progress", bar)
    monkeypatch.setattr(compiling.os, "cpu_count", lambda: processors)
    monkeypatch.setattr(compiling.subprocess, "Popen", begin)
    compile_month()
    assert capsys.readouterr().err == "Compiling, once after an update.\n"
    assert shown == [1 / (len(MONTH) + 1)] * len(MONTH)
    assert [command[-1] for command in begun] == [FROM_THE_END] * (processors - 1)
    assert helper.ended == (processors > 1)


def test_a_helper_that_cannot_start_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling.sys, "executable", "/no/such/python")
    with compiling.helped():
        pass


def test_what_is_compiled_is_not_compiled_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(compiling.compiled, "is_warm", lambda name: name == "play_month")
    monkeypatch.setattr(compiling, "helped", None)
    compile_month()
    assert capsys.readouterr().err == ""
