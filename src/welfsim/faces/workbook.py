"""Results as a spreadsheet, .xlsx or .ods: cover, contents, one table a sheet, shorthand for what is no number.

The layout follows the guidance of the Government Analysis Function on spreadsheets: no merged or empty cells, nothing
said by colour alone, shorthand in square brackets explained above each table.
"""

from __future__ import annotations

import io
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from welfsim.faces.answers import answer_records, part_records
from welfsim.faces.sheets import differing, frame_records
from welfsim.results.comparison import Comparison
from welfsim.results.headlines import frames_of
from welfsim.results.luck import FEW_ROWS
from welfsim.results.run import Results
from welfsim.results.table import CAVEAT, REASON
from welfsim.scenario.changes import Changes

if TYPE_CHECKING:
    from welfsim.experiments.answers import Answers
    from welfsim.experiments.evidence import Evidence
    from welfsim.experiments.split import Split

NOT_APPLICABLE, FEW, UNSURE = "[z]", "[few]", "[u]"
SHORTHAND: Mapping[str, str] = {
    NOT_APPLICABLE: "not applicable",
    FEW: f"{FEW_ROWS}, so no finding",
    UNSURE: "low reliability: the 95% interval includes zero, so the sign may be luck",
}
SHORTHAND_COLUMN = "Shorthand"
HEADS: Mapping[str, str] = {
    "section": "Section",
    "answer": "Answer",
    "found": "Found",
    "standard error": "Standard error",
    "noise low": "95% interval through luck, low",
    "noise high": "95% interval through luck, high",
    "chance above zero": "Chance above zero",
    "counted": "Counted",
    "counted error": "Counted, standard error",
    "evidence low": "Evidence, low",
    "evidence high": "Evidence, high",
    "lowest with": "Lowest with",
    "highest with": "Highest with",
    "together low": "All at once, low",
    "together high": "All at once, high",
    "unit": "Unit",
    "line": "Line",
    "year": "Financial year",
    "scenario": "Reform",
    "baseline": "Baseline",
    "difference": "Difference",
    "value": "Value",
}
"""Heads of columns; a column that is not here is named as in the records, with a capital."""


class Sheet(NamedTuple):
    """One table of a workbook: the name of its sheet, its title, what it holds in a sentence, and the table."""

    name: str
    title: str
    says: str
    table: pd.DataFrame


class Workbook(NamedTuple):
    """A workbook before it is written: its title, paragraphs of its cover, and its sheets."""

    title: str
    cover: Sequence[str]
    sheets: Sequence[Sheet]

    def to_bytes(self, kind: str) -> bytes:
        """Return the file; `kind` is ``xlsx`` or ``ods``."""
        writers: Mapping[str, Callable[[Workbook], bytes]] = {"xlsx": _xlsx, "ods": _ods}
        return writers[kind](self)


def of_comparison(answers: Answers, evidence: Evidence | None = None, made_of: Split | None = None) -> Workbook:
    """Return the workbook of a comparison: answers, their parts if given, lines by year, and what is changed."""
    comparison = answers.comparison
    scenario = comparison.reform.scenario
    lines = [record for frame in map(differing, frames_of(comparison)) for record in frame_records(frame, few=False)]
    sheets = [_sheet("Answers", "Answers, reform less baseline", _ANSWERS, answer_records(answers, evidence))]
    if made_of is not None:
        sheets.append(_sheet("Parts", "What the answers are made of", _PARTS, list(part_records(made_of))))
    sheets.append(_sheet("By_year", "Lines that differ, by financial year", _LINES, lines))
    sheets.append(_by_year(lines))
    changes = list(Changes(scenario).records())
    if changes:
        sheets.append(_sheet("Changes", "What is changed", "The law and the reform by month.", changes))
    return Workbook(scenario.name, _cover(comparison), sheets)


def of_run(results: Results) -> Workbook:
    """Return the workbook of one run: public money, caseloads and coach time by financial year."""
    records = [record for frame in frames_of(results) for record in frame_records(frame, few=False)]
    sheet = _sheet("By_year", "Lines by financial year", "Costs are positive, receipts negative.", records)
    return Workbook(results.scenario.name, _cover(results), [sheet])


_ANSWERS = "People in work, jobs and net cost are expected differences; counted is the same by heads."
_PARTS = "Each row adds what one more response changes when it is let go, in this order; the rows add up."
_LINES = "Mean of the replications. Costs are positive, receipts negative."


def _by_year(records: Sequence[Mapping[str, Any]]) -> Sheet:
    """Return the differences with a column a year, shorthand in place of what is no finding."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for record in records:
        row = rows.setdefault((record["unit"], record["line"]), {"unit": record["unit"], "line": record["line"]})
        row[record["year"]] = _short(record[REASON]) or record["difference"]
    return Sheet("Differences", "Differences by financial year", _LINES, _table(list(rows.values())))


def _sheet(name: str, title: str, says: str, records: Sequence[Mapping[str, Any]]) -> Sheet:
    """Return records as a sheet, with a column of shorthand where some are no finding."""
    shown = []
    for record in records:
        row = dict(record)
        if REASON in row:
            row[SHORTHAND_COLUMN] = _short(row.pop(REASON)) or "none"
        shown.append(row)
    return Sheet(name, title, says, _table(shown))


def _short(reason: str | None) -> str:
    return "" if not reason else FEW if reason == FEW_ROWS else UNSURE


def _table(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Return rows as a table without an empty cell."""
    table = pd.DataFrame(list(rows), dtype=object)
    table.columns = pd.Index([HEADS.get(str(name), str(name)[:1].upper() + str(name)[1:]) for name in table.columns])
    filled: pd.DataFrame = table.where(table.notna() & (table != ""), NOT_APPLICABLE)
    return filled


def _cover(what: Results | Comparison) -> list[str]:
    run = what.reform if isinstance(what, Comparison) else what
    against = f"Against {what.baseline.scenario.name}." if isinstance(what, Comparison) else ""
    known = [f"{key}: {value}" for key, value in run.provenance.items() if isinstance(value, (str, int, float))]
    return [part for part in (run.scenario.question, against, f"{run.heading}.", CAVEAT, *known) if part]


def _legend(table: pd.DataFrame) -> list[str]:
    """Explain the shorthand that stands in a table."""
    cells = {value for value in table.to_numpy().ravel() if isinstance(value, str)}
    return [f"{mark}: {meaning}" for mark, meaning in SHORTHAND.items() if mark in cells]


# ------------------------------------------------------------------------------------------------ files


def _xlsx(book: Workbook) -> bytes:
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # gptables leaves a file of its own open as it is imported
        import gptables

        sheets = {
            each.name: gptables.GPTable(
                table=each.table,
                table_name=each.name.lower(),
                title=each.title,
                subtitles=[each.says],
                instructions="This sheet holds one table.",
                legend=_legend(each.table),
                index_columns={},
            )
            for each in book.sheets
        }
        cover = gptables.Cover(title=book.title, intro=["About this workbook", *book.cover], cover_label="Cover")
        file = Path(folder, "workbook.xlsx")
        gptables.write_workbook(str(file), sheets=sheets, cover=cover, contentsheet_label="Contents")
        return file.read_bytes()


def _ods(book: Workbook) -> bytes:
    import odfdo

    document = odfdo.Document("spreadsheet")
    document.body.clear()
    contents = [["Contents"], ["Sheet", "Title"], *([each.name, each.title] for each in book.sheets)]
    for name, rows in (("Cover", [[book.title], *([line] for line in book.cover)]), ("Contents", contents)):
        document.body.append(_ods_table(odfdo, name, rows))
    for each in book.sheets:
        document.body.append(_ods_table(odfdo, each.name, list(_ods_rows(each))))
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _ods_rows(sheet: Sheet) -> Iterator[list[Any]]:
    yield [sheet.title]
    yield [sheet.says]
    yield from ([line] for line in _legend(sheet.table))
    yield list(sheet.table.columns)
    yield from sheet.table.to_numpy().tolist()


def _ods_table(odfdo: Any, name: str, rows: Sequence[Sequence[Any]]) -> Any:
    table = odfdo.Table(name)
    for row in rows:
        line = odfdo.Row()
        line.set_values(list(row))
        table.append_row(line)
    return table
