"""What a law file may have wrong: every entry against its declaration, every fault with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from welfsim.months import parse_month, show_month
from welfsim.policy.document import Entry
from welfsim.policy.faults import fault, undeclared, unlawful
from welfsim.policy.record import FIRST_MONTH, LAST_MONTH
from welfsim.policy.uprating import FORMULAE, parse_rounding
from welfsim.policy.values import kind_of_value, read_number
from welfsim.text.written import did_you_mean, shortened
from welfsim.vocabulary.fields import Declared, Kind
from welfsim.wording.lists import list_faults

STATUSES = ("actual", "reported", "legislated", "announced", "forecast", "assumption")
FIELDS = ("unit", "values", "uprating", "rounding", "hours", "status", "range", "source", "note")
SOURCE = ("title", "href", "read")


def entry_faults(entry: Entry, known: Mapping[str, Declared]) -> list[str]:
    """Return the faults of one entry, in the order of the fields."""
    if entry.name not in known:
        return [undeclared(entry.where(), entry.name, known)]
    declared = known[entry.name]
    return [
        *_field_faults(entry),
        *_unit_faults(entry, declared),
        *_value_faults(entry, declared),
        *_uprating_faults(entry),
        *_status_faults(entry),
        *_range_faults(entry, declared),
        *_source_faults(entry),
    ]


def month_fault(written: object) -> str:
    """Say why something is not a month of law, or return an empty string when it is one."""
    try:
        number = parse_month(str(written))
    except ValueError:
        return f"{written} is not a month; write the year and the month, as 2026-04."
    if not FIRST_MONTH <= number <= LAST_MONTH:
        return f"{written} lies outside the law, {show_month(FIRST_MONTH)} to {show_month(LAST_MONTH)}."
    return ""


def _field_faults(entry: Entry) -> Iterator[str]:
    """Yield a fault for each field that no value has."""
    for field in entry.fields:
        if field not in FIELDS:
            near = did_you_mean(field, FIELDS)
            yield fault(
                entry.where(field),
                f"{field} is not a field of a value.",
                f"Did you mean {near}?" if near else "",
                f"The fields are {', '.join(FIELDS)}.",
            )


def _unit_faults(entry: Entry, declared: Declared) -> Iterator[str]:
    """Yield a fault when the unit is not the declared one."""
    unit, written = declared.what.unit, entry.fields.get("unit")
    if written is None:
        yield fault(entry.where(), f"{entry.name} has no unit.", f"Write unit: {unit}")
    elif written != unit:
        yield fault(
            entry.where("unit"),
            f"{entry.name} is in {unit}, not in {written}.",
            "Convert the values, then correct the unit.",
        )


def _value_faults(entry: Entry, declared: Declared) -> Iterator[str]:
    """Yield the faults of the dated values."""
    written = entry.fields.get("values")
    if written is None or written == {}:
        yield fault(entry.where("values"), f"{entry.name} has no value.", "Write values: {2022-04: …}")
    elif not isinstance(written, dict):
        yield from _amount_faults(entry, "values", written, declared)
    else:
        for first, amount in written.items():
            wrong = month_fault(first)
            if wrong:
                yield fault(entry.where(f"values.{first}"), wrong)
            yield from _amount_faults(entry, f"values.{first}", amount, declared)
        yield from _gap_faults(entry, written)


def _gap_faults(entry: Entry, written: Mapping[str, Any]) -> Iterator[str]:
    """Yield a fault when the values begin after the law does."""
    months = [parse_month(first) for first in written if not month_fault(first)]
    if months and min(months) > FIRST_MONTH:
        yield fault(
            entry.where("values"),
            f"{entry.name} has no value from {show_month(FIRST_MONTH)} to {show_month(min(months) - 1)}.",
            "Every month of the law needs one.",
        )


def _amount_faults(entry: Entry, field: str, written: object, declared: Declared) -> Iterator[str]:
    """Yield a fault when one value is not of its parameter's kind, out of bounds or out of its own range."""
    if declared.what.codes is not None:
        for wrong in list_faults(written, declared.what):
            yield fault(entry.where(field), f"{entry.name}: {wrong}".replace("\n", "\n  "))
        return
    amount = read_number(written, declared)
    if amount is None:
        yield fault(entry.where(field), f"{entry.name} is a {kind_of_value(declared)}, not {shortened(written)}.")
        return
    wrong = unlawful(declared, amount)
    if wrong:
        yield fault(entry.where(field), f"{entry.name}: {wrong}")
    span = _range(entry, declared)
    if span and not span[0] <= amount <= span[1]:
        yield fault(
            entry.where(field),
            f"{entry.name}: {amount:.12g} lies outside its own range, {span[0]:.12g} to {span[1]:.12g}.",
            "Correct the value or widen the range, with its source.",
        )


def _uprating_faults(entry: Entry) -> Iterator[str]:
    """Yield the faults of the formula, its rounding and its hours."""
    formula, rounding, hours = (entry.fields.get(field) for field in ("uprating", "rounding", "hours"))
    if formula is not None and formula not in FORMULAE:
        yield fault(
            entry.where("uprating"),
            f"{formula} is not a formula of uprating.",
            f"The formulae are {', '.join(FORMULAE)}.",
        )
    if rounding is not None:
        try:
            parse_rounding(str(rounding))
        except ValueError as error:
            yield fault(entry.where("rounding"), f"{error}.")
    by_hours = str(formula).startswith("minimum_wage")
    if by_hours != isinstance(hours, int | float):
        yield fault(
            entry.where("hours"),
            "The formulae minimum_wage and minimum_wage_month, and no others, need hours: a number a week.",
        )


def _status_faults(entry: Entry) -> Iterator[str]:
    """Yield the faults of the status, one for all time or by date."""
    written = entry.fields.get("status")
    if written is None:
        yield fault(entry.where(), f"{entry.name} has no status.", f"Write one of {', '.join(STATUSES)}.")
        return
    by_date = written if isinstance(written, dict) else {show_month(FIRST_MONTH): written}
    for first, status in by_date.items():
        where = entry.where(f"status.{first}" if isinstance(written, dict) else "status")
        wrong = month_fault(first)
        if wrong:
            yield fault(where, wrong)
        if status not in STATUSES:
            yield fault(where, f"{shortened(status)} is not a status.", f"Write one of {', '.join(STATUSES)}.")
    if show_month(FIRST_MONTH) not in by_date:
        yield fault(entry.where("status"), f"{entry.name} has no status from {show_month(FIRST_MONTH)}.")


def _range(entry: Entry, declared: Declared) -> tuple[float, float] | None:
    """Return the range of the evidence, or nothing when there is none to read."""
    written = entry.fields.get("range")
    if not isinstance(written, list) or len(written) != 2:
        return None
    low, high = (read_number(end, declared) for end in written)
    return None if low is None or high is None or low > high else (low, high)


def _range_faults(entry: Entry, declared: Declared) -> Iterator[str]:
    """Yield a fault when a range cannot be read, or is missing from behaviour or an assumption."""
    if declared.what.codes is not None:
        if "range" in entry.fields:
            yield fault(entry.where("range"), f"{entry.name} is a list of names and has no range.", "Delete the range.")
    elif "range" in entry.fields:
        if _range(entry, declared) is None:
            yield fault(entry.where("range"), f"{entry.name}: a range is [low, high].")
    elif declared.what.kind is Kind.BEHAVIOUR or entry.fields.get("status") == "assumption":
        why = "behaviour" if declared.what.kind is Kind.BEHAVIOUR else "an assumption"
        yield fault(entry.where(), f"{entry.name} is {why} and has no range.", "Write range: [low, high]")


def _source_faults(entry: Entry) -> Iterator[str]:
    """Yield a fault when the source or a part of it is missing."""
    source = entry.fields.get("source")
    if not isinstance(source, dict):
        yield fault(
            entry.where("source"),
            f"{entry.name} has no source.",
            "Write source: {title: …, href: …, read: …}",
        )
        return
    missing = [part for part in SOURCE if not source.get(part)]
    if missing:
        yield fault(entry.where("source"), f"The source of {entry.name} has no {' and no '.join(missing)}.")
