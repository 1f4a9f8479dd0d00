"""``welfsim solve``: the value of a lever that reaches a target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from welfsim.cli.options import assume_option, format_option, picked_options, population_option, scenario_names
from welfsim.cli.show import echo

if TYPE_CHECKING:
    from welfsim.experiments.solve import Solution


@click.command("solve")
@click.argument("scenario", shell_complete=scenario_names)
@click.option("--lever", required=True, metavar="NAME", help="The parameter that is moved, on top of SCENARIO.")
@click.option("--of", required=True, metavar="ANSWER", help='Which answer, as "Limited by ill health, month 60".')
@click.option("--to", type=float, required=True, metavar="TARGET", help="The target, in the unit of the answer.")
@click.option(
    "--between", type=float, nargs=2, required=True, metavar="LOW HIGH", help="The values of the lever that are tried."
)
@click.option(
    "--way",
    type=click.Choice(("value", "plus", "times")),
    default="value",
    help="Whether the lever is set to a value, or moved from what it is; value unless given.",
)
@click.option("--since", metavar="MONTH", help="The month from which the lever holds; the first unless given.")
@click.option("--against", metavar="SCENARIO", help="The baseline; what the scenario names unless given.")
@picked_options("people", "seed", "replications", "threads", "start", "months", "settings")
@assume_option
@population_option
@format_option
def command(
    scenario: str,
    lever: str,
    of: str,
    to: float,
    between: tuple[float, float],
    way: str,
    since: str | None,
    against: str | None,
    settings: tuple[str, ...],
    assume: tuple[str, ...],
    form: str,
    **options: Any,
) -> None:
    """Find the value of a lever that brings an answer of SCENARIO to a target, or say that none does and why.

    \b
    welfsim solve baseline --lever coaching.coaches --way plus --between 0 20000 \\
        --of "Limited by ill health, month 60" --to 2000

    ANSWER is one of `welfsim compare`, "Whole run" for the net cost, or "Employment rate, month 60" for the level with
    the reform in per cent of people of 16 to 64. A lever of behaviour is assumed in the baseline too.
    """
    from welfsim.cli.compiling import compile_month
    from welfsim.cli.progress import progress
    from welfsim.experiments.solve import solve
    from welfsim.scenario import read_month, read_scenario

    compile_month()
    plain = read_scenario(scenario)
    from_month = None if since is None else read_month(since, "--since")
    with progress(scenario) as advance:
        found = solve(
            plain,
            lever,
            of=of,
            to=to,
            between=between,
            way=way,
            since=from_month,
            against=against,
            set=settings,
            assume=assume,
            progress=advance,
            **options,
        )
    _print(found, form)


def _print(found: Solution, form: str) -> None:
    from welfsim.cli.show import print_csv, print_json, print_table
    from welfsim.results.table import CAVEAT

    records = _records(found)
    if form == "csv":
        print_csv(records)
    elif form == "json":
        reached = {name: getattr(found, name) if found.is_reached else None for name in ("value", "low", "high")}
        print_json(
            {
                "scenario": None if found.scenario is None else found.scenario.as_written(),
                "lever": found.lever.name,
                "way": found.lever.way,
                "of": found.of,
                "target": found.target,
                **{name: None if value is None or value != value else value for name, value in reached.items()},
                "why not": found.why_not or None,
                "tried": records,
            }
        )
    else:
        echo(f"{found}\n")
        print_table(_rows(found))
        echo(f"\n{CAVEAT}")


def _rows(found: Solution) -> list[list[str]]:
    from welfsim.experiments.solve import rounded
    from welfsim.wording.values import number, plain

    digits = found.tried[0].answer.digits
    rows = [[str(found.lever), found.of, "± error"]]
    for each, record in zip(found.tried, _records(found), strict=True):
        error = record["standard error"]
        shown = "" if error is None else number(error, digits + 1)
        rows.append([plain(rounded(each.value)), number(each.mean, digits), shown])
    return rows


def _records(found: Solution) -> list[dict[str, Any]]:
    from math import isnan

    from welfsim.results.luck import standard_error

    records = []
    for each in found.tried:
        values = each.answer.values
        error = float(standard_error(values, each.answer.row.worth)) if len(values) > 1 else float("nan")
        records.append({"value": each.value, "found": each.mean, "standard error": None if isnan(error) else error})
    return records
