"""Same seed, same bytes: on any number of threads and groups, compiled or plain, and before a reform's first month."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from played import FEW_MONTHS, MONTHS, ONE_BY_ONE, START, Policies, Run, difference, few_months, play, read
from welfsim.draws import stream_key
from welfsim.engine import simulate
from welfsim.policy import Change, current_law, resolve
from welfsim.population import Population
from welfsim.processes import MONTH

SCRIPT = Path(__file__).with_name("played.py")
EVERYBODY = 10**9
REFORM_AFTER = 6
SHOWS_WITHIN = 3  # months, of a reform that few people meet

ARRAYS_AND_QUEUES = ("ageing", "health", "disability", "review", "support", "stocks")


def elsewhere(folder: Path, flags: Mapping[str, str], *processes: str) -> tuple[Run, int]:
    """Play a few months in a process of its own, under some flags of the compiler."""
    result = folder / "run.npz"
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(result), *processes],
        env={**os.environ, **flags},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return read(result)


def test_the_same_seed_gives_the_same_bytes(britain: Population, law: Policies, run: Run) -> None:
    assert difference(run, play(britain, law)) == ""


def test_another_seed_gives_another_run(britain: Population, law: Policies, run: Run) -> None:
    assert difference(run, play(britain, law, seed=2)) != ""


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("people_a_group", [1, 4_000, EVERYBODY])
def test_threads_and_groups_change_nothing(
    britain: Population, law: Policies, run: Run, threads: int, people_a_group: int
) -> None:
    assert difference(run, play(britain, law, 1, threads, people_a_group)) == ""


def test_months_in_one_call_are_months_one_by_one(britain: Population, law: Policies, run: Run) -> None:
    state = britain.state.copy()
    accounts = simulate(state, law, START, MONTHS, stream_key(1, 0), britain.grossing, 2)
    assert difference(run, Run(accounts, [*run.states[:-1], state])) == ""


def test_plain_python_gives_the_bytes_of_compiled_code(tmp_path: Path) -> None:
    plain, _ = elsewhere(tmp_path, {"NUMBA_DISABLE_JIT": "1"})
    assert len(plain.states) == FEW_MONTHS + 1
    assert difference(plain, few_months()) == ""


def test_the_month_is_compiled_once(tmp_path: Path) -> None:
    _, forms = elsewhere(tmp_path, {})
    assert forms == 1


@pytest.mark.parametrize(("threads", "people_a_group"), [(1, EVERYBODY), (2, 4_000)])
def test_the_month_in_one_call_is_its_processes_one_by_one(
    britain: Population, law: Policies, run: Run, threads: int, people_a_group: int
) -> None:
    assert difference(run, play(britain, law, 1, threads, people_a_group, ONE_BY_ONE)) == ""


@pytest.mark.parametrize("name", [process.name for process in MONTH])
def test_every_process_is_in_the_one_call(britain: Population, law: Policies, run: Run, name: str) -> None:
    without = play(britain, law[:FEW_MONTHS], processes=[process for process in MONTH if process.name != name])
    assert difference(run.first(FEW_MONTHS), without) != ""


@pytest.mark.model
def test_no_process_with_queues_reads_or_writes_outside_its_arrays(tmp_path: Path) -> None:
    checked, _ = elsewhere(tmp_path, {"NUMBA_BOUNDSCHECK": "1"}, *ARRAYS_AND_QUEUES)
    unchecked = few_months([process for process in MONTH if process.name in ARRAYS_AND_QUEUES])
    assert difference(checked, unchecked) == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("coaching.coaches_to_health", 4_000.0),
        ("assessment.capacity", 90_000.0),
        ("universal_credit.taper", 0.3),
        ("health.treatment", 2.0),
        ("health.waiting_list_mental", 0.1),
        ("health.mental_health_staff", 3.0),
        ("health.prevention_at_work", 0.5),
        ("unemployment_insurance.start", float(START + REFORM_AFTER)),
        ("pip.four_point_rule_from", float(START)),
        ("economy.labour_demand", 1.5),
    ],
)
def test_a_reform_changes_nothing_before_its_first_month(
    britain: Population, run: Run, name: str, value: float
) -> None:
    change = Change(name, {START + REFORM_AFTER: value}, "this test")
    reform = play(britain, resolve(current_law(), [change], START, REFORM_AFTER + SHOWS_WITHIN))
    assert difference(run.first(REFORM_AFTER), reform.first(REFORM_AFTER)) == ""
    assert difference(run.first(REFORM_AFTER + SHOWS_WITHIN), reform).startswith("after ")
