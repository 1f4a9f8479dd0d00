"""The line of low income of Households Below Average Income, and the sizes of families that it is compared with.

The line is that of absolute low income before housing costs: 60 per cent of the median of 2010-11, raised with prices.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from welfsim.months import MONTHS_A_YEAR
from welfsim.shipped import data_folder

Floats = NDArray[np.float64]

FILE = "poverty_line.csv"
WEEKS_A_MONTH = 365.25 / 7 / MONTHS_A_YEAR
PENCE_A_POUND = 100
AGE_14 = 14 * MONTHS_A_YEAR


@cache
def terms() -> Mapping[str, float]:
    """Return the numbers of the line by name."""
    with (data_folder() / FILE).open(encoding="utf-8", newline="") as file:
        return {row["name"]: float(row["value"]) for row in csv.DictReader(file)}


def line_of_month(prices: float) -> float:
    """Return the line of a couple without children in pence a month.

    Parameters
    ----------
    prices
        Consumer prices relative to April 2025.
    """
    told = terms()
    weekly = told["median_income"] * told["share_of_median"] * told["prices_to_april_2025"] * prices
    return weekly * WEEKS_A_MONTH * PENCE_A_POUND


def size_of_units(units: Any, month: int, dependent_until: int) -> tuple[Floats, NDArray[np.int64]]:
    """Return for some benefit units the size that incomes are divided by, a couple being 1, and their children.

    Parameters
    ----------
    units
        Rows of the table of benefit units.
    dependent_until
        The age in months until which a child counts.
    """
    told = terms()
    births = np.stack([units[f"child_{n}_birth"] for n in (1, 2, 3, 4)]).astype(np.int64)
    ages = month - births
    counts = (births > 0) & (ages >= 0) & (ages < dependent_until)
    grown = (counts & (ages >= AGE_14)).sum(axis=0)
    children = counts.sum(axis=0)
    size = told["first_adult"] + told["further_adult"] * np.maximum(units["adults"].astype(np.int64) - 1, 0)
    size = size + told["child_14_and_over"] * grown + told["child_under_14"] * (children - grown)
    return size, children
