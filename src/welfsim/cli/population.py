"""``welfsim population``: build the population and hold it against the margins it was built from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from welfsim.cli.options import format_option
from welfsim.cli.show import echo
from welfsim.vocabulary.limits import FEWEST_PEOPLE, MOST_PEOPLE


@click.command("population")
@click.option(
    "--people", type=int, default=200_000, show_default=True, help=f"People, {FEWEST_PEOPLE:,} to {MOST_PEOPLE:,}."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of the population.")
@click.option("--start", metavar="MONTH", default="2025-04", show_default=True, help="The month that it represents.")
@format_option
def command(people: int, seed: int, start: str, form: str) -> None:
    """Build the population and print each margin: target and achieved."""
    from welfsim.cli.show import print_csv, print_json, print_table
    from welfsim.errors import room_for
    from welfsim.population import margins, synthetic
    from welfsim.scenario import read_month

    at = read_month(start, "--start")
    with room_for(people):
        built = synthetic(people, seed, at)
        table = margins(built).reset_index(drop=True)
    records = [{str(key): value for key, value in record.items()} for record in table.to_dict("records")]
    if form == "json":
        print_json({"people": people, "grossing": built.grossing, "districts": built.merged, "margins": records})
    elif form == "csv":
        print_csv(records)
    else:
        echo(f"{people:,} people, each for {built.grossing:,}, seed {seed}. {built.merged}\n")
        print_table(_rows(records))


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
