"""The rates of 2025-26 and 2026-27, and households to lay before them."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from welfsim.awards.childcare import PaidCare
from welfsim.awards.household import NO_ADULT, Adult, Children, Home, Household, Outgoings
from welfsim.awards.transitional import LimitedElements
from welfsim.months import month
from welfsim.policy import current_law, resolve
from welfsim.vocabulary.parameters import Policy

APRIL_2025 = month(2025, 4)
RATES_2025 = cast("Policy", resolve(current_law(), [], APRIL_2025, 1)[0])
RATES_2026 = cast("Policy", resolve(current_law(), [], month(2026, 4), 1)[0])


NO_OUTGOINGS = Outgoings(PaidCare(0, 0, 0), council_tax=0, most_reduction=0)
NO_LAST_MONTH = LimitedElements(0, 0, 0, 0, 0, 0, 0, 0)
NOBODYS_HOME = Household(
    NO_ADULT, NO_ADULT, Children(0, 0, 0, 0, 0, 0), Home(False, 0, False), 0, 0, NO_LAST_MONTH, NO_OUTGOINGS
)

Record = TypeVar("Record", Adult, Household)


def changed(record: Record, **differs: Any) -> Record:
    """Return a record with other values in some fields, be they its own or those of its parts."""
    for name, part in record._asdict().items():
        own = {field: differs.pop(field) for field in getattr(part, "_fields", ()) if field in differs}
        record = record._replace(**{name: part._replace(**own)}) if own else record
    return record._replace(**differs)


def adult(**differs: Any) -> Adult:
    """Return an adult of 25 or over, present, out of work and without anything else, but for what differs."""
    return changed(NO_ADULT, **{"is_present": True, "may_claim": True, "claims_allowance": True, **differs})


def household(first: Adult | None = None, second: Adult = NO_ADULT, **differs: Any) -> Household:
    """Return a unit without children, rent or savings, but for what differs."""
    return changed(NOBODYS_HOME._replace(first=first or adult(), second=second), **differs)
