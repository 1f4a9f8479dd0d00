"""The lines beyond public money that stand in every printed table: people, jobs and coach time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from welfsim.results.comparison import Comparison
from welfsim.results.effects import cost, more_in_work_by_group
from welfsim.results.luck import INTERVAL, NOT_OF_ROWS, cell, luck_in, span, why_not
from welfsim.results.run import Results
from welfsim.results.table import HEALTH_USES, OTHER_USES, Table, compared
from welfsim.wording.values import number

THOUSAND, MILLION = 1e3, 1e6
WORK_AS_EXPECTED = (
    "People in work, and net cost over the run, are expected differences, clear of most luck. Public money by year is "
    "counted, so its net cost has more luck."
)


class Headline(NamedTuple):
    """One printed row: an account line, summed over the categories named, or over all but nobody."""

    label: str
    line: str
    only: tuple[str, ...] = ()


SECTIONS: Mapping[str, tuple[float, tuple[Headline, ...]]] = {
    "Thousand, mean of the year": (
        THOUSAND,
        (
            Headline("UC health: fit note, before a decision", "uc_health", ("Pre-WCA",)),
            Headline("UC health: LCW", "uc_health", ("LCW",)),
            Headline("UC health: LCWRA", "uc_health", ("LCWRA",)),
            Headline("ESA", "esa"),
            Headline("PIP", "disability", ("PIP",)),
            Headline("ADP, Scotland", "disability", ("ADP",)),
            Headline("UC claims, benefit units", "uc_units"),
            Headline("People in work", "work", ("Part time", "Full time")),
            Headline("of whom limited by ill health", "working_limited", ("Part time", "Full time")),
        ),
    ),
    "Thousand, in the year": (
        THOUSAND,
        (
            Headline("Jobs started", "jobs_started"),
            Headline("Starts of intensive coach support", "coach_starts"),
            Headline("Starts on programmes", "programme_starts"),
        ),
    ),
    "Million coach minutes": (
        MILLION,
        (
            Headline("Asked, health support", "minutes_asked", HEALTH_USES),
            Headline("Given, health support", "minutes_given", HEALTH_USES),
            Headline("Asked, all else", "minutes_asked", OTHER_USES),
            Headline("Given, all else", "minutes_given", OTHER_USES),
        ),
    ),
}


def section(results: Results, name: str) -> Table:
    """Return the rows of one section by replication and financial year."""
    scale, headlines = SECTIONS[name]
    rows = pd.Index([headline.label for headline in headlines], name="line")
    values = np.stack([results.yearly(headline.line, headline.only) / scale for headline in headlines], axis=-1)
    made_of = tuple(results.row_of(headline.line, scale) for headline in headlines)
    return Table(rows, results.years, values, name, made_of)


def frames_of(found: Results | Comparison) -> list[pd.DataFrame]:
    """Return what stands in every printed table, of a run or of a comparison: public money, then the headlines."""
    if isinstance(found, Results):
        return [found.fiscal_table(), *(section(found, name).frame() for name in SECTIONS)]
    pairs = (compared(section(found.reform, name), section(found.baseline, name)) for name in SECTIONS)
    return [found.fiscal_table(), *pairs]


def first_rows(comparison: Comparison) -> list[list[str]]:
    """Return what a comparison shows first: people in work in the last month, and net cost over the run."""
    last = comparison.reform.months[-1]
    found = {
        f"More people in work in {last}: {who[0].lower()}{who[1:]}": (more[:, -1], 0)
        for who, more in more_in_work_by_group(comparison).items()
    }
    found["Net cost over the run, £ million"] = cost(comparison).sum(axis=1), 1
    has_luck = comparison.reform.scenario.replications > 1
    rows = [["Reform less baseline", "found", *[INTERVAL] * has_luck]]
    for label, (values, digits) in found.items():
        mean = float(values.mean())
        if has_luck:
            low, high = (float(end) for end in (luck_in(values).low, luck_in(values).high))
            why = why_not(mean, NOT_OF_ROWS, low, high)
            rows.append([label, cell(number(mean, digits), why), span(low, high, digits)])
        else:
            rows.append([label, number(mean, digits)])
    return rows
