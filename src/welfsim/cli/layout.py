"""How a table fits the width of a terminal, without a label or a number cut.

What fits is printed as it is. Else text is wrapped between words, and the other columns stand in several blocks, each
with the labels of its rows. Where not even one column fits next to the labels, every row becomes a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from textwrap import wrap
from typing import NamedTuple

from rich.cells import cell_len

from welfsim.wording.tables import is_section

GAP = 2
INDENT, APART = "  ", "   "
TEXT, HEAD = 24, 12
"""Text, and the head of a column of numbers, are made no narrower than this, unless they need no more."""

Row = Sequence[str]


class Block(NamedTuple):
    """A part of a table: which columns, and how wide each is."""

    columns: tuple[int, ...]
    widths: tuple[int, ...]


class _Column(NamedTuple):
    """A column: its place, the least width that breaks no word and no number, and the width that wraps nothing."""

    place: int
    least: int
    full: int


def blocks(rows: Sequence[Row], left: int, width: int) -> list[Block]:
    """Share a table out into blocks that are as wide as the terminal at most; none if it cannot be done.

    Parameters
    ----------
    left
        How many columns are text; the first column heads its row even if it is a number.
    """
    body = [row for row in rows[1:] if not is_section(row)]
    columns = [_measured(rows[0], body, place, left) for place in range(len(rows[0]))]
    if _room(column.full for column in columns) - GAP <= width:
        return [_block(columns, width)]
    heads = _heads(body, left)
    labels, texts, numbers = columns[:heads], columns[heads:left], columns[max(left, heads) :]
    if not numbers:
        return [_block(columns, width)] if _room(column.least for column in columns) - GAP <= width else []
    room = width + GAP - _room(label.least for label in labels)
    shares = _shares([*texts, *numbers], room)
    apart = [*_shares(texts, room), *_shares(numbers, room)]
    return [_block([*labels, *share], width) for share in (apart if len(apart) <= len(shares) else shares)]


def _measured(head: Row, body: Sequence[Row], place: int, left: int) -> _Column:
    """Measure a column."""
    cells = [row[place] for row in body]
    widest = max(map(cell_len, cells), default=0)
    full = max(widest, cell_len(head[place]))
    if place < left:
        return _Column(place, max(min(full, TEXT), *map(_longest_word, [*cells, head[place]])), full)
    return _Column(place, max(widest, _longest_word(head[place]), min(cell_len(head[place]), HEAD)), full)


def _longest_word(text: str) -> int:
    return max(map(cell_len, text.split()), default=0)


def _heads(body: Sequence[Row], left: int) -> int:
    """Return how many columns it takes to distinguish the rows: all columns of text if they do not suffice.

    A row without a label belongs to the one above it, so labels alone do not distinguish the two.
    """
    if all(row[0] for row in body):
        for number in range(1, left):
            if len({tuple(row[:number]) for row in body}) == len(body):
                return number
    return max(left, 1)


def _room(widths: Iterator[int] | Sequence[int]) -> int:
    """Return the room of columns, each with a gap."""
    return sum(width + GAP for width in widths)


def _shares(columns: Sequence[_Column], room: int) -> list[Sequence[_Column]]:
    """Share columns out into as few blocks as fit, as even as they can be; none if one column does not fit."""
    for number in range(1, len(columns) + 1):
        size = ceil(len(columns) / number)
        shares = [columns[at : at + size] for at in range(0, len(columns), size)]
        if max(_room(column.least for column in share) for share in shares) <= room:
            return shares
    return []


def _block(columns: Sequence[_Column], width: int) -> Block:
    """Return a block; the room that is left goes to the columns that lack the most."""
    widths = [column.least for column in columns]
    for _ in range(width + GAP - _room(widths)):
        lacking = [column.full / max(now, 1) for column, now in zip(columns, widths, strict=True)]
        if max(lacking) <= 1:
            break
        widths[lacking.index(max(lacking))] += 1
    return Block(tuple(column.place for column in columns), tuple(widths))


def drawn(rows: Sequence[Row], left: int, block: Block) -> Iterator[tuple[Row, list[str]]]:
    """Yield each row, the head first, with its lines in a block: cells are wrapped, a section goes across."""
    across = _room(block.widths) - GAP
    cells = [[row[place] for place in block.columns] for row in rows]
    for at, row in enumerate(rows):
        if at and is_section(row):
            yield row, _wrapped(row[0], across)
            continue
        wrapped = [_wrapped(cell, width) for cell, width in zip(cells[at], block.widths, strict=True)]
        if at and left > 1:
            wrapped[0] = _beside(cells[at + 1 :], wrapped[0])
        height = max(map(len, wrapped))
        above = [height - len(lines) if at == 0 else 0 for lines in wrapped]
        filled = [[*[""] * empty, *lines, *[""] * height] for empty, lines in zip(above, wrapped, strict=True)]
        yield row, [_line([lines[i] for lines in filled], left, block) for i in range(height)]


def _line(cells: Sequence[str], left: int, block: Block) -> str:
    """Set the cells of a line in their columns: text begins at one edge, numbers end at one."""
    parts = []
    for cell, place, width in zip(cells, block.columns, block.widths, strict=True):
        space = " " * (width - cell_len(cell))
        parts.append(cell + space if place < left else space + cell)
    return (" " * GAP).join(parts).rstrip()


def _beside(below: Sequence[list[str]], lines: list[str]) -> list[str]:
    """Write the further lines of a label into the rows below that have no label of their own; return the others."""
    for cells in below:
        if len(lines) < 2 or cells[0] or not any(cells):
            break
        cells[0] = lines.pop(1)
    return lines


def _wrapped(text: str, width: int) -> list[str]:
    """Break a text between words; what follows is set in, unless a word needs the whole width."""
    if cell_len(text) <= width:
        return [text]
    indent = INDENT if _longest_word(text) + len(INDENT) <= width else ""
    return wrap(text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def stacked(rows: Sequence[Row], left: int, width: int) -> Iterator[list[str]]:
    """Yield each row as a paragraph: what heads it, and under it what its other columns are called and hold.

    The first paragraph says what the headings of the others are.
    """
    head, *body = rows
    heads = _heads([row for row in body if not is_section(row)], left)
    if any(head[:heads]):
        yield _wrapped(", ".join(filter(None, head[:heads])), width)
    for row in body:
        cells = zip(head[heads:], row[heads:], strict=True)
        told = [f"{name}: {cell}" if name else cell for name, cell in cells if cell]
        title = _wrapped(", ".join(filter(None, row[:heads])), width)
        yield [*title, *(INDENT + line for line in _packed(told, width - len(INDENT)))]


def _packed(parts: Sequence[str], width: int) -> list[str]:
    """Set parts side by side as long as they fit on a line."""
    lines: list[str] = []
    for part in parts:
        if lines and cell_len(lines[-1]) + len(APART) + cell_len(part) <= width:
            lines[-1] += APART + part
        else:
            lines += _wrapped(part, width)
    return lines
