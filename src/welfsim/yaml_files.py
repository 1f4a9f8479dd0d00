"""YAML as users write it: read whole within limits, or refused in plain words with the line.

No anchors, aliases or tags, every key is text and given once. What is refused here never shows what a file says, so
that a wrong path gives nothing away.
"""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from welfsim.text.written import shortened

SUFFIXES = (".yaml", ".yml")
LARGEST = 500_000
DEEPEST = 20
LONGEST_NUMBER = 40
LONGEST_PATH = 300

FROM_A_FILE = {"from": "a file"}
"""Said when what a file says is checked: a whole number is then no month."""

_WHOLE = re.compile(r"[-+]?[0-9][0-9_]*")
_BROKEN = re.compile(r"[\ud800-\udfff]")
_DIRECTIVE = re.compile(r"^%(?:YAML|TAG)\b", re.MULTILINE)
_TAG = "tag:yaml.org,2002:"
_ALIASES = "Anchors and aliases (& and *) are not used here: write the value out, or put text in quotes."
_TAGS = "Tags (!) are not used here: write the value alone, or put text in quotes."

_PLAIN = (
    (
        "mapping values are not allowed",
        "One colon too many, or the line begins too far right: put text with a colon in quotes.",
    ),
    ("found character '\\t'", "A tab stands where spaces are needed: indent with spaces."),
    ("found character", "No value begins with this character: put the text in quotes."),
    ("could not find expected ':'", "A colon is missing: write  key: value."),
    ("while scanning a simple key", "A colon is missing: write  key: value."),
    (
        "sequence entries are not allowed",
        "A list cannot begin here: each dash stands on a line below its key.",
    ),
    ("block sequence entries are not allowed", "A list cannot begin here: each dash stands on a line below its key."),
    ("mapping keys are not allowed", "A question mark cannot stand here: put the text in quotes."),
    ("expected <block end>", "This does not fit the lines above: keys of one level begin in the same column."),
    ("expected ',' or ']'", "A list is not closed: a comma or ] is missing."),
    ("expected ',' or '}'", "Braces are not closed: a comma or } is missing."),
    ("expected the node content", "A value is missing here, or a bracket or comma is too many."),
    ("found unexpected end of stream", "A quotation mark is not closed."),
    ("found unexpected document separator", "A quotation mark is not closed."),
    (
        "found unknown escape character",
        "A backslash in double quotes has a meaning of its own: use single quotes.",
    ),
    ("expected escape sequence", "A backslash in double quotes has a meaning of its own: use single quotes."),
    ("expected a single document", "A second document begins here (---): a file holds one."),
    ("expected '<document start>'", "This does not fit the lines above: write  key: value."),
    ("found non-comment content after document end", "Something stands after the end of the document (...)."),
    ("expected alphabetic or numeric character", _ALIASES),
    ("found undefined tag handle", _TAGS),
    ("while parsing a tag", _TAGS),
    ("maximum depth", f"Brackets or lists lie more than {DEEPEST} deep: nothing that welfsim reads does."),
)
_NOT_YAML = "This line cannot be read: check its colons, quotes, brackets and indentation."


class UnreadableError(Exception):
    """What a user wrote cannot be read: why, in one plain sentence, and the line if there is one."""

    def __init__(self, why: str, line: int = 0) -> None:
        super().__init__(why)
        self.why = why
        self.line = line


class Table(dict[str, Any]):
    """Keys and values as written, with the line of each key (from 1)."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, int] = {}


class Items(list[Any]):
    """A list as written, with the line of each item (from 1)."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int] = []


def is_file(path: Path) -> bool:
    """Say whether there is an ordinary file; a path that no file system can have is none."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def read_yaml(file: Path) -> Any:
    """Read a file of YAML as plain values, its keys and items with their lines.

    Raises
    ------
    UnreadableError
        If it cannot be read, is too large, not UTF-8, empty or not YAML.
    """
    text = text_of(file)
    document = parse(text)
    if document is None:
        raise UnreadableError("The file is empty.")
    return document


def text_of(file: Path) -> str:
    """Return the text of a file.

    Raises
    ------
    UnreadableError
        If it cannot be read, is too large or not UTF-8.
    """
    try:
        kind = file.stat().st_mode
        if stat.S_ISDIR(kind):
            raise UnreadableError("This is a folder, not a file.")
        if not stat.S_ISREG(kind):
            raise UnreadableError("This is no ordinary file: save the text in one.")
        with file.open("rb") as opened:
            read = opened.read(LARGEST + 1)
    except FileNotFoundError:
        raise UnreadableError("There is no such file.") from None
    except OSError as error:
        raise UnreadableError(f"The file cannot be read: {error.strerror}.") from None
    except ValueError:
        raise UnreadableError("No file can have this name.") from None
    return decoded(read, "The file")


def decoded(read: bytes, what: str) -> str:
    """Return as text the bytes that were read of something, one more than `LARGEST` at most.

    Raises
    ------
    UnreadableError
        If there are more than `LARGEST`, or they are not UTF-8.
    """
    if len(read) > LARGEST:
        raise UnreadableError(f"{what} is larger than {LARGEST:,} bytes, the most that welfsim reads.")
    try:
        return read.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableError(f"{what} is not UTF-8 text.") from None


def parse(text: str) -> Any:
    """Read YAML text as plain values; nothing if there is nothing in it.

    Raises
    ------
    UnreadableError
        In plain words, with the line.
    """
    if len(text) > LARGEST:
        raise UnreadableError(f"This is longer than {LARGEST:,} characters, the most that welfsim reads.")
    directive = _DIRECTIVE.search(text)
    if directive:
        raise UnreadableError("A line cannot begin with %.", text.count("\n", 0, directive.start()) + 1)
    reader = YAML(typ="safe", pure=True)
    reader.Composer = _Composer
    reader.max_depth = DEEPEST
    try:
        node = reader.compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise UnreadableError(_in_plain_words(error), mark.line + 1 if mark else 0) from None
    except YAMLError as error:
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        raise UnreadableError("A control character stands in this line: delete it.", line) from None
    return None if node is None else _value(node)


def _in_plain_words(error: MarkedYAMLError) -> str:
    said = (str(error.problem), str(error.context))
    return next((plain for begins, plain in _PLAIN if any(each.startswith(begins) for each in said)), _NOT_YAML)


class _Composer(Composer):
    """Refuses what a user's file has no need of, at its line."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.parser.peek_event()
        line = event.start_mark.line + 1
        if isinstance(event, AliasEvent) or event.anchor is not None:
            raise UnreadableError(_ALIASES, line)
        if event.tag is not None:
            raise UnreadableError(_TAGS, line)
        return super().compose_node(parent, index)


def _value(node: Node) -> Any:
    """Return a node as a plain value; the depth of nodes is bounded."""
    if isinstance(node, MappingNode):
        return _table(node)
    if not isinstance(node, SequenceNode):
        return _scalar(node)
    items = Items()
    items.extend(_value(item) for item in node.value)
    items.lines = [_line(item) for item in node.value]
    return items


def _table(node: MappingNode) -> Table:
    table = Table()
    for key, value in node.value:
        if not isinstance(key, ScalarNode):
            raise UnreadableError("A list or braces stand where a key is needed: write  key: value.", _line(key))
        name = _unbroken(key)
        if name in table:
            raise UnreadableError(
                f"{shortened(name)} stands twice, first in line {table.lines[name]}: keep one.", _line(key)
            )
        table[name] = _value(value)
        table.lines[name] = _line(key)
    return table


def _scalar(node: Node) -> object:
    """Return what one value says: a number, yes or no, nothing, or text (dates too)."""
    written, kind = _unbroken(node), str(node.tag).removeprefix(_TAG)
    if kind in ("int", "float") and len(written) > LONGEST_NUMBER:
        raise UnreadableError(f"A number of more than {LONGEST_NUMBER} digits cannot be meant.", _line(node))
    if kind == "bool":
        return written.lower() == "true"
    if kind == "null":
        return None
    if kind == "int" and _WHOLE.fullmatch(written):
        return int(written.replace("_", ""))
    if kind == "float":
        return _decimal(written)
    return written


def _decimal(written: str) -> float | str:
    try:
        return float(written.replace("_", "").lower().replace(".inf", "inf").replace(".nan", "nan"))
    except ValueError:
        return written


def _unbroken(node: Node) -> str:
    """Return the text of a value, which must be text that can be written again."""
    text = str(node.value)
    if _BROKEN.search(text):
        raise UnreadableError("Half a character stands in this line: write it whole.", _line(node))
    return text


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1
