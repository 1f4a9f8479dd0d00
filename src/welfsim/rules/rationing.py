"""Who in a district is served when there is too little for all: the longest wait first, then the lowest draw."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.compiled import kernel, move, rule
from welfsim.draws import uniform
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock

MILLI = 1000  # capacity is shared among districts to a thousandth of a person
RANK_STEP = 1 << 60  # policy rank, 0 to 7, above all
MONTH_STEP = 1 << 45  # then the month since when, below 32,768
DRAW_STEP = 1 << 13  # then the priority draw of 32 bits
LAST_ID = (1 << 13) - 1  # then the end of the person's number


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


@rule(allocates=True)
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


class Queue(NamedTuple):
    """Room for a queue: people by row, and their places in line. Only the first who have joined are in it."""

    rows: NDArray[np.int64]
    places: NDArray[np.int64]


@rule(allocates=True)
def room_for(people: int) -> Queue:
    """Return an empty queue with room for some people."""
    return Queue(np.empty(people, np.int64), np.empty(people, np.int64))


@move
def join(queue: Queue, n: int, person: Persons, i: int, since: int, decision: int, drawn: int, clock: Clock) -> int:
    """Put person `i` behind the `n` who have joined a queue, to be served by the month waited from, then by a draw.

    The draw is that of the month `drawn`: `since` to keep the order of equal waits, this month to draw it anew. Returns
    how many have joined now.
    """
    draw = uniform(clock.key, decision, person.person_id[i], drawn)
    queue.rows[n] = i
    queue.places[n] = place_in_line(0, since, draw, int(person.person_id[i]))
    return n + 1


@rule(allocates=True)
def first_of(queue: Queue, n: int, slots: int) -> NDArray[np.int64]:
    """Return the rows of the first `slots` of the `n` people in a queue."""
    return first_in_line(queue.rows[:n], queue.places[:n], slots)


@kernel
def join_who_waits(
    queue: Queue,
    person: Persons,
    since: NDArray[np.int16],
    first: int,
    end: int,
    ripe: int,
    decision: int,
    clock: Clock,
) -> int:
    """Put who waits since a month no later than `ripe`, of rows `first` to `end`, into a queue; return how many."""
    n = 0
    for i in range(first, end):
        if since[i] != 0 and since[i] <= ripe:
            n = join(queue, n, person, i, int(since[i]), decision, int(since[i]), clock)
    return n


@kernel(allocates=True)
def queue_by_wait(
    person: Persons, since: NDArray[np.int16], first: int, end: int, ripe: int, decision: int, clock: Clock
) -> Queue:
    """Return the people from row `first` to `end` who wait, the longest wait first, equal waits at random.

    The order of equal waits is drawn once, for as long as they wait. Rows are in the queue if they have waited since a
    month no later than `ripe`; 0 means not waiting.
    """
    queue = room_for(end - first)
    n = join_who_waits(queue, person, since, first, end, ripe, decision, clock)
    return Queue(queue.rows[:n], queue.places[:n])


@kernel
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
