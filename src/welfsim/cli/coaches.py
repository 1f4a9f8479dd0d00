"""``welfsim coaches``: one page on the time of work coaches under a scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from welfsim.cli.options import assume_option, format_option, run_options, scenario_names
from welfsim.cli.show import echo, print_paragraphs

if TYPE_CHECKING:
    import pandas as pd

    from welfsim.cli.legend import Legend
    from welfsim.experiments.coaches import Coaches, Cost
    from welfsim.experiments.one_more_coach import OneMore
    from welfsim.simulation import Progress


@click.command("coaches")
@click.argument("scenario", shell_complete=scenario_names)
@click.option("--against", metavar="SCENARIO", help="The baseline; what the scenario names unless given.")
@click.option(
    "--marginal",
    type=float,
    metavar="N",
    help="Run again with N coaches more on health, on search, and for each group alone: what one more coach, and one "
    "more hour given to each group, brings, with standard errors.",
)
@run_options
@assume_option
@format_option
def command(
    scenario: str,
    against: str | None,
    marginal: float | None,
    settings: tuple[str, ...],
    assume: tuple[str, ...],
    resume: bool,
    out: Path | None,
    form: str,
    **options: Any,
) -> None:
    """Show coaches in post, minutes asked and given, starts, jobs and money under SCENARIO, against its baseline."""
    from welfsim.cli.compiling import compile_month
    from welfsim.cli.folders import keep, out_folder
    from welfsim.cli.progress import progress
    from welfsim.cli.show import say
    from welfsim.experiments.coaches import Coaches, refuse_own_coaches
    from welfsim.experiments.one_more_coach import RUNS, one_more, refuse_marginal
    from welfsim.parts import Parts
    from welfsim.scenario import pair, read_scenario
    from welfsim.simulation import compare

    threads = options.pop("threads")
    asked = read_scenario(scenario).with_options(**options).with_settings(settings, assume)
    refuse_own_coaches(asked)
    if marginal is not None:
        refuse_marginal(asked, marginal)
    if out is not None:
        out_folder(out, [scenario, against or asked.against], asked, pair(asked, against))
    compile_month()
    more = None
    runs = asked.replications * (2 if marginal is None else 2 + RUNS)
    with Parts(resume, say) as parts:
        parts.begin(("coaches", asked.as_written(), against, marginal), runs)
        with progress(scenario) as advance:
            both = _part(advance, 1.0 if marginal is None else 0.2)
            comparison = compare(asked, against, threads=threads, progress=both, resume=parts)
            if marginal is not None:
                more = one_more(comparison.reform.scenario, marginal, threads, _part(advance, 0.8), parts)
        page = Coaches(comparison)
        if out is not None:
            keep(comparison, out, lambda: _print(page, more, form))
    _print(page, more, form)


def _part(advance: Progress | None, size: float) -> Progress | None:
    """Return what advances a bar by a part of the whole."""
    return None if advance is None else lambda share: advance(share * size)


def _print(page: Coaches, more: OneMore | None, form: str) -> None:
    from welfsim.cli.show import print_csv, print_json
    from welfsim.experiments.answers import Answers
    from welfsim.faces.sheets import difference_records, frame_records

    records = [record for frame in page.tables() for record in frame_records(frame)]
    totals = [
        {"unit": "whole run", "line": line, "year": "", **found} for line, found in difference_records(page.totals())
    ]
    cost, kept = page.cost_per_net_job(), Answers(page.comparison).share_of_promise()
    one_more = [] if more is None else list(_coach_records(more.coach))
    one_hour = [] if more is None else list(_hour_records(more.hour))
    if form == "csv":
        print_csv([_even(record) for record in (*records, *totals, *_single_records(cost, kept), *one_more, *one_hour)])
    elif form == "json":
        reform, baseline = page.comparison.reform, page.comparison.baseline
        print_json(
            {
                "scenario": reform.scenario.as_written(),
                "baseline": baseline.scenario.as_written(),
                "provenance": dict(reform.provenance),
                "rows": records,
                "totals": totals,
                "pounds per net job": None if cost is None else cost.pounds,
                "pounds per net job, standard error": None if cost is None else cost.error,
                "share of the starts promised": kept,
                "one more coach": one_more,
                "one more hour": one_hour,
            }
        )
    else:
        _print_page(page, more)


def _single_records(cost: Cost | None, kept: float | None) -> Iterator[dict[str, Any]]:
    """Yield the cost for each net job and the share of a promise as plain values, empty where there is none."""
    told = {} if cost is None else {"difference": cost.pounds}
    if cost is not None and cost.error is not None:
        told["standard error"] = cost.error
    yield {"unit": "whole run", "line": "pounds per net job", "year": "", **told}
    promise = {} if kept is None else {"difference": kept}
    yield {"unit": "whole run", "line": "share of the starts promised", "year": "", **promise}


def _even(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record with every column of the CSV."""
    from welfsim.results.table import ARMS, COUNTED, COUNTED_ERROR, REASON

    columns = ("unit", "line", "year", *ARMS, COUNTED, COUNTED_ERROR, REASON)
    return {column: record.get(column, "") for column in columns}


def _coach_records(coach: Mapping[str, pd.DataFrame]) -> Iterator[dict[str, Any]]:
    """Yield what one more coach brings by use as plain values."""
    from welfsim.faces.sheets import difference_records

    for use, frame in coach.items():
        for line, found in difference_records(frame):
            yield {"unit": f"one more coach {use}, a year", "line": line, **found}


def _hour_records(hour: Mapping[str, pd.DataFrame]) -> Iterator[dict[str, Any]]:
    """Yield what an hour given to each group brings as plain values; nothing where no hour could be given."""
    from welfsim.faces.sheets import difference_records
    from welfsim.results.table import REASON

    for group, frame in hour.items():
        for gain, found in difference_records(frame):
            if found["difference"] is not None or found[REASON]:
                yield {"unit": f"one more coach-hour, {gain}", "line": group, **found}


def _print_hour(hour: Mapping[str, pd.DataFrame], legend: Legend) -> None:
    """Print what one more hour brings: a section a gain, a row a group."""
    from welfsim.cli.show import print_table
    from welfsim.faces.sheets import heads_of_differences, shown_differences

    first = next(iter(hour.values()))
    rows = [["One more coach-hour given to", *heads_of_differences(first)]]
    shown = {group: list(shown_differences(frame)) for group, frame in hour.items()}
    for place, gain in enumerate(first.index):
        rows += [[""] * len(rows[0]), [str(gain).upper(), *[""] * (len(rows[0]) - 1)]]
        rows += [[group, *cells[place]] for group, cells in shown.items()]
    print_table(rows)
    echo()
    legend.explain(rows)
    print_paragraphs(
        [
            "Hours on top of those of coaches in post, for that group alone. Jobs and work are everyone's, less what "
            "is displaced; the net cost includes the coach's pay; below zero, money is saved."
        ],
        apart="",
    )


def _print_page(page: Coaches, more: OneMore | None) -> None:
    from welfsim.cli.legend import Legend
    from welfsim.cli.show import print_table
    from welfsim.experiments.answers import Answers
    from welfsim.faces.sheets import paired_rows
    from welfsim.months import show_month
    from welfsim.results.table import CAVEAT

    legend = Legend(page.comparison.reform)
    echo(f"{page.comparison.heading}\n")
    rows = paired_rows([_shortened(frame) for frame in page.tables()])
    print_table(rows, left=2, strong="difference")
    echo()
    legend.explain(rows)
    _print_differences("Over the whole run, difference", page.totals(), legend)
    promise = page.comparison.reform.scenario.promise
    kept = Answers(page.comparison).share_of_promise()
    if promise is not None:
        share = "no finding" if kept is None else f"{kept:.0%}"
        echo(f"Starts to {show_month(promise.by)} beyond the baseline's: {share} of the {promise.starts:,} promised.")
    echo(told_cost(page))
    if page.comparison.reform.scenario.replications == 1:
        echo("One replication, so no standard error: --replications 8 shows how much is luck.")
    if more is not None:
        for use, frame in more.coach.items():
            echo()
            _print_differences(f"One more coach {use}, a year", frame, legend)
        echo()
        _print_hour(more.hour, legend)
    echo(CAVEAT)


def told_cost(page: Coaches) -> str:
    """Say the cost for each net job with its error, or why there is none."""
    from welfsim.wording.values import number

    what = "Coach time on health for each additional job net of displacement"
    cost, interval = page.cost_per_net_job(), page.net_jobs()
    if cost is not None:
        return f"{what}: £{number(cost.pounds)}{'' if cost.error is None else f' ± {number(cost.error)}'}."
    if interval is not None and interval[0] <= 0.0 < interval[1]:
        low, high = map(number, interval)
        return f"{what}: not determined, as the 95% interval of such jobs, {low} to {high}, includes zero."
    return "No additional job net of displacement, so no cost for one."


def _shortened(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table without the baseline's own figures, empty lines, and money that nothing moved."""
    from welfsim.results.table import ARMS, NET_COST, only_lines

    is_anything = (frame.loc[:, frame.columns.isin(ARMS[:2], level="of")] != 0).any(axis=1)
    short = only_lines(frame, frame.attrs["differs"] if NET_COST in frame.index else is_anything.tolist())
    attrs = short.attrs
    short = short.drop(columns="baseline", level="of")
    short.attrs = attrs
    return short


def _print_differences(title: str, frame: pd.DataFrame, legend: Legend) -> None:
    from welfsim.cli.show import print_table
    from welfsim.faces.sheets import heads_of_differences, shown_differences

    rows = [[title, *heads_of_differences(frame)]]
    rows += [[str(line), *cells] for line, cells in zip(frame.index, shown_differences(frame), strict=True)]
    print_table(rows)
    echo()
    legend.explain(rows)
