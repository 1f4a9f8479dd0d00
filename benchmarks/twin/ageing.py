"""A month older: arriving, State Pension age, death, birth."""

from __future__ import annotations

import numpy as np

from benchmarks.twin.codes import (
    Activity,
    Departure,
    HealthGroup,
    Job,
    PipRate,
    Presence,
    Regime,
    Sex,
    UcEnd,
    WcaDisputeResult,
)
from benchmarks.twin.disability import count_awards_ended, leave_disputes, leave_reviews
from benchmarks.twin.spells import close_dispute, end_esa, leave_assessor, move_health_group
from benchmarks.twin.standing import MONTHS_AT_25, MONTHS_AT_35, has_disability_benefit
from benchmarks.twin.world import Array, Rows, World, by_code, tally

APRIL_1960 = 1960 * 12 + 3
MONTHS_AT_45 = 45 * 12
MONTHS_AT_66 = 66 * 12
OLDEST = 120 * 12


def death_hazards(world: World) -> Array:
    """Return the monthly hazards of death, sex × age in months."""
    p, years = world.policy.ageing, np.arange(OLDEST) / 12.0 - 40.0
    female = p.death_hazard_at_40_female * p.death_growth_female**years
    return by_code([female, p.death_hazard_at_40_male * p.death_growth_male**years])


def severity_ratios(world: World, rows: Rows) -> Array:
    """Return mortality by severity, one past pension age, relative to all people of the same age and sex."""
    p = world.policy.ageing
    ratios = by_code([p.death_ratio_not_limited] * 2 + [p.death_ratio_work_limiting, p.death_ratio_severe])
    is_present = world.person.presence[rows] == Presence.PRESENT
    return np.asarray(np.where(is_present, ratios[world.person.severity[rows]], 1.0))


def leave_universal_credit(world: World, rows: Rows, why: int) -> None:
    """Count people who leave Universal Credit for a reason of their own."""
    on = rows[world.unit.uc_since[world.person.unit[rows]] > 0]
    tally(world.line.uc_leavers, world.here(on), world.person.regime[on], why)


def birth_hazards(world: World) -> Array:
    """Return women's monthly hazards of giving birth by age in months."""
    p, age = world.policy.ageing, np.arange(OLDEST)
    hazard = np.where(age < MONTHS_AT_35, p.birth_hazard_25_to_34, p.birth_hazard_35_to_44)
    hazard = np.where(age < MONTHS_AT_25, p.birth_hazard_under_25, hazard)
    return by_code(np.where(age < MONTHS_AT_45, hazard, 0.0))


def leave_disability_undecided(world: World, rows: Rows, why: int) -> None:
    """End people's claims, reviews and disputes of PIP and ADP, and count them as undecided."""
    person = world.person
    claims = rows[person.pip_claim_month[rows] != 0]
    here = world.here(claims)
    tally(world.line.disability_claims_left, here, world.benefit[here], why)
    person.pip_claim_month[claims] = 0
    person.pip_ready_month[claims] = 0
    leave_reviews(world, rows, world.month - 1, why)
    leave_disputes(world, rows, why)


def leave_support(world: World, rows: Rows, why: int) -> None:
    """Count people who leave a coach's queue, a programme or a place on one, and end the coaching."""
    person, line, month = world.person, world.line, world.month
    tally(line.volunteers_left, world.here(rows[person.volunteered_month[rows] != 0]), why)
    joined = rows[person.programme_until[rows] >= month]
    waits = person.programme_since[joined] >= month
    tally(line.programme_not_started, world.here(joined[waits]), person.programme[joined[waits]], why)
    tally(line.programme_left, world.here(joined[~waits]), person.programme[joined[~waits]], why)
    for column in (person.contacts_left, person.volunteered_month):
        column[rows] = 0


def leave_working_age(world: World, rows: Rows, why: int) -> None:
    """End people's jobs and working-age benefits, at pension age or death."""
    person, line = world.person, world.line
    working = rows[person.job[rows] != Job.OUT]
    tally(line.jobs_lost, world.here(working))
    tally(line.job_moves, world.here(working), person.job[working], Job.OUT)
    person.job[working] = Job.OUT
    person.last_work[working] = world.month
    leave_assessor(world, rows, why, world.month - 1)
    move_health_group(world, rows[person.health_group[rows] != HealthGroup.NONE], HealthGroup.NONE)
    end_esa(world, rows)
    held = rows[has_disability_benefit(world, rows)]
    count_awards_ended(world, held, why, person.daily_living[held], person.mobility[held])
    close_dispute(world, rows, WcaDisputeResult.LAPSED)
    leave_disability_undecided(world, rows, why)
    tally(line.carers_left, world.here(rows[person.carer[rows]]), why)
    leave_support(world, rows, why)
    person.regime[rows] = Regime.NOT_ON_UC


def give_birth(world: World, mothers: Rows) -> None:
    """Write a child into the first free place of each mother's unit."""
    unit, j = world.unit, world.person.unit[mothers]
    tally(world.line.births, world.here(mothers))
    for child in (unit.child_1_birth, unit.child_2_birth, unit.child_3_birth, unit.child_4_birth):
        free = child[j] == 0
        child[j[free]] = world.month
        j = j[~free]


def step(world: World) -> None:
    """Move people into and out of working age and life, and let children be born."""
    person, line, month = world.person, world.line, world.month
    arriving = np.flatnonzero((person.presence == Presence.WAITING) & (person.entry_month <= month))
    person.presence[arriving] = Presence.PRESENT
    tally(line.people_moves, world.here(arriving), Presence.WAITING, Presence.PRESENT)

    deaths, births = death_hazards(world), birth_hazards(world)
    alive = np.flatnonzero((person.presence == Presence.PRESENT) | (person.presence == Presence.PENSION_AGE))
    u = world.draw(alive.size)
    ratios = severity_ratios(world, alive)
    is_extreme = (u > 1.0 - deaths.max() * ratios.max()) | (u < births.max())
    some, u = alive[is_extreme], u[is_extreme]
    age, is_female = month - person.birth_month[some], person.sex[some] == Sex.FEMALE
    is_dying = u > 1.0 - np.where(is_female, deaths[0, age], deaths[1, age]) * ratios[is_extreme]

    dying = some[is_dying]
    working_age = dying[person.presence[dying] == Presence.PRESENT]
    leave_universal_credit(world, working_age, UcEnd.DEATH)
    leave_working_age(world, working_age, Departure.DEATH)
    older = dying[(person.presence[dying] == Presence.PENSION_AGE) & has_disability_benefit(world, dying)]
    tally(line.disability_deaths_past_pension_age, world.here(older), world.benefit[world.here(older)])
    tally(line.people_moves, world.here(dying), person.presence[dying], Presence.DEAD)
    person.presence[dying] = Presence.DEAD
    person.daily_living[dying] = PipRate.NONE
    person.mobility[dying] = PipRate.NONE

    is_studying = (person.presence == Presence.PRESENT) & (person.activity == Activity.STUDYING)
    ends_study = is_studying & (person.birth_month == month - world.policy.ageing.study_ends)
    person.activity[ends_study] = Activity.SEEKING

    pension_month = MONTHS_AT_66 + np.clip(person.birth_month - np.int16(APRIL_1960 - 1), 0, 12) + person.birth_month
    retiring = np.flatnonzero((pension_month <= month) & (person.presence == Presence.PRESENT))
    leave_universal_credit(world, retiring, UcEnd.PENSION_AGE)
    leave_working_age(world, retiring, Departure.PENSION_AGE)
    tally(line.people_moves, world.here(retiring), Presence.PRESENT, Presence.PENSION_AGE)
    person.presence[retiring] = Presence.PENSION_AGE

    is_mother = ~is_dying & is_female & (u < births[age]) & (person.presence[some] == Presence.PRESENT)
    give_birth(world, some[is_mother])
