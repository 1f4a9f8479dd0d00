"""Results by groups of people, as printed rows and as plain records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from welfsim.cli.legend import Legend
from welfsim.cli.show import echo, print_table
from welfsim.faces.sheets import as_told, number_shown
from welfsim.results.comparison import Comparison
from welfsim.results.grouped import LINES_OF_PEOPLE
from welfsim.results.headlines import frames_of
from welfsim.results.luck import Row
from welfsim.results.run import Results
from welfsim.results.table import REASON, compared, difference_cells, level_cells, reasons, reasons_of_levels
from welfsim.vocabulary.accounts import LINES
from welfsim.vocabulary.fields import Measure

Groups = Mapping[tuple[str, ...], Results] | Mapping[tuple[str, ...], Comparison]

MEASURES = (Measure.STOCK, Measure.FLOW, Measure.PENCE)
OF_PEOPLE = {LINES[name].meaning: name for name in LINES_OF_PEOPLE}
WHO = (
    "Who: groups as at the beginning of each month. What a family has or pays counts with its first adult. "
    "Coach time and its cost are of no group."
)


def print_groups(found: Results | Comparison, legend: Legend) -> None:
    """Print each headline and each line of money by group; of a comparison the differences."""
    by = _by(found)
    whole = [frame.attrs["made_of"] for frame in frames_of(found)]
    frames = {label: _frames(each, whole) for label, each in found.of_groups().items()}
    years = [str(year) for year in next(iter(frames.values()))[0].columns.get_level_values("year").unique()]
    rows = [["", *by, *years]]
    for place, frame in enumerate(next(iter(frames.values()))):
        rows += _section(frame, {label: of[place] for label, of in frames.items()}, len(rows[0]))
    what = ", reform less baseline" if isinstance(found, Comparison) else ""
    echo(f"By {' and '.join(by)}{what}\n")
    print_table(rows, left=1 + len(by))
    echo()
    legend.explain(rows)
    echo(WHO)


def _frames(group: Results | Comparison, whole: Sequence[tuple[Row, ...]]) -> list[pd.DataFrame]:
    """Return the tables of a group; a row of the sample is worth in each line what it is worth in all."""
    frames = frames_of(group)
    for frame, made_of in zip(frames, whole, strict=True):
        frame.attrs["made_of"] = made_of
    return frames


def _section(frame: pd.DataFrame, of: Mapping[tuple[str, ...], pd.DataFrame], width: int) -> list[list[str]]:
    """Return the lines of one unit that are not zero in every group, under the name of the unit."""
    cells = {label: _cells(each) for label, each in of.items()}
    rows = []
    for place, line in enumerate(frame.index):
        if not any(_is_there(each, place) for each in of.values()):
            continue
        for n, label in enumerate(of):
            rows.append(["" if n else str(line), *label, *cells[label][place]])
    head = [[""] * width, [str(frame.attrs["unit"]).upper(), *[""] * (width - 1)]]
    return head + rows if rows else []


def _is_there(frame: pd.DataFrame, place: int) -> bool:
    """Say whether a line is other than zero, or of a comparison whether it differs in any replication."""
    differs = frame.attrs.get("differs")
    return bool(np.any(frame.to_numpy()[place] != 0)) if differs is None else bool(differs[place])


def _cells(frame: pd.DataFrame) -> list[list[str]]:
    if "differs" in frame.attrs:
        return difference_cells(frame, number_shown)
    return level_cells(frame, number_shown)


def _by(found: Results | Comparison) -> tuple[str, ...]:
    groups = found.groups if isinstance(found, Results) else found.reform.groups
    return () if groups is None else groups.by


def group_records(found: Results | Comparison) -> Iterator[dict[str, Any]]:
    """Yield every stock, flow and line of money of people, by group and financial year, as plain values."""
    by = _by(found)
    for label, each in found.of_groups().items():
        head = dict(zip(by, label, strict=True))
        for measure in MEASURES:
            for told in _records(each, measure):
                yield {**head, **told}


def _records(found: Results | Comparison, measure: Measure) -> Iterator[dict[str, Any]]:
    if isinstance(found, Results):
        frame = found.counts(measure).frame()
    else:
        frame = compared(found.reform.counts(measure), found.baseline.counts(measure))
    is_run = isinstance(found, Results)
    years = frame.columns.get_level_values("year").unique()
    whys = reasons_of_levels(frame) if is_run else reasons(frame)
    unit = "pence" if measure == Measure.PENCE else "mean of the months" if measure == Measure.STOCK else "in the year"
    for (meaning, category), values, why in zip(frame.index, frame.to_numpy(), whys, strict=True):
        if meaning not in OF_PEOPLE:
            continue
        told = pd.Series(values, frame.columns)
        for year, reason in zip(years, why, strict=True):
            head = {"line": OF_PEOPLE[meaning], "meaning": meaning, "category": category, "unit": unit, "year": year}
            if is_run:
                yield {**head, "value": float(told[year]), REASON: reason or None}
            else:
                yield {**head, **as_told({of: float(value) for of, value in told[year].items()}, reason)}
