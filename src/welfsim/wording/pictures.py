"""Pictures and pages on disk: whole or not at all, and in place of nothing but an earlier one of welfsim."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from welfsim.errors import ResultsError
from welfsim.text.characters import as_xml

MARK = "Drawn by welfsim"
"""Stands near the start of every picture and page, so that it is known again."""
HEAD = 4096


class Picture(NamedTuple):
    """A picture as SVG, which stands on a ground of its own, and what it shows in words."""

    svg: str
    says: str

    def __repr__(self) -> str:
        return self.says

    def _repr_svg_(self) -> str:
        """Give a notebook the picture."""
        return self.svg


def refuse_picture(file: Path, kinds: Sequence[str], what: str = "picture") -> None:
    """Refuse, before any work, a file into which no picture or page can be drawn.

    Parameters
    ----------
    kinds
        The endings of names that are allowed, as ``.svg``.
    what
        What is drawn, in a word.

    Raises
    ------
    ResultsError
        If the name ends in something else, the file is not a picture of welfsim, or nothing can be written there.
    """
    if file.suffix.lower() not in kinds:
        raise ResultsError(
            f"{file}\n  is no {what} that can be drawn. Allowed: a name that ends in {' or '.join(kinds)}\n"
            f"  Write for example {file.with_suffix(kinds[0])}"
        )
    try:
        if os.path.lexists(file) and not _is_ours(file):
            raise ResultsError(
                f"{file}\n  This file is there already and is no {what} drawn by welfsim, so it is not replaced.\n"
                "  Name another file, or move this one away."
            )
        aside = _aside(file)
        aside.touch(exist_ok=False)
        aside.unlink()
    except OSError as error:
        raise _unwritable(file, error) from None


def write_picture(file: Path, content: bytes) -> None:
    """Write a picture, whole or not at all.

    Raises
    ------
    ResultsError
        If it cannot be written; what was there before is still there.
    """
    aside = _aside(file)
    try:
        try:
            aside.write_bytes(content)
            aside.replace(file.resolve())
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        raise _unwritable(file, error) from None


def described(svg: bytes, title: str, description: str) -> bytes:
    """Give an SVG the title and description that screen readers read."""
    text = svg.decode("utf-8")
    start = text.index("<svg")
    end = text.index(">", start)
    opening = f'{text[start:end]} role="img" aria-labelledby="title desc">'
    words = f'\n <title id="title">{as_xml(title)}</title>\n <desc id="desc">{as_xml(description)}</desc>'
    return f"{text[:start]}{opening}{words}{text[end + 1 :]}".encode()


def _is_ours(file: Path) -> bool:
    """Say whether a file is a picture that welfsim drew."""
    if not file.is_file():
        return False
    with file.open("rb") as opened:
        return MARK.encode() in opened.read(HEAD)


def _aside(file: Path) -> Path:
    """Return a file of this process in the folder of the one that a path leads to."""
    real = file.resolve()
    return real.with_name(f".{real.name}-{os.getpid()}")


def _unwritable(file: Path, error: OSError) -> ResultsError:
    return ResultsError(f"{file}\n  The picture cannot be written: {error.strerror or error}.")
