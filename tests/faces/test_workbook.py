"""Spreadsheets: what stands in them is what was found, in a layout that any reader can follow."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import odfdo
import pandas as pd
import pytest

from welfsim.experiments.answers import Answers
from welfsim.experiments.split import Split
from welfsim.faces.workbook import SHORTHAND, Workbook, of_comparison, of_run

SHEETS = ["Answers", "Parts", "By_year", "Differences", "Changes"]
CSV_IN_UTF8 = "csv:Text - txt - csv (StarCalc):44,34,76"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def book(answers: Answers, made_of: Split) -> Workbook:
    return of_comparison(answers, made_of=made_of)


def test_no_cell_is_empty_and_shorthand_is_explained(book: Workbook) -> None:
    for sheet in book.sheets:
        assert sheet.table.notna().all(axis=None)
        assert not (sheet.table == "").any(axis=None)
        marks = {cell for cell in sheet.table.to_numpy().ravel() if re.fullmatch(r"\[\w+\]", str(cell))}
        assert marks <= set(SHORTHAND)


def test_answers_are_those_found(book: Workbook, answers: Answers) -> None:
    table = book.sheets[0].table
    frame = answers.to_frame()
    assert list(table["Answer"]) == [label for _, label in frame.index]
    for found, shorthand, value in zip(table["Found"], table["Shorthand"], frame["found"], strict=True):
        assert found == "[z]" if shorthand == "[few]" else found == value


def test_the_workbook_has_cover_contents_and_one_table_a_sheet(book: Workbook) -> None:
    held = zipfile.ZipFile(io.BytesIO(book.to_bytes("xlsx")))
    names = [each.get("name") for each in ElementTree.fromstring(held.read("xl/workbook.xml")).iter(f"{MAIN}sheet")]
    assert names == ["Cover", "Contents", *SHEETS]
    pages = [held.read(f"xl/worksheets/sheet{place + 1}.xml").decode() for place in range(len(names))]
    assert not any("<mergeCell" in page for page in pages)
    assert all(page.count("<tablePart ") <= 1 for page in pages)


def test_both_kinds_hold_the_same_numbers(book: Workbook) -> None:
    document = odfdo.Document(io.BytesIO(book.to_bytes("ods")))
    assert [table.name for table in document.body.tables] == ["Cover", "Contents", *SHEETS]
    for sheet in book.sheets:
        rows = document.body.get_table(name=sheet.name).get_values()
        body = rows[-len(sheet.table) :]
        assert [[_plain(cell) for cell in row] for row in body] == [
            [_plain(cell) for cell in row] for row in sheet.table.to_numpy().tolist()
        ]


def _plain(cell: object) -> str:
    return f"{float(cell):.9g}" if isinstance(cell, (int, float)) or _is_decimal(cell) else str(cell)


def _is_decimal(cell: object) -> bool:
    return type(cell).__name__ == "Decimal"


def test_a_run_has_a_workbook_too(answers: Answers) -> None:
    table = of_run(answers.comparison.reform).sheets[0].table
    assert isinstance(table, pd.DataFrame) and {"Unit", "Line", "Financial year", "Value"} <= set(table.columns)
    few = table[table["Shorthand"] == "[few]"]
    assert len(few) and set(few["Value"]) == {"[z]"}


def test_levels_of_too_few_rows_are_blank_in_a_comparison(book: Workbook, answers: Answers) -> None:
    table = next(sheet.table for sheet in book.sheets if sheet.name == "By_year")
    ten_rows = 10 * answers.comparison.reform.grossing / 1_000
    of_people = table[table["Unit"].str.startswith("Thousand")]
    levels = [*of_people["Reform"], *of_people["Baseline"]]
    assert "[z]" in levels and all(value >= ten_rows for value in levels if value not in ("[z]", 0))


@pytest.mark.model
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_libreoffice_opens_it(book: Workbook, kind: str, tmp_path: Path) -> None:
    file = tmp_path / f"tables.{kind}"
    file.write_bytes(book.to_bytes(kind))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/office",
            "--headless",
            "--convert-to",
            CSV_IN_UTF8,
            file.name,
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=300,
    )
    assert book.title in (tmp_path / "tables.csv").read_text("utf-8")
