"""Progress of long work, on the error stream of a terminal and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from welfsim.cli.show import say


def tell_of_compiling() -> None:
    """Say why the first run after an update takes longer."""
    from welfsim.compiled import is_warm

    if not is_warm():
        say("Compiling, once after an update.")


@contextmanager
def progress(what: str) -> Iterator[Callable[[float], None] | None]:
    """Show a bar with the time left; yield what advances it by a share of the whole."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=1.0)
        yield lambda share: bar.advance(task, share)
