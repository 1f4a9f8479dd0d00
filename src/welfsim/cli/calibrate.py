"""``welfsim calibrate``: a few factors fitted to published figures, and what the figures leave open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from welfsim.cli.options import format_option, picked_options, scenario_names
from welfsim.cli.show import echo

if TYPE_CHECKING:
    from welfsim.experiments.calibration.fit import Fit
    from welfsim.experiments.calibration.known import Recovered
    from welfsim.scenario import Scenario

PEOPLE, REPLICATIONS, MONTHS = 50_000, 4, 12
FOOT = (
    "Fitted: times the hazard, an odds ratio for shares, growth a year for a trend. Known: how much of the prior's "
    "variance the figures take away. sd: a miss over what rounding, samples, bridges, luck and a model that is never "
    "right leave open. What each figure and factor is: docs/calibration.md"
)


@click.command("calibrate")
@click.argument("scenario", default="baseline", shell_complete=scenario_names)
@click.option(
    "--targets",
    "tables",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="A table of figures to fit to, instead of those that come with welfsim; may be repeated.",
)
@click.option("--factors", type=click.Path(path_type=Path), metavar="FILE", help="A table of factors to fit.")
@click.option("--known-by", metavar="MONTH", help="Only figures that were published until the end of this month.")
@click.option(
    "--known-world", is_flag=True, help="Fit to a world of the model with moved factors, and say which come back."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write the package and the joint errors of the factors there; nothing is written unless given.",
)
@picked_options("people", "seed", "replications", "threads", "start", "months")
@format_option
def command(
    scenario: str,
    tables: tuple[Path, ...],
    factors: Path | None,
    known_by: str | None,
    known_world: bool,
    out: Path | None,
    form: str,
    threads: int | None,
    **options: Any,
) -> None:
    """Fit a few constant factors of SCENARIO, the baseline unless given, to what was published by June 2025.

    Levels of the first months, flows and rates of earlier years, each with what leaves it open; priors hold what they
    do not say. With 50,000 people and 4 replications, which is what is taken unless you ask otherwise, it takes some
    minutes.
    """
    from welfsim.cli.compiling import compile_month
    from welfsim.cli.progress import progress
    from welfsim.cli.show import say
    from welfsim.experiments.calibration.factors import read_factors
    from welfsim.experiments.calibration.fit import fit
    from welfsim.experiments.calibration.known import recovered
    from welfsim.experiments.calibration.package import write_fit
    from welfsim.experiments.calibration.runs import problem_of, runs_of
    from welfsim.experiments.targets.table import read_targets
    from welfsim.scenario import read_scenario
    from welfsim.scenario.values import read_month

    if known_world and out is not None:
        raise click.UsageError("--known-world fits to no published figure and writes no package. Leave out --out.")
    asked = _asked(read_scenario(scenario), options)
    targets = [target for file in tables for target in read_targets(file)] if tables else read_targets()
    known = None if known_by is None else read_month(known_by, "--known-by")
    problem = problem_of(asked, targets, read_factors(factors), known)
    compile_month()
    found: Recovered | None = None
    with progress("calibrate") as advance:
        runs = runs_of(asked, problem, threads, advance)
        if known_world:
            found = recovered(problem, runs_of(asked.with_options(seed=asked.seed + 1), problem, threads), runs)
        fitted = fit(problem, runs) if found is None else found.fit
    _print(fitted, found, asked, form)
    if out is not None:
        made_with = " ".join(
            [*_made_with(scenario, asked, tables, factors), *(("--known-by", known_by) if known_by else ())]
        )
        for file in write_fit(out, fitted, made_with):
            say(f"Written: {file}")


def _asked(scenario: Scenario, options: dict[str, Any]) -> Scenario:
    """Return the scenario with the options, and with the size of a fit where none is asked for."""
    usual = {"people": PEOPLE, "replications": REPLICATIONS, "months": MONTHS}
    given = {name: value for name, value in options.items() if value is not None}
    return scenario.with_options(**{**usual, **given})


def _made_with(scenario: str, asked: Scenario, tables: tuple[Path, ...], factors: Path | None) -> Iterator[str]:
    """Yield the words of a command that makes the same fit."""
    from welfsim.months import show_month

    yield f"{Path(scenario).stem} --people {asked.population.people} --replications {asked.replications}"
    yield f"--seed {asked.seed} --start {show_month(asked.start)} --months {asked.months}"
    yield from (f"--targets {file.name}" for file in tables)
    if factors is not None:
        yield f"--factors {factors.name}"


def _print(fit: Fit, found: Recovered | None, asked: Scenario, form: str) -> None:
    from welfsim.cli.show import print_csv, print_json
    from welfsim.experiments.calibration.report import records

    if form == "csv":
        print_csv(records(fit))
    elif form == "json":
        print_json({"scenario": asked.as_written(), "fit": list(records(fit))})
    else:
        _print_tables(fit, found, asked)


def _print_tables(fit: Fit, found: Recovered | None, asked: Scenario) -> None:
    from welfsim.cli.show import print_paragraphs, print_table
    from welfsim.experiments.calibration import report
    from welfsim.experiments.calibration.known import known_rows, known_sentence
    from welfsim.wording.values import counted

    size = f"{asked.population.people:,} people × {counted(asked.months, 'month')} × {asked.replications}"
    echo(f"{asked.name} fitted to {counted(len(fit.problem.targets), 'figure')}\n{size}, {fit.visits} visits\n")
    if found is not None:
        print_table(known_rows(found))
        echo()
        print_paragraphs([known_sentence(found)], apart="")
        return
    tables = (
        (report.target_rows(fit), 1),
        (report.factor_rows(fit), 1),
        (report.correlated_rows(fit), 2),
        (report.open_rows(fit), 2),
        (report.without_rows(fit), 1),
    )
    for rows, left in tables:
        if len(rows) > 1:
            print_table(rows, left)
            echo()
    print_paragraphs([*report.sentences(fit), FOOT], apart="")
