"""A comparison as one page that explains itself: no network, no script, for a screen, a phone or paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from welfsim.experiments.answers import EVERYONE, MONEY, WHOLE_RUN, WORK, Answers
from welfsim.experiments.gainers import DECILE, LACKS
from welfsim.faces.answers import (
    NO_EVIDENCE,
    WHAT_PARTS_ARE,
    answer_rows,
    mover_rows,
    part_tables,
    words,
    words_of_ends,
)
from welfsim.faces.gainers import group_rows, parting_rows, people_of, summary_rows
from welfsim.faces.sentences import last_month, sentences
from welfsim.faces.sheets import differing, paired_rows
from welfsim.results.comparison import Comparison
from welfsim.results.headlines import frames_of
from welfsim.results.luck import legend
from welfsim.results.standard_charts import charts
from welfsim.results.table import CAVEAT
from welfsim.scenario.changes import Changes
from welfsim.wording.charts import HIGH, LOW, MONTH, SERIES, VALUE, Chart
from welfsim.wording.pictures import MARK
from welfsim.wording.tables import html_table
from welfsim.wording.values import number

if TYPE_CHECKING:
    from welfsim.experiments.evidence import Evidence
    from welfsim.experiments.gainers import Gainers
    from welfsim.experiments.split import Split

KINDS = (".html",)
TEMPLATE = Path(__file__).with_name("page.html")


class Drawn(NamedTuple):
    """A chart as it stands on the page."""

    title: str
    says: str
    svg: str
    table: str


class Part(NamedTuple):
    """A part of the page: paragraphs, charts, tables, notes and a command, as far as it has them."""

    id: str
    title: str
    lead: Sequence[str] = ()
    style: str = ""
    charts: Sequence[Drawn] = ()
    tables: Sequence[str] = ()
    notes: Sequence[str] = ()
    code: str = ""


class Asked(NamedTuple):
    """What was asked about the answers of a comparison, as far as it was.

    Attributes
    ----------
    made_of, evidence
        What the answers are made of, and how far they hang on what is not known: of these answers, or of a smaller run.
    gainers
        Who gains and who loses.
    """

    made_of: Split | None = None
    evidence: Evidence | None = None
    gainers: Gainers | None = None


def page(answers: Answers, asked: Asked | None = None, command: str = "") -> str:
    """Return the page of a comparison as HTML.

    Parameters
    ----------
    answers
        What the comparison answers; those of the evidence itself if it was found with as many people.
    asked
        What else was asked; the page says how to get what was not.
    command
        The command that gives the same again, as words of a shell.
    """
    import jinja2

    comparison = answers.comparison
    scenario = comparison.reform.scenario
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined)
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    return template.render(
        mark=MARK,
        title=scenario.name,
        question=scenario.question,
        baseline=comparison.baseline.scenario.name,
        heading=comparison.reform.heading,
        parts=list(_parts(answers, asked or Asked(), command)),
    )


def _parts(answers: Answers, asked: Asked, command: str) -> Iterator[Part]:
    comparison = answers.comparison
    is_of_these = asked.evidence is not None and asked.evidence.answers is answers
    yield _answer(answers, asked.evidence if is_of_these else None)
    yield _made_of(asked.made_of, command)
    yield Part("charts", "Month by month", charts=[*_drawn(charts(comparison))])
    yield _money(comparison)
    yield _who(asked.gainers)
    yield _law(comparison)
    yield _assumptions(asked.evidence, command)
    yield _limits(comparison)
    yield _provenance(comparison, command)


def _answer(answers: Answers, evidence: Evidence | None) -> Part:
    rows = answer_rows(answers, evidence)
    table = html_table("All answers, reform less baseline", rows)
    what_is_found, *others = words(answers, evidence)
    others = [note for note in others if note != NO_EVIDENCE]  # the page says elsewhere how to get it
    notes = [what_is_found, *_marks(rows, answers.comparison), *others]
    return Part("answer", "The answer", sentences(answers), "answer", tables=[table], notes=notes)


def _made_of(made_of: Split | None, command: str) -> Part:
    title = "What it is made of"
    if made_of is None:
        lead = "This page was made without the parts of the answer: rules, queues, responses, displacement. With them:"
        return Part("parts", title, [lead], code=_again(command))
    tables = [html_table(head, [["Part", *heads], *rows]) for (head, *heads), *rows in part_tables(made_of)]
    return Part("parts", title, tables=tables, notes=[WHAT_PARTS_ARE])


def _money(comparison: Comparison) -> Part:
    tables, marks = [], []
    for frame in map(differing, frames_of(comparison)):
        head, _, _, *rows = paired_rows([frame])
        if rows:
            tables.append(html_table(str(frame.attrs["unit"]), [head, *rows], left=2))
            marks += rows
    notes = [
        "Costs are positive, receipts negative; 'of which' is part of the line above. Lines that differ in no year are "
        "left out.",
        *_marks(marks, comparison),
    ]
    return Part("money", "Public money, caseloads and coach time by year", tables=tables, notes=notes)


def _who(found: Gainers | None) -> Part:
    title = "Who gains and who loses"
    if found is None:
        lead = "This page was made without both lives of each person. With them:"
        return Part("who", title, [lead], code="welfsim gainers SCENARIO")
    year = found.years[-1]
    rows = summary_rows(found.summary())
    tables = [
        html_table("By year", rows, left=2),
        html_table(f"By {people_of(DECILE)}, {year}", group_rows(found.by(DECILE))),
    ]
    parting = parting_rows(found.parting())
    if len(parting) > 1:
        tables.append(html_table("When and through what lives first part, thousand people in the year", parting))
    return Part("who", title, tables=tables, notes=[*_marks(rows, found.comparison), LACKS])


def _law(comparison: Comparison) -> Part:
    rows = Changes(comparison.reform.scenario).rows()
    source = comparison.reform.scenario.source
    lead = [] if source is None else [source.plan] if source.plan else []
    notes = [] if source is None else [f"Source: {source.title}, {source.href}"]
    if len(rows) == 1:
        return Part("changes", "What is changed", [*lead, "Nothing in the law or in what is assumed is changed."])
    return Part("changes", "What is changed", lead, tables=[html_table("Law and reform", rows, 2, 5)], notes=notes)


def _assumptions(evidence: Evidence | None, command: str) -> Part:
    title = "What matters most among assumptions"
    if evidence is None:
        lead = (
            "This page was made without the ranges of what is not known. A scenario names the parameters on which its "
            "answer hangs, as evidence: [employment.gain_elasticity]; those of coaches are known. With them:"
        )
        return Part("assumptions", title, [lead], code=_again(command, "--evidence"))
    run = evidence.answers.comparison.reform
    lead = (
        "Each parameter alone goes to the low and to the high end of its range, with the reform and without it. Found "
        f"with {run.heading[0].lower()}{run.heading[1:]}."
    )
    rows = mover_rows(evidence)
    table = html_table("The end of one range at which each answer is lowest and highest", rows, 1, len(rows[0]) - 1)
    return Part(
        "assumptions",
        title,
        [lead],
        charts=[*_drawn(_tornadoes(evidence))],
        tables=[table],
        notes=[next(iter(words_of_ends(evidence)))],
    )


def _tornadoes(evidence: Evidence) -> Iterator[Chart]:
    """Yield how far each parameter alone moves people in work at the last month, and the net cost over the run."""
    months = last_month(evidence.answers)
    if months:
        label = f"{EVERYONE}, month {months}"
        yield _tornado(evidence, (WORK, label), "People more in work", label.lower())
    yield _tornado(evidence, (MONEY, WHOLE_RUN), "Net cost, £ million", WHOLE_RUN.lower())


def _tornado(evidence: Evidence, answer: tuple[str, str], unit: str, label: str) -> Chart:
    """Return an answer at the ends of each range, the widest first."""
    found = evidence.by_parameter()[answer]
    names = [end.name.partition(".")[2] for end in evidence.ends]
    low, high = found.groupby(names, sort=False).min(), found.groupby(names, sort=False).max()
    frame = pd.DataFrame({MONTH: low.index, SERIES: unit, VALUE: (low + high) / 2, LOW: low, HIGH: high})
    frame = frame.reindex((high - low).sort_values(ascending=False).index)
    digits = evidence.answers.found[answer].digits
    told = "; ".join(f"{name} {number(low[name], digits)} to {number(high[name], digits)}" for name in frame.index[:3])
    says = f"{unit}, {label}, with each parameter at either end of its range. Widest: {told}."
    return Chart(f"{unit}, {label}", unit, says, frame.reset_index(drop=True), "spans")


def _limits(comparison: Comparison) -> Part:
    run = comparison.reform
    return Part(
        "limits",
        "What to believe",
        [
            CAVEAT,
            f"One row of the sample stands for {run.grossing:,} people. Ten rows are {run.ten_rows}; a difference of "
            "fewer is not shown as a finding.",
            "Intervals are of luck in the simulation alone unless they are said to be of the evidence. They do not say "
            "that parameters, the synthetic people or what is left out are right.",
            "Left out, among others: second jobs, firms, house moves, people outside working age. The manual lists all "
            "known limits and every assumption with its range.",
        ],
    )


def _provenance(comparison: Comparison, command: str) -> Part:
    known = comparison.reform.provenance
    rows = [["What", "Value"]]
    rows += [[key, _plainly(value)] for key, value in known.items() if isinstance(value, (str, int, float))]
    packages = known.get("packages", {})
    rows += [[f"package {name}", str(version)] for name, version in packages.items()]
    table = html_table("What the figures were made of", rows, 1, 1)
    lead = ["The same command gives the same figures again, on any number of threads."] if command else []
    return Part(
        "provenance", "Where the figures come from, and how to run it again", lead, tables=[table], code=command
    )


def _plainly(value: object) -> str:
    text = str(value)
    return f"{text[:16]}…" if len(text) == 64 and " " not in text else text


def _again(command: str, option: str = "") -> str:
    return f"{command or 'welfsim report SCENARIO'} {option}".rstrip()


def _marks(rows: Sequence[Sequence[str]], comparison: Comparison) -> list[str]:
    return legend((text for row in rows for text in row), comparison.reform.ten_rows)


def _drawn(made: Iterator[Chart] | Sequence[Chart]) -> Iterator[Drawn]:
    for place, chart in enumerate(made):
        name = "".join(letter for letter in f"{chart.title}{place}".lower() if letter.isalnum())
        yield Drawn(chart.title, chart.says, chart.to_svg(name), html_table(chart.unit, _chart_rows(chart)))


def _chart_rows(chart: Chart) -> list[list[str]]:
    """Return the points of a chart as rows, a column a series, each with the ends of its interval."""
    frame = chart.frame
    ends = [name for name in (LOW, HIGH) if name in frame]
    series = list(dict.fromkeys(frame[SERIES]))
    heads = [f"{each}{f', {end}' if end != VALUE else ''}" for each in series for end in (VALUE, *ends)]
    rows = [["", *heads]]
    for place, group in frame.groupby(MONTH, sort=False):
        head = place.strftime("%Y-%m") if isinstance(place, pd.Timestamp) else str(place)
        found = group.set_index(SERIES)
        cells = [number(float(found.loc[each, end]), 1) for each in series for end in (VALUE, *ends)]
        rows.append([head, *cells])
    return rows
