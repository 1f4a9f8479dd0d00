"""What work pays: a household's net income against one adult's hours, as things are and if found fit for work.

Pay an adult is described with does not move the line: it is marked on it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from welfsim.advice.case import POUND, Case, CaseAdult, is_pensioner
from welfsim.advice.chart import Break, Course, Mark, Picture, draw
from welfsim.advice.hours import Cliff, Point, Worker
from welfsim.advice.left_out import LEFT_OUT, WORK_LEFT_OUT
from welfsim.advice.lines import ENTRIES
from welfsim.advice.reading import read_case
from welfsim.awards.budget import Income
from welfsim.awards.pay import minimum_wage_at
from welfsim.errors import HouseholdError
from welfsim.months import show_month
from welfsim.text.characters import as_xml
from welfsim.wording.tables import aligned, html_table
from welfsim.wording.values import counted, number

if TYPE_CHECKING:
    import pandas as pd

MOST_HOURS = 60
STEP = 4
FULL_TIME = 40
FINE = 0.25
ALONE = "net income"


@dataclass(frozen=True, repr=False)
class BudgetLine:
    """What one adult's work pays, hour by hour.

    Attributes
    ----------
    case
        The household as described.
    adult
        Which adult works, 1 or 2.
    hourly
        Gross pay an hour, in pounds.
    points
        The budget at each number of hours.
    usual
        The budget at the pay the adult is described with, if any, in as many hours as earn it at `hourly`.
    """

    case: Case
    adult: int
    hourly: float
    points: tuple[Point, ...]
    usual: Point | None

    @property
    def _worker(self) -> Worker:
        return Worker(self.case, self.adult, self.hourly * POUND)

    @cached_property
    def has_finding(self) -> bool:
        """Whether being found fit for work would change anything: there is a health group or ESA to lose."""
        return self._worker.has_finding()

    @cached_property
    def curve(self) -> tuple[Point, ...]:
        """The budget at every quarter of an hour, for a picture."""
        return self._worker.points(_hours(self.points[-1].hours, FINE))

    def cliffs(self, circumstances: str = "now") -> tuple[Cliff, ...]:
        """Return where income falls although pay rises, or rises by more than pay does.

        Tax, National Insurance and the taper together take less than the whole of another pound, so that no cliff
        comes of them.

        Parameters
        ----------
        circumstances
            ``now`` or ``if_fit``.
        """
        return self._worker.cliffs(self.curve, circumstances)

    def _shown(self) -> list[Point]:
        """Return the points and, among them, the one of the usual pay."""
        usual = [self.usual] if self.usual and self.usual.hours <= self.points[-1].hours else []
        return sorted([*self.points, *usual], key=lambda point: point.hours)

    def records(self) -> list[dict[str, Any]]:
        """Return one record for each number of hours and circumstance, in pounds a month.

        `usual_pay` marks the record of the pay with which the adult is described. There are no records "if fit for
        work" of an adult without a health group or ESA.
        """
        names = ("now", "if fit for work") if self.has_finding else ("now",)
        return [
            {
                "hours": round(point.hours, 2),
                "gross_pay": point.gross_pay / POUND,
                "usual_pay": point is self.usual,
                "circumstances": name,
                **{kind: int(amount) / POUND for kind, amount in income._asdict().items()},
                "net_income": sum(income) / POUND,
                **{f"{kind}_cost": amount / POUND for kind, amount in costs._asdict().items()},
                "after_costs": (sum(income) - sum(costs)) / POUND,
            }
            for point in self._shown()
            for name, income, costs in zip(
                names, (point.now, point.if_fit), (point.costs_now, point.costs_if_fit), strict=False
            )
        ]

    def to_frame(self) -> pd.DataFrame:
        """Return the budget line as a table, in pounds a month."""
        import pandas as pd

        frame = pd.DataFrame(self.records())
        frame.attrs["unit"] = "pounds a month"
        return frame

    def rows(self) -> list[list[str]]:
        """Return the budget line as rows of text under their head."""
        head = ["Hours a week", "Gross pay", "UC now", "Net income now", "After costs"]
        rows = [[*head, "UC if fit", "Net income if fit", "After costs if fit", "Loss"] if self.has_finding else head]
        for point in self._shown():
            now, fit = sum(point.now), sum(point.if_fit)
            amounts = [point.gross_pay, point.now.universal_credit, now, now - sum(point.costs_now)]
            if self.has_finding:
                amounts += [point.if_fit.universal_credit, fit, fit - sum(point.costs_if_fit), now - fit]
            mark = "* " if point is self.usual else ""
            rows.append([f"{mark}{round(point.hours, 2):g}", *(number(amount / POUND, 2) for amount in amounts)])
        return rows

    @property
    def heading(self) -> str:
        """The month, the pay and what the columns mean."""
        month, pay = show_month(self.case.month), f"£{self.hourly:.2f} an hour"
        parts = [f"What work pays in {month}, £ a month: adult {self.adult} at {pay}"]
        if self.has_finding:
            parts.append("as things are, and if found fit for work (no LCW, LCWRA or ESA; PIP kept)")
        parts.append("after costs: less childcare and a stylised council tax after reduction")
        if self.usual:
            within = self.usual.hours <= self.points[-1].hours
            at, most = counted(round(self.usual.hours, 2), "hour"), counted(self.points[-1].hours, "hour")
            where = f"{at} (*)" if within else f"more than {most}"
            parts.append(f"the pay described, £{number(self.usual.gross_pay / POUND, 2)}, is {where} at that rate")
        return "; ".join(parts)

    def __repr__(self) -> str:
        """Return the budget line as text."""
        return "\n\n".join([self.heading, aligned(self.rows(), left=0), self.left_out])

    @property
    def left_out(self) -> str:
        """What is to be looked at by hand."""
        return f"{LEFT_OUT}\n\n{WORK_LEFT_OUT}"

    def _repr_html_(self) -> str:
        left_out = "<br>".join(as_xml(f"{LEFT_OUT}\n{WORK_LEFT_OUT}").splitlines())
        return f"{html_table(self.heading, self.rows())}<p>{left_out}</p>"

    def chart(self, file: str | Path) -> Path:
        """Draw the budget line into an SVG or PNG file and return its path.

        Raises
        ------
        ResultsError
            If the file is neither, cannot be written, or is there already and was not drawn by welfsim.
        HouseholdError
            If matplotlib is missing.
        """
        return draw(picture(self), Path(file))


def budget(
    household: Case | str | Path | Mapping[str, Any] | None = None,
    /,
    *,
    adult: int = 1,
    hourly: float | None = None,
    hours_to: float = FULL_TIME,
    step: float = STEP,
    **fields: Any,
) -> BudgetLine:
    """Return a household's net income against one adult's hours of work.

    Parameters
    ----------
    household
        A file of YAML, a mapping, or a case already read.
    adult
        Which adult works, 1 or 2.
    hourly
        Gross pay an hour in pounds; unless given the minimum wage at the adult's age, apprentices left out.
    hours_to, step
        The most weekly hours, which are always shown, and the hours from one point to the next.
    **fields
        The same fields by name, instead of a file.

    Raises
    ------
    HouseholdError
        If the household cannot exist, or hours, pay or the adult are out of range.

    Examples
    --------
    >>> import welfsim
    >>> adult = {"age": 30, "health": "lcwra", "fit_note": "2024-05"}
    >>> line = welfsim.budget(month="2025-10", adults=[adult], hours_to=8, step=8)
    >>> [sum(point.now) for point in line.points]
    [82341, 124669]
    """
    case = read_case(fields if household is None else household)
    _check(case, adult, hourly, hours_to, step)
    described = case.adults[adult - 1]
    pay = float(minimum_wage_at(described.age, case.policy.pay)) if hourly is None else hourly * POUND
    worker = Worker(case, adult, pay)
    return BudgetLine(case, adult, pay / POUND, worker.points(_hours(hours_to, step)), worker.usual())


def _hours(hours_to: float, step: float) -> list[float]:
    """Return hours from 0 in steps, and the last of them whatever the step."""
    steps = math.ceil(round(hours_to / step, 6))
    return [*(each * step for each in range(steps)), hours_to]


def _check(case: Case, adult: int, hourly: float | None, hours_to: float, step: float) -> None:
    """Refuse hours, pay or an adult out of range, all at once."""
    faults = []
    if not 1 <= adult <= len(case.adults):
        faults.append(f"adult: {adult} is not allowed. Allowed: 1 to {len(case.adults)}.")
    elif is_pensioner(case.adults[adult - 1], case.month):
        faults.append(f"adult: {adult} is past State Pension age. Allowed: an adult of working age.")
    if hourly is not None and not 0 < hourly <= 1000:
        faults.append(f"hourly: {hourly:g} is not allowed. Allowed: above 0 to 1,000 pounds.")
    if not 0 < hours_to <= MOST_HOURS:
        faults.append(f"hours_to: {hours_to:g} is not allowed. Allowed: above 0 to {MOST_HOURS}.")
    if not 0.25 <= step <= max(hours_to, 0.25):
        faults.append(f"step: {step:g} is not allowed. Allowed: 0.25 to hours_to.")
    if faults:
        raise HouseholdError("\n".join(["The budget line", *(f"  {fault}" for fault in faults)]))


# ------------------------------------------------------------------------------------------ as a picture


def picture(line: BudgetLine) -> Picture:
    """Return what a chart of a budget line shows, in pounds a month."""
    courses = _courses(line)
    usual = [line.usual] if line.usual and line.usual.hours <= line.curve[-1].hours else []
    return Picture(
        title=f"What work pays in {show_month(line.case.month)}",
        subtitle=_subtitle(line),
        description=_description(line, courses),
        foot=f"{WORK_LEFT_OUT} The whole list: welfsim budget.",
        hours=tuple(point.hours for point in line.curve),
        courses=courses,
        marks=tuple(Mark(_described_pay(point), point.hours, _pounds(point.now)) for point in usual),
    )


def _pounds(income: Income) -> float:
    return sum(income) / POUND


def _described_pay(point: Point) -> str:
    return f"pay described, £{number(point.gross_pay / POUND)}"


def _subtitle(line: BudgetLine) -> str:
    """Say whose income is shown and who of them works."""
    case = line.case
    people = " and ".join(_person(adult, case) for adult in case.adults)
    parts = [
        f"{people[0].upper()}{people[1:]}",
        {0: "", 1: "one child"}.get(len(case.children), f"{len(case.children)} children"),
        f"rent £{number(case.rent)} a month" if case.rent else "",
        "" if case.region == "england" else case.region.capitalize(),
    ]
    work = f"adult {line.adult} works" if len(case.adults) > 1 else "works"
    return f"{', '.join(part for part in parts if part)}; {work} at £{line.hourly:.2f} an hour"


def _person(adult: CaseAdult, case: Case) -> str:
    """Name an adult by age, finding, benefits and care."""
    health = {"none": "", "fit-note": "a fit note"}.get(adult.health, adult.health.upper())
    payment = "ADP" if case.region == "scotland" else "PIP"
    traits = [
        health,
        payment if (adult.daily_living, adult.mobility) != ("none", "none") else "",
        "ESA" if adult.esa != "none" else "",
        "someone to care for" if adult.carer else "",
    ]
    named = " and ".join(trait for trait in traits if trait)
    return f"an adult of {adult.age}{' with ' if named else ''}{named}"


def _courses(line: BudgetLine) -> tuple[Course, ...]:
    """Return the lines to draw: one alone where being found fit for work would change nothing."""
    now = _course("as things are", line, "now")
    if not line.has_finding:
        return (now._replace(name=ALONE),)
    fit = _course("if found fit for work", line, "if_fit")
    if all(abs(sum(point.now) - sum(point.if_fit)) < POUND for point in line.curve):
        return (now._replace(name=f"{now.name}, and\n{fit.name}"),)
    return now, fit


def _course(name: str, line: BudgetLine, circumstances: str) -> Course:
    """Return the line of some circumstances."""
    cliffs = [
        Break(_said(cliff), cliff.hours, _pounds(cliff.before), _pounds(cliff.after))
        for cliff in line.cliffs(circumstances)
    ]
    return Course(name, tuple(_pounds(point.income(circumstances)) for point in line.curve), tuple(cliffs))


def _description(line: BudgetLine, courses: Sequence[Course]) -> str:
    """Say in words what the picture shows."""
    first, last = line.curve[0].hours, line.curve[-1].hours
    parts = []
    for course in courses:
        name = "" if course.name == ALONE else f", {' '.join(course.name.split())},"
        parts.append(
            f"Net income before rent{name} goes from £{number(course.incomes[0])} a month at {counted(first, 'hour')} "
            f"of work a week to £{number(course.incomes[-1])} at {counted(last, 'hour')}."
        )
        parts += [f"{cliff.words} at {counted(round(cliff.hours, 1), 'hour')}." for cliff in course.cliffs]
    if line.usual:
        hours = counted(round(line.usual.hours, 1), "hour")
        parts.append(f"The {_described_pay(line.usual)}, is {hours}.")
    return " ".join(parts)


def _said(cliff: Cliff) -> str:
    """Say what makes a cliff, and by how much income changes."""
    change = f"{'+' if cliff.change > 0 else '−'}£{number(abs(cliff.change) / POUND)}"
    return f"{_cause(cliff.before, cliff.after)}, {change}"


def _cause(before: Income, after: Income) -> str:
    """Name the benefit that stops, else the cap, which alone lets Universal Credit rise with pay."""
    moved = {kind: b - a for kind, a, b in zip(before._fields, before, after, strict=True)}
    stopped = [kind for kind in moved if moved[kind] < 0 and getattr(after, kind) == 0]
    if stopped:
        return f"{ENTRIES[min(stopped, key=lambda kind: moved[kind])].label} stops"
    if moved["universal_credit"] > 0:
        return "Benefit cap ends"
    return f"{ENTRIES[min(moved, key=lambda kind: moved[kind])].label} falls"
