"""Tables on disk: whole or as what differs from the baseline, and the same cells either way."""

from __future__ import annotations

from pathlib import Path

import pytest

from welfsim.errors import ResultsError
from welfsim.experiments.stored import DIFFERS, OPENING, Sums, read_table, write_tables

SIZE = f"{OPENING}1,000 people, 24 months from 2025-04, seed 1. Pence."
YEARS = ("2025-26", "2026-27")
BASELINE = Sums(SIZE, YEARS, {("people", "Present"): (10, 11), ("cost", ""): (0, 0), ("jobs", "Part, half"): (3, 4)})
REFORM = Sums(SIZE, YEARS, {("people", "Present"): (10, 12), ("cost", ""): (0, 0), ("jobs", "Part, half"): (0, 4)})
HEAD = f"{SIZE}\n{DIFFERS}\nline,category,2025-26,2026-27\n"


def text_of(folder: Path, name: str) -> str:
    return (folder / f"{name}.csv").read_text()


def test_the_baseline_is_whole_and_a_reform_what_differs(tmp_path: Path) -> None:
    write_tables({"reform": REFORM, "baseline": BASELINE}, tmp_path)
    whole = 'line,category,2025-26,2026-27\npeople,Present,10,11\ncost,,0,0\njobs,"Part, half",3,4\n'
    assert text_of(tmp_path, "baseline") == f"{SIZE}\n{whole}"
    assert text_of(tmp_path, "reform") == f'{HEAD}people,Present,,12\njobs,"Part, half",0,\n'
    assert read_table(tmp_path / "baseline.csv") == BASELINE
    assert read_table(tmp_path / "reform.csv") == REFORM


def test_rows_that_only_one_of_the_two_knows_are_kept(tmp_path: Path) -> None:
    other = Sums(SIZE, YEARS, {("people", "Present"): (10, 11), ("jobs", "Part, half"): (3, 4), ("own", ""): (0, 0)})
    write_tables({"baseline": BASELINE, "other": other}, tmp_path)
    assert text_of(tmp_path, "other") == f"{HEAD}cost,,-,-\nown,,0,0\n"
    assert read_table(tmp_path / "other.csv") == other


def test_a_table_alone_or_of_another_size_is_whole(tmp_path: Path) -> None:
    write_tables({"mine": REFORM}, tmp_path)
    assert DIFFERS not in text_of(tmp_path, "mine")
    longer = REFORM._replace(size=SIZE.replace("1,000", "2,000"))
    write_tables({"baseline": BASELINE, "longer": longer}, tmp_path)
    assert DIFFERS not in text_of(tmp_path, "longer")
    assert read_table(tmp_path / "longer.csv") == longer
    assert DIFFERS not in text_of(tmp_path, "mine")


def test_another_baseline_leaves_the_values_of_other_tables(tmp_path: Path) -> None:
    write_tables({"baseline": BASELINE, "reform": REFORM}, tmp_path)
    (tmp_path / "mine.csv").write_text("not a table\n")
    moved = Sums(SIZE, YEARS, {("people", "Present"): (9, 12), ("jobs", "Part, half"): (3, 4), ("added", ""): (1, 1)})
    write_tables({"baseline": moved}, tmp_path)
    assert read_table(tmp_path / "baseline.csv") == moved
    assert dict(read_table(tmp_path / "reform.csv").rows) == dict(REFORM.rows)
    assert text_of(tmp_path, "mine") == "not a table\n"


@pytest.mark.parametrize("row", ["people,Present,10", "people,Present,10,x", "own,,1,", "people", "own,,-,-"])
def test_a_damaged_table_is_refused(tmp_path: Path, row: str) -> None:
    write_tables({"baseline": BASELINE}, tmp_path)
    file = tmp_path / "reform.csv"
    file.write_text(f"{HEAD}{row}\n")
    with pytest.raises(ResultsError) as error:
        read_table(file)
    assert str(error.value) == f"{file}\n  This is not a regression table: see the row {row}"


def test_what_differs_from_a_baseline_needs_that_baseline(tmp_path: Path) -> None:
    write_tables({"baseline": BASELINE, "reform": REFORM}, tmp_path)
    file, base = tmp_path / "reform.csv", tmp_path / "baseline.csv"
    base.write_text(base.read_text().replace("1,000", "2,000"))
    with pytest.raises(ResultsError) as error:
        read_table(file)
    assert str(error.value) == (
        f"{file}\n  It holds only what differs from baseline.csv. baseline.csv is of other people or months.\n"
        "  Bring that table back, or delete this one and store it anew: welfsim regress --accept --reason TEXT"
    )
    base.write_text(file.read_text())
    for each in (base, file):
        with pytest.raises(ResultsError, match=r"There is no whole baseline\.csv"):
            read_table(each)
