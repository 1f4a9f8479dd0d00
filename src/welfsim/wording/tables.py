"""Tables as people read them: aligned text, Markdown and accessible HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from welfsim.text.characters import as_xml

Row = Sequence[str]

SECTION, START = ' class="section"', ' style="text-align:left"'
STYLE = (
    ".welfsim p{margin:.3em 0;max-width:45em} .welfsim table{margin:0 0 .6em;border-collapse:collapse}"
    " .welfsim caption{caption-side:top;text-align:left;font-weight:bold;color:inherit;padding:.3em 0}"
    " .welfsim th,.welfsim td{text-align:right;vertical-align:top;padding:.15em .6em .15em 0;min-width:4.5em}"
    " .welfsim td[style*=right]{white-space:nowrap}"
    " .welfsim th[scope=row],.welfsim th:first-child{text-align:left}"
    " .welfsim th[scope=row]{font-weight:normal} .welfsim tr.section th{font-weight:bold}"
)
"""How tables stand in a notebook; colours are those of the notebook, light or dark."""


def is_section(row: Row) -> bool:
    """Say whether a row is empty, or heads the rows that follow: it may be longer than the first column is wide."""
    return not any(row[1:])


def aligned(rows: Sequence[Row], left: int = 1) -> str:
    """Set rows of text in columns; the first `left` columns start, the others end, at one edge."""
    if not rows:
        return ""
    wide = [row for row in rows if not is_section(row)] or rows
    widths = [max(len(row[i]) for row in wide) for i in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if i < left else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def markdown_table(rows: Sequence[Row], numbers: int = 0) -> str:
    """Return rows under their head as a Markdown table; `numbers` columns behind the first end at one edge."""
    head, *body = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    edges = ["---", *["---:"] * numbers, *["---"] * (len(head) - 1 - numbers)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, edges, *body))


def html_table(caption: str, rows: Sequence[Row], left: int = 1, texts: int = 0) -> str:
    """Return an HTML table with a caption and header scopes; it needs no style sheet and no network.

    The first `left` columns head their rows, the next `texts` are text, the others numbers.
    """
    head, *body = rows
    columns = "".join(
        f'<th scope="col"{START * (0 < place < left + texts)}>{as_xml(cell)}</th>' for place, cell in enumerate(head)
    )
    edges = ["left"] * texts + ["right"] * (len(head) - left - texts)
    lines = "".join(
        f"<tr{SECTION * (is_section(row) and any(row))}>"
        + "".join(f'<th scope="row">{as_xml(cell)}</th>' for cell in row[:left])
        + "".join(
            f'<td style="text-align:{edge}">{as_xml(cell)}</td>' for edge, cell in zip(edges, row[left:], strict=True)
        )
        + "</tr>"
        for row in body
    )
    return f"<table><caption>{as_xml(caption)}</caption><thead><tr>{columns}</tr></thead><tbody>{lines}</tbody></table>"


def in_notebook(tables: Iterable[str], notes: Iterable[str] = ()) -> str:
    """Return HTML tables as a notebook shows them: each scrolls on a narrow screen, notes stand in paragraphs below.

    Where a viewer drops the style, the tables and the notes stand as they are.
    """
    shown = "".join(f'<div style="overflow-x:auto">{table}</div>' for table in tables)
    below = "".join(f"<p>{as_xml(note)}</p>" for note in notes)
    return f'<div class="welfsim"><style>{STYLE}</style>{shown}{below}</div>'
