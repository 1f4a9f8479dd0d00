"""What a benchmark found, as figures and as text."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any, NamedTuple

from benchmarks.rounds import SHARED, Round
from welfsim.population import Population

NOISE = 0.15
ITEMS = {
    "whole month, 1 thread": "one_thread",
    "whole month, 2 threads": "two_threads",
    "processes called one by one": "one_by_one",
    "the twin's part, 1 thread": "part",
    "numpy twin": "twin",
}


class Aim(NamedTuple):
    """A figure to reach: where it is found, what it is to be at least and at best; above these unless `below`.

    `why` says what stands in the way where it is not reached.
    """

    name: str
    figure: str
    least: float
    best: float
    below: bool = False
    why: str = ""

    def reached(self, value: float) -> str:
        """Say how far a value reaches."""
        least, best = (value <= each if self.below else value >= each for each in (self.least, self.best))
        return "reached" if best else "at least" if least else "not reached"


AIMS = (
    Aim(
        "a row-month, against processes called one by one",
        "times_as_fast_as_one_by_one",
        2.5,
        4.0,
        why="the other side is not the month as it once was: it counts no references and draws luck as fast",
    ),
    Aim("two threads, against one", "two_threads_over_one", 1.7, 1.9, why="two threads share the memory of a machine"),
    Aim(
        "±50 sick and disabled in work, month 24, seconds",
        "seconds_to_precision",
        120.0,
        30.0,
        below=True,
        why="it takes as many replications as the luck of the answer asks for",
    ),
    Aim(
        "one-to-one, two arms, minutes",
        "minutes_of_one_to_one",
        40.0,
        12.0,
        below=True,
        why="55 million rows go through every process in every month",
    ),
    Aim("one-to-one, memory, GB", "gigabytes_of_one_to_one", 4.0, 1.0, below=True, why="a thread holds a district"),
    Aim(
        "a second arm that few people meet, share of the first",
        "second_arm",
        0.30,
        0.15,
        below=True,
        why="a reform plays everyone, also those whom it leaves as they are",
    ),
    Aim(
        "the coach move's answers with evidence, minutes",
        "minutes_with_evidence",
        5.0,
        2.0,
        below=True,
        why="each end of 11 ranges is a comparison of its own",
    ),
    Aim("--help, seconds", "seconds_of_help", 0.2, 0.1, below=True, why="Python itself and click take most of it"),
    Aim(
        "a run of 20,000 people, all compiled, seconds",
        "seconds_of_a_run",
        4.0,
        2.0,
        below=True,
        why="reading the compiled code takes part of it",
    ),
    Aim(
        "the first run after an installation, seconds",
        "seconds_of_the_first_run",
        90.0,
        40.0,
        below=True,
        why="some 900 functions are compiled, by two processors at most",
    ),
)
"""What speed is held to, row by row; what takes hours comes from the last record of it."""


def spread(values: Iterable[float]) -> dict[str, float]:
    """Return the median, the least and the greatest of some values."""
    found = list(values)
    return {"median": median(found), "min": min(found), "max": max(found)}


def shown(value: Mapping[str, float]) -> str:
    """Write a median and its spread."""
    return f"{value['median']:.2f}  ({value['min']:.2f} to {value['max']:.2f})"


def figures(
    population: Population,
    months: int,
    rounds: Sequence[Round],
    growth: int,
    starts: Mapping[str, float],
    recorded: Any,
) -> Any:
    """Return all figures of a benchmark, ready for JSON.

    `starts` are the seconds of commands, `recorded` the last record of what takes hours.
    """
    person, unit = population.state.person, population.state.unit
    people = int(person.person_id.size)
    work = people * months
    speeds = {name: spread(work / getattr(one, item).wall / 1e6 for one in rounds) for name, item in ITEMS.items()}
    alone = speeds["whole month, 1 thread"]
    return {
        "people": people,
        "months": months,
        "rounds": len(rounds),
        "cores": os.cpu_count(),
        "million_person_months_a_second": speeds,
        "times_as_fast_as_the_twin": spread(one.twin.wall / one.part.wall for one in rounds),
        "times_as_fast_by_processor_time": spread(one.twin.cpu / one.part.cpu for one in rounds),
        "times_as_fast_as_one_by_one": spread(one.one_by_one.cpu / one.one_thread.cpu for one in rounds),
        "second_arm": spread(one.two_arms.cpu / one.one_thread.cpu - 1.0 for one in rounds),
        "nanoseconds_a_row_month": spread(one.one_thread.cpu / work * 1e9 for one in rounds),
        "two_threads_over_one": spread(one.one_thread.wall / one.two_threads.wall for one in rounds),
        **{name: spread([seconds]) for name, seconds in starts.items()},
        "luck_times_as_fast_as_defined": spread(one.luck for one in rounds),
        "recorded": recorded,
        "is_noisy": (alone["max"] - alone["min"]) / alone["median"] > NOISE,
        "bytes_a_person": {
            "records": (person.nbytes + unit.nbytes) / people,  # type: ignore[attr-defined]
            "peak_growth": growth / people,
        },
    }


def text(found: Any) -> str:
    """Return the figures as lines to read."""
    size = found["bytes_a_person"]
    lines = [
        f"{found['people']:,} people, {found['months']} months, {found['rounds']} rounds, {found['cores']} cores",
        "",
        f"{'':28} million person-months a second",
        *(f"{name:28} {shown(speed)}" for name, speed in found["million_person_months_a_second"].items()),
        "",
        f"the twin's part is {', '.join(process.name for process in SHARED)}",
        f"there the engine on one thread is {shown(found['times_as_fast_as_the_twin'])} times as fast as the twin, "
        f"{shown(found['times_as_fast_by_processor_time'])} by processor time",
        f"a row-month on one thread: {found['nanoseconds_a_row_month']['median']:.0f} ns of processor time",
        f"luck: {shown(found['luck_times_as_fast_as_defined'])} times as fast as drawn for one person after another",
        f"memory: {size['records']:.0f} bytes of records a person; a run grows by {size['peak_growth']:.0f} at its "
        "peak, reading the population included",
        "accounts: the same on one thread and on two, and the same in engine and twin",
    ]
    return "\n".join([*lines, "", *table(found)])


def table(found: Any) -> list[str]:
    """Return what was found next to what is to be reached, a line each, and why what is not reached is not."""
    last = found["recorded"]
    lines = [f"{'':56}{'found':24}{'at least':10}aim"]
    missed = []
    for aim in AIMS:
        bounds, value = f"{aim.least:<10}{aim.best:<6}", found.get(aim.figure)
        if value is None and aim.figure not in last["figures"]:
            lines.append(f"{aim.name:56}{'not run':24}{bounds}not known: python -m benchmarks --long")
            continue
        median = last["figures"][aim.figure] if value is None else value["median"]
        text = f"{median:.2f}  (recorded)" if value is None else shown(value)
        lines.append(f"{aim.name:56}{text:24}{bounds}{aim.reached(median)}")
        if aim.reached(median) == "not reached":
            missed.append(f"{aim.name}: {aim.why}.")
    if last["figures"]:
        lines += ["", f"Recorded: {last['day']}, {last['machine']}."]
    if missed:
        lines += ["", "Not reached, and why:", *(f"- {each}" for each in missed)]
    if found["is_noisy"]:
        lines.append(f"This machine is noisy: times of the same work are more than {NOISE:.0%} apart.")
    return lines
