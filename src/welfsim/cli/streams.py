"""The output and error streams: what is written to them can be read, and their troubles stop no work.

A reader who closes a pipe wants no more, and a stream that was closed from the start has no reader: neither is a fault.
A device that cannot be written to is a fault, which is kept until the work is done. Characters that an encoding
lacks are written as others that mean the same.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from welfsim.text.characters import visible, written_in


class Outlet(io.TextIOBase):
    """A stream to which any character can be written, and that never fails; what went wrong is in `fault`."""

    encoding = "utf-8"
    errors = "strict"

    def __init__(self, raw: TextIO | None) -> None:
        super().__init__()
        self.raw = raw
        self.encoding = getattr(raw, "encoding", None) or self.encoding
        self.fault = ""

    def shown(self, text: str) -> str:
        """Return a text as this stream can show it."""
        return written_in(self.encoding, text)

    def write(self, text: str) -> int:
        """Write a text, as far as anyone reads it."""
        if self.raw is not None:
            try:
                self.raw.write(self.shown(text))
            except (OSError, ValueError) as error:
                self._give_up(error)
        return len(text)

    def write_bytes(self, content: bytes) -> None:
        """Write a file of bytes."""
        if self.raw is not None:
            try:
                self.raw.flush()
                self.raw.buffer.write(content)
            except (OSError, ValueError) as error:
                self._give_up(error)

    def flush(self) -> None:
        """Hand on what was written."""
        if self.raw is not None:
            try:
                self.raw.flush()
            except (OSError, ValueError) as error:
                self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        """Write no more, and send what the stream still holds to nowhere, or Python complains of it at its end."""
        lost, self.raw = self.raw, None
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            self.fault = error.strerror or str(error)
        with suppress(OSError, ValueError, AttributeError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, lost.fileno())  # type: ignore[union-attr]
            os.close(nowhere)

    def isatty(self) -> bool:
        """Say whether this is a terminal."""
        with suppress(ValueError):
            return self.raw is not None and self.raw.isatty()
        return False

    def fileno(self) -> int:
        """Return the number of the file behind it."""
        if self.raw is None:
            raise io.UnsupportedOperation("fileno")
        return self.raw.fileno()

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True


class Readable(io.TextIOBase):
    """A stream that shows control characters as escapes; what is drawn with styles goes to its `outlet`."""

    encoding = "utf-8"  # it takes any character
    errors = "strict"

    def __init__(self, raw: TextIO | None) -> None:
        super().__init__()
        self.outlet = Outlet(raw)

    def write(self, text: str) -> int:
        """Write a text."""
        self.outlet.write(visible(text))
        return len(text)

    def flush(self) -> None:
        """Hand on what was written."""
        self.outlet.flush()

    def isatty(self) -> bool:
        """Say whether this is a terminal."""
        return self.outlet.isatty()

    def fileno(self) -> int:
        """Return the number of the file behind it."""
        return self.outlet.fileno()

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True


@contextmanager
def readable_streams() -> Iterator[Outlet]:
    """Let everything that is printed be readable and fail quietly; yield the way out of the output stream."""
    before = sys.stdout, sys.stderr
    out, err = Readable(sys.stdout), Readable(sys.stderr)
    sys.stdout, sys.stderr = out, err
    try:
        yield out.outlet
    finally:
        out.flush()
        err.flush()
        sys.stdout, sys.stderr = before


def styled(stream: TextIO) -> TextIO:
    """Return the stream on which text with styles is drawn."""
    return getattr(stream, "outlet", stream)


def shown(text: str) -> str:
    """Return a text as it will stand on the output stream, so that it can be measured."""
    text, outlet = visible(text), styled(sys.stdout)
    return outlet.shown(text) if isinstance(outlet, Outlet) else text


def fill_closed_streams() -> None:
    """Put nowhere in place of the three standard files that are closed, or the next file opened takes their place."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(number)
