"""``welfsim regress``: recompute the shipped scenarios and compare them with the stored tables."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from welfsim.cli.options import format_option, scenario_names

if TYPE_CHECKING:
    from welfsim.experiments.regress import Outcome


GOLDEN = Path("tests", "golden")


@click.command("regress")
@click.argument("scenarios", nargs=-1, metavar="[SCENARIO...]", shell_complete=scenario_names)
@click.option(
    "--golden",
    type=click.Path(path_type=Path, file_okay=False),
    default=GOLDEN,
    show_default=True,
    help="Folder of the stored tables.",
)
@click.option(
    "--scenarios",
    "folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder of one's own scenarios: each file runs at its own size.",
)
@click.option(
    "--tolerance",
    type=click.FloatRange(min=0.0),
    metavar="ERRORS",
    help="Standard errors a number may be off, for a change that meant to move luck; 8 runs in place of one.",
)
@click.option("--junit", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write JUnit XML too.")
@click.option(
    "--summary",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Add what was found to a file, as Markdown.",
)
@click.option("--accept", is_flag=True, help="Store what was found as the tables to come.")
@click.option("--reason", metavar="TEXT", help="Why the tables change; --accept needs it.")
@format_option
@click.pass_context
def command(
    ctx: click.Context,
    scenarios: tuple[str, ...],
    golden: Path,
    folder: Path | None,
    tolerance: float | None,
    junit: Path | None,
    summary: Path | None,
    accept: bool,
    reason: str | None,
    form: str,
) -> None:
    """Recompute scenarios and compare every line exactly; exit code 1 when a number differs or a line is gone.

    A line that the stored tables do not know yet is named and is no difference.

    SCENARIO is a shipped one, all of them unless named, or a file, which runs with its own people, months and seed.
    Its stored table is named like the file. With --scenarios the tables of a repository of one's own are compared:
    welfsim regress --scenarios scenarios --golden golden
    """
    from welfsim.cli.compiling import compile_month
    from welfsim.cli.show import print_csv, print_json, print_table, say
    from welfsim.experiments.regress import (
        REPLICATIONS_OF_LUCK,
        accept_tables,
        chosen,
        compared,
        files_in,
        make_folder,
        recompute,
        require_tables,
    )
    from welfsim.experiments.stored import table_file
    from welfsim.wording.pictures import refuse_picture
    from welfsim.wording.values import counted

    if accept and not (reason or "").strip():
        raise click.UsageError("--accept needs --reason TEXT: it is written next to the tables.")
    if accept and tolerance:
        raise click.UsageError("--tolerance is for comparing, --accept stores what is found: leave one of them out.")
    if junit is not None:
        refuse_picture(junit, (".xml",), "list of checks")
    asked = chosen((*scenarios, *(files_in(folder) if folder else ())))
    if accept:
        make_folder(golden)
    else:
        require_tables(asked, golden)
    first = [name for name in asked if not table_file(golden, name).exists()]
    compile_month()
    found = recompute(asked, REPLICATIONS_OF_LUCK if tolerance else 1)
    outcomes = {name: compared(name, results, golden, tolerance or 0.0) for name, results in found.items()}
    _write(outcomes, junit, summary)
    records = [difference.record() for outcome in outcomes.values() for difference in outcome.differences]
    new = _tables_by_line({name: outcome.new for name, outcome in outcomes.items() if name not in first})
    gone = _tables_by_line({name: outcome.gone for name, outcome in outcomes.items()})
    if form == "json":
        print_json({"differences": records, "new_lines": new, "gone_lines": gone})
    elif form == "csv":
        print_csv(records)
    elif records:
        rows = [[str(value) for value in record.values()] for record in records]
        print_table([list(records[0]), *rows], left=4)
    for what, lines in (("new", new), ("gone", gone)):
        for line, tables in lines.items():
            say(f"{what} line: {line}, in {counted(len(tables), 'table')}")
    differ = f"{counted(len(records), 'number differs', 'numbers differ')}, {counted(len(gone), 'line')} gone"
    if accept:
        accept_tables(found, golden, str(reason))
        fresh = f", of which new: {', '.join(first)}" if first else ""
        say(f"Stored {counted(len(found), 'table')} in {golden}{fresh}: {differ}, {counted(len(new), 'line')} new.")
    elif not all(outcome.is_as_stored for outcome in outcomes.values()):
        say(f"{differ}. To accept that: {_anew(scenarios, folder, golden)}")
        ctx.exit(1)
    else:
        say(f"{counted(len(found), 'scenario')}, no difference.")
        if new:
            say(f"To store what is new: {_anew(scenarios, folder, golden)}")


def _anew(scenarios: tuple[str, ...], folder: Path | None, golden: Path) -> str:
    """Return the command that stores the tables which were asked for."""
    words = ["welfsim", "regress", *scenarios, *(["--scenarios", str(folder)] if folder else ())]
    words += [] if golden == GOLDEN else ["--golden", str(golden)]
    return f"{shlex.join(words)} --accept --reason TEXT"


def _write(outcomes: Mapping[str, Outcome], junit: Path | None, summary: Path | None) -> None:
    """Write the outcomes for programs that build, before anything is printed."""
    from welfsim.errors import ResultsError
    from welfsim.faces import checks
    from welfsim.wording.pictures import write_picture

    if junit is not None:
        write_picture(junit, checks.junit(outcomes).encode())
    if summary is not None:
        try:
            with summary.open("a", encoding="utf-8") as text:
                text.write(checks.summary(outcomes))
        except OSError as error:
            raise ResultsError(f"{summary}\n  The summary cannot be written: {error.strerror or error}.") from None


def _tables_by_line(lines: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return for each line that is new or gone the tables of which that holds, from the lines of each table."""
    found: dict[str, list[str]] = {}
    for table, names in lines.items():
        for name in names:
            found.setdefault(name, []).append(table)
    return found
