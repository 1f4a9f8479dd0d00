"""Frames of results as printed rows and as plain records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from welfsim.results.table import ARMS, NET_COST, only, zip_rows
from welfsim.wording.values import number

SMALL = 100


def plain_rows(frames: Sequence[pd.DataFrame]) -> list[list[str]]:
    """Return frames of years as one table of text, each under its unit."""
    rows = [["", *map(str, frames[0].columns)]]
    for frame in frames:
        rows += _section(frame, len(rows[0]))
        rows += [[str(line), *map(_shown, values)] for line, values in zip_rows(frame)]
    return rows


def paired_rows(frames: Sequence[pd.DataFrame]) -> list[list[str]]:
    """Return comparisons as one table of text: reform, baseline and difference of a line below one another."""
    arms = [arm for arm in ARMS if arm in frames[0].columns.get_level_values("of")]
    rows = [["", "", *map(str, only(frames[0], ARMS[0]).columns)]]
    for frame in frames:
        rows += _section(frame, len(rows[0]))
        parts = {arm: only(frame, arm).to_numpy() for arm in arms}
        for place, line in enumerate(frame.index):
            for arm in arms:
                label = str(line) if arm == ARMS[0] else ""
                rows.append([label, ROLES[arm], *map(_shown, parts[arm][place])])
    return rows


def differing(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the lines of a comparison that differ in some year and replication, and always the net cost."""
    differs = (frame.drop(columns=["scenario", "baseline"], level="of") != 0).any(axis=1)
    short = frame.loc[differs | (frame.index == NET_COST)]
    short.attrs = frame.attrs
    return short


def _section(frame: pd.DataFrame, width: int) -> list[list[str]]:
    """Return an empty row and a row that names a frame's unit."""
    return [[""] * width, [str(frame.attrs["unit"]).upper(), *[""] * (width - 1)]]


ROLES = {"scenario": "reform", "baseline": "baseline", "difference": "difference", "standard error": "± error"}


def _shown(value: float) -> str:
    """Write large values and zero whole, small ones with a decimal."""
    return number(value, 1 if 0 < abs(value) < SMALL else 0)


def frame_records(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield a frame line by line and year by year as plain values."""
    unit = frame.attrs["unit"]
    cells = frame.columns if isinstance(frame.columns, pd.MultiIndex) else [(year, "value") for year in frame.columns]
    for line, values in zip_rows(frame):
        told: dict[str, dict[str, float]] = {}
        for (year, of), value in zip(cells, values, strict=True):
            told.setdefault(year, {})[of] = float(value)
        for year, found in told.items():
            yield {"unit": unit, "line": str(line), "year": year, **found}
