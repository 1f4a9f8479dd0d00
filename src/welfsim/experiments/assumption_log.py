"""The log of every number that the model assumes or is given: where it is from, how sure it is, and what it is worth.

Parameters come from the law files, numbers of the build from ``data/margins/assumptions.csv``, impacts from a stored
table of `impact`. Evidence is dated by the latest year that its title names, or else its link.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.experiments.impact import HEADLINES, Impacts, is_asked, is_given
from welfsim.months import month
from welfsim.policy import Value, current_law
from welfsim.population.assumptions import Assumption, assumptions
from welfsim.vocabulary.fields import Unit
from welfsim.wording.values import MINUS, number, show_unit, show_value

Floats = NDArray[np.float64]

START = month(2025, 4)
OLD_BEFORE = 2020
"""Evidence of an earlier year is older than five years at the start of the run."""
OF_LAW = re.compile(r"\b(Act|Regulations|reg\.|s\.\d)")
"""A source that is law, which does not age."""
OF_THE_BUILD = "build"
OWN = "welfsim assumption"
CLEAR, WITHIN_LUCK, NONE, NOT_ASKED, NOT_MEASURED = "clear", "within luck", "none", "not asked", "not measured"
"""What is known of an impact. It is not asked of facts and of paths that are given; not measured yet are parameters
that are newer than the stored impacts, and numbers of the build.
"""
PEAK, IN_LOGS = "peak at the value", "peak at the value, in logs"
MULTIPLIERS = {Unit.RATIO, Unit.HAZARD, Unit.ELASTICITY}

PAGES: Mapping[str, str] = {
    "uprating": "parameters.md",
    "economy": "parameters.md",
    "universal_credit": "pipelines/universal_credit.md",
    "benefit_cap": "awards.md",
    "child_benefit": "awards.md",
    "sick_pay": "awards.md",
    "employment_support_allowance": "pipelines/esa.md",
    "disability_rates": "pipelines/pip.md",
    "carers": "pipelines/pip.md",
    "tax": "awards.md",
    "pay": "population.md",
    "career": "behaviour.md",
    "costs": "results.md",
    "ageing": "population.md",
    "health": "pipelines/health.md",
    "claims": "pipelines/universal_credit.md",
    "assessment": "pipelines/work_capability.md",
    "wca_disputes": "pipelines/work_capability.md",
    "pip": "pipelines/pip.md",
    "adp": "pipelines/pip.md",
    "points": "pipelines/pip.md",
    "coaching": "coaches.md",
    "connect_to_work": "coaches.md",
    "workwell": "coaches.md",
    "access_to_work": "coaches.md",
    "ips": "coaches.md",
    "jobs_guarantee": "coaches.md",
    "employment": "behaviour.md",
    "sick_leave": "behaviour.md",
    "take_up": "behaviour.md",
    "unemployment_insurance": "pipelines/esa.md",
    "jobseekers_allowance": "awards.md",
    "scottish_child_payment": "awards.md",
    "childcare": "awards.md",
    "council_tax": "awards.md",
    OF_THE_BUILD: "population.md",
}
"""The page of the manual that owns each group of parameters."""


class Entry(NamedTuple):
    """One number of the log, each cell as it is written; `moves` are its impacts on the headlines, if there are any.

    `impact` says what is known of them, as `CLEAR` and those after it.
    """

    group: str
    name: str
    value: str
    unit: str
    low: str
    high: str
    distribution: str
    status: str
    grade: str
    evidence: int | None
    is_old: bool
    source: str
    link: str
    read: str
    page: str
    impact: str
    moves: Floats | None
    note: str


def log(impacts: Impacts) -> list[Entry]:
    """Return every parameter in the order of its declaration, then every number of the build."""
    moves = {each.name: each.moves for each in impacts.found}
    parameters = [_parameter(value, impacts, moves) for value in current_law().values.values()]
    return [*parameters, *map(_of_the_build, assumptions())]


def _parameter(value: Value, impacts: Impacts, moves: Mapping[str, Floats | None]) -> Entry:
    now = value.values[max(at for at in value.values if at <= START)]
    spread = value.low is not None and value.high is not None
    evidence = evidence_year(value.title, value.href)
    return Entry(
        group=value.group,
        name=value.name,
        value=show_value(now, value.declared),
        unit=show_unit(value.declared) or "pounds",
        low=show_value(value.low, value.declared) if spread else "",
        high=show_value(value.high, value.declared) if spread else "",
        distribution=distribution(value),
        status=value.status(START),
        grade=grade_of(value.note),
        evidence=evidence,
        is_old=spread and not OF_LAW.search(value.title) and evidence is not None and evidence < OLD_BEFORE,
        source=value.title,
        link=value.href,
        read=value.read,
        page=PAGES[value.group],
        impact=_in_a_word(value, moves, impacts),
        moves=moves.get(value.name),
        note=value.note,
    )


def _of_the_build(row: Assumption) -> Entry:
    evidence = evidence_year(row.why)
    return Entry(
        group=OF_THE_BUILD,
        name=row.name,
        value=row.value,
        unit=row.unit,
        low=row.low,
        high=row.high,
        distribution=PEAK if row.unit != "month" else "even",
        status="assumption",
        grade=row.grade,
        evidence=evidence,
        is_old=evidence is not None and evidence < OLD_BEFORE,
        source="data/margins/assumptions.csv",
        link="",
        read="",
        page=PAGES[OF_THE_BUILD],
        impact=NOT_MEASURED,
        moves=None,
        note=f"{row.meaning}. {row.why}",
    )


def evidence_year(*texts: str) -> int | None:
    """Return the latest year that the first of some texts names which names any, 1960 to 2029; none if none does."""
    for text in texts:
        years = [int(year) for year in re.findall(r"(?<!\d)(19[6-9]\d|20[0-2]\d)(?!\d)", text)]
        if years:
            return max(years)
    return None


def grade_of(note: str) -> str:
    """Return the grade at the head of a note; nothing if it has none, as a fact of law has not."""
    found = re.search(r"\bgrade ([ABC])\b", note, re.IGNORECASE)
    return found.group(1) if found else ""


def distribution(value: Value) -> str:
    """Say how to draw from the range of a parameter: by its unit, since no source gives a shape.

    What multiplies (a hazard, ratio or elasticity above zero) is triangular in logarithms with the peak at the value,
    all else is triangular, a switch is yes or no alike, and a path that is given is not drawn.
    """
    if value.low is None or value.high is None:
        return ""
    if value.declared.unit == Unit.SWITCH:
        return "yes or no"
    if is_given(value):
        return "given"
    return IN_LOGS if value.declared.unit in MULTIPLIERS and value.low > 0 else PEAK


def _in_a_word(value: Value, moves: Mapping[str, Floats | None], impacts: Impacts) -> str:
    if not is_asked(value):
        return NOT_ASKED
    if value.name not in moves:
        return NOT_MEASURED
    moved = moves[value.name]
    if moved is None:
        return NONE
    return CLEAR if bool(impacts.is_clear(moved).any()) else WITHIN_LUCK


# ---------------------------------------------------------------------------------------- as tables and on pages


def table(entries: list[Entry]) -> str:
    """Return the log as a table of text: a row a number, its impacts on the headlines in their units."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    names = [name for name in Entry._fields if name not in ("moves", "note")]
    rows.writerow([*names, *(each.key for each in HEADLINES), "note"])
    for entry in entries:
        cells = [_cell(getattr(entry, name)) for name in names]
        moves = [""] * len(HEADLINES) if entry.moves is None else [f"{move:.4g}" for move in entry.moves]
        rows.writerow([*cells, *moves, entry.note])
    return text.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def shown_moves(entry: Entry, impacts: Impacts) -> list[str]:
    """Return the impacts of a number: in per cent of a headline of people, in £bn of money.

    Those that may be luck are in brackets, and there is nothing where nothing moved.
    """
    if entry.moves is None:
        return [""] * len(HEADLINES)
    clear = impacts.is_clear(entry.moves)
    shown = [in_its_unit(place, float(move), impacts) for place, move in enumerate(entry.moves)]
    return [text if sure else f"({text})" for text, sure in zip(shown, clear, strict=True)]


def in_its_unit(headline: int, move: float, impacts: Impacts) -> str:
    """Write a move of one headline with its sign: in per cent of it, or in £bn."""
    is_level = HEADLINES[headline].is_level
    text = number(100 * move / abs(float(impacts.central[headline])) if is_level else move, 1)
    return text if text[0] == MINUS or float(text.replace(",", "")) == 0 else f"+{text}"


def heads() -> list[str]:
    """Return the names of the headlines with the unit in which their moves are shown."""
    return [f"{each.what[0].lower()}{each.what[1:]}, {'%' if each.is_level else each.unit}" for each in HEADLINES]


def largest(entries: list[Entry], impacts: Impacts, headline: int, most: int) -> Iterator[Entry]:
    """Yield the numbers that move one headline most, clear of luck, the largest first."""
    held = [each for each in entries if each.moves is not None and impacts.is_clear(each.moves)[headline]]
    yield from sorted(held, key=lambda each: -abs(float(each.moves[headline])))[:most]  # type: ignore[index]
