"""The benchmark: a round holds all accounts to one another, and the report says of each figure how far it reaches."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.long import keep, recorded, watched
from benchmarks.report import AIMS, Aim, figures, spread, table, text
from benchmarks.rounds import SEED, START, baseline_law, play_round
from benchmarks.starts import COMMANDS

from welfsim.population import synthetic


def test_the_report_of_a_round_names_every_figure_to_reach(tmp_path: Path) -> None:
    population, policies = synthetic(1_000, SEED, START), baseline_law(2)
    seconds = {"seconds_of_the_first_run": 50.0, **dict.fromkeys(COMMANDS, 3.0)}
    found = figures(population, 2, [play_round(population, policies, 0)], 1_000_000, seconds, recorded(tmp_path / "no"))
    lines = text(found).splitlines()
    for aim in AIMS:
        line = next(line for line in lines if line.startswith(f"{aim.name}  "))
        if aim.figure in found:
            assert f"{found[aim.figure]['median']:.2f}" in line
            assert line.endswith(aim.reached(found[aim.figure]["median"]))
        else:
            assert line.endswith("not known: python -m benchmarks --long")


def test_what_takes_hours_comes_from_its_last_record(tmp_path: Path) -> None:
    of_hours = [aim for aim in AIMS if aim.figure in ("minutes_of_one_to_one", "minutes_with_evidence")]
    keep({"minutes_of_one_to_one": 95.0, "minutes_with_evidence": 4.0}, tmp_path / "record.json")
    last = recorded(tmp_path / "record.json")
    known = {aim.figure: spread([aim.best]) for aim in AIMS if aim not in of_hours}
    lines = table({**known, "recorded": last, "is_noisy": False})
    one, evidence = (next(line for line in lines if line.startswith(aim.name)) for aim in of_hours)
    assert one.endswith("95.00  (recorded)       40.0      12.0  not reached")
    assert evidence.endswith("4.00  (recorded)        5.0       2.0   at least")
    assert lines[-1] == f"- {of_hours[0].name}: {of_hours[0].why}."
    assert f"Recorded: {last['day']}, {last['machine']}." in lines


def test_a_command_is_watched_to_its_end() -> None:
    found = watched(("check", "baseline"))
    assert 0 < found.minutes < 60 * 24
    assert 0.001 < found.gigabytes < 100
    with pytest.raises(SystemExit, match="welfsim check nothing: it ended with 2"):
        watched(("check", "nothing"))


@pytest.mark.parametrize(
    ("value", "above", "below"),
    [(1.0, "not reached", "reached"), (2.5, "at least", "at least"), (4.0, "reached", "not reached")],
)
def test_a_figure_reaches_its_aim_from_above_or_below(value: float, above: str, below: str) -> None:
    assert Aim("speed", "", 2.0, 3.0).reached(value) == above
    assert Aim("cost", "", 3.0, 2.0, below=True).reached(value) == below
