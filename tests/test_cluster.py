"""Runs on a cluster: the same bytes as here, whoever is lost on the way, and never from a worker that is unlike."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cloudpickle
import dask
import pytest
from distributed import Client, LocalCluster, WorkerPlugin

import welfsim
from welfsim.cli.entry import call
from welfsim.errors import ClusterError, ScenarioError
from welfsim.processes import MONTH
from welfsim.results.run import Results
from welfsim.simulation import extended, split
from welfsim.visits import cluster as visits

pytestmark = [
    pytest.mark.xdist_group("cluster"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:distributed"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

REFORM = "redeploy_1000_coaches_announced"
SMALL: dict[str, Any] = {"people": 1_000, "months": 3, "replications": 4}
DEATHS_OF_A_VISIT = 1

cloudpickle.register_pickle_by_value(sys.modules[__name__])


class CutShortError(Exception):
    """What ends a run early in these tests."""


@pytest.fixture(scope="module")
def workers() -> Iterator[LocalCluster]:
    """Return two workers, processes of their own on this machine, that share its cache."""
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": DEATHS_OF_A_VISIT}),
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0") as local,
    ):
        yield local


@pytest.fixture
def address(workers: LocalCluster) -> str:
    """Return the address of a scheduler that has workers."""
    with Client(workers, set_as_default=False) as client:
        client.wait_for_workers(1)
    return str(workers.scheduler_address)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty shelf of parts, on which every finished part is written at once."""
    monkeypatch.setattr("welfsim.parts.cache_root", lambda: tmp_path / "cache")
    monkeypatch.setattr("welfsim.parts.EVERY", 0.0)
    return tmp_path / "cache" / "parts"


@pytest.fixture(scope="module")
def whole() -> Results:
    """Return the run of this machine."""
    return welfsim.run(REFORM, **SMALL, threads=1, resume=False)


def same(one: Results, other: Results) -> bool:
    return all(one.accounts[line].tobytes() == other.accounts[line].tobytes() for line in other.accounts)


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what welfsim says, without what Dask says."""
    return [record.getMessage() for record in caplog.records if record.name == "welfsim"]


class Poison(WorkerPlugin):
    """What lets any worker die in the second month of a visit, as long as there is a file to remove from a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.months = folder, 0

    def setup(self, worker: Any) -> None:
        """Be put into the engine of a worker, also of one that takes the place of another."""
        import welfsim.engine
        from welfsim.draws import fill_luck

        def fill(*arguments: Any) -> None:
            self.months += 1
            for marker in self.folder.iterdir() if self.months % SMALL["months"] == 2 else ():
                try:
                    marker.unlink()
                except FileNotFoundError:  # another worker was first
                    continue
                os.kill(os.getpid(), signal.SIGKILL)
            fill_luck(*arguments)

        welfsim.engine.fill_luck = fill


def let_die(workers: LocalCluster, folder: Path, times: int) -> Path:
    """Let workers die so many times in the middle of a visit, and return the folder that counts what is left."""
    folder.mkdir()
    for time in range(times):
        (folder / str(time)).touch()
    with Client(workers, set_as_default=False) as client:
        client.register_plugin(Poison(folder), name=str(folder))
    return folder


# ------------------------------------------------------------------------------------------ the same bytes


def test_a_run_on_a_cluster_is_that_of_this_machine(address: str, whole: Results) -> None:
    shares: list[float] = []
    found = welfsim.run(REFORM, **SMALL, cluster=address, progress=shares.append, resume=False)
    assert same(found, whole)
    assert len(shares) == SMALL["replications"] and sum(shares) == pytest.approx(1.0)


def test_laws_of_groups_of_people_go_to_the_workers(address: str) -> None:
    few: dict[str, Any] = {
        **SMALL,
        "replications": 1,
        "resume": False,
        "set": ["universal_credit.taper[age: under 40]=0.9"],
    }
    here, far = welfsim.run("baseline", threads=1, **few), welfsim.run("baseline", cluster=address, **few)
    assert same(far, here)


def test_groups_of_districts_and_further_replications(address: str) -> None:
    many: dict[str, Any] = {"people": 35_000, "months": 1, "resume": False}
    here = welfsim.compare(REFORM, replications=2, **many)
    begun = welfsim.compare(REFORM, replications=1, cluster=address, **many)
    far = extended(begun, 2, cluster=address, resume=False)
    assert same(far.reform, here.reform) and same(far.baseline, here.baseline)


def test_parts_of_an_answer_and_its_evidence(address: str) -> None:
    few: dict[str, Any] = {**SMALL, "replications": 1, "resume": False}
    here = split(REFORM, threads=1, **few)
    far = split(REFORM, cluster=address, **few)
    assert all(same(far[part].reform, here[part].reform) for part in here)
    ends: dict[str, Any] = {**few, "parameters": ["employment.gain_elasticity"], "evidence_replications": 1}
    ends |= {"scenario": "baseline", "set": ["universal_credit.taper=0.2"]}
    shifts = welfsim.evidence(threads=1, **ends).shifts
    assert shifts.any()
    assert welfsim.evidence(cluster=address, **ends).shifts.tobytes() == shifts.tobytes()


# ------------------------------------------------------------------------------------------ what is lost


def test_a_worker_that_dies_in_the_middle_of_a_visit_is_made_up_for(
    address: str, workers: LocalCluster, whole: Results, tmp_path: Path
) -> None:
    left = let_die(workers, tmp_path / "deaths", 1)
    assert same(welfsim.run(REFORM, **SMALL, cluster=address, resume=False), whole)
    assert not list(left.iterdir())


def test_a_visit_that_ends_one_worker_after_another_is_given_up(
    address: str, workers: LocalCluster, tmp_path: Path
) -> None:
    let_die(workers, tmp_path / "deaths", DEATHS_OF_A_VISIT + 1)
    with pytest.raises(ClusterError, match="ended several workers, one after another, mostly for lack of memory"):
        welfsim.run("baseline", **{**SMALL, "replications": 1}, cluster=address, resume=False)


def test_a_client_that_is_interrupted_goes_on(
    address: str, kept: Path, whole: Results, caplog: pytest.LogCaptureFixture
) -> None:
    def stop(_: float) -> None:
        raise CutShortError

    with pytest.raises(CutShortError):
        welfsim.run(REFORM, **SMALL, cluster=address, progress=stop)
    assert told(caplog) == ["2 of 8 parts are kept: the same command goes on from them."]
    caplog.clear()
    found = welfsim.run(REFORM, **SMALL, threads=1)
    assert same(found, whole)
    assert "2 of 8 parts were finished." in told(caplog)[0]
    assert not list(kept.iterdir())


CLIENT = """
import os, sys, time
from pathlib import Path
import welfsim, welfsim.parts

cache, address = sys.argv[1:3]
welfsim.parts.cache_root = lambda: Path(cache)
welfsim.parts.EVERY = 0.0

def die(_):
    while not list(Path(cache).rglob("*.parts")):
        time.sleep(0.01)
    os.kill(os.getpid(), 9)

welfsim.run(sys.argv[3], people=1_000, months=3, replications=4, cluster=address, progress=die)
"""


def test_a_client_that_is_killed_goes_on(
    address: str, kept: Path, whole: Results, caplog: pytest.LogCaptureFixture
) -> None:
    code = [sys.executable, "-c", CLIENT, str(kept.parent), address, REFORM]
    assert subprocess.run(code, timeout=300, check=False).returncode == -signal.SIGKILL
    assert list(kept.glob("*.parts"))
    assert same(welfsim.run(REFORM, **SMALL, cluster=address), whole)
    assert "of 8 parts were finished." in told(caplog)[0]
    assert not list(kept.iterdir())


def test_a_scheduler_that_is_lost_ends_the_run_and_loses_nothing_finished(
    kept: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=":0") as local:

        def close(_: float) -> None:
            local.close()

        with pytest.raises(ClusterError) as fault:
            welfsim.run("baseline", **SMALL, cluster=local.scheduler_address, progress=close)
    assert str(fault.value) == (
        "--cluster\n  The connection to the scheduler was lost.\n"
        "  Finished parts are kept: the same command goes on from them."
    )
    assert "of 4 parts are kept: the same command goes on from them." in caplog.text


# ------------------------------------------------------------------------------------------ what is refused


def test_a_worker_with_other_sources_is_refused(address: str, workers: LocalCluster) -> None:
    def changed() -> None:
        import welfsim.visits.order

        welfsim.visits.order.source_key = lambda what: "0123456789abcdef"

    def mended() -> None:
        import welfsim.visits.order
        from welfsim.sources import source_key

        welfsim.visits.order.source_key = source_key

    with Client(workers, set_as_default=False) as client:
        (one, *_) = client.scheduler_info()["workers"]
        client.run(changed, workers=[one])
        try:
            with pytest.raises(ClusterError) as fault:
                welfsim.run("baseline", **SMALL, cluster=address, resume=False)
        finally:
            client.run(mended, workers=[one])
    here = visits.about()["sources of welfsim"]
    assert str(fault.value) == (
        f"--cluster {address}\n  Workers would find other results.\n\n"
        f"worker {one}\n  sources of welfsim: 0123456789ab, here {here}"
    )


def test_a_worker_that_joins_later_refuses_what_it_would_find_otherwise() -> None:
    order = visits.Order("another model", 1_000, 1, 24_303, (), (), (), 1, 1, 0)
    with pytest.raises(ClusterError, match="It has other sources, data, packages or people than this machine"):
        visits.visit(order)


def test_no_scheduler_answers(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(visits, "PATIENCE", 0.2)
    monkeypatch.setattr("welfsim.compiled.is_warm", lambda *_: True)
    assert call(["run", "baseline", "--people", "1000", "--months", "1", "--cluster", "tcp://127.0.0.1:9"]) == 2
    told = capsys.readouterr().err
    assert "--cluster tcp://127.0.0.1:9\n  No Dask scheduler answers there (" in told
    assert told.endswith(
        "Start one with  dask scheduler  and give the address that it prints, as tcp://10.0.0.1:8786\n"
    )


def test_a_cluster_without_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visits, "PATIENCE", 0.2)
    with LocalCluster(n_workers=0, processes=False, dashboard_address=":0") as local:
        where = local.scheduler_address
        with pytest.raises(ClusterError) as fault:
            welfsim.run("baseline", **SMALL, cluster=where, resume=False)
    assert str(fault.value) == (
        f"--cluster {where}\n  The scheduler has no workers. Start some with  dask worker {where}"
    )


def test_without_dask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError) as fault:
        welfsim.run("baseline", **SMALL, cluster="tcp://10.0.0.1:8786", resume=False)
    assert str(fault.value) == (
        "--cluster tcp://10.0.0.1:8786\n  What runs on clusters is not installed. "
        "Install it: pip install 'welfsim[cluster]'"
    )


def test_threads_and_a_month_of_one_s_own_belong_to_this_machine(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(["compare", "baseline", "--threads", "2", "--cluster", address]) == 2
    assert "--threads is for this machine." in capsys.readouterr().err
    with pytest.raises(ScenarioError, match="A cluster plays the model's own month only"):
        welfsim.run("baseline", **SMALL, cluster=address, month=MONTH[1:])
