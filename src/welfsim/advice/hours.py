"""A household's income at the hours of one adult's work, as things are and if found fit for work, and its cliffs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from welfsim.advice.case import Case
from welfsim.advice.household import as_household, usual_pay
from welfsim.awards.budget import Income, household_income, household_income_related_esa
from welfsim.awards.household import Adult, Household, at_work
from welfsim.awards.money import WEEKS_A_YEAR
from welfsim.awards.pay import pay_for_hours
from welfsim.months import MONTHS_A_YEAR
from welfsim.vocabulary.codes import EsaGroup, EsaKind, HealthGroup

PENNIES = 3


class Point(NamedTuple):
    """A budget at some hours: as things are, and if found fit for work; in pence a month."""

    hours: float
    gross_pay: int
    now: Income
    if_fit: Income

    def income(self, circumstances: str) -> Income:
        """Return the income in some circumstances, ``now`` or ``if_fit``."""
        return self.now if circumstances == "now" else self.if_fit


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
        return tuple(self.point(each, pay_for_hours(self.hourly, each)) for each in hours)

    def point(self, hours: float, gross: int) -> Point:
        """Return the budget at some hours and gross pay."""
        seen = as_household(self.case)
        working = _changed(seen, self.adult, at_work(_adult(seen, self.adult), gross, hours))
        return Point(hours, gross, _income(working, seen, self.case), _income(self._fit(working), seen, self.case))

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
    """Say whether income changes between two points in a way that more pay alone cannot bring."""
    change = sum(right.income(circumstances)) - sum(left.income(circumstances))
    return change < -PENNIES or change > right.gross_pay - left.gross_pay + PENNIES


def _income(household: Household, before: Household, case: Case) -> Income:
    """Return a household's income; one that leaves income-related ESA claims Universal Credit."""
    on_uc = case.on_universal_credit or household_income_related_esa(before, case.policy) > 0
    return Income(*map(int, household_income(household, on_uc, case.policy)))
