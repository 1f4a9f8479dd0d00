"""Kill saves at every step, or let several save at once, and see that nothing is lost: ``python killed.py FOLDER``.

Each trial is a process of its own that kills itself with SIGKILL just before its n-th call that changes the disk.
Prints
how many steps were tried.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
from small import FEW_LINES, on_disk, same
from small import pair as made_pair
from small import small as made_small

import welfsim.results
from welfsim.errors import ResultsError
from welfsim.results.comparison import Comparison, read
from welfsim.results.run import Results
from welfsim.results.storage import bring_back

pa.set_cpu_count(1)
for module in (welfsim.results.comparison, welfsim.results.run, welfsim.results.table):
    module.LINES = dict(list(FEW_LINES.items())[:4])
os.fsync = lambda _: None  # what a process has written outlives it; waiting for the disk would take most of the time

CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir"}
TO_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT
SEED, TWICE_KILLED, AT_ONCE = 1, 40, 15
small, pair = cache(made_small), cache(made_pair)


class Deadline:
    """Kills the process at one of its steps."""

    def __init__(self, step: int) -> None:
        self.left = step
        os.fsync = lambda _: self.count()
        sys.addaudithook(self.see)

    def see(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in CHANGES or (event == "open" and arguments[2] & TO_WRITE):
            self.count()

    def count(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def killed(step: int, work: Callable[[], object]) -> bool:
    """Do some work in another process that kills itself at a step; say whether it was killed."""
    child = os.fork()
    if child == 0:
        Deadline(step)
        try:
            work()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def others(parent: Path) -> None:
    """Lay down what is not welfsim's, some of it under names as it gives them."""
    for folder in (parent / ".welfsim-mine", parent / "mine"):
        folder.mkdir(parents=True)
        (folder / "thesis.txt").write_text("ten years of work")


def of_others(parent: Path) -> dict[str, Any]:
    return {name: what for name, what in on_disk(parent).items() if "mine" in name}


def check(folder: Path, earlier: Results | Comparison | None, new: Results | Comparison, later: Any) -> None:
    """See what is left of a killed save: whole results, what is not ours, and a save that goes on as ever."""
    finished = any(folder.parent.glob(".welfsim-*/new"))
    try:
        found: Results | Comparison | None = read(folder)
    except ResultsError as error:
        assert "no results here" in str(error), error
        found = None
    if finished or earlier is not None:
        assert found is not None
    if found is not None:
        assert same(found, new) or (earlier is not None and same(found, earlier))
    bring_back(folder.parent)
    if finished:
        assert same(read(folder), new)
    later.save(folder)
    assert same(read(folder), later)
    assert {entry.name for entry in folder.parent.iterdir()} == {folder.name, ".welfsim-mine", "mine"}
    assert len(of_others(folder.parent)) == 4


def trial(root: Path, make: Callable[[int], Any], earlier: bool, step: int) -> tuple[Path, bool]:
    """Kill one save at a step."""
    shutil.rmtree(root, ignore_errors=True)
    others(root)
    if earlier:
        make(1).save(root / "found")
    return root / "found", killed(step, lambda: make(2).save(root / "found"))


def every_step(root: Path, make: Callable[[int], Any], earlier: bool) -> int:
    """Kill a save at each of its steps in turn; return how many there are."""
    step = 0
    while True:
        step += 1
        folder, was_killed = trial(root, make, earlier, step)
        check(folder, make(1) if earlier else None, make(2), make(3))
        if not was_killed:
            return step - 1


def half_a_file(root: Path) -> None:
    """Kill a save in the middle of a file."""
    write = welfsim.results.run.write_accounts

    def torn(file: Path, *others: Any) -> None:
        write(file, *others)
        os.truncate(file, file.stat().st_size // 2)
        os.kill(os.getpid(), signal.SIGKILL)

    shutil.rmtree(root, ignore_errors=True)
    others(root)
    small(1).save(root / "found")
    welfsim.results.run.write_accounts = torn
    assert killed(0, lambda: small(2).save(root / "found"))
    welfsim.results.run.write_accounts = write
    check(root / "found", small(1), small(2), small(3))


def twice(root: Path, steps: int, draw: random.Random) -> None:
    """Kill a save, and then what comes after it: another save, or reading."""
    earlier = draw.random() < 0.5
    folder, _ = trial(root, small, earlier, draw.randint(1, steps))
    finished = any(root.glob(".welfsim-*/new")) or (folder.exists() and same(read(folder), small(2)))
    saves_again = draw.random() < 0.7
    killed(draw.randint(1, steps), lambda: small(2).save(folder) if saves_again else bring_back(root))
    check(folder, small(2) if finished else small(1) if earlier else None, small(2), small(3))


def at_once(root: Path, draw: random.Random) -> None:
    """Let two saves of one run and one of another fill the same folder at the same time."""
    shutil.rmtree(root, ignore_errors=True)
    others(root)
    saved = [small(2), small(3), small(4, seed=9)]
    starts = [draw.uniform(0, 0.02) for _ in saved]
    children = []
    for results, start in zip(saved, starts, strict=True):
        children.append(os.fork())
        if children[-1] == 0:
            time.sleep(start)
            with suppress(ResultsError):
                results.save(root / "found")
            os._exit(0)
    for child in children:
        os.waitpid(child, 0)
    found = [read(folder) for folder in root.glob("found*")]
    assert any(same(results, saved[2]) for results in found)
    assert any(same(results, one) for results in found for one in saved[:2])
    assert not [*root.glob(".welfsim-[!m]*")] and len(of_others(root)) == 4


def main(root: Path) -> None:
    small(1).save(root / "warm")  # what is imported or opened once is no step
    read(root / "warm")
    steps = 0
    for name, make, earlier in (
        ("nothing there", small, False),
        ("the same run there", small, True),
        ("the same comparison there", pair, True),
    ):
        tried = every_step(root / "trial", make, earlier)
        print(f"{name}: {tried} steps")
        steps = max(steps, tried)
    half_a_file(root / "trial")
    draw = random.Random(SEED)
    for _ in range(TWICE_KILLED):
        twice(root / "trial", steps, draw)
    print(f"killed twice: {TWICE_KILLED}")
    for _ in range(AT_ONCE):
        at_once(root / "trial", draw)
    print(f"at once: {AT_ONCE}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
