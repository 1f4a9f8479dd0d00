"""``welfsim check``: read scenarios without running them."""

from __future__ import annotations

import click

from welfsim.cli.options import format_option


@click.command("check")
@click.argument("scenarios", nargs=-1, required=True, metavar="SCENARIO...")
@format_option
def command(scenarios: tuple[str, ...], form: str) -> None:
    """Check SCENARIO files: names, units, dates and bounds, all faults at once."""
    from welfsim.cli.show import print_csv, print_json, print_table
    from welfsim.errors import ScenarioError, WelfsimError, together
    from welfsim.policy import current_law, resolve
    from welfsim.scenario import read_scenario

    records, faults = [], []
    for name in scenarios:
        try:
            read = read_scenario(name)
            resolve(current_law(), read.changes(), read.start, read.months, read.own_programmes())
            read.warn()
            records.append({"scenario": name, "name": read.name, "changes": len(read.reform)})
        except WelfsimError as error:
            faults.append(str(error))
    if form == "json":
        print_json({"fine": records, "faults": faults})
    elif form == "csv":
        print_csv(records)
    elif records:
        rows = [[str(value) for value in record.values()] for record in records]
        print_table([["Fine", "name", "changes"], *rows], left=2)
    if faults:
        raise ScenarioError(together(faults))
