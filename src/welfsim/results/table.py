"""Tables of results: values by replication, year and row, their means, and a reform held against its baseline."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import product
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfsim.results.luck import NOT_OF_ROWS, Row, cell, luck_in, why_not
from welfsim.vocabulary.accounts import LINES
from welfsim.vocabulary.fields import Line, Measure
from welfsim.wording.values import category

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]

NET_COST = "Net cost of the lines above"
ASIDE = ("of which", "not yet paid")  # how a line in pounds begins that is shown and not added to the net cost
CAVEAT = "Not calibrated, so not a forecast: read the direction and the order of size, not the last digit."
ERROR, LOW, HIGH, ABOVE = "standard error", "noise low", "noise high", "chance above zero"
REASON = "no finding because"
COUNTED, COUNTED_ERROR = "counted", "counted error"
"""Columns of what heads were counted where a difference is an expected one, and of its standard error."""
ARMS = ("scenario", "baseline", "difference", ERROR, LOW, HIGH, ABOVE)

OF_LINES = ("made_of", "differs")
"""What a comparison knows of each of its lines, in its attributes."""


def categories(line: str) -> list[str]:
    """Return the names of a line's cells in the order of its arrays; one empty name if nothing splits it."""
    return [category(codes) for codes in product(*LINES[line].by)]


HEALTH_USES = tuple(name for name in categories("minutes_given") if name.startswith("Health"))
OTHER_USES = tuple(name for name in categories("minutes_given") if name not in HEALTH_USES)
"""What coach minutes are used for: health support, and all else."""


def is_nobody(line: str, cell: int) -> bool:
    """Say whether a cell stands for people without the benefit or programme that the line is about."""
    codes = list(product(*LINES[line].by))[cell]
    return any(code.name == "NONE" for code in codes)


class Table(NamedTuple):
    """Values by replication, financial year and row, before they are shown.

    `made_of` says for each row what one row of the sample makes of its values in a whole year, `shares` for each year
    which part of it was run; the whole of each unless given.
    """

    rows: pd.Index[Any]
    years: list[str]
    values: Floats
    unit: str
    made_of: tuple[Row, ...]
    shares: tuple[float, ...] = ()

    def of(self, row: Any) -> Floats:
        """Return the values of one row by replication and financial year, wherever it stands in this table."""
        return self.values[..., self.rows.get_loc(row)]

    def frame(self) -> pd.DataFrame:
        """Return the mean over replications, a row a line and a column a year, as `compared` with what rows make."""
        frame = frame_of(self.values.mean(axis=0).T, self.rows, pd.Index(self.years, name="year"), self.unit)
        frame.attrs |= {"made_of": self.made_of, "shares": self.shares}
        return frame


def frame_of(values: Floats, rows: pd.Index[Any], columns: pd.Index[Any], unit: str) -> pd.DataFrame:
    """Return values as a frame that knows its unit."""
    frame = pd.DataFrame(values, index=rows, columns=columns)
    frame.attrs["unit"] = unit
    return frame


def on_the_same_rows(one: Table, other: Table) -> tuple[Table, Table]:
    """Return two tables on the rows of either; a row that a table lacks is zero there."""
    rows = one.rows.append(other.rows.difference(one.rows, sort=False))
    return _on_rows(one, rows), _on_rows(other, rows)


def _on_rows(table: Table, rows: pd.Index[Any]) -> Table:
    place = table.rows.get_indexer(rows)
    made_of = tuple(NOT_OF_ROWS if at < 0 else table.made_of[at] for at in place)
    return table._replace(rows=rows, values=np.where(place < 0, 0.0, table.values[..., place]), made_of=made_of)


def compared(reform: Table, baseline: Table) -> pd.DataFrame:
    """Compare a reform with its baseline, replication by replication, with the luck in the difference.

    The frame knows of each row what one row of the sample makes of it (``attrs["made_of"]``) and whether any
    replication differs (``attrs["differs"]``).
    """
    reform, baseline = on_the_same_rows(reform, baseline)
    made_of = tuple(one if one.worth else other for one, other in zip(reform.made_of, baseline.made_of, strict=True))
    difference = reform.values - baseline.values
    parts = [reform.values.mean(axis=0), baseline.values.mean(axis=0), difference.mean(axis=0)]
    if len(difference) > 1:
        parts += luck_in(difference, np.array([row.worth for row in made_of]))
    columns = pd.MultiIndex.from_product([reform.years, ARMS[: len(parts)]], names=["year", "of"])
    cells = np.stack(parts, axis=1).reshape(-1, len(reform.rows))
    frame = frame_of(cells.T, reform.rows, columns, reform.unit)
    differs = tuple(np.any(difference != 0, axis=(0, 1)).tolist())
    frame.attrs |= {"made_of": made_of, "differs": differs, "shares": reform.shares}
    return frame


def reasons(frame: pd.DataFrame) -> list[list[str]]:
    """Say of each line and year of a comparison why its difference is no finding; an empty text where it is one.

    A difference of exactly zero is shown: not one row differs.
    """
    found = only(frame, "difference").to_numpy()
    columns = frame.columns.get_level_values("of")
    ends = (
        [only(frame, of).to_numpy() for of in (LOW, HIGH)]
        if LOW in columns
        else [[[None] * found.shape[1]] * len(found)] * 2
    )
    return [
        ["" if each == 0 else why_not(each, row, *span) for each, *span in zip(*line, strict=True)]
        for row, *line in zip(frame.attrs["made_of"], found, *ends, strict=True)
    ]


def reasons_of_levels(frame: pd.DataFrame) -> list[list[str]]:
    """Say of each line and year of a frame of levels whether too few rows stand behind it; an empty text if not.

    A level of exactly zero is shown, and so is the net cost, which is small where costs and receipts are alike. Money
    of a part of a year is held to that part of what a row makes in a year.
    """
    shares = frame.attrs["shares"] or (1.0,) * frame.shape[1]
    lines = zip(frame.index, frame.attrs["made_of"], frame.to_numpy().tolist(), strict=True)
    return [
        [
            "" if each == 0 or name == NET_COST else why_not(each, _in_part(row, share))
            for each, share in zip(line, shares, strict=True)
        ]
        for name, row, line in lines
    ]


def _in_part(row: Row, share: float) -> Row:
    """Return what one row of the sample makes of a value in a part of a year: of people as many as in the whole."""
    return row._replace(worth=row.worth * share) if row.in_money else row


def level_cells(frame: pd.DataFrame, shown: Callable[[float], str]) -> list[list[str]]:
    """Return levels as they stand in tables, line by line and year by year."""
    lines = zip(frame.to_numpy().tolist(), reasons_of_levels(frame), strict=True)
    return [[cell(shown(each), why) for each, why in zip(*line, strict=True)] for line in lines]


def levels_of(frame: pd.DataFrame, arm: str) -> pd.DataFrame:
    """Return the levels of one arm of a comparison, with what one row of the sample makes of them."""
    levels = only(frame, arm)
    levels.attrs = {name: frame.attrs[name] for name in ("unit", "made_of", "shares")}
    return levels


def difference_cells(frame: pd.DataFrame, shown: Callable[[float], str]) -> list[list[str]]:
    """Return the differences of a comparison as they stand in tables, line by line and year by year."""
    found = only(frame, "difference").to_numpy().tolist()
    return [
        [cell(shown(each), why) for each, why in zip(line, whys, strict=True)]
        for line, whys in zip(found, reasons(frame), strict=True)
    ]


def only_lines(frame: pd.DataFrame, wanted: Sequence[bool]) -> pd.DataFrame:
    """Return some lines of a comparison, with all that it knows of them."""
    short = frame.loc[list(wanted)]
    kept: dict[Hashable, Any] = {
        name: tuple(each for each, is_in in zip(frame.attrs[name], wanted, strict=True) if is_in) for name in OF_LINES
    }
    short.attrs = {**frame.attrs, **kept}
    return short


def unit_of(line: Line) -> str:
    """Return the unit of a line's values."""
    return "pence" if line.measure == Measure.PENCE else "number"


def fiscal_label(line: Line, kind: str) -> str:
    """Name a row of the fiscal table: the line's label with the category that splits it."""
    return ": ".join(part for part in (line.label, kind) if part)


def only(table: pd.DataFrame, of: str) -> pd.DataFrame:
    """Return one of the arms of a comparison, a column a year."""
    return pd.DataFrame(table.xs(of, axis=1, level="of"))


def zip_rows(table: pd.DataFrame) -> Iterator[tuple[Any, Floats]]:
    """Walk a frame row by row as (label, values)."""
    return zip(table.index, table.to_numpy(), strict=True)
