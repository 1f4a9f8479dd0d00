"""The benchmark: a round holds all accounts to one another, and the report says of each figure how far it reaches."""

from __future__ import annotations

import pytest
from benchmarks.report import AIMS, Aim, figures, text
from benchmarks.rounds import SEED, START, baseline_law, play_round
from benchmarks.starts import COMMANDS

from welfsim.population import synthetic


def test_the_report_of_a_round_names_every_figure_to_reach() -> None:
    population, policies = synthetic(1_000, SEED, START), baseline_law(2)
    seconds = {"seconds_of_the_first_run": 50.0, **dict.fromkeys(COMMANDS, 3.0)}
    found = figures(population, 2, [play_round(population, policies, 0)], 1_000_000, seconds)
    lines = text(found).splitlines()
    for aim in AIMS:
        (line,) = [line for line in lines if line.startswith(aim.name)]
        assert f"{found[aim.figure]['median']:.2f}" in line
        assert line.endswith(aim.reached(found[aim.figure]["median"]))


@pytest.mark.parametrize(
    ("value", "above", "below"),
    [(1.0, "not reached", "reached"), (2.5, "at least", "at least"), (4.0, "reached", "not reached")],
)
def test_a_figure_reaches_its_aim_from_above_or_below(value: float, above: str, below: str) -> None:
    assert Aim("speed", "", 2.0, 3.0).reached(value) == above
    assert Aim("cost", "", 3.0, 2.0, below=True).reached(value) == below
