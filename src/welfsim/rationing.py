"""Who in a district is served when there is too little for all: the longest wait first, then the lowest draw."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.compiled import rule
from welfsim.draws import uniform
from welfsim.vocabulary.state import Clock, Persons, Span

MILLI = 1000  # capacity is shared among districts to a thousandth of a person
RANK_STEP = 1 << 60  # policy rank, 0 to 7, above all
MONTH_STEP = 1 << 45  # then the month since when, below 32,768
DRAW_STEP = 1 << 13  # then the priority draw of 32 bits
LAST_ID = (1 << 13) - 1  # then the end of the person's number


@rule
def end_of_district(person: Persons, first: int, d: int, span: Span) -> int:
    """Return the end, exclusive, of the rows of district `d`, which begin at `first`."""
    end = first
    while end < span.end_person and person.district[end] == d:
        end += 1
    return end


@rule
def share_slots(waiting: int, due: int, slots: int, kept: int) -> tuple[int, int]:
    """Return how many who wait, and how many who are due again, are served.

    Up to `kept` of those due come first, then those who wait, then those due again as far as slots go.
    """
    first = min(waiting, slots - min(due, kept, slots))
    return first, min(due, slots - first)


@rule
def time_of_assessments(face_to_face: float, time: float) -> float:
    """Return the mean time of an assessment, a remote one taken as 1, for a share held face to face in `time`."""
    return 1.0 + face_to_face * (time - 1.0)


@rule
def place_in_line(rank: int, since: int, draw: int, person_id: int) -> int:
    """Return a person's place in line: policy rank, then month waited from, then draw, then number; low goes first."""
    return rank * RANK_STEP + since * MONTH_STEP + draw * DRAW_STEP + (person_id & LAST_ID)


@rule
def last_served(places: NDArray[np.int64], slots: int) -> int:
    """Return the place of the last of `slots` people served, or −1 when there are no slots.

    With more slots than people everyone is served. More slots never return an earlier place.
    """
    if slots <= 0 or places.size == 0:
        return -1
    low, high = places[0], places[0]
    for place in places:
        low = min(low, place)
        high = max(high, place)
    if slots >= places.size:
        return int(high)
    while low < high:  # halve the range of places until one is left; faster to compile than a sort
        middle = low + (high - low) // 2
        served = 0
        for place in places:
            served += place <= middle
        if served >= slots:
            high = middle
        else:
            low = middle + 1
    return int(low)


@rule
def first_in_line(rows: NDArray[np.int64], places: NDArray[np.int64], slots: int) -> NDArray[np.int64]:
    """Return the rows of the first `slots` people by place, in the order of `rows`."""
    last = last_served(places, slots)
    served = np.empty(min(max(slots, 0), rows.size), np.int64)
    n = 0
    for k in range(rows.size):
        if places[k] <= last and n < served.size:
            served[n] = rows[k]
            n += 1
    return served


@rule
def longest_waits(
    person_id: NDArray[np.uint32],
    since: NDArray[np.int16],
    first: int,
    end: int,
    ripe: int,
    decision: int,
    clock: Clock,
    slots: int,
) -> NDArray[np.int64]:
    """Return the rows of the `slots` longest waits from `first` to `end`, equal waits by lot.

    Whoever has waited since a month, nought for not at all, no later than `ripe` stands in line.
    """
    rows, places = np.empty(end - first, np.int64), np.empty(end - first, np.int64)
    n = 0
    for i in range(first, end):
        if since[i] != 0 and since[i] <= ripe:
            draw = uniform(clock.key, decision, person_id[i], clock.month)
            places[n] = place_in_line(0, int(since[i]), draw, int(person_id[i]))
            rows[n] = i
            n += 1
    return first_in_line(rows[:n], places[:n], slots)


@rule
def waiting(since: NDArray[np.int16], first: int, end: int, ripe: int) -> int:
    """Return how many from row `first` to `end` have waited since a month no later than `ripe`."""
    n = 0
    for i in range(first, end):
        n += since[i] != 0 and since[i] <= ripe
    return n


@rule
def whole_rows(supply: int, carried: int, size: int) -> int:
    """Return how many whole units of `size` a supply and what was carried over make."""
    return (supply + carried) // size


@rule
def left_over(supply: int, carried: int, size: int, served: int, is_short: bool) -> int:
    """Return what is carried to next month: what was not spent, up to one month and one unit, while somebody waits.

    Nothing is carried when nobody waits: idle capacity is lost.
    """
    return min(supply + carried - served * size, supply + size) if is_short else 0
