"""``welfsim run``: simulate one scenario."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from welfsim.cli.options import format_option, out_folder, run_options

if TYPE_CHECKING:
    from welfsim.results import Results


@click.command("run")
@click.argument("scenario")
@run_options
@format_option
def command(scenario: str, settings: tuple[str, ...], out: Path | None, form: str, **options: Any) -> None:
    """Simulate SCENARIO, a file or the name of a shipped one."""
    from welfsim.cli.progress import progress, tell_of_compiling
    from welfsim.cli.show import say
    from welfsim.scenario import read_scenario
    from welfsim.simulation import run
    from welfsim.storage import refuse_to_replace

    asked = read_scenario(scenario)
    folder = out_folder(scenario, out)
    refuse_to_replace(folder)
    tell_of_compiling()
    with progress(scenario) as advance:
        results = run(asked, set=settings, progress=advance, **options)
    results.save(folder)
    _print(results, form)
    say(f"Results: {folder}")


def _print(results: Results, form: str) -> None:
    from welfsim.cli.headlines import SECTIONS, section
    from welfsim.cli.sheets import frame_records, plain_rows
    from welfsim.cli.show import print_csv, print_json, print_table
    from welfsim.results import CAVEAT

    frames = [results.fiscal_table(), *(section(results, name).frame() for name in SECTIONS)]
    if form == "csv":
        print_csv(record for frame in frames for record in frame_records(frame))
    elif form == "json":
        about = {"scenario": results.scenario.as_written(), "provenance": dict(results.provenance)}
        print_json({**about, "rows": [record for frame in frames for record in frame_records(frame)]})
    else:
        click.echo(f"{results.scenario.name}\n{results.heading}\n")
        print_table(plain_rows(frames))
        click.echo(f"\n{CAVEAT}")
