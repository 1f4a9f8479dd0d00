"""Every stock obeys an identity, exactly, in every month and district: what flows on and off, or what it is part of.

The tables below name each stock, and the page on results names the same lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from played import MONTHS, START, Run, play
from welfsim.draws import stream_key
from welfsim.engine import simulate
from welfsim.policy import Change, current_law, resolve
from welfsim.population import Population
from welfsim.processes import MONTH
from welfsim.results.pipelines import PIPELINES
from welfsim.vocabulary.accounts import LINES
from welfsim.vocabulary.codes import (
    AwardEnd,
    CreditStage,
    Departure,
    EsaGroup,
    EsaKind,
    EsaStage,
    HealthGroup,
    HealthStage,
    Job,
    PipRate,
    Presence,
    Referral,
    Regime,
    Severity,
    UcEnd,
    Unassessed,
    WcaDisputeStage,
)
from welfsim.vocabulary.fields import Measure
from welfsim.vocabulary.persons import Persons

PAGE = Path(__file__).resolve().parents[1] / "docs" / "results.md"
STOCKS = [name for name, line in LINES.items() if line.measure is Measure.STOCK]

Counts = NDArray[np.int64]
Lines = Mapping[str, Counts]


class Flow(NamedTuple):
    """A line, or its cells of one code of the last list alone."""

    line: str
    only: int | None = None

    def of(self, accounts: Lines, axes: int) -> Counts:
        """Return the line on its first axes, the others summed."""
        cells = accounts[self.line] if self.only is None else accounts[self.line][..., self.only]
        return np.asarray(cells.sum(axis=tuple(range(axes, cells.ndim))))


class Flows(NamedTuple):
    """A stock changes by what flows on less what flows off."""

    on: tuple[str | Flow, ...]
    off: tuple[str | Flow, ...]
    first: int = 0

    @property
    def lines(self) -> set[str]:
        return {flow if isinstance(flow, str) else flow.line for flow in (*self.on, *self.off)}

    def net(self, accounts: Lines, axes: int) -> Counts:
        """Return what flows on less what flows off, on the axes of the stock."""

        def total(flows: Iterable[str | Flow]) -> Counts:
            return np.asarray(sum((Flow(f) if isinstance(f, str) else f).of(accounts, axes) for f in flows))

        return total(self.on) - total(self.off)


class Moves(NamedTuple):
    """A stock by code changes by moves from and to each code; those below `first` stand for people without any."""

    line: str
    first: int = 0

    @property
    def lines(self) -> set[str]:
        return {self.line}

    def net(self, accounts: Lines, axes: int) -> Counts:
        """Return arrivals less departures."""
        assert accounts[self.line].ndim == axes + 1
        return np.asarray(accounts[self.line].sum(axis=-2) - accounts[self.line].sum(axis=-1))


CHANGES: dict[str, Flows | Moves] = {
    "people": Moves("people_moves"),
    "work": Moves("job_moves", Job.PART_TIME),
    "on_sick_leave": Flows(("sick_leaves_begun",), ("sick_leaves_returned", "sick_leaves_lost", "sick_leaves_left")),
    "uc_health": Moves("uc_health_moves", HealthGroup.PRE_WCA),
    "wca_queue": Flows(("wca_referrals",), ("wca_initial", "wca_repeat", "wca_left")),
    "wca_due": Flows(("wca_fell_due",), ("wca_called", "wca_due_left")),
    "wca_disputes_open": Flows(("wca_disputes_opened",), ("wca_disputes",)),
    "couples": Flows(
        ("couples_formed", "couples_arrived"), ("couples_parted", "couples_widowed", "couples_gone_abroad")
    ),
    "uc_units": Flows(("uc_claims",), ("uc_separations",)),
    "disability": Flows(("disability_on",), ("disability_ends",)),
    "daily_living": Moves("daily_living_moves", PipRate.STANDARD),
    "mobility": Moves("mobility_moves", PipRate.STANDARD),
    "disability_past_pension_age": Flows(
        (Flow("disability_ends", AwardEnd.PENSION_AGE),), ("disability_deaths_past_pension_age",)
    ),
    "disability_queue": Flows(("disability_claims",), ("disability_decisions", "disability_claims_left")),
    "disability_review_queue": Flows(
        ("disability_reviews_due", "disability_changes"), ("disability_reviews", "disability_reviews_left")
    ),
    "disability_disputes_open": Flows(
        ("disability_disputes_opened",), ("disability_disputes", "disability_disputes_left")
    ),
    "carers": Flows(("carer_starts",), ("carer_stops", "carers_left")),
    "volunteers_waiting": Flows(("offers_accepted",), ("coach_starts", "volunteers_lapsed", "volunteers_left")),
    "on_programme": Flows(("programme_starts",), ("programme_left",)),
    "programme_waiting": Flows(("programme_places",), ("programme_starts", "programme_not_started")),
    **{pipeline.stock: Moves(pipeline.flows) for pipeline in PIPELINES.values()},
}


def esa_by_stage(accounts: Lines) -> Counts:
    """Return people on ESA by kind and group as the stages have them: credits only is in those of the new style."""
    stages, people = accounts["esa_stages"], np.zeros_like(accounts["esa"])
    people[..., EsaKind.INSURANCE, EsaGroup.INSURED] = stages[..., EsaStage.UNEMPLOYMENT_INSURANCE]
    for stage in range(EsaStage.NEW_STYLE_ASSESSMENT, len(EsaStage)):
        kind, group = divmod(stage - EsaStage.NEW_STYLE_ASSESSMENT, EsaGroup.SUPPORT)
        people[..., EsaKind.NEW_STYLE + kind, EsaGroup.ASSESSMENT + group] = stages[..., stage]
    people[..., EsaKind.CREDITS_ONLY, :] = accounts["esa"][..., EsaKind.CREDITS_ONLY, :]
    people[..., EsaKind.NEW_STYLE, :] -= people[..., EsaKind.CREDITS_ONLY, :]
    return people


def regimes_by_stage(accounts: Lines) -> Counts:
    """Return adults by regime as the stages have them: those of a claim closed this month still have their regime."""
    stages = accounts["credit_stages"]
    leavers = accounts["uc_leavers"][
        ..., Regime.NO_REQUIREMENTS :, [UcEnd.EARNINGS, UcEnd.OTHER, UcEnd.REQUIREMENT]
    ].sum(axis=-1)
    outside = stages[..., CreditStage.OFF_UC_IN_WORK : CreditStage.NO_REQUIREMENTS].sum(axis=-1) - leavers.sum(axis=-1)
    return np.concatenate([outside[..., None], stages[..., CreditStage.NO_REQUIREMENTS :] + leavers], axis=-1)


class Equal(NamedTuple):
    """A cross-section that the named lines of the same month give, cell by cell or added up over its last list."""

    lines: set[str]
    given: Callable[[Lines], Counts]
    is_sum: bool = False


LEVELS: dict[str, Equal] = {
    "health": Equal({"health_stages"}, lambda a: a["health_stages"][..., HealthStage.NO_ILLNESS :]),
    "esa": Equal({"esa_stages", "esa_moves"}, esa_by_stage),
    "uc_people": Equal({"credit_stages", "uc_leavers"}, regimes_by_stage),
    "working_limited": Equal({"health"}, lambda a: a["health"][..., Severity.WORK_LIMITING :].sum(axis=-1), True),
    "out_of_work": Equal({"work"}, lambda a: a["work"][..., Job.OUT], True),
    "uc_families": Equal({"uc_units"}, lambda a: a["uc_units"], True),
}

# Stocks whose cells of people without any do not change by moves: all cells add up to another stock.
ADD_UP: dict[str, Equal] = {
    "work": Equal({"people"}, lambda a: a["people"][..., Presence.PRESENT], True),
    "daily_living": Equal({"disability"}, lambda a: a["disability"], True),
    "mobility": Equal({"disability"}, lambda a: a["disability"], True),
}


class Part(NamedTuple):
    """A cross-section that is no more than a whole; other parts of it, if the lines name any, taken off."""

    lines: set[str]
    room: Callable[[Lines], Counts]


PARTS: dict[str, Part] = {
    "uc_protected": Part(
        {"uc_health", "uc_new_rate"}, lambda a: a["uc_health"][..., HealthGroup.LCWRA] - a["uc_new_rate"]
    ),
    "uc_new_rate": Part(
        {"uc_health", "uc_protected"}, lambda a: a["uc_health"][..., HealthGroup.LCWRA] - a["uc_protected"]
    ),
    "self_employed": Part({"work"}, lambda a: a["work"]),
    "uc_floor": Part({"uc_units"}, lambda a: a["uc_units"]),
    "uc_childcare": Part({"uc_units_paid"}, lambda a: a["uc_units_paid"]),
    "uc_carers": Part({"carers"}, lambda a: a["carers"]),
    "wca_overdue": Part({"wca_queue"}, lambda a: a["wca_queue"]),
    "uc_units_paid": Part({"uc_units"}, lambda a: a["uc_units"]),
    "coach_districts_stopping": Part(set(), lambda a: np.ones_like(a["uc_units"])),
}


class Played(NamedTuple):
    """The accounts of a run, the stocks of the state at its start, and whether it abolishes the WCA half way."""

    accounts: Lines
    opening: Lines
    is_abolished: bool


@pytest.fixture(scope="module", params=[False, True], ids=["law as it stands", "WCA abolished"])
def found(request: pytest.FixtureRequest, run: Run, britain: Population) -> Played:
    """Return a run and its opening, counted by the engine as at the end of the month before the first."""
    half_way = {START: float(START + MONTHS // 2)}
    changes = [Change("assessment.pip_gateway_from", half_way, "test")] if request.param else []
    law = resolve(current_law(), changes, START, MONTHS)
    counting = [process for process in MONTH if process.name in ("stocks", "flows")]
    opening = simulate(britain.state.copy(), law[:1], START - 1, 1, stream_key(1, 0), britain.grossing, 1, counting)
    return Played((play(britain, law) if changes else run).accounts, opening, request.param)


def test_every_stock_has_an_identity() -> None:
    assert sorted([*CHANGES, *LEVELS, *PARTS]) == sorted(STOCKS)


@pytest.mark.parametrize("stock", CHANGES)
def test_a_stock_changes_by_what_flows_on_less_what_flows_off(found: Played, stock: str) -> None:
    identity = CHANGES[stock]
    cells = np.concatenate([found.opening[stock], found.accounts[stock]])
    change, net = np.diff(cells, axis=0), identity.net(found.accounts, cells.ndim)
    if identity.first:
        change, net = change[..., identity.first :], net[..., identity.first :]
    assert np.array_equal(change, net)


@pytest.mark.parametrize("stock", [*LEVELS, *ADD_UP])
def test_a_cross_section_is_what_other_lines_of_the_month_say(found: Played, stock: str) -> None:
    identity = {**LEVELS, **ADD_UP}[stock]
    for accounts in (found.opening, found.accounts):
        cells = accounts[stock].sum(axis=-1) if identity.is_sum else accounts[stock]
        assert np.array_equal(cells, identity.given(accounts))


@pytest.mark.parametrize("stock", PARTS)
def test_a_part_is_no_more_than_the_whole(found: Played, stock: str) -> None:
    part, room = found.accounts[stock], PARTS[stock].room(found.accounts)
    assert (part <= room).all()
    assert (part < room).any()


def test_every_cell_without_moves_adds_up(found: Played) -> None:
    partly = {stock for stock, identity in CHANGES.items() if identity.first and found.accounts[stock][..., 0].any()}
    assert partly == set(ADD_UP)


def test_every_stock_and_every_flow_of_an_identity_happens(run_of_many: Run) -> None:
    flows = set().union(*(identity.lines for identity in CHANGES.values()))
    never = {line for line in flows.union(STOCKS) if not run_of_many.accounts[line].any()}
    assert never <= {"programme_not_started"}  # few wait for a place to begin, so that none may die in a short run
    assert (run_of_many.accounts["disability_disputes_opened"].sum(axis=(0, 1)) > 0).all()
    assert (run_of_many.accounts["wca_disputes_opened"].sum(axis=(0, 1))[WcaDisputeStage.RECONSIDERATION :] > 0).all()


def test_the_page_on_results_names_the_lines_of_every_identity() -> None:
    expected = sorted(
        (stock, sorted(identity.lines))
        for table in (CHANGES, LEVELS, ADD_UP, PARTS)
        for stock, identity in table.items()
    )
    rows = re.findall(r"^\| `(\w+)`[^|]*\|(.*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    told = sorted((stock, sorted(set(re.findall(r"`(\w+)`", row)))) for stock, row in rows if stock in STOCKS)
    assert told == expected


# ------------------------------------------------------------------------------------------------- reasons

Rows = NDArray[np.bool_]

# Line by reason, and who of those present at the end of a month is counted on it if they leave working age next.
STOOD: dict[str, Callable[[Persons, int], Rows]] = {
    "carers_left": lambda person, month: person.carer,
    "volunteers_left": lambda person, month: person.volunteered_month != 0,
    "wca_left": lambda person, month: person.referral != Referral.NONE,
    "wca_due_left": lambda person, month: (
        (person.reassess_month != 0) & (person.reassess_month <= month) & (person.referral == Referral.NONE)
    ),
    "disability_ends": lambda person, month: (person.daily_living != 0) | (person.mobility != 0),
    "programme_left": lambda person, month: (person.programme_since <= month) & (person.programme_until > month),
    "programme_not_started": lambda person, month: person.programme_since > month,
}


LEFT = {
    Departure.PENSION_AGE: Presence.PENSION_AGE,
    Departure.DEATH: Presence.DEAD,
    Departure.ABROAD: Presence.ABROAD,
}


@pytest.mark.parametrize("line", STOOD)
def test_who_leaves_working_age_is_counted_by_how(run_of_many: Run, line: str) -> None:
    """By the states, not by the lines."""
    counted = run_of_many.accounts[line]
    reasons = {code.name: code for code in LINES[line].by[-1]}
    for m, (before, after) in enumerate(pairwise(run_of_many.states)):
        stood = (before.person.presence == Presence.PRESENT) & STOOD[line](before.person, START + m - 1)
        for departure, presence in LEFT.items():
            left = (stood & (after.person.presence == presence)).sum()
            assert counted[m][..., reasons[departure.name]].sum() == left


def test_reasons_add_up_to_the_lines_that_have_none(found: Played) -> None:
    accounts = found.accounts
    assert np.array_equal(accounts["disability_ends"].sum(axis=-1), accounts["disability_off"])
    moves = accounts["job_moves"]
    assert np.array_equal(moves[..., Job.PART_TIME :, Job.OUT].sum(axis=-1), accounts["jobs_lost"])
    assert np.array_equal(moves[..., Job.OUT, Job.PART_TIME :].sum(axis=-1), accounts["jobs_started"].sum(axis=-1))
    assert (accounts["wca_called"] <= accounts["wca_repeat"].sum(axis=-1)).all()


def test_people_leave_the_assessor_for_the_reasons_there_are(found: Played) -> None:
    queue, due = (found.accounts[line].sum(axis=(0, 1)) for line in ("wca_left", "wca_due_left"))
    assert queue[Unassessed.REPORTED_CHANGE] == 0
    assert queue[Unassessed.HEALTH_CLAIM_ENDED] > 0 and due[Unassessed.HEALTH_CLAIM_ENDED] > 0
    assert (queue[Unassessed.WCA_ABOLISHED] > 0) == (due[Unassessed.WCA_ABOLISHED] > 0) == found.is_abolished
    assert found.accounts["wca_due"][-1].any() != found.is_abolished
