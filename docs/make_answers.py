"""Write into docs/answers.md and the README what the move of 1,000 coaches does, and what the answer is made of.

Run as ``python docs/make_answers.py [PEOPLE [REPLICATIONS [AN_END [SPLIT]]]]``; 50,000 people, 200 replications, 4 at
each end of a range and 16 of the parts unless given, about twenty minutes on two cores. A comment above the lines has a
hash of the runs and the stored tables that they go with, so that a test tells when the model answers otherwise since.
The whole of each answer is printed by ``welfsim compare SCENARIO`` with ``--evidence`` and with ``--split``.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from math import isnan
from pathlib import Path
from textwrap import fill
from typing import Any

import numpy as np
import pandas as pd

from welfsim.experiments.answers import (
    CASELOADS,
    EVERYONE,
    LIMITED,
    MONEY,
    MORE_STARTED,
    PROMISED,
    SEARCHED,
    WHOLE_RUN,
    WORK,
    Key,
)
from welfsim.experiments.evidence import Evidence, evidence
from welfsim.experiments.published import figures, one_beside
from welfsim.experiments.split import WHOLE, Split, split
from welfsim.faces.answers import ENDS, WITHOUT_SITES, end_error, part
from welfsim.faces.sheets import chance
from welfsim.results.luck import CHANCE, SIGN_UNCLEAR, cell, span
from welfsim.results.run import Results
from welfsim.results.standard_charts import in_work
from welfsim.results.storage import run_key
from welfsim.results.table import ABOVE, COUNTED, COUNTED_ERROR, ERROR, HIGH, LOW, REASON
from welfsim.scenario import read_scenario
from welfsim.wording.charts import Chart
from welfsim.wording.pages import with_part
from welfsim.wording.pictures import described
from welfsim.wording.tables import markdown_table
from welfsim.wording.values import number

PROJECT = Path(__file__).resolve().parents[1]
PAGE = PROJECT / "docs" / "answers.md"
START, END = "<!-- answers:start -->", "<!-- answers:end -->"
README = PROJECT / "README.md"
PICTURE = PROJECT / "docs" / "answer.svg"
MOVE = "redeploy_1000_coaches"
STARTS_OF_LCWRA = "coach_starts_lcwra"  # the published figure
PEOPLE, REPLICATIONS, AN_END, SPLIT = 50_000, 200, 4, 16
A_TENTH = 0.1
NOT_CLEAR = "not clear of luck"
STALE = "run: python docs/make_answers.py"
SHOWN = 16
IN_README = (
    ("Start support by March 2026", "", MORE_STARTED, 0),
    *(
        (f"In work after {months} months: {who}", WORK, f"{kind}, month {months}", 0)
        for who, kind in (("sick and disabled", LIMITED), ("who searched before", SEARCHED), ("everyone", EVERYONE))
        for months in (12, 60)
    ),
    ("Net cost over six years, £ million", MONEY, WHOLE_RUN, 1),
)
"""The answers that the README shows where they are clear of luck: as they are called there, where found, and digits."""


def inputs() -> Iterator[tuple[str, str]]:
    """Yield by name what changes when the answers do: the runs of the scenario and its baseline, and stored tables.

    A run is known by all that decides it, wherever its scenario is written: its words and its packages are left out.
    """
    for name in (MOVE, read_scenario(MOVE).against):
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


def five_lines(frame: pd.DataFrame, parts: pd.DataFrame) -> list[str]:
    """Return the answer in five lines: support, work, what it is made of, money, and luck.

    Parameters
    ----------
    frame
        The answers with both intervals, as `Evidence.to_frame` gives them.
    parts
        What they are made of, as `Split.to_frame` gives it.
    """
    years = [label for section, label in frame.index if section == MONEY and label != WHOLE_RUN]
    last = [label for section, label in frame.index if section == WORK and label.startswith(EVERYONE)][-1]
    return [
        f"**Support.** {told(frame, MORE_STARTED)} more people start by March 2026, {told(frame, PROMISED, 1)} per "
        f"cent of those promised (evidence {ends(frame, PROMISED, 1)}).",
        f"**Work.** More people in work after {after(frame)} months: sick and disabled {work_of(frame, LIMITED)}; "
        f"people who searched {work_of(frame, SEARCHED)}; everyone {work_of(frame, EVERYONE)}.",
        f"**Made of.** {last}: {made_up(parts, (WORK, last))}.",
        f"**Money.** Net cost in £ million: {by_year(frame, years)}; over the "
        f"run {told(frame, WHOLE_RUN, 1, MONEY)} (evidence {ends(frame, WHOLE_RUN, 1, MONEY)}).",
        f"**Luck.** {luck_beside_evidence(frame)}",
    ]


def after(frame: pd.DataFrame) -> str:
    """Return the months after which people in work are counted, in words."""
    labels = [label for section, label in frame.index if section == WORK and label.startswith(EVERYONE)]
    *first, last = (label.rpartition(" ")[2] for label in labels)
    return f"{', '.join(first)} and {last}"


def work_of(frame: pd.DataFrame, who: str) -> str:
    """Tell people in work of some kind month by month, with the evidence of the last month."""
    labels = [label for section, label in frame.index if section == WORK and label.startswith(f"{who}, month")]
    return f"{', '.join(told(frame, label) for label in labels)} (evidence of the last {ends(frame, labels[-1])})"


def made_up(parts: pd.DataFrame, key: Key, digits: int = 0) -> str:
    """Tell the parts of an answer that are more than twice their error, and the others together."""
    row = parts.loc[key]
    names = [name for name in dict.fromkeys(parts.columns.get_level_values(0)) if name != WHOLE]
    clear = [name for name in names if abs(row[name, "found"]) > 2 * row.get((name, ERROR), 0.0)]
    others = sum(float(row[name, "found"]) for name in names if name not in clear)
    told_parts = [f"{name.lower()} {number(row[name, 'found'], digits)}" for name in clear]
    rest = [f"all else {number(others, digits)}"] if len(clear) < len(names) else []
    return ", ".join([*told_parts, *rest])


def luck_beside_evidence(frame: pd.DataFrame) -> str:
    """Say how wide luck is next to the evidence, over people in work and over net cost, and for how many it is wide.

    A figure whose evidence is not known itself says nothing on that: its width is less than twice its error.
    """
    said, below, asked, unknown = [], 0, 0, 0
    for name, section in (("people in work", WORK), ("net cost by year", MONEY)):
        rows = frame.loc[[key for key in frame.index if key[0] == section]]
        width = rows["evidence high"] - rows["evidence low"]
        share = ((rows[HIGH] - rows[LOW]) / width)[width > 2.0 * error_of_width(rows)]
        below, asked, unknown = (
            below + int((share < A_TENTH).sum()),
            asked + len(rows),
            unknown + len(rows) - len(share),
        )
        if len(share):
            middle, most = (number(100 * float(each)) for each in (share.median(), share.max()))
            said.append(f"of {name} {middle} per cent (at most {most})")
    unseen = f" For {unknown} more the ends of the evidence are not clear of luck." if unknown else ""
    if not said:
        return f"The ends of the evidence are not clear of luck for any of {asked} figures."
    return (
        f"The 95% interval through luck is, {' and '.join(said)}, as wide as what the evidence leaves open; below a "
        f"tenth of it for {below} of {asked} figures.{unseen}"
    )


def error_of_width(rows: pd.DataFrame) -> pd.Series:
    """Return the standard error of the width of the evidence of some answers."""
    return np.hypot(rows["evidence low error"], rows["evidence high error"])


def by_year(frame: pd.DataFrame, years: Sequence[str]) -> str:
    """Tell the years of an answer in money, and which of them luck hides."""
    clear = [year for year in years if not row_of(frame, year)[REASON]]
    said = [f"{year} {told(frame, year, 1)}" for year in clear]
    hidden = [year for year in years if year not in clear]
    return ", ".join([*said, *([f"{' and '.join(hidden)} {NOT_CLEAR}"] if hidden else [])])


def told(frame: pd.DataFrame, label: str, digits: int = 0, section: str = "") -> str:
    """Tell one answer; not its number where it is no finding."""
    row = row_of(frame, label, section)
    return NOT_CLEAR if row[REASON] == SIGN_UNCLEAR else cell(number(row["found"], digits), row[REASON])


def ends(frame: pd.DataFrame, label: str, digits: int = 0, section: str = "") -> str:
    """Tell the interval of the evidence of one answer."""
    return ends_of(row_of(frame, label, section), digits)


def ends_of(row: Any, digits: int) -> str:
    """Write the interval of the evidence of an answer."""
    return span(row["evidence low"], row["evidence high"], digits)


def row_of(frame: pd.DataFrame, label: str, section: str = "") -> Any:
    """Return the first answer whose label begins so."""
    return next(row for (of, name), row in frame.iterrows() if name.startswith(label) and section in ("", of))


def table_of(frame: pd.DataFrame) -> str:
    """Return all answers as a table: found, luck, evidence, and what was counted."""
    rows = [["answer", "found", "noise, 95%", CHANCE, "evidence", ENDS, "counted"]]
    for (section, label), row in frame.iterrows():
        digits = int(section == MONEY)
        noise = span(row[LOW], row[HIGH], digits)
        heads, error = row[COUNTED], row[COUNTED_ERROR]
        counted = "" if isnan(heads) else f"{number(heads, digits)} ± {number(error, digits)}"
        above = "" if isnan(row[ABOVE]) else chance(row[ABOVE])
        found, open_ends = cell(number(row["found"], digits), row[REASON]), ends_of(row, digits)
        error_of_ends = number(end_error(row, "evidence"), digits)
        rows.append([f"{section}: {label}", found, noise, above, open_ends, error_of_ends, counted])
    return markdown_table(rows)


def parts_of(parts: pd.DataFrame) -> str:
    """Return what people in work, caseloads and net cost are made of as a table, a column a part."""
    names = list(dict.fromkeys(parts.columns.get_level_values(0)))
    rows = [["answer", *names]]
    for (section, label), row in parts.iterrows():
        if section in (WORK, CASELOADS, MONEY):
            cells = [part(float(row[name, "found"]), float(row.get((name, ERROR), 0.0)), section) for name in names]
            rows.append([f"{section}: {label}", *cells])
    return markdown_table(rows)


def block(move: Evidence, made_of: Split) -> str:
    """Return what stands between the marks of docs/answers.md."""
    run, frame = move.comparison.reform.scenario, move.to_frame()
    parameters = len({end.name for end in move.ends})
    split_run = made_of.whole.comparison.reform.scenario
    head = (
        "**Not yet calibrated**: read the direction and the order of size. Each number is the difference that the move "
        f"makes, with two intervals: *noise*, 95% of the mean of {run.replications} paired replications of "
        f"{run.population.people:,} people, and *evidence*, the lowest and highest when one of {parameters} parameters "
        f"alone goes to an end of its range (each end found in {move.replications} paired replications). "
        f"The {move.comparison.reform.provenance['districts']}."
        + (f" {WITHOUT_SITES}" if move.answers.is_without_sites else "")
    )
    parts = (
        f"What it is made of ({split_run.population.people:,} people, {split_run.replications} replications); parts "
        "add up, and `?` marks one of less than two standard errors:"
    )
    lines = [fill(f"{i}. {line}", 120, subsequent_indent="   ") for i, line in enumerate(lines_of(move, made_of), 1)]
    before = fill(starts_before(move.comparison.baseline), 120)
    texts = [made_from(run.population.people, run.replications), fill(head, 120), "\n".join(lines), before]
    texts.append(table_of(frame))
    return "\n\n".join([START, *texts, fill(parts, 120), parts_of(made_of.to_frame()), END])


def starts_before(baseline: Results) -> str:
    """Say how many people with LCWRA started support a month before the move, in the model and as published."""
    one = one_beside(baseline, next(figure for figure in figures() if figure.key == STARTS_OF_LCWRA))
    return (
        f"Without the move {number(one.model)} people with LCWRA start such support a month in 2025-26; "
        f"{number(one.figure.value)} did in {one.figure.period}, before it ({one.figure.source_title})."
    )


def lines_of(move: Evidence, made_of: Split) -> list[str]:
    """Return the five lines of an answer."""
    return five_lines(move.to_frame(), made_of.to_frame())


def readme_block(move: Evidence) -> str:
    """Return what stands between the marks of the README: one table of figures that are clear of luck."""
    run = move.comparison.reform.scenario
    return "\n".join([START, made_from(run.population.people, run.replications), "", clear_table(move.to_frame()), END])


def clear_table(frame: pd.DataFrame) -> str:
    """Return the answers of the README that are findings: found, what luck leaves open, what the evidence does."""
    rows = [["people, with the reform less without it", "found", "95% through luck", "evidence leaves open"]]
    for title, section, label, digits in IN_README:
        row = row_of(frame, label, section)
        if not row[REASON]:
            rows.append([title, number(row["found"], digits), span(row[LOW], row[HIGH], digits), ends_of(row, digits)])
    return markdown_table(rows, numbers=3)


def with_block(text: str, made: str) -> str:
    """Return a page with the lines between its marks made afresh."""
    return with_part(text, START, END, made)


def picture(chart: Chart) -> str:
    """Return a chart as a picture that stands on its own, on a ground of its own."""
    svg = chart.to_svg("answer").replace("currentColor", "#222222").replace('class="marks"', 'style="background:white"')
    return described(svg.encode(), chart.title, chart.says).decode()


def main(people: int, replications: int, an_end: int, of_parts: int) -> None:
    """Find the answers and write both pages."""
    move = evidence(MOVE, people=people, replications=replications, evidence_replications=an_end)
    made_of = split(MOVE, people=people, replications=of_parts)
    PICTURE.write_text(picture(in_work(move.comparison)), encoding="utf-8")
    for page, made in ((PAGE, block(move, made_of)), (README, readme_block(move))):
        page.write_text(with_block(page.read_text(encoding="utf-8"), made), encoding="utf-8")


if __name__ == "__main__":
    asked = [int(word) for word in sys.argv[1:]]
    main(*asked, *(PEOPLE, REPLICATIONS, AN_END, SPLIT)[len(asked) :])
