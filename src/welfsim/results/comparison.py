"""A reform held against its baseline, replication by replication; and results brought back from disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from welfsim.errors import ResultsError, WelfsimError, together
from welfsim.results.luck import CHANCE, NOTHING_OF_LUCK, legend
from welfsim.results.passages import months_of
from welfsim.results.run import Results, told_of
from welfsim.results.storage import (
    SCENARIO_FILE,
    bring_back,
    file_faults,
    read_stored,
    replace_folder,
    run_key,
)
from welfsim.results.table import ABOVE, ARMS, CAVEAT, ERROR, NET_COST, compared, difference_cells, only, only_lines
from welfsim.scenario import read_scenario
from welfsim.text.characters import visible
from welfsim.text.written import shortened
from welfsim.vocabulary.accounts import LINES, shape_of
from welfsim.vocabulary.fields import Measure
from welfsim.wording.charts import Charts
from welfsim.wording.tables import aligned, html_table, in_notebook
from welfsim.wording.values import number


@dataclass(frozen=True, eq=False, repr=False)
class Comparison:
    """A reform and its baseline, paired replication by replication: the same people, the same luck."""

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

    def by_group(self, line: str) -> pd.DataFrame:
        """Return one line of people by replication, month, group and category: scenario, baseline and difference.

        Raises
        ------
        ResultsError
            If the comparison was not asked for groups, or the line is not of people.
        """
        tidy = self.reform.by_group(line).rename(columns={"value": "scenario"})
        tidy["baseline"] = self.baseline.by_group(line)["value"]
        tidy["difference"] = tidy["scenario"] - tidy["baseline"]
        return tidy

    def of_groups(self) -> dict[tuple[str, ...], Comparison]:
        """Return for each group of people, named by its labels, the comparison of that group alone.

        Raises
        ------
        ResultsError
            If the comparison was not asked for groups.
        """
        baseline = self.baseline.of_groups()
        return {label: Comparison(reform, baseline[label]) for label, reform in self.reform.of_groups().items()}

    def plot(self) -> Charts:
        """Return the standard charts: jobs, money, and levels that differ."""
        from welfsim.results.standard_charts import charts

        return Charts(charts(self))

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

    def _text_rows(self, every: bool = True) -> list[list[str]]:
        table = self.fiscal_table()
        if not every:
            lines = zip(table.index, table.attrs["differs"], strict=True)
            table = only_lines(table, [differs or line == NET_COST for line, differs in lines])
        difference = only(table, "difference")
        rows = [[f"{table.attrs['unit']}, difference", *map(str, difference.columns)]]
        rows += [[str(line), *cells] for line, cells in zip(table.index, difference_cells(table, number), strict=True)]
        if self.reform.scenario.replications > 1:
            error, above = (only(table, of).loc[NET_COST] for of in (ERROR, ABOVE))
            rows.append(["± standard error of the net cost", *map(number, error)])
            rows.append([f"{CHANCE}, net cost", *(f"{chance:.2f}" for chance in above)])
        return rows

    def _notes(self, rows: list[list[str]]) -> list[str]:
        return [*legend((cell.partition(",")[0] for row in rows for cell in row), self.reform.ten_rows), CAVEAT]

    def __repr__(self) -> str:
        changed, rows = ", ".join(self.reform.scenario.reform) or "nothing", self._text_rows()
        notes = "\n".join(self._notes(rows))
        return visible(f"{self.heading}\n\n{aligned(rows)}\n\nChanged: {changed}\n{notes}")

    def _repr_html_(self) -> str:
        from welfsim.results.headlines import WORK_AS_EXPECTED, first_rows

        first, money = first_rows(self), self._text_rows(every=False)
        captions = self.heading.replace("\n", ". "), "Public money as counted, lines that differ"
        tables = [html_table(*each) for each in zip(captions, (first, money), strict=True)]
        unknown = [] if self.reform.scenario.replications > 1 else [NOTHING_OF_LUCK]
        return in_notebook(tables, [WORK_AS_EXPECTED, *unknown, *self._notes([*first, *money])])


def read(folder: str | Path) -> Results | Comparison:
    """Read results that were saved: a run, or a comparison when the folder holds one.

    Results that a save had finished and left aside when it was killed are put in place first.

    Raises
    ------
    ResultsError
        With all that is wrong together: no path, files missing, or not as they were saved; accounts of another
        version, or that do not fit their scenario.
    """
    try:
        folder = Path(folder)
    except TypeError:
        given = f"{type(folder).__name__} {shortened(folder)}"
        raise ResultsError(f"Results\n  {given} is no folder. Allowed: the path of one, as text.") from None
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
