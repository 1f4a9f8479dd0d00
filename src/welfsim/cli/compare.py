"""``welfsim compare``: a reform beside its baseline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from welfsim.cli.options import format_option, out_folder, run_options

if TYPE_CHECKING:
    import pandas as pd

    from welfsim.results import Comparison
    from welfsim.scenario import Scenario


@click.command("compare")
@click.argument("scenario")
@click.option("--against", metavar="SCENARIO", help="The baseline; what the scenario names unless given.")
@run_options
@format_option
def command(
    scenario: str, against: str | None, settings: tuple[str, ...], out: Path | None, form: str, **options: Any
) -> None:
    """Simulate SCENARIO and its baseline on the same people with the same luck."""
    from welfsim.cli.progress import progress, tell_of_compiling
    from welfsim.cli.show import say
    from welfsim.scenario import read_scenario
    from welfsim.simulation import compare
    from welfsim.storage import refuse_to_replace

    asked = read_scenario(scenario)
    folder = out_folder(scenario, out, against or asked.against)
    refuse_to_replace(folder)
    tell_of_compiling()
    with progress(scenario) as advance:
        comparison = compare(asked, against, set=settings, progress=advance, **options)
    comparison.save(folder)
    _print(comparison, form)
    say(f"Results: {folder}")


def _print(comparison: Comparison, form: str) -> None:
    from welfsim.cli.changes import Changes
    from welfsim.cli.headlines import SECTIONS, section
    from welfsim.cli.sheets import frame_records
    from welfsim.cli.show import print_csv, print_json
    from welfsim.results import compared

    reform, baseline = comparison.reform, comparison.baseline
    frames = [comparison.fiscal_table()]
    frames += [compared(section(reform, name), section(baseline, name)) for name in SECTIONS]
    records = [record for frame in frames for record in frame_records(frame)]
    if form == "csv":
        print_csv(records)
    elif form == "json":
        print_json(
            {
                "scenario": reform.scenario.as_written(),
                "baseline": baseline.scenario.as_written(),
                "provenance": dict(reform.provenance),
                "changes": list(Changes(reform.scenario).records()),
                "rows": records,
            }
        )
    else:
        _print_tables(comparison, frames)


def _print_tables(comparison: Comparison, frames: list[pd.DataFrame]) -> None:
    from welfsim.cli.sheets import paired_rows
    from welfsim.cli.show import print_table
    from welfsim.results import CAVEAT

    click.echo(f"{comparison.heading}\n")
    print_table(paired_rows(frames), left=2, strong="difference")
    click.echo()
    click.echo("Costs are positive, receipts negative; 'of which' is part of the line above. 0.0 is small, 0 is none.")
    if comparison.reform.scenario.replications == 1:
        click.echo("One replication, so no standard error: --replications 8 shows how much is luck.")
    _print_changes("Changed, law → reform:", comparison.reform.scenario)
    if comparison.baseline.scenario.reform or comparison.baseline.scenario.programmes:
        _print_changes("Changed in what it is compared with, law → there:", comparison.baseline.scenario)
    click.echo(CAVEAT)


def _print_changes(title: str, scenario: Scenario) -> None:
    from welfsim.cli.changes import Changes

    changes = Changes(scenario)
    click.echo(title)
    for name in scenario.reform:
        click.echo(f"  {changes.sentence(name)}")
    for added in scenario.programmes.values():
        click.echo(f"  {added.title}, a programme added, like {added.like}")
    if not scenario.reform and not scenario.programmes:
        click.echo("  nothing")
