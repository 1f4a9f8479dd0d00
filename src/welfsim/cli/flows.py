"""``welfsim flows``: who went from which stage of a pipeline to which."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from welfsim.cli.options import format_option, picked_options, scenario_names
from welfsim.cli.show import echo

if TYPE_CHECKING:
    import pandas as pd

    from welfsim.results.journeys import Transitions

KINDS = (".svg",)


@click.command("flows")
@click.argument("scenario", shell_complete=scenario_names)
@click.option("--pipeline", default="work-capability", show_default=True, metavar="NAME", help="Which pipeline.")
@click.option("--from", "first", metavar="MONTH", help="The rows show stages at its end; the start unless given.")
@click.option("--to", "last", metavar="MONTH", help="The columns show stages at its end; a year later unless given.")
@click.option("--moves", is_flag=True, help="Also print every move, by the stage left and the stage entered.")
@click.option("--waits", is_flag=True, help="Also print how long those who left a stage had been in it.")
@click.option(
    "--svg", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Draw the moves into an .svg file."
)
@picked_options("people", "seed", "replications", "threads", "settings")
@format_option
def command(
    scenario: str,
    pipeline: str,
    first: str | None,
    last: str | None,
    moves: bool,
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
    from welfsim.cli.compiling import compile_month
    from welfsim.cli.progress import progress
    from welfsim.cli.show import say
    from welfsim.results.pipelines import pipeline_named
    from welfsim.scenario import read_scenario
    from welfsim.simulation import transitions
    from welfsim.wording.pictures import refuse_picture, write_picture

    if svg is not None:
        refuse_picture(svg, KINDS)
    asked, name = read_scenario(scenario), pipeline_named(pipeline).name
    compile_month()
    with progress(scenario) as advance:
        found = transitions(asked, first, last, pipeline=name, set=settings, progress=advance, **options)
    if svg is not None:
        write_picture(svg, found.svg().encode())
    _print(found, _tables(found, moves, waits), form)
    if svg is not None:
        say(f"Picture: {svg}")


def _tables(found: Transitions, moves: bool, waits: bool) -> dict[str, pd.DataFrame]:
    """Return the tables that are asked for, by name."""
    results, pipeline = found.results, found.pipeline
    frames = {"transitions": found.to_frame(), "stages": results.stage_table(pipeline)}
    if moves:
        frames["moves"] = results.flow_table(pipeline)
    if waits:
        frames |= {"waits": results.waits(pipeline), "lengths": results.lengths(pipeline)}
    return frames


def _print(found: Transitions, frames: dict[str, pd.DataFrame], form: str) -> None:
    from welfsim.cli.show import print_csv, print_json

    if form == "table":
        _print_text(found, frames)
        return
    tables = {name: list(_records(name, frame)) for name, frame in frames.items()}
    if form == "csv":
        print_csv(record for table in tables.values() for record in table)
    else:
        about = {"scenario": found.results.scenario.as_written(), "provenance": dict(found.results.provenance)}
        print_json({**about, "pipeline": found.pipeline, "from": found.first, "to": found.last, **tables})


def _records(name: str, frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a table cell by cell: what it is of, the stage, and the other stage or the column."""
    from math import isfinite

    return [
        {"table": name, "stage": stage, "of": column, "value": float(value) if isfinite(value) else None}
        for stage, values in zip(frame.index, frame.to_numpy(), strict=True)
        for column, value in zip(frame.columns, values, strict=True)
    ]


def _print_text(found: Transitions, frames: dict[str, pd.DataFrame]) -> None:
    from welfsim.cli.show import print_table
    from welfsim.results.pipelines import pipeline_named, short_matrix
    from welfsim.results.table import CAVEAT

    results, pipeline = found.results, pipeline_named(found.pipeline)
    echo(f"{pipeline.title}: {results.scenario.name}\n{results.heading}\n")
    echo(f"Thousand people: row, stage at the end of {found.first}; column, stage at the end of {found.last}")
    print_table(short_matrix(frames["transitions"]))
    counted = f"{results.months[0]} to {results.months[-1]}; a person who moves twice counts twice"
    echo(f"\nThousand people, {counted}")
    print_table(_stage_rows(frames["stages"]))
    if "moves" in frames:
        echo(f"\nThousand moves: row, the stage left; column, the stage entered, {counted}")
        print_table(short_matrix(frames["moves"]))
    if "waits" in frames:
        echo("\nMonths that those who left had been in the stage, where the start is known")
        print_table(_wait_rows(frames["waits"]))
        echo("\nOf these, per cent, by months in the stage")
        print_table(_length_rows(frames["lengths"]))
    echo(f"\n{CAVEAT}")


def _stage_rows(frame: pd.DataFrame) -> list[list[str]]:
    from welfsim.wording.values import number

    kept = frame[frame.to_numpy().sum(axis=1) > 0] / 1e3
    rows = [["", *map(str, kept.columns)]]
    return rows + [
        [str(stage), *(number(value, 1) for value in values)]
        for stage, values in zip(kept.index, kept.to_numpy(), strict=True)
    ]


def _wait_rows(frame: pd.DataFrame) -> list[list[str]]:
    from math import isinf, isnan

    from welfsim.wording.values import number

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


def _length_rows(frame: pd.DataFrame) -> list[list[str]]:
    import numpy as np

    from welfsim.vocabulary.codes import Wait
    from welfsim.wording.values import number

    firsts = {
        "1": Wait.MONTH_1,
        "2 to 3": Wait.MONTHS_2,
        "4 to 6": Wait.MONTHS_4,
        "7 to 12": Wait.MONTHS_7,
        "13 to 24": Wait.MONTHS_13_TO_18,
        "over 24": Wait.MONTHS_25_TO_36,
    }
    known = frame[frame.to_numpy()[:, Wait.MONTH_1 :].sum(axis=1) > 0]
    people = np.add.reduceat(known.to_numpy(), [*firsts.values()], axis=1)
    shares = 100 * people / people.sum(axis=1, keepdims=True)
    return [["", *firsts], *([str(stage), *map(number, row)] for stage, row in zip(known.index, shares, strict=True))]
