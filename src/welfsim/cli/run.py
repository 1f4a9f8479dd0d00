"""``welfsim run``: simulate one scenario."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from welfsim.cli.options import by_option, format_option, population_option, run_options
from welfsim.cli.show import echo

if TYPE_CHECKING:
    from welfsim.results.run import Results


@click.command("run")
@click.argument("scenario")
@run_options
@by_option
@population_option
@format_option
def command(
    scenario: str,
    settings: tuple[str, ...],
    by: tuple[str, ...],
    resume: bool,
    out: Path | None,
    form: str,
    **options: Any,
) -> None:
    """Simulate SCENARIO, a file or the name of a shipped one."""
    from welfsim.cli.folders import keep, out_folder
    from welfsim.cli.progress import progress, tell_of_compiling
    from welfsim.cli.show import say
    from welfsim.parts import Parts
    from welfsim.population.groups import division
    from welfsim.scenario import read_scenario
    from welfsim.simulation import run

    threads = options.pop("threads")
    if by:
        division(by)
    plain = read_scenario(scenario)
    asked = plain.with_options(**options).with_settings(settings)
    folder = out_folder(out, [scenario], plain, [asked], settings)
    tell_of_compiling()
    with Parts(resume, say) as parts:
        with progress(scenario) as advance:
            results = run(asked, by=by, threads=threads, progress=advance, resume=parts)
        keep(results, folder, lambda: _print(results, form))
    _print(results, form)
    say(f"Results: {folder}")


def _print(results: Results, form: str) -> None:
    from welfsim.cli.groups import group_records, print_groups
    from welfsim.cli.headlines import SECTIONS, section
    from welfsim.cli.sheets import frame_records, plain_rows
    from welfsim.cli.show import print_csv, print_json, print_table
    from welfsim.results.table import CAVEAT

    is_grouped = results.groups is not None
    frames = [results.fiscal_table(), *(section(results, name).frame() for name in SECTIONS)]
    if form == "csv" and is_grouped:
        print_csv(group_records(results))
    elif form == "csv":
        print_csv(record for frame in frames for record in frame_records(frame))
    elif form == "json":
        about = {"scenario": results.scenario.as_written(), "provenance": dict(results.provenance)}
        groups = {"groups": list(group_records(results))} if is_grouped else {}
        print_json({**about, "rows": [record for frame in frames for record in frame_records(frame)], **groups})
    else:
        echo(f"{results.scenario.name}\n{results.heading}\n")
        print_table(plain_rows(frames))
        if is_grouped:
            echo()
            print_groups(results)
        echo(f"\n{CAVEAT}")
