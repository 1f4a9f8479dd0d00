"""One person: each change of each process, the draw that it asked, and where two lives part."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from welfsim.draws import TWO_32, Domain, fill_luck, stream_key
from welfsim.errors import ResultsError
from welfsim.experiments.gainers import gainers
from welfsim.experiments.one_person import one_person
from welfsim.months import show_month
from welfsim.population import synthetic

MOVE = "redeploy_1000_coaches"
SMALL: dict[str, Any] = {"people": 4_000, "months": 24}
START = 2025 * 12 + 3


@pytest.fixture(scope="module")
def diary() -> Any:
    return gainers(MOVE, threads=2, **SMALL).diaries[0]


@pytest.fixture(scope="module")
def reached(diary: Any) -> Any:
    """The life of the first person whom the reform reaches."""
    apart = np.flatnonzero(diary.parted >= 0)
    i = int(apart[np.argmin(diary.parted[apart])])
    ids = synthetic(SMALL["people"], 1, START).state.person.person_id
    return one_person(MOVE, int(ids[i]), **SMALL), int(diary.parted[i])


def test_two_lives_part_in_the_month_that_the_comparison_finds(reached: Any) -> None:
    life, month = reached
    assert life.parting is not None
    assert show_month(life.parting.month) == show_month(START + month)
    assert life.parting.process == "coaching"
    assert life.parting.rules == ("rules/coach_courses.py",)


def test_before_they_part_both_lives_are_the_same(reached: Any) -> None:
    life, _ = reached
    for one, other in life.beside():
        event = one or other
        if event.month < life.parting.month:
            assert one == other


def test_a_draw_is_the_luck_of_the_month(reached: Any) -> None:
    life, _ = reached
    luck = np.empty((len(Domain), 1), np.uint32)
    seen = 0
    for event in life.events[1]:
        if event.process == "coaching":
            fill_luck(np.array([life.person_id], np.uint32), stream_key(1, 0), event.month, luck)
            assert event.draws["luck of the month, coaching"] == luck[Domain.COACHING, 0] / TWO_32
            seen += 1
    assert seen > 1


JOBS = ("job loss", "job entry")


def test_a_job_found_or_lost_has_the_chance_that_its_draw_met(diary: Any) -> None:
    ids = synthetic(SMALL["people"], 1, START).state.person.person_id
    changed = np.flatnonzero(diary.in_work[0, 0] != diary.in_work[0, 1])
    lives = (
        one_person("baseline", int(ids[row]), **SMALL).events[0] for row in changed
    )  # some change by coming or going
    of_jobs = ([each for each in life if each.process in JOBS and each.chance is not None] for life in lives)
    jobs = next(events for events in of_jobs if events)
    for event in jobs:
        draw = event.draws["luck of the month, work"]
        met = draw < event.chance if event.process == "job entry" else draw >= 1 - event.chance
        assert met


def test_who_is_not_there_is_told() -> None:
    with pytest.raises(ResultsError) as fault:
        one_person("baseline", 10**8, people=1_000, months=1)
    assert str(fault.value).startswith("--id 100000000\n  Nobody in this population of ")
    with pytest.raises(ResultsError, match="Write a number from 0 to 0"):
        one_person("baseline", 7, people=1_000, months=1, replication=3)
