"""Options that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from welfsim.vocabulary.limits import FEWEST_PEOPLE, MOST_PEOPLE

Command = Callable[..., Any]

FORMATS = ("table", "json", "csv")
WORKBOOKS = ("xlsx", "ods")
"""Formats of spreadsheets: bytes, for a file and not for a terminal."""

_RUN: dict[str, Callable[[Command], Command]] = {
    "people": click.option("--people", type=int, help=f"People, {FEWEST_PEOPLE:,} to {MOST_PEOPLE:,}."),
    "seed": click.option("--seed", type=int, help="Seed of population and luck."),
    "replications": click.option(
        "--replications", type=int, help="Runs with other luck; two or more give standard errors."
    ),
    "threads": click.option("--threads", type=click.IntRange(min=1), help="Threads to run on; they change no result."),
    "start": click.option("--start", metavar="MONTH", help="First month, as 2025-04."),
    "months": click.option("--months", type=int, help="Months to simulate."),
    "settings": click.option(
        "--set",
        "settings",
        multiple=True,
        metavar="NAME=VALUE",
        help="Lay a change over the scenario; also NAME=2026-04:VALUE,2027-04:VALUE. May be repeated.",
    ),
    "resume": click.option(
        "--resume/--no-resume",
        default=True,
        help="Go on from the finished parts of an interrupted run; long runs keep theirs until they end.",
    ),
    "out": click.option(
        "--out",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        help="Folder for the results; one in results/, named after the scenario and the options, unless given.",
    ),
}


def scenario_names(ctx: click.Context, argument: click.Parameter, begun: str) -> list[CompletionItem]:
    """Return the shipped scenarios that go on from what is typed; files and folders where none does."""
    from welfsim.scenario import shipped_names

    known = [CompletionItem(name) for name in shipped_names() if name.startswith(begun)]
    return known or [CompletionItem(begun, type="file")]


def run_options(command: Command) -> Command:
    """Add what every simulation may be asked."""
    return picked_options(*_RUN)(command)


def picked_options(*names: str) -> Callable[[Command], Command]:
    """Return what adds some of the options of a simulation."""
    return lambda command: reduce(lambda made, name: _RUN[name](made), reversed(names), command)


def cluster_option(command: Command) -> Command:
    """Add the choice to run on the workers of a cluster."""
    return click.option(
        "--cluster",
        metavar="ADDRESS",
        help="Run on the workers of a Dask cluster: its scheduler, as tcp://10.0.0.1:8786. It changes no result.",
    )(command)


def refuse_threads_on_a_cluster(threads: int | None, cluster: str | None) -> None:
    """Refuse a number of threads for work that is done elsewhere."""
    if threads is not None and cluster is not None:
        raise click.UsageError(
            "--threads is for this machine. Give a worker its threads where it starts: dask worker --nthreads N"
        )


def record_options(command: Command) -> Command:
    """Add a record of people's lives."""
    options = (
        click.option(
            "--record",
            type=click.Path(path_type=Path, dir_okay=False),
            metavar="FILE",
            help="Write people's lives into a .parquet file. What it costs is said before.",
        ),
        click.option(
            "--record-columns",
            metavar="NAMES",
            help="Its columns, as job,hourly_pay,unit.rent; usual ones unless given.",
        ),
        click.option("--record-people", type=int, metavar="N", help="So many people drawn from all; all unless given."),
        click.option(
            "--record-every",
            type=click.Choice(("change", "month")),
            help="A row where something changes, or a row a month; change unless given.",
        ),
    )
    return reduce(lambda made, option: option(made), reversed(options), command)


def assume_option(command: Command) -> Command:
    """Add assumptions that hold in a scenario and in what it is compared with."""
    return click.option(
        "--assume",
        multiple=True,
        metavar="NAME=VALUE",
        help="Assume a value in SCENARIO and in its baseline, below what they change. May be repeated.",
    )(command)


def _split_names(ctx: click.Context, option: click.Parameter, given: str | None) -> tuple[str, ...]:
    """Return the names that stand between commas."""
    return () if given is None else tuple(name.strip() for name in given.split(","))


def population_option(command: Command) -> Command:
    """Add people of the user's own in place of synthetic ones."""
    return click.option(
        "--population",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        help="A folder of people of one's own, as welfsim population --out DIR writes one; in place of --people.",
    )(command)


def by_option(command: Command) -> Command:
    """Add the groups of people that results are divided by."""
    return click.option(
        "--by",
        metavar="NAMES",
        callback=_split_names,
        help="Divide every line of people by groups: age, sex, region, nation, condition, severity, family, benefit, "
        "disability or tenure; age,sex for both at once.",
    )(command)


def format_option(command: Command) -> Command:
    """Add the choice of output, and the switch that shows tracebacks."""
    return _output(FORMATS, "What to print; table unless given.")(command)


def format_or_workbook_option(command: Command) -> Command:
    """Add the choice of output, spreadsheets among them, and the switch that shows tracebacks."""
    return _output((*FORMATS, *WORKBOOKS), "What to print; table unless given. A spreadsheet goes to a file: > FILE.")(
        command
    )


def _output(formats: tuple[str, ...], says: str) -> Callable[[Command], Command]:
    output = click.option("--format", "form", type=click.Choice(formats), default="table", help=says)
    debug = click.option("--debug", is_flag=True, expose_value=False, help="Show tracebacks.")
    return lambda command: output(debug(command))


def refuse_workbook_on_terminal(form: str) -> None:
    """Refuse, before any work, to write a spreadsheet on a terminal."""
    if form in WORKBOOKS and sys.stdout.isatty():
        raise click.UsageError(
            f"--format {form} writes a file of bytes. Send it to one: … --format {form} > tables.{form}"
        )
