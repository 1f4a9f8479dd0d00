"""``welfsim report``: a comparison as one page that explains itself."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from welfsim.cli.options import assume_option, picked_options

if TYPE_CHECKING:
    from welfsim.experiments.answers import Answers
    from welfsim.faces.page import Asked

PEOPLE, REPLICATIONS = 50_000, 8


@click.command("report")
@click.argument("what", metavar="SCENARIO|RESULTS")
@click.option("--against", metavar="SCENARIO", help="The baseline; what the scenario names unless given.")
@click.option("--split/--no-split", "with_split", default=True, help="Say what the answer is made of.")
@click.option(
    "--evidence", "with_evidence", is_flag=True, help="Say which assumptions move the answer most, in place of --split."
)
@click.option(
    "--page",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where the page is written; a name in results/ unless given.",
)
@picked_options("people", "seed", "replications", "threads", "start", "months", "settings", "resume")
@assume_option
@click.option("--debug", is_flag=True, expose_value=False, help="Show tracebacks.")
def command(
    what: str,
    against: str | None,
    with_split: bool,
    with_evidence: bool,
    page: Path | None,
    settings: tuple[str, ...],
    assume: tuple[str, ...],
    resume: bool,
    **options: Any,
) -> None:
    """Write one page on a comparison: its answer, what it is made of, charts, tables, what is changed and assumed.

    SCENARIO is simulated with its baseline, 50,000 people and 8 replications unless given (some five minutes);
    RESULTS is a folder that `welfsim compare` saved. The page needs no network and holds no script.
    """
    from welfsim.cli.show import say
    from welfsim.experiments.answers import Answers
    from welfsim.faces.page import KINDS, Asked
    from welfsim.faces.page import page as page_of
    from welfsim.wording.pictures import refuse_picture, write_picture

    file = page or Path("results", f"{Path(what).stem}.html")
    if page is None:
        file.parent.mkdir(exist_ok=True)
    refuse_picture(file, KINDS, "page")
    given = {name: value for name, value in {"against": against, **options}.items() if value is not None}
    laid = {"set": settings, "assume": assume}
    if Path(what).is_dir():
        _refuse_options([*given, *(name for name, values in laid.items() if values), *["evidence"] * with_evidence])
        again, answers, asked = "", Answers(_saved(Path(what))), Asked()
    else:
        again = _again(what, given, laid)
        answers, asked = _simulated(
            what, against, with_split and not with_evidence, with_evidence, settings, assume, resume, options
        )
    write_picture(file, page_of(answers, asked, again).encode())
    say(f"Page: {file}")


def _saved(folder: Path) -> Any:
    """Read a comparison that was saved."""
    from welfsim.errors import ResultsError
    from welfsim.results.comparison import Comparison, read

    found = read(folder)
    if not isinstance(found, Comparison):
        raise ResultsError(
            f"{folder}\n  holds one run, and a page is made of a comparison.\n"
            f"  Compare it first:  welfsim compare {folder.name}"
        )
    return found


def _again(what: str, given: Mapping[str, Any], laid: Mapping[str, tuple[str, ...]]) -> str:
    """Return the command that gives the same figures again."""
    words = [word for name, value in given.items() for word in (f"--{name}", str(value))]
    words += [word for name, values in laid.items() for value in values for word in (f"--{name}", value)]
    return shlex.join(["welfsim", "report", what, *words])


def _refuse_options(given: Sequence[str]) -> None:
    """Refuse options of a simulation, by their names, where saved results are shown."""
    if given:
        raise click.UsageError(
            f"{', '.join(f'--{name}' for name in given)}: saved results are shown as they are. Name the scenario to "
            "simulate it again."
        )


def _simulated(
    name: str,
    against: str | None,
    with_split: bool,
    with_evidence: bool,
    settings: tuple[str, ...],
    assume: tuple[str, ...],
    resume: bool,
    options: dict[str, Any],
) -> tuple[Answers, Asked]:
    """Simulate a scenario and its baseline, who gains and loses, and the parts of answers or the evidence if asked."""
    from welfsim.cli.compiling import compile_month
    from welfsim.cli.progress import progress
    from welfsim.cli.show import say
    from welfsim.experiments.answers import Answers
    from welfsim.experiments.evidence import evidence
    from welfsim.experiments.gainers import gainers
    from welfsim.experiments.split import split
    from welfsim.faces.page import Asked
    from welfsim.parts import Parts
    from welfsim.scenario import read_scenario

    plain = read_scenario(name)
    threads = options.pop("threads")
    options["people"] = options["people"] or min(PEOPLE, plain.population.people)
    if options["replications"] is None and plain.replications == 1:
        options["replications"] = REPLICATIONS
    compile_month()
    with Parts(resume, say) as parts, progress(name) as advance:
        given = {"set": settings, "assume": assume, "threads": threads, "resume": parts, "progress": advance, **options}
        who = gainers(plain, against, set=settings, assume=assume, threads=threads, **options)
        if with_evidence:
            held = evidence(plain, against, **given)
            return held.answers, Asked(evidence=held, gainers=who)
        if with_split:
            made_of = split(plain, against, **given)
            return made_of.whole, Asked(made_of=made_of, gainers=who)
        return Answers(who.comparison), Asked(gainers=who)
