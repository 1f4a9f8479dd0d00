"""Tables on a terminal: at every width each label and each number of the piped output stands whole."""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from calls import words_of as call_of

from welfsim.cli.entry import COMMANDS, call
from welfsim.cli.layout import blocks, drawn, stacked
from welfsim.cli.show import print_table
from welfsim.experiments import regress

WIDTHS = (60, 80, 120)
RICHER = {
    "run": "--months 30",
    "compare": "--months 30 --replications 2",
    "coaches": "--months 14 --replications 2",
    "flows": "--moves --waits",
    "budget": "--lcwra --fit-note 2024-05 --pay 500",
}
STYLES = re.compile(r"\x1b\[[0-9;]*m")


class Terminal(io.StringIO):
    """A terminal that keeps what is written to it."""

    encoding = "utf-8"  # type: ignore[assignment]

    def isatty(self) -> bool:
        return True

    def shown(self) -> str:
        return STYLES.sub("", self.getvalue())


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("welfsim.compiled.is_warm", lambda *_: True)
    monkeypatch.setattr(regress, "PEOPLE", 1_000)
    monkeypatch.setattr(regress, "MONTHS", 1)


def words_of(text: str) -> Counter[str]:
    return Counter(filter(None, (word.strip(":;,─").lower() for word in text.split())))


def prepared(command: str) -> tuple[list[str], int]:
    """Return the call of a command, and the exit code to come: of `regress` with stored tables that differ."""
    words = [*call_of(command), *shlex.split(RICHER.get(command, ""))]
    if command != "regress":
        return words, 0
    call([*words, "--accept", "--reason", "First."])
    table = Path("tests/golden/baseline.csv")
    table.write_text(re.sub(r"(?m)^([a-z_]+,.*,)(\d+)$", r"\g<1>1\2", table.read_text()))
    return words, 1


@pytest.mark.parametrize("command", COMMANDS)
def test_every_label_and_number_stands_whole_at_every_width(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words, code = prepared(command)
    piped = io.StringIO()
    monkeypatch.setattr(sys, "stdout", piped)
    assert call(words) == code
    for width in WIDTHS:
        terminal = Terminal()
        monkeypatch.setattr(sys, "stdout", terminal)
        monkeypatch.setenv("COLUMNS", str(width))
        Path("mine.yaml").unlink(missing_ok=True)  # which `new` has written, and does not write over
        assert call(words) == code
        shown = terminal.shown()
        assert words_of(piped.getvalue()) - words_of(shown) == Counter(), f"missing at {width}"
        too_long = [line for line in shown.splitlines() if len(line) > width]
        assert all(max(map(len, line.split())) > width - 10 for line in too_long), too_long


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no pseudo-terminals")
@pytest.mark.parametrize("width", WIDTHS)
def test_the_width_is_that_of_the_terminal(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl
    import struct
    import termios

    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    ours, its = os.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    read = "from welfsim.cli import main; import sys; sys.argv = ['welfsim', 'explain', 'lcwra_new_rate_cut']; main()"
    child = subprocess.Popen([sys.executable, "-c", read], stdin=its, stdout=its, stderr=its)
    os.close(its)
    received = b""
    while part := _received(ours):
        received += part
    os.close(ours)
    assert child.wait() == 0
    lines = received.decode().replace("\r\n", "\n").splitlines()
    assert width * 0.7 < max(len(line) for line in lines if "/" not in line) <= width
    assert "universal_credit.lcwra_new (law, a month)" in lines


def _received(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other end is closed
        return b""


YEARS = [f"20{year}-{year + 1}" for year in range(25, 31)]
ROWS = [
    ["", "", *YEARS],
    ["", "", *[""] * 6],
    ["£ MILLION, AND A SECTION THAT IS LONGER THAN ANY LABEL OF THE TABLE", "", *[""] * 6],
    ["Universal Credit", "reform", *["76,266"] * 6],
    ["", "difference", *["2.9"] * 6],
    ["not yet paid: UC health kept back by delay", "reform", *["−137,683"] * 6],
    ["", "difference", *["0.0"] * 6],
    ["", "± error", *["0.1"] * 6],
]


def text_of(rows: list[list[str]], left: int, width: int) -> list[list[str]]:
    return [[line for _, lines in drawn(rows, left, block) for line in lines] for block in blocks(rows, left, width)]


def test_columns_stand_in_blocks_that_repeat_the_labels() -> None:
    first, second = text_of(ROWS, 2, 80)
    assert [first[0].split(), second[0].split()] == [YEARS[:3], YEARS[3:]]
    for block in (first, second):
        assert block[2:] == [
            "£ MILLION, AND A SECTION THAT IS LONGER THAN ANY LABEL OF THE TABLE",
            "Universal Credit                        reform        76,266    76,266    76,266",
            "                                        difference       2.9       2.9       2.9",
            "not yet paid: UC health kept back by    reform      −137,683  −137,683  −137,683",
            "  delay                                 difference       0.0       0.0       0.0",
            "                                        ± error          0.1       0.1       0.1",
        ]


def test_a_label_goes_on_beside_the_rows_that_have_none() -> None:
    only = text_of(ROWS, 2, 60)[0]
    assert only[2:4] == ["£ MILLION, AND A SECTION THAT IS LONGER THAN ANY LABEL OF", "  THE TABLE"]
    assert only[-3:] == [
        "not yet paid: UC health kept  reform      −137,683  −137,683",
        "  back by delay               difference       0.0       0.0",
        "                              ± error          0.1       0.1",
    ]


def test_rows_without_a_label_keep_what_distinguishes_them_next_to_each_block() -> None:
    rows = [["", "sex", *YEARS], ["Starts of support", "Female", *["< 10 rows"] * 6], ["", "Male", *["54.0"] * 6]]
    for block in text_of(rows, 2, 60):
        assert [line.split()[:1] for line in block[2:]] == [["Male"]] and "Female" in block[1]


def test_what_fits_is_left_as_it_is() -> None:
    (whole,) = text_of(ROWS, 2, 200)
    assert whole[5] == "not yet paid: UC health kept back by delay  reform      " + "  ".join(["−137,683"] * 6)


def test_neither_a_name_nor_a_number_is_broken_where_nothing_fits() -> None:
    name = "employment_support_allowance.a_parameter_with_a_long_name"
    rows = [["Parameter", "value", "meaning"], [name, "1,000,000,000,000", "What it is, in some words"]]
    assert blocks(rows, 3, 20) == []
    assert list(stacked(rows, 3, 20)) == [
        ["Parameter"],
        [name, "  value:", "  1,000,000,000,000", "  meaning: What it", "    is, in some", "    words"],
    ]


def test_a_table_of_text_is_wrapped_before_it_is_stacked() -> None:
    meaning = "A meaning of some length that goes over several lines of a narrow terminal"
    rows = [["name", "meaning"], ["coaching.coaches", meaning]]
    (block,) = text_of(rows, 2, 50)
    assert block[1].startswith("coaching.coaches  A meaning of some length") and len(block) == 4


def test_markup_in_a_cell_is_shown_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("TERM", "xterm")
    print_table([["Fine", "name"], ["[/x]", "[red]\x1b[31m [link=https://a.b]c[/link] :smile:"], ["a\tb", "c\nd"]], 2)
    assert "[/x]  [red]\\u001b[31m [link=https://a.b]c[/link] :smile:" in terminal.shown()
    assert "a b   c d" in terminal.shown()
