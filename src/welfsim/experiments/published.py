"""Twelve months from the stock of April 2025, with nothing aligned, compared with the published figures.

The figures are in ``data/published_flows.csv``, each with its source, its period, the months of the run to compare with
it, and where its definition differs. A miss is shown as it is; no parameter is changed to close it.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.months import parse_month, show_month
from welfsim.results.pipelines import mean_months
from welfsim.results.run import Results
from welfsim.scenario import Scenario
from welfsim.shipped import data_folder
from welfsim.simulation import run
from welfsim.vocabulary.codes import (
    DisabilityBenefit,
    DisabilityStage,
    DisputeStage,
    EsaStage,
    HealthGroup,
    LcwraRoute,
    PipOutcome,
    Regime,
    ReviewOutcome,
    UcEnd,
    Wait,
    WcaDisputeResult,
    WcaDisputeStage,
    WcaOutcome,
    WorkCapabilityStage,
    WorkStatus,
)
from welfsim.wording.tables import markdown_table
from welfsim.wording.values import MINUS, number

START, MONTHS, PEOPLE, SEED = "2025-04", 12, 200_000, 1
FILE = "published_flows.csv"
WEEKS_A_MONTH = 52 / 12
PERCENT = 100.0

PIP = DisabilityBenefit.PIP
IN_DISPUTE = [WorkCapabilityStage.FIT_IN_RECONSIDERATION, WorkCapabilityStage.FIT_AT_TRIBUNAL]
ON_UC_HEALTH = slice(WorkCapabilityStage.FIT_NOTE, None)
NO_UC_HEALTH = slice(0, WorkCapabilityStage.FIT_NOTE)
ON_ESA = slice(EsaStage.NEW_STYLE_ASSESSMENT, None)
FOUND_UC, NOT_FOUND_UC = slice(WorkCapabilityStage.LCW, None), slice(0, WorkCapabilityStage.LCW)
FOUND_ESA = [stage for stage in EsaStage if stage.name.endswith(("_WRAG", "_SUPPORT"))]
NOT_FOUND_ESA = [stage for stage in EsaStage if stage not in FOUND_ESA]
AWARDED, NOT_AWARDED = slice(DisabilityStage.MOBILITY_ONLY, None), slice(0, DisabilityStage.MOBILITY_ONLY)

Floats = NDArray[np.float64]


class Window:
    """Some months of a run, Great Britain, the mean over replications."""

    def __init__(self, results: Results, first: int, last: int) -> None:
        self._results = results
        self._months = slice(first - results.scenario.start, last - results.scenario.start + 1)

    def by_month(self, line: str) -> Floats:
        """Return a line by month and codes."""
        return np.asarray(self._results.accounts[line][:, self._months].sum(axis=2).mean(axis=0), np.float64)

    def summed(self, line: str) -> Floats:
        """Return a line summed over the months, by codes."""
        return np.asarray(self.by_month(line).sum(axis=0))

    def at_end(self, line: str) -> Floats:
        """Return a stock at the end of the last month, by codes."""
        return np.asarray(self.by_month(line)[-1])

    @property
    def months(self) -> int:
        """How many months there are."""
        return self._months.stop - self._months.start


class Figure(NamedTuple):
    """One published figure, as its row in the file says.

    `given` says what the model was given of it: *start* where the people of April 2025 were built from it or from its
    neighbours, *set* where a parameter was set from it or from the same series, *free* where it tests the model.
    """

    key: str
    section: str
    what: str
    geography: str
    period: str
    value: float
    unit: str
    rounding: str
    window: str
    given: str
    differs: str
    source_title: str
    publisher: str
    publication_date: str
    source_url: str
    confidence: str
    note: str


@dataclass(frozen=True)
class Beside:
    """A published figure and what the model has in its place; not a number where the model has no such case."""

    figure: Figure
    model: float

    @property
    def miss(self) -> float:
        """How much the model has more than was published."""
        return self.model - self.figure.value

    @property
    def miss_percent(self) -> float:
        """The miss in per cent of the published figure."""
        return PERCENT * self.miss / self.figure.value

    def record(self) -> dict[str, Any]:
        """Return the row as plain values; None where the model has no such case."""
        found = {"model": self.model, "miss": self.miss, "miss_percent": self.miss_percent}
        known = {name: None if isnan(value) else value for name, value in found.items()}
        return {**self.figure._asdict(), "published": self.figure.value, **known}


def _percent(part: float, whole: float) -> float:
    """Return a part in per cent; not a number if there is nothing that it is a part of."""
    return float(PERCENT * part / whole) if whole else float("nan")


def _uc_health_share(at: Window) -> float:
    return _percent(at.at_end("uc_health").sum(), at.at_end("uc_people")[Regime.NO_REQUIREMENTS :].sum())


def _reassessment_queue(at: Window) -> float:
    stages = at.at_end("work_capability_stages")
    waiting = WorkCapabilityStage.LCW_AWAITING_REASSESSMENT, WorkCapabilityStage.LCWRA_AWAITING_REASSESSMENT
    return float(stages[list(waiting)].sum())


def _health_on_flow(at: Window) -> float:
    """LCW, LCWRA and the groups of ESA after a decision, less those who only moved from ESA to UC.

    The OBR counts who is approved, not who hands in a fit note or is assessed (box on the claimant journey, 2024).
    """
    uc, esa = at.summed("work_capability_flows"), at.summed("esa_flows")
    found = uc[NOT_FOUND_UC, FOUND_UC].sum() + esa[np.ix_(NOT_FOUND_ESA, FOUND_ESA)].sum()
    return float(found - at.summed("esa_migrated"))


def _health_exit_rate(at: Window) -> float:
    uc, esa = at.summed("work_capability_flows"), at.summed("esa_flows")
    left = uc[FOUND_UC, NOT_FOUND_UC].sum() + esa[np.ix_(FOUND_ESA, NOT_FOUND_ESA)].sum() - at.summed("esa_migrated")
    stock = at.summed("work_capability_stages")[ON_UC_HEALTH].sum() + at.summed("esa_stages")[ON_ESA].sum()
    return _percent(left, stock)


def _lcwra_growth(at: Window) -> float:
    flows = at.summed("work_capability_flows")
    lcwra = slice(WorkCapabilityStage.LCWRA, None)
    growth = flows[: WorkCapabilityStage.LCWRA, lcwra].sum() - flows[lcwra, : WorkCapabilityStage.LCWRA].sum()
    from_esa = at.summed("esa_flows")[EsaStage.INCOME_RELATED_SUPPORT, EsaStage.UC_HEALTH]
    return float((growth - from_esa) / at.months)


def _esa_decided(at: Window) -> Floats:
    """Return ESA moves out of the assessment phase: to WRAG, to the support group, and off ESA but out of work."""
    left = at.summed("esa_flows")[EsaStage.NEW_STYLE_ASSESSMENT]
    off = left[[EsaStage.UC_HEALTH, EsaStage.OUT_OF_WORK]].sum()
    return np.array([left[EsaStage.NEW_STYLE_WRAG], left[EsaStage.NEW_STYLE_SUPPORT], off])


def _share(line: str, cell: int, benefit: int | None = None) -> Callable[[Window], float]:
    """Return what measures a cell's share of a line, or of one benefit's part of it, in per cent."""

    def share(at: Window) -> float:
        cells = at.summed(line) if benefit is None else at.summed(line)[benefit]
        return _percent(cells[cell], cells.sum())

    return share


def _new_pip_decisions(at: Window) -> NDArray[np.float64]:
    """Return PIP claims decided by outcome, but for those of people with an award from childhood."""
    return np.asarray(at.summed("disability_decisions")[PIP] - at.summed("disability_child_decisions")[PIP])


def _claims_decided(first: Wait, last: Wait) -> Callable[[Window], float]:
    """Return what measures the share, in per cent, of claims to PIP or ADP that ended within some bands of months."""

    def share(at: Window) -> float:
        waits = at.summed("disability_waits")[DisabilityStage.CLAIM_WAITING]
        return _percent(waits[first : last + 1].sum(), waits[Wait.MONTH_1 :].sum())

    return share


def _weeks(*stages: tuple[str, int]) -> Callable[[Window], float]:
    """Return what measures the mean weeks that those who left some stages of pipelines had been there, where known."""

    def weeks(at: Window) -> float:
        months = sum(at.summed(f"{stem}_months")[stage] for stem, stage in stages)
        waits = sum(at.summed(f"{stem}_waits")[stage] for stem, stage in stages)
        return mean_months(float(months), np.asarray(waits)) * WEEKS_A_MONTH

    return weeks


def _pip_median_weeks(at: Window) -> float:
    """Return the median weeks of claims to PIP or ADP decided, as if spread evenly within each month of waiting."""
    waits = at.summed("disability_waits")[DisabilityStage.CLAIM_WAITING, Wait.MONTH_1 :]
    below = np.concatenate([[0.0], np.cumsum(waits)])
    months = np.interp(below[-1] / 2, below, np.arange(below.size) + Wait.MONTH_1 - 0.5)
    return float(months * WEEKS_A_MONTH) if below[-1] else float("nan")


def _pip_won(stage: DisputeStage) -> Callable[[Window], float]:
    """Return what measures the share of PIP disputes settled at a stage that are won, in per cent."""

    def won(at: Window) -> float:
        return _percent(at.summed("disability_disputes_won")[PIP, stage], at.summed("disability_disputes")[PIP, stage])

    return won


def _wca_changed(stage: WcaDisputeStage) -> Callable[[Window], float]:
    """Return what measures the share of WCA disputes decided at a stage that change the decision, in per cent."""

    def changed(at: Window) -> float:
        results = at.summed("wca_disputes")[stage]
        return _percent(results[WcaDisputeResult.CHANGED], results[: WcaDisputeResult.LAPSED].sum())

    return changed


def _substantial_risk(at: Window) -> float:
    """Return the share of assessments that find LCWRA which rest on substantial risk."""
    found = at.summed("lcwra_found")
    assessed = found[[LcwraRoute.DESCRIPTORS, LcwraRoute.SUBSTANTIAL_RISK, LcwraRoute.SEVERE_CONDITIONS]].sum()
    return _percent(found[LcwraRoute.SUBSTANTIAL_RISK], assessed)


def _migrants_who_claim(at: Window) -> float:
    moved = at.summed("esa_migrated")
    return _percent(float(moved), float(moved + at.summed("esa_not_claimed")))


def _into_work(at: Window) -> float:
    searching = WorkStatus.SEARCHING
    return _percent(at.summed("jobs_started")[searching], at.summed("out_of_work")[searching])


def _wca_weeks(at: Window) -> float:
    decided = at.summed("wca_initial").sum()
    return float(at.summed("wca_wait") / decided * WEEKS_A_MONTH) if decided else float("nan")


def _left_uc_health_for(*stages: WorkCapabilityStage) -> Callable[[Window], float]:
    """Return what measures the share of those who left UC health that stand in some stages, in per cent."""

    def share(at: Window) -> float:
        left = at.summed("work_capability_flows")[ON_UC_HEALTH, NO_UC_HEALTH].sum(axis=0)
        return _percent(left[list(stages)].sum(), left.sum())

    return share


MEASURES: Mapping[str, Callable[[Window], float]] = {
    "uc_people": lambda at: float(at.at_end("uc_people")[Regime.NO_REQUIREMENTS :].sum()),
    "uc_health": lambda at: float(at.at_end("uc_health").sum()),
    "uc_lcwra": lambda at: float(at.at_end("uc_health")[HealthGroup.LCWRA]),
    "uc_health_share": _uc_health_share,
    "reassessment_queue": _reassessment_queue,
    "esa_people": lambda at: float(at.at_end("esa").sum()),
    "pip_under_review": lambda at: float(at.at_end("disability_review_queue")[PIP]),
    "health_on_flow": _health_on_flow,
    "health_exit_rate": _health_exit_rate,
    "lcwra_growth": _lcwra_growth,
    "disability_on_flow": lambda at: float(at.summed("disability_flows")[NOT_AWARDED, AWARDED].sum()),
    "into_work": _into_work,
    "wca_new": lambda at: float((at.summed("wca_initial").sum() + _esa_decided(at).sum()) / at.months),
    "wca_repeat": lambda at: float(at.summed("wca_repeat").sum() / at.months),
    "pip_claims": lambda at: float(at.summed("disability_claims")[PIP] - at.summed("disability_child_claims")[PIP]),
    "pip_decisions": lambda at: float(_new_pip_decisions(at).sum()),
    "pip_reviews_due": lambda at: float(at.summed("disability_reviews_due")[PIP]),
    "pip_reviews": lambda at: float(at.summed("disability_review_outcomes")[PIP].sum()),
    "pip_changes": lambda at: float(at.summed("disability_changes")[PIP]),
    "pip_changes_decided": lambda at: float(at.summed("disability_change_outcomes")[PIP].sum()),
    "pip_reconsiderations": lambda at: float(at.summed("disability_disputes")[PIP, DisputeStage.RECONSIDERATION]),
    "wca_appeals": lambda at: float(at.summed("wca_disputes_opened")[WcaDisputeStage.TRIBUNAL]),
    "wca_initial_lcwra": _share("wca_initial", WcaOutcome.LCWRA),
    "wca_initial_lcw": _share("wca_initial", WcaOutcome.LCW),
    "wca_initial_fit_for_work": _share("wca_initial", WcaOutcome.FIT_FOR_WORK),
    "wca_repeat_lcwra": _share("wca_repeat", WcaOutcome.LCWRA),
    "wca_repeat_lcw": _share("wca_repeat", WcaOutcome.LCW),
    "wca_repeat_fit_for_work": _share("wca_repeat", WcaOutcome.FIT_FOR_WORK),
    "lcwra_substantial_risk": _substantial_risk,
    "wca_reconsideration_changed": _wca_changed(WcaDisputeStage.RECONSIDERATION),
    "wca_tribunal_won": _wca_changed(WcaDisputeStage.TRIBUNAL),
    "esa_support": lambda at: _percent(_esa_decided(at)[1], _esa_decided(at).sum()),
    "esa_wrag": lambda at: _percent(_esa_decided(at)[0], _esa_decided(at).sum()),
    "esa_fit_for_work": lambda at: _percent(_esa_decided(at)[2], _esa_decided(at).sum()),
    "esa_claims_uc": _migrants_who_claim,
    "pip_award_share": lambda at: _percent(_new_pip_decisions(at)[PipOutcome.AWARDED], _new_pip_decisions(at).sum()),
    "pip_review_raised": _share("disability_review_outcomes", ReviewOutcome.RAISED, PIP),
    "pip_review_kept": _share("disability_review_outcomes", ReviewOutcome.KEPT, PIP),
    "pip_review_lowered": _share("disability_review_outcomes", ReviewOutcome.LOWERED, PIP),
    "pip_review_ended": _share("disability_review_outcomes", ReviewOutcome.ENDED, PIP),
    "pip_reconsideration_won": _pip_won(DisputeStage.RECONSIDERATION),
    "pip_tribunal_won": _pip_won(DisputeStage.TRIBUNAL),
    "pip_wait": _pip_median_weeks,
    "pip_within_6": _claims_decided(Wait.MONTH_1, Wait.MONTHS_6),
    "pip_6_to_12": _claims_decided(Wait.MONTHS_7, Wait.MONTHS_12),
    "pip_over_12": _claims_decided(Wait.MONTHS_13_TO_18, Wait.OVER_60_MONTHS),
    "pip_reconsideration_wait": _weeks(("disability", DisabilityStage.IN_RECONSIDERATION)),
    "tribunal_wait": _weeks(
        ("disability", DisabilityStage.AT_TRIBUNAL), ("work_capability", WorkCapabilityStage.FIT_AT_TRIBUNAL)
    ),
    "coach_starts_lcwra": lambda at: float(at.summed("coach_starts")[WorkStatus.LCWRA] / at.months),
}

UNPUBLISHED: Mapping[str, tuple[str, Callable[[Window], float]]] = {
    "Average time from referral to first WCA decision": ("weeks", _wca_weeks),
    "People waiting for a first WCA decision past the relevant period, at the end": (
        "people",
        lambda at: float(at.at_end("wca_overdue")),
    ),
    "Reconsiderations of WCA decisions asked for": (
        "people",
        lambda at: float(at.summed("wca_disputes_opened")[WcaDisputeStage.RECONSIDERATION]),
    ),
    "Time from PIP or ADP claim to decision, mean": (
        "weeks",
        _weeks(("disability", DisabilityStage.CLAIM_WAITING)),
    ),
    "Time that a PIP or ADP award awaits its review, average": (
        "weeks",
        _weeks(("disability", DisabilityStage.AWARD_AWAITING_REVIEW)),
    ),
    "Left UC health, still on UC, in work": ("percent", _left_uc_health_for(WorkCapabilityStage.UC_IN_WORK)),
    "Left UC health, still on UC, out of work": ("percent", _left_uc_health_for(WorkCapabilityStage.UC_OUT_OF_WORK)),
    "Left UC health, found fit and in dispute": ("percent", _left_uc_health_for(*IN_DISPUTE)),
    "Left UC health and UC, in work": ("percent", _left_uc_health_for(WorkCapabilityStage.OFF_UC_IN_WORK)),
    "Left UC health and UC, out of work": ("percent", _left_uc_health_for(WorkCapabilityStage.OFF_UC_OUT_OF_WORK)),
    "Left UC health by pension age, death or going abroad": (
        "percent",
        _left_uc_health_for(WorkCapabilityStage.PENSION_AGE, WorkCapabilityStage.DEAD, WorkCapabilityStage.AWAY),
    ),
    "UC claims closed: earnings": ("claims", lambda at: float(at.summed("uc_separations")[UcEnd.EARNINGS])),
    "UC claims closed: savings or other income": (
        "claims",
        lambda at: float(at.summed("uc_separations")[UcEnd.OTHER]),
    ),
    "UC claims closed: left for the search required": (
        "claims",
        lambda at: float(at.summed("uc_separations")[UcEnd.REQUIREMENT]),
    ),
    "UC claims closed: pension age, death or going abroad": (
        "claims",
        lambda at: float(at.summed("uc_separations")[[UcEnd.PENSION_AGE, UcEnd.DEATH, UcEnd.ABROAD]].sum()),
    ),
}


def figures(file: Path | None = None) -> list[Figure]:
    """Return the published figures in the order of their file."""
    path = file or data_folder() / FILE
    with path.open(encoding="utf-8", newline="") as text:
        rows: list[dict[str, Any]] = list(csv.DictReader(text))
    return [Figure(**{**row, "value": float(row["value"])}) for row in rows]


def twelve_months(scenario: Scenario | str | Path, **options: Any) -> Results:
    """Run a scenario for the twelve months from April 2025; options as in ``welfsim.run``."""
    return run(scenario, start=START, months=MONTHS, **options)


def beside(results: Results) -> list[Beside]:
    """Compare a run of the twelve months with every published figure."""
    return [one_beside(results, figure) for figure in figures()]


def one_beside(results: Results, figure: Figure) -> Beside:
    """Compare a run that holds the months of a published figure with it."""
    return Beside(figure, MEASURES[figure.key](_window(results, figure.window)))


def _window(results: Results, written: str) -> Window:
    first, _, last = written.partition("/")
    return Window(results, parse_month(first), parse_month(last or first))


def printed_rows(found: Sequence[Beside]) -> list[list[str]]:
    """Return the comparison as rows of text under their head, a section under its name."""
    rows = [["", "unit", "period", "given", "published", "model", "miss", "miss, %"]]
    section = ""
    for one in found:
        if one.figure.section != section:
            section = one.figure.section
            rows += [[""] * 8, [section.upper(), *[""] * 7]]
        figure = one.figure
        rows.append([figure.what, figure.unit, figure.period, figure.given, *_numbers(one)])
    return rows


def _numbers(one: Beside) -> list[str]:
    """Write a figure, the model's, and the miss in the figure's unit and in per cent of it."""
    digits = _digits(one.figure.unit)
    if isnan(one.model):
        return [number(one.figure.value, digits), "none", "", ""]
    return [
        number(one.figure.value, digits),
        number(one.model, digits),
        _signed(one.miss, digits),
        _signed(one.miss_percent, 0),
    ]


def _digits(unit: str) -> int:
    return 0 if unit in ("people", "claims") else 2 if unit == "percent a month" else 1


def _signed(value: float, digits: int) -> str:
    text = number(value, digits)
    return text if text.startswith(MINUS) or not text.strip("0.,") else f"+{text}"


def page(results: Results) -> str:
    """Return the comparison as a page of the manual: the figures by section, their definitions and their sources."""
    found = beside(results)
    start = results.scenario.start
    lines = [
        "# Twelve months compared with published figures",
        "<!-- Made by docs/make_published.py; run it again, do not edit this page. -->",
        f"{results.scenario.name}, {show_month(start)} to {show_month(start + MONTHS - 1)}, {results.heading}. The run "
        "starts from the people of April 2025 and nothing is aligned during the run: no parameter was changed to close "
        "a miss shown here. *Miss* is the model less the published figure. A figure of another year is compared with "
        "the whole twelve months, since the model does not run earlier; read it as an order of magnitude. Print the "
        "same for any scenario with `welfsim published`. [Flows](flows.md) says how moves and waits are counted.",
        "*Given* says whether the model already uses the figure. *Start*: the people of April 2025 are built from it "
        "or from related figures. *Set*: a parameter was set from it or from the same series. *Free*: neither, so it "
        "tests the model. The others only show whether the model keeps what it was given.",
    ]
    for section in dict.fromkeys(one.figure.section for one in found):
        rows = [["", "unit", "published for", "run", "given", "published", "model", "miss", "miss, %"]]
        rows += [
            [one.figure.what, one.figure.unit, one.figure.period, one.figure.window, one.figure.given, *_numbers(one)]
            for one in found
            if one.figure.section == section
        ]
        lines += [f"## {section}", markdown_table(rows)]
    year = Window(results, start, start + MONTHS - 1)
    rows = [["", "unit", "model"]]
    rows += [[what, unit, number(measure(year), _digits(unit))] for what, (unit, measure) in UNPUBLISHED.items()]
    lines += [
        "## Without a published figure",
        "No published figure was found for these; the table shows the model's twelve months. The share of assessments "
        "held face to face is a parameter, not an outcome.",
        markdown_table(rows),
        "## Definitions and sources",
        markdown_table(_sources(found)),
    ]
    return "\n\n".join(lines) + "\n"


def _sources(found: Sequence[Beside]) -> list[list[str]]:
    rows = [["figure", "geography", "how firm", "where the definitions differ", "source"]]
    for one in found:
        figure = one.figure
        told = " ".join(part for part in (figure.differs, f"Figure: {figure.note}." if figure.note else "") if part)
        source = f"[{figure.source_title}](<{figure.source_url}>), {figure.publisher}, {figure.publication_date}"
        rows.append([figure.what, figure.geography, figure.confidence, told, source])
    return rows
