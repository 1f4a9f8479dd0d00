"""``welfsim person``: one person of a comparison, month by month."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from welfsim.cli.options import assume_option, format_option, picked_options, population_option, scenario_names
from welfsim.cli.show import echo

if TYPE_CHECKING:
    from welfsim.experiments.one_person import Life
    from welfsim.scenario import Scenario


AT_THE_START = (
    "sex",
    "birth month",
    "presence",
    "condition",
    "severity",
    "job",
    "activity",
    "health group",
    "esa group",
    "daily living",
    "regime",
    "family's adults",
    "family's uc since",
)
"""What is printed of a person at the start; JSON has all."""


@click.command("person")
@click.argument("name", metavar="SCENARIO|RESULTS", shell_complete=scenario_names)
@click.option("--id", "person_id", type=int, required=True, metavar="N", help="The person's number, person_id.")
@click.option("--against", metavar="SCENARIO", help="The baseline; what the scenario names unless given.")
@click.option("--replication", type=int, default=0, metavar="N", help="Whose luck; the first replication is 0.")
@picked_options("people", "seed", "replications", "start", "months", "settings")
@assume_option
@population_option
@format_option
def command(
    name: str,
    person_id: int,
    against: str | None,
    replication: int,
    settings: tuple[str, ...],
    assume: tuple[str, ...],
    form: str,
    **options: Any,
) -> None:
    """Follow one person through SCENARIO, or through the scenario of a folder of RESULTS, month by month.

    What each process of the month changed, the files that rule it and the draws that they ask, without the reform and
    with it, and where the two lives part.
    """
    from welfsim.cli.compiling import compile_month
    from welfsim.cli.progress import progress
    from welfsim.experiments.one_person import one_person

    compile_month()
    plain, baseline = _asked(name, against)
    given = {"set": settings, "assume": assume, "replication": replication, **options}
    with progress(name) as advance:
        life = one_person(plain, person_id, baseline, progress=advance, **given)
    _print(life, form)


def _asked(name: str, against: str | None) -> tuple[Scenario, Scenario | str | None]:
    """Return the scenario that is named, or those of a folder of results."""
    from welfsim.results import Comparison, read
    from welfsim.scenario import read_scenario

    if not Path(name).is_dir():
        return read_scenario(name), against
    found = read(name)
    if isinstance(found, Comparison):
        return found.reform.scenario, against or found.baseline.scenario
    return found.scenario, against


def _print(life: Life, form: str) -> None:
    from welfsim.cli.show import print_csv, print_json, print_table
    from welfsim.experiments.one_person import NOTHING_HAPPENS, WHAT_DRAWS_ARE

    if form == "csv":
        print_csv(_records(life))
    elif form == "json":
        about = {"scenario": life.scenario.as_written(), "baseline": life.against.as_written()}
        print_json({**about, "person_id": life.person_id, "start": dict(life.start), "events": _records(life)})
    else:
        echo(f"{life.heading}\n")
        known = "; ".join(f"{name}: {life.start[name]}" for name in AT_THE_START)
        echo(f"At the start: {known}.\n")
        rows = life.rows()
        if len(rows) > 1:
            print_table(rows, left=5)
        else:
            echo(NOTHING_HAPPENS)
        echo(f"\n{life.where_they_part()}")
        if life.parting is not None:
            echo(f"Ruled in {', '.join(life.parting.rules)}.")
        echo(f"{WHAT_DRAWS_ARE} --format json has all of them.")


def _records(life: Life) -> list[dict[str, Any]]:
    """Return a record for each column that changed, in either life."""
    from welfsim.experiments.one_person import ARMS
    from welfsim.months import show_month

    records = []
    for arm, events in zip(ARMS, life.events, strict=True):
        for event in events:
            for name, before, now in event.changes:
                records.append(
                    {
                        "arm": arm,
                        "month": show_month(event.month),
                        "process": event.process,
                        "column": name,
                        "before": before,
                        "after": now,
                        "rules": ", ".join(event.rules),
                        "chance": event.chance,
                        "draws": "; ".join(f"{of} {draw:.6f}" for of, draw in event.draws.items()),
                    }
                )
    return records
