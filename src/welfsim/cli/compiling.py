"""Compiling the month before a run, in two processes: from the first process of the month on, and from the last back.

Each keeps what it has compiled in the cache and finds there what the other has, so they meet somewhere in the month.
The second is a help and no more: where it cannot start or fails, the first compiles everything.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, cast

import numpy as np

from welfsim import compiled
from welfsim.cli.progress import progress
from welfsim.cli.show import say
from welfsim.compiled import Compiled
from welfsim.draws import Domain
from welfsim.policy.record import POLICY
from welfsim.processes import MONTH, PLAY_MONTH, Process
from welfsim.vocabulary.accounts import empty_accounts
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.districts import Districts
from welfsim.vocabulary.fields import as_table, empty_columns
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock, Span, state_of

FROM_THE_END = "from welfsim.cli.compiling import compile_processes, MONTH; compile_processes(MONTH[::-1])"


def compile_month() -> None:
    """Say that the month is compiled and compile it, unless its code is in the cache."""
    if compiled.CONFIG.DISABLE_JIT or compiled.is_warm("play_month"):
        return
    say("Compiling, once after an update.")
    with progress("Compiling") as advance, helped():
        for process in MONTH:
            compile_processes([process])
            if advance is not None:
                advance(1 / (len(MONTH) + 1))
        PLAY_MONTH(*nobody())


def compile_processes(processes: Sequence[Process]) -> None:
    """Compile some processes as the month calls them, one after another."""
    for process in processes:
        cast("Compiled", process.step).prepare(*nobody())


def nobody() -> tuple[Any, ...]:
    """Return what a process is handed where there are no people and no districts."""
    state = state_of(
        as_table(Persons, empty_columns(Persons, 0)),
        as_table(BenefitUnits, empty_columns(BenefitUnits, 0)),
        as_table(Districts, empty_columns(Districts, 0)),
    )
    policy = np.zeros(1, POLICY).view(np.recarray)[0]
    luck = np.empty((len(Domain), 0), np.uint32)
    return state, policy, Clock(0, 0, 0, 1), luck, empty_accounts(1, 0)[0], Span(0, 0, 0, 0, 0, 0)


@contextmanager
def helped() -> Iterator[None]:
    """Let a second process compile from the last process of the month back, if there is a second processor."""
    helper = None
    if (os.cpu_count() or 1) > 1 and sys.executable:
        command, none = [sys.executable, "-P", "-c", FROM_THE_END], subprocess.DEVNULL
        with suppress(OSError):
            helper = subprocess.Popen(command, stdin=none, stdout=none, stderr=none)
    try:
        yield
    finally:
        if helper is not None:
            helper.terminate()
            helper.wait()
