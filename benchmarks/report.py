"""What a benchmark found, as figures and as text."""

from __future__ import annotations

import os
from collections.abc import Sequence
from statistics import median
from typing import Any

from benchmarks.agreement import STANDARD_ERRORS, Cell, disagreeing
from benchmarks.rounds import Round, Time
from welfsim.population import Population

NOISE = 0.15
ITEMS = {"engine, 1 thread": "one_thread", "engine, 2 threads": "two_threads", "numpy twin": "twin"}


def spread(values: Sequence[float]) -> dict[str, float]:
    """Return the median, the least and the greatest of some values."""
    return {"median": median(values), "min": min(values), "max": max(values)}


def figures(population: Population, months: int, rounds: Sequence[Round], cells: list[Cell], growth: int) -> Any:
    """Return all figures of a benchmark, ready for JSON."""
    state = population.state
    people = int(state.person.person_id.size)
    work = people * months

    def times(item: str) -> list[Time]:
        return [getattr(one, item) for one in rounds]

    floor = spread([one.luck.wall / work * 1e9 for one in rounds])
    return {
        "people": people,
        "months": months,
        "rounds": len(rounds),
        "cores": os.cpu_count(),
        "million_person_months_a_second": {
            name: spread([work / time.wall / 1e6 for time in times(item)]) for name, item in ITEMS.items()
        },
        "cpu_ns_a_person_month": {
            name: spread([time.cpu / work * 1e9 for time in times(item)]) for name, item in ITEMS.items()
        },
        "times_as_fast_as_the_twin": {
            name: spread([one.twin.wall / getattr(one, item).wall for one in rounds])
            for name, item in ITEMS.items()
            if item != "twin"
        },
        "times_as_fast_by_processor_time": spread([one.twin.cpu / one.one_thread.cpu for one in rounds]),
        "two_threads_over_one": spread([one.one_thread.wall / one.two_threads.wall for one in rounds]),
        "luck_ns_a_person_month": floor,
        "one_thread_over_luck": spread([one.one_thread.wall / one.luck.wall for one in rounds]),
        "noisy": (floor["max"] - floor["min"]) / floor["median"] > NOISE,
        "bytes_a_person": {
            "records": (state.person.nbytes + state.unit.nbytes) / people,  # type: ignore[attr-defined]
            "peak_growth": growth / people,
        },
        "cells_compared": len(cells),
        "furthest": [cell._asdict() for cell in cells[:5]],
        "disagreeing": [cell._asdict() for cell in disagreeing(cells)],
    }


def text(found: Any) -> str:
    """Return the figures as lines to read."""

    def shown(value: dict[str, float], form: str) -> str:
        return f"{value['median']:{form}}  ({value['min']:{form}} to {value['max']:{form}})"

    lines = [
        f"{found['people']:,} people, {found['months']} months, {found['rounds']} rounds, {found['cores']} cores",
        "",
        f"{'':20} million person-months a second    CPU ns a person-month",
    ]
    for name, speed in found["million_person_months_a_second"].items():
        cpu = shown(found["cpu_ns_a_person_month"][name], ".0f")
        lines.append(f"{name:20} {shown(speed, '.2f'):34} {cpu}")
    lines += [
        "",
        *(f"{name}: {shown(v, '.2f')} times the twin" for name, v in found["times_as_fast_as_the_twin"].items()),
        f"by processor time, whatever else the machine does: {shown(found['times_as_fast_by_processor_time'], '.2f')}",
        f"two threads: {shown(found['two_threads_over_one'], '.2f')} times one",
        f"luck alone: {shown(found['luck_ns_a_person_month'], '.1f')} ns a person-month; one thread takes "
        f"{shown(found['one_thread_over_luck'], '.1f')} times that",
        f"memory: {found['bytes_a_person']['records']:.0f} bytes of records a person; a run grows by "
        f"{found['bytes_a_person']['peak_growth']:.0f} at its peak, reading the population included",
        "accounts: the same on one thread and on two",
        f"agreement with the twin: {found['cells_compared']} cells of account lines, the furthest "
        f"{abs(found['furthest'][0]['standard_errors']):.1f} standard errors apart ({found['furthest'][0]['name']})",
    ]
    for cell in found["disagreeing"]:
        lines.append(
            f"  more than {STANDARD_ERRORS:.0f} apart: {cell['name']}: engine {cell['engine']:,.1f}, "
            f"twin {cell['twin']:,.1f} ({cell['standard_errors']:+.1f})"
        )
    if found["noisy"]:
        lines.append(
            f"This machine is too noisy to certify these figures: luck alone takes times more than {NOISE:.0%} apart."
        )
    return "\n".join(lines)
