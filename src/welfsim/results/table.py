"""Tables of results: values by replication, year and row, their means, and a reform held against its baseline."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfsim.vocabulary.accounts import LINES
from welfsim.vocabulary.fields import Line, Measure
from welfsim.wording.values import category

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]

NET_COST = "Net cost of the lines above"
ASIDE = ("of which", "not yet paid")  # how a line in pounds begins that is shown and not added to the net cost
CAVEAT = "Not calibrated, so not a forecast: read the direction and the order of size, not the last digit."
ARMS = ("scenario", "baseline", "difference", "standard error")


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
    """Values by replication, financial year and row, before they are shown."""

    rows: pd.Index[Any]
    years: list[str]
    values: Floats
    unit: str

    def frame(self) -> pd.DataFrame:
        """Return the mean over replications, a row a line and a column a year."""
        return frame_of(self.values.mean(axis=0).T, self.rows, pd.Index(self.years, name="year"), self.unit)


def frame_of(values: Floats, rows: pd.Index[Any], columns: pd.Index[Any], unit: str) -> pd.DataFrame:
    """Return values as a frame that knows its unit."""
    frame = pd.DataFrame(values, index=rows, columns=columns)
    frame.attrs["unit"] = unit
    return frame


def standard_error(values: Floats) -> Floats:
    """Return the standard error of the mean over the first axis."""
    return np.asarray(values.std(axis=0, ddof=1) / np.sqrt(len(values)))


def on_the_same_rows(one: Table, other: Table) -> tuple[Table, Table]:
    """Return two tables on the rows of either; a row that a table lacks is zero there."""
    rows = one.rows.append(other.rows.difference(one.rows, sort=False))
    return _on_rows(one, rows), _on_rows(other, rows)


def _on_rows(table: Table, rows: pd.Index[Any]) -> Table:
    place = table.rows.get_indexer(rows)
    return table._replace(rows=rows, values=np.where(place < 0, 0.0, table.values[..., place]))


def compared(reform: Table, baseline: Table) -> pd.DataFrame:
    """Compare a reform with its baseline, replication by replication, with the error of the difference."""
    reform, baseline = on_the_same_rows(reform, baseline)
    difference = reform.values - baseline.values
    parts = [reform.values.mean(axis=0), baseline.values.mean(axis=0), difference.mean(axis=0)]
    if len(difference) > 1:
        parts.append(standard_error(difference))
    columns = pd.MultiIndex.from_product([reform.years, ARMS[: len(parts)]], names=["year", "of"])
    cells = np.stack(parts, axis=1).reshape(-1, len(reform.rows))
    return frame_of(cells.T, reform.rows, columns, reform.unit)


def unit_of(line: Line) -> str:
    """Return the unit of a line's values."""
    return "pence" if line.measure == Measure.PENCE else "number"


def fiscal_label(line: Line, kind: str) -> str:
    """Name a row of the fiscal table: the line's label with the category that splits it."""
    return ": ".join(part for part in (line.label, kind) if part)


def only(table: pd.DataFrame, of: str) -> pd.DataFrame:
    """Return one of scenario, baseline, difference and standard error, a column a year."""
    return pd.DataFrame(table.xs(of, axis=1, level="of"))


def zip_rows(table: pd.DataFrame) -> Iterator[tuple[Any, Floats]]:
    """Walk a frame row by row as (label, values)."""
    return zip(table.index, table.to_numpy(), strict=True)
