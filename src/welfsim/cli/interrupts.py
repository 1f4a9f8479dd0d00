"""Ctrl-C and SIGTERM, from the first moment on: a message and an exit code, never a traceback.

Until long work begins nothing has to be put in order, and the command ends at once. From then on the first signal
ends the work in order, as KeyboardInterrupt, and a second one ends it at once. Only the lightest modules are imported
here, ``typing`` not among them.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sys import UnraisableHookArgs
    from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)
SIGNALLED = 128
BEFORE, AGAIN = "Interrupted; no results were written.", "Interrupted at once."
SHOW_CURSOR = "\x1b[?25h"
"""A bar of progress hides it."""

_received: list[int] = []
_in_order: list[bool] = []


def listen() -> None:
    """Answer signals from now on, but for those that the caller of welfsim had switched off."""
    for number in SIGNALS:
        if signal.getsignal(number) not in (signal.SIG_IGN, None):
            signal.signal(number, _answer)
    sys.unraisablehook = _not_lost


def end_in_order() -> None:
    """Let the first signal from now on end the work in order."""
    _in_order[:] = [True]


def interrupted() -> bool:
    """Say whether a signal has come."""
    return bool(_received)


def exit_code() -> int:
    """Return the exit code of what a signal ended."""
    return SIGNALLED + (_received[0] if _received else signal.SIGINT)


def stop_listening() -> None:
    """Ignore signals: the exit code is settled, and what is left takes no time."""
    for number in SIGNALS:
        if signal.getsignal(number) is _answer:
            signal.signal(number, signal.SIG_IGN)


def _answer(number: int, frame: FrameType | None) -> None:
    if _received or not _in_order:
        leave(number, AGAIN if _received else BEFORE)
    _received.append(number)
    raise KeyboardInterrupt


def leave(number: int, words: str) -> None:
    """End the process at once with a message."""
    with suppress(OSError):
        cursor = SHOW_CURSOR if _in_order and os.isatty(2) else ""
        os.write(2, f"{cursor}\n{words}\n".encode())
    os._exit(SIGNALLED + number)


def _not_lost(raised: UnraisableHookArgs) -> None:
    """End the process if a signal came where Python cannot raise it; report other errors as usual."""
    if issubclass(raised.exc_type, KeyboardInterrupt):
        leave(_received[0] if _received else signal.SIGINT, BEFORE)
    sys.__unraisablehook__(raised)
