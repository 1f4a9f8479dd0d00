"""What work pays: a household's net income against one adult's hours, as things are and if found fit for work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from welfsim.advice.case import POUND, Case, read_case
from welfsim.awards.budget import Income, household_income, household_income_related_esa
from welfsim.awards.household import Adult, Household, at_work
from welfsim.awards.pay import pay_for_hours
from welfsim.errors import HouseholdError
from welfsim.months import show_month
from welfsim.tables import aligned, html_table, number
from welfsim.vocabulary.codes import EsaGroup, EsaKind, HealthGroup

if TYPE_CHECKING:
    import pandas as pd

MOST_HOURS = 60
STEP = 4
FULL_TIME = 40


class Point(NamedTuple):
    """A budget at some hours: as things are, and if found fit for work; in pence a month."""

    hours: float
    gross_pay: int
    now: Income
    if_fit: Income


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
    """

    case: Case
    adult: int
    hourly: float
    points: tuple[Point, ...]

    def records(self) -> list[dict[str, Any]]:
        """Return one record for each number of hours and circumstance, in pounds a month."""
        return [
            {
                "hours": point.hours,
                "gross_pay": point.gross_pay / POUND,
                "circumstances": name,
                **{kind: int(amount) / POUND for kind, amount in income._asdict().items()},
                "net_income": sum(income) / POUND,
            }
            for point in self.points
            for name, income in (("now", point.now), ("if fit for work", point.if_fit))
        ]

    def to_frame(self) -> pd.DataFrame:
        """Return the budget line as a table, in pounds a month."""
        import pandas as pd

        frame = pd.DataFrame(self.records())
        frame.attrs["unit"] = "pounds a month"
        return frame

    def rows(self) -> list[list[str]]:
        """Return the budget line as rows of text under their head."""
        rows = [["Hours a week", "Gross pay", "UC now", "Net income now", "UC if fit", "Net income if fit", "Loss"]]
        for point in self.points:
            now, fit = sum(point.now), sum(point.if_fit)
            amounts = (point.gross_pay, point.now.universal_credit, now, point.if_fit.universal_credit, fit, now - fit)
            rows.append([f"{point.hours:g}", *(number(amount / POUND, 2) for amount in amounts)])
        return rows

    @property
    def heading(self) -> str:
        """The month, the pay and what the columns mean."""
        return (
            f"What work pays in {show_month(self.case.month)}, £ a month: adult {self.adult} at £{self.hourly:.2f} "
            "an hour; as things are, and if found fit for work (no LCW, LCWRA or ESA; PIP kept)"
        )

    def __repr__(self) -> str:
        """Return the budget line as text."""
        return f"{self.heading}\n\n{aligned(self.rows(), left=0)}"

    def _repr_html_(self) -> str:
        return html_table(self.heading, self.rows())

    def chart(self, file: str | Path) -> Path:
        """Draw the budget line into an SVG or PNG file and return its path.

        Raises
        ------
        HouseholdError
            If matplotlib is missing or the file is neither.
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
        Gross pay an hour in pounds; the minimum wage unless given.
    hours_to, step
        The most weekly hours, and the hours from one point to the next.
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
    seen, policy = case.household(), case.policy
    _check(case, seen, adult, hourly, hours_to, step)
    pay = float(policy.pay.minimum_wage) if hourly is None else hourly * POUND
    points = []
    for each in range(int(hours_to / step) + 1):
        gross = pay_for_hours(pay, each * step)
        working = _with_job(seen, adult, gross, each * step)
        points.append(
            Point(each * step, gross, _income(working, seen, case), _income(_fit(working, adult), seen, case))
        )
    return BudgetLine(case, adult, pay / POUND, tuple(points))


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
