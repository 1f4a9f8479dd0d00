"""Gainers and losers as rows of text: a summary by year, a table a grouping, and when lives part."""

from __future__ import annotations

from math import isnan

import pandas as pd

from welfsim.results.luck import cell, why_not
from welfsim.results.table import ERROR, HIGH, LOW
from welfsim.wording.values import number


def people_of(name: str) -> str:
    """Return in words by what people are grouped."""
    return "tenth of income of benefit units, made equal for their size" if name == "decile" else name


def summary_rows(frame: pd.DataFrame) -> list[list[str]]:
    """Return measures as rows, a column a year; below each its standard error if there are replications."""
    years = list(dict.fromkeys(frame.columns.get_level_values("year")))
    has_luck = (years[0], ERROR) in frame.columns
    rows = [["", "", *map(str, years)]]
    for (label, unit), values, row in zip(frame.index, frame.to_dict("records"), frame.attrs["made_of"], strict=True):
        cells = []
        for year in years:
            found = values[year, "found"]
            ends = (values[year, LOW], values[year, HIGH]) if has_luck and row.worth else ()
            cells.append(cell(number(found, 1), why_not(found, row, *ends) if found and row.worth else ""))
        rows.append([label, unit, *cells])
        if has_luck:
            errors = [values[year, ERROR] for year in years]
            rows.append(["", "± error", *("" if isnan(error) else number(error, 1) for error in errors)])
    return rows


def group_rows(frame: pd.DataFrame) -> list[list[str]]:
    """Return groups of people as rows, a column a measure."""
    rows = [["", *map(str, frame.columns)]]
    return rows + [[str(label), *(number(value, 1) for value in values)] for label, *values in frame.itertuples()]


def parting_rows(frame: pd.DataFrame) -> list[list[str]]:
    """Return through what lives first part as rows: the first month, then thousand people in each year."""
    rows = [["", *map(str, frame.columns)]]
    for way, first, *values in frame.itertuples():
        rows.append([str(way), str(first), *(number(value, 1) for value in values)])
    return rows
