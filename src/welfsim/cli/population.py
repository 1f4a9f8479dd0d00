"""``welfsim population``: build the population and hold it against the margins it was built from."""

from __future__ import annotations

import click

from welfsim.cli.options import format_option
from welfsim.limits import FEWEST_PEOPLE, MOST_PEOPLE


@click.command("population")
@click.option(
    "--people", type=int, default=200_000, show_default=True, help=f"People, {FEWEST_PEOPLE:,} to {MOST_PEOPLE:,}."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of the population.")
@click.option("--start", metavar="MONTH", default="2025-04", show_default=True, help="The month it stands for.")
@format_option
def command(people: int, seed: int, start: str, form: str) -> None:
    """Build the population and print each margin: target and achieved."""
    from welfsim.cli.show import print_csv, print_json, print_table
    from welfsim.population import margins, synthetic
    from welfsim.scenario import read_month
    from welfsim.tables import brief

    built = synthetic(people, seed, read_month(start, "--start"))
    table = margins(built).reset_index(drop=True)
    records = [{str(key): value for key, value in record.items()} for record in table.to_dict("records")]
    if form == "json":
        print_json({"people": people, "grossing": built.grossing, "districts": built.merged, "margins": records})
    elif form == "csv":
        print_csv(records)
    else:
        click.echo(f"{people:,} people, each for {built.grossing:,}, seed {seed}. {built.merged}\n")
        text = sum(kind == "object" or str(kind) in ("str", "category") for kind in table.dtypes)
        rows = [[v if isinstance(v, str) else brief(v) for v in record.values()] for record in records]
        print_table([list(map(str, table.columns)), *rows], left=text)
