"""Where the output goes: every command, with readers that leave, full disks and old encodings."""

from __future__ import annotations

import io
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from calls import CALLS, words_of

from welfsim.cli.entry import COMMANDS, call
from welfsim.experiments import regress
from welfsim.text.characters import visible, written_in

needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")


def test_every_command_is_tried() -> None:
    assert list(CALLS) == list(COMMANDS)


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("welfsim.compiled.is_warm", lambda *_: True)
    monkeypatch.setattr(regress, "PEOPLE", 1_000)
    monkeypatch.setattr(regress, "MONTHS", 1)


@pytest.fixture
def left_pipe() -> Iterator[io.TextIOWrapper]:
    """A pipe whose reader has gone."""
    reading, writing = os.pipe()
    os.close(reading)
    stream = os.fdopen(writing, "w", encoding="utf-8")
    yield stream
    stream.close()  # raises unless welfsim has sent what was left to nowhere


def prepared(command: str) -> list[str]:
    words = words_of(command)
    if command == "regress":
        assert call([*words, "--accept", "--reason", "First."]) == 0
    return words


@pytest.mark.parametrize("command", COMMANDS)
def test_a_reader_who_leaves_changes_no_exit_code(
    command: str, left_pipe: io.TextIOWrapper, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = prepared(command)
    capsys.readouterr()
    monkeypatch.setattr(sys, "stdout", left_pipe)
    assert call(words) == 0
    err = capsys.readouterr().err
    assert "Traceback" not in err and "written" not in err and "pipe" not in err
    if command in ("run", "compare"):
        assert list(Path("results").glob("*/**/accounts.parquet")) and err.startswith("Results: ")


@needs_full
@pytest.mark.parametrize("command", [command for command in COMMANDS if command != "report"])
def test_a_full_device_is_for_the_user_to_mend(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = prepared(command)
    capsys.readouterr()
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        code = call([*words, "--format", "json"])
        err = capsys.readouterr().err
        assert code == 2 and "Traceback" not in err
    assert err.endswith(
        "The output cannot be written: No space left on device.\n"
        "  What was printed is not whole. Results are saved where a line 'Results:' above says so.\n"
    )
    if command in ("run", "compare"):
        assert "Results: results/" in err and list(Path("results").glob("*/**/accounts.parquet"))


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-16-le"])
@pytest.mark.parametrize("command", ["run", "compare", "award", "budget", "explain", "parameters", "columns"])
def test_an_encoding_that_lacks_characters_gets_stand_ins(
    command: str, encoding: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words, printed = prepared(command), []
    for name in ("utf-8", encoding):
        held = io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(held, encoding=name))
        assert call(words) == 0
        printed.append(held.getvalue().decode(name))
    assert "Traceback" not in capsys.readouterr().err
    whole, poorer = printed
    assert [line.split() for line in poorer.splitlines()] == [
        written_in(encoding, line).split() for line in whole.splitlines()
    ]
    assert "?" not in poorer.replace("?", "", whole.count("?"))


def test_stand_ins_mean_the_same() -> None:
    assert written_in("ascii", "−£5 × 2 → 7…  Łódź café 好") == "-GBP5 x 2 -> 7...  ?odz cafe ?"
    assert written_in("cp1252", "−£5 × 2 → café") == "-£5 × 2 -> café"
    assert written_in("utf-8", "−£5") == "−£5"


@pytest.mark.parametrize("command", ["check", "columns", "award", "run"])
def test_streams_that_are_closed_from_the_start(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert call(shlex.split(CALLS[command])) == 0
    assert call(["check", "gone.yaml"]) == 2
    monkeypatch.setattr("welfsim.scenario.check_scenario", lambda *_: 1 / 0)
    assert call(["check", "baseline"]) == 3


SHELL = {
    "{welfsim} columns | head -1 >/dev/null; exit ${PIPESTATUS[0]}": (0, ""),
    "{welfsim} parameters --format csv | true; exit ${PIPESTATUS[0]}": (0, ""),
    "{welfsim} --help | true; exit ${PIPESTATUS[0]}": (0, ""),
    "{welfsim} check baseline >&-": (0, ""),
    "{welfsim} check baseline >&- 2>&-": (0, ""),
    "{welfsim} check gone.yaml 2>&-": (2, ""),
    "{welfsim} check gone.yaml >&-": (2, "gone.yaml\n"),
    "{welfsim} columns >/dev/full": (2, "The output cannot be written: No space left on device.\n"),
    "{welfsim} --version >/dev/full": (2, "The output cannot be written: No space left on device.\n"),
    "{welfsim} check baseline >/dev/full 2>&1": (2, ""),
    "PYTHONIOENCODING=ascii {welfsim} parameters universal_credit.lcwra_new >/dev/null": (0, ""),
    "LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 {welfsim} explain lcwra_new_rate_cut >/dev/null": (0, ""),
    "PYTHONIOENCODING=ascii {welfsim} check £.yaml": (2, "GBP.yaml\n"),
}


@needs_full
@pytest.mark.parametrize("line", SHELL)
def test_as_the_shell_sees_it(line: str, tmp_path: Path) -> None:
    written = line.replace("{welfsim}", f"{shlex.quote(sys.executable)} -m welfsim")
    ended = subprocess.run(["bash", "-c", written], capture_output=True, cwd=tmp_path, check=False)
    err = ended.stderr.decode("utf-8")
    assert (ended.returncode, err.splitlines(keepends=True)[:1]) == (SHELL[line][0], [SHELL[line][1]] * bool(err))
    assert ended.stdout == b"" and bool(err) == bool(SHELL[line][1])


NASTY = {
    "\x1b[31mred\x1b[0m": "\\u001b[31mred\\u001b[0m",
    "a\rb\x00c\x7f": "a\\u000db\\u0000c\\u007f",
    "\u202egnp.exe": "\\u202egnp.exe",
    "\udce9": "\\udce9",
    "\U000e0041": "\\udb40\\udc41",
    "a\tb\nc é £ − 好 👩\u200d💻": "a\tb\nc é £ − 好 👩\u200d💻",
}


@pytest.mark.parametrize("text", NASTY)
def test_what_controls_a_screen_is_shown_as_an_escape(text: str) -> None:
    assert visible(text) == NASTY[text]
    assert visible(visible(text)) == visible(text)


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_no_control_character_of_a_file_reaches_a_stream(
    form: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    name = '"\\e[31mMine\\u202e [/x] [red] [link=https://a.b]\\r"'
    Path("m[red]\u202e.yaml").write_text(f"name: {name}\nquestion: {name}\n", encoding="utf-8")
    ask: Callable[[str], int] = lambda command: call([command, "m[red]\u202e.yaml", "--format", form])  # noqa: E731
    monkeypatch.setattr(sys.stdout, "isatty", lambda: form == "table", raising=False)
    monkeypatch.setenv("TERM", "dumb")
    codes = [ask("check"), ask("explain"), call(["check", "\x1b[2Jgone\u202e", "--debug"])]
    out, err = capsys.readouterr()
    assert codes == [0, 0, 2]
    assert visible(out + err) == out + err
    assert "m[red]\\u202e.yaml" in out and "\\u001b[2Jgone\\u202e\n" in err
    if form == "table":
        assert "\\u001b[31mMine\\u202e [/x] [red] [link=https://a.b]" in " ".join(out.split())


def test_a_cell_of_csv_is_no_formula(capsys: pytest.CaptureFixture[str]) -> None:
    from welfsim.cli.show import print_csv

    texts = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\tx", "＝1"]
    kept = ["-5.5", "+3", "-12.5000%", "− 5", "a=b", -5, 1.5, None, ""]
    print_csv([{"a": text} for text in [*texts, *kept]])
    head, *cells = capsys.readouterr().out.splitlines()
    assert head == "a" and all(cell.lstrip('"').startswith("'") for cell in cells[: len(texts)])
    assert cells[len(texts) :] == ["-5.5", "+3", "-12.5000%", "− 5", "a=b", "-5", "1.5", '""', '""']
