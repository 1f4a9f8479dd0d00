"""One person of a comparison, month by month: what each process changed, on which draws, in both of their lives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from sys import modules
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from welfsim.draws import TWO_32, Decision, Domain, share, stream_key
from welfsim.engine import Arm, simulate_arms, spans
from welfsim.errors import ResultsError
from welfsim.months import show_month
from welfsim.processes import MONTH, Process
from welfsim.running import own_laws_of, policies_of, population_of
from welfsim.scenario import Scenario, pair
from welfsim.simulation import Progress
from welfsim.text.characters import visible
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.fields import Column, Unit, declared
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock, Span, State
from welfsim.wording.progress import in_a_notebook
from welfsim.wording.tables import aligned, html_table, in_notebook
from welfsim.wording.values import POUND, plain, words

ARMS = ("baseline", "reform")
COLUMNS: Mapping[str, Mapping[str, Column]] = {
    "person": {name: field.what for name, field in declared(Persons).items()},
    "unit": {name: field.what for name, field in declared(BenefitUnits).items()},
}
UNTOLD = {
    "counted_in",
    "own_law",
    "contact_stock",
    "contact_month",
    "disability_income",
    "entry_chance",
    "exit_chance",
    "health_income",
    "last_work",
    "pay_fading",
    "pay_over_usual",
    "stage",
    "stage_since",
    "strain",
    "strain_month",
    "uc_award",
    "unit",
    *(name for name in COLUMNS["unit"] if name.startswith("last_")),
}
"""Columns that change nearly every month, or say again what another says."""
CHANCES = {"job entry": "entry_chance", "job loss": "exit_chance"}
"""The columns that hold the chance of what a process decides."""
MONEY = {Unit.PENCE, Unit.PENCE_A_MONTH, Unit.PENCE_A_WEEK, Unit.PENCE_A_YEAR, Unit.PENCE_AN_HOUR}
LUCK_OF_THE_MONTH = "luck of the month"
NO_EVENT, THE_SAME = "–", "the same"
NOTHING_HAPPENS = "Nothing happens to this person in these months that the columns show."
WHAT_DRAWS_ARE = "Draws are from 0 to 1; low is good luck and high is bad luck."

_DRAWN = re.compile(r"\b(Domain|Decision)\.([A-Z_]+)")


class Event(NamedTuple):
    """What one process changed of a person, or of their benefit unit, in a month.

    Parameters
    ----------
    changes
        Each column with its value before and after, in words.
    rules
        The files that write these columns.
    draws
        The person's draws that the process and these rules may ask, from 0 to 1: by luck of the month, or by decision.
    chance
        The chance that the draw of the month was held against, where the model keeps it.
    """

    month: int
    process: str
    changes: tuple[tuple[str, str, str], ...]
    rules: tuple[str, ...]
    draws: Mapping[str, float]
    chance: float | None

    @property
    def draw(self) -> str:
        """The draw of the month that the process asks, and the chance that it was held against; empty without one."""
        of_month = [f"{draw:.4f}" for name, draw in self.draws.items() if name.startswith(LUCK_OF_THE_MONTH)]
        held = "" if self.chance is None else f", chance {self.chance:.4f}"
        return f"{of_month[0]}{held}" if of_month else ""

    def __str__(self) -> str:
        return "; ".join(f"{name}: {before} → {after}" for name, before, after in self.changes)


@dataclass(frozen=True, repr=False)
class Life:
    """One person in a comparison.

    Parameters
    ----------
    scenario, against
        The reform and its baseline.
    person_id
        The number of the person.
    start
        What the columns of the person said at the start, in words.
    events
        What happened, without the reform and with it, in order.
    """

    scenario: Scenario
    against: Scenario
    person_id: int
    start: Mapping[str, str]
    events: tuple[tuple[Event, ...], tuple[Event, ...]]

    @property
    def parting(self) -> Event | None:
        """The first event that only one of the two lives has; none if they are the same."""
        for pair_of in self.beside():
            one, other = pair_of
            if one is None or other is None or one.changes != other.changes:
                return other or one
        return None

    def beside(self) -> Iterator[tuple[Event | None, Event | None]]:
        """Yield the events of both lives next to one another: those of a month and process together."""
        order = [process.name for process in MONTH]
        by_place = [{(event.month, order.index(event.process)): event for event in events} for events in self.events]
        for place in sorted({*by_place[0], *by_place[1]}):
            yield by_place[0].get(place), by_place[1].get(place)

    @property
    def heading(self) -> str:
        """The person and both scenarios."""
        return f"Person {self.person_id}: {self.scenario.name}, against {self.against.name}"

    def rows(self) -> list[list[str]]:
        """Return a row of text for each month and process that changed something, under heads."""
        rows = [["month", "process", "baseline", "reform", "draw"]]
        for one, other in self.beside():
            event = one or other
            if event is not None:
                without, with_reform = str(one or NO_EVENT), str(other or NO_EVENT)
                same = THE_SAME if with_reform == without else with_reform
                rows.append([show_month(event.month), event.process, without, same, event.draw])
        return rows

    def where_they_part(self) -> str:
        """Say in which month the two lives part and through what, or that they are the same."""
        apart = self.parting
        if apart is None:
            return "Both lives are the same: the reform does not reach this person in these months."
        return f"The two lives part in {show_month(apart.month)}, through {apart.process}: {apart}."

    def __repr__(self) -> str:
        rows = self.rows()
        table = aligned(rows, len(rows[0])) if len(rows) > 1 else NOTHING_HAPPENS
        return visible(f"{self.heading}\n\n{table}\n\n{self.where_they_part()}")

    def _repr_html_(self) -> str:
        rows = self.rows()
        table = html_table(self.heading, rows, left=2, texts=len(rows[0]) - 2)
        nothing = [] if len(rows) > 1 else [NOTHING_HAPPENS]
        return in_notebook([table], [*nothing, self.where_they_part(), WHAT_DRAWS_ARE])


class _Recorder:
    """Looks at one person after each process of both arms, and writes down what has changed."""

    def __init__(self, i: int, person_id: int, first: int) -> None:
        self._i, self._id, self._first = i, person_id, first
        self._known: dict[int, dict[str, Any]] = {}
        self.events: dict[int, list[Event]] = {}

    def begin(self, state: State) -> None:
        """Take the person as they are before the first month."""
        self._known[id(state.person)] = self.read(state)
        self.events[id(state.person)] = []

    def after(self, process: Process) -> Process:
        """Return a process that looks at the person after another."""

        def look(
            state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span
        ) -> None:
            before, now = self._known[id(state.person)], self.read(state)
            changed = [name for name in now if now[name] != before[name] and _is_told(name)]
            if changed:
                self.events[id(state.person)].append(self._event(process, changed, before, now, clock, luck))
            self._known[id(state.person)] = now

        return Process(f"after {process.name}", look)

    def read(self, state: State) -> dict[str, Any]:
        """Return the columns of the person, and of their unit, as plain values."""
        person = cast("Any", state.person)[self._i]
        unit = cast("Any", state.unit)[int(person["unit"])]
        own = {f"person.{name}": _plain(person[name]) for name in COLUMNS["person"]}
        return {**own, **{f"unit.{name}": _plain(unit[name]) for name in COLUMNS["unit"]}}

    def _event(
        self,
        process: Process,
        changed: Sequence[str],
        before: Mapping[str, Any],
        now: Mapping[str, Any],
        clock: Clock,
        luck: NDArray[np.uint32],
    ) -> Event:
        owners = tuple(dict.fromkeys(_column(name).owner for name in changed))
        draws: dict[str, float] = {}
        for file in (file_of(process), *(f"welfsim.{owner}" for owner in owners)):
            for kind, name in asked_in(file):
                if kind == "Domain":
                    draws[f"{LUCK_OF_THE_MONTH}, {name.lower()}"] = (
                        float(luck[Domain[name], self._i - self._first]) / TWO_32
                    )
                else:
                    draws[name.lower().replace("_", " ")] = share(
                        clock.key, Decision[name].value, self._id, clock.month
                    )
        chance = CHANCES.get(process.name)
        return Event(
            clock.month,
            process.name,
            tuple((told(name), show(name, before[name]), show(name, now[name])) for name in changed),
            tuple(f"{owner.replace('.', '/')}.py" for owner in owners),
            draws,
            float(now[f"person.{chance}"]) if chance is not None and "person.job" in changed else None,
        )


def _plain(value: Any) -> Any:
    return tuple(value.tolist()) if isinstance(value, np.ndarray) else value.item()


def _column(name: str) -> Column:
    table, _, column = name.partition(".")
    return COLUMNS[table][column]


def _is_told(name: str) -> bool:
    return name.partition(".")[2] not in UNTOLD


def told(name: str) -> str:
    """Return a column in words."""
    table, _, column = name.partition(".")
    return column.replace("_", " ") if table == "person" else f"family's {column.replace('_', ' ')}"


def show(name: str, value: Any) -> str:
    """Return a value of a column in words."""
    column = _column(name)
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if column.codes is not None:
        return words(column.codes(value))
    if column.unit == Unit.MONTH:
        return show_month(int(value)) if value else "never"
    if column.unit == Unit.SWITCH or isinstance(value, bool):
        return "yes" if value else "no"
    if column.unit in MONEY:
        return f"£{value / POUND:,.2f}"
    return plain(round(value, 4))


def file_of(process: Process) -> str:
    """Return the module in which a process is written."""
    return str(process.step.__module__)


@cache
def asked_in(module: str) -> tuple[tuple[str, str], ...]:
    """Return the draws that a module names, in the order in which it does: of a domain or a decision, and its name."""
    file = getattr(modules.get(module), "__file__", None)
    if file is None:
        return ()
    return tuple(dict.fromkeys(_DRAWN.findall(Path(file).read_text(encoding="utf-8"))))


def one_person(
    scenario: Scenario | str | Path,
    person_id: int,
    against: Scenario | str | Path | None = None,
    *,
    set: Sequence[str] = (),
    assume: Sequence[str] = (),
    replication: int = 0,
    progress: Progress | None = None,
    **options: Any,
) -> Life:
    """Live the life of one person again, without a reform and with it, and write down what happens.

    Only the districts of the person's group are run, since no district touches another.

    Parameters
    ----------
    person_id
        The number of the person, as column `person_id` of the population has it.
    replication
        Whose luck; the first replication is 0.

    Others as in `welfsim.compare`.

    Raises
    ------
    ResultsError
        If nobody has that number, or there is no such replication.
    """
    reform, baseline = pair(scenario, against, set, assume, **options)
    if not 0 <= replication < reform.replications:
        raise ResultsError(
            f"replication {replication}\n  {reform.name} has {reform.replications}, counted from 0.\n"
            f"  Write a number from 0 to {reform.replications - 1}, or more --replications."
        )
    population = population_of(reform)
    people = population.state.person.person_id
    found = np.flatnonzero(people == person_id)
    if not found.size:
        raise ResultsError(
            f"--id {person_id}\n  Nobody in this population of {people.size:,} rows has that number.\n"
            f"  Write a number from {people.min()} to {people.max()}; with other --people or another --seed they are "
            "others."
        )
    i = int(found[0])
    span = next(each for each in spans(population.state) if each.first_person <= i < each.end_person)
    states = [population.state.copy() for _ in ARMS]
    recorder = _Recorder(i, person_id, span.first_person)
    for state in states:
        recorder.begin(state)
    start = {told(name): show(name, value) for name, value in recorder.read(states[0]).items() if _is_told(name)}
    month = [step for process in MONTH for step in (process, recorder.after(process))]
    with in_a_notebook(progress, reform.name) as advance:
        simulate_arms(
            [
                Arm(state, policies_of(each), own=own_laws_of(each, state.district))
                for state, each in zip(states, (baseline, reform), strict=True)
            ],
            reform.start,
            reform.months,
            stream_key(reform.seed, replication),
            population.grossing,
            month_list=month,
            progress=advance,
            only=span,
        )
    events = tuple(tuple(recorder.events[id(state.person)]) for state in states)
    return Life(reform, baseline, person_id, start, (events[0], events[1]))
