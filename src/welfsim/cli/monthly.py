"""``welfsim monthly``: saved results by month, and by district, for a spreadsheet or a program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from welfsim.cli.options import format_option

if TYPE_CHECKING:
    from welfsim.results.run import Results


@click.command("monthly")
@click.argument("folder", metavar="RESULTS", type=click.Path(path_type=Path))
@click.option("--line", "lines", multiple=True, metavar="NAME", help="Only this account line; may be repeated.")
@click.option("--districts", is_flag=True, help="A row for each coach district too.")
@format_option
def command(folder: Path, lines: tuple[str, ...], districts: bool, form: str) -> None:
    """Show every line of saved RESULTS by replication, month and category, of a run or of both runs of a comparison.

    \b
    welfsim run baseline
    welfsim monthly results/baseline --line uc_health --districts --format csv > uc_health.csv

    Counts are real people, pence are whole. `welfsim columns` has the names of the lines.
    """
    from welfsim.cli.show import print_csv, print_json, print_table
    from welfsim.results import read
    from welfsim.results.comparison import Comparison
    from welfsim.vocabulary.accounts import LINES

    _refuse_unknown(lines)
    found = read(folder)
    arms = {"reform": found.reform, "baseline": found.baseline} if isinstance(found, Comparison) else {"": found}
    names = lines or tuple(LINES)
    rows = (row for name in names for arm, results in arms.items() for row in _rows(results, name, arm, districts))
    if form == "csv":
        print_csv(rows)
    elif form == "json":
        print_json({"rows": list(rows)})
    else:
        listed = list(rows)
        print_table(
            [list(listed[0]), *([str(cell) for cell in row.values()] for row in listed)], left=len(listed[0]) - 1
        )


def _refuse_unknown(lines: tuple[str, ...]) -> None:
    """Refuse names that are no account lines, all at once."""
    from welfsim.errors import ResultsError, together
    from welfsim.text.written import after, question
    from welfsim.vocabulary.accounts import LINES

    faults = [
        f"--line {name}\n  This is no account line.{after(' ', question(name, list(LINES)))}"
        for name in lines
        if name not in LINES
    ]
    if faults:
        raise ResultsError(f"{together(faults)}\n  All lines: welfsim columns")


def _rows(results: Results, line: str, arm: str, districts: bool) -> Iterator[dict[str, Any]]:
    """Yield one line of a run as plain rows, the name of the run first if there are two."""
    from welfsim.results.table import unit_of
    from welfsim.vocabulary.accounts import LINES

    frame = results.by_district(line) if districts else results.monthly_of(line)
    unit = unit_of(LINES[line])
    head = {"run": arm} if arm else {}
    for row in frame.to_dict("records"):
        value = row.pop("value")
        yield {**head, **{str(name): told for name, told in row.items()}, "unit": unit, "value": value}
