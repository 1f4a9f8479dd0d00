"""Britain at the start, and the first two years: margins aimed at and achieved, published months and the model's after.

``welfsim population --check`` prints it, ``docs/make_start.py`` makes the page with pictures of it. Nothing is aligned.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import isnan
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfsim.experiments.kinks import Kink, kink_of
from welfsim.experiments.published import Window
from welfsim.experiments.start_series import AGES, FAMILIES, SERIES, Floats, Point, Seen, Series, published
from welfsim.months import MONTHS_A_YEAR, month, show_month
from welfsim.population import Population, margins, synthetic
from welfsim.processes import MONTH, Process
from welfsim.simulation import Progress, run
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import Job, Presence
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.state import Clock, Span, State

MONTHS = 24
APRIL_2025 = month(2025, 4)
SCENARIO = "baseline"


class Watch:
    """A last process of the month that counts people in work by age and families on Universal Credit, in rows."""

    def __init__(self) -> None:
        self._employed: dict[tuple[int, int], NDArray[np.int64]] = {}
        self._families: dict[tuple[int, int], NDArray[np.int64]] = {}

    def step(
        self, state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span
    ) -> None:
        """Count the people and units of one span at the end of a month."""
        key = clock.month, span.first_person
        person = state.person[span.first_person : span.end_person]
        self._employed[key] = employed_by_age(person, clock.month)
        units = state.unit[span.first_unit : span.end_unit]
        self._families[key] = families_on_uc(units, clock.month, int(policy.ageing.dependent_until))

    @property
    def employed(self) -> Floats:
        """The share in work of each of `AGES`, by month."""
        held = _by_month(self._employed)
        return np.asarray(held[:, 1] / np.maximum(held[:, 0], 1))

    @property
    def families(self) -> Floats:
        """Benefit units on Universal Credit by `FAMILIES`, by month."""
        return _by_month(self._families)


def _by_month(counts: dict[tuple[int, int], NDArray[np.int64]]) -> Floats:
    """Add up the counts of all spans, month by month."""
    months = sorted({month for month, _ in counts})
    return np.array([sum(count for (at, _), count in counts.items() if at == month) for month in months], np.float64)


def employed_by_age(person: Any, month: int) -> NDArray[np.int64]:
    """Return people present and those in work, by `AGES`."""
    age = (month - person["birth_month"].astype(np.int64)) // MONTHS_A_YEAR
    here = person["presence"] == Presence.PRESENT
    works = here & (person["job"] != Job.OUT)
    bands = [(age >= low) & (age <= high) for low, high in AGES]
    return np.array([[(of & band).sum() for band in bands] for of in (here, works)])


def with_children(unit: Any, month: int, dependent_until: int) -> NDArray[np.bool_]:
    """Say which units have a dependent child in a month."""
    births = np.stack([unit[f"child_{number}_birth"] for number in range(1, 5)]).astype(np.int64)
    return np.asarray(((births > 0) & (births <= month) & (month < births + dependent_until)).any(axis=0))


def families_on_uc(unit: Any, month: int, dependent_until: int) -> NDArray[np.int64]:
    """Return units with an open claim of Universal Credit, by `FAMILIES`; children count until they are independent."""
    family = (unit["adults"] == 2).astype(np.int64) + 2 * with_children(unit, month, dependent_until)
    return np.bincount(family[unit["uc_since"] > 0], minlength=len(FAMILIES))


@dataclass(frozen=True)
class Followed:
    """A series with what was published of it, the model's months, and its kink."""

    series: Series
    points: list[Point]
    model: Floats
    start: int

    @cached_property
    def kink(self) -> Kink:
        """Its step, bend and turn."""
        return kink_of(self.points, self.model, self.start, self.series.same)

    def record(self) -> dict[str, Any]:
        """Return the series in one row of plain values; None where something is not known."""
        parts = {
            f"{name}{of}": None if isnan(value) else value
            for name, part in self.kink._asdict().items()
            for of, value in (("", part.found), ("_allowed", part.allowed))
        }
        named = {"key": self.series.key, "group": self.series.group, "series": self.series.what}
        last = self.points[-1] if self.points else None
        return {
            **named,
            "unit": self.series.unit,
            "published_until": show_month(last.last) if last else None,
            "published": last.value if last else None,
            **{f"month_{number}": float(self.model[number - 1]) for number in shown_months(len(self.model))},
            **parts,
            "kink": " ".join(self.kink.names),
        }


def shown_months(months: int) -> list[int]:
    """Return the months of a run that stand in a table, counted from 1."""
    return [number for number in (1, 12, 24) if number <= months]


@dataclass(frozen=True)
class Start:
    """The people at the start and their first months; `people` are those asked for."""

    people: int
    population: Population
    margins: pd.DataFrame
    followed: list[Followed]
    drift: pd.DataFrame

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield margins and series in rows of one shape: what it is, published or aimed at, and what the model has."""
        for row in self.margins.to_dict("records"):
            name = f"{row['margin']}: {row['category']}"
            values = {"published": row["target"], "model": row["achieved"], "within": row["within"]}
            yield {"kind": "margin", "name": name, "period": None, **values}
        for each in self.months():
            values = {of: each["value"] if each["of"] == of else None for of in ("published", "model")}
            yield {"kind": "series", "name": each["series"], "period": each["period"], **values, "within": None}

    def months(self) -> Iterator[dict[str, Any]]:
        """Yield every value of every series: series, period, value of a month, and whether published or modelled."""
        for one in self.followed:
            for point in one.points:
                period = "/".join(dict.fromkeys((show_month(point.first), show_month(point.last))))
                yield {"series": one.series.key, "period": period, "value": point.value, "of": "published"}
            for number, value in enumerate(one.model):
                yield {
                    "series": one.series.key,
                    "period": show_month(one.start + number),
                    "value": float(value),
                    "of": "model",
                }


def check(people: int, seed: int, start: int, threads: int | None = None, progress: Progress | None = None) -> Start:
    """Build a population and run its first months; return margins, series and how employment drifts by age."""
    watch = Watch()
    population = synthetic(people, seed, start)
    results = run(
        SCENARIO,
        people=people,
        seed=seed,
        start=start,
        months=MONTHS,
        threads=threads,
        replications=1,
        month=[*MONTH, Process("watch", watch.step)],
        progress=progress,
    )
    window = Window(results, start, start + MONTHS - 1)
    seen = Seen(window, watch.employed, watch.families * population.grossing)
    points = published() if start == APRIL_2025 else {}
    followed = [Followed(series, points.get(series.key, []), series.model(seen), start) for series in SERIES]
    return Start(people, population, margins(population), followed, employment_drift(population, watch.employed))


def employment_drift(population: Population, employed: Floats) -> pd.DataFrame:
    """Return the employment rate by age as built and after each year, in per cent, and the drift in points."""
    here, works = employed_by_age(population.state.person, population.start)
    built = 100 * works / np.maximum(here, 1)
    years = {f"month_{number}": 100 * employed[number - 1] for number in (MONTHS_A_YEAR, MONTHS)}
    names = [f"{low} to {high}" for low, high in AGES]
    return pd.DataFrame({"age": names, "built": built, **years, "drift": years[f"month_{MONTHS}"] - built})
