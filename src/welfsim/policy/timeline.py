"""Dated values over months: a reform laid over the law, one record of parameters for each month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from welfsim.errors import PolicyError, together
from welfsim.months import show_month
from welfsim.policy.coaches import IN_POST, coaches_in_post
from welfsim.policy.faults import fault, undeclared, unlawful
from welfsim.policy.illness import BASE, TRENDS, index_from_growth
from welfsim.policy.law import Law, Value
from welfsim.policy.record import FIRST_MONTH, LAST_MONTH, PROGRAMMES, parameters, write_path
from welfsim.policy.relative import Relative, bounds_faults, relative_faults
from welfsim.policy.uprating import DRIVERS, FORMULAE, uprated
from welfsim.vocabulary.codes import OWN_PROGRAMMES
from welfsim.vocabulary.fields import Declared, ParameterValue
from welfsim.vocabulary.parameters import POLICY
from welfsim.wording.lists import name_of
from welfsim.wording.values import counted

END = LAST_MONTH + 1
LAID = {bool: bool, int: float, float: float}
"""As what values are laid over months, by the type of their parameter; lists as objects, which are tuples."""
PLACES = "places"

Amount = ParameterValue | Relative
"""What a change writes for a month: a value, or what stands below it so many times or so much more."""

Months = NDArray[Any]
"""One value for each month of law: numbers, True and False, or tuples of codes."""


@dataclass(frozen=True)
class Change:
    """A reform's values of one parameter.

    Each value holds from its month until the next month given; nothing (``None``) returns to what stands below: the
    law, or an earlier change. A ``Relative`` one is taken of that, in each month anew. A switch is True or False, a
    list a tuple of codes, as ``(CoachUse.HEALTH, CoachUse.SEARCH)``. `where` names the file and line, or the option,
    that asks for the change.
    """

    name: str
    values: Mapping[int, Amount | None]
    where: str
    share: Months | None = None
    """By month of law, the share of an amount of the country that those have for whom the change is written."""


@dataclass(frozen=True)
class OwnProgramme:
    """A programme that the law does not have: what it is like, and by field and month where it differs.

    `like` is a programme of the law, such as ``connect_to_work``, as the reform leaves it. Its places are never
    inherited: before the first month for which they are given there are none. `where` names the file and line that
    describes it.
    """

    like: str
    differs: Mapping[str, Mapping[int, Amount | None]]
    where: str = "a programme added"


def resolve(
    law: Law, changes: Sequence[Change], start: int, months: int, programmes: Sequence[OwnProgramme] = ()
) -> np.recarray[Any, Any]:
    """Return the parameters of each month: law, with the changes laid over it in their order.

    Changes of prices, earnings, uplift or the minimum wage change the rates that are calculated from them. Any other
    change applies to its own parameter alone, and replaces the formula from its month on.

    Parameters
    ----------
    law
        The law as it stands.
    changes
        What is changed; a later change wins over an earlier one.
    start
        The first month.
    months
        How many months.
    programmes
        Programmes in addition to those of the law, four at most.

    Returns
    -------
    numpy.recarray
        One record of type ``POLICY`` for each month; ``row.universal_credit.taper`` reads one value.

    Raises
    ------
    PolicyError
        With every fault of the changes, each naming where it stands.
    """
    faults = [wrong for change in changes for wrong in _faults(law, change)]
    faults += [wrong for own in programmes for change in _terms(own) for wrong in _faults(law, change)]
    if start < FIRST_MONTH or start + months > END or months < 0:
        faults.append(_outside(start, months))
    if faults:
        raise PolicyError(together(faults))
    paths = _Paths(law, changes)
    faults += [wrong for change in changes for wrong in _out_of_bounds(change, paths)]
    if faults:
        raise PolicyError(together(faults))
    policies = np.zeros(months, dtype=POLICY)
    span = slice(start - FIRST_MONTH, start - FIRST_MONTH + months)
    for name in law.values:
        write_path(policies, name, paths.changed(name)[span])
    if months:
        in_post = coaches_in_post(lambda name: paths.lawful(name)[span], lambda name: paths.changed(name)[span])
        write_path(policies, IN_POST, in_post)
    for trend, growth in TRENDS.items():
        write_path(policies, trend, index_from_growth(paths.changed(growth), BASE - FIRST_MONTH)[span])
    for code, own in zip(OWN_PROGRAMMES, programmes, strict=False):
        terms = policies["programme"]
        terms[:, code] = terms[:, PROGRAMMES[own.like]]
        terms[PLACES][:, code] = 0.0
        for field, values in own.differs.items():
            like = paths.changed(f"{own.like}.{field}")
            before = np.zeros_like(like) if field == PLACES else like
            terms[field][:, code] = _laid_over(before, values, like, parameters()[f"{own.like}.{field}"])[span]
    return policies.view(np.recarray)


class _Paths:
    """The values of every parameter in every month of law, before and after the changes."""

    def __init__(self, law: Law, changes: Sequence[Change]) -> None:
        self._law = law
        self._known: dict[str, Months] = {}
        self._changes: dict[str, list[Change]] = {}
        for change in changes:
            self._changes.setdefault(change.name, []).append(change)

    def lawful(self, name: str) -> Months:
        """Return a parameter's months before it is itself changed."""
        if name not in self._known:
            cell = LAID.get(parameters()[name].type, object)
            self._known[name] = _filled(self._amounts(self._law.values[name]), cell)
        return self._known[name]

    def changed(self, name: str) -> Months:
        """Return a parameter's months with its changes laid over it."""
        values = self.lawful(name)
        for change in self._changes.get(name, ()):
            if change.share is None:
                values = _laid_over(values, change.values, values, parameters()[name])
            else:
                values = _shared_out(values, change.values, change.share)
        return values

    def _amounts(self, value: Value) -> Mapping[int, ParameterValue]:
        """Return a parameter's amounts by their first month, by date and then by formula."""
        if value.uprating is None:
            return value.values
        formula, dated = FORMULAE[value.uprating], cast("Mapping[int, float]", value.values)
        last_dated = max(dated)

        def read(name: str, month: int) -> float:
            """Return what a formula needs: as in law, but what drives it is as changed, after the last dated one."""
            values = self.changed(name) if name in DRIVERS and month > last_dated else self.lawful(name)
            return float(values[month - FIRST_MONTH])

        return uprated(dated, formula, value.rounding, value.hours, LAST_MONTH, read)


def _filled(amounts: Mapping[int, ParameterValue], cell: type) -> Months:
    """Return the values of all months of law from amounts by first month."""
    values: Months = np.empty(END - FIRST_MONTH, cell)
    for first, end in pairwise([*sorted(amounts), END]):
        values[first - FIRST_MONTH : end - FIRST_MONTH].fill(amounts[first])
    return values


def _laid_over(values: Months, change: Mapping[int, Amount | None], below: Months, declared: Declared) -> Months:
    """Return values with a change laid over them; months without a value, and relative ones, go by what is below."""
    laid = values.copy()
    for first, end in pairwise([*sorted(change), END]):
        span = slice(first - FIRST_MONTH, end - FIRST_MONTH)
        amount = change[first]
        if amount is None:
            laid[span] = below[span]
        elif isinstance(amount, Relative):
            laid[span] = amount.of(below[span], declared.type is int)
        else:
            laid[span].fill(amount)
    return laid


def _shared_out(values: Months, change: Mapping[int, Amount | None], share: Months) -> Months:
    """Return amounts of the country with those changed of whom has a `share`: theirs is the share of what is returned.

    Where they have no share nothing is changed.
    """
    laid = values.copy()
    for first, end in pairwise([*sorted(change), END]):
        span, amount = slice(first - FIRST_MONTH, end - FIRST_MONTH), change[first]
        if amount is None:
            continue
        times, plus = (
            (amount.times, amount.plus) if isinstance(amount, Relative) else (0.0, float(cast("float", amount)))
        )
        has = share[span] > 0.0
        changed = values[span] * times + plus / np.where(has, share[span], 1.0)
        laid[span] = np.where(has, changed, values[span])
    return laid


def _faults(law: Law, change: Change) -> Iterator[str]:
    """Yield the faults of one change: an unknown name, months outside the law, values out of bounds."""
    if change.name not in law.values:
        yield undeclared(change.where, change.name, law.values)
        return
    for month, amount in change.values.items():
        if not FIRST_MONTH <= month < END:
            yield fault(
                change.where,
                f"{change.name}: {show_month(month)} lies outside the law, {_law_span()}.",
            )
        if isinstance(amount, Relative):
            yield from relative_faults(change.where, change.name, parameters()[change.name], amount)
            continue
        wrong = "" if amount is None else unlawful(parameters()[change.name], amount)
        if wrong:
            yield fault(change.where, f"{change.name}: {wrong}", _hint(change.name))


def _out_of_bounds(change: Change, paths: _Paths) -> Iterator[str]:
    """Yield the fault of a relative change that leads out of the bounds of its parameter."""
    if change.share is None and any(isinstance(amount, Relative) for amount in change.values.values()):
        yield from bounds_faults(change.where, change.name, parameters()[change.name], paths.changed(change.name))


def _terms(own: OwnProgramme) -> list[Change]:
    """Return the terms of an added programme as changes of the programme that it is like, to be checked as such."""
    return [Change(f"{own.like}.{field}", values, own.where) for field, values in own.differs.items()]


def _hint(name: str) -> str:
    """Say where to read what a parameter may be; of a list, which names it has."""
    codes = parameters()[name].what.codes
    if codes is not None:
        return f"Names: {', '.join(map(name_of, codes))}"
    return f"Its bounds: welfsim parameters {name.partition('.')[0]}"


def _outside(start: int, months: int) -> str:
    """Return the fault of months for which there is no law."""
    return fault(
        f"{counted(months, 'month')} from {show_month(start)}",
        f"There is law from {_law_span()} only.",
        "Start later." if start < FIRST_MONTH else "Start earlier or run for fewer months.",
    )


def _law_span() -> str:
    """Write the months of law."""
    return f"{show_month(FIRST_MONTH)} to {show_month(LAST_MONTH)}"
