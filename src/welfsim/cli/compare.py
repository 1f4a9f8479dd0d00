"""``welfsim compare``: a reform and its baseline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from welfsim.cli.options import (
    WORKBOOKS,
    assume_option,
    by_option,
    cluster_option,
    format_or_workbook_option,
    population_option,
    refuse_threads_on_a_cluster,
    refuse_workbook_on_terminal,
    run_options,
    scenario_names,
)
from welfsim.cli.show import echo

if TYPE_CHECKING:
    import pandas as pd

    from welfsim.cli.legend import Legend
    from welfsim.experiments.answers import Answers
    from welfsim.experiments.evidence import Evidence
    from welfsim.experiments.split import Split
    from welfsim.results.comparison import Comparison
    from welfsim.scenario import Scenario


@click.command("compare")
@click.argument("scenario", shell_complete=scenario_names)
@click.option("--against", metavar="SCENARIO", help="The baseline; what the scenario names unless given.")
@click.option(
    "--evidence", "with_evidence", is_flag=True, help="Find the answers again at the ends of the ranges of parameters."
)
@click.option(
    "--evidence-replications",
    type=int,
    metavar="N",
    help="Replications at each end; 4 unless given. More take noise out of the ends.",
)
@click.option(
    "--joint",
    "joint_draws",
    type=int,
    metavar="N",
    help="With --evidence: N joint draws of all parameters, a power of two, as 64: shares, and chances above zero.",
)
@click.option(
    "--draws",
    type=int,
    default=0,
    metavar="N",
    help="With --evidence: draw the fitted factors together, N times, from the errors that their fit left them.",
)
@click.option(
    "--posterior",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The errors for --draws, as welfsim calibrate wrote them; those of the fit that is shipped unless given.",
)
@click.option(
    "--split", "with_split", is_flag=True, help="Say what the answers are made of: rules, queues, each response."
)
@click.option(
    "--within",
    type=float,
    metavar="WIDTH",
    help="Run until the answer of --of is known within ± WIDTH people or £ million; --replications is then the pilot.",
)
@click.option("--of", metavar="ANSWER", help='The answer that --within is about, as "Everyone, month 24".')
@click.option("--minutes", type=float, metavar="N", help="--within begins no step that ends later; 60 unless given.")
@click.option("--all", "every", is_flag=True, help="Show lines that do not differ too.")
@run_options
@cluster_option
@by_option
@assume_option
@population_option
@format_or_workbook_option
def command(
    scenario: str,
    against: str | None,
    with_evidence: bool,
    evidence_replications: int | None,
    joint_draws: int | None,
    draws: int,
    posterior: Path | None,
    with_split: bool,
    within: float | None,
    of: str | None,
    minutes: float | None,
    every: bool,
    settings: tuple[str, ...],
    assume: tuple[str, ...],
    by: tuple[str, ...],
    resume: bool,
    cluster: str | None,
    out: Path | None,
    form: str,
    **options: Any,
) -> None:
    """Simulate SCENARIO and its baseline on the same people with the same luck."""
    from welfsim.cli.compiling import compile_month
    from welfsim.cli.folders import keep, out_folder
    from welfsim.cli.show import say
    from welfsim.experiments.evidence import REPLICATIONS
    from welfsim.parts import Parts
    from welfsim.scenario import pair, read_scenario

    _refuse_two_questions(with_evidence, with_split, within, of, minutes, by)
    if joint_draws is not None and not with_evidence:
        raise click.UsageError("--joint is a part of --evidence: --evidence --joint 64.")
    if (draws or posterior) and not with_evidence:
        raise click.UsageError(
            "--draws and --posterior go with --evidence, which says how far the answers depend on them."
        )
    refuse_workbook_on_terminal(form)
    threads = options.pop("threads")
    refuse_threads_on_a_cluster(threads, cluster)
    plain = read_scenario(scenario)
    if with_evidence and options["replications"] is None and plain.replications == 1:
        options["replications"] = REPLICATIONS
    names = [scenario, against or plain.against]
    folder = out_folder(out, names, plain, pair(plain, against, settings, assume, **options), settings, assume)
    compile_month()
    with Parts(resume, say) as parts:
        given = {"set": settings, "assume": assume, "threads": threads, "resume": parts, "cluster": cluster, **options}
        if within is not None and of is not None:
            found = _found_within(plain, against, within, of, minutes, given)
            run = (found.answers.comparison.reform.scenario, found.answers.comparison.baseline.scenario)
            folder = out_folder(out, names, plain, run, settings, assume)
        else:
            tried = {
                "evidence_replications": evidence_replications,
                "joint_draws": joint_draws or 0,
                "draws": draws,
                "posterior": posterior,
            }
            found = _found(scenario, plain, against, tried if with_evidence else None, with_split, by, given)
        keep(found.answers.comparison, folder, lambda: _print(found, form, every))
    _print(found, form, every)
    say(f"Results: {folder}")


class Found(NamedTuple):
    """The answers, and with them what was asked about them."""

    answers: Answers
    evidence: Evidence | None = None
    made_of: Split | None = None


def _refuse_two_questions(
    with_evidence: bool,
    with_split: bool,
    within: float | None,
    of: str | None,
    minutes: float | None,
    by: tuple[str, ...],
) -> None:
    """Refuse options that do not go together, and groups that are not known."""
    from welfsim.population.groups import division

    if with_evidence + with_split + (within is not None) > 1:
        raise click.UsageError("--evidence, --split and --within are three questions. Ask for one at a time.")
    if (within is None) != (of is None) or (minutes is not None and within is None):
        raise click.UsageError('--within, --of and --minutes go together: --within 100 --of "Everyone, month 24".')
    if by:
        division(by)
        if with_evidence or with_split or within is not None:
            raise click.UsageError("--by goes with a plain comparison, not with --evidence, --split or --within.")


def _found(
    name: str,
    scenario: Scenario,
    against: str | None,
    tried: Mapping[str, Any] | None,
    with_split: bool,
    by: tuple[str, ...],
    given: Mapping[str, Any],
) -> Found:
    """Return the answers, with the evidence or the parts if they are asked for; `tried` is what evidence is asked."""
    from welfsim.cli.progress import progress
    from welfsim.experiments.answers import Answers
    from welfsim.experiments.evidence import evidence
    from welfsim.experiments.split import split
    from welfsim.simulation import compare

    with progress(name) as advance:
        if tried is not None:
            held = evidence(scenario, against, progress=advance, **tried, **given)
            return Found(held.answers, evidence=held)
        if with_split:
            made_of = split(scenario, against, progress=advance, **given)
            return Found(made_of.whole, made_of=made_of)
        return Found(Answers(compare(scenario, against, by=by, progress=advance, **given)))


def _found_within(
    scenario: Scenario, against: str | None, width: float, of: str, minutes: float | None, given: dict[str, Any]
) -> Found:
    """Return the answers after as many replications as one of them needs, and say how near it is known."""
    from welfsim.cli.progress import progress
    from welfsim.cli.show import say
    from welfsim.experiments.precision import MINUTES, PILOT, within

    pilot = given.pop("replications") or PILOT
    known = within(
        scenario,
        against,
        width=width,
        of=of,
        most_minutes=MINUTES if minutes is None else minutes,
        pilot=pilot,
        stage=progress,
        tell=say,
        **given,
    )
    say(str(known))
    return Found(known.answers)


def _print(found: Found, form: str, every: bool) -> None:
    from welfsim.cli.groups import group_records
    from welfsim.cli.show import print_bytes, print_csv, print_json
    from welfsim.faces.answers import answer_records, part_records
    from welfsim.faces.sheets import frame_records
    from welfsim.results.headlines import frames_of
    from welfsim.scenario.changes import Changes

    answers, evidence, made_of = found
    comparison = answers.comparison
    reform, baseline = comparison.reform, comparison.baseline
    if form in WORKBOOKS:
        from welfsim.faces.workbook import of_comparison

        print_bytes(of_comparison(answers, evidence, made_of).to_bytes(form))
        return
    frames = frames_of(comparison)
    if form == "table":
        _print_tables(answers, evidence, made_of, frames, every)
        return
    records = [record for frame in frames for record in frame_records(frame)]
    parts = [] if made_of is None else list(part_records(made_of))
    groups = [] if reform.groups is None else list(group_records(comparison))
    if form == "csv":
        print_csv(groups or _even([*map(_as_line, [*answer_records(answers, evidence), *parts]), *records]))
    else:
        print_json(
            {
                "scenario": reform.scenario.as_written(),
                "baseline": baseline.scenario.as_written(),
                "provenance": dict(reform.provenance),
                "changes": list(Changes(reform.scenario).records()),
                "answers": answer_records(answers, evidence),
                "parts": parts,
                "rows": records,
                **({"groups": groups} if groups else {}),
            }
        )


def _as_line(record: dict[str, Any]) -> dict[str, Any]:
    """Return an answer under the columns of the lines."""
    told = dict(record)
    head = {"unit": told.pop("section"), "line": told.pop("answer"), "year": "", "difference": told.pop("found")}
    return {**head, **told}


def _even(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return records with every column of each."""
    from welfsim.results.table import ARMS, REASON

    lines = ("unit", "line", "year", *ARMS, REASON)
    columns = [name for name in dict.fromkeys((*lines, *records[0])) if any(name in record for record in records)]
    return [{column: record.get(column, "") for column in columns} for record in records]


def _print_tables(
    answers: Answers, evidence: Evidence | None, made_of: Split | None, frames: list[pd.DataFrame], every: bool
) -> None:
    from welfsim.cli.answers import print_answers, print_parts
    from welfsim.cli.legend import Legend
    from welfsim.results.table import CAVEAT

    comparison = answers.comparison
    legend = Legend(comparison.reform)
    echo(f"{comparison.heading}\n")
    print_answers(answers, evidence, legend)
    echo()
    if made_of is not None:
        print_parts(made_of)
        echo()
    _print_lines(frames, every, legend)
    if comparison.reform.groups is not None:
        from welfsim.cli.groups import print_groups

        echo()
        print_groups(comparison, legend)
        echo()
    echo("Costs are positive, receipts negative; 'of which' is part of the line above. 0.0 is small, 0 is none.")
    _print_all_changes(comparison)
    echo(CAVEAT)


def _print_lines(frames: list[pd.DataFrame], every: bool, legend: Legend) -> None:
    """Print the lines of both runs together, and in one line those that did not change."""
    from welfsim.cli.show import print_table
    from welfsim.faces.sheets import differing, paired_rows
    from welfsim.wording.values import counted

    shown = frames if every else [frame for frame in map(differing, frames) if len(frame)]
    rows = paired_rows(shown)
    print_table(rows, left=2, strong="difference")
    echo()
    legend.explain(rows)
    folded = sum(map(len, frames)) - sum(map(len, shown))
    if folded:
        echo(f"{counted(folded, 'further line does', 'further lines do')} not differ in any year: --all shows them.")


def _print_all_changes(comparison: Comparison) -> None:
    reform, baseline = comparison.reform.scenario, comparison.baseline.scenario
    _print_changes("Changed, law → reform:", reform)
    if baseline.reform or baseline.groups or baseline.programmes:
        _print_changes("Changed in what it is compared with, law → there:", baseline)
    if reform.assume:
        from welfsim.scenario.changes import Changes
        from welfsim.wording.values import counted

        echo("Assumed in both, law → there:")
        assumed = Changes(baseline.model_copy(update={"reform": {}, "groups": ()}))
        shared = Counter(package for name in reform.assume if (package := _package_of(baseline.where(name))))
        for package, parameters in shared.items():
            echo(f"  {counted(parameters, 'parameter')} of the package {package}")
        for name in reform.assume:
            if not _package_of(baseline.where(name)):
                echo(f"  {assumed.sentence(name)}")


def _package_of(where: str) -> str:
    """Return the name of the package in which an assumption is written; nothing if it is written elsewhere."""
    from welfsim.scenario.files import PACKAGES

    file = Path(where.rpartition(", line ")[0])
    return file.stem if file.parent.name == PACKAGES else ""


def _print_changes(title: str, scenario: Scenario) -> None:
    from welfsim.scenario.changes import Changes

    changes = Changes(scenario)
    echo(title)
    for name in scenario.reform:
        echo(f"  {changes.sentence(name)}")
    for group in changes.of_groups():
        for name in group.changed():
            echo(f"  {group.who}: {group.sentence(name)}")
    for added in scenario.programmes.values():
        echo(f"  {added.title}, a programme added, like {added.like}")
    if not scenario.changed and not scenario.programmes:
        echo("  nothing")
