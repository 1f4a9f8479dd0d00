"""A scenario as a notebook shows it: a table of what it changes, and a chart of each number that it changes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from welfsim.months import month_of_year, show_month, year_of
from welfsim.scenario import Scenario
from welfsim.scenario.changes import NOTHING_CHANGED, Changes
from welfsim.vocabulary.fields import Unit
from welfsim.wording.charts import MONTH, SERIES, VALUE, Chart, Charts
from welfsim.wording.tables import html_table, in_notebook
from welfsim.wording.values import PENCE, POUND, counted, show_unit

SENTENCE_ENDS = (".", "?", "!")
LAW, HERE = "Law", "Scenario"


def table_of(scenario: Scenario) -> str:
    """Return what a scenario changes in law as an HTML table under its name, with its question."""
    changes = Changes(scenario)
    rows, notes = changes.rows(), [changes.programme_told(name) for name in scenario.programmes]
    size = f"{counted(scenario.months, 'month')} from {show_month(scenario.start)}, against {scenario.against}"
    parts = [part for part in (scenario.name, scenario.question, size) if part]
    caption = " ".join(part if part.endswith(SENTENCE_ENDS) else f"{part}." for part in parts)
    if len(rows) == 1:
        return in_notebook([html_table(caption, [["What is changed"], *([NOTHING_CHANGED],) * (not notes)])], notes)
    return in_notebook([html_table(caption, rows, texts=len(rows[0]) - 1)], notes)


def charts_of(scenario: Scenario) -> Charts:
    """Return a chart of each number that a scenario changes: law and scenario, month by month."""
    return Charts(_charts(scenario))


def _charts(scenario: Scenario) -> Iterator[Chart]:
    changes = Changes(scenario)
    months = range(scenario.start, scenario.start + scenario.months)
    days = [pd.Timestamp(year_of(month), month_of_year(month), 1) for month in months]
    for name in changes.changed():
        declared = changes.law.values[name].declared
        law, here = changes.by_month(name)
        if declared.unit in (Unit.SWITCH, Unit.MONTH) or law.ndim > 1 or np.array_equal(law, here):
            continue
        in_pounds = declared.unit in PENCE
        scale, unit = (POUND, f"£ {show_unit(declared)}".strip()) if in_pounds else (1, show_unit(declared))
        frames = [
            pd.DataFrame({MONTH: days, SERIES: series, VALUE: values / scale})
            for series, values in ((LAW, law), (HERE, here))
        ]
        yield Chart(name, unit, f"{changes.sentence(name)}.", pd.concat(frames, ignore_index=True))
