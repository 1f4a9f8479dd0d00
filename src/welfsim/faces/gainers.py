"""Gainers and losers as rows of text: a summary by year, a table a grouping, and when lives part."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan
from typing import Any

import pandas as pd

from welfsim.results.luck import FEW_ROWS, Row, cell, why_not
from welfsim.results.table import ERROR, HIGH, LOW
from welfsim.wording.values import number


def people_of(name: str) -> str:
    """Return in words by what people are grouped."""
    return "tenth of income of benefit units, made equal for their size" if name == "decile" else name


def summary_rows(frame: pd.DataFrame) -> list[list[str]]:
    """Return measures as rows, a column a year; below each its standard error if there are replications.

    A measure of people is held to what may be said of a difference, a mean to how many people it is of.
    """
    years = list(dict.fromkeys(frame.columns.get_level_values("year")))
    has_luck = (years[0], ERROR) in frame.columns
    rows = [["", "", *map(str, years)]]
    all_values = frame.to_dict("records")
    parts = zip(frame.index, all_values, frame.attrs["made_of"], frame.attrs["behind"], strict=True)
    for place, ((label, unit), values, row, behind) in enumerate(parts):
        counted = frame.attrs["made_of"][behind]
        whys = [
            _why(values, year, row) if behind == place else _few(all_values[behind][year, "found"], counted)
            for year in years
        ]
        found = [cell(number(values[year, "found"], 1), why) for year, why in zip(years, whys, strict=True)]
        rows.append([label, unit, *found])
        if has_luck:
            errors = [values[year, ERROR] for year in years]
            rows.append(["", "± error", *("" if isnan(error) else number(error, 1) for error in errors)])
    return rows


def _why(values: Mapping[Any, float], year: str, row: Row) -> str:
    """Say why a measure of people is no finding in a year; zero is shown."""
    ends = (values[year, LOW], values[year, HIGH]) if (year, LOW) in values and row.worth else ()
    return why_not(values[year, "found"], row, *ends) if values[year, "found"] and row.worth else ""


def _few(people: float, row: Row) -> str:
    """Say whether too few rows stand behind a figure; zero is shown."""
    return FEW_ROWS if people and why_not(people, row) == FEW_ROWS else ""


def group_rows(frame: pd.DataFrame) -> list[list[str]]:
    """Return groups of people as rows, a column a measure."""
    rows = [["", *map(str, frame.columns)]]
    made_of, behind = frame.attrs["made_of"], frame.attrs["behind"]
    for label, *values in frame.itertuples():
        whys = [_few(values[place], made_of[place]) for place in behind]
        rows.append([str(label), *(cell(number(value, 1), why) for value, why in zip(values, whys, strict=True))])
    return rows


def parting_rows(frame: pd.DataFrame) -> list[list[str]]:
    """Return through what lives first part as rows: the first month, then thousand people in each year."""
    rows = [["", *map(str, frame.columns)]]
    for way, first, *values in frame.itertuples():
        cells = [cell(number(value, 1), _few(value, frame.attrs["row"])) for value in values]
        rows.append([str(way), str(first), *cells])
    return rows
