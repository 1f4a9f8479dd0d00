"""What it is to declare a column, a parameter or an account line.

A table of the model is a ``NamedTuple`` whose fields are ``Annotated[type, declaration]``. The declaration is
read by kernels (dtypes), Parquet (schema and metadata), YAML checks (units and bounds) and the manual.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

import numpy as np
from numpy.typing import NDArray

Int8 = NDArray[np.int8]
Int16 = NDArray[np.int16]
Int32 = NDArray[np.int32]
UInt16 = NDArray[np.uint16]
UInt32 = NDArray[np.uint32]
Float32 = NDArray[np.float32]
Bool = NDArray[np.bool_]

Table = TypeVar("Table")

ParameterValue = bool | float | tuple[int, ...]
"""What a parameter is set to: yes or no for a switch, a number, or the codes of a list of names in their order."""


class Unit(StrEnum):
    """The unit of a parameter or column, as it is written in law files and tables."""

    PENCE_A_MONTH = "pence a month"
    PENCE_A_WEEK = "pence a week"
    PENCE_A_YEAR = "pence a year"
    PENCE_AN_HOUR = "pence an hour"
    PENCE = "pence"
    HAZARD = "hazard a month"
    SHARE = "share"
    RATIO = "ratio"
    ELASTICITY = "elasticity"
    FTE = "full-time equivalents"
    MINUTES = "minutes"
    MINUTES_A_MONTH = "minutes a month"
    HOURS_A_WEEK = "hours a week"
    WEEKS_A_YEAR = "weeks a year"
    PEOPLE_A_MONTH = "people a month"
    PEOPLE = "people"
    MONTHS = "months"
    MONTH = "month"
    DAYS = "days"
    YEARS = "years"
    POINTS = "points"
    COUNT = "count"
    NAMES = "names in order"
    SWITCH = "switch"
    CODE = "code"
    INDEX = "index, April 2025 = 1"


CEILINGS: Mapping[Unit, float] = {
    Unit.PENCE_A_MONTH: 1_000_000,  # £10,000
    Unit.PENCE_A_WEEK: 250_000,  # £2,500
    Unit.PENCE_A_YEAR: 20_000_000,  # £200,000
    Unit.PENCE_AN_HOUR: 10_000,  # £100
    Unit.PENCE: 10_000_000,  # £100,000
    Unit.HAZARD: 1.0,
    Unit.SHARE: 1.0,
    Unit.RATIO: 10,
    Unit.ELASTICITY: 10,
    Unit.FTE: 100_000,  # more than all who work for the DWP
    Unit.MINUTES: 10_000,  # a month of one coach's contract hours
    Unit.MINUTES_A_MONTH: 10_000,
    Unit.HOURS_A_WEEK: 168,  # all there are
    Unit.WEEKS_A_YEAR: 52,
    Unit.PEOPLE_A_MONTH: 1_000_000,  # everyone of working age within four years
    Unit.PEOPLE: 70_000_000,  # more than live in Great Britain
    Unit.MONTHS: 1_200,
    Unit.MONTH: 2099 * 12 + 11,  # December 2099, which no run reaches
    Unit.DAYS: 366,
    Unit.YEARS: 120,
    Unit.POINTS: 100,
    Unit.COUNT: 100,
    Unit.SWITCH: 1.0,
    Unit.CODE: 127,
    Unit.INDEX: 10,
}
"""The highest lawful value by unit, where a declaration sets none of its own; a list of names has none.

Each is far beyond any proposal, and all together are such as the accounts can hold. A cell of the accounts is a whole
number of 64 bits, at most 9.2e18. The largest sum made of cells is a line over all districts and months: 60 million
people times the 108 months of law are 6.5e9 months of people. At these ceilings one person brings a line at most 1e8
pence, £1 million, in a month: ten amounts by the month, week or year, one case, or the pay of 168 hours a week at the
highest hourly pay. Together that is 6.5e17, less than a tenth of what fits.
"""


class Kind(StrEnum):
    """What moving a parameter means, so that no one mistakes an assumption for a policy."""

    LAW = "law"
    SERVICE = "service"
    BEHAVIOUR = "behaviour"


class Measure(StrEnum):
    """How an account line is gathered over a financial year.

    A passage is a flow through the stages of a pipeline: summed like a flow, and shown by pipeline only. What is
    expected is a sum of chances in millionths, less noisy than what is counted; only answers read it.
    """

    STOCK = "stock"
    FLOW = "flow"
    PENCE = "pence"
    PASSAGE = "passage"
    EXPECTED = "expected"


@dataclass(frozen=True)
class Column:
    """One column of the state.

    `owner` is the module whose moves alone write it, as ``rules.jobs``, or ``population`` if nothing does after the
    start. A column with one cell for each member of an enum names it as `by`.
    """

    meaning: str
    owner: str
    unit: Unit = Unit.CODE
    codes: type[IntEnum] | None = None
    by: type[IntEnum] | None = None

    @property
    def width(self) -> tuple[int, ...]:
        """The shape of one row's cell: a single number, or one for each member of `by`."""
        return () if self.by is None else (len(self.by),)


@dataclass(frozen=True)
class Parameter:
    """One parameter: its unit, what kind of lever it is, its meaning and its bounds (both inclusive).

    Every number has a highest value: its own `high`, or that of its unit in ``CEILINGS``. A parameter with `codes`
    is a list of their names in order, and is declared as an array of small integers; a switch is declared as ``bool``.
    """

    meaning: str
    unit: Unit
    kind: Kind
    low: float = 0.0
    high: float | None = None
    codes: type[IntEnum] | None = None

    @property
    def ceiling(self) -> float:
        """The highest lawful value: `high`, or the ceiling of the unit."""
        return CEILINGS[self.unit] if self.high is None else self.high


@dataclass(frozen=True)
class Derived:
    """A number of the month that is calculated from parameters before the run; nobody sets it."""

    meaning: str
    unit: Unit


@dataclass(frozen=True)
class Line:
    """One account line.

    `by` are the codes that split it, in order. `spending` is +1 when a pound on this line is spent by the public
    purse, −1 when it is received, 0 when the line is a part of another line or not money. A line that is not
    `grossed` is already in real units (coach minutes and pay), the others count rows. A line `of_district` is
    found for a whole district, and is not divided among groups of people.
    """

    meaning: str
    measure: Measure
    by: tuple[type[IntEnum], ...] = ()
    spending: int = 0
    label: str = ""
    grossed: bool = True
    of_district: bool = False

    @property
    def is_of_people(self) -> bool:
        """Whether each cell is written person by person or unit by unit, so that groups of people have their own."""
        return self.grossed and not self.of_district and self.measure != Measure.EXPECTED


@dataclass(frozen=True)
class Declared:
    """A field as declared: its name, its Python or numpy type, and its declaration."""

    name: str
    type: Any
    what: Any


def declared(table: type) -> dict[str, Declared]:
    """Return the declarations of a table's own annotated fields, in order.

    Fields that carry no declaration (the groups of ``Policy``, for example) are left out.
    """
    fields = {}
    for name, hint in get_type_hints(table, include_extras=True).items():
        if hasattr(hint, "__metadata__"):
            fields[name] = Declared(name, get_args(hint)[0], hint.__metadata__[0])
    return fields


def dtype_of(annotation: Any) -> np.dtype[Any]:
    """Return the numpy dtype of an annotated field: an ``NDArray[...]``, ``int``, ``float`` or ``bool``.

    Integers and floats of parameters are 64 bits wide, so that plain Python and compiled code agree.

    Raises
    ------
    TypeError
        If the annotation is none of these.
    """
    meant = _spelled_out(annotation)
    if get_origin(meant) is np.ndarray:
        cell: np.dtype[Any] = np.dtype(get_args(get_args(meant)[1])[0])
        return cell
    numbers = {int: np.int64, float: np.float64, bool: np.bool_}
    if meant not in numbers:
        raise TypeError(f"A field is declared as an NDArray[...], int, float or bool, not as {annotation}.")
    return np.dtype(numbers[meant])


def _spelled_out(annotation: Any) -> Any:
    """Return what an annotation stands for.

    A named alias (what a ``type`` statement makes) keeps its meaning as ``__value__`` until it is asked. numpy has
    ``NDArray`` as such an alias since 2.5, and as a plain ``ndarray[...]`` before.
    """
    while hasattr(annotation, "__value__"):
        alias, cells = get_origin(annotation) or annotation, get_args(annotation)
        annotation = alias.__value__[cells] if cells else alias.__value__
    return annotation


def columns_of(table: type, widths: Mapping[str, tuple[int, ...]]) -> np.dtype[Any]:
    """Return the record dtype of a table of columns: its fields in order, aligned; `widths` are the shapes of cells."""
    return np.dtype([(name, dtype_of(field.type), widths[name]) for name, field in declared(table).items()], align=True)


def empty_columns(table: type, rows: int) -> dict[str, NDArray[Any]]:
    """Return the columns of a table of the state, every cell zero."""
    return {
        name: np.zeros((rows, *column.what.width), dtype_of(column.type)) for name, column in declared(table).items()
    }


def as_table(table: type[Table], columns: Mapping[str, Any]) -> Table:
    """Return columns as one table, which kernels read as ``table.column[row]``.

    The table is a numpy record array: one argument to a kernel, whatever the number of columns, and one or two cache
    lines a person. It answers to the names and types that `table` declares.

    Raises
    ------
    KeyError
        If a declared column is missing.
    """
    arrays = {name: np.asarray(columns[name]) for name in declared(table)}
    rows = len(next(iter(arrays.values())))
    records = np.zeros(rows, columns_of(table, {name: array.shape[1:] for name, array in arrays.items()}))
    for name, array in arrays.items():
        records[name] = array
    return cast("Table", records.view(np.recarray))


def copy_table(table: Table) -> Table:
    """Return a copy of a table that shares nothing with it."""
    return cast("Table", cast("Any", table).copy())


def names_of(table: object) -> tuple[str, ...]:
    """Return the column names of a table in order."""
    return cast("tuple[str, ...]", cast("Any", table).dtype.names)
