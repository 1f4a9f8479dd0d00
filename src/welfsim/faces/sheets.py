"""Frames of results as printed rows and as plain records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isnan
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfsim.results.luck import CHANCE, FEW_ROWS, cell, why_not
from welfsim.results.table import (
    ABOVE,
    ARMS,
    COUNTED,
    COUNTED_ERROR,
    ERROR,
    HIGH,
    LOW,
    NET_COST,
    REASON,
    difference_cells,
    level_cells,
    levels_of,
    only,
    only_lines,
    reasons,
    reasons_of_levels,
    zip_rows,
)
from welfsim.wording.values import brief, number

SMALL, NEARLY = 100, 0.99


def plain_rows(frames: Sequence[pd.DataFrame]) -> list[list[str]]:
    """Return frames of years as one table of text, each under its unit."""
    rows = [["", *map(str, frames[0].columns)]]
    for frame in frames:
        rows += _section(frame, len(rows[0]))
        rows += [[str(line), *cells] for line, cells in zip(frame.index, level_cells(frame, number_shown), strict=True)]
    return rows


def paired_rows(frames: Sequence[pd.DataFrame]) -> list[list[str]]:
    """Return comparisons as one table of text: reform, baseline, difference and luck of a line below one another.

    The interval of each difference stands in the records; here its error and the chance that it is above zero do.
    """
    arms = [arm for arm in ROLES if arm in frames[0].columns.get_level_values("of")]
    rows = [["", "", *map(str, only(frames[0], ARMS[0]).columns)]]
    for frame in frames:
        rows += _section(frame, len(rows[0]))
        parts = {arm: _cells(frame, arm) for arm in arms}
        for place, line in enumerate(frame.index):
            for arm in arms:
                label = str(line) if arm == ARMS[0] else ""
                rows.append([label, ROLES[arm], *parts[arm][place]])
    return rows


def _cells(frame: pd.DataFrame, arm: str) -> list[list[str]]:
    """Return one arm of a comparison as text; empty where luck has no part in a number."""
    if arm == "difference":
        return difference_cells(frame, number_shown)
    if arm in ARMS[:2]:
        return level_cells(levels_of(frame, arm), number_shown)
    shown = chance if arm == ABOVE else number_shown
    return [["" if isnan(value) else shown(value) for value in values] for values in only(frame, arm).to_numpy()]


def chance(value: float) -> str:
    """Write a chance so that one near an end is not taken for certain."""
    return "> 0.99" if value > NEARLY else "< 0.01" if value < 1 - NEARLY else f"{value:.2f}"


def differing(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the lines of a comparison that differ in some year and replication, and always the net cost."""
    lines = zip(frame.index, frame.attrs["differs"], strict=True)
    return only_lines(frame, [differs or line == NET_COST for line, differs in lines])


def _section(frame: pd.DataFrame, width: int) -> list[list[str]]:
    """Return an empty row and a row that names a frame's unit."""
    return [[""] * width, [str(frame.attrs["unit"]).upper(), *[""] * (width - 1)]]


ROLES = {"scenario": "reform", "baseline": "baseline", "difference": "difference", ERROR: "± error", ABOVE: CHANCE}


def number_shown(value: float) -> str:
    """Write large values and zero whole, small ones with a decimal."""
    return number(value, 1 if 0 < abs(value) < SMALL else 0)


def frame_records(frame: pd.DataFrame, few: bool = True) -> Iterator[dict[str, Any]]:
    """Yield a frame line by line and year by year as plain values.

    A difference that is no finding has its reason; one of too few rows is empty. A level keeps its value, so that
    levels add up, unless ``few=False`` asks for nothing where too few rows stand behind it.
    """
    unit = frame.attrs["unit"]
    is_compared = isinstance(frame.columns, pd.MultiIndex)
    cells = frame.columns if is_compared else [(year, "value") for year in frame.columns]
    whys = reasons(frame) if is_compared else reasons_of_levels(frame)
    if not few:
        frame = frame.mask(_few(frame))
    for (line, values), why in zip(zip_rows(frame), whys, strict=True):
        told: dict[str, dict[str, float]] = {}
        for (year, of), value in zip(cells, values, strict=True):
            told.setdefault(year, {})[of] = float(value)
        for place, (year, found) in enumerate(told.items()):
            head = {"unit": unit, "line": str(line), "year": year}
            yield {**head, **as_told(found, why[place])}


def _few(frame: pd.DataFrame) -> NDArray[np.bool_]:
    """Say of each cell of a frame whether it is a level behind which too few rows stand."""
    if not isinstance(frame.columns, pd.MultiIndex):
        return _few_levels(frame)
    few = np.zeros(frame.shape, np.bool_)
    for arm in ARMS[:2]:
        few[:, frame.columns.get_level_values("of") == arm] = _few_levels(levels_of(frame, arm))
    return few


def _few_levels(levels: pd.DataFrame) -> NDArray[np.bool_]:
    few = [[why == FEW_ROWS for why in line] for line in reasons_of_levels(levels)]
    return np.array(few, np.bool_).reshape(levels.shape)


def as_told(found: Mapping[str, Any], why: str, key: str = "difference") -> dict[str, Any]:
    """Return the plain values of a difference with the reason why it is no finding, if it is none.

    None where there is no number: a difference of too few rows, and luck where it has no part.
    """
    values: dict[str, Any] = {
        name: None if isinstance(value, float) and isnan(value) else value for name, value in found.items()
    }
    if why == FEW_ROWS and key in values:
        values[key] = None
    return {**values, REASON: why or None}


def difference_records(frame: pd.DataFrame) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield differences, a row each, as plain values with the reason if they are no finding."""
    for (line, values), why in zip(zip_rows(frame), _reasons(frame), strict=True):
        yield str(line), as_told(dict(zip(frame.columns, map(float, values), strict=True)), why)


def heads_of_differences(frame: pd.DataFrame) -> list[str]:
    """Return the heads of the cells of differences, see `shown_differences`."""
    return ["found", ROLES[ERROR], CHANCE, COUNTED] if ERROR in frame else [""]


def shown_differences(frame: pd.DataFrame) -> Iterator[list[str]]:
    """Yield of each difference its cells: found and, if there are replications, its error, its chance and the count.

    The count, with its error, is that of heads or pounds in place of an expected difference; empty of all others.
    """
    shown = {"difference": brief, ERROR: brief, ABOVE: chance}
    for found, why in zip(frame.to_dict("records"), _reasons(frame), strict=True):
        first, *others = ["" if isnan(found[of]) else write(found[of]) for of, write in shown.items() if of in found]
        yield [cell(first, why), *others, *_counted_cell(found)]


def _counted_cell(found: Mapping[Any, float]) -> list[str]:
    """Return what was counted and its error as one cell; none without replications."""
    if COUNTED not in found:
        return []
    return ["" if isnan(found[COUNTED]) else f"{brief(found[COUNTED])} ± {brief(found[COUNTED_ERROR])}"]


def _reasons(frame: pd.DataFrame) -> list[str]:
    """Say of each row of differences why it is no finding; an empty text where it is one."""
    ends = [frame[of] if of in frame else [None] * len(frame) for of in (LOW, HIGH)]
    return [why_not(*each) for each in zip(frame["difference"], frame.attrs["made_of"], *ends, strict=True)]
