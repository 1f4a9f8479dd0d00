"""Write into docs/scenarios.md what each shipped scenario does, with why sign and size are credible.

Run as ``python docs/make_scenarios.py [PEOPLE [REPLICATIONS]]``; 50,000 people and 8 replications unless given. With 0
people nothing is run: the page has the words and no results. Why a sign is expected, and what is doubtful, stands in
``docs/credible.csv``; every result comes from the runs, so that none is typed in. A result that is no finding is not
shown as one. One whose sign is clear of luck and not the expected one is marked as doubtful.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from welfsim.experiments.answers import MONEY, WHOLE_RUN, YEARS_IN_WORK, Answer, Answers
from welfsim.experiments.split import Split, split
from welfsim.results.luck import cell, luck_in, span
from welfsim.scenario import read_scenario, shipped_file, shipped_names
from welfsim.vocabulary.codes import Part
from welfsim.wording.pages import with_part
from welfsim.wording.tables import markdown_table
from welfsim.wording.values import MINUS, number

DOCS = Path(__file__).resolve().parent
PAGE, REASONS = DOCS / "scenarios.md", DOCS / "credible.csv"
START, END = "<!-- credible:start -->", "<!-- credible:end -->"
PEOPLE, REPLICATIONS = 50_000, 8
PARTS = {
    "New rules": (Part.MECHANICAL,),
    "Queues and timing": (Part.QUEUES,),
    "Behaviour": (Part.MONEY, Part.CLAIMS, Part.REQUIREMENTS, Part.SUPPORT, Part.FEAR, Part.HEALTH),
    "Displacement": (Part.DISPLACEMENT,),
}
"""What the net cost over the run is split into, and the parts of an answer in each."""
SIGNS = {"+": 1, MINUS: -1, "either": 0}
NOT_EXPECTED = "the sign found is not the one expected"
HEADS = (
    "scenario",
    "net cost, £ million",
    *(part.lower() for part in PARTS),
    "years in work, limited",
    "why",
    "doubtful",
)


class Reason(NamedTuple):
    """Why sign and size of a scenario's net cost are credible: the sign expected, why, and what is doubtful."""

    scenario: str
    net_cost: str
    why: str
    doubt: str


def reasons() -> list[Reason]:
    """Return the reasons in the order of the file."""
    with REASONS.open(encoding="utf-8", newline="") as file:
        return [Reason(**row) for row in csv.DictReader(file)]


def row(reason: Reason, made_of: Split | None) -> list[str]:
    """Return the line of one scenario: its net cost over the run, what it is made of, work, and the words.

    Without answers its results are empty.
    """
    if made_of is None:
        return [f"`{reason.scenario}`", *[""] * (len(HEADS) - 3), reason.why, reason.doubt]
    answers, key = made_of.whole, (MONEY, WHOLE_RUN)
    cost = answers.found[key]
    doubts = [reason.doubt] if reason.doubt else []
    doubts += [f"In this run {NOT_EXPECTED}."] if is_not_expected(cost, reason) else []
    sums = [sum(made_of.parts[part][key].values for part in parts) for parts in PARTS.values()]
    split = [shown(cost._replace(values=np.asarray(values))) for values in sums]
    found = [shown(cost), *split, shown(answers.one(YEARS_IN_WORK))]
    return [f"`{reason.scenario}`", *found, reason.why, " ".join(doubts)]


def shown(answer: Answer) -> str:
    """Write an answer with its interval, if it has one; one that is no finding is not written as one."""
    found = cell(number(answer.values.mean(), 0), answer.why_not)
    if len(answer.values) == 1:
        return found
    luck = luck_in(answer.values, answer.row.worth)
    return f"{found} ({span(float(luck.low), float(luck.high))})"


def is_not_expected(cost: Answer, reason: Reason) -> bool:
    """Say whether a net cost that is a finding has the sign that was not expected."""
    return not cost.why_not and SIGNS[reason.net_cost] * float(cost.values.mean()) < 0


def block(found: Sequence[tuple[Reason, Split | None]]) -> str:
    """Return what stands between the marks: a table for each folder of scenarios, and what it was made from."""
    lines = [START, made_from(None if found[0][1] is None else found[0][1].whole)]
    for folder in dict.fromkeys(shipped_file(reason.scenario).parent.name for reason, _ in found):
        lines += [f"#### {folder.capitalize()}", markdown_table(list(_rows_of(folder, found)))]
    return "\n\n".join([*lines, END])


def made_from(answers: Answers | None) -> str:
    """Say what the results were made from, by the answers of one scenario."""
    doubtful = "What is doubtful does not stand in the README."
    if answers is None:
        return f"Without results: `python docs/make_scenarios.py` runs every scenario and writes them. {doubtful}"
    run = answers.comparison.reform
    times = run.scenario.replications
    width = f"95% of the mean of {times} replications in brackets" if times > 1 else "one replication, so no intervals"
    return (
        f"Made by `docs/make_scenarios.py`, {run.heading}. Reform less what it is compared with, over the whole run; "
        f"{width}. `< 10 rows` and `?` are no findings ([rules](results.md#what-counts-as-a-finding)); ten rows are "
        f"{run.ten_rows}. {doubtful}"
    )


def _rows_of(folder: str, found: Sequence[tuple[Reason, Split | None]]) -> Iterator[list[str]]:
    yield list(HEADS)
    for reason, made_of in found:
        if shipped_file(reason.scenario).parent.name == folder:
            yield row(reason, made_of)


def with_block(text: str, made: str) -> str:
    """Return a page with what stands between its marks made afresh."""
    return with_part(text, START, END, made)


def faults() -> list[str]:
    """Name the scenarios that are shipped without a reason, and reasons without a scenario."""
    explained = {reason.scenario for reason in reasons()}
    return sorted(explained ^ {name for name in shipped_names() if name != "baseline"})


def main(people: int, replications: int) -> None:
    """Run every scenario, one after another, and write the page."""
    found: list[tuple[Reason, Split | None]] = []
    for reason in reasons():
        scenario = read_scenario(reason.scenario)
        ran = split(scenario, people=people, replications=replications) if people else None
        found.append((reason, ran))
        sys.stderr.write(f"{reason.scenario}\n")
    PAGE.write_text(with_block(PAGE.read_text(encoding="utf-8"), block(found)), encoding="utf-8")


if __name__ == "__main__":
    asked = [int(word) for word in sys.argv[1:]]
    main(*asked, *(PEOPLE, REPLICATIONS)[len(asked) :])
