"""Reading a record of people: a table of rows by person and month, of all or of some."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from welfsim.errors import ResultsError

METADATA = b"welfsim record"
"""The key in a record's metadata under which the run stands that made it."""


def read_record(
    file: str | Path, person_id: int | Sequence[int] | None = None, columns: Sequence[str] | None = None
) -> pd.DataFrame:
    """Return rows of a record that ``welfsim.run(..., record=...)`` has made.

    Parameters
    ----------
    person_id
        One person or several; everyone unless given. Only rows of these are held in memory.
    columns
        Names of columns; all unless given.

    Returns
    -------
    pandas.DataFrame
        By replication, person and month. Codes are categories; a month is its first day. ``attrs["run"]`` is the
        scenario as it was run, the grossing and the version.

    Raises
    ------
    ResultsError
        If the file cannot be read, is no record, or a column or person is not in it.
    """
    path = Path(file)
    try:
        known = pq.read_schema(path)
    except (OSError, pa.ArrowException) as error:
        raise ResultsError(
            f"{path}\n  This record cannot be read: {getattr(error, 'strerror', None) or error}."
        ) from error
    about = (known.metadata or {}).get(METADATA)
    if about is None:
        raise ResultsError(f"{path}\n  This is no record of welfsim. welfsim run SCENARIO --record FILE makes one.")
    unknown = [name for name in columns or () if name not in known.names]
    if unknown:
        raise ResultsError(f"{path}\n  It has no column {', '.join(unknown)}.\n  Columns: {', '.join(known.names)}")
    people = None if person_id is None else [person_id] if isinstance(person_id, int) else list(person_id)
    filters = None if people is None else [("person_id", "in", people)]
    order = ["replication", "person_id", "month"]
    wanted = None if columns is None else list(dict.fromkeys([*order, *columns]))
    rows = pq.read_table(path, columns=wanted, filters=filters).to_pandas(date_as_object=False)
    missing = set(people or ()) - set(rows["person_id"])
    if missing:
        listed = ", ".join(map(str, sorted(missing)[:10]))
        raise ResultsError(f"{path}\n  Nobody with the number {listed} is in this record.")
    found: pd.DataFrame = rows.sort_values(order, ignore_index=True)
    found.attrs["run"] = json.loads(about)
    return found
