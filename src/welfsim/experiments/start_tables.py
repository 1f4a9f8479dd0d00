"""The check of the start in rows of text: margins, series and drift, for a terminal and for a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isnan
from typing import Any

import pandas as pd

from welfsim.experiments.kinks import Part
from welfsim.experiments.start import Followed, Start, shown_months
from welfsim.months import show_month
from welfsim.wording.values import MINUS, brief, number

Row = list[str]
LONGEST_NAME = 25
"""A longer name has a line of its own, so that a table is no wider than 80 characters."""
THOUSAND, MILLION = 1_000, 1_000_000
UNKNOWN = ""


def margin_rows(margins: pd.DataFrame) -> list[Row]:
    """Return every margin under its name: target, achieved, difference, per cent, off or not."""
    rows, section = [["", "target", "achieved", "difference", "%", "off"]], ""
    for record in margins.to_dict("records"):
        named = str(record["margin"]).upper()
        if named != section:
            section = named
            rows += [[""] * 6, [section, *[""] * 5]]
        rows += _named(category(record), margin_values(record))
    return rows


def category(record: Mapping[Any, Any]) -> str:
    """Return what a margin counts, in words."""
    return str(record["category"]).replace("_", " ")


def margin_values(record: Mapping[Any, Any]) -> list[str]:
    """Write target, achieved, difference, per cent, and whether it is off; people as whole numbers."""
    write = number if record["target"] > 1 else brief
    return [
        *(write(record[name]) for name in ("target", "achieved", "difference")),
        signed(record["percent"]),
        "" if record["within"] else "off",
    ]


def series_rows(start: Start) -> list[Row]:
    """Return every series: the last published value, the model after some months, and its kink."""
    months = shown_months(len(start.followed[0].model))
    head = ["model after months:", "published", "until", *map(str, months), "kink"]
    rows, section = [head], ""
    for one in start.followed:
        if one.series.group != section:
            section = one.series.group
            rows += [[""] * len(head), [section.upper(), *[""] * (len(head) - 1)]]
        model = [short(float(one.model[month - 1]), one.series.unit) for month in months]
        rows += _named(one.series.what, [*last_published(one), *model, kink_words(one)])
    return rows


def drift_rows(start: Start) -> list[Row]:
    """Return the employment rate by age as built, after each year, and the drift, in per cent and points."""
    head = ["employment rate, %", "built", "month 12", "month 24", "drift"]
    ages = start.drift.itertuples(index=False)
    return [head, *([str(age), *(number(value, 1) for value in values), signed(drift)] for age, *values, drift in ages)]


def kink_words(one: Followed) -> str:
    """Name the parts of a series' kink."""
    names = one.kink.names
    return "all three" if len(names) == len(one.kink) else " ".join(names) or "none"


def last_published(one: Followed) -> tuple[str, str]:
    """Return the last published value of a series and its month; nothing if there is none."""
    if not one.points:
        return UNKNOWN, UNKNOWN
    return short(one.points[-1].value, one.series.unit), show_month(one.points[-1].last)


def short(value: float, unit: str) -> str:
    """Write a value of a series briefly: 6.52m, 365k, 7.6%."""
    if unit == "percent":
        return f"{number(value, 1)}%"
    if abs(value) >= MILLION:
        return f"{number(value / MILLION, 2)}m"
    return f"{number(value / THOUSAND, 0 if abs(value) >= 10 * THOUSAND else 1)}k"


def signed(value: float, digits: int = 1) -> str:
    """Write a difference with its sign; nothing if it is not known."""
    if isnan(value):
        return UNKNOWN
    text = number(value, digits)
    return text if text.startswith(MINUS) or not any(digit in "123456789" for digit in text) else f"+{text}"


def part(of: Part) -> str:
    """Write a part of a kink, in brackets what is allowed."""
    return UNKNOWN if isnan(of.found) else f"{signed(of.found)} ({number(of.allowed, 1)})"


def counts_of(start: Start) -> Iterator[str]:
    """Yield how many margins and series are as they should be, in sentences."""
    series = start.followed
    with_kink = [one for one in series if one.kink.names]
    yield count_within(start.margins)
    yield f"{len(series) - len(with_kink)} of {len(series)} series have no kink at the start."


def count_within(margins: pd.DataFrame) -> str:
    """Say how many margins are met."""
    within = margins["within"]
    return f"{int(within.sum())} of {len(within)} margins are within 2% or their rounding."


def _named(name: str, cells: Sequence[str]) -> list[Row]:
    """Return a row under its name; a long name stands on a line of its own."""
    if len(name) <= LONGEST_NAME:
        return [[name, *cells]]
    return [[name, *[""] * len(cells)], ["", *cells]]
