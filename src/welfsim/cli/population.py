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
@click.option(
    "--from-frs",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Take people from the tables of the Family Resources Survey in this folder.",
)
@click.option(
    "--pay-times", type=float, default=1.0, show_default=True, help="The rise of pay since the survey, 1.08 for 8%."
)
@click.option(
    "--rent-times", type=float, default=1.0, show_default=True, help="The rise of rents since the survey, 1.08 for 8%."
)
@click.option(
    "--frs-sample",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Only write a made-up sample in the layout of that survey.",
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
    from_frs: Path | None,
    pay_times: float,
    rent_times: float,
    frs_sample: Path | None,
    threads: int | None,
    form: str,
) -> None:
    """Build the population and print each margin: target and achieved.

    With --check also which margin is off by more than its rounding or 2%, and which series of the first 24 months has a
    kink that the months published before do not have. What is off is printed; the exit code stays 0. With --out the
    people are written to a folder: to look at, or to change and run in place of synthetic ones.

    With --from-frs they are those of the survey, held against the same margins; --check marks which are off, without a
    run.
    """
    from welfsim.cli.show import print_csv, print_json, print_paragraphs, print_table, say
    from welfsim.errors import room_for
    from welfsim.experiments.start_tables import count_within, margin_rows
    from welfsim.population import margins, synthetic
    from welfsim.population.own import write_people
    from welfsim.population.survey import read_frs
    from welfsim.scenario import read_month

    at = read_month(start, "--start")
    if frs_sample is not None:
        if from_frs is not None or out is not None or is_check:
            raise click.UsageError("--frs-sample writes a sample alone: leave out --from-frs, --out and --check.")
        _write_sample(frs_sample, seed, at)
        return
    if from_frs is None and (pay_times, rent_times) != (1.0, 1.0):
        raise click.UsageError("--pay-times and --rent-times go with --from-frs.")
    if is_check and from_frs is None:
        _check(people, seed, at, threads, form, out, written_as)
        return
    with room_for(people):
        if from_frs is None:
            built = synthetic(people, seed, at, tell=say)
        else:
            survey = read_frs(from_frs, people=people, seed=seed, start=start, pay=pay_times, rent=rent_times)
            built = survey.population
            for note in survey.notes:
                say(note)
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
        print_paragraphs([f"{people:,} people, each for {built.grossing:,}, seed {seed}. {built.merged}"], apart="")
        echo()
        print_table(margin_rows(table) if is_check else _rows(records))
        if is_check:
            echo(f"\n{count_within(table)}")


def _write_sample(folder: Path, seed: int, start: int) -> None:
    """Write a made-up sample of the survey."""
    from welfsim.cli.show import say
    from welfsim.population.survey.sample import HOUSEHOLDS, write_sample

    write_sample(folder, HOUSEHOLDS, seed, start)
    say(f"Made-up sample: {folder}")


def _check(
    people: int, seed: int, start: int, threads: int | None, form: str, out: Path | None, written_as: str
) -> None:
    """Print margins, series and drift of a population and its first months."""
    from welfsim.cli.compiling import compile_month
    from welfsim.cli.progress import progress
    from welfsim.cli.show import print_csv, print_json, print_paragraphs, print_table, say
    from welfsim.errors import room_for
    from welfsim.experiments.start import check
    from welfsim.experiments.start_tables import counts_of, drift_rows, margin_rows, series_rows
    from welfsim.population.own import write_people

    compile_month()
    with room_for(people), progress("baseline") as advance:
        found = check(people, seed, start, threads, advance)
    built = found.population
    if out is not None:
        write_people(built, out, written_as)
        say(f"People: {out}")
    if form == "json":
        about = {"people": people, "seed": seed, "grossing": built.grossing, "districts": built.merged}
        tables = {"margins": found.margins.to_dict("records"), "employment": found.drift.to_dict("records")}
        series = [one.record() for one in found.followed]
        print_json({**about, **tables, "series": series, "months": list(found.months())})
    elif form == "csv":
        print_csv(found.records())
    else:
        print_paragraphs([f"{people:,} people, each for {built.grossing:,}, seed {seed}. {built.merged}"], apart="")
        for rows, left in ((margin_rows(found.margins), 1), (series_rows(found), 1), (drift_rows(found), 1)):
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
