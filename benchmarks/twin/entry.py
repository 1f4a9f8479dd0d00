"""What brings people out of work into a job: their chance without support, and what support makes of it."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.twin.awards import children_of, gain_to_work, left_to_live_on, read_units
from benchmarks.twin.benefits import AGE_25, disability_benefit, has_disability_benefit
from benchmarks.twin.health import AGE_50
from benchmarks.twin.luck import SITE_EFFECT, Array, share
from benchmarks.twin.world import World, by_code
from welfsim.vocabulary.codes import (
    Activity,
    CoachGroup,
    CoachUse,
    Condition,
    EsaGroup,
    HealthGroup,
    Programme,
    Readiness,
    Regime,
    Severity,
    WorkStatus,
)

AGE_16, AGE_20, AGE_60 = 16 * 12, 20 * 12, 60 * 12
STEPS_OF_TIME_OUT = np.array([4, 7, 13, 25, 61])  # months
FALL_BY_TIME_OUT = np.array([0.0, 0.2, 0.45, 0.7, 1.0, 1.3])  # 1: that of years 3 to 5
SMALLEST_GAIN = 5_000  # pence a month
FEWEST_MEETINGS, MOST_MEETINGS = 0.25, 2.0  # of the reference
SMALLEST_EFFECT = 0.001
SITE_DRAWS = 4
RANKS = 65_536  # of the readiness to claim


def work_status(world: World, rows: Array) -> Array:
    """Return the group by which entry is set and counted: the first that applies of health, ESA, search, PIP, UC."""
    person = world.person
    health, esa, regime = person.health_group[rows], person.esa_group[rows], person.regime[rows]
    return np.select(
        [
            health == HealthGroup.LCWRA,
            esa == EsaGroup.SUPPORT,
            health == HealthGroup.LCW,
            (esa == EsaGroup.WRAG) | (esa == EsaGroup.ASSESSMENT),
            health == HealthGroup.PRE_WCA,
            regime == Regime.INTENSIVE_SEARCH,
            has_disability_benefit(person, rows),
            regime != Regime.NOT_ON_UC,
        ],
        [
            WorkStatus.LCWRA,
            WorkStatus.ESA_SUPPORT,
            WorkStatus.LCW,
            WorkStatus.WRAG,
            WorkStatus.FIT_NOTE,
            WorkStatus.SEARCHING,
            WorkStatus.PIP_ONLY,
            WorkStatus.UC_OTHER,
        ],
        WorkStatus.OFF_BENEFIT,
    )


def is_health_status(status: Array) -> Array:
    """Return which groups are out of work through ill health or disability."""
    return status <= WorkStatus.PIP_ONLY


def local_demand(world: World) -> Array:
    """Return each district's demand for labour: its employment rate to a power, of mean one over the jobless."""
    powers = world.district.employment_rate**world.policy.employment.local_demand_elasticity
    mean = np.sum(world.district.share_of_jobless * powers)
    return powers / mean if mean > 0.0 else np.ones_like(powers)


def by_activity(world: World, rows: Array) -> Array:
    """Return entry by what people do, relative to seeking work; the sick are held back by their health alone."""
    p = world.policy.employment
    ratios = {
        Activity.SEEKING: 1.0,
        Activity.STUDYING: p.entry_ratio_studying,
        Activity.CARING: p.entry_ratio_caring,
        Activity.SICK: 1.0,
        Activity.RETIRED: p.entry_ratio_retired,
        Activity.OTHER: p.entry_ratio_other,
    }
    return by_code(ratios, world.person.activity[rows])


def by_age(world: World, rows: Array) -> Array:
    """Return entry by age, relative to 25 to 49."""
    p, age = world.policy.employment, world.month - world.person.birth_month[rows]
    ratios = [p.entry_ratio_under_20, p.entry_ratio_20_to_24, 1.0, p.entry_ratio_50_to_59]
    return np.select([age < AGE_20, age < AGE_25, age < AGE_50, age < AGE_60], ratios, p.entry_ratio_60_and_over)


def by_ill_health(world: World, rows: Array) -> Array:
    """Return entry of people whose work is limited by severity, condition and readiness, relative to good health."""
    person, p = world.person, world.policy.employment
    of_condition = {
        Condition.NONE: 1.0,
        Condition.MENTAL_HEALTH: p.entry_ratio_mental_health,
        Condition.MUSCULOSKELETAL: p.entry_ratio_musculoskeletal,
        Condition.NEUROLOGICAL: p.entry_ratio_neurological,
        Condition.OTHER_PHYSICAL: p.entry_ratio_other_physical,
    }
    of_readiness = {
        Readiness.READY_NOW: p.entry_ratio_ready_now,
        Readiness.IF_HEALTH_IMPROVES: 1.0,
        Readiness.IF_HOME_WORKING: p.home_working,
        Readiness.NOT: p.entry_ratio_not_ready,
    }
    severity = person.severity[rows]
    ratio = np.where(severity == Severity.SEVERE, p.entry_ratio_severe, p.entry_ratio_work_limiting)
    ratio = ratio * by_code(of_condition, person.condition[rows]) * by_code(of_readiness, person.readiness[rows])
    return np.where(severity >= Severity.WORK_LIMITING, ratio, 1.0)


def months_out(world: World, rows: Array) -> Array:
    """Return for how long people have been out of work, since their sixteenth birthday if they never worked."""
    return world.month - np.maximum(world.person.last_work[rows], world.person.birth_month[rows] + AGE_16)


def by_time_out(world: World, rows: Array) -> Array:
    """Return entry by months out of work, relative to the first three: it falls in six steps."""
    fall = FALL_BY_TIME_OUT[np.searchsorted(STEPS_OF_TIME_OUT, months_out(world, rows), side="right")]
    return np.exp(-world.policy.employment.time_out * fall)


def by_employability(world: World, rows: Array) -> Array:
    """Return entry by how employable people are, 1 at the mean."""
    return np.exp(world.person.employability[rows].astype(np.float64))


def personal(world: World, rows: Array) -> Array:
    """Return the part of the hazard of entry that is people's own, whatever benefit they have or lack."""
    ratio = by_activity(world, rows) * by_age(world, rows) * by_ill_health(world, rows)
    ratio *= by_time_out(world, rows) * by_employability(world, rows)
    return world.policy.employment.entry * ratio


def by_requirement(world: World, rows: Array) -> Array:
    """Return entry by what Universal Credit requires, relative to nothing: of the limited and of others apart."""
    person, p = world.person, world.policy.employment
    regime, is_limited = person.regime[rows], person.severity[rows] >= Severity.WORK_LIMITING
    whole = np.where(is_limited, p.requirement_limited, p.requirement_others)
    in_part = (regime == Regime.PREPARATION) | (regime == Regime.INTERVIEW)
    power = np.select([regime == Regime.INTENSIVE_SEARCH, in_part], [1.0, p.requirement_preparation], 0.0)
    return whole**power


def has_group_to_lose(world: World, rows: Array) -> Array:
    """Return who has been found unfit for work, by the assessment of Universal Credit or of ESA."""
    health, esa = world.person.health_group[rows], world.person.esa_group[rows]
    return np.isin(health, (HealthGroup.LCW, HealthGroup.LCWRA)) | np.isin(esa, (EsaGroup.SUPPORT, EsaGroup.WRAG))


def by_meetings(world: World, rows: Array) -> Array:
    """Return searchers' response to the share of their due meetings that are held, earmarked coaches' included.

    Each stands in the first use of the list of priority that fits: all in search, the young, those searching a year.
    Shares below a quarter of the reference, or above twice, act as these do.
    """
    person, district, p, c = world.person, world.district, world.policy.employment, world.policy.coaching
    here, months = person.district[rows], world.month - person.search_since[rows]
    is_young, is_long = world.month - person.birth_month[rows] < AGE_25, months >= 12
    fits = {
        CoachUse.SEARCH: np.ones(rows.size, bool),
        CoachUse.SEARCH_UNDER_25: is_young,
        CoachUse.SEARCH_OVER_A_YEAR: is_long,
    }
    use = np.full(rows.size, CoachUse.SEARCH)
    for listed in reversed([code for code in c.priority.tolist() if code in fits]):
        use[fits[CoachUse(listed)]] = listed
    given = district.search_share[here, use] + np.where(months < 3, district.early_extra[here, use], 0.0)
    of_long = np.where(is_long, CoachGroup.SEARCH_OVER_A_YEAR, CoachGroup.SEARCH_OTHER)
    group = np.where(is_young, CoachGroup.SEARCH_UNDER_25, of_long)
    made_up = np.where(np.isin(group, c.earmarked_for), district.earmarked_share[here], 0.0)
    given += np.maximum(made_up, 0.0) * (1.0 - given)
    held = np.clip(given / p.meetings_reference, FEWEST_MEETINGS, MOST_MEETINGS)
    return held**p.meetings_elasticity


def by_gain(world: World, rows: Array) -> Array:
    """Return entry by the gain to work, relative to that of the reference in today's earnings."""
    p, gain = world.policy.employment, np.maximum(gain_to_work(world, rows), SMALLEST_GAIN)
    return (gain / (p.gain_reference * world.policy.economy.earnings_index)) ** p.gain_elasticity


def by_need(world: World, rows: Array) -> Array:
    """Return entry of people whose unit has no income but Child Benefit and few savings, relative to others.

    Students, the retired and units that would never claim live on what nobody sees.
    """
    person, unit, p = world.person, world.unit, world.policy.employment
    of = person.unit[rows]
    units = read_units(world, of)
    living = left_to_live_on(world, units, unit.uc_since[of] != 0)
    living += sum(disability_benefit(world, adults) for adults in units.adults)
    is_provided = np.isin(person.activity[rows], (Activity.STUDYING, Activity.RETIRED))
    is_provided |= (unit.uc_award[of] > 0) | (unit.capital[of] >= p.need_savings)
    is_provided |= unit.take_up[of] >= ever_claims(world, of) * RANKS
    return np.where(is_provided | (living > 0), 1.0, p.need)


def ever_claims(world: World, units: Array) -> Array:
    """Return the share of units of their type of family, of those entitled, that ever claim."""
    p, is_parent, couple = world.policy.take_up, children_of(world, units)[0] > 0, world.unit.adults[units] == 2
    with_children = np.where(couple, p.ever_claims_parents, p.ever_claims_lone_parent)
    return np.where(is_parent, with_children, np.where(couple, p.ever_claims_couple, p.ever_claims_single))


def unsupported(world: World, rows: Array, status: Array) -> Array:
    """Return the entry hazard without support: people's own part, demand, and what their state does to them.

    That is requirements, the gain to work, having nothing to live on, the fear of losing a group, incentives to hire
    the ill, and meetings.
    """
    p, economy = world.policy.employment, world.policy.economy
    hazard = personal(world, rows) * economy.labour_demand * local_demand(world)[world.person.district[rows]]
    hazard *= by_requirement(world, rows) * by_need(world, rows)
    hazard *= by_gain(world, rows)
    hazard *= np.where(has_group_to_lose(world, rows), p.right_to_try, 1.0)
    hazard *= np.where(is_health_status(status) & ~world.person.self_employed[rows], p.hiring_incentive, 1.0)
    searches = status == WorkStatus.SEARCHING
    hazard[searches] *= by_meetings(world, rows[searches])
    return hazard


def site_deviate(world: World, programme: Any, here: Array) -> Array:
    """Return how support of a kind differs in a district, in standard deviations: near enough normal."""
    total = sum(share(world.key, SITE_EFFECT, here, programme * SITE_DRAWS + k) for k in range(SITE_DRAWS))
    return (total - SITE_DRAWS / 2) / (SITE_DRAWS / 12) ** 0.5


def by_contact(world: World, rows: Array) -> Array:
    """Return what coach contacts multiply entry by: 1 before the lag of their course, then by a stock that decays.

    A district's coaches do more or less for each contact; what is left of a faded one does nothing.
    """
    person, p, here = world.person, world.policy.employment, world.person.district[rows]
    since, months_in = world.month - person.contact_month[rows], world.month - person.course_since[rows]
    effect = p.contact_effect + p.contact_site_spread * site_deviate(world, Programme.NONE, here)
    stock = person.contact_stock[rows].astype(np.float64) * np.exp(-since / p.contact_decay)
    ratio = np.minimum(np.exp(effect * stock), p.effect_cap)
    acts = (person.contact_month[rows] != 0) & (months_in >= p.contact_lag) & (np.abs(ratio - 1.0) >= SMALLEST_EFFECT)
    return np.where(acts, ratio, 1.0)


def by_programme(world: World, rows: Array) -> tuple[Array, Array]:
    """Return whom a programme for people out of work acts on, and what it multiplies their entry by.

    It acts once begun and until it has faded: nothing up to its lag, then its effect, whose logarithm fades evenly
    after its end.
    """
    person, terms, month = world.person, world.policy.programme, world.month
    programme, here = person.programme[rows], person.district[rows]
    months_in, since_end = month - person.programme_since[rows], month - person.programme_until[rows]
    fade = terms["fade"][programme]
    has_begun = (programme != Programme.NONE) & (months_in >= 0)
    is_in = has_begun & ~terms["takes_in_work"][programme] & (since_end < fade)
    of_site = np.exp(terms["site_spread"][programme] * site_deviate(world, programme, here))
    effect = np.where(is_in, terms["effect"][programme] * of_site, 1.0)
    strength = np.clip(1.0 - since_end / np.maximum(fade, 1), 0.0, 1.0)
    ratio = np.minimum(np.exp(np.log(effect) * strength), world.policy.employment.effect_cap)
    return is_in, np.where(months_in < terms["lag"][programme], 1.0, ratio)


def support(world: World, rows: Array) -> Array:
    """Return what support multiplies entry by, through one channel alone: a programme stands before coach contact."""
    is_in, of_programme = by_programme(world, rows)
    return np.where(is_in, of_programme, by_contact(world, rows))
