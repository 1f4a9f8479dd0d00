"""Ctrl-C and SIGTERM from the first moment to the last: an exit code and a message, never a traceback."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

AT_IMPORT = """
import os, sys
asked = sys.argv.pop(1)
class Signal:
    def find_spec(self, name, path=None, target=None):
        if name == asked:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), {number})
sys.meta_path.insert(0, Signal())
from welfsim.cli import main
sys.argv[0] = "welfsim"
main()
"""
"""A signal comes when a module is asked for: between two places of the program, whatever the speed of the machine."""

AT_WORK = """
import os, sys, threading, time
from welfsim import running
from welfsim.cli import interrupts, main
from welfsim.processes import Process
def step(*_):
    for number in {numbers}:
        os.kill(os.getpid(), number)
        while not interrupts.interrupted():
            time.sleep(0.01)
        time.sleep(0.2)
    if {never}:
        threading.Event().wait()
running.MONTH = [Process("pest", step), Process("after", lambda *_: print("went on"))]
sys.argv[0] = "welfsim"
main()
"""
"""Signals come from within a month, in a thread, as they do while code is compiled; then the month ends, or never."""

RUN = ("run", "baseline", "--people", "1000", "--months", "3", "--threads", "2")


def ended(program: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-c", program, *arguments]
    return subprocess.run(words, capture_output=True, text=True, cwd=folder, check=False, timeout=300)


@pytest.mark.parametrize(
    "at", ["click", "welfsim.cli.entry", "welfsim.cli.run", "numpy", "pydantic", "numba", "pandas"]
)
def test_ctrl_c_while_importing(at: str, tmp_path: Path) -> None:
    done = ended(AT_IMPORT.format(number=int(signal.SIGINT)), at, *RUN, folder=tmp_path)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, "", "Interrupted; no results were written.")


def test_a_request_to_end_while_importing(tmp_path: Path) -> None:
    done = ended(AT_IMPORT.format(number=int(signal.SIGTERM)), "numpy", "check", "baseline", folder=tmp_path)
    assert (done.returncode, done.stderr.strip()) == (143, "Interrupted; no results were written.")


def test_a_signal_that_the_caller_switched_off_stays_so(tmp_path: Path) -> None:
    ignoring = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
    program = ignoring + AT_IMPORT.format(number=int(signal.SIGINT))
    done = ended(program, "numpy", "check", "baseline", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_at_work_ends_in_order(number: int, code: int, tmp_path: Path) -> None:
    done = ended(AT_WORK.format(numbers=[int(number)], never=False), *RUN, folder=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.endswith("Interrupted; no results were written.\n") and "Traceback" not in done.stderr
    assert not list(tmp_path.rglob("*.parquet"))


def test_a_second_signal_ends_at_once_what_does_not_end(tmp_path: Path) -> None:
    numbers = [int(signal.SIGINT)] * 2
    done = ended(AT_WORK.format(numbers=numbers, never=True), *RUN, "--threads", "1", folder=tmp_path)
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr.endswith("\nInterrupted at once.\n") and "Traceback" not in done.stderr


def test_a_terminal_gets_its_cursor_back(monkeypatch: pytest.MonkeyPatch) -> None:
    from welfsim.cli import interrupts

    written: list[bytes] = []
    codes: list[int] = []
    monkeypatch.setattr(interrupts, "_in_order", [True])
    monkeypatch.setattr("os.isatty", lambda number: number == 2)
    monkeypatch.setattr("os.write", lambda _, text: written.append(text))
    monkeypatch.setattr("os._exit", codes.append)
    interrupts.leave(signal.SIGTERM, "Interrupted at once.")
    assert (written, codes) == ([b"\x1b[?25h\nInterrupted at once.\n"], [143])


def test_debug_shows_where_it_was_interrupted(tmp_path: Path) -> None:
    done = ended(AT_WORK.format(numbers=[int(signal.SIGINT)], never=False), *RUN, "--debug", folder=tmp_path)
    assert done.returncode == 130
    assert "Traceback" in done.stderr and done.stderr.endswith("Interrupted; no results were written.\n")


def test_an_error_that_a_signal_brought_about_is_no_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    from welfsim.cli import interrupts
    from welfsim.cli.entry import call

    def turned(*_: object) -> None:
        monkeypatch.setattr(interrupts, "_received", [int(signal.SIGINT)])
        raise ImportError("numpy._core.multiarray failed to import")

    monkeypatch.setattr("welfsim.scenario.check_scenario", turned)
    assert call(["check", "baseline"]) == 130
