"""Printing: tables for people on a terminal or in a file, JSON and CSV for programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from shutil import get_terminal_size
from textwrap import fill, wrap
from typing import TYPE_CHECKING, Any

from welfsim.cli.streams import Outlet, shown, styled
from welfsim.text.characters import visible

if TYPE_CHECKING:
    from rich.text import Text

SCHEMA_VERSION = 1
WIDTH = 100
"""Of paragraphs, unless a terminal is narrower."""
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
"""With these a spreadsheet takes a text for a formula."""

Row = Sequence[str]


def print_table(rows: Sequence[Row], left: int = 1, strong: str = "", sentences: bool = False) -> None:
    """Print rows under their head: drawn on a terminal, aligned text elsewhere.

    Parameters
    ----------
    left
        How many columns are text.
    strong
        Rows that have this text in one of those columns stand out on a terminal.
    sentences
        Cells may be sentences, so they are wrapped in a file too.
    """
    from welfsim.wording.tables import aligned

    cells = [[shown(cell).replace("\n", " ").replace("\t", " ") for cell in row] for row in rows]
    if sys.stdout.isatty():
        _print_drawn(cells, left, strong)
    elif sentences:
        echo(_drawn(cells, left, strong, WIDTH).plain.rstrip("\n"))
    else:
        echo(aligned(cells, left))


def _print_drawn(rows: Sequence[Row], left: int, strong: str) -> None:
    """Print rows so that each label and number is whole at the width of the terminal."""
    from rich.console import Console

    width = terminal_width()
    text = _drawn(rows, left, strong, width)
    Console(file=styled(sys.stdout), width=width).print(text, soft_wrap=True, end="")


def _drawn(rows: Sequence[Row], left: int, strong: str, width: int) -> Text:
    """Return rows as they fit a width: in blocks of columns, or as paragraphs where not even one column fits."""
    from rich.text import Text

    from welfsim.cli.layout import blocks, drawn, stacked

    text = Text()
    for number, block in enumerate(blocks(rows, left, width)):
        (_, head), *body = drawn(rows, left, block)
        text.append("\n" * bool(number))
        text.append("\n".join(head) + "\n", "bold")
        text.append(shown("─") * max((len(line) for _, lines in body for line in lines), default=0) + "\n", "dim")
        for row, lines in body:
            text.append("\n".join(lines) + "\n", "bold" if strong and strong in row[:left] else None)
    if not text:
        paragraphs = ("\n".join(lines) for lines in stacked(rows, left, width) if any(lines))
        text.append("\n\n".join(paragraphs) + "\n")
    return text


def terminal_width() -> int:
    """Return the width of the terminal in characters; COLUMNS overrides it."""
    return get_terminal_size().columns


def paragraph_width() -> int:
    """Return how wide paragraphs are printed."""
    return min(WIDTH, terminal_width()) if sys.stdout.isatty() else WIDTH


def echo(text: str = "") -> None:
    """Print text; on a terminal lines that are too long are broken between words."""
    lines = text.split("\n")
    if sys.stdout.isatty():
        lines = [part for line in lines for part in _broken(line, terminal_width())]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def print_paragraphs(lines: Sequence[str], apart: str = "  ") -> None:
    """Print paragraphs, each broken between words and set in by `apart` after its first line."""
    width = paragraph_width()
    echo("\n".join(fill(line, width, subsequent_indent=apart, break_on_hyphens=False) for line in lines))


def _broken(line: str, width: int) -> list[str]:
    """Break a line between words; what follows is set in a little more."""
    if len(line) <= width:
        return [line]
    words = line.lstrip(" ")
    start = " " * (len(line) - len(words))
    further = start + "  " * line.startswith((" ", "-"))
    return wrap(
        words,
        width,
        initial_indent=start,
        subsequent_indent=further,
        break_long_words=False,
        break_on_hyphens=False,
    )


def print_json(content: Mapping[str, Any]) -> None:
    """Print a mapping as JSON, with the version of its layout."""
    sys.stdout.write(json.dumps({"schema_version": SCHEMA_VERSION, **content}, indent=2, ensure_ascii=False) + "\n")


def print_csv(records: Iterable[Mapping[str, Any]]) -> None:
    """Print records as CSV, the keys of the first one as the head.

    A text that a spreadsheet would take for a formula is given an apostrophe in front. Records are written one by one.
    """
    rest = iter(records)
    for first in rest:
        writer = csv.DictWriter(sys.stdout, fieldnames=list(first), lineterminator="\n")
        writer.writeheader()
        for record in chain([first], rest):
            writer.writerow({key: _no_formula(value) for key, value in record.items()})


def print_bytes(content: bytes) -> None:
    """Write a file of bytes, such as a spreadsheet, to the output stream."""
    out = styled(sys.stdout)
    if isinstance(out, Outlet):
        out.write_bytes(content)
    else:
        out.buffer.write(content)


def _no_formula(value: Any) -> Any:
    """Return a value for a cell of CSV; numbers, in text too, stay as they are."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS) and not _is_number(value):
        return f"'{value}"
    return value


def _is_number(text: str) -> bool:
    try:
        float(text.removesuffix("%"))
    except ValueError:
        return False
    return text == text.strip()


def say(text: str) -> None:
    """Write a message to the user that is no result."""
    sys.stderr.write(f"{visible(text)}\n")
    sys.stderr.flush()
