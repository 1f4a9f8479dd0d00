"""Onset, worsening, recovery and relapse of ill health.

The levers that law leaves at one (waiting lists, staff, prevention) are left out.
"""

from __future__ import annotations

import numpy as np

from benchmarks.twin.codes import Activity, Condition, EsaKind, Job, Presence, Severity
from benchmarks.twin.standing import MONTHS_AT_35, MONTHS_AT_50
from benchmarks.twin.world import Array, Rows, World, by_code, tally

RELAPSE_WINDOW = 24


def by_means(world: World, rows: Rows, on_benefit: float, off_benefit: float) -> Array:
    """Return people's ratios by whether they live on Universal Credit or income-related ESA."""
    person = world.person
    on_credit = world.unit.uc_since[person.unit[rows]] != 0
    return np.where(on_credit | (person.esa_kind[rows] == EsaKind.INCOME_RELATED), on_benefit, off_benefit)


def age_and_sex(world: World, rows: Rows, under_35: float, from_50: float, women: float) -> Array:
    """Return people's ratios by age, 1 from 35 to 49, times those of their sex to both sexes together."""
    age = world.month - world.person.birth_month[rows]
    band = (age >= MONTHS_AT_35).astype(np.int8) + (age >= MONTHS_AT_50)
    by_sex = by_code([women, 1.0])[world.person.sex[rows]] * 2.0 / (1.0 + women)
    return np.asarray(by_code([under_35, 1.0, from_50])[band] * by_sex)


def strains(world: World, rows: Rows) -> Array:
    """Return the strain on people's next step up: what decays this month, sparing none from physical illness."""
    person, p = world.person, world.policy.health
    since = world.month - person.strain_month[rows].astype(np.float64)
    strain = person.strain[rows] * p.strain_step_share
    extra = strain * (np.exp(-(since - 1.0) / p.strain_decay) - np.exp(-since / p.strain_decay))
    extra[(extra < 0.0) & (person.condition[rows] > Condition.MENTAL_HEALTH)] = 0.0
    return np.asarray(np.where(person.strain[rows] == 0.0, 0.0, extra))


def mental_health_share(world: World, rows: Rows) -> Array:
    """Return the share of people's new illness that is mental: linear in age between 25 and 55."""
    p, age = world.policy.health, world.month - world.person.birth_month[rows]
    position = np.clip((age / 12.0 - 25.0) / 30.0, 0.0, 1.0)
    return np.asarray(
        p.mental_health_share_at_25 + position * (p.mental_health_share_at_55 - p.mental_health_share_at_25)
    )


def give_condition(world: World, rows: Rows, hazard: Array, strain: Array) -> None:
    """Write the main condition of people who fall ill without one, more often mental through strain."""
    person, p = world.person, world.policy.health
    mental = mental_health_share(world, rows)
    mental = np.clip((mental * hazard + strain) / np.maximum(hazard + strain, 1e-12), 0.0, 1.0)
    bone = mental + (1.0 - mental) * p.musculoskeletal_share
    nerve = bone + (1.0 - mental) * p.neurological_share
    share = world.draw(rows.size)
    person.condition[rows] = np.select(
        [share < mental, share < bone, share < nerve],
        [Condition.MENTAL_HEALTH, Condition.MUSCULOSKELETAL, Condition.NEUROLOGICAL],
        Condition.OTHER_PHYSICAL,
    )


def change_limited(world: World, rows: Rows) -> None:
    """Let people whose work is limited recover, ease or worsen."""
    person, p, month = world.person, world.policy.health, world.month
    before, spell = person.severity[rows], month - person.severity_since[rows]
    length = (spell >= 24).astype(np.int8) + (spell >= 48)
    recovery = by_code([p.recovery_to_year_2, p.recovery_years_3_and_4, p.recovery_after_year_4])[length] * p.treatment
    ratios = [
        p.recovery_ratio_other_physical,
        p.recovery_ratio_mental_health,
        p.recovery_ratio_musculoskeletal,
        p.recovery_ratio_neurological,
        p.recovery_ratio_other_physical,
    ]
    recovery *= by_code(ratios)[person.condition[rows]]
    recovery *= age_and_sex(
        world, rows, p.recovery_ratio_under_35, p.recovery_ratio_50_and_over, p.recovery_women_to_men
    )
    recovery[person.job[rows] != Job.OUT] *= p.recovery_ratio_in_work
    recovery *= by_means(world, rows, p.recovery_ratio_on_benefit, p.recovery_ratio_off_benefit)
    is_severe = before == Severity.SEVERE
    recovery[is_severe] *= p.severe_recovery_ratio
    u, worsening = world.draw(rows.size), p.severe_worsening + strains(world, rows)
    after = before - (u < recovery) + (~is_severe & (u >= recovery) & (u > 1.0 - worsening))
    settle(world, rows, before, after)
    recovered = rows[(before == Severity.WORK_LIMITING) & (after == Severity.MILD)]
    person.severity_since[recovered] = month
    person.activity[recovered[person.activity[recovered] == Activity.SICK]] = Activity.SEEKING


def change_others(world: World, rows: Rows) -> None:
    """Let people in good or middling health fall ill or lose a mild condition."""
    person, p, month = world.person, world.policy.health, world.month
    before, condition = person.severity[rows], person.condition[rows]
    is_mild, since = before == Severity.MILD, person.severity_since[rows]
    limiting = np.where(is_mild, p.mild_worsening, p.onset)
    limiting *= age_and_sex(world, rows, p.onset_ratio_under_35, p.onset_ratio_50_and_over, p.onset_women_to_men)
    limiting *= by_means(world, rows, p.onset_ratio_on_benefit, p.onset_ratio_off_benefit)
    relapse = p.relapse * by_code([1.0, p.relapse_ratio_mental_health] + [p.relapse_ratio_physical] * 3)[condition]
    relapsing = (since > 0) & (month - since < RELAPSE_WINDOW)
    limiting[relapsing] = np.maximum(limiting, relapse)[relapsing]
    mild = np.where(is_mild, 0.0, p.mild_onset)
    sparable = mental_health_share(world, rows) * np.where(is_mild, limiting, mild)
    strain = np.where(condition == Condition.NONE, np.maximum(strains(world, rows), -sparable), strains(world, rows))
    u = world.draw(rows.size)
    is_limited = u > 1.0 - (limiting + np.where(is_mild, strain, 0.0))
    recovers = is_mild & ~is_limited & (u < p.mild_recovery)
    sickens = ~is_mild & ~is_limited & (u > 1.0 - (limiting + mild + strain))
    choices = [Severity.WORK_LIMITING, Severity.NONE, Severity.MILD]
    settle(world, rows, before, np.select([is_limited, recovers, sickens], choices, before))
    person.severity_since[rows[is_limited]] = month
    person.condition[rows[recovers]] = Condition.NONE
    falls = (is_limited | sickens) & (condition == Condition.NONE)
    on_this_step = np.where(is_limited == is_mild, strain, 0.0)
    give_condition(world, rows[falls], np.where(is_limited, limiting, mild)[falls], on_this_step[falls])


def settle(world: World, rows: Rows, before: Array, after: Array) -> None:
    """Write people's severity and count the moves."""
    changed = before != after
    tally(world.line.health_moves, world.here(rows[changed]), before[changed], after[changed])
    world.person.severity[rows] = after


def step(world: World) -> None:
    """Move each person present at most one step along the ladder of severity."""
    person = world.person
    is_present = person.presence == Presence.PRESENT
    is_limited = person.severity >= Severity.WORK_LIMITING
    ill, well = np.flatnonzero(is_present & is_limited), np.flatnonzero(is_present & ~is_limited)
    change_limited(world, ill)
    change_others(world, well)
