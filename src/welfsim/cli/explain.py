"""``welfsim explain``: what a scenario changes, date by date: the analyst's proof-reading sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from welfsim.cli.options import format_option, scenario_names
from welfsim.cli.show import echo

if TYPE_CHECKING:
    from welfsim.scenario.changes import Changes


@click.command("explain")
@click.argument("scenario", shell_complete=scenario_names)
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="Lay a change over the scenario.")
@format_option
def command(scenario: str, settings: tuple[str, ...], form: str) -> None:
    """Show each change of SCENARIO: law → reform by date, unit, source, kind and who reads it."""
    from welfsim.cli.show import print_csv, print_json
    from welfsim.scenario import read_scenario
    from welfsim.scenario.changes import Changes

    read = read_scenario(scenario, settings)
    read.warn()
    changes = Changes(read)
    if form == "json":
        print_json({"scenario": read.as_written(), "changes": list(changes.records())})
    elif form == "csv":
        print_csv(changes.records())
    else:
        _tell(changes)


def _tell(changes: Changes) -> None:
    from welfsim.scenario.changes import NOTHING_CHANGED

    read = changes.scenario
    echo(f"{read.name}\n{read.question}\n")
    if read.source:
        echo(f"Plan: {read.source.plan}\nSource: {', '.join(filter(None, (read.source.title, read.source.href)))}\n")
    for name in read.reform:
        echo(f"{changes.told(name)}\n")
    for group in changes.of_groups():
        for name in group.changed():
            echo(f"{group.told(name)}\n")
    for name in read.programmes:
        echo(f"{changes.programme_told(name)}\n")
    assumed = [name for name in read.assume if name not in read.reform]
    if assumed:
        echo("Assumed here and in what it is compared with:\n")
    for name in assumed:
        echo(f"{changes.told(name)}\n")
    if not read.changed and not read.programmes and not assumed:
        echo(NOTHING_CHANGED)
    followers = changes.followers()
    if followers:
        echo(f"Calculated from these, so changed too: {', '.join(followers)}")
