"""Visits on the workers of a Dask cluster.

Each visit is a task that holds all it needs. Dask gives the tasks of a worker that is lost to others; the client keeps
what comes back among the finished parts, so that the same command goes on from them if the client itself is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from welfsim.engine import spans
from welfsim.errors import ClusterError, together
from welfsim.parts import Parts, PartsOfRun, digest, packed, unpacked
from welfsim.visits.job import Accounts, Job, Progress
from welfsim.visits.order import Order, PackedLaws, about, visit
from welfsim.vocabulary.accounts import LINES, empty_accounts
from welfsim.vocabulary.state import Span

PATIENCE = 30.0  # seconds to wait for the scheduler, and for a first worker
AT_ONCE = 4
"""Questions asked at the same time, so that no worker is idle while the last visits of one are made."""
GOES_ON = "Finished parts are kept: the same command goes on from them."

Asked = TypeVar("Asked")
Found = TypeVar("Found")


class Place(NamedTuple):
    """Where what a visit finds belongs: the arms of one replication in one group."""

    replication: int
    group: int
    span: Span
    arms: Sequence[NDArray[np.void]]
    kept: Sequence[PartsOfRun | None]
    share: float

    def fill(self, accounts: Sequence[NDArray[np.void]], progress: Progress | None) -> None:
        """Put the accounts of the arms in their place."""
        for arm, own in zip(self.arms, accounts, strict=True):
            arm[:, self.span.first_district : self.span.end_district] = own
        if progress is not None:
            progress(self.share)


class Cluster:
    """A connection to the scheduler of a cluster whose workers find what this machine would find."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._waiting: set[Any] = set()

    def replicated(self, job: Job, parts: Parts, progress: Progress | None) -> list[list[Accounts]]:
        """Return the accounts of each replication and arm; what is kept in `parts` is not asked for.

        Raises
        ------
        ClusterError
            If the cluster is lost, or a visit ends one worker after another.
        """
        districts = len(job.population.district_names)
        found = [[empty_accounts(job.months, districts) for _ in job.policies] for _ in job.keys]
        policies = tuple(map(packed, job.policies))
        own_laws = tuple(None if laws is None else PackedLaws.of(laws) for laws in job.own)
        asked = {}
        for place in _places(job, found, parts):
            earlier = [None if kept is None else kept.take(place.span) for kept in place.kept]
            if all(part is not None for part in earlier):
                place.fill([part for part in earlier if part is not None], progress)
            else:
                asked[self._ask(job, policies, own_laws, place)] = place
        kind = empty_accounts(0, 0).dtype
        with closing(self._done(list(asked))) as done:
            for future, content in done:
                place = asked.pop(future)
                accounts = [unpacked(each, kind).reshape(job.months, -1) for each in content]
                for kept, own in zip(place.kept, accounts, strict=True):
                    if kept is not None:
                        kept.keep(place.span, own)
                place.fill(accounts, progress)
        return [[{line: arm[line] for line in LINES} for arm in arms] for arms in found]

    def each(self, ask: Callable[[Asked], Found], questions: Sequence[Asked]) -> list[Found]:
        """Return the answers to some questions, a few of which are asked at the same time."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            tasks = [pool.submit(ask, question) for question in questions]
            try:
                return [task.result() for task in tasks]
            except BaseException:
                for task in tasks:
                    task.cancel()
                self._take_back(self._waiting)
                raise

    def _ask(self, job: Job, policies: tuple[bytes, ...], own: tuple[PackedLaws | None, ...], place: Place) -> Any:
        population, key = job.population, job.keys[place.replication]
        build = job.people, population.seed, population.start
        order = Order(job.model, *build, policies, own, tuple(job.held), job.months, key, place.group)
        return self._client.submit(visit, order, key=f"welfsim-{digest(*order)[:32]}")

    def _done(self, futures: list[Any]) -> Generator[tuple[Any, list[bytes]], None, None]:
        """Yield the visits as they come back, and take back those that are no longer waited for."""
        import distributed

        dask: Any = distributed
        mine = set(futures)
        self._waiting |= mine
        try:
            for future in dask.as_completed(futures, loop=self._client.loop):
                content = future.result()
                mine.discard(future)
                self._waiting.discard(future)
                yield future, content
        except dask.KilledWorker as error:
            raise ClusterError(
                "--cluster\n  One group of districts has ended several workers, one after another, mostly for lack of "
                f"memory.\n  Give each worker more memory, or fewer threads: --nthreads\n  {GOES_ON}"
            ) from error
        except (dask.CancelledError, OSError) as error:
            raise ClusterError(f"--cluster\n  The connection to the scheduler was lost.\n  {GOES_ON}") from error
        finally:
            self._waiting -= mine
            self._take_back(mine)

    def _take_back(self, futures: set[Any]) -> None:
        if futures and self._client.status == "running":
            self._client.cancel(list(futures))


def _places(job: Job, found: Sequence[Sequence[NDArray[np.void]]], parts: Parts) -> Iterator[Place]:
    """Yield the place of each visit of a job."""
    groups = spans(job.population.state)
    people = sum(span.end_person - span.first_person for span in groups) * len(job.keys)
    for replication, key in enumerate(job.keys):
        kept = job.kept(parts, key)
        for group, span in enumerate(groups):
            share = (span.end_person - span.first_person) / people
            yield Place(replication, group, span, found[replication], kept, share)


def reached(cluster: str | Cluster | None) -> AbstractContextManager[Cluster | None]:
    """Return a cluster: one that is reached already, or a connection of one's own, closed at the end.

    Parameters
    ----------
    cluster
        The address of its scheduler, as ``tcp://10.0.0.1:8786``; none to run on this machine.

    Raises
    ------
    ClusterError
        If Dask is not installed, no scheduler answers, there is no worker, or workers would find something else.
    """
    return _connected(cluster) if isinstance(cluster, str) else nullcontext(cluster)


@contextmanager
def _connected(address: str) -> Iterator[Cluster]:
    try:
        import distributed
    except ImportError as error:
        raise ClusterError(
            f"--cluster {address}\n  What runs on clusters is not installed. Install it: pip install 'welfsim[cluster]'"
        ) from error
    dask: Any = distributed
    try:
        client = dask.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"--cluster {address}\n  No Dask scheduler answers there ({_first_line(error)}).\n"
            "  Start one with  dask scheduler  and give the address that it prints, as tcp://10.0.0.1:8786"
        ) from error
    with client:
        _refuse_unlike(address, client)
        yield Cluster(client)


def _refuse_unlike(address: str, client: Any) -> None:
    """Refuse a cluster without workers, or with one on which anything that decides results is not as here."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        raise ClusterError(
            f"--cluster {address}\n  The scheduler has no workers. Start some with  dask worker {address}"
        ) from error
    own = about()
    found = client.run(about, on_error="return")
    faults = [fault for worker, theirs in sorted(found.items()) if (fault := _unlike(worker, theirs, own))]
    if faults:
        raise ClusterError(together([f"--cluster {address}\n  Workers would find other results.", *faults]))


def _unlike(worker: str, theirs: Mapping[str, str] | Exception, own: Mapping[str, str]) -> str:
    """Return what a worker has that differs; nothing if it is as this machine."""
    if isinstance(theirs, Exception):
        return f"worker {worker}\n  welfsim cannot be used there ({_first_line(theirs)}). Install it as it is here."
    unlike = {name: here for name, here in own.items() if theirs.get(name) != here}
    lines = [f"  {name}: {theirs.get(name, 'none')}, here {here}" for name, here in unlike.items()]
    return "\n".join([f"worker {worker}", *lines]) if lines else ""


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
