"""``welfsim population``: build the population and hold it against the margins it was built from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from welfsim.cli.options import format_option, picked_options
from welfsim.cli.show import echo
from welfsim.vocabulary.limits import FEWEST_PEOPLE, MOST_PEOPLE


@click.command("population")
@click.option(
    "--people", type=int, default=200_000, show_default=True, help=f"People, {FEWEST_PEOPLE:,} to {MOST_PEOPLE:,}."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of the population.")
@click.option("--start", metavar="MONTH", default="2025-04", show_default=True, help="The month that it represents.")
@click.option(
    "--check",
    "is_check",
    is_flag=True,
    help="Also run the first 24 months, and hold all series against the months published until June 2025.",
)
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Write the people to a folder."
)
@click.option(
    "--as",
    "written_as",
    type=click.Choice(("parquet", "csv")),
    default="parquet",
    show_default=True,
    help="The form of the tables that --out writes.",
)
@picked_options("threads")
@format_option
def command(
    people: int,
    seed: int,
    start: str,
    is_check: bool,
    out: Path | None,
    written_as: str,
    threads: int | None,
    form: str,
) -> None:
    """Build the population and print each margin: target and achieved.

    With --check also which margin is off by more than its rounding or 2%, and which series of the first 24 months has a
    kink that the months published before do not have. What is off is printed; the exit code stays 0. With --out the
    people are written to a folder: to look at, or to change and run in place of synthetic ones.
    """
    from welfsim.cli.show import print_csv, print_json, print_table, say
    from welfsim.errors import room_for
    from welfsim.population import margins, synthetic
    from welfsim.population.own import write_people
    from welfsim.scenario import read_month

    at = read_month(start, "--start")
    if is_check:
        _check(people, seed, at, threads, form)
        return
    with room_for(people):
        built = synthetic(people, seed, at, tell=say)
        if out is not None:
            write_people(built, out, written_as)
            say(f"People: {out}")
        table = margins(built).reset_index(drop=True)
    records = [{str(key): value for key, value in record.items()} for record in table.to_dict("records")]
    if form == "json":
        print_json({"people": people, "grossing": built.grossing, "districts": built.merged, "margins": records})
    elif form == "csv":
        print_csv(records)
    else:
        echo(f"{people:,} people, each for {built.grossing:,}, seed {seed}. {built.merged}\n")
        print_table(_rows(records))


def _check(people: int, seed: int, start: int, threads: int | None, form: str) -> None:
    """Print margins, series and drift of a population and its first months."""
    from welfsim.cli.compiling import compile_month
    from welfsim.cli.progress import progress
    from welfsim.cli.show import print_csv, print_json, print_paragraphs, print_table
    from welfsim.errors import room_for
    from welfsim.experiments.start import check
    from welfsim.experiments.start_tables import counts_of, drift_rows, margin_rows, series_rows

    compile_month()
    with room_for(people), progress("baseline") as advance:
        found = check(people, seed, start, threads, advance)
    built = found.population
    if form == "json":
        about = {"people": people, "seed": seed, "grossing": built.grossing, "districts": built.merged}
        tables = {"margins": found.margins.to_dict("records"), "employment": found.drift.to_dict("records")}
        series = [one.record() for one in found.followed]
        print_json({**about, **tables, "series": series, "months": list(found.months())})
    elif form == "csv":
        print_csv(found.records())
    else:
        print_paragraphs([f"{people:,} people, each for {built.grossing:,}, seed {seed}. {built.merged}"], apart="")
        for rows, left in ((margin_rows(found), 1), (series_rows(found), 1), (drift_rows(found), 1)):
            echo()
            print_table(rows, left)
        echo()
        for sentence in counts_of(found):
            echo(sentence)
        echo("Off: by more than 2%, the rounding of the target and a row of people.")
        echo("Kink: a step, bend or turn that published months do not have; see docs/start.md")


def _rows(records: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    """Return the margins as rows of text, each group under its name, source and status."""
    from welfsim.wording.values import brief

    numbers = ("target", "achieved", "difference")
    rows, section = [["", *numbers]], ""
    for record in records:
        named = f"{record['margin'].upper()}: {record['source']} ({record['status']})"
        if named != section:
            section = named
            rows += [["", "", "", ""], [section, "", "", ""]]
        rows.append([record["category"], *(brief(record[number]) for number in numbers)])
    return rows
