"""What a scenario writes for a parameter: read, laid over one another, and written again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import isfinite
from typing import Any, cast

from welfsim.errors import ScenarioError
from welfsim.months import parse_month, show_month
from welfsim.policy import FIRST_MONTH, LAST_MONTH, Amount, Relative, current_law, groups, parameters, path, resolve
from welfsim.policy.relative import NOT_RELATIVE, can_be_relative
from welfsim.scenario.faults import Fault, indented, stopped
from welfsim.text.written import did_you_mean, shortened
from welfsim.vocabulary.fields import Parameter, ParameterValue, Unit
from welfsim.wording.lists import list_faults, read_list, written_list
from welfsim.wording.switches import read_switch
from welfsim.wording.values import PENCE, POUND, plain, show_value

ALL_PARAMETERS = "All parameters: welfsim parameters"
EXACT = 2**53
"""Up to here a float holds every whole number."""

Dated = dict[int, Amount | None]
MONTH_PATTERN = r"^\d{4}-(0[1-9]|1[0-2])$"
POUNDS = re.compile(r"([-−]?)£([-−]?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d\d?))?")
"""Money as it is said: £217.26, £1,500, −£5."""
POUNDS_PATTERN = r"^[-−]?£[-−]?[0-9,]+(\.[0-9][0-9]?)?$"
TIMES, PLUS = "times", "plus"


NO_MONTH = "{} is not a month; write the year and the month, as 2026-04"


def month_in_law(written: object) -> int:
    """Read a month for which there is law, as it is written or as its number."""
    if isinstance(written, str):
        number = parse_month(written)
    elif not isinstance(written, int) or isinstance(written, bool) or not FIRST_MONTH <= written <= LAST_MONTH:
        raise ValueError(NO_MONTH.format(shortened(written)))
    else:
        number = written
    if not FIRST_MONTH <= number <= LAST_MONTH:
        raise ValueError(
            f"{show_month(number)} is out of range; there is law from {show_month(FIRST_MONTH)} "
            f"to {show_month(LAST_MONTH)}"
        )
    return number


def read_month(written: str, where: str) -> int:
    """Read a month given as an option.

    Raises
    ------
    ScenarioError
        If it is no month, or one without law.
    """
    try:
        return month_in_law(written)
    except ValueError as fault:
        raise ScenarioError(indented(f"{where} {written}", stopped(str(fault)))) from None


def _value(written: object, name: str) -> ParameterValue:
    """Read a value in the unit of its parameter; a list of names becomes its codes."""
    field = parameters()[name]
    parameter: Parameter = field.what
    if parameter.codes is not None:
        faults = list_faults(written, parameter)
        if faults:
            raise ValueError("\n".join(faults))
        return read_list(cast("Sequence[str]", written), parameter)
    if parameter.unit == Unit.MONTH:
        return _month_value(written, name)
    if parameter.unit == Unit.SWITCH:
        return _switch_value(written, name)
    if isinstance(written, str) and parameter.unit in PENCE:
        written = read_pounds(written)
    if isinstance(written, bool) or not isinstance(written, int | float):
        raise ValueError(f"{_quoted(written)} is not a number.\n{_unit_hint(written, name)}")
    if not _is_finite(written):
        raise ValueError(f"{shortened(written)} is too large, or no number at all.\n{_unit_hint(written, name)}")
    if not parameter.low <= written <= parameter.ceiling:
        raise ValueError(f"{plain(written)} {_out_of_bounds(name)}\n{_unit_hint(written, name)}")
    if field.type is int and not float(written).is_integer():
        raise ValueError(f"{plain(written)} is not a whole number.\n{_unit_hint(written, name)}")
    return int(written) if field.type is int else float(written)


def read_pounds(written: str) -> int | str:
    """Return the pence of money that is written with its pound sign; anything else as it is written."""
    found = POUNDS.fullmatch(written.strip())
    if not found:
        return written
    before, behind, pounds, pence = found.groups()
    amount = POUND * int(pounds.replace(",", "")) + int((pence or "0").ljust(2, "0"))
    return -amount if before or behind else amount


def _is_finite(written: float) -> bool:
    """Say whether a number, however many digits it has, can be used."""
    try:
        return isfinite(written)
    except OverflowError:
        return False


def _quoted(written: object) -> str:
    """Write a value for a message, text in quotes."""
    return f"'{shortened(written)}'" if isinstance(written, str) and written else shortened(written)


def _switch_value(written: object, name: str) -> bool:
    """Read the value of a parameter that is on or off."""
    value = read_switch(written)
    if value is None:
        raise ValueError(f"{_quoted(written)} is neither yes nor no.\n{name} is a switch: write yes or no.")
    return value


def _month_value(written: object, name: str) -> int:
    """Read the value of a parameter that is itself a month."""
    if not isinstance(written, str):
        raise ValueError(f"{name} is a month: write the year and the month, as 2026-04.")
    value, parameter = parse_month(written), parameters()[name].what
    if not parameter.low <= value <= parameter.ceiling:
        raise ValueError(f"{written} {_out_of_bounds(name)}")
    return value


def _out_of_bounds(name: str) -> str:
    """Say of a value that it is not one of those that a parameter may have."""
    parameter = parameters()[name].what
    ends = (parameter.low, parameter.ceiling)
    low, high = (show_month(int(end)) if parameter.unit == Unit.MONTH else plain(end) for end in ends)
    return f"is out of bounds: {name} runs from {low} to {high}."


def _unit_hint(written: object, name: str) -> str:
    """Say in which unit a parameter is written, with the value as it was probably meant."""
    unit = parameters()[name].what.unit
    hint = f"{name} is in {unit}"
    usual = "write 21726 or £217.26." if unit in PENCE else ""
    try:
        meant = float(shortened(written).strip("£% ").replace(",", ""))
    except ValueError:
        return f"{hint}: {usual}" if usual else f"{hint}."
    if not isfinite(meant * POUND):
        return f"{hint}."
    if unit in PENCE and (isinstance(written, str) or not float(meant).is_integer()):
        return f"{hint}: write {round(meant * POUND)} or £{meant:,.2f}."
    if unit in (Unit.SHARE, Unit.HAZARD) and 1 < meant <= 100:
        return f"{hint}: write {meant / 100:g} for {meant:g}%."
    return f"{hint}."


def value_now(name: str, at: int) -> ParameterValue:
    """Return a parameter's value in law in one month."""
    return cast("ParameterValue", path(_law_in(at), name).tolist()[0])


@lru_cache(maxsize=8)
def _law_in(month: int) -> Any:
    return resolve(current_law(), (), month, 1)


OF_GROUPS = ("where", "groups", "reform")
"""Keys of a scenario's groups, which people also write next to parameters."""
GROUP_EXAMPLE = "  groups: [{where: {age: under 25}, universal_credit.taper: 0.5}]"


def unknown(name: str, at: int) -> str:
    """Say that a name is not a parameter, and which one may be meant."""
    group = name.partition(".")[0]
    if name in OF_GROUPS:
        form = f"Changes for some people only stand in groups, without reform, as\n{GROUP_EXAMPLE}"
        return f"{name} is not a parameter.\n{form}"
    if name in groups():
        example = f"{name}.{groups()[name][0]}"
        return f"{name} is a group of parameters.\nWrite each with its group and a dot, as  {example}: VALUE"
    same = [full for full in parameters() if full.endswith(f".{name}")]
    near = same[0] if same else did_you_mean(name, list(parameters()))
    if not near:
        where = f"All parameters of the group: welfsim parameters {group}" if group in groups() else ALL_PARAMETERS
        return f"{shortened(name)} is not a parameter.\n{where}"
    parameter = parameters()[near].what
    now = show_value(value_now(near, at), parameter)
    return (
        f"{shortened(name)} is not a parameter.\n"
        f"Did you mean {near} ({parameter.unit}, now {now})?\n"
        f"All parameters of the group: welfsim parameters {near.partition('.')[0]}"
    )


def read_change(name: str, written: object, start: int) -> tuple[Dated, list[Fault]]:
    """Read what a scenario writes for a parameter: a value from `start`, or values by month."""
    if name not in parameters():
        return {}, [Fault((name,), unknown(name, start))]
    if not isinstance(written, Mapping) or _is_relative(written):
        value, wrong = _read_value(name, written)
        return {start: value}, [Fault((name,), wrong)] if wrong else []
    if not written:
        return {}, [Fault((name,), f"{name} has no values; write a number, or month: number.")]
    values: Dated = {}
    faults = []
    for date, value in written.items():
        try:
            at = month_in_law(date)
            if at < start:
                raise ValueError(f"{show_month(at)} lies before the scenario's start, {show_month(start)}")
            if at in values:
                raise ValueError(f"{show_month(at)} stands twice; write it once")
        except ValueError as fault:
            faults.append(Fault((name, date), stopped(str(fault))))
            continue
        values[at], wrong = _read_value(name, value)
        faults += [Fault((name, date), wrong)] if wrong else []
    return dict(sorted(values.items())), faults


def _is_relative(written: Mapping[Any, Any]) -> bool:
    """Say whether a mapping is a relative change, not values by month."""
    return TIMES in written or PLUS in written


def _read_relative(written: Mapping[Any, Any], name: str) -> Relative:
    """Read a relative change: `times`, `plus` or both."""
    unknown_keys = [shortened(key) for key in written if key not in (TIMES, PLUS)]
    if unknown_keys or not written:
        told = f"{', '.join(unknown_keys) or 'Nothing'} stands where times, plus or both are written"
        raise ValueError(f"{told}, as  {name}: {{times: 0.5}}  or  {name}: {{2026-04: {{plus: 10}}}}")
    if not can_be_relative(parameters()[name]):
        raise ValueError(NOT_RELATIVE.format(name))
    amounts = {}
    for key, amount in written.items():
        if key == PLUS and isinstance(amount, str) and parameters()[name].what.unit in PENCE:
            amount = read_pounds(amount)
        if isinstance(amount, bool) or not isinstance(amount, int | float) or not _is_finite(amount):
            hint = f"\n{_unit_hint(amount, name)}" if key == PLUS else ""
            raise ValueError(f"{key}: {_quoted(amount)} is not a number.{hint}")
        amounts[key] = float(amount)
    return Relative(**amounts)


def _read_value(name: str, written: object) -> tuple[Amount | None, str]:
    """Read one value of a parameter, or say what is wrong with it."""
    try:
        if isinstance(written, Mapping):
            return _read_relative(written, name), ""
        return (None if written is None else _value(written, name)), ""
    except ValueError as fault:
        return None, stopped(str(fault))


def lay_over(below: Dated, above: Dated) -> Dated:
    """Lay dated values over others: from its first month on, the upper layer alone counts."""
    if not above:
        return below
    return {at: value for at, value in below.items() if at < min(above)} | above


def in_force_from(values: Dated, start: int) -> Dated:
    """Let values dated before `start` begin there."""
    return {max(at, start): values[at] for at in sorted(values)}


def reform_as_written(reform: Mapping[str, Dated]) -> dict[str, Any]:
    """Return changes as they are written in a file."""
    return {name: dated_as_written(name, values) for name, values in reform.items()}


def dated_as_written(name: str, values: Dated) -> dict[str, Any]:
    """Return dated values as they are written in a file."""
    return {show_month(at): _as_written(name, value) for at, value in values.items()}


def _as_written(name: str, value: Amount | None) -> float | str | list[str] | dict[str, float] | None:
    """Return a value as it is written in a file."""
    if value is None:
        return None
    if isinstance(value, Relative):
        parts = {TIMES: (value.times, 1.0), PLUS: (value.plus, 0.0)}
        written = {key: _number(amount) for key, (amount, usual) in parts.items() if amount != usual}
        return written or {TIMES: 1}
    if isinstance(value, tuple):
        return written_list(value, parameters()[name].what)
    if parameters()[name].what.unit == Unit.SWITCH:
        return bool(value)
    if parameters()[name].what.unit == Unit.MONTH:
        return show_month(int(value))
    return _number(value)


def _number(value: float) -> float:
    """Return a number as it is written: whole if it is."""
    return int(value) if float(value).is_integer() and abs(value) < EXACT else value
