"""One household over several months: what it is paid each month, and what changed.

People grow older, rates rise, waits end and limits are reached. Pay, rent and savings stay as given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from welfsim.advice.adult import is_pensioner
from welfsim.advice.case import GROWN, Case, CaseChild, LastMonth, birth
from welfsim.advice.kinds import POUND
from welfsim.advice.law import applied_law
from welfsim.advice.left_out import listed
from welfsim.advice.lines import TOTAL, Line
from welfsim.advice.reading import one_of_two, read_case
from welfsim.advice.showing import head, html_list, people
from welfsim.advice.statement import WIDTH, Statement, stated
from welfsim.awards.universal_credit import counts_in_education_until, health_amount
from welfsim.errors import HouseholdError
from welfsim.months import MONTHS_A_YEAR, parse_month, show_month
from welfsim.policy import LAST_MONTH
from welfsim.scenario import Scenario
from welfsim.text.written import shortened
from welfsim.wording.tables import aligned, html_table
from welfsim.wording.values import number

if TYPE_CHECKING:
    import pandas as pd

INDENT = "   "
SUMS = ("Universal Credit", "Net pay")
"""Lines that add up others, which the changes do not name again."""
BIRTHDAYS = (18, 21, 25)
WHOSE = re.compile(r"(, (?:adult|protected|new) ?\w*| \(.*\))+$")
AS_GIVEN = (
    "Pay, rent, savings and health stay as given; birthdays of ages given in years fall in the first month.",
    "A transitional element carries over, eroded month by month; its end after three months without an award does not.",
)


@dataclass(frozen=True, repr=False)
class Schedule:
    """One household's income month by month.

    Attributes
    ----------
    statements
        The statement of each month.
    changes
        What changed from the month before, in each month: people first, then lines; nothing in the first.
    """

    statements: tuple[Statement, ...]
    changes: tuple[tuple[str, ...], ...]

    @property
    def case(self) -> Case:
        """The household in the first month, as described."""
        return self.statements[0].case

    @property
    def heading(self) -> str:
        """The months and the people, as they are in the first."""
        first, last = (show_month(self.statements[place].case.month) for place in (0, -1))
        return f"{first} to {last}: {people(self.case)}"

    @property
    def scenario(self) -> str:
        """The scenario and settings that the household is answered under; empty for the law as it stands."""
        return self.case.law.name

    @property
    def left_out(self) -> tuple[str, ...]:
        """What is left out that may concern this household in some month."""
        matters = dict.fromkeys(text for statement in self.statements for text in statement.left_out)
        return (*AS_GIVEN[: 2 if self.case.transitional else 1], *matters)

    def months(self) -> list[dict[str, Any]]:
        """Return one record for each month, in pounds: the kinds of income, all of it, and what changed."""
        return [
            {"month": show_month(each.case.month), **each.totals, "changes": list(changes)}
            for each, changes in zip(self.statements, self.changes, strict=True)
        ]

    def records(self) -> list[dict[str, Any]]:
        """Return the lines of all months as plain values, each with its month, in pounds."""
        return [
            {"month": show_month(each.case.month), **record} for each in self.statements for record in each.records()
        ]

    def to_frame(self) -> pd.DataFrame:
        """Return the lines of all months as a table, in pounds a month."""
        import pandas as pd

        frame = pd.DataFrame(self.records())
        frame.attrs["unit"] = "pounds a month"
        return frame

    def to_dict(self) -> dict[str, Any]:
        """Return all that the schedule says as plain values, with the household as it can be read again."""
        return {
            "household": self.heading,
            "described": self.case.as_written(),
            "scenario": self.scenario,
            "unit": "pounds a month",
            "months": self.months(),
            "lines": self.records(),
            "left_out": list(self.left_out),
        }

    def rows(self) -> list[list[str]]:
        """Return the months as rows of text under their head."""
        rows = [["Month", "Universal Credit", "Other benefits", "Net pay", "Net income", "What changed"]]
        for each, changes in zip(self.statements, self.changes, strict=True):
            others = each.net_income - each.universal_credit - each.income.net_pay
            amounts = (each.universal_credit, others, each.income.net_pay, each.net_income)
            written = [number(amount / POUND, 2) for amount in amounts]
            rows.append([show_month(each.case.month), *written, "; ".join(changes)])
        return rows

    def __repr__(self) -> str:
        """Return the schedule as text."""
        return self.text()

    def text(self, width: int = WIDTH) -> str:
        """Return the schedule as text: what changed in a month stands below it.

        Parameters
        ----------
        width
            The most characters of a line.
        """
        rows = self.rows()
        changes = ["", *(row[-1] for row in rows[1:])]
        table: list[str] = []
        for line, changed in zip(aligned([row[:-1] for row in rows]).splitlines(), changes, strict=True):
            below = wrap(changed, width, initial_indent=INDENT, subsequent_indent=INDENT, break_on_hyphens=False)
            table += [line, *below]
        return "\n\n".join(["\n".join(head(self.case, self.heading)), "\n".join(table), listed(self.left_out)])

    def _repr_html_(self) -> str:
        rows = [[row[0], row[-1], *row[1:-1]] for row in self.rows()]
        return f"{html_table('. '.join(head(self.case, self.heading)), rows, texts=1)}{html_list(self.left_out)}"


def schedule(
    household: Case | str | Path | Mapping[str, Any] | None = None,
    /,
    *,
    to: str | int,
    scenario: Scenario | str | Path | None = None,
    set: str | Sequence[str] = (),
    **fields: Any,
) -> Schedule:
    """Return a household's income month by month, from its month to another.

    Parameters
    ----------
    household
        A file of YAML or JSON, a mapping, or a case already read.
    to
        The last month, as ``2026-12``.
    scenario, set
        What is laid over the law, as in `welfsim.award`.
    **fields
        The same fields by name, instead of a file.

    Raises
    ------
    HouseholdError
        If the household cannot exist, or the last month is before its month or outside the law.
    ScenarioError
        With all faults of the scenario and the settings.

    Examples
    --------
    >>> import welfsim
    >>> adult = {"age": 24, "health": "lcwra", "fit_note": "2025-09"}
    >>> for month in welfsim.schedule(month="2025-10", adults=[adult], to="2026-01").months():
    ...     print(month["month"], month["universal_credit"], *month["changes"])
    2025-10 316.98
    2025-11 316.98
    2025-12 740.25 LCWRA element 0.00 → 423.27
    2026-01 740.25
    """
    case = read_case(one_of_two(household, fields), law=applied_law(scenario, set, stacklevel=2))
    months = range(case.month, _last(to, case) + 1)
    statements = [stated(case)]
    changes: list[tuple[str, ...]] = [()]
    for month in months[1:]:
        moved, events = _moved(case, month, statements[-1])
        statements.append(stated(moved))
        changes.append((*events, *_line_changes(statements[-2], statements[-1])))
    return Schedule(tuple(statements), tuple(changes))


def _last(to: str | int, case: Case) -> int:
    """Read the last month.

    Raises
    ------
    HouseholdError
        If it is none, is before the month of the household or outside the law.
    """
    try:
        last = parse_month(str(to)) if not isinstance(to, int) else to
    except ValueError:
        last = -1
    if not case.month <= last <= LAST_MONTH:
        raise HouseholdError(
            f"The schedule\n  to: {shortened(to)} is not allowed. "
            f"Allowed: {show_month(case.month)}, the month of the household, to {show_month(LAST_MONTH)}."
        )
    return last


def _moved(first: Case, month: int, before: Statement) -> tuple[Case, list[str]]:
    """Return a household in a later month, and what happened to its people in that month."""
    months = month - first.month
    adults = tuple(adult.later(months) for adult in first.adults)
    births = [birth(child, first.month) for child in first.children]
    children = tuple(
        child.model_copy(update={"born": born, "age": None})
        for child, born in zip(first.children, births, strict=True)
        if _counts(child, born, month)
    )
    moved = first.model_copy(update={"month": month, "adults": adults, "children": children, **_carried(before)})
    return moved, [*_adult_events(first, moved, months), *_child_events(first, births, month)]


def _counts(child: CaseChild, born: int, month: int) -> bool:
    """Say whether a child still counts: to 18, and in education to 31 August after 19."""
    if (month - born) // MONTHS_A_YEAR < GROWN:
        return True
    return child.in_education and month < counts_in_education_until(born)


def _carried(before: Statement) -> dict[str, Any]:
    """Return what erodes the transitional element next month: what is left of it, and the elements of this month."""
    case, award = before.case, before.award
    if award is None or award.elements.standard_allowance == 0:
        return {name: getattr(case, name) for name in ("transitional", "elements_last_month", "last_month")}
    elements = award.elements
    last_month = LastMonth(
        standard_allowance=elements.standard_allowance / POUND,
        child_elements=elements.child / POUND,
        disabled_child_additions=elements.disabled_child / POUND,
        housing=elements.housing / POUND,
        carer_element=elements.carer / POUND,
        health_element=health_amount(elements) / POUND,
    )
    return {"transitional": award.transitional / POUND, "elements_last_month": 0.0, "last_month": last_month}


def _adult_events(first: Case, moved: Case, months: int) -> Iterator[str]:
    """Yield the birthdays of adults that may matter, State Pension age, and the end of a start-up period."""
    for place, adult in enumerate(moved.adults):
        name = f"adult {place + 1}" if len(moved.adults) > 1 else "the adult"
        earlier = first.adults[place].later(months - 1)
        if adult.age != earlier.age and adult.age in BIRTHDAYS:
            yield f"{name} turns {adult.age}"
        if is_pensioner(adult, moved.month) and not is_pensioner(earlier, moved.month - 1):
            yield f"{name} reaches State Pension age"
        if adult.start_up_since == moved.month - moved.policy.universal_credit.start_up_months:
            yield f"the start-up period of {name} is over"


def _child_events(first: Case, births: Sequence[int], month: int) -> Iterator[str]:
    """Yield children who turn 16, and those who count no longer."""
    for number_, (child, born) in enumerate(zip(first.children, births, strict=True), 1):
        if _counts(child, born, month - 1) and not _counts(child, born, month):
            why = "31 August after 19 is past" if child.in_education else "18 and not in education"
            yield f"child {number_} counts no longer ({why})"
        elif month - born == 16 * MONTHS_A_YEAR:
            yield f"child {number_} turns 16"


def _line_changes(before: Statement, after: Statement) -> Iterator[str]:
    """Yield the lines of an income that change, with their amounts in pounds before and after."""
    old, new = _amounts(before.lines), _amounts(after.lines)
    for item in dict.fromkeys((*new, *old)):
        was, is_now = old.get(item, 0), new.get(item, 0)
        if was != is_now:
            yield f"{item} {number(was / POUND, 2)} → {number(is_now / POUND, 2)}"


def _amounts(lines: Sequence[Line]) -> dict[str, int]:
    """Return the amounts of lines in pence by what they are, whoever's they are; without sums and what others bear."""
    amounts: dict[str, int] = {}
    for line in lines:
        if line.section == TOTAL:
            break
        if line.item in SUMS:
            continue
        name = WHOSE.sub("", line.item)
        amounts[name] = amounts.get(name, 0) + line.amount
    return amounts
