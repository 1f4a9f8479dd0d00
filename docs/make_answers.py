"""Write into docs/answers.md, in five lines, what the move of 1,000 coaches does, with both intervals.

Run as ``python docs/make_answers.py [PEOPLE]``; 200,000 people unless given. How long that takes stands in
docs/results.md under Intervals, for each of the two comparisons. The lines say how many people and replications they
rest on, and a comment above them has a hash of the runs and the stored tables that they go with, so that a test tells
when the model answers otherwise since. The whole of each answer is printed by ``welfsim compare SCENARIO --evidence``.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import fill

import pandas as pd

from welfsim.cli.answers import end_error
from welfsim.cli.sheets import chance
from welfsim.experiments.answers import LIMITED, MONEY, MORE_STARTED, PROMISED, SEARCHERS, WHOLE_RUN, WORK
from welfsim.experiments.evidence import Evidence, evidence
from welfsim.results.luck import CHANCE, FEW_ROWS
from welfsim.results.storage import run_key
from welfsim.results.table import ABOVE, REASON
from welfsim.scenario import read_scenario
from welfsim.wording.values import number

PROJECT = Path(__file__).resolve().parents[1]
PAGE = PROJECT / "docs" / "answers.md"
START, END = "<!-- answers:start -->", "<!-- answers:end -->"
MOVE, ENDING = "redeploy_1000_coaches", "redeploy_1000_coaches_ending"
PEOPLE = 200_000
STALE = "run: python docs/make_answers.py"
SHOWN = 16


def inputs() -> Iterator[tuple[str, str]]:
    """Yield by name what changes when the answers do: the runs of both scenarios and baselines, and stored tables.

    A run is known by all that decides it, wherever its scenario is written: its words and its packages are left out.
    """
    for name in dict.fromkeys((MOVE, ENDING, *(read_scenario(each).against for each in (MOVE, ENDING)))):
        yield name, run_key(read_scenario(name).as_written())
        table = PROJECT / "tests" / "golden" / f"{name}.csv"
        yield table.name, table.read_text(encoding="utf-8")


def fingerprint(made_of: Iterable[tuple[str, str]]) -> str:
    """Return a hash of texts by their names, the same in whatever order they come."""
    digest = hashlib.sha256()
    for name, text in sorted(made_of):
        digest.update(f"{name} {len(text)}\n{text}".encode())
    return digest.hexdigest()[:SHOWN]


def made_from(people: int, replications: int) -> str:
    """Return the comment that says what the lines were made from."""
    return f"<!-- made from: {people:,} people, {replications} replications, inputs {fingerprint(inputs())} -->"


def five_lines(move: pd.DataFrame, ending: pd.DataFrame) -> list[str]:
    """Return the answers in five lines, from the tables of the move and of one that ends with March 2026."""
    years = [label for section, label in move.index if section == MONEY and label != WHOLE_RUN]
    after = [label for section, label in move.index if section == WORK and label.startswith(LIMITED)]
    starts, searchers, costs = (
        "more starts of intensive support by March 2026",
        "jobs started by searchers",
        "£ million",
    )
    return [
        f"**Promise.** {told(move, MORE_STARTED)} {starts}, {told(move, PROMISED, 1)} per cent of those promised.",
        f"**Work.** Sick and disabled people in work, {in_work(move, after)}.",
        f"**Searchers.** {told(move, SEARCHERS)} {searchers} in the months of the move.",
        f"**Money.** Net cost in {costs}: {', '.join(f'{year} {told(move, year, 1)}' for year in years)}.",
        f"**Ending.** Had the coaches gone back in April 2026: in work, {in_work(ending, after)}; "
        f"{told(ending, SEARCHERS)} {searchers}; {costs} over the run {told(ending, WHOLE_RUN, 1, MONEY)}.",
    ]


def in_work(frame: pd.DataFrame, labels: list[str]) -> str:
    """Tell people in work month by month."""
    return ", ".join(f"{label.rpartition(', ')[2]}: {told(frame, label)}" for label in labels)


def told(frame: pd.DataFrame, label: str, digits: int = 0, section: str = "") -> str:
    """Tell one answer with both intervals and the chance that it is above zero, or why it is no finding."""
    row = next(row for (of, name), row in frame.iterrows() if name.startswith(label) and section in ("", of))
    noise, ends = (
        f"{number(row[f'{kind} low'], digits)} to {number(row[f'{kind} high'], digits)}"
        for kind in ("noise", "evidence")
    )
    error = f" ± {number(end_error(row, 'evidence'), digits)}" if "evidence low error" in row else ""
    found = number(row["found"], digits)
    said = {"": found, FEW_ROWS: FEW_ROWS}.get(row[REASON], f"{found}, {row[REASON]}")
    return f"{said} (noise {noise}, {CHANCE} {chance(row[ABOVE])}, evidence {ends}{error})"


def block(
    move: pd.DataFrame,
    ending: pd.DataFrame,
    people: int,
    replications: int,
    parameters: int,
    an_end: int,
    merged: str = "",
) -> str:
    """Return what stands between the marks; `merged` says it if a small sample has fewer districts."""
    found = "one replication" if an_end == 1 else f"{an_end} paired replications, ± the larger standard error"
    head = (
        "**Not yet calibrated**: read the direction and the order of size. Each number is the difference that the move "
        f"makes, with two intervals: *noise*, 95% of the mean of {replications} paired replications of {people:,} "
        f"people, and *evidence*, the lowest and highest when one of {parameters} parameters alone goes to an end of "
        f"its range (each end found in {found})."
        f"{f' The {merged}.' if merged else ''}"
    )
    lines = [fill(f"{i}. {line}", 120, subsequent_indent="   ") for i, line in enumerate(five_lines(move, ending), 1)]
    return f"{START}\n{made_from(people, replications)}\n\n{fill(head, 120)}\n\n" + "\n".join(lines) + f"\n\n{END}"


def with_block(text: str, made: str) -> str:
    """Return a page with the lines between its marks made afresh."""
    before, _, rest = text.partition(START)
    return before + made + rest.partition(END)[2]


def made(move: Evidence, ending: Evidence) -> str:
    """Return the lines of two answers."""
    run = move.comparison.reform.scenario
    parameters = len({end.name for end in move.ends})
    frames = move.to_frame(), ending.to_frame()
    merged = move.comparison.reform.provenance["districts"]
    return block(*frames, run.population.people, run.replications, parameters, move.replications, merged)


if __name__ == "__main__":
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    answers = [evidence(name, people=people) for name in (MOVE, ENDING)]
    PAGE.write_text(with_block(PAGE.read_text(encoding="utf-8"), made(*answers)), encoding="utf-8")
