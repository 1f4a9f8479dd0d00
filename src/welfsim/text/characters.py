"""Characters that can be shown: on any screen, in any encoding, in HTML and SVG."""

from __future__ import annotations

import codecs
import re
import unicodedata
from html import escape

HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but tab and new line
    "\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # what turns or hides text
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"  # what is no character, and tags
)
STAND_INS = {
    "−": "-",
    "–": "-",
    "—": "-",
    "£": "GBP",
    "×": "x",
    "±": "+/-",
    "→": "->",
    "…": "...",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "·": ".",
    "≤": "<=",
    "≥": ">=",
    "¼": "1/4",
    "½": "1/2",
    "¾": "3/4",
}
LAST_RESORT = "?"
BY_STAND_INS = "welfsim.stand_ins"


def visible(text: str) -> str:
    """Write characters that control a screen, or that no one sees, as escapes: ``\\u001b``, as in JSON."""
    return HIDDEN.sub(lambda found: _escaped(found.group()), text)


def on_one_line(text: str) -> str:
    """Write a text as it can be shown within one line: line ends and tabs as escapes too."""
    return "".join(_escaped(each) if each in "\t\n" else each for each in visible(text))


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))


def as_xml(text: str) -> str:
    """Write a text for HTML and SVG, with nothing in it that XML does not allow."""
    return escape(visible(text))


def written_in(encoding: str, text: str) -> str:
    """Write a text with the characters of an encoding, stand-ins in place of those that it lacks."""
    return text.encode(encoding, BY_STAND_INS).decode(encoding)


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    """Return what is written in place of the characters that an encoding lacks, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(map(_plainer, lacking)), error.end


def _plainer(character: str) -> str:
    """Return a stand-in in ASCII: by the list, or a letter without its accent."""
    letters = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return STAND_INS.get(character) or letters or LAST_RESORT


codecs.register_error(BY_STAND_INS, _stand_in)
