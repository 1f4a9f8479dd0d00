"""The page that says where the model is wrong: the first months, a backtest and spending, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from welfsim.experiments import backtest
from welfsim.experiments.spending import Difference, differences
from welfsim.experiments.spending import tables as spending_tables
from welfsim.experiments.targets.table import read_targets
from welfsim.experiments.validate import (
    Judged,
    Score,
    Validation,
    figure,
    months_held,
    printed_rows,
    signed,
    summary,
    validate,
)
from welfsim.experiments.validation_chart import backtest_lines, misses, spending_lines
from welfsim.scenario import read_scenario
from welfsim.simulation import run
from welfsim.wording.tables import markdown_table
from welfsim.wording.values import counted, number

PAGE, PICTURES = "validation.md", "validation"
SCENARIO = "baseline"
SHOWN = ("uc_people_without_moves", "uc_health", "uc_lcwra", "esa", "pip", "employed")
"""Lines of the backtest that have a picture."""


class Sizes(NamedTuple):
    """How large the runs of the page are: people, replications, draws, and people of the run of spending."""

    people: int = 40_000
    replications: int = 4
    draws: int = 24
    people_of_spending: int = 100_000


class Found(NamedTuple):
    """What the page shows: the first months, the backtest, and spending next to the forecast."""

    start: Validation
    back: Validation
    spending: list[Difference]


def find(sizes: Sizes, threads: int | None = None) -> Found:
    """Make the runs of the page; on two cores they take some five minutes."""
    targets = read_targets()
    scenario = read_scenario(SCENARIO).with_options(people=sizes.people, replications=sizes.replications)
    scenario = scenario.with_options(months=months_held(targets, scenario.start, scenario.months))
    start = validate(scenario, targets, times=sizes.draws, threads=threads)
    back = backtest.backtest(sizes.people, sizes.replications, times=sizes.draws, threads=threads)
    whole = run(SCENARIO, people=sizes.people_of_spending, months=72, replications=1, threads=threads, resume=False)
    return Found(start, back, differences(whole))


def write(found: Found, sizes: Sizes, folder: Path) -> None:
    """Write the page and its pictures into a folder of the manual."""
    pictures = folder / PICTURES
    pictures.mkdir(exist_ok=True)
    for name, svg in drawn(found).items():
        (pictures / name).write_bytes(svg)
    (folder / PAGE).write_text(page(found, sizes), encoding="utf-8")


def drawn(found: Found) -> dict[str, bytes]:
    """Return the pictures by the names of their files."""
    return {
        "start.svg": misses(found.start.judged, "Published figures of the first months, and the model"),
        "backtest.svg": backtest_lines(found.back.judged, SHOWN, "The model from April 2023, and what was published"),
        "spending.svg": spending_lines(found.spending, "Spending, the OBR's forecast and the model"),
    }


def page(found: Found, sizes: Sizes) -> str:
    """Return the page."""
    lines = [
        "# Where the model is wrong",
        "<!-- Made by docs/make_validation.py; do not edit. -->",
        "The model is held here against what was published: its first months against the figures of the time, a run "
        "from April 2023 against the 27 months that followed, and spending to 2030-31 against the OBR's forecast. No "
        "parameter is set by this page. `make validate` makes it again; `welfsim validate TARGETS.csv` does the same "
        "for any table with the columns of [targets](targets.md).",
        f"*Runs of {number(sizes.people)} people, {counted(sizes.replications, 'replication')}; intervals from "
        f"{counted(sizes.draws, 'draw')} of all parameters from their ranges; spending from "
        f"{number(sizes.people_of_spending)} people.*",
        *_in_short(found),
        *_start(found.start),
        *_backtest(found.back),
        *_spending(found.spending),
    ]
    return "\n\n".join(lines) + "\n"


def _in_short(found: Found) -> Iterator[str]:
    """Yield what is wrong, the largest misses first, of levels, flows and money."""
    yield "## In short"
    yield "Every line that lies outside its interval, or is a fifth off and more, the largest first."
    rows = [["line", "where", "published", "model", "miss, %", "interval reaches it"]]
    wrong = [(each, "first months") for each in _last_of_each(found.start.judged)]
    wrong += [(each, "from April 2023") for each in _last_of_each(found.back.judged)]
    held = [(each, where) for each, where in wrong if each.value and (not each.is_covered or abs(each.percent) >= 20)]
    for each, where in sorted(held, key=lambda pair: -abs(pair[0].percent)):
        what = f"{each.target.definition}, {each.target.unit}, {each.target.months}"
        reached = "yes" if each.is_covered else "no"
        rows.append([what, where, figure(each.value), figure(each.model), signed(each.percent), reached])
    yield markdown_table(rows)
    last = [each for each in found.spending if each.year == found.spending[-1].year]
    yield (
        "Spending in the last year, £bn, model less forecast once what the model does not pay is taken off: "
        + "; ".join(
            f"{each.line.what} {signed(each.rest)} of £{number(each.forecast + each.definition, 1)}bn" for each in last
        )
        + ". How fast each line drifts to 2031, and why, is on [drift](drift.md)."
    )


def _last_of_each(judged: Sequence[Judged]) -> list[Judged]:
    """Return the latest figure of each line."""
    last: dict[str, Judged] = {}
    for each in judged:
        if each.target.name not in last or each.of.last >= last[each.target.name].of.last:
            last[each.target.name] = each
    return list(last.values())


def _start(found: Validation) -> Iterator[str]:
    """Yield the section on the first months."""
    yield "## The first months"
    yield (
        "The people of April 2025 are built from figures of that time, so levels should be met; flows and growth are "
        "the test. Published figures are as the model counts, through the bridges of their rows. *Roundings* are the "
        "miss in units of what the figure was rounded to. A figure of an earlier year stands for the first twelve "
        "months."
    )
    yield "![Misses of the first months with their intervals; the table below has every number](validation/start.svg)"
    yield markdown_table(printed_rows(found.judged), 9)
    yield " ".join(line.strip() for line in summary(found))


def _backtest(found: Validation) -> Iterator[str]:
    """Yield the section on the backtest."""
    yield "## From April 2023 to June 2025"
    yield (
        "People are built for April 2023 and run under the law of the time. Two rules that know no model stand next to "
        "it: the *last value* before April 2023, and the *last trend* of the last two values. A miss is the mean "
        "distance over all figures of a line. Parameters are those of the model as it is, without a calibrated package."
    )
    yield "Carried back from later months:\n\n" + "\n".join(f"- {each}" for each in backtest.CARRIED_BACK)
    yield "Known of the months that are predicted:\n\n" + "\n".join(f"- {each}" for each in backtest.PEEKED)
    yield "Not in the model:\n\n" + "\n".join(f"- {each}" for each in backtest.MISSING)
    yield (
        "![Six lines from April 2023, published, model and last trend; the tables below have every number]"
        "(validation/backtest.svg)"
    )
    yield markdown_table(_score_rows(found.scores()), 5)
    yield " ".join(line.strip() for line in summary(found)[:2])
    yield "### Every figure from April 2023"
    yield markdown_table(printed_rows(found.judged), 9)


def _score_rows(scores: Sequence[Score]) -> list[list[str]]:
    """Return a table of lines with the mean miss of model and rules, in per cent of what was published."""
    rows = [["line", "figures", "published, mean", "model, %", "last value, %", "last trend, %", "model comes nearer"]]
    for score in scores:
        shares = [
            "" if miss is None else number(100 * miss / score.published, 1)
            for miss in (score.model, score.last_value, score.last_trend)
        ]
        verdict = "yes" if score.beats_both else "no rule" if score.better_rule is None else "no"
        if verdict == "no" and score.is_close:
            verdict = "no, by a quarter at most"
        rows.append([f"{score.name}, {score.unit}", str(score.figures), figure(score.published), *shares, verdict])
    return rows


def _spending(found: Sequence[Difference]) -> Iterator[str]:
    """Yield the section on spending."""
    yield "## Spending next to the OBR's forecast of March 2026"
    yield (
        "Both go by the same prices and pay. The difference is taken apart: *definition* is what the forecast pays "
        "and the model does not; *caseload* is how many more the model pays, at the forecast's average award; "
        "*average award* is the rest. Sources are in [data/spending_forecasts.csv](../data/spending_forecasts.csv). "
        "The forecast is no target."
    )
    yield "![Spending by year in the forecast and in the model, four lines](validation/spending.svg)"
    yield from spending_tables(found)
