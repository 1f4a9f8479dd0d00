"""``welfsim validate``: a table of published figures, the model's, and what two rules would have said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from welfsim.cli.options import format_option, picked_options
from welfsim.cli.show import echo

if TYPE_CHECKING:
    from welfsim.experiments.validate import Validation

REPLICATIONS = 4
MOST_DRAWS = 1_000


@click.command("validate")
@click.argument("targets", required=False, type=click.Path(path_type=Path, dir_okay=False), metavar="[TARGETS.csv]")
@click.option("--scenario", default="baseline", metavar="SCENARIO", help="What is run; the baseline unless given.")
@picked_options("people", "seed", "replications", "threads", "start", "months", "settings")
@click.option(
    "--from-ranges",
    "drawn",
    type=click.IntRange(2, MOST_DRAWS),
    metavar="N",
    help="Runs with every parameter drawn from its range: what is not known goes into the intervals.",
)
@format_option
def command(
    targets: Path | None, scenario: str, settings: tuple[str, ...], drawn: int | None, form: str, **options: Any
) -> None:
    """Hold the model against a table of published figures, those that come with welfsim unless one is given.

    Each figure next to the model with its interval, the miss in per cent and in roundings, and next to the last value
    and the last trend before the start. A figure that counts otherwise than the model needs a bridge in its row.
    """
    from welfsim.cli.compiling import compile_month
    from welfsim.cli.progress import progress
    from welfsim.experiments.targets.table import read_targets
    from welfsim.experiments.validate import months_held, validate
    from welfsim.scenario import asked

    rows = read_targets(targets)
    threads = options.pop("threads")
    if options["replications"] is None:
        options["replications"] = REPLICATIONS
    read = asked(scenario, settings, **options)
    if options["months"] is None:
        read = read.with_options(months=months_held(rows, read.start, read.months))
    compile_month()
    with progress(read.name) as advance:
        found = validate(read, rows, times=drawn or 0, threads=threads, progress=advance)
    _print(found, form)


def _print(found: Validation, form: str) -> None:
    from welfsim.cli.show import print_csv, print_json, print_table
    from welfsim.experiments.validate import printed_rows, summary

    if form == "csv":
        print_csv(one.record() for one in found.judged)
        return
    if form == "json":
        left_out = [{"name": one.target.name, "months": one.target.months, "why": one.why} for one in found.left_out]
        of = found.results
        about = {"scenario": of.scenario.as_written(), "provenance": dict(of.provenance)}
        scores = [score._asdict() for score in found.scores()]
        figures = [one.record() for one in found.judged]
        print_json({**about, "figures": figures, "scores": scores, "left_out": left_out})
        return
    echo(f"{found.results.scenario.name} held against published figures\n{found.results.heading}\n")
    if found.judged:
        print_table(printed_rows(found.judged), left=2)
    for line in ("", *summary(found)):
        echo(line)
    echo("Published: as the model counts, by the bridges of the row. Roundings: the miss in units of the rounding.")
