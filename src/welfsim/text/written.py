"""What a user wrote, as a message shows it: on one line, cut when long, with the nearest name that is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from welfsim.text.characters import on_one_line

LONGEST_SHOWN = 60
ALIKE = 0.6


def shortened(written: object, longest: int = LONGEST_SHOWN) -> str:
    """Write what a user wrote on one line: cut when long, what controls a screen as escapes."""
    if written is None or written == "":
        return "nothing"
    if isinstance(written, bool):
        return "true" if written else "false"
    if isinstance(written, Mapping):
        return "a block of keys and values"
    try:
        text = str(written)
    except ValueError:
        return "a number of thousands of digits"
    text = text if len(text) <= longest else f"{text[: longest - 1]}…"
    return on_one_line(text)


def nearest(name: object, known: Sequence[str]) -> str:
    """Return `question` on a line of its own."""
    return after("\n", question(name, known))


def question(name: object, known: Sequence[str], alike: float = ALIKE) -> str:
    """Return a question whether the nearest known name is meant, or nothing when none is near."""
    return after("Did you mean ", did_you_mean(str(name), known, alike), "?")


def after(before: str, text: str, end: str = "") -> str:
    """Return a text between two others, or nothing when there is no text."""
    return f"{before}{text}{end}" if text else ""


def did_you_mean(name: str, known: Sequence[str], alike: float = ALIKE) -> str:
    """Return the nearest known name to `name`, before all one that begins with it, or an empty string.

    `alike` says how much alike, 0 to 1, two names must be spelt.
    """
    if len(name) > LONGEST_SHOWN:
        return ""
    longer = [each for each in known if each.startswith(f"{name}_")]
    near = longer or get_close_matches(name, known, n=1, cutoff=alike)
    return near[0] if near else ""
