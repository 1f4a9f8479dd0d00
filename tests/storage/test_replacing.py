"""Results replace nothing but results of the same run, and what is finished is never lost."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small import FEW_LINES, on_disk, pair, same, small, with_lines

from welfsim.errors import ResultsError
from welfsim.results.comparison import read
from welfsim.results.run import Results
from welfsim.results.storage import (
    ACCOUNTS_FILE,
    PROVENANCE_FILE,
    SCENARIO_FILE,
    bring_back,
    claim,
    replace_folder,
    run_key,
)
from welfsim.scenario import Scenario

RUN = (run_key(small().scenario.as_written()),)
NO_RESULTS = "This is not a folder of results, so it is not replaced."


@pytest.fixture(autouse=True)
def few_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    with_lines(FEW_LINES, monkeypatch.setattr)


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(ResultsError) as caught:
        work()
    return str(caught.value)


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


# ------------------------------------------------------------------------------------ what is never replaced


def a_file(folder: Path) -> None:
    folder.write_text("words")


def a_thesis(folder: Path) -> None:
    folder.mkdir()
    for name in ("chapter.txt", "notes.txt", "plan.txt", "references.txt"):
        (folder / name).write_text("words")


def a_project(folder: Path) -> None:
    (folder / ".git").mkdir(parents=True)
    (folder / ".git" / "HEAD").write_text("ref: main")
    small().save(folder / "results" / "baseline")


def several_runs(folder: Path) -> None:
    small().save(folder / "baseline")
    small().save(folder / "mine")


def results_with_notes(folder: Path) -> None:
    small().save(folder)
    (folder / "notes.txt").write_text("what I think of it")


def a_comparison_with_notes(folder: Path) -> None:
    pair().save(folder)
    (folder / "baseline" / "notes.txt").write_text("what I think of it")


def a_comparison_with_a_file_for_a_run(folder: Path) -> None:
    pair().save(folder)
    (folder / "scenario").rename(folder.parent / "moved")
    (folder / "scenario").write_text("words")


def half_a_run(folder: Path) -> None:
    small().save(folder)
    (folder / ACCOUNTS_FILE).unlink()


def results_with_a_link(folder: Path) -> None:
    small().save(folder)
    (folder / ACCOUNTS_FILE).rename(folder.parent / "moved.parquet")
    (folder / ACCOUNTS_FILE).symlink_to(folder.parent / "moved.parquet")


def results_with_a_folder_for_a_file(folder: Path) -> None:
    small().save(folder)
    (folder / ACCOUNTS_FILE).unlink()
    (folder / ACCOUNTS_FILE).mkdir()
    (folder / ACCOUNTS_FILE / "part").write_text("words")


def a_scenario_with_remarks(folder: Path) -> None:
    small().save(folder)
    with (folder / SCENARIO_FILE).open("a") as end:
        end.write("# to be discussed\n")


def names_of_results_alone(folder: Path) -> None:
    folder.mkdir()
    for name in (ACCOUNTS_FILE, SCENARIO_FILE, PROVENANCE_FILE):
        (folder / name).write_text("{}")


def a_link_to_results(folder: Path) -> None:
    small().save(folder.parent / "elsewhere")
    folder.symlink_to("elsewhere")


def a_link_to_nothing(folder: Path) -> None:
    folder.symlink_to("gone")


def another_run(folder: Path) -> None:
    small(name="Taper cut", seed=7).save(folder)


def a_comparison(folder: Path) -> None:
    pair().save(folder)


IN_THE_WAY = {
    a_file: "This is a file, so it is not replaced.",
    a_thesis: f"{NO_RESULTS} In it: chapter.txt, notes.txt, plan.txt and 1 more.",
    a_project: f"{NO_RESULTS} In it: .git, results.",
    several_runs: f"{NO_RESULTS} In it: baseline, mine.",
    results_with_notes: f"{NO_RESULTS} In it: notes.txt.",
    a_comparison_with_notes: f"{NO_RESULTS} In it: baseline/notes.txt.",
    a_comparison_with_a_file_for_a_run: f"{NO_RESULTS} In it scenario is not a folder.",
    half_a_run: "This is not a folder of whole results, so it is not replaced. "
    "{folder}/accounts.parquet: The file is missing.",
    results_with_a_link: f"{NO_RESULTS} In it: accounts.parquet.",
    results_with_a_folder_for_a_file: f"{NO_RESULTS} In it: accounts.parquet.",
    a_scenario_with_remarks: "This is not a folder of whole results, so it is not replaced. "
    "{folder}/scenario.yaml: The file is not as it was saved: it is damaged, or was changed later.",
    names_of_results_alone: "This is not a folder of whole results, so it is not replaced. "
    "{folder}/provenance.json: There are no checksums in it: it was written by an earlier version, or is damaged.",
    a_link_to_results: "This is a link to elsewhere, and links are not replaced.",
    a_link_to_nothing: "This is a link to gone, and links are not replaced.",
    another_run: "This folder holds the results of another run, so it is not replaced: "
    "Taper cut, made 2026-11-30 10:22:00.",
    a_comparison: "This folder holds the results of another run, so it is not replaced: "
    "Reform, against Baseline, made 2026-11-30 10:22:00.",
}


@pytest.mark.parametrize("lay", IN_THE_WAY, ids=lambda lay: lay.__name__)
def test_what_is_not_of_the_same_run_is_refused_before_a_run_and_kept_after_it(
    lay: Callable[[Path], None], tmp_path: Path
) -> None:
    folder = tmp_path / "found"
    lay(folder)
    before = on_disk(tmp_path)
    why = IN_THE_WAY[lay].format(folder=folder)
    assert refused(lambda: claim(folder, RUN)) == (
        f"{folder}\n  {why}\n  Name another folder, with --out DIR, or move this one away."
    )
    assert on_disk(tmp_path) == before
    beside = tmp_path / "found-2"
    assert refused(lambda: small().save(folder)) == (
        f"{folder}\n  {why}\n  The results of this run are saved: {beside}"
    )
    assert same(read(beside), small())
    after = on_disk(tmp_path)
    assert {name: what for name, what in after.items() if not name.startswith("found-2")} == before


def test_the_folder_one_works_in_is_never_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small().save(tmp_path / "found")
    (tmp_path / "empty" / "within").mkdir(parents=True)
    for here in ("found", "empty/within"):
        monkeypatch.chdir(tmp_path / here)
        for folder in (".", "", "..", tmp_path / here, "../.."):
            before = on_disk(tmp_path)
            assert "not replaced" in refused(lambda out=folder: claim(Path(out), RUN))  # type: ignore[misc]
            assert on_disk(tmp_path) == before


@pytest.mark.skipif(not Path("/proc").is_mount(), reason="nothing is mounted at /proc")
def test_a_mounted_disk_is_not_replaced() -> None:
    assert "A disk is mounted here, so it is not replaced." in refused(lambda: claim(Path("/proc"), RUN))


def test_results_saved_to_the_folder_one_works_in_are_put_next_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "found").mkdir()
    monkeypatch.chdir(tmp_path / "found")
    assert refused(lambda: small().save(".")).endswith(f"The results of this run are saved: {tmp_path / 'found-2'}")
    assert same(read(tmp_path / "found-2"), small())
    assert names(tmp_path) == ["found", "found-2"]


def test_a_path_that_steps_back_out_of_the_folder_itself(tmp_path: Path) -> None:
    small().save(tmp_path / "found")
    out = tmp_path / "found" / ".." / "found"
    assert small().save(out) == out
    assert same(read(tmp_path / "found"), small())
    assert names(tmp_path) == ["found"]


def test_an_empty_folder_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "found").mkdir()
    claim(tmp_path / "found", RUN)
    assert small().save(tmp_path / "found") == tmp_path / "found"
    assert names(tmp_path) == ["found"]


# ------------------------------------------------------------------------------------ where nothing can be written


@pytest.mark.parametrize(
    ("folder", "why"),
    [
        ("x" * 300, os.strerror(errno.ENAMETOOLONG)),
        ("/".join(["x" * 200] * 25), os.strerror(errno.ENAMETOOLONG)),
        ("thesis.txt/found", os.strerror(errno.EEXIST)),
    ],
)
def test_a_folder_that_cannot_be_is_refused_before_the_run(tmp_path: Path, folder: str, why: str) -> None:
    (tmp_path / "thesis.txt").write_text("ten years of work")
    out = tmp_path / folder
    assert refused(lambda: claim(out, RUN)) == (
        f"{out}\n  Results cannot be written there: {why}.\n  Name another folder: --out DIR"
    )
    assert names(tmp_path) == ["thesis.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_parent_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert os.strerror(errno.EACCES) in refused(lambda: claim(tmp_path / "found", RUN))
    tmp_path.chmod(0o700)


@pytest.mark.parametrize("trouble", [errno.EACCES, errno.EROFS, errno.ENOSPC])
@pytest.mark.parametrize("there", [False, True])
def test_a_disk_that_takes_nothing_is_seen_before_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: int, there: bool
) -> None:
    folder = tmp_path / "new" / "found"
    if there:
        small().save(folder)
    before = on_disk(tmp_path)

    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(trouble, os.strerror(trouble))

    monkeypatch.setattr("welfsim.results.storage.replace.tempfile.TemporaryFile", refuse)
    assert f"Results cannot be written there: {os.strerror(trouble)}." in refused(lambda: claim(folder, RUN))
    assert on_disk(tmp_path) == before


def test_seeing_to_a_folder_leaves_nothing_behind(tmp_path: Path) -> None:
    claim(tmp_path / "new" / "found", RUN)
    assert names(tmp_path) == []


# ------------------------------------------------------------------------------------ which run is the same run


def key(**written: Any) -> str:
    return run_key(Scenario.model_validate({"name": "Mine", **written}).as_written())


def test_a_run_is_the_same_whatever_it_is_called() -> None:
    taper, coaches = {"universal_credit.taper": 0.3}, {"coaching.coaches": 18000}
    assert key(reform={**taper, **coaches}) == key(name="Other", question="Why?", reform={**coaches, **taper})
    assert key() == key(source={"title": "A paper", "plan": "It plans."})
    settings = ("universal_credit.taper=0.3", "coaching.coaches=18000")
    plain = Scenario(name="Mine")
    assert run_key(plain.with_settings(settings).as_written()) == key(reform={**taper, **coaches})


def test_every_option_makes_another_run() -> None:
    programmes = {name: {"like": "connect_to_work", "places": 500} for name in ("one", "two")}
    others = [
        key(),
        key(reform={"universal_credit.taper": 0.3}),
        key(reform={"universal_credit.taper": 0.31}),
        key(assume={"universal_credit.taper": 0.3}),
        key(seed=2),
        key(months=71),
        key(start="2025-05", months=71),
        key(replications=2),
        key(population={"people": 1000}),
        key(programmes=programmes),
        key(programmes=dict(reversed(programmes.items()))),
    ]
    assert len({*others}) == len(others)


def test_the_same_run_replaces_itself(tmp_path: Path) -> None:
    for make in (small, pair):
        folder = tmp_path / make.__name__
        for luck in (1, 2):
            claim(folder, tuple(run_key(one.scenario.as_written()) for one in arms_of(make(luck))))
            make(luck).save(folder)
        assert same(read(folder), make(2))
    assert names(tmp_path) == ["pair", "small"]


def arms_of(found: Any) -> list[Results]:
    return [found] if isinstance(found, Results) else [found.reform, found.baseline]


def test_a_comparison_with_another_baseline_is_another_run(tmp_path: Path) -> None:
    pair().save(tmp_path / "found")
    reform, _ = arms_of(pair())
    runs = (run_key(reform.scenario.as_written()), "another")
    assert "holds the results of another run" in refused(lambda: claim(tmp_path / "found", runs))


# ------------------------------------------------------------------------------------ what happens while it runs


def test_notes_laid_in_while_it_ran_survive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = small(1).save(tmp_path / "found")
    rename = Path.rename

    def lay_notes_first(self: Path, target: Path) -> Path:
        if self == folder:  # after the last look at the folder
            (folder / "notes.txt").write_text("what I think of it")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", lay_notes_first)
    told = refused(lambda: small(2).save(folder))
    assert f"In it: notes.txt.\n  The results of this run are saved: {tmp_path / 'found-2'}" in told
    assert (folder / "notes.txt").read_text() == "what I think of it"
    assert same(read(folder), small(1)) and same(read(tmp_path / "found-2"), small(2))
    assert names(tmp_path) == ["found", "found-2"]


def test_of_two_saves_of_the_same_run_at_once_both_end_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = small(1).save(tmp_path / "found")
    rename, quicker = Path.rename, []

    def another_is_quicker(self: Path, target: Path) -> Path:
        if self.name == "new" and not quicker:
            quicker.append(True)
            small(2).save(folder)
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", another_is_quicker)
    assert small(3).save(folder) == folder
    assert same(read(folder), small(3))
    assert names(tmp_path) == ["found"]


def test_the_slower_of_two_different_runs_is_saved_next_to_the_other(tmp_path: Path) -> None:
    folder = tmp_path / "found"

    def write(new: Path) -> None:
        small(2, seed=5).save(folder)
        small(1).write(new)

    assert refused(lambda: replace_folder(folder, RUN, write)).endswith(f"are saved: {tmp_path / 'found-2'}")
    assert same(read(folder), small(2, seed=5)) and same(read(tmp_path / "found-2"), small(1))
    assert names(tmp_path) == ["found", "found-2"]


def test_results_that_cannot_be_put_in_place_are_kept_and_put_there_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = small(1).save(tmp_path / "found")
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError(errno.EACCES, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    told = refused(lambda: small(2).save(folder))
    monkeypatch.setattr(Path, "rename", rename)
    (aside,) = tmp_path.glob(".welfsim-*")
    assert told == (
        f"{folder}\n  The results cannot be put there: Permission denied.\n  They are whole, and lie in {aside / 'new'}"
    )
    assert same(read(folder), small(1)) and same(read(aside / "new"), small(2))
    assert bring_back(tmp_path) == [folder]
    assert same(read(folder), small(2))
    assert names(tmp_path) == ["found"]


def test_a_name_that_was_taken_and_is_free_again_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename, refusals = Path.rename, [errno.ENOTEMPTY, errno.EEXIST]

    def now_and_then(path: Path, target: Path) -> Path:
        if Path(target).name.startswith("found") and refusals:
            raise OSError(refusals.pop(), "another save had just put its own there, and moved it on")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", now_and_then)
    small().save(tmp_path / "found")
    assert not refusals and same(read(tmp_path / "found"), small()) and names(tmp_path) == ["found"]


def test_an_interruption_of_the_last_steps_comes_too_late(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = small(1).save(tmp_path / "found")
    rename, interrupted = Path.rename, []

    def interrupt(self: Path, target: Path) -> Path:
        if self.name == "new" and not interrupted:
            interrupted.append(True)
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupt)
    assert small(2).save(folder) == folder
    assert same(read(folder), small(2))
    assert names(tmp_path) == ["found"]


# ------------------------------------------------------------------------------------ what is swept


def left_aside(parent: Path, marker: object, **parts: Results) -> Path:
    """Lay down what a killed save leaves."""
    aside = parent / ".welfsim-left"
    aside.mkdir()
    (aside / "aside.json").write_text(json.dumps(marker))
    for name, results in parts.items():
        results.save(aside / name.replace("_", "-"))
    return aside


MARKER = {"folder": "found", "runs": RUN}


def test_results_between_the_two_renames_are_found_on_reading(tmp_path: Path) -> None:
    left_aside(tmp_path, MARKER, new=small(2), old_0=small(1))
    assert same(read(tmp_path / "found"), small(2))
    assert names(tmp_path) == ["found"]


def test_notes_that_were_moved_aside_come_back(tmp_path: Path) -> None:
    aside = left_aside(tmp_path, MARKER, new=small(2), old_0=small(1))
    (aside / "old-0" / "notes.txt").write_text("what I think of it")
    assert bring_back(tmp_path) == [tmp_path / "found-2"]
    assert same(read(tmp_path / "found"), small(1)) and (tmp_path / "found" / "notes.txt").exists()
    assert same(read(tmp_path / "found-2"), small(2))
    assert names(tmp_path) == ["found", "found-2"]


@pytest.mark.parametrize(
    "marker", [None, [], {}, {"folder": "../found", "runs": RUN}, {"folder": 3, "runs": RUN}, {"folder": "found"}]
)
def test_a_folder_with_another_mark_is_left_alone(tmp_path: Path, marker: object) -> None:
    left_aside(tmp_path, marker, new=small(2))
    before = on_disk(tmp_path)
    assert bring_back(tmp_path) == []
    assert on_disk(tmp_path) == before


@pytest.mark.parametrize("where", [".", "writing", "old-0", "old-0/scenario"])
def test_what_is_not_ours_is_not_swept(tmp_path: Path, where: str) -> None:
    aside = left_aside(tmp_path, MARKER)
    (aside / where).mkdir(parents=True, exist_ok=True)
    (aside / where / "notes.txt").write_text("what I think of it")
    bring_back(tmp_path)
    assert (aside / where / "notes.txt").read_text() == "what I think of it"


def test_a_link_to_an_aside_is_left_alone(tmp_path: Path) -> None:
    aside = left_aside(tmp_path, MARKER, new=small(2))
    aside.rename(tmp_path / "kept")
    aside.symlink_to("kept")
    bring_back(tmp_path)
    assert same(read(tmp_path / "kept" / "new"), small(2))


def test_where_there_are_no_locks_an_aside_is_in_use_for_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("welfsim.results.storage.replace._lock", lambda *_, **__: None)
    aside = left_aside(tmp_path, MARKER, new=small(2))
    assert bring_back(tmp_path) == []
    long_ago = aside.stat().st_mtime - 90_000
    os.utime(aside, (long_ago, long_ago))
    assert bring_back(tmp_path) == [tmp_path / "found"]
