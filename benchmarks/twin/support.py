"""Employment programmes: places by month, who takes them, what they cost."""

from __future__ import annotations

import numpy as np

from benchmarks.twin.codes import Job, Nation, Presence, Programme, Severity
from benchmarks.twin.world import MILLI, Array, Mask, Rows, World, first_in_line, left_over, per_district, whole_rows


def fill_places(world: World, ready: Rows, programme: int, runs: Mask, places: float, months: int, cost: int) -> None:
    """Give the districts' places on one programme to ready people, by lot."""
    person, district, line = world.person, world.district, world.line
    size, here = MILLI * world.grossing, np.where(runs, district.share_of_places, 0.0)
    share = here / here.sum() if here.any() else here
    supply = (places * MILLI * share).astype(np.int64)
    slots = whole_rows(supply, district.places_carried[:, programme], size)
    is_free = (person.programme_until[ready] <= world.month) & (slots[person.district[ready]] > 0)
    is_free &= (person.job[ready] != Job.OUT) == (programme == Programme.ACCESS_TO_WORK)
    free = ready[is_free]
    starting = first_in_line(world, free, np.zeros(free.size, np.int8), slots)
    person.programme[starting] = programme
    person.programme_since[starting] = world.month
    person.programme_until[starting] = world.month + months
    started = per_district(world, starting)
    line.programme_starts[:, programme] += started
    line.programme_cost[:, programme] += started * cost
    is_short = (slots == 0) | (started < per_district(world, free))
    carried = district.places_carried[:, programme]
    district.places_carried[:, programme] = left_over(supply, carried, size, started, is_short)


def grants(world: World) -> Array:
    """Return how many people in each district use Access to Work."""
    person = world.person
    users = np.flatnonzero((person.programme == Programme.ACCESS_TO_WORK) & (person.job != Job.OUT))
    in_time = (person.programme_until[users] > world.month) & (person.presence[users] == Presence.PRESENT)
    return per_district(world, users[in_time])


def step(world: World) -> None:
    """Fill the month's places and pay for Access to Work."""
    person, p, costs, nation = world.person, world.policy.support, world.policy.costs, world.district.nation
    world.line.programme_cost[:, Programme.ACCESS_TO_WORK] += grants(world) * costs.access_to_work // 12
    ill = np.flatnonzero((person.severity >= Severity.WORK_LIMITING) & (person.presence == Presence.PRESENT))
    ready = ill[world.draw(ill.size) < p.acceptance]
    for programme, runs, places, months, cost in (
        (
            Programme.CONNECT_TO_WORK,
            nation != Nation.SCOTLAND,
            p.connect_to_work_places,
            p.connect_to_work_months,
            costs.connect_to_work,
        ),
        (Programme.WORKWELL, nation == Nation.ENGLAND, p.workwell_places, p.workwell_months, costs.workwell),
        (Programme.ACCESS_TO_WORK, nation >= 0, p.access_to_work_places, p.access_to_work_months, 0),
    ):
        fill_places(world, ready, programme, runs, places, months, cost)
