"""What a comparison with stored tables found, for programs that build: JUnit XML, and Markdown for a summary."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from welfsim.experiments.regress import Difference, Outcome
from welfsim.text.characters import visible
from welfsim.wording.pictures import MARK
from welfsim.wording.tables import markdown_table
from welfsim.wording.values import counted

MOST_ROWS = 50
"""Differences that a summary lists; it says how many more there are."""


def junit(outcomes: Mapping[str, Outcome]) -> str:
    """Return the outcomes as JUnit XML: a test case a table, failed if a number differs or a line is gone."""
    failed = sum(not outcome.is_as_stored for outcome in outcomes.values())
    suite = Element("testsuite", name="welfsim regress", tests=str(len(outcomes)), failures=str(failed), errors="0")
    for name, outcome in outcomes.items():
        case = SubElement(suite, "testcase", classname="welfsim.regress", name=visible(name))
        if not outcome.is_as_stored:
            SubElement(case, "failure", message=_found(outcome)).text = visible("\n".join(_lines(outcome)))
    indent(suite)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!-- {MARK} -->\n{tostring(suite, encoding="unicode")}\n'


def summary(outcomes: Mapping[str, Outcome]) -> str:
    """Return the outcomes as Markdown: what differs, line by line and year by year, old and new."""
    differences = [each for outcome in outcomes.values() for each in outcome.differences]
    gone = [f"{name}: {line}" for name, outcome in outcomes.items() for line in outcome.gone]
    head = f"## Stored tables of welfsim\n\n{counted(len(outcomes), 'table')}, "
    if not differences and not gone:
        return f"{head}no difference.\n"
    told = [
        f"{head}{counted(len(differences), 'number differs', 'numbers differ')}, {counted(len(gone), 'line')} gone."
    ]
    if differences:
        rows = [["table", "line", "category", "year", "old", "new", "share"]]
        rows += [[visible(str(cell)) for cell in each.record().values()] for each in differences[:MOST_ROWS]]
        told.append(markdown_table(rows))
    if len(differences) > MOST_ROWS:
        told.append(f"And {len(differences) - MOST_ROWS:,} more.")
    if gone:
        told.append("\n".join(f"- gone: {visible(line)}" for line in gone))
    return "\n\n".join(told) + "\n"


def _found(outcome: Outcome) -> str:
    differ = counted(len(outcome.differences), "number differs", "numbers differ")
    return f"{differ}, {counted(len(outcome.gone), 'line')} gone"


def _lines(outcome: Outcome) -> list[str]:
    return [*map(_line, outcome.differences), *(f"gone: {line}" for line in outcome.gone)]


def _line(each: Difference) -> str:
    told = each.record()
    what = " / ".join(part for part in (each.line, each.category) if part)
    return f"{what}, {each.year}: stored {each.old:,}, found {each.new:,} ({told['share']})"
