"""The progress of a run in a notebook: a bar for as long as somebody watches, and nothing of it afterwards."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic
from typing import Any

from welfsim.compiled import is_warm
from welfsim.text.characters import as_xml, visible

Advance = Callable[[float], None]

SECONDS_BETWEEN = 0.2
PLACE = "welfsim_bar"
COMPILING = "compiling, once after an update: a minute or two"


@contextmanager
def in_a_notebook(asked: Advance | None, what: str) -> Iterator[Advance | None]:
    """Yield what advances a bar, if a notebook is there, somebody watches it, and no other progress was asked for.

    Parameters
    ----------
    asked
        What the caller is to be handed the shares of the work; it is yielded as it is.
    what
        What runs, in words.
    """
    ipython = sys.modules.get("IPython")
    if asked is not None or ipython is None or not _is_watched(ipython):
        yield asked
        return
    bar = _Bar(ipython, what)
    try:
        yield bar.advance
    finally:
        bar.end()


def _is_watched(ipython: Any) -> bool:
    """Say whether this is a notebook that somebody watches: who can be asked for input does.

    A notebook that is executed for a file cannot ask.
    """
    kernel = getattr(ipython.get_ipython(), "kernel", None)
    return bool(getattr(kernel, "_allow_stdin", False))


class _Bar:
    """A bar with the share that is done and the time that is left, advanced from any thread.

    All runs of a cell have one place below it.
    """

    def __init__(self, ipython: Any, what: str) -> None:
        self._what, self._lock = what, Lock()
        self._done, self._shown, self._began = 0.0, 0.0, monotonic()
        first, shell = self._bundle("0%" if is_warm() else COMPILING), ipython.get_ipython()
        cell, self._place = shell.user_ns_hidden.get(PLACE, (None, None))
        if cell == shell.execution_count:
            self._place.update(first, raw=True)
        else:
            self._place = ipython.display.DisplayHandle()
            self._place.display(first, raw=True)
            shell.user_ns_hidden[PLACE] = shell.execution_count, self._place

    def advance(self, share: float) -> None:
        """Add a share of the whole, 0 to 1, to what is done."""
        with self._lock:
            self._done = min(self._done + share, 1.0)
            now = monotonic()
            if self._done > 0 and now - self._shown >= SECONDS_BETWEEN:
                self._shown = now
                left = (now - self._began) * (1.0 - self._done) / self._done
                self._place.update(self._bundle(f"{self._done:.0%}, {left:.0f} s left"), raw=True)

    def end(self) -> None:
        """Take the bar away, so that nothing of it stays in the notebook."""
        self._place.update({}, raw=True)

    def _bundle(self, state: str) -> dict[str, str]:
        bar = f'<progress value="{self._done:.3f}" max="1"></progress>'
        html = f"<label>{as_xml(self._what)} {bar} {as_xml(state)}</label>"
        return {"text/html": html, "text/plain": visible(f"{self._what}: {state}")}
