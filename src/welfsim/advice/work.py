"""What work pays: a household's net income against one adult's hours, as things are and if found fit for work.

Pay an adult is described with does not move the line: it is marked on it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from welfsim.advice.case import LEFT_OUT, POUND, Case, read_case, usual_pay
from welfsim.awards.budget import Income, household_income, household_income_related_esa
from welfsim.awards.household import Adult, Household, at_work
from welfsim.awards.money import WEEKS_A_YEAR
from welfsim.awards.pay import minimum_wage_at, pay_for_hours
from welfsim.errors import HouseholdError
from welfsim.months import MONTHS_A_YEAR, show_month
from welfsim.text.characters import as_xml
from welfsim.vocabulary.codes import EsaGroup, EsaKind, HealthGroup
from welfsim.wording.tables import aligned, html_table
from welfsim.wording.values import counted, number

if TYPE_CHECKING:
    import pandas as pd

MOST_HOURS = 60
STEP = 4
FULL_TIME = 40
FINE = 0.25
PENNIES = 3

WORK_LEFT_OUT = (
    "Of what work pays also left out: childcare, travel, Council Tax Reduction and other help that comes with an "
    "award, and the lower minimum wage of apprentices."
)


class Point(NamedTuple):
    """A budget at some hours: as things are, and if found fit for work; in pence a month."""

    hours: float
    gross_pay: int
    now: Income
    if_fit: Income


class Cliff(NamedTuple):
    """Hours at which income is another at one blow: before and after a penny more of pay, in pence a month."""

    hours: float
    before: Income
    after: Income

    @property
    def change(self) -> int:
        """What the blow does to net income, in pence a month."""
        return sum(self.after) - sum(self.before)


def _of(point: Point, circumstances: str) -> Income:
    """Return the income of a point in some circumstances."""
    return point.now if circumstances == "now" else point.if_fit


def _is_cliff(left: Point, right: Point, circumstances: str) -> bool:
    """Say whether income changes between two points in a way that more pay alone cannot bring."""
    change = sum(_of(right, circumstances)) - sum(_of(left, circumstances))
    return change < -PENNIES or change > right.gross_pay - left.gross_pay + PENNIES


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

    @cached_property
    def has_finding(self) -> bool:
        """Whether being found fit for work would change anything: there is a health group or ESA to lose."""
        seen = self.case.household()
        return _fit(seen, self.adult) != seen

    @cached_property
    def curve(self) -> tuple[Point, ...]:
        """The budget at every quarter of an hour, for a picture."""
        return _points(self.case, self.adult, self.hourly * POUND, _hours(self.points[-1].hours, FINE))

    def cliffs(self, circumstances: str = "now") -> tuple[Cliff, ...]:
        """Return where income falls although pay rises, or rises by more than pay does.

        Tax, National Insurance and the taper together take less than the whole of another pound, so that no cliff
        comes of them.

        Parameters
        ----------
        circumstances
            ``now`` or ``if_fit``.
        """
        edges = [edge for pair in pairwise(self.curve) for edge in self._edges(*pair, circumstances)]
        return tuple(Cliff(right.hours, _of(left, circumstances), _of(right, circumstances)) for left, right in edges)

    def _edges(self, left: Point, right: Point, circumstances: str) -> list[tuple[Point, Point]]:
        """Return the pairs of points, a penny of pay apart, between which a cliff lies."""
        if not _is_cliff(left, right, circumstances):
            return []
        if right.gross_pay - left.gross_pay <= 1:
            return [(left, right)]
        gross = (left.gross_pay + right.gross_pay) // 2
        share = (gross - left.gross_pay) / (right.gross_pay - left.gross_pay)
        middle = _point(self.case, self.adult, left.hours + share * (right.hours - left.hours), gross)
        return [*self._edges(left, middle, circumstances), *self._edges(middle, right, circumstances)]

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
            }
            for point in self._shown()
            for name, income in zip(names, (point.now, point.if_fit), strict=False)
        ]

    def to_frame(self) -> pd.DataFrame:
        """Return the budget line as a table, in pounds a month."""
        import pandas as pd

        frame = pd.DataFrame(self.records())
        frame.attrs["unit"] = "pounds a month"
        return frame

    def rows(self) -> list[list[str]]:
        """Return the budget line as rows of text under their head."""
        head = ["Hours a week", "Gross pay", "UC now", "Net income now"]
        rows = [[*head, "UC if fit", "Net income if fit", "Loss"] if self.has_finding else head]
        for point in self._shown():
            now, fit = sum(point.now), sum(point.if_fit)
            amounts = [point.gross_pay, point.now.universal_credit, now]
            if self.has_finding:
                amounts += [point.if_fit.universal_credit, fit, now - fit]
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
        from welfsim.advice.chart import draw

        return draw(self, Path(file))


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
    _check(case, case.household(), adult, hourly, hours_to, step)
    described = case.adults[adult - 1]
    pay = float(minimum_wage_at(described.age, case.policy.pay)) if hourly is None else hourly * POUND
    points = _points(case, adult, pay, _hours(hours_to, step))
    return BudgetLine(case, adult, pay / POUND, points, _usual(case, adult, pay))


def _hours(hours_to: float, step: float) -> list[float]:
    """Return hours from nought in steps, and the last of them whatever the step."""
    steps = math.ceil(round(hours_to / step, 6))
    return [*(each * step for each in range(steps)), hours_to]


def _points(case: Case, adult: int, hourly: float, hours: Iterable[float]) -> tuple[Point, ...]:
    """Return the budget at each number of hours, at some pence an hour."""
    return tuple(_point(case, adult, each, pay_for_hours(hourly, each)) for each in hours)


def _point(case: Case, adult: int, hours: float, gross: int) -> Point:
    """Return the budget with one adult at some hours and gross pay."""
    seen = case.household()
    working = _with_job(seen, adult, gross, hours)
    return Point(hours, gross, _income(working, seen, case), _income(_fit(working, adult), seen, case))


def _usual(case: Case, adult: int, hourly: float) -> Point | None:
    """Return the budget at the pay an adult is described with, in the hours that earn it; nothing without pay."""
    gross = usual_pay(case.adults[adult - 1])
    return _point(case, adult, gross * MONTHS_A_YEAR / WEEKS_A_YEAR / hourly, gross) if gross else None


def _check(case: Case, household: Household, adult: int, hourly: float | None, hours_to: float, step: float) -> None:
    """Refuse hours, pay or an adult out of range, all at once."""
    faults = []
    if not 1 <= adult <= len(case.adults):
        faults.append(f"adult: {adult} is not allowed. Allowed: 1 to {len(case.adults)}.")
    elif not (household.first, household.second)[adult - 1].is_present:
        faults.append(f"adult: {adult} is past State Pension age. Allowed: an adult of working age.")
    if hourly is not None and not 0 < hourly <= 1000:
        faults.append(f"hourly: {hourly:g} is not allowed. Allowed: above 0 to 1,000 pounds.")
    if not 0 < hours_to <= MOST_HOURS:
        faults.append(f"hours_to: {hours_to:g} is not allowed. Allowed: above 0 to {MOST_HOURS}.")
    if not 0.25 <= step <= max(hours_to, 0.25):
        faults.append(f"step: {step:g} is not allowed. Allowed: 0.25 to hours_to.")
    if faults:
        raise HouseholdError("\n".join(["The budget line", *(f"  {fault}" for fault in faults)]))


def _with_job(household: Household, adult: int, gross: int, hours: float) -> Household:
    """Return the household with one adult at some gross pay and hours."""
    if adult == 1:
        return household._replace(first=at_work(household.first, gross, hours))
    return household._replace(second=at_work(household.second, gross, hours))


def _fit(household: Household, adult: int) -> Household:
    """Return the household with one adult found fit for work: no health group and no ESA."""
    if adult == 1:
        return household._replace(first=_found_fit(household.first))
    return household._replace(second=_found_fit(household.second))


def _found_fit(adult: Adult) -> Adult:
    return adult._replace(
        health_group=int(HealthGroup.NONE),
        lcwra_paid=False,
        esa_kind=int(EsaKind.NONE),
        esa_group=int(EsaGroup.NONE),
    )


def _income(household: Household, before: Household, case: Case) -> Income:
    """Return a household's income; one that leaves income-related ESA claims Universal Credit."""
    on_uc = case.on_universal_credit or household_income_related_esa(before, case.policy) > 0
    return Income(*map(int, household_income(household, on_uc, case.policy, case.month)))
