"""Where results go: a folder named after what was asked, seen to before the run and filled after it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from welfsim.cli.show import say
from welfsim.errors import ResultsError

if TYPE_CHECKING:
    from welfsim.results.comparison import Comparison
    from welfsim.results.run import Results
    from welfsim.scenario import Scenario

RESULTS = Path("results")
LONGEST = 80  # letters of a name for its options; a longer one is cut short


def out_folder(
    out: Path | None,
    names: Sequence[str],
    plain: Scenario,
    asked: Sequence[Scenario],
    settings: Sequence[str] = (),
    assume: Sequence[str] = (),
) -> Path:
    """Return the folder for the results of a run or a comparison, in which nothing is that they may not replace.

    Parameters
    ----------
    out
        The folder that the user named, if any.
    names
        The scenario, and what it is compared with, as the user named them.
    plain, asked
        The scenario as it was read; and what is run, one or two scenarios, all options in them.
    settings, assume
        The changes that were given as options.

    Raises
    ------
    ResultsError
        If there is something else in the folder, or it cannot be written.
    """
    from welfsim.results.storage import another_run, bring_back, claim, run_key

    runs = tuple(run_key(each.as_written()) for each in asked)
    key = "-".join(run[:6] for run in runs)
    folder = RESULTS / _folder_name(names, [*_options(plain, asked[0], settings, assume)], key) if out is None else out
    for found in bring_back(folder.parent):
        say(f"Results of a run that was stopped while it saved them are now in {found}")
    why = another_run(folder, runs) if out is None else ""
    if why:
        free = folder.with_name(f"{folder.name}_{key}")
        say(f"{folder}\n  {why}\n  The results of this run go to {free}")
        folder = free
    claim(folder, runs)
    return folder


def _folder_name(names: Sequence[str], options: Sequence[str], key: str) -> str:
    """Name a folder after scenarios and options, cut short with the key of the run if need be."""
    told = "_".join(options)
    if len(told) > LONGEST:
        told = f"{told[:LONGEST].rstrip('_.-')}_{key}"
    return "_".join(filter(None, ["_against_".join(map(_stem, names)), told]))


def _stem(name: str) -> str:
    stem = Path(name).stem
    if stem.startswith("."):
        raise ResultsError(
            f"{name}\n  No folder can be named after this file.\n  Rename the file, or name a folder: --out DIR"
        )
    return stem


def _counted(number: int, what: str) -> str:
    return f"{number}_{what}" if number == 1 else f"{number}_{what}s"


def _options(plain: Scenario, asked: Scenario, settings: Sequence[str], assume: Sequence[str]) -> Iterator[str]:
    """Yield what a run has other than its scenario, in words that can stand in a folder's name."""
    from welfsim.months import show_month

    if asked.population != plain.population:
        yield f"{asked.population.people}_people"
    if asked.seed != plain.seed:
        yield f"seed_{asked.seed}"
    if asked.replications != plain.replications:
        yield _counted(asked.replications, "replication")
    if asked.start != plain.start:
        yield f"from_{show_month(asked.start)}"
    if asked.months != plain.months:
        yield _counted(asked.months, "month")
    for word, given in (("", settings), ("assume_", assume)):
        for setting in given:
            name, equals, value = setting.partition("=")
            short = name.rpartition(".")[2] + equals + value
            yield word + re.sub(r"[^\w.-]+", "_", short, flags=re.ASCII).strip("_.")


def keep(results: Results | Comparison, folder: Path, show: Callable[[], None]) -> None:
    """Save results; if they cannot be saved there, still show them before the fault is reported."""
    try:
        results.save(folder)
    except ResultsError:
        show()
        raise
