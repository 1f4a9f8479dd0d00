"""What work pays: a household's net income against one adult's hours, as things are and if found fit for work.

Pay an adult is described with does not move the line: it is marked on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from welfsim.advice.case import Case
from welfsim.advice.casebook import Households, budgets_of, is_many
from welfsim.advice.chart import Picture, draw
from welfsim.advice.claimants import reason_of_none
from welfsim.advice.hours import (
    CIRCUMSTANCES,
    LEAST_STEP,
    Asked,
    Cliff,
    Point,
    Worker,
    costs_in_pounds,
    hours_in_steps,
    work_of,
)
from welfsim.advice.kinds import POUND
from welfsim.advice.law import applied_law
from welfsim.advice.left_out import left_out, listed, work_left_out
from welfsim.advice.picture import picture
from welfsim.advice.reading import one_of_two, read_case
from welfsim.advice.showing import head, html_list, in_pounds
from welfsim.months import show_month
from welfsim.scenario import Scenario
from welfsim.wording.tables import aligned, html_table
from welfsim.wording.values import counted, number

if TYPE_CHECKING:
    import pandas as pd

STEP = 4
FULL_TIME = 40


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

    @property
    def _circumstances(self) -> list[tuple[str, str]]:
        """The name of each circumstance and its field of a point."""
        return list(CIRCUMSTANCES[: 2 if self.has_finding else 1])

    @cached_property
    def curve(self) -> tuple[Point, ...]:
        """The budget at every quarter of an hour, for a picture."""
        return self._worker.points(hours_in_steps(self.points[-1].hours, LEAST_STEP))

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
        return [
            {
                "hours": round(point.hours, 2),
                "gross_pay": point.gross_pay / POUND,
                "usual_pay": point is self.usual,
                "circumstances": name,
                **in_pounds(point.income(key)),
                **costs_in_pounds(point.income(key), point.costs(key)),
            }
            for point in self._shown()
            for name, key in self._circumstances
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
        if reason_of_none(self.case):
            parts.append(f"Universal Credit: {reason_of_none(self.case)}")
        return "; ".join(parts)

    def __repr__(self) -> str:
        """Return the budget line as text."""
        return "\n\n".join([self.head, aligned(self.rows(), left=0), self.foot])

    @property
    def scenario(self) -> str:
        """The scenario and settings that the household is answered under; empty for the law as it stands."""
        return self.case.law.name

    @property
    def left_out(self) -> tuple[str, ...]:
        """What is left out that may concern this household, of its award and of what work pays."""
        return (*left_out(self.case), *work_left_out(self.case))

    @property
    def head(self) -> str:
        """The heading, and the scenario if there is one."""
        return "\n".join(head(self.case, self.heading))

    @property
    def foot(self) -> str:
        """What is to be looked at by hand, as a list."""
        return listed(self.left_out)

    def to_dict(self) -> dict[str, Any]:
        """Return all that the budget line says as plain values, with the household as it can be read again."""
        return {
            "household": self.heading,
            "described": self.case.as_written(),
            "scenario": self.scenario,
            "adult": self.adult,
            "hourly": self.hourly,
            "unit": "pounds a month",
            "points": self.records(),
            "cliffs": [
                {"circumstances": name, "hours": round(cliff.hours, 2), "change": cliff.change / POUND}
                for name, key in self._circumstances
                for cliff in self.cliffs(key)
            ],
            "left_out": list(self.left_out),
        }

    def _repr_html_(self) -> str:
        return f"{html_table('. '.join(head(self.case, self.heading)), self.rows())}{html_list(self.left_out)}"

    @property
    def picture(self) -> Picture:
        """What a chart of it shows."""
        return picture(self._worker, self.curve)

    def chart(self, file: str | Path) -> Path:
        """Draw the budget line into an SVG or PNG file and return its path.

        Raises
        ------
        ResultsError
            If the file is neither, cannot be written, or is there already and was not drawn by welfsim.
        HouseholdError
            If matplotlib is missing.
        """
        return draw(self.picture, Path(file))


@overload
def budget(
    household: Households,
    /,
    *,
    adult: int = ...,
    hourly: float | None = ...,
    hours_to: float = ...,
    step: float = ...,
    scenario: Scenario | str | Path | None = ...,
    set: str | Sequence[str] = ...,
) -> pd.DataFrame: ...


@overload
def budget(
    household: Case | str | Path | Mapping[str, Any] | None = ...,
    /,
    *,
    adult: int = ...,
    hourly: float | None = ...,
    hours_to: float = ...,
    step: float = ...,
    scenario: Scenario | str | Path | None = ...,
    set: str | Sequence[str] = ...,
    **fields: Any,
) -> BudgetLine: ...


def budget(
    household: Case | str | Path | Mapping[str, Any] | Households | None = None,
    /,
    *,
    adult: int = 1,
    hourly: float | None = None,
    hours_to: float = FULL_TIME,
    step: float = STEP,
    scenario: Scenario | str | Path | None = None,
    set: str | Sequence[str] = (),
    **fields: Any,
) -> BudgetLine | pd.DataFrame:
    """Return a household's net income against one adult's hours of work, or that of many households.

    Parameters
    ----------
    household
        A file of YAML or JSON, a mapping, or a case already read. Many households: a DataFrame with columns such as
        ``adult_1_age``, or a list of mappings.
    adult
        Which adult works, 1 or 2.
    hourly
        Gross pay an hour in pounds; unless given the minimum wage at the adult's age, apprentices left out.
    hours_to, step
        The most weekly hours, which are always shown, and the hours from one point to the next.
    scenario, set
        What is laid over the law, as in `welfsim.award`.
    **fields
        The same fields by name, instead of a file.

    Returns
    -------
    BudgetLine or pandas.DataFrame
        Of many households a row for each, its hours and its circumstances, ``now`` or ``if fit for work``, with the
        household's index and ``id``, each kind of income in pounds a month, and ``fault``. A household that is refused
        has one row, without hours.

    Raises
    ------
    HouseholdError
        If one household cannot exist, or its hours, pay or adult are out of range. Of many only if a column is not
        known.
    ScenarioError
        With all faults of the scenario and the settings.

    Examples
    --------
    >>> import welfsim
    >>> adult = {"age": 30, "health": "lcwra", "fit_note": "2024-05"}
    >>> line = welfsim.budget(month="2025-10", adults=[adult], hours_to=8, step=8)
    >>> [sum(point.now) for point in line.points]
    [82341, 124669]
    >>> many = welfsim.budget([{"adult_1_age": 30}, {"adult_1_age": 40}], hours_to=8, step=8)
    >>> many["net_income"].tolist()
    [400.14, 590.62, 400.14, 590.62]
    """
    law, asked = applied_law(scenario, set, stacklevel=2), Asked(adult, hourly, hours_to, step)
    if is_many(household):
        one_of_two(household, fields)
        return budgets_of(household, law, asked)
    case = read_case(one_of_two(household, fields), law=law)
    worker, hours = work_of(case, asked)
    return BudgetLine(case, adult, worker.hourly / POUND, worker.points(hours), worker.usual())
