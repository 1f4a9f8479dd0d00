"""Many households at once: rows of a table in, rows of incomes or budgets out, each fault in the row of its own."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeGuard

from pydantic import ValidationError

from welfsim.advice.adult import CaseAdult
from welfsim.advice.case import Case, CaseChild
from welfsim.advice.hours import CIRCUMSTANCES, Asked, costs_in_pounds, refuse, work_of
from welfsim.advice.household import as_household
from welfsim.advice.kinds import POUND
from welfsim.advice.law import AppliedLaw
from welfsim.advice.reading import faults_of, field_fault, read_case
from welfsim.advice.showing import in_pounds
from welfsim.advice.whose import under
from welfsim.awards.budget import Income, household_income
from welfsim.errors import HouseholdError
from welfsim.yaml_files import FROM_A_FILE

if TYPE_CHECKING:
    import pandas as pd

Households: TypeAlias = "pd.DataFrame | Sequence[Mapping[str, Any]]"

ID = "id"
UNIT = "pounds a month"
PERSONS: Mapping[str, str] = {"adult": "adults", "child": "children"}
COLUMN = re.compile(r"(adult|child)_([1-9][0-9]?)_([a-z_]+)")
PLACE = re.compile(r"^(adults|children) (\d+), (\w+)")


class Row(NamedTuple):
    """One household of a table: its id if there is one, and the case or what is wrong with it."""

    id: Any
    case: Case | None
    fault: str


def is_many(households: object) -> TypeGuard[Households]:
    """Say whether these are many households: a DataFrame, or a list."""
    return _is_frame(households) or (isinstance(households, Sequence) and not isinstance(households, str | bytes))


def incomes_of(households: Households, law: AppliedLaw) -> pd.DataFrame:
    """Return a row for each household: its id, each kind of income in pounds a month, and what is wrong with it."""
    rows = _rows(households, law)
    records = [{**_income(row.case), "fault": row.fault} for row in rows]
    return _frame(households, rows, records, range(len(rows)), ["fault"])


def budgets_of(households: Households, law: AppliedLaw, asked: Asked) -> pd.DataFrame:
    """Return rows for each household: its income at each number of hours, as things are and if found fit for work.

    A household that is refused has one row, without hours, that says why.
    """
    refuse(asked.faults())
    rows = _rows(households, law)
    records: list[dict[str, Any]] = []
    places: list[int] = []
    for place, row in enumerate(rows):
        found = list(_points(row, asked))
        records += found
        places += [place] * len(found)
    return _frame(households, rows, records, places, ["hours", "gross_pay", "circumstances", "fault"])


def _income(case: Case | None) -> dict[str, float]:
    """Return the kinds of income of a household; nothing of one that is refused."""
    if case is None:
        return {}
    return in_pounds(household_income(as_household(case), case.on_universal_credit, case.policy))


def _points(row: Row, asked: Asked) -> Iterator[dict[str, Any]]:
    """Yield the points of a household's budget, or its fault."""
    try:
        if row.case is None:
            raise HouseholdError(row.fault)
        worker, hours = work_of(row.case, asked)
    except HouseholdError as error:
        yield {"fault": "; ".join(line.strip() for line in str(error).splitlines())}
        return
    circumstances = CIRCUMSTANCES if worker.has_finding() else CIRCUMSTANCES[:1]
    for point in worker.points(hours):
        for name, key in circumstances:
            yield {
                "hours": point.hours,
                "gross_pay": point.gross_pay / POUND,
                "circumstances": name,
                **in_pounds(point.income(key)),
                **costs_in_pounds(point.income(key), point.costs(key)),
                "fault": "",
            }


def _frame(
    households: Households,
    rows: Sequence[Row],
    records: Sequence[Mapping[str, Any]],
    places: Iterable[int],
    others: Sequence[str],
) -> pd.DataFrame:
    """Return records as a table with the index and the ids of their households."""
    import pandas as pd

    places = list(places)
    index = households.index if _is_frame(households) else pd.RangeIndex(len(rows))
    texts = [name for name in ("circumstances",) if name in others]
    numbers = [name for name in others if name not in ("fault", *texts)]
    amounts = [*Income._fields, "net_income"]
    frame = pd.DataFrame(list(records), columns=[*numbers, *texts, *amounts, "fault"], index=index[places])
    frame = frame.astype(dict.fromkeys([*numbers, *amounts], float))
    frame[[*texts, "fault"]] = frame[[*texts, "fault"]].fillna("").astype(object)
    if _is_frame(households) and ID in households:
        frame.insert(0, ID, households[ID].iloc[places].array)
    elif any(row.id is not None for row in rows):
        frame.insert(0, ID, pd.Series([rows[place].id for place in places], frame.index, object))
    frame.attrs["unit"] = UNIT
    return frame


# ------------------------------------------------------------------------------------------- reading


def _rows(households: Households, law: AppliedLaw) -> list[Row]:
    """Read every household of a table."""
    if _is_frame(households):
        _refuse_unknown(households)
        filled = households.astype(object).where(households.notna(), None)
        return [_row(record, law) for record in filled.to_dict("records")]
    return [_row(record, law) for record in households]


def _row(record: object, law: AppliedLaw) -> Row:
    """Read one household."""
    if isinstance(record, Case):
        return Row(None, read_case(record, law=law), "")
    if not isinstance(record, Mapping):
        return Row(None, None, f"{type(record).__name__}: not a household. Allowed: a mapping of fields.")
    fields = {str(name): cell for name, cell in ((n, _cell(c)) for n, c in record.items()) if cell is not None}
    name = fields.pop(ID, None)
    described, numbers = _people_apart(fields)
    try:
        case = Case.model_validate(described, context=FROM_A_FILE)
    except ValidationError as error:
        return Row(name, None, " ".join(_by_column(fault, numbers) for fault in faults_of(error)))
    return Row(name, under(case, law), "")


def _cell(cell: Any) -> Any:
    """Return what a cell says, a date as its month; nothing of an empty one."""
    if isinstance(cell, date):
        return f"{cell.year}-{cell.month:02d}" if cell == cell else None
    if isinstance(cell, float) and cell != cell:
        return None
    if isinstance(cell, str):
        return cell.strip() or None
    return cell


def _people_apart(fields: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, list[int]]]:
    """Return fields with those of adults and children in lists, and the numbers of the people in each list."""
    described: dict[str, Any] = {}
    people: dict[str, dict[int, dict[str, Any]]] = {}
    for name, cell in fields.items():
        found = COLUMN.fullmatch(name)
        if found is None:
            described[name] = cell
        else:
            kind, number, field = PERSONS[found[1]], int(found[2]), found[3]
            people.setdefault(kind, {}).setdefault(number, {})[field] = cell
    if 2 in people.get("adults", {}):
        people["adults"].setdefault(1, {})
    numbers = {kind: sorted(each) for kind, each in people.items()}
    for kind, each in people.items():
        if kind not in described:
            described[kind] = [each[number] for number in numbers[kind]]
        else:
            described |= {f"{kind[:5]}_{number}": each[number] for number in numbers[kind]}
    return described, numbers


def _by_column(fault: str, numbers: Mapping[str, Sequence[int]]) -> str:
    """Name in a fault the column that it is found in, in place of a person's field."""
    found = PLACE.match(fault)
    if found is None or found[1] not in numbers:
        return fault
    singular = next(one for one, many in PERSONS.items() if many == found[1])
    return f"{singular}_{numbers[found[1]][int(found[2]) - 1]}_{found[3]}{fault[found.end() :]}"


def _refuse_unknown(frame: pd.DataFrame) -> None:
    """Refuse a table with columns that are not known, or that stand twice."""
    names = [str(name) for name in frame.columns]
    faults = [f"{name}: stands twice in the table. Keep one." for name in dict.fromkeys(names) if names.count(name) > 1]
    known = [ID, *(name for name in Case.model_fields if name not in PERSONS.values())]
    for name in dict.fromkeys(names):
        found = COLUMN.fullmatch(name)
        fields = list((CaseAdult if found[1] == "adult" else CaseChild).model_fields) if found else []
        if found and found[3] not in fields:
            faults.append(field_fault(name, [f"{found[1]}_{found[2]}_{field}" for field in fields]))
        elif not found and name not in known:
            faults.append(field_fault(name, known))
    if faults:
        raise HouseholdError("\n".join(["The columns", *(f"  {fault}" for fault in faults)]))


def _is_frame(households: object) -> TypeGuard[pd.DataFrame]:
    """Say whether it is a DataFrame, which it cannot be unless pandas has been imported."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(households, pandas.DataFrame)
