"""Progress of long work, on the error stream of a terminal and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from welfsim.cli.interrupts import end_in_order
from welfsim.cli.show import say
from welfsim.cli.streams import styled
from welfsim.text.characters import visible


def tell_of_compiling() -> None:
    """Say why the first run after an update takes longer."""
    from welfsim.compiled import is_warm

    if not is_warm():
        say("Compiling, once after an update.")


@contextmanager
def progress(what: str) -> Iterator[Callable[[float], None] | None]:
    """Show a bar with the time left; yield what advances it by a share of the whole. Ctrl-C now ends in order."""
    end_in_order()
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(file=styled(sys.stderr)), transient=True) as bar:
        task = bar.add_task(visible(what), total=1.0)
        yield lambda share: bar.advance(task, share)
