"""Who cares 35 hours a week: carers begin and stop as daily living awards are won and lost."""

from __future__ import annotations

import numpy as np

from benchmarks.twin.codes import EsaKind, HealthGroup, Job, PipRate, Presence
from benchmarks.twin.world import Array, Mask, Rows, World, per_district

MONTHS_AT_18 = 18 * 12


def partners(world: World) -> Array:
    """Return the row of each person's partner in the unit, or their own row if there is none."""
    unit, j = world.unit, world.person.unit
    rows = np.arange(j.size)
    other = 2 * unit.first_person[j].astype(np.int64) + 1 - rows
    return np.asarray(np.where(unit.adults[j] == 2, other, rows))


def may_begin(world: World) -> Mask:
    """Return who may begin to care."""
    person = world.person
    return np.asarray(
        (person.presence == Presence.PRESENT)
        & ~person.carer
        & (person.job != Job.FULL_TIME)
        & (person.health_group == HealthGroup.NONE)
        & (person.esa_kind == EsaKind.NONE)
        & (world.month - person.birth_month >= MONTHS_AT_18)
    )


def begin(world: World, rows: Rows) -> None:
    """Let people begin to care."""
    world.person.carer[rows] = True
    world.line.carer_starts += per_district(world, rows)


def stop(world: World, rows: Rows) -> None:
    """Let carers stop."""
    world.person.carer[rows] = False
    is_present = world.person.presence[rows] == Presence.PRESENT
    world.line.carer_stops += per_district(world, rows[is_present])


def step(world: World) -> None:
    """Let partners follow awards won and lost, then let others begin and stop by the hazards of their district."""
    person, p = world.person, world.policy.carers
    has, had = person.daily_living != PipRate.NONE, person.had_daily_living
    partner, able = partners(world), may_begin(world)
    is_coupled = partner != np.arange(partner.size)
    won, lost = has & ~had, had & ~has
    counts = [per_district(world, np.flatnonzero(mask)) for mask in (won, lost, had, able)]
    starting = p.starts + p.others_start * counts[0] / np.maximum(counts[3], 1)
    stopping = p.stops + p.for_awards * counts[1] / np.maximum(counts[2], 1)

    left = partner[lost & is_coupled]
    stop(world, left[person.carer[left]])
    joined = partner[won & is_coupled]
    joined = joined[able[joined]]
    begin(world, joined[world.draw(joined.size) < p.partner_starts])

    person.had_daily_living = has.copy()
    u = world.draw(person.carer.size)
    in_couple = is_coupled & has[partner]
    stops = person.carer & (u > 1.0 - np.where(in_couple, p.stops, stopping[person.district]))
    begins = may_begin(world) & (u > 1.0 - starting[person.district])
    stop(world, np.flatnonzero(stops & (person.presence == Presence.PRESENT)))
    begin(world, np.flatnonzero(begins))
