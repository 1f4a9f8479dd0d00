"""Too many people, too deep brackets, a machine that refuses: the user's to mend, with a message that says what."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from conftest import Ask
from welfsim.processes import Process

TINY = ("--people", "1000", "--months", "2", "--threads", "2")
SAID = "1,000 people were asked for\n  There is not enough memory for them. Ask for fewer: --people N\n"


def numpy_refuses(*_: Any, **__: Any) -> None:
    np.empty(2**50, np.int64)


def no_thread(*_: Any) -> None:
    raise RuntimeError("can't start new thread")


def system_refuses(*_: Any) -> None:
    raise OSError(errno.ENOMEM, "Cannot allocate memory")


def library_not_loaded(*_: Any) -> None:
    try:
        raise OSError("libllvm.so: failed to map segment from shared object")
    except OSError:
        raise OSError("Could not find/load shared object file") from None


REFUSALS = [numpy_refuses, no_thread, system_refuses, library_not_loaded]


@pytest.mark.parametrize("refuse", REFUSALS)
@pytest.mark.parametrize("command", ["run", "compare", "coaches"])
def test_memory_that_ends_in_a_thread(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, command: str, refuse: Callable[..., None]
) -> None:
    monkeypatch.setattr("welfsim.running.MONTH", [Process("greedy", refuse)])
    assert ask(command, "baseline", *TINY) == (2, "", SAID)
    assert not Path("results").exists()


@pytest.mark.parametrize("command", ["run", "flows", "population"])
def test_memory_that_ends_while_people_are_built(ask: Ask, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setattr("welfsim.running.synthetic", numpy_refuses)
    monkeypatch.setattr("welfsim.population.synthetic", numpy_refuses)
    words = (command, "--people", "1000") if command == "population" else (command, "baseline", "--people", "1000")
    assert ask(*words) == (2, "", SAID)


def test_memory_that_ends_elsewhere(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("welfsim.scenario.check_scenario", numpy_refuses)
    code, out, err = ask("check", "baseline")
    assert (code, out) == (2, "")
    assert err == ("There is not enough memory for this.\n  Ask for fewer people, months or replications: --people N\n")


def test_debug_shows_the_traceback_of_a_shortage(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("welfsim.running.MONTH", [Process("greedy", numpy_refuses)])
    code, _, err = ask("run", "baseline", *TINY, "--debug")
    assert code == 2 and "MemoryError" in err and err.endswith(SAID)


@pytest.mark.skipif(sys.platform != "linux", reason="the limit on memory is that of Linux")
def test_a_limit_on_memory(tmp_path: Path) -> None:
    limited = (
        "import resource, runpy, sys\n"
        "resource.setrlimit(resource.RLIMIT_AS, (3 * 2**30, 3 * 2**30))\n"
        "runpy.run_module('welfsim', run_name='__main__')\n"
    )
    words = ("-c", limited, "population", "--people", "40000000")
    done = subprocess.run(
        [sys.executable, *words],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(SAID.replace("1,000", "40,000,000"))


def test_what_is_nested_too_deeply(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def deeper(*names: str) -> None:
        deeper(*names)

    monkeypatch.setattr("welfsim.scenario.check_scenario", deeper)
    code, out, err = ask("check", "baseline")
    assert (code, out) == (2, "")
    assert err == (
        "Something in a file or an option is nested too deeply to be read.\n"
        "  Write it with fewer brackets or levels. If nothing is nested, report the lines that --debug shows.\n"
    )
    assert "RecursionError" in ask("check", "baseline", "--debug").err


def test_a_machine_that_refuses(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any) -> None:
        raise OSError(errno.EROFS, "Read-only file system", "cache/law")

    monkeypatch.setattr("welfsim.scenario.check_scenario", refused)
    assert ask("check", "baseline") == (2, "", "cache/law\n  The system refuses: Read-only file system.\n")


def test_a_file_that_welfsim_itself_lacks_is_a_bug(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: Any) -> None:
        raise FileNotFoundError(errno.ENOENT, "No such file or directory", "law.yaml")

    monkeypatch.setattr("welfsim.scenario.check_scenario", missing)
    assert ask("check", "baseline").code == 3
