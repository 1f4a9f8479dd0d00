"""Spending by line and year next to the OBR's forecast of March 2026, and why the two differ.

The forecast and its caseloads are in ``data/spending_forecasts.csv``. Both go by the same path of prices and pay. What
is left is taken apart: what the model does not pay (definition), how many are paid, and how much each. Nothing is set
by the forecast.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.results.run import Results
from welfsim.shipped import data_folder
from welfsim.vocabulary.codes import DisabilityBenefit, EsaKind
from welfsim.wording.tables import markdown_table
from welfsim.wording.values import MINUS, number

FILE = "spending_forecasts.csv"
SPENDING, NOT_IN_THE_MODEL, CASELOAD = "spending", "not in the model", "caseload"
PENCE_A_BILLION, THOUSAND, MILLION = 1e11, 1e3, 1e6

Floats = NDArray[np.float64]
Measure = Callable[[Results], Floats]


class Line(NamedTuple):
    """A line of spending: its key, name, and what the model pays (£bn) and to how many (thousand), by year.

    `people` is none where the model counts more than who is paid, so that the difference is not taken apart further.
    """

    key: str
    what: str
    paid: Measure
    people: Measure | None
    note: str


class Forecast(NamedTuple):
    """One number of the forecast, as its row in the file says."""

    line: str
    part: str
    year: str
    value: float
    unit: str
    geography: str
    definition: str
    source: str
    publisher: str
    published: str
    url: str
    grade: str
    note: str


class Difference(NamedTuple):
    """A line in a year: the forecast, the model, and what makes the difference, in £bn.

    `definition` is what is in the forecast and not in the model, so it lowers the model. `caseload` is as many more as
    the model has at the forecast's average award, `award` how much more each of the model's gets; both are not a number
    if who is paid is not counted alone, and `rest` is then all that definition does not explain.
    """

    line: Line
    year: str
    forecast: float
    model: float
    definition: float
    caseload: float
    award: float
    people_of_forecast: float
    people: float

    @property
    def rest(self) -> float:
        """The difference that definition does not explain."""
        return self.model - self.forecast - self.definition


def _paid(results: Results, *cells: tuple[str, int | None]) -> Floats:
    """Return lines of money by year in £bn, the mean of replications; a cell of each, or all."""
    return np.asarray(sum(_years(results, line, cell) for line, cell in cells)) / PENCE_A_BILLION


def _counted(results: Results, line: str, *cells: int) -> Floats:
    """Return a stock by year in thousands, the mean of replications."""
    values = results.year_values(line).mean(axis=0)
    return np.asarray(values[:, list(cells)].sum(axis=-1)) / THOUSAND


def _years(results: Results, line: str, cell: int | None) -> Floats:
    values = results.year_values(line).mean(axis=0)
    return np.asarray(values.sum(axis=-1) if cell is None else values[:, cell])


PIP = int(DisabilityBenefit.PIP)
LINES = (
    Line(
        "uc",
        "Universal Credit",
        lambda r: _paid(r, ("uc_paid", None), ("uc_arrears", None)),
        lambda r: _counted(r, "uc_units_paid", 0),
        "The forecast pays some by fraud and error; the model pays what is due.",
    ),
    Line(
        "pip",
        "PIP, working age, England and Wales",
        lambda r: _paid(r, ("disability_paid", PIP), ("disability_arrears", PIP)),
        lambda r: _counted(r, "disability", PIP),
        "People past pension age are taken off the forecast. Its caseload of working age is derived from its spending "
        "by age.",
    ),
    Line(
        "esa",
        "ESA, new-style and income-related",
        lambda r: _paid(r, ("esa_paid", EsaKind.NEW_STYLE), ("esa_paid", EsaKind.INCOME_RELATED)),
        lambda r: _esa(r),
        "The forecast has a few people left on income-related ESA after March 2026, and the model nobody.",
    ),
    Line(
        "carers",
        "Carer's Allowance, working age",
        lambda r: _paid(r, ("carers_paid", None)),
        None,
        "The model's line has Scotland in it, with its supplement, and the forecast has not: some £0.5bn. The model "
        "does not count who is paid alone.",
    ),
)


def _esa(results: Results) -> Floats:
    """Return people on ESA that is paid, in thousands: both kinds, every group."""
    kinds = len(EsaKind)
    values = results.year_values("esa").mean(axis=0)
    by_kind = values.reshape(len(values), kinds, -1)
    return np.asarray(by_kind[:, [EsaKind.NEW_STYLE, EsaKind.INCOME_RELATED]].sum(axis=(1, 2))) / THOUSAND


def forecasts(file: Path | None = None) -> list[Forecast]:
    """Return the numbers of the forecast in the order of their file."""
    with (file or data_folder() / FILE).open(encoding="utf-8", newline="") as text:
        return [Forecast(**{**row, "value": float(row["value"])}) for row in csv.DictReader(text)]  # type: ignore[arg-type]


def differences(results: Results, rows: Sequence[Forecast] | None = None) -> list[Difference]:
    """Compare each line of a run with the forecast, in every whole year that both have."""
    held = {(row.line, row.part, row.year): row.value for row in (forecasts() if rows is None else rows)}
    return [
        _difference(line, place, year, results, held)
        for line in LINES
        for place, year in enumerate(results.years)
        if (line.key, SPENDING, year) in held
    ]


def _difference(
    line: Line, place: int, year: str, results: Results, held: Mapping[tuple[str, str, str], float]
) -> Difference:
    forecast, beyond = held[line.key, SPENDING, year], held.get((line.key, NOT_IN_THE_MODEL, year), 0.0)
    model = float(line.paid(results)[place])
    if line.people is None:
        nan = float("nan")
        return Difference(line, year, forecast, model, -beyond, nan, nan, nan, nan)
    of_forecast, people = held[line.key, CASELOAD, year], float(line.people(results)[place])
    alike = forecast - beyond
    caseload = (people - of_forecast) * alike / of_forecast
    return Difference(line, year, forecast, model, -beyond, caseload, model - alike - caseload, of_forecast, people)


def a_year(amount: float, people: float) -> float:
    """Return an average award in pounds a year, from £bn and thousands of people or households."""
    return amount * MILLION / people


# ---------------------------------------------------------------------------------------------- as it is written


def tables(found: Sequence[Difference]) -> list[str]:
    """Return the parts of a page: for each line its table by year, and a note."""
    parts = []
    for line in dict.fromkeys(each.line for each in found):
        held = [each for each in found if each.line == line]
        rows = [["£bn", *(each.year for each in held)]]
        rows += [
            ["OBR, March 2026", *(number(each.forecast, 1) for each in held)],
            ["model", *(number(each.model, 1) for each in held)],
            ["**difference**", *(_signed(each.model - each.forecast) for each in held)],
            ["of which definition", *(_signed(each.definition) for each in held)],
        ]
        if line.people is None:
            rows.append(["of which all else", *(_signed(each.rest) for each in held)])
        else:
            rows += [
                ["of which caseload", *(_signed(each.caseload) for each in held)],
                ["of which average award", *(_signed(each.award) for each in held)],
                ["caseload, OBR and DWP, thousand", *(number(each.people_of_forecast) for each in held)],
                ["caseload, model, thousand", *(number(each.people) for each in held)],
                ["average award a year, without what the model does not pay, £", *(_award(each) for each in held)],
                ["average award a year, model, £", *(number(a_year(each.model, each.people)) for each in held)],
            ]
        parts += [f"### {line.what}", line.note, markdown_table(rows, len(held))]
    return parts


def _award(each: Difference) -> str:
    return number(a_year(each.forecast + each.definition, each.people_of_forecast))


def _signed(value: float) -> str:
    text = number(value, 1)
    return text if text.startswith(MINUS) or text == "0.0" else f"+{text}"
