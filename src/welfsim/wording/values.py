"""Values as people read them: numbers, codes in words, amounts in their units."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import IntEnum

from welfsim.months import show_month
from welfsim.vocabulary.fields import Parameter, ParameterValue, Unit
from welfsim.wording.lists import show_list

ACRONYMS = {"ADP", "ESA", "IPS", "LCW", "LCWRA", "PIP", "UC", "WCA", "WRAG"}
NAMES = {
    "PRE_WCA": "Pre-WCA",
    "NOT_ON_UC": "Not on UC",
    "CONNECT_TO_WORK": "Connect to Work",
    "WORKWELL": "WorkWell",
    "ACCESS_TO_WORK": "Access to Work",
    "JOBS_GUARANTEE": "Jobs Guarantee",
    "NEW_STYLE_ASSESSMENT": "New-style assessment",
    "NEW_STYLE_WRAG": "New-style WRAG",
    "NEW_STYLE_SUPPORT": "New-style support",
    "INCOME_RELATED_ASSESSMENT": "Income-related assessment",
    "INCOME_RELATED_WRAG": "Income-related WRAG",
    "INCOME_RELATED_SUPPORT": "Income-related support",
    "UNEMPLOYMENT_INSURANCE": "Unemployment Insurance",
    "FIT_IN_RECONSIDERATION": "Found fit, in reconsideration",
    "FIT_AT_TRIBUNAL": "Found fit, at the tribunal",
    "AT_TRIBUNAL": "At the tribunal",
    "AWARD_AWAITING_REVIEW": "Award, awaiting review",
    "NORTH_EAST": "North East",
    "NORTH_WEST": "North West",
    "YORKSHIRE_AND_THE_HUMBER": "Yorkshire and The Humber",
    "EAST_MIDLANDS": "East Midlands",
    "WEST_MIDLANDS": "West Midlands",
    "SOUTH_EAST": "South East",
    "SOUTH_WEST": "South West",
}
PENCE = {Unit.PENCE, Unit.PENCE_A_MONTH, Unit.PENCE_A_WEEK, Unit.PENCE_A_YEAR, Unit.PENCE_AN_HOUR}
POUND = 100
WHOLE_FROM = 100
TOO_LONG = 1e15  # from here on nobody counts the digits
MINUS = "−"


BYTES_A_GIGABYTE = 1e9


def words(code: IntEnum) -> str:
    """Write a code as words: ``WORK_LIMITING`` as ``Work limiting``, ``ESA_SUPPORT`` as ``ESA support``."""
    first, *rest = code.name.split("_")
    if code.name in NAMES:
        return NAMES[code.name]
    start = first if first in ACRONYMS else first.capitalize()
    return " ".join([start, *(word if word in ACRONYMS else word.lower() for word in rest)])


def category(codes: Sequence[IntEnum]) -> str:
    """Write the codes of one cell, joined by strokes."""
    return " / ".join(words(code) for code in codes)


def number(value: float, digits: int = 0) -> str:
    """Write a number with thousands separated and a true minus; a rounded zero has no sign."""
    text = f"{value:,.{digits}f}"
    if text.strip("-0.,") == "":
        text = text.lstrip("-")
    return text.replace("-", MINUS)


def plain(value: float) -> str:
    """Write a number as briefly as it can be read back, thousands apart; one of any size, as 1.00e+30."""
    if abs(value) >= TOO_LONG:
        return f"{Decimal(value):.3g}".replace("-", MINUS)
    return number(value) if float(value).is_integer() else f"{value:,.10g}".replace("-", MINUS)


def gigabytes(size: float) -> str:
    """Write a number of bytes in gigabytes."""
    return f"{size / BYTES_A_GIGABYTE:.1f}"


def counted(count: float, one: str, many: str = "") -> str:
    """Write a number of things: ``1 month``, ``1,200 months``."""
    return f"{plain(count)} {one if count == 1 else many or f'{one}s'}"


def brief(value: float) -> str:
    """Write a number for reading: whole from a hundred, three decimals below."""
    return number(value) if abs(value) >= WHOLE_FROM else plain(round(value, 3))


def show_value(value: ParameterValue | None, parameter: Parameter) -> str:
    """Write a parameter's value in its unit: pence as pounds, months as ``2026-04``, lists by name, nothing as law."""
    if value is None:
        return "law"
    if isinstance(value, tuple):
        return show_list(value, parameter)
    if parameter.unit == Unit.MONTH:
        return show_month(int(value))
    if parameter.unit in PENCE:
        return f"£{value / POUND:,.2f}"
    if parameter.unit == Unit.SWITCH:
        return "yes" if value else "no"
    return plain(value)


def show_bounds(parameter: Parameter) -> str:
    """Write the lowest and the highest lawful value of a parameter in its unit; nothing of a list or a switch."""
    if parameter.codes is not None or parameter.unit == Unit.SWITCH:
        return ""
    return f"{show_value(parameter.low, parameter)} to {show_value(parameter.ceiling, parameter)}"


def show_unit(parameter: Parameter) -> str:
    """Name the unit of a shown value: money shown in pounds is not called pence."""
    return parameter.unit.removeprefix("pence").strip() if parameter.unit in PENCE else str(parameter.unit)
