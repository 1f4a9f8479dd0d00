"""``welfsim budget``: what work pays, as a table or a picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from welfsim.cli.household import household_options, read_household
from welfsim.cli.options import format_option
from welfsim.cli.show import echo


@click.command("budget")
@household_options
@click.option("--who", type=int, default=1, show_default=True, help="Which adult works, 1 or 2.")
@click.option(
    "--hourly", type=float, metavar="POUNDS", help="Gross pay an hour; the minimum wage at the age unless given."
)
@click.option("--hours-to", type=float, default=40, show_default=True, help="Most hours a week.")
@click.option("--step", type=float, default=4, show_default=True, help="Hours from one row to the next.")
@click.option(
    "--chart",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Draw it into an .svg or .png file.",
)
@format_option
def command(
    who: int, hourly: float | None, hours_to: float, step: float, chart: Path | None, form: str, **options: Any
) -> None:
    """Print a household's net income against hours of work: as things are, and
    if found fit for work.

    The household is described as for "welfsim award", by options, in FILE or on
    standard input (-). Pay of the adult who works is marked on the line, in as
    many hours as earn it at the hourly rate; a partner's pay stays as it is.

    \b
    What work pays someone of 30 with LCWRA, who rents:
      welfsim budget --adult 30 --lcwra --fit-note 2024-05 --rent 600 \\
        --month 2025-10
    """
    from welfsim.cli.progress import tell_of_compiling
    from welfsim.cli.show import print_csv, print_json, print_table, say

    if chart is not None:
        from welfsim.advice.chart import KINDS
        from welfsim.wording.pictures import refuse_picture

        refuse_picture(chart, KINDS)
    case = read_household(options)
    tell_of_compiling()
    from welfsim.advice.work import budget

    line = budget(case, adult=who, hourly=hourly, hours_to=hours_to, step=step)
    if chart is not None:
        say(f"Drawn into {line.chart(chart)}.")
    if form == "json":
        print_json(line.to_dict())
    elif form == "csv":
        print_csv(line.records())
    else:
        echo(f"{line.head}\n")
        print_table(line.rows(), left=0)
        echo(f"\n{line.foot}")
