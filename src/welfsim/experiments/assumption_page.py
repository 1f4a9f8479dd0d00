"""The page of the log of assumptions: what moves each headline most, old evidence, every parameter with a range."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from welfsim.experiments.assumption_log import (
    CLEAR,
    NONE,
    NOT_MEASURED,
    OF_THE_BUILD,
    OLD_BEFORE,
    OWN,
    PAGES,
    WITHIN_LUCK,
    Entry,
    heads,
    largest,
    log,
    shown_moves,
)
from welfsim.experiments.impact import CLEAR as CLEAR_FROM
from welfsim.experiments.impact import HEADLINES, Impacts
from welfsim.wording.tables import markdown_table
from welfsim.wording.values import number

MOST = 15


def page(impacts: Impacts) -> str:
    """Return the page of the log."""
    entries = log(impacts)
    lines = [
        "# The log of assumptions",
        "<!-- Made by docs/make_tables.py from the declarations and docs/impact.csv; change those, not this page. -->",
        "Every number that the model assumes or is given is a row of [assumption_log.csv](assumption_log.csv): value, "
        "range, distribution, status, grade, the year of its evidence, source, the day on which it was read, the page "
        "of the manual that owns it, and its impact on five headlines of the last year. This page shows what matters "
        "of it. [Assumptions](assumptions.md) says why each has its value.",
        _how(impacts, entries),
        "## What moves a headline most",
        f"From the low to the high end of the range, clear of luck; at most {MOST} each.",
    ]
    for place, headline in enumerate(HEADLINES):
        rows = [
            [
                "parameter",
                "low",
                "high",
                "grade",
                "evidence of",
                f"impact, {'%' if headline.is_level else headline.unit}",
            ]
        ]
        rows += [
            [f"`{each.name}`", each.low, each.high, each.grade, _year(each), shown_moves(each, impacts)[place]]
            for each in largest(entries, impacts, place, MOST)
        ]
        lines += [f"### {headline.what}", markdown_table(rows)]
    lines += list(_old(entries, impacts))
    lines += ["## Every parameter with a range", _of_a_group(impacts)]
    for group, held in groupby(entries, key=lambda each: each.group):
        ranged = [each for each in held if each.low]
        if ranged and group != OF_THE_BUILD:
            lines += [f"### {group}", f"Its page is [{PAGES[group]}]({PAGES[group]}).", _table(ranged, impacts)]
    return "\n\n".join(lines) + "\n"


def _how(impacts: Impacts, entries: list[Entry]) -> str:
    """Say how the impacts were measured, how large luck is in them, and how many are clear of it."""
    said = {word: sum(each.impact == word for each in entries) for word in (CLEAR, WITHIN_LUCK, NONE)}
    luck = "; ".join(
        f"{each.what[0].lower()}{each.what[1:]} {number(CLEAR_FROM * float(sd), 0 if each.is_level else 1)} {each.unit}"
        for each, sd in zip(HEADLINES, impacts.luck, strict=True)
    )
    built = sum(each.group == OF_THE_BUILD for each in entries)
    newer = sum(each.impact == NOT_MEASURED for each in entries) - built
    since = f" {newer} parameters are newer than the measurement." if newer else ""
    return (
        "**Impact** is by how much a headline of 2030-31 is higher with a parameter at the high end of its range than "
        "with it at the low end, on average over all that the other parameters may be. All parameters are moved at "
        "once, by a balanced plan of runs, so that each run says something of every parameter "
        "([0063](decisions/0063-what-an-assumption-is-worth.md)). An impact is *clear of luck* from "
        f"{number(CLEAR_FROM)} standard deviations on, which are: {luck}. Smaller ones are in "
        f"brackets. {said[CLEAR]} parameters move a headline clear of luck, {said[WITHIN_LUCK]} move something "
        f"within luck, and {said[NONE]} move nothing at all in the baseline, in a smaller sample of people: these "
        "matter to reforms alone, or to few people. Ranges are not equally wide, so an impact is that of what is not "
        "known, not of a step of one per cent. Prices and pay are given, and facts of law have no range, so no impact "
        f"is asked of them. That of the {built} numbers of the built population is not measured one by one: each "
        f"would need people of its own.{since}"
    )


def _old(entries: list[Entry], impacts: Impacts) -> Iterator[str]:
    """Yield the list of parameters whose evidence is old, those that matter first."""
    old = [each for each in entries if each.is_old and each.group != OF_THE_BUILD]
    undated = sum(each.evidence is None and bool(each.low) and each.source != OWN for each in entries)
    own = sum(each.source == OWN and bool(each.low) for each in entries)
    yield "## Evidence older than five years"
    yield (
        f"{len(old)} parameters with a range rest on evidence of before {OLD_BEFORE}, by the latest year in the title "
        f"of their source. {own} more are the model's own judgement, and for {undated} numbers neither title nor link "
        "names a year. Those that move a headline clear of luck come first."
    )
    rows = [["parameter", "evidence of", "grade", *heads(), "source"]]
    for each in sorted(old, key=lambda each: (each.impact != CLEAR, each.evidence or 0, each.name)):
        source = each.source.replace("[", "(").replace("]", ")")
        rows.append([f"`{each.name}`", _year(each), each.grade, *shown_moves(each, impacts), source])
    yield markdown_table(rows)


def _of_a_group(impacts: Impacts) -> str:
    """Say what the tables of all parameters show."""
    return (
        "Impacts are in brackets where they may be luck, empty where nothing moved or no "
        "impact is asked. *Peak at the value* is a triangular distribution over the range, in logarithms for what "
        "multiplies; no source gives a shape. Nothing in the model draws from them yet: `--evidence` tries the ends."
    )


def _table(entries: list[Entry], impacts: Impacts) -> str:
    """Return the table of one group."""
    rows = [
        [
            "parameter",
            "value",
            "range",
            "distribution",
            "grade",
            "evidence of",
            "read",
            *heads(),
        ]
    ]
    for each in entries:
        name = f"`{each.name.partition('.')[2]}`"
        spread = f"{each.low} to {each.high}"
        known = [each.distribution, each.grade, _year(each), each.read]
        rows.append([name, each.value, spread, *known, *shown_moves(each, impacts)])
    return markdown_table(rows)


def _year(entry: Entry) -> str:
    if entry.source == OWN:
        return "own"
    return "" if entry.evidence is None else f"{entry.evidence}{', old' if entry.is_old else ''}"
