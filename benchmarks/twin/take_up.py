"""Who claims Universal Credit, and when a claim ends.

The return to a health group within six months, which the law's months at nil leave no room for, is left out.
"""

from __future__ import annotations

import numpy as np

from benchmarks.twin.awards import assess, means, read_households, unit_claim
from benchmarks.twin.codes import Activity, EsaKind, HealthGroup, Job, Presence, UcEnd, Unassessed
from benchmarks.twin.spells import leave_assessor, move_health_group
from benchmarks.twin.world import Array, Mask, Rows, World, tally

MONTHS_AT_18 = 18 * 12
RANKS = 65536


def seats(world: World, j: Rows) -> tuple[Array, Array]:
    """Return the rows of units' first and last adults, the same row for a unit of one."""
    first = world.unit.first_person[j]
    return first, first + (world.unit.adults[j] - 1)


def has_adult(world: World, j: Rows) -> Mask:
    """Return whether units have an adult of working age."""
    first, last = seats(world, j)
    presence = world.person.presence
    return np.asarray((presence[first] == Presence.PRESENT) | (presence[last] == Presence.PRESENT))


def reasons_of_end(world: World, j: Rows) -> Array:
    """Return why the claims of units end."""
    presence, job = world.person.presence, world.person.job
    rows = np.stack(seats(world, j))
    is_working = (job[rows] != Job.OUT).any(axis=0)
    has_pensioner = (presence[rows] == Presence.PENSION_AGE).any(axis=0)
    at_nil = np.where(is_working, UcEnd.EARNINGS, UcEnd.OTHER)
    return np.where(has_adult(world, j), at_nil, np.where(has_pensioner, UcEnd.PENSION_AGE, UcEnd.DEATH))


def close_claims(world: World, j: Rows) -> None:
    """Close the claims of units; the health journeys of their adults end with them."""
    person, line, why = world.person, world.line, reasons_of_end(world, j)
    first, last = seats(world, j)
    tally(line.uc_separations, world.unit.district[j].astype(np.intp), why)
    world.unit.uc_since[j] = 0
    world.unit.uc_nil_since[j] = 0
    adults, why = np.concatenate([first, last[last > first]]), np.concatenate([why, why[last > first]])
    is_here = person.presence[adults] == Presence.PRESENT
    tally(line.uc_leavers, world.here(adults[is_here]), person.regime[adults[is_here]], why[is_here])
    person.health_income[adults] = 0
    ill = adults[world.person.health_group[adults] != HealthGroup.NONE]
    leave_assessor(world, ill, Unassessed.UC_CLAIM_CLOSED, world.month)
    move_health_group(world, ill, HealthGroup.NONE)


def end_claims(world: World, open_units: Rows) -> None:
    """Close claims without adults of working age or long at nil."""
    unit, line, month = world.unit, world.line, world.month
    is_left = ~has_adult(world, open_units)
    left, others = open_units[is_left], open_units[~is_left]
    tally(line.uc_ends_pension_age, unit.district[left].astype(np.intp))
    close_claims(world, left)

    old = others[unit.uc_since[others] != month]
    is_paid = unit.uc_award[old] > 0
    unit.uc_nil_since[old[is_paid]] = 0
    nil = old[~is_paid]
    unit.uc_nil_since[nil[unit.uc_nil_since[nil] == 0]] = month - 1
    ending = nil[month - unit.uc_nil_since[nil] >= world.policy.universal_credit.nil_award_months]
    tally(line.uc_ends, unit.district[ending].astype(np.intp))
    close_claims(world, ending)


def may_claim(world: World, j: Rows) -> Mask:
    """Return whether units may claim: a grown adult not studying, and none on income-related ESA."""
    person, barred, eligible = world.person, np.zeros(j.size, np.bool_), np.zeros(j.size, np.bool_)
    has_child = world.unit.child_1_birth[j] > 0
    for rows in seats(world, j):
        present = person.presence[rows] == Presence.PRESENT
        barred |= present & (person.esa_kind[rows] == EsaKind.INCOME_RELATED)
        studies = (person.job[rows] == Job.OUT) & (person.activity[rows] == Activity.STUDYING)
        grown = world.month - person.birth_month[rows] >= MONTHS_AT_18
        eligible |= present & grown & (~studies | has_child)
    return eligible & ~barred


def open_claims(world: World, j: Rows) -> None:
    """Open the claims of entitled units that would claim and are drawn to."""
    unit, p = world.unit, world.policy.take_up
    j = j[unit.take_up[j] < p.ever_claims * RANKS]
    j = j[world.draw(j.size) < p.claim]
    j = j[may_claim(world, j)]
    household = read_households(world, j)
    potential = assess(world, unit_claim(world, household), means(world, household)).paid
    claiming = j[potential >= max(p.worth_claiming, 1)]
    unit.uc_since[claiming] = world.month
    tally(world.line.uc_claims, unit.district[claiming].astype(np.intp))


def step(world: World) -> None:
    """Open the claims of entitled units, and close those without adults of working age or long at nil."""
    is_open = world.unit.uc_since > 0
    end_claims(world, np.flatnonzero(is_open))
    open_claims(world, np.flatnonzero(~is_open))
