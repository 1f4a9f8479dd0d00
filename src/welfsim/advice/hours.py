"""A household's income at the hours of one adult's work, as things are and if found fit for work, and its cliffs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from numbers import Integral, Real
from typing import NamedTuple

from welfsim.advice.adult import is_pensioner
from welfsim.advice.case import Case
from welfsim.advice.household import as_household, usual_pay
from welfsim.advice.kinds import POUND
from welfsim.awards.budget import Income, household_income, household_income_related_esa
from welfsim.awards.gain import council_tax_reduction
from welfsim.awards.household import Adult, Household, at_work
from welfsim.awards.money import WEEKS_A_YEAR
from welfsim.awards.paid_care import household_childcare_costs
from welfsim.awards.pay import minimum_wage_at, pay_for_hours
from welfsim.errors import HouseholdError
from welfsim.months import MONTHS_A_YEAR
from welfsim.text.written import shortened
from welfsim.vocabulary.codes import EsaGroup, EsaKind, HealthGroup

PENNIES = 3
CIRCUMSTANCES = (("now", "now"), ("if fit for work", "if_fit"))
"""What each circumstance is called, and its field of a point."""
MOST_HOURS = 60
LEAST_STEP = 0.25
MOST_AN_HOUR = 1000


class Outgoing(NamedTuple):
    """What comes off net income at some hours: childcare that work needs, and stylised council tax after reduction."""

    childcare: int
    council_tax: int


def costs_in_pounds(income: Income, costs: Outgoing) -> dict[str, float]:
    """Return what comes off an income, each by its name, and what is left after it, in pounds a month."""
    each = {f"{kind}_cost": amount / POUND for kind, amount in costs._asdict().items()}
    return {**each, "after_costs": (sum(income) - sum(costs)) / POUND}


class Point(NamedTuple):
    """A budget at some hours: as things are, and if found fit for work; in pence a month."""

    hours: float
    gross_pay: int
    now: Income
    if_fit: Income
    costs_now: Outgoing
    costs_if_fit: Outgoing

    def income(self, circumstances: str) -> Income:
        """Return the income in some circumstances, ``now`` or ``if_fit``."""
        return self.now if circumstances == "now" else self.if_fit

    def costs(self, circumstances: str) -> Outgoing:
        """Return what comes off the income in some circumstances."""
        return self.costs_now if circumstances == "now" else self.costs_if_fit


class Cliff(NamedTuple):
    """Hours at which income jumps: before and after a penny more of pay, in pence a month."""

    hours: float
    before: Income
    after: Income

    @property
    def change(self) -> int:
        """By how much net income changes there, in pence a month."""
        return sum(self.after) - sum(self.before)


class Worker(NamedTuple):
    """One adult of a case, 1 or 2, who may work at some pence an hour."""

    case: Case
    adult: int
    hourly: float

    def points(self, hours: Iterable[float]) -> tuple[Point, ...]:
        """Return the budget at each number of hours."""
        seen = as_household(self.case)
        return tuple(self._point(each, pay_for_hours(self.hourly, each), seen) for each in hours)

    def point(self, hours: float, gross: int) -> Point:
        """Return the budget at some hours and gross pay."""
        return self._point(hours, gross, as_household(self.case))

    def _point(self, hours: float, gross: int, seen: Household) -> Point:
        now = _changed(seen, self.adult, at_work(_adult(seen, self.adult), gross, hours))
        fit = self._fit(now)
        income, costs = _income(now, seen, self.case), _costs(now, seen, self.case)
        if fit == now:
            return Point(hours, gross, income, income, costs, costs)
        return Point(hours, gross, income, _income(fit, seen, self.case), costs, _costs(fit, seen, self.case))

    def usual(self) -> Point | None:
        """Return the budget at the pay the adult is described with, in the hours that earn it; nothing without pay."""
        gross = usual_pay(self.case.adults[self.adult - 1])
        return self.point(gross * MONTHS_A_YEAR / WEEKS_A_YEAR / self.hourly, gross) if gross else None

    def has_finding(self) -> bool:
        """Say whether being found fit for work would change anything: there is a health group or ESA to lose."""
        seen = as_household(self.case)
        return self._fit(seen) != seen

    def cliffs(self, curve: Sequence[Point], circumstances: str) -> tuple[Cliff, ...]:
        """Return the cliffs between the points of a curve."""
        edges = [edge for pair in pairwise(curve) for edge in self._edges(*pair, circumstances)]
        return tuple(Cliff(b.hours, a.income(circumstances), b.income(circumstances)) for a, b in edges)

    def _edges(self, left: Point, right: Point, circumstances: str) -> list[tuple[Point, Point]]:
        """Return the pairs of points, a penny of pay apart, between which a cliff lies."""
        if not _is_cliff(left, right, circumstances):
            return []
        if right.gross_pay - left.gross_pay <= 1:
            return [(left, right)]
        gross = (left.gross_pay + right.gross_pay) // 2
        share = (gross - left.gross_pay) / (right.gross_pay - left.gross_pay)
        middle = self.point(left.hours + share * (right.hours - left.hours), gross)
        return [*self._edges(left, middle, circumstances), *self._edges(middle, right, circumstances)]

    def _fit(self, household: Household) -> Household:
        """Return the household with the adult found fit for work: no health group and no ESA."""
        return _changed(household, self.adult, _found_fit(_adult(household, self.adult)))


class Asked(NamedTuple):
    """What a budget line is asked for: which adult works, at how many pounds an hour, to how many hours, in what steps.

    Without pounds an hour it is the minimum wage at the adult's age, apprentices left out.
    """

    adult: int
    hourly: float | None
    hours_to: float
    step: float

    def faults_of(self, case: Case) -> list[str]:
        """Return why the adult who is to work is none of a household."""
        if not _is_number(self.adult, Integral) or not 1 <= self.adult <= len(case.adults):
            return [f"adult: {shortened(self.adult)} is not allowed. Allowed: 1 to {len(case.adults)}."]
        if is_pensioner(case.adults[self.adult - 1], case.month):
            return [f"adult: {self.adult} is past State Pension age. Allowed: an adult of working age."]
        return []

    def faults(self) -> list[str]:
        """Return what is out of range, or no number, whatever the household."""
        faults = []
        if self.hourly is not None and not (_is_number(self.hourly) and 0 < self.hourly <= MOST_AN_HOUR):
            shown = _shown(self.hourly)
            faults.append(f"hourly: {shown} is not allowed. Allowed: above 0 to {MOST_AN_HOUR:,} pounds.")
        fits = _is_number(self.hours_to) and 0 < self.hours_to <= MOST_HOURS
        if not fits:
            faults.append(f"hours_to: {_shown(self.hours_to)} is not allowed. Allowed: above 0 to {MOST_HOURS}.")
        most = max(self.hours_to, LEAST_STEP) if fits else MOST_HOURS
        if not (_is_number(self.step) and LEAST_STEP <= self.step <= most):
            faults.append(f"step: {_shown(self.step)} is not allowed. Allowed: {LEAST_STEP} to hours_to.")
        return faults


def work_of(case: Case, asked: Asked) -> tuple[Worker, list[float]]:
    """Return the adult of a household who may work, and the hours that are asked for.

    Raises
    ------
    HouseholdError
        If hours, pay or the adult are out of range, all at once.
    """
    refuse([*asked.faults_of(case), *asked.faults()])
    age = case.adults[asked.adult - 1].age
    pay = float(minimum_wage_at(age, case.policy.pay)) if asked.hourly is None else asked.hourly * POUND
    return Worker(case, asked.adult, pay), hours_in_steps(asked.hours_to, asked.step)


def refuse(faults: Sequence[str]) -> None:
    """Raise the faults of what is asked for together, if there are any.

    Raises
    ------
    HouseholdError
        With all of them.
    """
    if faults:
        raise HouseholdError("\n".join(["The budget line", *(f"  {fault}" for fault in faults)]))


def hours_in_steps(hours_to: float, step: float) -> list[float]:
    """Return hours from 0 in steps, and the last of them whatever the step."""
    steps = math.ceil(round(hours_to / step, 6))
    return [*(each * step for each in range(steps)), hours_to]


def _is_number(given: object, kind: type = Real) -> bool:
    return isinstance(given, kind) and not isinstance(given, bool)


def _shown(given: object) -> str:
    return f"{given:g}" if _is_number(given) else shortened(given)


def _adult(household: Household, number: int) -> Adult:
    return household.first if number == 1 else household.second


def _changed(household: Household, number: int, adult: Adult) -> Household:
    """Return the household with another adult in place of the first or second."""
    return household._replace(first=adult) if number == 1 else household._replace(second=adult)


def _found_fit(adult: Adult) -> Adult:
    return adult._replace(
        incapacity=adult.incapacity._replace(
            health_group=int(HealthGroup.NONE),
            lcwra_paid=False,
            awaits_element=False,
            esa_kind=int(EsaKind.NONE),
            esa_group=int(EsaGroup.NONE),
        )
    )


def _is_cliff(left: Point, right: Point, circumstances: str) -> bool:
    """Say whether income changes between two points in a way that more pay alone cannot bring.

    Taxes on other income are left aside: the charge on Child Benefit rises in a hundred small steps.
    """
    change = sum(_untaxed(right.income(circumstances))) - sum(_untaxed(left.income(circumstances)))
    return change < -PENNIES or change > right.gross_pay - left.gross_pay + PENNIES


def _untaxed(income: Income) -> Income:
    """Return an income before the taxes on what is not pay."""
    return income._replace(tax_charges=0)


def _income(household: Household, before: Household, case: Case) -> Income:
    """Return a household's income; one that leaves income-related ESA claims Universal Credit."""
    return Income(*map(int, household_income(household, _on_credit(before, case), case.policy)))


def _costs(household: Household, before: Household, case: Case) -> Outgoing:
    """Return what comes off a household's income."""
    reduction = council_tax_reduction(household, _on_credit(before, case), case.policy)
    care = household_childcare_costs(household, case.policy)
    return Outgoing(int(care), household.outgoings.council_tax - int(reduction))


def _on_credit(before: Household, case: Case) -> bool:
    """Say whether a household has Universal Credit, or would claim it when its income-related ESA ends."""
    return bool(case.on_universal_credit or household_income_related_esa(before, case.policy) > 0)
