"""The page of the start: every margin, and every series with its picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from welfsim.experiments.kinks import BEFORE, EARLY, SLACK, Kink
from welfsim.experiments.start import MONTHS, Followed, Start, shown_months
from welfsim.experiments.start_chart import draw_series, in_words
from welfsim.experiments.start_series import LAST_PUBLISHED, published_rows
from welfsim.experiments.start_tables import (
    category,
    counts_of,
    drift_rows,
    kink_words,
    last_published,
    margin_values,
    part,
    short,
)
from welfsim.months import show_month
from welfsim.wording.tables import markdown_table
from welfsim.wording.values import number

PAGE, FOLDER = "start.md", "start"
HEAD = """# The start

<!-- Made by docs/make_start.py from a run of the baseline; change that, not this page. -->

Britain as it is built for {start}, and the first {months} months of the baseline after it: one run of {people} people,
seed {seed}. Nothing is aligned. `welfsim population --check` prints the same tables, and with `--format json` or `csv`
every month.

{counts}

## Margins

Target is what was aimed at, or with the status *check* what was published and not aimed at. A margin is *off* if it is
off by more than 2%, the rounding of the target (at most 5%) and one row of people.
"""
SERIES_HEAD = f"""## The first {MONTHS} months

Published months, to {show_month(LAST_PUBLISHED)} and none later, are rings on a thin line. The model's months, from the
start, are the thick line. A flow of a quarter or a year is shown as its mean month. Scales do not begin at zero. Data,
definitions, rounding and sources are in [data/published_series.csv](../data/published_series.csv).

A kink has three parts; in brackets stands how much is allowed.

- *Step*, in per cent: the level of the model's first {EARLY} months at the start, over that to which the published
  line of {BEFORE} months leads. Only where both count the same.
- *Bend*, in per cent a year: growth in the model's first year, over growth in the published {BEFORE} months.
- *Turn*, in per cent a year: growth in the model's first {EARLY} months, over growth in the {MONTHS - EARLY} that
  follow. A law that begins in those months can be a turn too: income-related ESA ends by April 2026.

Allowed are {number(SLACK)}, three times the standard error of both lines, and for a bend as much as published growth
changed from one year to the next.
"""
DRIFT = """## Employment by age

The rate as built, and after one and two years. Entries and exits that agree would hold it; the drift is by how much
they do not.
"""
DEFINITIONS = """## Definitions

What was published, and where the model counts otherwise.
"""


def page(start: Start) -> str:
    """Return the page as Markdown."""
    population = start.population
    head = HEAD.format(
        start=show_month(population.start),
        months=MONTHS,
        people=number(start.people),
        seed=population.seed,
        counts="\n".join(f"- {sentence}" for sentence in counts_of(start)),
    )
    parts = [head, *_margins(start), SERIES_HEAD]
    for group, of_group in groupby(start.followed, key=lambda one: one.series.group):
        parts += _group(group, list(of_group))
    parts += [DRIFT, _table(drift_rows(start)), DEFINITIONS, _definitions(start.followed)]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def write(start: Start, docs: Path) -> None:
    """Write the page and its pictures into a folder of pages."""
    (docs / FOLDER).mkdir(exist_ok=True)
    for one in start.followed:
        draw_series(one, docs / file_of(one))
    (docs / PAGE).write_text(page(start), encoding="utf-8")


def file_of(one: Followed) -> str:
    """Return the path of a series' picture, from the page."""
    return f"{FOLDER}/{one.series.key}.svg"


def _margins(start: Start) -> Iterator[str]:
    rows = [["margin", "target", "achieved", "difference", "%", "off", "status", "source"]]
    for row in start.margins.to_dict("records"):
        name = f"{row['margin']}: {category(row)}"
        rows.append([name, *margin_values(row), str(row["status"]), str(row["source"])])
    yield _table(rows, texts=3)


def _group(name: str, of_group: Sequence[Followed]) -> Iterator[str]:
    """Yield a group of series: its pictures, two in a row, and its table."""
    yield f"### {name}\n"
    pictures = [f"![{one.series.what}. {in_words(one)}]({file_of(one)})" for one in of_group]
    pictures += [""] * (len(pictures) % 2)
    rows = [pictures[number : number + 2] for number in range(0, len(pictures), 2)]
    yield _table([["", ""], *rows], texts=1) + "\n"
    months = shown_months(len(of_group[0].model))
    head = ["series", "unit", "published", "until", *(f"month {number}" for number in months)]
    table = [[*head, *Kink._fields, "kink"]]
    for one in of_group:
        model = [short(float(one.model[number - 1]), one.series.unit) for number in months]
        found = [part(of) for of in one.kink]
        named = [one.series.what, one.series.unit, *last_published(one)]
        table.append([*named, *model, *found, kink_words(one)])
    yield _table(table, texts=1) + "\n"


def _definitions(followed: Iterable[Followed]) -> str:
    known: dict[str, tuple[str, ...]] = {}
    for row in published_rows():
        known[row["series"]] = row["definition"], row["geography"], row["source_title"], row["publisher"]
    rows = [["series", "published", "where", "last source", "how the model differs"]]
    for one in followed:
        definition, place, title, publisher = known.get(one.series.key, ("not published", "", "", ""))
        source = f"{title} ({publisher})" if title else ""
        differs = "" if definition == "not published" else one.series.differs
        rows.append([one.series.what, definition, place, source, differs])
    return _table(rows, texts=4)


def _table(rows: Sequence[Sequence[str]], texts: int = 0) -> str:
    """Return rows under their head as a Markdown table; the first column and the last `texts` are text."""
    return markdown_table(rows, len(rows[0]) - 1 - texts)
