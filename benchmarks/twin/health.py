"""Onset, worsening, recovery and relapse of ill health."""

from __future__ import annotations

import numpy as np

from benchmarks.twin.codes import Activity, Condition, Job, Presence, Severity
from benchmarks.twin.standing import MONTHS_AT_35, MONTHS_AT_50
from benchmarks.twin.world import Array, Rows, World, by_code, tally

RELAPSE_WINDOW = 24


def onset_band(age: Array) -> Array:
    """Return the band of age by which onset differs: under 35, 35 to 49, 50 and over."""
    return (age >= MONTHS_AT_35).astype(np.int8) + (age >= MONTHS_AT_50)


def give_condition(world: World, rows: Rows) -> None:
    """Write the main condition of people who fall ill without one."""
    person, p = world.person, world.policy.health
    age = world.month - person.birth_month[rows]
    position = np.clip((age / 12.0 - 25.0) / 30.0, 0.0, 1.0)
    mental = p.mental_health_share_at_25 + position * (p.mental_health_share_at_55 - p.mental_health_share_at_25)
    bone = mental + (1.0 - mental) * p.musculoskeletal_share
    nerve = bone + (1.0 - mental) * p.neurological_share
    share = world.draw(rows.size)
    person.condition[rows] = np.select(
        [share < mental, share < bone, share < nerve],
        [Condition.MENTAL_HEALTH, Condition.MUSCULOSKELETAL, Condition.NEUROLOGICAL],
        Condition.OTHER_PHYSICAL,
    )


def change_limited(world: World, rows: Rows) -> tuple[Rows, Array]:
    """Return which of the people whose work is limited change severity, and to what."""
    person, p = world.person, world.policy.health
    before, spell = person.severity[rows], world.month - person.severity_since[rows]
    length = (spell >= 24).astype(np.int8) + (spell >= 48)
    recovery = by_code([p.recovery_to_year_2, p.recovery_years_3_and_4, p.recovery_after_year_4])[length] * p.treatment
    recovery[person.job[rows] != Job.OUT] *= p.recovery_ratio_in_work
    is_severe = before == Severity.SEVERE
    recovery[is_severe] *= p.severe_recovery_ratio
    u = world.draw(rows.size)
    after = before - (u < recovery) + (~is_severe & (u >= recovery) & (u > 1.0 - p.severe_worsening))
    changed = after != before
    return rows[changed], after[changed]


def change_others(world: World, rows: Rows) -> tuple[Rows, Array]:
    """Return which of the people in good or middling health change severity, and to what."""
    person, p, month = world.person, world.policy.health, world.month
    is_mild = person.severity[rows] == Severity.MILD
    since = person.severity_since[rows]
    ratios = by_code([p.onset_ratio_under_35, 1.0, p.onset_ratio_50_and_over])
    hazards = ratios * by_code([[p.onset], [p.mild_worsening]])
    limiting = hazards[is_mild.astype(np.intp), onset_band(month - person.birth_month[rows])]
    relapsing = (since > 0) & (month - since < RELAPSE_WINDOW)
    limiting[relapsing] = np.maximum(limiting[relapsing], p.relapse)
    u = world.draw(rows.size)
    is_limited = u > 1.0 - limiting
    recovers = is_mild & ~is_limited & (u < p.mild_recovery)
    sickens = ~is_mild & ~is_limited & (u > 1.0 - (limiting + p.mild_onset))
    changed = is_limited | recovers | sickens
    after = np.select([is_limited[changed], recovers[changed]], [Severity.WORK_LIMITING, Severity.NONE], Severity.MILD)
    return rows[changed], after


def step(world: World) -> None:
    """Move each person present at most one step along the ladder of severity."""
    person = world.person
    is_present = person.presence == Presence.PRESENT
    is_limited = person.severity >= Severity.WORK_LIMITING
    ill, ill_after = change_limited(world, np.flatnonzero(is_present & is_limited))
    well, well_after = change_others(world, np.flatnonzero(is_present & ~is_limited))
    rows, after = np.concatenate([ill, well]), np.concatenate([ill_after, well_after])
    before = person.severity[rows]
    tally(world.line.health_moves, world.here(rows), before, after)
    person.severity[rows] = after
    crosses = (before >= Severity.WORK_LIMITING) != (after >= Severity.WORK_LIMITING)
    person.severity_since[rows[crosses]] = world.month
    recovered = rows[crosses & (after < before)]
    person.activity[recovered[person.activity[recovered] == Activity.SICK]] = Activity.SEEKING
    person.condition[rows[after == Severity.NONE]] = Condition.NONE
    give_condition(world, rows[(after > before) & (person.condition[rows] == Condition.NONE)])
