"""The tables of ``data/margins``, and the numbers that some of them hold by name."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pandas as pd

from welfsim.errors import PopulationError
from welfsim.shipped import data_folder
from welfsim.text.written import question


def table(name: str) -> pd.DataFrame:
    """Read one table of ``data/margins``."""
    return _table(_path(name)).copy()


def value_of(table_name: str, name: str) -> str:
    """Return the value of one row of a table, as it is written.

    Raises
    ------
    PopulationError
        If no row has that name.
    """
    values = _values(_path(table_name))
    if name not in values:
        meant = question(name, list(values))
        raise PopulationError(
            f"data/margins/{table_name}.csv: the build reads {name}, which has no row there. "
            f"{meant or 'Add a row for it.'}"
        )
    return values[name]


def forget_tables() -> None:
    """Read every table anew when it is next asked for, as after one was written."""
    _table.cache_clear()
    _values.cache_clear()


def _path(name: str) -> Path:
    return data_folder() / "margins" / f"{name}.csv"


@lru_cache(maxsize=64)
def _table(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, keep_default_na=False)


@lru_cache(maxsize=64)
def _values(path: Path) -> dict[str, str]:
    rows = pd.read_csv(path, keep_default_na=False, dtype=str)
    return dict(zip(rows["name"], rows["value"], strict=True))
