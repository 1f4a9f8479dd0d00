"""``welfsim report``: a comparison as one page that explains itself."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from welfsim.cli.options import assume_option, picked_options, scenario_names

if TYPE_CHECKING:
    from welfsim.experiments.answers import Answers
    from welfsim.experiments.evidence import Evidence
    from welfsim.faces.page import Asked
    from welfsim.scenario import Scenario

PEOPLE, REPLICATIONS = 50_000, 8
PEOPLE_OF_RANGES, REPLICATIONS_OF_RANGES = 10_000, 4
"""At most, where the ranges of parameters are tried unasked."""


@click.command("report")
@click.argument("what", metavar="SCENARIO|RESULTS", shell_complete=scenario_names)
@click.option("--against", metavar="SCENARIO", help="The baseline; what the scenario names unless given.")
@click.option("--split/--no-split", "with_split", default=True, help="Say what the answer is made of.")
@click.option(
    "--evidence/--no-evidence",
    "with_evidence",
    default=None,
    help="Try the ranges of parameters with all people, or not at all. Unless given: 10,000 people, 4 replications.",
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
    with_evidence: bool | None,
    page: Path | None,
    settings: tuple[str, ...],
    assume: tuple[str, ...],
    resume: bool,
    **options: Any,
) -> None:
    """Write one page on a comparison: its answer, what it is made of, charts, tables, what is changed and assumed.

    SCENARIO is simulated with its baseline, 50,000 people and 8 replications unless given (some seven minutes);
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
        evidence = ["evidence"] * bool(with_evidence)
        _refuse_options([*given, *(name for name, values in laid.items() if values), *evidence])
        again, answers, asked = "", Answers(_saved(Path(what))), Asked()
    else:
        flags = [*["--no-split"] * (not with_split), *_flag_of(with_evidence)]
        again = _again(what, given, laid, flags)
        answers, asked = _simulated(what, against, with_split, with_evidence, settings, assume, resume, options)
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


def _flag_of(with_evidence: bool | None) -> list[str]:
    return [] if with_evidence is None else ["--evidence" if with_evidence else "--no-evidence"]


def _again(what: str, given: Mapping[str, Any], laid: Mapping[str, tuple[str, ...]], flags: Sequence[str]) -> str:
    """Return the command that gives the same figures again."""
    words = [word for name, value in given.items() for word in (f"--{name}", str(value))]
    words += [word for name, values in laid.items() for value in values for word in (f"--{name}", value)]
    return shlex.join(["welfsim", "report", what, *words, *flags])


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
    with_evidence: bool | None,
    settings: tuple[str, ...],
    assume: tuple[str, ...],
    resume: bool,
    options: dict[str, Any],
) -> tuple[Answers, Asked]:
    """Simulate a scenario and its baseline, who gains and loses, the parts of answers, and the ranges of parameters."""
    from welfsim.cli.compiling import compile_month
    from welfsim.cli.progress import progress
    from welfsim.cli.show import say
    from welfsim.experiments.answers import Answers
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
    asked = {"set": settings, "assume": assume, "threads": threads, **options}
    with Parts(resume, say) as parts, progress(name) as advance:
        who = gainers(plain, against, **asked)
        made_of = split(plain, against, resume=parts, progress=advance, **asked) if with_split else None
    with progress(f"{name}, ranges of parameters") as advance:
        held = _ranges(plain, against, with_evidence, resume, {"progress": advance, **asked})
    answers = Answers(who.comparison) if made_of is None else made_of.whole
    if held is not None and with_evidence:
        answers = held.answers
    return answers, Asked(made_of, held, who)


def _ranges(
    scenario: Scenario, against: str | None, with_evidence: bool | None, resume: bool, asked: dict[str, Any]
) -> Evidence | None:
    """Return how far the answers move over the ranges of parameters, with fewer people if it was not asked for.

    None if it was refused, or neither asked for nor known which parameters matter.
    """
    from welfsim.cli.show import say
    from welfsim.experiments.evidence import evidence, tried
    from welfsim.parts import Parts
    from welfsim.scenario import pair

    if with_evidence is False:
        return None
    if with_evidence is None:
        if not tried(*pair(scenario, against, asked["set"], asked["assume"]), may_be_none=True):
            return None
        asked = {
            **asked,
            "people": min(asked["people"], PEOPLE_OF_RANGES),
            "replications": min(asked["replications"] or scenario.replications, REPLICATIONS_OF_RANGES),
        }
    with Parts(resume, say) as parts:
        return evidence(scenario, against, resume=parts, **asked)
