"""YAML as users write it: every refusal in full, and none that shows what a file says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from welfsim.yaml_files import DEEPEST, LARGEST, UnreadableError, parse, read_yaml

ALIASES = "Anchors and aliases (& and *) are not used here: write the value out, or put text in quotes."
TAGS = "Tags (!) are not used here: write the value alone, or put text in quotes."
CLOSE_LIST = "A list is not closed: a comma or ] is missing."
LEVELS = "This does not fit the lines above: keys of one level begin in the same column."
COLON = "One colon too many, or the line begins too far right: put text with a colon in quotes."
BACKSLASH = "A backslash in double quotes has a meaning of its own: use single quotes."


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("a: &x 1\nb: *x\n", 1, ALIASES),
        ("a: *x\n", 1, ALIASES),
        ("a: * 3\n", 1, ALIASES),
        ("a: !tag x\n", 1, TAGS),
        ("a: !!int 3\n", 1, TAGS),
        ("a: !x!y 3\n", 1, TAGS),
        ("a: [1, 2\nb: 3\n", 2, CLOSE_LIST),
        ("a: {b: 1\n", 2, "Braces are not closed: a comma or } is missing."),
        ("a: 1\nb: 'open\n", 3, "A quotation mark is not closed."),
        ('a: "\\q"\n', 1, BACKSLASH),
        ('a: "\\xZZ"\n', 1, BACKSLASH),
        ('a: "\\ud800"\n', 1, "Half a character stands in this line: write it whole."),
        ("a: 1\n\tb: 2\n", 2, "A tab stands where spaces are needed: indent with spaces."),
        ("a: @x\n", 1, "No value begins with this character: put the text in quotes."),
        ("a: `x`\n", 1, "No value begins with this character: put the text in quotes."),
        ("a: b: c\n", 1, COLON),
        ("a: 1\n b: 2\n", 2, COLON),
        ("a:\n    b: 1\n  c: 2\n", 3, LEVELS),
        ("a: 1\nb\nc: 2\n", 3, "A colon is missing: write  key: value."),
        ("a: - 1\n", 1, "A list cannot begin here: each dash stands on a line below its key."),
        ("a: ]\n", 1, "A value is missing here, or a bracket or comma is too many."),
        ("a: 1\n---\nb: 2\n", 2, "A second document begins here (---): a file holds one."),
        ("%YAML 1.1\n---\na: 1\n", 1, "A line cannot begin with %."),
        ("a: 1\nb: \x07\n", 2, "A control character stands in this line: delete it."),
        ("a: 1\nb: 2\na: 3\n", 3, "a stands twice, first in line 1: keep one."),
        ("a: {2026-04: 1, 2026-04: 2}\n", 1, "2026-04 stands twice, first in line 1: keep one."),
        ("? [a]\n: 1\n", 1, "A list or braces stand where a key is needed: write  key: value."),
        ("a: " + "9" * 5_000, 1, "A number of more than 40 digits cannot be meant."),
        ("a: " + "[" * 5_000, 1, "Brackets or lists lie more than 20 deep: nothing that welfsim reads does."),
        ("a: " + "{b: " * 5_000, 1, "Brackets or lists lie more than 20 deep: nothing that welfsim reads does."),
    ],
)
def test_slips_are_told_in_plain_words_with_their_line(text: str, line: int, why: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        parse(text)
    assert (caught.value.line, caught.value.why) == (line, why)


def test_values_are_numbers_yes_no_nothing_or_text_and_keys_are_text() -> None:
    read = parse(
        "2026: 1_000\nnull: null\ntrue: True\na: yes\nb: 1.5\nc: .inf\nd: 0x1F\ne: 2025-02-30\nf: ._\ng: 010\nh: 1e3\n"
    )
    assert read == {
        "2026": 1_000,
        "null": None,
        "true": True,
        "a": "yes",
        "b": 1.5,
        "c": float("inf"),
        "d": "0x1F",
        "e": "2025-02-30",
        "f": "._",
        "g": 10,
        "h": 1_000.0,
    }
    assert (read.lines["2026"], read.lines["h"]) == (1, 11)


def test_as_deep_as_allowed_is_read() -> None:
    assert parse("[" * DEEPEST + "]" * DEEPEST)
    with pytest.raises(UnreadableError):
        parse("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1))


def why_not(file: Path) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_yaml(file)
    return caught.value.why


def test_what_is_no_file_of_text(tmp_path: Path) -> None:
    fifo, large, bytes_, wide, empty = (tmp_path / name for name in ("fifo", "large", "bytes", "wide", "empty"))
    os.mkfifo(fifo)
    with large.open("wb") as sparse:
        sparse.truncate(400_000_000)
    bytes_.write_bytes(b"name: \xff\n")
    wide.write_text("name: a\n", encoding="utf-16")
    empty.write_text("# nothing\n")
    assert why_not(tmp_path) == "This is a folder, not a file."
    assert why_not(fifo) == why_not(Path("/dev/zero")) == "This is no ordinary file: save the text in one."
    assert why_not(large) == f"The file is larger than {LARGEST:,} bytes, the most that welfsim reads."
    assert why_not(bytes_) == why_not(wide) == "The file is not UTF-8 text."
    assert why_not(empty) == "The file is empty."
    assert why_not(tmp_path / "gone") == "There is no such file."
    assert why_not(tmp_path / ("x" * 5_000)) == "The file cannot be read: File name too long."
    assert why_not(Path("a\0b")) == "No file can have this name."


def test_a_byte_order_mark_and_other_ends_of_lines_do_no_harm(tmp_path: Path) -> None:
    for text in ("\ufeffname: a\nmonths: 3\n", "name: a\r\nmonths: 3\r\n", "name: a\rmonths: 3"):
        (tmp_path / "a.yaml").write_bytes(text.encode())
        assert read_yaml(tmp_path / "a.yaml") == {"name": "a", "months": 3}
