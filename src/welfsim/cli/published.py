"""``welfsim published``: twelve months of the model compared with published figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from welfsim.cli.options import format_option, picked_options, scenario_names
from welfsim.cli.show import echo

if TYPE_CHECKING:
    from welfsim.results.run import Results


@click.command("published")
@click.argument("scenario", default="baseline", shell_complete=scenario_names)
@picked_options("people", "seed", "replications", "threads", "settings")
@format_option
def command(scenario: str, settings: tuple[str, ...], form: str, **options: Any) -> None:
    """Compare April 2025 to March 2026 of SCENARIO, the baseline unless given, with published figures.

    Flows, decisions, outcomes, waits and stocks, each with the size of the miss. Nothing is aligned.
    """
    from welfsim.cli.compiling import compile_month
    from welfsim.cli.progress import progress
    from welfsim.experiments.published import twelve_months
    from welfsim.scenario import read_scenario

    asked = read_scenario(scenario)
    compile_month()
    with progress(scenario) as advance:
        results = twelve_months(asked, set=settings, progress=advance, **options)
    _print(results, form)


def _print(results: Results, form: str) -> None:
    from welfsim.cli.show import print_csv, print_json, print_paragraphs, print_table
    from welfsim.experiments.published import beside, printed_rows

    found = beside(results)
    if form == "csv":
        print_csv(one.record() for one in found)
    elif form == "json":
        about = {"scenario": results.scenario.as_written(), "provenance": dict(results.provenance)}
        print_json({**about, "figures": [one.record() for one in found]})
    else:
        echo(f"{results.scenario.name} compared with published figures\n{results.heading}\n")
        print_table(printed_rows(found), left=4)
        echo()
        print_paragraphs(
            [
                "Miss: model less published. Nothing is aligned. Given: whether the start was built from the figure, a "
                "parameter set from it, or the figure is free and tests the model. Definitions: docs/published.md"
            ],
            apart="",
        )
