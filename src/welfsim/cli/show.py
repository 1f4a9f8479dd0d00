"""Printing: tables for people on a terminal or in a file, JSON and CSV for programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click

from welfsim.tables import aligned

SCHEMA_VERSION = 1

Row = Sequence[str]


def print_table(rows: Sequence[Row], left: int = 1, strong: str = "") -> None:
    """Print rows under their head: drawn on a terminal, aligned text elsewhere.

    Parameters
    ----------
    left
        How many columns are text.
    strong
        Rows that have this text in one of those columns stand out on a terminal.
    """
    if sys.stdout.isatty():
        _print_drawn(rows, left, strong)
    else:
        click.echo(aligned(rows, left))


def _print_drawn(rows: Sequence[Row], left: int, strong: str) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for i, head in enumerate(rows[0]):
        table.add_column(head, justify="left" if i < left else "right", no_wrap=i >= left)
    for row in rows[1:]:
        stands_out = bool(strong) and strong in row[:left]
        table.add_row(*row, style="bold" if stands_out else None)
    Console().print(table)


def print_json(content: Mapping[str, Any]) -> None:
    """Print a mapping as JSON, with the version of its layout."""
    click.echo(json.dumps({"schema_version": SCHEMA_VERSION, **content}, indent=2, ensure_ascii=False))


def print_csv(records: Iterable[Mapping[str, Any]]) -> None:
    """Print records as CSV, the keys of the first one as the head."""
    listed = list(records)
    if listed:
        writer = csv.DictWriter(sys.stdout, fieldnames=list(listed[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(listed)


def say(text: str) -> None:
    """Tell the user something that is no result."""
    click.echo(text, err=True)
