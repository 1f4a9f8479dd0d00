"""The drift of the baseline from 2025-26 to 2030-31, compared with trends and forecasts published by June 2025.

The published growth is in ``data/drifts.csv``, each row with its source; the model's lines, and the reason of each
difference, are in ``drift_lines`` and ``drift_reasons``. Nothing is aligned, and no outturn after June 2025 is read.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.pay import current_pay
from welfsim.awards.self_employment import employers_share, own_insurance
from welfsim.awards.tax import income_tax
from welfsim.experiments.drift_lines import BILLION, LINES, PEOPLE, PERCENT_OF, THOUSAND_POUNDS, Line, Year
from welfsim.experiments.drift_reasons import REASONS
from welfsim.experiments.published import Window
from welfsim.experiments.start import APRIL_2025, families_on_uc, with_children
from welfsim.experiments.start_series import FAMILIES
from welfsim.months import MONTHS_A_YEAR
from welfsim.processes import MONTH, Process
from welfsim.shipped import data_folder
from welfsim.simulation import run
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import EsaKind, HealthGroup, Job, Nation, Presence, Severity
from welfsim.vocabulary.parameters import Policy, Tax
from welfsim.vocabulary.state import Clock, Span, State
from welfsim.wording.pages import with_part
from welfsim.wording.tables import markdown_table
from welfsim.wording.values import MINUS, number

FILE = "drifts.csv"
SCENARIO, SIZE, SEED, YEARS = "baseline", 100_000, 1, 6
FIRST, LAST = "2025-26", "2030-31"
LATEST = "2025-06"
PERCENT, POINTS, STATED = "percent", "points", "stated"
HUNDRED, THOUSAND, MILLION = 100.0, 1e3, 1e6
MIDDLE = 6  # months from the start of a financial year
BEGIN, END = "<!-- Begin: made by docs/make_drift.py; do not edit. -->", "<!-- End -->"

Floats = NDArray[np.float64]
WATCHED = (
    *(f"uc_{family}" for family in FAMILIES),
    "uc_in_work",
    "pip",
    "pip_in_work",
    "pip_not_limited",
    "alone",
    "lone_parents",
    "both",
)
"""What is counted in the people: families on UC, people on UC in work, on PIP or ADP, without a partner, and with both
LCW or LCWRA and ESA."""


class Published(NamedTuple):
    """One published trend or forecast, as its row in the file says.

    `growth` is a year's: in per cent, or in points of a share. `measure` says which; *stated* has no two values behind
    it. `kind` is *trend*, *forecast*, or *assumed path*, which the model takes as given.
    """

    series: str
    kind: str
    measure: str
    first: str
    first_value: float | None
    last: str
    last_value: float
    years: float | None
    growth: float
    unit: str
    geography: str
    definition: str
    source_title: str
    publisher: str
    publication_date: str
    source_url: str
    confidence: str
    note: str


class Drift(NamedTuple):
    """One line of the model at both ends, and what was published of it."""

    line: Line
    first: float
    last: float
    published: tuple[Published, ...]

    @property
    def growth(self) -> float:
        """The model's growth a year: in points if the line is a share, else in per cent."""
        return growth(self.first, self.last, YEARS - 1, POINTS if self.line.unit == PERCENT_OF else PERCENT)


class Watch:
    """A last process of the month that counts, in rows, what no account line holds; by month, in order of `WATCHED`.

    In the `MIDDLE` month of each financial year it also works out the tax on pay had thresholds risen with earnings.
    """

    def __init__(self) -> None:
        self._found: dict[tuple[int, int], NDArray[np.int64]] = {}
        self._taxes: dict[tuple[int, int], float] = {}
        self._law: Tax | None = None

    def step(
        self, state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span
    ) -> None:
        """Count the people and units of one span at the end of a month."""
        person: Any = state.person[span.first_person : span.end_person]
        unit = state.unit[span.first_unit : span.end_unit]
        until = int(policy.ageing.dependent_until)
        found = counted(person, unit, person["unit"] - span.first_unit, with_children(unit, clock.month, until))
        families = families_on_uc(unit, clock.month, until)
        self._found[clock.month, span.first_person] = np.concatenate([families, found])
        if self._law is None:
            self._law = policy.tax
        if (clock.month - clock.start) % MONTHS_A_YEAR == MIDDLE:
            self._taxes[clock.month, span.first_person] = indexed_taxes(state, policy, self._law, clock.month, span)

    def taxes(self, year: int, grossing: int) -> float:
        """Return the tax of a financial year, in pence, had thresholds risen with earnings: twelve times its middle."""
        at = min(month for month, _ in self._taxes) + MONTHS_A_YEAR * year
        return MONTHS_A_YEAR * grossing * sum(tax for (month, _), tax in self._taxes.items() if month == at)

    def by_month(self, grossing: int) -> Floats:
        """Return the counts by month and by `WATCHED`, in people."""
        months = sorted({month for month, _ in self._found})
        rows = [sum(each for (at, _), each in self._found.items() if at == month) for month in months]
        return np.array(rows, np.float64) * grossing


def indexed_taxes(state: State, policy: Policy, law: Tax, month: int, span: Span) -> float:
    """Return income tax and both sides' National Insurance of a month had the thresholds of `law` risen with earnings.

    That is the tax of `law` on pay as at April 2025 earnings, times what earnings have risen by since.
    """
    person, index = state.person, float(policy.economy.earnings_index)
    here = slice(span.first_person, span.end_person)
    works = (person.presence[here] == Presence.PRESENT) & (person.job[here] != Job.OUT)
    found = 0
    for i in (span.first_person + np.flatnonzero(works)).tolist():
        gross, own = round(current_pay(person, i, policy, month) / index), bool(person.self_employed[i])
        scottish = bool(state.district.nation[person.district[i]] == Nation.SCOTLAND)
        found += income_tax(gross, scottish, law) + own_insurance(gross, own, law) + employers_share(gross, own, law)
    return found * index


def counted(person: Any, unit: Any, row: NDArray[Any], parent: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Count people present: the entries of `WATCHED` after the families.

    `row` is the row of each person's unit, `parent` whether a unit has a dependent child. A partner past pension age is
    a partner.
    """
    here = person["presence"] == Presence.PRESENT
    lives = here | (person["presence"] == Presence.PENSION_AGE)
    alone = here & (np.bincount(row[lives], minlength=len(unit))[row] == 1)
    works = person["job"] != Job.OUT
    pip = here & ((person["daily_living"] > 0) | (person["mobility"] > 0))
    groups = (
        here & works & (unit["uc_since"][row] > 0),
        pip,
        pip & works,
        pip & (person["severity"] < Severity.WORK_LIMITING),
        alone,
        alone & parent[row],
        here & (person["health_group"] >= HealthGroup.LCW) & (person["esa_kind"] != EsaKind.NONE),
    )
    return np.array([group.sum() for group in groups], np.int64)


def growth(first: float, last: float, years: float, measure: str) -> float:
    """Return the growth a year between two values: compound, in per cent, or for a share in points."""
    if measure == POINTS:
        return (last - first) / years
    return HUNDRED * (float((last / first) ** (1 / years)) - 1)


def published(file: Path | None = None) -> list[Published]:
    """Return the published trends and forecasts in the order of their file."""
    with (file or data_folder() / FILE).open(encoding="utf-8", newline="") as text:
        rows: list[dict[str, Any]] = list(csv.DictReader(text))
    numbers = ("first_value", "last_value", "years", "growth")
    return [Published(**{**row, **{name: float(row[name]) if row[name] else None for name in numbers}}) for row in rows]


def drifts(people: int = SIZE, seed: int = SEED, threads: int | None = None) -> list[Drift]:
    """Run the baseline for six financial years and return every line in its first and its last."""
    watch = Watch()
    results = run(
        SCENARIO,
        people=people,
        seed=seed,
        start=APRIL_2025,
        months=YEARS * MONTHS_A_YEAR,
        threads=threads,
        replications=1,
        month=[*MONTH, Process("watch", watch.step)],
    )
    watched = watch.by_month(results.grossing)
    ends = []
    for number_of in (0, YEARS - 1):
        months = slice(number_of * MONTHS_A_YEAR, (number_of + 1) * MONTHS_A_YEAR)
        window = Window(results, APRIL_2025 + months.start, APRIL_2025 + months.stop - 1)
        seen = dict(zip(WATCHED, watched[months].mean(axis=0), strict=True))
        ends.append(Year(window, {**seen, "indexed_taxes": watch.taxes(number_of, results.grossing)}))
    rows = published()
    return [
        Drift(line, line.model(ends[0]), line.model(ends[1]), tuple(row for row in rows if row.series == line.key))
        for line in LINES
    ]


# -------------------------------------------------------------------------------------------- as it is written


def written(found: Sequence[Drift], people: int, seed: int, on: date) -> str:
    """Return what stands between the markers: how it was made, the tables, and the sources."""
    made = (
        f"*Baseline, {people:,} people, seed {seed}, {YEARS * MONTHS_A_YEAR} months from April 2025, one replication. "
        f"Made by `docs/make_drift.py` on {on.day} {on:%B %Y}.*"
    )
    parts = [made]
    for group in dict.fromkeys(each.line.group for each in found):
        rows = [["", FIRST, LAST, "model, a year", "published, a year", "difference", "published is", "why"]]
        rows += [row for each in found if each.line.group == group for row in _rows(each)]
        parts += [f"### {group}", markdown_table(rows, 5)]
    parts += ["### Sources", markdown_table(list(_sources(found)))]
    return "\n\n".join(parts)


def _rows(drift: Drift) -> Iterator[list[str]]:
    """Yield a row for each published figure of a line, the first with the model's levels and the reason."""
    line = drift.line
    unit = {PEOPLE: ", thousand", PERCENT_OF: ", %", BILLION: ", £bn", THOUSAND_POUNDS: ", £ thousand a year"}[
        line.unit
    ]
    head = [f"{line.what}{unit}", _level(drift.first, line.unit), _level(drift.last, line.unit), _growth(drift.growth)]
    if not drift.published:
        yield [*head, "none found", "", "", REASONS[line.key]]
    for place, row in enumerate(drift.published):
        theirs = [_growth(row.growth), _growth(drift.growth - row.growth), _period(row)]
        yield [*(head if place == 0 else [""] * len(head)), *theirs, REASONS[line.key] if place == 0 else ""]


def _period(row: Published) -> str:
    return f"{row.publisher}, {row.kind}, {row.first} to {row.last}" if row.first else f"{row.publisher}, {row.last}"


def _level(value: float, unit: str) -> str:
    if unit == PEOPLE:
        value /= THOUSAND
        return number(value, 0 if value >= HUNDRED else 1)
    return number(value, 1)


def _growth(value: float) -> str:
    text = number(value, 1)
    return text if text.startswith(MINUS) or text == "0.0" else f"+{text}"


def _sources(found: Sequence[Drift]) -> Iterator[list[str]]:
    yield ["line", "published from", "to", "geography", "definition", "how firm", "source"]
    for each in found:
        for row in each.published:
            source = f"[{row.source_title}](<{row.source_url}>), {row.publisher}, {row.publication_date}"
            told = row.definition + (f". {row.note}" if row.note else "")
            values = [_value(row.first_value, row.unit), _value(row.last_value, row.unit)]
            yield [each.line.what, *values, row.geography, told, row.confidence, source]


def _value(value: float | None, unit: str) -> str:
    """Write a published value with its unit, large numbers in millions or billions."""
    if value is None:
        return ""
    if unit.startswith("pounds"):
        return f"£{number(value / (THOUSAND * MILLION), 1)}bn"
    if value >= MILLION:
        return f"{number(value / MILLION, 2)} million {unit}"
    return f"{number(value, 0 if value >= THOUSAND or value == int(value) else 1)} {unit}"


def placed(page: str, made: str) -> str:
    """Return a page with what is made between its markers."""
    return with_part(page, BEGIN, END, f"{BEGIN}\n\n{made}\n\n{END}")
