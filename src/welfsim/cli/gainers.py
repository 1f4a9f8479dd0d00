"""``welfsim gainers``: who gains and who loses in a comparison, person by person."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Any

import click

from welfsim.cli.options import assume_option, by_option, format_option, picked_options, population_option
from welfsim.cli.show import echo, paragraph_width

if TYPE_CHECKING:
    import pandas as pd

    from welfsim.experiments.gainers import Gainers


@click.command("gainers")
@click.argument("scenario")
@click.option("--against", metavar="SCENARIO", help="The baseline; what the scenario names unless given.")
@click.option(
    "--year", metavar="YEAR", help="Financial year of the tables by group, as 2029-30; the last unless given."
)
@picked_options("people", "seed", "replications", "threads", "start", "months", "settings")
@assume_option
@by_option
@population_option
@format_option
def command(
    scenario: str,
    against: str | None,
    year: str | None,
    settings: tuple[str, ...],
    assume: tuple[str, ...],
    by: tuple[str, ...],
    form: str,
    **options: Any,
) -> None:
    """Say who gains and who loses in SCENARIO: both lives of each person, without the reform and with it.

    Incomes that rise and fall, by tenth of income and by group; who finds and who loses work; more people below the
    line of low income; when and through what the two lives part. --by makes a table for each grouping it names.
    """
    from welfsim.cli.compiling import compile_month
    from welfsim.cli.progress import progress
    from welfsim.experiments.gainers import gainers
    from welfsim.population.groups import GROUPINGS, division
    from welfsim.scenario import read_scenario

    for name in by:
        if name not in GROUPINGS:
            division(by)
    plain = read_scenario(scenario)
    compile_month()
    with progress(scenario) as advance:
        found = gainers(plain, against, set=settings, assume=assume, progress=advance, **options)
    _print(found, by, year, form)


def _print(found: Gainers, by: tuple[str, ...], year: str | None, form: str) -> None:
    from welfsim.cli.show import print_csv, print_json, print_table
    from welfsim.experiments.gainers import DECILE, LACKS
    from welfsim.faces.gainers import group_rows, parting_rows, people_of, summary_rows
    from welfsim.results.table import CAVEAT

    shown = found.years[-1] if year is None else year
    groups = {name: found.by(name, year) for name in (DECILE, *by)}
    if form == "csv":
        print_csv(_records(found, groups, shown))
    elif form == "json":
        comparison = found.comparison
        about = {
            "scenario": comparison.reform.scenario.as_written(),
            "baseline": comparison.baseline.scenario.as_written(),
        }
        print_json({**about, "provenance": dict(comparison.reform.provenance), "rows": _records(found, groups, shown)})
    else:
        echo(f"{found.comparison.heading}\n")
        print_table(summary_rows(found.summary()))
        for name, frame in groups.items():
            echo(f"\nBy {people_of(name)}, {shown}")
            print_table(group_rows(frame))
        parting = parting_rows(found.parting())
        if len(parting) > 1:
            echo("\nWhen and through what the two lives of people first part, thousand people in the year")
            print_table(parting)
        else:
            echo("\nNobody's two lives part in these months.")
        echo(f"\n{fill(LACKS, paragraph_width())}\n{CAVEAT}")


def _records(found: Gainers, groups: dict[str, pd.DataFrame], year: str) -> list[dict[str, Any]]:
    """Return all tables as plain rows: which table, which group, which measure, which year, and what was found."""
    summary = found.summary()
    rows: list[dict[str, Any]] = []
    years = list(dict.fromkeys(summary.columns.get_level_values("year")))
    for label, unit in summary.index:
        for each in years:
            told = {str(of): float(value) for of, value in summary.loc[(label, unit), each].items()}
            rows.append(_row("all", "", label, unit, each, told.pop("found"), told))
    for name, frame in groups.items():
        for label, *found_of in frame.itertuples():
            for head, value in zip(frame.columns, found_of, strict=True):
                what, _, unit = str(head).rpartition(", ")
                rows.append(_row(name, str(label), what, unit, year, float(value), {}))
    parting = found.parting()
    for way, first, *values in parting.itertuples():
        for each, value in zip(parting.columns[1:], values, strict=True):
            rows.append(
                _row("first parts through", str(way), f"since {first}", "thousand", str(each), float(value), {})
            )
    return rows


def _row(
    table: str, group: str, measure: str, unit: str, year: str, found: float, luck: dict[str, float]
) -> dict[str, Any]:
    from math import isnan

    from welfsim.results.table import ABOVE, ERROR, HIGH, LOW

    told = {name: None if isnan(luck.get(name, float("nan"))) else luck[name] for name in (ERROR, LOW, HIGH, ABOVE)}
    head = {"table": table, "group": group, "measure": measure, "unit": unit, "year": year}
    return {**head, "found": found, **told}
