"""``welfsim flows``: who went from which stage of a pipeline to which."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from welfsim.cli.options import format_option, picked_options

if TYPE_CHECKING:
    import pandas as pd

    from welfsim.journeys import Transitions


@click.command("flows")
@click.argument("scenario")
@click.option("--pipeline", default="work-capability", show_default=True, metavar="NAME", help="Which pipeline.")
@click.option("--from", "first", metavar="MONTH", help="At whose end people stand at the left; the start unless given.")
@click.option("--to", "last", metavar="MONTH", help="At whose end they stand at the top; a year later unless given.")
@click.option("--waits", is_flag=True, help="Also print how long those who left a stage had been in it.")
@click.option(
    "--svg", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Draw the moves into FILE."
)
@picked_options("people", "seed", "replications", "threads", "settings")
@format_option
def command(
    scenario: str,
    pipeline: str,
    first: str | None,
    last: str | None,
    waits: bool,
    svg: Path | None,
    settings: tuple[str, ...],
    form: str,
    **options: Any,
) -> None:
    """Follow the people of SCENARIO through a pipeline.

    Pipelines: health, work-capability, disability, esa, universal-credit. The same people are looked at at the end of
    two months.
    """
    from welfsim.cli.progress import progress, tell_of_compiling
    from welfsim.cli.show import say
    from welfsim.pipelines import pipeline_named
    from welfsim.scenario import read_scenario
    from welfsim.simulation import transitions

    asked, name = read_scenario(scenario), pipeline_named(pipeline).name
    tell_of_compiling()
    with progress(scenario) as advance:
        found = transitions(asked, first, last, pipeline=name, set=settings, progress=advance, **options)
    if svg is not None:
        _write(svg, found.svg())
    _print(found, waits, form)
    if svg is not None:
        say(f"Picture: {svg}")


def _write(file: Path, text: str) -> None:
    from welfsim.errors import ResultsError

    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ResultsError(f"{file}\n  The picture cannot be written: {error.strerror or error}.") from None


def _print(found: Transitions, waits: bool, form: str) -> None:
    from welfsim.cli.show import print_csv, print_json

    tables = _tables(found, waits)
    if form == "csv":
        print_csv(record for table in tables.values() for record in table)
    elif form == "json":
        about = {"scenario": found.results.scenario.as_written(), "provenance": dict(found.results.provenance)}
        print_json({**about, "pipeline": found.pipeline, "from": found.first, "to": found.last, **tables})
    else:
        _print_text(found, waits)


def _tables(found: Transitions, waits: bool) -> dict[str, list[dict[str, Any]]]:
    """Return every table cell by cell: what it is of, the stage, and the other stage or the column."""
    frames = {"transitions": found.to_frame(), "stages": found.results.stage_table(found.pipeline)}
    if waits:
        frames["waits"] = found.results.waits(found.pipeline)
    return {name: list(_records(name, frame)) for name, frame in frames.items()}


def _records(name: str, frame: pd.DataFrame) -> list[dict[str, Any]]:
    from math import isfinite

    return [
        {"table": name, "stage": stage, "of": column, "value": float(value) if isfinite(value) else None}
        for stage, values in zip(frame.index, frame.to_numpy(), strict=True)
        for column, value in zip(frame.columns, values, strict=True)
    ]


def _print_text(found: Transitions, waits: bool) -> None:
    from welfsim.cli.show import print_table
    from welfsim.pipelines import pipeline_named, short_matrix
    from welfsim.results import CAVEAT

    results, pipeline = found.results, pipeline_named(found.pipeline)
    click.echo(f"{pipeline.title}: {results.scenario.name}\n{results.heading}\n")
    click.echo(
        f"Thousand people: row, where they stood at the end of {found.first}; column, at the end of {found.last}"
    )
    print_table(short_matrix(found.to_frame()))
    stages = results.stage_table(found.pipeline)
    click.echo(f"\nThousand people, {results.months[0]} to {results.months[-1]}; whoever moves twice counts twice")
    print_table(_stage_rows(stages))
    if waits:
        click.echo("\nMonths that those who left had been in the stage, where the start is known")
        print_table(_wait_rows(results.waits(found.pipeline)))
    click.echo(f"\n{CAVEAT}")


def _stage_rows(frame: pd.DataFrame) -> list[list[str]]:
    from welfsim.tables import number

    kept = frame[frame.to_numpy().sum(axis=1) > 0] / 1e3
    rows = [["", *map(str, kept.columns)]]
    return rows + [
        [str(stage), *(number(value, 1) for value in values)]
        for stage, values in zip(kept.index, kept.to_numpy(), strict=True)
    ]


def _wait_rows(frame: pd.DataFrame) -> list[list[str]]:
    from math import isinf, isnan

    from welfsim.tables import number

    def months(value: float) -> str:
        if isnan(value):
            return ""
        return "over 60" if isinf(value) else number(value, 1)

    kept = frame[frame["left"] > 0]
    rows = [["", "left, thousand", "start unknown, %", "mean", "median", "90th percentile"]]
    return rows + [
        [str(stage), number(left / 1e3, 1), number(100 * unknown / left), *map(months, lengths)]
        for stage, (left, unknown, *lengths) in zip(kept.index, kept.to_numpy(), strict=True)
    ]
