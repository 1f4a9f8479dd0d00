"""``welfsim run``: simulate one scenario."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from welfsim.cli.options import (
    WORKBOOKS,
    by_option,
    cluster_option,
    format_or_workbook_option,
    population_option,
    record_options,
    refuse_threads_on_a_cluster,
    refuse_workbook_on_terminal,
    run_options,
    scenario_names,
)
from welfsim.cli.show import echo

if TYPE_CHECKING:
    from welfsim.results.run import Results
    from welfsim.visits.record import Every, Record


@click.command("run")
@click.argument("scenario", shell_complete=scenario_names)
@run_options
@by_option
@population_option
@cluster_option
@record_options
@format_or_workbook_option
def command(
    scenario: str,
    settings: tuple[str, ...],
    by: tuple[str, ...],
    resume: bool,
    cluster: str | None,
    record: Path | None,
    record_columns: str | None,
    record_people: int | None,
    record_every: Every | None,
    out: Path | None,
    form: str,
    **options: Any,
) -> None:
    """Simulate SCENARIO, a file or the name of a shipped one."""
    from welfsim.cli.compiling import compile_month
    from welfsim.cli.folders import keep, out_folder
    from welfsim.cli.progress import progress
    from welfsim.cli.show import say
    from welfsim.parts import Parts
    from welfsim.population.groups import division
    from welfsim.scenario import read_scenario
    from welfsim.simulation import run

    refuse_workbook_on_terminal(form)
    threads = options.pop("threads")
    refuse_threads_on_a_cluster(threads, cluster)
    if by:
        division(by)
    plain = read_scenario(scenario)
    asked = plain.with_options(**options).with_settings(settings)
    folder = out_folder(out, [scenario], plain, [asked], settings)
    lives = _record(record, record_columns, record_people, record_every)
    compile_month()
    with Parts(resume, say) as parts:
        with progress(scenario) as advance:
            results = run(asked, by=by, threads=threads, progress=advance, resume=parts, cluster=cluster, record=lives)
        keep(results, folder, lambda: _print(results, form))
    _print(results, form)
    say(f"Results: {folder}")
    if lives is not None:
        say(f"Record: {lives.file}")


def _record(file: Path | None, columns: str | None, people: int | None, every: Every | None) -> Record | None:
    """Return the record that is asked for, if any."""
    from welfsim.visits.record import USUAL, Record, checked

    if file is None:
        if columns is not None or people is not None or every is not None:
            raise click.UsageError("--record-columns, --record-people and --record-every go with --record FILE.")
        return None
    names = USUAL if columns is None else tuple(name.strip() for name in columns.split(",") if name.strip())
    return checked(Record(file, names, people, every or "change"))


def _print(results: Results, form: str) -> None:
    from welfsim.cli.groups import group_records, print_groups
    from welfsim.cli.legend import Legend
    from welfsim.cli.show import print_bytes, print_csv, print_json, print_table
    from welfsim.faces.sheets import frame_records, plain_rows
    from welfsim.results.headlines import frames_of
    from welfsim.results.table import CAVEAT

    is_grouped = results.groups is not None
    frames = frames_of(results)
    if form in WORKBOOKS:
        from welfsim.faces.workbook import of_run

        print_bytes(of_run(results).to_bytes(form))
    elif form == "csv" and is_grouped:
        print_csv(group_records(results))
    elif form == "csv":
        print_csv(record for frame in frames for record in frame_records(frame))
    elif form == "json":
        about = {"scenario": results.scenario.as_written(), "provenance": dict(results.provenance)}
        groups = {"groups": list(group_records(results))} if is_grouped else {}
        print_json({**about, "rows": [record for frame in frames for record in frame_records(frame)], **groups})
    else:
        echo(f"{results.scenario.name}\n{results.heading}\n")
        legend, rows = Legend(results), plain_rows(frames)
        print_table(rows)
        echo()
        legend.explain(rows)
        if is_grouped:
            print_groups(results, legend)
            echo()
        echo(CAVEAT)
