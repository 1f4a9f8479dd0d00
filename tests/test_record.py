"""Records of people: what the accounts count, the same however the run went, and nothing finished lost."""

from __future__ import annotations

import errno
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

import welfsim
from welfsim import Record
from welfsim.cli.entry import call
from welfsim.errors import ResultsError, ScenarioError
from welfsim.vocabulary.fields import declared
from welfsim.vocabulary.persons import Persons

REFORM = "redeploy_1000_coaches_announced"
SMALL: dict[str, Any] = {"people": 2_000, "months": 4, "threads": 1}
COLUMNS = ("job", "health_group", "hourly_pay", "last_work", "carer", "stage", "unit.rent", "unit.tenure")


class CutShortError(Exception):
    """What ends a run early in these tests."""


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every finished part at once, on a shelf that is empty."""
    monkeypatch.setattr("welfsim.parts.cache_root", lambda: tmp_path / "cache")
    monkeypatch.setattr("welfsim.parts.EVERY", 0.0)


@pytest.fixture(scope="module")
def monthly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record with a row a month."""
    file = tmp_path_factory.mktemp("record") / "monthly.parquet"
    welfsim.run(REFORM, **SMALL, replications=2, record=Record(file, COLUMNS, every="month"), resume=False)
    return file


def test_people_of_a_record_are_those_that_the_accounts_count(tmp_path: Path) -> None:
    file = tmp_path / "lives.parquet"
    record = Record(file, ("job", "health_group"), every="month")
    found = welfsim.run(REFORM, **SMALL, replications=2, record=record, resume=False)
    rows = welfsim.read_record(file)
    months = sorted(rows["month"].unique())
    assert [str(month)[:7] for month in months] == ["2025-03", "2025-04", "2025-05", "2025-06", "2025-07"]
    after = rows[rows["month"] > months[0]]
    grossing = rows.attrs["run"]["grossing"]

    def counted(those: pd.DataFrame) -> np.ndarray:
        return grossing * those.groupby(["replication", "month"]).size().to_numpy().reshape(2, 4)

    def stock(line: str) -> np.ndarray:
        return found.accounts[line].reshape(2, 4, -1).sum(axis=2)

    assert (counted(after) == stock("work")).all()
    out = after[after["job"] == "out"]
    assert (counted(out) == stock("out_of_work")).all()


def test_a_row_where_something_changes_says_all_that_a_row_a_month_says(monthly: Path, tmp_path: Path) -> None:
    file = tmp_path / "changes.parquet"
    welfsim.run(REFORM, **SMALL, replications=2, record=Record(file, COLUMNS), resume=False)
    every, changes = welfsim.read_record(monthly), welfsim.read_record(file)
    assert 0 < len(changes) < len(every) / 2
    index = ["replication", "person_id", "month"]
    filled = changes.set_index(index).reindex(every.set_index(index).index.union(changes.set_index(index).index))
    is_row = filled["presence"].notna()
    places = pd.Series(np.where(is_row, np.arange(len(filled)), -1), filled.index).groupby(level=[0, 1]).cummax()
    assert (places >= 0).all()
    last = filled.iloc[places].set_axis(filled.index).loc[every.set_index(index).index]
    pd.testing.assert_frame_equal(last, every.set_index(index), check_dtype=False, check_categorical=False)


def test_one_person_is_read_alone(monthly: Path) -> None:
    everyone = welfsim.read_record(monthly)
    number = int(everyone["person_id"].iloc[0])
    alone = welfsim.read_record(monthly, number, columns=["job"])
    assert list(alone) == ["replication", "person_id", "month", "job"]
    assert len(alone) == (everyone["person_id"] == number).sum()
    with pytest.raises(ResultsError, match="Nobody with the number 4000000 is in this record"):
        welfsim.read_record(monthly, 4_000_000)
    with pytest.raises(ResultsError, match="It has no column jobs"):
        welfsim.read_record(monthly, columns=["jobs"])


def test_the_file_says_what_its_columns_mean_and_what_was_run(monthly: Path) -> None:
    schema = pq.read_schema(monthly)
    assert schema.field("job").metadata[b"meaning"].decode() == declared(Persons)["job"].what.meaning
    assert schema.field("hourly_pay").metadata[b"unit"] == b"pence an hour"
    assert "stage.health" in schema.names and "unit.tenure" in schema.names
    about = json.loads(schema.metadata[b"welfsim record"])
    assert about["scenario"]["population"]["people"] == SMALL["people"]


def test_a_sample_is_of_the_same_people_in_every_run(tmp_path: Path) -> None:
    ids = []
    for number, scenario in enumerate(("baseline", REFORM)):
        file = tmp_path / f"{number}.parquet"
        welfsim.run(scenario, **SMALL, record=Record(file, ("job",), people=100, every="month"), resume=False)
        ids.append(set(welfsim.read_record(file)["person_id"]))
    assert 60 < len(ids[0]) <= 100 and ids[0] == ids[1]


@pytest.mark.parametrize("threads", [1, 2])
def test_an_interrupted_run_goes_on_to_the_same_file(
    kept: None, monthly: Path, tmp_path: Path, threads: int, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "lives.parquet"
    asked: dict[str, Any] = {**SMALL, "threads": threads, "replications": 2}
    asked |= {"record": Record(file, COLUMNS, every="month")}
    shares: list[float] = []

    def stop(share: float) -> None:
        shares.append(share)
        if len(shares) == SMALL["months"] + 2:
            raise CutShortError

    with pytest.raises(CutShortError):
        welfsim.run(REFORM, **asked, progress=stop)
    assert not file.exists()
    assert [left.suffix for left in (tmp_path / ".lives.parquet.unfinished").iterdir()].count(".parquet") == 1
    shares.clear()
    welfsim.run(REFORM, **asked, progress=shares.append)
    assert len(shares) == 1 + SMALL["months"]
    assert file.read_bytes() == monthly.read_bytes()
    assert {left.name for left in tmp_path.iterdir()} == {"lives.parquet", "cache"}


def test_a_part_whose_piece_is_gone_is_run_again(kept: None, monthly: Path, tmp_path: Path) -> None:
    file = tmp_path / "lives.parquet"
    asked: dict[str, Any] = {**SMALL, "replications": 2, "record": Record(file, COLUMNS, every="month")}

    def stop(share: float) -> None:
        shares.append(share)
        if len(shares) == SMALL["months"] + 2:
            raise CutShortError

    shares: list[float] = []
    with pytest.raises(CutShortError):
        welfsim.run(REFORM, **asked, progress=stop)
    for piece in (tmp_path / ".lives.parquet.unfinished").glob("*.parquet"):
        piece.unlink()
    welfsim.run(REFORM, **asked)
    assert file.read_bytes() == monthly.read_bytes()


@pytest.mark.parametrize(("after", "pieces"), [(3, 1), (4, 2)])
def test_a_full_disk_is_said_and_loses_nothing_finished(
    kept: None, monthly: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int, pieces: int
) -> None:
    """Once to say what it costs, once a piece, and once to join them: these are the writes."""
    file = tmp_path / "lives.parquet"
    asked: dict[str, Any] = {**SMALL, "replications": 2, "record": Record(file, COLUMNS, every="month")}
    write, written = pq.ParquetWriter.write_table, [0]

    def fail(writer: Any, table: Any, **how: Any) -> None:
        written[0] += 1
        if written[0] >= after:
            raise OSError(errno.ENOSPC, "No space left on device")
        write(writer, table, **how)

    with monkeypatch.context() as patched:
        patched.setattr(pq.ParquetWriter, "write_table", fail)
        with pytest.raises(ResultsError) as fault:
            welfsim.run(REFORM, **asked)
    assert str(fault.value) == (
        f"{file}\n  The record cannot be written: No space left on device.\n"
        f"  {pieces} of 2 pieces are kept in {tmp_path / '.lives.parquet.unfinished'}. "
        "Make room, then give the same command again."
    )
    welfsim.run(REFORM, **asked)
    assert file.read_bytes() == monthly.read_bytes()


def test_what_it_costs_is_said_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("welfsim.compiled.is_warm", lambda *_: True)
    words = ["run", "baseline", "--people", "1000", "--months", "2", "--threads", "1", "--record", "lives.parquet"]
    assert call([*words, "--record-columns", "job, carer", "--record-every", "month", "--record-people", "500"]) == 0
    said = capsys.readouterr().err.splitlines()
    (rows,) = [
        int(line.split()[6].replace(",", "")) for line in said if line.startswith("Record of 2025-03 to 2025-05")
    ]
    assert said[-1] == "Record: lives.parquet"
    assert rows == pytest.approx(pq.read_metadata("lives.parquet").num_rows, rel=0.03)
    monkeypatch.setattr("welfsim.visits.recording.disk_usage", lambda _: type("Disk", (), {"free": 1_000}))
    assert call([*words, "--record-every", "month"]) == 2
    assert "The disk has 0 MB free, and the record takes about" in capsys.readouterr().err


def test_what_is_no_record_is_not_replaced(tmp_path: Path) -> None:
    thesis = tmp_path / "thesis.parquet"
    thesis.write_text("ten years of work")
    with pytest.raises(ResultsError, match="is no record of welfsim, so it is not replaced"):
        welfsim.run("baseline", **SMALL, record=thesis, resume=False)
    assert thesis.read_text() == "ten years of work"
    with pytest.raises(ResultsError, match="This record cannot be read"):
        welfsim.read_record(thesis)


def test_what_cannot_be_recorded_is_refused_all_at_once(tmp_path: Path) -> None:
    with pytest.raises(ResultsError) as fault:
        welfsim.run("baseline", **SMALL, record=Record(tmp_path / "lives.csv", ("jobb", "unit.rnt"), people=0))
    told = str(fault.value)
    for words in ("Did you mean 'job'?", "Did you mean 'unit.rent'?", "Ask for 1 or more", "lives.parquet"):
        assert words in told
    with pytest.raises(ScenarioError, match="People are recorded on one machine"):
        welfsim.run("baseline", **SMALL, record=tmp_path / "lives.parquet", cluster="tcp://10.0.0.1:8786")
    assert call(["run", "baseline", "--record-people", "5"]) == 2
