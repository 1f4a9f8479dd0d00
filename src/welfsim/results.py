"""What a run found: monthly accounts in real people and pence, and the tables by financial year.

Tables are read from the accounts, never by slicing people after the run. In fiscal tables every line is a
cost to the public purse, so receipts are negative and the column adds up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfsim.characters import visible
from welfsim.errors import ResultsError, WelfsimError, together
from welfsim.months import MONTHS_A_YEAR, financial_year, show_financial_year, show_month
from welfsim.pipelines import mean_months, pipeline_named, quantile
from welfsim.scenario import Scenario, read_scenario
from welfsim.storage import (
    ACCOUNTS_FILE,
    SCENARIO_FILE,
    bring_back,
    file_faults,
    read_stored,
    replace_folder,
    run_key,
    write_accounts,
    write_provenance,
)
from welfsim.tables import aligned, category, counted, html_table, number, words
from welfsim.vocabulary.accounts import LINES, shape_of
from welfsim.vocabulary.codes import OWN_PROGRAMMES, Programme, Wait
from welfsim.vocabulary.fields import Line, Measure

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]

NET_COST = "Net cost of the lines above"
ASIDE = ("of which", "not yet paid")  # how a line in pounds begins that is shown and not added to the net cost
CAVEAT = "Not calibrated, so not a forecast: read the direction and the order of size, not the last digit."
PENCE_A_MILLION_POUNDS = 1e8
ARMS = ("scenario", "baseline", "difference", "standard error")


def categories(line: str) -> list[str]:
    """Return the names of a line's cells in the order of its arrays; one empty name if nothing splits it."""
    return [category(codes) for codes in product(*LINES[line].by)]


def is_nobody(line: str, cell: int) -> bool:
    """Say whether a cell stands for people without the benefit or programme that the line is about."""
    codes = list(product(*LINES[line].by))[cell]
    return any(code.name == "NONE" for code in codes)


class Table(NamedTuple):
    """Values by replication, financial year and row, before they are shown."""

    rows: pd.Index[Any]
    years: list[str]
    values: Floats
    unit: str

    def frame(self) -> pd.DataFrame:
        """Return the mean over replications, a row a line and a column a year."""
        return _frame(self.values.mean(axis=0).T, self.rows, pd.Index(self.years, name="year"), self.unit)


def _frame(values: Floats, rows: pd.Index[Any], columns: pd.Index[Any], unit: str) -> pd.DataFrame:
    frame = pd.DataFrame(values, index=rows, columns=columns)
    frame.attrs["unit"] = unit
    return frame


def standard_error(values: Floats) -> Floats:
    """Return the standard error of the mean over the first axis."""
    return np.asarray(values.std(axis=0, ddof=1) / np.sqrt(len(values)))


def on_the_same_rows(one: Table, other: Table) -> tuple[Table, Table]:
    """Return two tables on the rows of either; a row that a table lacks is nought there."""
    rows = one.rows.append(other.rows.difference(one.rows, sort=False))
    return _on_rows(one, rows), _on_rows(other, rows)


def _on_rows(table: Table, rows: pd.Index[Any]) -> Table:
    place = table.rows.get_indexer(rows)
    return table._replace(rows=rows, values=np.where(place < 0, 0.0, table.values[..., place]))


def compared(reform: Table, baseline: Table) -> pd.DataFrame:
    """Set a reform beside its baseline, replication by replication, with the error of the difference."""
    reform, baseline = on_the_same_rows(reform, baseline)
    difference = reform.values - baseline.values
    parts = [reform.values.mean(axis=0), baseline.values.mean(axis=0), difference.mean(axis=0)]
    if len(difference) > 1:
        parts.append(standard_error(difference))
    columns = pd.MultiIndex.from_product([reform.years, ARMS[: len(parts)]], names=["year", "of"])
    cells = np.stack(parts, axis=1).reshape(-1, len(reform.rows))
    return _frame(cells.T, reform.rows, columns, reform.unit)


@dataclass(frozen=True, eq=False, repr=False)
class Results:
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
    """

    scenario: Scenario
    accounts: Mapping[str, Counts]
    districts: tuple[str, ...]
    prices: Floats
    grossing: int
    provenance: Mapping[str, Any] = field(default_factory=dict)

    # ------------------------------------------------------------------------------------ tidy frames

    @cached_property
    def months(self) -> list[str]:
        """The months of the run, as ``2025-04``."""
        return months_of(self.scenario)

    @cached_property
    def monthly(self) -> pd.DataFrame:
        """Every line by replication, month and category, Great Britain, in people or pence."""
        frames = [self._tidy(line, values.sum(axis=2), {}) for line, values in self.accounts.items()]
        tidy = pd.concat(frames, ignore_index=True)
        tidy.attrs["unit"] = {line: unit_of(LINES[line]) for line in self.accounts}
        return tidy

    def by_district(self, line: str) -> pd.DataFrame:
        """Return one line by replication, month, district and category."""
        tidy = self._tidy(line, self._line(line), {"district": list(self.districts)})
        tidy.attrs["unit"] = {line: unit_of(LINES[line])}
        return tidy

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

    def _line(self, line: str) -> Counts:
        if line not in self.accounts:
            raise ResultsError(f"{line} is not an account line.\n  All lines: welfsim columns")
        return self.accounts[line]

    # ------------------------------------------------------------------------------ financial years

    @cached_property
    def _year_of_month(self) -> Counts:
        return np.array([financial_year(self.scenario.start + i) for i in range(self.scenario.months)])

    @cached_property
    def years(self) -> list[str]:
        """The financial years of the run; one not run whole says of how many months it is."""
        years, months = np.unique(self._year_of_month, return_counts=True)
        return [
            show_financial_year(int(year)) + ("" if n == MONTHS_A_YEAR else f" ({counted(n, 'month')})")
            for year, n in zip(years, months, strict=True)
        ]

    def year_sums(self, line: str) -> Counts:
        """Return the exact sums of a line by replication, financial year and cell, Great Britain."""
        monthly = self._line(line).sum(axis=2)
        first_months = np.unique(self._year_of_month, return_index=True)[1]
        summed: Counts = np.add.reduceat(monthly, first_months, axis=1)
        return summed.reshape(*summed.shape[:2], -1)

    def _real_pounds(self, line: str) -> Floats:
        """Return a line of pence by year and cell in pence of April 2025."""
        monthly = self._line(line).sum(axis=2)
        flat = monthly.reshape(*monthly.shape[:2], -1) / self.prices[None, :, None]
        first_months = np.unique(self._year_of_month, return_index=True)[1]
        return np.asarray(np.add.reduceat(flat, first_months, axis=1))

    def fiscal(self, real: bool = False) -> Table:
        """Return the public finances by replication, in £ million a financial year."""
        labels, columns, net = [], [], 0.0
        for name, line in LINES.items():
            if line.measure != Measure.PENCE or not (line.spending or line.label.startswith(ASIDE)):
                continue
            pence = self._real_pounds(name) if real else self.year_sums(name)
            for cell, kind in enumerate(self.categories(name)):
                if is_nobody(name, cell) or not self._is_shown(name, cell):
                    continue
                labels.append(fiscal_label(line, kind))
                columns.append(pence[:, :, cell] * (line.spending or 1) / PENCE_A_MILLION_POUNDS)
                net = net + line.spending * pence[:, :, cell] / PENCE_A_MILLION_POUNDS
        rows = pd.Index([*labels, NET_COST], name="line")
        unit = "£ million, April 2025 prices" if real else "£ million"
        return Table(rows, self.years, np.stack([*columns, np.asarray(net)], axis=-1), unit)

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
        return Table(rows, self.years, values, "number")

    def fiscal_table(self, real: bool = False) -> pd.DataFrame:
        """Return the public finances in £ million by financial year, in cash or in April 2025 prices."""
        return self.fiscal(real).frame()

    def caseloads(self) -> pd.DataFrame:
        """Return every stock as its mean over the months of each financial year."""
        return self.counts(Measure.STOCK).frame()

    def flows(self) -> pd.DataFrame:
        """Return every flow as its sum over each financial year."""
        return self.counts(Measure.FLOW).frame()

    # ------------------------------------------------------------------------------------ pipelines

    def flow_table(self, pipeline: str, when: str | None = None) -> pd.DataFrame:
        """Return the moves between the stages of a pipeline, month's end to month's end.

        Parameters
        ----------
        pipeline
            Its name, as ``work-capability``; see ``welfsim.pipelines.PIPELINES``.
        when
            A month as ``2025-04`` or a financial year as ``2025-26``; the whole run unless given.

        Returns
        -------
        DataFrame
            Real people a move, the mean over replications: a row a stage left, a column a stage entered. Whoever moves
            twice counts twice; who stayed is nought here and stands in `stage_table`.

        Raises
        ------
        ResultsError
            If the pipeline or the time is not known.
        """
        asked = pipeline_named(pipeline)
        moves = self._line(asked.flows)[:, self._when(when)].sum(axis=(1, 2)).mean(axis=0)
        names = asked.labels
        return _frame(moves, pd.Index(names, name="from"), pd.Index(names, name="to"), "people")

    def stage_table(self, pipeline: str, when: str | None = None) -> pd.DataFrame:
        """Return for each stage of a pipeline who stood in it at the start, came, left, and stands in it at the end.

        Parameters, errors and averaging as in `flow_table`. Start + came − left = end, to the person.
        """
        asked, at = pipeline_named(pipeline), self._when(when)
        moves = self._line(asked.flows)[:, at].sum(axis=(1, 2)).mean(axis=0)
        end = self._line(asked.stock)[:, at][:, -1].sum(axis=1).mean(axis=0)
        came, left = moves.sum(axis=0), moves.sum(axis=1)
        table = np.column_stack([end - came + left, came, left, end])
        columns = pd.Index(["at the start", "came", "left", "at the end"])
        return _frame(table, pd.Index(asked.labels, name="stage"), columns, "people")

    def waits(self, pipeline: str, when: str | None = None) -> pd.DataFrame:
        """Return for each stage of a pipeline how long those who left it had been in it.

        Parameters and errors as in `flow_table`.

        Returns
        -------
        DataFrame
            A row a stage: who left; how many of them began before the run, it is not known when; and of the others
            the mean (exact), median and 90th percentile of the months in the stage, from month's end to month's end.
            Quantiles are exact to 12 months and interpolated within bands beyond; infinite means over 60 months.
        """
        asked, at = pipeline_named(pipeline), self._when(when)
        bands = self._line(asked.waits)[:, at].sum(axis=(0, 1, 2))
        months = self._line(asked.months)[:, at].sum(axis=(0, 1, 2))
        replications = len(self._line(asked.waits))
        table = [
            [
                by_band.sum() / replications,
                by_band[0] / replications,
                mean_months(float(summed), by_band),
                quantile(by_band, 0.5),
                quantile(by_band, 0.9),
            ]
            for by_band, summed in zip(bands, months, strict=True)
        ]
        columns = pd.Index(["left", "of unknown length", "mean", "median", "90th percentile"])
        return _frame(np.array(table), pd.Index(asked.labels, name="stage"), columns, "people, months")

    def lengths(self, pipeline: str, when: str | None = None) -> pd.DataFrame:
        """Return for each stage of a pipeline those who left it, by the months they had been in it.

        Parameters, errors and averaging as in `flow_table`.

        Returns
        -------
        DataFrame
            People, a row a stage and a column a band of months as in ``Wait``, those of unknown length first.
        """
        asked = pipeline_named(pipeline)
        people = self._line(asked.waits)[:, self._when(when)].sum(axis=(1, 2)).mean(axis=0)
        bands = pd.Index([words(wait) for wait in Wait], name="months in the stage")
        return _frame(people, pd.Index(asked.labels, name="stage"), bands, "people")

    def _when(self, when: str | None) -> slice:
        """Return the place of a month or financial year among the months of the run.

        Raises
        ------
        ResultsError
            If the run has no such month or year.
        """
        if when is None:
            return slice(0, self.scenario.months)
        years = [show_financial_year(int(year)) for year in self._year_of_month]
        for known in (self.months, years):
            if when in known:
                first = known.index(when)
                return slice(first, first + known.count(when))
        raise ResultsError(
            f"{when} is not a month or financial year of this run.\n"
            f"  Allowed: {self.months[0]} to {self.months[-1]}, {years[0]} to {years[-1]}"
        )

    # ------------------------------------------------------------------------------------ on disk, shown

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
        head = [table.attrs["unit"], *map(str, table.columns)]
        return [head, *([str(line), *map(number, values)] for line, values in zip_rows(table))]

    def __repr__(self) -> str:
        return visible(f"{self.scenario.name}\n{self.heading}\n\n{aligned(self._text_rows())}\n\n{CAVEAT}")

    def _repr_html_(self) -> str:
        caption = f"{self.scenario.name}. {self.heading}. {CAVEAT}"
        return html_table(caption, self._text_rows())


@dataclass(frozen=True, eq=False, repr=False)
class Comparison:
    """A reform beside its baseline, paired replication by replication: the same people, the same luck."""

    reform: Results
    baseline: Results

    def __post_init__(self) -> None:
        for what, reform, baseline in self._must_agree():
            if reform != baseline:
                raise ResultsError(
                    f"{self.reform.scenario.name} and {self.baseline.scenario.name} cannot be paired\n"
                    f"  Their {what} differ: {reform} and {baseline}."
                )

    def _must_agree(self) -> Iterator[tuple[str, object, object]]:
        one, other = self.reform.scenario, self.baseline.scenario
        for what in ("start", "months", "seed", "replications", "population"):
            yield what, getattr(one, what), getattr(other, what)
        yield "districts", self.reform.districts, self.baseline.districts

    def fiscal_table(self, real: bool = False) -> pd.DataFrame:
        """Return the public finances of both and their difference, in £ million by financial year."""
        return compared(self.reform.fiscal(real), self.baseline.fiscal(real))

    def caseloads(self) -> pd.DataFrame:
        """Return every stock of both and their difference, as means over each financial year."""
        return compared(self.reform.counts(Measure.STOCK), self.baseline.counts(Measure.STOCK))

    def flows(self) -> pd.DataFrame:
        """Return every flow of both and their difference, as sums over each financial year."""
        return compared(self.reform.counts(Measure.FLOW), self.baseline.counts(Measure.FLOW))

    @cached_property
    def monthly(self) -> pd.DataFrame:
        """Every line by replication, month and category: scenario, baseline and difference."""
        tidy = self.reform.monthly.rename(columns={"value": "scenario"})
        tidy["baseline"] = self.baseline.monthly["value"]
        tidy["difference"] = tidy["scenario"] - tidy["baseline"]
        return tidy

    def save(self, folder: str | Path) -> Path:
        """Write both, as the folders ``scenario`` and ``baseline`` of one folder; otherwise as `Results.save`."""
        runs = (run_key(results.scenario.as_written()) for results in (self.reform, self.baseline))
        return replace_folder(Path(folder), tuple(runs), self.write)

    def write(self, folder: Path) -> None:
        """Write both results into a folder that is there."""
        for arm, results in zip(ARMS, (self.reform, self.baseline), strict=False):
            (folder / arm).mkdir()
            results.write(folder / arm)

    @property
    def heading(self) -> str:
        """Both names above the size and seed of the run."""
        return f"{self.reform.scenario.name}, against {self.baseline.scenario.name}\n{self.reform.heading}"

    def _text_rows(self) -> list[list[str]]:
        table = self.fiscal_table()
        difference = only(table, "difference")
        rows = [[f"{table.attrs['unit']}, difference", *map(str, difference.columns)]]
        rows += [[str(line), *map(number, values)] for line, values in zip_rows(difference)]
        if self.reform.scenario.replications > 1:
            error = only(table, "standard error").loc[NET_COST]
            rows.append(["± standard error of the net cost", *map(number, error)])
        return rows

    def __repr__(self) -> str:
        changed = ", ".join(self.reform.scenario.reform) or "nothing"
        return visible(f"{self.heading}\n\n{aligned(self._text_rows())}\n\nChanged: {changed}\n{CAVEAT}")

    def _repr_html_(self) -> str:
        caption = f"{self.heading}. {CAVEAT}".replace("\n", ". ")
        return html_table(caption, self._text_rows())


def months_of(scenario: Scenario) -> list[str]:
    """Return the months of a scenario, as ``2025-04``."""
    return [show_month(scenario.start + i) for i in range(scenario.months)]


def told_of(line: str) -> dict[str, Any]:
    """Return what the file of accounts tells of a line."""
    what = LINES[line]
    told = {"meaning": what.meaning, "measure": str(what.measure), "unit": unit_of(what)}
    return {**told, "categories": categories(line)}


def unit_of(line: Line) -> str:
    """Return the unit of a line's values."""
    return "pence" if line.measure == Measure.PENCE else "number"


def fiscal_label(line: Line, kind: str) -> str:
    """Name a row of the fiscal table: the line's label with the category that splits it."""
    return ": ".join(part for part in (line.label, kind) if part)


def only(table: pd.DataFrame, of: str) -> pd.DataFrame:
    """Return one of scenario, baseline, difference and standard error, a column a year."""
    return pd.DataFrame(table.xs(of, axis=1, level="of"))


def zip_rows(table: pd.DataFrame) -> Iterator[tuple[Any, Floats]]:
    """Walk a frame row by row as (label, values)."""
    return zip(table.index, table.to_numpy(), strict=True)


def read(folder: str | Path) -> Results | Comparison:
    """Read results that were saved: a run, or a comparison when the folder holds one.

    Results that a save had finished and left aside when it was killed are put in place first.

    Raises
    ------
    ResultsError
        With all that is wrong together: files missing, or not as they were saved; accounts of another version, or that
        do not fit their scenario.
    """
    folder = Path(folder)
    try:
        return _read(folder)
    except OSError as error:
        raise ResultsError(f"{folder}\n  The results cannot be read: {error.strerror}.") from None


def _read(folder: Path) -> Results | Comparison:
    if not folder.exists():
        bring_back(folder.parent)
    arms = [folder / arm for arm in ARMS[:2]]
    if not all(arm.is_dir() for arm in arms):
        return _read_run(folder)
    found, faults = [], []
    for arm in arms:
        try:
            found.append(_read_run(arm))
        except ResultsError as error:
            faults.append(str(error))
    if faults:
        raise ResultsError(together(faults))
    try:
        return Comparison(*found)
    except ResultsError as error:
        raise ResultsError(f"{folder}\n  {error}") from None


def _read_run(folder: Path) -> Results:
    faults = file_faults(folder)
    if faults:
        raise ResultsError(together(faults))
    scenario, stored = None, None
    try:
        scenario = read_scenario(folder / SCENARIO_FILE)
    except WelfsimError as error:
        faults.append(str(error))
    try:
        asked = None if scenario is None else (scenario.replications, months_of(scenario))
        stored = read_stored(folder, asked, {line: told_of(line) for line in LINES})
    except ResultsError as error:
        faults.append(str(error))
    if scenario is None or stored is None:
        raise ResultsError(together(faults))
    accounts = {name: flat.reshape(*flat.shape[:3], *shape_of(LINES[name])) for name, flat in stored.accounts.items()}
    return Results(scenario, accounts, stored.districts, stored.prices, stored.grossing, stored.provenance)
