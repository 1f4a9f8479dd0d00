"""What a run found: monthly accounts in real people and pence, and the tables by financial year.

Tables are read from the accounts, never by slicing people after the run. In fiscal tables every line is a
cost to the public purse, so receipts are negative and the column adds up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfsim.errors import ResultsError
from welfsim.months import MONTHS_A_YEAR, show_financial_year
from welfsim.results.grouped import Grouped
from welfsim.results.luck import LEAST_ROWS, NOT_OF_ROWS, Row, legend
from welfsim.results.passages import Passages
from welfsim.results.storage import (
    ACCOUNTS_FILE,
    SCENARIO_FILE,
    replace_folder,
    run_key,
    write_accounts,
    write_provenance,
)
from welfsim.results.table import (
    ASIDE,
    CAVEAT,
    NET_COST,
    Table,
    categories,
    fiscal_label,
    is_nobody,
    level_cells,
    unit_of,
)
from welfsim.scenario import Scenario
from welfsim.text.characters import visible
from welfsim.vocabulary.accounts import LINES
from welfsim.vocabulary.codes import OWN_PROGRAMMES, Programme
from welfsim.vocabulary.fields import Measure
from welfsim.wording.charts import Charts
from welfsim.wording.tables import aligned, html_table, in_notebook
from welfsim.wording.values import counted, number, words

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]

PENCE_A_MILLION_POUNDS = 1e8


@dataclass(frozen=True, eq=False, repr=False)
class Results(Passages):
    """One scenario, simulated.

    Parameters
    ----------
    scenario
        The scenario as it was run, all options in it.
    accounts
        For each account line its values, in real people and pence, by replication, month, district and codes.
    districts
        Names of the districts.
    prices
        Consumer prices of each month relative to April 2025.
    grossing
        Real people for whom one row stood.
    provenance
        Version, hashes, seed and packages: what it takes to get the same figures again.
    groups
        The lines of people by groups of people, if the run was asked for them; they are not saved.
    """

    scenario: Scenario
    accounts: Mapping[str, Counts]
    districts: tuple[str, ...]
    prices: Floats
    grossing: int
    provenance: Mapping[str, Any] = field(default_factory=dict)
    groups: Grouped | None = None

    def joined(self, further: Results) -> Results:
        """Return these results with the replications of others behind their own.

        Parameters
        ----------
        further
            Results of the same scenario, asked for with the replications of both; its provenance is kept.
        """
        accounts = {line: np.concatenate([self.accounts[line], further.accounts[line]]) for line in self.accounts}
        return replace(further, accounts=accounts)

    # ------------------------------------------------------------------------------------ tidy frames

    @cached_property
    def monthly(self) -> pd.DataFrame:
        """Every line by replication, month and category, Great Britain, in people or pence."""
        tidy = pd.concat([self.monthly_of(line) for line in self.accounts], ignore_index=True)
        tidy.attrs["unit"] = {line: unit_of(LINES[line]) for line in self.accounts}
        return tidy

    def monthly_of(self, line: str) -> pd.DataFrame:
        """Return one line by replication, month and category, Great Britain, in people or pence."""
        return self._tidy(line, self.line(line).sum(axis=2), {})

    def by_district(self, line: str) -> pd.DataFrame:
        """Return one line by replication, month, district and category."""
        tidy = self._tidy(line, self.line(line), {"district": list(self.districts)})
        tidy.attrs["unit"] = {line: unit_of(LINES[line])}
        return tidy

    def by_month(self, line: str, only: Sequence[str] = ()) -> Floats:
        """Return a line by replication and month, Great Britain, summed over some categories or over all."""
        cells = self.line(line).sum(axis=2)
        flat = cells.reshape(*cells.shape[:2], -1)
        places = [place for place, name in enumerate(categories(line)) if not only or name in only]
        return np.asarray(flat[:, :, places].sum(axis=-1), np.float64)

    def by_group(self, line: str) -> pd.DataFrame:
        """Return one line of people by replication, month, group (a column a grouping) and category.

        Raises
        ------
        ResultsError
            If the run was not asked for groups, or the line is not of people.
        """
        groups = self._groups()
        if line not in groups.accounts:
            self.line(line)
            raise ResultsError(f"{line} is of whole districts, not of people, so no group has a part of it.")
        tidy = self._tidy(line, groups.accounts[line], {"group": list(map(" / ".join, groups.labels))})
        place = list(tidy.columns).index("group")
        names = dict(zip(map(" / ".join, groups.labels), groups.labels, strict=True))
        told = pd.DataFrame(tidy.pop("group").map(names).to_list(), columns=pd.Index(groups.by))
        for after, name in enumerate(groups.by):
            tidy.insert(place + after, name, told[name])
        tidy.attrs["unit"] = {line: unit_of(LINES[line])}
        return tidy

    def of_groups(self) -> dict[tuple[str, ...], Results]:
        """Return for each group of people, named by its labels, the results of that group alone.

        All their tables are of the group. Lines that are of whole districts, such as coach time, are zero in them.

        Raises
        ------
        ResultsError
            If the run was not asked for groups.
        """
        groups = self._groups()
        return {
            label: replace(self, accounts=groups.of(place), districts=(" / ".join(label),), groups=None)
            for place, label in enumerate(groups.labels)
        }

    def _groups(self) -> Grouped:
        if self.groups is None:
            raise ResultsError(
                f"{self.scenario.name}\n  These results are not divided into groups of people. Groups are\n"
                "  counted as the run goes, and are not saved: ask the run for them, as welfsim.run(..., by=['age'])."
            )
        return self.groups

    def _tidy(self, line: str, values: Counts, between: Mapping[str, list[str]]) -> pd.DataFrame:
        """Return one line as a long frame, with the axes `between` month and category."""
        axes: dict[str, list[Any]] = {
            "replication": list(range(len(values))),
            "month": self.months,
            **between,
            "line": [line],
            "category": self.categories(line),
        }
        index: pd.MultiIndex = pd.MultiIndex.from_product(list(axes.values()), names=list(axes))
        return pd.DataFrame({"value": values.reshape(-1)}, index=index).reset_index()

    def categories(self, line: str) -> list[str]:
        """Return the names of a line's cells, programmes that the scenario adds by their titles."""
        titles = dict(zip(map(words, OWN_PROGRAMMES), self._own_titles, strict=False))
        return [" / ".join(titles.get(part, part) for part in name.split(" / ")) for name in categories(line)]

    @property
    def _own_titles(self) -> list[str]:
        return [added.title for added in self.scenario.programmes.values()]

    def _is_shown(self, line: str, cell: int) -> bool:
        """Say whether a cell is not that of a programme which the scenario does not have."""
        absent = OWN_PROGRAMMES[len(self.scenario.programmes) :]
        return not any(code in absent for code in list(product(*LINES[line].by))[cell] if isinstance(code, Programme))

    # ------------------------------------------------------------------------------ financial years

    @cached_property
    def years(self) -> list[str]:
        """The financial years of the run; one not run whole says of how many months it is."""
        years, months = np.unique(self._year_of_month, return_counts=True)
        return [
            show_financial_year(int(year)) + ("" if n == MONTHS_A_YEAR else f" ({counted(n, 'month')})")
            for year, n in zip(years, months, strict=True)
        ]

    @property
    def _shares(self) -> tuple[float, ...]:
        """Which part of each financial year was run."""
        return tuple((np.unique(self._year_of_month, return_counts=True)[1] / MONTHS_A_YEAR).tolist())

    def year_sums(self, line: str) -> Counts:
        """Return the exact sums of a line by replication, financial year and cell, Great Britain."""
        monthly = self.line(line).sum(axis=2)
        first_months = np.unique(self._year_of_month, return_index=True)[1]
        summed: Counts = np.add.reduceat(monthly, first_months, axis=1)
        return summed.reshape(*summed.shape[:2], -1)

    def _real_pounds(self, line: str) -> Floats:
        """Return a line of pence by year and cell in pence of April 2025."""
        monthly = self.line(line).sum(axis=2)
        flat = monthly.reshape(*monthly.shape[:2], -1) / self.prices[None, :, None]
        first_months = np.unique(self._year_of_month, return_index=True)[1]
        return np.asarray(np.add.reduceat(flat, first_months, axis=1))

    def fiscal(self, real: bool = False) -> Table:
        """Return the public finances by replication, in £ million a financial year."""
        labels, columns, made_of, net = [], [], [], 0.0
        money = self.pounds_of_a_row
        for name, line in LINES.items():
            if line.measure != Measure.PENCE or not (line.spending or line.label.startswith(ASIDE)):
                continue
            pence = self._real_pounds(name) if real else self.year_sums(name)
            for cell, kind in enumerate(self.categories(name)):
                if is_nobody(name, cell) or not self._is_shown(name, cell):
                    continue
                labels.append(fiscal_label(line, kind))
                made_of.append(money if line.grossed else NOT_OF_ROWS)
                columns.append(pence[:, :, cell] * (line.spending or 1) / PENCE_A_MILLION_POUNDS)
                net = net + line.spending * pence[:, :, cell] / PENCE_A_MILLION_POUNDS
        rows = pd.Index([*labels, NET_COST], name="line")
        unit = "£ million, April 2025 prices" if real else "£ million"
        values = np.stack([*columns, np.asarray(net)], axis=-1)
        return Table(rows, self.years, values, unit, (*made_of, money), self._shares)

    @property
    def pounds_of_a_row(self) -> Row:
        """What one row of the sample is in money: the mean award of Universal Credit in a year, in £ million.

        One measure for all lines of money, since most rows carry several.
        """
        pence, claims = self.line("uc_paid").sum(), self.line("uc_units").sum()
        a_year = MONTHS_A_YEAR * pence / claims if claims else 0.0
        return Row(float(self.grossing * a_year / PENCE_A_MILLION_POUNDS), in_money=True)

    @property
    def ten_rows(self) -> str:
        """For how many people and pounds ten rows of the sample stand, in words."""
        people, pounds = LEAST_ROWS * self.grossing, LEAST_ROWS * self.pounds_of_a_row.worth
        return f"{number(people)} people, £{number(pounds)} million a year"

    def row_of(self, line: str, scale: float = 1.0) -> Row:
        """Return what one row of the sample makes of a line, in the unit of a table: its own, pence or people."""
        what = LINES[line]
        if not what.grossed:
            return NOT_OF_ROWS
        if what.measure == Measure.PENCE:
            return Row(self.pounds_of_a_row.worth * PENCE_A_MILLION_POUNDS / scale, in_money=True)
        return Row(self.grossing / scale)

    def year_values(self, line: str) -> Floats:
        """Return a stock as the mean of each year's months, anything else as the year's sum."""
        sums = self.year_sums(line).astype(np.float64)
        if LINES[line].measure != Measure.STOCK:
            return sums
        months = np.unique(self._year_of_month, return_counts=True)[1]
        return sums / months[None, :, None]

    def yearly(self, line: str, only: Sequence[str] = ()) -> Floats:
        """Return a line's year values summed over the categories named, or over all but nobody."""
        cells = [
            cell
            for cell, name in enumerate(self.categories(line))
            if (name in only if only else not is_nobody(line, cell))
        ]
        return np.asarray(self.year_values(line)[:, :, cells].sum(axis=-1))

    def counts(self, measure: Measure) -> Table:
        """Return all stocks, or all flows, by line and category."""
        names = [name for name, line in LINES.items() if line.measure == measure]
        kinds = {name: self.categories(name) for name in names}
        shown = {name: [cell for cell in range(len(kinds[name])) if self._is_shown(name, cell)] for name in names}
        labels = [(LINES[name].meaning, kinds[name][cell]) for name in names for cell in shown[name]]
        rows = pd.MultiIndex.from_tuples(labels, names=["line", "category"])
        values = np.concatenate([self.year_values(name)[..., shown[name]] for name in names], axis=-1)
        made_of = tuple(self.row_of(name) for name in names for _ in shown[name])
        return Table(rows, self.years, values, "number", made_of, self._shares)

    def fiscal_table(self, real: bool = False) -> pd.DataFrame:
        """Return the public finances in £ million by financial year, in cash or in April 2025 prices."""
        return self.fiscal(real).frame()

    def caseloads(self) -> pd.DataFrame:
        """Return every stock as its mean over the months of each financial year."""
        return self.counts(Measure.STOCK).frame()

    def flows(self) -> pd.DataFrame:
        """Return every flow as its sum over each financial year."""
        return self.counts(Measure.FLOW).frame()

    # ------------------------------------------------------------------------------------ on disk, shown

    def plot(self) -> Charts:
        """Return the standard charts: caseloads, queues, coach time."""
        from welfsim.results.standard_charts import charts_of_run

        return Charts(charts_of_run(self))

    def save(self, folder: str | Path) -> Path:
        """Write accounts, scenario and provenance to a folder, whole or not at all.

        Raises
        ------
        ResultsError
            If the folder cannot be written. If it holds anything but results of the same run it is left as it is, and
            the results are saved in a folder next to it, which the message names.
        """
        return replace_folder(Path(folder), (run_key(self.scenario.as_written()),), self.write)

    def write(self, folder: Path) -> None:
        """Write the three files of a run into a folder that is there."""
        lines = {line: told_of(line) for line in self.accounts}
        write_accounts(folder / ACCOUNTS_FILE, self.accounts, self.months, self.districts, lines)
        (folder / SCENARIO_FILE).write_text(self.scenario.to_yaml(), encoding="utf-8")
        known = {**self.provenance, "grossing": self.grossing, "prices": [float(price) for price in self.prices]}
        write_provenance(folder, known, self.scenario.name, run_key(self.scenario.as_written()))

    @property
    def heading(self) -> str:
        """The size and seed of the run, as it stands above tables."""
        run = self.scenario
        people = f"{counted(run.population.people, 'person', 'people')} × {counted(run.months, 'month')}"
        times = f" × {counted(run.replications, 'replication')}" if run.replications > 1 else ""
        districts = self.provenance.get("districts", "")
        return ". ".join(part for part in (f"{people}{times}, seed {run.seed}", districts) if part)

    def _text_rows(self) -> list[list[str]]:
        table = self.fiscal_table()
        rows = [[table.attrs["unit"], *map(str, table.columns)]]
        return rows + [[str(line), *c] for line, c in zip(table.index, level_cells(table, number), strict=True)]

    def _notes(self, rows: list[list[str]]) -> list[str]:
        return [*legend((cell for row in rows for cell in row), self.ten_rows), CAVEAT]

    def __repr__(self) -> str:
        rows = self._text_rows()
        notes = "\n".join(self._notes(rows))
        return visible(f"{self.scenario.name}\n{self.heading}\n\n{aligned(rows)}\n\n{notes}")

    def _repr_html_(self) -> str:
        rows = self._text_rows()
        return in_notebook([html_table(f"{self.scenario.name}. {self.heading}", rows)], self._notes(rows))


def told_of(line: str) -> dict[str, Any]:
    """Return what the file of accounts says about a line."""
    what = LINES[line]
    told = {"meaning": what.meaning, "measure": str(what.measure), "unit": unit_of(what)}
    return {**told, "categories": categories(line)}
