"""Gainers and losers of a comparison: the two lives of each person, without a reform and with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfsim.errors import ResultsError
from welfsim.experiments.diary import WAYS, WITH, WITHOUT, Diary
from welfsim.experiments.poverty_line import line_of_month
from welfsim.months import financial_year, show_financial_year, show_month
from welfsim.population.groups import GROUPINGS
from welfsim.results.comparison import Comparison
from welfsim.results.luck import NOT_OF_ROWS, Row, luck_in
from welfsim.results.table import ABOVE, ERROR, HIGH, LOW
from welfsim.scenario import Scenario
from welfsim.simulation import Progress, watch
from welfsim.text.written import after, question, shortened

Floats = NDArray[np.float64]
Rows = NDArray[np.bool_]

LEAST = 100
"""Pence a month by which an income has to rise or fall on the mean of a year to count."""
POUND = 100
THOUSAND = 1e3
DECILE = "decile"
DECILES = 10
LACKS = (
    "Income is that of a benefit unit: pay after tax and National Insurance, and benefits; Council Tax, rent and "
    "childcare are not taken off. It lacks other people of the household, pensions, savings and other private income, "
    "Council Tax Reduction and most Housing Benefit. So only how many more are below the line is shown, never how many "
    "are below it."
)


class Measure(NamedTuple):
    """One measure of a year: its label, its unit, what finds it among some people, and of whose number it is a mean."""

    label: str
    unit: str
    found: Callable[[Diary, int, Rows], float]
    of: str = ""


def _change(diary: Diary, y: int) -> Floats:
    """Return by how many pence a month each person's income differs on the mean of a year."""
    income = diary.income[:, :, y].sum(axis=1)
    return np.asarray((income[WITH] - income[WITHOUT]) / np.maximum(diary.months[y], 1))


def _rises(diary: Diary, y: int) -> Rows:
    return np.asarray((diary.months[y] > 0) & (_change(diary, y) >= LEAST))


def _falls(diary: Diary, y: int) -> Rows:
    return np.asarray((diary.months[y] > 0) & (_change(diary, y) <= -LEAST))


def _number(which: Callable[[Diary, int], Rows]) -> Callable[[Diary, int, Rows], float]:
    """Return what counts real people."""
    return lambda diary, y, rows: float((which(diary, y) & rows).sum() * diary.grossing)


def _mean(which: Callable[[Diary, int], Rows]) -> Callable[[Diary, int, Rows], float]:
    """Return what takes the mean change of income, in pounds a month; zero of nobody."""

    def mean(diary: Diary, y: int, rows: Rows) -> float:
        changes = _change(diary, y)[which(diary, y) & rows]
        return float(changes.mean() / POUND) if changes.size else 0.0

    return mean


def _more_in_work(diary: Diary, y: int) -> Rows:
    return np.asarray(_here(diary, y) & diary.in_work[WITH, y] & ~diary.in_work[WITHOUT, y])


def _fewer_in_work(diary: Diary, y: int) -> Rows:
    return np.asarray(_here(diary, y) & ~diary.in_work[WITH, y] & diary.in_work[WITHOUT, y])


def _here(diary: Diary, y: int) -> Rows:
    return np.asarray(diary.months[y] > 0)


def _low(diary: Diary, arm: int, y: int) -> Rows:
    """Say who is in a benefit unit below the line of low income."""
    monthly = diary.income[arm, :, y].sum(axis=0) / np.maximum(diary.months[y], 1)
    return np.asarray((monthly / diary.size[arm, y] < line_of_month(diary.prices[y])) & (diary.months[y] > 0))


def _more_adults_low(diary: Diary, y: int, rows: Rows) -> float:
    more = _low(diary, WITH, y).astype(np.int64) - _low(diary, WITHOUT, y)
    return float(more[rows].sum() * diary.grossing)


def _more_children_low(diary: Diary, y: int, rows: Rows) -> float:
    counted = rows & diary.heads[y]
    low = [(_low(diary, arm, y) * diary.children[arm, y].astype(np.int64))[counted].sum() for arm in (WITHOUT, WITH)]
    return float((low[WITH] - low[WITHOUT]) * diary.grossing)


def _net_work_of_losers(diary: Diary, y: int, rows: Rows) -> float:
    """Return how many more per cent work of those whose benefits fell first, while their work was the same."""
    losers = diary.lost_first & _here(diary, y) & rows
    more = diary.in_work[WITH, y].astype(np.int64) - diary.in_work[WITHOUT, y]
    return float(100 * more[losers].mean()) if losers.any() else 0.0


PEOPLE, MONEY, SHARE = "thousand", "£ a month", "per cent"


def _families(which: Callable[[Diary, int], Rows]) -> Callable[[Diary, int], Rows]:
    return lambda diary, y: which(diary, y) & diary.heads[y]


MEASURES = (
    Measure("People whose income rises", PEOPLE, _number(_rises)),
    Measure("Mean rise of these", MONEY, _mean(_rises), "People whose income rises"),
    Measure("People whose income falls", PEOPLE, _number(_falls)),
    Measure("Mean fall of these", MONEY, _mean(_falls), "People whose income falls"),
    Measure("Families whose income rises", PEOPLE, _number(_families(_rises))),
    Measure("Families whose income falls", PEOPLE, _number(_families(_falls))),
    Measure("In work only with the reform", PEOPLE, _number(_more_in_work)),
    Measure("In work only without it", PEOPLE, _number(_fewer_in_work)),
    Measure("More in work, of those whose benefits fell first", SHARE, _net_work_of_losers),
    Measure("More adults below the line of low income", PEOPLE, _more_adults_low),
    Measure("More children below it", PEOPLE, _more_children_low),
)
OF_GROUPS = (
    Measure("people", PEOPLE, _number(_here)),
    Measure("rises", PEOPLE, _number(_rises)),
    Measure("falls", PEOPLE, _number(_falls)),
    Measure("mean change, all", MONEY, _mean(_here), "people"),
    Measure("mean rise", MONEY, _mean(_rises), "rises"),
    Measure("mean fall", MONEY, _mean(_falls), "falls"),
)


def _behind(measures: Sequence[Measure]) -> tuple[int, ...]:
    """Return for each measure the place of the one that says how many people stand behind it: of a mean another."""
    labels = [measure.label for measure in measures]
    return tuple(labels.index(measure.of) if measure.of else place for place, measure in enumerate(measures))


@dataclass(frozen=True, eq=False, repr=False)
class Gainers:
    """Who gains and who loses in a comparison.

    Parameters
    ----------
    comparison
        The two runs.
    diaries
        What each replication has written down.
    """

    comparison: Comparison
    diaries: tuple[Diary, ...]

    @property
    def years(self) -> list[str]:
        """The financial years of the run."""
        return list(self.comparison.reform.years)

    def __repr__(self) -> str:
        """Show the summary as a table."""
        return f"{self.comparison.heading}\n\n{self.summary().to_string()}"

    def _repr_html_(self) -> str:
        """Show the summary as a table of a notebook."""
        return str(self.summary().to_html())

    def summary(self) -> pd.DataFrame:
        """Return each measure by financial year, in thousands, pounds a month or per cent.

        With two or more replications each year has the standard error, the 95% interval and the chance above zero.
        """
        cells = np.array(
            [
                [
                    [measure.found(diary, y, _all(diary)) / _scale(measure) for measure in MEASURES]
                    for y in range(len(self.years))
                ]
                for diary in self.diaries
            ]
        )
        rows = np.array([self._row(measure).worth for measure in MEASURES])
        columns: dict[tuple[str, str], Floats] = {}
        luck = luck_in(cells, rows) if len(cells) > 1 else None
        for y, year in enumerate(self.years):
            columns[year, "found"] = cells[:, y].mean(axis=0)
            if luck is not None:
                columns |= {(year, name): of[y] for name, of in zip((ERROR, LOW, HIGH, ABOVE), luck, strict=True)}
        labels = [(measure.label, measure.unit) for measure in MEASURES]
        index = pd.MultiIndex.from_tuples(labels, names=["measure", "unit"])
        frame = pd.DataFrame(columns, index).rename_axis(columns=["year", "of"])
        frame.attrs["made_of"] = tuple(self._row(measure) for measure in MEASURES)
        frame.attrs["behind"] = _behind(MEASURES)
        return frame

    def _row(self, measure: Measure) -> Row:
        """Return what one row of the sample makes of a measure."""
        return Row(self.comparison.reform.grossing / THOUSAND) if measure.unit == PEOPLE else NOT_OF_ROWS

    def by(self, grouping: str = DECILE, year: str | None = None) -> pd.DataFrame:
        """Return who gains and loses in a financial year by group, the mean over replications.

        Parameters
        ----------
        grouping
            ``decile`` of the income of benefit units without the reform, made equal for their size, or a grouping of
            people as at the end of the year.
        year
            As ``2029-30``; the last one unless given.

        Raises
        ------
        ResultsError
            If the grouping or the year is not known.
        """
        y = self._place_of(year)
        labels, codes = self._groups(grouping, y)
        found = np.array(
            [
                [
                    [measure.found(diary, y, of == code) / _scale(measure) for measure in OF_GROUPS]
                    for code in range(len(labels))
                ]
                for diary, of in zip(self.diaries, codes, strict=True)
            ]
        ).mean(axis=0)
        heads = [f"{measure.label}, {measure.unit}" for measure in OF_GROUPS]
        frame = pd.DataFrame(found, pd.Index(labels, name=grouping), heads)
        frame.attrs |= {"made_of": tuple(map(self._row, OF_GROUPS)), "behind": _behind(OF_GROUPS)}
        return frame

    def parting(self) -> pd.DataFrame:
        """Return through what people's lives first part: thousands by financial year, and the first month."""
        start = self.comparison.reform.scenario.start
        months = self.comparison.reform.scenario.months
        year = np.searchsorted(np.unique(_years(start, months)), _years(start, months))
        rows, firsts = [], []
        for place in range(len(WAYS)):
            counts, earliest = np.zeros(len(self.years)), months
            for diary in self.diaries:
                at = diary.parted[diary.way == place]
                counts += np.bincount(year[at], minlength=len(self.years)) * diary.grossing / THOUSAND
                earliest = min(earliest, int(at.min())) if at.size else earliest
            rows.append(counts / len(self.diaries))
            firsts.append(show_month(start + earliest) if earliest < months else "")
        frame = pd.DataFrame(np.array(rows), pd.Index(WAYS, name="through"), self.years)
        frame.insert(0, "first month", firsts)
        frame = frame[frame["first month"] != ""]
        frame.attrs["row"] = Row(self.diaries[0].grossing / THOUSAND)
        return frame

    def _place_of(self, year: str | None) -> int:
        names = [show_financial_year(each) for each in self.diaries[0].years]
        if year is None:
            return len(names) - 1
        if year not in names:
            meant = after(" ", question(year, names))
            raise ResultsError(
                f"year {shortened(year)}\n  No financial year of this run has that name.{meant}\n"
                f"  Years: {', '.join(names)}"
            )
        return names.index(year)

    def _groups(self, grouping: str, y: int) -> tuple[Sequence[str], list[NDArray[Any]]]:
        """Return the names of groups, and of each replication the number of each person's group."""
        if grouping == DECILE:
            return [str(n + 1) for n in range(DECILES)], [_deciles(diary, y) for diary in self.diaries]
        if grouping not in GROUPINGS:
            known = (DECILE, *GROUPINGS)
            meant = after(" ", question(grouping, known))
            raise ResultsError(
                f"by {shortened(grouping)}\n  There are no such groups.{meant}\n  Groups: {', '.join(known)}"
            )
        return GROUPINGS[grouping].labels, [diary.groups[grouping][y] for diary in self.diaries]


def _scale(measure: Measure) -> float:
    return THOUSAND if measure.unit == PEOPLE else 1.0


def _all(diary: Diary) -> Rows:
    return np.ones(diary.parted.size, np.bool_)


def _years(start: int, months: int) -> NDArray[np.int64]:
    return np.array([financial_year(start + m) for m in range(months)])


def _deciles(diary: Diary, y: int) -> NDArray[np.int64]:
    """Return the tenth of each person by the income of their unit without the reform, 0 to 9; −1 of who is not here."""
    here = _here(diary, y)
    monthly = diary.income[WITHOUT, :, y].sum(axis=0) / np.maximum(diary.months[y], 1) / diary.size[WITHOUT, y]
    order = np.argsort(monthly[here], kind="stable")
    tenth = np.full(here.size, -1, np.int64)
    tenth[np.flatnonzero(here)[order]] = np.arange(order.size) * DECILES // max(order.size, 1)
    return tenth


def gainers(
    scenario: Scenario | str | Path,
    against: Scenario | str | Path | None = None,
    *,
    set: Sequence[str] = (),
    assume: Sequence[str] = (),
    threads: int | None = None,
    progress: Progress | None = None,
    **options: Any,
) -> Gainers:
    """Compare a scenario with its baseline person by person.

    Parameters as in `welfsim.compare`. It takes about half as long again, and leaves no finished parts behind.
    """
    diaries: list[Diary] = []

    def begin(of: Any) -> Diary:
        diaries.append(Diary(of))
        return diaries[-1]

    found = watch(scenario, against, begin, set=set, assume=assume, threads=threads, progress=progress, **options)
    return Gainers(found, tuple(diaries))
