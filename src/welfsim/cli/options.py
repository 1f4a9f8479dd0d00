"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import Any

import click

from welfsim.vocabulary.limits import FEWEST_PEOPLE, MOST_PEOPLE

Command = Callable[..., Any]

FORMATS = ("table", "json", "csv")

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


def run_options(command: Command) -> Command:
    """Add what every simulation may be asked."""
    return picked_options(*_RUN)(command)


def picked_options(*names: str) -> Callable[[Command], Command]:
    """Return what adds some of the options of a simulation."""
    return lambda command: reduce(lambda made, name: _RUN[name](made), reversed(names), command)


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
    output = click.option(
        "--format", "form", type=click.Choice(FORMATS), default="table", help="What to print; table unless given."
    )
    debug = click.option("--debug", is_flag=True, expose_value=False, help="Show tracebacks.")
    return output(debug(command))
