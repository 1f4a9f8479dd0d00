"""``welfsim columns``: the columns of the state and the lines of the accounts."""

from __future__ import annotations

import click

from welfsim.cli.options import format_option


@click.command("columns")
@format_option
def command(form: str) -> None:
    """List the columns of the state and the lines of the accounts, each with its meaning."""
    from welfsim.cli.show import print_csv, print_json, print_table

    records = [*_columns(), *_lines()]
    if form == "json":
        print_json({"columns": records})
    elif form == "csv":
        print_csv(records)
    else:
        print_table([list(records[0]), *(list(record.values()) for record in records)], left=len(records[0]))


def _columns() -> list[dict[str, str]]:
    from welfsim.vocabulary.benefit_units import BenefitUnits
    from welfsim.vocabulary.districts import Districts
    from welfsim.vocabulary.fields import declared, dtype_of
    from welfsim.vocabulary.persons import Persons

    return [
        {
            "table": table.__name__,
            "name": name,
            "type": str(dtype_of(column.type)),
            "unit or codes": column.what.codes.__name__ if column.what.codes else str(column.what.unit),
            "written by": column.what.owner,
            "meaning": column.what.meaning,
        }
        for table in (Persons, BenefitUnits, Districts)
        for name, column in declared(table).items()
    ]


def _lines() -> list[dict[str, str]]:
    from welfsim.vocabulary.accounts import LINES

    return [
        {
            "table": "Accounts",
            "name": name,
            "type": "int64",
            "unit or codes": " × ".join([str(line.measure), *(codes.__name__ for codes in line.by)]),
            "written by": "",
            "meaning": line.meaning,
        }
        for name, line in LINES.items()
    ]
