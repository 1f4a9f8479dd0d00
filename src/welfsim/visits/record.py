"""What a record of people holds: whose lives, which columns, how often, and what each column of the file means.

A row is a person at the end of a month. Codes are written as their names in small letters, months as dates, and a
column of the unit is that of the unit in which the person lives at the time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast, get_args

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from welfsim.errors import ResultsError
from welfsim.months import MONTHS_A_YEAR, show_month
from welfsim.results.lives import METADATA
from welfsim.text.written import did_you_mean, shortened
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.fields import Column, Unit, declared
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import State

Every = Literal["change", "month"]
ALWAYS = ("replication", "person_id", "month", "presence")
USUAL = (
    "birth_month",
    "sex",
    "severity",
    "job",
    "hours_part_time",
    "hourly_pay",
    "self_employed",
    "activity",
    "health_group",
    "regime",
    "esa_group",
    "daily_living",
    "mobility",
    "carer",
    "programme",
    "unit.adults",
    "unit.uc_award",
)
UNIT = "unit."
NUMBERS_OF_ROWS = frozenset({"unit", "unit.first_person", "unit.joins", "unit.leaves_to", "unit.district"})
"""Columns that only find rows, and say nothing of anybody."""
EPOCH = np.datetime64("0000-01", "M")


class Record(NamedTuple):
    """A record of people's lives.

    Attributes
    ----------
    file
        The Parquet file that is made.
    columns
        Columns of people, and of their units as ``unit.rent``; `USUAL` unless given. Those of `ALWAYS` stand first.
    people
        How many people, drawn from all who are ever in the run; everyone unless given.
    every
        A row a month, or only where something of a person is not as in the row before.
    """

    file: Path
    columns: tuple[str, ...] = USUAL
    people: int | None = None
    every: Every = "change"


def checked(record: Record | str | Path) -> Record:
    """Return a record, of a file if only that is given, all of whose columns exist.

    Raises
    ------
    ResultsError
        If a column is not known, nobody is asked for, or the file cannot be one.
    """
    asked = record if isinstance(record, Record) else Record(Path(record))
    asked = asked._replace(file=Path(asked.file), columns=tuple(dict.fromkeys(asked.columns)))
    faults = [_unknown(name) for name in asked.columns if name not in recordable() and name not in ALWAYS]
    if asked.people is not None and asked.people < 1:
        faults.append(f"{asked.people} people\n  Ask for 1 or more, or leave it out to record everyone.")
    if asked.every not in get_args(Every):
        faults.append(f"every {asked.every}\n  Allowed: {', '.join(get_args(Every))}")
    if asked.file.suffix != ".parquet":
        faults.append(f"{asked.file}\n  A record is a Parquet file. Name it {asked.file.with_suffix('.parquet')}")
    if faults:
        raise ResultsError("\n\n".join(f"record: {fault}" for fault in faults))
    return asked


def _unknown(name: str) -> str:
    near = did_you_mean(name, list(recordable()))
    meant = f"  Did you mean {near!r}?\n" if near else ""
    return f"{shortened(name)}\n  There is no such column.\n{meant}  All columns: welfsim columns. Of a unit: unit.rent"


@cache
def recordable() -> Mapping[str, Column]:
    """Return every column that can be recorded: of people, and of units with ``unit.`` before."""
    people = {name: field.what for name, field in declared(Persons).items()}
    units = {f"{UNIT}{name}": field.what for name, field in declared(BenefitUnits).items()}
    return {name: what for name, what in {**people, **units}.items() if name not in NUMBERS_OF_ROWS}


def values_of(name: str, state: State, rows: NDArray[np.int64]) -> NDArray[Any]:
    """Return a column of some people as the state holds it."""
    if name.startswith(UNIT):
        column: NDArray[Any] = getattr(state.unit, name.removeprefix(UNIT))
        return column[state.person.unit[rows]]
    column = getattr(state.person, name)
    return column[rows]


class Written(NamedTuple):
    """How one column of the state is written: one field of the file, or one for each member of what it is by."""

    fields: tuple[pa.Field, ...]
    what: Column

    def arrays(self, values: NDArray[Any]) -> list[Any]:
        """Return values as the file holds them."""
        cells = [values] if self.what.by is None else [values[:, place] for place in range(values.shape[1])]
        return [self._array(field, np.ascontiguousarray(each)) for field, each in zip(self.fields, cells, strict=True)]

    def _array(self, field: pa.Field, values: NDArray[Any]) -> Any:
        if pa.types.is_dictionary(field.type):
            names = _names(cast("type[IntEnum]", self.what.codes))
            return pa.DictionaryArray.from_arrays(pa.array(values.astype(np.int8)), pa.array(names))
        if pa.types.is_date32(field.type):
            return dates(values)
        return pa.array(values, field.type)


def dates(months: NDArray[Any]) -> Any:
    """Return absolute months as the dates of their first days; none for 0, which is never."""
    days = (EPOCH + months.astype("timedelta64[M]")).astype("datetime64[D]")
    return pa.array(days, pa.date32(), mask=months == 0)


def written(name: str) -> Written:
    """Return how a column of the state is written."""
    what = recordable()[name]
    names = [name] if what.by is None else [f"{name}.{member.name.lower()}" for member in what.by]
    kind = _kind(name, what)
    about = {"meaning": what.meaning, "unit": str(what.unit)}
    return Written(tuple(pa.field(each, kind, metadata=about) for each in names), what)


def _kind(name: str, what: Column) -> pa.DataType:
    """Return the type of a column in the file."""
    if what.codes is not None:
        return pa.dictionary(pa.int8(), pa.string())
    if what.unit == Unit.MONTH:
        return pa.date32()
    table = BenefitUnits if name.startswith(UNIT) else Persons
    cell = np.dtype(get_args(get_args(declared(table)[name.removeprefix(UNIT)].type)[1])[0])
    return pa.from_numpy_dtype(cell)


def _names(codes: type[IntEnum]) -> list[str]:
    """Return the names of codes from 0 to the highest, small; a number that is none has no name of its own."""
    names = {int(code): code.name.lower() for code in codes}
    return [names.get(code, f"{code}") for code in range(max(names) + 1)]


def schema(record: Record, about: Mapping[str, Any]) -> pa.Schema:
    """Return the columns of the file, each with its meaning and unit; what the run was is in the file's metadata."""
    first = [
        pa.field("replication", pa.int16(), metadata={"meaning": "Number of the replication, from 0"}),
        *written("person_id").fields,
        pa.field("month", pa.date32(), metadata={"meaning": "At the end of this month, named by its first day"}),
        *written("presence").fields,
    ]
    chosen = [field for name in columns_of(record) for field in written(name).fields]
    return pa.schema([*first, *chosen], metadata={METADATA: json.dumps(about, ensure_ascii=False).encode()})


def columns_of(record: Record) -> Sequence[str]:
    """Return the chosen columns without those that are always there."""
    return [name for name in record.columns if name not in ALWAYS]


def month_date(month: int) -> date:
    """Return the first day of a month."""
    return date(month // MONTHS_A_YEAR, month % MONTHS_A_YEAR + 1, 1)


def span_of_months(start: int, months: int) -> str:
    """Return the months of a record: that before the first, for the people as built, and those of the run."""
    return f"{show_month(start - 1)} to {show_month(start + months - 1)}"
