"""Where results go: how folders are named, and what is refused before a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import welfsim.simulation
from welfsim.errors import ResultsError
from welfsim.results.comparison import Comparison
from welfsim.results.run import Results
from welfsim.results.storage.files import read_provenance
from welfsim.scenario import Scenario
from welfsim.vocabulary.accounts import LINES, shape_of

Ask = Callable[..., Any]
TAPER = "universal_credit.taper"


@pytest.fixture(autouse=True)
def simulated(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Let a run find nothing but noughts, at once; yield the names of the scenarios that were run."""
    ran: list[str] = []

    def nought(scenario: Scenario) -> Results:
        ran.append(scenario.name)
        size = scenario.replications, scenario.months, 1
        accounts = {line: np.zeros((*size, *shape_of(what)), np.int64) for line, what in LINES.items()}
        made = {"created": "2026-11-30T10:22:00+00:00"}
        return Results(scenario, accounts, ("Britain",), np.ones(scenario.months), 1000, made)

    def noughts(scenarios: Sequence[Scenario], *_: Any) -> list[Results]:
        return [nought(scenario) for scenario in scenarios]

    monkeypatch.setattr("welfsim.simulation.simulated", noughts)
    monkeypatch.setattr("welfsim.simulation.population_of", lambda *_: None)
    yield ran


def mine(folder: str, taper: float) -> str:
    """Write a scenario mine.yaml into a folder."""
    Path(folder).mkdir(exist_ok=True)
    file = Path(folder, "mine.yaml")
    file.write_text(f"name: Mine\nmonths: 2\nreform: {{{TAPER}: {taper}}}\n")
    return str(file)


@pytest.mark.parametrize(
    ("asked", "folder"),
    [
        ("run baseline", "baseline"),
        ("run baseline --threads 1 --format json --seed 1", "baseline"),
        ("run baseline --people 1000 --seed 3", "baseline_1000_people_seed_3"),
        ("run baseline --replications 2 --start 2025-05 --months 2", "baseline_2_replications_from_2025-05_2_months"),
        (f"run baseline --set {TAPER}=0.3", "baseline_taper_0.3"),
        (f"run baseline --set {TAPER}=2026-04:0.5,2027-04:0.45", "baseline_taper_2026-04_0.5_2027-04_0.45"),
        ("run baseline --set coaching.priority=[preparation,search]", "baseline_priority_preparation_search"),
        ("compare redeploy_1000_coaches", "redeploy_1000_coaches_against_baseline"),
        ("compare redeploy_1000_coaches --against turnover_15", "redeploy_1000_coaches_against_turnover_15"),
        (f"compare baseline --assume {TAPER}=0.5 --months 2", "baseline_against_baseline_2_months_assume_taper_0.5"),
    ],
)
def test_a_folder_is_named_after_scenario_and_options(ask: Ask, asked: str, folder: str) -> None:
    code, _, err = ask(*asked.split())
    assert (code, err) == (0, f"Results: results/{folder}\n")
    assert isinstance(welfsim.read(f"results/{folder}"), Comparison if "against" in folder else Results)


def test_evidence_has_the_folder_of_its_replications(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def few(*asked: Any, evidence_replications: int | None, **options: Any) -> Any:
        raise ResultsError(f"ran with {options['replications']}")

    monkeypatch.setattr("welfsim.experiments.evidence.evidence", few)
    (Path("results") / "redeploy_1000_coaches_against_baseline_8_replications").mkdir(parents=True)
    note = Path("results/redeploy_1000_coaches_against_baseline_8_replications/notes.txt")
    note.write_text("notes")
    assert "In it: notes.txt." in ask("compare", "redeploy_1000_coaches", "--evidence").err
    note.unlink()
    assert ask("compare", "redeploy_1000_coaches", "--evidence").err == "ran with 8\n"


def test_many_options_are_cut_short_and_told_apart(ask: Ask) -> None:
    dated = ",".join(f"20{year}-{month}:0.5" for year in range(26, 31) for month in ("04", "10"))
    for last in (0.4, 0.3):
        assert ask("run", "baseline", "--set", f"{TAPER}={dated},2031-01:{last}").code == 0
    one, other = (folder.name.rpartition("_") for folder in Path("results").iterdir())
    told = f"taper_{dated}".replace(",", "_").replace(":", "_")[:80].rstrip("_.-")
    assert one[0] == other[0] == f"baseline_{told}"
    assert one[2] != other[2] and len(one[2]) == len(other[2]) == 6


def test_a_run_never_replaces_another_one(ask: Ask) -> None:
    one, other = mine("first", 0.5), mine("second", 0.3)
    assert ask("run", one).err == "Results: results/mine\n"
    kept = welfsim.read("results/mine")
    code, _, err = ask("run", other)
    said, _, folder = err.removesuffix("\n").rpartition("Results: ")
    assert code == 0 and folder.startswith("results/mine_")
    assert said == (
        "results/mine\n  This folder holds the results of another run, so it is not replaced: Mine, "
        f"made 2026-11-30 10:22:00.\n  The results of this run go to {folder}\n"
    )
    assert ask("run", other).err == err
    assert ask("run", one).err == "Results: results/mine\n"
    held = welfsim.read("results/mine")
    assert isinstance(kept, Results) and isinstance(held, Results)
    assert held.scenario.as_written() == kept.scenario.as_written()
    assert len(list(Path("results").iterdir())) == 2


@pytest.mark.parametrize("command", ["run", "compare", "coaches"])
def test_a_named_folder_with_another_run_is_refused_before_the_run(
    ask: Ask, simulated: list[str], command: str
) -> None:
    assert ask(command, "baseline", "--months", "2", "--out", "found").code == 0
    ran = len(simulated)
    code, out, err = ask(command, "baseline", "--months", "2", "--set", f"{TAPER}=0.3", "--out", "found")
    assert (code, out, len(simulated)) == (2, "", ran)
    held = "Baseline" if command == "run" else "Baseline, against Baseline"
    assert err == (
        f"found\n  This folder holds the results of another run, so it is not replaced: {held}, "
        "made 2026-11-30 10:22:00.\n  Name another folder, with --out DIR, or move this one away.\n"
    )
    assert ask(command, "baseline", "--months", "2", "--out", "found").code == 0


@pytest.mark.parametrize("out", [".", "..", "results", "thesis", "thesis/chapter.txt", "link", "x" * 300, "", "/"])
@pytest.mark.parametrize("command", ["run", "compare", "coaches"])
def test_what_is_not_results_is_refused_before_the_run(ask: Ask, simulated: list[str], command: str, out: str) -> None:
    for folder in ("results/one", "results/two", "thesis"):
        Path(folder).mkdir(parents=True)
        Path(folder, "chapter.txt").write_text("words")
    Path("link").symlink_to("thesis")
    before = sorted(Path.cwd().rglob("*"))
    code, told, err = ask(command, "baseline", "--out", out)
    assert (code, told, simulated) == (2, "", [])
    assert "Traceback" not in err and err.count("\n") > 1
    assert sorted(Path.cwd().rglob("*")) == before


def test_notes_in_results_keep_them_from_being_replaced(ask: Ask, simulated: list[str]) -> None:
    ask("run", "baseline")
    Path("results/baseline/notes.txt").write_text("what I think of it")
    code, _, err = ask("run", "baseline")
    assert (code, len(simulated)) == (2, 1)
    assert err == (
        "results/baseline\n  This is not a folder of results, so it is not replaced. In it: notes.txt.\n"
        "  Name another folder, with --out DIR, or move this one away.\n"
    )


@pytest.mark.parametrize("name", ["..yaml", ".yaml", ".hidden.yaml"])
def test_a_file_after_which_no_folder_can_be_named(ask: Ask, simulated: list[str], name: str) -> None:
    Path(name).write_text("name: Mine\nmonths: 2\n")
    code, _, err = ask("run", f"./{name}")
    assert (code, simulated) == (2, [])
    assert err == (
        f"./{name}\n  No folder can be named after this file.\n  Rename the file, or name a folder: --out DIR\n"
    )
    assert ask("run", f"./{name}", "--out", "found").code == 0


def test_results_that_found_their_place_taken_are_shown_and_said_to_lie_elsewhere(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = ask("run", "baseline", "--months", "2").out
    simulate = welfsim.simulation.simulated

    def lay_notes_meanwhile(*asked: Any) -> Results:
        Path("found").mkdir()
        Path("found/notes.txt").write_text("what I think of it")
        return simulate(*asked)

    monkeypatch.setattr("welfsim.simulation.simulated", lay_notes_meanwhile)
    code, out, err = ask("run", "baseline", "--months", "2", "--out", "found")
    assert (code, out) == (2, shown)
    assert err == (
        "found\n  This is not a folder of results, so it is not replaced. In it: notes.txt.\n"
        "  The results of this run are saved: found-2\n"
    )
    assert Path("found/notes.txt").read_text() == "what I think of it"
    assert isinstance(welfsim.read("found-2"), Results)


def test_results_left_aside_are_put_in_place_before_the_next_run(ask: Ask) -> None:
    ask("run", "baseline", "--months", "2")
    aside = Path("results/.welfsim-left")
    aside.mkdir()
    Path("results/baseline_2_months").rename(aside / "new")
    run = read_provenance(aside / "new")[1]["run"]
    (aside / "aside.json").write_text(f'{{"folder": "baseline_2_months", "runs": ["{run}"]}}')
    assert ask("run", "baseline", "--months", "3").err == (
        "Results of a run that was stopped while it saved them are now in results/baseline_2_months\n"
        "Results: results/baseline_3_months\n"
    )
    assert isinstance(welfsim.read("results/baseline_2_months"), Results)
