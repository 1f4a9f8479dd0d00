"""``welfsim check``: read scenarios without running them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from welfsim.cli.options import format_option, scenario_names

if TYPE_CHECKING:
    from welfsim.scenario import Scenario

LONGEST_CELL = 80


@click.command("check")
@click.argument("scenarios", nargs=-1, required=True, metavar="SCENARIO...", shell_complete=scenario_names)
@format_option
def command(scenarios: tuple[str, ...], form: str) -> None:
    """Check SCENARIO files, all faults at once: whatever a run or a comparison would refuse before it begins."""
    from welfsim.cli.show import print_csv, print_json, print_table
    from welfsim.errors import ScenarioError, WelfsimError, together
    from welfsim.scenario import check_scenario
    from welfsim.text.written import shortened

    records, faults = [], []
    for name in scenarios:
        try:
            read = check_scenario(name)
            read.warn()
            records.append({"scenario": name, "name": read.name, "changes": _changes(read)})
        except WelfsimError as error:
            faults.append(str(error))
    if form == "json":
        print_json({"fine": records, "faults": faults})
    elif form == "csv":
        print_csv(records)
    elif records:
        rows = [[shortened(value, LONGEST_CELL) for value in record.values()] for record in records]
        print_table([["Fine", "name", "changes"], *rows], left=2)
    if faults:
        raise ScenarioError(together(faults))


def _changes(scenario: Scenario) -> int:
    """Return how many changes a scenario writes: for everybody, for some, and programmes that it adds."""
    return len(scenario.reform) + sum(len(group.reform) for group in scenario.groups) + len(scenario.programmes)
