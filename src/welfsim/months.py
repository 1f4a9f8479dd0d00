"""Months as integers, and the financial years that gather them.

A month is the integer ``12 * year + (month of the year - 1)``, so differences are months and order is time.
A financial year is named by its first calendar year, runs from April to March and is written ``2026-27``.
"""

from __future__ import annotations

import re

from welfsim.text.written import shortened

MONTHS_A_YEAR = 12
APRIL = 4

_MONTH = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)


def month(year: int, of_year: int) -> int:
    """Return the month number of a calendar year and month (1 to 12)."""
    return MONTHS_A_YEAR * year + of_year - 1


def year_of(month_number: int) -> int:
    """Return the calendar year in which a month lies."""
    return month_number // MONTHS_A_YEAR


def month_of_year(month_number: int) -> int:
    """Return the month of the year, 1 for January to 12 for December."""
    return month_number % MONTHS_A_YEAR + 1


def parse_month(text: str) -> int:
    """Read ``2026-04`` as a month number.

    Raises
    ------
    ValueError
        If the text is not a year and a month from 01 to 12.
    """
    match = _MONTH.fullmatch(str(text).strip())
    if not match or not 1 <= int(match[2]) <= MONTHS_A_YEAR:
        raise ValueError(f"'{shortened(text)}' is not a month; write the year and the month, as 2026-04")
    return month(int(match[1]), int(match[2]))


def show_month(month_number: int) -> str:
    """Write a month number as ``2026-04``."""
    return f"{year_of(month_number):04d}-{month_of_year(month_number):02d}"


def financial_year(month_number: int) -> int:
    """Return the first calendar year of the financial year (April to March) of a month."""
    return year_of(month_number) - (month_of_year(month_number) < APRIL)


def show_financial_year(first_year: int) -> str:
    """Write the financial year that starts in April of `first_year`, as ``2026-27``."""
    return f"{first_year}-{(first_year + 1) % 100:02d}"
