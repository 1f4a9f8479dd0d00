"""``welfsim award``: one household's award, line by line, or month by month."""

from __future__ import annotations

from typing import Any

import click

from welfsim.cli.household import household_options, read_household
from welfsim.cli.options import format_option
from welfsim.cli.show import echo, paragraph_width


@click.command("award")
@household_options
@click.option("--to", metavar="MONTH", help="Print each month up to this one, and what changes.")
@format_option
def command(to: str | None, form: str, **options: Any) -> None:
    """Print the award of one household line by line, with the working, rule and
    source of each line. With --to print a row for each month instead.

    The household is described by options, or in FILE, which can say more: YAML
    or JSON, or - for standard input.

    \b
    Someone of 30 with LCWRA since May 2024, who rents and earns £500 a month:
      welfsim award --adult 30 --lcwra --fit-note 2024-05 --rent 600 \\
        --pay 500 --month 2025-10

    \b
    The same as a file:
      month: 2025-10
      rent: 600
      adults:
        - {age: 30, health: lcwra, fit_note: 2024-05, pay: 500}

    \b
    Up to the end of 2026, with another taper:
      welfsim award --adult 30 --pay 900 --to 2026-12 \\
        --set universal_credit.taper=0.5

    Each field of FILE and what it may hold: --fields, and docs/households.md.
    """
    from welfsim.cli.progress import tell_of_compiling
    from welfsim.cli.show import print_csv, print_json

    case = read_household(options)
    tell_of_compiling()
    from welfsim.advice.schedule import schedule
    from welfsim.advice.statement import award

    found = award(case) if to is None else schedule(case, to=to)
    if form == "json":
        print_json(found.to_dict())
    elif form == "csv":
        print_csv(found.records())
    else:
        echo(found.text(paragraph_width()))
