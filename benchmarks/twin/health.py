"""The ladder of ill health: none, mild, work-limiting, severe, at most one move a month.

One draw settles all: low draws recover, high draws fall ill or worsen.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.twin.luck import CONDITION, HEALTH, Array, hits, misses, share
from benchmarks.twin.sick_leave import begin_with_illness
from benchmarks.twin.world import World, by_code, tally
from welfsim.vocabulary.codes import Activity, Condition, Job, Severity, Sex

AGE_35, AGE_50 = 35 * 12, 50 * 12
RELAPSE_MONTHS = 24


def decayed(strain: Array, months: Array, decay: float) -> Array:
    """Return what is left of strain after some months of exponential decay."""
    return strain.astype(np.float64) * np.exp(-months / decay)


def add_strain(world: World, rows: Array, cases: Any) -> None:
    """Add the mental health problems that an event brings, or spares, to what is left of earlier ones."""
    person, decay = world.person, world.policy.health.strain_decay
    left = decayed(person.strain[rows], world.month - person.strain_month[rows], decay)
    person.strain[rows] = left + cases
    person.strain_month[rows] = world.month


def strain_of_month(world: World, rows: Array) -> Array:
    """Return what strain adds to the chance of the next step up: a share of what decays this month.

    The month of the event itself adds nothing, and relief spares nobody with a physical condition.
    """
    person, p = world.person, world.policy.health
    strain, since = person.strain[rows], world.month - person.strain_month[rows]
    fallen = decayed(strain, since - 1, p.strain_decay) - decayed(strain, since, p.strain_decay)
    adds = np.where((strain != 0.0) & (since >= 1), fallen * p.strain_step_share, 0.0)
    is_physical = person.condition[rows] > Condition.MENTAL_HEALTH
    return np.where(is_physical, np.maximum(adds, 0.0), adds)


def by_age_and_sex(world: World, rows: Array, under_35: float, from_50: float, women_to_men: float) -> Array:
    """Return ratios by age, 1 from 35 to 49, times ratios of each sex to both in equal numbers."""
    age = world.month - world.person.birth_month[rows]
    by_age = np.where(age < AGE_35, under_35, np.where(age < AGE_50, 1.0, from_50))
    of_sex = np.where(world.person.sex[rows] == Sex.FEMALE, women_to_men, 1.0)
    return by_age * of_sex * 2.0 / (1.0 + women_to_men)


def by_frailty(world: World, rows: Array, exponent: float) -> Array:
    """Return ratios by how frail people are, 1 at the mean: whatever benefit they have or lack."""
    return np.exp(exponent * world.person.frailty[rows].astype(np.float64))


def trend_by_age(world: World, rows: Array) -> Array:
    """Return how much oftener people fall ill in the month than in April 2025, by three ages."""
    age, p = world.month - world.person.birth_month[rows], world.policy.health
    younger = np.where(age < AGE_35, p.onset_trend_under_35, p.onset_trend_35_to_49)
    return np.where(age < AGE_50, younger, p.onset_trend_50_and_over)


def mental_share_by_age(world: World, rows: Array) -> Array:
    """Return the share of new illness that is mental: even from the share at 25 to that at 55, its odds by a trend."""
    p, years = world.policy.health, (world.month - world.person.birth_month[rows]) / 12.0
    way = np.clip((years - 25.0) / 30.0, 0.0, 1.0)
    mental = p.mental_health_share_at_25 + way * (p.mental_health_share_at_55 - p.mental_health_share_at_25)
    odds = mental * p.mental_odds_trend
    return odds / (1.0 - mental + odds)


def recovery(world: World, rows: Array) -> Array:
    """Return the hazard of recovery from limiting illness: slower with its length, by who, what and whether at work.

    The health service scales it: treatment for all, staff for mental illness, and waiting lists by an elasticity.
    """
    person, p = world.person, world.policy.health
    spell, condition = world.month - person.severity_since[rows], person.condition[rows]
    later = np.where(spell < 48, p.recovery_years_3_and_4, p.recovery_after_year_4)
    hazard = np.where(spell < 24, p.recovery_to_year_2, later)
    other = p.recovery_ratio_other_physical
    ratios = {
        Condition.NONE: other,
        Condition.MENTAL_HEALTH: p.recovery_ratio_mental_health,
        Condition.MUSCULOSKELETAL: p.recovery_ratio_musculoskeletal,
        Condition.NEUROLOGICAL: p.recovery_ratio_neurological,
        Condition.OTHER_PHYSICAL: other,
    }
    mental = p.mental_health_staff * p.waiting_list_mental**-p.waiting_list_elasticity
    service = np.where(
        condition == Condition.MENTAL_HEALTH, mental, p.waiting_list_physical**-p.waiting_list_elasticity
    )
    return (
        hazard
        * by_age_and_sex(world, rows, p.recovery_ratio_under_35, p.recovery_ratio_50_and_over, p.recovery_women_to_men)
        * by_frailty(world, rows, -p.frailty_recovery)
        * by_code(ratios, condition)
        * service
        * p.treatment
        * np.where(person.job[rows] != Job.OUT, p.recovery_ratio_in_work, 1.0)
    )


def change_limited(world: World, rows: Array) -> None:
    """Let the work-limited recover or worsen and the severely ill ease; who recovers is no longer out of work sick."""
    person, p, draw = world.person, world.policy.health, world.luck[HEALTH, rows]
    is_severe, hazard = person.severity[rows] == Severity.SEVERE, recovery(world, rows)
    eases = is_severe & hits(draw, hazard * p.severe_recovery_ratio)
    recovers = ~is_severe & hits(draw, hazard)
    worsens = ~is_severe & ~recovers & misses(draw, p.severe_worsening + strain_of_month(world, rows))
    person.severity[rows[eases]] = Severity.WORK_LIMITING
    person.severity[rows[worsens]] = Severity.SEVERE
    well = rows[recovers]
    person.severity[well] = Severity.MILD
    person.severity_since[well] = world.month
    person.activity[well[person.activity[well] == Activity.SICK]] = Activity.SEEKING


def limiting(world: World, rows: Array, is_mild: Array) -> Array:
    """Return the hazard of limiting illness: onset, or worsening of a mild condition, by age, sex, frailty and work.

    For two years after a recovery it is at least that of a relapse, which goes by the condition that is left.
    """
    person, p = world.person, world.policy.health
    hazard = (
        np.where(is_mild, p.mild_worsening, p.onset)
        * trend_by_age(world, rows)
        * by_age_and_sex(world, rows, p.onset_ratio_under_35, p.onset_ratio_50_and_over, p.onset_women_to_men)
        * by_frailty(world, rows, p.frailty_onset)
    )
    condition, ended = person.condition[rows], person.severity_since[rows]
    of_condition = np.where(
        condition == Condition.MENTAL_HEALTH, p.relapse_ratio_mental_health, p.relapse_ratio_physical
    )
    relapse = p.relapse * np.where(condition == Condition.NONE, 1.0, of_condition)
    is_recent = (ended > 0) & (ended <= world.month) & (world.month - ended < RELAPSE_MONTHS)
    hazard = np.where(is_recent, np.maximum(hazard, relapse), hazard)
    return hazard * prevention(world, rows)


def mild_condition(world: World, rows: Array, is_mild: Array) -> Array:
    """Return the hazard of a mild condition, of those who do not have one."""
    hazard = world.policy.health.mild_onset * trend_by_age(world, rows) * prevention(world, rows)
    return np.where(is_mild, 0.0, hazard)


def prevention(world: World, rows: Array) -> Array:
    """Return what prevention at work does to onset of those who work."""
    return np.where(world.person.job[rows] != Job.OUT, world.policy.health.prevention_at_work, 1.0)


def change_others(world: World, rows: Array) -> None:
    """Let people in good health or with a mild condition fall ill, the latter also lose the condition.

    Strain acts on the next step alone: mild for those in good health, limiting for those with a mild condition.
    Relief spares people without a condition no more than the mental part of what they might fall ill with.
    """
    person, p, draw = world.person, world.policy.health, world.luck[HEALTH, rows]
    is_mild, has_none = person.severity[rows] == Severity.MILD, person.condition[rows] == Condition.NONE
    limited, mild = limiting(world, rows, is_mild), mild_condition(world, rows, is_mild)
    next_step, by_age = np.where(is_mild, limited, mild), mental_share_by_age(world, rows)
    strain = strain_of_month(world, rows)
    strain = np.where(has_none, np.maximum(strain, -by_age * next_step), strain)

    falls = misses(draw, limited + np.where(is_mild, strain, 0.0))
    recovers = is_mild & ~falls & hits(draw, np.full(rows.size, p.mild_recovery))
    sickens = ~is_mild & ~falls & misses(draw, limited + mild + strain)
    person.severity[rows[falls]] = Severity.WORK_LIMITING
    person.severity_since[rows[falls]] = world.month
    person.severity[rows[recovers]] = Severity.NONE
    person.condition[rows[recovers]] = Condition.NONE
    person.severity[rows[sickens]] = Severity.MILD

    is_new = (falls | sickens) & has_none
    hazard, on_it = np.where(falls, limited, mild)[is_new], np.where(falls == is_mild, strain, 0.0)[is_new]
    whole = hazard + on_it
    mental = np.divide(by_age[is_new] * hazard + on_it, whole, out=np.zeros_like(whole), where=whole > 0.0)
    give_conditions(world, rows[is_new], np.clip(mental, 0.0, 1.0))


def give_conditions(world: World, rows: Array, mental: Array) -> None:
    """Draw the main condition of people newly ill: mental by its share, the rest by those of physical conditions."""
    person, p = world.person, world.policy.health
    drawn = share(world.key, CONDITION, person.person_id[rows], world.month)
    bones = mental + (1.0 - mental) * p.musculoskeletal_share
    nerves = mental + (1.0 - mental) * (p.musculoskeletal_share + p.neurological_share)
    person.condition[rows] = np.select(
        [drawn < mental, drawn < bones, drawn < nerves],
        [Condition.MENTAL_HEALTH, Condition.MUSCULOSKELETAL, Condition.NEUROLOGICAL],
        Condition.OTHER_PHYSICAL,
    )


def step(world: World) -> None:
    """Move everyone present along the ladder, and count the moves; from a job some begin a sick leave."""
    person, before = world.person, world.person.severity.copy()
    is_limited = before >= Severity.WORK_LIMITING
    change_limited(world, np.flatnonzero(world.present & is_limited))
    change_others(world, np.flatnonzero(world.present & ~is_limited))
    moved = np.flatnonzero(before != person.severity)
    tally(world.line.health_moves, person.district[moved], before[moved], person.severity[moved])
    begin_with_illness(world, before)
