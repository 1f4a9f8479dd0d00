"""Results that were damaged, changed by hand or written by another version: read as they were saved, or refused."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from enum import IntEnum
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from small import FEW_LINES, pair, same, small, with_lines

from welfsim.errors import ResultsError, WelfsimError
from welfsim.results.comparison import Comparison, read
from welfsim.results.run import Results
from welfsim.results.storage import ACCOUNTS_FILE, PROVENANCE_FILE, RUN_FILES, SCENARIO_FILE, write_provenance
from welfsim.results.table import categories
from welfsim.vocabulary.accounts import LINES

NOT_AS_SAVED = "The file is not as it was saved: it is damaged, or was changed later."
MUTATIONS, SEED = 300, 1


@pytest.fixture(autouse=True)
def few_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    with_lines(FEW_LINES, monkeypatch.setattr)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small().save(tmp_path / "found")


def refused(folder: Path) -> str:
    with pytest.raises(ResultsError) as caught:
        read(folder)
    return str(caught.value)


def reseal(folder: Path, **known: Any) -> None:
    """Give changed files new checksums, as one who knows how may do."""
    content = json.loads((folder / PROVENANCE_FILE).read_text())
    kept = {key: value for key, value in content.items() if key not in ("results", "checksum")}
    written = {key: value for key, value in (kept | known).items() if value is not ...}
    write_provenance(folder, written, "Small", content["results"]["run"])


def rewrite(folder: Path, change: Callable[[dict[str, Any], dict[str, list[Any]]], None]) -> None:
    """Change the metadata and the columns of the accounts, and write them as a valid file again."""
    file = folder / ACCOUNTS_FILE
    table = pq.read_table(file)
    about = json.loads(table.schema.metadata[b"welfsim"])
    columns = table.to_pydict()
    change(about, columns)
    arrays = {
        name: pa.array(values).dictionary_encode() if values and isinstance(values[0], str) else pa.array(values)
        for name, values in columns.items()
    }
    pq.write_table(pa.table(arrays).replace_schema_metadata({b"welfsim": json.dumps(about)}), file)


def drop_rows(columns: dict[str, list[Any]], keep: Callable[[int], bool]) -> None:
    for name, values in columns.items():
        columns[name] = [value for row, value in enumerate(values) if keep(row)]


# ------------------------------------------------------------------------------------ hundreds of faults by chance


def flip(data: bytes, draw: random.Random) -> bytes:
    place = draw.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << draw.randrange(8))]) + data[place + 1 :]


def cut(data: bytes, draw: random.Random) -> bytes:
    return data[: draw.randrange(len(data))]


def noise(data: bytes, draw: random.Random) -> bytes:
    place = draw.randrange(len(data))
    return data[:place] + draw.randbytes(draw.randint(1, 50)) + data[place:]


def nodes(content: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every key or place of JSON with what it is in."""
    for key in content if isinstance(content, dict) else range(len(content)):
        yield content, key
        if isinstance(content[key], dict | list):
            yield from nodes(content[key])


def change_json(data: bytes, draw: random.Random) -> bytes:
    content = json.loads(data)
    within, key = draw.choice(list(nodes(content)))
    if draw.random() < 0.4:
        del within[key]
    else:
        within[key] = draw.choice([None, -1, 0, 1e999, "nonsense", [], {}, True, [within[key]]])
    return json.dumps(content).encode()


def other_rows(folder: Path, draw: random.Random) -> None:
    some = draw.randrange(1000)
    rewrite(folder, lambda _, columns: drop_rows(columns, lambda row: row != some))


def other_scenario(folder: Path, draw: random.Random) -> None:
    other = small(months=draw.randint(1, 2), seed=draw.randint(2, 9)).scenario
    (folder / SCENARIO_FILE).write_text(other.to_yaml())


def remove(folder: Path, draw: random.Random) -> None:
    (folder / draw.choice(RUN_FILES)).unlink()


def changed_file(names: tuple[str, ...], change: Callable[[bytes, random.Random], bytes]) -> Callable[..., None]:
    def damage(folder: Path, draw: random.Random) -> None:
        file = folder / draw.choice(names)
        file.write_bytes(change(file.read_bytes(), draw))

    return damage


DAMAGES = (
    changed_file(RUN_FILES, flip),
    changed_file((PROVENANCE_FILE, SCENARIO_FILE), flip),
    changed_file(RUN_FILES, cut),
    changed_file(RUN_FILES, noise),
    changed_file((PROVENANCE_FILE,), change_json),
    other_rows,
    other_scenario,
    remove,
)


@pytest.mark.parametrize("make", [small, pair])
def test_damaged_results_are_the_same_or_refused_by_name(make: Callable[[], Any], tmp_path: Path) -> None:
    draw = random.Random(SEED)
    sound = make()
    whole = sound.save(tmp_path / "whole")
    read_again = 0
    for number in range(MUTATIONS // 2):
        folder = tmp_path / f"damaged{number}"
        shutil.copytree(whole, folder)
        arm = folder if make is small else folder / draw.choice(["scenario", "baseline"])
        DAMAGES[number % len(DAMAGES)](arm, draw)
        try:
            found = read(folder)
        except ResultsError as error:
            assert str(arm) in str(error)
        else:
            assert same(found, sound)
            read_again += 1
        shutil.rmtree(folder)
    assert read_again < MUTATIONS // 20


def test_changes_that_were_given_new_checksums_end_in_no_traceback(tmp_path: Path) -> None:
    draw = random.Random(SEED)
    whole = small().save(tmp_path / "whole")
    for number in range(80):
        folder = tmp_path / f"changed{number}"
        shutil.copytree(whole, folder)
        DAMAGES[number % 4](folder, draw)
        data = json.loads((whole / PROVENANCE_FILE).read_bytes())
        known = json.loads(change_json(json.dumps({key: data[key] for key in ("prices", "grossing")}).encode(), draw))
        (folder / PROVENANCE_FILE).write_bytes((whole / PROVENANCE_FILE).read_bytes())
        reseal(folder, **{"prices": ..., "grossing": ..., **known})
        try:
            read(folder)
        except WelfsimError as error:
            assert str(folder) in str(error)
        shutil.rmtree(folder)


# ------------------------------------------------------------------------------------ one fault at a time


def test_every_file_that_is_not_as_it_was_saved_is_named(folder: Path) -> None:
    for file in (ACCOUNTS_FILE, SCENARIO_FILE):
        with (folder / file).open("ab") as end:
            end.write(b" ")
    assert refused(folder) == (
        f"{folder / ACCOUNTS_FILE}\n  {NOT_AS_SAVED}\n\n{folder / SCENARIO_FILE}\n  {NOT_AS_SAVED}"
    )


def test_faults_of_both_runs_of_a_comparison_come_together(tmp_path: Path) -> None:
    folder = pair().save(tmp_path / "found")
    (folder / "scenario" / ACCOUNTS_FILE).write_bytes(b"")
    (folder / "baseline" / SCENARIO_FILE).unlink()
    assert refused(folder) == (
        f"{folder / 'scenario' / ACCOUNTS_FILE}\n  {NOT_AS_SAVED}\n\n"
        f"{folder / 'baseline' / SCENARIO_FILE}\n  The file is missing."
    )


def test_a_comparison_without_its_baseline_is_refused(tmp_path: Path) -> None:
    folder = pair().save(tmp_path / "found")
    shutil.rmtree(folder / "baseline")
    assert refused(folder) == (
        f"{folder}\n  There are no results here. Results are a folder with the files accounts.parquet, scenario.yaml, "
        "provenance.json,\n  or one with two such folders, scenario and baseline."
    )


def test_two_runs_that_are_no_pair_are_refused_with_their_folder(tmp_path: Path) -> None:
    small(name="One").save(tmp_path / "found" / "scenario")
    small(name="Other", seed=2).save(tmp_path / "found" / "baseline")
    folder = tmp_path / "found"
    assert refused(folder) == f"{folder}\n  One and Other cannot be paired\n  Their seed differ: 1 and 2."


def test_results_of_an_earlier_version_have_no_checksums(folder: Path) -> None:
    file = folder / PROVENANCE_FILE
    content = json.loads(file.read_text())
    file.write_text(json.dumps({key: content[key] for key in ("welfsim", "grossing", "prices")}))
    assert refused(folder) == (
        f"{file}\n  There are no checksums in it: it was written by an earlier version, or is damaged."
    )


@pytest.mark.parametrize("text", ["{", "[1, 2]", '"text"', "[" * 100_000, "\udcff"], ids=str.__len__)
def test_json_that_is_none(folder: Path, text: str) -> None:
    (folder / PROVENANCE_FILE).write_bytes(text.encode(errors="surrogateescape"))
    assert refused(folder).startswith(f"{folder / PROVENANCE_FILE}\n  The")


GROSSING = "grossing is the number of real people that a row represents, from 1; it is "
PRICES = "prices are a list of numbers above 0, one a month."


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({"grossing": "many"}, f"{GROSSING}'many'."),
        ({"grossing": ...}, f"{GROSSING}None."),
        ({"grossing": True}, f"{GROSSING}True."),
        ({"grossing": 0}, f"{GROSSING}0."),
        ({"grossing": 2.5}, f"{GROSSING}2.5."),
        ({"prices": ...}, PRICES),
        ({"prices": "high"}, PRICES),
        ({"prices": [1.0, float("nan"), 1.1]}, PRICES),
        ({"prices": [1.0, float("inf"), 1.1]}, PRICES),
        ({"prices": [1.0, -1.0, 1.1]}, PRICES),
        ({"prices": [1.0, None, 1.1]}, PRICES),
        ({"prices": [1.0, 1.1]}, "There are prices of 2 months; the scenario has 3."),
    ],
)
def test_prices_and_grossing(folder: Path, known: Mapping[str, Any], told: str) -> None:
    reseal(folder, **known)
    assert refused(folder) == f"{folder / PROVENANCE_FILE}\n  {told}"


def set_to(axis: str, value: Any) -> Callable[..., None]:
    return lambda about, _: about.__setitem__(axis, value)


def put(column: str, value: Any, row: int = 0) -> Callable[..., None]:
    return lambda _, columns: columns[column].__setitem__(row, value)


def double(_: Any, columns: dict[str, list[Any]]) -> None:
    for values in columns.values():
        values.append(values[0])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda about, _: about.pop("months"), "The file's metadata lack months."),
        (set_to("lines", []), "The file is damaged: it cannot be read as accounts."),
        (set_to("months", ["2025-04", "2025-04", "2025-06"]), "The months are not a list of different names."),
        (set_to("districts", "North"), "The districts are not a list of different names."),
        (
            set_to("months", ["2025-04", "2025-05"]),
            "There are accounts of 2025-04 to 2025-05 (2 months); the scenario runs 2025-04 to 2025-06 (3 months).",
        ),
        (set_to("replications", 10**12), f"There are accounts of {10**12} replications; the scenario has 2."),
        (set_to("replications", "two"), "The number of replications is 'two'."),
        (lambda _, columns: columns.pop("district"), "Column district is missing."),
        (
            lambda _, columns: columns.update(value=[float(value) for value in columns["value"]]),
            "Column value holds float64, not whole numbers.",
        ),
        (put("month", "2031-01"), "Rows have a month that is not one of the file's: 2031-01."),
        (put("district", "East"), "Rows have a district that is not one of the file's: East."),
        (put("district", None), "Rows have a district that is not one of the file's: none."),
        (put("line", "peopel"), "Rows have a line that is not one of the file's: peopel."),
        (put("category", "Self-employed"), "Rows of line people have a category that is not one of its own."),
        (put("replication", 2), "Rows have a replication outside 0 to 1."),
        (put("value", 0), "Rows of line people appear twice, or hold zero."),
        (double, "Rows of line people appear twice, or hold zero."),
        (
            lambda about, _: about["lines"]["uc_paid"].update(unit="number"),
            "Line uc_paid has unit 'number', here 'pence'.",
        ),
        (
            lambda about, _: about["lines"]["work"]["categories"].append("Self-employed"),
            "Line work has categories that this version does not have: Self-employed.",
        ),
        (
            lambda about, _: about["lines"]["work"].update(categories=None),
            "The categories of line work are not a list of different names.",
        ),
        (
            lambda about, _: about["lines"].update(peopel=about["lines"]["people"]),
            "Another version of welfsim wrote it. Lines which this version does not have: peopel.",
        ),
    ],
)
def test_accounts_with_new_checksums(folder: Path, change: Callable[..., Any], told: str) -> None:
    rewrite(folder, change)
    reseal(folder)
    assert told in refused(folder)
    assert refused(folder).startswith(f"{folder / ACCOUNTS_FILE}\n  ")


def test_another_scenario_with_new_checksums(folder: Path) -> None:
    (folder / SCENARIO_FILE).write_text(small(months=2, replications=3).scenario.to_yaml())
    reseal(folder)
    assert refused(folder) == (
        f"{folder / PROVENANCE_FILE}\n  There are prices of 3 months; the scenario has 2.\n\n"
        f"{folder / ACCOUNTS_FILE}\n  There are accounts of 2 replications; the scenario has 3.\n\n"
        f"{folder / ACCOUNTS_FILE}\n  There are accounts of 2025-04 to 2025-06 (3 months); "
        "the scenario runs 2025-04 to 2025-05 (2 months)."
    )


def test_a_scenario_of_another_version_comes_with_the_other_faults(folder: Path) -> None:
    with (folder / SCENARIO_FILE).open("a") as end:
        end.write("weather: fine\n")
    reseal(folder, grossing=0)
    told = refused(folder)
    assert "scenario.yaml, line" in told and "weather is not a key that a scenario has." in told and GROSSING in told


# ------------------------------------------------------------------------------------ names, not places


def test_no_name_of_a_category_stands_twice_in_a_line() -> None:
    for line in LINES:
        assert len({*categories_of(line)}) == len(categories_of(line)), line


def categories_of(line: str) -> list[str]:
    from itertools import product

    from welfsim.wording.values import category

    return [category(codes) for codes in product(*LINES[line].by)]


def with_codes(monkeypatch: pytest.MonkeyPatch, line: str, codes: type[IntEnum]) -> None:
    """Let a line be split by other codes, as in another version."""
    lines = {**FEW_LINES, line: replace(FEW_LINES[line], by=(codes,))}
    with_lines(lines, monkeypatch.setattr)


def test_codes_in_another_order_are_read_by_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = read(folder)
    assert isinstance(before, Results)
    (job,) = FEW_LINES["work"].by
    turned = IntEnum("turned", {code.name: i for i, code in enumerate(reversed(job))})  # type: ignore[misc]
    named = before.monthly.query("line == 'work'").set_index(["replication", "month", "category"])["value"]
    with_codes(monkeypatch, "work", turned)
    after = read(folder)
    assert isinstance(after, Results)
    assert categories("work")[0] == "Full time"
    again = after.monthly.query("line == 'work'").set_index(["replication", "month", "category"])["value"]
    assert again.reindex(named.index).equals(named) and not again.equals(named)


def test_a_code_that_came_later_is_nought(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = read(folder)
    (job,) = FEW_LINES["work"].by
    more = IntEnum("more", ["SELF_EMPLOYED", *(code.name for code in job)], start=0)  # type: ignore[misc]
    with_codes(monkeypatch, "work", more)
    after = read(folder)
    assert isinstance(before, Results) and isinstance(after, Results)
    assert not after.accounts["work"][..., 0].any()
    np.testing.assert_array_equal(after.accounts["work"][..., 1:], before.accounts["work"])


def test_a_line_that_came_later_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_lines({**FEW_LINES, "births": LINES["births"]}, monkeypatch.setattr)
    assert refused(folder) == (
        f"{folder / ACCOUNTS_FILE}\n  Another version of welfsim wrote it. Lines which the file does not have: births."
    )


# ------------------------------------------------------------------------------------ no results


@pytest.mark.parametrize("what", ["nothing", "empty", "file", "notes", "too long", "link to nothing"])
def test_where_there_are_no_results(tmp_path: Path, what: str) -> None:
    folder = tmp_path / ("x" * 300 if what == "too long" else "found")
    if what == "file":
        folder.write_text("text")
    elif what == "link to nothing":
        folder.symlink_to(tmp_path / "gone")
    elif what in ("empty", "notes"):
        folder.mkdir()
    if what == "notes":
        (folder / "notes.txt").write_text("notes")
    assert refused(folder).startswith(f"{folder}\n  The")


def test_notes_beside_results_do_not_keep_them_from_being_read(tmp_path: Path) -> None:
    folder = pair().save(tmp_path / "found")
    (folder / "notes.txt").write_text("notes")
    assert isinstance(read(folder), Comparison)


@pytest.mark.parametrize("folder", [5, None, ["results"]])
def test_what_is_no_path_is_refused_in_words(folder: Any) -> None:
    with pytest.raises(ResultsError, match=r"is no folder. Allowed: the path of one, as text"):
        read(folder)
